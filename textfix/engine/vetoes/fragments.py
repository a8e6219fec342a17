"""Parts of words that a hyphen, a line end or a damaged letter broke: no letter of a part is wrong."""

from __future__ import annotations

import re

from ...model import Model
from ...patterns import compiled
from ..decide import Change, replacements
from ..prefilter import ANY_HYPHEN
from .circumstances import Circumstances

__all__ = ["HYPHENS", "LOOK_BACK", "is_fragment", "is_piece"]

HYPHENS = frozenset(ANY_HYPHEN)

LOOK_BACK = 80
"""Code points before a place that are looked at for what it goes on."""

_BREAK = rf"(?P<left> ?)(?P<hyphen>[{ANY_HYPHEN}])(?P<right> ?)"

_BREAK_BEFORE, _BREAK_BEHIND = rf"(?P<half>[^\W\d_]+){_BREAK}\Z", rf"{_BREAK}(?P<half>[^\W\d_]+)"
"""A hyphen between a word and another part of it."""


def is_fragment(here: Circumstances, change: Change) -> bool:
    """Whether letters would be changed in a part of a word that a hyphen broke: `mem-brane`, `na\u00ad ture`."""
    return any(_is_part(here.model, here.text, start, end) for _, start, end, _ in replacements(change))


def _is_part(model: Model, text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a part of a word, and not of a compound.

    >>> from textfix.model import load
    >>> en = load("en")
    >>> _is_part(en, "the mem-brane", 8, 13), _is_part(en, "a well-konwn man", 7, 12), _is_part(en, "ha -rder", 4, 8)
    (True, False, True)
    """
    if HYPHENS.isdisjoint(text[max(0, start - 2) : start] + text[end : end + 2]):
        return False
    before = compiled(_BREAK_BEFORE).search(text, max(0, start - 32), start)
    if before and _is_break(model, before, before["half"] + text[start:end]):
        return True
    behind = compiled(_BREAK_BEHIND).match(text, end)
    return behind is not None and _is_break(model, behind, text[start:end] + behind["half"])


def _is_break(model: Model, match: re.Match[str], whole: str) -> bool:
    """Whether a hyphen joins no two words.

    It is none of a keyboard, stands beside a space on one side, or without it there is a word where there were none:
    `Novem - ber`.
    """
    if match["hyphen"] != "-" or bool(match["left"]) != bool(match["right"]):
        return True
    if match["left"]:
        return model.has_statistics(whole)
    return not model.knows(match["half"]) or model.knows(whole)


_GOES_ON = r"(?:[^\S ]\s*|[!?|\ufffd])([^\W\d_]+)"
"""What a word goes on behind: the end of a line, a space that keeps words together, a mark that a letter became."""

_WENT_ON = r"([^\W\d_]+)(?:\s*[^\S ]|[!?|\ufffd])\Z"


def is_piece(here: Circumstances, change: Change) -> bool:
    """Whether letters would be changed in a piece of a word that goes on behind no usual space: `whic⏎h`, `wou!d`."""
    return any(_goes_on(here.model, here.text, start, end) for _, start, end, _ in replacements(change))


def _goes_on(model: Model, text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a word with what is next to it, or that is none."""
    behind = compiled(_GOES_ON).match(text, end)
    whole = text[start:end]
    if behind and _is_rest(model, text[end], behind[1], whole + behind[1]):
        return True
    if text.endswith(" ", 0, start):
        return False  # which is told in no time, while a pattern takes some
    before = compiled(_WENT_ON).search(text, max(0, start - LOOK_BACK), start)
    return before is not None and _is_rest(model, before[0][len(before[1])], before[1], before[1] + whole)


def _is_rest(model: Model, between: str, rest: str, whole: str) -> bool:
    """Whether white space parts a known word, or a mark stands beside what is no word of its own."""
    if between.isspace():
        return model.has_statistics(whole)
    return len(rest) == 1 or not model.has_statistics(rest)
