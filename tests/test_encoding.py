"""Mojibake: what is repaired, what is left, and that right text never is mojibake."""

from __future__ import annotations

import itertools
import pickle

import ftfy.bad_codecs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.edits import Edit, apply
from textfix.levels import level_of
from textfix.pipeline import Page, Pipeline, Stage
from textfix.rules.encoding import MojibakeRule

ftfy.bad_codecs.ok()
RULE = MojibakeRule()
PIPELINE = Pipeline((Stage((RULE,)),))

SENTENCES = (
    "It’s the baker’s “own” recipe — really…",
    "The café’s crème brûlée costs €5 or £4, at 25°C.",
    "Die Größe der Tür muss stimmen, sagt Frau Müller.",
    "El niño comió una piña; ¿dónde está?",
    "Россия и Москва, привет из Киева!",
    "Η Ελλάδα είναι όμορφη χώρα.",
    "日本語のテキスト、そして emoji 🎉 too.",
)


def edits_of(text: str, level: str = "careful") -> tuple[Edit, ...]:
    return PIPELINE.settle(Page(text), level_of(level))[0]


def repaired(text: str) -> str:
    return apply(text, edits_of(text))


def garbled(text: str, codec: str, times: int = 1) -> str:
    for _ in range(times):
        text = text.encode().decode(codec)
    return text


@pytest.mark.parametrize("codec", ["latin-1", "sloppy-windows-1252"])
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_common_misreadings_are_undone_however_often_they_happened(sentence: str, codec: str, times: int) -> None:
    assert repaired(garbled(sentence, codec, times)) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_right_text_has_no_edits_at_any_level(sentence: str) -> None:
    assert edits_of(sentence, "bold") == ()
    assert edits_of(sentence.upper(), "bold") == ()


@pytest.mark.parametrize(
    ("sentence", "codec"),
    [
        ("他们今天早上去了学校，老师讲了一个很长的故事，大家都很喜欢。", "gbk"),
        ("云圣轩说：“求收藏，求推荐！”没有人知道原因，直到天黑。", "gbk"),
        ("請問這裡是學校嗎？謝謝您的幫助。", "big5"),
        ("안녕하세요 세계 여러분 오늘은 날씨가 좋습니다", "euc-kr"),
        ("これは日本語のテキストです。今日は天気がいい", "shift-jis"),
    ],
)
def test_what_utf_8_makes_of_another_encoding_by_chance_is_no_repair(sentence: str, codec: str) -> None:
    misread = sentence.encode(codec).decode("latin-1")
    assert repaired(f"{misread}\n\n{garbled('It’s closed', 'latin-1')}") == f"{misread}\n\nIt’s closed"


def test_an_edit_covers_the_garbled_characters_and_no_others() -> None:
    text = "A fine of Â£5, itâ€™s said, cafÃ©s pay."
    found = [(text[edit.start : edit.end], edit.text) for edit in edits_of(text)]
    assert found == [("Â", ""), ("â€™", "’"), ("Ã©", "é")]


def test_a_right_word_does_not_block_its_line() -> None:
    assert repaired("naïve “Zoë” — itâ€™s") == "naïve “Zoë” — it’s"


def test_quotes_ligatures_widths_and_unicode_forms_stay() -> None:
    text = "“ﬁne” ﬂow ＬＯＵＤ e\u0301 it’s itâ€™s &amp; <b> a\r\nb\u2028c"
    assert repaired(text) == text.replace("â€™", "’")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("itâ€™s", "UTF-8 read as Windows-1252"),
        (garbled("it’s", "latin-1"), "UTF-8 read as Latin-1"),
        (garbled("it’s", "macroman"), "UTF-8 read as MacRoman"),
        ("\x93quoted\x94", "Windows-1252 read as Latin-1"),
        (
            garbled("it’s", "sloppy-windows-1252", 2),
            "UTF-8 read as Windows-1252, then UTF-8 read as Windows-1252",
        ),
    ],
)
def test_the_reason_names_the_encodings(text: str, reason: str) -> None:
    assert {edit.reason for edit in edits_of(text)} == {reason}


def test_more_of_the_same_makes_surer() -> None:
    (alone,) = edits_of("itâ€™s")
    (one, other) = edits_of("itâ€™s and isnâ€™t")
    assert one.confidence == other.confidence > alone.confidence


def test_a_doubtful_letter_waits_for_others() -> None:
    mentioned = "They show “Ã©” there."
    assert edits_of(mentioned) == ()
    assert len(edits_of(mentioned, "bold")) == 1
    assert len(edits_of(mentioned + " cafÃ© and crÃ¨me")) == 3


def test_what_is_clear_elsewhere_explains_what_is_not() -> None:
    # By itself the second word could be Serbian; ftfy does not call it mojibake.
    assert edits_of(garbled("мир", "sloppy-windows-1251")) == ()
    assert repaired(garbled("Привет, мир", "sloppy-windows-1251")) == "Привет, мир"


def test_a_dash_and_a_quote_do_not_make_a_syllable_of_korean() -> None:
    # The bytes of ë, — and “ are those of U+B5D3.
    assert repaired("Heâ€™s said Zoë—“isnâ€™t he?”") == "He’s said Zoë—“isn’t he?”"


def test_next_line_alone_stays_and_beside_other_c1_controls_is_dots() -> None:
    assert edits_of("one\x85two", "bold") == ()
    assert repaired("\x93wait\x85\x94") == "“wait…”"


def test_a_sign_inside_a_word_is_doubtful() -> None:
    # Two letters were lost here in another way; a euro sign is not what was meant.
    assert repaired("the e\x80ffects, it\x92s said") == "the e\x80ffects, it’s said"
    assert repaired("it costs \x8020, na\x9ave") == "it costs €20, našve"


def test_undefined_bytes_stay() -> None:
    assert edits_of("a \x81 b \x8d\x8f", "bold") == ()


def test_the_rule_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(RULE)) == RULE == MojibakeRule()
    assert hash(RULE) == hash(MojibakeRule())


PIECES = st.sampled_from(
    [
        *SENTENCES,
        *(garbled(each, "sloppy-windows-1252") for each in SENTENCES),
        "Ã ",
        "â€\ufffd",
        "â€œ",
        "\x93",
        "É”",
        "—“",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=5).map("".join))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40))
def test_edits_lie_in_the_text_and_never_overlap(text: str) -> None:
    edits = sorted(RULE.find(Page(text)), key=lambda edit: edit.start)
    for edit in edits:
        assert 0 <= edit.start < edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.text
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))
