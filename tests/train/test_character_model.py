"""The character model, against Witten and Bell's formula worked with dictionaries."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.train.characters import BOUNDARY, ORDER, character_table
from textfix.train.ngrams import mixed

WORDS = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=5).map(bytes), min_size=1, max_size=12)

Gram = tuple[int, ...]


def counted(words: list[bytes], least: int) -> dict[Gram, int]:
    """All runs of letters up to the order, none over the boundary of a word; long ones only if they recur."""
    stream = [BOUNDARY, *(n for word in words for n in (*word, BOUNDARY))]
    grams: Counter[Gram] = Counter()
    for order in range(1, ORDER + 1):
        rows = zip(*(stream[place:] for place in range(order)), strict=False)
        here = Counter(row for row in rows if BOUNDARY not in row[1:-1])
        grams.update({row: n for row, n in here.items() if n >= (least if order > 2 else 1)})
    return grams


def smoothed(grams: dict[Gram, int]) -> dict[Gram, float]:
    """The share of what followed, and of as many more as there were kinds of it, what the shorter history says."""
    followers: dict[Gram, list[int]] = defaultdict(list)
    for row, count in grams.items():
        followers[row[:-1]].append(count)
    found: dict[Gram, float] = {}
    for row in sorted(grams, key=len):
        shorter = found.get(row[1:], 1e-6) if len(row) > 1 else 1 / 64
        total, kinds = sum(followers[row[:-1]]), len(followers[row[:-1]])
        found[row] = (grams[row] + kinds * shorter) / (total + kinds)
    return found


def cost(table: np.ndarray, row: Gram) -> int | None:
    """What the table says of a run of letters."""
    key = sum(n << 6 * place for place, n in enumerate(reversed(row))) + (len(row) << 40)
    h = int(mixed(np.array([key], np.uint64))[0])
    place = (h >> 32) * int(table[0]) >> 32
    for slot in table[1 + place :].tolist():
        if slot == 0:
            return None
        if slot >> 16 == h & 0xFFFF:
            return slot >> 8 & 255
    return None


@given(WORDS.map(lambda words: [bytes([1, 2, 3, 4, 1])] * 2 + words))
def test_costs_are_those_of_the_formula(words: list[bytes]) -> None:
    table = np.frombuffer(character_table(words), np.uint32)
    expected = smoothed(counted(words, 2))
    wrong = [
        row
        for row, probability in expected.items()
        if abs((cost(table, row) or 0) - max(1, -math.log(probability) * 16)) > 1
    ]
    # Of two runs with one fingerprint the table knows one.
    assert len(wrong) <= 1


def test_letters_that_follow_often_are_cheap() -> None:
    table = np.frombuffer(character_table([bytes([1, 2, 3, 4])] * 9 + [bytes([1, 3])]), np.uint32)
    assert cost(table, (1, 2)) < cost(table, (1, 3))
    assert cost(table, (2, 1)) is None


@pytest.mark.parametrize("words", [[], [bytes([1])], [bytes([1, 1])]])
def test_a_few_short_words_are_enough(words: list[bytes]) -> None:
    assert character_table(words)


@pytest.mark.parametrize("row", [(BOUNDARY, 1), (3, BOUNDARY)])
def test_where_a_word_begins_and_ends_counts(row: Gram) -> None:
    assert cost(np.frombuffer(character_table([bytes([1, 2, 3])] * 4), np.uint32), row) is not None
