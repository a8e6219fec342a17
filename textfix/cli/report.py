"""What a run says of its findings, for people and for programs."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..edits import Edit, Notice, Result, groups
from ..files import SourceFile
from .finding import Finding, findings, lines_and_columns

__all__ = ["Report", "new_report"]


class Report:
    """Counts what was found and says nothing, as with `--quiet`; the formats are made from it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.files = self.files_with_repairs = self.repairs = 0
        self.rules: Counter[str] = Counter()

    def add(self, source: SourceFile, result: Result) -> None:
        """Take in the findings in one file. Edits that only make sense together count once."""
        self.files += 1
        self.files_with_repairs += bool(result.edits)
        for group in groups(result.edits):
            self.repairs += 1
            self.rules.update({edit.rule for edit in group})
        self.write(source, result)

    def write(self, source: SourceFile, result: Result) -> None:
        """Say what was found in one file."""

    def close(self, done: str) -> None:
        """Say what can only be said at the end; `done` tells what became of the repairs."""


class _Loud(Report):
    """A report that ends with its sums on standard error, out of the way of whoever reads the findings."""

    statistics = False

    def close(self, done: str) -> None:
        if self.statistics:
            for rule, count in self.rules.most_common():
                print(f"{count:>8}  {rule}", file=sys.stderr)
        repairs, files = _counted(self.repairs, "repair"), _counted(self.files, "file")
        where = f"{self.files_with_repairs} of {files}" if self.repairs else files
        print(f"{repairs} {done} in {where}", file=sys.stderr)


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}" + ("" if count == 1 else "s")


class _Concise(_Loud):
    """One line for each finding."""

    def write(self, source: SourceFile, result: Result) -> None:
        for finding in findings(source.path, result):
            self.line(finding)

    def line(self, finding: Finding) -> None:
        """Say one finding."""
        change = f"{finding.original} -> {finding.replacement}" if finding.repaired else finding.original
        self.stream.write(f"{finding.place}: {finding.rules}: {change} ({finding.certainty}, {finding.reason})\n")


class _Full(_Concise):
    """Each finding with the line that it stands in, before and after."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.coloured = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def line(self, finding: Finding) -> None:
        place, before, after = finding.place, f"  - {finding.before}", f"  + {finding.after}"
        if self.coloured:
            place, before, after = (
                f"\033[1m{place}\033[0m",
                f"\033[31m{before}\033[0m",
                f"\033[32m{after}\033[0m",
            )
        lines = [f"{place}: {finding.rules} ({finding.certainty}): {finding.reason}", before]
        self.stream.writelines(f"{line}\n" for line in (*lines, *([after] if finding.repaired else [])))


class _JsonLines(_Loud):
    """One JSON object a line for each edit and each notice."""

    def write(self, source: SourceFile, result: Result) -> None:
        for kind, items in (("edit", result.edits), ("notice", result.notices)):
            for item in _placed(source, items):
                self.stream.write(json.dumps({"path": source.path, "type": kind, **item}) + "\n")


class _Json(_Loud):
    """A JSON list of the files in which something was found."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.found: list[dict[str, Any]] = []

    def write(self, source: SourceFile, result: Result) -> None:
        if result.edits or result.notices:
            placed = {name: list(_placed(source, getattr(result, name))) for name in ("edits", "notices")}
            self.found.append({"path": source.path, **result.to_dict(), **placed})

    def close(self, done: str) -> None:
        self.stream.write(json.dumps(self.found, indent=2) + "\n")
        super().close(done)


def _placed(source: SourceFile, items: Iterable[Edit | Notice]) -> Iterator[dict[str, Any]]:
    items = list(items)
    places = lines_and_columns(source.text, [item.start for item in items])
    for item, (line, column) in zip(items, places, strict=True):
        yield {"line": line, "column": column, **item.to_dict()}


_REPORTS: dict[str, type[_Loud]] = {
    "full": _Full,
    "concise": _Concise,
    "json": _Json,
    "json-lines": _JsonLines,
}


def new_report(arguments: Namespace, default: str, stream: TextIO) -> Report:
    """The report that these options ask for, in the `default` format where they ask for none."""
    if arguments.quiet:
        return Report(stream)
    report = _REPORTS[arguments.output_format or default](stream)
    report.statistics = arguments.statistics
    return report
