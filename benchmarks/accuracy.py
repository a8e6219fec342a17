"""Repair and harm, from one run.

Each line of a set is a document of its own. The F1s and the share of exact lines are the published metrics of
the dev sets. Right, wrong and missed edits are counted as the shared metrics count them: operations on white
space, or edits of tokens. On clean text every edit counts as wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import report
from scipy.special import gammaincinv  # type: ignore[import-untyped]

from textfix import Edit, Fixer

REPOSITORY = Path(__file__).resolve().parents[1]

FOLDERS = {
    "dev/dev-wsc": "spaces",
    "dev/tuning-wsc": "spaces",
    "dev/dev-sec": "spelling",
    "corpus/clean-dev": "clean",
}
"""Where the sets lie in the shared folder, and of which kind they are."""

SELECT = {
    "spaces": ["spaces"],  # only spaces are damaged here, or only they are to be repaired
    "spelling": None,
    "clean": None,
}
"""The rules for each kind of set; None for those that are on by default."""


class Change(NamedTuple):
    """Replace source[start:end] by text. Where textfix did it, `rule` and `confidence` say why."""

    start: int
    end: int
    text: str
    rule: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Set:
    """Lines that are damaged and what they should be; clean text should stay what it is."""

    name: str
    kind: str
    sources: Sequence[str]
    targets: Sequence[str]

    @property
    def words(self) -> int:
        return sum(len(target.split()) for target in self.targets)


@dataclass(frozen=True)
class Judged:
    """A line after its repair: which changes were right, which were wrong, and which are missing."""

    source: str
    text: str
    right: list[Change]
    wrong: list[Change]
    missed: list[Change]


@dataclass(frozen=True)
class Outcome:
    """A set after its repair."""

    lines: list[Judged]
    seconds: float

    def changes(self, verdict: str) -> Iterator[tuple[str, Change]]:
        """The changes that are `right`, `wrong` or `missed`, each with the line that it stands in."""
        return ((line.source, change) for line in self.lines for change in getattr(line, verdict))

    def count(self, verdict: str) -> int:
        return sum(1 for _ in self.changes(verdict))

    def by_rule(self, verdict: str) -> Counter[str]:
        return Counter(change.rule for _, change in self.changes(verdict))


@cache
def tool(shared: Path, name: str) -> Any:
    """A module of the shared folder's tools."""
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_sets(shared: Path, names: Sequence[str], limit: int | None) -> Iterator[Set]:
    """The sets of these names (or of the folders of these names), or all; the first `limit` lines of each."""
    for folder, kind in FOLDERS.items():
        for path in sorted((shared / folder).iterdir()):
            name = f"{path.parent.name}/{path.name.removesuffix('.txt.xz')}"
            if names and not {name, *name.split("/")} & set(names):
                continue
            pair = (path, path) if kind == "clean" else (path / "corrupt.txt", path / "correct.txt")
            sources, targets = (tool(shared, "official")._lines(each)[:limit] for each in pair)
            yield Set(name, kind, sources, targets)


def repair(fixer: Fixer, each: Set, shared: Path, jobs: int) -> Outcome:
    """Repair a set, `jobs` processes wide, and judge what was done."""
    start = time.perf_counter()
    work = partial(judge, fixer, each.kind, shared)
    if jobs == 1:
        lines = list(map(work, each.sources, each.targets))
    else:
        with ProcessPoolExecutor(jobs) as pool:
            lines = list(pool.map(work, each.sources, each.targets, chunksize=100))
    return Outcome(lines, time.perf_counter() - start)


def judge(fixer: Fixer, kind: str, shared: Path, source: str, target: str) -> Judged:
    """Repair one line and compare what was changed with what should have been."""
    result = fixer.explain(source)
    metrics = tool(shared, "metrics")
    differences = space_changes if kind == "spaces" else token_changes
    wanted, made = differences(metrics, source, target), differences(metrics, source, result.text)
    right = [named(change, result.edits) for change in sorted(made & wanted)]
    wrong = [named(change, result.edits) for change in sorted(made - wanted)]
    return Judged(source, result.text, right, wrong, sorted(wanted - made))


def token_changes(metrics: Any, source: str, target: str) -> set[Change]:
    """The edits of tokens that make `target` of `source`."""
    return set() if source == target else {Change(*edit) for edit in metrics.token_edits(source, target)}


def space_changes(metrics: Any, source: str, target: str) -> set[Change]:
    """The operations on white space that make `target` of `source`.

    Where letters differ too, which a run with the space rules alone never brings about, the whole line counts
    as one change.
    """
    operations = metrics.space_ops(source, target)
    if operations is None:
        return {Change(0, len(source), target)}
    places = [n for n, character in enumerate(source) if not character.isspace()]
    return {
        Change(places[n], places[n], " ") if kind == "insert" else Change(places[n - 1] + 1, places[n], "")
        for n, kind in operations
    }


def named(change: Change, edits: Iterable[Edit]) -> Change:
    """The change with the rule and confidence of the edit behind it: one that touches it, or the nearest."""
    edit = min(edits, key=lambda each: max(each.start - change.end, change.start - each.end, 0))
    return change._replace(rule=edit.rule, confidence=edit.confidence)


def official(each: Set, outcome: Outcome, shared: Path) -> list[str]:
    """The published metrics in percent: F1 over all edits, mean F1 of the lines, share of exact lines."""
    if each.kind == "clean":
        return ["", "", ""]
    measure = getattr(tool(shared, "official"), each.kind)
    scores = measure(each.sources, [line.text for line in outcome.lines], each.targets)
    return [f"{scores[name]:.2f}" for name in ("micro", "sequence", "accuracy")]


