"""What more text, a larger model and each kind of evidence are worth.

Models are counted on shares of the training text and with fewer n-grams; all have the confidence weights of the
installed model. The F1s are those that are published for the dev sets, at level balanced, each line a document of
its own. The evidence of the text as a whole is switched off on planted damage.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import report
from accuracy import REPOSITORY, SELECT, Set, find_sets, official, repair
from harm import REFERENCE, WRAPPED, Bench, in_thousand, precision, recall, repaired, repairs, slips

from textfix import Fixer
from textfix.evidence import EVIDENCE
from textfix.model import load
from textfix.train import train
from textfix.train.arrays import USUAL, Sizes
from textfix.train.corpus import blocks, source_files

SETS = (
    "dev-wsc/Wiki",
    "dev-wsc/Wiki.typos.no_spaces",
    "dev-wsc/arXiv.OCR",
    "dev-sec/wikidump.realistic",
    "dev-sec/bookcorpus.artificial",
)
"""One of each kind of damage."""

SHARES = (1 / 64, 1 / 16, 1 / 4)
"""Of the training text: one block of so many of each file. All of it made the installed model."""

FRACTIONS = (1 / 16, 1 / 4)
"""Of the n-grams that the installed model keeps: counted on the largest of the shares."""

ABLATIONS: Mapping[str, frozenset[str]] = {
    "all": EVIDENCE,
    "no wraps": EVIDENCE - {"wraps"},
    "no memory": EVIDENCE - {"memory"},
    "none": frozenset(),
}
"""What of the text as a whole may speak for a change."""


def folder_of(share: float, files: Sequence[Path], folder: Path) -> Path:
    """Write a share of each training file to a folder."""
    folder.mkdir()
    for path in files:
        chosen = islice(blocks(path), 0, None, round(1 / share))
        (folder / f"{path.name.removesuffix('.txt.xz')}.txt").write_text("".join(chosen), encoding="utf-8")
    return folder


def counted(share: float, sizes: Sizes, options: argparse.Namespace, folder: Path) -> Path:
    """A model of a share of the text."""
    text, output = folder / f"{share:.4f}", folder / f"{share:.4f}-{sizes.pairs}.textfix"
    files = source_files(options.shared / "corpus" / "train")
    train(
        text if text.exists() else folder_of(share, files, text),
        output,
        word_lists=options.word_list,
        misspellings=options.shared / "resources" / "typos-words.csv.xz",
        sizes=sizes,
        weights=load("en").card["confidence"],
    )
    return output


def row(name: str, model: str, sets: Sequence[Set], options: argparse.Namespace) -> list[str]:
    """Words counted, bytes, and for each set the F1 that is published for its kind."""
    scores = []
    for each in sets:
        fixer = Fixer(level="balanced", select=SELECT[each.kind], language=model)
        micro, sequence, _ = official(each, repair(fixer, each, options.shared, options.jobs), options.shared)
        scores.append(sequence if each.kind == "spaces" else micro)
    card = load(model).card
    return [name, f"{card['training_words'] / 1e6:.1f}", f"{sum(card['bytes'].values()) / 1e6:.1f}", *scores]


def rows(sets: Sequence[Set], options: argparse.Namespace, folder: Path) -> Iterator[list[str]]:
    for share in SHARES:
        model = counted(share, USUAL, options, folder)
        yield row(f"{share:.1%} of the text", str(model), sets, options)
    for fraction in FRACTIONS:
        model = counted(SHARES[-1], Sizes(*(round(size * fraction) for size in USUAL)), options, folder)
        yield row(f"{SHARES[-1]:.1%} of the text, {fraction:.1%} of the n-grams", str(model), sets, options)
    for path in options.model:
        yield row(path.name, str(path), sets, options)
    yield row("the installed model", "en", sets, options)


def evidence_rows(options: argparse.Namespace) -> Iterator[list[str]]:
    """Lost line ends of news, slips of every kind, and harm in the same text undamaged, at level careful."""
    with ProcessPoolExecutor(options.jobs) as pool:
        bench = Bench.of(options.shared, None, ["careful"], options.slips, pool)
        pages = (
            bench.joined(WRAPPED[0], 1.0),
            bench.damaged(bench.reporting, REFERENCE),
            bench.damaged(bench.reporting, 0.0),
        )
        for name, kinds in ABLATIONS.items():
            wrapped, damaged, undamaged = (bench.run(partial(repaired, Fixer(evidence=kinds)), page) for page in pages)
            judged = (recall(slips(wrapped)), precision(repairs(wrapped)), recall(slips(damaged)))
            yield [name, *judged, precision(repairs(damaged)), in_thousand(undamaged)[1]]


EVIDENCE_HEADS = (
    "evidence",
    "lost line ends, recall",
    "precision",
    f"{REFERENCE:.0%} damaged, recall",
    "precision",
    "harm in 1,000 words",
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--shared", type=Path, default=REPOSITORY.parent / "shared", help="the folder with corpus/, dev/, tools/")
    add("--word-list", type=Path, action="append", default=[], help="known words, one a line")
    add("--model", type=Path, action="append", default=[], help="measure this model file too")
    add("--lines", type=int, default=300, help="only the first so many lines of each set")
    add("--slips", type=int, default=500, help="text for so many slips is taken of each source")
    add("--jobs", type=int, default=2, help="processes")
    add("--output", action="store_true", help=f"also write the table to benchmarks/{report.RESULTS.name}")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    if not options.shared.is_dir():
        print(f"{options.shared} is not there: nothing to count. --shared names the folder with the texts.")
        return 0
    sets = list(find_sets(options.shared, SETS, options.lines))
    heads = ["model", "million words", "MB", *(each.name for each in sets)]
    with tempfile.TemporaryDirectory() as folder:
        table = report.table(heads, rows(sets, options, Path(folder)))
    evidence = report.table(EVIDENCE_HEADS, evidence_rows(options))
    # Where the files of models lie is nobody's business.
    headline = re.sub(r"(--model[ =])\S*/", r"\1", report.provenance(dict(Fixer().versions)))
    text = "\n\n".join([headline, table, evidence])
    print(text)
    if options.output:
        report.write("Curves", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
