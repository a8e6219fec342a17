"""What is set as programs and printers set it is left alone, though its words alone would speak for a change."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from unasked import leave_out

from textfix import fix
from textfix.engine.decide import Change
from textfix.engine.vetoes import marks_of_code, near_code, technical
from textfix.engine.vetoes.circumstances import DAMAGED, Circumstances
from textfix.engine.vetoes.table import INSERTIONS, SPACES, Veto, asked
from textfix.engine.vetoes.technical import is_symbol, mixes_case
from textfix.model import load

LEFT = {
    "digits of a name": "The driver supports the usb3.0 devices of this board.",
    "digits behind a short word": "The chip is called at91sam9g45 in the manual that came with it.",
    "a word with digits": "It merges the nxt2002 and nxt2004 modules into a single one.",
    "an option": "The option forceuid sets it, and noforceuid turns it off again.",
    "an item of a list": "Each row (id,nmae,size) is sorted.",
    "a strange word behind a comma": "The values are auto,nosmt and off.",
    "nothing before a comma": 'Append ",keep" to leave it on when the work is done.',
    "commas without spaces": "It reads VERSION,RELATIVE-URL,HASH from each line of the file.",
    "a key": "Type C-h . to see the help for this place.",
    "a mark that begins a name": "The function should return !ready when the queue is empty.",
    "a point that begins a number": "Version .9 of the tool is out.",
    "a percent sign": "If it ends at 20 % instead of 30 %, we ship anyway.",
    "a word that dots cut off": "Computing coverage and perfor… is what the title says.",
    "padded brackets": "Nothing changes ( not in any way ).",
    "a pair": "The rules are ((mode . whitespace)) for these files.",
    "a name that recurs": "7.3 .Internal and .Primitive functions. What is .Internal is not .Primitive in any way.",
    "a word that ends no clause": "This is on the difference of .Internal and .Primitive in the code.",
    "a list in quotation marks": 'The notation "ipv6:all" or “:at_start” is not known here.',
    "a word that numbers things": "It fixes issue12 and issue170 of last year. The next is issue300, which is open.",
    "something that is called": "The program catches all errors and calls next(error), which passes control on.",
    "a text that is handed over": 'We could write the code above as puts("anything"), which is the same.',
    "marks that are spoken of": "You cannot use ?, !, or = anywhere other than at the end.",
    "a version behind a name": "The people who use python3.7 and below need a new tool for this.",
    "a number that goes on": "In other words, they may use draft2020-12 to define the schema.",
    "the prefix of a name": "Use dc:creator if the author is not known to the reader.",
    "what belongs to a group": "The owner of the folder should remain root:staff in that case.",
    "a label": "The shared module has [Memory|CPU]Pressure among its new settings.",
    "a mark that is spoken of": "Lines that begin with # or ; are left alone by the program.",
    "the folder one is in": "Run cp old_files/*.po . and then merge them by hand.",
    "a string": 'The file must begin with "From " and then the name.',
    "a mark that begins a remark": "Then run git diff HEAD ;# to see what is there.",
    "an entity": "Write to commit&#64;email.xx if this is not clear.",
    "a name with a line in it": "See is_element(which is old) for what it does in the end.",
    "a letter again and again": "Update the plugin so that it knows w ww wo for the week.",
    "a mark twice": "Some empty pairs (as in for=_1;;by=_2) are allowed here.",
    "quotation marks side by side": 'The line begins with """Return the house of the man""" and ends there.',
    "a folder that is named by a point": "Use pip install . instead of calling the old tool.",
    "digits in a row": "It loads 6,40 0 0 12 at the start of the program.",
}

REPAIRED = {
    "He lives in the capital(which is a large town) of the country.": (
        "He lives in the capital (which is a large town) of the country."
    ),
    "It was built in2018 by the people of the town.": "It was built in 2018 by the people of the town.",
    "The town has to4,200 people given what they need.": "The town has to 4,200 people given what they need.",
    "The tape of an interview on January 6,1966, is in the archive of the town.": (
        "The tape of an interview on January 6, 1966, is in the archive of the town."
    ),
    "They met in the old house . The door was open.": "They met in the old house. The door was open.",
    "The House ( MDC) was elected in that year.": "The House (MDC) was elected in that year.",
    "The price of it increased3.5 percent in the last year.": (
        "The price of it increased 3.5 percent in the last year."
    ),
    "They said that teh house was sold.": "They said that the house was sold.",
}


def is_technical(veto: Veto) -> bool:
    return veto.__module__ in (technical.__name__, marks_of_code.__name__, near_code.__name__)


def here(text: str, damage: int = 0) -> Circumstances:
    return Circumstances(load("en"), text, [], damage)


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_only_set_in_an_unusual_way_is_left_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fix(text, level=0.3) == text
    leave_out(monkeypatch, is_technical)
    assert fix(text, level=0.3) != text  # so the words alone are not why


def test_a_name_of_mixed_case_is_left_alone() -> None:
    change = cast(Change, SimpleNamespace(pieces=(("typo", 4, 13, "postgresql"),), words=()))
    assert mixes_case(here("and PosgreSQL"), change)
    assert not mixes_case(here("and Posgresql"), change)


def test_a_single_letter_is_no_wrong_word() -> None:
    change = cast(Change, SimpleNamespace(pieces=(("wrong-word", 7, 8, "us"),), words=()))
    assert is_symbol(here("allows u to be", DAMAGED), change)


@pytest.mark.parametrize("text", REPAIRED)
def test_damage_that_looks_like_it_is_repaired(text: str) -> None:
    assert fix(text) == REPAIRED[text]


INSERTED = {
    "beside a tag": ('<a href="#syntax">1. Syntax</a>', 18),
    "behind an equals sign": ("note={Viewed}", 5),
    "before what closes a quotation": ('we said "it can wait"* to all', 20),
    "in a name that recurs": ("return(fail) or return(pass)", 6),
    "behind a colon that nothing stands before": ("“:at_start” is a name", 2),
}


@pytest.mark.parametrize(("text", "at"), INSERTED.values(), ids=INSERTED)
def test_no_space_is_put_there(text: str, at: int) -> None:
    vetoes = [veto for veto in asked(INSERTIONS | SPACES, 0) if is_technical(veto)]
    change = cast(Change, SimpleNamespace(pieces=(("punctuation-space", at, at, " "),), words=()))
    assert any(veto(here(text), change) for veto in vetoes)
    moved = cast(Change, SimpleNamespace(pieces=(("punctuation-space", 1, 1, " "),), words=()))
    assert not any(veto(here(text), moved) for veto in vetoes)
