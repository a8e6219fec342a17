"""Changes: their edits make of the text what the reading says, and their margin is what the two readings cost."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
import tiny
from english import damaged_sentences
from hypothesis import assume, given
from hypothesis import strategies as st

from textfix.edits import Edit, apply
from textfix.engine.decide import Change, Neighbourhood, changes, is_grammar
from textfix.engine.decode import Decoder
from textfix.engine.kinds import LEFT_OUT, OBSERVED, REPLACED, WHOLE
from textfix.engine.tokens import Tokens, key_of, scan
from textfix.engine.vocabulary import NUMBER
from textfix.model import load


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
        spaces = change._replace(pieces=change.spaces)
        assert without_space(edited(text, spaces)) == without_space(text)
        assert {piece for piece in change.pieces if piece[0].endswith("-space")} <= set(change.spaces)
        places = [place for _, first, last, _ in change.spaces for place in (first, last)]
        assert places == sorted(places)
        rows = decoder().window.rows()
        replaced = [arc for arc in path if arc[4] == REPLACED and change.first <= rows[arc[0]][0] < change.last]
        assert change.slip == sum(arc[3] for arc in replaced) / 1024
        lost = sum(rows[unit][2] > 0 for arc in replaced for unit in range(arc[0] + 1, arc[1]))
        assert len(change.spaces) == lost + sum(piece[0].endswith("-space") for piece in change.pieces)


@given(damaged_sentences())
def test_the_margin_of_another_word_is_the_difference_of_two_readings(text: str) -> None:
    tokens = scanned(text)
    for change, path in found(text):
        units = {row[1]: unit for unit, row in reversed(list(enumerate(decoder().window.rows())))}
        if [piece[0] for piece in change.pieces] not in (["typo"], ["wrong-word"]) or change.last != change.first + 1:
            continue
        start = units[tokens.start[change.first]]
        arc = next(arc for arc in path if arc[0] == start and arc[4] == REPLACED)
        before, after = list(change.before), list(change.after)

        def cost(number: int, slip: int, kind: int, start: int = start, end: int = arc[1]) -> int:
            inside = decoder().in_context(before, [number], after)  # noqa: B023 (called at once)
            return inside + slip + decoder().lattice.cased(number, start, end, before[-1], kind)  # noqa: B023

        stands = cost(tokens.number[change.first], decoder().lattice.as_it_stands(start), OBSERVED)
        made = cost(arc[2], arc[3], REPLACED)
        assert change.margin * 1024 == stands - made
        others = {n: slip for n, slip in decoder().lattice.replacements(start, arc[1]).items() if n != arc[2]}
        gaps = [cost(number, slip, REPLACED) - made for number, slip in others.items()]
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


@pytest.mark.parametrize(
    ("text", "word", "is_form"),
    [
        ("in the assaults of the war", "assault", True),
        ("the colour of it", "color", True),
        ("the flim of it", "film", False),
        ("of it's own", "its", False),  # people confuse these
    ],
)
def test_between_forms_of_a_word_only_grammar_decides(text: str, word: str, is_form: bool) -> None:
    model = load("en")
    index = 2 if text.startswith("in") else 1
    tokens = scan(text, model.tables, frozenset())
    token = tokens.between(index, index + 1)[0]
    letters = model.letters(word)
    assert letters
    change = Change(
        (("wrong-word", token.start, token.end, word),),
        (),
        Neighbourhood(tokens, range(index, index + 1)),
        index,
        index + 1,
        (model.tables.word_number(key_of(letters)),),
        (0, 0, 0),
        (0, 0, 0),
        5.0,
        None,
        3.0,
    )
    assert is_grammar(model, text, change) is is_form
