"""Costs out of the packed tables, against n-grams held in dictionaries.

A table keeps fingerprints, not keys, so now and then it takes an n-gram for another: which, and how rarely, is
asserted too. A cost is kept in steps: one step of difference is allowed where a float falls between two.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
import reference
import tiny
from counted import STEP, Counted, capitals, case_costs
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.tables import Tables
from textfix.engine.vocabulary import EDGE, NONE
from textfix.train.ngrams import pack

BITS = 17


def packed(row: tuple[int, ...]) -> int:
    """The key of an n-gram."""
    return sum(number << (BITS * place) for place, number in enumerate(reversed(row)))


@pytest.fixture(scope="module")
def counted() -> Counted:
    return Counted.from_text()


Row = tuple[int, ...]


class Fingerprints:
    """The n-grams that a table keeps, by their fingerprints."""

    def __init__(self, rows: Iterable[Row], bits: int) -> None:
        self.bits = bits
        self.found: dict[int, set[Row]] = {}
        for row in rows:
            self.found.setdefault(self.of(row), set()).add(row)

    def of(self, row: Row) -> int:
        return reference.mixed(packed(row)) % 2**self.bits

    def confuse(self, row: Row) -> bool:
        """Whether the table may take this n-gram for another one."""
        return bool(self.found.get(self.of(row), set()) - {row})


def test_costs_of_all_pairs(counted: Counted) -> None:
    tables, kept = tiny.model().tables, Fingerprints(counted.pairs.kept, 16)
    pairs = list(itertools.product(range(1, counted.size), repeat=2))
    mistaken = [
        (a, b)
        for a, b in pairs
        if abs(tables.trigram_cost(NONE, a, b) - counted.pair_cost(a, b)) > STEP
        or tables.has_bigram(a, b) != ((a, b) in counted.pairs.kept)
    ]
    assert all(map(kept.confuse, mistaken))
    assert len(counted.pairs.kept) > 1000
    # Some three slots are looked at, and one in 65536 fingerprints is right by chance.
    assert len(mistaken) <= 10 * len(pairs) / 2**16 + 3


def triples(counted: Counted) -> list[Row]:
    """All that are kept, and as many that are not, with histories that are kept or not."""
    chance = random.Random(1)
    kept = list(counted.triples.kept)
    numbers = range(1, counted.size)
    swapped = [(row[0], row[1], chance.choice(numbers)) for row in kept]
    others = [tuple(chance.choice(numbers) for _ in range(3)) for _ in kept]
    return [*kept, *swapped, *others]


def test_costs_of_triples(counted: Counted) -> None:
    tables, rows = tiny.model().tables, triples(counted)
    kept, pairs = Fingerprints(counted.triples.kept, 24), Fingerprints(counted.pairs.kept, 16)
    # A step for the cost, and one for what the history leaves to the shorter one.
    mistaken = [row for row in rows if abs(tables.trigram_cost(*row) - counted.triple_cost(*row)) > 2 * STEP]
    assert all(kept.confuse(row) or pairs.confuse(row[:2]) or pairs.confuse(row[1:]) for row in mistaken)
    assert len(counted.triples.kept) > 5000
    assert len(mistaken) <= 20 * len(rows) / 2**16 + 3


def test_which_trigrams_there_are(counted: Counted) -> None:
    kept, rows = Fingerprints(counted.triples.kept, 24), triples(counted)
    mistaken = [row for row in rows if tiny.model().tables.has_trigram(*row) != (row in counted.triples.kept)]
    assert all(map(kept.confuse, mistaken))
    assert len(mistaken) <= 3


def test_without_two_words_before_one_decides(counted: Counted) -> None:
    costs = tiny.model().tables.trigram_cost
    for a, b in itertools.product(range(0, counted.size, 7), range(1, counted.size, 7)):
        assert costs(a, EDGE, b) == costs(NONE, EDGE, b)


def test_costs_are_those_of_the_reference_table() -> None:
    """What the packed arrays say, read in the most obvious way, is exactly what the look-ups say."""
    arrays, tables = tiny.model().arrays, tiny.model().tables
    chance = random.Random(2)
    size = len(arrays["unigrams"])
    for _ in range(3000):
        a, b, c = (chance.randrange(1, size) for _ in range(3))
        assert tables.trigram_cost(a, b, c) == read(a, b, c)
        assert tables.trigram_cost(NONE, b, c) == read(NONE, b, c)
        pair = reference.look_up(arrays["bigrams"], packed((b, c)), 16)
        assert tables.capitals(b, c) == (-1 if pair is None else pair % 4)
        assert tables.has_bigram(b, c) == (pair is not None)


@given(st.integers(0, 2**32), st.integers(0, 200), st.sampled_from([0.5, 0.8, 0.99]))
def test_every_slot_is_found_however_crowded_the_table_is(seed: int, count: int, load: float) -> None:
    chance = random.Random(seed)
    keys = [chance.getrandbits(64) for _ in range(count)]
    numbers = [chance.choice([0, 1, 2**17 - 1]) for _ in keys]
    packed_slots = pack(np.array(keys, np.uint64), np.array(numbers, np.uint32), 15, load)
    slots = memoryview(packed_slots).cast("I")
    tables = Tables({**tiny.model().arrays, "lexicon": slots}, sound=True)
    for key in [*keys, *(chance.getrandbits(64) for _ in range(200))]:
        found = reference.look_up(slots, key, 15)
        assert tables.word_number(key) == (-1 if found is None else found)


def test_costs_of_the_case_of_words() -> None:
    shapes, expected = tiny.model().arrays["shapes"], case_costs()
    assert len(shapes) == 8 * len(expected)
    for number, costs in expected.items():
        found = [step * STEP for step in shapes[8 * number : 8 * number + 8]]
        assert found == pytest.approx(costs, abs=STEP), number
        assert sum(map(float.__ne__, map(float, found), costs)) <= 1  # a float between two steps is rare
    named = [costs for costs in expected.values() if costs[:4] != costs[4:]]
    assert len(named) > 20


def test_capitals_of_pairs_are_those_of_the_training_text() -> None:
    arrays, found = tiny.model().arrays, Counter[int]()
    for (a, b), expected in capitals().items():
        pair = reference.look_up(arrays["bigrams"], packed((a, b)), 16)
        if pair is not None:
            assert pair % 4 == expected, (a, b)
            found[expected] += 1
    assert len(found) > 1


def read(a: int, b: int, c: int) -> int:
    arrays = tiny.model().arrays
    unigrams, eight = arrays["unigrams"], arrays["total"][0]
    history = None if a == NONE or b == EDGE else reference.look_up(arrays["bigrams"], packed((a, b)), 16)
    if history is not None:
        value = reference.look_up(arrays["trigrams"], packed((a, b, c)), 24)
        return value * STEP if value is not None else history // 4 % 64 * 4 * STEP + read(NONE, b, c)
    value = reference.look_up(arrays["bigrams"], packed((b, c)), 16)
    if value is not None:
        return value // 256 * STEP
    cost = arrays["back_off"][b] * STEP + unigrams[c]
    expected_often = unigrams[b] + unigrams[c] < eight
    return max(cost, eight + 2839 - unigrams[b]) if expected_often else cost


@given(
    st.dictionaries(st.integers(0, 2**51 - 1), st.integers(1, 2**8 - 1), max_size=40),
    st.lists(st.integers(0, 2**51 - 1), max_size=20),
)
def test_what_is_packed_is_found(values: dict[int, int], absent: list[int]) -> None:
    slots = np.frombuffer(pack(np.array([*values], np.uint64), np.array([*values.values()], np.uint32), 24), np.uint32)
    prints = [reference.mixed(key) % 2**24 for key in values]
    for key in [*values, *absent]:
        alone = prints.count(reference.mixed(key) % 2**24) == (key in values)
        if alone:
            assert reference.look_up(slots.tolist(), key, 24) == values.get(key)
    assert not slots[-8:].any()
    assert slots[0] + 8 <= len(slots)
