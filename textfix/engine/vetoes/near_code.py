"""What is left as it is where code is near: there a mark, a name or an operator is rather set so than damaged.

Counted in the documentation of 2,900 packages: of 47 spaces put in behind a colon or a semicolon four were lost, of 29
taken away beside a quotation mark one was too many. With all of these signs, and with those that technical.py got
beside them, 424 wrong edits became 156, and 23 right ones of 2,005 are made no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from ...patterns import compiled
from ..decide import Change, deletions, insertions, replacements
from ..kinds import KNOWN
from ..lexicon import IN_NO_TERM, is_among
from ..tables import Tables
from .circumstances import Circumstances
from .marks_of_code import BEFORE

__all__ = ["PROGRAM_NAMES", "is_near_code", "is_program", "is_set_in_code"]

_NEAR = 2_000
"""Code points on either side in which code tells that words are rather terms."""

_CODE_BESIDE_PROSE = r"[{}_\\(:`=-](?:(?<=[{}_\\])|(?<=\()\)|(?<=:):|(?<=[=-])>|(?<=`)[^`'\n]{1,80}`)"
"""What stands in a text that speaks of programs, and seldom elsewhere: no equals sign, which statistics have too, no
bracket behind a letter, which lost a space, no dollars, no quotation marks of printers."""

_OPENING = 160
"""The rank of a word up to which it opens sentences more often than it names a member: `See`, `However`, not `Set`."""

_Inserted: TypeAlias = Callable[[Tables, str, Change, int], bool]
_Deleted: TypeAlias = Callable[[Tables, str, Change, int, int], bool]


def is_set_in_code(here: Circumstances, change: Change) -> bool:
    """Whether a change would touch what is set so where code is near, and code is."""
    return _looks_set(here.tables, here.text, change) and is_near_code(here.text, change.pieces[0][1])


def is_near_code(text: str, place: int) -> bool:
    """Whether code stands near a place (code points).

    >>> is_near_code("Compress with GZip, or call `zlib.deflate`.", 14)
    True
    >>> is_near_code("A house on a hill (a low one).", 8)
    False
    """
    return compiled(_CODE_BESIDE_PROSE).search(text, max(0, place - _NEAR), place + _NEAR) is not None


PROGRAM_NAMES = Path(__file__).with_name("program_names.txt")
"""Names of programs that are a slip away from a word, one a line: tools/program_names.py makes them."""


def is_program(here: Circumstances, change: Change) -> bool:
    """Whether a word that would get other letters is the name of a program: `gzip and brotli sizes`."""
    words = (here.text[start:end].lower() for _, start, end, _ in replacements(change))
    return any(word in _programs() for word in words) and is_near_code(here.text, change.pieces[0][1])


@cache
def _programs() -> frozenset[str]:
    return frozenset(PROGRAM_NAMES.read_text(encoding="utf-8").split())


def _looks_set(tables: Tables, text: str, change: Change) -> bool:
    parted = any(sign(tables, text, change, at) for at in insertions(change) for sign in _INSERTED)
    return parted or any(sign(tables, text, change, *span) for span in deletions(change) for sign in _DELETED)


# A space that would be put in


def _parts_term(tables: Tables, text: str, change: Change, at: int) -> bool:
    """Whether small letters are parted into words none of which is among the commonest.

    There they are rather a term: `literalinclude`, `noexcept`, but `initialor` and `atechnical` lost a space.
    """
    if not change.words or any(is_among(tables, word, IN_NO_TERM) for word in change.words):
        return False
    return text[at - 1 : at].islower() and text[at : at + 1].islower()


_OPERATORS = frozenset(
    [
        *("typeof", "instanceof", "keyof", "valueof", "sizeof", "nameof", "alignof", "offsetof"),  # ask of what follows
        *("readonly", "writeonly"),  # qualify it
        *("foreach", "elseif", "endif", "andalso"),  # begin, go on with and end a statement
    ]
)
"""Operators, modifiers and statements of programming languages that are two words of English."""


def _parts_operator(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is inside an operator: `an instanceof check`."""
    before = compiled(r"[a-z]+\Z").search(text[max(0, at - BEFORE) : at])
    behind = compiled(r"[a-z]+").match(text[at : at + BEFORE])
    return before is not None and behind is not None and before.group() + behind.group() in _OPERATORS


