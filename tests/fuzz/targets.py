"""What is fed with arbitrary bytes, and what must hold whatever they are. A target raises where it does not."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import tiny

from textfix.cli import main
from textfix.edits import Result, apply, inverse
from textfix.engine.engine import suggestions
from textfix.files import Unreadable, decode, encode, writable
from textfix.fixer import Fixer
from textfix.formats import Skipped, format_of
from textfix.ignores import without_ignored
from textfix.model import ModelError, open_model
from textfix.pipeline import Page
from textfix.sections import sections
from textfix.stream import parts

Target = Callable[[bytes], None]

LEVELS = ("careful", "balanced", "bold", 0.3)


@cache
def fixer(level: str | float) -> Fixer:
    return Fixer(level=level)


def chosen(data: bytes, count: int) -> tuple[int, bytes]:
    """A number below `count` that the first byte gives, and the rest."""
    return (data[0] if data else 0) % count, data[1:]


def text(data: bytes) -> None:
    """The fixer: replay, undo, idempotence, canonical edits, the same object where nothing is wrong."""
    number, data = chosen(data, len(LEVELS))
    fix, source = fixer(LEVELS[number]), data.decode("utf-8", "surrogateescape" if number == 3 else "replace")
    result = fix.explain(source)
    assert result.text == apply(source, result.edits)
    assert apply(result.text, inverse(result.edits)) == source
    assert all(a.end <= b.start and (a.start, a.end) != (b.start, b.end) for a, b in pairwise(result.edits))
    assert fix(result.text) == result.text
    assert result.edits or fix(source) is source


def reading(data: bytes) -> None:
    """Bytes are read as a whole and in parts alike, and outside edits they come out as they went in."""
    try:
        whole = decode(data, "a.txt")
    except Unreadable:
        whole = None
    try:
        read = list(parts(Trickle(data), "a.txt"))
    except Unreadable:
        read = None
    assert (whole is None) == (read is None)
    if whole and read:
        assert "".join(part.text for part in read) == whole.text
        assert b"".join(part.data for part in read) == data
        result = writable(whole, fixer("bold").explain(whole.text))
        assert encode(whole, result.edits) == whole.mark + result.text.encode(whole.codec)
        assert "".join(sections(whole.text, 5, 9)) == whole.text


class Trickle(io.BytesIO):
    """A pipe that gives a few bytes at a time."""

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(5 if size is None or size < 0 else min(size, 5))


PROSE = ("a.txt", "a.md", "a.mdx", "a.rst", "a.html", "a.tex", "a.adoc", "a.org", "a.1", "COMMIT_EDITMSG", "README")
NAMES = (*PROSE, "a.py", "a.js", "a.c", "a.rs", "a.go", "a.sh", "a.json", "a")


def formats(data: bytes) -> None:
    """Spans lie in the text, and what they protect comes out as it went in."""
    number, data = chosen(data, len(NAMES))
    source = data.decode("utf-8", "replace")
    try:
        spans = list(format_of(NAMES[number], source, code=True, named=True).protected(source))
    except Skipped:
        return
    assert all(0 <= start <= end <= len(source) for start, end in spans)
    result = without_ignored(fixer("bold").explain(source, spans), fixer("bold").on)
    for start, end in spans:
        assert not any(edit.start < end and edit.end > start for edit in result.edits)
    assert Result(source, result.edits).text == apply(source, result.edits)


@contextlib.contextmanager
def folder(**files: bytes) -> Iterator[None]:
    """A folder with these files is the current one; `a_txt` stands for a.txt."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        for file, data in files.items():
            (Path(name) / file.replace("_", ".")).write_bytes(data)
        os.chdir(name)
        try:
            yield
        finally:
            os.chdir(before)


def run(*arguments: str) -> None:
    """Run a command line, which may refuse but not break down."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(arguments)
    assert status in (0, 1, 2), status
    assert "a defect in textfix" not in err.getvalue(), err.getvalue()


def configuration(data: bytes) -> None:
    """A configuration is valid, or an error that says what is wrong with it."""
    with folder(textfix_toml=data, a_txt="It dependson the pa\u200bge.\n".encode()):
        run("check", "a.txt")
        run("config", "a.txt")


def arguments(data: bytes) -> None:
    """Any words on the command line are understood, or an error."""
    words = data.decode("utf-8", "surrogateescape").replace("\0", " ").split()
    if any(word in ("train", "server", "-") or word.startswith(("/", "~", "..")) for word in words):
        return  # these wait for somebody, or are about other files
    with folder(a_txt="It dependson the pa\u200bge.\n".encode()):
        run(*words)


def journal(data: bytes) -> None:
    """A journal is undone, or refused; no file is changed but back to what it was."""
    with folder(j_txt=data, a_txt=b"It depends on it.\n"):
        run("undo", "j.txt")


def model(data: bytes) -> None:
    """A model of which some bytes are others, its checksums set right, is refused or gives suggestions."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.textfix"
        path.write_bytes(mutated(bytearray(tiny.model_path().read_bytes()), data))
        try:
            opened = open_model(path)
        except ModelError:
            return
        KEPT.append(opened)  # since the engine knows models by their identity
        suggestions(opened, Page("Teh bulding wasbuilt. She recieved a lettter form the man ager , the the end.It"))
        if len(KEPT) > 20:
            del KEPT[:10]


KEPT: list[object] = []


def mutated(model: bytearray, data: bytes) -> bytes:
    """Six bytes of `data` say which byte of a section becomes which other."""
    entries = range(32, 32 + 56 * struct.unpack_from("<I", model, 12)[0], 56)
    for at in range(0, len(data) - 5, 6):
        where, value = struct.unpack_from("<IH", data, at)
        entry = entries[value >> 8] if value >> 8 < len(entries) else entries[where % len(entries)]
        offset, size = struct.unpack_from("<QQ", model, entry + 32)
        if size:
            model[offset + where % size] = value & 0xFF
            struct.pack_into("<I", model, entry + 48, zlib.crc32(model[offset : offset + size]))
    struct.pack_into("<I", model, 24, zlib.crc32(model[entries.start : entries.stop]))
    return bytes(model)


def container(data: bytes) -> None:
    """A file that is no model, or one whose beginning is other bytes, is refused."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.textfix"
        path.write_bytes(data)
        with contextlib.suppress(ModelError):
            open_model(path)
        whole = tiny.model_path().read_bytes()
        path.write_bytes(data + whole[len(data) :])
        with contextlib.suppress(ModelError):
            open_model(path)


TARGETS: Mapping[str, Target] = {
    each.__name__: each
    for each in (text, reading, formats, configuration, arguments, journal, model, container)
}  # fmt: skip
