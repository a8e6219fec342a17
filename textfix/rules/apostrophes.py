"""Apostrophes that came out as another mark: `didn?t`, `isn´t`, `we�re`, `Joyce`s`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..edits import Edit
from ..pipeline import Page, Proposal

__all__ = ["ApostropheRule"]

RULE = "lost-apostrophe"

SURE = 0.97
"""Nothing else is written so."""

_AUXILIARY = "ai|are|ca|could|did|does|do|had|has|have|is|may|might|must|need|ought|sha|should|was|were|wo|would"
_SUBJECT = "he|here|how|i|it|let|she|that|there|they|we|what|when|where|who|you"

_CONTRACTION = rf"\b(?:(?:{_AUXILIARY})n[?`´\ufffd]t|(?:{_SUBJECT})[?`´\ufffd](?:d|ll|m|re|s|ve))\b"
"""What is whole with an apostrophe, and nothing with a question mark."""

_POSSESSIVE = r"\b[^\W\d_]{2,}[`´\ufffd]s\b"
"""Of any word: a question mark may well end one."""

MARKS = "?`´\ufffd"
"""What stands for an apostrophe: what a character set without it put in, and what is near it on keyboards."""


@dataclass(frozen=True)
class ApostropheRule:
    """Puts the apostrophe for another mark in contractions and possessives, curly where the text has curly ones.

    >>> [(edit.original, edit.text) for edit in ApostropheRule().find(Page("He didn?t ask. It´s Joyce´s."))]
    [('?', "'"), ('´', "'"), ('´', "'")]

    Marks that do their own work stay:

    >>> list(ApostropheRule().find(Page("Can you?To be sure, run `don`t`.")))
    []
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The one name under which it reports."""
        return (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each mark."""
        if any(mark in page.text for mark in MARKS):
            yield from _edits(page.text)


def _edits(text: str) -> Iterator[Edit]:
    found = list(re.finditer(rf"(?i:{_CONTRACTION}|{_POSSESSIVE})", text))
    places = [match.start() + next(n for n, letter in enumerate(match[0]) if letter in MARKS) for match in found]
    apostrophe = "’" if "’" in text else "'"
    quotes = text.count("`") > sum(text[place] == "`" for place in places)
    for place in places:
        if not (quotes and text[place] == "`"):
            reason = f"{text[place]!r} stands where a word has its apostrophe"
            yield Edit.of(RULE, place, place + 1, apostrophe, SURE, reason, original=text[place])
