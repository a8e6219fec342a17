"""From text to findings: when a text is read as badly damaged, what is left without letters, what others tell."""

from __future__ import annotations

import math

import pytest
import reference
import tiny
from english import anything, damaged_sentences
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.condition import is_spaceless
from textfix.engine.confidence import BY_MARGIN, FEATURES, damage_shown
from textfix.engine.engine import Finding, Reading, _findings, find, is_sound, suggestions
from textfix.engine.tokens import scan
from textfix.evidence import EVIDENCE
from textfix.model import load
from textfix.pipeline import Page

_RIGHT = "they saw the water of the old village and then he took the boat to the coast. "


def read(text: str, *, expect_damage: bool = False) -> Reading:
    return suggestions(tiny.model(), Page(text, expect_damage=expect_damage))


def findings(text: str, *, letters: bool = True, expect_damage: bool = False) -> list[Finding]:
    return list(find(tiny.model(), Page(text, expect_damage=expect_damage), letters=letters))


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        (_RIGHT, False),
        ("they found the braed. " + _RIGHT, False),  # one slip is no sign of another
        ("they foundthe braed in thevillage. " + _RIGHT, True),
        ("they foundthe braed in thevillage. " + _RIGHT * 20, False),  # three of four hundred words
        ("", False),
    ],
)
def test_much_damage_shows(text: str, damaged: bool) -> None:
    assert read(text).damaged == damaged
    assert read(text, expect_damage=True).damaged


@given(damaged_sentences(), st.floats(0, 1))
def test_only_what_no_rule_acts_on_is_left_out(text: str, least: float) -> None:
    sure = [finding for finding in findings(text) if finding.confidence >= least]
    assert list(find(tiny.model(), Page(text, least=least))) == sure


@given(damaged_sentences(), st.floats(0.1, 1), st.booleans())
def test_to_ask_last_what_speaks_against_a_change_makes_no_difference(text: str, least: float, letters: bool) -> None:
    page = Page(text)
    reading = suggestions(tiny.model(), page)
    asked_first = reading._replace(suggested=reading.changes, forbids=lambda _: False)
    expected = list(_findings(tiny.model(), page, asked_first, letters, least))
    assert list(_findings(tiny.model(), page, reading, letters, least)) == expected


@given(anything() | damaged_sentences())
def test_in_what_is_sound_nothing_is_found(text: str) -> None:
    if is_sound(tiny.model(), text, frozenset(), EVIDENCE):
        assert suggestions(tiny.model(), Page(text)).changes == []


def test_where_damage_is_expected_more_is_doubted() -> None:
    text = "they found the biulidng of 12boats."  # two slips in a word are not looked for where there is little damage
    usual = {piece for change in read(text).changes for piece in change.pieces}
    expected = {piece for change in read(text, expect_damage=True).changes for piece in change.pieces}
    assert usual < expected


def test_what_the_caller_protects_shows_no_damage() -> None:
    text = "they found the biulidng of boatss and teh braed of oldd villagges. " + _RIGHT + _RIGHT
    assert read(text).damaged
    protected = suggestions(tiny.model(), Page(text, spans=((0, text.rindex(_RIGHT)),)))
    assert not protected.changes
    assert not protected.damaged


@given(anything(), st.booleans())
def test_what_a_spaceless_text_is(text: str, expected: bool) -> None:
    rows, _ = reference.tokens(tiny.model(), text)
    visible = sum(not character.isspace() for character in text)
    spaced = sum(row.gap != 0 for row in rows)
    run_on = sum(row.end - row.start for row in rows if row.kind == 0 and row.status == 2 and row.end - row.start > 11)
    spaceless = visible >= 24 and spaced < visible / 20 and run_on > visible / 3
    if expected and len(text.split()) < 2:
        spaceless = visible >= 6
    assert is_spaceless(scan(text, tiny.model().tables, frozenset()), expected) == spaceless
    assert read(text, expect_damage=expected).spaceless == spaceless


