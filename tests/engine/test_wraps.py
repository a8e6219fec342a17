"""Lost line ends: the width that joins tell, and what it is good for."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import Fixer
from textfix.engine.wraps import AGREEMENT, LEAST, NARROWEST, WIDEST, wrapping

WORDS = st.lists(st.text("abc", min_size=1, max_size=12), min_size=120, max_size=200)

ARTICLE = (
    "The committee met in the town hall on Monday to talk about the new road that is to lead from the harbour to the "
    "old market. Several members said that the plan would cost too much and that the money was needed for schools. "
    "Others answered that the road had been promised to the people of the town for twenty years. In the end the "
    "chairman asked all of them to come back in a week. He will then put the plan to a vote and write to the minister."
)


def joined(text: str, width: int) -> tuple[str, list[int]]:
    """The text wrapped and put together again without spaces, and where its lines met."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    ends = [sum(map(len, lines[:n])) for n in range(1, len(lines))]
    return "".join(lines), ends


@given(WORDS, st.integers(NARROWEST, 80))
def test_the_width_of_the_lines_is_told_by_where_they_met(words: list[str], width: int) -> None:
    text, ends = joined(" ".join(words), width)
    found = wrapping(text, ends)
    assert found is not None
    assert max(b - a for a, b in zip([0, *ends], ends, strict=False)) <= found.width <= WIDEST
    assert set(ends) <= found.ends


@given(WORDS, st.integers(NARROWEST, 80), st.integers(2, 5))
def test_a_join_that_was_not_seen_is_looked_for_where_a_line_was_full(words: list[str], width: int, nth: int) -> None:
    text, ends = joined(" ".join(words), width)
    unseen = ends[nth]
    found = wrapping(text, [end for end in ends if end != unseen])
    assert found is None or found.width < unseen - ends[nth - 1] or unseen in found.ends


@given(st.lists(st.integers(1, 1999), max_size=LEAST - 1, unique=True))
def test_few_joins_tell_nothing(joins: list[int]) -> None:
    assert wrapping("word " * 400, sorted(joins)) is None


def test_joins_at_odd_distances_tell_nothing() -> None:
    assert AGREEMENT > 0.5
    assert wrapping("word " * 400, [7, 31, 99, 160, 171, 240, 333, 350, 362, 460]) is None


@pytest.mark.parametrize("width", [60, 66, 72])
def test_the_reason_tells_how_wide_the_lines_were(width: int) -> None:
    text, ends = joined(ARTICLE, width)
    told = [edit for edit in Fixer().explain(text).edits if "a line of up to" in edit.reason]
    assert len(told) >= LEAST
    assert {edit.start for edit in told} <= set(ends)
    assert not [e for e in Fixer(evidence=["memory"]).explain(text).edits if "a line of up to" in e.reason]


def test_memory_can_be_switched_off() -> None:
    text = "Zorbaksen said no. The Zorbaksen plan failed. So Zorbaksensaid it."
    told = [e.reason for e in Fixer(level="bold").explain(text).edits]
    assert any("stands elsewhere" in reason for reason in told)
    assert not any("stands elsewhere" in e.reason for e in Fixer(level="bold", evidence=[]).explain(text).edits)


def test_unknown_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown evidence 'wrap'; choose from memory, wraps"):
        Fixer(evidence=["wrap"])
