"""Trees that correct the logistic model where features matter together: fitted by LightGBM, written as whole numbers.

Each rule has its own, and what they say adds to its log-odds (see textfix/engine/trees.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import lightgbm
import numpy as np
from numpy.typing import NDArray

from ..engine.trees import LEAF, MOST, SCALE

__all__ = ["DAMAGED", "USUAL", "Boosting", "Floats", "Row", "Tree", "boosted", "packed"]

Row: TypeAlias = tuple[int, int, int]
"""The feature that is asked or LEAF, the most that it may be or what the leaf says, and how far to go otherwise."""

Tree: TypeAlias = list[Row]
"""Rows in preorder: the branch for small values follows the row that asks."""

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Boosting:
    """How many trees of how many leaves, from how many changes a leaf speaks at the least.

    `drawn` tells that where a feature is cut is drawn by lot and not sought: then two fits to the same text agree more
    (Geurts and others, Extremely randomized trees, 2006).
    """

    trees: int
    leaves: int
    least: int
    drawn: bool = False


USUAL = Boosting(trees=200, leaves=8, least=30, drawn=True)
"""For text as it comes. Held out by source, more leaves of its few changes bring nothing; cuts that are drawn lose no
more than those that are sought, and what two fits say of a change differs by a third less."""

DAMAGED = Boosting(trees=200, leaves=32, least=30)
"""For text that is badly damaged, of which there are ten times as many changes."""

_RATE = 0.06
"""How much of what a tree finds it may say."""

_RIDGE = 5.0
"""How strongly leaves are drawn to zero, in units of a change."""


def boosted(x: Floats, y: Floats, weight: Floats, score: Floats, how: Boosting, trust: float = 1.0) -> list[Tree]:
    """Trees for changes with features `x`, of which the shares `y` are right.

    `score` are the log-odds that the logistic model gives them, `trust` is how much of what trees say is believed.
    """
    if len(y) < 2 * how.least:
        return []
    options = {
        "objective": "cross_entropy",
        "learning_rate": _RATE,
        "num_leaves": how.leaves,
        "lambda_l2": _RIDGE,
        "min_data_in_leaf": how.least,
        "extra_trees": how.drawn,
        "verbose": -1,
        # the same data give the same trees
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": 0,
    }
    whole = np.clip(np.floor(x * SCALE), -MOST - 1, MOST)
    data = lightgbm.Dataset(whole, y, weight=weight, init_score=score, params={"verbose": -1})
    model = lightgbm.train(options, data, how.trees)
    return [_rows(tree["tree_structure"], trust) for tree in model.dump_model()["tree_info"]]


def _rows(node: Mapping[str, Any], trust: float) -> Tree:
    """The rows of a branch as LightGBM tells of it."""
    if "leaf_value" in node:
        return [(LEAF, _short(round(node["leaf_value"] * trust * SCALE)), 0)]
    below, above = _rows(node["left_child"], trust), _rows(node["right_child"], trust)
    return [(node["split_feature"], _short(math.floor(node["threshold"])), 1 + len(below)), *below, *above]


def _short(number: int) -> int:
    return max(-MOST - 1, min(MOST, number))


def packed(trees: Sequence[Tree]) -> dict[str, tuple[Literal["I", "h"], bytes]]:
    """Trees as arrays of a model: their rows, and where each tree begins among them."""
    rows = np.array([row for tree in trees for row in tree], np.int16).reshape(-1, 3)
    starts = np.cumsum([0, *map(len, trees)]).astype(np.uint32)
    return {"trees": ("h", rows.tobytes()), "tree_starts": ("I", starts.tobytes())}
