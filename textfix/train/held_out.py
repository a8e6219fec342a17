"""Confidence fitted on text that was not counted, damaged in several ways: as usual, and badly."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from ..model import Model, open_model
from . import boosting
from .calibration import Confidence, Sample, confidence, noisy_samples, paired_samples, samples
from .corpus import blocks, line_pairs
from .damage import Damager

__all__ = ["damager_of", "fitted", "tree_places"]

_DAMAGED, _NOISED = 12, 2
"""Times that the text for calibration is damaged, each time in other places: as usual, and badly."""

_NOISY = 240_000
"""Code points of each block of text that are damaged badly."""

_PAIRS = 9000
"""Lines of each folder of real damage that confidence is fitted on."""

_TRUST = {"wrong-word": 0.5, "repeated-word": 0.5}
"""How much of what trees say is believed, where not all: there are few such changes, and no two are alike."""

_TRUST_DAMAGED = {"typo": 0.5, "wrong-word": 0.5}
"""The same of badly damaged letters: that damage was made, none of it was met."""


def fitted(
    model: Path,
    files: Sequence[Path],
    more: Sequence[Path],
    pairs: Sequence[Path],
    errors: Mapping[str, tuple[str, ...]],
) -> dict[str, Confidence]:
    """Confidence for a model that has none, for text that is read as usual and as badly damaged.

    `files` are those that were counted but for their held-out blocks, `more` further texts, `pairs` folders with real
    damage of spaces, `errors` misspellings with what may have been meant.
    """
    held_out = _HeldOut(model, files, more, errors)
    tasks: list[Callable[[int], list[Sample]]] = [partial(held_out.usual, seed) for seed in range(1, _DAMAGED + 1)]
    tasks += [partial(held_out.noisy, seed) for seed in range(1, _NOISED + 1)]
    tasks += [partial(held_out.paired, folder) for folder in pairs]
    # Other processes that begin with nothing: what trains the network has threads, which a fork would not have.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_done, tasks, range(len(tasks))))
    usual, badly = found[:_DAMAGED], found[_DAMAGED:]
    # Of what shows its damage one pass is enough: more would outweigh what is damaged badly.
    badly.insert(0, [sample for sample in usual[0] if sample.damaged])
    return {
        "usual": confidence([s for each in usual for s in each if not s.damaged], boosting.USUAL, _TRUST),
        "damaged": confidence([sample for each in badly for sample in each], boosting.DAMAGED, _TRUST_DAMAGED),
    }


@dataclass(frozen=True)
class _HeldOut:
    """Text that was not counted, and what the engine of a model suggests where it was damaged.

    Each way to damage it numbers its pages from another number on, so that they can be told apart.
    """

    model: Path
    files: Sequence[Path]
    more: Sequence[Path]
    errors: Mapping[str, tuple[str, ...]]

    def texts(self) -> Iterator[str]:
        """The blocks that were held out, and all of the further texts."""
        yield from (text for file in self.files for text in blocks(file, held_out=True))
        yield from (text for file in self.more for part in (False, True) for text in blocks(file, held_out=part))

    def usual(self, seed: int, first_page: int) -> list[Sample]:
        """Damaged as text usually is."""
        model = open_model(self.model)
        return list(samples(model, self.texts(), damager_of(model, self.errors), seed, first_page))

    def noisy(self, seed: int, first_page: int) -> list[Sample]:
        """Lines full of damage."""
        model = open_model(self.model)
        texts = (text[:_NOISY] for text in self.texts())
        return list(noisy_samples(model, texts, damager_of(model, self.errors), seed, first_page))

    def paired(self, folder: Path, first_page: int) -> list[Sample]:
        """Lines whose spaces are damaged for real."""
        return list(paired_samples(open_model(self.model), islice(line_pairs(folder), _PAIRS), first_page))


def _done(task: Callable[[int], list[Sample]], number: int) -> list[Sample]:
    return task(number << 32)


def tree_places(found: Mapping[str, Confidence]) -> tuple[dict[str, dict[str, list[int]]], list[boosting.Tree]]:
    """Which trees each rule has, for each way of reading, and all of them in a row."""
    places: dict[str, dict[str, list[int]]] = {}
    trees: list[boosting.Tree] = []
    for way, each in found.items():
        places[way] = {}
        for rule, own in each.trees.items():
            places[way][rule] = [len(trees), len(trees) + len(own)]
            trees += own
    return places, trees


def damager_of(model: Model, errors: Mapping[str, tuple[str, ...]]) -> Damager:
    """Damage with the misspellings that are listed and the confusions of the model."""
    misspelt: dict[str, list[str]] = defaultdict(list)
    for typed, all_meant in errors.items():
        for meant in all_meant:
            misspelt[meant].append(typed)
    return Damager(misspelt, _confused(model))


def _confused(model: Model) -> Mapping[str, Mapping[str, float]]:
    """For each word those written for it: the likelier the slip, and the more usual the word that it makes.

    Words that are used a lot come to the fingers by themselves, and spell checkers let all of them pass.
    """
    arrays, confused = model.arrays, defaultdict[str, dict[str, float]](dict)
    for number in range(model.tables.first_word, len(arrays["confusable_offsets"]) - 1):
        for place in range(*arrays["confusable_offsets"][number : number + 2]):
            slip = arrays["confusable_costs"][place] / 16 + arrays["unigrams"][number] / 2048
            confused[model.word(arrays["confusables"][place])][model.word(number)] = math.exp(-slip)
    return confused
