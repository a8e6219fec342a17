"""What all benchmarks print: a table, and what it was measured with."""

from __future__ import annotations

import datetime
import os
import platform
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table that reads well as plain text too: the first column to the left, others to the right.

    >>> print(table(["set", "F1"], [["Wiki", 98.5]]))
    | set  |   F1 |
    |------|-----:|
    | Wiki | 98.5 |
    """
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [" | ".join(_aligned(row, widths)) for row in cells]
    rule = "|".join("-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths))
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]


def provenance(versions: Mapping[str, str]) -> str:
    """The command, the day, the machine and the versions, as Markdown; not where the shared folder lies."""
    given = re.sub(r"--shared[ =]\S+ ?", "", shlex.join(sys.argv[1:]))
    command = f"python benchmarks/{Path(sys.argv[0]).name} {given}".rstrip()
    named = ", ".join(f"{name} {number}" for name, number in versions.items())
    return (
        f"`{command}`, {datetime.date.today()}, {_processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {named}, ftfy {version('ftfy')}, {_core()} core"
    )


def _processor() -> str:
    """The model of the processor; `platform.processor()` is empty or just the architecture on Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def _core() -> str:
    import textfix.engine

    files = (file for folder in textfix.engine.__path__ for file in Path(folder).iterdir())
    compiled = any(file.suffix in {".so", ".pyd"} for file in files)
    return "compiled" if compiled else "interpreted"


def write(section: str, text: str) -> None:
    """Put `text` under the heading `section` of RESULTS.md and leave its other sections as they are."""
    old = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    head, *sections = old.split("\n## ")
    kept = [each.rstrip("\n") for each in sections if each.partition("\n")[0] != section]
    parts = [head.rstrip("\n"), *sorted([*kept, f"{section}\n\n{text}"])]
    RESULTS.write_text("\n\n## ".join(parts) + "\n", "utf-8")
