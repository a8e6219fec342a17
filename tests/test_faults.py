"""What goes wrong for real: after each fault every file is wholly old or wholly new, and what failed is named."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = "import sys; from textfix import stream; stream.LARGE = 200_000; from textfix.cli import main; sys.exit(main())"
"""A command line for which 200 kB are a large file."""

FIX = ["fix", "--isolated", "--force", "--jobs", "1", "--select", "zero-width"]
SMALL = "one pa\u200bge\n"
LARGE = (SMALL + "It was all as it should be, and there is no more to say of it than that.\n\n" * 60) * 150
"""A text of several sections."""

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system and drops capabilities")


def repaired(text: str) -> bytes:
    return text.replace("\u200b", "").encode()


def start(folder: Path, *names: str, **how) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", RUN, *FIX, *names]
    pipes = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(command, cwd=folder, env=environment, **pipes, **how)


def fix(folder: Path, *names: str, **how) -> tuple[int, str]:
    """The status of a run and what it said on standard error."""
    with start(folder, *names, **how) as process:
        err = process.communicate(timeout=300)[1]
    return process.returncode, err.decode()


def left_behind(folder: Path) -> list[Path]:
    return list(folder.glob(".textfix-*"))


def as_user() -> None:
    """Before a process begins: permissions apply to it, even if it is root's."""
    if os.geteuid() == 0:
        import ctypes

        for capability in (1, 2):  # to read and write, and to read and list, whatever the mode is
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def open_folder(tmp_path) -> Iterator[Path]:
    """A folder that can be removed whatever its modes become."""
    yield tmp_path
    for each in tmp_path.iterdir():
        if each.is_dir():
            each.chmod(0o755)


@linux_only
@pytest.mark.parametrize("text", [SMALL, LARGE], ids=["small", "large"])
def test_no_permission(open_folder, text):
    for name, mode in {"a.txt": 0o000, "b.txt": 0o444, "c.txt": 0o666}.items():
        (open_folder / name).write_text(text, encoding="utf-8")
        (open_folder / name).chmod(mode)
    open_folder.chmod(0o777)
    status, err = fix(open_folder, "a.txt", "b.txt", "c.txt", preexec_fn=as_user)
    assert status == 2
    assert "error: a.txt: permission denied\nerror: b.txt: permission denied\n" in err
    assert (open_folder / "a.txt").read_bytes() == (open_folder / "b.txt").read_bytes() == text.encode()
    assert (open_folder / "c.txt").read_bytes() == repaired(text)
    assert not left_behind(open_folder)


@linux_only
@pytest.mark.parametrize("text", [SMALL, LARGE], ids=["small", "large"])
def test_a_read_only_folder(open_folder, text):
    closed, free = open_folder / "closed", open_folder / "free"
    for folder, mode in ((closed, 0o555), (free, 0o777)):
        folder.mkdir()
        (folder / "a.txt").write_text(text, encoding="utf-8")
        (folder / "a.txt").chmod(0o666)
        folder.chmod(mode)
    status, err = fix(open_folder, "closed", "free", preexec_fn=as_user)
    assert status == 2
    assert "error: closed/a.txt: permission denied\n" in err
    assert (closed / "a.txt").read_bytes() == text.encode()
    assert (free / "a.txt").read_bytes() == repaired(text)


@linux_only
@pytest.mark.parametrize("text", [SMALL * 6_000, LARGE], ids=["small", "large"])
def test_a_full_disk(tmp_path, text):
    """The file fits and its repaired form does not."""
    size = len(text.encode()) * 5 // 4
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system")
    try:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        (tmp_path / "b.txt").write_text(SMALL, encoding="utf-8")
        status, err = fix(tmp_path, "a.txt", "b.txt")
        assert status == 2
        assert err.startswith("error: a.txt: no space left on device\n")
        assert err.endswith("1 repair made in 1 of 1 file\n")
        assert (tmp_path / "a.txt").read_bytes() == text.encode()
        assert (tmp_path / "b.txt").read_bytes() == repaired(SMALL)
        assert not left_behind(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="needs a limit for the size of files")
