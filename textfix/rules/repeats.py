"""Words that stand at the end of a line and again where the next one begins, and two that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import ARTICLE_AGAIN, LINE_END, articles_again
from ..engine.vocabulary import NEVER_TWICE
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["LineEndRepeatsRule", "PhraseRepeatsRule"]

RULE = "repeated-word"
"""What the engine reports too, for words within a line."""

CONFIDENCE = 0.95
"""No sentence has such a word twice, and where lines end nobody sees it."""

LEAST_LINE = 30
"""Code points of the shortest line that prose was broken into: shorter ones may be of a table or a list."""

# The patterns stay text until they are needed: to compile them would slow down the start.

_WORDS = "|".join(sorted(NEVER_TWICE, key=len, reverse=True))

_LINE_START = rf"\n[ \t]*(?P<word>{_WORDS})[ \t]+(?=[a-z])"

_PHRASE = r" the (?P<word>about|as|at|between|by|for|from|in|into|is|of|on|over|than|that|to|under|was|when|with) the "
"""Counted: 28 times in 470 million characters of edited text the same word stands before this, and all are slips."""


@dataclass(frozen=True)
class LineEndRepeatsRule(TriggeredRule):
    r"""Takes the second of two words away between which a line ends; the line end stays.

    >>> page = Page("It was the longest and the best of\nof all the days that we had.")
    >>> [(edit.start, edit.end, edit.text) for edit in LineEndRepeatsRule().find(page)]
    [(35, 38, '')]

    What may well be said twice stays:

    >>> list(LineEndRepeatsRule().find(Page("It was the longest of all days that\nthat man has seen.")))
    []
    """

    triggers: ClassVar[int] = LINE_END
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word that is repeated."""
        for match in re.finditer(_LINE_START, page.text):
            if _ends_line(page.text, match.start(), match["word"]):
                start, end = match.start("word"), match.end()
                yield Edit.of(
                    RULE, start, end, "", CONFIDENCE, f"{match['word']!r} stands at the end of the line before"
                )


@dataclass(frozen=True)
class PhraseRepeatsRule(TriggeredRule):
    """Takes a small word and its article away where both stand right before already.

    >>> [(edit.start, edit.original) for edit in PhraseRepeatsRule().find(Page("He was born in the in the summer."))]
    [(14, ' the in')]

    Other words may stand there again:

    >>> list(PhraseRepeatsRule().find(Page("The man in the car by the house in the street.")))
    []
    """

    triggers: ClassVar[int] = ARTICLE_AGAIN
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each pair of words."""
        for match in _phrases(page.text):
            word, (start, end) = match["word"], (match.start(), match.end("word"))
            before = page.text[max(0, start - len(word) - 1) : start].lower()
            if before.endswith(word) and not before.removesuffix(word).isalnum():
                reason = f"'{word} the' stands there already"
                yield Edit.of(RULE, start, end, "", CONFIDENCE, reason, original=page.text[start:end])


def _phrases(text: str) -> Iterator[re.Match[str]]:
    phrase, done = compiled(_PHRASE), 0
    for place in articles_again(text):
        if place >= done and (match := phrase.match(text, place)):
            done = match.end()
            yield match


def _ends_line(text: str, line_end: int, word: str) -> bool:
    """Whether a line of prose ends with this word, which nothing is glued to."""
    line = text[text.rfind("\n", 0, line_end) + 1 : line_end].rstrip()
    return len(line) >= LEAST_LINE and line.endswith(f" {word}")
