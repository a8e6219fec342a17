"""Dense damage: letters first and spaces after them, as much of each as asked, each slip as its name says."""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections import Counter

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_characters, clean_text

from textfix.edits import apply, inverse
from textfix.train.damage import Damager, wrongly_read
from textfix.train.noise import ACCENTS, LOOKALIKES, SHORT, SLIPS, Noise, lines

DAMAGER = Damager(
    {"the": ["teh", "hte"], "water": ["wather"]}, {"lost": {"lot": 1.0, "list": 2.0}, "from": {"form": 1.0}}
)
TEXTS = st.one_of(clean_text(), st.sampled_from(tiny.text(1).splitlines()), any_characters())
SEEDS = st.integers(0, 2**32)
SHARES = st.sampled_from([0.0, 0.1, 1.0])
KINDS = st.lists(st.sampled_from(sorted(SLIPS)), min_size=1, unique=True)


def noises() -> st.SearchStrategy[Noise]:
    return st.builds(Noise, SHARES, SHARES, SHARES, SHARES, KINDS.map(lambda names: dict.fromkeys(names, 1.0)))


@given(noises(), TEXTS, SEEDS)
def test_letters_are_damaged_a_word_each(noise: Noise, text: str, seed: int) -> None:
    edits = noise.letters(text, DAMAGER, random.Random(seed))
    damaged = apply(text, edits)
    assert apply(damaged, inverse(edits)) == text
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))
    for edit in edits:
        assert edit.original == text[edit.start : edit.end] != edit.text
        assert re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)*", edit.original)
        assert edit.text
        assert not re.search(r"\s", edit.text)
        beside = text[edit.start - 1 : edit.start] + text[edit.end : edit.end + 1]
        assert not re.search(r"[^\W\d_]", beside)


@given(noises(), TEXTS, SEEDS)
def test_spaces_come_and_go_and_nothing_else_does(noise: Noise, text: str, seed: int) -> None:
    edits = noise.spaces(text, random.Random(seed))
    damaged = apply(text, edits)
    assert apply(damaged, inverse(edits)) == text
    assert re.sub(r"\s", "", damaged) == re.sub(r"\s", "", text)
    assert {(edit.original, edit.text) for edit in edits} <= {(" ", ""), ("", " ")}
    for edit in edits:
        assert not re.search(r"\s", text[edit.start - 1 : edit.start] + text[edit.end : edit.end + 1])
        assert 0 < edit.start <= edit.end < len(text)


@given(TEXTS, SEEDS)
def test_no_share_no_damage(text: str, seed: int) -> None:
    noise = Noise(0, 0, 0, 0, {}, 0)
    assert noise.letters(text, DAMAGER, random.Random(seed)) == noise.spaces(text, random.Random(seed)) == []


@given(TEXTS, SEEDS)
def test_all_spaces_can_be_lost(text: str, seed: int) -> None:
    edits = Noise(0, 1.0, 0, 0, {}, 0).spaces(text, random.Random(seed))
    assert not re.search(r"(?<=\S) (?=\S)", apply(text, edits))
    assert apply(text, edits) == re.sub(r"(?<=\S) (?=\S)", "", text)


def test_compounds_are_broken_behind_their_hyphens() -> None:
    text = "A left-corner parser, 3-4 words -- and a well-known state-of-the-art tool-"
    broken = apply(text, Noise(0, 0, 0, 1.0, {}, 0).spaces(text, random.Random(1)))
    assert broken == "A left- corner parser, 3-4 words -- and a well- known state- of- the- art tool-"


def test_about_as_much_is_damaged_as_asked() -> None:
    text, chance = tiny.text(1), random.Random(1)
    noise = Noise(0.2, 0.1, 0.02, 0, {"any letter": 1.0}, 0.15)
    words = len(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text))
    assert len(noise.letters(text, DAMAGER, chance)) == pytest.approx(0.2 * words, rel=0.1)
    spaces = Counter(edit.text for edit in noise.spaces(text, chance))
    assert spaces[""] == pytest.approx(0.1 * text.count(" "), rel=0.1)
    assert spaces[" "] == pytest.approx(0.02 * len(re.findall(r"(?<=\S)(?=\S)", text)), rel=0.1)


@given(noises(), TEXTS, SEEDS)
def test_equal_chances_do_equal_damage(noise: Noise, text: str, seed: int) -> None:
    one, two = random.Random(seed), random.Random(seed)
    assert noise.letters(text, DAMAGER, one) == noise.letters(text, DAMAGER, two)
    assert noise.spaces(text, one) == noise.spaces(text, two)


DRAWN = [Noise.drawn(chance) for chance in [random.Random(1)] for _ in range(4000)]


