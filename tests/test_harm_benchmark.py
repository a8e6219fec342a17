"""The benchmark of harm: what is planted, how it is judged, and the figures, on texts to be counted by hand."""

from __future__ import annotations

import csv
import doctest
import itertools
import random
import re
import sys
import textwrap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import tiny
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import clean_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from planted import (
    Bin,
    Document,
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
    line_ends,
    lost_wraps,
    planted,
    resampled,
    stem,
    typos,
)

from textfix import Edit
from textfix.edits import apply, inverse
from textfix.train.damage import Damager
from textfix.train.held_out import damager_of

DAMAGER = Damager({"water": ["wather", "watre"], "the": ["teh"], "meeting": ["meting"]}, {"lost": {"lot": 1.0}})


def replacing(*pairs: tuple[str, str], rule: str = "typo", confidence: float = 0.9) -> Repairer:
    """A repairer that replaces each text by another wherever it stands, as a group of its own."""

    def repair(text: str) -> list[Edit]:
        found = [(m.start(), m.end(), new) for old, new in pairs for m in re.finditer(re.escape(old), text)]
        return [
            Edit.of(rule, start, end, new, confidence, "", group=number, original=text[start:end])
            for number, (start, end, new) in enumerate(sorted(found))
        ]

    return repair


def slip(kind: str, clean: str, old: str, new: str) -> Edit:
    start = clean.index(old)
    return Edit.of(kind, start, start + len(old), new, 1.0, "", original=old)


def damaged(clean: str, *slips: Edit) -> Document:
    return planted("novel", clean, slips, lambda _: False)


CLEAN = "the leaders of the party met in the villlage and then they came home"
LOST = damaged(CLEAN, slip("mistype", CLEAN, "leaders", "leadrs"))


@pytest.mark.parametrize(
    ("repairer", "verdict", "confidence"),
    [
        (replacing(("leadrs", "leaders")), "right", 0.9),
        (replacing(("leadrs", "ladders")), "mistaken", 0.0),
        (replacing(("villlage", "village")), "harm", 0.0),
        (lambda text: replacing(("met", "meet"))(text) if "leadrs" in text else [], "astray", 0.0),
    ],
)
def test_a_repair_is_judged_by_the_words_it_touches(repairer: Repairer, verdict: str, confidence: float) -> None:
    outcome = judge(repairer, LOST)
    assert [repair.verdict for repair in outcome.repairs] == [verdict]
    assert outcome.repairs[0].slip == ("mistype" if verdict in ("right", "mistaken") else "")
    assert outcome.slips == (Slip("mistype", "typo", confidence),)
    assert (outcome.source, outcome.words) == ("novel", 14)


def test_all_changes_of_undamaged_text_are_harm() -> None:
    outcome = judge(replacing(("villlage", "village"), ("met", "meet")), Document("novel", CLEAN))
    assert [repair.verdict for repair in outcome.repairs] == ["harm", "harm"]
    assert outcome.slips == ()


def test_where_a_repeated_word_is_taken_out_does_not_matter() -> None:
    clean = "they met in the end"
    document = damaged(clean, Edit.of("repeat", 15, 15, " the", 1.0, ""))
    for old in ("the the", " the the"):
        outcome = judge(replacing((old, old.replace("the ", "", 1)), rule="repeated-word"), document)
        assert outcome.slips == (Slip("repeat", "repeated-word", 0.9),)


def test_a_space_that_goes_is_judged_by_both_words_beside_it() -> None:
    document = damaged("the reconstruction was", Edit.of("split", 9, 9, " ", 1.0, ""))
    (right,) = judge(replacing(("recon struction", "reconstruction")), document).repairs
    (half,) = judge(replacing(("recon", "reckon")), document).repairs
    (whole,) = judge(replacing((" was", "was")), document).repairs
    assert (right.verdict, half.verdict, whole.verdict) == ("right", "mistaken", "mistaken")


def test_what_belongs_together_counts_once_with_its_least_confidence() -> None:
    def repair(text: str) -> list[Edit]:
        start = text.find("theleadrs")
        return (
            []
            if start < 0
            else [
                Edit.of("missing-space", start + 3, start + 3, " ", 0.9, "", group=0),
                Edit.of("typo", start + 3, start + 9, "leaders", 0.7, "", group=0, original="leadrs"),
            ]
        )

    document = damaged("then the leaders met", slip("join", "then the leaders met", "the leaders", "theleadrs"))
    (made,) = judge(repair, document).repairs
    assert (made.rule, made.confidence, made.verdict) == ("typo", 0.7, "right")
    assert (made.found, made.text) == ("leadrs", " leaders")


TEXTS = st.one_of(clean_text(), st.sampled_from(tiny.text(1).splitlines()))


