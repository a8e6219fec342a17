"""The n-grams of the tiny model, counted with dictionaries, and what its tables should hold."""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import reference
import tiny

from textfix.engine.vocabulary import EDGE, FIRST_MARK, NONE, POSSESSIVE
from textfix.train.corpus import TOKEN

DISCOUNT = 0.75
STEP = 64
"""Units of 1/1024 nat in one step of a cost that is kept as a byte."""


@functools.cache
def numbers() -> tuple[int, ...]:
    """The whole training text in numbers, with an EDGE for each end of a line and at both ends."""
    found = (number(token) for text in (tiny.text(1), tiny.text(2)) for token in TOKEN.findall(text))
    return (EDGE, *found, EDGE)


def number(token: str) -> int:
    """The number of a token in training: a possessive without one is that of what owns, were it attested itself."""
    if token == "\n":
        return EDGE
    known = reference.lexicon(tiny.model())
    normal = known.normal(token) or ""
    if normal.endswith("'s") and normal not in known.words and normal[:-2] in known.words:
        return POSSESSIVE
    return reference.tokens(tiny.model(), token)[0][0].number


def grams(order: int, least: int) -> Counter[tuple[int, ...]]:
    """The n-grams that do not reach over an edge."""
    rows = zip(*(numbers()[place:] for place in range(order)), strict=False)
    counts = Counter(row for row in rows if EDGE not in row[1:-1])
    return Counter({row: count for row, count in counts.items() if count >= least})


@dataclass(frozen=True)
class Backed:
    """A model of one order: what is kept, at which probability, and what each history leaves for a shorter one."""

    kept: Mapping[tuple[int, ...], float]
    left: Mapping[tuple[int, ...], float]


@dataclass(frozen=True)
class Counted:
    """Smoothed probabilities: of words, of those after one word, and of those after two."""

    size: int
    total: int
    words: Mapping[int, float]
    pairs: Backed
    triples: Backed

    @classmethod
    @functools.cache
    def from_text(cls) -> Counted:
        model = tiny.model()
        size = FIRST_MARK + len(model.arrays["marks"]) + int(model.card["words"])
        counts, total = Counter(numbers()), len(numbers())
        words = {number: (counts[number] + 0.1) / (total + 0.1 * size) for number in range(size)}
        twos, threes = grams(2, 1), grams(3, 2)
        p2 = smoothed(twos, {(a,): n for a, n in counts.items()}, {row: words[row[-1]] for row in twos})
        p3 = smoothed(threes, twos, {row: p2[row[1:]] for row in threes})
        keep3 = {row for row in threes if p3[row] > p2[row[1:]]}
        histories = {row[:2] for row in keep3}
        keep2 = {
            row
            for row, count in twos.items()
            if (count > 1 and p2[row] > words[row[1]])
            or row in histories
            or counts[row[0]] * counts[row[1]] / total >= 8
        }
        pairs = backed({row: p2[row] for row in keep2}, {row: words[row[1]] for row in keep2})
        triples = backed({row: p3[row] for row in keep3}, {row: p2[row[1:]] for row in keep3})
        return cls(size, total, words, pairs, triples)

    def pair_cost(self, a: int, b: int) -> float:
        if (a, b) in self.pairs.kept:
            return stepped(self.pairs.kept[a, b], 1)
        cost = stepped(self.pairs.left.get((a,), 1.0)) + cost_of(self.words[b])
        if self.words[a] * self.words[b] * self.total > 8:
            # Half a time, where eight times were to be expected, is the most that never may mean.
            cost = max(cost, cost_of(0.5 / self.total / self.words[a]))
        return cost

    def triple_cost(self, a: int, b: int, c: int) -> float:
        if a == NONE or b == EDGE or (a, b) not in self.pairs.kept:
            return self.pair_cost(b, c)
        if (a, b, c) in self.triples.kept:
            return stepped(self.triples.kept[a, b, c], 1)
        return coarsely_stepped(self.triples.left.get((a, b), 1.0)) + self.pair_cost(b, c)


def smoothed(
    counts: Mapping[tuple[int, ...], int],
    histories: Mapping[tuple[int, ...], int],
    shorter: Mapping[tuple[int, ...], float],
) -> dict[tuple[int, ...], float]:
    """Absolute discounting: each n-gram gives three quarters of a count to what the shorter history expects."""
    kinds = Counter(row[:-1] for row in counts)
    return {
        row: max(count - DISCOUNT, 0) / histories[row[:-1]]
        + DISCOUNT * kinds[row[:-1]] / histories[row[:-1]] * shorter[row]
        for row, count in counts.items()
    }


