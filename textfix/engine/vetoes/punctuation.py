"""Other marks, and signs, with spaces that are meant or of which only one would be right."""

from __future__ import annotations

from ...patterns import compiled
from ..decide import Change, deletions, insertions
from .circumstances import Circumstances

__all__ = ["glues_sign", "halves_ratio", "is_leader", "moves_mark", "sets_mark_apart"]


def sets_mark_apart(here: Circumstances, change: Change) -> bool:
    """Whether a mark that belongs to the word before it would get a space there: `grandfather,especially`."""
    return any(
        at and here.text[at] in ",;:!?)]}" and not here.text[at - 1].isspace()
        for at in insertions(change)
        if at < len(here.text)
    )


_NUMBER_SIGN, _STRUCK = "#", "~~"
"""Signs of which white space tells what they belong to: `# A title`, `C# .NET`, `~~gone~~ here`."""


def glues_sign(here: Circumstances, change: Change) -> bool:
    """Whether the space beside a number sign would go, or one beside the mark of what is struck out come or go."""
    edges = [(start, end) for rule, start, end, _ in change.pieces if rule.endswith("-space")]
    return any(
        here.text.startswith(sign, end) or here.text.endswith(sign, 0, start)
        for start, end in edges
        for sign in ((_NUMBER_SIGN, _STRUCK) if start < end else (_STRUCK,))
    )


def is_leader(here: Circumstances, change: Change) -> bool:
    """Whether a space beside one of several points would come or go that are set apart: `the agent . . . is bound`."""
    edges = (edge for rule, start, end, _ in change.pieces if rule.endswith("-space") for edge in (start, end))
    return any(". ." in here.text[max(0, edge - 3) : edge + 3] for edge in edges)


_RATIO = r"(?<=\d) : (?=\d)"


def halves_ratio(here: Circumstances, change: Change) -> bool:
    """Whether of the two spaces around the colon between two numbers just one would go: `3 : 1`."""
    gone = {start for start, _ in deletions(change)}
    if not gone:
        return False
    ratio = compiled(_RATIO)
    ratios = (ratio.match(here.text, start) for start in gone)
    others = (ratio.match(here.text, start - 2) for start in gone if start >= 2)
    return any(m and m.end() - 1 not in gone for m in ratios) or any(m and m.start() not in gone for m in others)


def moves_mark(here: Circumstances, change: Change) -> bool:
    """Whether the space before a mark would go where it belongs behind it: `Mrs .S.`, `1 .Connect`."""
    put = set(insertions(change))
    ends = (end for _, end in deletions(change))
    return any(
        here.text[end : end + 1] in ".,;:!?" and here.text[end + 1 : end + 2].isalpha() and end + 1 not in put
        for end in ends
    )
