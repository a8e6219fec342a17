"""What stands between a repair and the file: whoever is asked, the circuit breaker, and the journal."""

from __future__ import annotations

import dataclasses
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..breaker import overload
from ..edits import Notice, Result, place
from ..files import FileError, SourceFile, encode, writable, write
from .mistakes import UsageError

if TYPE_CHECKING:
    from ..journal import Journal
    from .review import Review

__all__ = ["Writer", "telling_of_links"]


class Writer:
    """Writes repairs as far as the options let it. `withheld` tells that some were not written for their number.

    Raises UsageError where the options cannot be followed.
    """

    def __init__(self, arguments: Namespace) -> None:
        self.force, self.is_filter = arguments.force, arguments.paths == ["-"]
        self.withheld = False
        if "-" in arguments.paths and (arguments.journal or arguments.interactive):
            option = "--journal" if arguments.journal else "--interactive"
            raise UsageError(f"{option} is for files, not for standard input")
        self.journal = _journal(arguments.journal)
        self.review = _review(arguments)

    @property
    def done(self) -> bool:
        """Whether whoever was asked wants to be asked no more."""
        return self.review is not None and self.review.quit

    @property
    def in_parts(self) -> bool:
        """Whether a large file may be written in parts: who asks and who keeps a journal has it whole."""
        return not (self.review or self.journal)

    def write(self, source: SourceFile, result: Result, level: str | float) -> Result:
        """Repair the file at its level and return what was written. Raises FileError where that fails."""
        result = self.permitted(source, result, level)
        if self.is_filter:
            sys.stdout.buffer.write(encode(source, result.edits))
            sys.stdout.buffer.flush()  # whoever reads it need not wait for the next part
            return result
        if self.journal and result.edits:
            self.journal.record(source, result.edits)
        with telling_of_links(source.path):
            return write(source, result)

    def permitted(self, source: SourceFile, result: Result, level: str | float) -> Result:
        """As much of the repair as may be written, by who was asked or by the circuit breaker."""
        if self.review:
            return writable(source, self.review.choose(source, result))
        if not self.force and (problem := overload(result, level)):
            return self._withhold(source, result, problem)
        return result

    def _withhold(self, source: SourceFile, result: Result, problem: str) -> Result:
        """The findings as notices of what was not done; why is told."""
        self.withheld = True
        advice = "look at them with `textfix diff`, and write them with --force"
        where = f" from line {source.origin.line}" if source.origin.offset else ""
        print(f"warning: {source.path}: not written{where}: {problem}; {advice}", file=sys.stderr)
        unmade = [Notice(edit.start, edit.end, edit.rule, f"not repaired: {edit.reason}") for edit in result.edits]
        notices = sorted((*result.notices, *unmade), key=place)
        return dataclasses.replace(result, edits=(), notices=tuple(notices))


@contextmanager
def telling_of_links(path: str) -> Iterator[None]:
    """Warn where a file that is written within this context had other names, hard links.

    Only another file can take its place at once, and writing to this one could leave all its names with half a text.
    """
    before = _names_of(path)
    yield
    if _names_of(path) < before:
        print(f"warning: {path}: its other names (hard links) keep the old text", file=sys.stderr)


def _names_of(path: str) -> int:
    try:
        return os.stat(path).st_nlink
    except OSError:
        return 1


def _journal(path: str | None) -> Journal | None:
    if path is None:
        return None
    from ..journal import Journal

    try:
        return Journal(path)
    except FileError as error:
        raise UsageError(f"--journal: {error}") from error


def _review(arguments: Namespace) -> Review | None:
    if not arguments.interactive:
        return None
    from .review import Review

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("--interactive asks questions: standard input and standard error must be a terminal")
    sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    return Review(sys.stdin, sys.stderr, arguments)
