"""What cannot be said as data of how files are found and shared out: links, terminals, signals, other shells."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from textfix.cli import main
from textfix.cli.vocabulary import words_of

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "textfix"]
DAMAGED = "pa\u200bge\n"
ZERO_WIDTH = ["--select", "zero-width"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, *names: str, text: str = DAMAGED) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def shown(capsys) -> list[str]:
    assert main(["check", "--show-files"]) == 0
    return capsys.readouterr().out.splitlines()


def test_links_in_folders_are_not_followed(here, capsys):
    """Neither around in a circle nor out of the folder; one that is named is."""
    write(here, "tree/a.txt", "outside/b.txt")
    (here / "tree" / "loop").symlink_to("..")
    (here / "tree" / "out").symlink_to(here / "outside")
    (here / "tree" / "b.txt").symlink_to(here / "outside" / "b.txt")
    main(["check", "--show-files", "tree"])
    assert capsys.readouterr().out == "tree/a.txt\n"
    assert main(["fix", "-q", *ZERO_WIDTH, "tree", "tree/b.txt"]) == 0
    assert (here / "tree" / "a.txt").read_text() == (here / "outside" / "b.txt").read_text() == "page\n"


def test_names_that_are_no_text_are_found_and_repaired(here, capfdbinary):
    write(here, "\udcff/\udcfe.txt")
    assert main(["fix", *ZERO_WIDTH]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xff/\xfe.txt:1:3: ")
    assert (here / "\udcff" / "\udcfe.txt").read_text() == "page\n"


def test_pipes_in_folders_are_passed_over(here, capsys):
    os.mkfifo(here / "pipe.txt")
    write(here, "a.txt")
    assert shown(capsys) == ["a.txt"]


def test_a_further_work_tree_has_the_excludes_of_its_repository(here, monkeypatch, capsys):
    git = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t"}
    for command in ("init -q first", "-C first commit -q --allow-empty -m x", "-C first worktree add -q ../second"):
        subprocess.run(["git", *command.split()], cwd=here, env=os.environ | git, check=True, capture_output=True)
    (here / "first" / ".git" / "info" / "exclude").write_text("private.txt\n")
    write(here / "second", "a.txt", "private.txt")
    monkeypatch.chdir(here / "second")
    assert shown(capsys) == ["a.txt"]


def test_the_same_files_as_git_lists(here, capsys):
    """Globs of every kind, against git itself."""
    globs = [
        "*.txt",
        "!a*.txt",
        "/top.txt",
        "sub/",
        "!sub/a.txt",
        "deep/**/x*",
        "**/any/b.txt",
        "!keep",
        "c[0-9].txt",
        "\\!b",
    ]
    names = [f"{folder}{name}.txt" for folder in ("", "sub/", "deep/", "deep/1/2/", "any/", "x/any/", "keep/")
             for name in ("a", "b", "top", "xa", "a1", "!b", "keep")]  # fmt: skip
    write(here, *names)
    write(here, ".gitignore", text="\n".join(globs))
    write(here, "deep/1/.gitignore", text="!xa.txt\n2/a.txt\n")
    subprocess.run(["git", "init", "-q"], cwd=here, check=True)
    listed = subprocess.run(
        ["git", "-c", "core.excludesFile=", "ls-files", "-z", "-o", "--exclude-standard", "*.txt"],
        cwd=here, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert sorted(shown(capsys)) == sorted(filter(None, listed.stdout.split("\0")))
    assert 0 < listed.stdout.count("\0") < len(names)


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)} | more


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_ctrl_c_leaves_every_file_old_or_new(here, jobs):
    damaged, repaired = f"{DAMAGED * 400}", "page\n" * 400
    write(here, *(f"{number:03}.txt" for number in range(150)), text=damaged)
    command = [*COMMAND, "fix", "-q", *ZERO_WIDTH, "--force", "--jobs", jobs]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, start_new_session=True) as process:
        while process.poll() is None and (here / "005.txt").read_text(encoding="utf-8") == damaged:
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, said = process.communicate(timeout=20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert (process.returncode, said) == (130, b"")
    texts = {path.read_text(encoding="utf-8") for path in here.iterdir()}
    assert texts == {damaged, repaired}
    assert len(list(here.iterdir())) == 150


KILLED = """
import os, signal, sys, textfix.cli, textfix.cli.examine as examine
real = examine._examined
examine._examined = lambda file: os.kill(os.getpid(), signal.SIGKILL) if file[0] == "20.txt" else real(file)
sys.exit(textfix.cli.main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "darwin" or sys.version_info >= (3, 14), reason="needs processes that are forked")
def test_a_process_that_is_killed_is_told_and_leaves_every_file_old_or_new(here):
    write(here, *(f"{number}.txt" for number in range(40)))
    command = [sys.executable, "-c", KILLED, "fix", "-q", *ZERO_WIDTH, "--jobs", "2"]
    done = subprocess.run(command, cwd=here, env=environment(), capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == b"error: a process that shared the work was killed; fewer --jobs need less memory\n"
    assert (here / "20.txt").read_text(encoding="utf-8") == DAMAGED
    assert {path.read_text(encoding="utf-8") for path in here.iterdir()} <= {DAMAGED, "page\n"}


def on_a_terminal(here: Path, command: list[str]) -> tuple[bytes, bytes]:
    """What a command writes on standard output, and on a standard error that is a terminal."""
    keyboard, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(command, cwd=here, env=environment(), stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        output = process.communicate(timeout=60)[0]
    screen = b""
    try:
        while part := os.read(keyboard, 65536):
            screen += part
    except OSError:  # Linux says so where the terminal is gone
        pass
    os.close(keyboard)
    return output, screen


SLOW = """
import sys, time, textfix.cli, textfix.cli.examine as examine
real = examine._examined
examine._examined = lambda file: (time.sleep(0.3), real(file))[1]
sys.exit(textfix.cli.main(sys.argv[1:]))
"""


def test_long_work_has_a_bar_on_a_terminal_and_nowhere_else(here):
    write(here, *(f"{number}.txt" for number in range(8)))
    slow = [sys.executable, "-c", SLOW, "check", *ZERO_WIDTH, "--output-format", "concise"]
    output, screen = on_a_terminal(here, slow)
    assert b"/8 [" in screen
    piped = subprocess.run(slow, cwd=here, env=environment(), capture_output=True, check=False)
    assert piped.stderr == b"8 repairs to make in 8 of 8 files\n"
    assert piped.stdout == output


def test_short_work_has_no_bar(here):
    write(here, "a.txt", "b.txt")
    _, screen = on_a_terminal(here, [*COMMAND, "check", *ZERO_WIDTH])
    assert screen == b"2 repairs to make in 2 of 2 files\r\n"


def test_bash_completes_commands_options_and_values(here):
    write(here, "completion", text=subprocess.run(
        [*COMMAND, "completion", "bash"], env=environment(), capture_output=True, check=True, encoding="utf-8"
    ).stdout)  # fmt: skip
    script = """
        source ./completion
        COMP_WORDS=(textfix $1 "$2"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shtab_textfix; echo "${COMPREPLY[@]}"
    """

    def completed(before: str, word: str) -> list[str]:
        command = ["bash", "--norc", "-c", script, "bash", before, word]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.split()

    assert completed("", "expl") == ["explain"]
    assert completed("fix", "--force-") == ["--force-exclude"]
    assert completed("check --level", "ba") == ["balanced"]
    assert completed("check --output-format", "sar") == ["sarif"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete_too(capsys, shell):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("textfix", "check", "words-from-project", "careful", "sarif"):
        assert word in script


def test_the_words_of_a_project(here):
    write(here, "src/queue.py", text="import frobnicate\n\ndef enqueu(x):  # recieve it\n    return x.dequeu(1)\n")
    write(here, "pyproject.toml", text='[project]\nname = "textfix"\ndependencies = [\n  "pathspecs>=1",\n]\n')
    write(
        here, "notes/Yakubayev.txt", text="We met Kazakin there. And Kazakin said, as Kazakin does, that Onceler is.\n"
    )
    write(here, "App.vue", text="<script>\nfunction fetchit() {}\n</script>\n")
    write(here, "README", text="We met Tirole there. And Tirole said, as Tirole does.\n")
    write(here, "LICENSE.md", text="We met Granter there. And Granter said, as Granter does.\n")
    write(here, "ignored/b.py", text="class Nowhere: pass\n")
    write(here, ".gitignore", text="ignored/\n")
    words = words_of(str(here))
    assert words >= {
        "frobnicate",
        "enqueu",
        "dequeu",
        "textfix",
        "pathspecs",
        "Yakubayev",
        "Kazakin",
        "fetchit",
        "Tirole",
    }
    assert words.isdisjoint({"recieve", "Onceler", "Nowhere", "Granter"})


def test_the_words_of_a_project_are_bounded(here, monkeypatch):
    monkeypatch.setattr("textfix.cli.vocabulary.FILES", 2)
    monkeypatch.setattr("textfix.cli.vocabulary.BYTES", 40)
    write(here, "a.py", text="def enqueu(x): pass\n")
    write(here, "b.py", text="def dequeu(x): pass  # " + "x" * 40)
    write(here, "c.py", text="def beyond(x): pass\n")
    assert words_of(str(here)) == {"enqueu"}