def test_a_third_of_the_lines_stays_clean() -> None:
    clean = [noise for noise in DRAWN if not (noise.words or noise.lost or noise.added)]
    assert 0.33 < len(clean) / len(DRAWN) < 0.42
    assert sum(not noise.slips for noise in DRAWN) / len(DRAWN) == pytest.approx(0.35, abs=0.03)


def test_kinds_of_damage_come_and_go_by_themselves() -> None:
    damaged = [noise for noise in DRAWN if noise.slips]
    seen = Counter((noise.words > 0, noise.lost > 0, noise.added > 0) for noise in damaged)
    assert len(seen) == 8
    assert max(noise.words for noise in damaged) == 0.3
    assert {noise.added for noise in damaged if noise.lost == 1.0} == {0}
    assert 0.1 < sum(noise.lost == 1.0 for noise in damaged) / len(damaged) < 0.2
    kinds = Counter(name for noise in damaged for name in noise.slips)
    assert set(kinds) == set(SLIPS)
    as_people_misspell = {"misspell", "confuse", "short"}
    for name in SLIPS:
        share = kinds[name] / len(damaged)
        assert 0.7 < share < 0.83 if name in as_people_misspell else 0.3 < share < 0.42
    assert {noise.twice for noise in damaged} == {0, 0.15, 0.4}
    assert all(0 < weight <= 1 for noise in damaged for weight in noise.slips.values())


def is_one_edit(word: str, typed: str) -> bool:
    """Whether a letter was lost, added, put for another or swapped with the next."""
    start = next((i for i, (a, b) in enumerate(zip(word, typed, strict=False)) if a != b), min(len(word), len(typed)))
    rest, wrong = word[start:], typed[start:]
    return wrong in (rest[1:], wrong[:1] + rest, wrong[:1] + rest[1:], rest[1::-1] + rest[2:])


def is_look_alike(word: str, typed: str) -> bool:
    return any(
        typed == word[:i] + other + word[i + 1 :]
        for i, letter in enumerate(word)
        for other in LOOKALIKES.get(letter.lower(), ())
    )


def plain(word: str) -> str:
    base = unicodedata.normalize("NFD", word).translate(str.maketrans("øłđ", "old"))
    return "".join(letter for letter in base if not unicodedata.combining(letter))


NAMES = {
    "misspell": lambda word, typed: typed.lower() in DAMAGER.misspelt.get(word.lower(), ()) or is_one_edit(word, typed),
    "mistype": is_one_edit,
    "confuse": lambda word, typed: typed.lower() in DAMAGER.confused.get(word.lower(), ()),
    "any letter": is_one_edit,
    "lookalike": is_look_alike,
    "misread": lambda word, typed: typed in {wrongly_read(word, random.Random(seed)) for seed in range(200)},
    "accent": lambda word, typed: plain(typed).lower() == word.lower(),
    "short": lambda word, typed: (
        is_one_edit(word, typed)
        if len(word) > 3
        else typed.lower() in SHORT and typed[0].isupper() == word[0].isupper()
    ),
    "first letter": lambda word, typed: typed[1:] == word[1:] and typed[0].islower(),
}


@pytest.mark.parametrize("name", SLIPS)
def test_every_slip_does_what_its_name_says(name: str) -> None:
    chance = random.Random(2)
    words = re.findall(r"[A-Za-z]+", tiny.text(1))[:3000]
    made = [(word, SLIPS[name](word, DAMAGER, chance)) for word in words]
    changed = [(word, typed) for word, typed in made if typed != word]
    assert len(changed) > 20
    assert [pair for pair in changed if not NAMES[name](*pair)] == []


def test_every_letter_has_its_accents_and_look_alikes() -> None:
    assert all(plain(accented) == letter for letter, row in ACCENTS.items() for accented in row)
    assert all(letter not in row and all(row) for letter, row in LOOKALIKES.items())


def test_some_words_are_damaged_twice() -> None:
    noise = Noise(1.0, 0, 0, 0, {"first letter": 1.0, "accent": 1.0}, 0.15)
    edits = noise.letters("teas " * 2000, DAMAGER, random.Random(3))
    twice = sum(edit.text[0] not in plain("t") and plain(edit.text[1:]) != edit.text[1:] for edit in edits)
    assert 0.01 < twice / len(edits) < 0.15


@given(any_characters(), SEEDS)
def test_lines_are_those_of_the_text(text: str, seed: int) -> None:
    found = list(lines(text, random.Random(seed)))
    assert [row for piece in found for row in piece.splitlines()] == [row for row in text.splitlines() if row.strip()]


def test_most_pieces_are_one_line() -> None:
    sizes = Counter(len(piece.splitlines()) for piece in lines("line\n\n" * 4000, random.Random(1)))
    assert set(sizes) <= {1, 2, 3, 4}
    assert sizes[1] > 3 * sizes[4] > 0
