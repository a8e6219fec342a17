"""Names by the capitals that they have: what they are made of stays, as the text has it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import Model
from .casing import starts_sentence
from .decide import Change, changes_letters, insertions, replacements
from .evidence import SURE_MARGIN
from .tokens import KNOWN, SPACED, Tokens
from .vocabulary import CAPITAL, FIRST_HAS, MIXED_CASE, SECOND_HAS, normal

__all__ = [
    "SELDOM",
    "is_accented_name",
    "is_brand",
    "is_part_of_name",
    "replaces_name",
    "without_camel_case",
    "without_identifiers",
]

SELDOM = 32
"""Cost of small letters, in units of 1/16 nat, from which on a word is seldom written in them: one time in seven."""

LEAST_CAMELS = 3
"""Words of mixed case that tell that a text is used to them."""


COMMONEST = 60
"""The most frequent words of the language: they lose the space behind them, and begin no names of things."""


def without_identifiers(model: Model, text: str, suggested: Sequence[Change]) -> list[Change]:
    """The changes without those that take words such as `firstName` apart, where no name has lost its space.

    Counter-examples: `ofLeaders` begins with a word that everything has, and `presidentObama` has a name in it.
    """
    inside = [change for change in suggested if _splits_identifier(model, text, change)]
    others = [change for change in suggested if not _splits_identifier(model, text, change)] if inside else []
    if any(_parts_capital(text, change) for change in others):
        return list(suggested)
    return others if inside else list(suggested)


def _splits_identifier(model: Model, text: str, change: Change) -> bool:
    """Whether a word that begins in small letters is parted before a capital, and both parts are words."""
    tokens = change.around.between(change.first, change.last)
    return any(
        token.start < at < token.end and _is_identifier(model, text[token.start : at], text[at : token.end])
        for at in insertions(change)
        for token in tokens
    )


def _is_identifier(model: Model, left: str, right: str) -> bool:
    """Whether what stands on both sides of a place makes one name of a thing: `first` and `Name`."""
    if not (left[0].islower() and left[-1].islower() and right[0].isupper()):
        return False
    first, numbers = model.tables.first_word, (model.number(left.lower()), model.number(right.lower()))
    return not first <= numbers[0] < first + COMMONEST and numbers[1] >= first and not _is_name(model, numbers[1])


def _parts_capital(text: str, change: Change) -> bool:
    """Whether a small letter and a capital behind it are parted for sure."""
    places = (at for at in insertions(change) if text[at - 1].islower() and text[at : at + 1].isupper())
    return change.margin >= SURE_MARGIN and any(places)


def without_camel_case(model: Model, tokens: Tokens, suggested: Sequence[Change]) -> list[Change]:
    """The changes without those that take words such as `MaildirSource` apart, where the text is used to such words.

    It is where it has more of them than lost spaces that cannot be meant.
    """
    camels = [change for change in suggested if _splits_camel(model, change)]
    if not camels:
        return list(suggested)
    lost = sum(_inserts_space(change) and change.margin >= SURE_MARGIN for change in suggested) - len(camels)
    if tokens.mixed < LEAST_CAMELS or tokens.mixed <= lost:
        return list(suggested)
    return [change for change in suggested if not _splits_camel(model, change)]


def is_brand(model: Model, text: str, change: Change) -> bool:
    """Whether a word with a capital inside would be taken apart where nobody writes both words so: `ChemLawn`.

    Counter-examples: `PresidentVladimir` has a name in it, and `WorldCup` is two words with capitals elsewhere.
    """
    capitals = model.tables.capitals
    if not _splits_camel(model, change) or not text[change.around[change.first].start].isupper():
        return False
    return not any(capitals(*pair) == FIRST_HAS | SECOND_HAS for pair in pairwise(change.words))


def _splits_camel(model: Model, change: Change) -> bool:
    """Whether a word with capitals inside is taken apart, and not before a name: `onClick`, but not `onTuesday`."""
    is_mixed = any(change.around[t].shape == MIXED_CASE for t in range(change.first, change.last))
    return is_mixed and _inserts_space(change) and not any(_is_name(model, word) for word in change.words[1:])


def replaces_name(model: Model, change: Change) -> bool:
    """Whether a known name, with its capital, would become another word: `Anders said` is no slip for `Sanders`."""
    around = change.around
    stands = {token.start: token for token in around.between(change.first, change.last)}
    replaced = [stands[start] for rule, start, _, _ in change.pieces if rule == "wrong-word" and start in stands]
    return any(token.shape == CAPITAL and _is_name(model, token.number) for token in replaced)


EVERYDAY = 1_000
"""The most frequent words of the language: machines read accents into them, and no name is spelt like them."""


def is_accented_name(model: Model, text: str, change: Change) -> bool:
    """Whether a name would lose its accents, or get letters for them: `Võ`, `Biên`, but not `Thé` for `The`."""
    return any(_loses_accents(model, text[start:end], new) for _, start, end, new in replacements(change))


def _loses_accents(model: Model, found: str, new: str) -> bool:
    if not found[0].isupper() or normal(found).isascii() or not normal(new).isascii():
        return False
    return len(new) != len(found) or model.number(new) >= model.tables.first_word + EVERYDAY


def is_part_of_name(model: Model, text: str, change: Change) -> bool:
    """Whether a strange word with a capital, before another one, would become a word that has none: `Enver Pasha`.

    Counter-example: `Presidnet Clinton`, since presidents have a capital before Clinton. Where a sentence begins the
    two must be strangers to each other: `Teh British` has a slip, `Ein Gedi` is a name.
    """
    around = change.around
    word, behind = around[change.first], change.last
    if len(change.words) != 1 or not changes_letters(change) or word.shape != CAPITAL:
        return False
    if behind >= around.last or around[behind].gap != SPACED or around[behind].shape != CAPITAL:
        return False
    pair = model.tables.capitals(change.words[0], around[behind].number)
    if starts_sentence(text, word.start, around.behind(change.first, text)):
        return pair < 0 or around[behind].status != KNOWN
    return pair < 0 or not pair & FIRST_HAS


def _is_name(model: Model, word: int) -> bool:
    """Whether a word is seldom written in small letters, and mostly with a capital only at its beginning."""
    lower, first, upper = model.arrays["shapes"][8 * word : 8 * word + 3]
    return word >= model.tables.first_word and lower >= SELDOM and first <= upper


def _inserts_space(change: Change) -> bool:
    return any(rule == "missing-space" for rule, *_ in change.pieces)
