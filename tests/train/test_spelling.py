"""Single edits, and what a list of misspellings says of each."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.train.spelling import (
    EDITS,
    LETTERS,
    bare_contractions,
    error_weights,
    read_misspellings,
    single_edit,
    slip_cost,
)

WORDS = st.text("abcd", min_size=1, max_size=6)


def all_edits(word: str) -> set[str]:
    """Everything one edit away, made in the most obvious way, as Norvig does."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deletes = [a + b[1:] for a, b in splits if b]
    swaps = [a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1]
    replaces = [a + c + b[1:] for a, b in splits if b for c in "abcd"]
    inserts = [a + c + b for a, b in splits for c in "abcd"]
    return {*deletes, *swaps, *replaces, *inserts} - {word}


@given(WORDS, WORDS)
def test_one_edit_or_more(typed: str, meant: str) -> None:
    if typed != meant:
        assert (single_edit(typed, meant) is not None) == (typed in all_edits(meant))


@given(WORDS, st.data())
def test_the_edit_that_is_named_was_made(meant: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(sorted(all_edits(meant) - {""})))
    kind, a, b = single_edit(typed, meant)
    made = {
        "deletion": lambda i: meant[:i] + meant[i + 1 :] if meant[max(0, i - 1) : i + 1] == a + b else None,
        "insertion": lambda i: meant[:i] + b + meant[i:] if meant[max(0, i - 1) : i] == a else None,
        "substitution": lambda i: meant[:i] + b + meant[i + 1 :] if meant[i : i + 1] == a else None,
        "transposition": lambda i: meant[:i] + b + a + meant[i + 2 :] if meant[i : i + 2] == a + b else None,
    }[kind]
    assert typed in [made(i) for i in range(len(meant) + 1)]


@pytest.mark.parametrize(
    ("typed", "meant", "edit"),
    [
        ("recieve", "receive", ("transposition", "e", "i")),
        ("acommodate", "accommodate", ("deletion", "c", "c")),
        ("untill", "until", ("insertion", "l", "l")),
        ("seperate", "separate", ("substitution", "a", "e")),
        ("nife", "knife", ("deletion", "", "k")),
        ("definately", "definitely", ("substitution", "i", "a")),
        ("bizzare", "bizarre", None),
    ],
)
def test_edits_of_well_known_misspellings(typed: str, meant: str, edit: tuple[str, str, str] | None) -> None:
    assert single_edit(typed, meant) == edit


def weight(table: bytes, kind: str, a: int, b: int) -> int:
    return memoryview(table).cast("b")[EDITS.index(kind) * LETTERS**2 + a * LETTERS + b]


def test_what_people_do_often_costs_less() -> None:
    pairs = [("abb", "ab")] * 30 + [("cb", "ab")]
    table = error_weights(pairs, {"ab": 50, "cab": 50, "bad": 50}, "abcd")
    assert len(table) == 4 * LETTERS**2
    assert weight(table, "insertion", 2, 2) < 0 < weight(table, "insertion", 1, 3)
    assert slip_cost("abb", "ab", table, "abcd") == weight(table, "insertion", 2, 2)
    assert slip_cost("acb", "ab", table, "abcd") == weight(table, "insertion", 1, 3)
    assert slip_cost("dcd", "ab", table, "abcd") == max(memoryview(table).cast("b"))  # three edits at once


def test_a_list_plain_or_compressed(tmp_path: Path) -> None:
    rows = "teh,the\nwather,water,weather\nlonely\n"
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.xz"
    plain.write_text(rows, encoding="utf-8")
    packed.write_bytes(lzma.compress(rows.encode()))
    expected = {"teh": ("the",), "wather": ("water", "weather")}
    assert read_misspellings(plain) == read_misspellings(packed) == expected


def test_contractions_lose_their_apostrophe_and_possessives_do_not() -> None:
    counts = {"don't": 5, "they're": 3, "that's": 4, "john's": 9, "o'clock": 2, "can't": 8, "dont": 1}
    assert bare_contractions(counts, {"cant"}) == {"dont": ("don't",), "thats": ("that's",), "theyre": ("they're",)}
