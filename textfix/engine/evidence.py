"""What a text tells of itself before anything in it is changed: whether it is badly damaged."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Model
from .decide import Change, changes_letters, is_misread, is_repeat, listed_meanings, replacements
from .keyboard import are_swapped, is_slip_on_keyboard
from .kinds import KNOWN, WORD
from .tokens import Tokens

__all__ = [
    "FEW",
    "in_old_quotations",
    "is_badly_damaged",
    "is_old_spelling",
    "is_spaceless",
    "is_spelt_freely",
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

STRANGE_SHARE, ENOUGH = 0.2, 15
"""Share of small words that are not known from which on a text is not the model's to judge, unless it is said to be
damaged; and the words from which on that can be told."""

UNREADABLE, LONG = 0.4, 200
"""Share of the words that would be changed from which on a text is none, where damaged prose has at most half of that;
and the words from which on that can be told."""

MOSTLY_MISTYPED, LEAST_MISTYPED = 0.5, 3
"""Share of the slips that are slips on a keyboard from which on someone typed in haste, and the least number."""

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
    return words >= ENOUGH and odd > STRANGE_SHARE * words


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


def is_spaceless(tokens: Tokens, expect_damage: bool) -> bool:
    """Whether a text has lost all of its spaces: few are left, and much of it is words too long to be words.

    Where damage is expected it is enough that a line has none.
    """
    if expect_damage and tokens.spaced < 2:  # the first token counts as one
        return bool(tokens.visible >= LEAST_LINE)
    return bool(tokens.run_on and tokens.visible >= FEW and tokens.spaced * 20 < tokens.visible < tokens.run_on * 3)
