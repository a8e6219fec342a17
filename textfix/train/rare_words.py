"""Words that others have seen: names, terms, words of other languages. Slips and joins are among them.

That a word exists is worth knowing only where it is no damaged form of another one, so what may be such a form is
left out: a rare name that is lost costs less than a misspelling that passes for a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from ..engine.candidates import MISREAD
from ..engine.vocabulary import normal
from .lexicon import is_join

__all__ = ["believable", "misread", "read_rare_words"]

SLIP_RATIO = 100
"""A form is taken for a slip of a word that occurs this many times as often."""

FREQUENT = 100
"""Occurrences of a word from which on slips of it are looked for."""

MISREAD_RATIO = 1_000
"""A form that machines read for a word is no word where that occurs this many times as often."""

LEAST_MISREAD = 4
"""Letters of the shortest of them: shorter words are near to many others."""

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


def misread(words: Iterable[str], shares: Mapping[str, float], counts: Mapping[str, int]) -> set[str]:
    """Those of some words that machines read for much more usual ones: `frorn`, which a dictionary has, and `vvith`.

    What people write by accident looks otherwise, so of words that are rare all the same few are among them.
    """
    total = sum(counts.values())
    forms: dict[str, int] = {}
    for word, count in counts.items():
        if count > FREQUENT:
            forms |= {form: max(count, forms.get(form, 0)) for form in _read_for(word)}

    def usual(word: str) -> float:
        return max(1, counts.get(word, 0), shares.get(word, 0) * total)

    return {word for word in words if forms.get(word, 0) >= MISREAD_RATIO * usual(word)}


def _read_for(word: str) -> set[str]:
    """What machines read for a word: one of its groups of letters as another."""
    forms = {
        word[:at] + read + word[at + len(meant) :]
        for meant, read in MISREAD
        for at in range(len(word))
        if word.startswith(meant, at)
    }
    return {form for form in forms if len(form) >= LEAST_MISREAD}


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
