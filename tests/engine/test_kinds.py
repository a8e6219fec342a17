"""What C takes for the names of numbers is what Python does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textfix.engine import kinds, vocabulary

DECLARATIONS = {module: Path(module.__file__).with_suffix(".pxd").read_text("utf-8") for module in (kinds, vocabulary)}


def declared(text: str) -> dict[str, int]:
    """The constants of a .pxd."""
    return {name: int(value) for name, value in re.findall(r"^    (\w+) = (-?\d+)$", text, re.M)}


@pytest.mark.parametrize("module", DECLARATIONS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_constants_of_c_are_those_of_python(module) -> None:
    constants = declared(DECLARATIONS[module])
    assert constants
    assert {name: getattr(module, name) for name in constants} == constants


def test_all_kinds_are_constants_of_c() -> None:
    assert set(declared(DECLARATIONS[kinds])) == {name for name in vars(kinds) if name.isupper()}
