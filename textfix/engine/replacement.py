# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Arcs that put another word in: the candidates that what stands in a window may be slips for."""

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
        FOREIGN,
        GLUED,
        KNOWN,
        MIXED_CASE,
        REPLACED,
        SPELT,
        STRANGE,
    )
    from cython.cimports.textfix.engine.lattice import Lattice
    from cython.cimports.textfix.engine.tables import Tables
    from cython.cimports.textfix.engine.tokens import Tokens
    from cython.cimports.textfix.engine.vocabulary import COMMON, CONFUSED, LOWER
    from cython.cimports.textfix.engine.window import Window
else:
    from .candidates import Search
    from .costs import Costs
    from .kinds import ATTESTED, FOREIGN, GLUED, KNOWN, MIXED_CASE, REPLACED, SPELT, STRANGE
    from .lattice import Lattice
    from .tables import Tables
    from .tokens import Tokens
    from .vocabulary import COMMON, CONFUSED, LOWER
    from .window import Window

from .candidates import MISREAD, MISREADING, MOST_LETTERS, SLIP
from .costs import MISTAKE
from .lattice import Arc

CANDIDATES = 48
"""Words that what stands there may have been meant for, at most."""

LONGEST = 20
"""Letters of a text without spaces among which a word with a slip is looked for."""

TWO_WORDS, TWO_USUAL_WORDS = 8 * 1024, 5 * 1024
"""What it costs besides to take two words that are glued for a slip: `witha` is rather `with a`, and `anyother` may
well be `any other`."""

RARELY_MEANT = 11 * 1024
"""How rare a known word must be to be looked for in lists of misspellings, in units of 1/1024 nat: `payed`."""

LESS_MEANT = 1024
"""What each further word costs besides that a list of misspellings has for one: the likeliest stands first."""

# The same as C has them: a name of Python's would be looked up each time.
_LONGEST = cython.declare(cython.int, LONGEST)
_MOST_LETTERS = cython.declare(cython.int, MOST_LETTERS)
_RARELY_MEANT = cython.declare(cython.int, RARELY_MEANT)
_TWO_WORDS = cython.declare(cython.int, TWO_WORDS)
_TWO_USUAL_WORDS = cython.declare(cython.int, TWO_USUAL_WORDS)
_LESS_MEANT = cython.declare(cython.int, LESS_MEANT)
_SLIP = cython.declare(cython.int, SLIP)
_MISREADING = cython.declare(cython.int, MISREADING)
_GROUPS = cython.declare(cython.int, len(MISREAD))
_MISTAKE = cython.declare(cython.int, MISTAKE)

# Letters that each of two words has at least between which a letter stands for the space.
_LEAST_THUMBED = cython.declare(cython.int, 2)

# Letters of a word that is near to many others, at most.
_SHORT = cython.declare(cython.int, 3)

# Letters of the end of a contraction: `t`, `ll`.
_LONGEST_ENDING = cython.declare(cython.int, 2)

# Words that occur less than once in 8,000 may well be slips for others, where much is damaged.
_RARE = cython.declare(cython.int, 9 * 1024)

# How far behind the best candidate others are worth an arc.
_REACH = cython.declare(cython.int, 20 * 1024)
_NAT = cython.declare(cython.int, 1024)

# More than any candidate costs.
_NEVER = cython.declare(cython.int, 1 << 28)


