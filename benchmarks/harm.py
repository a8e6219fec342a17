"""What textfix does to text that is right, and how well it repairs damage that is planted in the same text.

Whatever is changed in clean text counts as harm, though some of it repairs real errors: `--edits` writes it all to
a file to be looked at. What only makes sense together is one decision, and counts once. The clean text comes in
two halves: sources that confidence was calibrated on, and sources that only report.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from pathlib import Path

import report
from accuracy import REPOSITORY, Change, find_sets, in_context, level_option, rates, share
from planted import (
    VERDICTS,
    Bin,
    Document,
    IsWord,
    Outcome,
    Repair,
    Repairer,
    Sample,
    Slip,
    above,
    bins,
    blocks,
    calibration_error,
    half_of,
    is_known,
    judge,
    lost_wraps,
    planted,
    resampled,
    typos,
)

from textfix import Edit, Fixer
from textfix.levels import LEVELS, level_of
from textfix.model import load
from textfix.pipeline import Page
from textfix.rules import RULES
from textfix.train.damage import Damager, pages
from textfix.train.held_out import damager_of
from textfix.train.spelling import read_misspellings

CALIBRATES = ("mixed-gum", "news-reuters21578", "tech-odin-curriculum")
"""The sources of clean text that confidence is calibrated on; all others report."""

WRAPPED = ("news-treebank-wsj-raw", "mixed-nltk-brown", "textbooks-openstax-ccbyncsa")
"""The sources that are prose, as it is wrapped; the first is news."""

REPORTS = 1
"""The half of the lemmas whose misspellings are planted."""

LINES_A_DOCUMENT = 50
"""How many lines are drawn together when clean text is resampled."""

LINES_A_PAGE, PARAGRAPHS_AN_ARTICLE = 40, 20

WIDTHS = range(60, 79)

WORDS_A_LINE = 12
"""About how many words stand between two line ends."""

TYPO_RATE = 1 / 200
"""Misspelt words among all."""

RATES = (0.001, 0.01, 0.05)
"""Shares of damaged words."""

REFERENCE = 0.01
"""The share whose recall stands beside the harm."""

MIXTURE: Mapping[float, float] = {0.0: 0.5, 0.001: 0.15, 0.01: 0.2, 0.05: 0.15}
"""Shares of the words at each rate, for which confidence is meant to be true: one damaged word in a hundred."""

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99)

FLOOR = level_of(0.1)
"""Less likely changes are not worth a word to the engine either."""

Level = str | float


def repaired(fixer: Fixer, text: str) -> Sequence[Edit]:
    """What a user would get."""
    return fixer.explain(text).edits


def suggested(fixer: Fixer, text: str) -> Sequence[Edit]:
    """Whatever the rules suggest at first sight, likely or not: what confidence is judged by."""
    edits, _ = fixer.pipeline.once(Page(text, fixer.language), FLOOR)
    return edits


@dataclass(frozen=True)
class Bench:
    """The texts by source, the damage to plant, and who does the work."""

    texts: Mapping[str, Sequence[str]]
    damager: Damager
    clear: Damager
    is_word: IsWord
    levels: Sequence[Level]
    slips: int
    pool: Executor

    @classmethod
    def of(cls, shared: Path, lines: int | None, levels: Sequence[Level], slips: int, pool: Executor) -> Bench:
        """The clean text of the shared folder, the first `lines` of each source, and the damage that is kept for it."""
        model, clean = load("en"), find_sets(shared, ["clean-dev"], lines)
        misspellings = read_misspellings(shared / "resources" / "typos-words.csv.xz")
        texts = {each.name.removeprefix("clean-dev/"): each.sources for each in clean}
        kept = half_of(misspellings, REPORTS)
        single = {typed: meant for typed, meant in kept.items() if len(meant) == 1}
        damager, clear = damager_of(model, kept), damager_of(model, single)
        return cls(texts, damager, clear, partial(is_known, model), levels, slips, pool)

    def run(self, repairer: Repairer, documents: Sequence[Document]) -> list[Outcome]:
        """What became of each document, in order."""
        return list(self.pool.map(partial(judge, repairer), documents, chunksize=1 + len(documents) // 100))

    def by_level(self, documents: Sequence[Document]) -> dict[Level, list[Outcome]]:
        """The same at each level."""
        return {level: self.run(partial(repaired, Fixer(level=level)), documents) for level in self.levels}

    @property
    def reporting(self) -> list[str]:
        return [source for source in self.texts if source not in CALIBRATES]

    def pages(self, source: str, lines: int, slips_a_word: float) -> Iterator[str]:
        """Pages of a source: enough for the slips that are wanted of it, or all."""
        words = 0
        for page in pages("\n".join(self.texts[source]) + "\n", repeat(lines)):
            if words * slips_a_word >= self.slips:
                return
            words += len(page.split())
            yield page

    def damaged(self, sources: Iterable[str], rate: float) -> list[Document]:
        """Pages of these sources with slips of every kind; at rate 0 the pages of the reference, undamaged."""
        return [
            planted(source, page, self.damager.damage(page, rate, chance) if rate else [], self.is_word)
            for source in sources
            for chance in [random.Random(f"{source} {rate}")]
            for page in self.pages(source, LINES_A_PAGE, rate or REFERENCE)
        ]

    def misspelt(self) -> list[Document]:
        """Pages with nothing but misspellings that people made, whose meaning is clear."""
        chance = random.Random(0)
        return [
            planted(source, page, typos(page, self.clear, TYPO_RATE, chance), self.is_word)
            for source in self.reporting
            for page in self.pages(source, LINES_A_PAGE, TYPO_RATE)
        ]

    def joined(self, source: str, share_of_ends: float) -> list[Document]:
        """Articles that were wrapped, each at a width of its own, and lost this share of their line ends."""
        chance = random.Random(0)
        return [
            planted(
                source, page, lost_wraps(page, chance.choice(WIDTHS), share_of_ends, self.is_word, chance), self.is_word
            )
            for page in self.pages(source, PARAGRAPHS_AN_ARTICLE, share_of_ends / WORDS_A_LINE)
        ]


# ---- what outcomes say


def repairs(outcomes: Iterable[Outcome], rule: str = "") -> list[Repair]:
    return [each for outcome in outcomes for each in outcome.repairs if rule in ("", each.rule)]


def slips(outcomes: Iterable[Outcome], rule: str = "", kind: str = "") -> list[Slip]:
    every = (each for outcome in outcomes for each in outcome.slips)
    return [each for each in every if rule in ("", each.rule) and kind in ("", each.kind)]


def verdicts(found: Iterable[Repair]) -> Counter[str]:
    return Counter(each.verdict for each in found)


def recall(found: Sequence[Slip]) -> str:
    """The share of slips that were undone, in percent."""
    undone = sum(slip.confidence > 0 for slip in found)
    return share(undone, len(found) - undone)


def precision(found: Iterable[Repair], without: Sequence[str] = ()) -> str:
    """The share of changes that were right, in percent, `without` those of some verdicts."""
    counts = verdicts(each for each in found if each.verdict not in without)
    return share(counts["right"], counts.total() - counts["right"])


def in_thousand(outcomes: Sequence[Outcome], rule: str = "") -> list[str]:
    """Changes, how many in 1,000 words, its exact 95 % bound, and the interval over resampled documents."""
    counts = [len(repairs([outcome], rule)) for outcome in outcomes]
    words = [outcome.words for outcome in outcomes]
    low, high = resampled(blocks(counts, LINES_A_DOCUMENT), blocks(words, LINES_A_DOCUMENT))
    return [*rates(sum(counts), sum(words)), f"{low:.4f}–{high:.4f}"]


def of_source(outcomes: Iterable[Outcome], source: str) -> list[Outcome]:
    return [outcome for outcome in outcomes if source in ("", outcome.source)]


def seen_rules(outcomes: Iterable[Outcome]) -> list[str]:
    """The rules that made a change or should have, in the order in which they run."""
    names = {repair.rule for repair in repairs(outcomes)} | {slip.rule for slip in slips(outcomes)}
    return [rule for rule in RULES if rule in names]


# ---- tables

ByLevel = Mapping[Level, Sequence[Outcome]]

HARM_HEADS = ["changes", "in 1,000 words", "95 % ≤", "resampled", "recall"]


def harm_by_source(clean: ByLevel, damaged: ByLevel) -> str:
    """Harm in each source at each level, beside the recall on what was planted in it."""
    rows = [
        [
            f"{level} {source or 'all'}",
            sum(each.words for each in mine),
            *in_thousand(mine),
            recall(slips(planted_here)),
        ]
        for level in clean
        for source in [*sources_of(clean[level]), ""]
        for mine, planted_here in [(of_source(clean[level], source), of_source(damaged[level], source))]
    ]
    return report.table(["level, source", "words", *HARM_HEADS], rows)


def harm_by_rule(clean: ByLevel, damaged: ByLevel) -> str:
    """Harm by rule and source at each level, each with its bound, beside the recall of the rule."""
    sources = sources_of(next(iter(clean.values())))
    rows = [
        [
            f"{level} {rule}",
            *(_with_bound(of_source(clean[level], source), rule) for source in sources),
            *in_thousand(clean[level], rule),
            recall(slips(damaged[level], rule)),
        ]
        for level in clean
        for rule in seen_rules([*clean[level], *damaged[level]])
    ]
    return report.table(["level, rule", *sources, *HARM_HEADS], rows)


def _with_bound(outcomes: Sequence[Outcome], rule: str) -> str:
    count, _, bound = rates(len(repairs(outcomes, rule)), sum(each.words for each in outcomes))
    return f"{count} (≤ {bound})"


def sources_of(outcomes: Iterable[Outcome]) -> list[str]:
    return list(dict.fromkeys(outcome.source for outcome in outcomes))


def typo_table(outcomes: ByLevel) -> str:
    """Misspellings that people made: how many are undone, and what else is changed."""
    rows = []
    for level, found in outcomes.items():
        made, every = repairs(found, "typo"), repairs(found)
        counts = verdicts(made)
        rows.append(
            [
                level,
                len(slips(found)),
                recall(slips(found)),
                recall(slips(found, "typo")),
                precision(made),
                precision(made, without=["harm"]),
                *(counts[verdict] for verdict in VERDICTS),
                precision(every),
                precision(every, without=["harm"]),
            ]
        )
    return report.table(TYPO_HEADS, rows)


TYPO_HEADS = [
    "level",
    "planted",
    "recall",
    "recall, not words",
    "precision of typo",
    "without harm",
    *VERDICTS,
    "precision of all",
    "all without harm",
]


def wrap_row(name: str, outcomes: Sequence[Outcome]) -> list[object]:
    """How many joins are undone, and how many of the spaces that come in are right; joins that are words left out."""
    joins = [slip for slip in slips(outcomes) if slip.kind != "itself a word"]
    made = [each for each in repairs(outcomes) if each.rule in SPACING and each.slip != "itself a word"]
    rest = [each for each in repairs(outcomes) if each.rule not in SPACING]
    wrong = verdicts(made)
    return [
        name,
        len(joins),
        recall(joins),
        *(recall(slips(outcomes, kind=kind)) for kind in ("two words", "at a mark")),
        precision(made),
        precision(made, without=["harm"]),
        *(wrong[verdict] for verdict in VERDICTS),
        len(rest) - verdicts(rest)["right"],
        len(slips(outcomes)) - len(joins),
    ]


SPACING = ("missing-space", "punctuation-space")

WRAP_HEADS = [
    "level, line ends lost, source",
    "joins",
    "recall",
    "two words",
    "at a mark",
    "precision",
    "without harm",
    *VERDICTS,
    "other rules, wrong",
    "left out",
]


def damage_by_rule(outcomes: Mapping[float, ByLevel]) -> str:
    """Recall and precision of each rule at each rate and level."""
    levels = list(next(iter(outcomes.values())))
    rows = [
        [
            f"{rate:.1%} {rule or 'all'}",
            len(slips(found[levels[0]], rule)),
            *(recall(slips(found[level], rule)) for level in levels),
            *(precision(repairs(found[level], rule)) for level in levels),
            *(precision(repairs(found[level], rule), without=["harm"]) for level in levels),
        ]
        for rate, found in outcomes.items()
        for rule in [*seen_rules(each for level in levels for each in found[level]), ""]
    ]
    measures = ("recall", "precision", "without harm")
    return report.table(
        ["damage, rule", "planted", *(f"{what}, {level}" for what in measures for level in levels)], rows
    )


def damage_by_kind(outcomes: Mapping[float, ByLevel]) -> str:
    """Recall for each kind of slip at each rate and level."""
    levels = list(next(iter(outcomes.values())))
    rows = [
        [
            f"{rate:.1%} {kind}",
            len(slips(found[levels[0]], kind=kind)),
            *(recall(slips(found[level], kind=kind)) for level in levels),
        ]
        for rate, found in outcomes.items()
        for kind in dict.fromkeys(slip.kind for slip in sorted(slips(found[levels[0]])))
    ]
    return report.table(["damage, slip", "planted", *(f"recall, {level}" for level in levels)], rows)


ByRate = Mapping[float, Sequence[Outcome]]


def samples(outcomes: ByRate, rule: str = "") -> list[Sample]:
    """The changes suggested, weighted so that each rate has its share of the words of the reference mixture."""
    return [
        Sample(each.confidence, each.verdict == "right", MIXTURE[rate] / sum(outcome.words for outcome in found))
        for rate, found in outcomes.items()
        for each in repairs(found, rule)
    ]


def reliability(outcomes: ByRate) -> str:
    """Confidence in ten bins against the share that was right: in the mixture, then at each rate."""
    columns = [bins(samples(outcomes)), *(bins(samples({rate: found})) for rate, found in outcomes.items())]
    rows = [
        [f"{low:.1f}–{low + 0.1:.1f}", *(_in_bin(column, low) for column in columns)]
        for low in sorted({each.low for column in columns for each in column})
    ]
    return report.table(["confidence", "mixture", *(f"{rate:.1%} damaged" for rate in outcomes)], rows)


def _in_bin(column: Sequence[Bin], low: float) -> str:
    found = [each for each in column if each.low == low]
    return "".join(f"{each.confidence:.2f} → {each.right:.2f} ({each.number})" for each in found)


def calibration_errors(outcomes: ByRate) -> str:
    """The expected calibration error of each rule, in the mixture and at each rate."""
    every = [each for found in outcomes.values() for each in found]
    rows = [
        [
            rule or "all",
            len(samples(outcomes, rule)),
            _error(samples(outcomes, rule)),
            *(_error(samples({rate: found}, rule)) for rate, found in outcomes.items()),
        ]
        for rule in [*seen_rules(every), ""]
    ]
    return report.table(["rule", "suggested", "mixture", *(f"{rate:.1%} damaged" for rate in outcomes)], rows)


def _error(found: Sequence[Sample]) -> str:
    return f"{calibration_error(bins(found)):.3f}" if found else ""


def curve(clean: Sequence[Outcome], damaged: Sequence[Outcome]) -> str:
    """For each rule the recall and the harm in 1,000 words at many thresholds."""
    words = sum(each.words for each in clean)
    rows = [
        [rule, *(_recall_over_harm(slips(damaged, rule), repairs(clean, rule), words, least) for least in THRESHOLDS)]
        for rule in seen_rules([*clean, *damaged])
    ]
    return report.table(["rule", *map(str, THRESHOLDS)], rows)


def _recall_over_harm(wanted: Sequence[Slip], made: Sequence[Repair], words: int, threshold: float) -> str:
    undone = above([slip.confidence for slip in wanted], threshold)
    harm = above([repair.confidence for repair in made], threshold)
    return f"{share(undone, len(wanted) - undone) or '–'} / {1000 * harm / words:.3f}"


# ---- runs


def harm_part(bench: Bench, damaged: ByLevel, edits: Path | None) -> str:
    """Clean text, each line a document, the halves apart."""
    documents = [Document(source, line) for source, lines in bench.texts.items() for line in lines]
    clean = bench.by_level(documents)
    if edits:
        write_edits(edits, documents, clean)
    parts = [("Sources that report", bench.reporting), ("Sources that calibrate", CALIBRATES)]
    tables = []
    for title, sources in parts:
        here, planted_here = (
            {level: [each for each in found if each.source in sources] for level, found in outcomes.items()}
            for outcomes in (clean, damaged)
        )
        if any(here.values()):
            tables += [f"{title}:", harm_by_source(here, planted_here), harm_by_rule(here, planted_here)]
    return "\n\n".join(["### Harm", HARM_NOTE, *tables])


HARM_NOTE = f"""\
Every change of clean text, each line a document of its own. *95 % ≤*: exact Poisson bound of the rate in 1,000
words. *Resampled*: middle 95 % over resamples of documents of {LINES_A_DOCUMENT} lines. *Recall*: in percent, of slips
planted in {REFERENCE:.0%} of the words in pages of the same text, at the same level."""


def write_edits(path: Path, documents: Sequence[Document], clean: ByLevel) -> None:
    """Write every change of clean text once, with the first level that makes it, and room for a mark."""
    rows: dict[tuple[int, int, str, str], list[str]] = {}
    for level, outcomes in clean.items():
        for number, (document, outcome) in enumerate(zip(documents, outcomes, strict=True)):
            for each in outcome.repairs:
                context = in_context(document.clean, Change(each.start, each.start + len(each.found), each.text))
                row = ["", str(level), document.source, each.rule, f"{each.confidence:.3f}", context]
                rows.setdefault((number, each.start, each.found, each.text), row)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, "excel-tab")
        table.writerow(["mark", "level", "source", "rule", "confidence", "context"])
        table.writerows(rows.values())


def typo_part(bench: Bench) -> str:
    return "\n\n".join(["### Misspellings that people made", TYPO_NOTE, typo_table(bench.by_level(bench.misspelt()))])


TYPO_NOTE = f"""\
Listed misspellings with a single meaning, from the half of the lemmas that is kept for this, in one of
{1 / TYPO_RATE:.0f} words, in pages of {LINES_A_PAGE} lines of the sources that report. The changes of the rule `typo`
are *right*, *mistaken* (the word was damaged, and is now another than it was), *harm* (made in the undamaged text too)
or *astray* (any other); the text has errors of its own, and what repairs them is among the last two."""


def wrap_part(bench: Bench) -> str:
    """All line ends of an article lost, or three in ten."""
    rows = []
    for lost in (1.0, 0.3):
        for source in (each for each in WRAPPED if each in bench.texts):
            for level, outcomes in bench.by_level(bench.joined(source, lost)).items():
                rows.append(wrap_row(f"{level} {lost:.0%} {source}", outcomes))
    return "\n\n".join(["### Lost line ends", WRAP_NOTE, report.table(WRAP_HEADS, rows)])


WRAP_NOTE = f"""\
Articles of {PARAGRAPHS_AN_ARTICLE} paragraphs, wrapped at {WIDTHS[0]} to {WIDTHS[-1]} columns and joined again
without a space, at all line ends or at some. Joins that are words themselves are left out. Precision counts the
spaces that come in."""


def damage_part(outcomes: Mapping[float, ByLevel]) -> str:
    tables = damage_by_rule(outcomes), damage_by_kind(outcomes)
    return "\n\n".join(["### Damage of every kind", DAMAGE_NOTE, *tables])


DAMAGE_NOTE = f"""\
Slips of every kind in this share of the words, in pages of {LINES_A_PAGE} lines of the sources that
report. *Without harm*: precision without the changes that are made in the undamaged text too."""


def confidence_part(bench: Bench) -> str:
    every: Repairer = partial(suggested, Fixer())
    outcomes = {rate: bench.run(every, bench.damaged(bench.reporting, rate)) for rate in MIXTURE}
    tables = reliability(outcomes), "Expected calibration error:", calibration_errors(outcomes)
    over_harm = curve(outcomes[0.0], outcomes[REFERENCE])
    return "\n\n".join(["### Confidence", CONFIDENCE_NOTE, *tables, CURVE_NOTE, over_harm])


CONFIDENCE_NOTE = """\
Whatever is suggested at first sight, at confidence 0.1 or more, in the same pages: mean confidence →
share that was right (how many). The mixture has one damaged word in a hundred, and half of its words in pages without
damage."""

CURVE_NOTE = f"""\
Recall in percent, with {REFERENCE:.0%} of the words damaged, over harm in 1,000 words of the same pages
undamaged, by the least confidence at which a rule acts:"""


def measured(bench: Bench, edits: Path | None) -> Iterator[str]:
    """The parts of the report, each as soon as it is known."""
    damaged = {rate: bench.by_level(bench.damaged(bench.reporting, rate)) for rate in RATES}
    calibrating = bench.by_level(bench.damaged([each for each in bench.texts if each in CALIBRATES], REFERENCE))
    yield harm_part(bench, {level: [*damaged[REFERENCE][level], *calibrating[level]] for level in calibrating}, edits)
    yield typo_part(bench)
    yield wrap_part(bench)
    yield damage_part(damaged)
    yield confidence_part(bench)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add(
        "--shared",
        type=Path,
        default=REPOSITORY.parent / "shared",
        help="the folder with corpus/, resources/ and tools/",
    )
    add("--lines", type=int, help="only the first so many lines of each source")
    add("--slips", type=int, default=1500, help="text for so many slips is taken of each source, at each rate")
    add("--level", type=level_option, help="only this one")
    add("--jobs", type=int, default=2, help="processes")
    add("--edits", type=Path, metavar="FILE", help="write all changes of clean text to this file, tab-separated")
    add("--output", action="store_true", help=f"also write the tables to benchmarks/{report.RESULTS.name}")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    if not options.shared.is_dir():
        print(f"{options.shared} is not there: nothing to measure. --shared names the folder with the texts.")
        return 0
    levels = list(LEVELS) if options.level is None else [options.level]
    parts = []
    with ProcessPoolExecutor(options.jobs) as pool:
        bench = Bench.of(options.shared, options.lines, levels, options.slips, pool)
        for part in measured(bench, options.edits):
            print(part, end="\n\n", flush=True)
            parts.append(part)
    # Where the file of edits lies is nobody's business.
    headline = re.sub(r" --edits[ =][^\s`]+", "", report.provenance(dict(Fixer().versions)))
    print(headline)
    if options.output:
        report.write("Harm", "\n\n".join([headline, *parts]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
