"""The case of a word that is put in: that of its letters, unless the word or its place says otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.casing import STARTS_SENTENCE, UNSEEN, Place, in_case_of, in_place, starts_sentence
from textfix.engine.kinds import WORD
from textfix.engine.tokens import Token, scan
from textfix.engine.vocabulary import FIRST_HAS, SECOND_HAS
from textfix.model import load

EVEN, INSIDE, NAME, START = (0, 0, 0), (64, 2 * 1024, 4 * 1024), (9 * 1024, 64, 5 * 1024), (4 * 1024, 128, 9 * 1024)
"""What lower case, a capital and capitals cost: nothing known; a common word, a name, the start of a sentence."""


SHIFT = (3 * 1024, 3 * 1024)
"""What it costs that a letter was made a capital, and that one lost it."""


@pytest.mark.parametrize(
    ("there", "word", "costs", "cased"),
    [
        ("teh", "the", INSIDE, "the"),
        ("Teh", "the", INSIDE, "The"),  # a letter that was typed speaks for its case
        ("TEH", "the", INSIDE, "THE"),
        ("tEh", "the", INSIDE, "the"),
        ("Fhe", "the", INSIDE, "the"),  # the letter that has the capital was not meant
        ("FHE", "the", INSIDE, "THE"),
        ("Ihe", "the", START, "The"),
        ("teh", "the", START, "The"),
        ("jhon", "john", NAME, "John"),
        ("Jhon", "john", NAME, "John"),
        ("JHNO", "john", NAME, "JOHN"),
        ("hTe", "the", EVEN, "the"),
        ("T", "the", EVEN, "The"),
        ("x", "the", EVEN, "the"),
    ],
)
def test_a_word_is_in_the_case_that_it_most_likely_had(
    there: str, word: str, costs: tuple[int, int, int], cased: str
) -> None:
    assert in_case_of(there, word, costs, SHIFT, "") == cased


def test_where_slips_of_the_shift_key_are_rare_each_letter_keeps_its_case() -> None:
    assert [in_case_of("The", "the", INSIDE, (shift, 0), "") for shift in (0, 1024, 6 * 1024)] == ["the", "the", "The"]


def test_a_capital_that_was_typed_says_more_than_one_that_was_not() -> None:
    assert in_case_of("Teh", "the", INSIDE, (6 * 1024, 0), "") == "The"
    assert in_case_of("jhon", "john", NAME, (6 * 1024, 1024), "") == "John"


@pytest.mark.parametrize(
    ("there", "text", "cased"),
    [
        ("don’", "", "don’t"),
        ("dont", "it’s", "don’t"),
        ("dont", "it's", "don't"),
        ("dont", "", "don't"),
        ("don'", "it’s", "don't"),
        ("DONT", "it’s", "DON’T"),
    ],
)
def test_the_apostrophe_is_that_of_the_word_or_else_of_the_text(there: str, text: str, cased: str) -> None:
    assert in_case_of(there, "don't", INSIDE, SHIFT, text) == cased


COSTS = st.tuples(*[st.integers(0, 20 * 1024)] * 3)


@given(st.text("abcz’'", min_size=1, max_size=5), st.text("ABcz'İıßé", min_size=1, max_size=5), COSTS)
def test_another_case_is_the_same_word(word: str, there: str, costs: tuple[int, int, int]) -> None:
    assert in_case_of(there, word, costs, SHIFT, "").lower().replace("’", "'") == word.replace("’", "'")


@given(st.text("abcz", min_size=1, max_size=6), COSTS, st.integers(0, 8 * 1024), st.data())
def test_the_word_itself_keeps_its_case_unless_another_is_likelier(
    word: str, costs: tuple[int, int, int], shift: int, data: st.DataObject
) -> None:
    """Where all letters are those of the word, each that stands in another case costs a slip of the shift key."""
    there = "".join(data.draw(st.sampled_from([c, c.upper()])) for c in word)
    cost = {
        form: cost + shift * sum(a != b for a, b in zip(there, form, strict=True))
        for form, cost in zip((word.upper(), word.capitalize(), word), reversed(costs), strict=True)
    }
    chosen = in_case_of(there, word, costs, (shift, shift), "")
    assert cost[chosen] == min(cost.values()) or len(word) == 1  # whose capital is also its capitals


LOWER_START = 8 * 1024
"""What lower case costs where a sentence begins."""


def placed(
    text: str, word: str, costs: tuple[int, int, int] = EVEN, pairs: tuple[int, int] = (UNSEEN, UNSEEN)
) -> tuple[int, int, int]:
    """The costs of a word's case in place of the word that stands there."""
    at = text.index(word)
    tokens = scan(text, load("en").tables, frozenset()).between(0, 99)
    index = next(n for n, token in enumerate(tokens) if token.start == at)
    before = tokens[max(0, index - 3) : index]
    behind_lower = bool(before) and before[-1].kind == WORD and before[-1].shape == 0
    return in_place(costs, Place(text, at, before, tokens[index + 1 : index + 2], behind_lower, pairs), LOWER_START)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("xe came.", "xe"),
        ("It rained. xe came.", "xe"),
        ("“It rained.” xe came.", "xe"),
        ('"It rained." xe came.', "xe"),
        ("He said: “xe came.”", "xe"),
        ('He said, "xe came."', "xe"),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, word: str) -> None:
    assert placed(text, word) == (LOWER_START, STARTS_SENTENCE, 0)


