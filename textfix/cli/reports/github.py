"""Workflow commands: GitHub shows each as an annotation beside the lines of a change."""

from __future__ import annotations

from ...edits import Result
from ...files import SourceFile
from ..finding import Finding, findings
from .report import Report

__all__ = ["Github"]

_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}
"""What would end a message, or one of the properties before it, and how it is written."""


class Github(Report):
    """Repairs are errors, since they fail the run; notices are notices."""

    line_by_line = True

    def write(self, source: SourceFile, result: Result) -> None:
        """Write one command for each finding of a file."""
        for finding in findings(source.path, result, source.origin):
            self.stream.write(_command(finding))


def _command(finding: Finding) -> str:
    properties = {
        "title": f"textfix ({finding.rules})",
        "file": finding.posix_path,
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    told = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
    return f"::{'error' if finding.edits else 'notice'} {told}::{_escaped(finding.message, _MESSAGE)}\n"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