@given(TEXTS, st.integers(0, 2**32))
def test_undoing_all_damage_is_right_and_undoing_nothing_is_nothing(text: str, seed: int) -> None:
    slips = DAMAGER.damage(text, 0.2, random.Random(seed))
    document = damaged(text, *slips)
    undo = list(inverse(slips))
    assume(undo)
    undone = judge(lambda each: undo if each != text else [], document)
    assert {repair.verdict for repair in undone.repairs} == {"right"}
    assert [each.confidence for each in undone.slips] == [1.0] * len(slips)
    assert [each.kind for each in undone.slips] == [each.rule for each in slips]
    left = judge(lambda _: [], document)
    assert not left.repairs
    assert [each.confidence for each in left.slips] == [0.0] * len(slips)


def test_a_misspelling_that_is_a_word_is_a_wrong_word() -> None:
    slips = slip("misspell", CLEAN, "leaders", "ladders"), slip("mistype", CLEAN, "party", "aprty")
    assert planted("novel", CLEAN, slips, lambda word: word == "ladders").rules == ("wrong-word", "typo")


def test_which_words_are_known() -> None:
    model = tiny.model()
    assert is_known(model, "Water")
    assert is_known(model, "orchards")  # on record, without statistics
    assert not is_known(model, "wather")
    assert not is_known(model, "Привет")


@pytest.mark.parametrize(
    "lemma",
    [
        "receive receives received receiving receiver",
        "stop stops stopped stopping",
        "necessary necessarily",
        "definite definitely definition definitions",
        "access accesses accessed accessing accessible",
        "carry carries carried carrying carrier",
        "independent independently independence",
        "use uses used using user users",
        "give gives giving giver",
        "friend friends friendly friendship",
        "national nationally nationalism nationalist nationalists",
    ],
)
def test_words_of_a_lemma_share_a_stem(lemma: str) -> None:
    assert len({stem(word) for word in lemma.split()}) == 1


def test_the_halves_are_all_there_is_and_share_no_lemma() -> None:
    listed = {f"{word}x": (word,) for word in tiny.text(1).replace(".", " ").lower().split()}
    first, second = half_of(listed, 0), half_of(listed, 1)
    assert first | second == listed
    assert first
    assert second
    assert not {stem(meant[0]) for meant in first.values()} & {stem(meant[0]) for meant in second.values()}
    assert half_of({"recieve": ("receive",), "recieving": ("receiving",)}, 0).keys() in (
        set(),
        {"recieve", "recieving"},
    )


def test_typos_are_listed_and_a_word_has_one_at_most() -> None:
    text = "Water in the meeting and the water at the meeting of the water " * 20
    slips = typos(text, DAMAGER, 1.0, random.Random(1))
    assert sorted(each.original.lower() for each in slips) == ["meeting", "the", "water"]
    assert all(each.text.lower() in DAMAGER.misspelt[each.original.lower()] for each in slips)
    apply(text, slips)
    assert typos(text, DAMAGER, 0.0, random.Random(1)) == []
    made = sum(len(typos(text, DAMAGER, 1 / 200, random.Random(seed))) for seed in range(400))
    assert 400 * 280 / 200 * 0.6 < made < 400 * 280 / 200 * 1.1


@given(st.lists(st.text("abc'-.", min_size=1, max_size=12), max_size=40), st.integers(12, 40))
def test_lines_end_where_a_typesetter_would_end_them(words: list[str], width: int) -> None:
    paragraph = " ".join(words)
    wrapped = textwrap.wrap(paragraph, width, break_on_hyphens=False, break_long_words=False)
    ends = set(line_ends(paragraph, width))
    assert "".join("\n" if place in ends else c for place, c in enumerate(paragraph)) == "\n".join(wrapped)


def test_joined_lines_are_told_apart_by_what_they_join() -> None:
    text = "in to some one it. Then 20 left\nin to"

    def joins(share: float, seed: int = 1) -> list[Edit]:
        return lost_wraps(text, 1, share, {"into"}.__contains__, random.Random(seed))

    kinds = [(text[each.start - 2 : each.end + 2], each.rule) for each in joins(1.0)]
    assert kinds == [
        ("in to", "itself a word"),
        ("to so", "two words"),
        ("me on", "two words"),
        ("ne it", "two words"),
        ("t. Th", "at a mark"),
        ("en 20", "at a mark"),
        ("20 le", "at a mark"),
        ("in to", "itself a word"),
    ]
    assert apply(text, joins(1.0)) == "intosomeoneit.Then20left\ninto"
    assert joins(0.0) == []
    assert 0 < sum(len(joins(0.3, seed)) for seed in range(100)) < 100 * 8 * 0.4


