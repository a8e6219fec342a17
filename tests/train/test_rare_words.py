"""Words that others have seen are believed where they are no likely slips or joins."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from textfix.train.rare_words import UNKNOWN, believable, read_rare_words

COUNTS = {"the": 60_000, "form": 2000, "lot": 3000, "baby": 900, "mill": 90, "of": 30_000, "rest": 4_000}
PAIRS = {("of", "the"): 5000, ("a", "lot"): 1500}


def believed(word: str, in_a_thousand_million: float) -> bool:
    shares = {word: in_a_thousand_million / 1e9}
    return believable(shares, COUNTS, PAIRS, {"recieve"}, string.ascii_lowercase + "'é") == [word]


@pytest.mark.parametrize(
    ("word", "frequency", "is_believed"),
    [
        ("astana", 4, True),
        ("teh", 9000, False),  # a slip of a word that is everywhere
        ("fom", 300_000, True),  # one slip from `form`, which is not so much more frequent
        ("fom", 9000, False),
        ("milll", 4, True),  # nobody can tell
        ("ofthe", 9000, False),
        ("alot", 9000, False),
        ("recieve", 9000, False),
        ("c3po", 9000, False),
        ("joe's", 9000, False),  # what owns is enough
        ("x", 9000, False),
    ],
)
def test_what_is_believed(word: str, frequency: float, is_believed: bool) -> None:
    assert believed(word, frequency) is is_believed


def test_lists_have_words_with_and_without_frequencies(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Astana 12.5\nmerah\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("astana\nnomé 1e3\n", encoding="utf-8")
    shares = read_rare_words([tmp_path / "one.txt", tmp_path / "two.txt"])
    assert shares == {"astana": 1.25e-8, "merah": UNKNOWN, "nomé": 1e-6}
