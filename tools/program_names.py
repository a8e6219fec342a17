"""Write the names of programs that are a slip away from a word: `apt-cache dumpavail | python tools/program_names.py`.

They are the parts of names of packages, as the index of Debian 12 has them: facts, and Debian's index is free. A part
that may be a misspelling itself is left out where just one package has it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from textfix import Fixer
from textfix.engine.vetoes.near_code import PROGRAM_NAMES
from textfix.model import load

_NAME = r"(?m)^Package: (\S+)"
_PART = "[a-z]{4,14}"
"""Shorter parts of names are abbreviations, and longer ones run words together."""

_SENTENCES = (
    "We use the {} of it for the first time, and it works with {}.",
    "A command named {} is what you run there.",
    "Add support for {} in the release of this year.",
)
"""Where a name may stand."""

_SURE = 0.99
"""Confidence from which on what would be put in is rather meant."""


def parts(names: Iterable[str]) -> Counter[str]:
    """How many packages have each part of a name."""
    return Counter(part for name in names for part in set(re.findall(rf"(?<![a-z]){_PART}(?![a-z])", name)))


def at_risk(found: Counter[str]) -> Iterator[str]:
    """The parts that would be taken for misspellings."""
    fixer, knows = Fixer(level=0.1, select=["typo"]), load("en").knows
    for part, packages in sorted(found.items()):
        confidence = 0.0 if knows(part) else _confidence(fixer, part)
        if confidence and (packages > 1 or confidence < _SURE):
            yield part


def _confidence(fixer: Fixer, part: str) -> float:
    """How sure a repair of a name would be, at most; 0 where there is none."""
    edits = (edit for sentence in _SENTENCES for edit in fixer.explain(sentence.format(part, part)).edits)
    return max((edit.confidence for edit in edits if edit.original == part), default=0.0)


if __name__ == "__main__":
    found = parts(set(re.findall(_NAME, sys.stdin.read())))
    PROGRAM_NAMES.write_text("\n".join(at_risk(found)) + "\n", encoding="utf-8")
