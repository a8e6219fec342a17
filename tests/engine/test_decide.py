"""Changes: their edits make of the text what the reading says, and their margin is what the two readings cost."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

import pytest
import tiny
from english import damaged_sentences
from hypothesis import assume, given
from hypothesis import strategies as st

from textfix.edits import Edit, apply
from textfix.engine.decide import Change, changes, in_case_of
from textfix.engine.decode import LEFT_OUT, REPLACED, WHOLE, Decoder
from textfix.engine.tokens import Tokens, scan
from textfix.engine.vocabulary import NUMBER


@functools.cache
def decoder() -> Decoder:
    return Decoder(tiny.model().tables)


def scanned(text: str) -> Tokens:
    return scan(text, tiny.model().tables, frozenset())


Found = tuple[Change, list[tuple[int, int, int, int, int]]]


def found(text: str, *, damaged: bool = False, spaceless: bool = False) -> Iterator[Found]:
    """The changes of a text of which everything is in doubt, and the readings they come from."""
    tokens, model = scanned(text), tiny.model()
    if damaged or spaceless:
        decoder().damaged(spaceless)
    else:
        decoder().usual()
    for t in range(tokens.count):
        tokens.flags[t] = 1
    first = 0
    for t in range(tokens.count):
        if t + 1 == tokens.count or tokens.gap[t + 1] == 3:
            path = decoder().read(text, tokens, first, t + 1, tokens.keys)
            for change in changes(model, decoder(), text, tokens, range(first, t + 1), path or []):
                yield change, path
            first = t + 1


def edited(text: str, change: Change) -> str:
    edits = [
        Edit.of(rule, start, end, new, 1.0, "it is read so", original=text[start:end])
        for rule, start, end, new in sorted(change.pieces, key=lambda piece: piece[1:3])
    ]
    return apply(text, edits)


def joins_a_number(text: str, change: Change) -> bool:
    """Whether what were tokens of their own, as `19` and `87` or `1,` and `000`, may be one number afterwards."""
    gone = [(first, last) for _, first, last, new in change.pieces if not new]
    return any(text[first - 1].isdecimal() or text[last].isdecimal() for first, last in gone if last < len(text))


def test_numbers_that_are_joined_are_one() -> None:
    text = "they found the bread in 19 87."
    ((change, _),) = found(text)
    assert joins_a_number(text, change)
    assert edited(text, change) == "they found the bread in 1987."


@given(damaged_sentences(), st.booleans())
def test_the_edited_text_has_the_words_of_the_reading(text: str, damaged: bool) -> None:
    tokens = scanned(text)
    for change, path in found(text, damaged=damaged):
        assume(not any(arc[4] == WHOLE for arc in path) and not joins_a_number(text, change))
        again = scanned(edited(text, change))
        assert again.count == tokens.count - (change.last - change.first) + len(change.words)
        for token, word in zip(again.between(change.first, again.count), change.words, strict=False):
            known = word >= tiny.model().tables.first_word or word == NUMBER
            assert token.number == word or not known


@given(damaged_sentences(), st.booleans())
def test_edits_touch_only_what_is_changed(text: str, damaged: bool) -> None:
    tokens = scanned(text)
    for change, _ in found(text, damaged=damaged):
        assert change.margin >= 1
        assert change.first < change.last
        for _rule, start, end, new in change.pieces:
            assert tokens.start[change.first] <= start <= end <= tokens.end[change.last - 1] or new == ""
            assert text[start:end] != new


def without_space(text: str) -> str:
    return "".join(text.split())


@given(damaged_sentences(most=6), st.sampled_from(["usual", "damaged", "spaceless"]))
def test_what_is_left_where_no_letter_may_be_changed(text: str, setting: str) -> None:
    for change, path in found(text, damaged=setting == "damaged", spaceless=setting == "spaceless"):
        spaces = dataclasses.replace(change, pieces=change.spaces)
        assert without_space(edited(text, spaces)) == without_space(text)
        assert {piece for piece in change.pieces if piece[0].endswith("-space")} <= set(change.spaces)
        places = [place for _, first, last, _ in change.spaces for place in (first, last)]
        assert places == sorted(places)
        rows = decoder().window()
        replaced = [arc for arc in path if arc[4] == REPLACED and change.first <= rows[arc[0]][0] < change.last]
        assert change.slip == sum(arc[3] for arc in replaced) / 1024
        lost = sum(rows[unit][2] > 0 for arc in replaced for unit in range(arc[0] + 1, arc[1]))
        assert len(change.spaces) == lost + sum(piece[0].endswith("-space") for piece in change.pieces)


@given(damaged_sentences())
def test_the_margin_of_another_word_is_the_difference_of_two_readings(text: str) -> None:
    tokens = scanned(text)
    for change, path in found(text):
        units = {row[1]: unit for unit, row in reversed(list(enumerate(decoder().window())))}
        if [piece[0] for piece in change.pieces] not in (["typo"], ["wrong-word"]) or change.last != change.first + 1:
            continue
        start = units[tokens.start[change.first]]
        arc = next(arc for arc in path if arc[0] == start and arc[4] == REPLACED)
        before, after = list(change.before), list(change.after)

        def cost(number: int, slip: int, start: int = start, end: int = arc[1]) -> int:
            inside = decoder().in_context(before, [number], after)  # noqa: B023 (called at once)
            return inside + slip + decoder().cased(number, start, end, before[-1])  # noqa: B023

        stands = cost(tokens.number[change.first], decoder().as_it_stands(start))
        assert change.margin * 1024 == stands - cost(arc[2], arc[3])
        others = {n: slip for n, slip in decoder().replacements(start, arc[1]).items() if n != arc[2]}
        gaps = [cost(number, slip) - cost(arc[2], arc[3]) for number, slip in others.items()]
        assert change.runner_up == min(gaps, default=20 * 1024) / 1024


@pytest.mark.parametrize(
    ("text", "rule", "piece"),
    [
        ("they found thebread.", "missing-space", ""),
        ("they found the bre ad.", "extra-space", " "),
        ("they found the the bread.", "repeated-word", " the"),
        ("they found the braed.", "typo", "braed"),
        ("they found the bread ,then it was.", "punctuation-space", " "),
        ("they found the bread,then it was.", "punctuation-space", ""),
        ("“They found the bread.”They were lost.", "punctuation-space", ""),
        ("they found the bread in 19 87.", "extra-space", " "),
        ("they found the bread 12boats.", "missing-space", ""),
    ],
)
def test_each_kind_of_slip_has_its_rule(text: str, rule: str, piece: str) -> None:
    pieces = [(rule, text[start:end]) for change, _ in found(text) for rule, start, end, _ in change.pieces]
    assert (rule, piece) in pieces


def test_left_out_words_are_no_words_of_the_reading() -> None:
    ((change, path),) = found("they found the the bread.")
    assert [arc[4] for arc in path].count(LEFT_OUT) == 1
    assert change.words == tuple(arc[2] for arc in path if arc[4] != LEFT_OUT)[-len(change.words) - 2 : -2]


EVEN, INSIDE, NAME, START = (0, 0, 0), (64, 2 * 1024, 4 * 1024), (9 * 1024, 64, 5 * 1024), (4 * 1024, 128, 9 * 1024)
"""What lower case, a capital and capitals cost: nothing known; a common word, a name, the start of a sentence."""


SHIFT = 3 * 1024
"""What a slip of the shift key costs."""


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
    assert [in_case_of("The", "the", INSIDE, shift, "") for shift in (0, 1024, 6 * 1024)] == ["the", "the", "The"]


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
    chosen = in_case_of(there, word, costs, shift, "")
    assert cost[chosen] == min(cost.values()) or len(word) == 1  # whose capital is also its capitals
