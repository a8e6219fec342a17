"""What all reports have in common: they take in one file after another, count, and end with the sums."""

from __future__ import annotations

import dataclasses
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from ...edits import Result, groups, shift
from ...files import SourceFile
from ..failures import Failures
from . import is_for_programs

__all__ = ["Report", "Silent", "counted"]


class Report:
    """Counts what was found; the formats are made from it.

    `failures` tells whether all files could be read and written. `close` writes the sums on standard error, out of
    the way of whoever reads the findings.
    """

    line_by_line = False
    """Whether it writes findings as they come, so that a large file need not be read whole."""

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        self.stream, self.arguments = stream, arguments
        self.files = self.files_with_repairs = self.repairs = 0
        self.repairs_before = 0  # those in the files before this one
        self.rules: Counter[str] = Counter()
        self.failures = Failures()

    def add(self, source: SourceFile, result: Result) -> None:
        """Take in the findings in one file, or in one part of it. Edits that only make sense together count once."""
        if not source.origin.offset:
            self.files += 1
            self.repairs_before = self.repairs
        numbered = shift(result.edits, 0, self.repairs - self.repairs_before)
        for group in groups(result.edits):
            self.files_with_repairs += self.repairs == self.repairs_before
            self.repairs += 1
            self.rules.update({edit.rule for edit in group})
        self.write(source, dataclasses.replace(result, edits=tuple(numbered)))

    @contextmanager
    def unless_it_fails(self) -> Iterator[None]:
        """Nothing that is counted within this context counts where it ends with an error."""
        before = self.files, self.files_with_repairs, self.repairs, self.rules.copy()
        try:
            yield
        except BaseException:
            self.files, self.files_with_repairs, self.repairs, self.rules = before
            raise

    def write(self, source: SourceFile, result: Result) -> None:
        """Say what was found in one file."""

    def finish(self) -> None:
        """Write what can only be written at the end."""

    def close(self, done: str) -> None:
        """End the report; `done` tells what became of the repairs."""
        self.finish()
        alone = is_for_programs(self.arguments)
        if alone and self.stream is sys.stderr:
            return
        quiet, given = self.arguments.quiet or alone, self.arguments.given
        # Who asks for them by name wants to see them; what is configured may be for other runs.
        if self.arguments.statistics and ("statistics" in given or not quiet):
            for rule, count in self.rules.most_common():
                print(f"{count:>8}  {rule}", file=sys.stderr)
        if not quiet:
            print(self.sums(f" {done}"), file=sys.stderr)

    def sums(self, done: str) -> str:
        """How many repairs there are, and in how many files."""
        if not self.files:
            return "no files to report on"
        repairs, files = counted(self.repairs, "repair"), counted(self.files, "file")
        return f"{repairs}{done} in " + (f"{self.files_with_repairs} of {files}" if self.repairs else files)


class Silent(Report):
    """Counts, and says nothing of it."""

    line_by_line = True


def counted(count: int, noun: str) -> str:
    """The number of something in words.

    >>> counted(0, "file"), counted(1, "file")
    ('no files', '1 file')
    """
    return f"{count or 'no'} {noun}" + ("" if count == 1 else "s")