def _follows_colon(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is behind a colon or a semicolon between letters: `rdfs:Resource`, `*.debug;local6.err`."""
    return text[at - 1 : at] in (":", ";")


def _parts_owner(tables: Tables, text: str, change: Change, at: int) -> bool:
    """Whether it is behind a point, before a capital that begins no common word: `streams.Transform`, not `it.This`."""
    if text[at - 1 : at] != "." or not text[at : at + 1].isupper():
        return False
    return not any(is_among(tables, word, _OPENING) for word in change.words[-1:])


_IN_PROSE = r"[`*‘“]?(?:[^\W\d_]+|#\d+)[.,;:]*(?: \S|\n)"
"""What follows a comma in a sentence: a word, or the number of a change, with one space behind it, or a line end."""


def _parts_item(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is behind a comma, and no word of a sentence follows: `(22,true)`, `ti,palmas-pmic`, or precedes."""
    if text[at - 1 : at] != ",":
        return False
    if not text[at - 2 : at - 1].strip() or compiled(_IN_PROSE).match(text[at : at + BEFORE]) is None:
        return True
    return _is_parameter(text, at)


def _is_parameter(text: str, at: int) -> bool:
    """Whether the comma before a place is one of several glued ones in a bracket: `(int a,int b,char c)`."""
    before, behind = text[max(0, at - BEFORE) : at], text[at : at + BEFORE]
    opened, line = before.rfind("("), behind.partition("\n")[0]
    inside = before[opened + 1 :] + line.partition(")")[0] if opened >= 0 and ")" in line else ""
    return "\n" not in inside and len(re.findall(r",\S", inside)) > 1


_ARGUMENTS = r"\([^()\n]*[][{}$?&=<>…]"
"""A bracket with what no remark has inside."""


def _opens_arguments(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is before the arguments of a call: `new Request(input[, options])`."""
    return compiled(_ARGUMENTS).match(text[at : at + BEFORE]) is not None


def _follows_bracket(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is behind a bracket, before a letter: `(r5rs)Formal syntax`."""
    return text[at - 1 : at] == ")" and text[at : at + 1].isalpha()


_VALUE, _OF_NAME = r"=\d+\Z", r"(?:[a-z]|/[^\W\d_]+)\d+\Z"
"""Digits that are the value of something, and those behind a letter."""

_FILE = r"[^\W_]+\.[a-z]+\b"


def _ends_value(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is behind digits: of a value, a name or a file: `=12months`, `i18next`, `01custom.rpy`."""
    before = text[max(0, at - BEFORE) : at]
    if not before[-1:].isdecimal() or not text[at : at + 1].isalpha():
        return False
    named = compiled(_VALUE).search(before) or compiled(_OF_NAME).search(before)
    return named is not None or compiled(_FILE).match(text[at : at + BEFORE]) is not None


_IN_PATH = r"/[^\W\d_]+\Z"


def _numbers_branch(_: Tables, text: str, __: Change, at: int) -> bool:
    """Whether it is between a part of a path and its number: `from nhamer/issue222`."""
    return text[at : at + 1].isdecimal() and compiled(_IN_PATH).search(text[max(0, at - BEFORE) : at]) is not None


# A space that would be taken away


_OPENING_QUOTE = r"(?:\A|[\s(\\])[\"“]\Z"


def _is_in_string(_: Tables, text: str, __: Change, start: int, end: int) -> bool:
    """Whether it is inside quotation marks, beside one of them: `append the string " during global"`."""
    behind = compiled(_OPENING_QUOTE).search(text[max(0, start - 2) : start])
    return behind is not None or (text[end : end + 1] in ('"', "”") and not text[end + 1 : end + 2].isalnum())


_SIGIL = r"\$[(\[]\Z"


def _names_variable(_: Tables, text: str, __: Change, start: int, ___: int) -> bool:
    """Whether it is behind the name of a variable: `Assigning to $[ is fatal`."""
    return compiled(_SIGIL).search(text[max(0, start - 2) : start]) is not None


_ARGUMENT = r"[,.:;?!][@&$?:=a-z]"


def _begins_argument(_: Tables, text: str, __: Change, ___: int, end: int) -> bool:
    """Whether it is before a mark that is glued to what follows: `(body ,@body)`, `wishlist ,tags -1`."""
    return compiled(_ARGUMENT).match(text, end) is not None


def _names_language(_: Tables, text: str, change: Change, start: int, end: int) -> bool:
    """Whether it is behind a single capital, before a word that stands without it too: `the C heap`."""
    if not text[start - 1 : start].isupper() or text[start - 2 : start - 1].isalnum():
        return False
    behind = change.around.between(change.first + 1, change.last)
    return any(token.start == end and token.status == KNOWN and token.end - token.start > 2 for token in behind)


_INSERTED: tuple[_Inserted, ...] = (
    _parts_term,
    _parts_operator,
    _follows_colon,
    _parts_owner,
    _parts_item,
    _opens_arguments,
    _follows_bracket,
    _ends_value,
    _numbers_branch,
)

_DELETED: tuple[_Deleted, ...] = (_is_in_string, _names_variable, _begins_argument, _names_language)
