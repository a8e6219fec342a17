"""Where a long text is cut: by its own words, however it arrives."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from textfix.fixer import Fixer
from textfix.sections import LEAST, MOST, sections, sections_of


def cut(text: str, places: list[int]) -> list[str]:
    edges = [0, *sorted(places), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(edges)]


@st.composite
def long_texts(draw: st.DrawFn) -> str:
    pieces = st.one_of(texts(), st.sampled_from(["\n\n", "\n \t\r\n", "\r\n\r\n", "\n", " ", "word " * 9, "x" * 30]))
    return "".join(draw(st.lists(pieces, max_size=8)))


@given(st.data(), st.integers(1, 40), st.integers(0, 60))
def test_how_a_text_arrives_makes_no_difference(data: st.DataObject, least: int, more: int) -> None:
    text = data.draw(long_texts())
    most = least + more
    buffers = cut(text, data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    whole = list(sections([text], least, most))
    assert "".join(whole) == text
    assert list(sections(buffers, least, most)) == whole
    assert list(sections(text, least, most)) == whole
    assert list(sections(text.splitlines(keepends=True), least, most)) == whole


@given(long_texts(), st.integers(1, 40), st.integers(1, 60))
def test_a_text_that_is_there_as_a_whole_has_the_same_sections(text: str, least: int, more: int) -> None:
    found = sections_of(text, least, least + more)
    assert [section for section in found if section] == list(sections([text], least, least + more))


@given(long_texts(), st.integers(1, 40), st.integers(0, 60))
def test_sections_end_where_they_must(text: str, least: int, more: int) -> None:
    most = least + more
    *all_but_last, _ = [*sections([text], least, most), ""]
    position = 0
    for section in all_but_last:
        assert 0 < len(section) <= most
        at_break = re.search(r"\n[ \t\r]*\n\Z", section)
        full = len(text) - position >= most
        last = position + len(section) == len(text)
        assert at_break or full or last
        # There was no earlier paragraph break after the least.
        assert not re.search(r"\n[ \t\r]*\n(?=.)", section[least:], re.DOTALL)
        position += len(section)


@given(long_texts(), long_texts(), st.integers(1, 20))
def test_what_follows_a_break_is_cut_the_same_wherever_it_stands(one: str, other: str, least: int) -> None:
    text = "word " * least + "\n\n"
    before = list(sections([text], least, 9999))
    after = [each for each in sections([text + one], least, 9999) if each][len(before) :]
    if not one[:1].isspace():
        assert after == list(sections([one], least, 9999))


def test_a_paragraph_that_goes_on_for_ever_is_cut_at_white_space() -> None:
    assert list(sections(["aaa bbb ccc ddd eee"], least=4, most=10)) == ["aaa bbb ", "ccc ddd ", "eee"]


def test_a_word_that_goes_on_for_ever_is_cut_where_the_section_must_end() -> None:
    assert list(sections(["x" * 25], least=4, most=10)) == ["x" * 10, "x" * 10, "x" * 5]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n \t"])
def test_paragraph_breaks_of_every_kind(newline: str) -> None:
    text = f"one two{newline}\nthree"
    assert list(sections([text], least=3, most=99)) == [f"one two{newline}\n", "three"]


def test_a_short_text_is_one_section_and_an_empty_one_none() -> None:
    assert list(sections(["one\n\ntwo"])) == ["one\n\ntwo"]
    assert list(sections([""])) == list(sections([])) == []


def test_the_sizes_that_the_documentation_promises() -> None:
    assert (LEAST, MOST) == (256 * 1024, 1024 * 1024)
    paragraph = "word " * 60_000 + "\n\n"
    lengths = [len(section) for section in sections([paragraph * 3])]
    assert lengths == [len(paragraph)] * 3


def test_a_long_text_is_the_same_object_when_there_is_nothing_to_repair() -> None:
    text = "It was all as it should be.\n\n" * 12_000
    assert len(text) > LEAST
    assert Fixer(select=())(text) is text
