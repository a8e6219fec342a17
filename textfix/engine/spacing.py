# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Whether a space stands beside a mark or a number: odds that were counted, not written down as rules.

What stands on either side of a boundary is named by a *class*: the shape of a word at the end that is near, how
long a number is, which mark it is; a straight quotation mark opens or closes. The odds come from the two classes
with those one token further out and whether white space lies between, and are shifted by the two words.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.kinds import (
        BROKEN,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MARK,
        NUMERAL,
        SPACED,
        UPPER_CASE,
        WORD,
    )
    from cython.cimports.textfix.engine.tables import Tables, probe
    from cython.cimports.textfix.engine.tokens import Tokens
else:
    from .kinds import (
        BROKEN,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LOWER_CASE,
        MARK,
        NUMERAL,
        SPACED,
        UPPER_CASE,
        WORD,
    )
    from .tables import Tables, probe
    from .tokens import Tokens

EDGE_CLASS, NUMBERS, WORDS, QUOTES, MARKS = 0, 1, 8, 15, 17
"""Where classes begin: the edge of a paragraph; numbers of 1, 2, 3, 4 (a year or not) and more digits, and those with
points; words of small letters (1, up to 3, more), capitalised (1, more), of capitals, foreign; quotation marks
that open and close; then each ASCII mark, and those of `HIGH_MARKS`."""

HIGH_MARKS = "“”‘’„«»–—…•°·£€©®™×§"
"""Marks beyond ASCII that have a class; the rest share one more."""

CLASSES = MARKS + 94 + len(HIGH_MARKS) + 1

FREQUENT = 6000
"""Words that have odds of their own: the most frequent ones."""

ABBREVIATIONS = ("a.m.", "p.m.", "e.g.", "i.e.")
"""What is written with points behind small letters, and followed by a word of its own."""

STEP = 128
"""Units of 1/1024 nat in one step of the odds in the table, which has them from 1 to 255 with 128 for even odds."""

CLASS_PAIR, IN_CONTEXT, WORD_PAIR = 0, 1 << 60, 1 << 61
"""What is added to a key: it names two classes, two classes and what is around them, or two words."""

_FREQUENT = cython.declare(cython.int, FREQUENT)

# The most frequent words, from `the` to `they`: all of them join and point.
_JOINING = cython.declare(cython.int, 33)

# Steps of the odds against what stands from which on it is unusual: two nats.
_UNUSUAL = cython.declare(cython.int, 16)
_HIGH = cython.declare(dict, {ord(mark): 17 + 94 + n for n, mark in enumerate(HIGH_MARKS)})
_OTHER_MARK = cython.declare(cython.int, 17 + 94 + len(HIGH_MARKS))


@cython.cfunc
@cython.exceptval(check=False)
def class_of(text: str, tokens: Tokens, t: cython.Py_ssize_t, at_end: cython.bint) -> cython.int:
    """The class of a token, seen from its end or from its start."""
    size: cython.int = tokens.end[t] - tokens.start[t]
    code: cython.int = ord(text[tokens.start[t]])
    if tokens.kind[t] == MARK:
        return mark_class(code, tokens.shape[t])
    if tokens.kind[t] == NUMERAL:
        return number_class(text, tokens.start[t], size)
    if tokens.status[t] == FOREIGN:
        return 14
    if tokens.shape[t] == LOWER_CASE:
        return 8 if size == 1 else (9 if size < 4 else 10)
    if tokens.shape[t] == CAPITAL:
        return 11 if size == 1 else 12
    if tokens.shape[t] == UPPER_CASE:
        return 13
    near: cython.Py_ssize_t = tokens.end[t] - 1 if at_end else tokens.start[t] + 1
    if text[near].isupper():
        return 13
    return 10 if at_end or text[near - 1].islower() else 12


@cython.cfunc
@cython.exceptval(check=False)
def mark_class(code: cython.int, opens: cython.int) -> cython.int:
    """The class of a mark. `opens` is 1 for a quotation mark that opens."""
    if code == 34:
        return 15 if opens == 1 else 16
    return 17 + code - 33 if 33 <= code < 127 else _HIGH.get(code, _OTHER_MARK)


