"""The lexicon and the misspellings as hash tables from letters to word numbers, and the set of attested words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..engine.vocabulary import ID_BITS
from .ngrams import pack
from .xor_filter import xor_filter

__all__ = ["attested_filter", "lexicon_slots", "misspelling_slots", "word_hash"]

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


def lexicon_slots(words: Sequence[bytes], numbers: Sequence[int]) -> bytes:
    """Slots for words and their numbers."""
    return _packed([word_hash(word) for word in words], numbers)


def attested_filter(words: Iterable[bytes]) -> bytes:
    """The set of the words that are only known to exist."""
    return xor_filter(np.array([word_hash(word) for word in words], np.uint64))


def misspelling_slots(errors: Iterable[tuple[bytes, Sequence[int]]]) -> bytes:
    """Slots for misspellings, one for each word that may have been meant."""
    pairs = [(word_hash(typed), number) for typed, meant in errors for number in meant]
    return _packed([key for key, _ in pairs], [number for _, number in pairs])


def _packed(keys: Sequence[int], numbers: Sequence[int]) -> bytes:
    return pack(np.array(keys, np.uint64), np.array(numbers, np.uint32), 32 - ID_BITS)
