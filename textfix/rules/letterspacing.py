"""Words that were set with a space behind each letter: `the l e t t e r s of it`, `C O N T E N T S`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import LETTERSPACED
from ..model import Model, load
from ..pipeline import Page, Proposal

__all__ = ["LetterspacingRule"]

RULE = "letterspacing"

SURE = 0.97
"""Four letters in a row and more are a word by chance only where somebody lists them."""

LEAST = 4
"""Letters of the shortest word."""

_APART = r"(?<![\w.'’&/-])[^\W\d_](?: [^\W\d_])+(?![\w'’&/-]| [^\W\d_](?!\w))"


@dataclass(frozen=True)
class LetterspacingRule:
    """Puts the letters together, if they are a word, alone or behind `a` or `I`.

    >>> [(edit.original, edit.text) for edit in LetterspacingRule().find(Page("It was a l e t t e r to T O D D."))]
    [('l e t t e r', 'letter'), ('T O D D', 'TODD')]

    Letters that are no word stay, and so do short words:

    >>> list(LetterspacingRule().find(Page("Sections A B D F, and w h y is not told.")))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = LETTERSPACED

    @property
    def names(self) -> tuple[str, ...]:
        """The one name under which it reports."""
        return (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word."""
        for match in re.finditer(_APART, page.text):
            letters = match[0]
            for found in (letters, letters[2:] if letters[0] in "aAI" else ""):
                if _is_word(load(self.language), found):
                    yield _edit(match.end() - len(found), found)
                    break


def _edit(start: int, found: str) -> Edit:
    word = found.replace(" ", "")
    reason = f"{word!r} is a word, and its letters are set apart"
    return Edit.of(RULE, start, start + len(found), word, SURE, reason, original=found)


def _is_word(model: Model, apart: str) -> bool:
    """Whether letters with spaces between are a word of the lexicon in one of the usual cases."""
    word = apart.replace(" ", "")
    if len(word) < LEAST or not (word.isupper() or word[1:].islower()):
        return False
    return model.has_statistics(word)
