"""Apostrophes that came out as another mark: `didn?t`, `isn´t`, `we�re`, `Joyce`s`, `can"t`, `don;t`, `isn,t`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import APOSTROPHE, APOSTROPHES, POINTED_CONTRACTIONS, places_of
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["ApostropheRule"]

RULE = "lost-apostrophe"

SURE = 0.97
"""Nothing else is written so."""

_QUOTED = r"[\"“]\w+\Z"
"""A word behind a quotation mark, which the next one closes: `the "it"s`."""

_BEFORE = {
    "t": r"\b(?:ai|are|ca|could|did|does|do|had|has|have|is|may|might|must|need|ought|sha|should|was|were|wo|would)n\Z",
    "": r"\b(?:he|here|how|i|it|let|she|that|there|they|we|what|when|where|who|you)\Z",
}
"""The words that are whole with an apostrophe and this tail, the last row with any other, and nothing with a question
mark."""

_LIKE_ONE = r"\"(?<=[^\W\d_]\")s\b"
"""What looks like the apostrophe of somebody who owns something, and opens or closes nothing."""

_OWNER = r"\b[^\W\d_]{2,}\Z"
"""What may own something. A question may end with it too."""


def _pointed(mark: str) -> str:
    """A pattern of the contractions with this mark, which comes first: the search for one character is fast."""
    halves = (contraction.split(mark) for contraction in POINTED_CONTRACTIONS if mark in contraction)
    return re.escape(mark) + "(?:" + "|".join(f"(?<={re.escape(a + mark)}){b}" for a, b in halves) + ")"


_POINTED = _pointed(","), _pointed(".")

LONGEST = 12
"""Letters before a mark that are looked at."""

LONG_QUOTATION = 400
"""Code points before a mark in which another one may open what it closes."""

LOST_BYTES = "\ufffd\ufffd\ufffd"
"""What a curly apostrophe comes out as where each of its bytes is replaced."""


@dataclass(frozen=True)
class ApostropheRule(TriggeredRule):
    """Puts the apostrophe for another mark in contractions and possessives, curly where the text has curly ones.

    >>> [(edit.original, edit.text) for edit in ApostropheRule().find(Page("He didn?t ask. It´s Joyce´s."))]
    [('?', "'"), ('´', "'"), ('´', "'")]

    Marks that do their own work stay:

    >>> list(ApostropheRule().find(Page("Can you?To be sure, run `don`t`.")))
    []
    """

    triggers: ClassVar[int] = APOSTROPHE
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each mark."""
        text = page.text
        spans = [span for span in _marks(text) if _is_apostrophe(text, *span)]
        apostrophe = "’" if "’" in text else "'"
        quotes = text.count("`") > sum(text[start] == "`" for start, _ in spans)
        for start, end in spans:
            if not (quotes and text[start] == "`"):
                reason = f"{text[start:end]!r} stands where a word has its apostrophe"
                yield Edit.of(RULE, start, end, apostrophe, SURE, reason, original=text[start:end])


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Where marks stand that may be apostrophes: from where to where, in code points."""
    for place in places_of(text, APOSTROPHES):
        yield place, place + (len(LOST_BYTES) if text.startswith(LOST_BYTES, place) else 1)
    for pattern in _POINTED:
        yield from ((match.start(), match.start() + 1) for match in re.finditer(pattern, text))


def _is_apostrophe(text: str, start: int, end: int) -> bool:
    """Whether what stands around a mark is a word only with an apostrophe between."""
    if not (text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()):
        return False  # most quotation marks and semicolons, told before any pattern is asked
    tail = re.compile(AFTER_APOSTROPHE, re.IGNORECASE).match(text, end)
    if not tail:
        return False
    if text[start] in ",." and text.startswith("-", tail.end()):
        return False  # `here,re-entering`
    before = text[max(0, start - LONGEST) : start].lower()
    if text[start] not in '?";,.' and tail[0] in "sS" and re.search(_OWNER, before):
        return True
    if text[start] == '"' and re.search(_QUOTED, before):
        return False
    if text[start] == '"' and tail[0] == "s" and re.search(_OWNER, before) and _closes_nothing(text, start):
        return True
    return re.search(_BEFORE["t" if tail[0] in "tT" else ""], before) is not None


def _closes_nothing(text: str, start: int) -> bool:
    """Whether no quotation mark is open in the line before a place: `the world"s largest`; others as it are none."""
    near = max(0, start - LONG_QUOTATION)
    line = text[max(near, text.rfind("\n", near, start) + 1) : start]
    return (line.count('"') - len(re.findall(_LIKE_ONE, line))) % 2 == 0
