"""What is in doubt: known words and marks by their definition, strange words unless they stand in code."""

from __future__ import annotations

import itertools
import re

import reference
import tiny
from english import anything
from hypothesis import given
from hypothesis import strategies as st

from textfix import Fixer
from textfix.engine.sieve import Sieve
from textfix.engine.tokens import Tokens, scan


def sieved(text: str, loose: bool = False, margin: int = 7 * 1024) -> tuple[Tokens, list[tuple[int, int]]]:
    sieve = Sieve(tiny.model().tables)
    sieve.margin = margin
    tokens = scan(text, tiny.model().tables, frozenset())
    return tokens, sieve.doubt(text, tokens, loose)


@given(anything(), st.sampled_from([0, 1024, 7 * 1024]))
def test_known_words_numbers_and_marks_in_doubt(text: str, margin: int) -> None:
    tokens, _ = sieved(text, margin=margin)
    obvious = reference.Sieve(tiny.model(), text, margin)
    for t, token in enumerate(obvious.tokens):
        if token.status != 2:
            assert tokens.flags[t] == obvious.doubtful(t), obvious.word(t)


_CODE = re.compile(r"[0-9_@#/\\=<>&$%+~^|`*{}]")


@given(anything())
def test_strange_words_in_code_are_not_in_doubt(text: str) -> None:
    tokens, _ = sieved(text)
    for token, flag in zip(tokens.between(0, tokens.count), tokens.flags, strict=False):
        around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
        if token.kind == 0 and token.status == 2 and _CODE.search(around):
            assert not flag


def one_paragraph(text: str) -> str:
    return re.sub("[\n\r\u2028\u2029]", "\t", text)


@given(anything().map(one_paragraph), st.booleans())
def test_windows_are_what_is_in_doubt_and_two_tokens_around_it(text: str, loose: bool) -> None:
    tokens, windows = sieved(text, loose)
    obvious = reference.Sieve(tiny.model(), text, 0)
    flags = list(tokens.flags[: tokens.count])
    worth = [flag == 1 or (flag == 2 and obvious.reads_better(t)) for t, flag in enumerate(flags)]
    assert windows == [window for window in obvious.windows(flags) if any(worth[slice(*window)])]


def test_a_window_is_only_read_where_another_word_may_make_a_better_reading() -> None:
    for text, worth in [("day knew village by we.", True), ("home opinion into off they.", False)]:
        tokens, windows = sieved(text, margin=0)
        assert 2 in tokens.flags[: tokens.count]
        assert bool(windows) == worth


def test_a_strange_word_that_recurs_is_a_word_unless_a_list_says_otherwise() -> None:
    for word, often in [("McAbcam", 0), ("mannager", 2)]:
        for text, found in [(f"they found the {word}.", 1), (f"they found the {word}. the {word} was old.", often)]:
            tokens, _ = sieved(text)
            assert sum(tokens.flags[: tokens.count]) == found, text


@given(anything())
def test_on_second_sight_everything_is_in_doubt(text: str) -> None:
    tokens, _ = sieved(text, loose=True)
    assert all(tokens.flags[: tokens.count])


@given(st.lists(anything().map(one_paragraph), min_size=8, max_size=12).map(" ".join))
def test_long_windows_are_cut_and_nothing_in_doubt_is_left_out(text: str) -> None:
    tokens, windows = sieved(text, loose=True)
    inside = set(itertools.chain.from_iterable(range(*window) for window in windows))
    assert inside.issuperset(t for t in range(tokens.count) if tokens.flags[t])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(windows))
    assert all(tokens.end[last - 1] - tokens.start[first] < 2000 for first, last in windows)


def test_no_window_reaches_into_another_paragraph() -> None:
    text = "they found the mannager\nmannager found the coast"
    _, windows = sieved(text)
    assert windows == reference.Sieve(tiny.model(), text, 0).windows([0, 0, 0, 1, 1, 0, 0, 0])
    assert windows == [(1, 4), (4, 7)]


def test_what_the_tiny_world_never_says_is_in_doubt() -> None:
    for text, word in [
        ("it was the the coast.", "the"),
        ("it was lot at the coast, then they came.", None),
        ("they found the mannager.", "mannager"),
        ("they foundthe manager.", "foundthe"),
        ("they found the man ager.", "man"),
    ]:
        tokens, _ = sieved(text, margin=0)
        flagged = [text[token.start : token.end] for t, token in enumerate(tokens.between(0, 99)) if tokens.flags[t]]
        assert word in flagged or word is None, (text, flagged)


def test_what_a_longer_text_left_is_not_read() -> None:
    """A piece of a word may end a text: nothing behind it is looked at, even where a longer text stood before."""
    fix = Fixer()
    fix("The quick brown fox jumps over the lazy dog. " * 50)
    for text in ("so it is a re", "see th", "a re\n", "it is a  re", "T", "re"):
        assert fix(text) == text
