"""The prefilter: the same answer compiled, interpreted and by an obvious reference, and nothing overlooked."""

from __future__ import annotations

import itertools
import re
import string

import ftfy.bad_codecs
import pytest
from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad
from ftfy.chardata import UTF8_CLUES
from hypothesis import assume, given
from hypothesis import strategies as st

from textfix import Fixer
from textfix.engine import prefilter
from textfix.pipeline import Page
from textfix.rules import FAMILIES, RULES

ftfy.bad_codecs.ok()
CODECS = ["latin-1", "macroman", "cp437", "iso-8859-2", *(f"sloppy-windows-125{n}" for n in "012347")]


def reference(text: str) -> int:
    """The flags, one character and one condition at a time."""
    pairs = [*itertools.pairwise(text)]
    found = {
        prefilter.DIGIT: any(c in "0123456789" for c in text),
        prefilter.HYPHEN: not set(prefilter.HYPHENS).isdisjoint(text),
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
        prefilter.APOSTROPHE: any(mark in text for mark in (*prefilter.APOSTROPHES, *prefilter.POINTED_CONTRACTIONS)),
        prefilter.BEYOND_ASCII: not text.isascii(),
        prefilter.DOUBLE_CAPITAL: any(
            a in CAPITALS and b in CAPITALS and c in SMALL for a, b, c in zip(text, text[1:], text[2:], strict=False)
        ),
        prefilter.CAPITAL_INSIDE: any(a in SMALL and b in CAPITALS for a, b in pairs),
        prefilter.LETTERSPACED: any(
            a == c == e == " " and b in CAPITALS + SMALL and d in CAPITALS + SMALL
            for a, b, c, d, e in zip(*((" " + text)[start:] for start in range(5)), strict=False)
        ),
    }
    return sum(flag for flag, present in found.items() if present)


SMALL, CAPITALS = string.ascii_lowercase, string.ascii_uppercase

INTERESTING = st.sampled_from(
    [*prefilter.CONTROLS, *prefilter.ZERO_WIDTHS, *'\xad\ufffd\uf8ff\x80\x9f ÂÃâéа√’“—aB-7&?`´";=\\٣\n\t']
)
TEXTS = (
    st.text(max_size=30)
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


@given(st.text("aB ", max_size=30) | TEXTS)
def test_all_ways_find_the_same_shapes(text: str) -> None:
    letters = CAPITALS + SMALL
    capitals = [n for n in range(2, len(text)) if {*text[n - 2 : n]} <= {*CAPITALS} and text[n] in SMALL]
    before = "    " + text
    spaced = [
        n for n in range(len(text)) if before[n : n + 5 : 2] == "   " and {*before[n + 1 : n + 5 : 2]} <= {*letters}
    ]
    inside = [n for n in range(1, len(text)) if text[n - 1] in SMALL and text[n] in CAPITALS]
    shapes = (prefilter.DOUBLE_CAPITAL, capitals), (prefilter.LETTERSPACED, spaced), (prefilter.CAPITAL_INSIDE, inside)
    for shape, ends in shapes:
        assert prefilter.shape_ends(text, shape) == ends
        assert prefilter._shape_ends(text.encode("ascii", "replace"), len(text), shape >> 12) == ends
        assert bool(ends) == bool(prefilter.occurring(text) & shape)


@given(st.text("ab1OIX7-٣é ", max_size=30) | TEXTS)
def test_all_ways_find_the_same_digits_beside_letters(text: str) -> None:
    letters = {*string.ascii_lowercase, "O", "I"}
    around = zip(["", *text], text, [*text[1:], ""], strict=False)
    places = [n for n, (a, digit, b) in enumerate(around) if digit in string.digits and (a in letters or b in letters)]
    assert prefilter.digits_beside_letters(text) == places
    assert prefilter._beside_letters(text.encode("ascii", "replace"), len(text)) == places
    assert [m.start() for m in re.finditer(prefilter._DIGIT_BESIDE_LETTER, text)] == places


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
        if hasattr(rule, "triggers") and not page.occurring & rule.triggers:
            assert list(rule.find(page)) == [], rule


@pytest.mark.parametrize("wrong", [b"bytes", None, 3])
def test_what_is_no_str_is_refused(wrong: object) -> None:
    with pytest.raises((TypeError, AttributeError)):
        prefilter.occurring(wrong)  # type: ignore[arg-type]
