"""Builds the compiled core; everything else about the package stands in pyproject.toml.

`TEXTFIX_CORE=auto` (the default) compiles where that works and goes on interpreted where it does not,
`require` fails where it does not, `pure` does not try.
"""

import os
from pathlib import Path

from Cython.Build import build_ext
from Cython.Distutils.extension import Extension
from setuptools import setup

COMPILED: tuple[str, ...] = ("candidates", "decode", "prefilter", "sieve", "spacing", "tables", "tokens")
"""The modules of textfix/engine/ that are compiled. Each runs interpreted too, with the same answers."""

CORE = os.environ.get("TEXTFIX_CORE", "auto")
if CORE not in ("auto", "require", "pure"):
    raise SystemExit(f"TEXTFIX_CORE must be auto, require or pure, not {CORE!r}")


def extension(module: str) -> Extension:
    """Describe how one module of the engine is compiled."""
    source = f"textfix/engine/{module}.py"
    declarations = source.replace(".py", ".pxd")
    return Extension(
        f"textfix.engine.{module}",
        [source],
        depends=[declarations] if Path(declarations).exists() else [],
        optional=CORE == "auto",
        extra_compile_args=["-O3", "-g0"],
        cython_c_in_temp=True,
        cython_directives={"language_level": "3"},
    )


setup(
    ext_modules=[] if CORE == "pure" else [extension(module) for module in COMPILED],
    cmdclass={"build_ext": build_ext},
)
