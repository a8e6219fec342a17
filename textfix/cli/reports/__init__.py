"""What a run says of its findings: one format a file, and the table that names them all."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ..run import Run
    from .report import Report

__all__ = ["FORMATS", "is_for_programs", "reporting"]

_FORMATS: dict[str, tuple[str, str]] = {
    # For people: each finding with its line before and after.
    "full": ("full", "Full"),
    # One line for each finding, as compilers write them.
    "concise": ("concise", "Concise"),
    # A page for a browser: the text with every edit marked.
    "html": ("html_page", "HtmlPage"),
    # For programs: one array of files, or one object a line for each edit and notice.
    "json": ("json_array", "JsonArray"),
    "json-lines": ("json_lines", "JsonLines"),
    # Annotations beside the lines of a change on GitHub and on GitLab.
    "github": ("github", "Github"),
    "gitlab": ("gitlab", "Gitlab"),
    # SARIF 2.1.0, with the repairs as fixes.
    "sarif": ("sarif", "Sarif"),
}
"""Each format with its module, which is imported only where the format is asked for, and its class there."""

FORMATS = tuple(_FORMATS)

_FOR_PEOPLE = (None, "full", "concise")
"""The formats that people read, of which one is taken where none is asked for."""


def is_for_programs(arguments: Namespace) -> bool:
    """Whether a standard stream gets a report in a format for programs, who have no use for what else is told."""
    reports = arguments.command in ("check", "fix") and arguments.output_file is None
    return reports and arguments.output_format not in _FOR_PEOPLE


@contextmanager
def reporting(run: Run, default: str, done: str) -> Iterator[Report]:
    """The report that the options of a run ask for, in the `default` format where they ask for none.

    `done` tells what became of the repairs.
    """
    from ..output import output

    with output(run) as stream:
        report = _new_report(run.arguments, default, stream)
        report.failures = run.failures
        yield report
        report.close(done)


def _new_report(arguments: Namespace, default: str, stream: TextIO) -> Report:
    # Who names a format wants what is in it; one that is configured may be for other runs.
    if arguments.quiet and not (arguments.output_file or "output-format" in arguments.given):
        from .report import Silent

        return Silent(stream, arguments)
    module, name = _FORMATS[arguments.output_format or default]
    report: Report = getattr(import_module(f".{module}", __name__), name)(stream, arguments)
    return report