def share(part: int, other: int) -> str:
    """`part` of the sum of both, in percent."""
    return f"{100 * part / (part + other):.2f}" if part + other else ""


def upper_bound(count: int) -> float:
    """The rate that a Poisson count as small as this rules out with 95 % confidence (one-sided, exact)."""
    return float(gammaincinv(count + 1, 0.95))


def rates(wrong: int, words: int) -> list[str]:
    """Wrong edits, how many in 1,000 words, and the upper 95 % bound of that."""
    return [str(wrong), f"{1000 * wrong / words:.4f}", f"{1000 * upper_bound(wrong) / words:.4f}"]


def set_row(each: Set, scores: list[str], outcome: Outcome) -> list[str]:
    right, wrong, missed = (outcome.count(verdict) for verdict in ("right", "wrong", "missed"))
    precision, recall = ("", "") if each.kind == "clean" else (share(right, wrong), share(right, missed))
    size = [each.name, str(len(each.sources)), str(each.words)]
    return [*size, *scores, precision, recall, *rates(wrong, each.words), f"{outcome.seconds:.0f}"]


def rule_rows(outcomes: Sequence[tuple[Set, Outcome]]) -> Iterator[list[str]]:
    """For each rule its right and wrong edits on damaged text, and the harm it does on clean text."""
    damaged = [outcome for each, outcome in outcomes if each.kind != "clean"]
    clean = [outcome for each, outcome in outcomes if each.kind == "clean"]
    words = sum(each.words for each, _ in outcomes if each.kind == "clean")
    right, wrong, harm = (
        sum((outcome.by_rule(verdict) for outcome in some), Counter())
        for some, verdict in ((damaged, "right"), (damaged, "wrong"), (clean, "wrong"))
    )
    for rule in sorted({*right, *wrong, *harm}):
        yield [rule, str(right[rule]), str(wrong[rule]), *(rates(harm[rule], words) if words else ["", "", ""])]
    if words:
        yield ["all", str(right.total()), str(wrong.total()), *rates(harm.total(), words)]


def in_context(source: str, change: Change, width: int = 50) -> str:
    before, after = source[max(0, change.start - width) : change.start], source[change.end : change.end + width]
    return f"…{before}⟦{source[change.start : change.end]}→{change.text}⟧{after}…"


def samples(each: Set, outcome: Outcome, count: int) -> Iterator[str]:
    """Some wrong and some missing edits in their context, always the same ones for the same outcome."""
    for verdict in ("wrong", "missed"):
        found = list(outcome.changes(verdict))
        for source, change in random.Random(0).sample(found, min(count, len(found))):
            cause = f" {change.rule} {change.confidence:.3f}" if change.rule else ""
            yield f"{each.name} {verdict}{cause}: {in_context(source, change)}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add(
        "--shared",
        type=Path,
        default=REPOSITORY.parent / "shared",
        help="the folder with dev/, corpus/, tools/",
    )
    add("--sets", type=lambda names: names.split(","), default=[], help="only these, as in Wiki,ACL or dev-sec")
    add("--lines", type=int, help="only the first so many lines of each set")
    add("--jobs", type=int, default=2, help="processes")
    add("--level", type=level_option, help="one for all; else balanced for the F1s, careful for the rest")
    add("--select", type=lambda names: names.split(","), help="rules other than those that fit the kind of set")
    add("--harm", action=argparse.BooleanOptionalAction, default=True, help="also repair clean text")
    add("--show", type=int, default=0, metavar="N", help="print N wrong and N missing edits of each set")
    add("--output", action="store_true", help=f"also write the tables to benchmarks/{report.RESULTS.name}")
    return parser.parse_args()


def level_option(name: str) -> str | float:
    return float(name) if name[:1].isdigit() else name


def measure(each: Set, options: argparse.Namespace) -> tuple[list[str], Outcome]:
    """The row of the table for a set, and its outcome at the level that harm is measured at."""
    select = options.select or SELECT[each.kind]
    level = "careful" if options.level is None else options.level
    careful = repair(Fixer(level=level, select=select), each, options.shared, options.jobs)
    best = careful
    if options.level is None and each.kind != "clean":
        best = repair(Fixer(level="balanced", select=select), each, options.shared, options.jobs)
    return set_row(each, official(each, best, options.shared), careful), careful


def main() -> int:
    options = arguments()
    if not options.shared.is_dir():
        print(f"{options.shared} is not there: nothing to measure. --shared names the folder with the sets.")
        return 0
    outcomes, rows = [], []
    for each in find_sets(options.shared, options.sets, options.lines):
        if each.kind == "clean" and not options.harm:
            continue
        row, outcome = measure(each, options)
        for line in samples(each, outcome, options.show):
            print(line)
        outcomes.append((each, outcome))
        rows.append(row)
    if not rows:
        print(f"no set is named {', '.join(options.sets)}")
        return 2
    tables = report.table(SET_HEADS, rows), report.table(RULE_HEADS, rule_rows(outcomes))
    text = "\n\n".join([headline(options), *tables])
    print(text)
    if options.output:
        report.write("Accuracy", text)
    return 0


HARM_HEADS = ["wrong", "in 1,000 words", "95 % ≤"]
SET_HEADS = ["set", "lines", "words", "F1", "line F1", "exact", "precision", "recall", *HARM_HEADS, "s"]
RULE_HEADS = ["rule", "right", "wrong on damaged", *(f"{head} on clean" for head in HARM_HEADS)]


def headline(options: argparse.Namespace) -> str:
    f1, rest = (options.level, options.level) if options.level is not None else ("balanced", "careful")
    levels = f"F1, line F1 and exact at level {f1}, all else at {rest}."
    return f"{levels}\n\n{report.provenance(dict(Fixer().versions))}"


if __name__ == "__main__":
    raise SystemExit(main())
