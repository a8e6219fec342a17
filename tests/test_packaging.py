"""What is built and shipped, and that what the README says to run is what CI runs."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import textfix
from textfix.rules import RULES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SEED = ROOT / "seeds" / "000_44d9d2fac554ed66.txt"

NOT_SHIPPED = {".pxd", ".c", ".html", ".so", ".pyd", ".pyc"}
"""Suffixes of files under textfix/ that a wheel built without a compiler must not hold."""


def setup_constant(name: str) -> object:
    tree = ast.parse((ROOT / "setup.py").read_text("utf-8"))
    values = {
        ast.unparse(node.target): node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and node.value is not None
    }
    return ast.literal_eval(values[name])


COMPILED = setup_constant("COMPILED")


def test_setup_names_the_modules_that_import_cython():
    """And those that are worth compiling as they stand."""
    sources = (ROOT / "textfix" / "engine").glob("*.py")
    meant = [path.stem for path in sources if re.search(r"^ *import cython$", path.read_text("utf-8"), re.M)]
    assert list(COMPILED) == sorted([*meant, "confidence", "decide"])


def test_pyproject_names_every_package():
    tomllib = pytest.importorskip("tomllib")
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    packages = (path.parent.relative_to(ROOT) for path in (ROOT / "textfix").rglob("__init__.py"))
    assert sorted(named) == sorted(".".join(package.parts) for package in packages)


@pytest.mark.skipif(os.environ.get("TEXTFIX_CORE", "auto") == "auto", reason="either core will do")
@pytest.mark.parametrize("module", COMPILED)
def test_the_core_is_the_one_that_was_asked_for(module):
    file = importlib.import_module(f"textfix.engine.{module}").__file__
    assert file.endswith(".py") == (os.environ["TEXTFIX_CORE"] == "pure")


def build(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the checkout, compiled files and all: builds in one folder get in each other's way."""
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__"))
    command = [sys.executable, "-m", "build", *options, "--outdir", str(folder), str(copy)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """An sdist, and a wheel made of it with no C compiler."""
    folder = tmp_path_factory.mktemp("dist")
    built = build(folder, CC="no-such-compiler", TEXTFIX_CORE="auto")
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def package_files() -> set[str]:
    """The files of the package as they lie in the repository."""
    files = (path for path in (ROOT / "textfix").rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if path.suffix not in NOT_SHIPPED}


def test_a_wheel_holds_the_package_and_nothing_else(archives):
    names = {name for name in zipfile.ZipFile(archives[1]).namelist() if ".dist-info/" not in name}
    assert names == package_files()
    assert {"textfix/py.typed", "textfix/model/README.md"} < names
    assert any(name.endswith(".textfix") for name in names)


def test_an_sdist_holds_what_a_wheel_is_made_of_and_nothing_else(archives):
    with tarfile.open(archives[0]) as sdist:
        names = {member.name.partition("/")[2] for member in sdist.getmembers() if member.isfile()}
    declarations = {path.relative_to(ROOT).as_posix() for path in (ROOT / "textfix").rglob("*.pxd")}
    made_by_the_build = {"PKG-INFO", "setup.cfg"} | {name for name in names if ".egg-info/" in name}
    top = {"LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py"}
    assert names - made_by_the_build == package_files() | declarations | top


@pytest.mark.skipif(os.environ.get("TEXTFIX_CORE") != "require", reason="takes as long as all of this file")
def test_a_compiled_wheel_holds_the_core_too(tmp_path):
    built = build(tmp_path, "--wheel", TEXTFIX_CORE="require")
    assert built.returncode == 0, built.stdout + built.stderr
    names = {name for name in zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist() if ".dist-info/" not in name}
    compiled = {name for name in names if name.endswith((".so", ".pyd"))}
    assert names - compiled == package_files()
    assert sorted(Path(name).name.partition(".")[0] for name in compiled) == sorted(COMPILED)


def test_wheels_are_built_for_each_python_that_is_supported_and_with_the_core():
    tomllib = pytest.importorskip("tomllib")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheels, least = settings["tool"]["cibuildwheel"], settings["project"]["requires-python"]
    assert f">=3.{wheels['build'].split()[0].removeprefix('cp3').removesuffix('-*')}" == least
    assert wheels["environment"] == {"TEXTFIX_CORE": "require"}
    assert any(requirement.startswith("cython") for requirement in settings["build-system"]["requires"])


@pytest.fixture(scope="module")
def installed(archives, tmp_path_factory):
    """The folder of the programs of an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", archives[1]], check=True)
    return programs


def test_the_seed_is_repaired_by_a_wheel_built_without_a_compiler(installed, tmp_path):
    copy = tmp_path / SEED.name
    copy.write_bytes(SEED.read_bytes())
    subprocess.run([installed / "textfix", "fix", copy], cwd=tmp_path, check=True)
    assert copy.read_bytes() == SEED.with_suffix(".expected.txt").read_bytes()
    again = subprocess.run([installed / "textfix", "check", copy], cwd=tmp_path)
    assert again.returncode == 0


@pytest.mark.parametrize(
    ("core", "complaint"),
    [
        ("require", "building 'textfix.engine."),
        ("nonsense", "must be auto, require, pure, checked or sanitized, not 'nonsense'"),
    ],
)
def test_a_core_that_cannot_be_had_is_an_error(core, complaint, tmp_path):
    built = build(tmp_path, "--wheel", CC="no-such-compiler", TEXTFIX_CORE=core)
    assert built.returncode != 0
    assert complaint in built.stdout + built.stderr


def test_ci_runs_the_test_command_of_the_readme():
    commands = re.findall(r"^python3 -m venv .*$", README, re.M)
    tests = [command for command in commands if "pytest" in command]
    assert len(tests) == 1
    assert f"    {tests[0]}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_diff_in_the_readme_is_what_textfix_does():
    diff = re.search(r"^```diff\n(.*?)^```", README, re.M | re.S)[1].splitlines()
    before, after = ("\n".join(line[1:] for line in diff if re.match(rf"[{sign}][^{sign}]", line)) for sign in "-+")
    assert textfix.fix(before) == after


def test_the_examples_in_the_readme():
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0


def test_the_readme_names_every_rule():
    rows = re.findall(r"^\| (\w*) *\| `([\w-]+)` \|.* (on|off) \|$", README, re.M)
    assert {name: default == "on" for _, name, default in rows} == {r.name: r.default for r in RULES.values()}
