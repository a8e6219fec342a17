# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Arcs that keep the letters: what stands there, and the words that it is with spaces lost or added."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.candidates import Search
    from cython.cimports.textfix.engine.costs import Costs
    from cython.cimports.textfix.engine.kinds import (
        ATTESTED,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LEFT_OUT,
        LOWER_CASE,
        MIXED_CASE,
        OBSERVED,
        SPACED,
        SPELT,
        STRANGE,
        UNKNOWN,
        WHOLE,
    )
    from cython.cimports.textfix.engine.lattice import Lattice
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens
    from cython.cimports.textfix.engine.vocabulary import COMMON, LOWER, NONE, OTHER, POSSESSIVE, VERY_COMMON
    from cython.cimports.textfix.engine.window import Window
else:
    from .candidates import Search
    from .costs import Costs
    from .kinds import (
        ATTESTED,
        CAPITAL,
        FOREIGN,
        GLUED,
        KNOWN,
        LEFT_OUT,
        LOWER_CASE,
        MIXED_CASE,
        OBSERVED,
        SPACED,
        SPELT,
        STRANGE,
        UNKNOWN,
        WHOLE,
    )
    from .lattice import Lattice
    from .tables import Tables
    from .tokens import Tokens
    from .vocabulary import COMMON, LOWER, NONE, OTHER, POSSESSIVE, VERY_COMMON
    from .window import Window

from .costs import GLUED_TO_COMMON
from .vocabulary import SELDOM
from .window import UNITS, integers

LONGEST = 20
"""Letters of the longest piece that may be an unknown word inside a token."""

LEAST_ATTESTED = 4
"""Letters from which on a piece of a word is looked for among the attested words: there are too many shorter ones."""

# The same as C has them: a name of Python's would be looked up each time.
_LONGEST = cython.declare(cython.int, LONGEST)
_LEAST_ATTESTED = cython.declare(cython.int, LEAST_ATTESTED)

# Letters of a rarer word that is not doubled on purpose, as `tut tut` and `choo choo` are.
_NOT_DOUBLED = cython.declare(cython.int, 5)

# The most that a point costs behind a word which it is nearly always behind.
_USUAL_POINT = cython.declare(cython.int, 1024)

# What it costs a name to stand in small letters, at least, in steps of 1/16 nat.
_SELDOM = cython.declare(cython.int, SELDOM)

# What is taken off for a very common word at one end of a strange one.
_GLUED_TO_COMMON = cython.declare(cython.int, GLUED_TO_COMMON)

# What a chunk costs besides that has a capital behind its point.
_CAPITAL_IN_CHUNK = cython.declare(cython.int, 2 * 1024)

# Letters of a history, and the six bits that one of them takes; the edges of a word are letters too.
_ORDER = cython.declare(cython.int, 4)
_HISTORY = cython.declare(cython.ulonglong, 0xFFFFFF)
_BEGINNING = cython.declare(cython.ulonglong, 63)
_END = cython.declare(cython.int, 63)


