"""A small l that was read for the capital I of the pronoun, or of a word that opens a sentence: `l don't`, `lt's`.

Subtitles are full of it: the two letters look the same in most of the fonts that they are set in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import SMALL_L
from ..model import Model, load
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["PronounsRule"]

RULE = "misread-capital"

CONFIDENCE = 0.96
"""Counted: in 470 million characters of edited text a small l stands so 18 times, and all but one were read for I."""

USUAL = 9 * 1024
"""What a word costs at most that a sentence may begin with, in units of 1/1024 nat: it stands once in 8,000."""

# The patterns stay text until they are needed: most texts have none of it.

_VERBS = "|".join(
    [
        *("am", "was", "have", "had", "will", "would", "won['’]t", "can", "can['’]t", "cannot", "could", "couldn['’]t"),
        *("shall", "should", "may", "might", "must", "do", "don['’]t", "did", "didn['’]t", "never", "always", "just"),
        *("know", "knew", "think", "thought", "see", "saw", "say", "said", "hear", "heard", "feel", "felt", "believe"),
        *("want", "wanted", "need", "like", "love", "hope", "wish", "guess", "suppose", "mean", "went", "get", "got"),
        "told",
    ]
)
"""What stands behind the pronoun."""

_PRONOUN = rf"l(?=['’](?:d|ll|m|ve)(?![\w'’])| (?:{_VERBS})(?![\w'’-]))"
_OPENS = r"(?:(?<=[.!?…\"”] l)|(?<=\nl)|(?<![\s\S]l))"

_OPENING = rf"(?P<word>l{_OPENS}(?:[fnt][a-z]{{0,5}}(?:['’](?:d|ll|s))?|sn['’]t)) (?P<next>[a-z]+)(?=[ ,])"
"""A word that opens a sentence with what may be `If`, `In`, `Is`, `It` and what begins like them.

The letter comes first because the search for one character is fast.
"""

_IN_PROSE = r"(?:\A|[\s“\"‘(])\Z"
"""What is right before the pronoun: it is no unit, no option and no part of a word."""

_LETTER = r"(?:\b(?:an?|the|letters?|small|lower|[b-hj-zB-HJ-Z])\b|\d)\W{1,2}(?:(?:and|or)\s)?\Z"
"""What is before a small l that is meant as a letter or a unit: `k and l have`, `5 l`."""

BEFORE = 24
"""Code points before a place that tell what a small l is."""


@dataclass(frozen=True)
class PronounsRule(TriggeredRule):
    """Puts a capital I for a small l that is the pronoun, or the first letter of a sentence's first word.

    >>> page = Page("Yes, l don't know. lt's late, and l'll go. lf you see him, say so.")
    >>> [(edit.original, edit.text) for edit in PronounsRule().find(page)]
    [('l', 'I'), ('l', 'I'), ('l', 'I'), ('l', 'I')]

    Letters, units and commands stay:

    >>> list(PronounsRule().find(Page("Here k and l have loops. Here 5 l was all. ls lists them; use -l just so.")))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = SMALL_L
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such letter."""
        yield from _pronouns(page.text)
        yield from self._words(page.text)

    def _words(self, text: str) -> Iterator[Edit]:
        for match in compiled(_OPENING).finditer(text):
            found, word = match["word"], "i" + match["word"][1:].replace("’", "'")
            if _is_meant(load(self.language), found, word, match["next"]):
                yield _edit(match.start("word"), f"{word.capitalize()!r} stands so, and {found!r} does not")


def _is_meant(model: Model, found: str, word: str, following: str) -> bool:
    """Whether a usual word stands before another one, and what looks like it never does."""
    if not model.has_statistics(word) or model.rarity(word) > USUAL:
        return False
    behind, has_pair = model.number(following), model.tables.has_bigram
    return has_pair(model.number(word), behind) and not has_pair(model.number(found), behind)


def _pronouns(text: str) -> Iterator[Edit]:
    for match in compiled(_PRONOUN).finditer(text):
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if compiled(_IN_PROSE).search(before) and not compiled(_LETTER).search(before):
            yield _edit(match.start(), "the pronoun stands so before a verb, and l looks like it")


def _edit(place: int, reason: str) -> Edit:
    return Edit.of(RULE, place, place + 1, "I", CONFIDENCE, reason, original="l")
