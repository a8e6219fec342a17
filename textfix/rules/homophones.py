"""Words that sound alike, where the next word tells that the other one was meant: `Its a shame`, `better then this`.

Most of what people confuse is told by the words on both sides, which the engine weighs. What stands here is wrong
whatever is around it; such errors are in all text, and so frequent that counts do not speak against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from ..edits import Edit
from ..patterns import compiled
from ..pipeline import GlancingRule, Page, Proposal

__all__ = ["HomophonesRule"]

RULE = "wrong-word"

CONFIDENCE = 0.96
"""Counted: 470 million characters of edited text and of reviews have some 550 of them, and a hundred that were read
were errors."""

BEFORE, BEHIND = 12, 24
"""Code points on either side that are looked at."""

_COMPARATIVES = "|".join(
    [
        *("better", "worse", "more", "less", "fewer", "rather"),  # irregular ones
        *("bigger", "smaller", "larger", "greater", "higher", "lower", "longer", "shorter", "older", "younger"),
        *("faster", "slower", "stronger", "weaker", "easier", "harder", "cheaper"),
    ]
)
_STANDARD = "an?|the|this|that|these|those|any|my|your|his|her|its|our|their|me|him|us|them|ever|just|most|one|two"
"""How what something is compared with begins."""

_STATE = "an?|not|sure|so|sorry|going|looking|trying|glad|afraid|happy|really|very"
"""How what somebody says to be begins."""

_APART = r"(?:\A|[^\w'’@/.-])\Z"
"""What is before a word that is no part of a name."""

_ARTICLE = r"an?(?! (?:cappella|la|posteriori|priori)\b)"
"""An article, and none of the words of other languages that look like one."""

_NOT = r"not(?! (?:\w+ing|(?:dis|im|in|un)\w+)\b)"
"""The word, but not in `as to its not being right` and `its not inconsiderable virtues`."""


class _Confusion(NamedTuple):
    """A word that is wrong where it stands between what these patterns match, and the one that was meant.

    What `behind` matches must end there, and be no part of a compound.
    """

    word: str
    before: str
    behind: str
    meant: str


_CONFUSIONS = tuple(
    _Confusion(word, before, rf"(?:{behind})(?![\w'’-])", meant)
    for word, before, behind, meant in (
        # An article belongs to nobody, and `not` seldom does.
        ("Its", _APART, rf"{_ARTICLE}|the|{_NOT}", "It's"),
        ("its", _APART, rf"{_ARTICLE}|the|{_NOT}", "it's"),
        ("Your", _APART, rf"{_ARTICLE}|{_NOT}", "You're"),
        ("your", _APART, rf"{_ARTICLE}|{_NOT}", "you're"),
        # The same word stands before German ones, and in the name of a bank.
        ("Im", _APART, _STATE, "I'm"),
        # What something is compared with follows no time.
        ("then", rf"\b(?:{_COMPARATIVES}) \Z", _STANDARD, "than"),
    )
)


@dataclass(frozen=True)
class HomophonesRule(GlancingRule):
    """Puts the word that was meant.

    >>> page = Page("Its a shame that your not here. It was better then the last one, and Im sure of it.")
    >>> [(edit.original, edit.text) for edit in HomophonesRule().find(page)]
    [('Its', "It's"), ('your', "you're"), ('Im', "I'm"), ('then', 'than')]

    The same words stay where they are right:

    >>> list(HomophonesRule().find(Page("Its end, as to its not being near, its a priori rank. He felt better then.")))
    []
    """

    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such word."""
        return _found(page.text)

    def passes(self, text: str) -> bool:
        """Whether there is no such word in a text."""
        for confusion in _CONFUSIONS:  # a loop, since `any` would take longer than most glances do
            if confusion.word in text:
                return next(_found(text), None) is None
        return True


def _found(text: str) -> Iterator[Edit]:
    for confusion in _CONFUSIONS:
        for start in _places(text, f"{confusion.word} "):
            end = start + len(confusion.word)
            if _is_between(text, start, end, confusion):
                meant = confusion.meant.replace("'", "’" if "’" in text else "'")
                reason = f"{text[end + 1 : end + BEHIND].split()[0]!r} follows {meant!r}, and not {confusion.word!r}"
                yield Edit.of(RULE, start, end, meant, CONFIDENCE, reason, original=confusion.word)


def _places(text: str, letters: str) -> Iterator[int]:
    place = text.find(letters)
    while place >= 0:
        yield place
        place = text.find(letters, place + 1)


def _is_between(text: str, start: int, end: int, confusion: _Confusion) -> bool:
    before = compiled(confusion.before).search(text[max(0, start - BEFORE) : start])
    return before is not None and compiled(confusion.behind).match(text[end + 1 : end + BEHIND]) is not None
