"""Whether the arrays of a model fit each other: afterwards look-ups need not check anything.

All that a look-up uses as an index or as a number of a word is checked, whatever wrote the file. That costs and
weights are good ones cannot be checked; README.md beside this file says what to trust a model for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from ..engine import boundaries
from ..engine.trees import LEAF, ROW
from ..engine.vocabulary import FIRST_MARK, ID_BITS
from .bulk import never_falls, within
from .format import ModelError

__all__ = ["ITEMS", "check", "check_card", "check_places"]

Arrays: TypeAlias = Mapping[str, memoryview]

ITEMS: Mapping[str, str] = {
    "alphabet": "I",
    "attested": "H",
    "back_off": "B",
    "bigrams": "I",
    "boundaries": "h",
    "characters": "I",
    "choosiness": "b",
    "confusable_costs": "b",
    "confusable_offsets": "I",
    "confusables": "I",
    "errors": "b",
    "fourgrams": "I",
    "lexicon": "I",
    "marks": "I",
    "misspellings": "I",
    "shapes": "B",
    "spacing": "I",
    "total": "I",
    "tree_starts": "I",
    "trees": "h",
    "trie_children": "I",
    "trie_letters": "B",
    "trie_words": "I",
    "trigrams": "I",
    "unigrams": "H",
    "word_letters": "B",
    "word_offsets": "I",
}
"""The arrays that every model has, and the type of their items, as in `array`."""

LENGTHS: Mapping[str, Callable[[Arrays], int]] = {
    # a number of a word is an index of these
    "back_off": lambda a: len(a["unigrams"]),
    "choosiness": lambda a: 2 * len(a["unigrams"]),
    "shapes": lambda a: 8 * len(a["unigrams"]),
    "confusable_offsets": lambda a: len(a["unigrams"]) + 1,
    "word_offsets": lambda a: len(a["unigrams"]) - _first_word(a) + 1,
    # a node of the trie is an index of these
    "trie_words": lambda a: len(a["trie_letters"]),
    "trie_children": lambda a: len(a["trie_letters"]) + 1,
    # a place among the confusables is an index of this
    "confusable_costs": lambda a: len(a["confusables"]),
    # four kinds of slip, then two letters of six bits
    "errors": lambda _: 4 * 64 * 64,
    "total": lambda _: 1,
    "boundaries": lambda _: boundaries.SIZE,
}
"""How long an array must be, given the others."""

OFFSETS: Mapping[str, str] = {
    "confusable_offsets": "confusables",
    "trie_children": "trie_letters",
    "word_offsets": "word_letters",
}
"""Arrays of places in another array: they never fall, and the last is where the other ends."""

SLOT_TABLES = ("lexicon", "misspellings", "bigrams", "trigrams", "fourgrams", "characters", "spacing")
"""Hash tables: the first item is the number of home slots, and empty slots at the end stop every search."""

NUMBERED: Mapping[str, int] = {
    "lexicon": ID_BITS,  # the low bits of a slot; a fingerprint above
    "misspellings": ID_BITS,
    "confusables": 31,
    "trie_words": 31,
}
"""Arrays of numbers of words, and how many bits of an item the number has."""

_MARGIN = 8
"""Empty slots at the end of a hash table."""

_MOST_LETTERS = 62  # 0 and 63 of the six bits of a letter have other meanings
_LAST_CODE_POINT = 0x10FFFF
_MOST_MARKS = 1 << 16  # the engine keeps numbers of marks in 16 bits
_MOST_WEIGHT = (1 << 30) // boundaries.LARGEST  # of a sum of products, which has to stay within 31 bits
_MOST_TOTAL = 1 << 30  # so that sums of costs stay within 31 bits


def check(arrays: Arrays) -> None:
    """Raise ModelError where an array is missing, of the wrong type, or would let a look-up run out of bounds."""
    for name, code in ITEMS.items():
        if name not in arrays:
            raise ModelError(f"the model has no array {name}")
        if arrays[name].format != code:
            raise ModelError(f"the items of {name} have type {arrays[name].format} and should have {code}")
    for name in SLOT_TABLES:
        _check_slots(name, arrays[name])
    _check_filter(arrays["attested"])
    for name, length in LENGTHS.items():
        if len(arrays[name]) != length(arrays):
            raise ModelError(f"{name} has {len(arrays[name])} items and should have {length(arrays)}")
    for name, other in OFFSETS.items():
        _check_offsets(name, arrays[name], len(arrays[other]))
    _check_letters(arrays)
    _check_numbers(arrays)
    _check_network(arrays["boundaries"])
    _check_trees(arrays["trees"].tolist(), arrays["tree_starts"].tolist())


def _check_filter(slots: memoryview) -> None:
    if len(slots) < 4 or len(slots) % 3 != 1:
        raise ModelError("the filter attested has no three blocks")


def _first_word(arrays: Arrays) -> int:
    return FIRST_MARK + len(arrays["marks"])


def _check_slots(name: str, slots: memoryview) -> None:
    if len(slots) <= _MARGIN or slots[0] + _MARGIN >= len(slots) or any(slots[-_MARGIN:]):
        raise ModelError(f"the hash table {name} does not fit its size")


def _check_offsets(name: str, offsets: memoryview, end: int) -> None:
    if len(offsets) == 0 or offsets[-1] != end or not never_falls(offsets):
        raise ModelError(f"the places in {name} fall, or end elsewhere than what they point to")


def _check_letters(arrays: Arrays) -> None:
    alphabet = arrays["alphabet"].tolist()
    if len(alphabet) > _MOST_LETTERS or max(alphabet, default=0) > _LAST_CODE_POINT:
        raise ModelError("the alphabet has too many letters or what is no character")
    numbers = bytes(range(1, len(alphabet) + 1))
    for name, root in (("word_letters", 0), ("trie_letters", 1)):  # the root of the trie has no letter
        if bytes(arrays[name][root:]).translate(None, numbers):
            raise ModelError(f"{name} has letters that are not of the alphabet")


def _check_numbers(arrays: Arrays) -> None:
    first, size = _first_word(arrays), len(arrays["unigrams"])
    if not first <= size <= 1 << ID_BITS or first > _MOST_MARKS or arrays["total"][0] > _MOST_TOTAL:
        raise ModelError("the words and marks do not fit the bits of a number")
    for name, bits in NUMBERED.items():
        numbers = arrays[name][1:] if name in SLOT_TABLES else arrays[name]
        if not within(numbers, bits, first, size):
            raise ModelError(f"{name} has numbers that are no word's")
    if 0 in arrays["confusables"].tolist() or any(arrays["trie_words"][:1]):
        raise ModelError("confusables or the root of the trie have a number that is no word's")


def _check_network(network: memoryview) -> None:
    """Raise ModelError where numbers of a row, or what a layer sums up, may need more bits than there are."""
    rows, last = network[: boundaries.LAYERS], network[boundaries.LAST : -1]
    if any(2 * abs(number) > boundaries.LARGEST for number in rows):
        raise ModelError("the network that knows where words begin has rows of too large numbers")
    layers = network[boundaries.LAYERS : boundaries.BIASES]
    sums = [layers[place : place + boundaries.WINDOW] for place in range(0, len(layers), boundaries.WINDOW)]
    if any(sum(map(abs, weights)) > _MOST_WEIGHT for weights in (*sums, last)):
        raise ModelError("the network that knows where words begin has weights that are too large")


def _check_trees(rows: list[int], starts: list[int]) -> None:
    """Raise ModelError where a tree asks what no change has, or does not end at a leaf of its own."""
    if not starts or starts[0] != 0 or starts[-1] * ROW != len(rows) or sorted(set(starts)) != starts:
        raise ModelError("the trees do not begin and end where their rows do")
    for first, end in pairwise(starts):
        for row in range(first, end):
            feature, _, further = rows[ROW * row : ROW * (row + 1)]
            if feature != LEAF and not (0 <= feature < _features() and 1 < further < end - row):
                raise ModelError("a tree asks what no change has, or has no leaf to end at")


def _features() -> int:
    """How many features a tree may ask, those for the damage that shows included."""
    from ..engine.confidence import BY_MARGIN  # it needs the model itself

    return len(BY_MARGIN) - 1


def check_card(card: Mapping[str, object]) -> None:
    """Raise ModelError where the card lacks what the engine reads; weights of confidence may be absent.

    Each rule that has weights has as many as the engine multiplies.
    """
    words, weights = card.get("training_words"), card.get("confidence", {})
    if not isinstance(card.get("language"), str) or not isinstance(card.get("fingerprint"), str):
        raise ModelError("the card does not say which language the model is for, or which model it is")
    if not isinstance(words, int) or words < 1:
        raise ModelError("the card does not say from how many words the model was made")
    if not isinstance(weights, dict) or not all(map(_are_weights, weights.values())):
        raise ModelError("the weights of confidence are no lists of numbers")
    _check_count({len(values) for rules in weights.values() for values in rules.values()})


def check_places(card: Mapping[str, object], trees: int) -> None:
    """Raise ModelError where the card names trees that the model, which has so many, does not have."""
    places = card.get("trees", {})
    if not isinstance(places, dict) or not all(_are_places(rules, trees) for rules in places.values()):
        raise ModelError("the card names trees that the model does not have")


def _check_count(counts: set[int]) -> None:
    if other := counts - {_features() + 1}:
        raise ModelError(
            f"the weights of confidence are {min(other)} for a rule, and should be {_features() + 1}: the model was"
            " made by another version of textfix"
        )


def _are_places(rules: object, trees: int) -> bool:
    return isinstance(rules, dict) and all(map(partial(_is_place, trees=trees), rules.values()))


def _is_place(place: object, trees: int) -> bool:
    if not isinstance(place, list) or not all(type(number) is int for number in place):
        return False
    return len(place) == 2 and 0 <= place[0] <= place[1] <= trees


def _are_weights(rules: object) -> bool:
    return isinstance(rules, dict) and all(map(_are_numbers, rules.values()))


def _are_numbers(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(v, float) and math.isfinite(v) for v in values)
