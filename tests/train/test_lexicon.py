"""Which forms are words: frequent or listed ones, but no joins and no misspellings."""

from __future__ import annotations

import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.vocabulary import normal
from textfix.train.lexicon import Lexicon, choose_alphabet, choose_lexicon, choose_marks

COUNTS = {
    "the": 90_000,
    "of": 60_000,
    "receive": 900,
    "meeting": 700,
    "ofthe": 20,
    "often": 20,
    "recieve": 20,
    "hapax": 1,
    "rare": 3,
    "local": 50,
    "naïve": 50,
    "thier": 30,
    "their": 40_000,
}
SPREAD = dict.fromkeys(COUNTS, 2) | {"local": 1}
PAIRS = {("of", "the"): 20 * 300 + 1, ("oft", "en"): 20 * 300}
ERRORS = {"recieve": ("receive",), "thier": ("their", "tier")}


def chosen(listed: set[str] = frozenset()) -> Lexicon:
    return choose_lexicon(COUNTS, SPREAD, PAIRS, listed, ERRORS, string.ascii_lowercase)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("meeting", "words"),
        ("often", "words"),
        ("rare", "attested"),
        ("hapax", None),  # once is no evidence
        ("ofthe", None),  # its halves stand side by side more than 300 times as often
        ("recieve", None),  # what it is meant for occurs more than 40 times as often
        ("thier", None),
        ("local", None),  # from one source only
        ("naïve", None),  # not of the alphabet
    ],
)
def test_what_is_a_word(word: str, kind: str | None) -> None:
    lexicon = chosen()
    assert (word in lexicon.words, word in lexicon.attested) == (kind == "words", kind == "attested")


@pytest.mark.parametrize(
    ("word", "kind"), [("hapax", "attested"), ("local", "words"), ("unseen", "attested"), ("recieve", "words")]
)
def test_a_list_vouches_for_a_word(word: str, kind: str) -> None:
    assert word in getattr(chosen({word}), kind)


def test_a_list_does_not_vouch_for_what_is_nearly_always_an_error() -> None:
    counts = COUNTS | {"their": 30 * 4000 + 1}
    lexicon = choose_lexicon(counts, SPREAD, PAIRS, {"thier"}, ERRORS, string.ascii_lowercase)
    assert "thier" not in lexicon.words


def test_words_come_most_frequent_first() -> None:
    assert chosen().words[:4] == ["the", "of", "their", "receive"]


@given(st.dictionaries(st.text("abc'é", min_size=1, max_size=4), st.integers(1, 20), max_size=20))
def test_words_and_attested_ones_are_different_and_in_order(counts: dict[str, int]) -> None:
    found = choose_lexicon(counts, dict.fromkeys(counts, 2), {}, {"abc", "zzz"}, {}, "abcz'")
    assert not set(found.words) & set(found.attested)
    assert found.words == sorted(found.words, key=lambda word: (-counts[word], word))
    assert set(found.words) == {word for word, n in counts.items() if n >= 8 and "é" not in word}
    rare = {word for word, n in counts.items() if 3 <= n < 8 and "é" not in word}
    assert set(found.attested) == rare | {"abc", "zzz"} - set(found.words)


def test_marks_that_differ_by_typography_are_counted_together() -> None:
    assert choose_marks(Counter({"“": 1500, "”": 1500, ".": 2500, "§": 100})) == ['"', "."]


def test_the_alphabet_is_latin_and_most_frequent_first() -> None:
    assert choose_alphabet({"eeta": 3, "it's": 1, "жж": 50, "½": 9}) == "eta'is"


@pytest.mark.parametrize(("word", "form"), [("Don’t", "don't"), ("NATO", "nato"), ("Été", "été")])
def test_the_form_under_which_a_word_is_counted(word: str, form: str) -> None:
    assert normal(word) == form
