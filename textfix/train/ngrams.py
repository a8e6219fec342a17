"""Counting n-grams, smoothing them, choosing which to keep, and packing them into tables.

Absolute discounting with back-off (Ney, Essen and Kneser 1994). Probabilities are kept as costs: negative
natural logarithms in steps of `STEP` units of 1/1024 nat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engine.kinds import CAPITAL
from ..engine.vocabulary import EDGE, FIRST_HAS, ID_BITS, SECOND_HAS

__all__ = [
    "STEP",
    "Fourgrams",
    "Ngrams",
    "back_off",
    "capitals",
    "count_fourgrams",
    "count_ngrams",
    "estimate",
    "fourgram_keys",
    "mixed",
    "pack",
    "quantised",
]

Keys: TypeAlias = NDArray[np.uint64]
Floats: TypeAlias = NDArray[np.float64]

STEP = 64
"""Units of 1/1024 nat in one step of a quantised cost."""

MASK = (1 << ID_BITS) - 1
DISCOUNT = 0.75

_MOSTLY = 0.7
"""The share of capitals, one occurrence more supposed to have none, above which a word mostly has one."""


@dataclass(frozen=True)
class Ngrams:
    """n-grams as keys of `ID_BITS` bits a word, first word highest, and how often each occurs."""

    keys: Keys
    counts: NDArray[np.int64]


def count_ngrams(ids: NDArray[np.int32], order: int, least: int) -> Ngrams:
    """The n-grams of a stream that do not reach over the edge of a paragraph and occur `least` times."""
    size = len(ids) - order + 1
    keys = np.zeros(size, np.uint64)
    inside = np.ones(size, bool)
    for place in range(order):
        part = ids[place : place + size]
        keys = (keys << np.uint64(ID_BITS)) | part.astype(np.uint64)
        if 0 < place < order - 1:
            inside &= part != EDGE
    counted = _counted(keys[inside])
    enough = counted.counts >= least
    return Ngrams(counted.keys[enough], counted.counts[enough])


def _counted(keys: Keys) -> Ngrams:
    """Each key once, in order, and how often it occurs. Sorts what it is given."""
    if not len(keys):
        return Ngrams(keys, np.zeros(0, np.int64))
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return Ngrams(keys[first], np.diff(np.concatenate([first, [len(keys)]])))


def capitals(
    ids: NDArray[np.int32], shapes: NDArray[np.uint8], inside: NDArray[np.bool_], pairs: Keys
) -> NDArray[np.uint32]:
    """For each of some pairs, in order, FIRST_HAS and SECOND_HAS: whose words mostly have a capital there.

    `inside` tells which tokens stand inside a sentence: another one's capital says nothing, nor do capitals only.
    """
    case = np.where(inside & (shapes <= CAPITAL), shapes + 1, 0)  # 0 says nothing, 1 is lower case, 2 a capital
    counted = _counted((_pair_keys(ids) << np.uint64(4)) | (case[:-1] * 4 + case[1:]).astype(np.uint64))
    keys, cases = counted.keys >> np.uint64(4), counted.keys & np.uint64(15)
    place = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
    known = pairs[place] == keys
    place, cases, counts = place[known], cases[known], counted.counts[known]
    sides = ((cases >> np.uint64(2), FIRST_HAS), (cases & np.uint64(3), SECOND_HAS))
    found = np.zeros(len(pairs), np.uint32)
    for side, has in sides:
        with_one = np.bincount(place[side == 2], counts[side == 2], len(pairs))
        judged = np.bincount(place[side > 0], counts[side > 0], len(pairs))
        found |= np.where(with_one > _MOSTLY * (judged + 1), has, 0).astype(np.uint32)
    return found


def _pair_keys(ids: NDArray[np.int32]) -> Keys:
    return (ids[:-1].astype(np.uint64) << np.uint64(ID_BITS)) | ids[1:].astype(np.uint64)


@dataclass(frozen=True)
class Fourgrams:
    """Runs of four words: hashed keys, counts, and the trigrams that they begin and end with."""

    keys: Keys
    counts: NDArray[np.int64]
    histories: Keys
    endings: Keys


def count_fourgrams(ids: NDArray[np.int32], least: int) -> Fourgrams:
    """Runs of four words inside paragraphs that occur `least` times. Four numbers do not fit a key: it is hashed."""
    starts = np.flatnonzero(np.logical_and.reduce([ids[place : len(ids) - 3 + place] != EDGE for place in range(4)]))
    hashed = fourgram_keys(ids, starts)
    order = np.argsort(hashed, kind="stable")
    hashed = hashed[order]
    first = np.flatnonzero(np.concatenate([[True], hashed[1:] != hashed[:-1]]))
    counts = np.diff(np.concatenate([first, [len(hashed)]]))
    enough = first[counts >= least]
    found = starts[order[enough]]
    return Fourgrams(hashed[enough], counts[counts >= least], _trigram_keys(ids, found), _trigram_keys(ids, found + 1))


def _trigram_keys(ids: NDArray[np.int32], starts: NDArray[np.int64]) -> Keys:
    """The keys of the three words from each of some places on, made word by word: all at once they fill the memory."""
    keys = ids[starts].astype(np.uint64)
    for place in (1, 2):
        keys <<= np.uint64(ID_BITS)
        keys |= ids[starts + place].astype(np.uint64)
    return keys


def fourgram_keys(ids: NDArray[np.int32], starts: NDArray[np.int64]) -> Keys:
    """The keys of the four words from each of some places on, as the engine makes them.

    A key is the hash of the first three words, and the fourth.
    """
    return mixed(_trigram_keys(ids, starts)) ^ ids[starts + 3].astype(np.uint64)


def estimate(ngrams: Ngrams, totals: NDArray[np.int64], context: NDArray[np.int64], lower: Floats) -> Floats:
    """Interpolated probability of each n-gram.

    `context` numbers each n-gram's history, `totals` counts each history, `lower` is the probability of the
    last word under the shorter history.
    """
    kinds = np.bincount(context, minlength=len(totals))
    seen: Floats = np.maximum(ngrams.counts - DISCOUNT, 0) / totals[context]
    unseen: Floats = DISCOUNT * kinds[context] / totals[context]
    return seen + unseen * lower


def back_off(probability: Floats, lower: Floats, context: NDArray[np.int64], size: int) -> Floats:
    """The weight of the shorter history for each history, so that all probabilities sum to one."""
    kept = np.bincount(context, probability, size)
    covered = np.bincount(context, lower, size)
    return np.clip((1 - kept) / np.maximum(1 - covered, 1e-9), 1e-6, 1.0)


def quantised(probability: Floats, least: int = 0, bits: int = 8) -> NDArray[np.uint32]:
    """Costs in steps, at least `least`, which keeps the slots of a table from being zero.

    With fewer bits the steps are as much longer: the dearest cost stays about the same.
    """
    cost = -np.log(np.maximum(probability, 1e-30)) * 1024 / (STEP << (8 - bits))
    return np.clip(np.rint(cost), least, (1 << bits) - 1).astype(np.uint32)


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def mixed(keys: Keys) -> Keys:
    """The hash that the engine's look-ups use too."""
    h = keys * _MULTIPLIER
    h ^= h >> np.uint64(32)
    h *= _MULTIPLIER
    return h ^ (h >> np.uint64(29))


def pack(keys: Keys, values: NDArray[np.uint32], fingerprint_bits: int, load: float = 0.8) -> bytes:
    """An open-addressing table: the fingerprint in the high bits of a slot, the value below, zero where empty.

    The home slot comes from the upper half of the hash, the fingerprint from the lower. Entries stand in the
    order of their home slots, so the table is the same for the same n-grams.
    """
    size = int(len(keys) / load) + 8
    hashes = mixed(keys)
    home = ((hashes >> np.uint64(32)) * np.uint64(size)) >> np.uint64(32)
    order = np.lexsort((keys, home))
    home, hashes, values = home[order].astype(np.int64), hashes[order], values[order]
    steps = np.arange(len(home))
    places = steps + np.maximum.accumulate(home - steps)
    slots = np.zeros(max(size, int(places[-1]) + 1 if len(places) else 0) + 8, np.uint32)
    fingerprints = (hashes & np.uint64((1 << fingerprint_bits) - 1)).astype(np.uint32)
    slots[places] = (fingerprints << np.uint32(32 - fingerprint_bits)) | values
    return np.concatenate([np.array([size], np.uint32), slots]).tobytes()
