"""Confidence is fitted: weights that made the data come out again, and what is said to be likely is so."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import pytest
import tiny

from textfix.edits import Edit
from textfix.engine.confidence import BY_MARGIN, CERTAIN, FEATURES, damage_shown, log_odds, probability
from textfix.model import load
from textfix.train.calibration import (
    OF_ITS_OWN,
    RATES,
    UNCERTAIN,
    Sample,
    calibrate,
    noisy_samples,
    paired_samples,
    samples,
)
from textfix.train.damage import Damager
from textfix.train.noise import Noise

TRUE = {"typo": (-1.0, 2.0, -1.5, 0.5), "missing-space": (1.0, -2.0, 0.0, 1.0)}
"""Bias and weights that the data below are made with."""


def sample(
    rule: str,
    features: list[float],
    right: float,
    page: int,
    weight: float = 1.0,
    spaces: tuple[str, float] | None = None,
) -> Sample:
    return Sample(rule, features, right, spaces, weight, page, words=100, damaged=False)


def made(rule: str, size: int, seed: int) -> list[Sample]:
    """Changes that are right as often as the logistic model says, each on a page of its own."""
    chance = random.Random(seed)
    found = []
    for page in range(size):
        features = [chance.uniform(-2, 2) for _ in TRUE[rule][1:]]
        score = TRUE[rule][0] + math.fsum(w * x for w, x in zip(TRUE[rule][1:], features, strict=True))
        right = chance.random() < 1 / (1 + math.exp(-score))
        found.append(sample(rule, features, right, page + seed * size))
    return found


@pytest.fixture(scope="module")
def drawn() -> list[Sample]:
    return [each for seed, rule in enumerate(TRUE, 1) for each in made(rule, 6000, seed)]


def test_the_weights_that_made_the_data_are_found(drawn: list[Sample]) -> None:
    found = calibrate(drawn)
    assert set(found) == set(TRUE)
    for rule, weights in TRUE.items():
        assert found[rule][:-2] == pytest.approx(weights, abs=0.2)
        assert found[rule][-2:] == pytest.approx([0, 0])  # no page shows damage elsewhere


def test_of_what_is_said_to_be_likely_that_share_is_right(drawn: list[Sample]) -> None:
    weights = calibrate(drawn)["typo"]
    fresh = made("typo", 6000, 9)
    said = [(probability(log_odds(weights, each.features)), each.right) for each in fresh]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        here = [(p, right) for p, right in said if low <= p < low + 0.2]
        assert sum(right for _, right in here) / len(here) == pytest.approx(
            sum(p for p, _ in here) / len(here), abs=0.06
        )


def test_weights_of_samples_are_their_number(drawn: list[Sample]) -> None:
    """Two equal samples say what one of twice the weight does."""
    few = [each for each in drawn if each.rule == "typo"][:300]
    twice = [sample("typo", each.features, each.right, each.page, 2.0) for each in few]
    apart = [sample("typo", each.features, each.right, each.page + n) for n in (0, 10**6) for each in few]
    assert calibrate(twice)["typo"] == pytest.approx(calibrate(apart)["typo"], abs=0.002)


def test_damage_that_shows_is_evidence() -> None:
    """Changes that are right where a page has a sure one, and wrong where it has none."""
    chance = random.Random(4)
    found = []
    for page in range(1500):
        damaged = page % 2 == 0
        if damaged:
            found += [sample("typo", [1.0], True, page)] * 2
        found.append(sample("typo", [0.0], chance.random() < (0.7 if damaged else 0.1), page))
    assert sum(calibrate(found)["typo"][-2:]) > 1


def test_a_share_that_is_right_counts_as_that_share_of_samples() -> None:
    chance = random.Random(5)
    rows = [([chance.uniform(-2, 2)], chance.choice([0.25, 0.5, 1.0])) for _ in range(200)]
    shares = [sample("typo", x, right, page, 4.0) for page, (x, right) in enumerate(rows)]
    whole = [
        sample("typo", x, float(part < 4 * right), 4 * page + part)
        for page, (x, right) in enumerate(rows)
        for part in range(4)
    ]
    assert calibrate(shares)["typo"] == pytest.approx(calibrate(whole)["typo"], abs=0.002)


def test_spaces_alone_teach_their_own_rule() -> None:
    """A change of letters and spaces is a sample of its rule, and of that of its spaces with what is right of them."""
    chance = random.Random(6)
    rows = [([chance.uniform(-2, 2)], chance.random() < 0.5, chance.choice([0.0, 0.5, 1.0])) for _ in range(300)]
    both = [
        sample("typo", x, right, page, spaces=("missing-space", share)) for page, (x, right, share) in enumerate(rows)
    ]
    found = calibrate(both)
    assert set(found) == {"typo", "missing-space"}
    apart = [sample("missing-space", x, share, page) for page, (x, _, share) in enumerate(rows)]
    assert found["missing-space"][:-2] == calibrate(apart)["missing-space"][:-2]
    letters = [sample("typo", x, right, page) for page, (x, right, _) in enumerate(rows)]
    assert found["typo"] == calibrate(letters)["typo"]


def test_nothing_to_go_by() -> None:
    assert calibrate([]) == {}


SURE = {"typo": [2.0, 0.0, 9.0, 9.0], "missing-space": [2.0, 0.0, 9.0, 9.0], "extra-space": [-2.0, 0.0, 9.0, 9.0]}
"""Weights with which typos and missing spaces are certain and added ones are not; the last two must not count."""


def test_no_change_is_evidence_for_itself() -> None:
    assert probability(log_odds(SURE["typo"], [0.0])) > CERTAIN > probability(log_odds(SURE["extra-space"], [0.0]))
    assert damage_shown([("typo", [0.0])], 100, SURE) == [(0.0, 0.0)]
    assert damage_shown([("typo", [0.0]), ("extra-space", [0.0])], 100, SURE)[0] == (0.0, 0.0)
    assert damage_shown([], 100, SURE) == []


def test_damage_is_counted_by_kind_and_in_all() -> None:
    """Spaces are one kind, whether lost or added, and a change that is not certain shows nothing but sees the rest."""
    judged = [(rule, [0.0]) for rule in ("typo", "typo", "missing-space", "extra-space")]
    typo, other, missing, extra = damage_shown(judged, 100, SURE)
    assert typo == other
    one, two, three = (min(1.0, math.log1p(1000 * n / 200) / 5) for n in (1, 2, 3))
    assert typo == pytest.approx((one, two))
    assert missing == pytest.approx((0.0, two))
    assert extra == pytest.approx((one, three))


def test_the_same_damage_shows_more_in_fewer_words_and_at_most_all() -> None:
    judged = [("typo", [0.0])] * 3
    (few, _), *_ = damage_shown(judged, 10, SURE)
    (many, _), *_ = damage_shown(judged, 10_000, SURE)
    assert 0 < many < few < 1
    assert damage_shown(judged * 1000, 10, SURE)[0] == (1.0, 1.0)


def test_a_rule_without_weights_is_judged_by_its_margin() -> None:
    assert next(iter(FEATURES)) == "margin"
    sure, unsure = ([margin, *[0.0] * (len(FEATURES) - 1)] for margin in (1.0, 0.1))
    assert probability(log_odds(BY_MARGIN, sure)) > CERTAIN > probability(log_odds(BY_MARGIN, unsure))
    shown = damage_shown([("typo", sure), ("typo", unsure)], 100, {})
    assert shown[0] == (0.0, 0.0)
    assert min(shown[1]) > 0


Slip = tuple[str, str]


def same(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def slips(text: str, damage: Sequence[Slip]) -> list[Edit]:
    """Edits of what differs between what stands there, at one place only, and what it becomes."""
    edits = []
    for old, new in damage:
        assert text.count(old) == 1
        front = same(old, new)
        back = same(old[front:][::-1], new[front:][::-1])
        start, end = text.index(old) + front, text.index(old) + len(old) - back
        edits.append(Edit.of("noise", start, end, new[front : len(new) - back], 1.0, "given", original=text[start:end]))
    return sorted(edits, key=lambda edit: edit.start)


@dataclass(frozen=True)
class Given(Damager):
    """Damage that is known."""

    given: Sequence[Slip] = ()

    def damage(self, text: str, rate: float, chance: random.Random) -> list[Edit]:
        return slips(text, self.given)


def usual(clean: str, *damage: Slip) -> list[Sample]:
    """What is found on one page of text; the pages before it, which are never damaged, are in no language."""
    number = next(number for number, rate in enumerate(RATES) if rate)
    return list(samples(tiny.model(), [*["9\n"] * number, clean], Given({}, {}, damage), first_page=40))


@dataclass(frozen=True)
class Known:
    """Noise that is known: of letters, and then of spaces."""

    given: Sequence[Slip]
    spaced: Sequence[Slip]

    def letters(self, text: str, damager: Damager, chance: random.Random) -> list[Edit]:
        return slips(text, self.given)

    def spaces(self, text: str, chance: random.Random) -> list[Edit]:
        if self.spaced:
            return slips(text, self.spaced)
        places = [place for place, character in enumerate(text) if character == " "]
        return [Edit.of("noise", place, place + 1, "", 1.0, "all", original=" ") for place in places]


def noisy(patch: pytest.MonkeyPatch, clean: str, letters: Sequence[Slip], spaces: Sequence[Slip]) -> list[Sample]:
    """What is found on one line of text with this damage, or with no spaces left."""
    patch.setattr(Noise, "drawn", lambda chance: Known(letters, spaces))
    return list(noisy_samples(tiny.model(), [clean], Damager({}, {}), first_page=7))


def outcome(found: Sequence[Sample]) -> list[tuple[str, float, tuple[str, float] | None]]:
    return [(each.rule, each.right, each.spaces) for each in found]


def test_letters_and_spaces_that_come_back_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = "John lost the water of the manager. They found the old house."
    found = noisy(monkeypatch, clean, [("water", "watter")], [("the manager", "themanager")])
    assert outcome(found) == [("typo", 1.0, None), ("missing-space", 1.0, ("missing-space", 1.0))]
    assert {(each.page, each.words, each.damaged, each.weight) for each in found} == {(7, 13, True, 1.0)}


def test_spaces_are_right_where_letters_stay_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = "John lost the water with the manager. They found the old house."
    found = noisy(monkeypatch, clean, [("manager", "manegar")], [("manegar", "mane gar")])
    assert outcome(found) == [("extra-space", 1.0, ("extra-space", 1.0))]


def test_what_was_not_damaged_is_wrong_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = "John lost the wather of themanager. They found the old house."
    found = noisy(monkeypatch, clean, [], [("the old", "theold")])
    wrong = [("typo", 0.0, None), ("missing-space", 0.0, ("missing-space", 0.0))]
    assert outcome(found) == [*wrong, ("missing-space", 1.0, ("missing-space", 1.0))]


def test_of_many_spaces_a_share_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here `themanager` is meant, and one space of six is wrong: where no letters change, spaces are what counts."""
    first, *_ = noisy(monkeypatch, "John lost the water of themanager. They found the old house.", [], [])
    assert first.rule == "missing-space"
    assert first.right == pytest.approx(5 / 6)
    assert first.spaces == ("missing-space", pytest.approx(5 / 6))


