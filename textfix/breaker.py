"""The circuit breaker: a file in which too much would change is not what it seems, and is left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .edits import Edit, Result, groups
from .levels import level_of
from .rules import RULES

__all__ = ["FEWEST", "SHARE", "overload"]

SHARE = 0.05
"""The share of its words that may change in a file. Text that careless people typed needs less."""

FEWEST = 10
"""Changes that are never too many: of one line of ten words, a single one is a tenth."""

_WORD, _REST_OF_WORD = re.compile(r"\S+"), re.compile(r"\S*")


def overload(result: Result, level: str | float) -> str | None:
    """What is too much about this repair, in words; `None` where it may be written.

    Only a level that takes its text for sound is surprised by damage: `balanced` and `bold` expect it. Spaces
    at regular distances, where a text was wrapped and its line ends were lost, are no surprise at any, nor is
    what rules find that act on request alone, as those of style.

    >>> text = "teh " * 20
    >>> typo = [Edit.of("typo", at, at + 3, "the", 0.9, "", original="teh") for at in range(0, 80, 4)]
    >>> overload(Result(text, tuple(typo)), "careful")
    '20 of 20 words would change, more than 5 %'
    >>> overload(Result(text, tuple(typo)), "balanced")
    >>> overload(Result(text, tuple(typo[:9])), "careful")
    """
    if level_of(level).expects_damage:
        return None
    text, edits = result.source, [edit for edit in result.edits if not _is_asked_for(edit)]
    if (changed := _changed_words(text, edits)) < FEWEST:
        return None
    words = _words(text)
    most = max(FEWEST - 1, SHARE * words)
    if changed > most:
        changed = _changed_words(text, _without_lost_line_ends(text, edits))
    return f"{changed} of {words} words would change, more than {100 * SHARE:.0f} %" if changed > most else None


def _is_asked_for(edit: Edit) -> bool:
    return all(cause.rule in RULES and not RULES[cause.rule].default for cause in edit.causes)


def _words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _changed_words(text: str, edits: Sequence[Edit]) -> int:
    """How many words are touched, as white space divides them; a group counts once, however many it joins."""
    changed = ends = 0
    for group in sorted(groups(edits), key=lambda group: group[0].start):
        if group[0].start >= ends:
            changed += 1
            rest = _REST_OF_WORD.match(text, group[-1].end)
            assert rest
            ends = rest.end()
    return changed


def _without_lost_line_ends(text: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """The edits but for the spaces that are put in, where these tell how wide the text was wrapped."""
    from .engine.wraps import wrapping  # few texts are as damaged as that

    joins = [edit.start for edit in edits if _is_join(edit)]
    if wrapping(text, joins) is None:
        return edits
    return [edit for edit in edits if not _is_join(edit)]


def _is_join(edit: Edit) -> bool:
    """Whether a space is put in between what was run together."""
    return edit.kind == "insertion" and edit.text == " "
