"""What machines misread: digits and letters that look alike, and hyphens that line ends left in words."""

from __future__ import annotations

import time

import pytest

from textfix import Fixer
from textfix.pipeline import Page
from textfix.rules.digits import DigitsRule
from textfix.rules.lines import LinesRule

HYPHENS = Fixer(select=["stray-hyphen"])
DIGITS = Fixer(select=["misread-digit"])


@pytest.mark.parametrize(
    ("fixer", "damaged", "right"),
    [
        (HYPHENS, "the econ- omy of the coun- try", "the economy of the country"),
        (HYPHENS, "the im- plementation, and the im- port", "the implementation, and the import"),
        (HYPHENS, "a light- weight boat", "a lightweight boat"),
        (HYPHENS, "MINIS- TRY of FOR- EIGN affairs", "MINISTRY of FOREIGN affairs"),
        (HYPHENS, "the discon-tinued line", "the discontinued line"),
        (DIGITS, "a1so w0rk", "also work"),
        (DIGITS, "It is 0ne. 0ne is it.", "It is one. One is it."),
        (DIGITS, "in 0ctober", "in October"),
        (DIGITS, "since l987, in 18O5 and I960", "since 1987, in 1805 and 1960"),
    ],
)
def test_what_was_misread_is_put_right(fixer: Fixer, damaged: str, right: str) -> None:
    assert fixer(damaged) == right


@pytest.mark.parametrize(
    ("fixer", "text"),
    [
        (HYPHENS, "pre- and post-war, short- or long-term, two- to threefold, under- as over-rated"),
        (HYPHENS, "the long- term view of a well- known man"),
        (HYPHENS, "th- this, wh- what, i- th- is, can- can"),
        (HYPHENS, "a key- board, and every key-board there is"),
        (HYPHENS, "co-operation, e-mail, al-Qaida, teen-ager, pre-emption"),
        (HYPHENS, "-o and --out, a - b, c -d, 1990- 2000, x- y"),
        (HYPHENS, "it's- fine, don- 't"),
        (DIGITS, "1st 10th 100m 0x1f 10am 180o a11y i18n g0v B1FF sha1 h1 CO2 R2D2 2OOO 4x4"),
        (DIGITS, "http://example.com/w0rk w0rk.txt x=w0rk #w0rk @w0rk `w0rk`"),
        (DIGITS, "dev1ce and L1sten and xq0zz"),
        (DIGITS, "libacme-foo1 and foo1, by marc0"),
    ],
)
def test_what_is_meant_stays(fixer: Fixer, text: str) -> None:
    assert fixer(text) is text


def test_what_is_set_with_a_hyphen_elsewhere_keeps_it() -> None:
    once = "the key- board"
    assert HYPHENS(once) == "the keyboard"
    assert HYPHENS(f"{once} and a key-board") == f"{once} and a key-board"


@pytest.mark.parametrize("words", [["infor"], ["MATION"], ["infor-mation"]])
def test_the_callers_words_keep_their_hyphens(words: list[str]) -> None:
    assert Fixer(words=words, select=["stray-hyphen"])("the infor- mation") == "the infor- mation"


def test_the_callers_words_keep_their_digits() -> None:
    assert Fixer(words=["A1so"], select=["misread-digit"])("a1so w0rk") == "a1so work"


@pytest.mark.parametrize(
    ("rule", "unit"),
    [
        (LinesRule(("stray-hyphen",)), "infor- mation "),
        (LinesRule(("stray-hyphen",)), "-"),
        (LinesRule(("stray-hyphen",)), "a-"),
        (DigitsRule(), "w0rk "),
        (DigitsRule(), "a0"),
        (DigitsRule(), "1l"),
    ],
)
def test_the_time_is_linear(rule: LinesRule | DigitsRule, unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        assert all(edit.start < edit.end for edit in rule.find(Page(unit * times)))
        return time.process_time() - start

    seconds(10)
    few, many = min(seconds(4_000) for _ in range(3)), seconds(64_000)
    assert many < 16 * 4 * few + 0.2
