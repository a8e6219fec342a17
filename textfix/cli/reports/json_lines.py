"""One JSON object a line for each edit and each notice: what a pipe can read while textfix goes on."""

from __future__ import annotations

import json

from ...edits import Result
from ...files import SourceFile
from ..finding import placed
from .report import Report

__all__ = ["JsonLines"]


class JsonLines(Report):
    """Edits of one group share its number; offsets are code points."""

    line_by_line = True

    def write(self, source: SourceFile, result: Result) -> None:
        """Write the edits of a file, then its notices."""
        for kind, items in (("edit", result.edits), ("notice", result.notices)):
            for item in placed(source.text, items, source.origin):
                self.stream.write(json.dumps({"path": source.path, "type": kind, **item}) + "\n")
