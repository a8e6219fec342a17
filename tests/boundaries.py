"""The odds of a space at each boundary, out of a decoder: the functions that weigh them are compiled away."""

from __future__ import annotations

from collections.abc import Iterator

from textfix.engine.decode import Decoder
from textfix.engine.tables import Tables
from textfix.engine.tokens import Tokens, scan

_GAIN = 100 * 1024
"""What a slip is said to gain, more than all odds, so that each boundary is weighed both ways."""


def odds(tables: Tables, text: str, *, spaceless: bool = False) -> dict[int, int]:
    """The log-odds of a space before each place beside a mark or a number, in units of 1/1024 nat.

    A place is left out where no odds make a difference: between words, at the start of a paragraph, beside a tab,
    and where a space stands between a stop and a word.
    """
    tokens = scan(text, tables, frozenset())
    for t in range(tokens.count):
        tokens.flags[t] = 1
    decoder = Decoder(tables)
    decoder.damaged(spaceless)
    decoder.costs.insertion = decoder.costs.deletion = -2 * _GAIN  # beside a mark or a number a slip costs half
    found: dict[int, int] = {}
    for paragraph in _paragraphs(tokens):
        decoder.read(text, tokens, paragraph.start, paragraph.stop, {})
        for token, place, gap, _, kept, cost in decoder.window.rows()[1:-1]:
            beside = tokens.kind[token] or tokens.kind[token - 1]
            if place == tokens.start[token] and gap < 2 and beside and not follows_stop(text, place):
                found[place] = (kept - (cost + _GAIN)) * (-1) ** gap
    return found


def follows_stop(text: str, place: int) -> bool:
    """Whether a word stands here with one space between it and a mark that ends something."""
    return text[place].isalpha() and text[:place].endswith(tuple(f"{mark} " for mark in ".,;:!?"))


def _paragraphs(tokens: Tokens) -> Iterator[range]:
    starts = [t for t in range(tokens.count) if tokens.gap[t] == 3]
    yield from map(range, starts, [*starts[1:], tokens.count])