def test_on_usual_text_a_change_is_right_or_wrong() -> None:
    """The space is as it was, and the word was never damaged: half of the words are right, and all of the spaces."""
    (found,) = usual("They found the old house. John lost the water of the mannager.", ("the mannager", "themannager"))
    assert outcome([found]) == [("typo", 0.0, ("missing-space", 1.0))]
    assert (found.page, found.damaged) == (40 + next(n for n, rate in enumerate(RATES) if rate), False)
    assert found.weight == UNCERTAIN


def test_an_apostrophe_that_the_text_itself_has_wrong_is_likely_right_to_change() -> None:
    text = "The dog wagged it's tail and ran to the gate of the old house.\n"
    found = [each for each in samples(load("en"), [text], Damager({}, {})) if each.rule == "wrong-word"]
    assert [(each.right, each.weight) for each in found] == [(OF_ITS_OWN, 1.0)]


def test_letters_and_spaces_of_a_page_are_told_apart() -> None:
    """Slips of the clean text, in any order: those of spaces are edits of what those of letters leave."""
    damage = (("lost the", "lostthe"), ("manager", "mannager"), ("They", "Tehy"), ("old house", "oldhouse"))
    found = usual("They said he was a manager. John lost the old house.", *damage)
    assert len(found) > 1
    assert all(each.right == 1.0 and each.weight == 1.0 for each in found)
    assert [each.spaces for each in found if each.spaces] == [("missing-space", 1.0)] * 2


def test_pairs_teach_spaces_and_nothing_else() -> None:
    pairs = [
        ("John lost thewater of the manager.", "John lost the water of the manager."),
        ("John lost the wather of themanager.", "John lost the wather of the manager."),
        ("John lost thewather of the manager.", "John lost the water of the manager."),
        ("John lost the water of themanager.", "John lost the water of themanager."),
    ]
    found = list(paired_samples(tiny.model(), pairs, first_page=5))
    assert [(each.rule, each.right, each.page) for each in found] == [
        ("missing-space", 1.0, 5),
        ("missing-space", 1.0, 6),
        ("missing-space", 0.0, 8),
    ]
    assert all(each.spaces is None and each.damaged for each in found)


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("John lost the water", "John lost the waters"),
        ("John lost the waters", "John lost the water"),
        ("john lostthe water", "John lost the water"),
        ("", "John"),
    ],
)
def test_pairs_with_other_letters_are_left_out(damaged: str, clean: str) -> None:
    assert list(paired_samples(tiny.model(), [(damaged, clean)])) == []
