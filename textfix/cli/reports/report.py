"""What all reports have in common: they take in one file after another, count, and end with the sums."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from typing import TextIO

from ...edits import Result, groups
from ...files import SourceFile

__all__ = ["Report", "counted"]


class Report:
    """Counts what was found and says nothing of it; the formats are made from it.

    `close` writes the sums on standard error, out of the way of whoever reads the findings.
    """

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        self.stream, self.arguments = stream, arguments
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

    def finish(self) -> None:
        """Write what can only be written at the end."""

    def close(self, done: str) -> None:
        """End the report; `done` tells what became of the repairs."""
        self.finish()
        if self.arguments.quiet:
            return
        if self.arguments.statistics:
            for rule, count in self.rules.most_common():
                print(f"{count:>8}  {rule}", file=sys.stderr)
        print(self.sums(f" {done}"), file=sys.stderr)

    def sums(self, done: str) -> str:
        """How many repairs there are, and in how many files."""
        repairs, files = counted(self.repairs, "repair"), counted(self.files, "file")
        return f"{repairs}{done} in " + (f"{self.files_with_repairs} of {files}" if self.repairs else files)


def counted(count: int, noun: str) -> str:
    """The number of something in words.

    >>> counted(0, "file"), counted(1, "file")
    ('no files', '1 file')
    """
    return f"{count or 'no'} {noun}" + ("" if count == 1 else "s")
