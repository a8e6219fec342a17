"""How fast textfix is beside its peers, in one run on the same text, and what starting it costs.

Every tool takes its turn in every round, so that what slows the machine down slows all of them; an answer that is
not the same in every round ends the run, and so does clean text that does not come out as the same object.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.util
import json
import lzma
import operator
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import report

from textfix import Fixer
from textfix.edits import apply
from textfix.train.damage import Damager

REPOSITORY = Path(__file__).resolve().parents[1]
ARTICLE = REPOSITORY / "seeds" / "000_44d9d2fac554ed66.expected.txt"

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})

Repairer: TypeAlias = Callable[[str], object]
"""Takes a text and gives an answer, whose `repr` is what is checked."""

# ---- inputs


def clean_text(shared: Path, size: int) -> str:
    """About `size` code points of clean text in ASCII: of the shared folder, or else the article again and again."""
    files = sorted((shared / "corpus" / "clean-dev").glob("*.xz"))
    share = size // max(len(files), 1)
    texts = [lzma.decompress(file.read_bytes()).decode()[:share] for file in files]
    article = ARTICLE.read_text("utf-8")
    text = "\n\n".join(texts or [article] * (size // len(article)))
    plain = text.translate(STRAIGHT).encode("ascii", "ignore").decode()
    return Fixer()(re.sub(r"\n+", "\n\n", plain))


def typographic(text: str) -> str:
    """The same text with curly quotes, which makes Python store it in two bytes a character."""
    return re.sub(r'(^|[\s(])"', r"\1“", text, flags=re.M).replace('"', "”").replace("'", "’")


def damaged(text: str, rate: float) -> str:
    """The text with slips in this share of its words: lost and extra spaces, mistyped words, words written twice."""
    return apply(text, Damager({}, {}).damage(text, rate, random.Random(0)))


class Input(NamedTuple):
    """Texts that are repaired one by one; `as_it_was` tells that each must come out as the same object."""

    name: str
    texts: Sequence[str]
    as_it_was: bool = False


def inputs(text: str) -> list[Input]:
    """What is measured, from clean text in ASCII."""
    fixer = Fixer()
    curly = fixer(typographic(text))
    lines = [line[:100] for line in text.split("\n") if len(line) >= 100]
    strings = [line for line in lines if fixer(line) == line]
    # What cuts a word in two is no clean text: such strings are read closely, and most of their time goes there.
    whole = [string for string in (line.rsplit(" ", 1)[0] for line in lines) if fixer(string) == string]
    return [
        Input("clean, ASCII", [text], True),
        Input("clean, curly quotes", [curly], True),
        Input("1 % of the words damaged", [damaged(text[: len(text) // 4], 0.01)]),
        Input("10 % of the words damaged", [damaged(text[: len(text) // 40], 0.1)]),
        Input("clean, one line", [text.replace("\n\n", " ")]),
        Input("clean strings of 100 characters", strings[:5000], True),
        Input("the same, cut between words", whole[:5000], True),
        Input("Chinese", ["这座城市在河的南岸，有一座古老的桥。" * (len(text) // 80)]),
        Input(
            "UTF-8 read as Windows-1252", ["It was “all” – or nothing. ".encode().decode("cp1252", "replace") * 2000]
        ),
    ]


# ---- libraries


def libraries() -> dict[str, Repairer]:
    """What repairs text in this process, by name: those that are installed."""
    found: dict[str, Repairer] = {"textfix": Fixer()}
    if importlib.util.find_spec("ftfy"):
        import ftfy

        found["ftfy"] = ftfy.fix_text
    if importlib.util.find_spec("symspellpy"):
        found["symspellpy"] = _symspell()
    return found


def _symspell() -> Repairer:
    """The best word for each word of a text, within two slips: what SymSpell is made for."""
    from importlib.resources import files

    from symspellpy import SymSpell, Verbosity

    speller = SymSpell(max_dictionary_edit_distance=2)
    speller.load_dictionary(str(files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1)

    def repair(text: str) -> str:
        words = re.findall(r"[a-z']+", text.lower())
        return " ".join(speller.lookup(word, Verbosity.TOP, 2, include_unknown=True)[0].term for word in words)

    return repair


def seconds(repair: Repairer, given: Input, digests: dict[str, str], name: str) -> float:
    """Seconds of CPU time that a tool takes for an input, once; its answer must be what it was the last time."""
    gc.collect()
    start = time.process_time()
    answers = [repair(text) for text in given.texts]
    taken = time.process_time() - start
    _check(digests, f"{name} on {given.name}", repr(answers))
    if given.as_it_was and name == "textfix":
        assert all(map(operator.is_, answers, given.texts)), f"{given.name} did not come out as the same object"
    return taken


def _check(digests: dict[str, str], what: str, answer: str) -> None:
    digest = hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
    assert digests.setdefault(what, digest) == digest, f"{what}: another answer than the last time"


def library_table(text: str, rounds: int) -> str:
    """For each input the speed of textfix, and how many times that of each other library it is."""
    tools, digests = libraries(), dict[str, str]()
    rows = []
    for given in inputs(text):
        taken: dict[str, list[float]] = {name: [] for name in tools}
        for _ in range(rounds):
            for name, repair in tools.items():
                taken[name].append(seconds(repair, given, digests, name))
        size = sum(len(each.encode("utf-8", "surrogatepass")) for each in given.texts)
        rows.append([given.name, *_speeds({name: min(times) for name, times in taken.items()}, size, len(given.texts))])
    others = [f"times {name}" for name in tools if name != "textfix"]
    return report.table(["in one process, CPU time", "MB", "MB/s", "calls/s", *others], rows)


def _speeds(taken: Mapping[str, float], size: int, calls: int) -> list[str]:
    own = taken["textfix"]
    times = [f"{other / own:.2f}" for name, other in taken.items() if name != "textfix"]
    return [f"{size / 1e6:.2f}", f"{size / 1e6 / own:.2f}", f"{calls / own:,.0f}", *times]


# ---- commands

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "textfix": (sys.executable, "-m", "textfix", "check", "--quiet"),
    "codespell": (str(Path(sys.executable).with_name("codespell")),),
    "typos": (str(Path(sys.executable).with_name("typos")),),
    "aspell": ("aspell", "list"),
    "hunspell": ("hunspell", "-l"),
}
"""What is started to have files checked. Aspell reads standard input, the others take paths."""


class Cost(NamedTuple):
    """What a command took: milliseconds of CPU time, user and system, and megabytes of memory at most."""

    cpu: float
    memory: float


STARTER = """
import json, os, sys
for line in sys.stdin:
    command, given, output = json.loads(line)
    process = os.fork()
    if not process:
        os.dup2(os.open(given, os.O_RDONLY), 0)
        os.dup2(os.open(output, os.O_WRONLY | os.O_TRUNC), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(process, 0)
    print(json.dumps([status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]), flush=True)
"""
"""Starts commands from a process that is small: what a process had before it became another counts as memory too."""


class Starter:
    """Starts commands and tells what they cost."""

    def __init__(self, folder: Path) -> None:
        self.output, self.digests = folder / "output", dict[str, str]()
        self.output.touch()
        command = [sys.executable, "-S", "-E", "-c", STARTER]
        # An installed package comes with its bytecode; a checkout makes it at the first start, where it may.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=kept)

    def run(self, name: str, paths: Sequence[Path], what: str) -> Cost:
        """Start a command on some files, once."""
        command, given = [*COMMANDS[name]], os.devnull
        if name == "aspell":
            given = str(paths[0])
        else:
            command += map(str, paths)
        assert self.process.stdin and self.process.stdout
        print(json.dumps([command, given, str(self.output)]), file=self.process.stdin, flush=True)
        status, seconds, memory = json.loads(self.process.stdout.readline())
        _check(self.digests, f"{name} on {what}", f"{status} {sorted(self.output.read_bytes().splitlines())}")
        return Cost(1000 * seconds, memory / 1024)


def command_table(text: str, rounds: int) -> str:
    """For each set of files what textfix takes, and what each other command takes, in times of that."""
    tools = [name for name, (program, *_) in COMMANDS.items() if shutil.which(program)]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        starter = Starter(Path(folder))
        with starter.process:
            for what, paths in _files(Path(folder), text).items():
                costs: dict[str, list[Cost]] = {name: [] for name in tools}
                for _ in range(rounds):
                    for name in tools:
                        costs[name].append(starter.run(name, paths, what))
                rows.append([what, *_shares(costs)])
    others = [f"{name}: CPU, MB" for name in tools if name != "textfix"]
    return report.table(["command on files", "textfix: ms of CPU", "MB", *others], rows)


def _files(folder: Path, text: str) -> dict[str, list[Path]]:
    contents = {
        "1 KB, clean": [text[:1000]],
        "3 MB, clean": [text[:3_000_000]],
        "0.5 MB, 1 % of the words damaged": [damaged(text[:500_000], 0.01)],
        "500 files of 2 KB": [text[2000 * place : 2000 * (place + 1)] for place in range(500)],
    }
    found: dict[str, list[Path]] = {}
    for number, (what, parts) in enumerate(contents.items()):
        found[what] = [folder / f"{number}-{part}.txt" for part in range(len(parts))]
        for path, part in zip(found[what], parts, strict=True):
            path.write_text(part, "utf-8")
    return found


def _shares(costs: Mapping[str, Sequence[Cost]]) -> list[str]:
    """The medians: of textfix in full, of the others as multiples of it."""
    cpu = {name: statistics.median(cost.cpu for cost in each) for name, each in costs.items()}
    memory = {name: statistics.median(cost.memory for cost in each) for name, each in costs.items()}
    others = [
        f"× {cpu[name] / cpu['textfix']:.2f}, {memory[name]:.0f}" if cpu[name] else "–"
        for name in costs
        if name != "textfix"
    ]
    return [f"{cpu['textfix']:,.0f}", f"{memory['textfix']:.0f}", *others]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared", help="has corpus/clean-dev/")
    parser.add_argument("--size", type=int, default=4_000_000, help="code points of clean text")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each tool on each text")
    parser.add_argument("--starts", type=int, default=9, help="turns of each command on each set of files")
    parser.add_argument("--output", action="store_true", help=f"also write to benchmarks/{report.RESULTS.name}")
    options = parser.parse_args()
    text = clean_text(options.shared, options.size)
    tables = library_table(text, options.rounds), command_table(text, options.starts)
    printed = "\n\n".join([report.provenance(dict(Fixer().versions)), *tables])
    print(printed)
    if options.output:
        report.write("Speed", printed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
