"""What a text as a whole may tell of its parts. Each kind can be switched off."""

from __future__ import annotations

__all__ = ["EVIDENCE"]

EVIDENCE = frozenset(
    {
        "memory",  # a strange word that recurs in the text is a word: a name, a term
        "wraps",  # spaces that are lost at regular distances show where lines ended, and so where others were lost
    }
)
