# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Which tokens are in doubt: one pass that settles nearly all of clean text with a few look-ups."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython  # type: ignore[no-redef]

if cython.compiled:
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens
else:
    from .tables import Tables
    from .tokens import Tokens

CONTEXT = 2
"""Tokens on either side of one in doubt that its window takes in."""

_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)


@cython.cclass
class Sieve:
    """Marks tokens that may be damaged. `margin` is what another word must win, in units of 1/1024 nat."""

    tables: Tables
    margin = cython.declare(cython.int, visibility="public")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.margin = 7 * 1024

    def doubt(self, text: str, tokens: Tokens, loose: cython.bint) -> list[tuple[int, int]]:
        """Flag the tokens in doubt and return the windows around them, as ranges of tokens.

        With `loose` every word is in doubt: for text that has turned out badly damaged.
        """
        t: cython.Py_ssize_t
        for t in range(tokens.count):
            if tokens.kind[t] == 0 and tokens.status[t] != 3:
                tokens.flags[t] = 1 if loose else self.doubtful(text, tokens, t)
            elif tokens.kind[t] == 2 and self.glued(text, tokens, t):
                tokens.flags[t] = 1
        return windows(tokens)

    @cython.cfunc
    @cython.exceptval(check=False)
    def doubtful(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word may be damaged."""
        if tokens.status[t] == 2:
            return not self.in_code(text, tokens, t) and self.worth_reading(text, tokens, t)
        if tokens.status[t] == 1:
            return False
        number: cython.int = tokens.number[t]
        before: cython.int = tokens.before(t)
        after: cython.int = tokens.after(t)
        if number == before and tokens.gap[t] == 1:
            return True
        left: cython.bint = tokens.gap[t] == 1 and before >= self.tables.first_word
        right: cython.bint = t + 1 < tokens.count and tokens.gap[t + 1] == 1 and after >= self.tables.first_word
        odd_left: cython.bint = left and not self.tables.seen(before, number)
        odd_right: cython.bint = right and not self.tables.seen(number, after)
        if not odd_left and not odd_right:
            return False
        if self.confused(tokens, t, odd_left, odd_right):
            return True
        return (odd_left and self.split(text, tokens, t - 1)) or (odd_right and self.split(text, tokens, t))

    @cython.cfunc
    @cython.exceptval(check=False)
    def in_code(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a strange word is glued to a character that prose does not glue to words."""
        start: cython.int = tokens.start[t]
        end: cython.int = tokens.end[t]
        if start > 0 and code_mark(ord(text[start - 1])):
            return True
        return end < len(text) and code_mark(ord(text[end]))

    @cython.cfunc
    @cython.exceptval(check=False)
    def worth_reading(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a strange word may be anything else than a name: most capitalised ones are names."""
        shape: cython.int = tokens.shape[t]
        if shape == 0 or shape == 3 or tokens.before(t) < self.tables.first_word and tokens.before(t) != 2:
            return True
        return self.halves(text, tokens, t)

    @cython.cfunc
    @cython.exceptval(check=False)
    def halves(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word is two words of the lexicon with nothing between them."""
        key: cython.ulonglong = _BASIS
        place: cython.int
        number: cython.int
        for place in range(tokens.start[t], tokens.end[t] - 1):
            key = self.longer(key, ord(text[place]))
            number = self.tables.word(key)
            if self.common(number, place + 1 - tokens.start[t]):
                number = self.tables.word(self.key(text, place + 1, tokens.end[t]))
                if self.common(number, tokens.end[t] - place - 1):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def common(self, number: cython.int, length: cython.int) -> cython.bint:
        """Whether a piece of a word is a word: short ones only if they are very common."""
        if number < self.tables.first_word:
            return False
        return length > 3 or self.tables.unigrams[number] < (9 if length > 1 else 6) * 1024

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def longer(self, key: cython.ulonglong, code: cython.int) -> cython.ulonglong:
        """The key of letters with one more letter behind them."""
        return ((key ^ (self.tables.letters[code] if code < 0x250 else self.tables.letters[39])) * _PRIME) & _ALL

    @cython.cfunc
    @cython.exceptval(check=False)
    def key(self, text: str, start: cython.int, end: cython.int) -> cython.ulonglong:
        """The key of the letters of a stretch of text, spaces left out."""
        key: cython.ulonglong = _BASIS
        place: cython.int
        for place in range(start, end):
            if text[place] != " ":
                key = self.longer(key, ord(text[place]))
        return key

    @cython.cfunc
    @cython.exceptval(check=False)
    def confused(
        self, tokens: Tokens, t: cython.Py_ssize_t, odd_left: cython.bint, odd_right: cython.bint
    ) -> cython.bint:
        """Whether a word that this one is mistaken for would stand here much more readily.

        It must have been seen where this one has not: that look-up settles most of them.
        """
        number: cython.int = tokens.number[t]
        i: cython.uint
        before: cython.int = tokens.before(t)
        after: cython.int = tokens.after(t)
        if number < self.tables.first_word:
            return False
        least: cython.int = self.tables.bigram(before, number) + self.tables.bigram(number, after) - self.margin
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            number = self.tables.confusables[i]
            if (odd_left and self.tables.seen(before, number)) or (odd_right and self.tables.seen(number, after)):
                if self.tables.bigram(before, number) + self.tables.bigram(number, after) < least:
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def split(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether this word and the next are one word with a space in it."""
        if tokens.number[t + 1] < self.tables.first_word or tokens.number[t] < self.tables.first_word:
            return False
        number: cython.int = self.tables.word(self.key(text, tokens.start[t], tokens.end[t + 1]))
        if number < self.tables.first_word:
            return False
        before: cython.int = tokens.before(t)
        after: cython.int = tokens.after(t + 1)
        apart: cython.int = (
            self.tables.bigram(before, tokens.number[t])
            + self.tables.bigram(tokens.number[t], tokens.number[t + 1])
            + self.tables.bigram(tokens.number[t + 1], after)
        )
        return self.tables.bigram(before, number) + self.tables.bigram(number, after) + self.margin < apart

    @cython.cfunc
    @cython.exceptval(check=False)
    def glued(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a mark stands against its neighbours in a way that prose does not have."""
        start: cython.int = tokens.start[t]
        code: cython.int = ord(text[start])
        if t + 1 >= tokens.count or t == 0:
            return False
        if code == 0x201C:  # an opening quotation mark behind a letter or a mark that ends something
            return tokens.gap[t] == 0 and (tokens.kind[t - 1] == 0 or is_stop(ord(text[start - 1])))
        if code == 0x201D:
            return tokens.gap[t + 1] == 0 and tokens.kind[t + 1] == 0
        if not is_stop(code):
            return False
        if tokens.gap[t] == 1 and tokens.kind[t - 1] == 0 and code != 33 and code != 63:
            return True
        if tokens.gap[t] != 0 or tokens.gap[t + 1] != 0 or tokens.kind[t - 1] != 0 or tokens.kind[t + 1] != 0:
            return False
        return tokens.shape[t + 1] != 0 or code == 44 or code == 59


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def is_stop(code: cython.int) -> cython.bint:
    """Whether a character is one of . , ; ! and ?"""
    return code == 46 or code == 44 or code == 59 or code == 33 or code == 63


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def code_mark(code: cython.int) -> cython.bint:
    r"""Whether a character glued to a word tells that it is no prose: a digit or one of _ @ # / \ = < > & $ % + ~ ^ | ` * { }."""
    if 48 <= code <= 57:
        return True
    if code > 127:
        return False
    return code != 32 and (code in (95, 64, 35, 47, 92, 61, 60, 62, 38, 36, 37, 43, 126, 94, 124, 96, 42, 123, 125))


@cython.cfunc
def windows(tokens: Tokens) -> list:
    """The runs of tokens around those in doubt: two more on either side, as far as the paragraph goes."""
    found: list = []
    t: cython.Py_ssize_t
    first: cython.Py_ssize_t
    last: cython.Py_ssize_t = 0
    start: cython.Py_ssize_t = -1
    for t in range(tokens.count):
        if tokens.flags[t] == 0:
            continue
        first = t
        while first > 0 and t - first < CONTEXT and tokens.gap[first] != 3:
            first -= 1
        if start >= 0 and first > last:
            found.append((start, last))
            start = -1
        if start < 0:
            start = first
        last = t + 1
        while last < tokens.count and last - t <= CONTEXT and tokens.gap[last] != 3:
            last += 1
    if start >= 0:
        found.append((start, last))
    return found
