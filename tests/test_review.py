"""`fix --interactive` at a real pseudo-terminal: what is answered there is what is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from textfix.cli import main

pty = pytest.importorskip("pty")

ROOT = Path(__file__).parent.parent
TEXT = "one pa\u200bge\nand li\u200bne\nthe other pa\u200bge\nthe la\u200bst\n"
CLEAN = TEXT.replace("\u200b", "")
IN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
CONTROLS = ("\x03", "\x04")


@pytest.fixture
def answer(tmp_path):
    """Run `fix --interactive` on files, with a line typed at each question; returns status and what was seen."""

    def answering(files: dict[str, str], *lines: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        here, there = pty.openpty()
        command = ["-m", "textfix", "fix", "-i", "--select", "zero-width", *options, *files]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        streams = {"stdin": there, "stdout": there, "stderr": there}
        # A session whose terminal this is, so that Ctrl-C reaches it.
        process = subprocess.Popen(
            [sys.executable, "-c", IN_TERMINAL, *command],
            cwd=tmp_path,
            env=environment,
            start_new_session=True,
            **streams,
        )
        os.close(there)
        seen = conversation(here, list(lines))
        os.close(here)
        return process.wait(), seen.decode().replace("\r\n", "\n")

    return answering


def conversation(terminal: int, lines: list[str]) -> bytes:
    """Type a line, or a control character, whenever a question is asked; what was seen until the other side is gone."""
    seen, asked = b"", 0
    while True:
        try:
            some = os.read(terminal, 1024)
        except OSError:  # how Linux says that nobody has the other side open
            some = b""
        if not some:
            return seen
        seen += some
        if seen[asked:].endswith(b"? ") and lines:
            asked, line = len(seen), lines.pop(0)
            os.write(terminal, (line if line in CONTROLS else f"{line}\n").encode())


CONVERSATIONS = {
    "accept and reject": (["a", "r", "a", "r"], "one page\nand li\u200bne\nthe other page\nthe la\u200bst\n"),
    "accept all": (["a", "a", "a", "a"], CLEAN),
    "reject all": (["r", "r", "r", "r"], TEXT),
    "always is not asked again": (["A", "r", "r"], "one page\nand li\u200bne\nthe other page\nthe la\u200bst\n"),
    "never is not asked again": (["N", "a", "a"], "one pa\u200bge\nand line\nthe other pa\u200bge\nthe last\n"),
    "quit keeps what was accepted": (["a", "q"], TEXT.replace("pa\u200bge", "page", 1)),
    "the end of input is quit": (["a", "\x04"], TEXT.replace("pa\u200bge", "page", 1)),
    "edit": (["e", "leaf", "r", "r", "r"], TEXT.replace("pa\u200bge", "leaf", 1)),
    "edit, and typed nothing": (["e", "", "a", "r", "r", "r"], TEXT.replace("pa\u200bge", "page", 1)),
    "edit with any character": (["e", "𝒳 ü", "r", "r", "r"], TEXT.replace("pa\u200bge", "𝒳 ü", 1)),
    "edit, and typed the same words": (["e", "pa\u200bge", "a", "r", "r"], TEXT.replace("li\u200bne", "line")),
    "in words": (["yes", "Accept", "NO", "quit"], TEXT.replace("pa\u200bge", "page", 1).replace("li\u200bne", "line")),
    "in capitals": (["Y", "R", "Q"], TEXT.replace("pa\u200bge", "page", 1)),
    "yes and no": (["y", "n", "n", "n"], TEXT.replace("pa\u200bge", "page", 1)),
    "an answer that is none is asked for again": (["x", "", "a", "q"], TEXT.replace("pa\u200bge", "page", 1)),
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_what_is_answered_is_what_is_written(answer, tmp_path, name):
    answers, expected = CONVERSATIONS[name]
    status, seen = answer({"a.txt": TEXT}, *answers)
    assert status == 0, seen
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == expected


def test_the_question_shows_the_words_in_their_line(answer):
    _, seen = answer({"a.txt": TEXT}, "q")
    assert "  - one pa\\u200bge\n  + one page\n[a]ccept [r]eject [A]lways [N]ever [e]dit [q]uit? " in seen
    assert seen.endswith("no repairs made in 1 file\n")


def test_what_the_answers_mean_is_told_to_who_asks(answer):
    _, seen = answer({"a.txt": TEXT}, "?", "q")
    assert "  r  leave this place as it is\n" in seen


def test_always_holds_in_later_files_and_quit_ends_all(answer, tmp_path):
    answer({"a.txt": "pa\u200bge\n", "b.txt": "pa\u200bge li\u200bne\n", "c.txt": "pa\u200bge\n"}, "A", "q")
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt", "c.txt")]
    assert texts == ["page\n", "page li\u200bne\n", "pa\u200bge\n"]


def test_who_was_asked_is_not_stopped_by_the_breaker(answer, tmp_path):
    answer({"a.txt": "pa\u200bge\n" * 20}, "A")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "page\n" * 20


def test_what_is_typed_stands_for_all_that_was_found_in_these_words(answer, tmp_path):
    """Two groups in one word: the first is accepted, then the whole word is typed."""
    answer({"a.txt": "pa\u200bge li\u200bn\u200be\n"}, "a", "a", "e", "row")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "page row\n"


def test_what_is_typed_can_be_undone(answer, tmp_path, monkeypatch):
    answer({"a.txt": TEXT}, "e", "leaf", "q", options=("--journal", "j"))
    monkeypatch.chdir(tmp_path)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT.replace("pa\u200bge", "leaf", 1)
    assert main(["undo", "j"]) == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT


def test_words_typed_as_they_are_are_no_repair(answer):
    assert answer({"a.txt": TEXT}, "e", "pa\u200bge", "q")[1].endswith("no repairs made in 1 file\n")


def test_what_is_said_after_the_end_of_input_begins_a_line(answer):
    assert answer({"a.txt": TEXT}, "\x04")[1].endswith("uit? \nno repairs made in 1 file\n")


def test_ctrl_c_leaves_the_file_as_it_was(answer, tmp_path):
    status, _ = answer({"a.txt": TEXT}, "a", "\x03")
    assert status == 130
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
