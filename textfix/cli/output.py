"""Where a report goes: to a stream, or to a file that is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from ..files import reason
from .mistakes import UsageError

__all__ = ["output", "written_whole"]


def output(path: str | None, default: TextIO) -> AbstractContextManager[TextIO]:
    """A stream to the file, or the default where there is none."""
    return nullcontext(default) if path is None else written_whole(path)


@contextmanager
def written_whole(path: str) -> Iterator[TextIO]:
    """A stream to a file.

    Until all is written an old file of that name stays as it was. A pipe or a device is written to directly.
    Raises UsageError where the file cannot be made, before anything else is done.
    """
    target = Path(path).resolve()
    whole = target.is_file() or not target.exists()
    written = target.with_name(f".{target.name}.{os.getpid()}") if whole else target
    try:
        stream = written.open("w", encoding="utf-8", errors="surrogateescape", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from error
    try:
        with stream:
            yield stream
        if whole:
            written.replace(target)
    except BaseException:
        if whole:
            written.unlink(missing_ok=True)
        raise
