"""Letters that came out as one mark: `o\ufffdce` and `?rst`, which fonts have as one, and `clich\ufffd`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import APOSTROPHE, REPLACEMENT, places_of
from ..model import UNKNOWN, Model, load
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["LettersRule"]

RULE = "lost-letter"

SURE = 0.97
"""Counted: in 120 million characters of edited text nothing else is written so."""

LIGATURES = ("fi", "ff", "fl", "ffi", "ffl", "ti", "tt", "ft", "tf")
"""Letters that fonts have as one, the last four those of word processors."""

ACCENTED = tuple("éèêëáàâäãåíìîïóòôöõøúùûüñçß")
"""Letters of Latin-1 that become a replacement character where it is read as UTF-8."""

RARER = 4 * 1024
"""How much less usual, in units of 1/1024 nat, all else must be than the word that is taken."""

_MARKS = "?\ufffd"
_WORD = r"[?\ufffd](?:(?<=[^\W\d_].)|(?<![^\s(\[\"'“‘-].))[^\W\d_]{2,}|\ufffd(?<=[^\W\d_]{3}.)s?(?![^\W_])"
_BEFORE = r"[^\W\d_]*\Z"

LONGEST = 30
"""Letters before a mark that are looked at."""


@dataclass(frozen=True)
class LettersRule(TriggeredRule):
    """Puts the letters back where just one of those that get lost makes a word of what was none.

    >>> [edit.text for edit in LettersRule().find(Page("The ?rst o\ufffdce of a signi?cant clich\ufffd."))]
    ['fi', 'ffi', 'fi', 'é']

    Marks that do their own work stay, and so does what may have been several letters:

    >>> list(LettersRule().find(Page("Is it?She asked: ?at what? The ma\ufffde.")))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = APOSTROPHE | REPLACEMENT
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each mark."""
        word = re.compile(_WORD)
        for place in sorted(places_of(page.text, _MARKS)):
            if match := word.match(page.text, place):
                yield from self._repaired(page.text, match)

    def _repaired(self, text: str, match: re.Match[str]) -> Iterator[Edit]:
        place, behind = match.start(), match[0][1:]
        found = re.compile(_BEFORE).search(text, max(0, place - LONGEST), place)
        before = found[0] if found else ""
        candidates = LIGATURES if text[place] == "?" else LIGATURES + ACCENTED
        letters = _lost(load(self.language), before, behind, candidates)
        if letters:
            reason = f"{before + letters + behind!r} is a word, and {letters!r} gets lost so"
            yield Edit.of(RULE, place, place + 1, letters, SURE, reason, original=text[place])


def _lost(model: Model, before: str, behind: str, candidates: tuple[str, ...]) -> str:
    """The letters that make a word of two parts, much more usual than any other and than the two; empty for none."""
    costs = {letters: model.rarity(before + letters + behind) for letters in candidates}
    if behind == "s":
        costs = {letters: min(cost, model.rarity(before + letters)) for letters, cost in costs.items()}
    best, second, *_ = sorted(candidates, key=costs.__getitem__)
    is_surest = costs[best] + RARER <= costs[second] and costs[best] < UNKNOWN
    return best if is_surest and costs[best] < _apart(model, before, behind) else ""


def _apart(model: Model, before: str, behind: str) -> int:
    """What a word must cost less than, given its parts: two words, each by itself, are rather a mark between them.

    At the end of a word only a mark that closes a quotation may have been lost instead, and few words are quoted.
    """
    if behind in _ENDINGS:
        return model.rarity(before)
    return sum(model.rarity(part) for part in (before, behind) if part) - RARER


_ENDINGS = ("", "s")
"""What may stand behind the last letter of a word."""
