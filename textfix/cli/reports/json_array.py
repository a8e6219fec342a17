"""A JSON array of the files in which something was found, each as `Result.to_dict` tells it."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any, TextIO

from ...edits import Result
from ...files import SourceFile
from ..finding import placed
from .report import Report

__all__ = ["JsonArray"]


class JsonArray(Report):
    """Written at the end; text with nothing to report is an empty array."""

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        super().__init__(stream, arguments)
        self.found: list[dict[str, Any]] = []

    def write(self, source: SourceFile, result: Result) -> None:
        """Keep what was found in a file."""
        if result.edits or result.notices:
            items = {name: list(placed(source.text, getattr(result, name))) for name in ("edits", "notices")}
            self.found.append({"path": source.path, **result.to_dict(), **items})

    def finish(self) -> None:
        """Write the array."""
        self.stream.write(json.dumps(self.found, indent=2) + "\n")
