"""Which files the paths on a command line stand for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..files import FileError, Unreadable

__all__ = ["text_files"]

SUFFIXES = frozenset({".txt", ".text"})
"""What plain text is called. In other formats much of what looks damaged is meant."""


def text_files(paths: Iterable[str], failed: Callable[[FileError], None]) -> Iterator[str]:
    """Each file once: those that are named, whatever they are called, and the plain text in folders.

    A folder that cannot be listed is handed to `failed`. Folders whose name begins with a dot are passed
    over, unless they are named.
    """
    seen: set[str] = set()
    for path in paths:
        # Unlike the methods of Path, os.path has an answer for names too long and links in a circle.
        for name in _inside(path, failed) if os.path.isdir(path) else (path,):  # noqa: PTH112
            real = os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def _inside(folder: str, failed: Callable[[FileError], None]) -> Iterator[str]:
    def unlisted(error: OSError) -> None:
        failed(Unreadable(str(error.filename), (error.strerror or "cannot be listed").lower()))

    for parent, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield str(path)
