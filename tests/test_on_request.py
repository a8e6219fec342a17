"""Rules that act only when asked for: words broken at line ends, and style. Each text holds what must stay, too."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix import Fixer
from textfix.formats import format_of
from textfix.rules import lines

BROKEN = {
    "parts that are no words": ("some infor-\nmation about it", "some information\nabout it"),
    "parts that are words": ("he went out-\nside, and there-\nfore in", "he went outside,\nand therefore\nin"),
    "a mark behind it, and the end of the text": ("some infor-\nmation.", "some information."),
    "alone in its line": ("some infor-\nmation\nabout it", "some information\nabout it"),
    "line ends and indentation stay": ("  infor-\r\n  mation about it", "  information\r\n  about it"),
}

COMPOUNDS = [
    "the price-\ndetermining factor",
    "a well-\nknown man of the Anglo-\nAmerican war",
    "a long-\nterm plan, as long-term plans are",
    "a light-\nweight boat and light-weight sails",
    "from 1990-\n2000 and a-\nb",
    "he said no--\nand went",
]


@pytest.mark.parametrize("name", BROKEN)
def test_a_word_broken_at_the_end_of_a_line_is_put_together(name: str) -> None:
    damaged, right = BROKEN[name]
    assert textfix.fix(damaged, select=["lines"]) == right
    assert textfix.fix(damaged) == damaged


@given(st.text("aB-é1_ ²٣ß", max_size=14))
def test_the_compounds_are_those_that_a_pattern_finds(text: str) -> None:
    found = re.findall(r"[^\W\d_]+-[^\W\d_]+", text)
    assert lines._compounds(text) == Counter(compound.lower() for compound in found)


@pytest.mark.parametrize("text", COMPOUNDS)
def test_a_hyphen_that_belongs_there_stays(text: str) -> None:
    assert textfix.fix(f"{text}\nsome infor-\nmation", select=["lines"]) == f"{text}\nsome information"


def test_broken_words_are_put_together_before_they_are_judged() -> None:
    damaged = "It dependson the infor-\nmation that they will recieve."
    assert textfix.fix(damaged, extend_select=["lines"]) == "It depends on the information\nthat they will receive."


def test_lines_of_formats_stay() -> None:
    text = "some infor-\nmation about it, “well”\n"
    fixer = Fixer(select=["lines", "style"])
    page = format_of("a.md", text)
    assert fixer.explain(text, page.protected(text)).text == text.replace("“", '"').replace("”", '"')
    assert fixer(text) == 'some information\nabout it, "well"\n'


@pytest.mark.parametrize(
    ("rule", "damaged", "right"),
    [
        ("curly-quote", "“It’s” ‘so’ «and» — `“code”`", "\"It's\" 'so' «and» — `“code”`"),
        ("ligature", "ﬁne ﬄ æ", "fine ffl æ"),
        ("full-width", "Ｏｋ、Ｙ １２", "Ok、Y １２"),
        ("decomposed", "cafe\u0301 na\u00efve q\u0301", "caf\u00e9 na\u00efve q\u0301"),
        ("space-run", "  the  end.  Then\tit   is", "  the end. Then\tit is"),
        ("trailing-space", "a \nb\t\r\n\n c  ", "a\nb\r\n\n c"),
    ],
)
def test_style_is_made_plain_on_request(rule: str, damaged: str, right: str) -> None:
    assert textfix.fix(damaged, select=[rule]) == right
    assert textfix.fix(damaged, select=["characters"]) == damaged
