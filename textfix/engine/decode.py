# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The lattice of what may have stood in a window, and the search for its cheapest path.

A window is a run of tokens. Its *units* are the letters of its words and, as one unit each, its numbers and
marks; white space lies between units. An *arc* covers some units with a word. A path of arcs from the first
unit to the last is a reading of the window; its cost is that of its words under the trigram model and of the
slips that turn them into what stands there. All costs are in units of 1/1024 nat, so the sum is exact and the
compiled and the interpreted search agree to the last digit.
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
    from cython.cimports.textfix.engine.candidates import Search
    from cython.cimports.textfix.engine.spacing import applies, odds
    from cython.cimports.textfix.engine.tables import Tables, probe
    from cython.cimports.textfix.engine.tokens import Tokens, apostrophe
else:
    from .candidates import Search
    from .spacing import applies, odds
    from .tables import Tables, probe
    from .tokens import Tokens, apostrophe

from .boundaries import STEPS
from .candidates import MISREAD, MISREADING, SLIP, Found
from .tables import LETTERS_END
from .vocabulary import CONFUSED

UNITS = 1024
"""Units that a window has at most."""

ARCS = 32768
"""Arcs that a lattice has at most; further ones are left out."""

CANDIDATES = 48
"""Words that what stands there may have been meant for, at most."""

BEAM = 16
"""States kept at each place: histories of two words."""

LONGEST = 20
"""Letters of the longest piece that may be an unknown word inside a token."""

ARTICLE = 6 * 1024
"""What it costs besides to take an article that is glued to a word for a slip: `witha` is rather `with a`."""

LEAST_ATTESTED = 4
"""Letters from which on a piece of a word is looked for among the attested words: there are too many shorter ones."""

OBSERVED, WORD, UNKNOWN, REPLACED, LEFT_OUT, WHOLE = 0, 1, 2, 3, 4, 5
"""Kinds of arc: a token as it stands, a word of the lexicon, an unknown word, another word for what stands
there, nothing (a word written twice), and a chunk such as `asyncio.run` taken whole."""

Arc: TypeAlias = tuple[int, int, int, int, int]
"""First unit, end unit, number of the word, cost without its context, kind."""

Row: TypeAlias = tuple[int, int, int, int, int, int]
"""A unit: token, offset, gap before it, what becomes of that, what keeping it costs, what it costs."""

LOST_SPACE, CONFUSION, REMEMBERED = 6 * 1024, 5 * 1024 + 512, 7 * 1024
"""What it usually costs that a space was lost and that one word is taken for another, and what a strange word that
recurs costs at the most. The sieve counts with the same."""

MISTAKE = CONFUSION + CONFUSED * 64
"""What it costs that a word is taken for one that people confuse with it, however much is damaged."""

HEED = 0.5
"""How much of what letters say of spaces is believed: they and the words, which both say it, are not independent."""

PRICES = tuple(round(1024 * HEED * math.log1p(math.exp(-odds / STEPS))) for odds in range(-128, 128))
"""What it costs that something is so, for each log-odds that it is, from the lowest up."""

KEEP, INSERT, DELETE = 0, 1, 2
"""What a path does with the white space before a unit."""

# The same as C has them: a name of Python's would be looked up each time.
_UNITS = cython.declare(cython.int, UNITS)
_ARCS = cython.declare(cython.int, ARCS)
_BEAM = cython.declare(cython.int, BEAM)
_LONGEST = cython.declare(cython.int, LONGEST)
_ARTICLE = cython.declare(cython.int, ARTICLE)
_LEAST_ATTESTED = cython.declare(cython.int, LEAST_ATTESTED)
_LETTERS_END = cython.declare(cython.int, LETTERS_END)
_SLIP = cython.declare(cython.int, SLIP)
_MISREADING = cython.declare(cython.int, MISREADING)
_GROUPS = cython.declare(cython.int, len(MISREAD))
_CONFUSED = cython.declare(cython.int, CONFUSED)
_MISTAKE = cython.declare(cython.int, MISTAKE)

# Words that occur once in 1,100.
_COMMON = cython.declare(cython.int, 7 * 1024)

# Letters of a rarer word that is not doubled on purpose, as `tut tut` and `choo choo` are.
_NOT_DOUBLED = cython.declare(cython.int, 5)

# Words that occur less than once in 8,000 may well be slips for others, where much is damaged.
_RARE = cython.declare(cython.int, 9 * 1024)

# The edges of a word among its letters.
_BEGINNING = cython.declare(cython.ulonglong, 63)
_END = cython.declare(cython.int, 63)

# More than any path costs.
_NEVER = cython.declare(cython.int, 1 << 28)


