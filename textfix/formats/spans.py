"""Spans of a text: what is left between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .format import Span

__all__ = ["outside"]


def outside(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield what of a text of this length no span covers, in order.

    >>> list(outside([(2, 4), (3, 6)], 9))
    [(0, 2), (6, 9)]
    """
    position = 0
    for start, end in sorted(spans):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length
