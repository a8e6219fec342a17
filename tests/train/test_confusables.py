"""Which words are mistaken for which, and what each mistake costs."""

from __future__ import annotations

import numpy as np

from textfix.engine.vocabulary import CONFUSED
from textfix.train.confusables import LEAST_COUNT, MOST, confusable_arrays

WORDS = ["the", "of", "have", "its", "it's", "trail", "trial", "house", "hose", "houses"]
FIRST, SLIP = 20, 33


def confused(words: list[str], rare: frozenset[str] = frozenset()) -> dict[str, dict[str, int]]:
    """For each word those that may be meant, with the cost of each in sixteenths of a nat."""
    counts = {word: LEAST_COUNT - (word in rare) for word in words}
    arrays = confusable_arrays(words, counts, FIRST, FIRST + len(words), lambda *_: SLIP)
    offsets, others, costs = (
        np.frombuffer(*each) for each in zip(arrays, (np.uint32, np.uint32, np.int8), strict=True)
    )
    rows = {word: slice(offsets[FIRST + n], offsets[FIRST + n + 1]) for n, word in enumerate(words)}
    return {
        word: dict(zip([words[other - FIRST] for other in others[row]], costs[row].tolist(), strict=True))
        for word, row in rows.items()
    }


def test_what_people_confuse_is_cheaper_than_slips() -> None:
    found = confused(WORDS)
    assert found["its"] == {"it's": CONFUSED} and found["it's"] == {"its": CONFUSED}
    assert found["trail"] == {"trial": 0} and found["trial"] == {"trail": 0}
    assert found["house"]["hose"] == found["hose"]["house"] == SLIP > 0 > CONFUSED


def test_some_errors_are_made_one_way_only() -> None:
    found = confused(WORDS)
    assert found["of"] == {"have": CONFUSED}
    assert "of" not in found["have"]


def test_neither_forms_of_a_word_nor_rare_words_are_put_in() -> None:
    assert "houses" not in confused(WORDS)["house"]
    assert "hose" not in confused(WORDS, frozenset(["hose"]))["house"]


def test_a_word_has_only_so_many() -> None:
    crowd = ["bat", *(f"{letter}at" for letter in "cdefghijklmnopqrstuvwxyz"), *(f"ba{letter}" for letter in "abcdefg")]
    assert len(confused(crowd)["bat"]) == MOST
