"""The steps of training, in order."""

from __future__ import annotations

import array
import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engine.confidence import Weights
from ..engine.tables import Tables
from ..engine.vocabulary import CAPITALISED, EDGE, FIRST_MARK, ID_BITS, LOWER, UPPER, normal
from ..model import Model, open_model
from ..model import format as container
from . import boosting, boundaries
from .calibration import Confidence, Sample, confidence, noisy_samples, paired_samples, samples
from .card import card_text
from .characters import character_table
from .confusables import confusable_arrays
from .corpus import blocks, line_pairs, pair_files, source_files, surface_counts
from .damage import Damager
from .lexicon import Lexicon, choose_alphabet, choose_lexicon, choose_marks
from .lexicon_table import attested_filter, lexicon_slots, misspelling_slots
from .ngrams import (
    MASK,
    Floats,
    Keys,
    Ngrams,
    back_off,
    capitals,
    count_fourgrams,
    count_ngrams,
    estimate,
    pack,
    quantised,
)
from .rare_words import UNKNOWN, believable, misread, read_rare_words
from .spacing import EMPTY, spacing_table
from .spelling import bare_contractions, error_weights, read_misspellings, slip_cost
from .stream import Stream, neighbours, read_stream
from .trie import trie_arrays

__all__ = ["Sizes", "train"]

Arrays: TypeAlias = dict[str, tuple[Literal["B", "H", "I", "b", "h"], bytes]]


class Sizes(NamedTuple):
    """How many n-grams a model keeps: those that contribute most."""

    pairs: int = 1_520_000
    triples: int = 1_150_000
    fours: int = 500_000


USUAL = Sizes()
"""What makes a model of somewhat less than 30 MB of 80 million words."""

EXPECTED = 8
"""Pairs that chance alone would bring together this often are kept even if they tell nothing more than that they
occur: so a pair that is not there, and was to be expected, is evidence too."""

_LEAST_FOURGRAM = 3
"""Occurrences from which on a run of four words is looked at."""

_JUDGED = 200
"""Occurrences from which on it can be told whether a word has few neighbours for its frequency."""

_DAMAGED, _NOISED = 12, 2
"""Times that the text for calibration is damaged, each time in other places: as usual, and badly."""

_NEIGHBOURS = 20
"""Times that two words stand side by side from which on they may have been joined."""

_NOISY = 240_000
"""Code points of each block of text that are damaged badly."""

_PAIRS = 9000
"""Lines of each folder of real damage that confidence is fitted on."""

_TRUST = {"wrong-word": 0.5, "repeated-word": 0.5}
"""How much of what trees say is believed, where not all: there are few such changes, and no two are alike."""

_TRUST_DAMAGED = {"typo": 0.5, "wrong-word": 0.5}
"""The same of badly damaged letters: that damage was made, none of it was met."""

_SPACING = 64
"""Blocks of each file that are counted for the odds of spaces."""


