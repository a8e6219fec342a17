"""Arrays that do not fit each other are refused, and those that pass are never left by a look-up."""

from __future__ import annotations

import itertools
import random
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine import boundaries
from textfix.engine.confidence import BY_MARGIN
from textfix.engine.engine import find
from textfix.engine.tables import Tables
from textfix.engine.trees import Trees
from textfix.model import Model, ModelError
from textfix.model.bulk import never_falls, within
from textfix.model.check import ITEMS, LENGTHS, SLOT_TABLES, check
from textfix.model.format import read
from textfix.pipeline import Page
from textfix.train import boosting

Arrays = dict[str, memoryview]


TREES = {
    name: memoryview(data).cast(code)
    for name, (code, data) in boosting.packed(
        [[(0, 2048, 4), (3, 0, 2), (-1, 100, 0), (-1, -200, 0), (-1, 300, 0)], [(-1, 7, 0)]]
    ).items()
}
"""One tree that asks two features, and one that asks none."""

RULES = ("missing-space", "extra-space", "punctuation-space", "typo", "wrong-word", "repeated-word")


@pytest.fixture
def arrays(tiny: Path) -> Arrays:
    return {**read(tiny)[0], **TREES}


def changed(arrays: Arrays, name: str, change: Callable[[list[int]], object]) -> Arrays:
    """The arrays, with one of them changed as a list of numbers."""
    items = arrays[name].tolist()
    change(items)
    return {**arrays, name: packed(items, arrays[name].format)}


def packed(items: list[int], code: str) -> memoryview:
    return memoryview(struct.pack(f"<{len(items)}{code}", *items)).cast(code)


def refused(arrays: Arrays) -> str:
    with pytest.raises(ModelError) as caught:
        Tables(arrays)
    return str(caught.value)


def test_the_model_of_these_tests_has_something_in_every_array(arrays: Arrays) -> None:
    check(arrays)
    assert arrays.keys() == ITEMS.keys()
    assert all(len(array) for array in arrays.values())
    assert all(any(arrays[name][1:]) for name in SLOT_TABLES)


@pytest.mark.parametrize("name", ITEMS)
def test_a_missing_array(name: str, arrays: Arrays) -> None:
    del arrays[name]
    assert f"no array {name}" in refused(arrays)


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_another_type(name: str, arrays: Arrays) -> None:
    for code in "BHIQbhi":
        if code != ITEMS[name]:
            other = memoryview(bytes(8 * len(arrays[name]))).cast(code)
            assert f"the items of {name} have type {code}" in refused({**arrays, name: other})


FITTED = sorted({*ITEMS} - {"alphabet", *SLOT_TABLES})


@pytest.mark.parametrize("name", FITTED)
def test_an_item_more_or_less(name: str, arrays: Arrays) -> None:
    refused(changed(arrays, name, lambda items: items.append(items[-1])))
    refused(changed(arrays, name, lambda items: items.pop()))
    refused(changed(arrays, name, lambda items: items.clear()))


def grown(items: list[int]) -> None:
    items[0] = len(items) - 8


def filled(items: list[int]) -> None:
    items[-1] = 1


@pytest.mark.parametrize("name", SLOT_TABLES)
def test_hash_tables_that_a_search_could_leave(name: str, arrays: Arrays) -> None:
    for change in (grown, filled, lambda items: items.pop(), lambda items: items.clear()):
        assert f"hash table {name}" in refused(changed(arrays, name, change))
    check(changed(arrays, name, lambda items: items.append(0)))


def put(place: int, value: int) -> Callable[[list[int]], None]:
    def change(items: list[int]) -> None:
        items[place] = value

    return change


def at_layer(value: int) -> Callable[[list[int]], None]:
    def change(items: list[int]) -> None:
        items[boundaries.LAYERS : boundaries.LAYERS + boundaries.WINDOW] = [value] * boundaries.WINDOW

    return change