@cython.final
@cython.cclass
class Segmenter:
    """Fills a lattice with the arcs that keep the letters of a window.

    `going_on` and `ending` have what the letter of each unit, and an end before it, cost behind the letters before.
    """

    tables: Tables
    search: Search
    window: Window
    lattice: Lattice
    costs: Costs
    going_on: cython.int[::1]
    ending: cython.int[::1]

    def __init__(self, tables: Tables, search: Search, window: Window, lattice: Lattice, costs: Costs) -> None:
        self.tables = tables
        self.search = search
        self.window = window
        self.lattice = lattice
        self.costs = costs
        self.going_on = integers(UNITS + 1)
        self.ending = integers(UNITS + 1)

    # -- What stands there.

    def add_observed(self, tokens: Tokens, memory: dict[int, int]) -> None:
        """Each token as it stands. `memory` counts the strange words of the text by their keys."""
        window: Window = self.window
        unit: cython.int = 0
        while unit < window.size:
            end: cython.int = window.token_end(unit)
            t: cython.int = window.token[unit]
            if window.letter[unit] == 0:
                self.lattice.add(unit, end, window.mark[unit], 0, OBSERVED)
            elif tokens.status[t] == KNOWN:
                self.lattice.add(unit, end, tokens.number[t], 0, OBSERVED)
            else:
                self.lattice.add(
                    unit, end, tokens.number[t], self.strangeness(unit, end, tokens.status[t], memory), OBSERVED
                )
            unit = end

    @cython.cfunc
    def strangeness(self, start: cython.int, end: cython.int, status: cython.int, memory: dict[int, int]) -> cython.int:
        """The cost of a token without statistics, given what is known of it; one in memory is the token itself."""
        cost: cython.int = self.tables.unknown_word_cost(self.window.letter, start, end)
        if status == ATTESTED:
            cost = min(cost, self.costs.attested)
        cost = self.as_remembered(start, end, cost, memory, 1) + self.hump(start, end)
        # Its accents make it no likelier than it would be without.
        return max(cost, self.costs.foreign) if status == FOREIGN else cost

    @cython.cfunc
    def as_remembered(
        self, start: cython.int, end: cython.int, cost: cython.int, memory: dict[int, int], itself: cython.int
    ) -> cython.int:
        """The cost of letters that cost so much to spell, if the text has them elsewhere.

        `itself` is how many of the occurrences in memory are the one that is judged.
        """
        remembered: cython.int = self.costs.remembered
        if end - start <= 2 or cost <= remembered - 2 * 1024:
            return cost
        seen: cython.int = memory.get(self.tables.key(self.window.letter, start, end), 0)
        seen -= itself
        if seen <= 0:
            return cost
        return min(cost, remembered - (1024 if seen > 1 else 0) - (1024 if seen > 3 else 0))

    @cython.cfunc
    @cython.exceptval(check=False)
    def hump(self, start: cython.int, end: cython.int) -> cython.int:
        """What it costs a strange word to have a capital behind a small letter."""
        unit: cython.int
        if self.costs.camel:
            for unit in range(start + 1, end):
                if self.window.upper[unit] and not self.window.upper[unit - 1]:
                    return self.costs.camel
        return 0

    def add_chunks(self, text: str, tokens: Tokens) -> None:
        """Words with a point between them and no space: names of files, of hosts and of things in programs."""
        window: Window = self.window
        unit: cython.int
        for unit in range(1, window.size - 1):
            if window.mark[unit] and text[window.offset[unit]] == "." and self.is_inside_chunk(unit):
                if not self.ends_sentence(tokens, window.token[unit]):
                    cost: cython.int = self.costs.chunk + (_CAPITAL_IN_CHUNK if window.upper[unit + 1] else 0)
                    self.lattice.add(window.token_start(unit - 1), window.token_end(unit + 1), OTHER, cost, WHOLE)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_inside_chunk(self, unit: cython.int) -> cython.bint:
        """Whether letters are glued to a mark on both sides."""
        window: Window = self.window
        if window.gap[unit] != GLUED or window.gap[unit + 1] != GLUED:
            return False
        return window.letter[unit - 1] != 0 and window.letter[unit + 1] != 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def ends_sentence(self, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether a point between two words is rather that of prose than inside a name: `objection.However`, `Dr.Who`.

        It is between known words of which the second has a capital and the first has none and is no short name, or is a
        name in the middle of prose, `in Bristol.They went`; or if it is nearly always behind the first and a name
        follows.
        """
        number: cython.int = tokens.number[t - 1]
        size: cython.int = tokens.end[t + 1] - tokens.start[t + 1]
        if tokens.shape[t + 1] != CAPITAL or size < 2 or tokens.status[t - 1] != KNOWN:
            return False
        if tokens.shape[t - 1] == LOWER_CASE and tokens.status[t + 1] == KNOWN:
            if tokens.end[t - 1] - tokens.start[t - 1] > 2 or self.tables.unigrams[number] < COMMON:
                return True
        if tokens.shape[t - 1] == CAPITAL and tokens.status[t + 1] == KNOWN and self.is_name_in_prose(tokens, t):
            return True
        return size > 2 and self.tables.bigram(number, tokens.number[t]) < _USUAL_POINT

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_name_in_prose(self, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether the word before a point is a name, and the words around it and the one behind it are of prose."""
        if t < 2 or t + 2 >= tokens.count or tokens.gap[t - 1] != SPACED or tokens.gap[t + 2] != SPACED:
            return False
        if not self.is_small_word(tokens, t - 2) or not self.is_small_word(tokens, t + 2):
            return False
        return self.tables.shapes[8 * tokens.number[t - 1]] >= _SELDOM

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_small_word(self, tokens: Tokens, t: cython.int) -> cython.bint:
        """Whether a token is a known word in small letters."""
        return tokens.status[t] == KNOWN and tokens.shape[t] == LOWER_CASE

    def add_repeats(self, text: str, tokens: Tokens) -> None:
        """A common or longer word that was written twice, left out the second time."""
        window: Window = self.window
        unit: cython.int
        for unit in range(1, window.size):
            if window.first_of_token[unit] and window.free[unit] and window.gap[unit] == SPACED:
                if window.letter[unit - 1] and self.is_repeat(text, tokens, unit):
                    self.lattice.add(unit, window.token_end(unit), NONE, self.costs.repeat, LEFT_OUT)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_repeat(self, text: str, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether the word that begins here is the one before it, and not doubled on purpose."""
        t: cython.int = self.window.token[unit]
        number: cython.int = tokens.number[t]
        # Numbers of classes are no words: two possessives may have one number.
        if number != tokens.number[t - 1] or number < self.tables.first_word or tokens.shape[t] != LOWER_CASE:
            return False
        if tokens.start[t - 1] > 0 and text[tokens.start[t - 1] - 1] == "-":
            return False  # `anti-missile missile`
        return self.tables.unigrams[number] < COMMON or self.window.token_end(unit) - unit >= _NOT_DOUBLED

    # -- Words of the lexicon.

    def add_words(self, tokens: Tokens) -> None:
        """Words of the lexicon that the letters spell, with spaces lost or added."""
        start: cython.int
        for start in range(self.window.size):
            if self.window.letter[start] and (self.window.free[start] or self.window.first_of_token[start]):
                self.add_words_from(tokens, start)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_words_from(self, tokens: Tokens, start: cython.int) -> cython.void:
        """The words of the lexicon that begin at this unit."""
        window: Window = self.window
        node: cython.uint = 0
        unit: cython.int = start
        cost: cython.int = 0
        free: cython.bint = False
        while unit < window.size and window.spelt[unit]:
            if unit > start and window.gap[unit] != GLUED:
                if window.gap[unit] > SPACED:
                    return
                cost += window.closing(unit)
            free = free or window.free[unit] != 0
            node = self.search.child(node, window.spelt[unit])
            if node == 0:
                return
            unit += 1
            if self.tables.trie_words[node] and free and self.may_end(unit) and not window.is_token(start, unit):
                number: cython.int = self.tables.trie_words[node]
                less: cython.int = self.moved(start, unit) + self.glued(tokens, start, unit, number)
                self.lattice.add(start, unit, number, cost - less, SPELT)

    @cython.cfunc
    @cython.exceptval(check=False)
    def glued(self, tokens: Tokens, start: cython.int, end: cython.int, number: cython.int) -> cython.int:
        """What is taken off for a word that runs through all text at one end of small letters: `cutthe`.

        Of strange words most that begin or end so lost a space, where other halves may be a compound: `clergyperson`.
        """
        window: Window = self.window
        if self.costs.rejoining or end - start < 2 or self.tables.unigrams[number] > VERY_COMMON:
            return 0
        if window.first_of_token[start] == window.first_of_token[end]:
            return 0
        t: cython.int = window.token[start if window.first_of_token[start] else end - 1]
        is_small: cython.bint = tokens.shape[t] == LOWER_CASE or window.shouted[start]
        return _GLUED_TO_COMMON if is_small and tokens.status[t] == STRANGE else 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def moved(self, start: cython.int, end: cython.int) -> cython.int:
        """What is taken off for a space that stands one letter from where it belongs: `an dthe`, `andt he`.

        That it is lost there, and that it came in here, is one slip: only the first is paid for.
        """
        window: Window = self.window
        if end - start < 2:
            return 0
        if window.gap[end - 1] != GLUED and window.first_of_token[end] == 0:
            return window.closing(end - 1)
        if window.gap[start + 1] != GLUED and window.first_of_token[start] == 0:
            return window.closing(start + 1)
        return 0

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def may_end(self, unit: cython.int) -> cython.bint:
        """Whether an arc may end before this unit: where a token ends, or inside one that is in doubt."""
        return self.window.first_of_token[unit] != 0 or self.window.free[unit] != 0

    def add_possessives(self, tokens: Tokens) -> None:
        """Possessives that are in no lexicon and that white space parts: `Joyce 's`."""
        window: Window = self.window
        unit: cython.int
        for unit in range(1, window.size - 1):
            if window.spelt[unit] and window.letter[unit] == 0 and window.free[unit]:
                if window.is_token(unit + 1, unit + 2) and window.letter[unit + 1] == self.tables.letters[ord("s")]:
                    self.add_possessive(tokens, unit)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_possessive(self, tokens: Tokens, unit: cython.int) -> cython.void:
        """The possessive of the word before an apostrophe: of its class where the word is known, as strange as it else.

        The class is the one that the scanner gives to such a possessive. Those of common words are in the lexicon, or
        there are none: `in 's Gravenhage`.
        """
        window: Window = self.window
        start: cython.int = window.token_start(unit - 1)
        owner: cython.int = window.token[start]
        number: cython.int = tokens.number[owner] if tokens.status[owner] != KNOWN else POSSESSIVE
        if number == POSSESSIVE and self.tables.unigrams[tokens.number[owner]] < COMMON:
            return
        if self.tables.word(self.tables.key(window.spelt, start, unit + 2)) >= self.tables.first_word:
            return
        cost: cython.int = self.lattice.as_it_stands(start) - window.run_over(start, unit)
        place: cython.int
        for place in range(unit, unit + 2):
            if window.gap[place] != GLUED:
                cost += window.closing(place)
        self.lattice.add(start, unit + 2, number, cost, SPELT)

    # -- Words of no lexicon.

    def add_unknown(self, memory: dict[int, int]) -> None:
        """Pieces of doubtful tokens as words that are in no lexicon: names and terms."""
        window: Window = self.window
        unit: cython.int
        for unit in range(window.size + 1):
            self.going_on[unit] = self.ending[unit] = -1
        for unit in range(window.size):
            if window.letter[unit] and window.free[unit]:
                self.add_unknown_from(unit, memory)

    @cython.cfunc
    def add_unknown_from(self, start: cython.int, memory: dict[int, int]) -> cython.void:
        """Pieces that begin at this unit; their letters are spelled once for all of them."""
        window: Window = self.window
        end: cython.int = start + 1
        spaces: cython.int = 0
        spelling: cython.int = self.tables.letter(_BEGINNING, 1, window.letter[start])
        history: cython.ulonglong = (_BEGINNING << 6) | window.letter[start]
        key: cython.ulonglong = self.tables.key(window.letter, start, end)
        while end <= window.size and end - start <= _LONGEST:
            if spaces and window.shape(start, end) == MIXED_CASE:
                return
            if self.is_piece(start, end):
                cost: cython.int = spelling + self.letter_cost(self.ending, end, history, end - start + 1, _END)
                cost = self.piece_cost(start, end, key, cost, memory)
                self.lattice.add(start, end, LOWER + window.shape(start, end), spaces + cost, UNKNOWN)
            if end == window.size or window.letter[end] == 0 or window.gap[end] > self.costs.rejoining:
                return
            if window.gap[end] == SPACED:
                spaces += self.costs.deletion
            spelling += self.letter_cost(self.going_on, end, history, end - start + 1, window.letter[end])
            history = ((history << 6) | window.letter[end]) & _HISTORY
            key = self.tables.longer(key, window.letter, end, end + 1)
            end += 1

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def is_piece(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these letters may be a word of their own: they begin or end where a token does, but are not just one.

        Anywhere in a token that is so long that spaces are all lost.
        """
        window: Window = self.window
        if end - start < 2 or not self.may_end(end):
            return False
        if window.first_of_token[start] == 0 and window.first_of_token[end] == 0:
            return window.token_end(start) - start > _LONGEST
        return not window.is_token(start, end)

    @cython.cfunc
    def piece_cost(
        self,
        start: cython.int,
        end: cython.int,
        key: cython.ulonglong,
        cost: cython.int,
        memory: dict[int, int],
    ) -> cython.int:
        """The cost of a piece of this key that costs so much to spell."""
        if cost > self.costs.attested and end - start >= _LEAST_ATTESTED and self.tables.is_attested(key):
            cost = self.costs.attested
        cost = self.as_remembered(start, end, cost, memory, 0) + self.hump(start, end)
        of_tokens: cython.bint = self.window.first_of_token[start] and self.window.first_of_token[end]
        return cost + (self.costs.joint if of_tokens else self.costs.piece)

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
        if length <= _ORDER:
            return self.tables.letter(history, length, letter)
        if known[unit] < 0:
            known[unit] = self.tables.letter(history, _ORDER, letter)
        return known[unit]
