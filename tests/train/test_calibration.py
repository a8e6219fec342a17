"""Confidence is fitted: weights that made the data come out again, and what is said to be likely is so."""

from __future__ import annotations

import math
import random

import pytest

from textfix.engine.confidence import probability
from textfix.train.calibration import Sample, calibrate

TRUE = {"typo": (-1.0, 2.0, -1.5, 0.5), "missing-space": (1.0, -2.0, 0.0, 1.0)}
"""Bias and weights that the data below are made with."""


def sample(rule: str, features: list[float], right: bool, page: int, weight: float = 1.0) -> Sample:
    return Sample(rule=rule, features=features, right=right, weight=weight, page=page, words=100)


def made(rule: str, size: int, seed: int) -> list[Sample]:
    """Changes that are right as often as the logistic model says, each on a page of its own."""
    chance = random.Random(seed)
    found = []
    for page in range(size):
        features = [chance.uniform(-2, 2) for _ in TRUE[rule][1:]]
        score = TRUE[rule][0] + math.fsum(w * x for w, x in zip(TRUE[rule][1:], features, strict=True))
        right = chance.random() < 1 / (1 + math.exp(-score))
        found.append(sample(rule, features, right, page + seed * size))
    return found


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return [each for seed, rule in enumerate(TRUE, 1) for each in made(rule, 6000, seed)]


def test_the_weights_that_made_the_data_are_found(samples: list[Sample]) -> None:
    found = calibrate(samples)
    assert set(found) == set(TRUE)
    for rule, weights in TRUE.items():
        assert found[rule][:-2] == pytest.approx(weights, abs=0.2)
        assert found[rule][-2:] == pytest.approx([0, 0])  # no page shows damage elsewhere


def test_of_what_is_said_to_be_likely_that_share_is_right(samples: list[Sample]) -> None:
    weights = calibrate(samples)["typo"]
    fresh = made("typo", 6000, 9)
    said = [(probability(weights, each.features), each.right) for each in fresh]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        here = [(p, right) for p, right in said if low <= p < low + 0.2]
        assert sum(right for _, right in here) / len(here) == pytest.approx(
            sum(p for p, _ in here) / len(here), abs=0.06
        )


def test_weights_of_samples_are_their_number(samples: list[Sample]) -> None:
    """Two equal samples say what one of twice the weight does."""
    few = [each for each in samples if each.rule == "typo"][:300]
    twice = [sample("typo", each.features, each.right, each.page, 2.0) for each in few]
    apart = [sample("typo", each.features, each.right, each.page + n) for n in (0, 10**6) for each in few]
    assert calibrate(twice)["typo"] == pytest.approx(calibrate(apart)["typo"], abs=0.002)


def test_damage_that_shows_is_evidence() -> None:
    """Changes that are right where a page has a sure one, and wrong where it has none."""
    chance = random.Random(4)
    found = []
    for page in range(1500):
        damaged = page % 2 == 0
        if damaged:
            found += [sample("typo", [1.0], True, page)] * 2
        found.append(sample("typo", [0.0], chance.random() < (0.7 if damaged else 0.1), page))
    assert sum(calibrate(found)["typo"][-2:]) > 1


def test_nothing_to_go_by() -> None:
    assert calibrate([]) == {}
