# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Cutting text into tokens and looking each one up: one pass, no object for a token.

A token is a word (letters, with apostrophes inside), a number, or a mark (any other visible character).
"""

from __future__ import annotations

import array
from typing import Any, NamedTuple

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.kinds import (
        ATTESTED,
        BROKEN,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MIXED_CASE,
        NUMERAL,
        SPACE,
        SPACED,
        STRANGE,
        UPPER_CASE,
        WIDE,
        WORD,
    )
    from cython.cimports.textfix.engine.tables import Tables, probe
    from cython.cimports.textfix.engine.vocabulary import EDGE, LOWER, NUMBER, OTHER, POSSESSIVE, SYMBOL
else:
    from .kinds import (
        ATTESTED,
        BROKEN,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MIXED_CASE,
        NUMERAL,
        SPACE,
        SPACED,
        STRANGE,
        UPPER_CASE,
        WIDE,
        WORD,
    )
    from .tables import Tables, probe
    from .vocabulary import EDGE, LOWER, NUMBER, OTHER, POSSESSIVE, SYMBOL


class Token(NamedTuple):
    """One token: its place, its number in the model, and of each of the kinds.py which it is."""

    start: int
    end: int
    number: int
    kind: int
    shape: int
    gap: int
    status: int


SLIPS = 3
"""Times that a listed misspelling is made in a text before it counts as one of its words, as `git psuh` does."""

LONGEST_WORD = 11
"""Letters from which on a strange word may well be several."""

# Tokens on either side of a word that tell whether all is in capitals, and how many words among them must be such as
# mostly are not.
_NEAR = cython.declare(cython.int, 5)
_SHOUTING = cython.declare(cython.int, 3)

# What lower case costs a word at most that mostly stands in it, in steps of 64: half a nat.
_MOSTLY_SMALL = cython.declare(cython.int, 8)

_SLIPS = cython.declare(cython.int, SLIPS)

_NO_TEXT = memoryview(bytes(4)).cast("I")

AHEAD = cython.declare(cython.int, 8)
"""Words between asking for memory and looking into it."""

_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)


@cython.final
@cython.cclass
class Tokens:
    """The tokens of one text, as arrays of equal length; `count` of them are in use.

    The shape of a straight quotation mark is 1 where it opens. `hashes` are the keys of the words; `flags` and `pairs`
    are room for what the sieve finds out.
    `visible` counts the code points that are no white space, `run_on` those in long strange words, `spaced` the tokens
    with white space before them, `mixed` the words of mixed case. `guarded` are those that the caller protects, `own`
    the caller's words that the lexicon does not have.
    """

    def __init__(self, room: int) -> None:
        self.start = memoryview(array.array("i", bytes(4 * room)))
        self.end = memoryview(array.array("i", bytes(4 * room)))
        self.number = memoryview(array.array("i", bytes(4 * room)))
        self.kind = memoryview(bytearray(room))
        self.shape = memoryview(bytearray(room))
        self.gap = memoryview(bytearray(room))
        self.status = memoryview(bytearray(room))
        self.flags = memoryview(bytearray(room))
        self.hashes = memoryview(array.array("Q", bytes(8 * room)))
        self.pairs = memoryview(array.array("i", bytes(4 * room)))
        self.room = room
        self.clear()

    @cython.cfunc
    def make_room(self) -> cython.void:
        """Make place for twice as many tokens."""
        self.start, self.end, self.number = doubled(self.start), doubled(self.end), doubled(self.number)
        self.kind, self.shape, self.gap = doubled(self.kind), doubled(self.shape), doubled(self.gap)
        self.status, self.flags = doubled(self.status), doubled(self.flags)
        self.hashes, self.pairs = doubled(self.hashes), doubled(self.pairs)
        self.room *= 2

    @cython.cfunc
    def clear(self) -> cython.void:
        """Take all tokens out. The arrays keep what was in them."""
        self.count = self.visible = self.run_on = self.spaced = self.mixed = 0
        self.keys: dict[int, int] = {}
        self.guarded: frozenset[int] = frozenset()
        self.own: set[int] = set()

    @cython.cfunc
    @cython.exceptval(check=False)
    def before(self, index: cython.Py_ssize_t) -> cython.int:
        """The number of the token before this one in its paragraph, or EDGE."""
        if index <= 0 or index > self.count or (index < self.count and self.gap[index] == BROKEN):
            return EDGE
        return self.number[index - 1]

    @cython.cfunc
    @cython.exceptval(check=False)
    def after(self, index: cython.Py_ssize_t) -> cython.int:
        """The number of the token after this one in its paragraph, or EDGE."""
        if index + 1 >= self.count or self.gap[index + 1] == BROKEN:
            return EDGE
        return self.number[index + 1]

    def between(self, first: int, last: int) -> list[Token]:
        """The tokens from `first` up to `last`, as objects: for the few that are looked at closely."""
        found: list[Token] = []
        t: cython.Py_ssize_t
        for t in range(max(0, first), min(self.count, last)):
            row = (self.start[t], self.end[t], self.number[t], self.kind[t], self.shape[t], self.gap[t], self.status[t])
            found.append(tuple.__new__(Token, row))  # what `Token` does by a function of Python's
        return found


def doubled(items: Any) -> memoryview:
    """The items in an array with place for twice as many."""
    longer = array.array(memoryview(items).format, bytes(2 * memoryview(items).nbytes))
    memoryview(longer)[: len(items)] = items
    return memoryview(longer)


def scan(text: str, tables: Tables, words: frozenset[int]) -> Tokens:
    """The tokens of a text. `words` are the keys of words that the caller says are right.

    `keys` of the result counts each strange word by its key: the document as its own dictionary.
    """
    return Scanner(tables).scan(text, words)


@cython.final
@cython.cclass
class Scanner:
    """One pass over a text, as an array of code points, that cuts it, and one over its words that looks them up.

    It keeps its room from text to text: fresh memory costs more than what is done in it.
    """

    tables: Tables
    tokens: Tokens
    words: frozenset[int]
    codes: cython.const[cython.uint][::1]
    size: cython.Py_ssize_t
    traits: cython.ushort[::1]

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.traits = memoryview(array.array("H", _traits(bytes(tables.letters))))
        self.tokens = Tokens(64)

    def scan(self, text: str, words: frozenset[int]) -> Tokens:
        """The tokens of a text, until the next one is scanned."""
        self.size = len(text)
        self.words = words
        self.tokens.clear()
        self.codes = memoryview(text.encode("utf-32-le", "surrogatepass") or bytes(4)).cast("I")
        self.cut()
        self.look_up_words()
        self.codes = _NO_TEXT
        return self.tokens

    @cython.cfunc
    def cut(self) -> cython.void:
        """Cut the whole text."""
        tokens: Tokens = self.tokens
        count: cython.Py_ssize_t = 0
        place: cython.Py_ssize_t = 0
        gap: cython.int = BROKEN
        code: cython.uint
        kind: cython.int
        opens: cython.bint = True
        while place < self.size:
            code = self.codes[place]
            kind = self.kind(code)
            if kind == SPACE:
                gap = self.wider(gap, code)
                place += 1
                continue
            if count == tokens.room:
                tokens.make_room()
            tokens.start[count] = place
            tokens.gap[count] = gap
            tokens.kind[count] = kind
            tokens.shape[count] = LOWER_CASE
            tokens.status[count] = KNOWN
            opens = opens or gap == BROKEN
            tokens.spaced += gap != GLUED
            if kind == WORD:
                place = self.word(count, place)
            elif kind == NUMERAL:
                tokens.number[count] = NUMBER
                place = self.numeral(place)
            else:
                tokens.number[count] = self.mark(code)
                if code == ord('"'):
                    opens = self.opens(place, gap, opens)
                    tokens.shape[count] = opens
                    opens = not opens
                place += 1
            tokens.end[count] = place
            tokens.visible += place - tokens.start[count]
            count += 1
            gap = GLUED
        tokens.count = count

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def wider(self, gap: cython.int, code: cython.uint) -> cython.int:
        """What stands before a token when white space comes to it: a line that ended stays one."""
        if gap == BROKEN or code == 10 or code == 13 or code == 0x2028 or code == 0x2029:
            return BROKEN
        return SPACED if code == 32 and gap == GLUED else WIDE

    @cython.cfunc
    @cython.exceptval(check=False)
    def opens(self, place: cython.Py_ssize_t, gap: cython.int, turn: cython.bint) -> cython.bint:
        """Whether a straight quotation mark opens: what is on one side of it tells, else whether it is its turn."""
        before: cython.bint = gap != GLUED or self.codes[place - 1] in (40, 91, 0x2013, 0x2014)  # ( [ – —
        after: cython.bint = True
        if place + 1 < self.size and self.kind(self.codes[place + 1]) != SPACE:
            after = self.codes[place + 1] in (33, 41, 44, 46, 58, 59, 63, 93)  # ! ) , . : ; ? ]
        return turn if before == after else before

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def traits_of(self, code: cython.uint) -> cython.uint:
        """What there is to know of a character."""
        return self.traits[code] if code < 0x250 else traits(code)

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def kind(self, code: cython.uint) -> cython.int:
        """The kind of a character: WORD for a letter, NUMERAL for a digit, MARK or SPACE."""
        return self.traits_of(code) >> 8

    @cython.cfunc
    def mark(self, code: cython.uint) -> cython.int:
        """The number of a mark."""
        return self.tables.marks[code] if code < 128 else self.tables.high_marks.get(code, SYMBOL)

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
        return place < self.size and self.kind(self.codes[place]) == NUMERAL

    @cython.cfunc
    @cython.exceptval(check=False)
    def three(self, place: cython.Py_ssize_t) -> cython.bint:
        """Whether just three digits follow."""
        return self.digit(place + 2) and self.digit(place + 3) and not self.digit(place + 4)

    @cython.cfunc
    @cython.exceptval(check=False)
    def word(self, index: cython.Py_ssize_t, start: cython.Py_ssize_t) -> cython.Py_ssize_t:
        """Scan the word that starts here, keep its key, and return its end."""
        place: cython.Py_ssize_t = start
        code: cython.uint
        known: cython.uint
        letter: cython.uint
        upper: cython.int = 0
        apostrophes: cython.int = 0
        foreign: cython.bint = False
        key: cython.ulonglong = _BASIS
        while place < self.size:
            code = self.codes[place]
            known = self.traits_of(code)
            if known < 256:
                letter = known & 63
                upper += known >> 7
            elif apostrophe(code) and place + 1 < self.size and self.kind(self.codes[place + 1]) == WORD:
                letter = self.traits[39] & 63
                apostrophes += 1
            else:
                break
            foreign = foreign or letter == 0
            key = ((key ^ letter) * _PRIME) & _ALL
            place += 1
        self.tokens.hashes[index] = key
        if upper:
            self.tokens.shape[index] = self.shape(start, upper, place - start - apostrophes)
        if foreign:
            self.tokens.number[index] = OTHER
            self.tokens.status[index] = FOREIGN
        return place

    @cython.cfunc
    @cython.exceptval(check=False)
    def shape(self, start: cython.Py_ssize_t, upper: cython.int, letters: cython.int) -> cython.int:
        """The shape of a word with capitals."""
        if upper == 1 and self.traits_of(self.codes[start]) & 128:
            return CAPITAL
        if upper == letters:
            return UPPER_CASE
        self.tokens.mixed += 1
        return MIXED_CASE

    @cython.cfunc
    def look_up_words(self) -> cython.void:
        """Number all words by their hashes."""
        tokens: Tokens = self.tokens
        t: cython.Py_ssize_t
        for t in range(tokens.count):
            if t + AHEAD < tokens.count:
                self.tables.fetch_word(tokens.hashes[t + AHEAD])
            if tokens.kind[t] == WORD and tokens.status[t] != FOREIGN:
                self.look_up(t, tokens.hashes[t])

    @cython.cfunc
    def look_up(self, index: cython.Py_ssize_t, key: cython.ulonglong) -> cython.void:
        """Number a word by its key; a possessive that is in no lexicon by that of what owns."""
        tokens: Tokens = self.tokens
        number: cython.int = self.tables.word(key)
        if number >= 0:
            tokens.number[index] = number
            return
        stem: cython.ulonglong = self.stem(tokens.start[index], tokens.end[index])
        if stem and self.tables.word(stem) >= 0:
            tokens.number[index] = POSSESSIVE
            return
        tokens.number[index] = LOWER + tokens.shape[index]
        if self.words and (key in self.words or (stem and stem in self.words)):
            tokens.own.add(index)
            tokens.status[index] = ATTESTED
            return
        if self.tables.is_attested(key) or (stem and self.tables.is_attested(stem)):
            tokens.status[index] = ATTESTED
            return
        tokens.status[index] = STRANGE
        is_listed: cython.bint = tokens.shape[index] == LOWER_CASE and probe(self.tables.misspellings, key, 15) >= 0
        tokens.keys[key] = tokens.keys.get(key, -_SLIPS if is_listed else 0) + 1
        if tokens.end[index] - tokens.start[index] > LONGEST_WORD:
            tokens.run_on += tokens.end[index] - tokens.start[index]

    @cython.cfunc
    @cython.exceptval(check=False)
    def stem(self, start: cython.int, end: cython.int) -> cython.ulonglong:
        """The key of what a possessive is of; 0 where the word is none."""
        key: cython.ulonglong = _BASIS
        place: cython.int
        if end - start < 3 or not apostrophe(self.codes[end - 2]) or self.codes[end - 1] not in (83, 115):  # S, s
            return 0
        for place in range(start, end - 2):
            code: cython.uint = 39 if apostrophe(self.codes[place]) else self.codes[place]
            key = ((key ^ (self.traits[code] & 63)) * _PRIME) & _ALL
        return key


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def apostrophe(code: cython.uint) -> cython.bint:
    """Whether a character is an apostrophe, straight or curly."""
    return code == 39 or code == 0x2019


@cython.cfunc
@cython.exceptval(check=False)
def shouted(tokens: Tokens, t: cython.int, shapes: cython.const[cython.uchar][::1]) -> cython.bint:
    """Whether a word stands in text that is all in capitals, so that its own say nothing: legal notices, headings.

    Every word near it is in capitals, and some of those seldom are elsewhere: names and abbreviations make no such row.
    """
    if tokens.kind[t] != WORD or tokens.shape[t] != UPPER_CASE:
        return False
    before: cython.int = shouting(tokens, t, -1, shapes)
    after: cython.int = shouting(tokens, t, 1, shapes)
    return before >= 0 and after >= 0 and before + after >= _SHOUTING


@cython.cfunc
@cython.exceptval(check=False)
def shouting(tokens: Tokens, t: cython.int, step: cython.int, shapes: cython.const[cython.uchar][::1]) -> cython.int:
    """How many words near a token, on one side, are in capitals and seldom are elsewhere; -1 where one is not in them.

    A single letter is in both, and what stands in another line is not near.
    """
    common: cython.int = 0
    near: cython.int = t
    for _ in range(_NEAR):
        near += step
        if near < 0 or near >= tokens.count or tokens.gap[near if step > 0 else near + 1] == BROKEN:
            break
        if tokens.kind[near] != WORD or tokens.end[near] - tokens.start[near] < 2:
            continue
        if tokens.shape[near] != UPPER_CASE:
            return -1
        common += tokens.status[near] == KNOWN and shapes[tokens.number[near] * 8] <= _MOSTLY_SMALL
    return common


def _traits(letters: bytes) -> list[int]:
    """The traits of the characters up to the last letter of the alphabet; `letters` are the numbers of the letters."""
    return [letter + traits(code) for code, letter in enumerate(letters)]


@cython.cfunc
@cython.exceptval(check=False)
def traits(code: cython.uint) -> cython.uint:
    """Whether a character is a letter (0), a digit (256), a mark (512) or white space (768), and a capital (128).

    Numerals that are no decimal digits count as letters. The number of the letter has place in the six lowest bits.
    """
    character: cython.Py_UCS4 = chr(code)
    if character.isalnum():
        return 256 if character.isdecimal() else 128 * character.isupper()
    return 768 if character.isspace() else 512


def key_of(letters: bytes) -> int:
    """The key of a word, given as the numbers of its letters."""
    key: cython.ulonglong = _BASIS
    letter: cython.int
    for letter in letters:
        key = ((key ^ letter) * _PRIME) & _ALL
    return key
