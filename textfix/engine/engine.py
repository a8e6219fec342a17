"""The engine from text to findings: scan, sieve, read the windows in doubt, decide."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..model import Model
from ..pipeline import Page
from .confidence import Case, confidences, primary_rule, vector
from .decide import Change, Piece, changes
from .decode import Decoder
from .evidence import damage_shown
from .language import ODD, ODD_WHERE_DAMAGED, is_foreign
from .reasons import reason
from .sieve import Sieve
from .tokens import Tokens, key_of, scan

__all__ = ["Finding", "find", "suggestions"]


LEAST_CONFIDENCE = 0.1
"""Probability below which a change is not worth a word."""


@dataclass(frozen=True)
class Finding:
    """A change with its confidence (a probability) and the reason for it."""

    pieces: tuple[Piece, ...]
    confidence: float
    reason: str


def find(model: Model, page: Page, words: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """What the engine would change, likely or not, first to last."""
    count, suggested = suggestions(model, page, words)
    cases = [Case(model, page.protection, page.text, change) for change in suggested]
    judged = [(primary_rule(case.change), vector(case)) for case in cases]
    for case, probability in zip(cases, confidences(judged, count, model.card["confidence"]), strict=True):
        if probability >= LEAST_CONFIDENCE:
            yield Finding(case.change.pieces, probability, reason(case))


def suggestions(model: Model, page: Page, words: frozenset[str] = frozenset()) -> tuple[int, list[Change]]:
    """How many tokens a page has, and every change that a reading of them suggests.

    A text that turns out badly damaged is read a second time, with every word in doubt and slips as likely as
    they have shown to be.
    """
    tokens = scan(page.text, model.tables, frozenset(known_keys(model, words)))
    sieve, decoder = _workers(model)
    suggested = list(_read(model, page.text, tokens, sieve.doubt(page.text, tokens, False), decoder))
    damage = damage_shown(tokens, suggested)
    if damage.is_bad:
        damage.prepare(decoder)
        try:
            suggested = list(_read(model, page.text, tokens, sieve.doubt(page.text, tokens, True), decoder))
        finally:
            decoder.usual()
    share = ODD_WHERE_DAMAGED if damage.is_bad else ODD
    return tokens.count, [change for change in suggested if not is_foreign(model.tables, change, share)]


def _read(
    model: Model, text: str, tokens: Tokens, windows: list[tuple[int, int]], decoder: Decoder
) -> Iterator[Change]:
    for first, last in windows:
        path = decoder.read(text, tokens, first, last, tokens.keys)
        if path is not None:
            yield from changes(model, decoder, text, tokens, range(first, last), path)


_LOCAL = threading.local()


def _workers(model: Model) -> tuple[Sieve, Decoder]:
    """A sieve and a decoder for this model, one pair a thread: they keep room to work in, and no text."""
    workers: WeakKeyDictionary[Model, tuple[Sieve, Decoder]]
    workers = _LOCAL.__dict__.setdefault("workers", WeakKeyDictionary())
    if model not in workers:
        workers[model] = Sieve(model.tables), Decoder(model.tables)
    return workers[model]


def known_keys(model: Model, words: frozenset[str]) -> Iterator[int]:
    """The keys of words that the caller says are right; with letters beyond the alphabet they are safe anyway."""
    for word in words:
        letters = model.letters(word)
        if letters is not None:
            yield key_of(letters)