def test_a_text_without_spaces_gets_them_back() -> None:
    text = "theysawthewateroftheoldvillageandthenhetooktheboat"
    reading = read(text)
    assert reading.spaceless
    assert reading.damaged
    pieces = sorted(piece for change in reading.changes for piece in change.pieces)
    places = [start for rule, start, _, new in pieces if (rule, new) == ("missing-space", " ")]
    words = [text[a:b] for a, b in zip([0, *places], [*places, None], strict=True)]
    assert " ".join(words) == "they saw the water of the old village and then he took the boat"


def test_words_with_a_slip_are_found_where_there_are_no_spaces() -> None:
    text = "theysawthewatreoftheoldvillageandthenhetooktheboat"
    pieces = [(text[a:b], new) for change in read(text).changes for rule, a, b, new in change.pieces if rule == "typo"]
    assert pieces == [("watre", "water")]


@given(damaged_sentences(most=6), st.booleans())
def test_without_letters_only_spaces_are_changed(text: str, expected: bool) -> None:
    changed = findings(text, letters=False, expect_damage=expected)
    for finding in changed:
        for rule, start, end, new in finding.pieces:
            assert rule.endswith("-space")
            assert not text[start:end].strip()
            assert not new.strip()
    spaces = [change.spaces for change in read(text, expect_damage=expected).changes]
    assert {finding.pieces for finding in changed} <= set(spaces) - {()}


@given(damaged_sentences(most=6))
def test_one_text_says_nothing_of_the_next(text: str) -> None:
    """A decoder that was set for bad damage is set back."""
    once = findings(_RIGHT + "they lost the wather.")
    findings(text, expect_damage=True)
    assert findings(_RIGHT + "they lost the wather.") == once


def test_accents_that_the_alphabet_does_not_have_are_taken_off() -> None:
    """Here the alphabet is that of the tiny world: it has no accents at all."""
    for text, made in [("they found the wåter.", "water"), ("then ťhey found the water.", "they")]:
        assert made in [piece[3] for change in read(text, expect_damage=True).changes for piece in change.pieces]
        assert not read(text).changes


@pytest.mark.parametrize("text", ["the manager İS here", "İt was the best tİmes of all.", "ŞİRKET", "ẞo", "ĲS ŉo"])
@pytest.mark.parametrize("expected", [False, True])
def test_letters_whose_lower_case_is_two(text: str, expected: bool) -> None:
    for finding in find(load("en"), Page(text, expect_damage=expected)):
        for _, start, end, _ in finding.pieces:
            assert 0 <= start <= end <= len(text)


# -- what other changes of a text tell

_KINDS = {
    "typo": "typo",
    "wrong-word": "wrong-word",
    "repeated-word": "repeated-word",
    "missing-space": "spaces",
    "extra-space": "spaces",
    "punctuation-space": "spaces",
}
"""Damage of one kind makes more of the same kind likely."""


@st.composite
def judgements(draw: st.DrawFn) -> list[tuple[str, list[float]]]:
    """Rules with features of which only the margin, the first one, is not zero."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(sorted(_KINDS)), st.floats(-1, 2)), max_size=8))
    return [(rule, [margin] + [0.0] * (len(FEATURES) - 1)) for rule, margin in pairs]


@given(judgements(), st.integers(0, 3000))
def test_damage_is_what_the_sure_ones_among_the_others_show(judged: list[tuple[str, list[float]]], words: int) -> None:
    sure = {i for i, (_, features) in enumerate(judged) if 1 / (1 + math.exp(4 - 10 * features[0])) >= 0.7}
    weights = {rule: list(BY_MARGIN) for rule in ("typo", "missing-space")}  # a rule without has the same
    for i, damage in enumerate(damage_shown(judged, words, weights)):
        others = [_KINDS[judged[other][0]] for other in sure - {i}]
        alike = [kind for kind in others if kind == _KINDS[judged[i][0]]]
        # One lost space tells nothing of words.
        told = len(others) - (judged[i][0] == "wrong-word" and "spaces" in others)
        assert damage == (_density(len(alike), words), _density(told, words))


def _density(count: int, words: int) -> float:
    return min(1, math.log1p(1000 * count / (words + 100)) / 5)