def test_resamples_of_documents() -> None:
    assert blocks([], 3) == []
    assert resampled([0, 0, 0], [50, 50, 50]) == (0.0, 0.0)
    assert resampled([1, 1, 1], [100, 100, 100]) == (10.0, 10.0)
    spread, flock = resampled([1] * 10 + [0] * 90, [100] * 100), resampled([10] + [0] * 99, [100] * 100)
    assert 0 < spread[0] < 1 < spread[1] < 2
    assert flock[0] == 0
    assert flock[1] > spread[1]
    assert resampled([3, 1], [100, 300]) == resampled([3, 1], [100, 300])


def test_confidence_in_bins() -> None:
    found = bins([Sample(0.95, True, 3.0), Sample(0.91, False, 1.0), Sample(0.05, False), Sample(1.0, True, 0.0)])
    assert [(each.low, each.number, each.weight) for each in found] == [(0.0, 1, 1.0), (0.9, 3, 4.0)]
    assert found[1].confidence == pytest.approx(0.94)
    assert found[1].right == pytest.approx(0.75)
    assert calibration_error(found) == pytest.approx((1 * 0.05 + 4 * 0.19) / 5)
    assert calibration_error([Bin(0.5, 9, 2.0, 0.5, 0.5)]) == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_sample_is_in_a_bin_and_the_error_is_a_probability(drawn: list[tuple[float, bool]]) -> None:
    found = bins(itertools.starmap(Sample, drawn))
    assert sum(each.number for each in found) == len(drawn)
    assert all(each.low - 1e-9 <= each.confidence <= each.low + 0.1 + 1e-9 for each in found)
    assert 0 <= calibration_error(found) <= 1


def test_what_stays_reaches_no_threshold() -> None:
    assert above([0.0, 0.3, 0.7], 0.3) == 2
    assert above([], 0.3) == 0


def test_examples() -> None:
    assert doctest.testmod(sys.modules["planted"]) == (0, 5)


# ---- tables

harm: Any = pytest.importorskip("harm", reason="the bounds need scipy")


def outcome(*repairs: Repair, slips: Sequence[Slip] = (), words: int = 500, source: str = "novel") -> Outcome:
    return Outcome(source, words, repairs, tuple(slips))


def made(verdict: str, rule: str = "typo", confidence: float = 0.9, slip: str = "") -> Repair:
    return Repair(rule, confidence, 0, "teh", "the", verdict, slip)


