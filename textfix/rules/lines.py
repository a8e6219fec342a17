"""Words that were broken at the ends of lines: put together on request, as far as it is certain that they are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..edits import Edit
from ..engine.vocabulary import ATTESTED, NONE
from ..model import Model, load
from ..pipeline import Page, Proposal

__all__ = ["LinesRule"]

CONFIDENCE = 0.95
"""A word that is likelier than its parts."""

MARGIN = 2 * 1024
"""So much likelier: two nats."""

_BROKEN = re.compile(
    r"(?<![\w-])(?P<first>[^\W\d_]{2,30})(?P<hyphen>-)(?P<end>[ \t]*\r?\n[ \t]*)(?P<second>[^\W\d_]{2,30})"
    r"(?P<marks>[.,;:!?)\]\"”’]{0,4})(?:(?P<gap>[ \t]+)(?=\S)|(?=[ \t]*(?:\r?\n|\Z)))"
)

_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


@dataclass(frozen=True)
class LinesRule:
    r"""Puts words together that were broken by a hyphen at the end of a line; the line ends behind the word then.

    What the text writes with a hyphen elsewhere keeps it.

    >>> text = "some infor-\nmation about the price-\ndetermining factor"
    >>> [(edit.start, edit.end, edit.text) for edit in LinesRule().find(Page(text))]
    [(10, 19, 'mation\n')]
    """

    language: str = "en"

    @property
    def names(self) -> tuple[str, ...]:
        """The one rule of the family."""
        return ("broken-word",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word that is whole without its hyphen."""
        broken = [match for match in _BROKEN.finditer(page.text) if match["second"].islower()]
        hyphenated = {word.lower() for word in _HYPHENATED.findall(page.text)} if broken else ()
        model = load(self.language)
        for match in broken:
            first, second = match["first"], match["second"]
            if f"{first}-{second}".lower() not in hyphenated and _is_one_word(model, first, second):
                moved = second + match["marks"] + (match["end"] if match["gap"] else "")
                reason = f"{first + second!r} is a word, and likelier than {first!r} and {second!r}"
                yield Edit.of("broken-word", match.start("hyphen"), match.end(), moved, CONFIDENCE, reason)


def _is_one_word(model: Model, first: str, second: str) -> bool:
    """Whether two parts are a word, which is likelier than the two side by side."""
    tables, known = model.tables, model.tables.first_word
    whole, before, behind = map(model.number, (first + second, first, second))
    if before < known or behind < known:
        return whole >= known or whole == ATTESTED
    apart = tables.costs(NONE, NONE, before) + tables.costs(NONE, before, behind)
    return whole >= known and tables.costs(NONE, NONE, whole) + MARGIN < apart
