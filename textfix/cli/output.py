"""Where a report goes: to a stream, or to a file that is written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..files import Unwritable, reason, replacing
from ..formats import is_known
from .configuration import NAMES
from .mistakes import UsageError

if TYPE_CHECKING:
    from .run import Run

__all__ = ["output", "written_whole"]


_REPORT = re.compile(
    rb"""(?x) <!DOCTYPE[ ]html>\n<html[ ]lang="en">\n<head>\n<meta[ ]charset="utf-8">\n<meta[^>]*>\n<meta[^>]*>\n
    <meta[ ]name="generator"[ ]content="textfix[ ]
    | \[(?:\]|\n[ ]) | \{(?:"|\n[ ])  # of JSON
    | ::(?:error|notice)[ ]title=textfix
    | (?:\x1b\[1m)?---[ ]"?a/  # a patch
    | [^\n]*:\d+:\d+(?:\x1b\[0m)?:[ ](?:\x1b\[36m)?[a-z]"""
)
"""How reports begin, so that a new one may take the place of an old one whatever its file is called."""


def output(run: Run) -> AbstractContextManager[TextIO]:
    """A stream to the file that is asked for, or where the run reports when none is.

    Raises UsageError where that would cost somebody a text: `--output-file *.md` names the first as the output.
    """
    path = run.arguments.output_file
    if path is None:
        return nullcontext(run.report_stream)
    if _is_same(path, run.read) or (os.path.basename(path) in NAMES and os.path.exists(path)):
        raise UsageError(f"--output-file: {path}: this run reads it; left as it is")
    if is_known(path, code=True) and not _is_report(path):
        raise UsageError(f"--output-file: {path}: not a textfix report; left as it is")
    return written_whole(path, "--output-file")


def _is_same(path: str, others: Iterable[str]) -> bool:
    return os.path.exists(path) and any(os.path.exists(other) and os.path.samefile(path, other) for other in others)


def _is_report(path: str) -> bool:
    """Whether this is a report, or nothing yet. What is wrong with it otherwise is told where it is written."""
    if not os.path.isfile(path):
        return True
    try:
        with open(path, "rb") as file:
            beginning = file.read(2**12)
    except OSError:
        return True
    return not beginning or _REPORT.match(beginning) is not None


@contextmanager
def written_whole(path: str, option: str) -> Iterator[TextIO]:
    """A stream to a file that an option names.

    Until all is written an old file of that name stays as it was. A pipe or a device is written to directly.
    Raises UsageError where the file cannot be made, before anything else is done, or not be written.
    """
    target = Path(path)
    whole = target.is_file() or not target.exists()
    try:
        with replacing(path) if whole else target.open("wb") as file:
            stream = TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline="\n")
            yield stream
            stream.detach()  # all of it is in the file then, which is not closed yet
    except Unwritable as error:
        raise UsageError(f"{option}: {error}") from error
    except OSError as error:
        raise UsageError(f"{option}: {path}: {reason(error)}") from error