def cells(table: str) -> dict[str, list[str]]:
    """The cells of each row behind its name."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "---" not in line]
    return {name: rest for name, *rest in rows}


def test_harm_beside_recall() -> None:
    clean = {"careful": [outcome(made("harm")), outcome(words=1500, source="essay")]}
    slips = [Slip("mistype", "typo", 0.9), Slip("mistype", "typo", 0.0), Slip("join", "missing-space", 0.0)]
    planted_there = {"careful": [outcome(slips=slips)]}
    by_source = cells(harm.harm_by_source(clean, planted_there))
    assert by_source["careful novel"][:4] == ["500", "1", "2.0000", "9.4877"]
    assert by_source["careful essay"][:3] == ["1500", "0", "0.0000"]
    assert by_source["careful all"][:3] == ["2000", "1", "0.5000"]
    assert [row[-1] for row in by_source.values()][1:] == ["33.33", "", "33.33"]
    by_rule = cells(harm.harm_by_rule(clean, planted_there))
    assert by_rule["careful typo"][:4] == ["1 (≤ 9.4877)", "0 (≤ 1.9972)", "1", "0.5000"]
    assert by_rule["careful typo"][-1] == "50.00"
    assert by_rule["careful missing-space"][:3] == ["0 (≤ 5.9915)", "0 (≤ 1.9972)", "0"]
    assert by_rule["careful missing-space"][-1] == "0.00"


def test_precision_with_and_without_harm() -> None:
    found = [made("right"), made("right"), made("mistaken"), made("harm")]
    assert harm.precision(found) == "50.00"
    assert harm.precision(found, without=["harm"]) == "66.67"
    assert harm.precision([]) == ""


def test_joins_that_are_words_are_left_out() -> None:
    slips = [
        Slip("two words", "missing-space", 0.9),
        Slip("at a mark", "punctuation-space", 0.0),
        Slip("itself a word", "missing-space", 0.0),
    ]
    repairs = [
        made("right", "missing-space", slip="two words"),
        made("mistaken", "missing-space", slip="itself a word"),
        made("astray", "punctuation-space"),
        made("astray", "typo"),
    ]
    row = dict(zip(harm.WRAP_HEADS, harm.wrap_row("all", [outcome(*repairs, slips=slips)]), strict=True))
    assert (row["joins"], row["recall"], row["two words"], row["at a mark"]) == (2, "50.00", "100.00", "0.00")
    assert (row["precision"], row["right"], row["mistaken"], row["astray"]) == ("50.00", 1, 0, 1)
    assert (row["other rules, wrong"], row["left out"]) == (1, 1)


def test_misspellings() -> None:
    slips = [Slip("misspell", "typo", 0.9), Slip("misspell", "wrong-word", 0.0)]
    found = [made("right"), made("harm"), made("astray", "wrong-word")]
    table = harm.typo_table({"bold": [outcome(*found, slips=slips)]})
    assert cells(table)["bold"] == ["2", "50.00", "100.00", "50.00", "100.00", "1", "0", "1", "0", "33.33", "50.00"]


def test_damage_by_rule_and_kind() -> None:
    slips = [Slip("mistype", "typo", 0.9), Slip("misspell", "typo", 0.0)]
    found = {0.01: {"careful": [outcome(made("right"), made("harm"), slips=slips)]}}
    assert cells(harm.damage_by_rule(found))["1.0% typo"] == ["2", "50.00", "50.00", "100.00"]
    assert cells(harm.damage_by_rule(found))["1.0% all"] == ["2", "50.00", "50.00", "100.00"]
    by_kind = cells(harm.damage_by_kind(found))
    assert (by_kind["1.0% mistype"], by_kind["1.0% misspell"]) == (["1", "100.00"], ["1", "0.00"])


def test_confidence_against_what_was_right() -> None:
    right, wrong = made("right", confidence=0.95), made("harm", confidence=0.95)
    found = {0.0: [outcome(wrong, words=100)], 0.05: [outcome(right, right, right, words=100)]}
    # Half of the words of the mixture have no damage: 0.5 wrong to 3 * 0.15 right.
    row = cells(harm.reliability(found))["0.9–1.0"]
    assert row == ["0.95 → 0.47 (4)", "0.95 → 0.00 (1)", "0.95 → 1.00 (3)"]
    errors = cells(harm.calibration_errors(found))
    assert errors["typo"] == errors["all"] == ["4", "0.476", "0.950", "0.050"]


def test_recall_over_harm() -> None:
    clean = [outcome(made("harm", confidence=0.6), made("harm", confidence=0.3), words=1000)]
    slips = [Slip("mistype", "typo", 0.99), Slip("mistype", "typo", 0.5), Slip("join", "missing-space", 0.0)]
    table = cells(harm.curve(clean, [outcome(slips=slips)]))
    points = dict(zip(harm.THRESHOLDS, table["typo"], strict=True))
    assert (points[0.3], points[0.5], points[0.6]) == ("100.00 / 2.000", "100.00 / 1.000", "50.00 / 1.000")
    assert (points[0.7], points[0.99]) == ("50.00 / 0.000", "50.00 / 0.000")
    assert set(table["missing-space"]) == {"0.00 / 0.000"}


def test_every_edit_is_written_once_in_its_context(tmp_path: Path) -> None:
    documents = [Document("novel", "and then teh end"), Document("novel", "teh end")]
    careful = [judge(replacing(("teh", "the"), confidence=0.95), each) for each in documents[:1]] + [outcome()]
    bold = [judge(replacing(("teh", "the"), confidence=0.95), each) for each in documents]
    harm.write_edits(tmp_path / "edits.tsv", documents, {"careful": careful, "bold": bold})
    with (tmp_path / "edits.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, dialect="excel-tab"))
    assert [(row["level"], row["source"], row["rule"], row["confidence"]) for row in rows] == [
        ("careful", "novel", "typo", "0.950"),
        ("bold", "novel", "typo", "0.950"),
    ]
    assert rows[0]["context"] == "…and then ⟦teh→the⟧ end…"
    assert rows[0]["mark"] == ""


def test_a_whole_run(tmp_path: Path) -> None:
    lines = tiny.text(3).splitlines()[:120]
    texts = {"novel": lines[:60], "news-treebank-wsj-raw": lines[60:], "mixed-gum": ["I have recieved it from him."]}
    model = tiny.model()
    with ThreadPoolExecutor(1) as pool:
        bench = harm.Bench(
            texts,
            damager_of(model, tiny.MISSPELLINGS),
            damager_of(model, tiny.MISSPELLINGS),
            lambda word: is_known(model, word),
            ["careful"],
            40,
            pool,
        )
        parts = list(harm.measured(bench, tmp_path / "edits.tsv"))
    assert [part.partition("\n")[0] for part in parts] == [
        "### Harm",
        "### Misspellings that people made",
        "### Lost line ends",
        "### Damage of every kind",
        "### Confidence",
    ]
    assert "⟦recieved→received⟧" in (tmp_path / "edits.tsv").read_text("utf-8")
    reporting, calibrating = parts[0].split("Sources that calibrate:")
    assert "| careful mixed-gum " in calibrating
    assert "mixed-gum" not in reporting
    assert "| careful 100% news-treebank-wsj-raw " in parts[2]
    assert float(cells(parts[3])["1.0% all"][1]) > 20
