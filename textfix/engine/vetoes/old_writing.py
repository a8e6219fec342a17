"""Words of old writing, of verse and of dialect: what is not spelt as it is today was not always misspelt."""

from __future__ import annotations

import re
from functools import lru_cache

from ...model import Model
from ...patterns import compiled
from ..decide import Change, replacements
from ..vocabulary import NOT_OF_TODAY, normal
from .circumstances import Circumstances

__all__ = [
    "has_old_ending",
    "is_elision",
    "is_in_old_quotation",
    "is_in_old_text",
    "is_near_old_words",
    "is_not_of_today",
    "loses_accent",
]


def is_not_of_today(here: Circumstances, change: Change) -> bool:
    """Whether a word of old writing or dialect would become another: `bury thy dead`.

    Counter-example: `thy were late` lost a letter.
    """
    old = {
        token.start
        for token in change.around.between(change.first, change.last)
        if token.number in _not_of_today(here.model)
    }
    return any(start in old and len(new) <= end - start for _, start, end, new in replacements(change))


def is_near_old_words(here: Circumstances, change: Change) -> bool:
    """Whether a word that would get other letters is near such a word: `behold how publick liberty`.

    Counter-example: `thee milk` is no sign of old writing, since keys stick.
    """
    return not _not_of_today(here.model).isdisjoint([token.number for token in change.around.tokens])


@lru_cache(maxsize=4)
def _not_of_today(model: Model) -> frozenset[int]:
    """The numbers of these words that a model knows."""
    return frozenset(filter(lambda number: number >= model.tables.first_word, map(model.number, NOT_OF_TODAY)))


def is_in_old_text(here: Circumstances, _: Change) -> bool:
    """Whether the text as a whole is spelt as texts were before spelling was fixed."""
    return here.old


def is_in_old_quotation(here: Circumstances, change: Change) -> bool:
    """Whether spellings of old stand near: an author of today quotes one of then."""
    return change.first in here.in_old_quotations


def has_old_ending(here: Circumstances, change: Change) -> bool:
    """Whether letters would be changed in a verb as `thou` has it: `can'st`, `see'st`."""
    return any(normal(here.text[start:end]).endswith("'st") for _, start, end, _ in replacements(change))


_SPOKEN = "[èé]ds?$|[æœ]"
"""What stands in few words of English, and nobody types by accident: `learnèd`, `antennæ`."""


def loses_accent(here: Circumstances, change: Change) -> bool:
    """Whether a letter of verse or of Latin would go with nothing like it put in."""
    spoken = compiled(_SPOKEN)
    replaced = [(here.text[start:end].lower(), new) for _, start, end, new in replacements(change)]
    return any(new.isascii() and not found.isascii() and spoken.search(found) for found, new in replaced)


def is_elision(here: Circumstances, change: Change) -> bool:
    """Whether letters would be put in for an apostrophe: `pop'lar` and `asham'd` are spelt as they are said."""
    replaced = [(here.text[start:end], new) for _, start, end, new in replacements(change)]
    return any(_is_elided(normal(found), normal(new)) for found, new in replaced)


def _is_elided(found: str, word: str) -> bool:
    """Whether a word lacks just the letters for which apostrophes stand inside another.

    >>> _is_elided("asham'd", "ashamed"), _is_elided("did't", "didn't"), _is_elided("im'portant", "important")
    (True, False, False)
    """
    if "'" not in found or len(word) < len(found):
        return False
    parts = [re.escape(part) for part in found.split("'")]
    return all(parts) and re.fullmatch("[a-z]+".join(parts), word) is not None
