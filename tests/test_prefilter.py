"""The prefilter: the same answer compiled, interpreted and by an obvious reference, and nothing overlooked."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator

import ftfy.bad_codecs
import pytest
from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad
from ftfy.chardata import UTF8_CLUES
from hypothesis import assume, given
from hypothesis import strategies as st

from textfix import Fixer
from textfix.engine import prefilter
from textfix.pipeline import Page, TriggeredRule
from textfix.rules import FAMILIES, RULES

ftfy.bad_codecs.ok()
CODECS = ["latin-1", "macroman", "cp437", "iso-8859-2", *(f"sloppy-windows-125{n}" for n in "012347")]


def reference(text: str) -> int:
    """The flags, one character and one condition at a time."""
    pairs = [*itertools.pairwise(text)]
    found = {
        prefilter.DIGIT: any(is_digit_beside_letter(*row) for row in rows(text, 2)),
        prefilter.HYPHEN: not {"¬", "‐"}.isdisjoint(text)
        or any(letters(a, b) and c == "-" and (letters(d) or d in " \t\r\n") for a, b, c, d in rows(text, 4)),
        prefilter.MOJIBAKE: any(
            (a in prefilter.MOJIBAKE_LEADS and b >= "\x80") or (a in "ÂÃ" and b == " ") for a, b in pairs
        ),
        prefilter.CONTROL: any(c in prefilter.CONTROLS for c in text),
        prefilter.C1_CONTROL: any("\x80" <= c <= "\x9f" for c in text),
        prefilter.ZERO_WIDTH: any(c in prefilter.ZERO_WIDTHS for c in text),
        prefilter.SOFT_HYPHEN: "\u00ad" in text,
        prefilter.REPLACEMENT: "\ufffd" in text,
        prefilter.AMPERSAND: "&" in text,
        prefilter.ESCAPE: not set("\\=").isdisjoint(text),
        prefilter.APOSTROPHE: any(mark in text for mark in ("´", "\ufffd", *prefilter.POINTED_CONTRACTIONS))
        or any((letters(a, c) and b in '?`";') or (a == "?" and letters(b, c)) for a, b, c in rows(text, 3)),
        prefilter.BEYOND_ASCII: not text.isascii(),
        prefilter.DOUBLE_CAPITAL: any(is_double_capital(*row) for row in rows(text, 3)),
        prefilter.CAPITAL_INSIDE: any(a in SMALL and b in CAPITALS for a, b in pairs),
        prefilter.LETTERSPACED: any(is_letterspaced(*row) for row in rows(" " + text, 5)),
        prefilter.INITIAL_I: any(is_initial(*row) for row in rows(" " + text, 5)),
        prefilter.GLUED_POINT: any(
            b == "."
            and (
                (a in SMALL + CAPITALS and c in SMALL + CAPITALS + string.digits)
                or (a in string.digits + "%" and c in CAPITALS)
            )
            for a, b, c in rows(text, 3)
        ),
        prefilter.SMALL_L: any(is_small_l(*row) for row in rows(" " + text, 3)),
        prefilter.LINE_END: "\n" in text[:-1],
        prefilter.ARTICLE_AGAIN: any(
            text[n:].startswith(" the ") and text[n + 5 :].partition(" ")[2].startswith("the ")
            for n in range(len(text))
        ),
    }
    return sum(flag for flag, present in found.items() if present)


SMALL, CAPITALS = string.ascii_lowercase, string.ascii_uppercase


def rows(text: str, size: int) -> Iterator[tuple[str, ...]]:
    """The characters of a text with those behind them, `size` together."""
    return zip(*(text[start:] for start in range(size)), strict=False)


def letters(*characters: str) -> bool:
    """Whether all may be letters: beyond ASCII it is not asked."""
    return all(character in SMALL + CAPITALS or not character.isascii() for character in characters)


def is_digit_beside_letter(a: str, b: str) -> bool:
    return (a in string.digits and b in SMALL + "OI") or (a in SMALL + "OI" and b in string.digits)


def is_double_capital(a: str, b: str, c: str) -> bool:
    return a in CAPITALS and b in CAPITALS and c in SMALL


def is_letterspaced(a: str, b: str, c: str, d: str, e: str) -> bool:
    return a == c == e == " " and b in CAPITALS + SMALL and d in CAPITALS + SMALL


def begins_word(before: str) -> bool:
    """Whether what stands behind a character may begin a word."""
    return not (before.isascii() and before.isalnum()) and before not in "_'@/.-"


def is_initial(before: str, first: str, vowel: str, *rest: str) -> bool:
    """Whether a capital I begins a word, with a vowel and two small letters behind it."""
    return begins_word(before) and first == "I" and vowel in "aeiouy" and all(letter in SMALL for letter in rest)


def is_small_l(before: str, first: str, second: str) -> bool:
    return begins_word(before) and first == "l" and (second in "fnst '" or not second.isascii())


INTERESTING = st.sampled_from(
    [*prefilter.CONTROLS, *prefilter.ZERO_WIDTHS, *'\xad\ufffd\uf8ff\x80\x9f ÂÃâéа√’“—aB-7&?`´";=\\٣\n\t']
)
TEXTS = (
    st.text(max_size=30)
    | st.text("aelI1 -n,t.r?\n", max_size=12)
    | st.lists(INTERESTING, max_size=12).map("".join)
    | st.text("ab Ãâ€™", max_size=9)
    | st.text("aZ é", max_size=9)
)
# What hypothesis makes of `characters` has no surrogates unless it is asked for them.
SURROGATES = st.text(st.characters(min_codepoint=0xD700, max_codepoint=0xE0FF, categories=None), max_size=9)


@given(TEXTS | SURROGATES)
def test_all_ways_give_the_same_flags(text: str) -> None:
    flags = reference(text)
    assert prefilter.occurring(text) == flags
    assert prefilter._search(text) == flags
    assert prefilter._scan(text, len(text)) == flags


@given(st.text("aB ", max_size=30) | st.text("ab1OIX7-٣é ", max_size=30) | TEXTS)
def test_all_ways_find_the_same_shapes(text: str) -> None:
    after = " " + text  # as if a space stood before it
    ends = {
        prefilter.DIGIT: [n + 1 for n, row in enumerate(rows(text, 2)) if is_digit_beside_letter(*row)],
        prefilter.DOUBLE_CAPITAL: [n + 2 for n, row in enumerate(rows(text, 3)) if is_double_capital(*row)],
        prefilter.LETTERSPACED: [n + 3 for n, row in enumerate(rows(after, 5)) if is_letterspaced(*row)],
        prefilter.CAPITAL_INSIDE: [n + 1 for n, (a, b) in enumerate(rows(text, 2)) if a in SMALL and b in CAPITALS],
        prefilter.INITIAL_I: [n + 3 for n, row in enumerate(rows(after, 5)) if is_initial(*row)],
    }
    assert prefilter.shape_ends(text) == ends
    assert prefilter._shape_ends(text, len(text)) == ends
    assert all(bool(places) == bool(prefilter.occurring(text) & shape) for shape, places in ends.items())


@given(st.text("the ", max_size=40) | st.lists(st.sampled_from([" the ", "in", "the", " ", "é"])).map("".join))
def test_all_articles_that_come_again_are_found(text: str) -> None:
    pattern = re.compile(" the (?=[^ ]* the )")
    every = [n for n in range(len(text)) if pattern.match(text, n)]
    assert prefilter.articles_again(text) == every
    assert prefilter.articles_again(text, 1) == every[:1]


def test_every_character_has_the_flags_of_the_reference() -> None:
    for code in range(0x11000):
        assert prefilter._scan(chr(code), 1) == reference(chr(code)), hex(code)


def test_all_leads_of_ftfy_are_known() -> None:
    leads = {c for name, characters in UTF8_CLUES.items() if "first" in name for c in characters}
    assert leads <= set(prefilter.MOJIBAKE_LEADS)


@pytest.mark.parametrize("codec", CODECS)
@given(
    text=st.text(
        st.characters(max_codepoint=0x17F, exclude_categories=["Cc"]) | st.sampled_from("‘’“”–—…€™日й😀"),
        max_size=4,
    )
)
def test_what_ftfy_would_repair_is_not_overlooked(codec: str, text: str) -> None:
    try:
        garbled = text.encode().decode(codec)
    except UnicodeDecodeError:
        return
    # These make dashes and lines of bytes that begin rarer letters; to ask about each dash would cost too much.
    assume(codec not in ("macroman", "cp437") or not any("\u00ff" < c < "\u2000" for c in text))
    if is_bad(garbled) and fix_encoding(garbled, TextFixerConfig()) == text:
        assert prefilter.occurring(garbled) & (prefilter.MOJIBAKE | prefilter.C1_CONTROL)


REPAIRABLE = st.sampled_from([character for rule in RULES.values() for text in rule.example for character in text])


@given(TEXTS | st.lists(REPAIRABLE, max_size=20).map("".join) | st.sampled_from([r.example[0] for r in RULES.values()]))
def test_no_rule_has_anything_to_say_where_none_of_its_triggers_occurs(text: str) -> None:
    page = Page(text)
    for rule in Fixer(select=FAMILIES).pipeline.rules:
        if isinstance(rule, TriggeredRule) and not page.occurring & rule.triggers:
            assert list(rule.find(page)) == [], rule


@pytest.mark.parametrize("wrong", [b"bytes", None, 3])
def test_what_is_no_str_is_refused(wrong: object) -> None:
    with pytest.raises((TypeError, AttributeError)):
        prefilter.occurring(wrong)  # type: ignore[arg-type]