def train(
    folder: Path,
    output: Path,
    *,
    word_lists: Iterable[Path] = (),
    rare_words: Iterable[Path] = (),
    misspellings: Path | None = None,
    calibration: Iterable[Path] = (),
    pairs: Iterable[Path] = (),
    language: str = "en",
    sizes: Sizes = USUAL,
    weights: Mapping[str, Weights] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Count the text files of a folder and write a model.

    `word_lists` are files with one known word a line, `rare_words` such files of words that were seen elsewhere and
    are believed only where they are no likely slip, `misspellings` a CSV file of misspellings, each with
    what may have been meant. `calibration` are further texts, not to be counted, on which confidence is fitted
    beside what is held out of the folder. `pairs` are folders with lines whose spaces are damaged for real,
    corrupt.txt, and the same lines as they should be, correct.txt: fitted on too. Where `weights` are given, say
    those of another model, nothing is fitted. The card is written beside the model. Raises FileNotFoundError where
    there is no text, or one of the others is missing: before any work is done.
    """
    files, word_lists, rare_words = source_files(folder), list(word_lists), list(rare_words)
    calibration, pairs = list(calibration), list(pairs)
    _check_there(
        [*word_lists, *rare_words, *calibration, *([misspellings] if misspellings else []), output.parent], pairs
    )
    progress(f"reading {len(files)} files")
    surfaces, spread = surface_counts(files)
    counts, sources = _normal_counts(surfaces), _normal_counts(spread)
    listed = {normal(w) for path in word_lists for w in path.read_text(encoding="utf-8").split()}
    errors = _all_meant(bare_contractions(counts, listed), read_misspellings(misspellings) if misspellings else {})
    alphabet = choose_alphabet({w: c for w, c in counts.items() if c >= 20})
    progress("numbering tokens")
    stream = read_stream(files, surfaces)
    progress("choosing words")
    beside = neighbours(stream, _NEIGHBOURS)
    lexicon = choose_lexicon(counts, sources, beside, listed, errors, alphabet)
    shares = read_rare_words(rare_words)
    seen_elsewhere = believable(shares, counts, beside, errors, alphabet)
    lexicon = lexicon.with_attested(seen_elsewhere)
    lexicon = lexicon.without(misread(lexicon.attested, shares, counts))
    marks = choose_marks(_mark_counts(stream))
    arrays: Arrays = {"alphabet": ("I", array.array("I", map(ord, alphabet)).tobytes())}
    arrays["marks"] = ("I", array.array("I", map(ord, marks)).tobytes())
    arrays |= _word_arrays(lexicon, marks, alphabet, errors)
    progress("counting n-grams")
    ids = stream.relabelled(lexicon, marks, alphabet)
    size = FIRST_MARK + len(marks) + len(lexicon.words)
    inside = _inside(ids, marks)
    arrays |= _shape_array(stream, ids, inside, size)
    arrays |= _ngram_arrays(ids, size, sizes, partial(capitals, ids, stream.shapes, inside))
    progress("counting letters")
    rare = [w for w, c in sorted(counts.items()) if 2 <= c <= 10 and set(alphabet).issuperset(w)]
    rare += [w for w in seen_elsewhere if shares[w] > UNKNOWN and not 2 <= counts[w] <= 10]
    arrays["characters"] = ("I", character_table([_letters(w, alphabet) for w in rare]))
    pairs_of_errors = [(typed, meant) for typed, all_meant in errors.items() for meant in all_meant[:1]]
    slips = error_weights(pairs_of_errors, {w: counts[w] for w in lexicon.words}, alphabet)
    arrays["errors"] = ("b", slips)
    arrays |= _confusable_arrays(lexicon, marks, counts, partial(slip_cost, weights=slips, alphabet=alphabet))
    progress("learning where words begin")
    arrays["boundaries"] = ("h", boundaries.packed(boundaries.trained(files)))
    progress("counting spaces")
    arrays |= boosting.packed([])
    arrays["spacing"] = ("I", _spacing(arrays, files))
    card = _card(language, files, counts, lexicon, arrays)
    card["word_lists"] = [path.name for path in word_lists]
    card["rare_words"] = [path.name for path in rare_words]
    card["misspelling_list"] = misspellings.name if misspellings else ""
    card["calibration"] = [path.name for path in calibration]
    card["pairs"] = [path.name for path in pairs]
    progress("calibrating confidence")
    if weights is None:
        # Elsewhere until it is whole: whatever ends this before, an old model stays as it was.
        with TemporaryDirectory() as elsewhere:
            uncalibrated = Path(elsewhere, output.name)
            container.write(uncalibrated, arrays, card)
            fitted = _calibrated(uncalibrated, files, calibration, pairs, errors)
        card["confidence"] = {way: each.weights for way, each in fitted.items()}
        card["trees"], trees = _tree_places(fitted)
        arrays |= boosting.packed(trees)
    else:
        card["confidence"] = weights
    card["fingerprint"] = _fingerprint(arrays, card["confidence"])
    container.write(output, arrays, card)
    output.with_name("CARD.md").write_text(card_text(open_model(output).describe()), encoding="utf-8")
    progress(f"wrote {output}, {output.stat().st_size:,} bytes")


def _check_there(paths: Iterable[Path], pairs: Iterable[Path]) -> None:
    """Raise FileNotFoundError where one of these is missing: it is needed only after hours."""
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or directory")
    for folder in pairs:
        pair_files(folder)


def _normal_counts(surfaces: Mapping[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for surface, count in surfaces.items():
        counts[normal(surface)] += count
    return counts


def _all_meant(*lists: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """All that each form may have been meant for, by several lists: first what the first of them says."""
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    for each in lists:
        for typed, words in each.items():
            meant[typed] |= dict.fromkeys(words)
    return {typed: tuple(words) for typed, words in meant.items()}


def _mark_counts(stream: Stream) -> Counter[str]:
    totals = np.bincount(stream.tokens, minlength=len(stream.forms) + 2)
    return Counter({f: int(totals[n]) for n, f in enumerate(stream.forms, 2) if len(f) == 1 and not f.isalnum()})


def _letters(word: str, alphabet: str) -> bytes:
    return bytes(alphabet.index(letter) + 1 for letter in word)


def _word_arrays(
    lexicon: Lexicon, marks: Sequence[str], alphabet: str, errors: Mapping[str, tuple[str, ...]]
) -> Arrays:
    first = FIRST_MARK + len(marks)
    encoded = [_letters(word, alphabet) for word in lexicon.words]
    numbers = range(first, first + len(encoded))
    offsets = np.concatenate([[0], np.cumsum([len(word) for word in encoded])]).astype(np.uint32)
    letters, first_child, ends = trie_arrays(encoded, numbers)
    number_of = dict(zip(lexicon.words, numbers, strict=True))
    attested = [_letters(word, alphabet) for word in lexicon.attested]
    known_errors = [
        (_letters(typed, alphabet), [number_of[m] for m in meant if m in number_of][:3])
        for typed, meant in sorted(errors.items())
        if set(alphabet).issuperset(typed)
    ]
    return {
        "word_letters": ("B", b"".join(encoded)),
        "word_offsets": ("I", offsets.tobytes()),
        "lexicon": ("I", lexicon_slots(encoded, numbers)),
        "attested": ("H", attested_filter(attested)),
        "misspellings": ("I", misspelling_slots(known_errors)),
        "trie_letters": ("B", letters),
        "trie_children": ("I", first_child),
        "trie_words": ("I", ends),
    }


def _confusable_arrays(
    lexicon: Lexicon, marks: Sequence[str], counts: Mapping[str, int], slip: Callable[[str, str], int]
) -> Arrays:
    first = FIRST_MARK + len(marks)
    offsets, candidates, costs = confusable_arrays(lexicon.words, counts, first, first + len(lexicon.words), slip)
    return {
        "confusable_offsets": ("I", offsets),
        "confusables": ("I", candidates),
        "confusable_costs": ("b", costs),
    }


def _inside(ids: NDArray[np.int32], marks: Sequence[str]) -> NDArray[np.bool_]:
    """Which tokens stand inside a sentence, where a capital tells of the word."""
    starts = np.isin(ids, [EDGE, *(FIRST_MARK + n for n, mark in enumerate(marks) if mark in ".!?:\"'(–")])
    return np.concatenate([[False], ~starts[:-1]])


def _shape_array(stream: Stream, ids: NDArray[np.int32], inside: NDArray[np.bool_], size: int) -> Arrays:
    """The cost of each shape for each word inside a sentence, in steps: anywhere, then behind a name; eight a word."""
    longer = np.array([False, False, *(len(form) > 1 for form in stream.forms)])[stream.tokens]
    name = longer & inside & ((stream.shapes == CAPITALISED - LOWER) | (stream.shapes == UPPER - LOWER))
    behind_name = np.concatenate([[False], name[:-1]])
    anywhere = _shape_counts(stream, ids, inside, size) + np.array([0.3, 0.1, 0.05, 0.01])
    usual = anywhere / anywhere.sum(1, keepdims=True)
    behind = _shape_counts(stream, ids, behind_name, size) + 2 * usual
    table = np.concatenate([usual, behind / behind.sum(1, keepdims=True)], 1)
    return {"shapes": ("B", quantised(table).astype(np.uint8).tobytes())}


def _shape_counts(stream: Stream, ids: NDArray[np.int32], chosen: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """How often each number stands in each shape at the chosen places."""
    rows = ids[chosen].astype(np.int64) * 4 + stream.shapes[chosen]
    return np.bincount(rows, minlength=size * 4).reshape(size, 4)


def _ngram_arrays(
    ids: NDArray[np.int32], size: int, sizes: Sizes, capitals: Callable[[Keys], NDArray[np.uint32]]
) -> Arrays:
    totals = np.bincount(ids, minlength=size)
    unigram = (totals + 0.1) / (totals.sum() + 0.1 * size)
    two, three = count_ngrams(ids, 2, 1), count_ngrams(ids, 3, 2)
    first, last = (two.keys >> np.uint64(ID_BITS)).astype(np.int64), (two.keys & np.uint64(MASK)).astype(np.int64)
    p2 = estimate(two, np.maximum(totals, 1), first, unigram[last])
    place, kept3, p3 = _trigrams(two, three, p2, sizes.triples)
    gain = two.counts * np.log(p2 / unigram[last])
    expected = totals[first] * (totals[last] / totals.sum())
    keep = _most(np.where(two.counts > 1, gain, -1), sizes.pairs) | (expected >= EXPECTED)
    needed = np.unique(place[kept3])
    keep[needed] = True
    weight1 = back_off(p2[keep], unigram[last[keep]], first[keep], size)
    lower3 = p2[np.searchsorted(two.keys, three.keys[kept3] & np.uint64((1 << 2 * ID_BITS) - 1))]
    weight2 = back_off(p3[kept3], lower3, place[kept3], len(two.keys))
    values2 = quantised(p2[keep], 1) << np.uint32(8) | quantised(weight2[keep], bits=6) << np.uint32(2)
    values2 |= capitals(two.keys[keep])
    costs = np.rint(-np.log(unigram) * 1024).astype(np.uint16)
    four, p4 = _fourgrams(ids, three, p3, sizes.fours)
    return {
        "fourgrams": ("I", pack(four, quantised(p4, 1), 24)),
        "choosiness": ("b", _choosiness(totals, first, last).tobytes()),
        "total": ("I", np.array([np.rint(np.log(totals.sum() / EXPECTED) * 1024)], np.uint32).tobytes()),
        "unigrams": ("H", costs.tobytes()),
        "back_off": ("B", quantised(weight1).astype(np.uint8).tobytes()),
        "bigrams": ("I", pack(two.keys[keep], values2, 16)),
        "trigrams": ("I", pack(three.keys[kept3], quantised(p3[kept3], 1), 24)),
    }


def _spacing(arrays: Arrays, files: Sequence[Path]) -> bytes:
    """Odds of spaces, from the first blocks of each file: that is enough of each kind of text."""
    views = {name: memoryview(data).cast(code) for name, (code, data) in arrays.items()}
    tables = Tables({**views, "spacing": memoryview(EMPTY).cast("I")})
    return spacing_table(tables, (text for file in files for text in islice(blocks(file), _SPACING)))


def _choosiness(totals: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int8]:
    """How few different neighbours each word has on its left and on its right, for its frequency.

    In 32nds of a nat below what is usual; two values a word. `lot` has few on its left: nearly always `a`.
    """
    enough, logarithm = totals >= _JUDGED, np.log(totals + 1)
    sides = []
    for beside in (last, first):
        kinds = np.log(np.bincount(beside, minlength=len(totals)) + 1)
        usual = np.polyval(np.polyfit(logarithm[enough], kinds[enough], 2), logarithm) if enough.any() else kinds
        sides.append(np.where(enough, np.clip(np.rint((usual - kinds) * 32), -127, 127), 0))
    return np.stack(sides, 1).astype(np.int8)


def _trigrams(two: Ngrams, three: Ngrams, p2: Floats, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """For each trigram the place of its history among the bigrams; which to keep; their probability."""
    history, lower = three.keys >> np.uint64(ID_BITS), three.keys & np.uint64((1 << 2 * ID_BITS) - 1)
    place = np.searchsorted(two.keys, history)
    shorter = p2[np.searchsorted(two.keys, lower)]
    p3 = estimate(three, two.counts, place, shorter)
    gain: Floats = np.log(p3 / shorter) * three.counts
    return place, np.flatnonzero(_most(gain, most)), p3


def _fourgrams(ids: NDArray[np.int32], three: Ngrams, p3: Floats, most: int) -> tuple[Keys, Floats]:
    """The runs of four words that tell most beyond their last three, as hashed keys, and their probability."""
    four = count_fourgrams(ids, _LEAST_FOURGRAM)
    history = np.searchsorted(three.keys, four.histories)
    shorter = p3[np.searchsorted(three.keys, four.endings)]
    p4 = estimate(Ngrams(four.keys, four.counts), three.counts, history, shorter)
    gain: Floats = np.log(p4 / shorter) * four.counts
    kept = _most(gain, most)
    return four.keys[kept], p4[kept]


def _most(gain: Floats, number: int) -> NDArray[np.bool_]:
    """The entries with the greatest gain; exactly as many as asked for where that many gain anything."""
    positive = np.count_nonzero(gain > 0)
    chosen = np.zeros(len(gain), bool)
    chosen[np.argsort(-gain, kind="stable")[: min(number, positive)]] = True
    return chosen


def _calibrated(
    path: Path,
    files: Sequence[Path],
    more: Sequence[Path],
    pairs: Sequence[Path],
    errors: Mapping[str, tuple[str, ...]],
) -> dict[str, Confidence]:
    """Confidence fitted on text that was not counted, damaged in several ways: as usual, and badly."""
    held_out = _HeldOut(path, files, more, errors)
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


def _tree_places(fitted: Mapping[str, Confidence]) -> tuple[dict[str, dict[str, list[int]]], list[boosting.Tree]]:
    """Which trees each rule has, for each way of reading, and all of them in a row."""
    places: dict[str, dict[str, list[int]]] = {}
    trees: list[boosting.Tree] = []
    for way, each in fitted.items():
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


def _card(
    language: str,
    files: Sequence[Path],
    counts: Mapping[str, int],
    lexicon: Lexicon,
    arrays: Arrays,
) -> dict[str, object]:
    return {
        "language": language,
        "fingerprint": _fingerprint(arrays, {}),
        "sources": [path.name for path in files],
        "training_words": sum(counts.values()),
        "words": len(lexicon.words),
        "attested_words": len(lexicon.attested),
        "bytes": {name: len(data) for name, (_, data) in arrays.items()},
    }


def _fingerprint(arrays: Arrays, weights: object) -> str:
    """A checksum of all that an answer depends on, as eight hexadecimal digits: which model gave it."""
    checksum = zlib.crc32(json.dumps(weights, sort_keys=True).encode())
    for name in sorted(arrays):
        checksum = zlib.crc32(arrays[name][1], checksum)
    return f"{checksum:08x}"
