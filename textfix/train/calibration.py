"""Confidence that is true: a logistic model for each rule, fitted on text that was not counted.

The text is damaged on purpose, a page at a time: half of the pages not at all, the others at rates from one
word in two thousand to one in seven. Each change that the engine suggests is then right or wrong, and weighed
as in the reference mixture of one damaged word in a hundred.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..edits import Alignment, Edit, apply
from ..engine.confidence import CERTAIN, Case, Weights, damage_of, primary_rule, probability, repaired, vector
from ..engine.decide import Change
from ..engine.engine import suggestions
from ..model import Model
from ..pipeline import Page
from .damage import Damager, pages

__all__ = ["Sample", "calibrate", "samples"]

@dataclass(frozen=True)
class Sample:
    """A suggested change: its rule, its features, whether it is right, and what it stands for.

    `page` numbers the text that it is from, `words` is how long that is.
    """

    rule: str
    features: list[float]
    right: bool
    weight: float
    page: int
    words: int


REFERENCE_RATE = 0.01
RATES = (0.0, 0.0, 0.0, 0.0, 0.0005, 0.003, 0.01, 0.01, 0.03, 0.15)
"""Shares of damaged words, one for each page in turn."""

RIDGE = 0.3
"""How strongly weights are drawn to zero, in units of a sample."""


def samples(model: Model, texts: Iterable[str], damager: Damager, seed: int = 1) -> Iterator[Sample]:
    """Every change suggested on damaged pages, with what became of it."""
    chance = random.Random(seed)
    everything = (page for text in texts for page in pages(text) if page.strip())
    for number, page in enumerate(everything):
        rate = RATES[number % len(RATES)]
        slips = damager.damage(page, rate, chance) if rate else []
        yield from _judged(model, page, slips, rate, number)


def _judged(model: Model, clean: str, slips: Sequence[Edit], rate: float, number: int) -> Iterator[Sample]:
    damaged = apply(clean, slips)
    alignment = Alignment.from_edits(slips)
    page = Page(damaged)
    count, suggested = suggestions(model, page)
    for change in suggested:
        case = Case(model, page.protection, damaged, change)
        right = repaired(change, damaged) == _meant(clean, alignment, change)
        # A right repair stands for damage at the reference rate, a wrong one for clean text.
        weight = REFERENCE_RATE / rate if right and rate else 1.0
        yield Sample(primary_rule(change), vector(case), right, weight, number, count)


def _meant(clean: str, alignment: Alignment, change: Change) -> str:
    """What stood there before the damage."""
    start, end = change.around[change.first].start, change.around[change.last - 1].end
    return clean[alignment.to_source(start) : alignment.to_source(end)]


def calibrate(found: Sequence[Sample]) -> Weights:
    """A bias, a weight for each feature, and one for the damage that shows, for each rule.

    What is certain depends on the weights, and they on what is certain, so they are fitted in turn.
    """
    shown = [0.0] * len(found)
    weights: Weights = {}
    for _ in range(3):
        weights = {rule: _fitted(rule, found, shown) for rule in sorted({sample.rule for sample in found})}
        shown = _shown(found, weights)
    return weights


def _shown(found: Sequence[Sample], weights: Weights) -> list[float]:
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


def _fitted(rule: str, found: Sequence[Sample], shown: Sequence[float]) -> list[float]:
    rows = [(sample, more) for sample, more in zip(found, shown, strict=True) if sample.rule == rule]
    x = np.array([[1.0, *sample.features, more] for sample, more in rows])
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
