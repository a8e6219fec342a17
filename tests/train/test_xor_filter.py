"""The set of attested words: what was put in is found, and next to nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.tables import Tables
from textfix.train.xor_filter import xor_filter


def tables(keys: list[int]) -> Tables:
    """Tables in which just these keys are attested."""
    slots = memoryview(xor_filter(np.array(keys, np.uint64))).cast("H")
    return Tables({**tiny.model().arrays, "attested": slots}, sound=True)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=60))
def test_every_key_is_found(keys: list[int]) -> None:
    known = tables(keys)
    assert all(known.is_attested(key) for key in keys)


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_few_others_are(count: int) -> None:
    random = np.random.default_rng(count)
    known = tables(random.integers(0, 2**63, count).tolist())
    others = random.integers(2**63, 2**64, 100_000, dtype=np.uint64).tolist()
    assert sum(map(known.is_attested, others)) < 20
