"""Odds of spaces beside marks and numbers: the keys, the table and what is made of it, against their definitions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import reference
import tiny
from boundaries import follows_stop, odds
from english import anything
from hypothesis import given
from hypothesis import strategies as st
from reference import CLASSES, NOTHING, Spacing

from textfix.engine.spacing import CLASSES as NUMBER_OF_CLASSES
from textfix.engine.spacing import Observed
from textfix.engine.tokens import scan
from textfix.train.corpus import blocks

_PIECES = (
    *("it", "a", "I", "was", "They", "NATO", "McAdam", "oB", "Bo", "the", "é", "Привет", "village’s", "boat"),
    *(
        "7",
        "12",
        "20",
        "19",
        "87",
        "350",
        "1987",
        "2021",
        "3000",
        "12500",
        "1234567",
        "3.5",
        "1,000",
        "4.5.6",
        "٣",
        "9.5",
    ),
    *(
        ".",
        ",",
        ",",
        ";",
        "?",
        "!",
        '"',
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'",
        "-",
        "–",
        "(",
        ")",
        "_",
        "/",
        "&",
        "…",
        "№",
        "€",
    ),
)
"""What stands on either side of a boundary: something of each class, and what the text of the model has often."""


def set_text() -> st.SearchStrategy[str]:
    """Words, numbers and marks with or without spaces between them."""
    gaps = st.sampled_from(["", "", "", " ", " ", " ", "  ", "\n"])
    return st.lists(st.tuples(st.sampled_from(_PIECES), gaps).map("".join), max_size=12).map("".join)


TEXTS = st.one_of(set_text(), set_text(), anything())


@given(TEXTS, st.booleans())
def test_odds_are_those_of_the_definition(text: str, spaceless: bool) -> None:
    obvious = Spacing(tiny.model(), text)
    boundaries = {token.start: t for t, token in enumerate(obvious.tokens) if obvious.has_odds(t)}
    expected = {p: obvious.odds(t, spaceless) for p, t in boundaries.items() if not follows_stop(text, p)}
    assert odds(tiny.model().tables, text, spaceless=spaceless) == expected


@given(TEXTS)
def test_what_a_text_tells_of_spaces(text: str) -> None:
    obvious = list(Spacing(tiny.model(), text).all())
    tables = tiny.model().tables
    classes, around, words, spaced = Observed(tables, text, scan(text, tables, frozenset())).rows()
    assert classes == [boundary.classes_key() for boundary, _ in obvious]
    assert around == [boundary.around_key() - 2**60 for boundary, _ in obvious]
    assert words == [boundary.words_key() - 2**61 for boundary, _ in obvious]
    assert spaced == [space for _, space in obvious]


def test_a_number_with_several_points_tells_nothing_of_its_inside() -> None:
    tables = tiny.model().tables
    assert (
        Observed(tables, "in 4.5.6", scan("in 4.5.6", tables, frozenset())).rows()
        == Observed(tables, "in 14.25.36", scan("in 14.25.36", tables, frozenset())).rows()
    )


def test_the_table_is_what_was_counted(tmp_path: Path) -> None:
    source = tiny.write(tmp_path)["source"]
    expected = reference.spacing_counted(tiny.model(), (t for file in sorted(source.iterdir()) for t in blocks(file)))
    slots = tiny.model().arrays["spacing"].tolist()
    assert {key: reference.look_up(slots, key, 24) for key in expected} == expected
    assert sum(map(bool, slots[1:])) == len(expected)
    tags = Counter(key // 2**60 for key in expected)
    assert min(tags[tag] for tag in (0, 1, 2)) > 30


def test_every_class_has_a_number_of_its_own() -> None:
    assert len(set(CLASSES)) == len(CLASSES) == NUMBER_OF_CLASSES <= 256


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("it,", "short word", ","),
        ("then 7", "word", "1 digit"),
        ("a-I", "small letter", "-"),
        ("-I", "-", "capital"),
        ("-They", "-", "Capitalised"),
        ("NATO.", "CAPITALS", "."),
        ("McA.", "CAPITALS", "."),
        ("McAdam.", "word", "."),
        (".McAdam", ".", "Capitalised"),
        (".iPad", ".", "CAPITALS"),
        (".ipAd", ".", "word"),
        ("Привет.", "foreign", "."),
        ("19 87", NOTHING, "2 digits"),
        ("1 999", NOTHING, "3 digits"),
        ("202 1", NOTHING, "1 digit"),
        ("14 87", "2 digits", "2 digits"),
        ("21 00", "2 digits", "2 digits"),
        ("1987 7", "a year", "1 digit"),
        ("3000 12345", "4 digits", "more digits"),
        ("3.5 1,000", "digits with points", "digits with points"),
        ('"it', "a quotation mark that opens", "short word"),
        ("•№", "•", "another mark"),
    ],
)
def test_what_stands_on_either_side(text: str, left: str, right: str) -> None:
    tables = tiny.model().tables
    keys = Observed(tables, text, scan(text, tables, frozenset())).rows()[0]
    assert CLASSES.index(left) * 256 + CLASSES.index(right) in keys


@pytest.mark.parametrize(
    ("text", "place", "space"),
    [
        ("it was lost, then they came.", 11, False),
        ("it was lost,then they came.", 12, True),
        ("it was lost,then they came.", 12, True),
        ("they saw 12 boats.", 9, True),
        ("they saw 1 000 boats.", 11, False),
        ("they came in 19 87.", 16, False),
        ("“It was lost.” They came.", 1, False),
        ("“It was lost.”They came.", 14, True),
        ('It was lost. "They came."', 14, False),
        ('It was lost."They came."', 12, True),
    ],
)
def test_how_the_tiny_world_is_set(text: str, place: int, space: bool) -> None:
    assert (odds(tiny.model().tables, text)[place] > 0) == space


@pytest.mark.parametrize("text", ["board,house,rope", "os.path.join", "a-b-c", "they saw board,house,rope."])
def test_nothing_is_said_of_marks_in_a_chain(text: str) -> None:
    tables = tiny.model().tables
    marks = [place for place, character in enumerate(text[:-1]) if character in ",.-"]
    inside = [place for mark in marks for place in (mark, mark + 1)]
    assert {odds(tables, text)[place] for place in inside} == {0}
    assert odds(tables, text, spaceless=True) != odds(tables, text) or text == "a-b-c"
