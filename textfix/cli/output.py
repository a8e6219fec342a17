"""Where a report goes: to a stream, or to a file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from ..files import Unwritable, reason, replacing
from .mistakes import UsageError

__all__ = ["output", "written_whole"]


def output(path: str | None, default: TextIO) -> AbstractContextManager[TextIO]:
    """A stream to the file, or the default where there is none."""
    return nullcontext(default) if path is None else written_whole(path, "--output-file")


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