def test_a_limit_for_the_size_of_files(tmp_path):
    import resource

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    for name, text in {"a.txt": LARGE, "b.txt": SMALL * 6_000, "c.txt": SMALL}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    status, err = fix(tmp_path, "a.txt", "b.txt", "c.txt", preexec_fn=limited)
    assert status == 2
    assert "error: a.txt: file too large\nerror: b.txt: file too large\n" in err
    assert (tmp_path / "a.txt").read_bytes() == LARGE.encode()
    assert (tmp_path / "c.txt").read_bytes() == repaired(SMALL)
    assert not left_behind(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_of_writing(tmp_path, number):
    """A signal that can be handled leaves nothing behind; after one that cannot, the next run is none the worse."""
    path, chance, cut_short = tmp_path / "a.txt", random.Random(number), 0
    for longest in (0, 0, 0, 0.1, 0.1, 0.1):
        path.write_text(LARGE, encoding="utf-8")
        with start(tmp_path, "a.txt") as process:
            while not left_behind(tmp_path) and process.poll() is None:
                time.sleep(0.001)
            time.sleep(chance.random() * longest)
            process.send_signal(number)
            process.communicate(timeout=60)
        assert path.read_bytes() in (LARGE.encode(), repaired(LARGE))
        cut_short += path.read_bytes() == LARGE.encode()
        assert number == signal.SIGKILL or not left_behind(tmp_path)
        for each in left_behind(tmp_path):
            each.unlink()
    assert cut_short >= 2
    assert fix(tmp_path, "a.txt")[0] == 0
    assert path.read_bytes() == repaired(LARGE)


def test_two_runs_on_the_same_tree(tmp_path):
    texts = {f"{number}.txt": SMALL * (number * 7 + 1) for number in range(30)} | {"large.txt": LARGE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with start(tmp_path, ".") as one, start(tmp_path, ".") as other:
        said = [process.communicate(timeout=300)[1].decode() for process in (one, other)]
    for name, text in texts.items():
        assert (tmp_path / name).read_bytes() == repaired(text)
    assert not left_behind(tmp_path)
    for process, err in zip((one, other), said, strict=True):
        errors = [line for line in err.splitlines() if line.startswith("error: ")]
        assert process.returncode == (2 if errors else 0)
        assert all(line.endswith(".txt: it changed while it was being repaired") for line in errors)


@pytest.mark.parametrize("text", [SMALL * 500, LARGE], ids=["small", "large"])
def test_a_file_that_is_replaced_while_it_is_read(tmp_path, text):
    versions = [text, text.replace("one", "two")]
    whole = {version.encode() for version in versions} | {repaired(version) for version in versions}
    path, done, seen = tmp_path / "a.txt", threading.Event(), set()

    def replace_again_and_again():
        number = 0
        while not done.is_set():
            number += 1
            (tmp_path / "new").write_text(versions[number % 2], encoding="utf-8")
            (tmp_path / "new").replace(path)
            time.sleep(0.005)
            seen.add(path.read_bytes())

    path.write_text(text, encoding="utf-8")
    replacing = threading.Thread(target=replace_again_and_again)
    replacing.start()
    said = [fix(tmp_path, "a.txt") for _ in range(3)]
    # Of two versions that take turns, the one that was read stands there again half of the time.
    while len(said) < 30 and not any(status == 2 for status, _ in said):
        said.append(fix(tmp_path, "a.txt"))
    done.set()
    replacing.join()
    assert seen | {path.read_bytes()} <= whole
    assert not left_behind(tmp_path)
    assert all(status == 0 or "a.txt: it changed while it was being repaired" in err for status, err in said)
    assert any(status == 2 for status, _ in said)


@linux_only
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize(
    "command, told, status",
    [
        ("fix --select zero-width - > /dev/full", "standard output: no space left on device", 2),
        ("check --select zero-width - --output-format json > /dev/full", "standard output: no space left on device", 2),
        ("rules > /dev/full", "standard output: no space left on device", 2),
        ("fix --select zero-width - >&-", "standard output: bad file descriptor", 2),
        ("fix --select zero-width - <&-", "<stdin>: bad file descriptor", 2),
        ("diff --select zero-width --stdin-filename a.md <&-", "a.md: bad file descriptor", 2),
        ("check --select zero-width --file-list - <&-", "--file-list: -: bad file descriptor", 2),
        ("fix --select zero-width - 2>&-", "", 0),
        ("check --select zero-width - 2> /dev/full", "", 2),
    ],
)
def test_a_standard_stream_that_is_full_or_closed(tmp_path, command, told, status, buffered):
    line = f"{sys.executable} -m textfix {command}"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": buffered}
    done = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, input=SMALL.encode(), capture_output=True)
    err = done.stderr.decode()
    assert done.returncode == status
    assert (f"error: {told}\n" in err) if told else not err
    assert "Traceback" not in err
    if command.startswith("fix") and status == 0:
        assert done.stdout == repaired(SMALL)
