"""Words whose second letter is a capital too, since the shift key was held too long: `THe house`, `MOnday`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import DOUBLE_CAPITAL, shape_ends
from ..model import Model, load
from ..pipeline import Page, Proposal

__all__ = ["CapitalsRule"]

RULE = "double-capital"

SURE = 0.96
"""Counted: of 150 such words in 40 million of edited and unedited text, those that were meant explain an acronym."""

SELDOM_MIXED = 96
"""How much dearer capitals inside a word must be than usual ones, in steps of 1/16 nat: those of `MPs` are usual."""

NEAR = 80
"""Code points on either side in which capitals may be explained: `DArk Matter Particle Explorer (DAMPE)`."""

_WORD = r"[A-Z][A-Z][a-z]+"
_LIGATURES = ("AE", "OE")
"""Two letters that are one: `AEsop`, `OEdipus`."""
_ON_PURPOSE = r"[A-Z]{3}|[a-z][A-Z]"
"""An acronym, and a capital inside a word."""


@dataclass(frozen=True)
class CapitalsRule:
    """Puts a small letter for the second of two capitals, where the word never has both.

    `words` are the caller's, which stay as they are.

    >>> [(edit.original, edit.text) for edit in CapitalsRule().find(Page("THe house was sold on MOnday."))]
    [('H', 'h'), ('O', 'o')]

    Plurals of acronyms, and letters that make one, stay:

    >>> list(CapitalsRule().find(Page("Two MPs saw the DArk Matter Particle Explorer (DAMPE).")))
    []
    """

    language: str = "en"
    words: frozenset[str] = frozenset()

    triggers: ClassVar[int] = DOUBLE_CAPITAL
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such word: of its second letter alone."""
        word = re.compile(_WORD)
        for third in shape_ends(page.text, DOUBLE_CAPITAL):
            match = word.match(page.text, third - 2)
            if match and self._is_slip(page.text, *match.span()):
                yield _edit(match)

    def _is_slip(self, text: str, start: int, end: int) -> bool:
        word = text[start:end]
        if word in self.words or word.startswith(_LIGATURES) or (len(word) == 3 and word[2] == "s"):
            return False
        if not _stands_alone(text, start, end):
            return False
        model = load(self.language)
        if model.knows(f"{word[0]}'{word[1:]}"):
            return False  # `ONeal`
        return _is_never_mixed(model, word) and not _is_explained(text, start, end)


def _edit(match: re.Match[str]) -> Edit:
    second = match.start() + 1
    reason = f"{match[0]!r} has two capitals, as when shift is held too long"
    return Edit.of(RULE, second, second + 1, match[0][1].lower(), SURE, reason, original=match[0][1])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a word and no part of a name of another kind."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(character.isalnum() or character in "_-'’/@#" for character in beside)


def _is_never_mixed(model: Model, word: str) -> bool:
    """Whether a word of the lexicon hardly ever has capitals inside."""
    number = model.number(word)
    if number < model.tables.first_word:
        return False
    lower, first, _, mixed = model.case_costs(number)
    return mixed >= min(lower, first) + SELDOM_MIXED


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether capitals are used on purpose near a word: in an acronym, or inside another word."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    sides = (before, after)
    if any(re.search(_ON_PURPOSE, side) for side in sides):
        return True
    return any(
        re.search(rf"\b{name}s?\b", side, re.IGNORECASE) for name in _spelt(before, text[start:end]) for side in sides
    )


def _spelt(before: str, word: str) -> Iterator[str]:
    """What the capitals of a word spell with those of the words before it, of one, of two and so on: `blob`.

    >>> list(_spelt("data (Binary Large ", "OBject"))
    ['LOB', 'BLOB']
    """
    name = word[:2]
    for other in reversed(re.findall(r"[^\W\d_]+", before)):
        if not other[0].isupper():
            return
        name = other[0] + name
        yield name
