"""Which words are mistaken for which: one slip apart, or listed, as slips that happen or as what people confuse."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from pathlib import Path

import numpy as np

from ..engine.inflection import are_forms_of_one_word
from ..engine.vocabulary import CONFUSED

__all__ = ["confusable_arrays"]

LEAST_COUNT = 400
"""A word rarer than this is not proposed for another."""

MOST = 24
"""Candidates that a word has at most: the most frequent."""

SLIPPED = 0
"""The cost of a slip that is listed, in sixteenths of a nat: that of an average one."""

_FOLDER = Path(__file__).parent


def confusable_arrays(
    words: Sequence[str], counts: Mapping[str, int], first: int, size: int, slip: Callable[[str, str], int]
) -> tuple[bytes, bytes, bytes]:
    """Offsets (one more than there are numbers), candidates and the cost of each slip, for words numbered from `first`.

    `slip` tells what it costs to have written one word for another, in sixteenths of a nat.
    """
    number_of = {word: first + n for n, word in enumerate(words)}
    candidates: dict[str, set[str]] = defaultdict(set)
    for a, b in _one_slip_apart(words):
        if not are_forms_of_one_word(a, b):
            candidates[a].add(b)
            candidates[b].add(a)
    listed = dict.fromkeys(_pairs("slips.csv"), SLIPPED) | dict.fromkeys(_pairs("confusions.csv"), CONFUSED)
    for a, b in listed:
        if b in number_of:
            candidates[a].add(b)
    offsets, flat, costs = np.zeros(size + 1, np.uint32), [], []
    for word, number in number_of.items():
        good = [c for c in candidates[word] if counts[c] >= LEAST_COUNT]
        chosen = sorted(good, key=lambda c: (-counts[c], c))[:MOST]
        flat += [number_of[c] for c in chosen]
        costs += [listed[word, c] if (word, c) in listed else slip(word, c) for c in chosen]
        offsets[number + 1] = len(flat)
    return (
        np.maximum.accumulate(offsets).tobytes(),
        np.array(flat, np.uint32).tobytes(),
        np.array(costs, np.int8).tobytes(),
    )


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """What is written with what is meant: each word of a row with each other one, or in `of>have` only so."""
    for row in csv.reader((_FOLDER / name).read_text("utf-8").splitlines()):
        written, one_way, meant = row[0].partition(">")
        yield from [(written, meant)] if one_way else permutations(row, 2)


def _one_slip_apart(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs of words that one insertion, deletion, substitution or transposition turns into each other."""
    buckets: dict[str, list[str]] = defaultdict(list)
    known = set(words)
    for word in words:
        for i in range(len(word)):
            buckets[f"{word[:i]}?{word[i + 1 :]}"].append(word)
            if word[:i] + word[i + 1 :] in known:
                yield word, word[:i] + word[i + 1 :]
            swapped = word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
            if swapped > word and swapped in known:
                yield word, swapped
    for bucket in buckets.values():
        yield from combinations(bucket, 2)
