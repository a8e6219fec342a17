"""Cases as data: what must be repaired and what must not change.

Each file of tests/cases is a list of cases: `id`, `text`, `fixed` (absent where nothing may change), `note`
(why the case is there), `provenance`, and where they matter `level` and `select`. The sentences are our own;
the provenance says where the damage comes from:

- `in the wild`: people or programs make this very error;
- `synthetic`: we made it, in the manner of one;
- `must not change`: nothing is damaged;
- `known failure`: what textfix does not do yet, though a careful editor would.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

import textfix

FOLDER = Path(__file__).parent / "cases"
FLOORS: dict[str, float] = json.loads((FOLDER / "floors.json").read_text("utf-8"))
FILES = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json")) if path.stem != "floors"
}
Case = dict[str, Any]
CASES: dict[str, Case] = {f"{name}/{case['id']}": case for name, cases in FILES.items() for case in cases}

RECORD = "a known failure; once it passes, record it: change its provenance and raise the floor"


def parameters(repairs: bool) -> list[Any]:
    """The cases that repair something, or those that must not change; known failures are expected to fail."""
    known = pytest.mark.xfail(reason=RECORD, strict=True)
    return [
        pytest.param(case, id=name, marks=known if case["provenance"] == "known failure" else ())
        for name, case in CASES.items()
        if ("fixed" in case) == repairs
    ]


def repaired(text: str, case: Case) -> str:
    return textfix.fix(text, **{option: case[option] for option in ("level", "select") if option in case})


@pytest.mark.parametrize("case", parameters(repairs=True))
def test_what_is_damaged_is_repaired(case: Case) -> None:
    assert repaired(case["text"], case) == case["fixed"], case["note"]


@pytest.mark.parametrize("case", parameters(repairs=False))
def test_what_is_right_does_not_change(case: Case) -> None:
    assert repaired(case["text"], case) == case["text"], case["note"]


def shares() -> dict[str, float]:
    """How many of the damaged texts are repaired exactly, and how many of the right texts stay as they are.

    What a repair must give is a right text too.
    """
    damaged = [case for case in CASES.values() if "fixed" in case]
    right = [(case.get("fixed", case["text"]), case) for case in CASES.values()]
    return {
        "repaired": sum(repaired(case["text"], case) == case["fixed"] for case in damaged) / len(damaged),
        "unchanged": sum(repaired(text, case) == text for text, case in right) / len(right),
    }


def test_the_shares_do_not_fall() -> None:
    found = shares()
    fallen = {name: share for name, share in found.items() if share < FLOORS[name]}
    assert not fallen, f"below the floors {FLOORS}"
    # A floor that lags behind would let the next change lose again what this one won.
    reached = {name: math.floor(share * 1000) / 1000 for name, share in found.items()}
    assert reached == FLOORS, f"raise the floors in {FOLDER.name}/floors.json to {reached}"


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_in_order(name: str) -> None:
    cases = FILES[name]
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        assert case.keys() <= {"id", "text", "fixed", "provenance", "note", "select", "level"}
        assert case["note"]
        assert case.get("fixed") != case["text"]
        kinds = {"in the wild", "synthetic"} if "fixed" in case else {"must not change"}
        assert case["provenance"] in {*kinds, "known failure"}


def test_half_of_the_cases_must_not_change() -> None:
    right = sum("fixed" not in case for case in CASES.values())
    assert len(CASES) >= 300
    assert 0.4 <= right / len(CASES) <= 0.6


def test_a_text_stands_there_only_once() -> None:
    assert len({case["text"] for case in CASES.values()}) == len(CASES)