@cython.final
@cython.cclass
class Decoder:
    """Reads windows of one text. The costs of slips are attributes, so that they can follow the damage seen."""

    tables: Tables
    search: Search
    insertion = cython.declare(cython.int, visibility="public")
    deletion = cython.declare(cython.int, visibility="public")
    typo = cython.declare(cython.int, visibility="public")
    confusion = cython.declare(cython.int, visibility="public")
    repeat = cython.declare(cython.int, visibility="public")
    attested = cython.declare(cython.int, visibility="public")
    remembered = cython.declare(cython.int, visibility="public")
    rejoining = cython.declare(cython.int, visibility="public")
    camel = cython.declare(cython.int, visibility="public")
    odd_capital = cython.declare(cython.int, visibility="public")
    piece = cython.declare(cython.int, visibility="public")
    joint = cython.declare(cython.int, visibility="public")
    shift = cython.declare(cython.int, visibility="public")
    lost_capital = cython.declare(cython.int, visibility="public")
    thorough = cython.declare(cython.bint, visibility="public")
    lower_start = cython.declare(cython.int, visibility="public")
    folding = cython.declare(cython.bint, visibility="public")
    foreign = cython.declare(cython.int, visibility="public")
    chunk = cython.declare(cython.int, visibility="public")
    spaceless = cython.declare(cython.bint, visibility="public")
    line_ends = cython.declare(frozenset, visibility="public")
    line_end = cython.declare(cython.int, visibility="public")
    hears = cython.declare(cython.bint, visibility="public")
    space_odds = cython.declare(cython.schar[::1], visibility="public")
    breadth = cython.declare(cython.int, visibility="public")
    distance = cython.declare(cython.int, visibility="public")
    units = cython.declare(cython.int, visibility="public")
    arcs = cython.declare(cython.int, visibility="public")
    best = cython.declare(cython.int, visibility="public")
    letter: cython.uchar[::1]
    spelt: cython.uchar[::1]
    upper: cython.uchar[::1]
    gap: cython.uchar[::1]
    action: cython.uchar[::1]
    free: cython.uchar[::1]
    first_of_token: cython.uchar[::1]
    named: cython.uchar[::1]
    prices: cython.int[::1]
    parting: cython.int[::1]
    running: cython.int[::1]
    boundary: cython.int[::1]
    kept: cython.int[::1]
    mark: cython.int[::1]
    token: cython.int[::1]
    offset: cython.int[::1]
    heads: cython.int[::1]
    going_on: cython.int[::1]
    ending: cython.int[::1]
    arc_end: cython.int[::1]
    arc_start: cython.int[::1]
    arc_number: cython.int[::1]
    arc_cost: cython.int[::1]
    arc_kind: cython.int[::1]
    arc_next: cython.int[::1]
    arc_case: cython.int[::1]
    arc_opening: cython.int[::1]
    row_arc: cython.int[::1]
    row_number: cython.int[::1]
    row_cost: cython.int[::1]
    least: cython.int[::1]
    ceiling: cython.int[::1]
    state_count: cython.int[::1]
    state_cost: cython.int[::1]
    state_last: cython.int[::1]
    state_before: cython.int[::1]
    state_arc: cython.int[::1]
    state_back: cython.int[::1]

    def __init__(self, tables: Tables, found: Found | None = None) -> None:
        self.tables = tables
        self.search = Search(tables, found)
        self.units = 0
        self.arcs = 0
        self.best = -1
        self.letter = memoryview(bytearray(UNITS + 1))
        self.spelt = memoryview(bytearray(UNITS + 1))
        self.upper = memoryview(bytearray(UNITS + 1))
        self.gap = memoryview(bytearray(UNITS + 1))
        self.action = memoryview(bytearray(UNITS + 1))
        self.free = memoryview(bytearray(UNITS + 1))
        self.first_of_token = memoryview(bytearray(UNITS + 1))
        self.named = memoryview(bytearray(UNITS + 1))
        self.prices = memoryview(array.array("i", PRICES))
        self.boundary = _integers(UNITS + 1)
        self.kept = _integers(UNITS + 1)
        self.mark = _integers(UNITS + 1)
        self.token = _integers(UNITS + 1)
        self.offset = _integers(UNITS + 1)
        self.heads = _integers(UNITS + 1)
        self.going_on = _integers(UNITS + 1)
        self.ending = _integers(UNITS + 1)
        self.arc_end = _integers(ARCS)
        self.arc_start = _integers(ARCS)
        self.arc_number = _integers(ARCS)
        self.arc_cost = _integers(ARCS)
        self.arc_kind = _integers(ARCS)
        self.arc_next = _integers(ARCS)
        self.arc_case = _integers(ARCS)
        self.arc_opening = _integers(ARCS)
        self.row_arc = _integers(ARCS)
        self.row_number = _integers(ARCS)
        self.row_cost = _integers(ARCS)
        self.least = _integers(UNITS + 1)
        self.ceiling = _integers(UNITS + 1)
        self.state_count = _integers(UNITS + 1)
        self.state_cost = _integers((UNITS + 1) * BEAM)
        self.state_last = _integers((UNITS + 1) * BEAM)
        self.state_before = _integers((UNITS + 1) * BEAM)
        self.state_arc = _integers((UNITS + 1) * BEAM)
        self.state_back = _integers((UNITS + 1) * BEAM)
        self.usual()

    def usual(self) -> None:
        """Set what slips cost in text with one damaged word in a hundred."""
        self.insertion = LOST_SPACE
        self.deletion = 6 * 1024 + 512
        self.typo = 3 * 1024
        self.confusion = CONFUSION
        self.repeat = 5 * 1024
        self.attested = 13 * 1024
        self.remembered = REMEMBERED
        self.foreign = 12 * 1024
        self.chunk = 5 * 1024
        # Whoever misspells a word still has its case right, and a point may end an abbreviation.
        self.shift = 6 * 1024
        self.lost_capital = 6 * 1024
        self.thorough = False
        self.lower_start = 2 * 1024
        self.distance = 1
        self.search.rarest = 8 * 1024
        # Pieces of a strange word are put together only where damage has shown: elsewhere they are foreign words.
        self.rejoining = 0
        self.camel = 0
        self.odd_capital = 0
        self.piece = 0
        self.joint = 0
        self.folding = False
        self.spaceless = False
        self.expect_line_ends(frozenset(), 0)
        self.hear(None)
        self.breadth = 12 * 1024

    def damaged(self, spaceless: cython.bint, thorough: cython.bint = False, short: cython.bint = False) -> None:
        """Set what slips cost in text with one damaged word in ten, of any kind.

        `short` tells that a text without spaces has so few letters that it may be a single word.

        `thorough` doubts known words too: that they are rare, or have capitals where none belong, says that they are
        slips where letters are known to be damaged, and little where only spaces may be.
        """
        self.usual()
        self.insertion = (1024 + 512 if short else 512) if spaceless else 3 * 1024
        self.deletion = 3 * 1024 + 512
        # That all spaces are lost says nothing of letters.
        self.typo = 512 if thorough or not spaceless else 3 * 1024
        self.confusion = 2 * 1024 + 512
        # Where spaces are lost, what looks like `school.Confronted` rather lost one.
        self.chunk = 13 * 1024
        # The same damage comes twice.
        self.remembered = 16 * 1024
        self.distance = 2
        self.lost_capital = 1024
        self.thorough = thorough
        self.lower_start = 8 * 1024
        # Lists of misspellings tell how people err, and damage is not only made by people.
        self.search.rarest = 3 * 1024 + 512
        self.rejoining = 1
        # Few words have capitals inside: rather, a space was lost before one, or a letter became one by a slip.
        self.camel = 4 * 1024
        self.odd_capital = 9 * 1024 if spaceless else 3 * 1024
        # A strange word is rather left whole than cut up or put together to other strange words.
        self.joint = 512
        self.piece = 0 if spaceless else 1024 + 512
        self.tables.fold()
        self.folding = True
        self.spaceless = spaceless

    def expect_line_ends(self, places: frozenset[int], cost: int) -> None:
        """Set what a lost space costs where a line may have ended: at these offsets, in code points."""
        self.line_ends = places
        self.line_end = cost
        if places:
            # That lines ended explains the damage: elsewhere spaces are lost as rarely as they usually are.
            self.insertion = LOST_SPACE

    def hear(self, space_odds: memoryview | None) -> None:
        """Set what letters say of spaces: for each code point the log-odds of one before it; None where nothing is."""
        self.hears = space_odds is not None
        self.space_odds = memoryview(array.array("b")) if space_odds is None else space_odds
        self.parting = _integers(UNITS + 1)
        self.running = _integers(UNITS + 1)

    @cython.cfunc
    def insertion_at(self, unit: cython.int) -> cython.int:
        """What it costs that a space was lost before this unit."""
        if self.line_ends and self.offset[unit] in self.line_ends:
            return min(self.insertion, self.line_end)
        return self.insertion

    def read(
        self, text: str, tokens: Tokens, first: cython.int, last: cython.int, memory: dict[int, int]
    ) -> list[Arc] | None:
        """The cheapest reading of the tokens from `first` up to `last`, or None where that is what stands there.

        The reading is a list of arcs: first and last unit (half-open), word number, cost without its context,
        and kind. `memory` counts the strange words of the text by their keys.
        """
        if not self.load(text, tokens, first, last):
            return None
        self.add_observed(tokens, memory)
        self.add_words()
        self.add_possessives(tokens)
        self.add_unknown(memory)
        self.add_replacements(tokens)
        self.add_ligatures(tokens)
        self.add_contractions()
        self.add_repeats(text, tokens)
        if self.spaceless:
            self.add_prefixes()
        else:
            self.add_chunks(text, tokens)
        self.find(tokens, first, last)
        path = self.path()
        if self.distance < 2 and self.has_unknown(path):
            self.add_near_pieces(path)
            self.find(tokens, first, last)
            path = self.path()
        return path if self.differs(path) else None

    @cython.cfunc
    def load(self, text: str, tokens: Tokens, first: cython.int, last: cython.int) -> cython.bint:
        """Make the units of a window; False where it has too many."""
        t: cython.int
        place: cython.int
        unit: cython.int = 0
        code: cython.int
        number: cython.int
        for t in range(first, last):
            if unit + 1 + (tokens.end[t] - tokens.start[t]) > _UNITS:
                return False
            self.gap[unit] = tokens.gap[t]
            self.first_of_token[unit] = 1
            self.named[unit] = 4 if behind_name(tokens, t) else 0
            if tokens.kind[t] != 0 or (tokens.status[t] == 3 and not self.foldable(text, tokens, t)):
                self.letter[unit] = 0
                self.upper[unit] = 0
                self.mark[unit] = tokens.number[t]
                self.token[unit] = t
                self.offset[unit] = tokens.start[t]
                self.free[unit] = 0
                unit += 1
                continue
            for place in range(tokens.start[t], tokens.end[t]):
                code = ord(text[place])
                number = (
                    self.tables.letters[39 if code == 0x2019 else code] if code < _LETTERS_END or code == 0x2019 else 0
                )
                if number == 0:
                    number = self.tables.folds[code]
                self.letter[unit] = number
                self.upper[unit] = 65 <= code <= 90 or (code > 127 and text[place].isupper())
                self.mark[unit] = 0
                self.token[unit] = t
                self.offset[unit] = place
                self.free[unit] = tokens.flags[t]
                if place > tokens.start[t]:
                    self.gap[unit] = 0
                    self.first_of_token[unit] = 0
                    self.named[unit] = 0
                unit += 1
        self.units = unit
        self.arcs = 0
        self.first_of_token[unit] = 1
        self.offset[unit] = tokens.end[last - 1]
        for unit in range(self.units):
            self.spelt[unit] = self.letter[unit]
            if self.is_apostrophe(text, unit):
                self.spelt[unit] = self.tables.letters[39]
                self.free[unit] = tokens.flags[self.token[unit]]
        if self.hears:
            self.weigh_letters()
        self.boundary[0] = 0
        self.kept[0] = 0
        self.action[0] = 0
        for unit in range(self.units):
            self.heads[unit] = -1
            if unit > 0:
                self.weigh_boundary(text, tokens, unit)
        for unit in range(self.units + 1):
            self.going_on[unit] = self.ending[unit] = -1
        return True

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_apostrophe(self, text: str, unit: cython.int) -> cython.bint:
        """Whether a mark is an apostrophe between letters, so that it may stand inside a word: `don 't`."""
        if self.letter[unit] or unit == 0 or unit + 1 == self.units or self.gap[unit] > 1 or self.gap[unit + 1] > 1:
            return False
        if self.letter[unit - 1] == 0 or self.letter[unit + 1] == 0:
            return False
        return apostrophe(ord(text[self.offset[unit]]))

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_letters(self) -> cython.void:
        """What the letters say that it costs to part them, and to let words run over the places between them.

        The latter is summed up from the beginning of the window.
        """
        unit: cython.int
        odds: cython.int
        for unit in range(1, self.units):
            odds = self.space_odds[self.offset[unit]]
            self.parting[unit] = self.prices[128 + odds]
            self.running[unit] = self.running[unit - 1] + self.prices[128 - odds]

    @cython.ccall
    @cython.exceptval(check=False)
    def run_over(self, start: cython.int, end: cython.int) -> cython.int:
        """What the letters say that it costs that no word begins between the first of these units and the last."""
        return self.running[end - 1] - self.running[start]

    @cython.cfunc
    def foldable(self, text: str, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether a word with letters beyond the alphabet is one of the alphabet but for accents."""
        place: cython.int
        code: cython.int
        if not self.folding:
            return False
        for place in range(tokens.start[t], tokens.end[t]):
            code = 39 if text[place] == "’" else ord(text[place])
            if (code >= _LETTERS_END or self.tables.letters[code] == 0) and code not in self.tables.folds:
                return False
        return True

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_boundary(self, text: str, tokens: Tokens, unit: cython.int) -> cython.void:
        """What it costs that words meet before this unit, and what becomes of the white space there."""
        t: cython.int = self.token[unit]
        self.boundary[unit] = 0
        self.kept[unit] = 0
        self.action[unit] = 0
        if self.letter[unit] and self.letter[unit - 1]:
            self.boundary[unit] = self.parting[unit]
            if self.gap[unit] == 0:
                self.boundary[unit] += self.insertion_at(unit)
                self.action[unit] = 1
            else:
                self.kept[unit] = self.parting[unit]
        elif applies(tokens, t):
            counted: cython.int = odds(self.tables, text, tokens, t, self.spaceless)
            self.weigh_spacing(counted + self.run_over(unit - 1, unit + 1) - self.parting[unit], unit)
            if (self.action[unit] and not (tokens.flags[t] or tokens.flags[t - 1])) or self.glues_stop(
                text, tokens, unit
            ):
                self.boundary[unit] = self.kept[unit]
                self.action[unit] = 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def glues_stop(self, text: str, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether a word would be glued to the back of a mark that ends something: the space is wrong before that."""
        if self.action[unit] != 2 or self.letter[unit] == 0:
            return False
        return text[tokens.start[self.token[unit] - 1]] in ".,;:!?"

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_spacing(self, space: cython.int, unit: cython.int) -> cython.void:
        """Keep what stands beside a mark or a number, or change it; `space` is the log-odds of white space.

        No letters speak for such a change, so it costs half: whether it is right is left to its confidence.
        """
        changed: cython.int
        if self.gap[unit] == 0:
            self.kept[unit] = max(space, 0)
            changed = self.insertion_at(unit) // 2 + max(-space, 0)
        else:
            self.kept[unit] = max(-space, 0)
            changed = self.deletion // 2 + max(space, 0)
        self.boundary[unit] = self.kept[unit]
        if changed < self.kept[unit]:
            self.boundary[unit] = changed
            self.action[unit] = 1 if self.gap[unit] == 0 else 2

    @cython.cfunc
    @cython.exceptval(check=False)
    def add(
        self, start: cython.int, end: cython.int, number: cython.int, cost: cython.int, kind: cython.int
    ) -> cython.void:
        """Add an arc to the lattice, if there is room."""
        arc: cython.int = self.arcs
        if arc >= _ARCS:
            return
        self.arc_start[arc] = start
        self.arc_end[arc] = end
        self.arc_number[arc] = number
        self.arc_cost[arc] = cost + self.run_over(start, end)
        self.arc_kind[arc] = kind
        is_word: cython.bint = number >= self.tables.first_word
        self.arc_case[arc] = self.shape_cost(number, start, end, False, kind) if is_word else 0
        self.arc_opening[arc] = (
            self.shape_cost(number, start, end, True, kind) if is_word and self.upper[start] else self.arc_case[arc]
        )
        self.arc_next[arc] = self.heads[start]
        self.heads[start] = arc
        self.arcs = arc + 1

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
    def add_observed(self, tokens: Tokens, memory: dict[int, int]) -> cython.void:
        """Each token as it stands."""
        unit: cython.int = 0
        end: cython.int
        t: cython.int
        cost: cython.int
        while unit < self.units:
            end = self.token_end(unit)
            t = self.token[unit]
            if self.letter[unit] == 0:
                self.add(unit, end, self.mark[unit], 0, 0)
            elif tokens.status[t] == 0:
                self.add(unit, end, tokens.number[t], 0, 0)
            else:
                cost = self.strangeness(unit, end, tokens.status[t], memory, 1) + self.hump(unit, end)
                if tokens.status[t] == 3:
                    # Its accents make it no likelier than it would be without.
                    cost = max(cost, self.foreign)
                self.add(unit, end, tokens.number[t], cost, 0)
            unit = end

    @cython.cfunc
    @cython.exceptval(check=False)
    def hump(self, start: cython.int, end: cython.int) -> cython.int:
        """What it costs a strange word to have a capital behind a small letter."""
        unit: cython.int
        if self.camel:
            for unit in range(start + 1, end):
                if self.upper[unit] and not self.upper[unit - 1]:
                    return self.camel
        return 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def cut(self, start: cython.int, end: cython.int) -> cython.int:
        """What it costs to make a strange word of whole tokens, or of a part of one."""
        return self.joint if self.first_of_token[start] and self.first_of_token[end] else self.piece

    @cython.cfunc
    def strangeness(
        self, start: cython.int, end: cython.int, status: cython.int, memory: dict[int, int], itself: cython.int
    ) -> cython.int:
        """The cost of the letters of a word without statistics, given what is known of it.

        `itself` is how many of the occurrences in memory are the one that is judged.
        """
        cost: cython.int = self.tables.unknown_word_cost(self.letter, start, end)
        if status == 1:
            cost = min(cost, self.attested)
        return self.known(start, end, cost, memory, itself)

    @cython.cfunc
    def known(
        self, start: cython.int, end: cython.int, cost: cython.int, memory: dict[int, int], itself: cython.int
    ) -> cython.int:
        """The cost of letters that cost so much to spell, if the text has them elsewhere."""
        if end - start <= 2 or cost <= self.remembered - 2 * 1024:
            return cost
        seen: cython.int = memory.get(self.tables.key(self.letter, start, end), 0)
        seen -= itself
        if seen <= 0:
            return cost
        return min(cost, self.remembered - (1024 if seen > 1 else 0) - (1024 if seen > 3 else 0))

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_words(self) -> cython.void:
        """Words of the lexicon that the letters spell, with spaces lost or added."""
        start: cython.int
        for start in range(self.units):
            if self.letter[start] and (self.free[start] or self.first_of_token[start]):
                self.add_words_from(start)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_words_from(self, start: cython.int) -> cython.void:
        """The words of the lexicon that begin at this unit."""
        node: cython.uint = 0
        unit: cython.int = start
        cost: cython.int = 0
        free: cython.bint = False
        while unit < self.units and self.spelt[unit]:
            if unit > start and self.gap[unit] > 0:
                if self.gap[unit] > 1:
                    return
                cost += self.closing(unit)
            free = free or self.free[unit] != 0
            node = self.search.child(node, self.spelt[unit])
            if node == 0:
                return
            unit += 1
            if self.tables.trie_words[node] and free and self.may_end(unit) and not self.is_token(start, unit):
                self.add(start, unit, self.tables.trie_words[node], cost - self.moved(start, unit), 1)

    @cython.cfunc
    @cython.exceptval(check=False)
    def moved(self, start: cython.int, end: cython.int) -> cython.int:
        """What is taken off for a space that stands one letter from where it belongs: `an dthe`, `andt he`.

        That it is lost there, and that it came in here, is one slip: only the first is paid for.
        """
        if end - start < 2:
            return 0
        if self.gap[end - 1] and self.first_of_token[end] == 0:
            return self.closing(end - 1)
        if self.gap[start + 1] and self.first_of_token[start] == 0:
            return self.closing(start + 1)
        return 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_possessives(self, tokens: Tokens) -> cython.void:
        """Possessives that are in no lexicon and that white space parts: `Joyce 's`."""
        unit: cython.int
        for unit in range(1, self.units - 1):
            if self.spelt[unit] and self.letter[unit] == 0 and self.free[unit] and self.token_end(unit + 1) == unit + 2:
                if self.letter[unit + 1] == self.tables.letters[115]:  # s
                    self.add_possessive(tokens, unit)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_possessive(self, tokens: Tokens, unit: cython.int) -> cython.void:
        """The possessive of the word before an apostrophe: of its class where the word is known, as strange as it else.

        The class is the one that the scanner gives to such a possessive. Those of common words are in the lexicon, or
        there are none: `in 's Gravenhage`.
        """
        start: cython.int = self.token_start(unit - 1)
        owner: cython.int = self.token[start]
        number: cython.int = tokens.number[owner] if tokens.status[owner] else 8
        if number == 8 and self.tables.unigrams[tokens.number[owner]] < _COMMON:
            return
        if self.tables.word(self.tables.key(self.spelt, start, unit + 2)) >= self.tables.first_word:
            return
        cost: cython.int = self.as_it_stands(start) - self.run_over(start, unit)
        place: cython.int
        for place in range(unit, unit + 2):
            if self.gap[place]:
                cost += self.closing(place)
        self.add(start, unit + 2, number, cost, 1)

    @cython.cfunc
    @cython.exceptval(check=False)
    def closing(self, unit: cython.int) -> cython.int:
        """What it costs that the space before a unit of a word is none: beside an apostrophe half, as beside marks."""
        return self.deletion if self.letter[unit] and self.letter[unit - 1] else self.deletion // 2

    @cython.cfunc
    @cython.exceptval(check=False)
    def may_end(self, unit: cython.int) -> cython.bint:
        """Whether an arc may end before this unit: where a token ends, or inside one that is in doubt."""
        return self.first_of_token[unit] != 0 or self.free[unit] != 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_token(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these units are just one token."""
        return self.first_of_token[start] != 0 and self.token_end(start) == end

    @cython.cfunc
    def add_unknown(self, memory: dict[int, int]) -> cython.void:
        """Pieces of doubtful tokens as words that are in no lexicon: names and terms."""
        start: cython.int
        for start in range(self.units):
            if self.letter[start] and self.free[start]:
                self.add_unknown_from(start, memory)

    @cython.cfunc
    def add_unknown_from(self, start: cython.int, memory: dict[int, int]) -> cython.void:
        """Pieces that begin at this unit; their letters are spelled once for all of them."""
        end: cython.int = start + 1
        cost: cython.int = 0
        spelled: cython.int = self.tables.letter(_BEGINNING, 1, self.letter[start])
        history: cython.ulonglong = (_BEGINNING << 6) | self.letter[start]
        key: cython.ulonglong = self.tables.key(self.letter, start, end)
        while end <= self.units and end - start <= _LONGEST:
            if cost and self.shape(start, end) == 3:
                break
            if end - start >= 2 and self.may_end(end) and self.aligned(start, end) and not self.is_token(start, end):
                own: cython.int = spelled + self.letter_cost(self.ending, end, history, end - start + 1, _END)
                if own > self.attested and end - start >= _LEAST_ATTESTED and self.tables.is_attested(key):
                    own = self.attested
                own = self.known(start, end, own, memory, 0) + self.hump(start, end) + self.cut(start, end)
                self.add(start, end, 3 + self.shape(start, end), cost + own, 2)
            if end == self.units or self.letter[end] == 0 or self.gap[end] > self.rejoining:
                break
            if self.gap[end] == 1:
                cost += self.deletion
            spelled += self.letter_cost(self.going_on, end, history, end - start + 1, self.letter[end])
            history = ((history << 6) | self.letter[end]) & 0xFFFFFF
            key = self.tables.longer(key, self.letter, end, end + 1)
            end += 1

    @cython.cfunc
    @cython.exceptval(check=False)
    def letter_cost(
        self,
        known: cython.int[::1],
        unit: cython.int,
        history: cython.ulonglong,
        length: cython.int,
        letter: cython.int,
    ) -> cython.int:
        """The cost of a letter, or of an end, at this unit behind `length` others, the beginning one of them.

        Behind four letters it does not depend on where the word began: that it is known saves most of the look-ups.
        """
        if length <= 4:
            return self.tables.letter(history, length, letter)
        if known[unit] < 0:
            known[unit] = self.tables.letter(history, 4, letter)
        return known[unit]

    @cython.cfunc
    @cython.exceptval(check=False)
    def aligned(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether a piece begins or ends where a token does, or its token is so long that spaces are all lost."""
        if self.first_of_token[start] or self.first_of_token[end]:
            return True
        return self.token_end(start) - start > _LONGEST

    @cython.cfunc
    @cython.exceptval(check=False)
    def shape(self, start: cython.int, end: cython.int) -> cython.int:
        """The shape of the case of these letters, 0 to 3: lower, capitalised, upper, mixed."""
        unit: cython.int
        upper: cython.int = 0
        letters: cython.int = 0
        for unit in range(start, end):
            upper += self.upper[unit]
            letters += self.letter[unit] != self.tables.letters[39]
        if upper == 0:
            return 0
        if upper == 1 and self.upper[start]:
            return 1
        return 2 if upper == letters else 3

    @cython.cfunc
    def add_replacements(self, tokens: Tokens) -> cython.void:
        """Other words that doubtful tokens may have been meant for."""
        unit: cython.int = 0
        end: cython.int
        while unit < self.units:
            end = self.token_end(unit)
            if self.letter[unit] and self.free[unit]:
                if tokens.status[self.token[unit]] == 0:
                    self.add_confusions(unit, end, tokens.number[self.token[unit]])
                    if self.is_rare(tokens.number[self.token[unit]]) or self.has_odd_capital(unit, end):
                        self.add_near(unit, end, self.distance)
                else:
                    if tokens.status[self.token[unit]] == 3:
                        self.add_folded(unit, end)
                    self.add_near(unit, end, self.distance)
                    self.add_listed(unit, end)
            unit = end

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_ligatures(self, tokens: Tokens) -> cython.void:
        """Words with a space in the place of letters that fonts have as one: `signi cant`."""
        unit: cython.int
        start: cython.int
        for unit in range(1, self.units):
            if self.gap[unit] == 1 and self.letter[unit] and self.letter[unit - 1]:
                start = self.token_start(unit - 1)
                if self.is_strange(tokens, unit) or self.is_strange(tokens, start):
                    self.add_ligatured(start, unit, self.token_end(unit))

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_contractions(self) -> cython.void:
        """Words with a space in the place of their apostrophe: `aren t`, `the court s orders`."""
        unit: cython.int
        for unit in range(1, self.units):
            if self.gap[unit] == 1 and self.letter[unit] and self.letter[unit - 1]:
                start: cython.int = self.token_start(unit - 1)
                end: cython.int = self.token_end(unit)
                if end - unit <= 2 and (self.free[unit] or self.free[start]):
                    self.add_contraction(start, unit, end)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_contraction(self, start: cython.int, middle: cython.int, end: cython.int) -> cython.void:
        """The word that two tokens are with an apostrophe between them: one slip, as dear as a space that came in."""
        node: cython.uint = self.search.follow(0, self.letter, start, middle)
        node = self.search.child(node, self.tables.letters[39]) if node else 0
        node = self.search.follow(node, self.letter, middle, end) if node else 0
        if self.tables.trie_words[node]:
            self.add(start, end, self.tables.trie_words[node], self.deletion, 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_strange(self, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether the token of a unit is a strange word that is in doubt."""
        return tokens.status[self.token[unit]] == 2 and self.free[unit] != 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_ligatured(self, start: cython.int, middle: cython.int, end: cython.int) -> cython.void:
        """The words that two tokens are with such letters between them."""
        group: cython.int
        node: cython.uint
        opening: cython.uint = self.search.follow(0, self.letter, start, middle)
        for group in range(_GROUPS):
            if opening and self.search.read[2 * group] == 0:
                node = self.search.descend(opening, 3 * group)
                node = self.search.follow(node, self.letter, middle, end) if node else 0
                if self.tables.trie_words[node]:
                    self.add(start, end, self.tables.trie_words[node], self.typo + _MISREADING, 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_rare(self, number: cython.int) -> cython.bint:
        """Whether a known word is so rare that it may well be a slip for another."""
        return self.thorough and number >= self.tables.first_word and self.tables.unigrams[number] > _RARE

    @cython.cfunc
    @cython.exceptval(check=False)
    def has_odd_capital(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether a word has capitals where none belong, and these may be slips."""
        return self.thorough and self.shape(start, end) == 3

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_folded(self, start: cython.int, end: cython.int) -> cython.void:
        """The word that these letters are without their accents."""
        node: cython.uint = self.search.follow(0, self.letter, start, end)
        if self.tables.trie_words[node]:
            self.add(start, end, self.tables.trie_words[node], self.typo + _SLIP, 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_confusions(self, start: cython.int, end: cython.int, number: cython.int) -> cython.void:
        """The words that this one is mistaken for."""
        i: cython.uint
        cost: cython.int
        if number < self.tables.first_word:
            return
        for i in range(self.tables.confusable_offsets[number], self.tables.confusable_offsets[number + 1]):
            cost = self.tables.confusable_costs[i]
            cost = _MISTAKE if cost == _CONFUSED else self.confusion + cost * 64
            self.add(start, end, self.tables.confusables[i], cost, 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_near(self, start: cython.int, end: cython.int, distance: cython.int) -> cython.void:
        """The words of the lexicon within an edit distance of these letters."""
        unit: cython.int
        i: cython.int
        if not 2 <= end - start <= 40:
            return
        cost: cython.int = self.typo
        for unit in range(start, end):
            self.search.letters[unit - start] = self.letter[unit]
            if unit > start and self.gap[unit]:
                cost += self.deletion
        self.search.size = end - start
        self.search.run(distance if end - start > 3 else 1)
        limit: cython.int = self.likely()
        beside_article: cython.int = self.beside_article(start, end)
        for i in range(self.search.count):
            if self.search.costs[i] + self.tables.unigrams[self.search.words[i]] <= limit:
                slip: cython.int = _ARTICLE if self.search.words[i] == beside_article else 0
                self.add(start, end, self.search.words[i], cost + self.search.costs[i] + slip, 3)
        if distance > 1 and end - start <= 3:
            # Any short word is two slips from any other: only those that are everywhere are worth a thought.
            self.search.run(distance)
            for i in range(self.search.count):
                if self.tables.unigrams[self.search.words[i]] <= _COMMON:
                    self.add(start, end, self.search.words[i], cost + self.search.costs[i], 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def beside_article(self, start: cython.int, end: cython.int) -> cython.int:
        """The word that is left of these letters without an `a` behind it: `witha`. Else 0, which is no word."""
        if self.letter[end - 1] != self.tables.letters[97]:
            return 0
        return self.tables.trie_words[self.search.follow(0, self.letter, start, end - 1)]

    @cython.cfunc
    @cython.exceptval(check=False)
    def likely(self) -> cython.int:
        """The cost, slip and word, up to which what was found is worth an arc: the best ones, CANDIDATES at most."""
        i: cython.int
        cost: cython.int
        count: cython.int = CANDIDATES + 1
        best: cython.int = 1 << 28
        reach: cython.int = 20 * 1024
        for i in range(self.search.count):
            best = min(best, self.search.costs[i] + self.tables.unigrams[self.search.words[i]])
        while count > CANDIDATES and reach > 0:
            reach -= 1024
            count = 0
            for i in range(self.search.count):
                cost = self.search.costs[i] + self.tables.unigrams[self.search.words[i]]
                count += cost <= best + reach
        return best + reach

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_prefixes(self) -> cython.void:
        """At each letter of a text without spaces the words that may begin there with a slip."""
        start: cython.int
        i: cython.int
        size: cython.int
        for start in range(self.units):
            size = 0
            while size < _LONGEST and start + size < self.units and self.letter[start + size]:
                if size > 0 and self.gap[start + size]:
                    break
                self.search.letters[size] = self.letter[start + size]
                size += 1
            if size < 4:
                continue
            self.search.size = size
            for i in range(self.search.run_prefixes()):
                self.add(start, start + self.search.ends[i], self.search.words[i], self.typo + self.search.costs[i], 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_listed(self, start: cython.int, end: cython.int) -> cython.void:
        """What a list of misspellings says was meant."""
        number: cython.int = probe(self.tables.misspellings, self.tables.key(self.letter, start, end), 15)
        if number > 0:
            self.add(start, end, number, self.typo + (_ARTICLE if number == self.beside_article(start, end) else 0), 3)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_repeats(self, text: str, tokens: Tokens) -> cython.void:
        """A common or longer word that was written twice, left out the second time."""
        unit: cython.int
        t: cython.int
        end: cython.int
        for unit in range(1, self.units):
            t = self.token[unit]
            if self.first_of_token[unit] and self.free[unit] and self.gap[unit] == 1 and self.letter[unit - 1]:
                number: cython.int = tokens.number[t]
                # Numbers of classes are no words: two possessives may have one number.
                if number != tokens.number[t - 1] or number < self.tables.first_word or tokens.shape[t] != 0:
                    continue
                if tokens.start[t - 1] > 0 and text[tokens.start[t - 1] - 1] == "-":
                    continue  # `anti-missile missile`
                end = self.token_end(unit)
                if self.tables.unigrams[number] < _COMMON or end - unit >= _NOT_DOUBLED:
                    self.add(unit, end, 0, self.repeat, 4)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_chunks(self, text: str, tokens: Tokens) -> cython.void:
        """Words with a point between them and no space: names of files, of hosts and of things in programs."""
        unit: cython.int
        start: cython.int
        end: cython.int
        for unit in range(1, self.units - 1):
            if self.mark[unit] and text[self.offset[unit]] == "." and self.gap[unit] == 0 and self.gap[unit + 1] == 0:
                if self.letter[unit - 1] and self.letter[unit + 1] and not self.ends_sentence(tokens, self.token[unit]):
                    start = self.token_start(unit - 1)
                    end = self.token_end(unit + 1)
                    self.add(start, end, 7, self.chunk + (2 * 1024 if self.upper[unit + 1] else 0), 5)

    @cython.cfunc
    @cython.exceptval(check=False)
    def ends_sentence(self, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether a point between two words is rather that of prose than inside a name: `objection.However`, `Dr.Who`.

        It is between known words of which the second has a capital and the first has none and is no short name, or if
        it is nearly always behind the first and a name follows.
        """
        number: cython.int = tokens.number[t - 1]
        if tokens.shape[t + 1] != 1 or tokens.end[t + 1] - tokens.start[t + 1] < 2 or tokens.status[t - 1] != 0:
            return False
        if tokens.shape[t - 1] == 0 and tokens.status[t + 1] == 0:
            if tokens.end[t - 1] - tokens.start[t - 1] > 2 or self.tables.unigrams[number] < _COMMON:
                return True
        is_long: cython.bint = tokens.end[t + 1] - tokens.start[t + 1] > 2
        return is_long and self.tables.bigram(number, tokens.number[t]) < 1024

    @cython.cfunc
    @cython.exceptval(check=False)
    def find(self, tokens: Tokens, first: cython.int, last: cython.int) -> cython.void:
        """Search the lattice: forwards from the words before the window to the word after it."""
        unit: cython.int
        slot: cython.int
        limit: cython.int
        before: cython.int = tokens.before(first)
        earlier: cython.int = 0 if before == 1 else tokens.before(first - 1)
        for unit in range(self.units + 1):
            self.state_count[unit] = 0
            self.least[unit] = _NEVER
            self.ceiling[unit] = _NEVER
        self.keep(0, earlier, before, 0, -1, -1)
        for unit in range(self.units):
            limit = self.least[unit] + self.breadth
            for slot in range(unit * _BEAM, unit * _BEAM + self.state_count[unit]):
                if self.state_cost[slot] <= limit:
                    self.follow(slot, unit)
        self.finish(tokens.after(last - 1))

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def may_start(self, last: cython.int) -> cython.bint:
        """Whether a sentence may begin behind this word."""
        return last < self.tables.first_word and last != 2

    @cython.cfunc
    @cython.exceptval(check=False)
    def follow(self, slot: cython.int, unit: cython.int) -> cython.void:
        """Go from a state along each arc that begins there."""
        last: cython.int = self.state_last[slot]
        before: cython.int = self.state_before[slot]
        count: cython.int = self.list_arcs(slot, unit)
        i: cython.int
        arc: cython.int
        self.tables.add_trigrams(before, last, self.row_number, self.row_cost, count)
        for i in range(count):
            arc = self.row_arc[i]
            if self.arc_kind[arc] == 4:
                self.keep(self.arc_end[arc], before, last, self.row_cost[i], arc, slot)
            else:
                self.keep(self.arc_end[arc], last, self.arc_number[arc], self.row_cost[i], arc, slot)

    @cython.cfunc
    @cython.exceptval(check=False)
    def list_arcs(self, slot: cython.int, unit: cython.int) -> cython.int:
        """List the arcs that a state may go on by, without what words cost in their context; returns how many.

        That takes longest to look up, so it is done for all of them at once, and not for those that are too dear.
        """
        count: cython.int = 0
        may_start: cython.bint = self.may_start(self.state_last[slot])
        arc: cython.int = self.heads[unit]
        cost: cython.int
        while arc >= 0:
            cost = self.state_cost[slot] + self.arc_cost[arc]
            if self.arc_kind[arc] != 4:
                cost += self.boundary[unit] + (self.arc_opening[arc] if may_start else self.arc_case[arc])
            if cost < self.ceiling[self.arc_end[arc]]:
                self.row_arc[count] = arc
                self.row_number[count] = self.arc_number[arc]
                self.row_cost[count] = cost
                count += 1
            arc = self.arc_next[arc]
        return count

    @cython.cfunc
    @cython.exceptval(check=False)
    def shape_cost(
        self, number: cython.int, start: cython.int, end: cython.int, may_start: cython.bint, kind: cython.int
    ) -> cython.int:
        """The cost of a word's case: where a sentence may begin a capital says nothing.

        A capital in the middle of a word is the mark of a name. Where known words are doubted, it is part of the slip
        if another word is put in: `waZ` for `was`.
        """
        shape: cython.int = self.shape(start, end)
        slip: cython.int = 0
        if shape == 3 and kind == 3 and self.thorough:
            shape = self.upper[start]
            slip = self.odd_capital
        if shape == 1 and may_start:
            return slip + 128
        return slip + self.tables.shapes[number * 8 + self.named[start] + shape] * 64

    @cython.cfunc
    @cython.exceptval(check=False)
    def keep(
        self,
        unit: cython.int,
        before: cython.int,
        last: cython.int,
        cost: cython.int,
        arc: cython.int,
        back: cython.int,
    ) -> cython.void:
        """Keep a state if it is the cheapest of its history, and among the cheapest at its place."""
        first: cython.int = unit * _BEAM
        slot: cython.int
        if cost >= self.ceiling[unit]:
            return
        for slot in range(first, first + self.state_count[unit]):
            if self.state_last[slot] == last and self.state_before[slot] == before:
                if cost < self.state_cost[slot]:
                    self.put(unit, slot, cost, arc, back)
                return
        if self.state_count[unit] == _BEAM:
            slot = self.worst(unit)
        else:
            slot = first + self.state_count[unit]
            self.state_count[unit] += 1
        self.state_before[slot] = before
        self.state_last[slot] = last
        self.put(unit, slot, cost, arc, back)

    @cython.cfunc
    @cython.exceptval(check=False)
    def put(
        self, unit: cython.int, slot: cython.int, cost: cython.int, arc: cython.int, back: cython.int
    ) -> cython.void:
        """Tell how a state is reached at what cost, and from which cost on another one is of no use there."""
        self.state_cost[slot] = cost
        self.state_arc[slot] = arc
        self.state_back[slot] = back
        if cost < self.least[unit]:
            self.least[unit] = cost
            self.ceiling[unit] = min(self.ceiling[unit], cost + self.breadth)
        if self.state_count[unit] == _BEAM:
            self.ceiling[unit] = min(self.ceiling[unit], self.state_cost[self.worst(unit)])

    @cython.cfunc
    @cython.exceptval(check=False)
    def worst(self, unit: cython.int) -> cython.int:
        """The first of the most expensive states at a place."""
        slot: cython.int
        worst: cython.int = unit * _BEAM
        for slot in range(unit * _BEAM, unit * _BEAM + self.state_count[unit]):
            if self.state_cost[slot] > self.state_cost[worst]:
                worst = slot
        return worst

    @cython.cfunc
    @cython.exceptval(check=False)
    def finish(self, after: cython.int) -> cython.void:
        """Add what the word after the window says, and find the best of the last states."""
        first: cython.int = self.units * _BEAM
        slot: cython.int
        best: cython.int = -1
        for slot in range(first, first + self.state_count[self.units]):
            self.state_cost[slot] += self.tables.trigram(self.state_before[slot], self.state_last[slot], after)
            if best < 0 or self.state_cost[slot] < self.state_cost[best]:
                best = slot
        self.best = best

    @cython.cfunc
    def path(self) -> list[Arc]:
        """The arcs of the cheapest path, first to last."""
        arcs: list[int] = []
        slot: cython.int = self.best
        while slot >= 0 and self.state_arc[slot] >= 0:
            arcs.append(self.state_arc[slot])
            slot = self.state_back[slot]
        arcs.reverse()
        return [
            (self.arc_start[a], self.arc_end[a], self.arc_number[a], self.arc_cost[a], self.arc_kind[a]) for a in arcs
        ]

    @cython.cfunc
    def differs(self, path: list[Arc]) -> cython.bint:
        """Whether a path is another reading than what stands there."""
        arc: Arc
        for arc in path:
            if (arc[4] != 0 and arc[4] != 5) or self.action[arc[0]] != 0:
                return True
        return False

    @cython.cfunc
    def has_unknown(self, path: list[Arc]) -> cython.bint:
        """Whether a path still has a long word that is in no lexicon."""
        arc: Arc
        for arc in path:
            if arc[2] == 3 and self.free[arc[0]] and arc[1] - arc[0] >= 4:
                return True
        return False

    @cython.cfunc
    def add_near_pieces(self, path: list[Arc]) -> cython.void:
        """Words near the rest of a token of which one end is a word: `thereconstrction`."""
        arc: Arc
        for arc in path:
            if arc[2] == 3 and self.free[arc[0]] and arc[1] - arc[0] >= 4:
                self.add_near_rests(arc[0], arc[1])

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_near_rests(self, start: cython.int, end: cython.int) -> cython.void:
        """Words near what remains of a piece when a word is taken from one of its ends."""
        arc: cython.int
        known: cython.int = self.arcs
        if not self.is_token(start, end):
            self.add_near(start, end, 1)
        for arc in range(known):
            if self.arc_kind[arc] != 1 or self.arc_start[arc] < start or self.arc_end[arc] > end:
                continue
            if self.arc_start[arc] == start and end - self.arc_end[arc] >= 4:
                self.add_near(self.arc_end[arc], end, 1)
            elif self.arc_end[arc] == end and self.arc_start[arc] - start >= 4:
                self.add_near(start, self.arc_start[arc], 1)

    def window(self) -> list[Row]:
        """All units of the window, and the place behind them."""
        return [self.row(unit) for unit in range(self.units + 1)]

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

    def changed(self, path: list[Arc]) -> list[tuple[int, int]]:
        """The runs of arcs, each from one up to another, that are not what stands there.

        Arcs that share a token, or change the space between them, belong together.
        """
        runs: list[tuple[int, int]] = []
        start: cython.int = 0
        index: cython.int
        is_changed: cython.bint = False
        for index in range(len(path)):
            if index > 0 and not self.tied(path[index]):
                if is_changed:
                    runs.append((start, index))
                is_changed = False
                start = index
            is_changed = is_changed or self.changes(path[index], index > 0)
        if is_changed:
            runs.append((start, len(path)))
        return runs

    @cython.cfunc
    def tied(self, arc: Arc) -> cython.bint:
        """Whether an arc shares a token with the one before, or the space between them is changed."""
        unit: cython.int = arc[0]
        return self.action[unit] != 0 or arc[4] == 4 or self.token[unit] == self.token[unit - 1]

    @cython.cfunc
    def changes(self, arc: Arc, is_inside: cython.bint) -> cython.bint:
        """Whether an arc is not what stands there, or the space before it, if that is inside the window."""
        unit: cython.int = arc[0]
        end: cython.int = arc[1]
        kind: cython.int = arc[4]
        if kind == 3 or kind == 4 or (is_inside and self.action[unit] != 0):
            return True
        unit += 1
        while unit < end and (self.gap[unit] == 0 or kind == 0 or kind == 5):
            unit += 1
        return unit < end

    def cost_of(self, before: list[int], arcs: list[Arc], after: list[int]) -> int:
        """What arcs cost behind three words and before some: the words, the slips, and the case in which they stand."""
        return self.cost_with(-1, 0, 0, before, arcs, after)

    @cython.cfunc
    def cost_with(
        self,
        place: cython.Py_ssize_t,
        other: cython.int,
        slip: cython.int,
        before: list[int],
        arcs: list[Arc],
        after: list[int],
    ) -> cython.int:
        """The same with another word, and what that costs as a slip, in the arc at a place."""
        a: cython.int = before[0]
        b: cython.int = before[1]
        c: cython.int = before[2]
        cost: cython.int = 0
        index: cython.Py_ssize_t
        start: cython.int
        end: cython.int
        number: cython.int
        own: cython.int
        kind: cython.int
        for index, (start, end, number, own, kind) in enumerate(arcs):
            if index == place:
                number, own = other, slip
            cost += own
            if kind != 4:
                cost += self.boundary[start] + self.cased(number, start, end, c, kind)
                cost += self.tables.fourgram(a, b, c, number)
                a, b, c = b, c, number
        for number in after:
            cost += self.tables.fourgram(a, b, c, number)
            a, b, c = b, c, number
        return cost

    def cost_of_tokens(
        self, tokens: Tokens, before: list[int], unit: cython.int, last: cython.int, after: list[int]
    ) -> int:
        """What the tokens from the one that begins at a unit up to `last` cost as they stand."""
        numbers: list[int] = []
        cost: cython.int = 0
        previous: cython.int = before[2]
        while unit < self.units and self.token[unit] < last:
            end: cython.int = self.token_end(unit)
            number: cython.int = tokens.number[self.token[unit]]
            cost += self.kept[unit] + self.as_it_stands(unit) + self.cased(number, unit, end, previous, 0)
            numbers.append(number)
            previous = number
            unit = end
        return cost + self.in_context(before, numbers, after)

    def next_best(self, before: list[int], arcs: list[Arc], after: list[int]) -> int | None:
        """The least that arcs cost with another word in the place of one that is put in; None where there is none."""
        costs = [
            self.cost_with(place, other, slip, before, arcs, after)
            for place, (start, end, number, _, kind) in enumerate(arcs)
            if kind == 3
            for other, slip in self.replacements(start, end).items()
            if other != number
        ]
        return min(costs, default=None)

    def replacements(self, start: cython.int, end: cython.int) -> dict[int, int]:
        """The other words that these units may have been meant for, with the cost of the slip."""
        found: dict[int, int] = {}
        arc: cython.int = self.heads[start]
        while arc >= 0:
            if self.arc_end[arc] == end and self.arc_kind[arc] == 3:
                number: cython.int = self.arc_number[arc]
                found[number] = min(self.arc_cost[arc], found.get(number, self.arc_cost[arc]))
            arc = self.arc_next[arc]
        return found

    def lattice(self) -> list[tuple[int, int, int, int, int]]:
        """All arcs of the last window, in the form of those of a reading."""
        columns = [self.arc_start, self.arc_end, self.arc_number, self.arc_cost, self.arc_kind]
        return list(zip(*[list(column[: self.arcs]) for column in columns], strict=True))

    def reading(self) -> tuple[int, list[tuple[int, int, int, int, int]]]:
        """The cost of the cheapest path of the last window, and its arcs, even if they are what stands there."""
        return self.state_cost[self.best], self.path()

    @cython.ccall
    def as_it_stands(self, start: cython.int) -> cython.int:
        """The cost of the token that begins at this unit, without its context."""
        arc: cython.int = self.heads[start]
        while arc >= 0:
            if self.arc_kind[arc] == 0:
                return self.arc_cost[arc]
            arc = self.arc_next[arc]
        return 0

    @cython.ccall
    def in_context(self, before: list[int], numbers: list[int], after: list[int]) -> cython.int:
        """The cost of words behind three others and before some, without slips."""
        a: cython.int = before[0]
        b: cython.int = before[1]
        c: cython.int = before[2]
        cost: cython.int = 0
        number: cython.int
        for number in numbers + after:
            cost += self.tables.fourgram(a, b, c, number)
            a = b
            b = c
            c = number
        return cost

    @cython.ccall
    def cased(
        self, number: cython.int, start: cython.int, end: cython.int, last: cython.int, kind: cython.int
    ) -> cython.int:
        """The cost of the case in which these units stand, for this word after that one, by the kind of its arc."""
        return (
            self.shape_cost(number, start, end, self.may_start(last), kind) if number >= self.tables.first_word else 0
        )

    def cases(self, number: cython.int, start: cython.int) -> tuple[int, int, int]:
        """What it costs a word at a unit to stand in lower case, capitalised or in capitals."""
        if number < self.tables.first_word:
            return 0, 0, 0
        place: cython.int = number * 8 + self.named[start]
        shapes = self.tables.shapes
        return shapes[place] * 64, shapes[place + 1] * 64, shapes[place + 2] * 64


@cython.cfunc
@cython.exceptval(check=False)
def behind_name(tokens: Tokens, t: cython.int) -> cython.bint:
    """Whether the word before a token has a capital that no beginning of a sentence explains."""
    if t < 2 or tokens.gap[t] != 1 or tokens.gap[t - 1] == 3 or tokens.kind[t - 1] != 0 or tokens.kind[t - 2] == 2:
        return False
    return 1 <= tokens.shape[t - 1] <= 2 and tokens.end[t - 1] - tokens.start[t - 1] > 1


def _integers(room: int) -> memoryview:
    return memoryview(array.array("i", bytes(4 * room)))
