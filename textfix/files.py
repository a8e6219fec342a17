"""Files are bytes, and what no edit touches is copied, not decoded and encoded again.

A file is replaced whole or not at all: whoever reads it sees the old one or the new one, never a half.
"""

from __future__ import annotations

import codecs
import dataclasses
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .edits import Edit, Notice, Result, groups, place

__all__ = [
    "ENCODINGS",
    "FileError",
    "NotText",
    "Origin",
    "SourceFile",
    "Unreadable",
    "Unwritable",
    "byte_offsets",
    "decode",
    "encode",
    "mark_and_codec",
    "read",
    "read_bytes",
    "reason",
    "replace",
    "replacing",
    "writable",
    "write",
]


class FileError(Exception):
    """A file that could not be repaired; `path` names it and `problem` says what is wrong."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path, self.problem = path, problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class Unreadable(FileError):  # noqa: N818 - read as it reads in `except Unreadable`
    """It is missing, may not be read, or is not text in an encoding that is known for certain."""


class NotText(Unreadable):
    """It is there and may be read, and is not text in an encoding that is known for certain."""


class Unwritable(FileError):  # noqa: N818
    """It may not be written, or it changed since it was read."""


class Origin(NamedTuple):
    """Where a text begins in the file that it is a part of: code points before it, its line and its column."""

    offset: int = 0
    line: int = 1
    column: int = 1

    def after(self, text: str) -> Origin:
        r"""Where what comes after the text begins.

        >>> Origin().after("one\ntwo")
        Origin(offset=7, line=2, column=4)
        """
        column = len(text) - text.rfind("\n") if "\n" in text else self.column + len(text)
        return Origin(self.offset + len(text), self.line + text.count("\n"), column)


WHOLE = Origin()
"""Where a text begins that is no part of anything."""


class SourceFile(NamedTuple):
    """A file as it was read: `data` are its bytes, `text` is what they say after the byte order mark `mark`.

    A part of a file that is too large to be read whole has its `origin` there.
    """

    path: str
    data: bytes
    text: str
    codec: str
    mark: bytes
    origin: Origin = WHOLE


_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, since its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and the encodings that they prove."""

ENCODINGS = "UTF-8, or UTF-16 and UTF-32 with a byte order mark"
"""What is read, as a reader is told."""


def read(path: str | os.PathLike[str]) -> SourceFile:
    """Read a text file. Raises `Unreadable` where it is missing, no regular file, or not text.

    Only regular files are read: a pipe or a device could not be put back, and may never end.
    """
    name = os.fspath(path)
    return decode(read_bytes(name), name)


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file. Raises `Unreadable` where it is missing, none, or may not be read."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise Unreadable(path, "not a regular file")
        return Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(path, reason(error)) from error


def reason(error: OSError) -> str:
    """What the system says of an error, as part of a sentence."""
    return (error.strerror or str(error)).lower()


def mark_and_codec(head: bytes) -> tuple[bytes, str]:
    """The byte order mark with which a file begins, or none, and the encoding that its text is in."""
    return next((known for known in _MARKS if head.startswith(known[0])), (b"", "utf-8"))


def decode(data: bytes, path: str) -> SourceFile:
    r"""Tell the encoding of these bytes, and what they say. Line ends stay as they are.

    UTF-8, or UTF-8, UTF-16 or UTF-32 with its byte order mark. Nothing is guessed: in an encoding that was
    guessed wrongly, every repair would be damage. Raises `NotText`, with `path` as the name to report.

    >>> decode(b"\xef\xbb\xbfna\xc3\xafve\r\n", "a.txt").text
    'naïve\r\n'

    The same word in Latin-1 is refused, not guessed:

    >>> decode(b"na\xefve\r\n", "a.txt")
    Traceback (most recent call last):
        ...
    textfix.files.NotText: a.txt: unknown encoding: not UTF-8 (byte 0xef in line 1)
    """
    mark, codec = mark_and_codec(data)
    if codec == "utf-8" and b"\0" in data:
        raise NotText(path, "not text: it contains NUL bytes")
    try:
        text = str(memoryview(data)[len(mark) :], codec)
    except UnicodeDecodeError as error:
        raise NotText(path, undecodable(codec, error)) from error
    if "\0" in text:
        raise NotText(path, "not text: it contains NUL characters")
    return SourceFile(path, data, text, codec, mark)


def undecodable(codec: str, error: UnicodeDecodeError, line: int = 1) -> str:
    """What is wrong with bytes that begin in this line, counted from 1."""
    if codec != "utf-8":
        return f"unknown encoding: its byte order mark says {codec.upper()}, but its content is not"
    line += error.object.count(b"\n", 0, error.start)
    return f"unknown encoding: not UTF-8 (byte 0x{error.object[error.start]:02x} in line {line})"


