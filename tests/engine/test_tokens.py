"""Tokens: cut and looked up as by a regular expression and a dictionary."""

from __future__ import annotations

import counted
import pytest
import reference
import tiny
from english import anything
from hypothesis import given
from hypothesis import strategies as st

from textfix.engine.tokens import Scanner, Tokens, key_of, scan
from textfix.train.lexicon_table import word_hash

TEXTS = anything() | st.text("aZé’'ſıİKªß٣1.,_-\n\r\u2028\u00a0 ", max_size=12)
WORDS = st.sets(st.sampled_from(["yakubayevsaid", "lsot", "village", "mcadam", "teh"])).map(frozenset)


def scanned(text: str, words: frozenset[int] = frozenset()) -> Tokens:
    return scan(text, tiny.model().tables, words)


def rows_of(tokens: Tokens) -> list[tuple[int, ...]]:
    return tokens.between(0, tokens.count)


@given(TEXTS, WORDS)
def test_tokens_are_those_of_the_reference(text: str, words: frozenset[str]) -> None:
    known = reference.lexicon(tiny.model())
    keys = frozenset(map(known.key, words))
    rows, strange = reference.tokens(tiny.model(), text, keys)
    tokens = scanned(text, keys)
    assert rows_of(tokens) == rows
    assert tokens.keys == strange


@given(TEXTS)
def test_what_the_tokens_of_a_text_come_to(text: str) -> None:
    tokens, (rows, _) = scanned(text), reference.tokens(tiny.model(), text)
    sizes = [row.end - row.start for row in rows]
    long = [size for row, size in zip(rows, sizes, strict=True) if row.kind == 0 and row.status == 2 and size > 11]
    assert (tokens.visible, tokens.run_on) == (sum(sizes), sum(long))
    assert tokens.mixed == sum(row.shape == 3 for row in rows)
    # The first token counts: it stands behind the edge of a paragraph.
    assert tokens.spaced == sum(row.start == rows[0].start or text[row.start - 1].isspace() for row in rows)


@given(st.lists(TEXTS | TEXTS.map(lambda text: text * 40), max_size=4))
def test_a_scanner_keeps_nothing_of_the_texts_before(texts: list[str]) -> None:
    scanner = Scanner(tiny.model().tables)
    for text in texts:
        again, fresh = scanner.scan(text, frozenset()), scanned(text)
        assert rows_of(again) == rows_of(fresh)
        assert again.keys == fresh.keys
        assert (again.visible, again.mixed) == (fresh.visible, fresh.mixed)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1,000", ["1,000"]),
        ("12,000,000.5", ["12,000,000.5"]),
        ("1.5.20", ["1.5.20"]),
        ("1,2", ["1", ",", "2"]),
        ("1,00", ["1", ",", "00"]),
        ("1,0000", ["1", ",", "0000"]),
        ("1,000,20", ["1,000", ",", "20"]),
        ("1.000,200.", ["1.000,200", "."]),
        ("1.,000", ["1", ".", ",", "000"]),
        ("1,٣٤٥", ["1,٣٤٥"]),
        (",000", [",", "000"]),
    ],
)
def test_where_a_number_ends(text: str, tokens: list[str]) -> None:
    assert [text[row[0] : row[1]] for row in rows_of(scanned(text))] == tokens


def test_each_second_quotation_mark_of_a_paragraph_closes() -> None:
    text = '"It" was "\n"lost" ” " "\u2028 "'
    shapes = [row[4] for row in rows_of(scanned(text)) if text[row[0]] == '"']
    assert shapes == [1, 0, 1, 1, 0, 1, 0, 1]


@given(TEXTS)
def test_what_stands_before_and_after(text: str) -> None:
    tokens = scanned(text)
    for row in rows_of(tokens):
        assert not text[row[0] : row[1]].isspace()
    spans = [row[:2] for row in rows_of(tokens)]
    between = [text[a[1] : b[0]] for a, b in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    assert all(gap == "" or gap.isspace() for gap in between)


@given(st.lists(st.integers(1, 62), max_size=30).map(bytes))
def test_the_keys_of_words(letters: bytes) -> None:
    assert key_of(letters) == word_hash(letters)


def test_every_word_is_found_by_its_letters() -> None:
    known = reference.lexicon(tiny.model())
    assert len(known.words) == tiny.model().card["words"] > 80
    for word, number in known.words.items():
        assert tiny.model().tables.word_number(known.key(word)) == number


@pytest.mark.parametrize("word", ["received", "friend", "orchards", "meadows"])
def test_what_only_a_list_has_is_attested(word: str) -> None:
    known = reference.lexicon(tiny.model())
    tables = tiny.model().tables
    assert (tables.word_number(known.key(word)), tables.is_attested(known.key(word))) == (-1, True)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("village", 0),
        ("Village's", 0),
        ("orchards", 1),
        ("friend’s", 1),
        ("ORCHARDS'S", 1),
        ("vilage", 2),
        ("vilage's", 2),
        ("Привет", 3),
        ("naïve", 3),
        ("\u212aettle", 3),
        ("o'", 2),
    ],
)
def test_what_is_known_of_a_word(word: str, status: int) -> None:
    assert scanned(word).status[0] == status


def test_a_possessive_is_numbered_as_it_was_trained() -> None:
    for word in ("village's", "coast's", "manager's"):
        assert scanned(word).number[0] == counted.number(word)


def test_every_character_is_one_kind_of_thing() -> None:
    text = "".join(map(chr, range(0x3000))) + "\ud800\udfff\U0001f600\U0001d400\U0001d7ce\U0010ffff"
    rows, _ = reference.tokens(tiny.model(), text)
    assert rows_of(scanned(text)) == rows
    for character in text:
        rows, _ = reference.tokens(tiny.model(), f"a{character}b")
        assert rows_of(scanned(f"a{character}b")) == rows, hex(ord(character))
