# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The lattice of what may have stood in a window: arcs, each of which covers some units with a word.

A path of arcs from the first unit to the last is a reading of the window.
"""

from __future__ import annotations

from typing import TypeAlias

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.costs import Costs
    from cython.cimports.textfix.engine.kinds import CAPITAL, LOWER_CASE, MIXED_CASE, OBSERVED, REPLACED, UPPER_CASE
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.vocabulary import NUMBER
    from cython.cimports.textfix.engine.window import Window
else:
    from .costs import Costs
    from .kinds import CAPITAL, LOWER_CASE, MIXED_CASE, OBSERVED, REPLACED, UPPER_CASE
    from .tables import Tables
    from .vocabulary import NUMBER
    from .window import Window

from .window import UNITS, integers

ARCS = 32768
"""Arcs that a lattice has at most; further ones are left out."""

Arc: TypeAlias = tuple[int, int, int, int, int]
"""First unit, end unit, number of the word, cost without its context, kind."""

# The same as C has them: a name of Python's would be looked up each time.
_ARCS = cython.declare(cython.int, ARCS)

# What a capital costs where a sentence may begin.
_OPENING_CAPITAL = cython.declare(cython.int, 128)


@cython.final
@cython.cclass
class Lattice:
    """The arcs over one window, as arrays of equal length; `size` of them are in use.

    An arc goes from the unit `start` to the unit `end` by the word of a `number`, which is 0 if it is left out. `cost`
    is that of the slips that turn this word into what stands there, without its context. Its case costs `case_cost`,
    or `opening_cost` where a sentence may begin. `heads` is the last arc that was added at each unit, `next` the one
    that was added at the same unit before, or -1.
    """

    def __init__(self, tables: Tables, window: Window, costs: Costs) -> None:
        self.tables = tables
        self.window = window
        self.costs = costs
        self.size = 0
        self.start = integers(ARCS)
        self.end = integers(ARCS)
        self.number = integers(ARCS)
        self.cost = integers(ARCS)
        self.kind = integers(ARCS)
        self.case_cost = integers(ARCS)
        self.opening_cost = integers(ARCS)
        self.next = integers(ARCS)
        self.heads = integers(UNITS + 1)

    @cython.cfunc
    @cython.exceptval(check=False)
    def clear(self) -> cython.void:
        """Take all arcs out, for the units that the window has now."""
        unit: cython.int
        self.size = 0
        for unit in range(self.window.size):
            self.heads[unit] = -1

    @cython.cfunc
    @cython.exceptval(check=False)
    def add(
        self, start: cython.int, end: cython.int, number: cython.int, cost: cython.int, kind: cython.int
    ) -> cython.void:
        """Add an arc, if there is room."""
        arc: cython.int = self.size
        if arc >= _ARCS:
            return
        self.start[arc] = start
        self.end[arc] = end
        self.number[arc] = number
        self.cost[arc] = cost + self.window.running[end - 1] - self.window.running[start]
        self.kind[arc] = kind
        self.add_case(arc)
        self.next[arc] = self.heads[start]
        self.heads[start] = arc
        self.size = arc + 1

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def add_case(self, arc: cython.int) -> cython.void:
        """What the case of an arc costs: classes, marks and what is left out have none."""
        self.case_cost[arc] = self.opening_cost[arc] = 0
        if self.number[arc] >= self.tables.first_word:
            self.case_cost[arc] = self.shape_cost(
                self.number[arc], self.start[arc], self.end[arc], False, self.kind[arc]
            )
            self.opening_cost[arc] = self.case_cost[arc]
            if self.window.upper[self.start[arc]]:
                self.opening_cost[arc] = self.shape_cost(
                    self.number[arc], self.start[arc], self.end[arc], True, self.kind[arc]
                )

    @cython.cfunc
    @cython.exceptval(check=False)
    def shape_cost(
        self, number: cython.int, start: cython.int, end: cython.int, may_start: cython.bint, kind: cython.int
    ) -> cython.int:
        """The cost of a word's case: where a sentence may begin a capital says nothing.

        A capital in the middle of a word is the mark of a name. Where known words are doubted, it is a slip of its own
        if another word is put in: `waZ` for `was`, and `theARL` has too many for `there`. Where all is in
        capitals, they tell nothing.
        """
        shape: cython.int = self.window.shape(start, end)
        slip: cython.int = 0
        if shape == MIXED_CASE and kind == REPLACED and self.costs.thorough:
            shape = self.window.upper[start]
            slip = self.costs.odd_capital * self.window.odd_cases(start, end)
        if shape == UPPER_CASE and self.window.shouted[start]:
            shape = LOWER_CASE
        if shape == CAPITAL and may_start:
            return slip + _OPENING_CAPITAL
        return slip + self.tables.shapes[number * 8 + self.window.named[start] + shape] * 64

    @cython.cfunc
    @cython.exceptval(check=False)
    def may_start(self, last: cython.int) -> cython.bint:
        """Whether a sentence may begin behind this word."""
        return last < self.tables.first_word and last != NUMBER

    @cython.ccall
    @cython.exceptval(check=False)
    def cased(
        self, number: cython.int, start: cython.int, end: cython.int, last: cython.int, kind: cython.int
    ) -> cython.int:
        """The cost of the case in which these units stand, for this word after that one, by the kind of its arc."""
        if number < self.tables.first_word:
            return 0
        return self.shape_cost(number, start, end, self.may_start(last), kind)

    def cases(self, number: cython.int, start: cython.int) -> tuple[int, int, int]:
        """What it costs a word at a unit to stand in lower case, capitalised or in capitals."""
        if number < self.tables.first_word:
            return 0, 0, 0
        place: cython.int = number * 8 + self.window.named[start]
        shapes = self.tables.shapes
        return shapes[place] * 64, shapes[place + 1] * 64, shapes[place + 2] * 64

    @cython.ccall
    @cython.exceptval(check=False)
    def as_it_stands(self, start: cython.int) -> cython.int:
        """The cost of the token that begins at this unit, without its context."""
        arc: cython.int = self.heads[start]
        while arc >= 0:
            if self.kind[arc] == OBSERVED:
                return self.cost[arc]
            arc = self.next[arc]
        return 0

    def replacements(self, start: cython.int, end: cython.int) -> dict[int, int]:
        """The other words that these units may have been meant for, with the cost of the slip."""
        found: dict[int, int] = {}
        arc: cython.int = self.heads[start]
        while arc >= 0:
            if self.end[arc] == end and self.kind[arc] == REPLACED:
                number: cython.int = self.number[arc]
                found[number] = min(self.cost[arc], found.get(number, self.cost[arc]))
            arc = self.next[arc]
        return found

    @cython.ccall
    def arc(self, index: cython.int) -> Arc:
        """An arc as an object."""
        return self.start[index], self.end[index], self.number[index], self.cost[index], self.kind[index]

    def arcs(self) -> list[Arc]:
        """All arcs, in the order in which they were added."""
        return [self.arc(index) for index in range(self.size)]
