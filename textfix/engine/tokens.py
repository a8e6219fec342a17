# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Cutting text into tokens and looking each one up: one pass, no object for a token.

A token is a word (letters, with apostrophes inside), a number, or a mark (any other visible character).
"""

from __future__ import annotations

import array
from typing import NamedTuple

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.tables import Tables
else:
    from .tables import Tables

WORD, NUMERAL, MARK = 0, 1, 2
"""Kinds of token."""

GLUED, SPACED, WIDE, BROKEN = 0, 1, 2, 3
"""What stands before a token: nothing, one space, other white space, or a line break."""

KNOWN, RECORDED, STRANGE, FOREIGN = 0, 1, 2, 3
"""What is known of a word: it has statistics, it is only known to exist, nothing, or it has foreign letters."""


class Token(NamedTuple):
    """One token: its place, its number in the model, and what the constants above tell of it."""

    start: int
    end: int
    number: int
    kind: int
    shape: int
    gap: int
    status: int


LONGEST_WORD = 11
"""Letters from which on a strange word may well be several."""

_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)

_APOSTROPHE = 0x2019


@cython.final
@cython.cclass
class Tokens:
    """The tokens of one text, as arrays of equal length; `count` of them are in use.

    The shape of a straight quotation mark is 1 where it opens.
    `visible` counts the code points that are no white space, `run_on` those in long strange words, `spaced` the tokens
    with white space before them.
    """

    def __init__(self, room: int) -> None:
        self.count = 0
        self.visible = 0
        self.run_on = 0
        self.spaced = 0
        self.start = memoryview(array.array("i", bytes(4 * room)))
        self.end = memoryview(array.array("i", bytes(4 * room)))
        self.number = memoryview(array.array("i", bytes(4 * room)))
        self.kind = memoryview(bytearray(room))
        self.shape = memoryview(bytearray(room))
        self.gap = memoryview(bytearray(room))
        self.status = memoryview(bytearray(room))
        self.flags = memoryview(bytearray(room))
        self.keys: dict[int, int] = {}

    @cython.cfunc
    @cython.exceptval(check=False)
    def before(self, index: cython.Py_ssize_t) -> cython.int:
        """The number of the token before this one in its paragraph, or EDGE."""
        if index <= 0 or index > self.count or (index < self.count and self.gap[index] == 3):
            return 1
        return self.number[index - 1]

    @cython.cfunc
    @cython.exceptval(check=False)
    def after(self, index: cython.Py_ssize_t) -> cython.int:
        """The number of the token after this one in its paragraph, or EDGE."""
        if index + 1 >= self.count or self.gap[index + 1] == 3:
            return 1
        return self.number[index + 1]

    def between(self, first: int, last: int) -> list[Token]:
        """The tokens from `first` up to `last`, as objects: for the few that are looked at closely."""
        return [
            Token(self.start[t], self.end[t], self.number[t], self.kind[t], self.shape[t], self.gap[t], self.status[t])
            for t in range(max(0, first), min(self.count, last))
        ]


def scan(text: str, tables: Tables, words: frozenset[int]) -> Tokens:
    """The tokens of a text. `words` are the keys of words that the caller says are right.

    `keys` of the result counts each strange word by its key: the document as its own dictionary.
    """
    scanner = Scanner(text, tables, words)
    scanner.run()
    return scanner.tokens


@cython.final
@cython.cclass
class Scanner:
    """One pass over a text, as an array of code points."""

    text: str
    codes: cython.const[cython.uint][::1]
    size: cython.Py_ssize_t
    tables: Tables
    words: frozenset[int]
    tokens: Tokens
    classes: cython.const[cython.uchar][::1]
    letters: cython.const[cython.uchar][::1]

    def __init__(self, text: str, tables: Tables, words: frozenset[int]) -> None:
        self.text = text
        self.size = len(text)
        self.codes = memoryview(text.encode("utf-32-le", "surrogatepass") or bytes(4)).cast("I")
        self.tables = tables
        self.words = words
        self.tokens = Tokens(self.size + 1)
        self.classes = memoryview(CLASSES)
        self.letters = tables.letters

    @cython.cfunc
    def run(self) -> cython.void:
        """Cut the whole text."""
        tokens: Tokens = self.tokens
        count: cython.Py_ssize_t = 0
        place: cython.Py_ssize_t = 0
        gap: cython.int = 3
        code: cython.uint
        kind: cython.int
        size: cython.Py_ssize_t
        opens: cython.bint = True
        while place < self.size:
            code = self.codes[place]
            kind = self.kind(code)
            if kind == 3:
                if code == 32:
                    gap = 1 if gap == 0 else (gap if gap == 3 else 2)
                else:
                    gap = 3 if gap == 3 or code == 10 or code == 13 or code == 0x2028 or code == 0x2029 else 2
                place += 1
                continue
            tokens.start[count] = place
            tokens.gap[count] = gap
            opens = opens or gap == 3
            tokens.spaced += gap != 0
            if kind == 0:
                place = self.word(count, place)
            elif kind == 1:
                tokens.kind[count] = 1
                tokens.number[count] = 2
                place = self.numeral(place)
            else:
                tokens.kind[count] = 2
                tokens.number[count] = self.mark(code)
                if code == 34:
                    opens = self.opens(place, gap, opens)
                    tokens.shape[count] = opens
                    opens = not opens
                place += 1
            tokens.end[count] = place
            size = place - tokens.start[count]
            tokens.visible += size
            if kind == 0 and size > LONGEST_WORD and tokens.status[count] == 2:
                tokens.run_on += size
            count += 1
            gap = 0
        tokens.count = count

    @cython.cfunc
    @cython.exceptval(check=False)
    def opens(self, place: cython.Py_ssize_t, gap: cython.int, turn: cython.bint) -> cython.bint:
        """Whether a straight quotation mark opens: what is on one side of it tells, else whether it is its turn."""
        before: cython.bint = gap != 0 or self.codes[place - 1] in (40, 91, 0x2013, 0x2014)  # ( [ – —
        after: cython.bint = True
        if place + 1 < self.size and self.kind(self.codes[place + 1]) != 3:
            after = self.codes[place + 1] in (33, 41, 44, 46, 58, 59, 63, 93)  # ! ) , . : ; ? ]
        return turn if before == after else before

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def kind(self, code: cython.uint) -> cython.int:
        """What a character is: a letter (0), a digit (1), a mark (2) or white space (3)."""
        return self.classes[code] if code < 128 else high_class(code)

    @cython.cfunc
    def mark(self, code: cython.uint) -> cython.int:
        """The number of a mark."""
        return self.tables.marks[code] if code < 128 else self.tables.high_marks.get(code, 9)

    @cython.cfunc
    @cython.exceptval(check=False)
    def numeral(self, start: cython.Py_ssize_t) -> cython.Py_ssize_t:
        """The end of the number that starts here: digits, with single points between them and commas before three."""
        place: cython.Py_ssize_t = start + 1
        while place < self.size:
            if self.digit(place):
                place += 1
            elif self.digit(place + 1) and (self.codes[place] == 46 or (self.codes[place] == 44 and self.three(place))):
                place += 2
            else:
                break
        return place

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def digit(self, place: cython.Py_ssize_t) -> cython.bint:
        """Whether a digit stands here."""
        return place < self.size and self.kind(self.codes[place]) == 1

    @cython.cfunc
    @cython.exceptval(check=False)
    def three(self, place: cython.Py_ssize_t) -> cython.bint:
        """Whether just three digits follow."""
        return self.digit(place + 2) and self.digit(place + 3) and not self.digit(place + 4)

    @cython.cfunc
    def word(self, index: cython.Py_ssize_t, start: cython.Py_ssize_t) -> cython.Py_ssize_t:
        """Scan the word that starts here, look it up, and return its end."""
        place: cython.Py_ssize_t = start
        code: cython.uint
        letter: cython.uint
        upper: cython.int = 0
        letters: cython.int = 0
        foreign: cython.bint = False
        key: cython.ulonglong = _BASIS
        stem: cython.ulonglong = 0
        stem_end: cython.Py_ssize_t = 0
        first_upper: cython.bint = False
        while place < self.size:
            code = self.codes[place]
            if code == 39 or code == 0x2019:
                if place + 1 >= self.size or self.kind(self.codes[place + 1]) != 0:
                    break
                stem = key
                stem_end = place
                letter = self.letters[39]
            elif self.kind(code) == 0:
                letter = self.letters[code] if code < 0x250 else 0
                letters += 1
                if 65 <= code <= 90 or (code > 127 and is_upper(code)):
                    upper += 1
                    first_upper = first_upper or place == start
            else:
                break
            foreign = foreign or letter == 0
            key = ((key ^ letter) * _PRIME) & _ALL
            place += 1
        self.tokens.kind[index] = 0
        shape: cython.int = 3
        if upper == 0:
            shape = 0
        elif first_upper and upper == 1:
            shape = 1
        elif upper == letters:
            shape = 2
        self.tokens.shape[index] = shape
        if foreign:
            self.tokens.number[index] = 7
            self.tokens.status[index] = 3
            return place
        code = self.codes[place - 1]
        if place - stem_end != 2 or (code != 115 and code != 83):
            stem_end = 0
        self.look_up(index, key, stem, stem_end > 0)
        return place

    @cython.cfunc
    def look_up(
        self, index: cython.Py_ssize_t, key: cython.ulonglong, stem: cython.ulonglong, possessive: cython.bint
    ) -> cython.void:
        """Number a word by its key; a possessive that is in no lexicon by the key of what owns."""
        tokens: Tokens = self.tokens
        number: cython.int = self.tables.word(key)
        if number <= 10 and possessive:
            owner: cython.int = self.tables.word(stem)
            if owner > 10:
                number = 8
            elif owner == 10:
                number = 10
        if number > 10 or number == 8:
            tokens.number[index] = number
            tokens.status[index] = 0
            return
        tokens.number[index] = 3 + tokens.shape[index]
        if number == 10 or key in self.words or (possessive and stem in self.words):
            tokens.status[index] = 1
        else:
            tokens.status[index] = 2
            tokens.keys[key] = tokens.keys.get(key, 0) + 1


CLASSES = bytes(
    3 if chr(code).isspace() else 0 if chr(code).isalpha() else 1 if chr(code).isdecimal() else 2 for code in range(128)
)
"""What each ASCII character is: a letter (0), a digit (1), a mark (2) or white space (3)."""


@cython.cfunc
@cython.exceptval(check=False)
def high_class(code: cython.uint) -> cython.int:
    """What a character beyond ASCII is. Numerals that are no decimal digits count as letters."""
    character: cython.Py_UCS4 = chr(code)
    if character.isalnum():
        return 1 if character.isdecimal() else 0
    return 3 if character.isspace() else 2


@cython.cfunc
@cython.exceptval(check=False)
def is_upper(code: cython.uint) -> cython.bint:
    """Whether a letter is upper case."""
    character: cython.Py_UCS4 = chr(code)
    return character.isupper()


def key_of(letters: bytes) -> int:
    """The key of a word, given as the numbers of its letters."""
    key: cython.ulonglong = _BASIS
    letter: cython.int
    for letter in letters:
        key = ((key ^ letter) * _PRIME) & _ALL
    return key
