# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Words within an edit distance of some letters, found by walking the trie of the lexicon."""

from __future__ import annotations

import array
from typing import TypeAlias

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.tables import Tables
else:
    from .tables import Tables

MOST_LETTERS = 40
"""Letters of the longest piece for which candidates are sought."""

ROOM = 512
"""Candidates that one search can find."""

MOST_FOUND = 1024
"""Searches whose answers are kept: a strange word recurs, and is sought by the sieve, the decoder and once more where a
text is read again."""

LEAST_PREFIX = 2
"""Letters of the shortest beginning of a run of letters that is sought among words with a slip."""

_ROOM = cython.declare(cython.int, ROOM)
_LEAST_PREFIX = cython.declare(cython.int, LEAST_PREFIX)

# What a word and its slip may cost where it is sought at the beginning of a run of letters.
_LIKELY = cython.declare(cython.int, 15 * 1024)

_DELETION = cython.declare(cython.int, 0)
_INSERTION = cython.declare(cython.int, 4096)
_SUBSTITUTION = cython.declare(cython.int, 8192)
_TRANSPOSITION = cython.declare(cython.int, 12288)

SLIP = 2500
"""What a slip costs before it is looked at which letters it changes, in units of 1/1024 nat."""

_SLIP = cython.declare(cython.int, SLIP)
_FIRST_LETTER = cython.declare(cython.int, 1000)

MISREAD: tuple[tuple[str, str], ...] = (
    # What look alike: one letter is read as two, or two as one.
    ("rn", "m"),  # govemment
    ("m", "rn"),  # cornpany
    ("h", "li"),  # tlie
    ("li", "h"),  # enghsh
    ("d", "cl"),  # clay for day
    ("cl", "d"),  # indude
    ("w", "vv"),  # vvas
    ("u", "ii"),  # biit
    ("n", "ii"),  # haiid
    ("in", "m"),  # evenmg
    ("m", "in"),  # coinmittee
    # Letters that fonts have as one, which the text of a PDF often lacks.
    ("ff", ""),  # dierent
    ("fi", ""),  # signicant
    ("fl", ""),  # inuence
    ("ffi", ""),  # ocer
    ("ffl", ""),  # bae
)
"""Letters that machines misread, each as one slip: those that were meant, at most three, and what they are read as."""

BY_SPACE_BAR = "bcvnm"
"""The keys above the space bar, which a thumb meets instead of it."""

MISREADING = SLIP + 3 * 1024
"""What such a slip costs."""

_MISREADING = cython.declare(cython.int, MISREADING)
_GROUPS = cython.declare(cython.int, len(MISREAD))

Sought: TypeAlias = tuple[bytes, int, int]
"""What is sought: the numbers of letters, how many edits they may be away, and the most that letters weigh."""

Found: TypeAlias = "dict[Sought, array.array[int]]"
"""What was found: words, each with its cost behind it."""


