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


def found(text: str) -> Iterator[Found]:
    """The changes of a text of which every word is in doubt, and the readings they come from."""
    tokens, model = scanned(text), tiny.model()
    first = 0
    for t in range(tokens.count):
        tokens.flags[t] = tokens.kind[t] == 0 and tokens.status[t] != 3
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


@given(damaged_sentences())
def test_the_edited_text_has_the_words_of_the_reading(text: str) -> None:
    tokens = scanned(text)
    for change, path in found(text):
        assume(not any(arc[4] == WHOLE for arc in path))
        again = scanned(edited(text, change))
        assert again.count == tokens.count - (change.last - change.first) + len(change.words)
        for token, word in zip(again.between(change.first, again.count), change.words, strict=False):
            known = word >= tiny.model().tables.first_word or word == NUMBER
            assert token.number == word or not known


@given(damaged_sentences())
def test_edits_touch_only_what_is_changed(text: str) -> None:
    tokens = scanned(text)
    for change, _ in found(text):
        assert change.margin >= 1
        assert change.first < change.last
        for _rule, start, end, new in change.pieces:
            assert tokens.start[change.first] <= start <= end <= tokens.end[change.last - 1] or new == ""
            assert text[start:end] != new


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
    ("there", "word", "text", "cased"),
    [
        ("Teh", "the", "", "The"),
        ("TEH", "the", "", "THE"),
        ("teh", "the", "TEH", "the"),
        ("T", "the", "", "The"),
        ("don’", "don't", "", "don’t"),
        ("dont", "don't", "it’s", "don’t"),
        ("dont", "don't", "it's", "don't"),
        ("tEh", "the", "", "the"),
    ],
)
def test_case_and_apostrophe_are_those_of_the_text(there: str, word: str, text: str, cased: str) -> None:
    assert in_case_of(there, word, text) == cased


@given(st.text("abcz’'", min_size=1, max_size=5), st.text("ABcz'", min_size=1, max_size=5))
def test_another_case_is_the_same_word(word: str, there: str) -> None:
    assert in_case_of(there, word, "").lower().replace("’", "'") == word.replace("’", "'")
