# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Boosted trees: what a weighted sum of features cannot say, because it depends on several of them together.

A tree asks one feature after the other and ends at a leaf, which has a number: how far it shifts the log-odds of a
change. The trees of a rule stand one after the other, and what they say is added up (Friedman, Greedy Function
Approximation: A Gradient Boosting Machine, 2001). All numbers are whole, so the compiled and the interpreted sum agree.
"""

from __future__ import annotations

import array
from collections.abc import Iterable, Mapping

try:
    import cython
except ImportError:
    from . import no_cython as cython

__all__ = ["LEAF", "MOST", "ROW", "SCALE", "Trees", "whole"]

SCALE = 4096
"""Units of a feature that are 1, and of a leaf that are one nat."""

LEAF = -1
"""What stands in the place of a feature where a row is a leaf."""

ROW = 3
"""Numbers of a row: the feature that is asked, the most that it may be to go on with the next row, and how many rows
further it goes on otherwise. A leaf has its own number in the place of the second."""

MOST = (1 << 15) - 1
"""The largest of the numbers; the smallest is one further below zero."""


def whole(features: Iterable[float]) -> list[int]:
    """Features in whole units, as trees ask for them.

    >>> whole([0.5, -1e9, 1e9])
    [2048, -32768, 32767]
    """
    return [_whole(feature) for feature in features]


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def _whole(feature: cython.double) -> cython.int:
    scaled: cython.double = max(-32768.0, min(32767.0, feature * 4096))
    number: cython.int = int(scaled)
    return number - 1 if number > scaled else number


@cython.final
@cython.cclass
class Trees:
    """The trees of a model. Nothing is checked: that each one ends was seen to when the model was opened."""

    def __init__(self, arrays: Mapping[str, memoryview]) -> None:
        self.rows = arrays["trees"]
        self.starts = arrays["tree_starts"]

    def shift(self, features: list[int], first: cython.int, end: cython.int) -> int:
        """The sum of what the trees from `first` up to `end` say, in units of the log-odds.

        `features` are in whole units, as many as the trees ask for.
        """
        numbers: cython.int[::1] = array.array("i", features)
        total: cython.int = 0
        tree: cython.int
        row: cython.int
        value: cython.int
        for tree in range(first, end):
            row = self.starts[tree] * 3
            while self.rows[row] >= 0:
                value = numbers[self.rows[row]]
                row += 3 if value <= self.rows[row + 1] else 3 * self.rows[row + 2]
            total += self.rows[row + 1]
        return total
