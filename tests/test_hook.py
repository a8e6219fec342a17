"""The hooks, run by the real pre-commit and by prek: they install this repository and repairs another with it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DAMAGED = "The leaders met in the spring.\nIt\u00e2\u20ac\u2122s an opportunity for the meeting ofleaders.\n"
REPAIRED = "The leaders met in the spring.\nIt\u2019s an opportunity for the meeting of leaders.\n"
PAGE = "It dependson the weather.\n\n```\nYou can look at itin the code.\n```\n"
MESSAGE = """Tell of the leaders

It was the meeting ofleaders of the party in the spring.
# Changes to be committed, which dependson the weather:
# ------------------------ >8 ------------------------
+You can look at itin the spring of the year.
"""

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    """Git needs a name to commit. The interpreted core, and one cache for all tests, since installing takes long."""
    author = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    caches = {name: str(tmp_path_factory.mktemp(name)) for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
    return os.environ | author | caches | {"TEXTFIX_CORE": "pure"}


@pytest.fixture(scope="module")
def hooks(environment, tmp_path_factory) -> str:
    """The configuration of a repository that uses the hooks of this one as it is now, committed or not."""
    folder = tmp_path_factory.mktemp("textfix")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "As it is now"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True).stdout
    ids = [{"id": name} for name in ("textfix", "textfix-check", "textfix-commit-msg")]
    return json.dumps({"repos": [{"repo": str(folder), "rev": head.strip(), "hooks": ids}]})


@pytest.fixture
def repository(tmp_path, hooks) -> Path:
    """A repository with damaged texts, one of them left out, and a source file that looks as damaged."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".pre-commit-config.yaml").write_text(hooks, encoding="utf-8")
    (tmp_path / "news.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "left-out").mkdir()
    (tmp_path / "left-out" / "news.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "textfix.toml").write_text('extend-exclude = ["left-out/"]\n', encoding="utf-8")
    (tmp_path / "code.py").write_text(f"text = {DAMAGED!r}\n", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    return tmp_path


@pytest.fixture(params=["pre_commit", "prek"])
def manager(request) -> list[str]:
    """The command of a manager of hooks."""
    return [sys.executable, "-m", request.param]


@pytest.fixture
def run_hook(manager, repository, environment):
    """Run a hook, on all files unless told otherwise."""

    def running(hook: str, *options: str) -> subprocess.CompletedProcess[str]:
        options = options or ("--all-files",)
        command = [*manager, "run", hook, *options, "--color", "never"]
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return running


def test_the_hook_repairs_and_then_passes(run_hook, repository):
    source = (repository / "code.py").read_bytes()
    first = run_hook("textfix")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "news.txt:2:" in first.stdout
    assert (repository / "news.txt").read_text(encoding="utf-8") == REPAIRED
    assert (repository / "page.md").read_text(encoding="utf-8") == PAGE.replace("dependson", "depends on", 1)
    assert (repository / "left-out" / "news.txt").read_text(encoding="utf-8") == DAMAGED
    assert (repository / "code.py").read_bytes() == source
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    second = run_hook("textfix")
    assert second.returncode == 0, second.stdout + second.stderr


def test_the_check_hook_reports_and_writes_nothing(run_hook, repository):
    done = run_hook("textfix-check")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "exit code: 1" in done.stdout
    assert "files were modified" not in done.stdout
    assert "news.txt:2:" in done.stdout
    assert (repository / "news.txt").read_text(encoding="utf-8") == DAMAGED


def test_the_commit_message_hook_reports_what_is_of_the_message(run_hook, repository):
    """What git puts below is not: its comments, and the difference under the scissors."""
    message = repository / ".git" / "COMMIT_EDITMSG"
    message.write_text(MESSAGE, encoding="utf-8")
    done = run_hook("textfix-commit-msg", "--hook-stage", "commit-msg", "--commit-msg-filename", str(message))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "COMMIT_EDITMSG:3:" in done.stdout
    assert "1 repair to make in 1 of 1 file" in done.stdout
    assert message.read_text(encoding="utf-8") == MESSAGE


def test_a_commit_waits_for_a_right_message(manager, repository, environment):
    """The hook is installed as users do it, and git runs it."""
    run = {"cwd": repository, "env": environment, "capture_output": True, "encoding": "utf-8"}
    subprocess.run([*manager, "install", "--hook-type", "commit-msg"], check=True, **run)
    refused = subprocess.run(["git", "commit", "-m", "Tell of the meeting ofleaders of the party"], check=False, **run)
    assert refused.returncode == 1
    assert "ofleaders" in refused.stdout + refused.stderr
    assert "textfix (check)" not in refused.stdout + refused.stderr, "the other hooks are none of messages"
    done = subprocess.run(["git", "commit", "-m", "Tell of the meeting of leaders of the party"], check=False, **run)
    assert done.returncode == 0, done.stdout + done.stderr
