"""The article this project was made for: repaired exactly, explained edit by edit, and then left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import textfix
from textfix.rules import RULES

SEEDS = Path(__file__).parents[1] / "seeds"
SEED = (SEEDS / "000_44d9d2fac554ed66.txt").read_bytes().decode("utf-8")
EXPECTED = (SEEDS / "000_44d9d2fac554ed66.expected.txt").read_bytes().decode("utf-8")

DEFECTS = [
    ("ofleaders", "of leaders"),
    ("andwill", "and will"),
    ("relationswith", "relations with"),
    ("BinyaminNetanyahu", "Binyamin Netanyahu"),
    ("thereconstruction", "the reconstruction"),
    ("globaleffort", "global effort"),
    ("itwas", "it was"),
    ("toattend", "to attend"),
    ("dependson", "depends on"),
    ("Yakubayevsaid", "Yakubayev said"),
    ("OSCE.“Without", "OSCE. “Without"),
    ("Asia.It", "Asia. It"),
    ("comingout", "coming out"),
    ("wordsof", "words of"),
    ("diplomaticobjective", "diplomatic objective"),
    (" lot on Astana", " lost on Astana"),
]


def test_the_seed_has_these_defects_and_no_others() -> None:
    text = SEED
    for damaged, right in DEFECTS:
        assert text.count(damaged) == 1
        text = text.replace(damaged, right)
    assert text == EXPECTED


def test_the_seed_is_repaired_exactly() -> None:
    assert textfix.fix(SEED) == EXPECTED


def test_every_edit_is_explained() -> None:
    result = textfix.explain(SEED)
    assert len(result.edits) == len(DEFECTS) == 16
    assert len({edit.group for edit in result.edits}) == 16
    for edit in result.edits:
        assert edit.rule in RULES
        assert edit.reason
        assert 0.5 < edit.confidence <= 1
    assert result.undo() == SEED


@pytest.mark.parametrize(("damaged", "right"), DEFECTS, ids=[right.strip() for _, right in DEFECTS])
def test_every_defect_has_its_edit(damaged: str, right: str) -> None:
    start = SEED.index(damaged)
    inside = [edit for edit in textfix.explain(SEED).edits if start <= edit.start and edit.end <= start + len(damaged)]
    (edit,) = inside
    at, end = edit.start - start, edit.end - start
    assert damaged[:at] + edit.text + damaged[end:] == right
    expected = {
        " lot on Astana": "wrong-word",
        "OSCE.“Without": "punctuation-space",
        "Asia.It": "punctuation-space",
    }
    assert edit.rule == expected.get(damaged, "missing-space")


def test_the_repaired_article_does_not_change() -> None:
    assert textfix.fix(EXPECTED) is EXPECTED
    assert textfix.explain(EXPECTED).edits == ()


def test_no_rule_knows_the_name_that_recurs() -> None:
    """A name that no text ever had is as good as the article's own: its being there is the evidence."""
    renamed = SEED.replace("Yakubayev", "Tormelidze")
    assert textfix.fix(renamed) == EXPECTED.replace("Yakubayev", "Tormelidze")
