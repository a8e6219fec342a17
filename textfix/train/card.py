"""The card of a model: what it is for, what it was made from, and where not to trust it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["card_text"]

_SOURCES = Path(__file__).with_name("sources.csv")

_SIZES = {
    "training_words": "words of training text",
    "words": "words with statistics of their own",
    "attested_words": "words that are only known to exist",
    "misspellings": "misspellings with what was meant",
    "bigrams": "pairs of words",
    "trigrams": "triples of words",
    "fourgrams": "runs of four words",
    "trees": "trees that correct the weights of confidence",
    "bytes": "bytes of all tables",
}
"""What the sizes of `Model.describe` count."""

_PURPOSE = """\
This is the model by which textfix judges where words and spaces are damaged, and what stood there. It is no
model of meaning: it knows which words there are, which of them stand beside each other how readily, how
people misspell them and which they confuse. It is made for running prose in the language above that was once
right: articles, books, documentation, reports.
"""

_TABLES = """\
The tables hold words, and what runs of two, three and four of them cost; nothing longer, and no running text.
Runs stand behind fingerprints of 16 or 24 bits: whoever has one can ask what it costs, and by asking for many
find those that are there, along with some that are not. A run of three has to occur twice to be counted, one
of four three times, and a word eight times to have statistics of its own. Names of people that are frequent
in the sources are among the words.
"""

_NETWORK = """\
Where text is badly damaged, a small convolutional network over characters says beside them where words begin, and
everywhere it helps to judge changes of spaces. It was trained on lines of the same sources, whose spaces were lost and
added and of which some letters were damaged.
"""

_CONFIDENCE = """\
How sure textfix is of an edit is a logistic model for each rule, corrected by boosted trees where what is known
of the edit matters only together. Both are fitted on held-out blocks:
one block of 64 of each source is not counted, but damaged on purpose, and what the engine then suggests is
known to be right or wrong. A confidence is the chance that an edit is right where one word in a hundred is
damaged; text that is read as badly damaged has weights of its own, fitted on lines full of damage, and then it
is the chance there. Held-out blocks come from the same sources as the counts; text of another kind can be harder than
they are.
"""

_LIMITS = """\
- Words and names that are newer than the sources, or from places that the sources seldom write of, are
  unknown to the model, and doubted more often than others. A name that recurs in a text is taken for right.
- It prefers what is usual: a rare word beside its frequent look-alike is at risk, more so in verse, dialect,
  transcribed speech, quotations of old spelling, lists and tables.
- Some sources have errors of their own. One that is frequent enough counts as a word.
- It is not made for other languages, for program code, or for changing text without a look where each word
  counts, as in contracts and medical records: have textfix report there, and decide yourself.
"""

_LIMITS_OF_SOURCES = """\
- The sources are mostly edited prose, much of it American and British, on news, technology, films and public
  life. Books are old, and so are the spellings and views in them; which words go together mirrors both.
- Spellings of different countries are all right to it; it does not make them uniform.
"""
"""What holds of the sources that the table names, and of others perhaps not."""


def card_text(card: Mapping[str, Any], scores: Mapping[str, str] | None = None) -> str:
    """Write the card of a model in Markdown, from `Model.describe()`.

    `scores` maps what was measured to what came out. A source that sources.csv does not name is listed by its
    file's name, and its licence as not recorded:

    >>> card = {"version": "en-0", "language": "en", "sources": ["letters.txt"], "training_words": 1000}
    >>> "| letters | not recorded |" in card_text(card)
    True
    """
    ours = bool(_known().keys() & set(_names(card["sources"])))
    sections = {
        "What it is for": _PURPOSE,
        "What it was made from": _sources(card["sources"]),
        "Word lists": _lists(card),
        "Sizes": _sizes(card),
        "What the tables hold": _TABLES,
        "Where words begin": _NETWORK,
        "Confidence": _CONFIDENCE,
        "Scores": _table(("measure", "result"), scores) if scores else "None are recorded.\n",
        "Limits and known biases": _LIMITS + _LIMITS_OF_SOURCES * ours,
        "Making it again": _making(card),
    }
    body = "".join(f"\n## {title}\n\n{text}" for title, text in sections.items())
    return f"# Model card: {card['version']}\n\nLanguage: `{card['language']}`.\n{body}"


def _sources(files: Sequence[str]) -> str:
    return "Text, of which only counts are kept:\n\n" + _table(("source", "licence"), _licensed(files))


def _lists(card: Mapping[str, Any]) -> str:
    names = [*card.get("word_lists", ()), *card.get("rare_words", ())]
    names += [*filter(None, [card.get("misspelling_list")]), *card.get("pairs", ())]
    if not names:
        return "None were given.\n"
    return "What is a word, what is a misspelling, and how spaces are damaged:\n\n" + _table(
        ("list", "licence"), _licensed(names)
    )


def _sizes(card: Mapping[str, Any]) -> str:
    known = {what: f"{card[key]:,}" for key, what in _SIZES.items() if key in card}
    return _table(("what", "how many"), known)


def _licensed(files: Iterable[str]) -> dict[str, str]:
    """Map what each file is from to its licence; a file that is not in the table goes by its name."""
    known = _known()
    return dict(known.get(name, (name, "not recorded")) for name in _names(files))


def _known() -> dict[str, tuple[str, str]]:
    with _SOURCES.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: (row["source"], row["licence"]) for row in csv.DictReader(rows)}


def _names(files: Iterable[str]) -> list[str]:
    return [file.split(".")[0] for file in files]


def _making(card: Mapping[str, Any]) -> str:
    language, errors = card["language"], card.get("misspelling_list")
    command = ["textfix train FOLDER", f"--output {language}.textfix", f"--language {language}"]
    command += [f"--word-list {name}" for name in card.get("word_lists", ())]
    command += [f"--rare-words {name}" for name in card.get("rare_words", ())]
    command += [f"--misspellings {errors}"] if errors else []
    command += [f"--calibrate {name}" for name in card.get("calibration", ())]
    command += [f"--pairs {name}" for name in card.get("pairs", ())]
    return (
        "Put the sources above into a folder, as plain text with a paragraph a line. The same text and lists\n"
        "give the same bytes.\n\n    " + " \\\n        ".join(command) + "\n"
    )


def _table(head: tuple[str, str], rows: Mapping[str, str]) -> str:
    return "".join(f"| {a} | {b} |\n" for a, b in (head, ("---", "---"), *rows.items()))
