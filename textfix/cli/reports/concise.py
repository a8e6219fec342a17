"""One line for each finding, as compilers write them."""

from __future__ import annotations

from ...edits import Result
from ...files import SourceFile
from ..finding import Finding, findings
from .report import Report

__all__ = ["Concise"]


class Concise(Report):
    """`path:line:column: rule: words -> words (confidence, reason)`."""

    line_by_line = True

    def write(self, source: SourceFile, result: Result) -> None:
        """Say each finding of a file as one line."""
        for finding in findings(source.path, result, source.origin):
            self.stream.write(_line(finding))


def _line(finding: Finding) -> str:
    return f"{finding.place}: {finding.rules}: {finding.change} ({finding.certainty}, {finding.reason})\n"
