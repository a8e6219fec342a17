"""What the lexicon tells of a word: how frequent it is, and whether it is a name."""

from __future__ import annotations

from ..model import Model
from .kinds import KNOWN
from .tables import Tables
from .tokens import Token
from .vocabulary import COMMONEST, SELDOM

__all__ = ["is_among", "is_commonest", "is_name", "is_rare"]

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
