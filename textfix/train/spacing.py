"""Odds of a space beside marks and numbers, from how they are set in text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..engine.spacing import IN_CONTEXT, STEP, WORD_PAIR, Observed
from ..engine.tables import Tables
from ..engine.tokens import scan
from .ngrams import Floats, Keys, pack

__all__ = ["EMPTY", "spacing_table"]

EMPTY = pack(np.zeros(0, np.uint64), np.zeros(0, np.uint32), 24)
"""The table before anything is counted."""

LEAST = 6
"""Occurrences from which on a context or a pair of words has odds of its own."""

TELLING = 0.5
"""Nats that odds must differ from those of the classes alone to be kept."""

_PRIOR = 3.0
"""Occurrences that the odds of the classes are worth to those of a context or of a pair of words."""

Counts = tuple[Keys, NDArray[np.int64], NDArray[np.int64]]


def spacing_table(tables: Tables, texts: Iterable[str]) -> bytes:
    """Count the boundaries of some texts and pack their odds, in steps, behind fingerprints."""
    columns: list[list[NDArray[np.uint64]]] = [[], [], [], []]
    for text in texts:
        for column, row in zip(columns, Observed(tables, text, scan(text, tables, frozenset())).rows(), strict=True):
            column.append(np.array(row, np.uint64))
    classes, around, words, spaced = (np.concatenate(column) for column in columns)
    keys, with_space, without = _counted(classes, spaced)
    usual = np.log((with_space + 0.5) / (without + 0.5))
    parts = [(keys, usual)]
    for which, tag in ((around, IN_CONTEXT), (words, WORD_PAIR)):
        parts.append(_odds(which, spaced, classes, keys, usual, tag))
    all_keys, odds = np.concatenate([k for k, _ in parts]), np.concatenate([o for _, o in parts])
    steps = np.clip(np.rint(odds * 1024 / STEP) + 128, 1, 255)
    return pack(all_keys, steps.astype(np.uint32), 24)


def _counted(keys: Keys, spaced: Keys) -> Counts:
    """Each key once, with how often a space stood there and how often none."""
    unique, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, minlength=len(unique))
    with_space = np.bincount(place, spaced.astype(np.float64), len(unique)).astype(np.int64)
    return unique, with_space, total - with_space


def _odds(keys: Keys, spaced: Keys, classes: Keys, known: Keys, usual: Floats, tag: int) -> tuple[Keys, Floats]:
    """Odds of the keys that tell more than their classes do: in full for a context, as a shift for words."""
    unique, with_space, without = _counted(keys, spaced)
    first = np.unique(keys, return_index=True)[1]
    prior = usual[np.searchsorted(known, classes[first])]
    share = _PRIOR / (1 + np.exp(-prior))
    odds = np.log((with_space + share + 1e-4) / (without + _PRIOR - share + 1e-4))
    keep = (with_space + without >= LEAST) & (np.abs(odds - prior) >= TELLING)
    found = odds if tag == IN_CONTEXT else odds - prior
    return unique[keep] + np.uint64(tag), found[keep]
