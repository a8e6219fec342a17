"""How words were spelt before spelling was fixed: what a text has of it, and where, is no damage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Model
from .decide import Change, changes_letters, replacements
from .keyboard import are_swapped
from .kinds import KNOWN, WORD
from .tokens import Tokens

__all__ = ["in_old_quotations", "is_old_spelling", "is_spelt_freely"]

OLD_SHARE, OLD_OF_ALL, OLD_WORDS = 0.4, 0.25, 2
"""The share of misspellings that are spellings of old from which on a text is left alone: of those that tell, and of
all; and the least number."""

OLD_OF_WORDS, OLD_ANYWHERE, A_PAGE = 0.02, 8, 400
"""The share of all words that they are at least, since chance makes some of them too; how many are enough in any text;
and the code points from which on two near each other may be chance."""

# The patterns stay text until they are needed: most texts have no misspelling.

_OF_ALL_TIMES = r"([b-df-hj-np-tv-xz])(?=\1)|([aiu])(?=\2)|[’']"
"""What is lost and doubled by slips of all times: consonants, some vowels, and apostrophes."""

_DOUBLED = r"(.)(?=\1)"
"""What else is doubled and lost by fingers, though it was written twice in the old days too: `thee`, `boks`."""

_SPELT_FREELY = (
    (r"y|ie", "i"),  # prai, citie
    (r"v", "u"),  # haue, vnto
    (r"[ou]+w?", "o"),  # shuld, yow, trobles
    (r"[ea]{2,}", "e"),  # wheare, beefore
    (r"(.)\1", r"\1"),  # nott, allso
    (r"e(?=s?$)", ""),  # himselfe, meanes
)
"""What was a matter of taste before spelling was fixed, and what stands for all of the ways."""

_FREE = frozenset("aeiouvwy")
"""The letters that come and go with that."""

QUOTATION = 30
"""Tokens on either side that may be of the same quotation."""

LONG_QUOTATION = 400
"""Code points before a place in which a quotation mark that opens is looked for."""

_IN_QUOTATION = r"(?:\A|[\s(])[\"“](?=\w)[^\"“”\n]*\Z"
"""A quotation mark that opens, and none behind it."""


def is_old_spelling(
    model: Model, text: str, tokens: Tokens, suggested: Sequence[Change], of_today: frozenset[int]
) -> bool:
    """Whether many of the misspellings are words spelt as they were before spelling was fixed.

    Where nothing else is strange, those of tokens that are `misspelt` do not count: `untill it occured`. To write a
    consonant twice, or once, is a slip of all times, as is a lost apostrophe: it tells neither way.
    """
    old = _old_spellings([_misspellings(model, text, change, of_today) for change in suggested])
    least = min(OLD_ANYWHERE, max(OLD_WORDS, OLD_OF_WORDS * tokens.count))
    return old.unlisted >= least or (old.every >= least and _leaves_strange(tokens, suggested))


def in_old_quotations(model: Model, text: str, suggested: Sequence[Change], of_today: frozenset[int]) -> frozenset[int]:
    """The tokens whose changes have spellings of old near them: an author of today quotes one of then."""
    misspellings = [_misspellings(model, text, change, of_today) for change in suggested]
    if sum(counts.old > 0 for counts in misspellings) < OLD_WORDS:
        return frozenset()
    firsts = [change.first for change in suggested]
    is_told = len(text) < A_PAGE or sum(counts.surely_old for counts in misspellings) >= OLD_ANYWHERE
    least = OLD_WORDS if is_told else OLD_WORDS + 1

    def is_quoted(change: Change) -> bool:
        first, last = change.first - QUOTATION, change.first + QUOTATION
        old = _old_spellings(misspellings[bisect_left(firsts, first) : bisect_right(firsts, last)])
        # In quotation marks even those are old that people make today: `we shuld wynne it`.
        return old.unlisted >= least or (old.every >= OLD_WORDS and _is_in_quotation_marks(text, change))

    return frozenset(change.first for change in suggested if changes_letters(change) and is_quoted(change))


def _is_in_quotation_marks(text: str, change: Change) -> bool:
    place = change.pieces[0][1]
    return re.search(_IN_QUOTATION, text[max(0, place - LONG_QUOTATION) : place]) is not None


class _Misspellings(NamedTuple):
    """How many misspellings a change has, how many of them tell of a time, and how many are spellings of old.

    What is a slip of all times does not tell. Of those of old, `surely_old` are no slips of fingers either. `is_listed`
    tells whether a list of today's has them.
    """

    every: int
    telling: int
    old: int
    surely_old: int
    is_listed: bool


def _misspellings(model: Model, text: str, change: Change, of_today: frozenset[int]) -> _Misspellings:
    every = [(text[a:b], word) for _, a, b, word in replacements(change)]
    telling = [pair for pair in every if not _is_slip_of_all_times(*pair)]
    old = [pair for pair in telling if _is_old_spelling_of(model, *pair)]
    surely_old = sum(not _is_slip_of_fingers(*pair) for pair in old)
    return _Misspellings(len(every), len(telling), len(old), surely_old, change.first in of_today)


class _OldSpellings(NamedTuple):
    """How many misspellings are spellings of old, and how many of them no list of today's has."""

    every: int
    unlisted: int


