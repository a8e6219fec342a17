"""Confidence that is true: a logistic model for each rule, fitted on text that was not counted.

The text is damaged on purpose, a page at a time: half of the pages not at all, the others at rates from one
word in two thousand to one in seven. Each change that the engine suggests is then right or wrong, and weighed
as in the reference mixture of one damaged word in a hundred.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..edits import Alignment, Edit, apply
from ..engine.confidence import FEATURES, Case, primary_rule, vector
from ..engine.decide import Change
from ..engine.engine import suggestions
from ..engine.tokens import Tokens
from ..model import Model
from ..pipeline import Page
from .damage import Damager, pages

__all__ = ["calibrate", "samples"]

Sample: TypeAlias = tuple[str, list[float], bool, float]  # rule, features, is it right, weight

REFERENCE_RATE = 0.01
RATES = (0.0, 0.0, 0.0, 0.0, 0.0005, 0.003, 0.01, 0.01, 0.03, 0.15)
"""Shares of damaged words, one for each page in turn."""

FEWEST = 40
"""Samples of either kind below which a rule keeps the weights that it is given."""


def samples(model: Model, texts: Iterable[str], damager: Damager, seed: int = 1) -> Iterator[Sample]:
    """Every change suggested on damaged pages, with what became of it."""
    chance = random.Random(seed)
    for text in texts:
        for number, page in enumerate(pages(text)):
            rate = RATES[number % len(RATES)]
            damage = damager.damage(page, rate, chance) if rate and page.strip() else []
            yield from _judged(model, page, damage, rate)


def _judged(model: Model, clean: str, damage: Sequence[Edit], rate: float) -> Iterator[Sample]:
    damaged = apply(clean, damage)
    alignment = Alignment.from_edits(damage)
    page = Page(damaged)
    for tokens, change in suggestions(model, page):
        case = Case(model, page.protection, damaged, tokens, change)
        right = repaired(tokens, change, damaged) == _meant(clean, alignment, tokens, change)
        # A right repair stands for damage at the reference rate, a wrong one for clean text.
        weight = REFERENCE_RATE / rate if right and rate else 1.0
        yield primary_rule(change), vector(case), right, weight


def repaired(tokens: Tokens, change: Change, text: str) -> str:
    """What the changed tokens read after the change."""
    start, end = tokens.start[change.first], tokens.end[change.last - 1]
    out, place = [], start
    for _, first, last, new in sorted(change.pieces, key=lambda piece: (piece[1], piece[2])):
        out += [text[place:first], new]
        place = last
    return "".join([*out, text[place:end]])


def _meant(clean: str, alignment: Alignment, tokens: Tokens, change: Change) -> str:
    """What stood there before the damage."""
    start, end = tokens.start[change.first], tokens.end[change.last - 1]
    return clean[alignment.to_source(start) : alignment.to_source(end)]


def calibrate(found: Iterable[Sample], progress: object = None) -> Mapping[str, Sequence[float]]:
    """A bias and a weight for each feature, for each rule that there are enough samples of."""
    rows: dict[str, list[tuple[list[float], bool, float]]] = defaultdict(list)
    for rule, features, right, weight in found:
        rows[rule].append((features, right, weight))
    return {rule: _fitted(some) for rule, some in sorted(rows.items())}


def _fitted(rows: Sequence[tuple[list[float], bool, float]]) -> list[float]:
    x = np.array([[1.0, *features] for features, _, _ in rows])
    y = np.array([right for _, right, _ in rows], float)
    w = np.array([weight for _, _, weight in rows])
    return [round(float(v), 3) for v in _logistic(x, y, w)]


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted logistic regression by Newton's method, with a ridge that keeps rare features small."""
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], 1.0)
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
