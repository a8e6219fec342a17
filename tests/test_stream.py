"""A text that is too large for memory: the same answer as for the whole, and as careful with the file."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import files, stream
from textfix.cli import main
from textfix.edits import apply
from textfix.fixer import Fixer
from textfix.sections import LEAST, MOST

FIXER = Fixer(select=["zero-width"])
DAMAGED = "A long pa\u200bge that tells of the meeting ofleaders of the party, for the third time.\n\n"
PARAGRAPH = DAMAGED + "It was all as it should be, and there is no more to say of it than that.\n\n" * 150
LONG = PARAGRAPH * (5 * LEAST // len(PARAGRAPH) // 2)
"""A text of three sections."""

CODECS = {
    "utf-8": b"",
    "utf-8 with its mark": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def encoded(text: str, encoding: str) -> bytes:
    return CODECS[encoding] + text.encode(encoding.split()[0])


class Trickle(io.BytesIO):
    """A pipe that gives a few bytes at a time."""

    def read1(self, size=-1):
        return super().read1(min(size, 7))


@pytest.fixture
def large(tmp_path, monkeypatch) -> Path:
    """A file that counts as large."""
    monkeypatch.setattr(stream, "LARGE", 1000)
    path = tmp_path / "large.txt"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_a_stream_becomes_what_the_whole_text_becomes():
    buffers = [LONG[at : at + 999] for at in range(0, len(LONG), 999)]
    results = list(FIXER.stream(buffers))
    assert len(results) == 3
    assert "".join(result.source for result in results) == LONG
    assert "".join(result.text for result in results) == FIXER(LONG) != LONG


def test_a_stream_gives_each_section_as_soon_as_it_is_there():
    taken = []
    endless = iter(lambda: taken.append(1) or PARAGRAPH, None)
    assert next(FIXER.stream(endless)).text.startswith("A long page that tells of the meeting")
    assert len(taken) == -(-MOST // len(PARAGRAPH))


@pytest.mark.parametrize("buffers", ["text", b"text", 3, [b"text"]])
def test_what_is_no_stream_of_text(buffers):
    with pytest.raises(TypeError, match=r"buffers(\[0\])? must be an? (iterable of )?str, not"):
        list(FIXER.stream(buffers))


@pytest.mark.parametrize("encoding", CODECS)
def test_parts_are_the_bytes_that_were_read(encoding):
    data = encoded(LONG.replace("third", "𝒳\r"), encoding)
    found = list(stream.parts(io.BytesIO(data), "a.txt"))
    assert b"".join(part.data for part in found) == data
    whole = files.decode(data, "a.txt")
    assert "".join(part.text for part in found) == whole.text
    assert {part.codec for part in found} == {whole.codec}
    for part in found:
        before = whole.text[: part.origin.offset]
        assert (part.origin.line, part.origin.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.sampled_from(sorted(CODECS)))
def test_a_pipe_that_trickles_is_read_as_a_file_is(text, encoding):
    data = encoded(text, encoding)
    [part] = stream.parts(Trickle(data), "a.txt")
    whole = files.decode(data, "a.txt")
    assert (part.data, part.text, part.codec, part.mark) == (whole.data, whole.text, whole.codec, whole.mark)


@given(st.binary(max_size=40), st.sampled_from(sorted(CODECS)))
def test_what_is_not_text_is_refused_as_in_a_whole_file(data, encoding):
    data = CODECS[encoding] + data

    def said(read):
        try:
            return read()
        except files.Unreadable:
            return "refused"

    parts = said(lambda: [part.text for part in stream.parts(Trickle(data), "a.txt")])
    whole = said(lambda: [files.decode(data, "a.txt").text])
    assert parts == whole


def test_lines_of_a_byte_that_is_no_text():
    text = LONG * 3
    data = text.encode() + b"\xff"
    lines = text.count("\n") + 1
    found = stream.parts(io.BytesIO(data), "a.txt")
    with pytest.raises(files.Unreadable, match=rf"byte 0xff in line {lines}\); it is done up to line \d+"):
        list(found)


def commands(path: Path) -> list[list[str]]:
    forms = [[], ["--output-format", "concise"], ["--output-format", "json"], ["--output-format", "json-lines"]]
    return [["check", "--select", "zero-width", "--statistics", *form, str(path)] for form in forms]


@pytest.mark.parametrize("number", range(4))
def test_the_report_is_that_of_the_whole_file(large, capfdbinary, monkeypatch, number):
    large.write_bytes(
        b"\xef\xbb\xbf" + LONG.encode() + ("It was all as it should be. " * (MOST // 20) + "pa\u200bge ").encode()
    )
    command = commands(large)[number]
    in_parts = main(command), *capfdbinary.readouterr()
    monkeypatch.setattr(stream, "LARGE", 1 << 40)
    whole = main(command), *capfdbinary.readouterr()
    assert in_parts == whole
    assert whole[0] == 1
    assert whole[1]


@pytest.mark.parametrize("encoding", CODECS)
def test_a_large_file_is_repaired_as_a_small_one(large, encoding, capfdbinary):
    right = "It was all as it should be.\n\n" * (LEAST // 20)  # nothing to repair in the first section
    large.write_bytes(encoded(right + LONG, encoding))
    large.chmod(0o640)
    assert main(["fix", "--select", "zero-width", str(large)]) == 0
    assert large.read_bytes() == encoded(right + FIXER(LONG), encoding)
    assert large.stat().st_mode & 0o777 == 0o640
    assert b" made in 1 of 1 file\n" in capfdbinary.readouterr().err
    assert list(large.parent.iterdir()) == [large]


def test_a_large_file_with_nothing_to_repair_is_not_touched(large):
    large.write_text("It was all as it should be.\n\n" * (LEAST // 10))
    before = large.stat()
    assert main(["fix", "-q", "--select", "zero-width", str(large)]) == 0
    after = large.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("end", [b"na\xefve\n", b"\0"])
def test_a_large_file_that_is_no_text_at_its_end_is_left_and_not_reported(large, end, capfdbinary):
    data = LONG.encode() + end
    large.write_bytes(data)
    for command in ("check", "fix"):
        assert main([command, "--select", "zero-width", str(large)]) == 2
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert str(large).encode() in err
        assert b"\nno files to report on\n" in err
    assert large.read_bytes() == data
    assert list(large.parent.iterdir()) == [large]


def test_a_large_file_that_changes_meanwhile_is_left(large):
    def repaired(part):
        with large.open("a") as file:
            file.write("more")
        return FIXER.explain(part.text)

    with pytest.raises(files.Unwritable, match="it changed while it was being repaired"):
        stream.rewrite(str(large), repaired)
    assert large.read_text().endswith("more")
    assert list(large.parent.iterdir()) == [large]


@pytest.mark.parametrize("error", [KeyboardInterrupt, BrokenPipeError, OSError])
def test_an_interruption_leaves_a_large_file_as_it_was(large, error):
    seen = []

    def repaired(part):
        seen.append(part)
        if len(seen) == 3:
            raise error
        return FIXER.explain(part.text)

    with pytest.raises((error, files.Unwritable)):
        stream.rewrite(str(large), repaired)
    assert large.read_text(encoding="utf-8") == LONG
    assert list(large.parent.iterdir()) == [large]


def test_what_is_not_written_is_not_counted(large, capfdbinary, monkeypatch):
    def full(part, edits):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stream, "encode", full)
    assert main(["fix", "--select", "zero-width", str(large)]) == 2
    err = capfdbinary.readouterr().err
    assert err == f"error: {large}: no space left on device\nno files to report on\n".encode()


def test_standard_input_without_an_end():
    """What comes out is there before the input ends, and a broken end says how far it went."""
    command = [sys.executable, "-m", "textfix", "fix", "--select", "zero-width", "-"]
    fixer = Fixer(select=["zero-width"])
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, cwd=Path(__file__).parent.parent, **pipes) as process:
        half = PARAGRAPH * (MOST // len(PARAGRAPH) + 1)
        process.stdin.write(half.encode())
        process.stdin.flush()
        first = process.stdout.read(LEAST // 2)
        assert process.poll() is None
        rest, err = process.communicate(b"\xff")
    done = (first + rest).decode()
    assert fixer(half).startswith(done)
    assert len(done) >= LEAST * 3 // 4
    assert b"unknown encoding: not UTF-8 (byte 0xff in line " in err
    assert f"it is done up to line {done.count(chr(10)) + 1}\n".encode() in err
    assert process.returncode == 2


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is known on Linux alone")
def test_memory_does_not_grow_with_the_file(tmp_path):
    """The peak of a process that repairs a file is nearly that for one of half the size."""
    code = (
        "import sys; from textfix.cli import main; main(sys.argv[1:]);"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    peaks = []
    for megabytes in (9, 18):
        path = tmp_path / f"{megabytes}.txt"
        path.write_text(PARAGRAPH * (megabytes * 1_000_000 // len(PARAGRAPH.encode())), encoding="utf-8")
        before = path.stat().st_size
        command = [sys.executable, "-c", code, "fix", "-q", "--select", "zero-width", path]
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, check=True)
        peaks.append(int(done.stdout.split()[1]))
        assert path.stat().st_size < before
        path.unlink()
    assert peaks[1] < peaks[0] * 1.1


def test_parts_and_the_whole_are_encoded_alike():
    """Each part is a file of its own to all that works on files."""
    data = encoded(LONG, "utf-8 with its mark")
    whole = files.decode(data, "a.txt")
    repaired = [(part, FIXER.explain(part.text)) for part in stream.parts(io.BytesIO(data), "a.txt")]
    joined = b"".join(files.encode(part, result.edits) for part, result in repaired)
    assert joined == files.encode(whole, FIXER.explain(whole.text).edits)
    assert joined == codecs.BOM_UTF8 + apply(LONG, FIXER.explain(LONG).edits).encode()


def test_comments_that_reach_to_the_end_are_obeyed(large, capfdbinary):
    """In a file wherever they stand, in a pipe from their section on."""
    ignored = LONG * 2 + "# textfix: ignore-file\n" + LONG * 2
    large.write_text(ignored, encoding="utf-8")
    assert main(["fix", "--select", "zero-width", str(large)]) == 0
    assert large.read_text(encoding="utf-8") == ignored
    texts = [part.text for part in stream.parts(io.BytesIO(ignored.encode()), "a.txt")]
    assert "".join(texts) == ignored
    assert [("ignore-file" in text) for text in texts] == [False] * (len(texts) - 1) + [True]
    assert len(texts) > 2
    assert texts[-1].endswith(LONG)


@pytest.mark.parametrize(
    ("name", "said"), [("a.csv", "data"), ("a.html", "HTML of more than 4,000,000 characters"), ("a.txt", "binary")]
)
def test_what_is_skipped_is_not_read_whole_for_that(tmp_path, name, said, capfdbinary):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"\x01\x02" * MOST if said == "binary" else b"pa\xe2\x80\x8bge\n" * (MOST // 5))
        file.truncate(1 << 40)  # more than any memory
    assert main(["fix", "-v", "--select", "zero-width", str(path)]) == 0
    err = capfdbinary.readouterr().err
    assert f"skipped: {path}: {said}\n".encode() in err


def test_a_large_file_of_another_format_is_read_whole(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.setattr(stream, "LARGE", 1000)
    path = tmp_path / "a.md"
    path.write_text("pa\u200bge\n\n" + "    co\u200bde\n" * 200, encoding="utf-8")
    assert main(["fix", "-q", "--select", "zero-width", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == "page\n\n" + "    co\u200bde\n" * 200


def test_too_much_damage_in_a_section_is_not_written(large, capfdbinary):
    good = "It was all as it should be, and there is no more to say of it than that.\n\n" * (LEAST // 70)
    bad = "pa\u200bge of it as it should be, and so on\n\n" * (LEAST // 40)
    large.write_text(DAMAGED + good + bad, encoding="utf-8")
    assert main(["fix", "-q", "--select", "zero-width", str(large)]) == 1
    assert large.read_text(encoding="utf-8") == DAMAGED.replace("\u200b", "") + good + bad
    assert b": not written from line " in capfdbinary.readouterr().err