@pytest.mark.parametrize("text", ["It, xe came.", 'the "xe" of it', "it xe", "the “xe” of it", "A xe came", "it) xe"])
def test_no_sentence_begins_in_the_middle_of_one(text: str) -> None:
    assert STARTS_SENTENCE not in placed(text, "xe")


def test_a_capital_is_likelier_before_another() -> None:
    alone, before = placed("the xe came", "xe"), placed("the xe Coast", "xe")
    assert before[0] - before[1] > 0 > alone[0] - alone[1]


def test_a_letter_alone_says_little() -> None:
    assert placed("the xe I saw", "xe") == placed("the xe he saw", "xe")


def test_behind_a_number_a_capital_is_likelier_than_behind_a_word() -> None:
    number, word = placed("in 12 xe came", "xe"), placed("in it xe came", "xe")
    assert number[0] - number[1] > word[0] - word[1]


@pytest.mark.parametrize(
    ("pairs", "likelier"),
    [
        ((SECOND_HAS, UNSEEN), True),  # Prime Minister
        ((FIRST_HAS, UNSEEN), False),  # Queen of
        ((0, UNSEEN), False),  # the house
        ((UNSEEN, FIRST_HAS), True),  # Queen of
        ((UNSEEN, FIRST_HAS | SECOND_HAS), True),  # World Cup
        ((UNSEEN, SECOND_HAS), False),  # the Queen
    ],
)
def test_a_capital_is_likelier_where_the_pair_mostly_has_one(pairs: tuple[int, int], likelier: bool) -> None:
    alone, together = placed("the xe came", "xe"), placed("the xe came", "xe", pairs=pairs)
    assert (together[0] - together[1] > alone[0] - alone[1]) is likelier


@given(
    st.tuples(*[st.integers(0, 20 * 1024)] * 3),
    st.sampled_from(["it xe came", "it xe Came", "Yes. xe", "xe", "xe came."]),
)
def test_a_place_never_makes_a_case_cheaper_but_at_the_start_of_a_sentence(
    costs: tuple[int, int, int], text: str
) -> None:
    lower, first, upper = placed(text, "xe", costs)
    assert (lower, upper) >= (costs[0], costs[2]) and (first >= costs[1] or first == STARTS_SENTENCE)


@pytest.mark.parametrize(("text", "starts"), [("it rained.", True), ("it rained", False), ("rain", False), ("", False)])
def test_what_begins_a_paragraph_begins_a_sentence_if_it_ends_as_one(text: str, starts: bool) -> None:
    assert starts_sentence(text, 0, list[Token]()) is starts
    assert starts_sentence(f"Yes\n\n{text}\n\nNo", 5, list[Token]()) is starts
