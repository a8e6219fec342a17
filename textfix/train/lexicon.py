"""Which of the forms that occur are words: the evidence has errors of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..engine.vocabulary import FIRST_MARK, ID_BITS, SAME_MARK

__all__ = ["Lexicon", "choose_alphabet", "choose_lexicon", "choose_marks", "is_join"]

LEAST_COUNT = 8
"""Occurrences from which a form has statistics of its own; rarer ones are only known to exist."""

MOST_WORDS = 115_000

ATTESTED_COUNT, ATTESTED_SOURCES = 3, 2
"""Occurrences and sources from which a form that no list has is known to exist."""

JOIN_RATIO = 300
"""A form is a join where its two halves stand side by side this many times as often."""

MISSPELLING_RATIO = 40
"""A listed misspelling is no word where what it is meant for occurs this many times as often."""


@dataclass(frozen=True)
class Lexicon:
    """The words with statistics, most frequent first, and those that are only known to exist."""

    words: list[str]
    attested: list[str]

    def with_attested(self, words: Iterable[str]) -> Lexicon:
        """The lexicon where these words are known to exist too."""
        return replace(self, attested=sorted({*self.attested, *words} - set(self.words)))

    def without(self, words: Collection[str]) -> Lexicon:
        """The lexicon where these words, of which it has no statistics, are not known to exist."""
        return replace(self, attested=[word for word in self.attested if word not in words])


def choose_marks(counts: Counter[str], least: int = 2000) -> list[str]:
    """The marks that are frequent enough for a number of their own."""
    merged: Counter[str] = Counter()
    for mark, count in counts.items():
        merged[SAME_MARK.get(mark, mark)] += count
    return [mark for mark, count in sorted(merged.items(), key=lambda item: (-item[1], item[0])) if count >= least]


def choose_alphabet(counts: Mapping[str, int], most: int = 62) -> str:
    """The letters of the language's words, most frequent first; the apostrophe is one of them."""
    letters: Counter[str] = Counter()
    for word, count in counts.items():
        for letter in word:
            letters[letter] += count
    latin = [c for c in letters if c < "\u0250" and (c.isalpha() or c == "'")]
    return "".join(sorted(latin, key=lambda c: (-letters[c], c))[:most])


def choose_lexicon(
    counts: Mapping[str, int],
    spread: Mapping[str, int],
    pairs: Mapping[tuple[str, str], int],
    listed: Collection[str],
    misspellings: Mapping[str, tuple[str, ...]],
    alphabet: str,
) -> Lexicon:
    """Choose the lexicon from the normal forms and their counts.

    `listed` are words that a dictionary has; `misspellings` map a form to what was meant; `pairs` count
    neighbours, and tell `ofthe` from `often`.
    """
    letters = set(alphabet)

    def is_word(word: str) -> bool:
        if not letters.issuperset(word):
            return False
        if word in listed:
            return not _outnumbered(word, counts, misspellings.get(word, ()), 100 * MISSPELLING_RATIO)
        if spread[word] < ATTESTED_SOURCES or is_join(word, JOIN_RATIO * counts[word], pairs):
            return False
        return not _outnumbered(word, counts, misspellings.get(word, ()), MISSPELLING_RATIO)

    good = [word for word, count in counts.items() if count >= ATTESTED_COUNT and is_word(word)]
    good.sort(key=lambda word: (-counts[word], word))
    room = min(MOST_WORDS, (1 << ID_BITS) - FIRST_MARK - 256)
    words = [word for word in good[:room] if counts[word] >= LEAST_COUNT]
    rest = set(good[len(words) :]) | {w for w in listed if letters.issuperset(w)} - set(words)
    return Lexicon(words, sorted(rest - set(words)))


def _outnumbered(word: str, counts: Mapping[str, int], meant: tuple[str, ...], ratio: int) -> bool:
    return any(counts.get(right, 0) > ratio * counts.get(word, 0) for right in meant)


def is_join(word: str, most: float, pairs: Mapping[tuple[str, str], int]) -> bool:
    """Whether the two halves of a word, wherever it is cut, stand side by side more often than this."""
    halves = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return any(pairs.get(half, 0) > most for half in halves)
