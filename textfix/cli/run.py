"""One run of a command: its configuration, its files, what is to be repaired in them, and what went wrong."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING, TextIO, TypeAlias

from ..files import FileError, NotText, Unreadable, decode, reason
from ..formats import Skipped, nameless
from ..stream import parts
from .configuration import Configurations
from .examine import STDIN, Examined, Outcome, examine, examine_all, examine_parts, is_large_text
from .failures import Failures
from .layers import Settings, Treatment
from .mistakes import UsageError
from .paths import left_out, listed, text_files
from .progress import shown
from .reports import is_for_programs
from .settings import OF_RUN

if TYPE_CHECKING:
    from .baseline import Baseline

__all__ = ["Run"]

InParts: TypeAlias = Callable[[str, Treatment], Iterator[Examined]]
"""What is done with a large file; it gives the parts that are left to do."""

FEW = 3
"""Files that are named as skipped although nobody asked to be told of every file."""


class _Undecoded(Skipped):
    """A file that is prose by its name, and not text in an encoding that is known."""


class Run:
    """One run of a command: its configuration, its files, and what went wrong.

    `has_notes` and `verbose` tell what is said on standard error beside errors and warnings.
    """

    def __init__(self, arguments: Namespace) -> None:
        self.arguments = arguments
        self.failures = Failures()
        self.configurations = Configurations(arguments.given, arguments.config, arguments.isolated)
        self.is_filter = arguments.paths == ["-"]
        if "-" in arguments.paths and (len(arguments.paths) > 1 or arguments.file_list):
            raise UsageError("- (standard input) cannot be mixed with other paths")
        here = self.configurations.of_folder(".")
        here.treatment  # noqa: B018 - what cannot be is told even where there is no file
        _fill(arguments, here)
        alone = is_for_programs(arguments)
        self.has_notes = not (arguments.quiet or alone)
        self.verbose = arguments.verbose and not (alone and self.report_stream is sys.stderr)

    @property
    def report_stream(self) -> TextIO:
        """Where a report goes: beside what is repaired where that goes to standard output."""
        return sys.stderr if self.is_filter and self.arguments.command == "fix" else sys.stdout

    @cached_property
    def named(self) -> list[str]:
        """What was named on the command line or in a list, and the current folder where nothing was."""
        lists = self.arguments.file_list
        return [*self.arguments.paths, *(listed(lists) if lists else ())] or ([] if lists else ["."])

    @property
    def read(self) -> Iterator[str]:
        """All that is read because it was named: texts and lists, settings and what is known of them."""
        names = self.arguments.file_list, self.arguments.config, self.arguments.baseline
        yield from filter(None, names)
        yield from self.configurations.of_folder(".").value("words-file")
        yield from self.named

    def files(self) -> Iterator[str]:
        """The files of this run."""
        return text_files(self.named, self.configurations, self.failures.add)

    def repairs(self, in_parts: InParts | None = None) -> Iterator[Examined]:
        """Each file that can be read, and what there is to repair in it that the baseline does not know.

        Large plain texts are handed to `in_parts`, and standard input is given part by part. Without it, or with
        a baseline, which must see all of a file, everything is read whole.
        """
        baseline, skipped, is_any = self._baseline(), list[Skipped](), False
        in_parts = None if baseline else in_parts
        for examined in self._filtered(in_parts is not None) if self.is_filter else self._examined(in_parts):
            if isinstance(examined, FileError):
                self.failures.add(examined)
            elif isinstance(examined, Skipped):
                skipped.append(examined)
                self._tell(f"skipped: {examined}")
            else:
                is_any = True
                if not examined.source.origin.offset:
                    self._tell(f"{examined.source.path}: {examined.format_name}, {examined.source.codec.upper()}")
                yield examined if baseline is None else baseline.without_known(examined)
        if baseline and self.has_notes:
            baseline.tell_what_is_gone()
        if skipped and not self.arguments.quiet:
            self._tell_what_is_skipped(skipped, is_all=not is_any)

    def _tell_what_is_skipped(self, skipped: Sequence[Skipped], *, is_all: bool) -> None:
        """Count the files that were skipped, or name them where they are few and all that somebody asked for.

        A few whose encoding is not known are named in any case: somebody may think that they were looked at.
        """
        if self.verbose:
            print(f"{len(skipped)} skipped", file=sys.stderr)
            return
        is_few = is_all and len(skipped) <= FEW and self.has_notes
        named = skipped if is_few else [each for each in skipped if isinstance(each, _Undecoded)][:FEW]
        for each in named:
            print(f"skipped: {each}", file=sys.stderr)
        if len(named) < len(skipped) and self.has_notes:
            print(f"{len(skipped)} skipped; -v says why", file=sys.stderr)

    def _baseline(self) -> Baseline | None:
        # A new one is made without the old one.
        if not self.arguments.baseline or getattr(self.arguments, "write_baseline", None):
            return None
        from .baseline import Baseline

        return Baseline.read(self.arguments.baseline)

    def _tell(self, message: str) -> None:
        if self.verbose:
            print(message, file=sys.stderr)

    def _examined(self, in_parts: InParts | None) -> Iterator[Outcome]:
        # All are known before the first is touched: a configuration further down may not be valid.
        files = [(path, self.configurations.of(path).treatment) for path in self.files()]
        for large, group in groupby(files, lambda file: in_parts is not None and _is_large_text(*file)):
            some = list(group)
            if large and in_parts:
                yield from map(self._found, chain.from_iterable(_or_error(in_parts(*file)) for file in some))
            else:
                yield from shown(map(self._found, examine_all(some, self.arguments.jobs)), len(some), self._says)

    def _found(self, outcome: Outcome) -> Outcome:
        """The outcome; a file that is no text is an error where somebody named it, and skipped where it was found."""
        if not isinstance(outcome, NotText) or os.path.realpath(outcome.path) in self._named_paths:
            return outcome
        return _Undecoded(outcome.path, outcome.problem)

    @cached_property
    def _named_paths(self) -> frozenset[str]:
        return frozenset(map(os.path.realpath, self.named))

    def _says(self, outcome: Outcome) -> bool:
        """Whether there will be anything to say of a file."""
        if isinstance(outcome, Examined) and not (outcome.result.edits or outcome.result.notices):
            return bool(self.arguments.verbose)
        return self.arguments.verbose or not isinstance(outcome, Skipped)

    def _filtered(self, in_parts: bool) -> Iterator[Outcome]:
        if in_parts and self.arguments.stdin_filename is None:
            return _or_error(self._filtered_in_parts())
        return self._filtered_whole()

    def _filtered_in_parts(self) -> Iterator[Outcome]:
        """What is found part by part; where the first part is no prose, all passes through."""
        treatment = self.configurations.of(STDIN).treatment
        following = parts(sys.stdin.buffer, STDIN)
        first = next(following)
        whole = chain([first], following)
        try:
            nameless(STDIN, first.text)
        except Skipped as skipped:
            for part in whole:
                self._passed_through(part.data)
            yield skipped
        else:
            yield from examine_parts(whole, treatment)

    def _filtered_whole(self) -> Iterator[Outcome]:
        name = self.arguments.stdin_filename
        try:
            data = sys.stdin.buffer.read()
        except OSError as error:
            yield Unreadable(name or STDIN, reason(error))
            return
        if name and left_out(name, self.configurations):
            self._passed_through(data)
            return
        treatment = self.configurations.of(name or STDIN).treatment
        try:
            yield examine(decode(data, name or STDIN), treatment)
        except FileError as error:
            yield error
        except Skipped as skipped:
            self._passed_through(data)
            yield skipped

    def _passed_through(self, data: bytes) -> None:
        if self.arguments.command == "fix":
            sys.stdout.buffer.write(data)

    def level(self, path: str) -> str | float:
        """The level of a file."""
        level: str | float = self.configurations.of(path).value("level")
        return level


def _is_large_text(path: str, treatment: Treatment) -> bool:
    try:
        return is_large_text(path, treatment)
    except (FileError, Skipped):
        return False  # it is told in its turn


def _or_error(examined: Iterator[Outcome]) -> Iterator[Outcome]:
    """What is found, and at the end what kept us from finding more."""
    try:
        yield from examined
    except FileError as error:
        yield error


def _fill(arguments: Namespace, settings: Settings) -> None:
    """Settings of a whole run come from the configuration of the current folder, where no option gives them."""
    for name in OF_RUN:
        setattr(arguments, name.replace("-", "_"), settings.value(name))