def at_answer(value: int) -> Callable[[list[int]], None]:
    def change(items: list[int]) -> None:
        items[boundaries.LAST : -1] = [value] * boundaries.CHANNELS

    return change


WRONG = {
    "a child before its parent": ("trie_children", put(2, 0), "fall"),
    "a child behind the last": ("trie_children", put(2, 1 << 20), "fall"),
    "a child far behind the last": ("trie_children", put(2, (1 << 32) - 1), "fall"),
    "fewer children than nodes": ("trie_children", put(-1, 3), "end elsewhere"),
    "confusables that fall": ("confusable_offsets", put(3, 1 << 20), "fall"),
    "a word that begins behind the last": ("word_offsets", put(1, 1 << 31), "fall"),
    "a letter that is none": ("word_letters", put(0, 0), "letters"),
    "a letter beyond the alphabet": ("word_letters", put(0, 63), "letters"),
    "a node with a letter beyond the alphabet": ("trie_letters", put(1, 255), "letters"),
    "a node without a letter": ("trie_letters", put(1, 0), "letters"),
    "a letter that is no character": ("alphabet", put(0, 0x110000), "no character"),
    "an alphabet that is too long": ("alphabet", lambda items: items.extend([0xE9] * 62), "too many letters"),
    "an alphabet without letters": ("alphabet", lambda items: items.clear(), "letters"),
    "a node that ends a word too many": ("trie_words", put(1, 1 << 17), "trie_words"),
    "a node that ends a negative word": ("trie_words", put(1, (1 << 32) - 1), "trie_words"),
    "a node that ends a mark": ("trie_words", put(1, 16), "trie_words"),
    "a root that ends a word": ("trie_words", put(0, 20), "root"),
    "confused with a word too many": ("confusables", put(0, 1 << 16), "confusables"),
    "confused with the edge of a paragraph": ("confusables", put(0, 1), "confusables"),
    "confused with nothing": ("confusables", put(0, 0), "confusables"),
    "a known word too many": ("lexicon", put(1, 0x1FFFF), "lexicon"),
    "misspelt for a word too many": ("misspellings", put(1, 0x1FFFF), "misspellings"),
    "misspelt for a mark": ("misspellings", put(1, 16), "misspellings"),
    "a tree that asks a feature too many": ("trees", put(0, len(BY_MARGIN) - 1), "a tree asks"),
    "a tree that asks less than nothing": ("trees", put(0, -2), "a tree asks"),
    "a tree that goes nowhere": ("trees", put(2, 0), "a tree asks"),
    "a tree that goes back": ("trees", put(2, -1), "a tree asks"),
    "a tree with one way": ("trees", put(2, 1), "a tree asks"),
    "a tree that goes into the next": ("trees", put(2, 5), "a tree asks"),
    "a tree without a last leaf": ("trees", put(12, 0), "a tree asks"),
    "a tree that begins before the last one": ("tree_starts", put(1, 0), "begin and end"),
    "a tree that begins late": ("tree_starts", put(0, 1), "begin and end"),
    "a row of the network that is too large": ("boundaries", put(0, 1 << 14), "rows of too large"),
    "a weight of the network that is too large": ("boundaries", at_layer((1 << 15) - 1), "weights that are too large"),
    "answers of the network that are too large": ("boundaries", at_answer((1 << 15) - 1), "weights that are too large"),
    "a total that no sum can hold": ("total", put(0, (1 << 32) - 1), "bits of a number"),
}


@pytest.mark.parametrize(("name", "change", "said"), WRONG.values(), ids=WRONG)
def test_items_that_lead_nowhere(name: str, change: Callable[[list[int]], object], said: str, arrays: Arrays) -> None:
    assert said in refused(changed(arrays, name, change))


def with_numbers(arrays: Arrays, count: int) -> Arrays:
    """The arrays with so many numbers of words: the last of each array over and over."""
    more = {**arrays, "unigrams": lengthened(arrays["unigrams"], count)}
    lengths = {name: length(more) for name, length in LENGTHS.items()}
    return {**more, **{name: lengthened(more[name], length) for name, length in lengths.items()}}