def backed(kept: Mapping[tuple[int, ...], float], shorter: Mapping[tuple[int, ...], float]) -> Backed:
    """What is kept, and the share of each history that is left over what the shorter one has left."""
    rows: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for row in kept:
        rows[row[:-1]].append(row)
    return Backed(kept, {history: _left(kept, shorter, here) for history, here in rows.items()})


def _left(
    kept: Mapping[tuple[int, ...], float], shorter: Mapping[tuple[int, ...], float], rows: Iterable[tuple[int, ...]]
) -> float:
    rows = tuple(rows)
    share = (1 - math.fsum(kept[row] for row in rows)) / max(1 - math.fsum(shorter[row] for row in rows), 1e-9)
    return max(1e-6, min(1.0, share))


def cost_of(probability: float) -> float:
    return -1024 * math.log(probability)


def stepped(probability: float, least: int = 0) -> float:
    """A cost in whole steps, as a byte holds it."""
    return STEP * max(least, min(255, round(cost_of(probability) / STEP)))


def coarsely_stepped(probability: float) -> float:
    """A cost in steps four times as long, as six bits hold it."""
    return 4 * STEP * min(63, round(cost_of(probability) / STEP / 4))


# -- the case of words


@functools.cache
def capitals() -> dict[tuple[int, int], int]:
    """For each pair that occurs: 2 if the first word mostly has a capital inside sentences, and 1 if the second has."""
    sides: dict[tuple[int, int], tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for (a, first), (b, second) in itertools.pairwise(cased()):
        sides[a, b][0].extend([first] if first is not None else [])
        sides[a, b][1].extend([second] if second is not None else [])
    return {pair: 2 * _mostly(first) + _mostly(second) for pair, (first, second) in sides.items()}


def cased() -> Iterator[tuple[int, bool | None]]:
    """Each number of the training text, and whether it has a capital; None where that would say nothing."""
    starts, last = sentence_starts(), EDGE
    yield EDGE, None
    for token in (token for text in (tiny.text(1), tiny.text(2)) for token in TOKEN.findall(text)):
        shape = reference.shape(token) if token[0].isalpha() else 0
        yield number(token), shape == 1 if last not in starts and shape < 2 else None
        last = number(token)
    yield EDGE, None


def sentence_starts() -> set[int]:
    """What a sentence may begin behind."""
    marks = reference.lexicon(tiny.model()).marks
    return {EDGE, *(marks[mark] for mark in ".!?:\"'(–" if mark in marks)}


def _mostly(capitals: Sequence[bool]) -> bool:
    return sum(capitals) > 0.7 * (len(capitals) + 1)


@functools.cache
def case_costs() -> dict[int, tuple[float, ...]]:
    """For each number what its four shapes cost inside a sentence: anywhere, then behind a name."""
    anywhere: dict[int, Counter[int]] = defaultdict(Counter)
    behind: dict[int, Counter[int]] = defaultdict(Counter)
    starts = sentence_starts()
    last, name = "\n", False
    for token in (token for text in (tiny.text(1), tiny.text(2)) for token in TOKEN.findall(text)):
        shape = reference.shape(token) if token[0].isalpha() else 0
        inside = number(last) not in starts
        if inside:
            anywhere[number(token)][shape] += 1
        if name:
            behind[number(token)][shape] += 1
        last, name = token, inside and shape in (1, 2) and len(token) > 1
    return {row: _case_costs(anywhere[row], behind[row]) for row in range(Counted.from_text().size)}


def _case_costs(anywhere: Mapping[int, int], behind: Mapping[int, int]) -> tuple[float, ...]:
    """What is rare anywhere is supposed to be rare behind a name too: as much as two occurrences say."""
    usual = _shares([anywhere[shape] + more for shape, more in enumerate((0.3, 0.1, 0.05, 0.01))])
    after_a_name = _shares([behind[shape] + 2 * share for shape, share in enumerate(usual)])
    return tuple(map(stepped, (*usual, *after_a_name)))


def _shares(counts: Sequence[float]) -> list[float]:
    return [count / math.fsum(counts) for count in counts]
