"""Apostrophes that came out as another mark: `didn?t`, `isn´t`, `we�re`, `Joyce`s`, `can"t`, `don;t`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import APOSTROPHE, APOSTROPHES, places_of
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal

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

_OWNER = r"\b[^\W\d_]{2,}\Z"
"""What may own something. A question may end with it too."""

LONGEST = 12
"""Letters before a mark that are looked at."""


@dataclass(frozen=True)
class ApostropheRule:
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
        places = [place for place in places_of(text, APOSTROPHES) if _is_apostrophe(text, place)]
        apostrophe = "’" if "’" in text else "'"
        quotes = text.count("`") > sum(text[place] == "`" for place in places)
        for place in places:
            if not (quotes and text[place] == "`"):
                reason = f"{text[place]!r} stands where a word has its apostrophe"
                yield Edit.of(RULE, place, place + 1, apostrophe, SURE, reason, original=text[place])


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether what stands around a mark (code points) is a word only with an apostrophe between."""
    if not (text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()):
        return False  # most quotation marks and semicolons, told before any pattern is asked
    tail = re.compile(AFTER_APOSTROPHE, re.IGNORECASE).match(text, place + 1)
    if not tail:
        return False
    before = text[max(0, place - LONGEST) : place].lower()
    if text[place] not in '?";' and tail[0] in "sS" and re.search(_OWNER, before):
        return True
    if text[place] == '"' and re.search(_QUOTED, before):
        return False
    return re.search(_BEFORE["t" if tail[0] in "tT" else ""], before) is not None
