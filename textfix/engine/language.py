"""Whether the words around a place are the model's language: what is not, is not the model's to judge."""

from __future__ import annotations

from .decide import Change
from .tables import Tables
from .tokens import KNOWN, STRANGE, WORD

__all__ = ["is_foreign"]

COMMONEST = 60
"""The most frequent words of the language: no sentence of some length does without all of them."""

ENOUGH = 6
"""Words around a place from which on it can be told."""


def is_foreign(tables: Tables, change: Change) -> bool:
    """Whether none of the words around a change is one of the commonest of the language, or too few are known.

    Dialect and old spelling have the common words and many strange ones: `put hys hande into hys sackes`.
    """
    around = change.around
    near = [t for i, t in enumerate(around.tokens, around.first) if not change.first <= i < change.last]
    words = [token for token in near if token.kind == WORD]
    if len(words) < ENOUGH:
        return False
    last_common = tables.first_word + COMMONEST
    known = sum(token.status == KNOWN for token in words)
    strange = sum(token.status == STRANGE and token.shape == 0 for token in words)
    return 2 * known < len(words) or 3 * strange > len(words) or not any(tables.first_word <= token.number < last_common for token in words)
