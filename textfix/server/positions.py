"""Places in a text as editors count them: lines, and code units of UTF-16 or what was agreed on within the line."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, Range
from pygls.workspace import PositionCodec

__all__ = ["Positions"]

_LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line to an editor. To Python so do a form feed, U+0085 and U+2028, and to pygls with it."""


class Positions:
    r"""The places of one text, of offsets in code points.

    >>> positions = Positions("𝒳\u2028teh\nend", PositionCodec())
    >>> positions.position(2)
    0:3
    >>> positions.range(4, 9)
    0:5-1:3
    """

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self.text, self.codec = text, codec
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Where this offset is to the editor."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self.codec.client_num_units(self.text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The range of a span."""
        return Range(self.position(start), self.position(end))
