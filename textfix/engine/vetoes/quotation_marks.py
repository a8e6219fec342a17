"""Quotation marks that tell nothing of the spaces beside them: set apart, turned round, or of another language."""

from __future__ import annotations

from collections.abc import Iterator

from ...patterns import compiled
from ..decide import Change, deletions, insertions
from ..vocabulary import AFTER_APOSTROPHE
from .circumstances import Circumstances

__all__ = ["closes_german_quote", "closes_nothing", "is_quote_set_apart", "is_quote_turned", "touches_quote_set_apart"]

_QUOTES = '"”“'
"""Marks that stand before and behind what somebody said."""


def is_quote_set_apart(here: Circumstances, change: Change) -> bool:
    """Whether a quotation mark would get a space on both sides, where it neither opens nor closes anything.

    Which it does cannot always be told, as in `the 'Journal.'He was`; the next reading would take a space away again.
    """
    places = set(insertions(change))
    return any(at + 1 in places and here.text[at] in "'\"’”“‘" for at in places if at < len(here.text))


_SET_APART = rf"\s['’`](?:[,.;:]|\s(?!{AFTER_APOSTROPHE}))"
"""A single quotation mark of which nothing tells whether it opens or closes; no apostrophe, as in `that he ' s in`."""


def touches_quote_set_apart(here: Circumstances, change: Change) -> bool:
    """Whether a space beside such a mark would go: `an ' artistic ' performance`."""
    apart = compiled(_SET_APART)
    return any(
        apart.match(here.text, start) or apart.match(here.text, max(0, end - 3)) for start, end in deletions(change)
    )


_TURNED = r"(?<=\s)”(?=\w)|(?<=[\w,.!?])“(?=\s)"
"""Curly marks of which each stands as the other should."""


def is_quote_turned(here: Circumstances, change: Change) -> bool:
    """Whether a space would come or go beside marks that are the wrong way round: it is the marks that are wrong."""
    turned = compiled(_TURNED)
    places = _beside_spaces(here.text, change, ("“", "”"))
    return any(len(turned.findall(here.text, max(0, place - QUOTED), place + QUOTED)) > 1 for place in places)


def _beside_spaces(text: str, change: Change, marks: tuple[str, ...]) -> Iterator[int]:
    """Where one of some marks stands right beside a space that comes or goes."""
    edges = (edge for rule, start, end, _ in change.pieces if rule == "punctuation-space" for edge in (start, end))
    return (place for edge in edges for place in (edge - 1, edge) if text[place : place + 1] in marks)


QUOTED = 200
"""Code points of the longest quotation whose beginning is looked for."""

_OPENED = rf"[„‚][^„‚“‘\n]{{0,{QUOTED}}}\Z"
"""A quotation mark of German or Polish that opens, and none behind it that may close."""


def closes_german_quote(here: Circumstances, change: Change) -> bool:
    """Whether a space would come or go beside a mark that closes there, and opens elsewhere: `„nein“ on the card`."""
    places = _beside_spaces(here.text, change, ("“", "‘"))
    return any(compiled(_OPENED).search(here.text[max(0, place - QUOTED - 1) : place]) for place in places)


def closes_nothing(here: Circumstances, change: Change) -> bool:
    """Whether a paragraph begins with a quotation mark and a space, which would go, and no other mark closes it.

    Where a text was cut into lines after each stop, the mark belongs to the sentence before.
    """
    return any(_is_left_over(here.text, start, end) for _, start, end, new in change.pieces if not new)


def _is_left_over(text: str, start: int, end: int) -> bool:
    """Whether the space from `start` to `end` (code points) stands behind a mark of the line before.

    >>> _is_left_over('" And so it was.', 1, 2), _is_left_over('" And so," he said.', 1, 2)
    (True, False)
    """
    if not text[start:end].isspace() or start == 0 or text[start - 1] not in _QUOTES:
        return False
    if start > 1 and text[start - 2] != "\n":
        return False  # before the line is looked at: a long one may have many marks
    last = text.find("\n", end)
    line = text[start - 1 : last if last >= 0 else len(text)]
    return sum(map(line.count, _QUOTES)) == 1
