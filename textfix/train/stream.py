"""The whole training text as two arrays: which form each token is, and the shape of its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..engine.vocabulary import (
    EDGE,
    FIRST_MARK,
    LOWER,
    NUMBER,
    OTHER,
    POSSESSIVE,
    SAME_MARK,
    SYMBOL,
    normal,
    shape_of,
)
from .corpus import TOKEN, WORD, blocks
from .lexicon import Lexicon

__all__ = ["Stream", "neighbours", "read_stream"]

_PARAGRAPH, _NUMBER, _FIRST_FORM = 0, 1, 2


@dataclass(frozen=True)
class Stream:
    """Tokens as numbers of forms (`forms[n - 2]`; 0 is the end of a paragraph, 1 a number) and as shapes."""

    tokens: NDArray[np.int32]
    shapes: NDArray[np.uint8]
    forms: Sequence[str]

    def relabelled(self, lexicon: Lexicon, marks: Sequence[str], alphabet: str) -> NDArray[np.int32]:
        """The tokens as numbers of the model: words, marks, and classes for all else."""
        numbers = {mark: FIRST_MARK + n for n, mark in enumerate(marks)}
        numbers |= {word: FIRST_MARK + len(marks) + n for n, word in enumerate(lexicon.words)}
        letters = set(alphabet)
        table = np.array([EDGE, NUMBER, *(_number(form, numbers, letters) for form in self.forms)], np.int32)
        ids = table[self.tokens]
        # A class of unknown words is one of four: the shape tells which.
        return np.where(ids == LOWER, self.shapes + LOWER, ids).astype(np.int32)


def _number(form: str, numbers: Mapping[str, int], letters: set[str]) -> int:
    if form in numbers:
        return numbers[form]
    if not WORD.fullmatch(form):
        return SYMBOL
    if not letters.issuperset(form):
        return OTHER
    return POSSESSIVE if form.endswith("'s") and form[:-2] in numbers else LOWER


def read_stream(files: Iterable[Path], surfaces: Iterable[str]) -> Stream:
    """Read all files; `surfaces` are the words that occur in them."""
    forms: dict[str, int] = {}
    table = _Table(forms)
    for surface in surfaces:
        table[surface] = table.added(normal(surface), shape_of(surface) - LOWER)
    parts = [
        np.array([table[token] for token in TOKEN.findall(text)], np.int32) for path in files for text in blocks(path)
    ]
    edge = np.array([_PARAGRAPH << 2], np.int32)
    coded = np.concatenate([edge, *parts, edge])
    return Stream(coded >> 2, (coded & 3).astype(np.uint8), list(forms))


class _Table(dict[str, int]):
    """Number and shape of each surface; numbers and marks are added when they are first met."""

    def __init__(self, forms: dict[str, int]) -> None:
        super().__init__({"\n": _PARAGRAPH << 2})
        self.forms = forms

    def added(self, form: str, shape: int) -> int:
        return self.forms.setdefault(form, len(self.forms) + _FIRST_FORM) << 2 | shape

    def __missing__(self, token: str) -> int:
        if token[0].isdecimal():
            return _NUMBER << 2  # not kept: there are too many different numbers
        self[token] = code = self.added(SAME_MARK.get(token, token), 0)
        return code


def neighbours(stream: Stream, least: int) -> dict[tuple[str, str], int]:
    """How often two words stand side by side."""
    keys = stream.tokens[:-1].astype(np.uint64) << np.uint64(32) | stream.tokens[1:].astype(np.uint64)
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    counts = np.diff(np.concatenate([first, [len(keys)]]))
    forms = ("", "", *stream.forms)
    frequent = [(int(key), int(count)) for key, count in zip(keys[first], counts, strict=True) if count >= least]
    return {(forms[key >> 32], forms[key & 0xFFFFFFFF]): count for key, count in frequent}
