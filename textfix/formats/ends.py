"""Where what a mark opens ends: at the next mark that closes it."""

from __future__ import annotations

__all__ = ["Ends"]


class Ends:
    """The ends in one text. What is not found once is not looked for again, so that a scan stays linear.

    >>> ends = Ends("<!-- a --> b")
    >>> ends.of("-->", 4), ends.of("?>", 4)
    (10, 4)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: set[str] = set()

    def of(self, mark: str, position: int) -> int:
        """Behind the next such mark; where there is none, the position itself."""
        if mark in self._missing:
            return position
        found = self.text.find(mark, position)
        if found < 0:
            self._missing.add(mark)
            return position
        return found + len(mark)
