# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The search for the cheapest path through a lattice: a beam of histories of two words at each unit (Viterbi).

All costs are whole numbers, so the sum is exact and the compiled and the interpreted search agree to the last digit.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.costs import Costs
    from cython.cimports.textfix.engine.kinds import LEFT_OUT
    from cython.cimports.textfix.engine.lattice import Lattice
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens
    from cython.cimports.textfix.engine.vocabulary import EDGE, NONE
    from cython.cimports.textfix.engine.window import Window
else:
    from .costs import Costs
    from .kinds import LEFT_OUT
    from .lattice import Lattice
    from .tables import Tables
    from .tokens import Tokens
    from .vocabulary import EDGE, NONE
    from .window import Window

from .lattice import ARCS, Arc
from .window import UNITS, integers

BEAM = 16
"""States kept at each place: histories of two words."""

_BEAM = cython.declare(cython.int, BEAM)

# More than any path costs.
_NEVER = cython.declare(cython.int, 1 << 28)

# Before the first state there is neither an arc nor another state.
_NOTHING = cython.declare(cython.int, -1)


@cython.final
@cython.cclass
class Beam:
    """The states of a search, BEAM slots for each unit of which `count` are in use.

    A state is a history: its `last` word and the one `before`, reached by the arc `by` from the state `back` at this
    `cost`. `least` is that of the cheapest state at a unit, `ceiling` the cost from which on one is of no use there.
    `row_arc`, `row_number` and `row_cost` are the arcs that a state may go on by, with their words and costs.
    """

    tables: Tables
    window: Window
    lattice: Lattice
    costs: Costs
    best: cython.int
    count: cython.int[::1]
    least: cython.int[::1]
    ceiling: cython.int[::1]
    cost: cython.int[::1]
    last: cython.int[::1]
    before: cython.int[::1]
    by: cython.int[::1]
    back: cython.int[::1]
    row_arc: cython.int[::1]
    row_number: cython.int[::1]
    row_cost: cython.int[::1]

    def __init__(self, tables: Tables, window: Window, lattice: Lattice, costs: Costs) -> None:
        self.tables = tables
        self.window = window
        self.lattice = lattice
        self.costs = costs
        self.best = -1
        self.count = integers(UNITS + 1)
        self.least = integers(UNITS + 1)
        self.ceiling = integers(UNITS + 1)
        self.cost = integers((UNITS + 1) * BEAM)
        self.last = integers((UNITS + 1) * BEAM)
        self.before = integers((UNITS + 1) * BEAM)
        self.by = integers((UNITS + 1) * BEAM)
        self.back = integers((UNITS + 1) * BEAM)
        self.row_arc = integers(ARCS)
        self.row_number = integers(ARCS)
        self.row_cost = integers(ARCS)

    def search(self, tokens: Tokens, first: cython.int, last: cython.int) -> None:
        """Search the lattice over these tokens: forwards from the words before them to the word after them."""
        unit: cython.int
        slot: cython.int
        limit: cython.int
        self.begin(tokens, first)
        for unit in range(self.window.size):
            limit = self.least[unit] + self.costs.breadth
            for slot in range(unit * _BEAM, unit * _BEAM + self.count[unit]):
                if self.cost[slot] <= limit:
                    self.expand(slot, unit)
        self.finish(tokens.after(last - 1))

    @cython.cfunc
    @cython.exceptval(check=False)
    def begin(self, tokens: Tokens, first: cython.int) -> cython.void:
        """Empty the beam but for one state: the two words before the window."""
        unit: cython.int
        before: cython.int = tokens.before(first)
        earlier: cython.int = NONE if before == EDGE else tokens.before(first - 1)
        for unit in range(self.window.size + 1):
            self.count[unit] = 0
            self.least[unit] = _NEVER
            self.ceiling[unit] = _NEVER
        self.push(0, earlier, before, 0, _NOTHING, _NOTHING)

    @cython.cfunc
    @cython.exceptval(check=False)
    def expand(self, slot: cython.int, unit: cython.int) -> cython.void:
        """Go from a state along each arc that begins at its unit."""
        lattice: Lattice = self.lattice
        last: cython.int = self.last[slot]
        before: cython.int = self.before[slot]
        count: cython.int = self.list_arcs(slot, unit)
        i: cython.int
        arc: cython.int
        self.tables.add_trigrams(before, last, self.row_number, self.row_cost, count)
        for i in range(count):
            arc = self.row_arc[i]
            if lattice.kind[arc] == LEFT_OUT:
                self.push(lattice.end[arc], before, last, self.row_cost[i], arc, slot)
            else:
                self.push(lattice.end[arc], last, lattice.number[arc], self.row_cost[i], arc, slot)

    @cython.cfunc
    @cython.exceptval(check=False)
    def list_arcs(self, slot: cython.int, unit: cython.int) -> cython.int:
        """List the arcs that a state may go on by, without what words cost in their context; returns how many.

        That takes longest to look up, so it is done for all of them at once, and not for those that are too dear.
        """
        lattice: Lattice = self.lattice
        count: cython.int = 0
        may_start: cython.bint = lattice.may_start(self.last[slot])
        boundary: cython.int = self.window.boundary[unit]
        arc: cython.int = lattice.heads[unit]
        cost: cython.int
        while arc >= 0:
            cost = self.cost[slot] + lattice.cost[arc]
            if lattice.kind[arc] != LEFT_OUT:
                cost += boundary + (lattice.opening_cost[arc] if may_start else lattice.case_cost[arc])
            if cost < self.ceiling[lattice.end[arc]]:
                self.row_arc[count] = arc
                self.row_number[count] = lattice.number[arc]
                self.row_cost[count] = cost
                count += 1
            arc = lattice.next[arc]
        return count

    @cython.cfunc
    @cython.exceptval(check=False)
    def push(
        self,
        unit: cython.int,
        before: cython.int,
        last: cython.int,
        cost: cython.int,
        by: cython.int,
        back: cython.int,
    ) -> cython.void:
        """Put a state on the beam if it is the cheapest of its history, and among the cheapest at its unit."""
        first: cython.int = unit * _BEAM
        slot: cython.int
        if cost >= self.ceiling[unit]:
            return
        for slot in range(first, first + self.count[unit]):
            if self.last[slot] == last and self.before[slot] == before:
                if cost < self.cost[slot]:
                    self.relax(unit, slot, cost, by, back)
                return
        if self.count[unit] == _BEAM:
            slot = self.worst(unit)
        else:
            slot = first + self.count[unit]
            self.count[unit] += 1
        self.before[slot] = before
        self.last[slot] = last
        self.relax(unit, slot, cost, by, back)

    @cython.cfunc
    @cython.exceptval(check=False)
    def relax(
        self, unit: cython.int, slot: cython.int, cost: cython.int, by: cython.int, back: cython.int
    ) -> cython.void:
        """Note the cheapest way to a state so far, and from which cost on another state is of no use there."""
        self.cost[slot] = cost
        self.by[slot] = by
        self.back[slot] = back
        if cost < self.least[unit]:
            self.least[unit] = cost
            self.ceiling[unit] = min(self.ceiling[unit], cost + self.costs.breadth)
        if self.count[unit] == _BEAM:
            self.ceiling[unit] = min(self.ceiling[unit], self.cost[self.worst(unit)])

    @cython.cfunc
    @cython.exceptval(check=False)
    def worst(self, unit: cython.int) -> cython.int:
        """The first of the most expensive states at a unit."""
        slot: cython.int
        worst: cython.int = unit * _BEAM
        for slot in range(unit * _BEAM, unit * _BEAM + self.count[unit]):
            if self.cost[slot] > self.cost[worst]:
                worst = slot
        return worst

    @cython.cfunc
    @cython.exceptval(check=False)
    def finish(self, after: cython.int) -> cython.void:
        """Add what the word after the window says, and find the best of the last states."""
        first: cython.int = self.window.size * _BEAM
        slot: cython.int
        best: cython.int = -1
        for slot in range(first, first + self.count[self.window.size]):
            self.cost[slot] += self.tables.trigram(self.before[slot], self.last[slot], after)
            if best < 0 or self.cost[slot] < self.cost[best]:
                best = slot
        self.best = best

    def path(self) -> list[Arc]:
        """The arcs of the cheapest path, first to last."""
        path: list[Arc] = []
        slot: cython.int = self.best
        while slot >= 0 and self.by[slot] >= 0:
            path.append(self.lattice.arc(self.by[slot]))
            slot = self.back[slot]
        path.reverse()
        return path

    def least_cost(self) -> int:
        """The cost of the cheapest path."""
        return self.cost[self.best]
