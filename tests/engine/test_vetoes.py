"""What is none of ours to change stays, though the words alone would speak for it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from unasked import leave_out

from textfix import fix
from textfix.engine import vetoes
from textfix.engine.decide import Change, Piece
from textfix.engine.vetoes.circumstances import DAMAGED, EXPECTED, SPACELESS
from textfix.engine.vetoes.table import ANY, DELETIONS, INSERTIONS, LETTERS, SPACES, TABLE, asked, kinds_of

LEFT = {
    "is_spoken_of": [
        'People write "definately" in old letters.',
        "Rename the method from calcualte to calculate.",
        "It has become a common misspelling: people write definately all the time.",
    ],
    "is_abbreviated": [
        "The visa is reqd. for entry to all of these countries.",
        "Thos. Tubb and Sons of London sold it.",
    ],
    "is_between_hyphens": ["He said that it was un-be-liev-a-ble and went home."],
    "is_foreign_to_both_sides": ["He told her that Gott ist tot, and she laughed."],
    "is_doubled_on_purpose": [
        "You must call nine one one at once.",
        'The phrase "the the" occurs in these files.',
        "In two two men came in.",
        "We saw the wren Troglodytes troglodytes in the garden.",
    ],
    "closes_german_quote": ["He wrote \u201enein\u201c on the card and left."],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in LEFT.items() for text in texts])
def test_what_is_meant_stays(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fix(text, level=0.3) == text
    leave_out(monkeypatch, lambda veto: veto.__name__ == name)
    assert fix(text, level=0.1) != text  # so the words alone are not why


REPAIRED = {
    "He went to the the shop.": "to the shop",
    "It is a state-of-hte-art house.": "state-of-the-art",
    "It is better to give than to recieve, he said.": "receive",
    "They are aware, teh: it is late.": "the:",
    "We saw the end of teh. Then we left.": "the.",
    "On the 5th of May they recieved. The letter was lost.": "received",
    "There are two ways,namely: go or stay.": "ways, namely",
}


@pytest.mark.parametrize(("text", "repaired"), REPAIRED.items())
def test_what_is_not_meant_is_repaired(text: str, repaired: str) -> None:
    assert repaired in fix(text)


FAMILIES = [
    importlib.import_module(f"{vetoes.__name__}.{module.name}")
    for module in pkgutil.iter_modules(vetoes.__path__)
    if module.name not in ("circumstances", "right_letters", "table")
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_veto_has_one_row(family: ModuleType) -> None:
    asked_once = [row.veto.__name__ for row in TABLE if row.veto.__module__ == family.__name__]
    public = [getattr(family, name) for name in family.__all__]
    asked_of_changes = [each for each in public if callable(each) and takes_circumstances(each)]
    assert sorted(asked_once) == sorted(veto.__name__ for veto in asked_of_changes)


def takes_circumstances(function: Callable[..., object]) -> bool:
    first, *_ = inspect.signature(function).parameters.values()
    return first.annotation == "Circumstances"


def test_no_damage_keeps_a_veto_from_being_asked_where_none_shows() -> None:
    every = LETTERS | INSERTIONS | DELETIONS | SPACES | ANY
    assert asked(every, 0) == tuple(row.veto for row in TABLE)
    assert set(asked(every, DAMAGED | EXPECTED)) < set(asked(every, DAMAGED)) < set(asked(every, 0))
    assert set(asked(every, DAMAGED | SPACELESS)) < set(asked(every, DAMAGED))


@pytest.mark.parametrize(
    ("pieces", "kinds"),
    [
        ([("typo", 4, 7, "the")], LETTERS),
        ([("missing-space", 4, 4, " ")], SPACES | INSERTIONS),
        ([("extra-space", 4, 5, "")], SPACES | DELETIONS),
        ([("typo", 0, 3, "the"), ("missing-space", 3, 3, " ")], LETTERS | SPACES | INSERTIONS),
        ([("repeated-word", 3, 7, "")], SPACES),
    ],
)
def test_a_change_is_of_every_kind_of_which_it_has_a_piece(pieces: list[Piece], kinds: int) -> None:
    assert kinds_of(cast(Change, SimpleNamespace(pieces=pieces))) == kinds | ANY
