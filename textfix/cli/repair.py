"""`check` and `fix`: the same findings, reported or written."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial

from ..edits import Result
from ..files import SourceFile, Unreadable
from ..stream import parts_of_file, rewrite
from .examine import Examined, examine_parts
from .layers import Treatment
from .mistakes import UsageError
from .reports import reporting
from .reports.report import Report
from .run import Run
from .writing import Writer, telling_of_links

__all__ = ["check", "fix", "show_files"]


def check(arguments: Namespace) -> int:
    """Report what would change. 1 where anything would."""
    if arguments.write_baseline:
        return _write_baseline(arguments)
    run = Run(arguments)
    with reporting(run, "full", "to make") as report:
        for source, result, _ in run.repairs(_parts if report.line_by_line else None):
            report.add(source, result)
    return run.failures.status(report.repairs > 0 and not arguments.exit_zero)


def _write_baseline(arguments: Namespace) -> int:
    from .baseline import Baseline
    from .reports.report import counted

    run = Run(arguments)
    baseline = Baseline.to_write(arguments.write_baseline, run.named)
    count = sum(baseline.add(source.path, result) for source, result, _ in run.repairs())
    if run.failures.any:
        # What is known of the file that failed would be lost, and all of it be new the next time.
        raise UsageError(f"--write-baseline: {baseline.path}: not written, since some files could not be read")
    baseline.write()
    if not arguments.quiet:
        print(f"{counted(count, 'finding')} written to {baseline.path}", file=sys.stderr)
    return run.failures.status(False)


def fix(arguments: Namespace) -> int:
    """Repair files in place, or standard input to standard output, and report every repair that was made."""
    run = Run(arguments)
    writer = Writer(arguments)
    with reporting(run, "concise", "made") as report:
        in_parts = partial(_rewrite, writer, report, run) if writer.in_parts and report.line_by_line else None
        for source, result, _ in run.repairs(in_parts):
            with run.failures:
                report.add(source, writer.write(source, result, run.level(source.path)))
            if writer.done:
                break
    if writer.withheld and not arguments.exit_zero:
        return run.failures.status(True)
    return run.failures.status(report.repairs > 0 and arguments.exit_non_zero_on_fix)


def _parts(path: str, treatment: Treatment) -> Iterator[Examined]:
    return examine_parts(parts_of_file(path), treatment)


def _rewrite(writer: Writer, report: Report, run: Run, path: str, treatment: Treatment) -> Iterator[Examined]:
    """Repair a large file part by part; none of them is left to do."""

    def repaired(part: SourceFile) -> Result:
        [(_, result, _)] = examine_parts([part], treatment)
        result = writer.permitted(part, result, run.level(path))
        report.add(part, result)
        return result

    with report.unless_it_fails(), telling_of_links(path):
        rewrite(path, repaired)
    yield from ()


def show_files(arguments: Namespace) -> int:
    """Name the files, and do nothing to them."""
    run = Run(arguments)
    for path in run.files():
        if path == "-" or os.path.exists(path):
            print(path)
        else:
            run.failures.add(Unreadable(path, "no such file or directory"))
    return run.failures.status(False)
