"""Words of other languages, and marks as those set them: what is not of the model's language is not its to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...model import Model
from ...patterns import compiled
from ..condition import is_mostly_glued
from ..decide import Change, Neighbourhood, are_parted, changes_letters, deletions, replacements
from ..kinds import BROKEN, KNOWN, MARK, SPACED, STRANGE, WORD
from ..lexicon import WELL_KNOWN, is_among, is_commonest, is_rare
from ..tables import Tables
from ..tokens import Token
from ..vocabulary import COMMONEST, SELDOM, normal
from .circumstances import EXPECTED, Circumstances

__all__ = [
    "has_rarer_company",
    "is_among_strangers",
    "is_before_french",
    "is_behind_french",
    "is_foreign",
    "is_foreign_to_both_sides",
    "is_set_apart",
    "sets_all_apart",
]


class OddShare(NamedTuple):
    """The shares of the words around a place from which on it is foreign: strange or rare ones.

    `among_common` is for places that have one of the commonest words of the language, `alone` for those that have none.
    """

    among_common: float
    alone: float


ODD, ODD_WHERE_DAMAGED, ODD_WHERE_EXPECTED = OddShare(0.15, 0), OddShare(0.25, 0), OddShare(0.6, 0.35)
"""In text as it comes, in text that shows much damage, and in text that the caller takes for badly damaged."""

RARER, LEAST_RARE = 1.5, 2
"""Rare words for one of the commonest from which on a place is foreign where no damage shows, and the least number."""

NEAR_TO_MANY = 3
"""Letters of a word that is near to many others, at most."""

ENOUGH_AROUND = 6
"""Words around a place from which on it can be told."""

SET_APART = ("!", "?", ";", ":")
"""Marks that French sets apart from the word before them."""


def is_foreign(here: Circumstances, change: Change) -> bool:
    """Whether none of the words around a change is one of the commonest of the language, or too many are odd.

    Dialect and old spelling have the common words and many odd ones: `put hys hande into hys sackes`. A short title
    or a row of names has no common one: `Jorge Ag uilar-Agon holds thef ollowing appointments`. Tokens that are
    misspelt as many people do are not odd. In those that are glued there is one of the commonest words.
    """
    around, (words, odd, commonest, _) = change.around, _company_of(here.tables, change, here.of_language)
    if words < ENOUGH_AROUND:
        return False
    odd_share = _odd_share(here)
    if commonest or not here.glued.isdisjoint(range(around.first, around.last)):
        return odd > odd_share.among_common * words
    return odd >= odd_share.alone * words


def _odd_share(here: Circumstances) -> OddShare:
    if here.damage & EXPECTED or (here.damaged and is_mostly_glued(here.suggested, here.glued)):
        return ODD_WHERE_EXPECTED
    return ODD_WHERE_DAMAGED if here.damaged else ODD


def has_rarer_company(here: Circumstances, change: Change) -> bool:
    """Whether the words around a change are rarely met in the language, and few of them are among its commonest.

    Many words of other languages are names in this one, and known: `Schrift ist der Name der Datei`.
    """
    _, _, commonest, rare = _company_of(here.tables, change, here.of_language)
    return rare >= max(LEAST_RARE, RARER * commonest)


def _company_of(tables: Tables, change: Change, misspelt: frozenset[int]) -> Iterator[int]:
    """How many words there are around a change, and how many of them are odd, among the commonest, and rare."""
    changed = range(change.first, change.last)
    company = _company(tables, change.around, misspelt)
    return (len(places) - len(places.intersection(changed)) for places in company)


class _Company(NamedTuple):
    """Which tokens of a neighbourhood are words, odd ones, one of the commonest of the language, and rare ones."""

    words: frozenset[int]
    odd: frozenset[int]
    commonest: frozenset[int]
    rare: frozenset[int]


@lru_cache(maxsize=1)
def _company(tables: Tables, around: Neighbourhood, misspelt: frozenset[int]) -> _Company:
    """The words of a neighbourhood; the changes in it, which may be many, come one after another.

    What the caller protects is code or the like, and of no language; the caller's words are none of another.
    """
    tokens = enumerate(around.tokens, around.first)
    words = [(i, token) for i, token in tokens if token.kind == WORD and i not in around.guarded]
    odd = frozenset([i for i, token in words if token.status != KNOWN and token.shape == 0])
    ranks = range(tables.first_word, tables.first_word + COMMONEST)
    commonest = frozenset([i for i, token in words if token.number in ranks])
    rare = frozenset([i for i, token in words if token.shape == 0 and is_rare(tables, token)])
    known = misspelt | around.own
    return _Company(frozenset([i for i, _ in words]), odd - known, commonest, rare - known)


def is_set_apart(here: Circumstances, change: Change) -> bool:
    """Whether a mark loses the space before it in a paragraph that may be of a language that sets such marks apart.

    A few words tell it: `Il dit : "C'est super !"` has more rare words than common ones, whatever the paragraphs
    around it are.
    """
    if not any(
        rule == "punctuation-space" and here.text.startswith(SET_APART, end) for rule, _, end, _ in change.pieces
    ):
        return False
    words = [token for token in _paragraph(here.text, change) if token.kind == WORD]
    common = sum(is_commonest(here.tables, token.number) for token in words)
    rare = sum(is_rare(here.tables, token) for token in words)
    return rare > common


_AROUND = 2_000
"""Code points on either side in which it is seen how a text sets its marks."""

_SETS_ALL_APART = 3
"""Marks with a space before them, and none without, that tell it."""

_APART, _CLOSE, _WRONG = r"\w [!?;:](?!\S)", r"\w[!?;:](?!\S)", r"\w [,.](?!\S)"


def sets_all_apart(here: Circumstances, change: Change) -> bool:
    """Whether whoever wrote this sets such marks apart, as the French do, and no others: then no space was added."""
    place = next((end for _, end in deletions(change) if here.text[end : end + 1] in SET_APART), None)
    if place is None:
        return False
    near = here.text[max(0, place - _AROUND) : place + _AROUND]
    apart = len(re.findall(_APART, near))
    return apart >= _SETS_ALL_APART and not re.search(_CLOSE, near) and not re.search(_WRONG, near)


def is_behind_french(here: Circumstances, change: Change) -> bool:
    """Whether a mark loses the space before it behind words of a language that sets such marks apart.

    They tell it though the sentence around them is of the model's language: `I said: Très bien, merci ! Then`.
    """
    places = [end for _, end in deletions(change) if here.text[end : end + 1] in SET_APART]
    return any(_are_foreign(here.tables, here.text, _clause(here.text, change, place)) for place in places)


_ELISION = r"\s[dl]['’][aeiouhéêè]"


def is_before_french(here: Circumstances, change: Change) -> bool:
    """Whether a word that would get other letters has one behind it that French runs together: `raison d'être`."""
    return any(compiled(_ELISION).match(here.text, end) for _, _, end, _ in replacements(change))


_LAST = 3
"""Words before a mark of which half tell that they are of another language, or any that has an accent as well."""


def _are_foreign(tables: Tables, text: str, words: Sequence[Token]) -> bool:
    """Whether these words, of which the last is no name, are of another language."""
    if not words or not is_rare(tables, words[-1]) or (len(words) > 1 and words[-1].shape != 0):
        return False
    rare = [token for token in words if is_rare(tables, token)]
    accented = any(not normal(text[token.start : token.end]).isascii() for token in rare)
    last = words[-_LAST:]
    return accented or 2 * sum(is_rare(tables, token) for token in last) >= len(last)


def _clause(text: str, change: Change, place: int) -> list[Token]:
    """The words before a place back to a mark that ends a clause, or to the beginning of the line."""
    around = change.around
    words: list[Token] = []
    for token in around.between(around.first, around.last):
        if token.start >= place:
            break
        if token.gap == BROKEN or (token.kind == MARK and text[token.start] in _ENDS_CLAUSE):
            words.clear()
        if token.kind == WORD:
            words.append(token)
    return words


_ENDS_CLAUSE = '.!?;:“"«('


def _paragraph(text: str, change: Change) -> list[Token]:
    """The tokens near a change that no empty line parts from it."""
    around, first, last = change.around, change.first, change.last
    while first > around.first and not are_parted(text, around[first - 1], around[first]):
        first -= 1
    while last < around.last and not are_parted(text, around[last - 1], around[last]):
        last += 1
    return around.between(first, last)


def is_among_strangers(here: Circumstances, change: Change) -> bool:
    """Whether a word is replaced right beside a strange one, as in phrases of other languages.

    Two slips side by side are rarer than that where text is not badly damaged, but for tokens that are `misspelt`, as
    many people do. A short word, which is near to many, is left alone also beside an abbreviation in small letters:
    `az aks` is a command.
    """
    if not changes_letters(change):
        return False
    around, first, last = change.around, change.first, change.last
    sides = ((first - 1, first), (last, last))  # a neighbour, and the token that the gap to it stands before
    near = [(index, behind) for index, behind in sides if around.first <= index < around.last]
    told = [(index, behind) for index, behind in near if index not in here.misspelt and index not in around.guarded]
    beside = [around[index] for index, behind in told if around[behind].gap == SPACED]
    is_short = around[last - 1].end - around[first].start <= NEAR_TO_MANY
    return any(_is_stranger(token) or (is_short and _is_command(here.model, token)) for token in beside)


def _is_stranger(token: Token) -> bool:
    return token.kind == WORD and token.status == STRANGE and token.shape == 0


def _is_command(model: Model, token: Token) -> bool:
    """Whether a word that is mostly written in capitals, as `AZ` is, stands there in small letters."""
    if token.kind != WORD or token.shape != 0 or token.number < model.tables.first_word:
        return False
    lower, first, upper, _ = model.case_costs(token.number)
    return lower >= SELDOM and upper < min(lower, first)


FOREIGN_LETTERS = 3
"""Letters of a word that other languages have too, at most."""


def is_foreign_to_both_sides(here: Circumstances, change: Change) -> bool:
    """Whether a short word that would get other letters has words beside it, and none that is usual: `Gott ist tot`.

    Or it has none, and is a syllable: `pronounced "Yor-vik"`.
    """
    around = change.around
    replaced = [(start, end) for rule, start, end, _ in change.pieces if rule == "typo"]
    if not replaced or any(end - start > FOREIGN_LETTERS for start, end in replaced):
        return False
    sides = (*around.between(change.first - 1, change.first), *around.between(change.last, change.last + 1))
    words = [token for token in sides if token.kind == WORD]
    if not words:
        hyphens = [here.text[token.start] == "-" for token in sides]
        return any(hyphens) and not all(hyphens)  # `state-of-hte-art`
    return not any(token.status == KNOWN and is_among(here.tables, token.number, WELL_KNOWN) for token in words)
