"""The steps of training, in order: what is read, what is counted, what is learnt, and how sure that makes."""

from __future__ import annotations

import array
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import numpy as np

from ..engine.confidence import Weights
from ..engine.tables import Tables
from ..engine.vocabulary import FIRST_MARK, normal
from ..model import format as container
from ..model import open_model
from . import arrays as parts
from . import boosting, boundaries
from .arrays import USUAL, Arrays, Sizes
from .card import card_text
from .characters import character_table
from .corpus import blocks, pair_files, source_files, surface_counts
from .held_out import fitted, tree_places
from .lexicon import Lexicon, choose_alphabet, choose_lexicon, choose_marks
from .ngrams import capitals
from .rare_words import UNKNOWN, believable, misread, read_rare_words
from .spacing import EMPTY, spacing_table
from .spelling import bare_contractions, error_weights, read_misspellings, slip_cost
from .stream import Stream, neighbours, read_stream

__all__ = ["train"]

_NEIGHBOURS = 20
"""Times that two words stand side by side from which on they may have been joined."""

_SPACING = 64
"""Blocks of each file that are counted for the odds of spaces."""

_Card: TypeAlias = dict[str, object]
_Progress: TypeAlias = Callable[[str], None]


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
    files = source_files(folder)
    sources = _Sources(files, list(word_lists), list(rare_words), misspellings, list(calibration), list(pairs))
    sources.check_there(output.parent)
    vocabulary = _vocabulary(sources, progress)
    arrays = _counted(vocabulary, sizes, progress)
    arrays |= _learnt(arrays, files, progress)
    card = {"language": language, **sources.names(), **_sizes(vocabulary, arrays)}
    progress("calibrating confidence")
    if weights is None:
        arrays, card = _with_confidence(arrays, card, sources, vocabulary.errors, output.name)
    else:
        card["confidence"] = weights
    card["fingerprint"] = _fingerprint(arrays, card["confidence"])
    container.write(output, arrays, card)
    output.with_name("CARD.md").write_text(card_text(open_model(output).describe()), encoding="utf-8")
    progress(f"wrote {output}, {output.stat().st_size:,} bytes")


@dataclass(frozen=True)
class _Sources:
    """The files that a model is made from, as `train` takes them."""

    files: Sequence[Path]
    word_lists: Sequence[Path]
    rare_words: Sequence[Path]
    misspellings: Path | None
    calibration: Sequence[Path]
    pairs: Sequence[Path]

    def check_there(self, folder: Path) -> None:
        """Raise FileNotFoundError where one of these, or the folder to write to, is missing, before hours of work."""
        misspellings = [self.misspellings] if self.misspellings else []
        for path in (*self.word_lists, *self.rare_words, *self.calibration, *misspellings, folder):
            if not path.exists():
                raise FileNotFoundError(f"{path}: no such file or directory")
        for each in self.pairs:
            pair_files(each)

    def listed_words(self) -> set[str]:
        """The words of the lists, in the form under which words are counted."""
        return {normal(w) for path in self.word_lists for w in path.read_text(encoding="utf-8").split()}

    def listed_misspellings(self) -> dict[str, tuple[str, ...]]:
        """Misspellings with what may have been meant."""
        return read_misspellings(self.misspellings) if self.misspellings else {}

    def names(self) -> _Card:
        """What the card says of them: their names, and not where they lie."""
        return {
            "sources": [path.name for path in self.files],
            "word_lists": [path.name for path in self.word_lists],
            "rare_words": [path.name for path in self.rare_words],
            "misspelling_list": self.misspellings.name if self.misspellings else "",
            "calibration": [path.name for path in self.calibration],
            "pairs": [path.name for path in self.pairs],
        }


@dataclass(frozen=True)
class _Vocabulary:
    """What the text is made of: its tokens, and which forms, letters and marks the model is to know.

    `counts` tell how often each form occurs, `errors` map misspellings to what may have been meant, `elsewhere` words
    that were only seen elsewhere to their shares of all words.
    """

    stream: Stream
    counts: Counter[str]
    errors: Mapping[str, tuple[str, ...]]
    alphabet: str
    lexicon: Lexicon
    marks: Sequence[str]
    elsewhere: Mapping[str, float]

    @property
    def size(self) -> int:
        """How many numbers there are for words, marks and classes."""
        return FIRST_MARK + len(self.marks) + len(self.lexicon.words)

    def rare_words(self) -> list[str]:
        """The words that unknown ones are like."""
        letters = set(self.alphabet)
        seen = [w for w, c in sorted(self.counts.items()) if 2 <= c <= 10 and letters.issuperset(w)]
        return seen + [w for w, s in self.elsewhere.items() if s > UNKNOWN and not 2 <= self.counts[w] <= 10]


