"""Quotation marks that came out as question marks or replacement characters: `?Sit,? he said`, `�Sit,� he said`.

A character set without curly marks puts one character in for all of them, so what each was shows only in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import APOSTROPHE, REPLACEMENT
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["LostQuotesRule"]

RULE = "lost-quote"

SURE = 0.96
"""No question mark stands right before a word, and no other behind the same sentence."""

LEAST = 2
"""Pairs of question marks that show what they are where no apostrophe became one too."""

_LOST = "\ufffd", "?"

_OPENING = r"{0}(?=[^\W_]{{1,2}})(?<![^\s(\[].)"
"""A mark right before a word, with nothing before it that one could end."""

_CLOSING = r"{0}(?<=[.,!?…].)(?![^\s.,;:)\]—–-])|{0}(?<=[^\W_].)(?=[,;)]|\s+[a-z])"
"""A mark behind another one and before no word, or behind a word in the middle of a sentence."""

_APOSTROPHE = r"{0}(?<=[^\W\d_]{0})(?:(?<=n{0})t|s|re|ll|ve)(?![^\W_])"
"""A mark where only an apostrophe stands."""

LONGEST = 1000
"""Code points of a quotation that are looked at for its end."""


@dataclass(frozen=True)
class LostQuotesRule(TriggeredRule):
    r"""Puts both marks of a quotation back, curly where the text has curly ones.

    >>> text = "?You?re late,? he said. ?Sit.?"
    >>> [(edit.start, edit.text) for edit in LostQuotesRule().find(Page(text))]
    [(0, '"'), (13, '"'), (24, '"'), (29, '"')]

    A mark that asks stays, and so does one whose partner is not found:

    >>> list(LostQuotesRule().find(Page("Who, he asked? Didn?t I say so? See page ?id=3 of it.")))
    []
    """

    triggers: ClassVar[int] = APOSTROPHE | REPLACEMENT
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """Two edits for each quotation."""
        for mark in _LOST:
            if mark in page.text:
                yield from _edits(page.text, mark)


def _edits(text: str, mark: str) -> Iterator[Edit]:
    pairs = list(_pairs(text, mark))
    if mark == "?" and len(pairs) < LEAST and not (pairs and _has_apostrophe(text, mark)):
        return
    quotes = "“”" if "“" in text or "”" in text else '""'
    reason = f"{mark!r} stands where a quotation begins and where it ends"
    # No groups: a group claims all between its edits, where apostrophes are put back.
    for places in pairs:
        for place, quote in zip(places, quotes, strict=True):
            yield Edit.of(RULE, place, place + 1, quote, SURE, reason, original=mark)


def _has_apostrophe(text: str, mark: str) -> bool:
    return _pattern(_APOSTROPHE, mark).search(text) is not None


def _pairs(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Where quotations begin and end: each at the first mark that may close it, if none opens another before."""
    closing = _pattern(_CLOSING, mark)
    openings = (match.start() for match in _pattern(_OPENING, mark).finditer(text))
    for opened, following in pairwise(chain(openings, [len(text)])):
        end = min(opened + LONGEST, following)
        paragraph = text.find("\n\n", opened, end)
        closed = closing.search(text, opened + 1, end if paragraph < 0 else paragraph)
        if closed is not None:
            yield opened, closed.start()


def _pattern(pattern: str, mark: str) -> re.Pattern[str]:
    return compiled(pattern.format(re.escape(mark)))
