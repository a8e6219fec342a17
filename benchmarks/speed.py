"""How fast clean text passes on one core, and what start-up costs. Every answer that is timed is checked."""

from __future__ import annotations

import argparse
import lzma
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import report

from textfix import Fixer

REPOSITORY = Path(__file__).resolve().parents[1]
ARTICLE = REPOSITORY / "seeds" / "000_44d9d2fac554ed66.expected.txt"

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})

COMMANDS = {
    "python -c pass": (["-c", "pass"], ""),
    "textfix --version": (["-m", "textfix", "--version"], "textfix "),
    "import textfix; textfix.fix(…)": (
        ["-c", "import textfix; print(textfix.fix('in the meeting ofleaders of the party'))"],
        "in the meeting of leaders of the party\n",
    ),
}
"""What is started for each row: the arguments for Python, and how the output begins."""


def clean_text(shared: Path, size: int) -> tuple[str, str]:
    """About `size` code points of clean text in ASCII, and where it is from.

    The shared folder's clean text, some of each file, or without it the article again and again.
    """
    files = sorted((shared / "corpus" / "clean-dev").glob("*.xz"))
    share = size // max(len(files), 1)
    texts = [lzma.decompress(file.read_bytes()).decode()[:share] for file in files]
    article = ARTICLE.read_text("utf-8")
    text = "\n\n".join(texts or [article] * (size // len(article)))
    plain = text.translate(STRAIGHT).encode("ascii", "ignore").decode()
    return re.sub(r"\n+", "\n\n", plain), "corpus/clean-dev" if texts else "the seed article, repeated"


def typographic(text: str) -> str:
    """The same text with curly quotes, which makes Python store it in two bytes a character."""
    return re.sub(r'(^|[\s(])"', r"\1“", text, flags=re.M).replace('"', "”").replace("'", "’")


def throughput(text: str, repeats: int) -> float:
    """Megabytes of UTF-8 in a second, the median of `repeats` runs over the text once it is repaired."""
    fixer = Fixer()
    clean = fixer(text)
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        passed = fixer(clean)
        seconds.append(time.perf_counter() - start)
        assert passed is clean, "clean text did not come out as the same object"
    return len(clean.encode()) / 1e6 / statistics.median(seconds)


def cpu_times(arguments: list[str], beginning: str, repeats: int) -> Iterator[float]:
    """Milliseconds of CPU time, user and system, that each of `repeats` runs of Python takes."""
    for _ in range(repeats):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run.stdout.startswith(beginning), f"{arguments} printed {run.stdout!r}"
        yield 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def throughput_table(text: str, origin: str) -> str:
    forms: dict[str, Callable[[str], str]] = {"ASCII": str, "typographic": typographic}
    rows = [[name, f"{throughput(form(text), 3):.1f}"] for name, form in forms.items()]
    return report.table([f"clean text ({origin})", "MB/s on one core"], rows)


def start_up_table(repeats: int) -> str:
    medians = {name: statistics.median(cpu_times(*command, repeats)) for name, command in COMMANDS.items()}
    return report.table(["start-up", "ms of CPU"], [[name, f"{median:.0f}"] for name, median in medians.items()])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared", help="has corpus/clean-dev/")
    parser.add_argument("--size", type=int, default=8_000_000, help="code points of clean text")
    parser.add_argument("--repeats", type=int, default=20, help="runs of each command")
    parser.add_argument("--output", action="store_true", help=f"also write to benchmarks/{report.RESULTS.name}")
    options = parser.parse_args()
    tables = throughput_table(*clean_text(options.shared, options.size)), start_up_table(options.repeats)
    text = "\n\n".join([report.provenance(dict(Fixer().versions)), *tables])
    print(text)
    if options.output:
        report.write("Speed", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