@cython.final
@cython.cclass
class Replacer:
    """Adds to a lattice the arcs that put another word in for what stands in a window."""

    tables: Tables
    search: Search
    window: Window
    lattice: Lattice
    costs: Costs

    def __init__(self, tables: Tables, search: Search, window: Window, lattice: Lattice, costs: Costs) -> None:
        self.tables = tables
        self.search = search
        self.window = window
        self.lattice = lattice
        self.costs = costs

    @cython.cfunc
    @cython.exceptval(check=False)
    def add(self, start: cython.int, end: cython.int, number: cython.int, cost: cython.int) -> cython.void:
        """Put a word in for these units, at the cost of a slip."""
        self.lattice.add(start, end, number, cost, REPLACED)

    def add_replacements(self, tokens: Tokens) -> None:
        """Other words that doubtful tokens may have been meant for."""
        window: Window = self.window
        unit: cython.int = 0
        self.search.rarest = self.costs.rarest
        while unit < window.size:
            end: cython.int = window.token_end(unit)
            t: cython.int = window.token[unit]
            if window.letter[unit] and window.free[unit]:
                if tokens.status[t] == KNOWN:
                    self.add_for_known(unit, end, tokens.number[t])
                else:
                    self.add_for_strange(unit, end, tokens.status[t])
            unit = end

    # -- Known words.

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_for_known(self, start: cython.int, end: cython.int, number: cython.int) -> cython.void:
        """Other words for a known one: what it is mistaken for, what lists have if it is rare, what is near if odd."""
        self.add_confusions(start, end, number)
        if number >= self.tables.first_word and self.tables.unigrams[number] > _RARELY_MEANT:
            self.add_listed(start, end)
        if self.costs.thorough and (self.is_rare(number) or self.window.shape(start, end) == MIXED_CASE):
            self.add_near(start, end, self.costs.distance)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_rare(self, number: cython.int) -> cython.bint:
        """Whether a known word is so rare that it may well be a slip for another."""
        return number >= self.tables.first_word and self.tables.unigrams[number] > _RARE

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
            cost = _MISTAKE if cost == CONFUSED else self.costs.confusion + cost * 64
            self.add(start, end, self.tables.confusables[i], cost)

    # -- Strange words.

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_for_strange(self, start: cython.int, end: cython.int, status: cython.int) -> cython.void:
        """Words for one without statistics: without its accents, near it, or as a list of misspellings has them."""
        if status == FOREIGN:
            self.add_folded(start, end)
        self.add_near(start, end, self.costs.distance)
        self.add_listed(start, end)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_folded(self, start: cython.int, end: cython.int) -> cython.void:
        """The word that these letters are without their accents."""
        node: cython.uint = self.search.follow(0, self.window.letter, start, end)
        if self.tables.trie_words[node]:
            self.add(start, end, self.tables.trie_words[node], self.costs.typo + _SLIP)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_listed(self, start: cython.int, end: cython.int) -> cython.void:
        """What a list of misspellings says was meant: which of several words, what is around them tells."""
        key: cython.ulonglong = self.tables.key(self.window.letter, start, end)
        which: cython.int = 0
        number: cython.int = self.tables.meant(key, 0)
        if number <= 0:
            return
        two_words: cython.int = self.rather_two_words(start, end)
        either: cython.int = _TWO_USUAL_WORDS if self.are_two_words(start, end) else 0
        while number > 0:
            glued: cython.int = _TWO_WORDS if number == two_words else either
            self.add(start, end, number, self.costs.typo + which * _LESS_MEANT + glued)
            which += 1
            number = self.tables.meant(key, which)

    @cython.cfunc
    @cython.exceptval(check=False)
    def rather_two_words(self, start: cython.int, end: cython.int) -> cython.int:
        """The word that one letter makes of these, which are rather two: `with` of `witha`, `working` of `workin`.

        Else 0, which is no word.
        """
        letters: cython.uchar[::1] = self.window.letter
        last: cython.int = letters[end - 1]
        if end - start < 3:  # of which one may have no letter before its last
            return 0
        if last == self.tables.letters[ord("a")]:
            return self.tables.trie_words[self.search.follow(0, letters, start, end - 1)]
        if last != self.tables.letters[ord("n")] or letters[end - 2] != self.tables.letters[ord("i")]:
            return 0
        before: cython.uint = self.search.follow(0, letters, start, end - 2)
        whole: cython.uint = self.search.follow(before, letters, end - 2, end) if before else 0
        if self.tables.trie_words[before] == 0 or whole == 0:
            return 0
        return self.tables.trie_words[self.search.child(whole, self.tables.letters[ord("g")])]

    @cython.cfunc
    @cython.exceptval(check=False)
    def are_two_words(self, start: cython.int, end: cython.int) -> cython.bint:
        """Whether these letters are two usual words that are glued, neither of which is a single letter.

        `ajust` is rather `adjust` than `a just`, and `thats` lost an apostrophe.
        """
        place: cython.int
        node: cython.uint = 0
        for place in range(start, end - 2):
            node = self.search.child(node, self.window.letter[place])
            if node == 0:
                return False
            if place > start and self.is_usual(self.tables.trie_words[node]):
                if self.is_usual(self.tables.word(self.tables.key(self.window.letter, place + 1, end))):
                    return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_usual(self, number: cython.int) -> cython.bint:
        """Whether a word is one that stands beside others everywhere."""
        return number >= self.tables.first_word and self.tables.unigrams[number] <= _RARE

    # -- Words near some letters.

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_near(self, start: cython.int, end: cython.int, distance: cython.int) -> cython.void:
        """The words of the lexicon within an edit distance of these letters."""
        if not 2 <= end - start <= _MOST_LETTERS:
            return
        is_short: cython.bint = end - start <= _SHORT
        cost: cython.int = self.costs.typo + self.take_letters(start, end)
        self.search.run(1 if is_short else distance)
        self.add_likely(start, end, cost)
        if is_short and distance > 1:
            self.search.run(distance)
            self.add_common(start, end, cost)

    @cython.cfunc
    @cython.exceptval(check=False)
    def take_letters(self, start: cython.int, end: cython.int) -> cython.int:
        """Take the letters of these units for the search; returns what it costs that no spaces stand between them."""
        unit: cython.int
        cost: cython.int = 0
        for unit in range(start, end):
            self.search.letters[unit - start] = self.window.letter[unit]
            if unit > start and self.window.gap[unit] != GLUED:
                cost += self.costs.deletion
        self.search.size = end - start
        return cost

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_likely(self, start: cython.int, end: cython.int, cost: cython.int) -> cython.void:
        """The likeliest of the words that were found."""
        i: cython.int
        limit: cython.int = self.likely()
        two_words: cython.int = self.rather_two_words(start, end)
        # Where damage has shown, a lost space is cheap anyway.
        either: cython.int = 0
        if self.costs.rejoining == 0 and self.are_two_words(start, end):
            either = _TWO_USUAL_WORDS
        for i in range(self.search.count):
            if self.candidate_cost(i) <= limit:
                glued: cython.int = _TWO_WORDS if self.search.words[i] == two_words else either
                self.add(start, end, self.search.words[i], cost + self.search.costs[i] + glued)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_common(self, start: cython.int, end: cython.int, cost: cython.int) -> cython.void:
        """Of the words two slips from a short one, which any short word is, only those that are everywhere."""
        i: cython.int
        for i in range(self.search.count):
            if self.tables.unigrams[self.search.words[i]] <= COMMON:
                self.add(start, end, self.search.words[i], cost + self.search.costs[i])

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def candidate_cost(self, i: cython.int) -> cython.int:
        """What a word that was found costs, with its slip, whatever stands around it."""
        return self.search.costs[i] + self.tables.unigrams[self.search.words[i]]

    @cython.cfunc
    @cython.exceptval(check=False)
    def likely(self) -> cython.int:
        """The cost, slip and word, up to which what was found is worth an arc: the best ones, CANDIDATES at most."""
        i: cython.int
        count: cython.int = CANDIDATES + 1
        best: cython.int = _NEVER
        reach: cython.int = _REACH
        for i in range(self.search.count):
            best = min(best, self.candidate_cost(i))
        while count > CANDIDATES and reach > 0:
            reach -= _NAT
            count = 0
            for i in range(self.search.count):
                count += self.candidate_cost(i) <= best + reach
        return best + reach

    def add_near_pieces(self, path: list[Arc]) -> bool:
        """Words near the strange pieces that a first reading leaves, and their ends; whether there are such pieces."""
        found: cython.bint = False
        start: cython.int
        end: cython.int
        number: cython.int
        for start, end, number, _, _ in path:
            if number == LOWER and self.window.free[start] and end - start > _SHORT:
                self.add_near_rests(start, end)
                found = True
        return found

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_near_rests(self, start: cython.int, end: cython.int) -> cython.void:
        """Words near a piece, or near what remains when a word is taken from one of its ends: `thereconstrction`."""
        lattice: Lattice = self.lattice
        arc: cython.int
        known: cython.int = lattice.size
        if not self.window.is_token(start, end):
            self.add_near(start, end, 1)
        for arc in range(known):
            if lattice.kind[arc] != SPELT or lattice.start[arc] < start or lattice.end[arc] > end:
                continue
            if lattice.start[arc] == start and end - lattice.end[arc] > _SHORT:
                self.add_near(lattice.end[arc], end, 1)
            elif lattice.end[arc] == end and lattice.start[arc] - start > _SHORT:
                self.add_near(start, lattice.start[arc], 1)

    def add_prefixes(self) -> None:
        """At each letter of a text without spaces the words that may begin there with a slip."""
        start: cython.int
        i: cython.int
        for start in range(self.window.size):
            self.take_run(start)
            if self.search.size <= _SHORT:
                continue
            for i in range(self.search.run_prefixes()):
                cost: cython.int = self.costs.typo + self.search.costs[i]
                self.add(start, start + self.search.ends[i], self.search.words[i], cost)

    @cython.cfunc
    @cython.exceptval(check=False)
    def take_run(self, start: cython.int) -> cython.void:
        """Take the letters from this unit on for the search, as far as nothing stands between them."""
        window: Window = self.window
        size: cython.int = 0
        while size < _LONGEST and start + size < window.size and window.letter[start + size]:
            if size > 0 and window.gap[start + size] != GLUED:
                break
            self.search.letters[size] = window.letter[start + size]
            size += 1
        self.search.size = size

    # -- A space in the place of letters.

    def add_ligatures(self, tokens: Tokens) -> None:
        """Words with a space in the place of letters that fonts have as one: `signi cant`."""
        window: Window = self.window
        unit: cython.int
        for unit in range(1, window.size):
            if window.parts_words(unit):
                start: cython.int = window.token_start(unit - 1)
                if self.is_odd(tokens, unit) or self.is_odd(tokens, start):
                    self.add_ligatured(start, unit, window.token_end(unit))

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_odd(self, tokens: Tokens, unit: cython.int) -> cython.bint:
        """Whether the token of a unit is in doubt and strange or, where damage has shown, attested or rare."""
        t: cython.int = self.window.token[unit]
        if self.window.free[unit] == 0 or tokens.status[t] == FOREIGN:
            return False
        if tokens.status[t] == STRANGE:
            return True
        return self.costs.rejoining != 0 and (tokens.status[t] == ATTESTED or self.is_rare(tokens.number[t]))

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_ligatured(self, start: cython.int, middle: cython.int, end: cython.int) -> cython.void:
        """The words that two tokens are with such letters between them."""
        group: cython.int
        node: cython.uint
        opening: cython.uint = self.search.follow(0, self.window.letter, start, middle)
        for group in range(_GROUPS):
            if opening and self.search.read[2 * group] == 0:
                node = self.search.descend(opening, 3 * group)
                node = self.search.follow(node, self.window.letter, middle, end) if node else 0
                if self.tables.trie_words[node]:
                    self.add(start, end, self.tables.trie_words[node], self.costs.typo + _MISREADING)

    def add_contractions(self) -> None:
        """Words with a space in the place of their apostrophe: `aren t`, `the court s orders`."""
        window: Window = self.window
        unit: cython.int
        for unit in range(1, window.size):
            if window.parts_words(unit):
                start: cython.int = window.token_start(unit - 1)
                end: cython.int = window.token_end(unit)
                if end - unit <= _LONGEST_ENDING and (window.free[unit] or window.free[start]):
                    self.add_contraction(start, unit, end)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_contraction(self, start: cython.int, middle: cython.int, end: cython.int) -> cython.void:
        """The word that two tokens are with an apostrophe between them: one slip, as dear as a space that came in."""
        node: cython.uint = self.search.follow(0, self.window.letter, start, middle)
        node = self.search.child(node, self.tables.letters[ord("'")]) if node else 0
        node = self.search.follow(node, self.window.letter, middle, end) if node else 0
        if self.tables.trie_words[node]:
            self.add(start, end, self.tables.trie_words[node], self.costs.deletion)

    # -- A letter in the place of a space.

    def add_thumbed(self, tokens: Tokens) -> None:
        """The first of two words where a key above the space bar was met instead of it: `inbthe`."""
        window: Window = self.window
        unit: cython.int = 0
        while unit < window.size:
            end: cython.int = window.token_end(unit)
            status: cython.int = tokens.status[window.token[unit]]
            if window.letter[unit] and window.free[unit] and status in (STRANGE, ATTESTED):
                self.add_thumbed_from(unit, end)
            unit = end

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_thumbed_from(self, start: cython.int, end: cython.int) -> cython.void:
        """The words that these letters may begin with, each with the letter that stands for the space behind it."""
        place: cython.int
        node: cython.uint = 0
        for place in range(start, end - _LEAST_THUMBED):
            node = self.search.child(node, self.window.letter[place])
            if node == 0:
                return
            number: cython.int = self.tables.trie_words[node]
            # Of the words of one letter those that are everywhere: `a` and `I`.
            if number and (place > start or self.tables.unigrams[number] <= COMMON):
                if self.search.is_by_space_bar(self.window.letter[place + 1]) and self.is_parted(node, place + 1, end):
                    self.add(start, place + 2, number, self.costs.typo)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_parted(self, node: cython.uint, place: cython.int, end: cython.int) -> cython.bint:
        """Whether a word follows the letter at a place, and the letter makes no usual one with it or what is before.

        `node` is the one of the trie that the letters before lead to. What is two words as it stands lost a space:
        `themwholly`.
        """
        letters: cython.uchar[::1] = self.window.letter
        if self.tables.word(self.tables.key(letters, place + 1, end)) < self.tables.first_word:
            return False
        if self.is_usual(self.tables.word(self.tables.key(letters, place, end))):
            return False
        return not self.is_usual(self.tables.trie_words[self.search.child(node, letters[place])])
