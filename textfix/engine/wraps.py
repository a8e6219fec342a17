"""Lost line ends: a text was wrapped, and its lines were put together again without a space between them.

Joins at nearly regular distances betray how wide the lines were. Where one must then have ended, a join is
likely; and a join that was not seen for itself, as in `Mr.Smith` or `a stock--if`, is found there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .condition import SURE_MARGIN
from .decide import Change, insertions

__all__ = ["Wrapping", "sure_joins", "wrapping"]

NARROWEST, WIDEST = 40, 120
"""Code points of the lines that are looked for."""

LEAST, AGREEMENT = 4, 0.75
"""How many joins have to agree on a width, and what share of those that tell of it: by chance it is one in ten."""

PLACES = 1024
"""The cost, in units of 1/1024 nat, of not knowing where in a word the line ended."""

MOST = 0.95
"""The share of lost line ends that is supposed at most."""


class Wrapping(NamedTuple):
    """Lines of `width` code points at most; `ends` are the offsets at which one that was lost may have ended.

    `cost` is what it costs that it did, in units of 1/1024 nat: little where most line ends were lost.
    """

    width: int
    ends: frozenset[int]
    cost: int


def sure_joins(suggested: Sequence[Change]) -> list[int]:
    """Where the surest changes put a space in where none was, first to last: offsets in code points."""
    return sorted(at for change in suggested if change.margin >= SURE_MARGIN for at in insertions(change))


def wrapping(text: str, joins: Sequence[int]) -> Wrapping | None:
    """How the text was wrapped, or None where joins do not tell.

    >>> lines = ["the cat sat on the mat by the red door of the", "old house and looked at the birds in the sun"]
    >>> text = "".join(lines * 4)
    >>> joins = [sum(map(len, (lines * 4)[:n])) for n in range(1, 8)]
    >>> wrapping(text, joins).width
    45
    >>> wrapping(text, [3, 50, 61, 110, 180]) is None
    True
    """
    width = _width(text, joins)
    if width is None:
        return None
    lines = list(_lines(text, joins, width))
    lost = min(MOST, len(joins) / max(1, len(lines)))
    ends = frozenset(end for first, last in lines for end in range(first, last))
    return Wrapping(width, ends, max(0, PLACES + round(1024 * math.log((1 - lost) / lost))))


def _width(text: str, joins: Sequence[int]) -> int | None:
    """The width on which most joins agree: the line fits, and with the next word it would not."""
    agree: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    for start, end in _between(text, joins):
        length = end - start
        if length <= WIDEST:
            lengths[length] += 1
            agree.update(range(max(NARROWEST, length), min(WIDEST, length + _piece(text, end)) + 1))
    if not agree:
        return None
    width = max(sorted(agree), key=agree.__getitem__)
    telling = sum(count for length, count in lengths.items() if length <= width)
    return width if agree[width] >= max(LEAST, AGREEMENT * telling) else None


def _between(text: str, joins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each join and where its line began at the earliest: at the join before it or with its paragraph."""
    before = 0
    for join in joins:
        yield max(before, text.rfind("\n", before, join) + 1), join
        before = join


def _piece(text: str, start: int) -> int:
    """The length of what stands at an offset up to the next white space."""
    end = start
    while end < len(text) and end - start < WIDEST and not text[end].isspace():
        end += 1
    return end - start


def _lines(text: str, joins: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """The places where each line may have ended without a trace: the inside of the word in which it was full.

    Lines begin anew at each join; only paragraphs that have one are looked at.
    """
    for start, join in _between(text, [*joins, len(text)]):
        end = text.find("\n", start, join)
        end = join if end < 0 else end
        while end - start > width:
            full = start + width
            word = full
            while word > start and not text[word - 1].isspace():
                word -= 1
            yield word + 1, full + 1
            start = word if word > start else full
        if end == join < len(text):
            yield join, join + 1
