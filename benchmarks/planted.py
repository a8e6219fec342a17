"""Damage that is planted in clean text, what becomes of it, and the figures that follow from that.

Every slip is an edit of the clean text, so what should be repaired is known to the letter. A repair is judged by
the words that it touches: it is right when they are again what they were.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from textfix import Edit
from textfix.edits import Alignment, apply, groups, inverse, place, shift
from textfix.model import Model
from textfix.train.corpus import WORD
from textfix.train.damage import Damager, misspell

IsWord = Callable[[str], bool]

# ---- planting


@dataclass(frozen=True)
class Document:
    """A clean text, the edits that damage it, and for each of these the rule that should undo it."""

    source: str
    clean: str
    slips: tuple[Edit, ...] = ()
    rules: tuple[str, ...] = ()


RULES: Mapping[str, str] = {
    "join": "missing-space",
    "run": "missing-space",
    "glue": "punctuation-space",
    "number": "missing-space",
    "part": "punctuation-space",
    "inside": "punctuation-space",
    "split": "extra-space",
    "loosen": "extra-space",
    "move": "extra-space",
    "misspell": "typo",
    "mistype": "typo",
    "misread": "typo",
    "confuse": "wrong-word",
    "repeat": "repeated-word",
    # lost line ends
    "two words": "missing-space",
    "itself a word": "missing-space",
    "at a mark": "punctuation-space",
}
"""Which rule should undo each kind of slip."""


def planted(source: str, clean: str, slips: Sequence[Edit], is_word: IsWord) -> Document:
    """A document with these slips; a misspelling that happens to be a word is a wrong word."""
    rules = ("wrong-word" if RULES[slip.rule] == "typo" and is_word(slip.text) else RULES[slip.rule] for slip in slips)
    return Document(source, clean, tuple(slips), tuple(rules))


def is_known(model: Model, word: str) -> bool:
    """Whether the model has the word, or at least has it on record."""
    return model.knows(word)


_ENDINGS = re.compile(
    "(?:'s|(?<!s)s|[aeiy]|an|ed|ing|er|or|est|ly|al|ic|iv|abl|ibl|ion|at|it|ity|ent|ant|enc|anc|ment|ness|ful|less"
    "|ous|iz|is|ism|ist|ship|hood|dom)$"
)
"""Endings without a last e, which goes first."""


def stem(word: str) -> str:
    """What is left of a word without its endings: the same for all words of a lemma, and for some beyond.

    >>> {stem(word) for word in ["achieve", "achieved", "achieving", "Achievements", "achievable"]}
    {'achiev'}

    Prefixes stay, and what is irregular: `unnecessary` and `necessary`, `belief` and `believe` are apart.
    """
    word = word.lower().replace("’", "'")
    while len(shorter := _ENDINGS.sub("", word)) >= 2 and shorter != word:
        word = shorter
    # As in `stop`, `stopped`.
    return word[:-1] if word[-1] == word[-2:-1] else word


def half_of(misspellings: Mapping[str, Sequence[str]], half: int) -> dict[str, tuple[str, ...]]:
    """The misspellings whose (first) meaning falls in this half of all lemmas, 0 or 1, whatever else is listed."""
    return {
        typed: tuple(meant) for typed, meant in misspellings.items() if zlib.crc32(stem(meant[0]).encode()) % 2 == half
    }


def typos(text: str, damager: Damager, rate: float, chance: random.Random) -> list[Edit]:
    """Listed misspellings for this share of the words of a text.

    A word is misspelt once at most, or `the` would be what is measured.
    """
    words = list(WORD.finditer(text))
    wanted = sum(chance.random() < rate for _ in words)
    chance.shuffle(words)
    distinct = {word[0].lower(): word for word in words if word[0].lower() in damager.misspelt}
    chosen = chance.sample(list(distinct.values()), min(wanted, len(distinct)))
    slips = [slip for word in chosen if (slip := misspell(damager, text, [word], chance))]
    return sorted(slips, key=lambda slip: slip.start)


def line_ends(paragraph: str, width: int) -> Iterator[int]:
    """Where the spaces stand at which a paragraph is broken into lines of at most this many characters."""
    line = 0
    for before, word in pairwise(re.finditer(r"\S+", paragraph)):
        if word.end() - line > width:
            line = word.start()
            yield before.end()


def lost_wraps(text: str, width: int, share: float, is_word: IsWord, chance: random.Random) -> list[Edit]:
    """Edits that wrap every line of a text at a width and join this share of its parts again without a space."""
    slips, start = [], 0
    for paragraph in text.splitlines(keepends=True):
        for end in line_ends(paragraph, width):
            at = start + end
            if text[at] == " " and not text[at + 1].isspace() and chance.random() < share:
                name = _kind_of_join(text[:at], text[at + 1 :], is_word)
                slips.append(Edit.of(name, at, at + 1, "", 1.0, "joined on purpose", original=" "))
        start += len(paragraph)
    return slips


_TAIL = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\Z")


def _kind_of_join(before: str, after: str, is_word: IsWord) -> str:
    """What is joined: two words, two that make a word, or a word and a mark or number."""
    left, right = _TAIL.search(before[-40:]), WORD.match(after[:40])
    if not left or not right:
        return "at a mark"
    # What is a word in itself is left out of the count: nobody could tell that it was two.
    return "itself a word" if is_word(left[0] + right[0]) else "two words"


# ---- judging


class Repair(NamedTuple):
    """What was changed together, a single decision, in the damaged text: `found` became `text`.

    `slip` is the kind of slip that stood in the words that it touches.
    """

    rule: str
    confidence: float
    start: int
    found: str
    text: str
    verdict: str
    slip: str = ""


VERDICTS = (
    "right",  # the words are again what they were
    "mistaken",  # they were damaged, and are now something else again
    "harm",  # they were not, and are changed in the undamaged text too
    "astray",  # they were not, and are changed only where the text is damaged elsewhere
)


class Slip(NamedTuple):
    """A slip, the rule that should undo it, and the confidence with which it was undone; 0 where it stays."""

    kind: str
    rule: str
    confidence: float


@dataclass(frozen=True)
class Outcome:
    """What became of a document of so many words."""

    source: str
    words: int
    repairs: tuple[Repair, ...]
    slips: tuple[Slip, ...]


Repairer = Callable[[str], Sequence[Edit]]


def judge(repairer: Repairer, document: Document) -> Outcome:
    """Damage a document, have it repaired, and tell what each change is worth and what each slip came to."""
    damage = _Damage(document)
    harm: set[_Place] = set()
    if damage.undo:
        harm = {_place(group, Alignment()) for group in groups(repairer(document.clean))}
    made = [damage.repair(group, harm) for group in groups(repairer(damage.text))]
    right = [repair for repair in made if repair.verdict == "right"]
    slips = (
        Slip(slip.rule, rule, max((repair.confidence for repair in right if damage.covers(repair, slip)), default=0.0))
        for slip, rule in zip(damage.undo, document.rules, strict=True)
    )
    return Outcome(document.source, len(document.clean.split()), tuple(made), tuple(slips))


_Place = tuple[int, int, str]


def _place(group: Sequence[Edit], alignment: Alignment) -> _Place:
    """Where a group stands in the text that the alignment leads to, and all that it writes."""
    written = "\0".join(edit.text for edit in group)
    return alignment.to_target(group[0].start), alignment.to_target(group[-1].end), written


class _Damage:
    """A document after its damage: the text, the edits that would undo it, and the way back to the clean text."""

    def __init__(self, document: Document) -> None:
        self.clean = document.clean
        self.text = apply(document.clean, document.slips)
        self.undo = inverse(document.slips)
        self.alignment = Alignment.from_edits(self.undo)

    def repair(self, group: Sequence[Edit], harm: set[_Place]) -> Repair:
        """A group of edits of the damaged text, judged. `harm` are the groups made on the undamaged text."""
        start, end = group[0].start, group[-1].end
        touched = [slip.rule for slip in self.undo if self._touch(start, end, slip)]
        weakest = min(group, key=lambda edit: edit.confidence)
        found, text = self.text[start:end], apply(self.text[start:end], shift(group, -start))
        verdict = self._verdict(group, bool(touched), harm)
        return Repair(weakest.rule, weakest.confidence, start, found, text, verdict, touched[0] if touched else "")

    def _verdict(self, group: Sequence[Edit], touches: bool, harm: set[_Place]) -> str:
        start, end = self._stretch(group)
        meant = self.clean[self.alignment.to_target(start) : self.alignment.to_target(end)]
        # A long word, such as an address, may have two slips: the other is for another repair to undo.
        others = [
            s for s in self.undo if start <= s.start and s.end <= end and not _meet(group[0].start, group[-1].end, s)
        ]
        if apply(self.text[start:end], shift(sorted([*group, *others], key=place), -start)) == meant:
            return "right"
        if touches:
            return "mistaken"
        return "harm" if not self.undo or _place(group, self.alignment) in harm else "astray"

    def _stretch(self, group: Sequence[Edit]) -> tuple[int, int]:
        """The words that a group touches, and those that a slip in them touches."""
        start, end = _words(self.text, group[0].start, group[-1].end)
        for slip in self.undo:
            if slip.start < end and start < slip.end:
                start, end = _words(self.text, min(start, slip.start), max(end, slip.end))
        return start, end

    def covers(self, repair: Repair, slip: Edit) -> bool:
        """Whether a repair meets the slip, or touches words that have this one alone."""
        start, end = repair.start, repair.start + len(repair.found)
        if not self._touch(start, end, slip):
            return False
        return _meet(start, end, slip) or sum(self._touch(start, end, each) for each in self.undo) == 1

    def _touch(self, start: int, end: int, slip: Edit) -> bool:
        return _meet(*_words(self.text, start, end), slip)


def _meet(start: int, end: int, slip: Edit) -> bool:
    """Whether a stretch and a slip overlap or touch."""
    return slip.start <= end and start <= slip.end


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch grown to all of the words that it touches, from white space to white space."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


# ---- figures


def blocks(values: Sequence[int], size: int) -> list[int]:
    """The sums of so many values in a row.

    >>> blocks([1, 2, 3, 4, 5], 2)
    [3, 7, 5]
    """
    return [sum(values[start : start + size]) for start in range(0, len(values), size)]


def resampled(counts: Sequence[int], words: Sequence[int], rounds: int = 2000) -> tuple[float, float]:
    """The middle 95 % of the counts in 1,000 words over resamples of documents with so many counts and words.

    Documents are drawn with replacement, so that errors that come in flocks widen the interval. Where nothing
    was counted it is empty, and only a Poisson bound tells more.
    """
    drawn = np.random.default_rng(0).integers(len(counts), size=(rounds, len(counts)))
    rates = 1000 * np.asarray(counts)[drawn].sum(1) / np.asarray(words)[drawn].sum(1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)


class Sample(NamedTuple):
    """A suggested change: how sure textfix was, whether it was right, and what it counts."""

    confidence: float
    right: bool
    weight: float = 1.0


class Bin(NamedTuple):
    """The samples between two confidences: their number and weight, mean confidence, and the share that was right."""

    low: float
    number: int
    weight: float
    confidence: float
    right: float


def bins(samples: Iterable[Sample], number: int = 10) -> list[Bin]:
    """The samples in bins of equal width that are not empty, lowest first.

    >>> [(b.low, b.number, b.right) for b in bins([Sample(0.92, True), Sample(1.0, False), Sample(0.31, False)])]
    [(0.3, 1, 0.0), (0.9, 2, 0.5)]
    """
    members: dict[int, list[Sample]] = {}
    for sample in samples:
        members.setdefault(min(int(sample.confidence * number), number - 1), []).append(sample)
    return [_bin(place / number, members[place]) for place in sorted(members)]


def _bin(low: float, samples: Sequence[Sample]) -> Bin:
    weight = sum(sample.weight for sample in samples)
    confidence = sum(sample.weight * sample.confidence for sample in samples) / weight
    right = sum(sample.weight for sample in samples if sample.right) / weight
    return Bin(low, len(samples), weight, confidence, right)


def calibration_error(found: Sequence[Bin]) -> float:
    """The expected calibration error: how far confidence lies from the share that was right, weighted by bin.

    >>> calibration_error([Bin(0.9, 1, 1.0, 0.95, 0.85), Bin(0.5, 3, 3.0, 0.55, 0.55)])
    0.025
    """
    total = sum(each.weight for each in found)
    return round(sum(each.weight * abs(each.confidence - each.right) for each in found) / total, 6)


def above(confidences: Sequence[float], threshold: float) -> int:
    """How many confidences reach a threshold. A slip that stays has confidence 0 and reaches none.

    >>> above([0.0, 0.5, 0.7], 0.5)
    2
    """
    return sum(confidence >= threshold for confidence in confidences)
