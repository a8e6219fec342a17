"""Quotation marks, apostrophes and dashes whose byte was read in the character set of another machine.

`ÒWe donÕt knowÓ` is MacRoman read as Windows-1252, `ìWe donít knowî` the other way round, `ôWe donÆt knowö` comes from
DOS. Any byte is a character of each set, so nothing but the place shows it: letters with an accent stand where
only marks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple

from ..edits import Edit
from ..engine.prefilter import BEYOND_ASCII
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal, TriggeredRule
from .encoding import RULE, how_misread

__all__ = ["OneByteRule"]

SURE = 0.96
"""No letter with an accent stands where these marks do, once one of them is shown to be a mark."""


class _Sets(NamedTuple):
    """The character set that was meant and the one that a text was read in."""

    right: str
    wrong: str


_MISREADINGS = (
    _Sets("macroman", "windows-1252"),
    _Sets("windows-1252", "macroman"),
    _Sets("windows-1252", "cp437"),
)

_CONTRACTED = (
    r"\b(?:(?:are|ca|could|did|does|do|had|has|have|is|should|was|were|wo|would)n{0}t"
    r"|(?:[Tt]hat|[Tt]hey|[Yy]ou|[Ss]he|[Ww]e|[Hh]e|[Ii]t|I){0}(?:d|ll|m|re|s|ve))\b"
)
"""What is a word only with an apostrophe, for which `{0}` stands."""

_QUOTED = r"(?<![^\s(]){0}[A-Z][^{0}\n]{{0,300}}[A-Za-z][.,!?]{1}(?![\w.,])"
"""What is a sentence in quotation marks, for which `{0}` and `{1}` stand."""

_PLACES = {
    "“": r"(?<![^\s(]){0}(?=[A-Za-z])",
    "‘": r"(?<![^\s(]){0}(?=[A-Za-z])",
    "”": r"(?<=[\w.,!?]){0}(?!\w)",
    "’": rf"(?<=[A-Za-z]){{0}}(?={AFTER_APOSTROPHE})|(?<=s){{0}}(?!\S)|(?<=[.,!?]){{0}}(?!\w)",
    "–": r"(?<= ){0}(?= )|(?<=\d){0}(?=\d)",
    "—": r"(?<= ){0}(?= )",
}
"""Where each mark may stand, `{0}` for what it came out as."""


@dataclass(frozen=True)
class OneByteRule(TriggeredRule):
    """Puts the marks back, if one of them stands where no letter does.

    >>> [(edit.original, edit.text) for edit in OneByteRule().find(Page("ÒWe donÕt know,Ó she said."))]
    [('Ò', '“'), ('Ó', '”'), ('Õ', '’')]

    Letters where letters stand stay:

    >>> list(OneByteRule().find(Page("Òscar and Ólafur met in Ípiros.")))
    []
    """

    triggers: ClassVar[int] = BEYOND_ASCII
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each mark."""
        for sets in _MISREADINGS:
            if any(_misread(mark, sets) in page.text for mark in "”’") and _shows(page.text, sets):
                yield from _edits(page.text, sets)
                return


def _edits(text: str, sets: _Sets) -> Iterator[Edit]:
    """The edits for what was misread."""
    reason = how_misread((sets,))
    for mark, place in _placed(sets).items():
        for match in place.finditer(text):
            yield Edit.of(RULE, match.start(), match.end(), mark, SURE, reason, original=match[0])


@cache
def _misread(mark: str, sets: _Sets) -> str:
    """What a mark comes out as."""
    return mark.encode(sets.right).decode(sets.wrong)


def _shows(text: str, sets: _Sets) -> bool:
    """Whether something in a text can only be what was misread so."""
    return any(pattern.search(text) for pattern in _signs(sets))


@cache
def _signs(sets: _Sets) -> Sequence[re.Pattern[str]]:
    """What shows that a text was misread so: a contraction, or a sentence in quotation marks."""
    pairs = [[_misread(mark, sets) for mark in marks] for marks in ("“”", "‘’")]
    contracted = _CONTRACTED.format(_misread("’", sets))
    return [re.compile(pattern) for pattern in (contracted, *(_QUOTED.format(*pair) for pair in pairs))]


@cache
def _placed(sets: _Sets) -> Mapping[str, re.Pattern[str]]:
    """For each mark where it may have been misread."""
    return {mark: re.compile(place.format(_misread(mark, sets))) for mark, place in _PLACES.items()}
