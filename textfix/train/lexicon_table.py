"""The lexicon and the misspellings as hash tables from letters to word numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..engine.vocabulary import ATTESTED, ID_BITS
from .ngrams import pack

__all__ = ["lexicon_slots", "misspelling_slots", "word_hash"]

_BASIS, _PRIME, _MASK = 0xCBF29CE484222325, 0x100000001B3, 0xFFFFFFFFFFFFFFFF


def word_hash(letters: bytes) -> int:
    """FNV-1a (Fowler, Noll and Vo) over the numbers of the letters.

    >>> hex(word_hash(b""))
    '0xcbf29ce484222325'
    """
    value = _BASIS
    for letter in letters:
        value = (value ^ letter) * _PRIME & _MASK
    return value


def lexicon_slots(words: Sequence[bytes], numbers: Sequence[int], attested: Sequence[bytes]) -> bytes:
    """Slots for words with numbers of their own and for those that are only known to exist."""
    keys = [word_hash(word) for word in (*words, *attested)]
    return _packed(keys, [*numbers, *[ATTESTED] * len(attested)])


def misspelling_slots(errors: Iterable[tuple[bytes, Sequence[int]]]) -> bytes:
    """Slots for misspellings, one for each word that may have been meant."""
    pairs = [(word_hash(typed), number) for typed, meant in errors for number in meant]
    return _packed([key for key, _ in pairs], [number for _, number in pairs])


def _packed(keys: Sequence[int], numbers: Sequence[int]) -> bytes:
    return pack(np.array(keys, np.uint64), np.array(numbers, np.uint32), 32 - ID_BITS)
