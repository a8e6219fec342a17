"""Confidence that is true: a logistic model for each rule, fitted on text that was not counted.

The text is damaged on purpose, a page at a time: half of the pages not at all, the others at rates from one
word in a thousand to one in fifteen, which is one in a hundred on the whole. Each change that the engine
suggests is then right or wrong.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..edits import Alignment, Edit, apply
from ..engine.confidence import (
    CERTAIN,
    Case,
    Weights,
    damage_of,
    is_listed,
    is_never_twice,
    primary_rule,
    probability,
    repaired,
    vector,
)
from ..engine.decide import Change
from ..engine.engine import suggestions
from ..engine.tokens import STRANGE
from ..model import Model
from ..pipeline import Page
from .damage import Damager, pages

__all__ = ["Sample", "calibrate", "samples"]


@dataclass(frozen=True)
class Sample:
    """A suggested change: its rule, its features, and whether it is right.

    `page` numbers the text that it is from, `words` is how long that is.
    """

    rule: str
    features: list[float]
    right: bool
    weight: float
    page: int
    words: int


RATES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.001, 0.003, 0.01, 0.02, 0.066)
"""Shares of damaged words, one for each page in turn: one in a hundred on the whole, half of the pages without."""

UNCERTAIN = 0.05
"""What a suggestion counts that is wrong only if the text has no error of its own there: most of those that were
looked at are errors."""

_SURE_MARGIN = 12.0

RIDGE = 3.0
"""How strongly weights are drawn to zero, in units of a sample."""


def samples(
    model: Model, texts: Iterable[str], damager: Damager, seed: int = 1, first_page: int = 0
) -> Iterator[Sample]:
    """Every change suggested on damaged pages, with what became of it. Pages are numbered from `first_page`."""
    chance = random.Random(seed)
    everything = (page for text in texts for page in pages(text) if page.strip())
    for number, page in enumerate(everything):
        rate = RATES[number % len(RATES)]
        slips = damager.damage(page, rate, chance) if rate else []
        yield from _judged(model, page, slips, first_page + number)


def _judged(model: Model, clean: str, slips: Sequence[Edit], number: int) -> Iterator[Sample]:
    damaged = apply(clean, slips)
    alignment = Alignment.from_edits(slips)
    page = Page(damaged)
    count, suggested = suggestions(model, page)
    for change in suggested:
        case = Case(model, page.protection, damaged, change)
        right = repaired(change, damaged) == _meant(clean, alignment, change)
        weight = UNCERTAIN if not right and _may_be_an_error(case) else 1.0
        yield Sample(primary_rule(change), vector(case), right, weight, number, count)


def _may_be_an_error(case: Case) -> bool:
    """Whether what we did not damage may be an error of the text itself: there is no text without."""
    if is_never_twice(case):
        return True
    plain = all(token.status == STRANGE and token.shape == 0 for token in case.sources)
    return primary_rule(case.change) == "typo" and (is_listed(case) or (plain and case.change.margin > _SURE_MARGIN))


def _meant(clean: str, alignment: Alignment, change: Change) -> str:
    """What stood there before the damage."""
    start, end = change.around[change.first].start, change.around[change.last - 1].end
    return clean[alignment.to_source(start) : alignment.to_source(end)]


def calibrate(found: Sequence[Sample]) -> Weights:
    """A bias, a weight for each feature, and two for the damage that shows, for each rule.

    What is certain depends on the weights, and they on what is certain, so they are fitted in turn.
    """
    shown = [(0.0, 0.0)] * len(found)
    weights: Weights = {}
    for _ in range(3):
        weights = {rule: _fitted(rule, found, shown) for rule in sorted({sample.rule for sample in found})}
        shown = _shown(found, weights)
    return weights


def _shown(found: Sequence[Sample], weights: Weights) -> list[tuple[float, float]]:
    """The damage that shows around each sample."""
    sure = [probability(weights[sample.rule], sample.features) >= CERTAIN for sample in found]
    certain: dict[int, list[str]] = defaultdict(list)
    for sample, is_sure in zip(found, sure, strict=True):
        if is_sure:
            certain[sample.page].append(sample.rule)
    shown = []
    for sample, is_sure in zip(found, sure, strict=True):
        others = list(certain[sample.page])
        if is_sure:
            others.remove(sample.rule)
        shown.append(damage_of(sample.rule, others, sample.words))
    return shown


def _fitted(rule: str, found: Sequence[Sample], shown: Sequence[tuple[float, float]]) -> list[float]:
    rows = [(sample, more) for sample, more in zip(found, shown, strict=True) if sample.rule == rule]
    x = np.array([[1.0, *sample.features, *more] for sample, more in rows])
    y = np.array([sample.right for sample, _ in rows], float)
    w = np.array([sample.weight for sample, _ in rows])
    return [round(float(v), 3) for v in _logistic(x, y, w)]


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted logistic regression by Newton's method, with a ridge that keeps rare features small."""
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.01
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - ridge * beta
        hessian = (x * (w * p * (1 - p) + 1e-9)[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return beta
