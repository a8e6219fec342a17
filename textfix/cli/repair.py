"""`check`, `fix` and `diff`: the same findings, reported, written, or printed as a patch."""

from __future__ import annotations

import dataclasses
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import PurePath

from ..diff import unified_diff
from ..edits import Result, shift
from ..files import FileError, SourceFile, decode, read, writable
from ..fixer import Fixer
from ..ignores import without_ignored
from ..model import ModelError, load
from .arguments import UsageError
from .failures import Failures
from .output import output
from .paths import text_files
from .reports import reporting
from .writing import STDIN, Writer

__all__ = ["check", "diff", "fix"]


def check(arguments: Namespace) -> int:
    """Report what would change. 1 where anything would."""
    failures = Failures()
    with reporting(arguments, "full", sys.stdout, "to make") as report:
        for source, result in _repairs(arguments, failures):
            report.add(source, result)
    return failures.status(report.repairs > 0 and not arguments.exit_zero)


def fix(arguments: Namespace) -> int:
    """Repair files in place, or standard input to standard output, and report every repair that was made."""
    if not arguments.paths:
        raise UsageError("textfix fix: needs a path: files, folders, or - for standard input")
    writer = Writer(arguments)
    failures = Failures()
    stream = sys.stderr if _is_filter(arguments) else sys.stdout
    with reporting(arguments, "concise", stream, "made") as report:
        for source, result in _repairs(arguments, failures):
            with failures:
                report.add(source, writer.write(source, result))
            if writer.done:
                break
    if writer.withheld and not arguments.exit_zero:
        return failures.status(True)
    return failures.status(report.repairs > 0 and arguments.exit_non_zero_on_fix)


def diff(arguments: Namespace) -> int:
    """Print a patch. 1 where it is not empty."""
    failures = Failures()
    found = False
    with output(arguments.output_file, sys.stdout) as stream:
        for source, result in _repairs(arguments, failures):
            with failures:
                patch = _patch(source, result)
                found = found or bool(patch)
                if arguments.output_file or not arguments.quiet:
                    stream.write(patch)
    return failures.status(found and not arguments.exit_zero)


def _patch(source: SourceFile, result: Result) -> str:
    if result.edits and source.codec != "utf-8":
        raise FileError(source.path, f"no patch can be made of {source.codec.upper()}; `fix` can repair it")
    # To those who apply patches the mark is a character of the first line.
    mark = source.mark.decode()
    path = PurePath(source.path)
    name = path.relative_to(path.anchor).as_posix()
    return unified_diff(mark + source.text, tuple(shift(result.edits, len(mark))), name)


def _is_filter(arguments: Namespace) -> bool:
    if "-" in arguments.paths and len(arguments.paths) > 1:
        raise UsageError("- (standard input) cannot be mixed with other paths")
    return bool(arguments.paths == ["-"])


def _repairs(arguments: Namespace, failures: Failures) -> Iterator[tuple[SourceFile, Result]]:
    """Each file that can be read, and what there is to repair in it."""
    fixer = _fixer(arguments)
    for source in _sources(arguments, failures):
        result = writable(source, without_ignored(fixer.explain(source.text), fixer.on))
        if arguments.verbose:
            print(f"{source.path}: {source.codec.upper()}", file=sys.stderr)
        yield source, result


def _sources(arguments: Namespace, failures: Failures) -> Iterator[SourceFile]:
    if _is_filter(arguments):
        with failures:
            yield decode(sys.stdin.buffer.read(), STDIN)
        return
    for path in text_files(arguments.paths or ["."], failures.add):
        with failures:
            yield read(path)


def _fixer(arguments: Namespace) -> Fixer:
    try:
        load(arguments.language)  # so that a language with no model is told before any file is read
    except (ModelError, ValueError) as error:
        raise UsageError(str(error)) from error
    names = {field.name for field in dataclasses.fields(Fixer)}
    return Fixer(**{name: value for name, value in vars(arguments).items() if name in names})
