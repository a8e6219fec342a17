"""The condition that a text is in, before anything in it is changed: damaged, without spaces, or no prose of ours."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..model import Model
from .decide import Change, changes_letters, insertions, is_misread, is_repeat, listed_meanings, replacements
from .keyboard import is_slip_on_keyboard
from .kinds import KNOWN, WORD
from .lexicon import is_commonest
from .tokens import Tokens

__all__ = [
    "FEW",
    "SURE_MARGIN",
    "glued_to_common",
    "is_badly_damaged",
    "is_mostly_glued",
    "is_spaceless",
    "is_strange",
    "misspelt",
    "most_changes",
]

SURE_MARGIN = 6.0
"""Nats from which on a change is counted as damage, whatever else is known of it."""

SURELY_MISSPELT = 10.0
"""Nats from which on a misspelling that a list has is one, whatever stands around it."""

BAD = 0.02
"""Share of damaged words from which on a text is read anew, with every word in doubt."""

SUPPOSED = 10
"""Words without damage that are supposed beside those that are there: a line has too few to go by."""

STRANGE_SHARE, ENOUGH_WORDS = 0.2, 15
"""Share of small words that are not known from which on a text is not the model's to judge, unless it is said to be
damaged; and the words from which on that can be told."""

UNREADABLE, LONG = 0.4, 200
"""Share of the words that would be changed from which on a text is none, where damaged prose has at most half of that;
and the words from which on that can be told."""

MOSTLY_MISTYPED, LEAST_MISTYPED = 0.5, 3
"""Share of the slips that are slips on a keyboard from which on someone typed in haste, and the least number."""

MOSTLY_GLUED, LEAST_GLUED = 0.5, 3
"""Share of the changes that part glued words from which on a text is prose without its spaces, and the least number."""

LONG_ENOUGH = 4
"""Letters of each of two words that tell the same as one of the commonest, if at least."""

FEW = 24
"""Visible characters from which on it can be told that no spaces are left; less may be a name."""

LEAST_LINE = 6
"""Visible characters of the shortest line without spaces that may have had some."""


def is_badly_damaged(tokens: Tokens, suggested: Sequence[Change]) -> bool:
    """Whether the surest changes of a first reading show so much damage that the text is to be read anew.

    One slip is no sign of another, and words that stand twice may be how somebody speaks.
    """
    sure = sum(change.margin >= SURE_MARGIN and not is_repeat(change) for change in suggested)
    return sure > 1 and sure > BAD * (tokens.count + SUPPOSED)


def most_changes(tokens: Tokens) -> int | None:
    """How many changes tell of a long text that it is none: `a=b;a=b;a=b;`, `é é é`. None for a short text.

    To look at each of them closely would take long, and come to nothing.
    """
    words = bytes(tokens.kind[: tokens.count]).count(WORD)
    return math.ceil(UNREADABLE * words) if words >= LONG else None


def is_strange(tokens: Tokens, of_today: frozenset[int] = frozenset()) -> bool:
    """Whether so many words are strange that a text is rather old spelling, dialect or another language than damage.

    Tokens that are `misspelt` as people and machines do today are not strange.
    """
    kinds, status, shapes = (bytes(column[: tokens.count]) for column in (tokens.kind, tokens.status, tokens.shape))
    words = kinds.count(WORD)
    odd = sum(known != KNOWN and shape == 0 for known, shape in zip(status, shapes, strict=True))
    odd -= sum(status[t] != KNOWN and shapes[t] == 0 for t in of_today)
    return words >= ENOUGH_WORDS and odd > STRANGE_SHARE * words


def misspelt(model: Model, text: str, suggested: Sequence[Change]) -> frozenset[int]:
    """The tokens that are misspelt as many people do, misread as machines do, or mistyped, for what is put in.

    However many there are, they tell of no other language and no other time: `thier adress`, `govemment`.
    Counter-example: lists have `ein` for `in` too, but a German phrase around it speaks against it.
    """
    sure = [change for change in suggested if change.margin >= SURELY_MISSPELT]
    listed = {change.first for change in sure if listed_meanings(model, text, change)}
    misread = (change for change in sure if any(is_misread(text[a:b], new) for _, a, b, new in replacements(change)))
    return frozenset(
        listed.union(_mistyped(text, suggested), *(range(change.first, change.last) for change in misread))
    )


def _mistyped(text: str, suggested: Sequence[Change]) -> set[int]:
    """The tokens in which fingers met the key beside the right one, where that is what most of the slips are.

    By chance some words of other languages are that near to words of this one, but not most of them.
    """
    respelt = [change for change in suggested if change.margin >= SURE_MARGIN and changes_letters(change)]
    mistyped = {
        change.first
        for change in respelt
        if any(is_slip_on_keyboard(text[a:b], word) for _, a, b, word in replacements(change))
    }
    return mistyped if len(mistyped) >= max(LEAST_MISTYPED, MOSTLY_MISTYPED * len(respelt)) else set()


def glued_to_common(model: Model, suggested: Sequence[Change]) -> frozenset[int]:
    """The tokens in which one of the commonest words of the language surely lost the space beside it: `onthe`.

    A word of one or two letters is in words of other languages too: `inden`, `onest`. Three known words and more tell
    the same, common or not, and two that are long: `goodstrongrope`, `fittedkitchen`.
    """
    return frozenset(
        change.first
        for change in suggested
        if change.margin >= SURE_MARGIN and insertions(change) and _are_of_language(model, change.words)
    )


def is_mostly_glued(suggested: Sequence[Change], glued: frozenset[int]) -> bool:
    """Whether so many of the changes part words that are `glued` that a text is prose which lost its spaces."""
    return len(glued) >= max(LEAST_GLUED, MOSTLY_GLUED * len(suggested))


def _are_of_language(model: Model, words: Sequence[int]) -> bool:
    if any(is_commonest(model.tables, word) and len(model.word(word)) > 2 for word in words):
        return True
    if min(words) < model.tables.first_word:
        return False
    return len(words) > 2 or all(len(model.word(word)) >= LONG_ENOUGH for word in words)


def is_spaceless(tokens: Tokens, expect_damage: bool) -> bool:
    """Whether a text has lost all of its spaces: few are left, and much of it is words too long to be words.

    Where damage is expected it is enough that a line has none.
    """
    if expect_damage and tokens.spaced < 2:  # the first token counts as one
        return bool(tokens.visible >= LEAST_LINE)
    return bool(tokens.run_on and tokens.visible >= FEW and tokens.spaced * 20 < tokens.visible < tokens.run_on * 3)
