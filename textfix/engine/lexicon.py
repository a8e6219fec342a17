"""What the lexicon tells of a word: how frequent it is, and whether it is a name."""

from __future__ import annotations

from ..model import Model
from .kinds import KNOWN
from .tables import Tables
from .tokens import Token
from .vocabulary import COMMONEST, SELDOM

__all__ = [
    "EVERYDAY",
    "EVERYWHERE",
    "IN_NO_TERM",
    "WELL_KNOWN",
    "is_among",
    "is_commonest",
    "is_name",
    "is_rare",
]

IN_NO_TERM = 100
"""Rank up to which words are part of no term: `atechnical` lost a space, `literalinclude` has none."""

EVERYWHERE = 300
"""Rank up to which words begin sentences everywhere, stand before any other, and are rather meant than a name is."""

EVERYDAY = 1_000
"""Rank up to which no name is spelt like a word: machines read accents into such words."""

WELL_KNOWN = 6_000
"""Rank up to which words are met in all kinds of text."""

RARE = 20_000
"""Rank from which on words are seldom met in the language, though some are everyday words of others: `dit`."""


def is_commonest(tables: Tables, word: int) -> bool:
    """Whether a word is one of the commonest of the language."""
    return is_among(tables, word, COMMONEST)


def is_among(tables: Tables, word: int, most: int) -> bool:
    """Whether a word is one of so many that are the most frequent."""
    return tables.first_word <= word < tables.first_word + most


def is_rare(tables: Tables, token: Token) -> bool:
    """Whether a word is seldom met in the language, or not at all."""
    return token.status != KNOWN or token.number >= tables.first_word + RARE


def is_name(model: Model, word: int) -> bool:
    """Whether a word is seldom written in small letters, and mostly with a capital only at its beginning."""
    if word < model.tables.first_word:
        return False
    lower, first, upper, _ = model.case_costs(word)
    return lower >= SELDOM and first <= upper
