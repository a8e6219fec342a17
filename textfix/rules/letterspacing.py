"""Words that were set with a space behind each letter: `the l e t t e r s of it`, `C O N T E N T S`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import LETTERSPACED
from ..engine.vocabulary import ALPHABET
from ..model import Model, load
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["LetterspacingRule"]

RULE = "letterspacing"

SURE = 0.97
"""Four letters in a row and more are a word by chance only where somebody lists them."""

LEAST = 4
"""Letters of the shortest word."""

_APART = r"(?<![\w.'’&/-])[^\W\d_](?: [^\W\d_])+(?![\w'’&/-]| [^\W\d_](?!\w))"


@dataclass(frozen=True)
class LetterspacingRule(TriggeredRule):
    """Puts the letters together, if they are a word, alone or behind `a` or `I`.

    >>> [(edit.original, edit.text) for edit in LetterspacingRule().find(Page("It was a l e t t e r to T O D D."))]
    [('l e t t e r', 'letter'), ('T O D D', 'TODD')]

    Letters that are no word stay, and so do short words:

    >>> list(LetterspacingRule().find(Page("Sections A B D F, grades A B C D, and w h y is not told.")))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = LETTERSPACED
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word."""
        for match in _apart(page):
            letters = match[0]
            for found in (letters, letters[2:] if letters[0] in "aAI" else ""):
                if _is_word(load(self.language), found):
                    yield _edit(match.end() - len(found), found)
                    break


def _apart(page: Page) -> Iterator[re.Match[str]]:
    """The rows of letters with one space between each two, from the first of a row that may begin one."""
    text, row = page.text, re.compile(_APART)
    done = 0
    for end in page.shape_ends[LETTERSPACED]:
        if end >= done:
            # A shape ends behind a letter, a space and a letter, and there are two code points from letter to letter.
            starts = range(_first(text, end - 3, done), end, 2)
            if match := next(filter(None, (row.match(text, start) for start in starts)), None):
                yield match
                done = match.end()


def _first(text: str, start: int, least: int) -> int:
    """Where a row of letters begins that the letter at `start` is of, or `least`, before which another one ended."""
    while start - 2 >= least and text[start - 1] == " " and text[start - 2].isalpha():
        start -= 2
    return start


def _edit(start: int, found: str) -> Edit:
    word = found.replace(" ", "")
    reason = f"{word!r} is a word, and its letters are set apart"
    return Edit.of(RULE, start, start + len(found), word, SURE, reason, original=found)


def _is_word(model: Model, apart: str) -> bool:
    """Whether letters with spaces between are a word of the lexicon in one of the usual cases."""
    word = apart.replace(" ", "")
    if len(word) < LEAST or not (word.isupper() or word[1:].islower()) or word.lower() in ALPHABET:
        return False
    if len(set(word)) == 1:
        return False  # a map or a table: `X X X X`
    return model.has_statistics(word)
