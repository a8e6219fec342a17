"""A set of keys as an xor filter (Graf and Lemire 2020), in half the bytes of a hash table.

Each key has one slot in each of three blocks, and what these three hold comes to the fingerprint of the key. A key
that was not put in has its fingerprint there by chance: once in 65,536 times.
"""

from __future__ import annotations

from itertools import count

import numpy as np
from numpy.typing import NDArray

from .ngrams import Keys, mixed

__all__ = ["xor_filter"]

SLOTS_A_KEY = 1.23
"""With fewer slots there are mostly keys left that share each of theirs with another."""


def xor_filter(keys: Keys) -> bytes:
    """The filter of these keys, items of 16 bits: a seed, then the slots of the three blocks."""
    keys = np.unique(keys)
    size = 3 * (int(SLOTS_A_KEY * len(keys)) // 3 + 10)
    for seed in count():
        hashes = mixed(keys ^ np.uint64(seed))
        slots = _slots(hashes, size)
        rounds = _peeled(slots, size)
        if sum(map(len, rounds)) == len(keys):
            return np.append(np.uint16(seed), _filled(slots, _fingerprints(hashes), rounds, size)).tobytes()
    raise AssertionError("seeds have no end")


def _slots(hashes: Keys, size: int) -> NDArray[np.int64]:
    """The three slots of each key, a row for each."""
    block = size // 3
    parts = [(hashes >> np.uint64(shift)) & np.uint64(0xFFFFFFFF) for shift in (32, 16, 0)]
    places = [((part * np.uint64(block)) >> np.uint64(32)).astype(np.int64) for part in parts]
    return np.stack([place + n * block for n, place in enumerate(places)], 1)


def _fingerprints(hashes: Keys) -> NDArray[np.uint16]:
    return mixed(hashes).astype(np.uint16)


def _peeled(slots: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    """The keys in rounds: each had a slot of its own once those of the rounds before it were taken away.

    A row for each key: its place among the keys, and which of its slots is its own. Keys that share all their slots
    are in no round.
    """
    rounds = []
    left = np.arange(len(slots))
    while len(left):
        taken = np.bincount(slots[left].ravel(), minlength=size)
        own = taken[slots[left]] == 1
        chosen = own.any(1)
        if not chosen.any():
            break
        rounds.append(np.stack([left[chosen], own[chosen].argmax(1)], 1))
        left = left[~chosen]
    return rounds


def _filled(
    slots: NDArray[np.int64], fingerprints: NDArray[np.uint16], rounds: list[NDArray[np.int64]], size: int
) -> NDArray[np.uint16]:
    """What the slots hold: the last round first, so that only the own slots of a round are still to be filled."""
    held = np.zeros(size, np.uint16)
    for chosen in reversed(rounds):
        keys, own = chosen.T
        three = held[slots[keys]]
        held[slots[keys, own]] = fingerprints[keys] ^ three[:, 0] ^ three[:, 1] ^ three[:, 2]
    return held