@cython.final
@cython.cclass
class Search:
    """A search for words near some letters. One object serves many searches; it keeps the last answer.

    No letters weigh more than `rarest`, in units of 1/1024 nat, however seldom a slip changes them. `found` is
    what was found before: searches in the same tables may share it.
    """

    def __init__(self, tables: Tables, found: Found | None = None) -> None:
        self.tables = tables
        self.found = {} if found is None else found
        self.count = 0
        self.words = memoryview(array.array("i", bytes(4 * ROOM)))
        self.costs = memoryview(array.array("i", bytes(4 * ROOM)))
        self.spelt = bytearray(MOST_LETTERS + 2)
        self.letters = memoryview(self.spelt)
        self.openings = memoryview(array.array("I", bytes(4 * (MOST_LETTERS + 1))))
        self.ends = memoryview(bytearray(ROOM))
        self.size = 0
        self.rarest = 8 * 1024
        self.anywhere = False
        self.meant = memoryview(b"".join(self.numbers(meant, 3) for meant, _ in MISREAD))
        self.read = memoryview(b"".join(self.numbers(read, 2) for _, read in MISREAD))
        self.by_space_bar = memoryview(self.numbers(BY_SPACE_BAR, len(BY_SPACE_BAR)))

    def numbers(self, letters: str, room: int) -> bytes:
        """The numbers of some letters, and zeros up to where the next ones begin."""
        return bytes([self.tables.letters[ord(letter)] for letter in letters]).ljust(room, b"\0")

    @cython.cfunc
    @cython.exceptval(check=False)
    def run(self, distance: cython.int) -> cython.int:
        """Find the words at most `distance` edits from `letters[:size]`; returns how many, itself left out."""
        sought = (bytes(self.spelt[: self.size]), distance, self.rarest)
        kept = self.found.get(sought)
        if kept is None:
            self.from_root(distance, False)
            self.keep(sought)
        else:
            self.recall(kept)
        return self.count

    @cython.cfunc
    @cython.exceptval(check=False)
    def keep(self, sought: Sought) -> cython.void:
        """Keep the words that were found, each with its cost behind it."""
        i: cython.int
        kept = array.array("i", bytes(8 * self.count))
        room: cython.int[::1] = kept
        for i in range(self.count):
            room[2 * i] = self.words[i]
            room[2 * i + 1] = self.costs[i]
        if len(self.found) >= MOST_FOUND:
            self.found.clear()
        self.found[sought] = kept

    @cython.cfunc
    @cython.exceptval(check=False)
    def recall(self, kept: array.array[int]) -> cython.void:
        """Find what was found before."""
        i: cython.int
        room: cython.int[::1] = kept
        self.count = len(kept) // 2
        for i in range(self.count):
            self.words[i] = room[2 * i]
            self.costs[i] = room[2 * i + 1]

    @cython.cfunc
    @cython.exceptval(check=False)
    def run_prefixes(self) -> cython.int:
        """Find the words one edit from the beginning of `letters[:size]`, wherever it ends; returns how many.

        Only words that are likely enough to be worth it, and of some length: short ones are one edit from anything.
        """
        return self.from_root(1, True)

    @cython.cfunc
    @cython.exceptval(check=False)
    def from_root(self, distance: cython.int, anywhere: cython.bint) -> cython.int:
        """Walk the trie. The zero behind the letters asks `leads` for the end of a word."""
        place: cython.int
        self.count = 0
        self.anywhere = anywhere
        self.letters[self.size] = 0
        for place in range(self.size + 1):
            self.note_openings(place)
        if distance > 0:
            self.walk(0, 0, distance, 0, 0)
        return self.count

    @cython.cfunc
    @cython.exceptval(check=False)
    def weight(self, table: cython.int, a: cython.int, b: cython.int, place: cython.int) -> cython.int:
        """The cost of one edit: a deletion, insertion, substitution or transposition of these two letters."""
        weight: cython.int = self.tables.errors[table + a * 64 + b] * 64
        if weight > self.rarest:
            weight = self.rarest
        cost: cython.int = _SLIP + weight
        if place == 0:
            cost += _FIRST_LETTER
        return cost if cost > 512 else 512

    @cython.cfunc
    @cython.exceptval(check=False)
    def walk(
        self, node: cython.uint, place: cython.int, budget: cython.int, cost: cython.int, last: cython.int
    ) -> cython.void:
        """Go on from a node of the trie at a place of the letters; `last` is the letter that led here."""
        child: cython.uint
        letter: cython.int
        typed: cython.int
        following: cython.int
        end: cython.uint = self.tables.trie_children[node + 1]
        if budget == 0:
            self.rest(node, place, cost)
            return
        if cost > 0 and (place == self.size or self.anywhere) and self.tables.trie_words[node] != 0:
            self.add(self.tables.trie_words[node], cost, place)
        typed = self.letters[place] if place < self.size else 0
        following = self.letters[place + 1] if place + 1 < self.size else 0
        for child in range(self.tables.trie_children[node], end):
            letter = self.tables.trie_letters[child]
            if letter == typed and place < self.size:
                self.walk(child, place + 1, budget, cost, letter)
            elif place < self.size and self.leads_on(child, place + 1, budget - 1):
                self.walk(child, place + 1, budget - 1, cost + self.weight(_SUBSTITUTION, letter, typed, place), letter)
            if self.leads_on(child, place, budget - 1):
                # The writer lost `letter`.
                self.walk(child, place, budget - 1, cost + self.weight(_DELETION, last, letter, place), letter)
            if letter == following and typed != following and place + 1 < self.size:
                self.swapped(child, place, budget, cost, typed, following)
        if place < self.size:
            # The writer added `typed`.
            self.walk(node, place + 1, budget - 1, cost + self.weight(_INSERTION, last, typed, place), last)
        self.misread(node, place, budget - 1, cost + _MISREADING + (_FIRST_LETTER if place == 0 else 0))

    @cython.cfunc
    @cython.exceptval(check=False)
    def misread(self, node: cython.uint, place: cython.int, budget: cython.int, cost: cython.int) -> cython.void:
        """Go on behind each group of letters that may have been misread as what stands here."""
        group: cython.int
        size: cython.int
        child: cython.uint
        if not self.leads(node) & self.openings[place]:
            return
        for group in range(_GROUPS):
            size = self.width(group, place)
            child = self.descend(node, 3 * group) if size >= 0 else 0
            if child:
                self.walk(child, place + size, budget, cost, self.tables.trie_letters[child])

    @cython.cfunc
    @cython.exceptval(check=False)
    def width(self, group: cython.int, place: cython.int) -> cython.int:
        """How many letters at a place are what a group is misread as; -1 where others stand there."""
        size: cython.int = 0
        while size < 2 and self.read[2 * group + size]:
            if self.letters[place + size] != self.read[2 * group + size]:
                return -1
            size += 1
        return size

    @cython.cfunc
    @cython.exceptval(check=False)
    def note_openings(self, place: cython.int) -> cython.void:
        """Note the first letters of all groups that may have been misread as what stands at a place, as in `leads`."""
        group: cython.int
        one: cython.uint = 1
        self.openings[place] = 0
        for group in range(_GROUPS):
            if self.width(group, place) >= 0:
                self.openings[place] |= one << (self.meant[3 * group] & 31)

    @cython.cfunc
    @cython.exceptval(check=False)
    def is_by_space_bar(self, letter: cython.int) -> cython.bint:
        """Whether a letter may stand for a space."""
        i: cython.Py_ssize_t
        for i in range(len(self.by_space_bar)):
            if self.by_space_bar[i] == letter:
                return True
        return False

    @cython.cfunc
    @cython.exceptval(check=False)
    def descend(self, node: cython.uint, first: cython.int) -> cython.uint:
        """The node that a group of letters leads to from another one, or 0."""
        index: cython.int
        for index in range(first, first + 3):
            if self.meant[index] == 0:
                return node if index > first else 0
            node = self.child(node, self.meant[index])
            if node == 0:
                return 0
        return node

    @cython.cfunc
    @cython.exceptval(check=False)
    def follow(self, node: cython.uint, letters: cython.uchar[::1], start: cython.int, end: cython.int) -> cython.uint:
        """The node that letters lead to from another one, or 0. Slower than a look-up by their key, and never wrong."""
        place: cython.int
        for place in range(start, end):
            node = self.child(node, letters[place])
            if node == 0:
                return 0
        return node

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def leads_on(self, node: cython.uint, place: cython.int, budget: cython.int) -> cython.bint:
        """Whether anything may be found from a node on, at a place of the letters: nearly never if no slip is left."""
        leads: cython.uint = self.leads(node)
        if budget > 0:
            return True
        return leads >> (self.letters[place] & 31) & 1 or (self.anywhere and leads & 1)

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def leads(self, node: cython.uint) -> cython.uint:
        """The letters that lead on from a node, one bit each, and bit 0 where a word ends.

        Letters from the 32nd on share a bit with others: that it is not set tells that there is no such child.
        """
        noted: cython.uint = self.tables.trie_leads[node]
        return noted if noted else self.note(node)

    @cython.cfunc
    @cython.exceptval(check=False)
    def note(self, node: cython.uint) -> cython.uint:
        """Note what leads on from a node: for all of them at once it would take longer than most texts."""
        child: cython.uint
        one: cython.uint = 1
        leads: cython.uint = self.tables.trie_words[node] != 0
        for child in range(self.tables.trie_children[node], self.tables.trie_children[node + 1]):
            leads |= one << (self.tables.trie_letters[child] & 31)
        self.tables.trie_leads[node] = leads
        return leads

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def child(self, node: cython.uint, letter: cython.int) -> cython.uint:
        """The node that a letter leads to from another one, or 0: none leads back to the first."""
        child: cython.uint
        if not self.leads(node) >> (letter & 31) & 1:
            return 0
        for child in range(self.tables.trie_children[node], self.tables.trie_children[node + 1]):
            if self.tables.trie_letters[child] == letter:
                return child
        return 0

    @cython.cfunc
    @cython.exceptval(check=False)
    def rest(self, node: cython.uint, place: cython.int, cost: cython.int) -> cython.void:
        """Go on where no more slips are left: only the letters themselves lead further."""
        while True:
            if (place == self.size or self.anywhere) and self.tables.trie_words[node] != 0:
                self.add(self.tables.trie_words[node], cost, place)
            if place == self.size:
                return
            node = self.child(node, self.letters[place])
            if node == 0:
                return
            place += 1

    @cython.cfunc
    @cython.exceptval(check=False)
    def swapped(
        self,
        node: cython.uint,
        place: cython.int,
        budget: cython.int,
        cost: cython.int,
        typed: cython.int,
        following: cython.int,
    ) -> cython.void:
        """Go on behind two letters that were typed in the wrong order."""
        child: cython.uint = self.child(node, typed)
        if child:
            cost += self.weight(_TRANSPOSITION, following, typed, place)
            self.walk(child, place + 2, budget - 1, cost, typed)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add(self, word: cython.int, cost: cython.int, end: cython.int) -> cython.void:
        """Keep a word at the least of the costs at which it was found, for each place where it ends."""
        i: cython.int
        if self.anywhere and (end < _LEAST_PREFIX or cost + self.tables.unigrams[word] > _LIKELY):
            return
        for i in range(self.count):
            if self.words[i] == word and self.ends[i] == end:
                if cost < self.costs[i]:
                    self.costs[i] = cost
                return
        if self.count < _ROOM:
            self.words[self.count] = word
            self.costs[self.count] = cost
            self.ends[self.count] = end
            self.count += 1

    def near(self, letters: bytes, distance: int) -> dict[int, int]:
        """The words near some letters (numbers of the alphabet), with their costs."""
        if not 0 < len(letters) <= MOST_LETTERS:
            return {}
        self.size = len(letters)
        for i, letter in enumerate(letters):
            self.letters[i] = letter
        self.run(distance)
        return {int(self.words[i]): int(self.costs[i]) for i in range(self.count)}
