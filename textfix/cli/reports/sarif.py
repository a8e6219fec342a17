"""SARIF 2.1.0: what code scanning reads. Each repair is a result with its fix.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from ... import __version__
from ...edits import Edit, Result
from ...files import SourceFile
from ...rules import RULES
from ..finding import Finding, findings, placed
from .report import Report

__all__ = ["Sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Sarif(Report):
    """One run; written at the end, since the rules come before the results."""

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        super().__init__(stream, arguments)
        self.results: list[dict[str, Any]] = []
        self.rule_indices: dict[str, int] = {}

    def write(self, source: SourceFile, result: Result) -> None:
        """Keep the findings of a file."""
        self.results += (self._result(source, finding) for finding in findings(source.path, result))

    def finish(self) -> None:
        """Write the log."""
        driver = {"name": "textfix", "version": __version__, "rules": [_rule(name) for name in self.rule_indices]}
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not self.failures.any}],
            "columnKind": "unicodeCodePoints",
            "results": self.results,
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        self.stream.write(json.dumps(log, indent=2) + "\n")

    def _result(self, source: SourceFile, finding: Finding) -> dict[str, Any]:
        artifact = {"uri": _uri(source.path)}
        result = {
            "ruleId": finding.rule,
            "ruleIndex": self.rule_indices.setdefault(finding.rule, len(self.rule_indices)),
            "level": "warning" if finding.edits else "note",
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}],
        }
        if not finding.edits:
            return result
        change = {"artifactLocation": artifact, "replacements": _replacements(source.text, finding.edits)}
        fix = {"description": {"text": finding.change}, "artifactChanges": [change]}
        return {**result, "rank": round(100 * finding.confidence, 1), "fixes": [fix]}


def _rule(name: str) -> dict[str, Any]:
    summary = RULES[name].summary if name in RULES else name
    return {"id": name, "shortDescription": {"text": summary}}


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }


def _replacements(text: str, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [
        {
            "deletedRegion": {
                "startLine": item["line"],
                "startColumn": item["column"],
                "endLine": item["end_line"],
                "endColumn": item["end_column"],
            },
            "insertedContent": {"text": item["text"]},
        }
        for item in placed(text, edits)
    ]


def _uri(path: str) -> str:
    """A relative path as a relative reference, so that the log means the same in every checkout."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    # A colon in the first part would be read as the end of a scheme.
    return quote(os.fsencode(pure.as_posix()), safe="/")
