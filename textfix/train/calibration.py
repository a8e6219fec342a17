"""Confidence that is true: a logistic model for each rule, corrected by trees, fitted on text that was not counted.

The text is damaged on purpose, a page at a time: half of the pages not at all, the others at rates from three
words in a thousand to one in fifteen, which is one in a hundred on the whole. Each change that the engine
suggests is then right or wrong. Text that is read as badly damaged has weights of its own, fitted on lines full of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise

import numpy as np

from ..edits import Alignment, Edit, apply
from ..engine.confidence import (
    Case,
    Weights,
    cases,
    damage_shown,
    is_beside_dash,
    is_never_twice,
    primary_rule,
    repaired,
    vector,
)
from ..engine.decide import Change
from ..engine.engine import suggestions
from ..engine.kinds import MARK, STRANGE
from ..model import Model
from ..pipeline import Page
from .boosting import Boosting, Floats, Tree, boosted
from .damage import Damager, pages
from .noise import Noise, lines

__all__ = ["Confidence", "Sample", "calibrate", "confidence", "noisy_samples", "paired_samples", "samples"]


@dataclass(frozen=True)
class Sample:
    """A suggested change: its rule, its features, and how much of it is right, from 0 to 1.

    `spaces` are the rule that its spaces alone come under and how many of them are right; None where it has none.
    `page` numbers the text that it is from, `words` is how long that is, `damaged` how it was read.
    """

    rule: str
    features: list[float]
    right: float
    spaces: tuple[str, float] | None
    weight: float
    page: int
    words: int
    damaged: bool


RATES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.003, 0.006, 0.01, 0.015, 0.066)
"""Shares of damaged words, one for each page in turn: one in a hundred on the whole, half of the pages without."""

PAGES = (1, 1, 1, 4, 4, 40)
"""Lines of a page, each size as likely as it is often here: a line tells less of itself than an article does."""

UNCERTAIN = 0.05
"""What a suggestion counts that is wrong only if the text has no error of its own there: most of those that were
looked at are errors."""

UNCERTAIN_SETTING = 0.05
"""The same of a space beside a mark, from three nats on: of 60 places that were looked at, nine in ten were errors such
as `1976,citation` and `twenty (20)consecutive`, but whole texts are set in ways of their own."""

OF_ITS_OWN = 0.9
"""How likely a text is wrong by itself where only an apostrophe would change: of thirteen places that were looked at
twelve were errors, `it's component parts`."""

_SURE_MARGIN, _SURE_SETTING = 12.0, 3.0

RIDGE = 3.0
"""How strongly weights are drawn to zero, in units of a sample."""

Slips = Sequence[Edit]


def samples(
    model: Model, texts: Iterable[str], damager: Damager, seed: int = 1, first_page: int = 0
) -> Iterator[Sample]:
    """Every change suggested on damaged pages, with what became of it. Pages are numbered from `first_page`."""
    chance = random.Random(seed)
    sizes = iter(lambda: chance.choice(PAGES), 0)
    everything = (page for text in texts for page in pages(text, sizes) if page.strip())
    for number, page in enumerate(everything):
        rate = RATES[number % len(RATES)]
        slips = damager.damage(page, rate, chance) if rate else []
        letters = [slip for slip in slips if slip.text.split() != slip.original.split()]
        spaces = [slip for slip in slips if slip not in letters]
        yield from _judged(model, page, letters, _behind(letters, spaces), first_page + number, False)


def noisy_samples(
    model: Model, texts: Iterable[str], damager: Damager, seed: int = 1, first_page: int = 0
) -> Iterator[Sample]:
    """Every change suggested on lines full of damage, and on some without, read as badly damaged."""
    chance = random.Random(seed)
    everything = (line for text in texts for line in lines(text, chance))
    for number, line in enumerate(everything, first_page):
        noise = Noise.drawn(chance)
        letters = noise.letters(line, damager, chance)
        spaces = noise.spaces(apply(line, letters), chance)
        yield from _judged(model, line, letters, spaces, number, True)


def paired_samples(model: Model, pairs: Iterable[tuple[str, str]], first_page: int = 0) -> Iterator[Sample]:
    """The changes of spaces suggested for real damage; `pairs` are damaged lines with what they should be.

    Their letters may have damage of their own that both have: what would change it is neither right nor wrong.
    """
    for number, (damaged, clean) in enumerate(pairs, first_page):
        if (spaces := _space_edits(clean, damaged)) is None:
            continue
        for sample in _judged(model, clean, (), spaces, number, True):
            if sample.spaces:
                rule, right = sample.spaces
                yield replace(sample, rule=rule, right=right, spaces=None)


def _space_edits(clean: str, damaged: str) -> list[Edit] | None:
    """The edits that lose and add spaces so that one line becomes the other; None where letters differ too."""
    here, there = list(re.finditer(r"\S", clean)), list(re.finditer(r"\S", damaged))
    if [m[0] for m in here] != [m[0] for m in there]:
        return None
    edits = []
    for (a, b), (c, d) in zip(pairwise(here), pairwise(there), strict=True):
        gap, new = clean[a.end() : b.start()], damaged[c.end() : d.start()]
        if gap != new:
            edits.append(Edit.of("noise", a.end(), b.start(), new, 1.0, "damaged", original=gap))
    return edits


def _behind(letters: Slips, spaces: Slips) -> list[Edit]:
    """Slips of spaces as edits of the text that slips of letters leave."""
    alignment = Alignment.from_edits(letters)
    moved = ((alignment.to_target(slip.start), slip) for slip in spaces)
    return [replace(slip, start=start, end=start + slip.end - slip.start) for start, slip in moved]


def _judged(
    model: Model, clean: str, letters: Slips, spaces: Slips, number: int, expect_damage: bool
) -> Iterator[Sample]:
    """The changes suggested for a text whose letters were damaged first, and then its spaces."""
    spaced = apply(clean, letters)
    damaged = apply(spaced, spaces)
    to_letters, to_spaces = Alignment.from_edits(letters), Alignment.from_edits(spaces)
    page = Page(damaged, expect_damage=expect_damage)
    reading = suggestions(model, page)
    for case in cases(model, page.protection, damaged, reading.changes, reading.words):
        change = case.change
        start, end = (to_spaces.to_source(place) for place in _span(change))
        meant = clean[to_letters.to_source(start) : to_letters.to_source(end)]
        right = _right_words(repaired(change.pieces, change, damaged), meant)
        alone = None
        if change.spaces:
            made = repaired(change.spaces, change, damaged)
            alone = change.spaces[0][0], _right_spaces(case.source_text, made, spaced[start:end])
            if change.pieces == change.spaces:
                right = alone[1]
        if not reading.damaged:
            # Where all else is right, a change has to be right as a whole.
            right, alone = float(right == 1), alone and (alone[0], float(alone[1] == 1))
        weight = 1.0
        if not right and _is_apostrophe(case):
            right = OF_ITS_OWN
        elif not right and not reading.damaged:
            weight = _doubt(case)
        yield Sample(primary_rule(change), vector(case), right, alone, weight, number, reading.words, reading.damaged)


def _right_words(made: str, meant: str) -> float:
    """The share of the words that a change leaves that were meant.

    >>> _right_words("of leaders", "of leaders"), _right_words("a part", "apart")
    (1.0, 0.0)
    """
    found, wanted = made.split(), meant.split()
    matcher = SequenceMatcher(None, found, wanted, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(found), len(wanted), 1)


def _right_spaces(source: str, made: str, meant: str) -> float:
    """The share of the changes of spaces that were meant."""
    here, after, wanted = _space_places(source), _space_places(made), _space_places(meant)
    changed = here ^ after
    return len(changed & (here ^ wanted)) / max(len(changed), 1)


def _space_places(text: str) -> set[int]:
    """Where white space stands: the number of visible characters before it."""
    text = text.strip()
    places = accumulate(not character.isspace() for character in text)
    return {place for place, character in zip(places, text, strict=True) if character.isspace()}


def _span(change: Change) -> tuple[int, int]:
    return change.around[change.first].start, change.around[change.last - 1].end


def _is_apostrophe(case: Case) -> bool:
    """Whether all that is changed is an apostrophe, and it is somewhat likely that one is wrong or missing there."""
    return case.differs_in_apostrophe and case.change.margin >= _SURE_SETTING


def _doubt(case: Case) -> float:
    """What counts a change of what we did not damage: it may repair an error of the text itself, none is without."""
    rule, margin = primary_rule(case.change), case.change.margin
    if rule == "punctuation-space" and margin > _SURE_SETTING:
        return 1.0 if is_beside_dash(case) else UNCERTAIN_SETTING
    if rule == "extra-space" and any(token.kind == MARK for token in case.sources):
        return UNCERTAIN  # an apostrophe is parted from its word, as tokenisers do: `Joyce 's`
    plain = all(token.status == STRANGE and token.shape == 0 for token in case.sources)
    typo = rule == "typo" and (case.meanings or (plain and margin > _SURE_MARGIN))
    return UNCERTAIN if is_never_twice(case) or typo else 1.0


@dataclass(frozen=True)
class Confidence:
    """What confidence is made of, for each rule: the weights of the logistic model, and the trees that correct it."""

    weights: Weights
    trees: Mapping[str, Sequence[Tree]]


def calibrate(found: Sequence[Sample]) -> Weights:
    """A bias, a weight for each feature, and two for the damage that shows, for each rule.

    What is certain depends on the weights, and they on what is certain, so they are fitted in turn.
    """
    shown = [(0.0, 0.0)] * len(found)
    weights: Weights = {}
    for _ in range(3):
        weights = {rule: _fitted(_rows(rule, found, shown)) for rule in _rules(found)}
        shown = _shown(found, weights)
    return weights


def confidence(found: Sequence[Sample], how: Boosting, trust: Mapping[str, float]) -> Confidence:
    """The logistic model and the trees that fit these samples; `trust` is how much the trees of a rule are believed."""
    weights = calibrate(found)
    shown = _shown(found, weights)
    trees = {}
    for rule in _rules(found):
        x, y, w = _rows(rule, found, shown)
        trees[rule] = boosted(x[:, 1:], y, w, x @ np.array(weights[rule]), how, trust.get(rule, 1.0))
    return Confidence(weights, trees)


def _rules(found: Sequence[Sample]) -> list[str]:
    return sorted({sample.rule for sample in found} | {sample.spaces[0] for sample in found if sample.spaces})


def _shown(found: Sequence[Sample], weights: Weights) -> list[tuple[float, float]]:
    """The damage that shows around each sample."""
    shown: list[tuple[float, float]] = []
    for _, page in groupby(found, key=lambda sample: sample.page):
        together = list(page)
        judged = [(sample.rule, sample.features) for sample in together]
        shown += damage_shown(judged, together[0].words, weights)
    return shown


def _rows(rule: str, found: Sequence[Sample], shown: Sequence[tuple[float, float]]) -> tuple[Floats, Floats, Floats]:
    """What a rule judges: one, the features and the damage that shows; how much of it is right; what it counts."""
    rows = []
    for sample, more in zip(found, shown, strict=True):
        if sample.rule == rule:
            rows.append((sample, more, sample.right))
        elif sample.spaces and sample.spaces[0] == rule:
            rows.append((sample, more, sample.spaces[1]))
    x = np.array([[1.0, *sample.features, *more] for sample, more, _ in rows])
    y = np.array([right for _, _, right in rows], float)
    return x, y, np.array([sample.weight for sample, _, _ in rows])


def _fitted(rows: tuple[Floats, Floats, Floats]) -> list[float]:
    return [round(float(v), 3) for v in _logistic(*rows)]


def _logistic(x: Floats, y: Floats, w: Floats) -> Floats:
    """Weighted logistic regression by Newton's method, with a ridge that keeps rare features small."""
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.01
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - ridge * beta
        hessian = (x * (w * p * (1 - p) + 1e-9)[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return beta
