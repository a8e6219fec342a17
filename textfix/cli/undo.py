"""`undo`: put back what `fix --journal` changed."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ..files import FileError, Unwritable, read_bytes, replace
from ..journal import Record, digest, read_journal
from .failures import Failures
from .mistakes import UsageError

__all__ = ["undo"]


def undo(arguments: Namespace) -> int:
    """Put every file back byte for byte. 2 where one could not be; the others are done."""
    folders = [Path.cwd(), Path(arguments.journal).resolve().parent]
    files = _histories(arguments.journal)
    failures, changed = Failures(), list[bool]()
    for path, history in files.items():
        with failures:
            _check_inside(path, folders)
            changed.append(_restore(path, history))
    print(_told(sum(changed), len(files), changed.count(False)), file=sys.stderr)
    return failures.status(False)


def _told(restored: int, files: int, unchanged: int) -> str:
    """How many files were put back, and how many need not be: nobody must wonder why nothing happens.

    >>> _told(2, 2, 0), _told(0, 1, 1)
    ('2 of 2 files put back', '0 of 1 file put back, 1 was already as before')
    """
    told = f"{restored} of {files} file{'s' * (files != 1)} put back"
    return f"{told}, {unchanged} {'was' if unchanged == 1 else 'were'} already as before" if unchanged else told


def _histories(journal: str) -> dict[str, list[Record]]:
    """What the journal tells of each file, in order. The whole journal is read before any file is touched."""
    histories: dict[str, list[Record]] = defaultdict(list)
    try:
        for record in read_journal(journal):
            histories[_shown(record.path)].append(record)
    except FileError as error:
        raise UsageError(str(error)) from error
    return histories


def _shown(path: str) -> str:
    """The path from here, where the file lies below."""
    here = os.path.realpath(os.curdir)
    return os.path.relpath(path, here) if Path(path).is_relative_to(here) else path


def _check_inside(path: str, folders: Sequence[Path]) -> None:
    """Refuse what lies elsewhere: a journal that came with a repository must not reach out of it."""
    target = Path(path).resolve()
    if not any(target.is_relative_to(folder) for folder in folders):
        raise Unwritable(path, "is neither in the current folder nor in the journal's; run `undo` in a folder above it")


def _restore(path: str, history: Sequence[Record]) -> bool:
    """Put back one file. False where it is already as it was.

    Raises `Unwritable` where it changed since it was repaired, or between two repairs; of these the last is put
    back all the same. Also where the journal's edits lead elsewhere.
    """
    original = changed = read_bytes(path)
    try:
        for record in reversed(history):
            original = record.undone(original)
    except ValueError as error:
        raise Unwritable(path, str(error)) from error
    replace(path, changed, original)
    if digest(original) == history[0].before:
        return original != changed
    when = "since it was repaired" if original == changed else "between two repairs; only the last was put back"
    raise Unwritable(path, f"it changed {when}")