def _vocabulary(sources: _Sources, progress: _Progress) -> _Vocabulary:
    """Read all text, and choose what the model is to know."""
    progress(f"reading {len(sources.files)} files")
    surfaces, spread = surface_counts(sources.files)
    counts, listed = _normal_counts(surfaces), sources.listed_words()
    errors = _all_meant(bare_contractions(counts, listed), sources.listed_misspellings())
    alphabet = choose_alphabet({w: c for w, c in counts.items() if c >= 20})
    progress("numbering tokens")
    stream = read_stream(sources.files, surfaces)
    progress("choosing words")
    beside = neighbours(stream, _NEIGHBOURS)
    lexicon = choose_lexicon(counts, _normal_counts(spread), beside, listed, errors, alphabet)
    shares = read_rare_words(sources.rare_words)
    elsewhere = {word: shares[word] for word in believable(shares, counts, beside, errors, alphabet)}
    lexicon = lexicon.with_attested(elsewhere)
    lexicon = lexicon.without(misread(lexicon.attested, shares, counts))
    marks = choose_marks(_mark_counts(stream))
    return _Vocabulary(stream, counts, errors, alphabet, lexicon, marks, elsewhere)


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


def _counted(vocabulary: _Vocabulary, sizes: Sizes, progress: _Progress) -> Arrays:
    """What is counted: words and runs of words, letters of rare words, slips and confusions."""
    lexicon, marks, alphabet = vocabulary.lexicon, vocabulary.marks, vocabulary.alphabet
    arrays: Arrays = {
        name: ("I", array.array("I", map(ord, each)).tobytes())
        for name, each in (("alphabet", alphabet), ("marks", marks))
    }
    arrays |= parts.words(lexicon, marks, alphabet, vocabulary.errors)
    progress("counting n-grams")
    stream = vocabulary.stream
    ids = stream.relabelled(lexicon, marks, alphabet)
    inside = parts.in_sentences(ids, marks)
    arrays |= parts.shapes(stream, ids, inside, vocabulary.size)
    arrays |= parts.ngrams(ids, vocabulary.size, sizes, partial(capitals, ids, stream.shapes, inside))
    progress("counting letters")
    rare = [parts.letters_of(word, alphabet) for word in vocabulary.rare_words()]
    arrays["characters"] = ("I", character_table(rare))
    return arrays | _slips(vocabulary)


def _slips(vocabulary: _Vocabulary) -> Arrays:
    """How people misspell words, and which they confuse."""
    lexicon, alphabet, counts = vocabulary.lexicon, vocabulary.alphabet, vocabulary.counts
    pairs = [(typed, meant) for typed, all_meant in vocabulary.errors.items() for meant in all_meant[:1]]
    weights = error_weights(pairs, {word: counts[word] for word in lexicon.words}, alphabet)
    cost = partial(slip_cost, weights=weights, alphabet=alphabet)
    return {"errors": ("b", weights), **parts.confusions(lexicon, vocabulary.marks, counts, cost)}


def _learnt(arrays: Arrays, files: Sequence[Path], progress: _Progress) -> Arrays:
    """What is learnt from running text beside the counts: where words begin, and the odds of spaces."""
    progress("learning where words begin")
    learnt: Arrays = {"boundaries": ("h", boundaries.packed(boundaries.trained(files))), **boosting.packed([])}
    progress("counting spaces")
    return learnt | {"spacing": ("I", _spacing(arrays | learnt, files))}


def _spacing(arrays: Arrays, files: Sequence[Path]) -> bytes:
    """Odds of spaces, from the first blocks of each file: that is enough of each kind of text."""
    views = {name: memoryview(data).cast(code) for name, (code, data) in arrays.items()}
    tables = Tables({**views, "spacing": memoryview(EMPTY).cast("I")})
    return spacing_table(tables, (text for file in files for text in islice(blocks(file), _SPACING)))


def _with_confidence(
    arrays: Arrays, card: _Card, sources: _Sources, errors: Mapping[str, tuple[str, ...]], name: str
) -> tuple[Arrays, _Card]:
    """The model with how sure it is, which is fitted to what it suggests without that."""
    # Elsewhere until it is whole: whatever ends this before, an old model stays as it was.
    with TemporaryDirectory() as elsewhere:
        uncalibrated = Path(elsewhere, name)
        container.write(uncalibrated, arrays, {**card, "fingerprint": _fingerprint(arrays, {})})
        found = fitted(uncalibrated, sources.files, sources.calibration, sources.pairs, errors)
    places, trees = tree_places(found)
    weights = {way: each.weights for way, each in found.items()}
    return arrays | boosting.packed(trees), {**card, "confidence": weights, "trees": places}


def _sizes(vocabulary: _Vocabulary, arrays: Arrays) -> _Card:
    """What the card says of how much there is."""
    return {
        "training_words": sum(vocabulary.counts.values()),
        "words": len(vocabulary.lexicon.words),
        "attested_words": len(vocabulary.lexicon.attested),
        "bytes": {name: len(data) for name, (_, data) in arrays.items()},
    }


def _fingerprint(arrays: Arrays, weights: object) -> str:
    """A checksum of all that an answer depends on, as eight hexadecimal digits: which model gave it."""
    checksum = zlib.crc32(json.dumps(weights, sort_keys=True).encode())
    for name in sorted(arrays):
        checksum = zlib.crc32(arrays[name][1], checksum)
    return f"{checksum:08x}"