def lengthened(items: memoryview, length: int) -> memoryview:
    return packed([*items.tolist(), *[items[-1]] * (length - len(items))], items.format)


def test_more_numbers_than_17_bits(arrays: Arrays) -> None:
    check(with_numbers(arrays, 1 << 17))
    assert "bits of a number" in refused(with_numbers(arrays, (1 << 17) + 1))


TEXT = (
    "It si tea, then moer than tea.They taste teh tea tea, thenit is theirs. I s it mroe tha nthe taste ? "
    "Tastes tasters thane it's thne’s their. taste.tea X3 tea\n\nthentheytastethetea é 12,5 them ore."
)

COSTS = ("back_off", "choosiness", "confusable_costs", "errors", "shapes", "unigrams")
INDICES = sorted({*ITEMS} - {*COSTS})
"""Arrays of which an item leads to another."""


def mutated(arrays: Arrays, seed: int) -> Arrays:
    """The arrays with a few of their items changed: to a little more or less, to another's, or to anything."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(INDICES)
        place = chance.randrange(len(arrays[name]))
        item, other = arrays[name][place], chance.choice(arrays[name])
        most = (1 << 8 * arrays[name].itemsize - (arrays[name].format == "h")) - 1
        new = chance.choice((item + 1, item - 1, other, chance.randrange(64), chance.randrange(most)))
        arrays = changed(arrays, name, put(place, min(max(new, -1 if arrays[name].format == "h" else 0), most)))
    return arrays


def test_what_passes_is_never_left(tiny: Path) -> None:
    """Interpreted, a look-up that leaves an array raises; compiled, it may end the process."""
    whole, card = read(tiny)
    whole |= TREES
    card["trees"] = {way: {rule: [0, 2] for rule in RULES} for way in ("usual", "damaged")}
    kept = []
    for seed in range(250):
        arrays = mutated(whole, seed)
        try:
            tables = Tables(arrays)
        except ModelError:
            continue
        kept.append(Model(tables, arrays, card))  # alive, since the engine knows models by their identity
        list(find(kept[-1], Page(TEXT)))
    assert 50 < len(kept) < 200


NUMBERS = st.one_of(st.integers(0, 20), st.sampled_from([1 << 17, (1 << 31) - 1, 1 << 31, (1 << 32) - 1]))


def long(items: list[int]) -> Iterator[list[int]]:
    """The items alone, and where they lie across the place at which the work is cut into pieces."""
    yield items
    yield [0] * 4090 + items
    yield [0] * 4094 + items + [(1 << 31) - 1] * 4100


@given(st.lists(NUMBERS, max_size=12))
def test_falls_are_found_as_one_by_one(items: list[int]) -> None:
    for every in long(items):
        rises = all(a <= b for a, b in itertools.pairwise(every))
        small = len(every) < 2 or max(every) < 1 << 31
        assert never_falls(packed(every, "I")) == (rises and small)


@given(st.lists(NUMBERS, max_size=12), st.sampled_from([4, 17, 30, 31]), st.integers(0, 10), st.integers(1, 6))
def test_bounds_are_kept_as_one_by_one(items: list[int], bits: int, low: int, more: int) -> None:
    high = low + more

    def is_within(item: int) -> bool:
        value = item % (1 << bits) if bits < 31 else item
        return value == 0 or low <= value < high

    for every in long(items):
        assert within(packed(every, "I"), bits, low, high) == all(map(is_within, every))


def test_the_engine_reads_no_array_unchecked(arrays: Mapping[str, memoryview]) -> None:
    """The arrays that the engine asks for are those that are checked."""

    class Asked(dict[str, memoryview]):
        names: set[str] = set()

        def __getitem__(self, name: str) -> memoryview:
            self.names.add(name)
            return super().__getitem__(name)

    Tables(Asked(arrays))
    Trees(Asked(arrays))
    assert Asked.names == ITEMS.keys()
