"""A code quality report, as GitLab shows it in merge requests."""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from collections import Counter
from typing import Any, TextIO

from ...edits import Result
from ...files import SourceFile
from ..finding import Finding, findings
from .report import Report

__all__ = ["Gitlab"]


class Gitlab(Report):
    """GitLab tells by its fingerprint whether a finding is new, so that must not change with the line."""

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        super().__init__(stream, arguments)
        self.found: list[dict[str, Any]] = []
        self.seen: Counter[str] = Counter()

    def write(self, source: SourceFile, result: Result) -> None:
        """Keep the findings of a file."""
        self.found += map(self._issue, findings(source.path, result))

    def finish(self) -> None:
        """Write the array."""
        self.stream.write(json.dumps(self.found, indent=2) + "\n")

    def _issue(self, finding: Finding) -> dict[str, Any]:
        return {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": self._fingerprint(finding),
            "severity": "minor" if finding.edits else "info",
            "location": {
                "path": finding.posix_path,
                "lines": {"begin": finding.line, "end": finding.end_line},
            },
        }

    def _fingerprint(self, finding: Finding) -> str:
        """The same for the same change in the same file, and another for the second such change in it."""
        content = "\0".join((finding.posix_path, *finding.identity))
        self.seen[content] += 1
        numbered = f"{content}\0{self.seen[content]}"
        return hashlib.sha256(numbered.encode("utf-8", "surrogateescape")).hexdigest()
