"""Reading a folder of text as streams of tokens."""

from __future__ import annotations

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO, cast

__all__ = ["TOKEN", "WORD", "blocks", "line_pairs", "pair_files", "source_files", "surface_counts"]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""Letters, with apostrophes inside."""

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:\.\d+|,\d{3}(?!\d))*|\n|[^\w\s]|_")
"""A word, a number, the end of a paragraph or a mark. The sieve of the engine cuts text the same way."""

_BLOCK = 1 << 18

HELD_OUT = 64
"""One block of this many is not counted: it is the text that confidence is calibrated on."""


def source_files(folder: Path) -> list[Path]:
    """The text files of a folder, plain or compressed by xz, in a fixed order.

    Raises FileNotFoundError where there are none.
    """
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".txt", ".txt.xz")))
    if not files:
        raise FileNotFoundError(f"{folder}: holds no .txt or .txt.xz file")
    return files


def blocks(path: Path, *, held_out: bool = False) -> Iterator[str]:
    """The text of a file in blocks of whole lines: those to count, or those held out for calibration."""
    with _opened(path) as file:
        number = 0
        while lines := file.readlines(_BLOCK):
            number += 1
            if (number % HELD_OUT == 0) is held_out:
                yield "".join(lines)


def line_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """The lines of corrupt.txt in a folder with those of correct.txt.

    Raises FileNotFoundError where one of the files is missing, ValueError where one has more lines.
    """
    damaged_lines, clean_lines = pair_files(folder)
    with _opened(damaged_lines) as corrupt, _opened(clean_lines) as correct:
        for damaged, clean in zip(corrupt, correct, strict=True):
            yield damaged.strip(), clean.strip()


def pair_files(folder: Path) -> tuple[Path, Path]:
    """The files corrupt.txt and correct.txt of a folder, plain or compressed by xz.

    Raises FileNotFoundError where one of them is missing.
    """
    return _plain_or_compressed(folder / "corrupt.txt"), _plain_or_compressed(folder / "correct.txt")


def _plain_or_compressed(path: Path) -> Path:
    found = next((file for file in (path, path.with_name(f"{path.name}.xz")) if file.exists()), None)
    if found is None:
        raise FileNotFoundError(f"{path}: no such file, nor {path.name}.xz")
    return found


def _opened(path: Path) -> TextIO:
    opener = lzma.open if path.suffix == ".xz" else open
    return cast(TextIO, opener(path, "rt", encoding="utf-8", errors="replace", newline="\n"))


def surface_counts(files: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """How often each word form occurs, and in how many files."""
    total: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for path in files:
        here: Counter[str] = Counter()
        for text in blocks(path):
            here.update(WORD.findall(text))
        total.update(here)
        spread.update(here.keys())
    return total, spread
