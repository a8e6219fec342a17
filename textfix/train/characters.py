"""The character model of unknown words: letters given the four before them.

Witten-Bell smoothing (Witten and Bell 1991) over the forms of rare words, since unknown words are like rare ones.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .ngrams import Floats, Keys, back_off, pack, quantised

__all__ = ["BOUNDARY", "ORDER", "character_table"]

ORDER = 5
BOUNDARY = 63
"""The number of the place before and after a word; letters have 1 to 62."""

LETTER_BITS = 6
_ORDER_SHIFT = np.uint64(40)


def character_table(words: Iterable[bytes], least: int = 2) -> bytes:
    """The packed table of a character model; words are strings of letter numbers."""
    stream = np.frombuffer(bytes([BOUNDARY]) + b"".join(w + bytes([BOUNDARY]) for w in words), np.uint8)
    lower: tuple[Keys, Floats] | None = None
    levels: list[tuple[Keys, Floats, NDArray[np.uint64], Floats]] = []
    for order in range(1, ORDER + 1):
        keys, counts = _counted(stream, order, least if order > 2 else 1)
        context, index = np.unique(keys >> np.uint64(LETTER_BITS), return_inverse=True)
        shorter = _looked_up(lower, keys & np.uint64((1 << LETTER_BITS * (order - 1)) - 1), len(keys))
        totals, kinds = np.bincount(index, counts), np.bincount(index)
        probability = (counts + kinds[index] * shorter) / (totals[index] + kinds[index])
        weights = back_off(probability, shorter, index, len(context))
        levels.append((keys, probability, context, weights))
        lower = keys, probability
    return _packed(levels)


def _counted(stream: NDArray[np.uint8], order: int, least: int) -> tuple[Keys, NDArray[np.int64]]:
    size = max(0, len(stream) - order + 1)
    keys, inside = np.zeros(size, np.uint64), np.ones(size, bool)
    for place in range(order):
        part = stream[place : place + size]
        keys = (keys << np.uint64(LETTER_BITS)) | part
        if 0 < place < order - 1:
            inside &= part != BOUNDARY
    found, counts = np.unique(keys[inside], return_counts=True)
    return found[counts >= least], counts[counts >= least]


def _looked_up(lower: tuple[Keys, Floats] | None, keys: Keys, size: int) -> Floats:
    if lower is None:
        return np.full(size, 1 / (BOUNDARY + 1))
    if not len(lower[0]):
        return np.full(size, 1e-6)
    places = np.clip(np.searchsorted(lower[0], keys), 0, len(lower[0]) - 1)
    return np.where(lower[0][places] == keys, lower[1][places], 1e-6)


def _packed(levels: list[tuple[Keys, Floats, NDArray[np.uint64], Floats]]) -> bytes:
    all_keys, all_values = [], []
    for order, (keys, probability, _, _) in enumerate(levels, 1):
        weight = np.ones(len(keys))
        if order < ORDER and len(levels[order][2]):
            _, _, context, weights = levels[order]
            places = np.clip(np.searchsorted(context, keys), 0, len(context) - 1)
            weight = np.where(context[places] == keys, weights[places], 1.0)
        all_keys.append(keys | (np.uint64(order) << _ORDER_SHIFT))
        all_values.append(quantised(probability, 1) << np.uint32(8) | quantised(weight))
    return pack(np.concatenate(all_keys), np.concatenate(all_values), 16)
