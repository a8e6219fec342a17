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
from .language import is_foreign
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
    weights = model.card["confidence"]
    # A rule that calibration met no change of has no weights: nobody can tell how often it is right.
    cases = [Case(model, page.protection, page.text, each) for each in suggested if primary_rule(each) in weights]
    judged = [(primary_rule(case.change), vector(case)) for case in cases]
    for case, probability in zip(cases, confidences(judged, count, weights), strict=True):
        if probability >= LEAST_CONFIDENCE:
            yield Finding(case.change.pieces, probability, reason(case))


def suggestions(model: Model, page: Page, words: frozenset[str] = frozenset()) -> tuple[int, list[Change]]:
    """How many tokens a page has, and every change that a reading of them suggests.

    A text that turns out badly damaged is read a second time, with every word in doubt and slips as likely as
    they have shown to be.
    """
    tokens = scan(page.text, model.tables, frozenset(known_keys(model, words)))
    sieve, decoder = _workers(model)
    suggested = _read(model, page.text, tokens, sieve.doubt(page.text, tokens, False), decoder)
    damage = damage_shown(tokens, suggested)
    if damage.is_bad:
        damage.prepare(decoder)
        try:
            suggested = _read(model, page.text, tokens, sieve.doubt(page.text, tokens, True), decoder)
        finally:
            decoder.usual()
    return tokens.count, suggested


def _read(
    model: Model, text: str, tokens: Tokens, windows: list[tuple[int, int]], decoder: Decoder
) -> list[Change]:
    suggested: list[Change] = []
    for first, last in windows:
        path = decoder.read(text, tokens, first, last, tokens.keys)
        if path is not None:
            found = changes(model, decoder, text, tokens, range(first, last), path)
            suggested += (change for change in found if not is_foreign(model.tables, change))
    return suggested


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
