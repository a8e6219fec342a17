"""The command line as its users meet it. What it says and does is data, in tests/cli/*.json.

A case has `args`, what stands in `files`, on `stdin` and in the environment `env`, and what must come of it:
`status`, `stdout`, `stderr` and the files that are different `after`. `[..]` stands for the rest of a line that
a rule or the system words. Text is UTF-8; a byte that is none is written as its surrogate escape, 0xef as `\\udcef`.
"""

import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import textfix.train
from textfix.cli import main

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_44d9d2fac554ed66.txt"
EXPECTED = ROOT / "seeds" / "000_44d9d2fac554ed66.expected.txt"
COMMAND = [sys.executable, "-m", "textfix"]


def load_cases():
    for path in sorted((ROOT / "tests" / "cli").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def assert_says(printed: bytes, expected: str) -> None:
    """The same lines, so that a difference is shown line by line; `[..]` matches what it must."""
    text = printed.decode("utf-8", "surrogateescape")
    pattern = re.escape(expected).replace(re.escape("[..]"), ".*")
    if not re.fullmatch(pattern, text):
        assert text == expected


@pytest.fixture
def run(tmp_path, monkeypatch, capfdbinary):
    """Run a command line in `tmp_path`; returns its status and what it wrote on standard output and error."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def running(args: list[str], stdin: bytes = b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return main(args), *capfdbinary.readouterr()

    return running


@pytest.mark.parametrize("case", list(load_cases()))
def test_case(case, run, tmp_path, monkeypatch):
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    for name, text in case.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_bytes(text))
    before = contents(tmp_path)
    status, stdout, stderr = run(case["args"], to_bytes(case.get("stdin", "")))
    assert_says(stderr, case.get("stderr", ""))
    assert_says(stdout, case.get("stdout", ""))
    assert status == case["status"]
    assert contents(tmp_path) == before | {k: to_bytes(v) for k, v in case.get("after", {}).items()}


def test_the_main_job_in_place(run, tmp_path):
    article = tmp_path / "article.txt"
    article.write_bytes(SEED.read_bytes())
    status, stdout, stderr = run(["fix", "article.txt"])
    assert article.read_bytes() == EXPECTED.read_bytes()
    assert (status, stderr) == (0, b"16 repairs made in 1 of 1 file\n")
    assert len(stdout.splitlines()) == 16
    assert run(["fix", "article.txt"]) == (0, b"", b"no repairs made in 1 file\n")


def test_lost_line_ends_are_not_too_much_and_scattered_joins_are(run, tmp_path):
    """The article wrapped, all its lines run together: each twelfth word is a join, and the text is what it seems."""
    right = EXPECTED.read_text(encoding="utf-8")
    lines = [textwrap.wrap(paragraph, 70, break_on_hyphens=False) for paragraph in right.splitlines()]
    (tmp_path / "wrapped.txt").write_text("\n".join("".join(each) for each in lines), encoding="utf-8")
    assert run(["fix", "-q", "wrapped.txt"])[0] == 0
    assert (tmp_path / "wrapped.txt").read_text(encoding="utf-8").count(" ") > 0.99 * right.count(" ")
    chance = random.Random(1)
    scattered = re.sub("(?<=[a-z]) (?=[a-z])", lambda space: "" if chance.random() < 0.12 else " ", right)
    (tmp_path / "scattered.txt").write_text(scattered, encoding="utf-8")
    status, _, stderr = run(["fix", "-q", "scattered.txt"])
    assert status == 1
    assert b"scattered.txt: not written: " in stderr
    assert (tmp_path / "scattered.txt").read_text(encoding="utf-8") == scattered


def test_the_main_job_as_a_filter(run):
    status, stdout, stderr = run(["fix", "-"], SEED.read_bytes())
    assert (status, stdout) == (0, EXPECTED.read_bytes())
    assert len(stderr.splitlines()) == 17


def test_the_main_job_as_a_patch(run, tmp_path):
    (tmp_path / "article.txt").write_bytes(SEED.read_bytes())
    status, patch, _ = run(["diff", "article.txt"])
    assert status == 1
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, check=True)
    assert (tmp_path / "article.txt").read_bytes() == EXPECTED.read_bytes()


TREE = {
    "crlf.txt": "One.\r\nA pa\u200bge.\r\n" + "More.\r\n" * 9 + "A wo\u200brd.\r\n",
    "no newline at the end.txt": "A pa\u200bge",
    "mark.txt": "\ufeffA pa\u200bge.\n",
    "a folder/b folder/in it.txt": "A pa\u200bge.\nEnd",
    "\u00fcn\u00ef/\u00df.txt": "Na\u200bme.\n",
    'q"uote\\.txt': "Na\u200bme.\n",
    "-dash.txt": "Na\u200bme.\n",
    "no text \udcff.txt": "Na\u200bme.\n",
    "right.txt": "Right.\n",
}


@pytest.mark.parametrize("path", [".", "absolute"])
def test_git_applies_the_patch_of_a_folder(run, tmp_path, path):
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    before = contents(tmp_path)
    status, patch, _ = run(["diff", "--select", "zero-width", str(tmp_path) if path == "absolute" else path])
    assert status == 1
    subprocess.run(["git", "apply", "--index", "-"], cwd=tmp_path, input=patch, check=True)
    assert {name: (tmp_path / name).read_bytes().decode() for name in TREE} == {
        name: text.replace("\u200b", "") for name, text in TREE.items()
    }
    subprocess.run(["git", "apply", "-R", "-"], cwd=tmp_path, input=patch, check=True)
    assert {name: before[name] for name in TREE} == {name: (tmp_path / name).read_bytes() for name in TREE}


@pytest.mark.parametrize(
    "args, folder, names",
    [
        (["../a.txt"], ".", ["a.txt"]),
        (["../a.txt", "b.txt"], ".", ["a.txt", "in/b.txt"]),
        (["{}/a.txt"], ".", ["a.txt"]),
        (["{}/other/c.txt"], "other", ["c.txt"]),
        (["../other"], "other", ["c.txt"]),
        (["{}/in/b.txt"], "in", ["b.txt"]),
        (["../in/b.txt", "."], "in", ["b.txt"]),
        ([".."], ".", ["a.txt", "in/b.txt", "other/c.txt"]),
    ],
)
def test_a_patch_of_what_lies_elsewhere_tells_where_it_is_applied(run, tmp_path, monkeypatch, args, folder, names):
    for name in ("a.txt", "in/b.txt", "other/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("pa\u200bge\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    _, patch, told = run(["diff", "--select", "zero-width", *(each.format(tmp_path) for each in args)])
    assert re.findall(rb"(?m)^\+\+\+ b/(.*)", patch) == [name.encode() for name in names]
    where = tmp_path if folder == "." else tmp_path / folder
    assert told == (b"" if folder == "in" else f"apply it in {where}\n".encode())
    subprocess.run(["git", "apply", "-"], cwd=where, input=patch, check=True)
    assert (where / names[0]).read_text() == "page\n"


def test_json_tells_what_the_library_tells(run, tmp_path):
    (tmp_path / "article.txt").write_bytes(SEED.read_bytes())
    status, stdout, _ = run(["check", "--output-format", "json", "article.txt"])
    [found] = json.loads(stdout)
    result = textfix.explain(SEED.read_bytes().decode())
    assert status == 1
    for edit, place in zip(result.to_dict()["edits"], found["edits"], strict=True):
        line, column, end_line, end_column = (
            place.pop(f"{end}{what}") for end in ("", "end_") for what in ("line", "column")
        )
        assert place == edit
        assert line == end_line
        assert result.source.split("\n")[line - 1][column - 1 : end_column - 1] == edit["original"]
    assert found["versions"] == dict(result.versions)


def test_a_file_that_may_not_be_written_is_named_and_the_others_go_on(run, tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("pa\u200bge\n", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "a.txt")
    status, stdout, stderr = run(["fix", "--select", "zero-width", "a.txt", "b.txt"])
    assert status == 2
    assert stdout.startswith(b"b.txt:1:3: zero-width: ")
    assert stderr == b"error: a.txt: permission denied\n1 repair made in 1 of 1 file\n"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "pa\u200bge\n"


def test_a_folder_that_may_not_be_listed_is_named(run, tmp_path, monkeypatch):
    scandir = os.scandir

    def denied(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("right\n")
    monkeypatch.setattr(os, "scandir", denied)
    status, _, stderr = run(["check", "--select", "zero-width"])
    assert status == 2
    assert stderr == b"error: closed: permission denied\nno repairs to make in 1 file\n"


@pytest.mark.parametrize("size", [1, 2**19])
def test_who_has_hard_links_is_told_that_they_are_parted(run, tmp_path, size):
    """The larger one is rewritten in parts."""
    text = "A pa\u200bge.\n" + "And a wonderful day.\n" * size
    for name in ("a.txt", "alone.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "right.txt").write_text("Right.\n")
    for name in ("a.txt", "right.txt"):
        (tmp_path / f"{name}.link").hardlink_to(tmp_path / name)
    status, _, stderr = run(["fix", "-q", "--select", "zero-width", "a.txt", "alone.txt", "right.txt"])
    assert (status, stderr) == (
        0,
        b"warning: a.txt: its other names (hard links) keep the old text\n",
    )
    assert (tmp_path / "a.txt.link").read_text(encoding="utf-8") == text
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text.replace("\u200b", "")


def test_a_file_is_repaired_once_however_often_it_is_named(run, tmp_path):
    (tmp_path / "a.txt").write_text("right\n")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    check = ["check", "--select", "zero-width", "a.txt", ".", "b.txt"]
    assert run(check) == (0, b"", b"no repairs to make in 1 file\n")


def test_names_too_long_and_links_in_a_circle_are_named(run, tmp_path):
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    long = "n" * 300
    status, _, stderr = run(["check", "-q", "circle.txt", long])
    assert status == 2
    assert stderr.splitlines() == [
        b"error: circle.txt: too many levels of symbolic links",
        f"error: {long}: file name too long".encode(),
    ]


def test_a_name_that_is_no_text_is_printed_byte_for_byte(run, tmp_path):
    name = "\udcff.txt"
    (tmp_path / name).write_text("pa\u200bge\n", encoding="utf-8")
    _, stdout, _ = run(["fix", "--select", "zero-width", name])
    assert stdout.startswith(b"\xff.txt:1:3: ")


def test_colours_only_where_someone_sees_them(run, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("pa\u200bge\n", encoding="utf-8")
    check = ["check", "--select", "zero-width", "a.txt"]
    _, plain, _ = run(check)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda stream: True)
    _, coloured, _ = run(check)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(check)[1] == plain
    assert b"\033" not in plain
    assert b"\033[1;32mpage\033[0m" in coloured
    assert re.sub(rb"\033\[[\d;]+m", b"", coloured) == plain


def test_a_patch_has_colours_on_a_terminal_and_git_applies_what_is_piped(run, tmp_path, monkeypatch):
    (tmp_path / "textfix.toml").write_text('color = "always"\n')
    (tmp_path / "a.txt").write_text("-- pa\u200bge\r\nnext\n", encoding="utf-8")
    diff = ["diff", "--select", "zero-width"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    _, piped, _ = run(diff)
    subprocess.run(["git", "apply", "--check", "-"], cwd=tmp_path, input=piped, check=True)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda stream: True)
    _, coloured, _ = run(diff)
    assert re.sub(rb"\033\[[\d;]+m", b"", coloured) == piped
    names, hunk = coloured.split(b"\033[36m@@ -1,2 +1,2 @@\033[0m\n")
    assert names == b"\033[1m--- a/a.txt\033[0m\n\033[1m+++ b/a.txt\033[0m\n"
    assert hunk == "\033[31m--- pa\u200bge\r\033[0m\n\033[32m+-- page\r\033[0m\n next\n".encode()
    (tmp_path / "textfix.toml").unlink()
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(diff)[1] == piped


def test_train_hands_on_what_it_is_told(run, monkeypatch):
    def train(folder, output, *, word_lists, rare_words, misspellings, calibration, pairs, language, progress):
        progress(f"{folder} {output} {word_lists} {rare_words} {misspellings} {calibration} {pairs} {language}")

    monkeypatch.setattr(textfix.train, "train", train)
    options = [
        "--word-list",
        "w",
        "--rare-words",
        "r",
        "--misspellings",
        "m",
        "--calibrate",
        "c",
        "--pairs",
        "p",
        "--language",
        "xx",
    ]
    status, stdout, stderr = run(["train", "text", "-o", "xx.textfix", *options])
    told = f"text xx.textfix [{Path('w')!r}] [{Path('r')!r}] m [{Path('c')!r}] [{Path('p')!r}] xx\n"
    assert (status, stdout, stderr) == (0, b"", told.encode())


def test_train_without_numpy_tells_what_to_install(tmp_path):
    (tmp_path / "numpy.py").write_text("raise ModuleNotFoundError('no numpy', name='numpy')")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    command = [*COMMAND, "train", "text", "-o", "xx.textfix"]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'textfix[train]'" in done.stderr


def test_code_without_pygments_tells_what_to_install(run, monkeypatch):
    monkeypatch.setattr("textfix.cli.layers.find_spec", lambda name: None)
    status, _, stderr = run(["check", "--code", "."])
    assert status == 2
    assert b"pip install 'textfix[code]'" in stderr


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
def test_a_report_keeps_the_mode_of_its_file(run, tmp_path):
    report = tmp_path / "report"
    report.touch(0o600)
    (tmp_path / "a.txt").write_text("pa\u200bge\n", encoding="utf-8")
    check = ["check", "-q", "--select", "zero-width", "a.txt", "--output-file"]
    assert run([*check, "report"])[0] == run([*check, "new"])[0] == 1
    assert report.stat().st_mode & 0o777 == 0o600
    umask = os.umask(0o022)
    os.umask(umask)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o666 & ~umask
    assert report.read_bytes() == (tmp_path / "new").read_bytes() != b""


def test_a_baseline_deeper_than_it_can_be_is_none(run, tmp_path):
    (tmp_path / "known.json").write_text("[" * 100_000)
    status, _, stderr = run(["check", "--baseline", "known.json"])
    assert status == 2
    assert stderr.startswith(b"error: known.json: not a baseline of this version of textfix: maximum recursion depth")


def test_model_as_lines_and_as_json(run):
    status, lines, _ = run(["model"])
    description = json.loads(run(["model", "--json"])[1])
    assert status == 0
    assert [line.split()[0].decode() for line in lines.splitlines()] == list(description)


@pytest.mark.parametrize("command, heading", [("check", "with --fix:"), ("fix", "repairs:")])
def test_help_tells_which_options_are_for_repairs(run, command, heading):
    headings = re.split(r"\n\n(?=\S)", run([command, "--help"])[1].decode())
    [below] = [each for each in headings if each.startswith(heading)]
    assert {"--force", "--interactive", "--journal", "--exit-non-zero-on-fix"} <= set(re.findall("--[a-z-]+", below))
    assert not any("--interactive" in each for each in headings[1:] if each != below)


def test_a_defect_exits_with_2(run, monkeypatch):
    def defective(*_):
        raise RuntimeError("a defect")

    monkeypatch.setattr("textfix.fixer.Fixer.explain", defective)
    status, _, stderr = run(["check", "-"], b"text")
    assert status == 2
    assert stderr.endswith(b"RuntimeError: a defect\nerror: a defect in textfix; please report it\n")


def test_ctrl_c_exits_with_130(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("textfix.fixer.Fixer.explain", interrupted)
    assert run(["fix", "-"], b"text") == (130, b"", b"")


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_what_ends_a_run_leaves_nothing_half_done(tmp_path, name):
    (tmp_path / "a.txt").write_text("pa\u200bge\n", encoding="utf-8")
    before = contents(tmp_path)
    code = (
        "import os, signal, textfix.cli\n"
        f"os.fsync = lambda _: os.kill(os.getpid(), signal.{name})\n"
        "raise SystemExit(textfix.cli.main(['fix', 'a.txt']))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (128 + getattr(signal, name), b"")
    assert contents(tmp_path) == before


def test_a_reader_that_goes_away_is_no_defect():
    with subprocess.Popen([*COMMAND, "rules"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_start_up_imports_nothing_heavy():
    code = "import sys, textfix.cli; textfix.cli.main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    version, modules = done.stdout.split("\n", 1)
    assert version == f"textfix {textfix.__version__}"
    heavy = {
        "argparse",
        "regex",
        "ftfy",
        "asyncio",
        "concurrent.futures",
        "dataclasses",
        "json",
        "textfix.edits",
    }
    assert not heavy & set(modules.split())


def test_a_run_imports_only_what_it_needs(tmp_path):
    (tmp_path / "a.txt").write_text("right\n")
    code = f"import sys, textfix.cli; textfix.cli.main(['check', {str(tmp_path)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"ftfy", "asyncio", "concurrent.futures", "numpy", "difflib"} & set(done.stdout.split())
