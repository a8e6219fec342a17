# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Which tokens are in doubt: one pass that settles nearly all of clean text with a few look-ups."""

from __future__ import annotations

import array
from bisect import bisect_right

try:
    import cython
except ImportError:
    from . import no_cython as cython

from .candidates import MISREAD, MOST_LETTERS, Found

if cython.compiled:
    from cython.cimports.textfix.engine.candidates import Search
    from cython.cimports.textfix.engine.kinds import (
        ATTESTED,
        BROKEN,
        CAPITAL,
        DAMAGED,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MISTAKEN,
        MIXED_CASE,
        SOUND,
        SPACED,
        STRANGE,
        UPPER_CASE,
        WORD,
    )
    from cython.cimports.textfix.engine.spacing import applies, odds
    from cython.cimports.textfix.engine.tables import Tables, probe
    from cython.cimports.textfix.engine.tokens import Tokens, apostrophe, shouted
    from cython.cimports.textfix.engine.vocabulary import CONFUSED, EDGE, NONE, NUMBER, VERY_COMMON
else:
    from .candidates import Search
    from .kinds import (
        ATTESTED,
        BROKEN,
        CAPITAL,
        DAMAGED,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MISTAKEN,
        MIXED_CASE,
        SOUND,
        SPACED,
        STRANGE,
        UPPER_CASE,
        WORD,
    )
    from .spacing import applies, odds
    from .tables import Tables, probe
    from .tokens import Tokens, apostrophe, shouted
    from .vocabulary import CONFUSED, EDGE, NONE, NUMBER, VERY_COMMON

from .costs import CONFUSION, GLUED_TO_COMMON, LOST_SPACE, MISTAKE, REMEMBERED
from .vocabulary import SELDOM
from .window import ORDINAL_ENDINGS

LONGEST_WINDOW = 800
"""Code points from which on a window is cut in two: where everything is in doubt it would have no end."""

CONTEXT = 2
"""Tokens on either side of one in doubt that its window takes in."""

AHEAD = cython.declare(cython.int, 6)
"""Words between asking for the memory that decides about one and looking into it; fewer than JOINTS."""

JOINTS = 8
"""Keys that are kept for words ahead: a power of two."""

_LAST_JOINT = cython.declare(cython.int, JOINTS - 1)

# A word that is this much rarer is not proposed: the words around it could hardly make up for that.
_MUCH_RARER = cython.declare(cython.int, 5 * 1024)
_FRAGMENT = cython.declare(cython.int, 7 * 1024)
_MISTAKE = cython.declare(cython.int, MISTAKE)

# What a word costs at the most, and a name, that a strange one may be a slip for though names are often strange.
_USUAL = cython.declare(cython.int, 9 * 1024 + 512)
_USUAL_NAME = cython.declare(cython.int, 11 * 1024)
_SELDOM = cython.declare(cython.int, SELDOM)

_GLUED_TO_COMMON = cython.declare(cython.int, GLUED_TO_COMMON)
_GROUPS = cython.declare(cython.int, len(MISREAD))
_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)


