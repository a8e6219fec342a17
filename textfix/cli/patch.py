"""`diff`: what would change, as a patch that `git apply` takes."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import PurePath
from typing import TextIO

from ..diff import unified_diff
from ..edits import Result, shift
from ..files import FileError, SourceFile
from .colour import BOLD, CYAN, GREEN, RED, has_colour, painted
from .output import output
from .run import Run

__all__ = ["diff"]


def diff(arguments: Namespace) -> int:
    """Print a patch. 1 where it is not empty."""
    run = Run(arguments)
    base = _base([arguments.stdin_filename] if arguments.stdin_filename else run.named)
    found = False
    with output(run) as stream:
        colours = _has_colour(arguments, stream)
        for source, result, _ in run.repairs():
            with run.failures:
                patch = _patch(source, result, base)
                found = found or bool(patch)
                stream.write(_coloured(patch) if colours else patch)
    if found and base != os.getcwd() and not arguments.quiet:
        print(f"apply it in {base}", file=sys.stderr)
    return run.failures.status(found and not arguments.exit_zero)


def _has_colour(arguments: Namespace, stream: TextIO) -> bool:
    """Tell whether a patch is coloured: unless that is asked for here only on a terminal, since no program takes it."""
    asked_for = arguments.given.get("color") == "always"
    return asked_for or (stream.isatty() and has_colour(arguments.color, stream))


_COLOURS = {"@": CYAN, "-": RED, "+": GREEN}
"""The colours that git gives lines which begin so."""


def _coloured(patch: str) -> str:
    """The patch of one file with its names, which come first, and its lines in colour."""
    lines = patch.split("\n")
    names = [painted(BOLD, line) for line in lines[:2]]
    return "\n".join([*names, *(painted(_COLOURS.get(line[:1], ""), line) for line in lines[2:])])


def _patch(source: SourceFile, result: Result, base: str) -> str:
    if not result.edits:
        return ""
    if source.codec != "utf-8":
        raise FileError(source.path, f"no patch can be made of {source.codec.upper()}; `fix` can repair it")
    # To those who apply patches the mark is a character of the first line.
    mark = source.mark.decode()
    return unified_diff(mark + source.text, tuple(shift(result.edits, len(mark))), _name(source.path, base))


def _base(named: Sequence[str]) -> str:
    """The folder that a patch is applied in: this one, or that which holds all that was named, where it lies elsewhere.

    Names with `..` in them are refused by those who apply patches.
    """
    here = os.getcwd()
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in map(os.path.abspath, named)]
    try:
        common = os.path.commonpath(folders or [here])
    except ValueError:  # on several drives
        return here
    return here if PurePath(common).is_relative_to(here) else common


def _name(path: str, base: str) -> str:
    """The name by which a patch that is applied in `base` finds the file."""
    pure = PurePath(os.path.abspath(path))
    return pure.relative_to(base if pure.is_relative_to(base) else pure.anchor).as_posix()
