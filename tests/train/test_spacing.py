"""Odds of spaces are counted: what a text does with a boundary is what is expected of it elsewhere."""

from __future__ import annotations

import pytest
import tiny
from boundaries import odds

from textfix.engine.tables import Tables
from textfix.train.spacing import EMPTY, LEAST, spacing_table

NAT = 1024


def tables(*texts: str) -> Tables:
    """The tiny model with the odds that these texts have."""
    return with_table(spacing_table(tiny.model().tables, texts))


def with_table(table: bytes) -> Tables:
    arrays = tiny.model().arrays
    return Tables({**{name: arrays[name] for name in arrays}, "spacing": memoryview(table).cast("I")})


def space_at(known: Tables, text: str) -> float:
    """The odds, in nats, of a space at the stroke in a text."""
    place = text.index("|")
    before, after = text.split("|")
    found = odds(known, before + after)
    return found[place + (after[0] == " ")] / NAT


@pytest.fixture(scope="module")
def world() -> Tables:
    """The odds of a few sentences."""
    return tables(
        "He was lost, then found in 1987, and 12 of the 350 boats were 3.5 feet long. “They left.”\n" * 20,
        '“It was 1,000 or 12,500 then,” she said (in 2021) and said "it was" lost – in 15000 ways.\n' * 20,
    )


def test_with_nothing_counted_there_are_no_odds() -> None:
    assert set(odds(with_table(EMPTY), 'It was lost, "then" (in 1987) 3.5 found.').values()) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "lost,|then",
        "lost,|then",
        "in| 12 boats",
        "the 350|boats",
        "lost.| “They",
        "then| (in",
        "lost –| in",
        'said| "it',
    ],
)
def test_where_spaces_are_expected(world: Tables, text: str) -> None:
    assert space_at(world, text) > 1


@pytest.mark.parametrize(
    "text",
    [
        *("lost|, then", "lost| , then", "lost| .", "(|in", "“|It", "then,|” she", "(in 2021|)"),
        *("in 3.| 5", "in 1,| 000 ways", "in 19| 87", "in 20| 21", "in 15| 000 ways"),
    ],
)
def test_where_none_are(world: Tables, text: str) -> None:
    assert space_at(world, text) < -1


def test_quotation_marks_that_open_and_those_that_close_are_told_apart(world: Tables) -> None:
    assert space_at(world, 'said| "it') > 1 > -1 > space_at(world, 'said "|it')
    assert space_at(world, 'said "it|"') < -1 < 1 < space_at(world, 'said "it"| lost')


def test_parts_of_a_year_are_told_from_two_numbers() -> None:
    known = tables("They came at 12 30 in 1987, and at 14 45 in 2021.\n" * 20)
    assert space_at(known, "at 19| 87") < -1 < 1 < space_at(known, "at 12| 30")
    assert space_at(known, "at 20| 21") < -1 < 1 < space_at(known, "at 30| 12")


def test_odds_are_as_sure_as_there_is_evidence() -> None:
    few, many = (tables("It was lost, then found.\n" * count) for count in (LEAST, 50 * LEAST))
    assert 0 < space_at(few, "lost,|then") < space_at(many, "lost,|then")


def test_a_mixed_use_is_even() -> None:
    known = tables(*["it was lost/then found", "it was lost /then found"] * 50)
    assert abs(space_at(known, "was lost|/then found")) < 0.2


def test_a_context_has_odds_of_its_own() -> None:
    """A point between letters is followed by a space, but not where it was one of a host or a file."""
    known = tables(*["it was lost. then it was lost. found", "it.then", "it.found"] * 30)
    assert space_at(known, "it was lost.|then") > 1
    assert space_at(known, "it.|then") < -1


def test_a_context_that_is_seen_too_seldom_has_none() -> None:
    often, seldom = (
        tables("it was lost. then found. then lost\n" * 50, "it.then\n" * count) for count in (LEAST, LEAST - 1)
    )
    assert space_at(often, "it.|then") < space_at(seldom, "it.|then") / 2


def test_two_words_shift_the_odds() -> None:
    known = tables("it was- then\n" * 60, "it had - then\n" * 60)
    assert space_at(known, "it was|- then") < -1 < 1 < space_at(known, "it had|- then")
    assert abs(space_at(known, "it saw|- then")) < 0.2


def test_without_any_space_what_is_missing_further_out_says_nothing() -> None:
    known = tables("it,was\n" * 50, "it , was\n" * 200)
    places = odds(known, "it,was"), odds(known, "it,was", spaceless=True)
    assert places[0][3] < 0 < places[1][3]
