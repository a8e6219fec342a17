"""The hooks, run by the real pre-commit: it installs this repository and repairs another with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DAMAGED = "The leaders met in the spring.\nIt\u00e2\u20ac\u2122s an opportunity for the meeting ofleaders.\n"
REPAIRED = "The leaders met in the spring.\nIt\u2019s an opportunity for the meeting of leaders.\n"

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.fixture
def environment() -> dict[str, str]:
    """Git needs a name to commit. The interpreted core, since every run installs textfix once more."""
    author = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return os.environ | author | {"TEXTFIX_CORE": "pure"}


@pytest.fixture
def repository(tmp_path) -> Path:
    """A repository with a damaged text, and a source file that looks as damaged and is none of textfix's."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "news.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "code.py").write_text(f"text = {DAMAGED!r}\n", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    return tmp_path


def try_hook(hook: str, repository: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(ROOT),
        hook,
        "--all-files",
        "--color",
        "never",
    ]
    return subprocess.run(command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_hook_repairs_and_then_passes(repository, environment):
    source = (repository / "code.py").read_bytes()
    first = try_hook("textfix", repository, environment)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "news.txt:2:" in first.stdout
    assert (repository / "news.txt").read_text(encoding="utf-8") == REPAIRED
    assert (repository / "code.py").read_bytes() == source
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    second = try_hook("textfix", repository, environment)
    assert second.returncode == 0, second.stdout + second.stderr


def test_the_check_hook_reports_and_writes_nothing(repository, environment):
    done = try_hook("textfix-check", repository, environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "exit code: 1" in done.stdout
    assert "files were modified" not in done.stdout
    assert "news.txt:2:" in done.stdout
    assert (repository / "news.txt").read_text(encoding="utf-8") == DAMAGED
