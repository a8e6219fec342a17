"""Quotation marks, apostrophes and dashes whose byte was read in the character set of another machine.

`ÒWe donÕt knowÓ` is MacRoman read as Windows-1252, `ìWe donít knowî` the other way round, `ôWe donÆt knowö` comes from
DOS. Any byte is a character of each set, so nothing but the place shows it: letters with an accent stand where
only marks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple

from ..edits import Edit
from ..engine.prefilter import BEYOND_ASCII
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal

__all__ = ["OneByteRule"]

RULE = "mojibake"

SURE, LIKELY = 0.97, 0.95
"""What stands where no letter does, and what may stand there and is misread like it."""


class _Sets(NamedTuple):
    """The character set that was meant and the one that a text was read in."""

    right: str
    wrong: str


_MISREADINGS = (
    _Sets("macroman", "windows-1252"),
    _Sets("windows-1252", "macroman"),
    _Sets("windows-1252", "cp437"),
)

_NAMES = {"macroman": "MacRoman", "windows-1252": "Windows-1252", "cp437": "code page 437"}

_CONTRACTED = (
    r"\b(?:(?:are|ca|could|did|does|do|had|has|have|is|should|was|were|wo|would)n(?P<not>{0})t"
    r"|(?:[Tt]hat|[Tt]hey|[Yy]ou|[Ss]he|[Ww]e|[Hh]e|[Ii]t|I)(?P<verb>{0})(?:d|ll|m|re|s|ve))\b"
)
"""What is a word only with an apostrophe."""

_CLOSED = r"(?<=[A-Za-z][.,!?])(?P<{1}>{0})(?![\w.,])"
"""Where only a quotation mark stands that closes: behind a mark that ends something."""

_PLACES = {
    "“": r"(?<![^\s(]){0}(?=[A-Za-z])",
    "‘": r"(?<![^\s(]){0}(?=[A-Za-z])",
    "”": r"(?<=[\w.,!?]){0}(?![\w])",
    "’": rf"(?<=[A-Za-z]){{0}}(?={AFTER_APOSTROPHE})|(?<=s){{0}}(?!\S)|(?<=[.,!?]){{0}}(?!\w)",
    "–": r"(?<= ){0}(?= )|(?<=\d){0}(?=\d)",
    "—": r"(?<= ){0}(?= )|(?<=[a-z]){0}(?=[a-z])",
    "…": r"(?<=[a-z]){0}(?!\S)",
}
"""Where each mark may stand, `{0}` for what it came out as."""


@dataclass(frozen=True)
class OneByteRule:
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
            if not any(_misread(mark, sets) in page.text for mark in "”’"):
                continue  # which is told in no time, while a pattern takes some
            sure = {match.start(match.lastgroup or 0) for match in _sure(sets).finditer(page.text)}
            if sure:
                yield from _edits(page.text, sets, sure)
                return


def _edits(text: str, sets: _Sets, sure: set[int]) -> Iterator[Edit]:
    """The edits for what was misread; `sure` are the offsets, in code points, that show it."""
    reason = f"{_NAMES[sets.right]} read as {_NAMES[sets.wrong]}"
    for mark, place in _placed(sets).items():
        for match in place.finditer(text):
            confidence = SURE if match.start() in sure else LIKELY
            yield Edit.of(RULE, match.start(), match.end(), mark, confidence, reason, original=match[0])


def _misread(mark: str, sets: _Sets) -> str:
    """What a mark comes out as."""
    return mark.encode(sets.right).decode(sets.wrong)


@cache
def _sure(sets: _Sets) -> re.Pattern[str]:
    """What shows that a text was misread so."""
    double, single = _misread("”", sets), _misread("’", sets)
    places = _CLOSED.format(double, "double"), _CLOSED.format(single, "single"), _CONTRACTED.format(single)
    return re.compile("|".join(places))


@cache
def _placed(sets: _Sets) -> Mapping[str, re.Pattern[str]]:
    """For each mark where it may have been misread."""
    return {mark: re.compile(place.format(_misread(mark, sets))) for mark, place in _PLACES.items()}
