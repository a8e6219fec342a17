# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The decoder: the reading of a window that is the cheapest under the noisy channel.

What a writer meant is told by the words, under an n-gram model, and by the slips that turn them into what stands there.
The files along the way: costs.py has what slips cost, window.py what stands there, lattice.py the words that may have
been meant, which segmentation.py finds with the letters as they stand and replacement.py with others; beam.py searches
them for the cheapest path. All costs are in units of 1/1024 nat.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.costs import Costs
    from cython.cimports.textfix.engine.kinds import GLUED, KEEP, LEFT_OUT, OBSERVED, REPLACED, WHOLE
    from cython.cimports.textfix.engine.lattice import Lattice
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens
    from cython.cimports.textfix.engine.window import Window
else:
    from .costs import Costs
    from .kinds import GLUED, KEEP, LEFT_OUT, OBSERVED, REPLACED, WHOLE
    from .lattice import Lattice
    from .tables import Tables
    from .tokens import Tokens
    from .window import Window

from .beam import Beam
from .candidates import Found, Search
from .lattice import Arc
from .replacement import Replacer
from .segmentation import Segmenter


@cython.final
@cython.cclass
class Decoder:
    """Reads windows of one text, and answers what is asked about the last one that it read."""

    tables: Tables
    costs = cython.declare(Costs, visibility="readonly")
    window = cython.declare(Window, visibility="readonly")
    lattice = cython.declare(Lattice, visibility="readonly")
    segmenter: Segmenter
    replacer: Replacer
    beam = cython.declare(object, visibility="readonly")

    def __init__(self, tables: Tables, found: Found | None = None) -> None:
        """`found` keeps what a search found; searches in the same tables may share it."""
        search = Search(tables, found)
        self.tables = tables
        self.costs = Costs()
        self.window = Window(tables, self.costs)
        self.lattice = Lattice(tables, self.window, self.costs)
        self.segmenter = Segmenter(tables, search, self.window, self.lattice, self.costs)
        self.replacer = Replacer(tables, search, self.window, self.lattice, self.costs)
        self.beam = Beam(tables, self.window, self.lattice, self.costs)

    # -- What is expected of the text.

    def usual(self) -> None:
        """Expect one damaged word in a hundred."""
        self.costs.usual()
        self.window.hear(None)

    def damaged(self, spaceless: cython.bint, thorough: cython.bint = False, short: cython.bint = False) -> None:
        """Expect one damaged word in ten, as `Costs.damaged` has it."""
        self.usual()
        self.costs.damaged(spaceless, thorough, short)
        self.tables.fold()

    def hear(self, space_odds: memoryview | None) -> None:
        """Set what letters say of spaces: for each code point the log-odds of one before it; None where nothing is."""
        self.window.hear(space_odds)

    # -- Reading.

    def read(
        self, text: str, tokens: Tokens, first: cython.int, last: cython.int, memory: dict[int, int]
    ) -> list[Arc] | None:
        """The cheapest reading of the tokens from `first` up to `last`, or None where that is what stands there.

        The reading is a list of arcs: first and last unit (half-open), word number, cost without its context,
        and kind. `memory` counts the strange words of the text by their keys.
        """
        if not self.window.load(text, tokens, first, last):
            return None
        self.fill(text, tokens, memory)
        path = self.cheapest(tokens, first, last)
        if self.costs.distance < 2 and self.replacer.add_near_pieces(path):
            path = self.cheapest(tokens, first, last)
        return path if self.differs(path) else None

    @cython.cfunc
    def fill(self, text: str, tokens: Tokens, memory: dict[int, int]) -> cython.void:
        """Fill the lattice with all that may have stood there."""
        self.lattice.clear()
        self.segmenter.add_observed(tokens, memory)
        self.segmenter.add_words(tokens)
        self.segmenter.add_possessives(tokens)
        self.segmenter.add_unknown(memory)
        self.replacer.add_replacements(tokens)
        self.replacer.add_ligatures(tokens)
        self.replacer.add_contractions()
        self.replacer.add_thumbed(tokens)
        self.segmenter.add_repeats(text, tokens)
        if self.costs.spaceless:
            self.replacer.add_prefixes()
        else:
            self.segmenter.add_chunks(text, tokens)

    @cython.cfunc
    def cheapest(self, tokens: Tokens, first: cython.int, last: cython.int) -> list[Arc]:
        """The cheapest path through the lattice."""
        self.beam.search(tokens, first, last)
        return self.beam.path()

    @cython.cfunc
    def differs(self, path: list[Arc]) -> cython.bint:
        """Whether a path is another reading than what stands there."""
        start: cython.int
        kind: cython.int
        for start, _, _, _, kind in path:
            if kind not in (OBSERVED, WHOLE) or self.window.action[start] != KEEP:
                return True
        return False

    def reading(self) -> tuple[int, list[Arc]]:
        """The cost of the cheapest path of the last window, and its arcs, even if they are what stands there."""
        return self.beam.least_cost(), self.beam.path()

    # -- What a reading changes.

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
        window: Window = self.window
        unit: cython.int = arc[0]
        kind: cython.int = arc[4]
        return window.action[unit] != KEEP or kind == LEFT_OUT or window.token[unit] == window.token[unit - 1]

    @cython.cfunc
    def changes(self, arc: Arc, is_inside: cython.bint) -> cython.bint:
        """Whether an arc is not what stands there, or the space before it, if that is inside the window."""
        window: Window = self.window
        unit: cython.int = arc[0]
        end: cython.int = arc[1]
        kind: cython.int = arc[4]
        if kind in (REPLACED, LEFT_OUT) or (is_inside and window.action[unit] != KEEP):
            return True
        unit += 1
        while unit < end and (window.gap[unit] == GLUED or kind in (OBSERVED, WHOLE)):
            unit += 1
        return unit < end

    # -- What a reading costs.

    def cost_of(self, before: list[int], arcs: list[Arc], after: list[int]) -> int:
        """What arcs cost behind three words and before some: the words, the slips, and the case in which they stand."""
        return self.cost_with(-1, 0, 0, before, arcs, after)

    def next_best(self, before: list[int], arcs: list[Arc], after: list[int]) -> int | None:
        """The least that arcs cost with another word in the place of one that is put in; None where there is none."""
        costs = [
            self.cost_with(place, other, slip, before, arcs, after)
            for place, (start, end, number, _, kind) in enumerate(arcs)
            if kind == REPLACED
            for other, slip in self.lattice.replacements(start, end).items()
            if other != number
        ]
        return min(costs, default=None)

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
        """What arcs cost with another word, and what that costs as a slip, in the arc at a place."""
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
            if kind != LEFT_OUT:
                cost += self.window.boundary[start] + self.lattice.cased(number, start, end, c, kind)
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
        window: Window = self.window
        lattice: Lattice = self.lattice
        numbers: list[int] = []
        cost: cython.int = 0
        previous: cython.int = before[2]
        while unit < window.size and window.token[unit] < last:
            end: cython.int = window.token_end(unit)
            number: cython.int = tokens.number[window.token[unit]]
            cost += window.kept[unit] + lattice.as_it_stands(unit)
            cost += lattice.cased(number, unit, end, previous, OBSERVED)
            numbers.append(number)
            previous = number
            unit = end
        return cost + self.in_context(before, numbers, after)

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
            a, b, c = b, c, number
        return cost
