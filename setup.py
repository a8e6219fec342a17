"""Builds the compiled core; everything else about the package stands in pyproject.toml.

`TEXTFIX_CORE=auto` (the default) compiles where that works and goes on interpreted where it does not,
`require` fails where it does not, `pure` does not try. To find defects: `checked` compiles with a check of each
index, and `sanitized` with AddressSanitizer beside it, whose library must then be loaded before Python is.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

from Cython.Build import build_ext
from Cython.Distutils.extension import Extension
from setuptools import setup

COMPILED: tuple[str, ...] = (
    "beam",
    "boundaries",
    "candidates",
    "confidence",
    "costs",
    "decide",
    "decode",
    "lattice",
    "prefilter",
    "replacement",
    "segmentation",
    "sieve",
    "spacing",
    "tables",
    "tokens",
    "trees",
    "window",
)
"""The modules of textfix/engine/ that are compiled. Each runs interpreted too, with the same answers."""

CORE = os.environ.get("TEXTFIX_CORE", "auto")
CORES = ("auto", "require", "pure", "checked", "sanitized")
if CORE not in CORES:
    raise SystemExit(f"TEXTFIX_CORE must be {', '.join(CORES[:-1])} or {CORES[-1]}, not {CORE!r}")

SANITIZER = ["-fsanitize=address", "-fno-omit-frame-pointer"] if CORE == "sanitized" else []


def checked(copy: Path) -> Path:
    """Copy what is compiled, with each check that its files leave out for speed."""
    shutil.copytree("textfix/engine", copy / "textfix/engine", ignore=shutil.ignore_patterns("*.so", "*.pyd"))
    shutil.copy("textfix/__init__.py", copy / "textfix")
    for file in copy.rglob("*.py"):
        text = re.sub(r"\b(boundscheck|initializedcheck)(=|\()False", r"\1\2True", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    return copy


SOURCES = checked(Path(tempfile.mkdtemp())) if CORE in ("checked", "sanitized") else Path()


def extension(module: str) -> Extension:
    """Describe how one module of the engine is compiled."""
    source = SOURCES / f"textfix/engine/{module}.py"
    return Extension(
        f"textfix.engine.{module}",
        [str(source)],
        # A module that sees another must be compiled anew with it.
        depends=[str(declarations) for declarations in source.parent.glob("*.pxd")],
        optional=CORE == "auto",
        extra_compile_args=["-O1", "-g", *SANITIZER] if SANITIZER else ["-O3", "-g0"],
        extra_link_args=SANITIZER,
        cython_c_in_temp=True,
        cython_directives={"language_level": "3"},
    )


setup(
    ext_modules=[] if CORE == "pure" else [extension(module) for module in COMPILED],
    cmdclass={"build_ext": build_ext},
)