@cython.cfunc
@cython.exceptval(check=False)
def number_class(text: str, start: cython.Py_ssize_t, size: cython.int) -> cython.int:
    """The class of a number: how long it is, whether it may be a year, whether it has points."""
    place: cython.Py_ssize_t
    for place in range(start, start + size):
        if not text[place].isdecimal():
            return 7
    if size == 4:
        return 4 if text[start] == "1" or text[start] == "2" else 5
    return size if size < 4 else 6


@cython.cfunc
@cython.exceptval(check=False)
def applies(tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether there are odds for the boundary before a token: at a mark or a number, with one space or none."""
    return t > 0 and tokens.gap[t] <= SPACED and (tokens.kind[t] != WORD or tokens.kind[t - 1] != WORD)


@cython.cfunc
@cython.exceptval(check=False)
def outer(text: str, tokens: Tokens, t: cython.Py_ssize_t, at_end: cython.bint) -> cython.int:
    """The class of the token beyond one of the two and whether white space lies between, in one number."""
    inner: cython.Py_ssize_t = t + 1 if at_end else t
    if t < 0 or t >= tokens.count or tokens.gap[inner] == BROKEN:
        return 0
    return class_of(text, tokens, t, at_end) * 2 + (tokens.gap[inner] != GLUED)


@cython.cfunc
@cython.exceptval(check=False)
def classes_key(text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.ulonglong:
    """The two classes at the boundary before a token; parts of a year have one of their own on the left."""
    left: cython.ulonglong = class_of(text, tokens, t - 1, True)
    if tokens.kind[t - 1] == NUMERAL and tokens.kind[t] == NUMERAL:
        if is_year(text, tokens.start[t - 1], tokens.end[t - 1], tokens.start[t], tokens.end[t]):
            left = 0
    return (left << 8) | class_of(text, tokens, t, False)


@cython.cfunc
@cython.exceptval(check=False)
def is_year(
    text: str,
    start: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    next_start: cython.Py_ssize_t,
    next_end: cython.Py_ssize_t,
) -> cython.bint:
    """Whether the digits of two numbers are a year together, from 1500 to 2099."""
    if end - start + next_end - next_start != 4:
        return False
    first: cython.Py_UCS4 = text[start]
    second: cython.Py_UCS4 = text[start + 1] if end - start > 1 else text[next_start]
    return (first == "1" and "5" <= second <= "9") or (first == "2" and second == "0")


@cython.cfunc
@cython.exceptval(check=False)
def context_key(text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.ulonglong:
    """The classes and gaps on either side of the boundary before a token."""
    key: cython.ulonglong = outer(text, tokens, t - 2, True)
    return (key << 9) | outer(text, tokens, t + 1, False)


@cython.cfunc
@cython.exceptval(check=False)
def word_key(tables: Tables, tokens: Tokens, t: cython.Py_ssize_t, of_class: cython.ulonglong) -> cython.ulonglong:
    """A frequent word's number, or a class; `of_class` is the class of the token."""
    number: cython.int = tokens.number[t]
    if tokens.kind[t] == WORD and tables.first_word <= number < tables.first_word + _FREQUENT:
        return number
    return (1 << 17) | of_class


@cython.cfunc
@cython.exceptval(check=False)
def words_key(tables: Tables, tokens: Tokens, t: cython.Py_ssize_t, classes: cython.ulonglong) -> cython.ulonglong:
    """The two words at the boundary before a token."""
    left: cython.ulonglong = word_key(tables, tokens, t - 1, classes >> 8)
    return (left << 18) | word_key(tables, tokens, t, classes & 255)


@cython.cfunc
@cython.exceptval(check=False)
def chained(tables: Tables, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether a mark and the same mark a word further on are glued on both sides: `id,name,size` or `os.path.join`.

    No such name has a word that only sentences have, `early,however,and`, nor do initials go on in small letters:
    `U.S.government`.
    """
    if tokens.kind[t] != MARK or not glued(tokens, t) or is_in_sentence(tables, tokens, t):
        return False
    if tokens.number[t] == tables.marks[46] and ends_initials(text, tokens, t):
        return False
    if t > 2 and tokens.number[t - 2] == tokens.number[t] and glued(tokens, t - 2):
        return not is_in_sentence(tables, tokens, t - 2)
    if t + 3 < tokens.count and tokens.number[t + 2] == tokens.number[t] and glued(tokens, t + 2):
        return not is_in_sentence(tables, tokens, t + 2)
    return False


@cython.cfunc
@cython.exceptval(check=False)
def ends_initials(text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether a letter that stands for a word is before a token, and a known word in small letters behind it.

    A capital stands for one anywhere, a small letter in a few pairs: `a.m.and`.
    """
    if tokens.end[t - 1] - tokens.start[t - 1] != 1 or tokens.kind[t + 1] != WORD:
        return False
    if tokens.shape[t + 1] != LOWER_CASE or tokens.status[t + 1] != KNOWN:
        return False
    size: cython.int = tokens.end[t + 1] - tokens.start[t + 1]
    if tokens.shape[t - 1] == CAPITAL:
        return size > 2
    return size > 1 and t > 2 and text[tokens.start[t - 3] : tokens.end[t]] in ABBREVIATIONS


@cython.cfunc
@cython.exceptval(check=False)
def is_in_sentence(tables: Tables, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether a comma has one of the words beside it that join and point, and name nothing."""
    return tokens.number[t] == tables.marks[44] and (joins(tables, tokens, t - 1) or joins(tables, tokens, t + 1))


@cython.cfunc
@cython.exceptval(check=False)
def joins(tables: Tables, tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether a token is one of the words that join and point; a single letter may be a name."""
    rank: cython.int = tokens.number[t] - tables.first_word
    return 0 <= rank < _JOINING and tokens.end[t] - tokens.start[t] > 1


@cython.cfunc
@cython.exceptval(check=False)
def glued(tokens: Tokens, t: cython.Py_ssize_t) -> cython.bint:
    """Whether a token has neighbours on both sides and nothing between."""
    return t > 0 and t + 1 < tokens.count and tokens.gap[t] == GLUED and tokens.gap[t + 1] == GLUED


@cython.cfunc
@cython.exceptval(check=False)
def is_shifted(
    tables: Tables, text: str, tokens: Tokens, t: cython.Py_ssize_t, between_classes: cython.int
) -> cython.bint:
    """Whether the spaces on both sides of the mark at a boundary are just where none is usual, and the other way round.

    Each of them would mask the other: `apples ,pears`. `between_classes` is what the table has for the boundary.
    """
    other: cython.Py_ssize_t = t + 1 if tokens.kind[t] == MARK else t - 1
    if not is_unusual(between_classes, tokens.gap[t]) or other >= tokens.count or not applies(tokens, other):
        return False
    if tokens.gap[t] == tokens.gap[other]:
        return False
    return is_unusual(probe(tables.spacing, classes_key(text, tokens, other), 24), tokens.gap[other])


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def is_unusual(between_classes: cython.int, gap: cython.int) -> cython.bint:
    """Whether a space, or none, is unusual by what the table has for two classes, which is below 0 for nothing."""
    if between_classes < 0:
        return False
    return between_classes > 128 + _UNUSUAL if gap == GLUED else between_classes < 128 - _UNUSUAL


@cython.cfunc
@cython.exceptval(check=False)
def odds(tables: Tables, text: str, tokens: Tokens, t: cython.Py_ssize_t, spaceless: cython.bint) -> cython.int:
    """The log-odds, in units of 1/1024 nat, that a space stands before a token; 0 where nothing is known.

    Where no spaces are left at all, what is missing further out says nothing, nor does a space that was only shifted.
    """
    one: cython.ulonglong = 1
    if not spaceless and (chained(tables, text, tokens, t - 1) or chained(tables, text, tokens, t)):
        return 0
    classes: cython.ulonglong = classes_key(text, tokens, t)
    between_classes: cython.int = probe(tables.spacing, classes, 24)
    found: cython.int = -1
    if not spaceless and not is_shifted(tables, text, tokens, t, between_classes):
        found = probe(tables.spacing, (classes << 18) | context_key(text, tokens, t) | (one << 60), 24)
    if found < 0:
        found = between_classes
    shift: cython.int = probe(tables.spacing, words_key(tables, tokens, t, classes) | (one << 61), 24)
    if found < 0:
        found = 128
    return (found - 128 + (shift - 128 if shift >= 0 else 0)) * 128


@cython.cfunc
@cython.exceptval(check=False)
def point_of(text: str, start: cython.Py_ssize_t, end: cython.Py_ssize_t) -> cython.Py_ssize_t:
    """Where the point or comma of a number is; -1 where it has none, -2 where it has several."""
    place: cython.Py_ssize_t
    found: cython.Py_ssize_t = -1
    for place in range(start, end):
        if not text[place].isdecimal():
            if found >= 0:
                return -2
            found = place
    return found


@cython.final
@cython.cclass
class Observed:
    """What a text tells of spaces: for each boundary its classes, all around it, its words, and whether it has one."""

    classes: list[int]
    around: list[int]
    words: list[int]
    spaced: list[bool]

    def __init__(self, tables: Tables, text: str, tokens: Tokens) -> None:
        self.classes, self.around, self.words, self.spaced = [], [], [], []
        t: cython.Py_ssize_t
        for t in range(1, tokens.count):
            if applies(tokens, t):
                pair: cython.ulonglong = classes_key(text, tokens, t)
                self.add(
                    pair, context_key(text, tokens, t), words_key(tables, tokens, t, pair), tokens.gap[t] == SPACED
                )
            if tokens.kind[t] == NUMERAL:
                self.add_inside(text, tokens, t)

    @cython.cfunc
    def add(
        self, pair: cython.ulonglong, around: cython.ulonglong, words: cython.ulonglong, spaced: cython.bint
    ) -> cython.void:
        """Keep one boundary."""
        self.classes.append(pair)
        self.around.append((pair << 18) | around)
        self.words.append(words)
        self.spaced.append(spaced)

    @cython.cfunc
    def add_inside(self, text: str, tokens: Tokens, t: cython.Py_ssize_t) -> cython.void:
        """The places inside a number: what stands on either side there has no space between."""
        start: cython.Py_ssize_t = tokens.start[t]
        end: cython.Py_ssize_t = tokens.end[t]
        before: cython.ulonglong = outer(text, tokens, t - 1, True)
        after: cython.ulonglong = outer(text, tokens, t + 1, False)
        point: cython.Py_ssize_t = point_of(text, start, end)
        left: cython.ulonglong
        cut: cython.Py_ssize_t
        if point == -1 and end - start <= 6:
            for cut in range(start + 1, end):
                left = 0 if is_year(text, start, cut, cut, end) else number_class(text, start, cut - start)
                self.add_part((left << 8) | number_class(text, cut, end - cut), (before << 9) | after)
        elif point > 0:
            left = mark_class(ord(text[point]), 0)
            before = number_class(text, start, point - start)
            self.add_part((left << 8) | number_class(text, point + 1, end - point - 1), (before << 10) | after)

    @cython.cfunc
    def add_part(self, pair: cython.ulonglong, around: cython.ulonglong) -> cython.void:
        """Keep a place inside a number."""
        self.add(pair, around, (((1 << 17) | (pair >> 8)) << 18) | (1 << 17) | (pair & 255), False)

    def rows(self) -> tuple[list[int], list[int], list[int], list[bool]]:
        """All of it: keys of classes, of classes in their context, of words, and whether a space stands there."""
        return self.classes, self.around, self.words, self.spaced
