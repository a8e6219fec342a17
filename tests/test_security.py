"""What SECURITY.md promises: nothing hostile runs code, writes elsewhere, or leads out of the tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from textfix.cli import main

ROOT = Path(__file__).parents[1]
DAMAGED = "one pa\u200bge\n"
REPAIRED = "one page\n"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The current folder, with a file to repair; what lies beside it is none of textfix's business."""
    folder = tmp_path / "tree"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "outside.txt").write_text(DAMAGED, encoding="utf-8")
    return folder


WATCHED = """
import os, sys
from pathlib import Path

sys.dont_write_bytecode = True
told = []

def watch(event, arguments):
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, (str, bytes, os.PathLike)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            told.append(["write", os.path.dirname(os.path.realpath(os.fsdecode(path)))])
    elif event.partition(".")[0] in ("socket", "subprocess", "pty", "ftplib", "urllib", "http", "ctypes") or event in (
        "os.system", "os.exec", "os.posix_spawn", "os.startfile", "os.remove", "os.rename", "os.link", "os.symlink"
    ):
        told.append([event, *map(str, arguments[:1])])

sys.addaudithook(watch)
from textfix.cli import main

status = main(sys.argv[1:])
import json
print(json.dumps([status, told]), file=sys.stderr)
"""


def watched(*arguments: str) -> tuple[int, list[list[str]]]:
    """The status of a run, and whatever it did that reaches out of its process."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WATCHED, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    status, told = json.loads(done.stderr.splitlines()[-1])
    return status, told


def test_it_reaches_for_nothing_but_the_files_that_it_repairs(folder):
    (folder / "textfix.toml").write_text('level = "bold"\nwords-from-project = true\n')
    status, told = watched("fix", "--jobs", "1", ".")
    assert status == 0
    assert (folder / "a.txt").read_text() == REPAIRED
    assert ["write", str(folder)] in told
    assert {event for event, *_ in told} == {"write", "os.rename"}
    assert {place for event, place in told if event == "write"} == {str(folder)}
    status, told = watched("check", "--jobs", "1", ".")
    assert (status, told) == (0, [])


@pytest.mark.parametrize("key", ["output-file", "journal", "fix", "force", "interactive", "write-baseline", "rules"])
def test_a_configuration_cannot_ask_for_writing_or_name_code(folder, key, capfd):
    (folder / "textfix.toml").write_text(f'{key} = "../outside.txt"\n')
    assert main(["check", "."]) == 2
    assert f"textfix.toml: unknown key '{key}'" in capfd.readouterr().err.replace("setting", "key")
    assert (folder.parent / "outside.txt").read_text() == DAMAGED
    assert (folder / "a.txt").read_text() == DAMAGED
    (folder / "textfix.toml").unlink()
    assert main(["fix", "-q", "."]) == 0
    assert (folder / "a.txt").read_text() == REPAIRED


@pytest.mark.parametrize("language", ["../en", "/etc/passwd", "en\0", "os", "__import__('os')"])
def test_a_language_is_a_name_and_no_path(folder, language, capfd):
    (folder / "textfix.toml").write_text(f"language = {json.dumps(language)}\n")
    assert main(["check", "."]) == 2
    assert "en" in capfd.readouterr().err


def test_links_out_of_the_tree_are_not_followed(folder):
    (folder / "link.txt").symlink_to("../outside.txt")
    (folder / "deep").symlink_to("..")
    assert main(["fix", "-q", "."]) == 0
    assert (folder.parent / "outside.txt").read_text() == DAMAGED
    assert (folder / "a.txt").read_text() == REPAIRED
    assert main(["fix", "-q", "link.txt"]) == 0  # whoever names it means it
    assert (folder.parent / "outside.txt").read_text() == REPAIRED
    assert (folder / "link.txt").is_symlink()


def test_a_configuration_cannot_ask_for_more_processes_than_the_machine_bears(folder, monkeypatch):
    from concurrent.futures import process

    asked = []

    class Pool(process.ProcessPoolExecutor):
        def __init__(self, workers, **options):
            asked.append(workers)
            super().__init__(2, **options)

    monkeypatch.setattr(process, "ProcessPoolExecutor", Pool)
    for number in range(300):
        (folder / f"{number}.txt").write_text("right\n")
    (folder / "textfix.toml").write_text("jobs = 1000000\n")
    assert main(["fix", "-q", "."]) == 0
    assert (folder / "a.txt").read_text() == REPAIRED
    assert len(asked) == 1
    assert asked[0] <= 4 * (os.cpu_count() or 1)
