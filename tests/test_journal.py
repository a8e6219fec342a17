"""The journal: what `fix` did can be undone byte for byte, whatever comes between, and harm to it harms no file."""

import codecs
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.cli import main
from textfix.edits import Edit
from textfix.files import decode, encode
from textfix.journal import Journal, read_journal

ROOT = Path(__file__).parent.parent
DAMAGED, REPAIRED = b"\xc3\xa9 pa\xe2\x80\x8bge, pa\xe2\x80\x8bge\r\n", b"\xc3\xa9 page, page\r\n"
FIX = ["fix", "-q", "--select", "zero-width"]

MARKS = {
    "utf-8": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a damaged file and the journal of its repair."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(DAMAGED)
    assert main([*FIX, "--journal", "j", "a.txt"]) == 0
    assert Path("a.txt").read_bytes() == REPAIRED
    return tmp_path


pieces = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=3)


@given(st.lists(st.tuples(pieces, pieces, pieces.filter(bool)), min_size=1, max_size=5), st.sampled_from(sorted(MARKS)))
@settings(max_examples=100)
def test_what_is_recorded_leads_back(tmp_path_factory, changes, codec):
    text, edits = "x", []
    for old, new, kept in changes:
        edits.append(Edit.of("typo", len(text), len(text) + len(old), new, 0.9, "", original=old))
        text += old + kept
    source = decode(MARKS[codec] + text.encode(codec), str(tmp_path_factory.mktemp("undo") / "a.txt"))
    path = str(Path(source.path).with_name("j"))
    Journal(path).record(source, edits)
    [record] = read_journal(path)
    assert record.path == os.path.realpath(source.path)
    assert record.undone(encode(source, edits)) == source.data


def test_a_folder_can_move_with_its_journal(folder, tmp_path_factory, monkeypatch):
    moved = tmp_path_factory.mktemp("elsewhere") / "moved"
    folder.rename(moved)
    monkeypatch.chdir(moved.parent)
    assert main(["undo", "moved/j"]) == 0
    assert (moved / "a.txt").read_bytes() == DAMAGED


def test_a_journal_may_lie_elsewhere(folder, tmp_path_factory):
    Path("a.txt").write_bytes(DAMAGED)
    journal = tmp_path_factory.mktemp("elsewhere") / "j"
    assert main([*FIX, "--journal", str(journal), "a.txt"]) == 0
    assert main(["undo", str(journal)]) == 0
    assert Path("a.txt").read_bytes() == DAMAGED


def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path_factory, capsys):
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    Path("a.txt").rename(outside)
    Path("a.txt").symlink_to(outside)
    assert main(["undo", "j"]) == 2
    assert "is neither in the current folder nor in the journal's" in capsys.readouterr().err
    assert outside.read_bytes() == REPAIRED


def test_undo_keeps_the_mode(folder):
    Path("a.txt").chmod(0o755)
    assert main(["undo", "j"]) == 0
    assert Path("a.txt").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", ["\udcff.txt", "a\nb.txt", "ü.txt"])
def test_any_name(folder, name):
    Path(name).write_bytes(DAMAGED)
    assert main([*FIX, "--journal", "j", name]) == 0
    assert main(["undo", "j"]) == 0
    assert Path(name).read_bytes() == DAMAGED


@given(st.data())
@settings(max_examples=300)
def test_harm_to_a_journal_is_an_error_and_never_a_wrong_write(tmp_path_factory, data):
    """Bytes changed, put in and cut out, and values of JSON exchanged: the file is either what it was or what it is."""
    folder = tmp_path_factory.mktemp("harmed")
    file, path = folder / "a.txt", folder / "j"
    file.write_bytes(DAMAGED)
    assert main([*FIX, "--journal", str(path), str(file)]) == 0
    journal = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(journal)))
        end = data.draw(st.integers(start, min(start + 4, len(journal))))
        journal[start:end] = data.draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b"null", b"-1", b"[]", b"{}"]))
        )
    path.write_bytes(journal)
    assert main(["undo", str(path)]) in (0, 2)
    assert file.read_bytes() in (DAMAGED, REPAIRED)
    assert {each.name for each in folder.iterdir()} == {"a.txt", "j"}


VALUES = [None, True, -1, 10**30, 1.5, "x", "\ud800", [], {}, [[]], [{}], [None], {"byte": 0}]


@pytest.mark.parametrize("field", ["path", "before", "after", "encoding", "edits", "byte", "old", "new"])
def test_a_value_of_the_wrong_kind_is_an_error(folder, field, capsys):
    header, line = Path("j").read_text().splitlines()
    for value in VALUES:
        record = json.loads(line)
        (record if field in record else record["edits"][0])[field] = value
        Path("j").write_text(f"{header}\n{json.dumps(record)}\n")
        assert main(["undo", "j"]) == 2, value
        assert "Traceback" not in capsys.readouterr().err
        assert Path("a.txt").read_bytes() == REPAIRED


def test_a_full_disk_leaves_file_and_journal_as_they_were(folder):
    """A limit on the size of files stands for the full disk: the record does not fit, so nothing is changed."""
    resource = pytest.importorskip("resource")
    Path("b.txt").write_bytes(DAMAGED)
    before = Path("j").read_bytes()

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, len(before) + 20))

    command = [sys.executable, "-m", "textfix", *FIX, "--journal", "j", "b.txt"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, preexec_fn=limited, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: j: the journal cannot be written: file too large\n"
    assert (Path("b.txt").read_bytes(), Path("j").read_bytes()) == (DAMAGED, before)


@pytest.mark.parametrize("records", [1, 2, 3, 10, 40, 41, 42, 100])
def test_killed_at_any_moment_all_can_be_undone(tmp_path, monkeypatch, records):
    """A real SIGKILL while two hundred files are repaired: each is old or new, and undo makes all of them old."""
    monkeypatch.chdir(tmp_path)
    names = [f"{number:03}.txt" for number in range(200)]
    for name in names:
        Path(name).write_bytes(DAMAGED)
    command = [sys.executable, "-m", "textfix", *FIX, "--journal", "j", "."]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)})
    while process.poll() is None and not (Path("j").exists() and Path("j").read_bytes().count(b"\n") > records):
        pass
    process.kill()
    process.wait()
    contents = [Path(name).read_bytes() for name in names]
    assert set(contents) <= {DAMAGED, REPAIRED}
    assert contents.count(REPAIRED) >= records - 1
    assert main(["undo", "j"]) == 0
    assert {Path(name).read_bytes() for name in names} == {DAMAGED}
