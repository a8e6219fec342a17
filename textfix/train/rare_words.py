"""Words that others have seen: names, terms, words of other languages. Slips and joins are among them.

That a word exists is worth knowing only where it is no damaged form of another one, so what may be such a form is
left out: a rare name that is lost costs less than a misspelling that passes for a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from ..engine.vocabulary import normal
from .lexicon import is_join

__all__ = ["believable", "read_rare_words"]

SLIP_RATIO = 100
"""A form is taken for a slip of a word that occurs this many times as often."""

FREQUENT = 100
"""Occurrences of a word from which on slips of it are looked for."""

UNKNOWN = 4e-9
"""The share of all words that a form is taken to have where its list says nothing."""


def read_rare_words(paths: Iterable[Path]) -> dict[str, float]:
    """The words of some lists, each with its share of all words, the largest that a list gives.

    A line is a word and, where that is known, how often it occurs in a thousand million words.
    """
    shares: dict[str, float] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            word, *frequency = line.split()
            share = float(frequency[0]) / 1e9 if frequency else UNKNOWN
            shares[normal(word)] = max(share, shares.get(normal(word), 0.0))
    return shares


def believable(
    shares: Mapping[str, float],
    counts: Mapping[str, int],
    pairs: Mapping[tuple[str, str], int],
    errors: Collection[str],
    alphabet: str,
) -> list[str]:
    """The words of a list that are no likely slip or join of words that the text has, in order.

    `counts` and `pairs` are how often words, and words side by side, occur in it; `errors` are listed misspellings.
    """
    total = sum(counts.values())
    near = _most_near(counts)
    letters = set(alphabet)

    def is_believable(word: str) -> bool:
        if len(word) < 2 or not letters.issuperset(word) or word in errors or word.endswith("'s"):
            return False
        usual = max(shares[word] * total, counts.get(word, 0))
        if is_join(word, usual, pairs):
            return False  # `thebutton`, not `strikethrough`
        return all(near.get(form, 0) < SLIP_RATIO * usual for form in _forms(word))

    return sorted(filter(is_believable, shares))


def _most_near(counts: Mapping[str, int]) -> dict[str, int]:
    """For each form of a frequent word how often the most frequent one occurs that has it."""
    near: dict[str, int] = {}
    for word, count in counts.items():
        if count > FREQUENT:
            near |= {form: max(count, near.get(form, 0)) for form in _forms(word)}
    return near


def _forms(word: str) -> set[str]:
    """A word, and what is left of it without one letter: words that are one slip apart share one of these.

    Some others share one too: those in which a letter stands elsewhere (Garbe 2012, symmetric deletions).
    """
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
