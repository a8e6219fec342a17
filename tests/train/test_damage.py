"""Damage done on purpose: edits that apply, that can be undone, and that do what their names say."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_characters, clean_text

from textfix.edits import apply, inverse
from textfix.engine.keyboard import NEIGHBOURS
from textfix.train.damage import SLIPS, Damager, mistyped, pages, wrongly_read

DAMAGER = Damager(
    {"the": ["teh", "hte"], "water": ["wather"]}, {"lost": {"lot": 1.0, "list": 2.0}, "from": {"form": 1.0}}
)
TEXTS = st.one_of(clean_text(), st.sampled_from(tiny.text(1).splitlines()), any_characters())
SEEDS = st.integers(0, 2**32)


@given(TEXTS, st.sampled_from([0.01, 0.2, 1.0]), SEEDS)
def test_damage_applies_and_is_undone(text: str, rate: float, seed: int) -> None:
    slips = DAMAGER.damage(text, rate, random.Random(seed))
    damaged = apply(text, slips)
    assert apply(damaged, inverse(slips)) == text
    assert bool(slips) == (damaged != text)
    for slip in slips:
        assert slip.original == text[slip.start : slip.end] != slip.text
        assert slip.rule in SLIPS
    assert all(b.start - a.end > 30 for a, b in itertools.pairwise(slips))


@given(TEXTS, SEEDS)
def test_no_rate_no_damage(text: str, seed: int) -> None:
    assert DAMAGER.damage(text, 0.0, random.Random(seed)) == []


@given(TEXTS, SEEDS)
def test_equal_chances_do_equal_damage(text: str, seed: int) -> None:
    slips = [DAMAGER.damage(text, 0.5, random.Random(seed)) for _ in range(2)]
    assert slips[0] == slips[1]


WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


@pytest.mark.parametrize("name", SLIPS)
def test_every_slip_does_what_its_name_says(name: str) -> None:
    text = tiny.text(1)[:4000]
    words, chance = list(WORD.finditer(text)), random.Random(1)
    made = [slip for _ in range(200) if (slip := SLIPS[name][1](DAMAGER, text, words, chance))]
    assert len(made) > 40
    for slip in made:
        before, after = text[: slip.start], text[slip.end :]
        assert {
            "join": slip.original == " " and slip.text == "" and before[-1:].isalpha() and after[:1].isalpha(),
            "run": slip.original.strip() == slip.text and slip.original == f" {slip.text} ",
            "move": slip.original[::-1] == slip.text and slip.text.strip() != slip.text,
            "glue": slip.original == " " and slip.text == "" and not (before[-1:].isalpha() and after[:1].isalpha()),
            "number": slip.original == " " and slip.text == "" and before[-1:].isdigit() != after[:1].isdigit(),
            "inside": slip.original == "" and slip.text == " " and (before[-1:] in '“("' or after[:1] in '”)"'),
            "part": slip.original == "" and slip.text == " " and before[-1:].isalnum() and after[:1] in ".,;:!?)”",
            "split": slip.original == "" and slip.text == " " and before[-1:] not in " \n" and after[:1] not in " \n",
            "loosen": slip.original in ("", "'", "’")
            and slip.text == " "
            and (before[-1:] + after[:1]).strip("'’").isalpha(),
            "misspell": slip.text.lower() in DAMAGER.misspelt.get(slip.original.lower(), ()),
            "mistype": -1 <= len(slip.text) - len(slip.original) <= 1 and len(slip.original) > 2,
            "misread": is_misread(slip.original, slip.text),
            "confuse": slip.text.lower() in DAMAGER.confused.get(slip.original.lower(), ()),
            "repeat": slip.original == "" and before.endswith(slip.text[1:]) and slip.text[0] == " ",
        }[name]
        assert slip.text[:1].isupper() == slip.original[:1].isupper() or name in ("mistype", "run", "move")


def is_misread(word: str, read: str) -> bool:
    """Whether two letters were taken for one or the other way round, or letters such as `fi` are gone."""
    pairs = (
        "rn m",
        "m rn",
        "h li",
        "li h",
        "d cl",
        "cl d",
        "w vv",
        "u ii",
        "n ii",
        "in m",
        "m in",
        "ff ",
        "fi ",
        "fl ",
        "ffi ",
        "ffl ",
    )
    ways = {
        word[: match.start()] + new + word[match.start() + len(old) :]
        for old, new in (pair.split(" ") for pair in pairs)
        for match in re.finditer(f"(?={old})", word)
    }
    return read.replace(" ", "", 1) in ways and read.strip() == read


def test_a_space_is_left_of_letters_only_inside_a_word() -> None:
    read = {wrongly_read("offering", random.Random(seed)) for seed in range(50)}
    assert read == {"oering", "o ering", "offermg", "offeriiig"}
    assert {wrongly_read("fist", random.Random(seed)) for seed in range(50)} == {"st"}


@given(st.from_regex(r"[a-z]{3,9}", fullmatch=True), SEEDS)
def test_a_slip_of_the_fingers_is_one_edit(word: str, seed: int) -> None:
    typed = mistyped(word, random.Random(seed))
    start = next((i for i, (a, b) in enumerate(zip(word, typed, strict=False)) if a != b), min(len(word), len(typed)))
    rest, wrong = word[start:], typed[start:]
    assert typed == word or wrong in (rest[1:], wrong[:1] + rest, wrong[:1] + rest[1:], rest[1::-1] + rest[2:])


def test_slips_happen_about_as_often_as_asked() -> None:
    text, chance = tiny.text(1), random.Random(1)
    words = len(WORD.findall(text))
    slips = [slip for _ in range(20) for slip in DAMAGER.damage(text, 0.01, chance)]
    assert 0.7 * 20 * words * 0.01 < len(slips) <= 1.1 * 20 * words * 0.01
    names = Counter(slip.rule for slip in slips)
    assert set(names) == set(SLIPS)
    assert names["join"] > names["repeat"]


def test_keys_beside_one_another() -> None:
    assert (NEIGHBOURS["g"], NEIGHBOURS["q"], NEIGHBOURS["p"]) == ("rtyfhvbn", "was", "ol")
    assert all(key in NEIGHBOURS[other] for key, others in NEIGHBOURS.items() for other in others)
    assert all(key not in others for key, others in NEIGHBOURS.items())


@given(any_characters(), st.integers(1, 5))
def test_pages_are_the_text_again(text: str, lines: int) -> None:
    found = list(pages(text, itertools.repeat(lines)))
    assert "".join(found) == text
    assert all(len(page.splitlines()) <= lines for page in found)
