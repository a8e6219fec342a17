"""Bytes in, bytes out: what no edit touches stays, and a file is replaced whole or not at all."""

import codecs
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import files
from textfix.edits import Edit, Result, apply

MARKED = {
    "utf-8": b"",
    "utf-8 with its mark": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def edit(start: int, original: str, text: str, group: int | None = None) -> Edit:
    return Edit.of("typo", start, start + len(original), text, 0.9, "", original=original, group=group)


def repaired(source: files.SourceFile) -> Result:
    """A space where `theend` lost it."""
    return Result(source.text, (edit(source.text.index("theend") + 3, "", " "),))


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xc3\xa0 la\r\ntheend")
    return path


@pytest.mark.parametrize("encoding", MARKED)
def test_encoding_mark_and_newlines_are_kept(tmp_path, encoding):
    path, codec, mark = tmp_path / "a.txt", encoding.split()[0], MARKED[encoding]
    path.write_bytes(mark + "𝒳\r\ntheend\rof\n\ufeffit\u2028".encode(codec))
    source = files.read(path)
    assert source.text == "𝒳\r\ntheend\rof\n\ufeffit\u2028"
    files.write(source, repaired(source))
    assert path.read_bytes() == mark + "𝒳\r\nthe end\rof\n\ufeffit\u2028".encode(codec)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)
    source, edits = draw(text), []
    for original, replacement, kept in draw(st.lists(st.tuples(text, text, text.filter(bool)), max_size=5)):
        edits.append(edit(len(source), original, replacement))
        source += original + kept
    return source, edits


@given(edited(), st.sampled_from(sorted(MARKED)))
def test_outside_edits_bytes_are_copied(case, encoding):
    text, edits = case
    codec, mark = encoding.split()[0], MARKED[encoding]
    # Without a mark of its own, a text that begins with U+FEFF has begun with one.
    source = files.decode((mark or codecs.BOM_UTF8) + text.encode(codec), "a.txt")
    assert source.text == text
    assert files.encode(source, edits) == source.mark + apply(text, edits).encode(codec)


def test_bytes_are_copied_and_not_encoded_again():
    source = files.SourceFile("a.txt", b"\xff\xfe theend", "?? theend", "utf-8", b"")
    assert files.encode(source, [edit(6, "", " ")]) == b"\xff\xfe the end"


REFUSED = {
    "NUL bytes": (b"a\0b", "not text: it contains NUL bytes"),
    "UTF-16 without a mark": ("ab".encode("utf-16-le"), "not text: it contains NUL bytes"),
    "NUL in UTF-16": (codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"), "not text: it contains NUL characters"),
    "Latin-1": ("one\nna\xefve".encode("latin-1"), "unknown encoding: not UTF-8 (byte 0xef in line 2)"),
    "cut in a character": ("é".encode()[:1], "unknown encoding: not UTF-8 (byte 0xc3 in line 1)"),
    "bad after the mark": (codecs.BOM_UTF8 + b"a\n\xff", "unknown encoding: not UTF-8 (byte 0xff in line 2)"),
    "a surrogate": (b"\xed\xa0\x80", "unknown encoding: not UTF-8 (byte 0xed in line 1)"),
    "odd UTF-16": (codecs.BOM_UTF16_BE + b"a", "its byte order mark says UTF-16-BE, but its content is not"),
    "half a pair": (codecs.BOM_UTF16_LE + b"\x00\xd8", "its byte order mark says UTF-16-LE, but its content is not"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certainly_text_is_refused(tmp_path, case):
    data, problem = REFUSED[case]
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(files.Unreadable) as caught:
        files.read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert problem in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    problems = {}
    for name in ("missing", "pipe", "."):
        with pytest.raises(files.Unreadable) as caught:
            files.read(tmp_path / name)
        problems[name] = caught.value.problem
    assert problems == {
        "missing": "no such file or directory",
        "pipe": "not a regular file",
        ".": "not a regular file",
    }


def test_a_file_that_may_not_be_read_is_named(damaged, monkeypatch):
    def denied(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(files.Unreadable, match="permission denied"):
        files.read(damaged)


def test_the_mode_and_attributes_stay(damaged):
    damaged.chmod(0o751)
    before = damaged.stat()
    source = files.read(damaged)
    files.write(source, repaired(source))
    after = damaged.stat()
    assert stat.S_IMODE(after.st_mode) == 0o751
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert after.st_mtime_ns >= before.st_mtime_ns
    assert after.st_ino != before.st_ino


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_stays(damaged):
    os.chown(damaged, 1234, 2345)
    source = files.read(damaged)
    files.write(source, repaired(source))
    assert (damaged.stat().st_uid, damaged.stat().st_gid) == (1234, 2345)


def test_a_link_stays_a_link(damaged):
    folder = damaged.parent / "links"
    folder.mkdir()
    (folder / "one.txt").symlink_to("../a.txt")
    (folder / "two.txt").symlink_to("one.txt")
    source = files.read(folder / "two.txt")
    files.write(source, repaired(source))
    assert damaged.read_bytes().endswith(b"the end")
    assert (folder / "two.txt").readlink() == Path("one.txt")
    assert sorted(p.name for p in folder.iterdir()) == ["one.txt", "two.txt"]


def test_a_file_that_changed_meanwhile_is_left(damaged):
    source = files.read(damaged)
    damaged.write_bytes(b"\xc3\xa0 la\r\ntheEnd")
    with pytest.raises(files.Unwritable, match=r"a\.txt: it changed"):
        files.write(source, repaired(source))
    assert damaged.read_bytes() == b"\xc3\xa0 la\r\ntheEnd"
    assert list(damaged.parent.iterdir()) == [damaged]


@pytest.mark.parametrize("step", ["os.fsync", "shutil.copystat", "pathlib.Path.replace"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_nothing_behind(damaged, monkeypatch, step, failure):
    def fail(*_):
        raise failure

    source = files.read(damaged)
    monkeypatch.setattr(step, fail)
    expected = files.Unwritable if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        files.write(source, repaired(source))
    assert damaged.read_bytes() == source.data
    assert list(damaged.parent.iterdir()) == [damaged]


def test_a_read_only_file_is_left(damaged, monkeypatch):
    # Root may write anything, so the answer of the system is played.
    monkeypatch.setattr(os, "access", lambda path, mode: not (path == damaged.resolve() and mode == os.W_OK))
    source = files.read(damaged)
    with pytest.raises(files.Unwritable, match="permission denied"):
        files.write(source, repaired(source))
    assert damaged.read_bytes() == source.data


def test_with_nothing_to_repair_the_file_is_not_touched(damaged):
    before = damaged.stat()
    source = files.read(damaged)
    files.write(source, Result(source.text))
    assert damaged.stat() == before


def test_what_the_encoding_cannot_write_becomes_a_notice_with_its_group(damaged):
    source = files.read(damaged)
    edits = (edit(0, "à", "\ud800", 0), edit(2, "la", "là", 0), edit(9, "", " ", 1))
    result = files.write(source, Result(source.text, edits))
    assert damaged.read_bytes() == b"\xc3\xa0 la\r\nthe end"
    assert result.edits == edits[2:]
    assert [(n.start, n.end, n.rule, n.reason) for n in result.notices] == [
        (0, 1, "typo", "the repair cannot be written in UTF-8"),
        (2, 4, "typo", "the repair cannot be written in UTF-8"),
    ]


def test_a_result_of_another_text_is_refused(damaged):
    with pytest.raises(ValueError, match=r"a\.txt"):
        files.write(files.read(damaged), Result("another", (edit(0, "an", "some"),)))
    assert damaged.read_bytes().endswith(b"theend")
