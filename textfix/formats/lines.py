"""The lines of a text, with their places, as formats that are told by lines read them."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Line", "lines_of"]


class Line(NamedTuple):
    """A line without its end: where it begins in the text, its content, and how far it is indented (in columns)."""

    start: int
    text: str
    indent: int

    @property
    def end(self) -> int:
        """Where it ends, before what ends it."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether there is only white space in it."""
        return not self.text or self.text.isspace()


_LINE = re.compile(r"[^\r\n]*")
_INDENTATION = re.compile(r"[ \t]*")


def lines_of(text: str) -> list[Line]:
    r"""The lines of a text, whatever ends them.

    >>> [(line.start, line.text, line.indent) for line in lines_of("one\r\n  two\n")]
    [(0, 'one', 0), (5, '  two', 2), (11, '', 0)]
    """
    lines, start = [], 0
    while start <= len(text):
        content = _LINE.match(text, start).group()  # type: ignore[union-attr]
        indentation = _INDENTATION.match(content).group()  # type: ignore[union-attr]
        lines.append(Line(start, content, len(indentation.expandtabs(8))))
        start += len(content)
        start += 2 if text.startswith("\r\n", start) else 1
    return lines
