"""Trees say the sum of their leaves, as an obvious walk finds them, and LightGBM's trees come out as they went in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.confidence import BY_MARGIN, FEATURES, Judge, log_odds, probability
from textfix.engine.trees import LEAF, SCALE, Trees, whole
from textfix.train.boosting import DAMAGED, Boosting, Tree, boosted, packed

ASKED = 4
SHORTS = st.integers(-(1 << 15), (1 << 15) - 1)


def branches(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Trees that ask a feature and then go on with one of two others."""

    def asking(feature: int, most: int, small: Tree, large: Tree) -> Tree:
        return [(feature, most, len(small) + 1), *small, *large]

    return st.builds(asking, st.integers(0, ASKED - 1), SHORTS, below, below)


LEAVES = SHORTS.map(lambda number: [(LEAF, number, 0)])
TREES = st.recursive(LEAVES, branches, max_leaves=12)


def trees(rows: list[Tree]) -> Trees:
    return Trees({name: memoryview(data).cast(code) for name, (code, data) in packed(rows).items()})


def walked(tree: Tree, features: list[int]) -> int:
    """What a tree says, by its branches."""
    (feature, number, further), rest = tree[0], tree[1:]
    if feature == LEAF:
        return number
    return walked(rest if features[feature] <= number else tree[further:], features)


@given(st.lists(TREES, max_size=5), st.lists(SHORTS, min_size=ASKED, max_size=ASKED), st.data())
def test_the_shift_is_the_sum_of_the_leaves(rows: list[Tree], features: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(rows)))
    end = data.draw(st.integers(first, len(rows)))
    assert trees(rows).shift(features, first, end) == sum(walked(tree, features) for tree in rows[first:end])


@given(st.floats(-100, 100))
def test_a_whole_number_is_rounded_down_and_kept_within_bounds(feature: float) -> None:
    (number,) = whole([feature])
    if -8 <= feature < 8:
        assert number / SCALE <= feature < (number + 1) / SCALE
    assert -(1 << 15) <= number < 1 << 15


def drawn(size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Changes that are right where just one of two features is large: what no sum of weights can say."""
    x = np.random.default_rng(0).uniform(-1, 1, (size, ASKED))
    return x, ((x[:, 0] > 0) != (x[:, 1] > 0)).astype(float), np.ones(size)


@pytest.mark.parametrize("trust", [1.0, 0.5])
def test_what_depends_on_two_features_together_is_found(trust: float) -> None:
    x, y, weight = drawn(4000)
    found = boosted(x, y, weight, np.zeros(len(y)), Boosting(trees=40, leaves=8, least=20), trust)
    shifts = np.array([trees(found).shift(whole(row), 0, len(found)) for row in x.tolist()]) / SCALE
    assert np.mean((shifts > 0) == (y > 0)) > 0.97
    assert 1.2 * trust < np.mean(np.abs(shifts)) < 4 * trust


def test_the_same_changes_give_the_same_trees() -> None:
    x, y, weight = drawn(500)
    first, second = (boosted(x, y, weight, np.zeros(len(y)), Boosting(5, 4, 20)) for _ in range(2))
    assert first == second


def test_few_changes_give_no_trees() -> None:
    x, y, weight = drawn(2 * DAMAGED.least - 1)
    assert boosted(x, y, weight, np.zeros(len(y)), DAMAGED) == []


def test_the_trees_of_a_rule_correct_its_weights_and_no_others() -> None:
    features, damage = [0.5] * len(FEATURES), (0.25, 0.75)
    last = len(FEATURES) + 1  # the damage of any kind
    rows: list[Tree] = [[(LEAF, -SCALE, 0)], [(last, SCALE // 2, 2), (LEAF, SCALE, 0), (LEAF, 2 * SCALE, 0)]]
    judge = Judge({"typo": BY_MARGIN}, trees(rows), {"typo": [1, 2]})
    plain = log_odds(BY_MARGIN, features, damage)
    assert judge.confidence("typo", features, damage) == pytest.approx(probability(plain + 2))
    assert judge.confidence("typo", features, (0.25, 0.5)) == pytest.approx(probability(plain + 1))
    assert judge.confidence("wrong-word", features, damage) == pytest.approx(probability(plain))
