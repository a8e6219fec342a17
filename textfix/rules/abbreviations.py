"""Abbreviations and numbers that lost the space behind their point: `at 7 p.m.on Sunday`, `Jan.10`, `in 1987.The`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import GLUED_POINT
from ..model import Model, load
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["AbbreviationsRule"]

RULE = "punctuation-space"
"""What the engine reports too, for words that are none of these."""

CONFIDENCE = 0.96
"""Counted: in 470 million characters of edited text 114 are written so, and nearly all of them are slips."""

LONGEST = 16
"""Code points before a point among which its abbreviation is."""

COMMON = 10 * 1024
"""What a word costs at most that follows an abbreviation anywhere, in units of 1/1024 nat: it stands once in 22,000."""

OPENING = 7 * 1024
"""The same of a capitalised word: those that many sentences open with. Others may be of a name: `W.C.Fields`."""

# The patterns stay text until they are needed: most texts have no such point.

_GLUED = r"\.(?:(?<=[A-Za-z]\.)(?=[A-Za-z\d](?!\.))|(?<=[\d%]\.)(?=[A-Z][a-z]))"
"""A point behind a letter that something is glued to, and no point inside an abbreviation, or one between a number and
a capital."""

_WORD = r"(?P<word>[A-Za-z][a-z]+)(?=[\s,;:!?”\")]|['’]s\b|\.(?:\s|\Z)|\Z)"
"""A whole word, and no part of an address, of a number or of a name in a program."""

_OPENS = r"(?P<word>[A-Z][a-z]+)(?=\s|['’])"
"""A word that opens a sentence."""

_DAY = r"\d{1,2}(?=[\s,;)]|\.(?:\s|\Z)|\Z)"

_TOP_LEVEL = {
    *("com", "net", "org", "edu", "gov", "mil", "int", "info", "biz"),
    *("co", "de", "eu", "fr", "in", "is", "it", "me", "no", "to", "tv", "uk", "us"),
}
"""Ends of the names of hosts, which look like words behind a point: `Co.in`."""

_ABBREVIATIONS = (
    # The time of day: anything may follow.
    (r"\d ?[ap]\.m\.\Z", _WORD, ""),
    # Initials of a country, a body or a degree: what stands everywhere, in small letters or as a sentence begins.
    (r"(?:\A|[^\w.])(?:[A-Z]\.){2,4}\Z", _WORD, "common"),
    # Firms, whose names may be those of hosts too.
    (r"[A-Za-z]{2} (?:Bros|Co|Corp|Inc|Ltd|plc)\.\Z", _WORD, "common"),
    # What ends an enumeration.
    (r"\setc\.\Z", _WORD, "common"),
    # Months, with their day.
    (r"(?:\A|[\s(])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\Z", _DAY, ""),
    # Numbers that end a sentence, and are none of an item of a list: words stand before them.
    (r"[a-z,] [£$€]?\d[\d,:]*(?:[.–-]\d+)?%?\.\Z", _OPENS, "common"),
    # What people are called by, with a name.
    (r"(?:\A|[\s(“\"])(?:Capt|Cllr|Col|Dr|Gen|Gov|Lt|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt)\.\Z", _WORD, "name"),
)
"""What an abbreviation looks like with its point, what may be glued to it, and of which kind that must be."""


@dataclass(frozen=True)
class AbbreviationsRule(TriggeredRule):
    """Puts a space behind abbreviations that a word or a day is glued to, and behind numbers that a sentence is.

    >>> page = Page("At 7 p.m.on Jan.10 the U.S.but not the U.N.The rest came with Dr.Malik of Acme Inc.was sold.")
    >>> [page.text[edit.start - 3 : edit.start + 2] for edit in AbbreviationsRule().find(page)]
    ['.m.on', 'an.10', '.S.bu', '.N.Th', 'Dr.Ma', 'nc.wa']

    >>> [edit.start for edit in AbbreviationsRule().find(Page("It opened in 1987.The bridge cost 2.5%.It is old."))]
    [18, 39]

    Names that are written so, of people, hosts and programs, stay, and so do the numbers of items:

    >>> page = Page("J.R.R.Tolkien at www.A.B.com and Acme Co.in Dr.who() of Jan.10.txt. 2.The clerk")
    >>> list(AbbreviationsRule().find(page))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = GLUED_POINT
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each abbreviation: the space behind it."""
        for match in re.finditer(_GLUED, page.text):
            place = match.end()
            if last := self._last(page.text, place):
                what = "a number" if last[-2] in "0123456789%" else "an abbreviation"
                yield Edit.of(RULE, place, place, " ", CONFIDENCE, f"{last!r} is {what}", original="")

    def _last(self, text: str, place: int) -> str:
        """The abbreviation or number that ends at a place and lost its space; empty where there is none."""
        before = text[max(0, place - LONGEST) : place]
        for shape, glued, kind in _ABBREVIATIONS:
            found = compiled(shape).search(before)
            behind = compiled(glued).match(text, place) if found else None
            if found and behind and (not kind or _is_of_kind(load(self.language), kind, behind["word"])):
                return found.group().split()[-1].lstrip('(“"')
        return ""


def _is_of_kind(model: Model, kind: str, word: str) -> bool:
    if kind == "name":
        return word[0].isupper()
    most = OPENING if word[0].isupper() else COMMON
    return word not in _TOP_LEVEL and model.has_statistics(word.lower()) and model.rarity(word.lower()) <= most
