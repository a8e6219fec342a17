"""Corrections of one's own: what the caller says is wrong, and what belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..model import load
from ..pipeline import Page, Proposal

__all__ = ["CorrectionsRule", "words_taken_for_right"]


@dataclass(frozen=True)
class CorrectionsRule:
    """Replaces whole words by what the caller's table says, in the case in which they stand.

    >>> list(CorrectionsRule((("teh", "the"),)).find(Page("Teh end, tehran")))[0].text
    'The'

    Where they stand as in the table, so does what belongs there:

    >>> list(CorrectionsRule((("C++", "Cpp"),)).find(Page("in C++")))[0].text
    'Cpp'
    """

    corrections: tuple[tuple[str, str], ...]

    names: ClassVar[tuple[str, ...]] = ("typo",)  # since that is what the caller says they are

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word of the table."""
        table = dict(self.corrections)
        for match, wrong in _places(page.text, table):
            right = table[match[0]] if match[0] in table else _in_case_of(match[0], table[wrong])
            if right != match[0]:
                reason = f"your corrections say {right!r} for {match[0]!r}"
                yield Edit.of("typo", match.start(), match.end(), right, 1.0, reason)


def words_taken_for_right(corrections: Mapping[str, str], language: str) -> Iterator[str]:
    """The words that no rule may change, since a caller's table says what they are.

    What a word is corrected to is right, even if the model has not heard of it; a word that is corrected to itself is
    one that somebody wants to be left alone, as the tables of other programs have it.

    >>> list(words_taken_for_right({"hte": "the", "kube": "Kubernetez the first", "teh": "teh"}, "en"))
    ['Kubernetez', 'teh']
    """
    knows = load(language).knows
    for wrong, right in corrections.items():
        if wrong == right:
            yield right
        else:
            yield from (word for word in right.split() if word.isalpha() and not knows(word))


def _places(text: str, table: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Where a word of the table stands, in any case, and which."""
    words = sorted(table, key=len, reverse=True)
    # Known by its group: `ſ` is an `s` to the search, and there are others of which no lower case tells it.
    groups = "|".join(f"({re.escape(word)})" for word in words)
    for match in re.finditer(rf"(?<!\w)(?:{groups})(?!\w)", text, re.IGNORECASE):
        assert match.lastindex
        yield match, words[match.lastindex - 1]


def _in_case_of(found: str, right: str) -> str:
    if found.isupper() and sum(map(str.isalpha, found)) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
