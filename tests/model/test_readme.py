"""The format is as its description says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import textfix.model
from textfix.model.check import ITEMS

README = Path(textfix.model.__file__).with_name("README.md")


def test_the_examples() -> None:
    failed, tried = doctest.testfile(str(README), module_relative=False)
    assert tried > 40
    assert not failed


def test_every_array_is_described_with_its_type() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w)` \|", README.read_text(encoding="utf-8"), re.M)
    assert dict(rows) == ITEMS
