"""A little fuzzing in every run; `python tests/fuzz/fuzz.py --help` says how to do more."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import COMPILED, PIECES, fuzz
from targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name):
    fuzz(name, 60 if COMPILED else 10, seed=1)


def test_the_corpus_is_used():
    assert {path.name.partition("-")[0] for path in Path(__file__).parent.glob("corpus/*")} <= TARGETS.keys()
    assert PIECES.keys() <= TARGETS.keys()


def test_a_defect_is_found(monkeypatch):
    def defective(data):
        assert b"recieve" not in data

    monkeypatch.setitem(TARGETS, "text", defective)
    with pytest.raises(Exception, match="recieve"):
        fuzz("text", 500, seed=1)