def _old_spellings(counts: Sequence[_Misspellings]) -> _OldSpellings:
    """The spellings of old among the misspellings of some changes.

    None where they are too small a share of these, or may all be slips of fingers.
    """
    every, telling, old, surely_old = (sum(each[column] for each in counts) for column in range(4))
    if not surely_old or old < max(OLD_SHARE * telling, OLD_OF_ALL * every):
        return _OldSpellings(0, 0)
    return _OldSpellings(old, sum(each.old for each in counts if not each.is_listed))


def _is_old_spelling_of(model: Model, found: str, word: str) -> bool:
    """Whether a word is spelt as another was before spelling was fixed."""
    return is_spelt_freely(found, word) or model.knows(_with_u_and_v(found))


def is_spelt_freely(found: str, word: str) -> bool:
    """Whether all that tells two words apart was a matter of taste before spelling was fixed: `trobles`, `troubles`."""
    is_alike = set(found.lower()) - _FREE == set(word.lower()) - _FREE
    return is_alike and _spelt_plainly(found) == _spelt_plainly(word)


def _with_u_and_v(found: str) -> str:
    """A word as it is spelt since u and v are two letters; empty where that makes no difference.

    >>> _with_u_and_v("vnto"), _with_u_and_v("riuer"), _with_u_and_v("house")
    ('unto', 'river', '')
    """
    word = re.sub(r"\bv(?=[^aeiouy])", "u", re.sub(r"(?<=[aeiou])u(?=[aeiouy])", "v", found.lower()))
    return word if word != found.lower() else ""


def _is_slip_of_all_times(found: str, word: str) -> bool:
    """Whether only such slips tell two words apart: `comittee`, `dont`, but not `himselfe`, `hee`."""
    return re.sub(_OF_ALL_TIMES, "", found.lower()) == re.sub(_OF_ALL_TIMES, "", word.lower())


def _is_slip_of_fingers(found: str, word: str) -> bool:
    """Whether letters that are doubled or swapped are all that tells two words apart: `thee`, `gaers`."""
    found, word = found.lower(), word.lower()
    return re.sub(_DOUBLED, "", found) == re.sub(_DOUBLED, "", word) or are_swapped(found, word)


def _leaves_strange(tokens: Tokens, suggested: Sequence[Change]) -> bool:
    """Whether there is a strange word in small letters that no change makes anything of."""
    changed = {t for change in suggested for t in range(change.first, change.last)}
    kinds, status, shapes = (bytes(column[: tokens.count]) for column in (tokens.kind, tokens.status, tokens.shape))
    looks = enumerate(zip(kinds, status, shapes, strict=True))
    return any(kind == WORD and known != KNOWN and shape == 0 and t not in changed for t, (kind, known, shape) in looks)


@lru_cache(maxsize=1024)
def _spelt_plainly(word: str) -> str:
    """One spelling for all that a word had when everyone spelt as they heard it.

    >>> _spelt_plainly("wheare") == _spelt_plainly("where"), _spelt_plainly("teh") == _spelt_plainly("the")
    (True, False)
    """
    plain = word.lower()
    for pattern, letters in _SPELT_FREELY:
        plain = re.sub(pattern, letters, plain)
    return plain
