"""The arrays of a model, made of what was counted: words, shapes, n-grams and what is confused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engine.vocabulary import CAPITALISED, EDGE, FIRST_MARK, ID_BITS, LOWER, UPPER
from .confusables import confusable_arrays
from .lexicon import Lexicon
from .lexicon_table import attested_filter, lexicon_slots, misspelling_slots
from .ngrams import (
    MASK,
    Floats,
    Keys,
    Ngrams,
    back_off,
    count_fourgrams,
    count_ngrams,
    estimate,
    pack,
    quantised,
)
from .stream import Stream
from .trie import trie_arrays

__all__ = ["USUAL", "Arrays", "Sizes", "confusions", "in_sentences", "letters_of", "ngrams", "shapes", "words"]

Arrays: TypeAlias = dict[str, tuple[Literal["B", "H", "I", "b", "h"], bytes]]
"""Arrays by their names: the type of their items, as in `array`, and their bytes."""


class Sizes(NamedTuple):
    """How many n-grams a model keeps: those that contribute most."""

    pairs: int = 1_520_000
    triples: int = 1_150_000
    fours: int = 500_000


USUAL = Sizes()
"""What makes a model of somewhat less than 30 MB of 80 million words."""

EXPECTED = 8
"""Pairs that chance alone would bring together this often are kept even if they tell nothing more than that they
occur: so a pair that is not there, and was to be expected, is evidence too."""

_LEAST_FOURGRAM = 3
"""Occurrences from which on a run of four words is looked at."""

_JUDGED = 200
"""Occurrences from which on it can be told whether a word has few neighbours for its frequency."""


def letters_of(word: str, alphabet: str) -> bytes:
    """The numbers of the letters of a word, from 1. Raises ValueError for a letter that is not of the alphabet."""
    return bytes(alphabet.index(letter) + 1 for letter in word)


def words(lexicon: Lexicon, marks: Sequence[str], alphabet: str, errors: Mapping[str, tuple[str, ...]]) -> Arrays:
    """The words, how to look them up, and their misspellings."""
    first = FIRST_MARK + len(marks)
    encoded = [letters_of(word, alphabet) for word in lexicon.words]
    numbers = range(first, first + len(encoded))
    offsets = np.concatenate([[0], np.cumsum([len(word) for word in encoded])]).astype(np.uint32)
    letters, first_child, ends = trie_arrays(encoded, numbers)
    number_of = dict(zip(lexicon.words, numbers, strict=True))
    attested = [letters_of(word, alphabet) for word in lexicon.attested]
    known_errors = [
        (letters_of(typed, alphabet), [number_of[m] for m in meant if m in number_of][:3])
        for typed, meant in sorted(errors.items())
        if set(alphabet).issuperset(typed)
    ]
    return {
        "word_letters": ("B", b"".join(encoded)),
        "word_offsets": ("I", offsets.tobytes()),
        "lexicon": ("I", lexicon_slots(encoded, numbers)),
        "attested": ("H", attested_filter(attested)),
        "misspellings": ("I", misspelling_slots(known_errors)),
        "trie_letters": ("B", letters),
        "trie_children": ("I", first_child),
        "trie_words": ("I", ends),
    }


def confusions(
    lexicon: Lexicon, marks: Sequence[str], counts: Mapping[str, int], slip: Callable[[str, str], int]
) -> Arrays:
    """Which words are taken for which, and what each slip costs."""
    first = FIRST_MARK + len(marks)
    offsets, candidates, costs = confusable_arrays(lexicon.words, counts, first, first + len(lexicon.words), slip)
    return {
        "confusable_offsets": ("I", offsets),
        "confusables": ("I", candidates),
        "confusable_costs": ("b", costs),
    }


def in_sentences(ids: NDArray[np.int32], marks: Sequence[str]) -> NDArray[np.bool_]:
    """Which tokens stand inside a sentence, where a capital tells of the word."""
    starts = np.isin(ids, [EDGE, *(FIRST_MARK + n for n, mark in enumerate(marks) if mark in ".!?:\"'(–")])
    return np.concatenate([[False], ~starts[:-1]])


def shapes(stream: Stream, ids: NDArray[np.int32], inside: NDArray[np.bool_], size: int) -> Arrays:
    """The cost of each shape for each word inside a sentence, in steps: anywhere, then behind a name; eight a word."""
    longer = np.array([False, False, *(len(form) > 1 for form in stream.forms)])[stream.tokens]
    name = longer & inside & ((stream.shapes == CAPITALISED - LOWER) | (stream.shapes == UPPER - LOWER))
    behind_name = np.concatenate([[False], name[:-1]])
    anywhere = _shape_counts(stream, ids, inside, size) + np.array([0.3, 0.1, 0.05, 0.01])
    usual = anywhere / anywhere.sum(1, keepdims=True)
    behind = _shape_counts(stream, ids, behind_name, size) + 2 * usual
    table = np.concatenate([usual, behind / behind.sum(1, keepdims=True)], 1)
    return {"shapes": ("B", quantised(table).astype(np.uint8).tobytes())}


def _shape_counts(stream: Stream, ids: NDArray[np.int32], chosen: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """How often each number stands in each shape at the chosen places."""
    rows = ids[chosen].astype(np.int64) * 4 + stream.shapes[chosen]
    return np.bincount(rows, minlength=size * 4).reshape(size, 4)


def ngrams(ids: NDArray[np.int32], size: int, sizes: Sizes, capitals: Callable[[Keys], NDArray[np.uint32]]) -> Arrays:
    """What runs of one to four words cost, with the weights of shorter ones; `sizes` tells how many are kept."""
    totals = np.bincount(ids, minlength=size)
    unigram = (totals + 0.1) / (totals.sum() + 0.1 * size)
    two, three = count_ngrams(ids, 2, 1), count_ngrams(ids, 3, 2)
    first, last = (two.keys >> np.uint64(ID_BITS)).astype(np.int64), (two.keys & np.uint64(MASK)).astype(np.int64)
    p2 = estimate(two, np.maximum(totals, 1), first, unigram[last])
    place, kept3, p3 = _trigrams(two, three, p2, sizes.triples)
    gain = two.counts * np.log(p2 / unigram[last])
    expected = totals[first] * (totals[last] / totals.sum())
    keep = _most(np.where(two.counts > 1, gain, -1), sizes.pairs) | (expected >= EXPECTED)
    needed = np.unique(place[kept3])
    keep[needed] = True
    weight1 = back_off(p2[keep], unigram[last[keep]], first[keep], size)
    lower3 = p2[np.searchsorted(two.keys, three.keys[kept3] & np.uint64((1 << 2 * ID_BITS) - 1))]
    weight2 = back_off(p3[kept3], lower3, place[kept3], len(two.keys))
    values2 = quantised(p2[keep], 1) << np.uint32(8) | quantised(weight2[keep], bits=6) << np.uint32(2)
    values2 |= capitals(two.keys[keep])
    costs = np.rint(-np.log(unigram) * 1024).astype(np.uint16)
    four, p4 = _fourgrams(ids, three, p3, sizes.fours)
    return {
        "fourgrams": ("I", pack(four, quantised(p4, 1), 24)),
        "choosiness": ("b", _choosiness(totals, first, last).tobytes()),
        "total": ("I", np.array([np.rint(np.log(totals.sum() / EXPECTED) * 1024)], np.uint32).tobytes()),
        "unigrams": ("H", costs.tobytes()),
        "back_off": ("B", quantised(weight1).astype(np.uint8).tobytes()),
        "bigrams": ("I", pack(two.keys[keep], values2, 16)),
        "trigrams": ("I", pack(three.keys[kept3], quantised(p3[kept3], 1), 24)),
    }


def _choosiness(totals: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int8]:
    """How few different neighbours each word has on its left and on its right, for its frequency.

    In 32nds of a nat below what is usual; two values a word. `lot` has few on its left: nearly always `a`.
    """
    enough, logarithm = totals >= _JUDGED, np.log(totals + 1)
    sides = []
    for beside in (last, first):
        kinds = np.log(np.bincount(beside, minlength=len(totals)) + 1)
        usual = np.polyval(np.polyfit(logarithm[enough], kinds[enough], 2), logarithm) if enough.any() else kinds
        sides.append(np.where(enough, np.clip(np.rint((usual - kinds) * 32), -127, 127), 0))
    return np.stack(sides, 1).astype(np.int8)


def _trigrams(two: Ngrams, three: Ngrams, p2: Floats, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """For each trigram the place of its history among the bigrams; which to keep; their probability."""
    history, lower = three.keys >> np.uint64(ID_BITS), three.keys & np.uint64((1 << 2 * ID_BITS) - 1)
    place = np.searchsorted(two.keys, history)
    shorter = p2[np.searchsorted(two.keys, lower)]
    p3 = estimate(three, two.counts, place, shorter)
    gain: Floats = np.log(p3 / shorter) * three.counts
    return place, np.flatnonzero(_most(gain, most)), p3


def _fourgrams(ids: NDArray[np.int32], three: Ngrams, p3: Floats, most: int) -> tuple[Keys, Floats]:
    """The runs of four words that tell most beyond their last three, as hashed keys, and their probability."""
    four = count_fourgrams(ids, _LEAST_FOURGRAM)
    history = np.searchsorted(three.keys, four.histories)
    shorter = p3[np.searchsorted(three.keys, four.endings)]
    p4 = estimate(Ngrams(four.keys, four.counts), three.counts, history, shorter)
    gain: Floats = np.log(p4 / shorter) * four.counts
    kept = _most(gain, most)
    return four.keys[kept], p4[kept]


def _most(gain: Floats, number: int) -> NDArray[np.bool_]:
    """The entries with the greatest gain; exactly as many as asked for where that many gain anything."""
    positive = np.count_nonzero(gain > 0)
    chosen = np.zeros(len(gain), bool)
    chosen[np.argsort(-gain, kind="stable")[: min(number, positive)]] = True
    return chosen
