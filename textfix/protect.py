"""What must not be touched, and what needs more evidence before it is."""

from __future__ import annotations

import re

from .edits import Edit


class Protection:
    """Hard and soft places of one text."""

    def __init__(
        self,
        text: str,
        patterns: tuple[re.Pattern[str], ...] = (),
        spans: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.text, self.patterns, self.spans = text, patterns, spans

    def forbids(self, edit: Edit) -> bool:
        """Whether the edit would touch a hard span."""
        return any(edit.start < end and edit.end > start for start, end in self.spans)
