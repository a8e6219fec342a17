"""Invisible characters: what is taken out of words, and what must stay."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.edits import apply
from textfix.levels import level_of
from textfix.pipeline import Page, Pipeline, Stage
from textfix.rules import FAMILIES
from textfix.rules.characters import CharactersRule

ALL = FAMILIES["characters"]
CAREFUL = level_of("careful")


def repaired(text: str, *rules: str) -> str:
    edits, _ = Pipeline((Stage((CharactersRule(rules or ALL),)),)).settle(Page(text), CAREFUL)
    return apply(text, edits)


DAMAGED = "N\x08No\x00t a\u200br\u00ade dob\ufffd"


@pytest.mark.parametrize(
    ("rule", "fixed"),
    [
        ("control-character", "Not a\u200br\u00ade dob\ufffd"),
        ("zero-width", "N\x08No\x00t ar\u00ade dob\ufffd"),
        ("soft-hyphen", "N\x08No\x00t a\u200bre dob\ufffd"),
        ("replacement", DAMAGED),
    ],
)
def test_each_rule_does_its_own_and_nothing_else(rule: str, fixed: str) -> None:
    assert repaired(DAMAGED, rule) == fixed


def test_half_a_character_of_another_encoding_is_no_soft_hyphen() -> None:
    text = "原因 经济".encode("gbk").decode("latin-1")
    assert "\u00ad" in text
    assert repaired(f"{text} re\u00adsearch ré\u00adécrire") == f"{text} research réécrire"


def test_a_run_is_one_edit() -> None:
    (edit,) = CharactersRule(ALL).find(Page("re\u200b\u2060\ufeffsearch"))
    assert (edit.start, edit.end, edit.text) == (2, 5, "")
    assert edit.reason == "U+200B U+2060 U+FEFF inside a word"


def test_what_is_lost_is_a_notice() -> None:
    (notice,) = CharactersRule(ALL).find(Page("dob\ufffd\ufffd"))
    assert (notice.start, notice.end, notice.rule) == (3, 5, "replacement")


def test_a_byte_of_another_encoding_is_a_notice() -> None:
    (notice,) = CharactersRule(ALL).find(Page("quoted\x94"))
    assert (notice.start, notice.end, notice.rule) == (6, 7, "control-character")


def test_the_rule_is_a_value() -> None:
    rule = CharactersRule(("zero-width",))
    assert pickle.loads(pickle.dumps(rule)) == rule != CharactersRule(ALL)
    assert rule.names == ("zero-width",)


INVISIBLE = st.sampled_from("\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\x93\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\ufffd")
TEXTS = st.lists(INVISIBLE | st.sampled_from(["a", "_", "é", "д", "ब", "ไ", "\n", " ", "👩", "Ã"])).map("".join)


@given(TEXTS)
def test_only_what_is_invisible_goes(text: str) -> None:
    # The underscores and letters of an overstrike go with the backspace.
    visible = [c for c in text if c not in "\x08" and c.isprintable()]
    if "\x08" not in text:
        assert [c for c in repaired(text) if c.isprintable()] == visible


@given(TEXTS)
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once


@given(TEXTS)
def test_joiners_marks_of_direction_and_white_space_stay(text: str) -> None:
    kept = "\u200c\u200d\u200e\x0b\x0c\x1b\x1f\n "
    assert [c for c in repaired(text) if c in kept] == [c for c in text if c in kept]
