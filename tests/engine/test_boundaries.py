"""The network that says where words begin: the same as an obvious one, whatever the text and wherever it is cut."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import tiny
from english import anything
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine import boundaries
from textfix.engine.boundaries import CHANNELS, CLASSES, CONTEXT, DILATIONS, LARGEST, SIZE, Boundaries, class_of

WEIGHTS = np.random.default_rng(7).integers(-300, 300, SIZE).astype(np.int16)
"""Of a network that has learnt nothing: its answers differ from place to place."""


def network(weights: np.ndarray = WEIGHTS) -> Boundaries:
    return Boundaries({"boundaries": memoryview(weights.tobytes()).cast("h")})


def paragraphs(text: str) -> Iterator[list[tuple[int, int, int]]]:
    """The visible characters between empty lines: place, class, and whether white space stands before."""
    found: list[tuple[int, int, int]] = []
    before = 0
    for place, character in enumerate(text):
        if character.isspace():
            continue
        gap = text[before:place]
        if found and gap.count("\n") > 1:
            yield found
            found = []
        found.append((place, class_of(character), bool(gap) and bool(found)))
        before = place + 1
    yield found


def obvious(text: str, weights: np.ndarray = WEIGHTS) -> list[int]:
    """The network by its definition, in matrices of large numbers."""
    cuts = np.cumsum([(CLASSES + 2) * CHANNELS, len(DILATIONS) * CHANNELS * 3 * CHANNELS, len(DILATIONS) * CHANNELS])
    table, layers, biases, answer = np.split(weights.astype(np.int64), cuts)
    table, layers = table.reshape(-1, CHANNELS), layers.reshape(len(DILATIONS), CHANNELS, 3 * CHANNELS)
    odds = [0] * len(text)
    for paragraph in paragraphs(text):
        rows = np.array([table[kind] + table[CLASSES + spaced] for _, kind, spaced in paragraph]).reshape(-1, CHANNELS)
        for layer, bias, far in zip(layers, biases.reshape(-1, CHANNELS), DILATIONS, strict=True):
            padded = np.pad(rows, ((far, far), (0, 0)))
            window = np.concatenate([padded[: len(rows)], rows, padded[2 * far :]], axis=1)
            rows = np.minimum(rows + np.maximum(0, (window @ layer.T // 1024) + bias // 8), LARGEST)
        for (place, _, _), row in list(zip(paragraph, rows, strict=True))[1:]:
            odds[place] = max(-127, min(127, int(row @ answer[:-1] + answer[-1] * 128 + 4096) >> 13))
    return odds


@given(anything())
def test_it_is_the_network_of_the_definition(text: str) -> None:
    assert network().log_odds(text).tolist() == obvious(text)


@given(st.text("ab \n", max_size=90))
def test_lines_and_paragraphs(text: str) -> None:
    assert network().log_odds(text).tolist() == obvious(text)


def test_weights_as_large_as_they_may_be() -> None:
    most = np.full(SIZE, LARGEST // 2, np.int16)
    layers = slice((CLASSES + 2) * CHANNELS, SIZE)
    most[layers] = (1 << 30) // LARGEST // (3 * CHANNELS)
    for weights in (most, -most):
        assert network(weights).log_odds("a word").tolist() == obvious("a word", weights)


@given(anything(), st.integers(0, 60), st.integers(0, 60))
def test_what_is_asked_of_a_part_is_what_the_whole_says(text: str, start: int, stop: int) -> None:
    expected = [said if start <= place < stop else 0 for place, said in enumerate(obvious(text))]
    assert network().log_odds(text, start, stop).tolist() == expected


@pytest.mark.parametrize("size", [0, 1, 40])
def test_a_long_text_is_cut_where_it_makes_no_difference(size: int) -> None:
    words = [f"word{number}" for number in range(3 * boundaries.PIECE // 10)]
    text = " ".join(words) + "\n\n" + "x" * (boundaries.PIECE + 2 * CONTEXT + size) + "\n" + "y" * size
    assert network().log_odds(text).tolist() == obvious(text)


def test_only_so_many_characters_on_either_side_matter() -> None:
    text, place = "thequickbrown foxjumps over thelazydog and thenruns away", 26
    said = network().log_odds(text)
    letters = [p for p, character in enumerate(text) if character != " "]
    near = letters[letters.index(place) - CONTEXT : letters.index(place) + CONTEXT + 1]
    for other in letters:
        changed = text[:other] + "#" + text[other + 1 :]
        if other not in near:
            assert network().log_odds(changed)[place] == said[place]
    changed = text[: near[0]] + "#" + text[near[0] + 1 :]
    assert list(network().log_odds(changed)) != list(said)


def test_nothing_is_said_of_white_space_and_of_the_beginning() -> None:
    said = network().log_odds("  one two\n\n three")
    assert [place for place, odds in enumerate(said) if odds == 0] == [0, 1, 2, 5, 9, 10, 11, 12]


def test_what_has_a_class_of_its_own() -> None:
    own = [*map(chr, range(33, 127)), *"’‘“”–—…", "é", "É", "中", "٣", "€"]
    assert sorted({class_of(character) for character in own}) == list(range(1, CLASSES))
    assert [class_of(a) == class_of(b) for a, b in ("éü", "ÉÜ", "中文", "٣٤", "€£")] == [True] * 5


def test_the_tiny_model_has_learnt_where_its_words_begin() -> None:
    """Of a text without spaces it knows most of them; what it says is in sixteenths of a nat."""
    text = "He saw the water of the village and then they went to the old house with her people."
    said = Boundaries(tiny.model().arrays).log_odds(text.replace(" ", ""))
    begins = {len(text[:place].replace(" ", "")) + 1 for place, character in enumerate(text) if character == " "}
    begins = {place - 1 for place in begins}
    right = sum((odds > 0) == (place in begins) for place, odds in enumerate(said))
    assert right > 0.85 * len(said)


def test_what_is_heard_of_a_change_is_the_least_that_any_of_its_spaces_has() -> None:
    """A space that is put in has the log-odds of its place, one that is taken out those against it."""
    text = "it was theold hou se of the people who lived there in those days"
    said = network().log_odds(text)
    put_in, taken_out = ("missing-space", 10, 10, " "), ("extra-space", 17, 18, "")
    assert network().heard(text, [put_in]) == said[10] / 16
    assert network().heard(text, [taken_out]) == -said[18] / 16
    assert network().heard(text, [put_in, taken_out]) == min(said[10], -said[18]) / 16
    assert network().heard(text, []) == 0


def test_what_is_heard_of_a_change_depends_on_what_is_near() -> None:
    text = "it was theold house of the people"
    put_in = ("missing-space", 10, 10, " ")
    assert network().heard(text + " who lived there", [put_in]) == network().heard(text, [put_in])
    assert network().heard("\n\n" + text, [("missing-space", 12, 12, " ")]) == network().heard(text, [put_in])