def writable(source: SourceFile, result: Result) -> Result:
    r"""The result without what the file's encoding cannot write; each such edit becomes a notice.

    Its whole group goes with it. No Unicode encoding can write half of a surrogate pair:

    >>> edit = Edit.of("mojibake", 0, 1, "\ud83d", 0.99, "", original="x")
    >>> writable(decode(b"x", "a.txt"), Result("x", (edit,))).notices[0].reason
    'the repair cannot be written in UTF-8'
    """
    lost = [g for g in groups(result.edits) if not all(_encodes(edit.text, source.codec) for edit in g)]
    if not lost:
        return result
    dropped = [edit for group in lost for edit in group]
    reason = f"the repair cannot be written in {source.codec.upper()}"
    notices = [Notice(edit.start, edit.end, edit.rule, reason) for edit in dropped]
    return dataclasses.replace(
        result,
        edits=tuple(edit for edit in result.edits if edit not in dropped),
        notices=tuple(sorted((*result.notices, *notices), key=place)),
    )


def _encodes(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def encode(source: SourceFile, edits: Iterable[Edit]) -> bytes:
    r"""The bytes of the file with these edits made; all other bytes are copied from `source.data`.

    `edits` are canonical, and the file's encoding can write them. Raises UnicodeEncodeError where it cannot.

    >>> edit = Edit.of("missing-space", 3, 3, " ", 0.99, "")
    >>> encode(decode(b"\xef\xbb\xbftheend\r\n", "a.txt"), [edit])
    b'\xef\xbb\xbfthe end\r\n'
    """
    data = memoryview(source.data)
    pieces: list[bytes | memoryview] = []
    copied, edits = 0, tuple(edits)
    for edit, byte in zip(edits, byte_offsets(source, edits), strict=True):
        pieces += data[copied:byte], edit.text.encode(source.codec)
        copied = byte + len(edit.original.encode(source.codec))
    pieces.append(data[copied:])
    return b"".join(pieces)


def byte_offsets(source: SourceFile, edits: Iterable[Edit]) -> Iterator[int]:
    r"""Where in `source.data` each edit begins, in bytes; the byte order mark counts.

    >>> edit = Edit.of("missing-space", 5, 5, " ", 0.99, "")
    >>> list(byte_offsets(decode(b"\xef\xbb\xbfna\xc3\xafvete", "a.txt"), [edit]))
    [9]
    """
    byte, position = len(source.mark), 0
    for edit in edits:
        byte += len(source.text[position : edit.start].encode(source.codec))
        position = edit.start
        yield byte


def write(source: SourceFile, result: Result) -> Result:
    """Repair the file atomically, and return what was written: `writable(source, result)`.

    Mode, owner, extended attributes and symbolic links stay; a hard link is parted from its other names.
    A file with nothing to repair is not touched. Raises ValueError where the result is of another text, and
    `Unwritable` where the file may not be written or changed since it was read; it is then left as it was.
    """
    if result.source != source.text:
        raise ValueError(f"{source.path}: the result is not of this file's text")
    result = writable(source, result)
    if result.edits:
        replace(source.path, source.data, encode(source, result.edits))
    return result


def replace(path: str, old: bytes, new: bytes) -> None:
    """Make a file that holds `old` hold `new`, atomically; mode, owner, attributes and links as with `write`.

    Where both are the same it is not touched. Raises `Unwritable` where it may not be written or holds
    anything else; it is then left as it was.
    """
    if old != new:
        with replacing(path, lambda target: target.read_bytes() == old) as file:
            file.write(new)


@contextmanager
def replacing(path: str, is_unchanged: Callable[[Path], bool] = lambda _: True) -> Iterator[BinaryIO]:
    """A file to write to. At the end it takes the place of `path`, new or not; after any error all stays as it was.

    Raises `Unwritable` where it may not be written, there is no room, or `is_unchanged` says that it is not.
    """
    try:
        target = Path(path).resolve()
        is_new = not target.exists()
        # Renaming asks only for the folder's permission; a file that was made read-only is meant to stay.
        if not (is_new or os.access(target, os.W_OK)):
            raise Unwritable(path, "permission denied")
        # Known before it exists, so that wherever Ctrl-C strikes, it is removed.
        new = target.with_name(f".textfix-{os.urandom(8).hex()}")
        try:
            with open(new, "xb", opener=None if is_new else _private) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if not is_new:
                _copy_attributes(target, new)
            if not is_unchanged(target):
                raise Unwritable(path, "it changed while it was being repaired")
            new.replace(target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except BrokenPipeError:  # no file has that: somebody else who writes meanwhile
        raise
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def _private(path: str, flags: int) -> int:
    """Open a file that nobody else may read until it has the mode that it is to have."""
    return os.open(path, flags, 0o600)


def _copy_attributes(target: Path, new: Path) -> None:
    import shutil

    if hasattr(os, "chown"):
        owner = target.stat()
        # Only root can give a file away; a member of the group can still keep the group.
        for user, group in ((-1, owner.st_gid), (owner.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(new, user, group)
    # After the owner, since a change of owner takes bits of the mode away.
    shutil.copystat(target, new)
    os.utime(new)
