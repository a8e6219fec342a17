"""A large plain text passes through memory section by section: a file of any size, a pipe without end.

The sections are those into which a text is cut in any case, so the answer is that for the whole text.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .edits import Result
from .files import (
    WHOLE,
    NotText,
    SourceFile,
    Unreadable,
    decode,
    encode,
    mark_and_codec,
    reason,
    replacing,
    undecodable,
)
from .ignores import HINTS, may_have_comments
from .sections import sections

if TYPE_CHECKING:
    import hashlib

__all__ = ["LARGE", "beginning", "is_large", "parts", "parts_of_file", "rewrite"]

LARGE = 8 * 1024 * 1024
"""Bytes from which a file is repaired section by section. Whole, it needs up to ten times its size in memory."""

BUFFER = 256 * 1024
"""Bytes that are read at once."""


def is_large(path: str | os.PathLike[str]) -> bool:
    """Whether it is a file that is better read section by section. What cannot be read is not."""
    try:
        return Path(path).is_file() and Path(path).stat().st_size >= LARGE
    except OSError:
        return False


def beginning(path: str) -> SourceFile:
    """The first section of a file. Raises `files.Unreadable`."""
    with _open(path) as file:
        return next(parts(file, path))


def parts(file: BinaryIO, path: str) -> Iterator[SourceFile]:
    r"""The sections of a text, each as a file of its own whose `origin` tells where in `path` it begins.

    Only as much is read as one section needs. Their `data`, joined, are the bytes that were read. The first
    part alone has the byte order mark. Raises `files.Unreadable` where the text turns out to be none; by then
    the parts before that place were given.

    >>> from io import BytesIO
    >>> [part.text for part in parts(BytesIO(b"\xef\xbb\xbfna\xc3\xafve\r\n"), "a.txt")]
    ['naïve\r\n']

    A comment that tells what to ignore may reach to the end, so from its section on all is one part.
    """
    origin = WHOLE
    try:
        mark, codec, buffers = _opened(file, path)
        for text in _kept_together(sections(_decoded(buffers, codec, path))):
            yield SourceFile(path, mark + text.encode(codec), text, codec, mark, origin)
            origin, mark = origin.after(text), b""
    except Unreadable as error:
        if origin.offset:
            raise Unreadable(path, f"{error.problem}; it is done up to line {origin.line}") from error
        raise


def _kept_together(texts: Iterator[str]) -> Iterator[str]:
    """At least one text, and what begins with a comment is the last of them."""
    text = next(texts, "")
    while not may_have_comments(text):
        yield text
        following = next(texts, None)
        if following is None:
            return
        text = following
    yield "".join([text, *texts])


def _opened(file: BinaryIO, path: str) -> tuple[bytes, str, Iterator[bytes]]:
    """The byte order mark, the codec, and the bytes after the mark."""
    head = _read(file.read, 4, path)  # no mark is longer
    mark, codec = mark_and_codec(head)
    # From a pipe: what is there, without waiting for more.
    read = getattr(file, "read1", file.read)
    return mark, codec, chain([head[len(mark) :]], iter(lambda: _read(read, BUFFER, path), b""))


def _read(read: Callable[[int], bytes], size: int, path: str) -> bytes:
    try:
        return read(size)
    except OSError as error:
        raise Unreadable(path, reason(error)) from error


def _decoded(buffers: Iterator[bytes], codec: str, path: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    for data, final in chain(((buffer, False) for buffer in buffers), [(b"", True)]):
        try:
            text = decoder.decode(data, final)
        except UnicodeDecodeError as error:
            raise NotText(path, undecodable(codec, error, line)) from error
        if "\0" in text:
            raise NotText(path, f"not text: it contains NUL {'bytes' if codec == 'utf-8' else 'characters'}")
        line += text.count("\n")
        yield text


def parts_of_file(path: str) -> Iterator[SourceFile]:
    """The sections of a file, of which all is seen to be text before the first of them is given.

    Raises `files.Unreadable`.
    """
    with _open(path) as file:
        yield from _checked(file, path)


def _open(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise Unreadable(path, reason(error)) from error


def _checked(file: BinaryIO, path: str) -> Iterator[SourceFile]:
    """The parts, once all is seen to be text. With comments that tell what to ignore it is a single part."""
    _, codec, buffers = _opened(file, path)
    end, whole = "", False
    for text in _decoded(buffers, codec, path):
        whole = whole or may_have_comments(end + text)
        end = text[-max(map(len, HINTS)) :]
    file.seek(0)
    return iter([decode(file.read(), path)]) if whole else parts(file, path)


def rewrite(path: str, repair: Callable[[SourceFile], Result]) -> None:
    """Repair a file section by section, and put the repaired one in its place once the last one is written.

    `repair` is called for each part, in order, and gives what `files.writable` lets pass. Raises
    `files.Unreadable` or `files.Unwritable`, and whatever `repair` raises; the file is then left as it was. So
    it is, down to its time, where there is nothing to repair.
    """
    read = _digest()
    with _open(path) as file, ExitStack() as stack:
        output: BinaryIO | None = None
        size = 0
        for part in _checked(file, path):
            result = repair(part)
            if result.edits and not output:
                output = stack.enter_context(replacing(path, lambda target: _is_unchanged(target, read)))
                _copy(path, output, size)
            if output:
                output.write(encode(part, result.edits))
            read.update(part.data)
            size += len(part.data)


def _copy(path: str, output: BinaryIO, size: int) -> None:
    """Copy what needs no repair, so that a file in which nothing is repaired costs no writing."""
    with Path(path).open("rb") as file:
        while data := file.read(min(size, BUFFER)):
            output.write(data)
            size -= len(data)


def _digest() -> hashlib.blake2b:
    import hashlib  # as dear as all other imports here together

    return hashlib.blake2b()


def _is_unchanged(path: Path, read: hashlib.blake2b) -> bool:
    digest = _digest()
    with path.open("rb") as file:
        while data := file.read(BUFFER):
            digest.update(data)
    return digest.digest() == read.digest()