@cython.final
@cython.cclass
class Sieve:
    """Marks tokens that may be damaged.

    In units of 1/1024 nat, `margin` is what another word must win over a known one, `least` over a strange one,
    `slip` is the least that a misspelling costs, `confusion` that one word is taken for another, `space` what a lost
    space does, and `remembered` a strange word that recurs at the most.
    """

    tables: Tables
    search: Search
    mistaken: cython.uchar[::1]
    joints: cython.ulonglong[::1]
    limit: cython.int
    least = cython.declare(cython.int, visibility="public")
    slip = cython.declare(cython.int, visibility="public")
    space = cython.declare(cython.int, visibility="public")
    margin = cython.declare(cython.int, visibility="public")
    confusion = cython.declare(cython.int, visibility="public")
    remembered = cython.declare(cython.int, visibility="public")

    def __init__(self, tables: Tables, found: Found | None = None) -> None:
        self.tables = tables
        self.search = Search(tables, found)
        self.mistaken = memoryview(bytearray(len(tables.unigrams)))
        self.note_mistaken()
        self.joints = memoryview(array.array("Q", bytes(8 * JOINTS)))
        self.limit = 0
        self.least = 3 * 1024
        self.slip = 3 * 1024
        self.space = LOST_SPACE
        self.margin = 7 * 1024
        self.confusion = CONFUSION
        self.remembered = REMEMBERED

    def note_mistaken(self) -> None:
        """Note the words that people confuse with others: a few hundred among all."""
        offsets, costs = memoryview(self.tables.confusable_offsets), bytes(self.tables.confusable_costs)
        place = costs.find(CONFUSED & 255)
        while place >= 0:
            self.mistaken[bisect_right(offsets, place) - 1] = 1
            place = costs.find(CONFUSED & 255, place + 1)

    def doubt(self, text: str, tokens: Tokens, loose: cython.bint) -> list[tuple[int, int]]:
        """Flag the tokens in doubt and return the windows around them, as ranges of tokens.

        With `loose` every word is in doubt: for text that has turned out badly damaged.
        """
        t: cython.Py_ssize_t
        if loose:
            for t in range(tokens.count):
                tokens.flags[t] = DAMAGED
            return windows(tokens)
        self.flag(text, tokens)
        return [(first, last) for first, last in windows(tokens) if self.screened(text, tokens, first, last)]

    @cython.cfunc
    @cython.exceptval(check=False)
    def flag(self, text: str, tokens: Tokens) -> cython.void:
        """Flag the tokens in doubt. Before that, `flags` tell of the odd ones."""
        t: cython.Py_ssize_t
        ahead: cython.Py_ssize_t
        odd_left: cython.bint
        odd_right: cython.bint = False
        self.tables.weigh_pairs(tokens.number, tokens.gap, tokens.pairs, tokens.flags, tokens.count)
        for ahead in range(tokens.count + AHEAD):
            if ahead < tokens.count:
                self.prepare(text, tokens, ahead)
            t = ahead - AHEAD
            if t < 0:
                continue
            odd_left = odd_right
            odd_right = t + 1 < tokens.count and tokens.flags[t + 1]
            if tokens.kind[t] == WORD and tokens.status[t] != FOREIGN:
                tokens.flags[t] = self.doubtful(text, tokens, t, odd_left, odd_right)
            else:
                tokens.flags[t] = tokens.kind[t] != WORD and self.misplaced(text, tokens, t)

    @cython.cfunc
    @cython.exceptval(check=False)
    def screened(self, text: str, tokens: Tokens, first: cython.Py_ssize_t, last: cython.Py_ssize_t) -> cython.bint:
        """Whether a window is worth reading: where words may only be others, one must make the better reading."""
        t: cython.Py_ssize_t
        for t in range(first, last):
            if tokens.flags[t] == DAMAGED:
                return True
            if tokens.flags[t] == MISTAKEN and (self.replaced(tokens, t) or self.pieced(text, tokens, t)):
                return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def prepare(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.void:
        """Ask for the memory that will decide about a known word."""
        odd_left: cython.bint = tokens.flags[t] != 0
        odd_right: cython.bint = t + 1 < tokens.count and tokens.flags[t + 1] != 0
        self.joints[t & _LAST_JOINT] = 0
        if tokens.number[t] < self.tables.first_word:
            return
        if (odd_right or self.has_fragment(tokens, t)) and tokens.number[t + 1] >= self.tables.first_word:
            self.joints[t & _LAST_JOINT] = self.joined_key(text, tokens, t)
            self.tables.fetch_word(self.joints[t & _LAST_JOINT])
        if self.mistaken[tokens.number[t]]:
            self.fetch_mistaken(tokens, t)
        if odd_left or odd_right:
            self.fetch_confused(tokens, t, odd_left, odd_right)

    @cython.cfunc
    @cython.exceptval(check=False)
    def joined_key(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.ulonglong:
        """The key of a word with the next one glued to it."""
        key: cython.ulonglong = tokens.hashes[t]
        place: cython.int
        for place in range(tokens.start[t + 1], tokens.end[t + 1]):
            key = self.longer(key, ord(text[place]))
        return key

    @cython.cfunc
    @cython.exceptval(check=False)
    def fetch_mistaken(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.void:
        """Prepare for `is_mistaken`, which mostly looks at the left only."""
        number: cython.int = tokens.number[t]
        before: cython.int = tokens.before(t)
        i: cython.uint
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            if self.tables.confusable_costs[i] == CONFUSED:
                self.tables.fetch_pair(before, self.tables.confusables[i])

    @cython.cfunc
    @cython.exceptval(check=False)
    def fetch_confused(
        self, tokens: Tokens, t: cython.Py_ssize_t, odd_left: cython.bint, odd_right: cython.bint
    ) -> cython.void:
        """Prepare for `confused`."""
        number: cython.int = tokens.number[t]
        rarest: cython.int = self.tables.unigrams[number] + _MUCH_RARER
        i: cython.uint
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            if self.tables.unigrams[self.tables.confusables[i]] > rarest:
                return
            if odd_left:
                self.tables.fetch_pair(tokens.number[t - 1], self.tables.confusables[i])
            if odd_right:
                self.tables.fetch_pair(self.tables.confusables[i], tokens.number[t + 1])

    @cython.cfunc
    @cython.exceptval(check=False)
    def doubtful(
        self, text: str, tokens: Tokens, t: cython.Py_ssize_t, odd_left: cython.bint, odd_right: cython.bint
    ) -> cython.int:
        """Whether a word may be damaged, or at most mistaken for another one."""
        if tokens.status[t] == STRANGE:
            return not self.in_code(text, tokens, t) and self.worth_reading(text, tokens, t)
        if tokens.status[t] == ATTESTED:
            return self.rejoined(text, tokens, t) or self.listed_small(tokens, t)
        if tokens.number[t] == tokens.before(t) and tokens.gap[t] == SPACED:
            return DAMAGED
        if self.joints[t & _LAST_JOINT] and self.split(tokens, t, self.tables.word(self.joints[t & _LAST_JOINT])):
            return DAMAGED
        if self.mistaken[tokens.number[t]] and self.is_mistaken(tokens, t):
            return MISTAKEN
        if not odd_left and not odd_right:
            return SOUND
        return MISTAKEN if self.confused(tokens, t, odd_left, odd_right) else SOUND

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def has_fragment(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word or the one after it may be a piece of one, whatever the two were seen beside: `a re`."""
        if t + 1 >= tokens.count or tokens.gap[t + 1] != SPACED:
            return False
        return self.is_fragment(tokens, t) or self.is_fragment(tokens, t + 1)

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def is_fragment(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word has two letters and is rare, or is a capital that begins a sentence: letters name things."""
        size: cython.int = tokens.end[t] - tokens.start[t]
        if size > 2 or tokens.number[t] < self.tables.first_word:
            return False
        if size == 1 and (tokens.shape[t] == LOWER_CASE or tokens.gap[t] == GLUED):
            return False
        if size == 1 and tokens.before(t) >= self.tables.first_word:
            return False
        return self.tables.unigrams[tokens.number[t]] > _FRAGMENT

    @cython.cfunc
    @cython.exceptval(check=False)
    def in_code(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a strange word is glued to what prose does not glue to words, or clipped as in `goin'`."""
        start: cython.int = tokens.start[t]
        end: cython.int = tokens.end[t]
        if start > 0 and code_mark(ord(text[start - 1])):
            return not begins_with_ordinal(text, start, end)
        if end >= len(text):
            return False
        return code_mark(ord(text[end])) or apostrophe(ord(text[end]))

    @cython.cfunc
    @cython.exceptval(check=False)
    def worth_reading(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether any single difference would make much more of a strange word than what stands there.

        Most capitalised ones are names: for those only a lost space or a listed misspelling is looked for.
        """
        size: cython.int = tokens.end[t] - tokens.start[t]
        shape: cython.int = tokens.shape[t]
        if size > MOST_LETTERS:
            return True
        stands: cython.int = self.as_it_stands(text, tokens, t)
        again: cython.int = self.as_remembered(tokens, t)
        self.limit = min(stands - self.least, again)
        if shape == MIXED_CASE and again > stands:
            return True
        if self.listed() or self.halves(tokens, t, 0, size, 2) or self.rejoined(text, tokens, t):
            return True
        if self.ligatured(text, tokens, t) or self.ligatured(text, tokens, t + 1) or self.thumbed(tokens, t):
            return True
        if shape != LOWER_CASE and (tokens.before(t) >= self.tables.first_word or tokens.before(t) == NUMBER):
            if shape == UPPER_CASE:
                return shouted(tokens, t, self.tables.shapes) and self.near(tokens, t)
            if shape != CAPITAL:
                return False
            return (text[tokens.start[t]] == "I" and self.has_small_l()) or self.near_name(tokens, t)
        return self.near(tokens, t) or (again > stands and self.near_rest(text, tokens, t))

    @cython.cfunc
    @cython.exceptval(check=False)
    def has_small_l(self) -> cython.bint:
        """Whether the letters of the search are a known word with an l for the first: `Iong`."""
        first: cython.uchar = self.search.letters[0]
        self.search.letters[0] = self.tables.letters[ord("l")]
        number: cython.int = self.tables.word(self.tables.key(self.search.letters, 0, self.search.size))
        self.search.letters[0] = first
        return number >= self.tables.first_word

    @cython.cfunc
    @cython.exceptval(check=False)
    def as_it_stands(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.int:
        """The cost of a strange word, its letters kept for the search."""
        place: cython.int
        code: cython.int
        first: cython.int = tokens.start[t]
        for place in range(first, tokens.end[t]):
            code = ord(text[place])
            self.search.letters[place - first] = self.tables.letters[code if code < 0x250 else 39]
        self.search.size = tokens.end[t] - first
        cost: cython.int = self.tables.unknown_word_cost(self.search.letters, 0, self.search.size)
        return cost + self.standing(tokens, t)

    @cython.cfunc
    def as_remembered(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.int:
        """What a strange word costs that stands in the text more than once: so it is a word. Else no end."""
        seen: cython.int = tokens.keys.get(self.tables.key(self.search.letters, 0, self.search.size), 0)
        if seen < 2 or self.search.size < 3:
            return 1 << 28
        return self.remembered + self.standing(tokens, t)

    @cython.cfunc
    @cython.exceptval(check=False)
    def standing(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.int:
        """The cost of a token between its neighbours."""
        if t + 1 < tokens.count and tokens.gap[t + 1] != BROKEN:
            return tokens.pairs[t] + tokens.pairs[t + 1]
        return tokens.pairs[t] + self.tables.bigram(tokens.number[t], EDGE)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_cheaper(self, tokens: Tokens, t: cython.Py_ssize_t, number: cython.int, limit: cython.int) -> cython.bint:
        """Whether a word costs less than this between the neighbours of a token: mostly the left one tells."""
        cost: cython.int = self.tables.bigram(tokens.before(t), number)
        return cost < limit and cost + self.tables.bigram(number, tokens.after(t)) < limit

    @cython.cfunc
    @cython.exceptval(check=False)
    def listed(self) -> cython.bint:
        """Whether a list of misspellings has the word."""
        return probe(self.tables.misspellings, self.tables.key(self.search.letters, 0, self.search.size), 15) >= 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def listed_small(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a list of misspellings has a usual word for one in small letters, which no name has: `verry`.

        Shorter ones stand for something: `the fo file`.
        """
        if tokens.shape[t] != LOWER_CASE or tokens.end[t] - tokens.start[t] < 4:
            return False
        meant: cython.int = self.tables.meant(tokens.hashes[t], 0)
        return meant >= self.tables.first_word and self.tables.unigrams[meant] <= _USUAL

    @cython.cfunc
    @cython.exceptval(check=False)
    def near(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word one slip away would stand here more readily."""
        i: cython.int
        self.search.run(1)
        for i in range(self.search.count):
            if self.is_cheaper(tokens, t, self.search.words[i], self.limit - self.slip - self.search.costs[i]):
                return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def near_name(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a usual name one slip away would stand here more readily: `Gemany`, `Octoer`."""
        i: cython.int
        number: cython.int
        self.search.run(1)
        for i in range(self.search.count):
            number = self.search.words[i]
            if self.tables.unigrams[number] <= _USUAL_NAME and self.tables.shapes[number * 8] >= _SELDOM:
                if self.is_cheaper(tokens, t, number, self.limit - self.slip - self.search.costs[i]):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def near_rest(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether one end of a long word is a very common word and the rest is one slip from a word."""
        size: cython.int = self.search.size
        cut: cython.int
        found: cython.bint = False
        for cut in range(2, 5):
            if size - cut < 5 or found:
                break
            if self.very_common(0, cut):
                found = self.near_piece(tokens, text, t, cut, size)
            if not found and self.very_common(size - cut, size):
                found = self.near_piece(tokens, text, t, 0, size - cut)
        return found

    @cython.cfunc
    @cython.exceptval(check=False)
    def near_piece(
        self, tokens: Tokens, text: str, t: cython.Py_ssize_t, start: cython.int, end: cython.int
    ) -> cython.bint:
        """Whether a piece of a word is one slip from a word."""
        i: cython.int
        for i in range(start, end):
            self.search.letters[i - start] = self.search.letters[i]
        self.search.size = end - start
        found: cython.bint = self.search.run(1) > 0
        self.as_it_stands(text, tokens, t)
        return found

    @cython.cfunc
    @cython.exceptval(check=False)
    def very_common(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these letters of the word are a word that runs through all text."""
        number: cython.int = self.tables.word(self.tables.key(self.search.letters, start, end))
        return number >= self.tables.first_word and self.tables.unigrams[number] <= VERY_COMMON

    @cython.cfunc
    @cython.exceptval(check=False)
    def halves(
        self, tokens: Tokens, t: cython.Py_ssize_t, start: cython.int, end: cython.int, depth: cython.int
    ) -> cython.bint:
        """Whether letters of a word are words with nothing between them: of the lexicon, or one of the text's own."""
        key: cython.ulonglong = _BASIS
        cut: cython.int
        for cut in range(start + 1, end):
            key = ((key ^ self.search.letters[cut - 1]) * _PRIME) & _ALL
            left: cython.int = self.tables.word(key)
            if start == 0 and left < 0 and cut > 2 and key in tokens.keys:
                if self.common(self.tables.word(self.tables.key(self.search.letters, cut, end)), end - cut):
                    return True
            if self.common(left, cut - start):
                right: cython.int = self.tables.word(self.tables.key(self.search.letters, cut, end))
                if self.common(right, end - cut) and (start > 0 or self.fits(tokens, t, left, right)):
                    return True
                if start == 0 and self.tables.key(self.search.letters, cut, end) in tokens.keys:
                    return True
                if depth > 1 and self.halves(tokens, t, cut, end, depth - 1):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def thumbed(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether the letters are two words with another letter where the space between them should be."""
        cut: cython.int
        size: cython.int = self.search.size
        for cut in range(1, size - 2):
            if self.search.is_by_space_bar(self.search.letters[cut]):
                left: cython.int = self.tables.word(self.tables.key(self.search.letters, 0, cut))
                if self.common(left, cut):
                    right: cython.int = self.tables.word(self.tables.key(self.search.letters, cut + 1, size))
                    if self.common(right, size - cut - 1) and self.fits(tokens, t, left, right):
                        return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def fits(self, tokens: Tokens, t: cython.Py_ssize_t, left: cython.int, right: cython.int) -> cython.bint:
        """Whether two words would stand here more readily than the strange one."""
        cost: cython.int = self.tables.bigram(tokens.before(t), left) + self.tables.bigram(left, right)
        if min(self.tables.unigrams[left], self.tables.unigrams[right]) <= VERY_COMMON:
            cost -= _GLUED_TO_COMMON
        return self.space + cost + self.tables.bigram(right, tokens.after(t)) < self.limit

    @cython.cfunc
    @cython.exceptval(check=False)
    def rejoined(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether the word and its neighbours are pieces of one word."""
        left: cython.bint = t > 0 and tokens.gap[t] == SPACED and tokens.kind[t - 1] == WORD
        right: cython.bint = t + 1 < tokens.count and tokens.gap[t + 1] == SPACED and tokens.kind[t + 1] == WORD
        if left and self.tables.word(self.key(text, tokens.start[t - 1], tokens.end[t])) >= self.tables.first_word:
            return True
        if right and self.tables.word(self.key(text, tokens.start[t], tokens.end[t + 1])) >= self.tables.first_word:
            return True
        if not left or not right:
            return False
        return self.tables.word(self.key(text, tokens.start[t - 1], tokens.end[t + 1])) >= self.tables.first_word

    @cython.cfunc
    @cython.exceptval(check=False)
    def ligatured(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word and the one before it are a word with letters between them that fonts have as one."""
        group: cython.int
        place: cython.int
        key: cython.ulonglong
        if t == 0 or t >= tokens.count or tokens.gap[t] != SPACED:
            return False
        if tokens.kind[t] != WORD or tokens.kind[t - 1] != WORD:
            return False
        left: cython.ulonglong = self.key(text, tokens.start[t - 1], tokens.end[t - 1])
        for group in range(_GROUPS):
            if self.search.read[2 * group] == 0:
                key = self.tables.longer(left, self.search.meant, 3 * group, 3 * group + 3)
                for place in range(tokens.start[t], tokens.end[t]):
                    key = self.longer(key, ord(text[place]))
                if self.tables.word(key) >= self.tables.first_word:
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
        rarest: cython.int = self.tables.unigrams[number] + _MUCH_RARER
        least: cython.int = self.standing(tokens, t) - self.margin
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            number = self.tables.confusables[i]
            if self.tables.unigrams[number] > rarest:
                return False  # the most frequent come first
            if (odd_left and self.tables.has_bigram(before, number)) or (
                odd_right and self.tables.has_bigram(number, after)
            ):
                if self.is_cheaper(tokens, t, number, least):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_mistaken(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word that people confuse with this one would stand here much more readily, seen or not.

        Their errors are in all text, so that this one was seen here says little: `bigger then`.
        """
        number: cython.int = tokens.number[t]
        i: cython.uint
        most: cython.int = self.standing(tokens, t) - _MISTAKE
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            if self.tables.confusable_costs[i] == CONFUSED:
                if self.is_cheaper(tokens, t, self.tables.confusables[i], most):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def replaced(self, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word that this one is mistaken for may make the cheaper reading, all around as it stands."""
        number: cython.int = tokens.number[t]
        shape: cython.int = tokens.shape[t]
        i: cython.uint
        stands: cython.int = self.as_written(tokens, t, t)
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            number = self.tables.confusables[i]
            slip: cython.int = self.confusion + self.tables.confusable_costs[i] * 64
            if slip + self.case_at_least(number, shape) + self.in_row(tokens, t, t, number) < stands:
                return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def pieced(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a word is one of two or three pieces of a word that may make the cheaper reading."""
        first: cython.Py_ssize_t
        last: cython.Py_ssize_t
        for first in range(max(0, t - 2), t + 1):
            for last in range(max(t, first + 1), min(tokens.count, first + 3)):
                if self.joined(text, tokens, first, last):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def joined(self, text: str, tokens: Tokens, first: cython.Py_ssize_t, last: cython.Py_ssize_t) -> cython.bint:
        """Whether the words from `first` to `last`, both included, are one that may make the cheaper reading."""
        t: cython.Py_ssize_t
        for t in range(first, last + 1):
            if tokens.kind[t] != WORD or tokens.status[t] == FOREIGN or (t > first and tokens.gap[t] != SPACED):
                return False
        number: cython.int = self.tables.word(self.key(text, tokens.start[first], tokens.end[last]))
        if number < self.tables.first_word:
            return False
        cost: cython.int = (last - first) * self.space + self.in_row(tokens, first, last, number)
        return cost < self.as_written(tokens, first, last)

    @cython.cfunc
    @cython.exceptval(check=False)
    def as_written(self, tokens: Tokens, first: cython.Py_ssize_t, last: cython.Py_ssize_t) -> cython.int:
        """The most that the words from `first` to `last` cost, and the two that follow. Strange ones have no end."""
        t: cython.Py_ssize_t
        before: cython.int = tokens.before(first)
        earlier: cython.int = NONE if before == EDGE else tokens.before(first - 1)
        cost: cython.int = 0
        for t in range(first, last):
            cost += self.tables.trigram(earlier, before, tokens.number[t])
            earlier = before
            before = tokens.number[t]
        for t in range(first, last + 1):
            cost += self.case_at_most(tokens.number[t], tokens.shape[t])
            if tokens.status[t] != KNOWN:
                cost += 1 << 24
        return cost + self.row(earlier, before, tokens.number[last], tokens, last)

    @cython.cfunc
    @cython.exceptval(check=False)
    def in_row(
        self, tokens: Tokens, first: cython.Py_ssize_t, last: cython.Py_ssize_t, number: cython.int
    ) -> cython.int:
        """The cost of a word in the place of those from `first` to `last`, and of the two that follow."""
        before: cython.int = tokens.before(first)
        return self.row(NONE if before == EDGE else tokens.before(first - 1), before, number, tokens, last)

    @cython.cfunc
    @cython.exceptval(check=False)
    def row(
        self,
        earlier: cython.int,
        before: cython.int,
        number: cython.int,
        tokens: Tokens,
        last: cython.Py_ssize_t,
    ) -> cython.int:
        """The cost of a word behind two others, and of the two that follow the token `last`."""
        after: cython.int = tokens.after(last)
        cost: cython.int = self.tables.trigram(earlier, before, number) + self.tables.trigram(before, number, after)
        return cost if after == EDGE else cost + self.tables.trigram(number, after, tokens.after(last + 1))

    @cython.cfunc
    @cython.exceptval(check=False)
    def case_at_most(self, number: cython.int, shape: cython.int) -> cython.int:
        """The most that a word costs in this case, wherever it stands."""
        return max(2, self.tables.shapes[number * 8 + shape], self.tables.shapes[number * 8 + 4 + shape]) * 64

    @cython.cfunc
    @cython.exceptval(check=False)
    def case_at_least(self, number: cython.int, shape: cython.int) -> cython.int:
        """The least that a word costs in this case: where a sentence begins a capital says nothing."""
        least: cython.int = min(self.tables.shapes[number * 8 + shape], self.tables.shapes[number * 8 + 4 + shape]) * 64
        return min(least, 128) if shape == CAPITAL else least

    @cython.cfunc
    @cython.exceptval(check=False)
    def split(self, tokens: Tokens, t: cython.Py_ssize_t, number: cython.int) -> cython.bint:
        """Whether this word and the next are rather one word, of this number, with a space in it."""
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
    def misplaced(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether white space beside a mark or a number is odd, or what it parts is a word."""
        return self.set_oddly(text, tokens, t) or self.parts_word(text, tokens, t)

    @cython.cfunc
    @cython.exceptval(check=False)
    def parts_word(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a mark is an apostrophe that white space parts from its word: `don 't`, `Joyce 's`."""
        if t == 0 or t + 1 >= tokens.count or tokens.gap[t] > SPACED or tokens.gap[t + 1] > SPACED:
            return False
        if not apostrophe(ord(text[tokens.start[t]])):
            return False
        if tokens.kind[t - 1] != WORD or tokens.kind[t + 1] != WORD:
            return False
        if tokens.end[t + 1] - tokens.start[t + 1] == 1 and text[tokens.start[t + 1]] in "sS":
            return True
        return self.tables.word(self.key(text, tokens.start[t - 1], tokens.end[t + 1])) >= self.tables.first_word

    @cython.cfunc
    @cython.exceptval(check=False)
    def set_oddly(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
        """Whether a space beside a mark or a number, or none, is rare enough to be a slip."""
        side: cython.Py_ssize_t
        space: cython.int
        for side in range(t, min(t + 2, tokens.count)):
            if applies(tokens, side):
                space = odds(self.tables, text, tokens, side, False)
                if (space if tokens.gap[side] == GLUED else -space) > self.space // 2:
                    return True
        return False


@cython.cfunc
@cython.exceptval(check=False)
def begins_with_ordinal(text: str, start: cython.int, end: cython.int) -> cython.bint:
    """Whether letters behind a number begin with the ending of an ordinal: `3rdof`."""
    return end - start > 3 and text[start - 1].isdecimal() and text[start : start + 2] in ORDINAL_ENDINGS


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def code_mark(code: cython.int) -> cython.bint:
    """Whether a character glued to a word tells that it is no prose: a digit, or a mark that code is full of."""
    if 48 <= code <= 57:
        return True
    if code > 127:
        return False
    return code != 32 and (code in (95, 64, 35, 47, 92, 61, 60, 62, 38, 36, 37, 43, 126, 94, 124, 96, 42, 123, 125))


@cython.cfunc
def windows(tokens: Tokens) -> list[tuple[int, int]]:
    """The runs of tokens around those in doubt: two more on either side, as far as the paragraph goes."""
    found: list[tuple[int, int]] = []
    t: cython.Py_ssize_t
    first: cython.Py_ssize_t
    last: cython.Py_ssize_t = 0
    start: cython.Py_ssize_t = -1
    for t in range(tokens.count):
        if tokens.flags[t] == SOUND:
            continue
        first = t
        while first > 0 and t - first < CONTEXT and tokens.gap[first] != BROKEN:
            first -= 1
        apart: cython.bint = first > last or (first == last and tokens.gap[first] == BROKEN)
        if start >= 0 and (apart or tokens.end[t] - tokens.start[start] > LONGEST_WINDOW):
            found.append((start, last))
            first = max(first, last)
            start = -1
        if start < 0:
            start = first
        last = t + 1
        while last < tokens.count and last - t <= CONTEXT and tokens.gap[last] != BROKEN:
            last += 1
    if start >= 0:
        found.append((start, last))
    return found
