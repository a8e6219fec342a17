# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The units of a window: what stands there, and what it costs to keep or to change the white space between them.

A window is a run of tokens. Its *units* are the letters of its words and, as one unit each, its numbers and marks;
white space lies between units.
"""

from __future__ import annotations

import array
import math
from typing import TypeAlias

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.costs import Costs
    from cython.cimports.textfix.engine.kinds import (
        BROKEN,
        CAPITAL,
        DELETE,
        FOREIGN,
        GLUED,
        INSERT,
        KEEP,
        LOWER_CASE,
        MARK,
        MIXED_CASE,
        NUMERAL,
        SPACED,
        UPPER_CASE,
        WORD,
    )
    from cython.cimports.textfix.engine.spacing import applies, odds
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens, apostrophe, shouted
else:
    from .costs import Costs
    from .kinds import (
        BROKEN,
        CAPITAL,
        DELETE,
        FOREIGN,
        GLUED,
        INSERT,
        KEEP,
        LOWER_CASE,
        MARK,
        MIXED_CASE,
        NUMERAL,
        SPACED,
        UPPER_CASE,
        WORD,
    )
    from .spacing import applies, odds
    from .tables import Tables
    from .tokens import Tokens, apostrophe, shouted

from .boundaries import STEPS
from .tables import LETTERS_END

SIGNS = "-−+"
"""What stands before a number and belongs to it."""

ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
"""What follows a number that tells a place in a row."""

UNITS = 1024
"""Units that a window has at most."""

HEED = 0.5
"""How much of what letters say of spaces is believed: they and the words, which both say it, are not independent."""

PRICES = tuple(round(1024 * HEED * math.log1p(math.exp(-odds / STEPS))) for odds in range(-128, 128))
"""What it costs that something is so, for each log-odds that it is, from the lowest up."""

Row: TypeAlias = tuple[int, int, int, int, int, int]
"""A unit: token, offset, gap before it, what becomes of that, what keeping it costs, what it costs."""

# The same as C has them: a name of Python's would be looked up each time.
_UNITS = cython.declare(cython.int, UNITS)
_LETTERS_END = cython.declare(cython.int, LETTERS_END)

# In a row of the shapes of a word: what its cases cost behind a name.
_BEHIND_NAME = cython.declare(cython.int, 4)


@cython.final
@cython.cclass
class Window:
    """The units of one window, as arrays of equal length; `size` of them are in use, and the place behind them.

    Of each unit: the `token` that it belongs to, whether it is the `first_of_token`, whether that is in doubt (`free`),
    and its `offset` in the text. A letter has a number (`letter`, else 0) and may be a capital (`upper`); `spelt` has
    those marks for apostrophes that may stand inside a word. What is none has the number of a `mark`. `named` is where
    the costs of case begin among the shapes of a word, and `shouted` tells that all around is in capitals. `capitals`
    and `letters` count those before the unit, but for apostrophes.

    Of the white space before it: which it is (`gap`), what becomes of it where words meet here (`action`), what that
    costs (`boundary`), and what it costs as it stands (`kept`). The letters say what it costs that it is there
    (`parting`), and that it is not (`running`, summed up from the beginning of the window).
    """

    def __init__(self, tables: Tables, costs: Costs) -> None:
        self.tables = tables
        self.costs = costs
        self.size = 0
        self.letter = _bytes()
        self.spelt = _bytes()
        self.upper = _bytes()
        self.capitals = integers(UNITS + 1)
        self.letters = integers(UNITS + 1)
        self.mark = integers(UNITS + 1)
        self.token = integers(UNITS + 1)
        self.offset = integers(UNITS + 1)
        self.first_of_token = _bytes()
        self.free = _bytes()
        self.named = _bytes()
        self.shouted = _bytes()
        self.gap = _bytes()
        self.action = _bytes()
        self.boundary = integers(UNITS + 1)
        self.kept = integers(UNITS + 1)
        self.prices = memoryview(array.array("i", PRICES))
        self.ordinals = frozenset(tuple(tables.letters[ord(letter)] for letter in ending) for ending in ORDINAL_ENDINGS)
        self.hear(None)

    def hear(self, space_odds: memoryview | None) -> None:
        """Set what letters say of spaces: for each code point the log-odds of one before it; None where nothing is."""
        self.hears = space_odds is not None
        self.space_odds = memoryview(array.array("b")) if space_odds is None else space_odds
        self.parting = integers(UNITS + 1)
        self.running = integers(UNITS + 1)

    def rows(self) -> list[Row]:
        """All units, and the place behind them."""
        return [self.row(unit) for unit in range(self.size + 1)]

    def row(self, unit: cython.int) -> Row:
        """A unit: token, offset, gap before it, what becomes of that, what keeping it costs, what it costs."""
        return (
            self.token[unit],
            self.offset[unit],
            self.gap[unit],
            self.action[unit],
            self.kept[unit],
            self.boundary[unit],
        )

    # -- What stands there.

    @cython.cfunc
    def load(self, text: str, tokens: Tokens, first: cython.int, last: cython.int) -> cython.bint:
        """Make the units of the tokens from `first` up to `last`; False where they are too many."""
        t: cython.int
        unit: cython.int = 0
        for t in range(first, last):
            if unit + 1 + (tokens.end[t] - tokens.start[t]) > _UNITS:
                return False
            if tokens.kind[t] == WORD and (tokens.status[t] != FOREIGN or self.is_foldable(text, tokens, t)):
                unit = self.load_word(text, tokens, t, unit)
            else:
                unit = self.load_mark(tokens, t, unit)
        self.size = unit
        self.first_of_token[unit] = 1
        self.offset[unit] = tokens.end[last - 1]
        self.load_spelling(text, tokens)
        self.weigh(text, tokens)
        return True

    @cython.cfunc
    @cython.exceptval(check=False)
    def load_first(self, tokens: Tokens, t: cython.int, unit: cython.int) -> cython.void:
        """What the first unit of a token has of its own."""
        self.gap[unit] = tokens.gap[t]
        self.first_of_token[unit] = 1
        self.shouted[unit] = shouted(tokens, t, self.tables.shapes)
        self.named[unit] = _BEHIND_NAME if behind_name(tokens, t) and not self.shouted[unit] else 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def load_mark(self, tokens: Tokens, t: cython.int, unit: cython.int) -> cython.int:
        """One unit for a token that has no letters of ours; returns the one behind it."""
        self.load_first(tokens, t, unit)
        self.letter[unit] = 0
        self.upper[unit] = 0
        self.mark[unit] = tokens.number[t]
        self.token[unit] = t
        self.offset[unit] = tokens.start[t]
        self.free[unit] = 0
        return unit + 1

    @cython.cfunc
    def load_word(self, text: str, tokens: Tokens, t: cython.int, unit: cython.int) -> cython.int:
        """A unit for each letter of a word; returns the one behind them."""
        place: cython.int
        code: cython.int
        self.load_first(tokens, t, unit)
        for place in range(tokens.start[t], tokens.end[t]):
            code = ord(text[place])
            self.letter[unit] = self.letter_number(code)
            self.upper[unit] = ord("A") <= code <= ord("Z") or (code > 127 and text[place].isupper())
            self.mark[unit] = 0
            self.token[unit] = t
            self.offset[unit] = place
            self.free[unit] = tokens.flags[t]
            if place > tokens.start[t]:
                self.gap[unit] = GLUED
                self.first_of_token[unit] = 0
                self.named[unit] = 0
                self.shouted[unit] = self.shouted[unit - 1]
            unit += 1
        return unit

    @cython.cfunc
    def letter_number(self, code: cython.int) -> cython.int:
        """The number of a letter, or of what it is without its accent."""
        number: cython.int = self.plain_number(code)
        return number if number else self.tables.folds[code]

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def plain_number(self, code: cython.int) -> cython.int:
        """The number of a letter of the alphabet; 0 for any other."""
        if code == ord("’"):
            code = ord("'")
        return self.tables.letters[code] if code < _LETTERS_END else 0

    @cython.cfunc
    def is_foldable(self, text: str, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether a word with letters beyond the alphabet is one of the alphabet but for accents."""
        place: cython.int
        if not self.costs.folding:
            return False
        for place in range(tokens.start[t], tokens.end[t]):
            if self.plain_number(ord(text[place])) == 0 and ord(text[place]) not in self.tables.folds:
                return False
        return True

    @cython.cfunc
    @cython.exceptval(check=False)
    def load_spelling(self, text: str, tokens: Tokens) -> cython.void:
        """The letters with the apostrophes that tokens of their own may be, and how many there are before each unit."""
        unit: cython.int
        mark: cython.int = self.tables.letters[ord("'")]
        for unit in range(self.size):
            self.spelt[unit] = self.letter[unit]
            self.capitals[unit + 1] = self.capitals[unit] + self.upper[unit]
            self.letters[unit + 1] = self.letters[unit] + (self.letter[unit] != mark)
            if self.is_apostrophe(text, unit):
                self.spelt[unit] = mark
                self.free[unit] = tokens.flags[self.token[unit]]

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_apostrophe(self, text: str, unit: cython.int) -> cython.bint:
        """Whether a mark is an apostrophe between letters, so that it may stand inside a word: `don 't`."""
        if self.letter[unit] or unit == 0 or unit + 1 == self.size:
            return False
        if self.gap[unit] > SPACED or self.gap[unit + 1] > SPACED:
            return False
        if self.letter[unit - 1] == 0 or self.letter[unit + 1] == 0:
            return False
        return apostrophe(ord(text[self.offset[unit]]))

    # -- What the white space costs.

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh(self, text: str, tokens: Tokens) -> cython.void:
        """What the white space before each unit costs; before the window it costs nothing."""
        unit: cython.int
        if self.hears:
            self.weigh_letters()
        self.boundary[0] = self.kept[0] = 0
        self.action[0] = KEEP
        for unit in range(1, self.size):
            self.weigh_boundary(text, tokens, unit)

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_letters(self) -> cython.void:
        """What the letters say that it costs to part them, and to let words run over the places between them."""
        unit: cython.int
        odds: cython.int
        for unit in range(1, self.size):
            odds = self.space_odds[self.offset[unit]]
            self.parting[unit] = self.prices[128 + odds]
            self.running[unit] = self.running[unit - 1] + self.prices[128 - odds]

    @cython.ccall
    @cython.exceptval(check=False)
    def run_over(self, start: cython.int, end: cython.int) -> cython.int:
        """What the letters say that it costs that no word begins between the first of these units and the last."""
        return self.running[end - 1] - self.running[start]

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_boundary(self, text: str, tokens: Tokens, unit: cython.int) -> cython.void:
        """What it costs that words meet before this unit, and what becomes of the white space there."""
        self.boundary[unit] = 0
        self.kept[unit] = 0
        self.action[unit] = KEEP
        if self.letter[unit] and self.letter[unit - 1]:
            self.weigh_between_letters(unit)
        elif applies(tokens, self.token[unit]):
            self.weigh_beside_mark(text, tokens, unit)

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_between_letters(self, unit: cython.int) -> cython.void:
        """Between letters words meet where a space stands or was lost."""
        self.boundary[unit] = self.parting[unit]
        if self.gap[unit] == GLUED:
            self.boundary[unit] += self.costs.insertion_at(self.offset[unit])
            self.action[unit] = INSERT
        else:
            self.kept[unit] = self.parting[unit]

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_beside_mark(self, text: str, tokens: Tokens, unit: cython.int) -> cython.void:
        """Beside a mark or a number the odds decide, if either side is in doubt."""
        t: cython.int = self.token[unit]
        counted: cython.int = odds(self.tables, text, tokens, t, self.costs.spaceless)
        self.weigh_spacing(counted + self.run_over(unit - 1, unit + 1) - self.parting[unit], unit)
        in_doubt: cython.bint = tokens.flags[t] or tokens.flags[t - 1]
        if (self.action[unit] != KEEP and not in_doubt) or self.must_stay(text, tokens, unit):
            self.boundary[unit] = self.kept[unit]
            self.action[unit] = KEEP

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_spacing(self, space: cython.int, unit: cython.int) -> cython.void:
        """Keep what stands beside a mark or a number, or change it; `space` is the log-odds of white space.

        No letters speak for such a change, so it costs half: whether it is right is left to its confidence.
        """
        changed: cython.int
        if self.gap[unit] == GLUED:
            self.kept[unit] = max(space, 0)
            changed = self.costs.insertion_at(self.offset[unit]) // 2 + max(-space, 0)
        else:
            self.kept[unit] = max(-space, 0)
            changed = self.costs.deletion // 2 + max(space, 0)
        self.boundary[unit] = self.kept[unit]
        if changed < self.kept[unit]:
            self.boundary[unit] = changed
            self.action[unit] = INSERT if self.gap[unit] == GLUED else DELETE

    @cython.cfunc
    @cython.exceptval(check=False)
    def must_stay(self, text: str, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether the white space before a unit, or that there is none, must stay as it is."""
        if self.action[unit] == DELETE:
            return self.glues_wrongly(text, tokens, unit)
        return (
            self.action[unit] == INSERT
            and tokens.kind[self.token[unit - 1]] == NUMERAL
            and self.is_ordinal_and_word(unit)
        )

    @cython.cfunc
    @cython.exceptval(check=False)
    def glues_wrongly(self, text: str, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether a word would be glued to the back of a mark that ends something, or the sign of a number to a word.

        The space is wrong before that mark, and right before the sign: `fell to -20`.
        """
        t: cython.int = self.token[unit]
        if self.letter[unit]:
            return text[tokens.start[t - 1]] in ".,;:!?"
        if self.letter[unit - 1] == 0 or t + 1 >= tokens.count or tokens.gap[t + 1] != GLUED:
            return False
        return tokens.kind[t + 1] == NUMERAL and text[tokens.start[t]] in SIGNS

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_ordinal_and_word(self, unit: cython.int) -> cython.bint:
        """Whether the letters from this unit on are the ending of an ordinal and a word: `1stBattalion`."""
        end: cython.int = self.token_end(unit)
        if end - unit < 4 or (self.letter[unit], self.letter[unit + 1]) not in self.ordinals:
            return False
        return self.is_word(unit + 2, end) and not self.is_word(unit, end)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_word(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these letters are a word of the lexicon."""
        return self.tables.word(self.tables.key(self.letter, start, end)) >= self.tables.first_word

    @cython.cfunc
    @cython.exceptval(check=False)
    def closing(self, unit: cython.int) -> cython.int:
        """What it costs that the space before a unit of a word is none: beside an apostrophe half, as beside marks."""
        deletion: cython.int = self.costs.deletion
        return deletion if self.letter[unit] and self.letter[unit - 1] else deletion // 2

    # -- Runs of units.

    @cython.cfunc
    @cython.exceptval(check=False)
    def token_end(self, unit: cython.int) -> cython.int:
        """The unit after the token that this unit belongs to."""
        unit += 1
        while self.first_of_token[unit] == 0:
            unit += 1
        return unit

    @cython.cfunc
    @cython.exceptval(check=False)
    def token_start(self, unit: cython.int) -> cython.int:
        """The first unit of the token that this unit belongs to."""
        while self.first_of_token[unit] == 0:
            unit -= 1
        return unit

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_token(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these units are just one token."""
        return self.first_of_token[start] != 0 and self.token_end(start) == end

    @cython.cfunc
    @cython.exceptval(check=False)
    def parts_words(self, unit: cython.int) -> cython.bint:
        """Whether one space stands before this unit, and letters on both sides of it."""
        return self.gap[unit] == SPACED and self.letter[unit] != 0 and self.letter[unit - 1] != 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def shape(self, start: cython.int, end: cython.int) -> cython.int:
        """The shape of the case of these letters."""
        capitals: cython.int = self.capitals[end] - self.capitals[start]
        if capitals == 0:
            return LOWER_CASE
        if capitals == 1 and self.upper[start]:
            return CAPITAL
        return UPPER_CASE if capitals == self.letters[end] - self.letters[start] else MIXED_CASE

    @cython.cfunc
    @cython.exceptval(check=False)
    def odd_cases(self, start: cython.int, end: cython.int) -> cython.int:
        """How many of these letters have another case than most, the first one taken for small: one in `hOUSE`."""
        capitals: cython.int = self.capitals[end] - self.capitals[start + 1]
        return min(capitals, self.letters[end] - self.letters[start] - capitals)


@cython.cfunc
@cython.exceptval(check=False)
def behind_name(tokens: Tokens, t: cython.int) -> cython.bint:
    """Whether the word before a token has a capital that no beginning of a sentence explains."""
    if t < 2 or tokens.gap[t] != SPACED or tokens.gap[t - 1] == BROKEN:
        return False
    if tokens.kind[t - 1] != WORD or tokens.kind[t - 2] == MARK:
        return False
    return CAPITAL <= tokens.shape[t - 1] <= UPPER_CASE and tokens.end[t - 1] - tokens.start[t - 1] > 1


def integers(room: int) -> memoryview:
    """So many zeros."""
    return memoryview(array.array("i", bytes(4 * room)))


def _bytes() -> memoryview:
    return memoryview(bytearray(UNITS + 1))
