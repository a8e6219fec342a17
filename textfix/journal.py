"""The edit journal: what `fix` changed, so that `undo` can put it back byte for byte.

A journal is JSON lines. The first says what it is; each other is one file that was repaired: its path, the
SHA-256 of its bytes before and after, its encoding, and the edits, at offsets in bytes of the old file. It is on
the disk before the file changes, so that whatever is interrupted, a file is unchanged or can be put back. Only
bytes whose digest is the recorded one are ever written: a journal that came to harm is an error, no damage.

Paths below the journal's folder are relative to it, so that both can move together; others are absolute.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .edits import Edit
from .files import SourceFile, Unreadable, Unwritable, byte_offsets, encode, reason

__all__ = ["Journal", "Patch", "Record", "read_journal"]

_HEADER = {"textfix journal": 1}
_CODECS = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})


@dataclass(frozen=True)
class Patch:
    """At byte `start` of the file as it was, `old` was replaced by `new`."""

    start: int
    old: bytes
    new: bytes


@dataclass(frozen=True)
class Record:
    """One file that was repaired; `before` and `after` are SHA-256 digests in hexadecimal."""

    path: str
    before: str
    after: str
    patches: tuple[Patch, ...]

    def undone(self, data: bytes) -> bytes:
        """The file as it was, made of what it became; `data` itself where that is not what it became.

        Raises ValueError where the edits do not lead back to what the file was.

        >>> old, new = b"theend", b"the end"
        >>> record = Record("a.txt", digest(old), digest(new), (Patch(3, b"", b" "),))
        >>> record.undone(new), record.undone(b"the End")
        (b'theend', b'the End')
        """
        if digest(data) != self.after:
            return data
        original = b"".join(self._pieces(data))
        if digest(original) != self.before:
            raise ValueError("the journal is damaged: its edits do not lead back to what this was")
        return original

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        copied = moved = 0
        for patch in self.patches:
            start = patch.start + moved
            yield data[copied:start]
            yield patch.old
            copied = start + len(patch.new)
            moved += len(patch.new) - len(patch.old)
        yield data[copied:]


def digest(data: bytes) -> str:
    """The SHA-256 of these bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Journal:
    """A journal to add to. What it holds already stays.

    Raises `Unwritable` where it cannot be written, `Unreadable` where the file is something else.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        if not os.path.exists(path) or not _is_begun(path):  # noqa: PTH110 - Path.exists raises at long names
            self._append(_HEADER)

    def record(self, source: SourceFile, edits: Sequence[Edit]) -> None:
        """Note what is about to be done to a file. It is on the disk when this returns."""
        patches = zip(byte_offsets(source, edits), edits, strict=True)
        self._append(
            {
                "path": _relative(source.path, self.path),
                "before": digest(source.data),
                "after": digest(encode(source, edits)),
                "encoding": source.codec,
                "edits": [{"byte": byte, "old": edit.original, "new": edit.text} for byte, edit in patches],
            }
        )

    def _append(self, line: dict[str, Any]) -> None:
        try:
            _append(self.path, json.dumps(line).encode() + b"\n")
        except OSError as error:
            raise Unwritable(self.path, f"the journal cannot be written: {reason(error)}") from error


def _is_begun(path: str) -> bool:
    """Whether this is a journal with records to come; an empty file is none yet.

    Raises `Unreadable` where it is anything else, so that no other file is ever added to.
    """
    lines = _lines(path)
    if lines and not lines[-1].endswith(b"\n"):
        raise Unreadable(path, "the journal's last record was cut off; use another journal")
    return bool(lines)


def _lines(path: str) -> list[bytes]:
    """The lines of a journal, with their ends. Raises `Unreadable` where it is none."""
    try:
        lines = Path(path).read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise Unreadable(path, reason(error)) from error
    if lines and _parsed(lines[0]) != _HEADER:
        raise Unreadable(path, "not a textfix journal")
    return lines


def _append(path: str, line: bytes) -> None:
    """Add a line, or nothing at all."""
    with open(path, "ab", buffering=0) as file:  # noqa: PTH123 - Path.open says no more
        size = file.tell()
        try:
            while line:
                line = line[file.write(line) :]
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                file.truncate(size)
            raise


def _relative(path: str, journal: str) -> str:
    target, folder = os.path.realpath(path), os.path.dirname(os.path.realpath(journal))  # noqa: PTH120
    return os.path.relpath(target, folder) if Path(target).is_relative_to(folder) else target


def read_journal(path: str) -> Iterator[Record]:
    """The records of a journal in order, their paths made absolute.

    A last line that was cut off is passed over, since its file was not yet changed. Raises `Unreadable` where
    the journal is missing, is none, has nothing whole in it, or came to harm anywhere else.
    """
    lines = _lines(path)
    if not lines:
        raise Unreadable(path, "not a textfix journal: it is empty")
    if len(lines) <= 2 and not lines[-1].endswith(b"\n"):
        raise Unreadable(path, "the journal was cut off before the end of its first record: there is nothing to undo")
    folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
    for number, line in enumerate(lines[1:], 2):
        if number == len(lines) and not line.endswith(b"\n"):
            return
        record = _record(_parsed(line), folder)
        if record is None:
            raise Unreadable(path, f"the journal is damaged: line {number} is not a record")
        yield record


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _record(fields: Any, folder: str) -> Record | None:
    """The record of these fields, `None` where they are none."""
    try:
        path, before, after, codec = (fields[name] for name in ("path", "before", "after", "encoding"))
        patches = tuple(_patches(fields["edits"], codec))
        name = os.fsencode(path)
    except (KeyError, TypeError, ValueError, LookupError):
        return None
    if not all(isinstance(each, str) for each in (path, before, after)) or b"\0" in name:
        return None
    return Record(os.path.normpath(os.path.join(folder, path)), before, after, patches)  # noqa: PTH118


def _patches(edits: Iterable[Any], codec: str) -> Iterator[Patch]:
    """The edits in bytes. Raises KeyError, TypeError or ValueError where they are none, or out of order."""
    if codec not in _CODECS:
        raise ValueError(codec)
    end = 0
    for edit in edits:
        patch = Patch(edit["byte"], str.encode(edit["old"], codec), str.encode(edit["new"], codec))
        if type(patch.start) is not int or patch.start < end:
            raise ValueError(patch)
        end = patch.start + len(patch.old)
        yield patch
