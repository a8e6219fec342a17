"""The condition that a text is in: old spelling is no damage, and where too much would change it is no text."""

import pytest

from textfix import fix
from textfix.engine.condition import UNREADABLE, is_strange, most_changes
from textfix.engine.tokens import scan
from textfix.model import load

OLD = (
    "He wrote that he was in great feare and doubte for his wife, and that the towne would doe nothing for them.",
    "I praie you send word to my brother, who has the keye to the olde house where we have all beene before this day.",
)


@pytest.mark.parametrize("text", OLD)
def test_old_spelling_is_left_alone(text: str) -> None:
    tables = load("en").tables
    assert not is_strange(scan(text, tables, frozenset()))  # so that this is not the reason
    assert fix(text) == text


def test_as_much_damage_of_today_is_repaired() -> None:
    text = "He wrtoe that he was in graet fear and dobut for his wife, and that the tonw would do nothing for them."
    assert (
        fix(text)
        == "He wrote that he was in great fear and doubt for his wife, and that the town would do nothing for them."
    )


def test_sentences_full_of_listed_misspellings_are_repaired() -> None:
    """Many strange words, some beside each other, some with one letter for two as old spelling has them."""
    assert (
        fix("She is realy happy becuase her freind is comming.") == "She is really happy because her friend is coming."
    )
    assert fix("Wat is teh meening of lief?") == "What is the meaning of life?"


def test_listed_misspellings_in_another_language_are_left_alone() -> None:
    text = "But I usually stick to the old phrase: Ich habe ein Amt, aber keine Meinung."
    assert fix(text) == text


def test_a_word_beside_a_strange_one_is_left_alone() -> None:
    assert fix("It was called zelmurf teh way home.") == "It was called zelmurf teh way home."
    assert fix("It was called by teh way home.") == "It was called by the way home."


def test_a_known_word_beside_code_is_left_alone() -> None:
    assert fix("It was the fist `x` time since the war.") == "It was the fist `x` time since the war."
    assert fix("It was the fist time since the war.") == "It was the first time since the war."


CAMELS = "The new MaildirSource and the BonsaiSource work again, and PollingSource no longer waits. "


def test_a_text_that_writes_in_camel_case_keeps_it() -> None:
    assert fix(CAMELS + "We dropped the TinderboxWatcher.") == CAMELS + "We dropped the TinderboxWatcher."
    assert fix(CAMELS + "It dependson the weather.") == CAMELS + "It depends on the weather."
    assert fix("He met BinyaminNetanyahu in the town.") == "He met Binyamin Netanyahu in the town."


def test_a_long_text_is_given_up_where_so_many_words_would_change_that_it_is_none() -> None:
    tables = load("en").tables
    assert most_changes(scan("word " * 199, tables, frozenset())) is None
    assert most_changes(scan("word, " * 1000, tables, frozenset())) == UNREADABLE * 1000
    assert [fix(unit * 1000) for unit in ("a=b;", "é ", "ab,cd ")] == [unit * 1000 for unit in ("a=b;", "é ", "ab,cd ")]


def test_a_long_text_is_repaired_though_one_word_in_five_is_damaged() -> None:
    assert fix("She recieved a long letter. " * 200) == "She received a long letter. " * 200
