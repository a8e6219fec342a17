"""What hostile text costs: the rate at each size, and a failure where twice the text costs more than 2.2 times.

Sizes below 1 MB show what happens within a section, where the time could grow faster than the text; beyond, the
sections add up. Each text has a process of its own, so that its peak of memory is its own too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import report

from textfix import Fixer

MB = 1_000_000
SIZES = (125_000, 250_000, 500_000, MB, 2 * MB, 4 * MB, 8 * MB)
"""Sizes in bytes of UTF-8."""

MOST_FOR_TWICE = 2.2
LEAST_RATE = 1.0  # MB/s
MOST_MEMORY = 3.0  # times the text, beside the text itself
LARGE_ENOUGH = 8 * MB  # bytes of a text beside which what one section needs is little
LEAST_SECONDS = 0.3  # shorter runs are repeated, and the best of them counts
LONG = 5.0  # seconds after which once is enough
TIMEOUT = 120.0  # seconds of all that is done with one text

ARTICLE = Path(__file__).resolve().parents[1] / "seeds" / "000_44d9d2fac554ed66.expected.txt"


def words(size: int) -> str:
    """Words that no model knows, with spaces."""
    chance = random.Random(1)
    return " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 12))) for _ in range(size))


def letters(size: int) -> str:
    """One word that never ends."""
    return "".join(random.Random(2).choices("etaoinshrdlucmfwypvbgk", k=size))


def spaceless(size: int) -> str:
    """An article again and again, all white space lost."""
    return "".join(ARTICLE.read_text("utf-8").split()) * (size // 1000)


def nested(size: int) -> str:
    """Brackets that open, and then close."""
    return "([{" * (size // 6) + "}])" * (size // 6)


def noise(size: int) -> str:
    """The characters that most patterns begin with, in any order."""
    return "".join(random.Random(3).choices("a1 .,:/\\@#$`*_<>()[]{}=\"'-\n~^&|", k=size))


def of(unit: str) -> Callable[[int], str]:
    """The unit again and again."""
    return lambda size: unit * (size // len(unit.encode()) + 1)


TEXTS: Mapping[str, Callable[[int], str]] = {
    "clean article": lambda size: (ARTICLE.read_text("utf-8") + "\n\n") * (size // 1000),
    "one letter": of("a"),
    "a letter and a full stop": of("a."),
    "single letters": of("a b c d e f g "),
    "straight quotes": of('"'),
    "apostrophes": of("'a"),
    "curly quotes": of("“”’"),
    "combining marks": of("\u0301"),
    "letters with many marks": of("e" + "\u0301" * 30 + " "),
    "unknown words": words,
    "one long word": letters,
    "text without spaces": spaceless,
    "nested brackets": nested,
    "opening brackets": of("("),
    "near-miss URLs": of("http:/example. com www .x http//: "),
    "URLs without an end": of("http://a.b/"),
    "addresses without an end": of("a@b."),
    "paths without an end": of("a/../b\\"),
    "numbers without an end": of("12.34,5:6-"),
    "digits": of("7"),
    "key=value": of("a=b;"),
    "zero-width characters": of("a\u200b"),
    "zero-width characters alone": of("\u200b"),
    "emoji that are joined": of("👩\u200d👩\u200d👧"),
    "alternating scripts": of("aж中"),
    "alternating words of scripts": of("the слово 中文 word "),
    "mojibake": of("itâ€™s Ã© "),
    "mojibake without an end": of("Ã¢â‚¬â„¢"),
    "near-miss mojibake": of("Ãâ€"),
    "replacement characters": of("\ufffd"),
    "backticks": of("`"),
    "backticks, one and two": of("` `` "),
    "fences": of("```\n"),
    "dollars": of("$a $"),
    "LaTeX that opens": of("\\begin{equation}"),
    "tags that open": of("<a <b "),
    "comments that open": of("<!--"),
    "elements that open": of("<pre>"),
    "quote marks": of("> "),
    "hyphens": of("a-"),
    "dots": of("."),
    "a word again and again": of("the "),
    "a misspelling again and again": of("recieve "),
    "words broken in two": of("the recon struction of "),
    "empty lines": of("\n"),
    "carriage returns": of("\r"),
    "spaces": of(" "),
    "spaces before marks": of("word ,next .And"),
    "noise": noise,
}
"""What each text is called, and what makes it in a given size or a little more."""


def measured(name: str, sizes: list[int]) -> Iterator[dict[str, float]]:
    """The seconds of CPU time for each size, and how many times its size the largest text took beside itself."""
    fixer, whole = Fixer(), TEXTS[name](max(sizes)).encode()[: max(sizes)].decode("utf-8", "ignore")
    fixer(whole[:1000])  # what is loaded once is loaded
    texts = [whole[: len(whole) * size // max(sizes)] for size in sizes]
    _forget_peak()
    before = _status("VmRSS")
    for text in texts:
        yield {"seconds": _seconds(fixer, text)}
    yield {"memory": (_status("VmHWM") - before) / max(sizes)}


def _seconds(fixer: Fixer, text: str) -> float:
    """The best of two runs, or of as many as are long enough to be timed."""
    best, spent, runs = math.inf, 0.0, 0
    while spent < LEAST_SECONDS or (runs < 2 and best < LONG):
        start = time.process_time()
        fixer(text)
        elapsed = time.process_time() - start
        best, spent, runs = min(best, elapsed), spent + elapsed, runs + 1
    return best


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _status(field: str) -> int:
    """Bytes that this process holds (`VmRSS`) or held at most (`VmHWM`); Linux only."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def in_child(name: str, sizes: list[int]) -> tuple[list[float], float]:
    """What is `measured` in a process of its own; as many sizes as it got to before its time was up."""
    command = [sys.executable, __file__, "--measure", name, "--sizes", *map(str, sizes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        timer = threading.Timer(TIMEOUT, process.kill)
        timer.start()
        lines = [json.loads(line) for line in process.stdout or ()]
        timer.cancel()
    seconds = [line["seconds"] for line in lines if "seconds" in line]
    return seconds, next((line["memory"] for line in lines if "memory" in line), math.nan)


def steps(sizes: list[int], seconds: list[float]) -> Iterator[tuple[int, int, float, bool]]:
    """From which size to which, how many times as long it takes, and whether that is too long."""
    for (small, least), (large, most) in itertools.pairwise(zip(sizes, seconds, strict=False)):
        yield small, large, most / least, most / least > MOST_FOR_TWICE * large / small / 2


def problems(sizes: list[int], seconds: list[float], memory: float) -> list[str]:
    """What is wrong with these figures."""
    found = [
        f"{ratio:.1f} x the time from {small / MB:g} to {large / MB:g} MB"
        for small, large, ratio, is_steep in steps(sizes, seconds)
        if is_steep
    ]
    if len(seconds) < len(sizes):
        found.append(f"no answer for {sizes[len(seconds)] / MB:g} MB within {TIMEOUT:g} s")
    if seconds and sizes[len(seconds) - 1] / MB / seconds[-1] < LEAST_RATE:
        found.append(f"slower than {LEAST_RATE:g} MB/s")
    if memory > MOST_MEMORY and max(sizes) >= LARGE_ENOUGH:
        found.append(f"{memory:.1f} x its size in memory")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=list(TEXTS), choices=TEXTS, metavar="TEXT", help="these alone")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), metavar="BYTES", help="ascending")
    parser.add_argument("--measure", choices=TEXTS, help=argparse.SUPPRESS)
    parser.add_argument("--output", action="store_true", help=f"also write to benchmarks/{report.RESULTS.name}")
    options = parser.parse_args()
    if options.measure:
        for figure in measured(options.measure, options.sizes):
            print(json.dumps(figure), flush=True)
        return 0
    rows, failed = [], {}
    for name in options.only:
        seconds, memory = in_child(name, options.sizes)
        if any(is_steep for *_, is_steep in steps(options.sizes, seconds)):
            # Whoever else uses the machine makes a run slower, never faster.
            again, _ = in_child(name, options.sizes)
            seconds = [min(pair) for pair in zip(seconds, again, strict=False)]
        rates = [f"{size / MB / second:.1f}" for size, second in zip(options.sizes, seconds, strict=False)]
        rows.append([name, *rates, *["-"] * (len(options.sizes) - len(rates)), f"{memory:.1f}"])
        failed[name] = problems(options.sizes, seconds, memory)
        print("\t".join([*rows[-1], *failed[name]]), file=sys.stderr, flush=True)
    heads = ["MB/s on one core, by size in MB", *(f"{size / MB:g}" for size in options.sizes), "memory"]
    failures = [f"- {name}: {', '.join(found)}" for name, found in failed.items() if found]
    text = "\n\n".join([report.provenance(dict(Fixer().versions)), report.table(heads, rows), "\n".join(failures)])
    print(text)
    if options.output:
        report.write("Hostile text", text)
    return int(bool(failures))


if __name__ == "__main__":
    raise SystemExit(main())
