"""Counting, smoothing and packing n-grams, against dictionaries."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.vocabulary import EDGE, FIRST_HAS, ID_BITS, SECOND_HAS
from textfix.train.ngrams import STEP, back_off, capitals, count_ngrams, estimate, mixed, pack, quantised

IDS = st.lists(st.one_of(st.integers(1, 5), st.sampled_from([EDGE, 2, 2**17 - 1])), min_size=4, max_size=60)


def unpacked(key: int, order: int) -> tuple[int, ...]:
    return tuple(key >> ID_BITS * place & 2**ID_BITS - 1 for place in reversed(range(order)))


@given(IDS, st.integers(2, 3), st.integers(1, 3))
def test_counts_are_those_of_a_dictionary(ids: list[int], order: int, least: int) -> None:
    ids = [*ids, 2, 3, 4]
    found = count_ngrams(np.array(ids, np.int32), order, least)
    rows = Counter(zip(*(ids[place:] for place in range(order)), strict=False))
    expected = {row: n for row, n in rows.items() if n >= least and EDGE not in row[1:-1]}
    keys = [unpacked(int(key), order) for key in found.keys]
    assert dict(zip(keys, found.counts.tolist(), strict=True)) == expected
    assert keys == sorted(keys)


def test_no_ngrams_at_all() -> None:
    assert not len(count_ngrams(np.array([EDGE] * 4, np.int32), 3, 1).keys)


@given(st.lists(st.integers(2, 6), min_size=6, max_size=60))
def test_probabilities_of_a_history_sum_to_one(ids: list[int]) -> None:
    stream = np.array(ids, np.int32)
    size = max(ids) + 1
    twos = count_ngrams(stream, 2, 1)
    first, last = (twos.keys >> np.uint64(ID_BITS)).astype(int), (twos.keys & np.uint64(2**ID_BITS - 1)).astype(int)
    totals = np.bincount(stream[:-1], minlength=size)
    words = np.bincount(stream, minlength=size) / len(ids)
    found = estimate(twos, np.maximum(totals, 1), first, words[last])
    weights = back_off(found, words[last], first, size)
    for word in set(ids[:-1]):
        here = first == word
        rest = 1 - words[last[here]].sum()
        if rest > 1e-6:
            assert found[here].sum() + weights[word] * rest == pytest.approx(1)


def test_a_discount_is_worked_by_hand() -> None:
    # After 2 came 3 twice and 4 once: (2 − ¾)/3 + ¾·2/3·P(3).
    twos = count_ngrams(np.array([2, 3, 2, 3, 2, 4], np.int32), 2, 1)
    found = estimate(twos, np.array([0, 0, 3, 2, 1]), np.array([2, 2, 3]), np.array([0.3, 0.2, 0.5]))
    assert found.tolist() == pytest.approx([1.25 / 3 + 0.5 * 0.3, 0.25 / 3 + 0.5 * 0.2, 1.25 / 2 + 0.375 * 0.5])


@given(
    st.lists(st.tuples(st.integers(2, 4), st.integers(0, 2), st.booleans()), min_size=2, max_size=60),
)
def test_capitals_are_those_of_most_words_of_a_pair(tokens: list[tuple[int, int, bool]]) -> None:
    ids, shapes, inside = (
        np.array(column, kind)
        for column, kind in zip(zip(*tokens, strict=True), (np.int32, np.uint8, np.bool_), strict=True)
    )
    pairs = count_ngrams(ids, 2, 1).keys
    found = dict(zip(pairs.tolist(), capitals(ids, shapes, inside, pairs).tolist(), strict=True))
    sides: dict[int, list[list[int]]] = defaultdict(lambda: [[], []])
    for two in itertools.pairwise(tokens):
        for side, (_, shape, is_inside) in enumerate(two):
            if is_inside and shape < 2:
                sides[two[0][0] << ID_BITS | two[1][0]][side].append(shape)
    for pair, has in found.items():
        first, second = (sum(side) > 0.7 * (len(side) + 1) for side in sides[pair])
        assert has == FIRST_HAS * first + SECOND_HAS * second


@given(st.floats(1e-12, 1), st.integers(4, 8))
def test_a_cost_is_within_half_a_step(probability: float, bits: int) -> None:
    steps = int(quantised(np.array([probability]), bits=bits)[0])
    cost = -math.log(probability) * 1024 / STEP / 2 ** (8 - bits)
    assert abs(steps - cost) <= 0.5 + 1e-9 or steps == 2**bits - 1 < cost


@given(st.integers(0, 2**64 - 1))
def test_the_hash_is_that_of_unbounded_integers(key: int) -> None:
    h = key * 0x9E3779B97F4A7C15 % 2**64
    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15 % 2**64
    assert int(mixed(np.array([key], np.uint64))[0]) == h ^ h >> 29


@given(st.lists(st.integers(0, 2**51), unique=True, max_size=40), st.randoms())
def test_the_order_of_the_keys_does_not_matter(keys: list[int], chance: object) -> None:
    shuffled = list(keys)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    tables = [
        pack(np.array(each, np.uint64), np.array([key % 255 + 1 for key in each], np.uint32), 24)
        for each in (keys, shuffled)
    ]
    assert tables[0] == tables[1]
