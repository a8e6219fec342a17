"""Forms of one word and spellings of one word, and pairs that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.inflection import are_forms_of_one_word

FORMS = [
    ("town", "towns"),
    ("walk", "walked"),
    ("believe", "believing"),
    ("carry", "carries"),
    ("colour", "color"),
    ("realise", "realize"),
    ("centre", "center"),
    ("travelled", "traveled"),
    ("archaeology", "archeology"),
    ("catalogue", "catalog"),
    ("defence", "defense"),
    ("nation", "national"),
    ("child", "child's"),
]
OTHERS = [
    ("lot", "lost"),
    ("form", "from"),
    ("their", "there"),
    ("the", "they"),
    ("on", "one"),
    ("coast", "cost"),
    ("house", "horse"),
    ("quite", "quiet"),
    ("an", "and"),
]


@pytest.mark.parametrize(("a", "b"), FORMS)
def test_forms(a: str, b: str) -> None:
    assert are_forms_of_one_word(a, b)


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_words_of_their_own(a: str, b: str) -> None:
    assert not are_forms_of_one_word(a, b)


@given(st.text("abdeglorsy'", max_size=8), st.text("abdeglorsy'", max_size=8))
def test_the_order_does_not_matter(a: str, b: str) -> None:
    assert are_forms_of_one_word(a, b) == are_forms_of_one_word(b, a)


@given(st.text("bcdfghjklmpqrvwxz", min_size=4, max_size=8), st.sampled_from(["s", "ed", "ing", "ly", "'s", "ness"]))
def test_an_ending_makes_a_form(stem: str, ending: str) -> None:
    assert are_forms_of_one_word(stem, stem + ending)
