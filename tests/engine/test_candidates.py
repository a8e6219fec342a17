"""Words near some letters: the walk of the trie finds what an alignment with every word of the lexicon finds."""

from __future__ import annotations

import functools

import pytest
import reference
import tiny
from hypothesis import given
from hypothesis import strategies as st

from textfix import model as models
from textfix.engine import candidates
from textfix.engine.candidates import MOST_LETTERS, Found, Search

KNOWN = sorted(reference.lexicon(tiny.model()).words)
ALPHABET = reference.lexicon(tiny.model()).alphabet


@st.composite
def typed(draw: st.DrawFn) -> str:
    """A word after up to three slips of any kind."""
    word = draw(st.sampled_from(KNOWN))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(word)))
        letter = draw(st.sampled_from(ALPHABET))
        rest = word[place:]
        word = word[:place] + draw(
            st.sampled_from([letter + rest, rest[1:], letter + rest[1:], rest[1::-1] + rest[2:]])
        )
    return word


TYPED = st.one_of(typed(), typed(), st.text(ALPHABET, max_size=8), st.text("ehtoa", max_size=5))


@functools.cache
def search() -> Search:
    return Search(tiny.model().tables)


def found(letters: str, distance: int) -> dict[int, int]:
    return search().near(reference.lexicon(tiny.model()).encoded(letters), distance)


@given(TYPED)
def test_one_slip_away(letters: str) -> None:
    assert found(letters, 1) == reference.near(tiny.model(), letters, 1)


@pytest.mark.parametrize("word", KNOWN)
def test_every_word_is_left_out_of_those_near_it(word: str) -> None:
    assert found(word, 1) == reference.near(tiny.model(), word, 1)


@given(TYPED)
def test_two_slips_away(letters: str) -> None:
    assert found(letters, 2) == reference.near(tiny.model(), letters, 2)


def test_letters_far_down_the_alphabet() -> None:
    """They share a bit with others where it is noted which letters lead on, and are found all the same."""
    model = models.load("en")
    known = reference.lexicon(model)
    far = set(known.alphabet[31:])
    words = [word for word in known.words if len(word) > 1 and far & set(word)][:50]
    assert len(words) == 50
    slips = [(word, word[:cut] + word[cut + 1 :]) for word in words for cut in range(len(word))]
    for word, typed in slips:
        near = Search(model.tables).near(known.encoded(typed), 1)
        assert near[known.words[word]] == reference.aligned(model, word, typed, 1, reference.USUAL_RAREST)


def test_two_slips_may_undo_each_other() -> None:
    assert reference.lexicon(tiny.model()).words["the"] in found("the", 2)


@given(TYPED, st.integers(1, 2), st.integers(0, 8 * 1024))
def test_letters_weigh_no_more_than_the_rarest(letters: str, distance: int, rarest: int) -> None:
    walk = Search(tiny.model().tables)
    walk.rarest = rarest
    encoded = reference.lexicon(tiny.model()).encoded(letters)
    assert walk.near(encoded, distance) == reference.near(tiny.model(), letters, distance, rarest)


@given(st.lists(st.tuples(TYPED, st.integers(1, 2), st.sampled_from([2048, 8 * 1024])), max_size=8), st.integers(1, 4))
def test_what_was_found_before_is_found_again(sought: list[tuple[str, int, int]], most: int) -> None:
    kept: Found = {}
    encoded = reference.lexicon(tiny.model()).encoded
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "MOST_FOUND", most)
        for letters, distance, rarest in sought * 2:
            walk = Search(tiny.model().tables, kept)
            walk.rarest = rarest
            assert walk.near(encoded(letters), distance) == reference.near(tiny.model(), letters, distance, rarest)
            assert len(kept) <= most


@given(TYPED)
def test_no_slip_finds_nothing(letters: str) -> None:
    assert found(letters, 0) == {}


@pytest.mark.parametrize("length", [0, MOST_LETTERS + 1])
def test_what_is_too_short_or_too_long_has_no_candidates(length: int) -> None:
    assert found("e" * length, 1) == {}


def test_the_longest_piece_is_searched() -> None:
    assert found("e" * MOST_LETTERS, 1) == {}


def test_a_word_that_two_ways_lead_to_has_the_cheaper() -> None:
    known = reference.lexicon(tiny.model())
    ways = reference.near(tiny.model(), "leter", 1)
    assert known.words["letter"] in ways
    assert found("leter", 1) == ways
