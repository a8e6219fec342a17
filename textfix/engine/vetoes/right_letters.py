"""Letters that were meant as they stand, whatever damage there is: only the spaces beside them may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...line_ends import LINE_END
from ...model import Model
from ...patterns import compiled
from ..decide import Change, changes_letters, is_grammar, replacements, without_letters
from ..prefilter import ANY_HYPHEN
from ..vocabulary import normal
from .fragments import HYPHENS, LOOK_BACK

__all__ = ["with_right_letters_kept"]


def with_right_letters_kept(model: Model, text: str, suggested: Sequence[Change]) -> list[Change]:
    """The changes; of those whose words have the letters that were meant, or are not ours to judge, only the spaces."""
    left = (
        without_letters(change) if changes_letters(change) and _are_right_letters(model, text, change) else change
        for change in suggested
    )
    return [change for change in left if change is not None]


def _are_right_letters(model: Model, text: str, change: Change) -> bool:
    """Whether letters that a change would replace were meant, or only grammar tells that they were not."""
    signs = (_is_broken_off, _is_half_of_line, _stands_twice)
    return is_grammar(model, text, change) or any(sign(text, change) for sign in signs)


def _is_broken_off(text: str, change: Change) -> bool:
    """Whether letters would be changed in a word that somebody broke off: `is he a righ- are you righty`."""
    return any(_is_cut(text, end) for _, _, end, _ in replacements(change))


def _is_cut(text: str, end: int) -> bool:
    """Whether a word that ends here (code points, exclusive) has a dash behind it, and white space behind that.

    >>> _is_cut("a righ- are you", 6), _is_cut("a well-known man", 6), _is_cut("teh - no", 3)
    (True, False, False)
    """
    return text[end : end + 1] in ("-", "–", "—") and (end + 1 == len(text) or text[end + 1].isspace())


_LINE_BROKEN = rf"[{ANY_HYPHEN}][ \t]*{LINE_END}"
"""A hyphen where a line ends."""


def _is_half_of_line(text: str, change: Change) -> bool:
    """Whether letters would be changed in half of a word that the end of a line broke: `coun-⏎cil`."""
    half = compiled(_LINE_BROKEN)
    return any(
        half.match(text, end) or _is_behind_broken_line(text, start) for _, start, end, _ in replacements(change)
    )


def _is_behind_broken_line(text: str, start: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    broken = before.rstrip()
    return broken[-1:] in HYPHENS and "\n" in before[len(broken) :]


def _stands_twice(text: str, change: Change) -> bool:
    """Whether letters would be changed in a word that the next or the last one repeats: `baked baked`."""
    tokens = change.around
    return any(
        normal(text[a.start : a.end]) == normal(text[b.start : b.end])
        for a, b in pairwise(tokens.between(change.first - 1, change.last + 1))
        if any(start in (a.start, b.start) for _, start, _, _ in replacements(change))
    )
