"""The circuit breaker: a file in which too much would change is not what it seems, and is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .edits import Edit, Result, groups
from .levels import level_of

__all__ = ["FEWEST", "SHARE", "overload"]

SHARE = 0.05
"""The share of its words that may change in a file. Text that careless people typed needs less."""

FEWEST = 10
"""Repairs that are never too many: of one line of ten words, a single one is a tenth."""

_WORD, _REST_OF_WORD = re.compile(r"\S+"), re.compile(r"\S*")


def overload(result: Result, level: str | float) -> str | None:
    """What is too much about this repair, in words; `None` where it may be written.

    Only a level that takes its text for sound is surprised by damage: `balanced` and `bold` expect it.

    >>> text = "teh " * 20
    >>> typo = [Edit.of("typo", at, at + 3, "the", 0.9, "", original="teh") for at in range(0, 80, 4)]
    >>> overload(Result(text, tuple(typo)), "careful")
    '20 of 20 words would change, more than 5 %'
    >>> overload(Result(text, tuple(typo)), "balanced")
    >>> overload(Result(text, tuple(typo[:9])), "careful")
    """
    changed = _changed_words(result.source, result.edits)
    if changed < FEWEST or level_of(level).expects_damage:
        return None
    words = sum(1 for _ in _WORD.finditer(result.source))
    if changed <= SHARE * words:
        return None
    return f"{changed} of {words} words would change, more than {SHARE:.0%}".replace("%", " %")


def _changed_words(text: str, edits: Iterable[Edit]) -> int:
    """How many words are touched, as white space divides them; a group counts once, however many it joins."""
    changed = ends = 0
    for group in sorted(groups(edits), key=lambda group: group[0].start):
        if group[0].start >= ends:
            changed += 1
            rest = _REST_OF_WORD.match(text, group[-1].end)
            assert rest
            ends = rest.end()
    return changed
