# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Cutting text into tokens and looking each one up: one pass, no object for a token.

A token is a word (letters, with apostrophes inside), a number, or a mark (any other visible character).
"""

from __future__ import annotations

import array

try:
    import cython
except ImportError:
    from . import no_cython as cython  # type: ignore[no-redef]

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

_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)

_APOSTROPHE = 0x2019


@cython.cclass
class Tokens:
    """The tokens of one text, as arrays of equal length; `count` of them are in use."""

    def __init__(self, room: int) -> None:
        self.count = 0
        self.start = memoryview(array.array("i", bytes(4 * room)))
        self.end = memoryview(array.array("i", bytes(4 * room)))
        self.number = memoryview(array.array("i", bytes(4 * room)))
        self.kind = memoryview(bytearray(room))
        self.shape = memoryview(bytearray(room))
        self.gap = memoryview(bytearray(room))
        self.status = memoryview(bytearray(room))
        self.flags = memoryview(bytearray(room))
        self.keys = {}

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

    def rows(self) -> list[tuple[int, int, int, int, int, int, int]]:
        """Start, end, number, kind, shape, gap and status of each token, for tests and for looking at them."""
        columns = [self.start, self.end, self.number, self.kind, self.shape, self.gap, self.status]
        return list(zip(*[list(column[: self.count]) for column in columns], strict=True))


def scan(text: str, tables: Tables, words: frozenset[int]) -> Tokens:
    """The tokens of a text. `words` are the keys of words that the caller says are right.

    `keys` of the result counts each strange word by its key: the document as its own dictionary.
    """
    size: cython.Py_ssize_t = len(text)
    tokens: Tokens = Tokens(size + 1)
    count: cython.Py_ssize_t = 0
    place: cython.Py_ssize_t = 0
    start: cython.Py_ssize_t
    gap: cython.int = 3
    code: cython.int
    while place < size:
        code = ord(text[place])
        if code == 32:
            gap = 1 if gap == 0 else (gap if gap == 3 else 2)
            place += 1
            continue
        if code == 10 or code == 13 or (code > 127 or code < 32) and text[place].isspace():
            gap = 3 if code == 10 or code == 13 or code == 0x2028 or code == 0x2029 or gap == 3 else 2
            place += 1
            continue
        start = place
        tokens.start[count] = start
        tokens.gap[count] = gap
        if is_letter(text[place]):
            place = scan_word(text, start, size, tokens, count, tables, words)
        elif text[place].isdecimal():
            place = scan_number(text, start, size)
            tokens.kind[count] = 1
            tokens.number[count] = 2
        else:
            place += 1
            tokens.kind[count] = 2
            tokens.number[count] = tables.marks[code] if code < 128 else tables.high_marks.get(code, 9)
        tokens.end[count] = place
        count += 1
        gap = 0
    tokens.count = count
    return tokens


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def is_letter(character: cython.Py_UCS4) -> cython.bint:
    """Whether a character is part of words: letters and numerals that are no decimal digits."""
    code: cython.int = ord(character)
    if code < 128:
        return 97 <= code <= 122 or 65 <= code <= 90
    return character.isalnum() and not character.isdecimal()


@cython.cfunc
@cython.exceptval(check=False)
def scan_number(text: str, start: cython.Py_ssize_t, size: cython.Py_ssize_t) -> cython.Py_ssize_t:
    """The end of the number that starts here: digits, with single points and commas between them."""
    place: cython.Py_ssize_t = start + 1
    while place < size:
        if text[place].isdecimal():
            place += 1
        elif (text[place] == "." or text[place] == ",") and place + 1 < size and text[place + 1].isdecimal():
            place += 2
        else:
            break
    return place


@cython.cfunc
def scan_word(
    text: str,
    start: cython.Py_ssize_t,
    size: cython.Py_ssize_t,
    tokens: Tokens,
    index: cython.Py_ssize_t,
    tables: Tables,
    words: frozenset[int],
) -> cython.Py_ssize_t:
    """Scan the word that starts here, look it up, and return its end."""
    place: cython.Py_ssize_t = start
    code: cython.int
    letter: cython.int
    upper: cython.int = 0
    letters: cython.int = 0
    foreign: cython.bint = False
    key: cython.ulonglong = _BASIS
    stem: cython.ulonglong = 0
    stem_end: cython.Py_ssize_t = 0
    number: cython.int
    first_upper: cython.bint = False
    while place < size:
        code = ord(text[place])
        if code == 39 or code == 0x2019:
            if place + 1 >= size or not is_letter(text[place + 1]):
                break
            stem = key
            stem_end = place
            letter = tables.letters[39]
        elif is_letter(text[place]):
            letter = tables.letters[code] if code < 0x250 else 0
            letters += 1
            if 65 <= code <= 90 or (code > 127 and text[place].isupper()):
                upper += 1
                if place == start:
                    first_upper = True
        else:
            break
        if letter == 0:
            foreign = True
        key = ((key ^ letter) * _PRIME) & _ALL
        place += 1
    tokens.kind[index] = 0
    tokens.shape[index] = 0 if upper == 0 else (1 if first_upper and upper == 1 else (2 if upper == letters else 3))
    if foreign:
        tokens.number[index] = 7
        tokens.status[index] = 3
        return place
    number = tables.word(key)
    if number < 0 and stem_end > 0 and place - stem_end == 2 and (text[place - 1] == "s" or text[place - 1] == "S"):
        number = tables.word(stem)
        if number >= 0:
            number = 8 if number > 10 else 10
    if number > 10 or number == 8:
        tokens.number[index] = number
        tokens.status[index] = 0
        return place
    tokens.number[index] = 3 + tokens.shape[index]
    if number == 10 or key in words or (stem_end > 0 and stem in words):
        tokens.status[index] = 1
    else:
        tokens.status[index] = 2
        tokens.keys[key] = tokens.keys.get(key, 0) + 1
    return place


def key_of(letters: bytes) -> int:
    """The key of a word, given as the numbers of its letters."""
    key: cython.ulonglong = _BASIS
    letter: cython.int
    for letter in letters:
        key = ((key ^ letter) * _PRIME) & _ALL
    return key
