# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Look-ups in a mapped model. Every cost is a negative log-probability in units of 1/1024 nat."""

from __future__ import annotations

import array
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

try:
    import cython
except ImportError:
    from . import no_cython as cython

from ..model.check import check
from .vocabulary import FIRST_MARK, SAME_MARK, SYMBOL

if not cython.compiled:
    from collections.abc import Sequence

    Slots: TypeAlias = Sequence[int]

# Typed, since Python literals beyond 31 bits would make this arithmetic one of objects.
_MULTIPLIER = cython.declare(cython.ulonglong, 0x9E3779B97F4A7C15)
_BASIS = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)
_ALL = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
_LOW = cython.declare(cython.ulonglong, 0xFFFFFFFF)

# What a pair costs at least that words shun, and how much more than its second word alone.
_DEAR = cython.declare(cython.int, 6 * 1024)
_SHUNNED = cython.declare(cython.int, 2 * 1024)

AHEAD = cython.declare(cython.int, 8)
"""Prefetch distance, in look-ups."""

# From pairs expected eight times to half a time: the logarithm of sixteen.
_SIXTEEN = 2839

LETTERS_END = 0x250
"""Code points from here on are never letters of the alphabet."""


@cython.final
@cython.cclass
class Tables:
    """The arrays of a model behind look-ups that check nothing: all lengths were checked when it was made."""

    def __init__(self, arrays: Mapping[str, memoryview], *, sound: bool = False) -> None:
        """Raises ModelError where an array is missing or does not fit the others, unless they are known to be sound."""
        if not sound:
            check(arrays)
        self.arrays = arrays  # which keeps the memory of the slots
        self.lexicon = slots_of(arrays["lexicon"])
        self.attested = arrays["attested"]
        self.misspellings = slots_of(arrays["misspellings"])
        self.bigrams = slots_of(arrays["bigrams"])
        self.trigrams = slots_of(arrays["trigrams"])
        self.fourgrams = slots_of(arrays["fourgrams"])
        self.characters = slots_of(arrays["characters"])
        self.spacing = slots_of(arrays["spacing"])
        self.unigrams = arrays["unigrams"]
        self.back_off = arrays["back_off"]
        self.shapes = arrays["shapes"]
        self.errors = arrays["errors"]
        self.trie_letters = arrays["trie_letters"]
        self.trie_children = arrays["trie_children"]
        self.trie_words = arrays["trie_words"]
        self.trie_leads = memoryview(bytearray(4 * len(arrays["trie_words"]))).cast("I")
        self.confusable_offsets = arrays["confusable_offsets"]
        self.confusables = arrays["confusables"]
        self.confusable_costs = arrays["confusable_costs"]
        self.expected = arrays["total"][0]
        self.half = self.expected + _SIXTEEN
        self.size = len(arrays["unigrams"])
        self.first_word = FIRST_MARK + len(arrays["marks"])
        self.letters = memoryview(_letter_numbers(arrays["alphabet"]))
        self.marks = memoryview(_mark_numbers(arrays["marks"]))
        self.high_marks = _high_marks(arrays["marks"])
        self.folds: dict[int, int] = {}

    def fold(self) -> None:
        """Map each accented letter outside the alphabet to the number of its base letter, in `folds`."""
        if not self.folds:
            self.folds = _folds(bytes(self.letters))

    @cython.cfunc
    @cython.exceptval(check=False)
    def word(self, key: cython.ulonglong) -> cython.int:
        """The number of the word with this key, or -1: it may be attested all the same."""
        return probe(self.lexicon, key, 15)

    @cython.ccall
    @cython.exceptval(check=False)
    def is_attested(self, key: cython.ulonglong) -> cython.bint:
        """Whether the word with this key is known to exist, too rare to be in the lexicon.

        The set is an xor filter: one key of 65,536 that was never put in is found all the same.
        """
        seed: cython.ulonglong = self.attested[0]
        block: cython.ulonglong = (len(self.attested) - 1) // 3
        h: cython.ulonglong = mixed(key ^ seed)
        part: cython.ulonglong = h >> 32
        held: cython.int = self.attested[((part * block) >> 32) + 1]
        part = (h >> 16) & _LOW
        held ^= self.attested[((part * block) >> 32) + block + 1]
        part = h & _LOW
        held ^= self.attested[((part * block) >> 32) + 2 * block + 1]
        return held == cython.cast(cython.int, mixed(h) & 0xFFFF)

    @cython.cfunc
    @cython.exceptval(check=False)
    def bigram(self, a: cython.int, b: cython.int) -> cython.int:
        """The cost of `b` after `a`."""
        key: cython.ulonglong = a
        value: cython.int = probe(self.bigrams, (key << 17) | b, 16)
        return (value >> 8) * 64 if value >= 0 else self.unseen(a, b)

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def unseen(self, a: cython.int, b: cython.int) -> cython.int:
        """The cost of `b` after `a` where the two were never seen together."""
        cost: cython.int = self.back_off[a] * 64 + self.unigrams[b]
        if self.unigrams[a] + self.unigrams[b] < self.expected:
            # Chance alone would have brought these together often, and it never happened: half a time at most.
            cost = max(cost, self.half - self.unigrams[a])
        return cost

    @cython.ccall
    @cython.exceptval(check=False)
    def has_bigram(self, a: cython.int, b: cython.int) -> cython.bint:
        """Whether `b` after `a` is among the bigrams of the model."""
        key: cython.ulonglong = a
        return probe(self.bigrams, (key << 17) | b, 16) >= 0

    @cython.ccall
    @cython.exceptval(check=False)
    def capitals(self, a: cython.int, b: cython.int) -> cython.int:
        """Which words of a pair mostly have a capital where they stand together: FIRST_HAS, SECOND_HAS, both or none.

        -1 where they were never seen together.
        """
        key: cython.ulonglong = a
        value: cython.int = probe(self.bigrams, (key << 17) | b, 16)
        return value & 3 if value >= 0 else -1

    @cython.cfunc
    @cython.exceptval(check=False)
    def fetch_word(self, key: cython.ulonglong) -> cython.void:
        """Prepare for `word`."""
        fetch(self.lexicon, key)

    @cython.cfunc
    @cython.exceptval(check=False)
    def fetch_pair(self, a: cython.int, b: cython.int) -> cython.void:
        """Prepare for `seen` and `bigram`."""
        key: cython.ulonglong = a
        fetch(self.bigrams, (key << 17) | b)

    @cython.cfunc
    @cython.exceptval(check=False)
    def weigh_pairs(
        self,
        numbers: cython.int[::1],
        gaps: cython.uchar[::1],
        costs: cython.int[::1],
        marks: cython.uchar[::1],
        count: cython.Py_ssize_t,
    ) -> cython.void:
        """The cost of each token behind the one before it, or behind the edge of a paragraph.

        Marked is each word that stands, with one space between, behind a word that it was never seen behind, or far
        more seldom than by chance: `to he`.
        """
        key: cython.ulonglong
        before: cython.int
        value: cython.int
        t: cython.Py_ssize_t
        for t in range(count):
            if t + AHEAD < count:
                self.fetch_pair(numbers[t + AHEAD - 1], numbers[t + AHEAD])
            key = before = 1 if t == 0 or gaps[t] == 3 else numbers[t - 1]
            value = probe(self.bigrams, (key << 17) | numbers[t], 16)
            costs[t] = (value >> 8) * 64 if value >= 0 else self.unseen(before, numbers[t])
            marks[t] = gaps[t] == 1 and numbers[t] >= self.first_word and before >= self.first_word
            if marks[t] and value >= 0:
                marks[t] = costs[t] > _DEAR and costs[t] > self.unigrams[numbers[t]] + _SHUNNED

    @cython.cfunc
    @cython.exceptval(check=False)
    def trigram(self, a: cython.int, b: cython.int, c: cython.int) -> cython.int:
        """The cost of `c` after `a` and `b`; `a` may be NONE."""
        return self.trigram_behind(a, b, self.back_off_cost(a, b), c)

    @cython.cfunc
    @cython.exceptval(check=False)
    def back_off_cost(self, a: cython.int, b: cython.int) -> cython.int:
        """What it costs to back off from `a` and `b` to `b` alone; -1 if that is all there is to go by anyway."""
        key: cython.ulonglong = a
        if a == 0 or b == 1:
            return -1
        value: cython.int = probe(self.bigrams, (key << 17) | b, 16)
        return ((value >> 2) & 63) * 256 if value >= 0 else -1

    @cython.cfunc
    @cython.inline
    @cython.exceptval(check=False)
    def trigram_behind(self, a: cython.int, b: cython.int, back_off: cython.int, c: cython.int) -> cython.int:
        """The cost of `c` after `a` and `b`, given what it costs to back off from the two."""
        key: cython.ulonglong = a
        if back_off < 0:
            return self.bigram(b, c)
        value: cython.int = probe(self.trigrams, (((key << 17) | b) << 17) | c, 24)
        return value * 64 if value >= 0 else back_off + self.bigram(b, c)

    @cython.cfunc
    @cython.exceptval(check=False)
    def add_trigrams(
        self, a: cython.int, b: cython.int, words: cython.int[::1], costs: cython.int[::1], count: cython.int
    ) -> cython.void:
        """Add to each cost that of its word after `a` and `b`; NONE, which is no word, costs nothing.

        All slots are asked for first, so that they come side by side and not one after the other.
        """
        back_off: cython.int = self.back_off_cost(a, b)
        history: cython.ulonglong = a
        history = (history << 17) | b
        i: cython.int
        for i in range(count):
            self.fetch_pair(b, words[i])
            if back_off >= 0:
                fetch(self.trigrams, (history << 17) | words[i])
        for i in range(count):
            if words[i] > 0:
                costs[i] += self.trigram_behind(a, b, back_off, words[i])

    @cython.cfunc
    @cython.exceptval(check=False)
    def letter(self, history: cython.ulonglong, length: cython.int, letter: cython.int) -> cython.int:
        """The cost of a letter after up to four others, packed six bits each, the last lowest."""
        cost: cython.int = 0
        value: cython.int
        context: cython.ulonglong
        one: cython.ulonglong = 1
        while True:
            context = history & ((one << (6 * length)) - one)
            value = probe(self.characters, (context << 6) | letter | ((one * (length + 1)) << 40), 16)
            if value >= 0:
                return cost + (value >> 8) * 64
            if length == 0:
                return cost + 8 * 1024
            value = probe(self.characters, context | ((one * length) << 40), 16)
            if value >= 0:
                cost += (value & 255) * 64
            length -= 1

    @cython.cfunc
    @cython.exceptval(check=False)
    def fourgram(self, a: cython.int, b: cython.int, c: cython.int, d: cython.int) -> cython.int:
        """The cost of `d` after three others: where the four are known, else after the last two of them."""
        key: cython.ulonglong = a
        number: cython.ulonglong = d
        key = mixed((((key << 17) | b) << 17) | c) ^ number
        value: cython.int = probe(self.fourgrams, key, 24)
        return value * 64 if value >= 0 else self.trigram(b, c, d)

    @cython.cfunc
    @cython.exceptval(check=False)
    def key(self, letters: cython.uchar[::1], start: cython.int, end: cython.int) -> cython.ulonglong:
        """The key of some letters, given by their numbers."""
        return self.longer(_BASIS, letters, start, end)

    @cython.cfunc
    @cython.exceptval(check=False)
    def longer(
        self, key: cython.ulonglong, letters: cython.const[cython.uchar][::1], start: cython.int, end: cython.int
    ) -> cython.ulonglong:
        """The key of the letters that have this one with some more behind them; a zero is none."""
        place: cython.int
        for place in range(start, end):
            if letters[place]:
                key = ((key ^ letters[place]) * _PRIME) & _ALL
        return key

    @cython.cfunc
    @cython.exceptval(check=False)
    def unknown_word_cost(self, letters: cython.uchar[::1], start: cython.int, end: cython.int) -> cython.int:
        """The cost of some letters as an unknown word."""
        history: cython.ulonglong = 63
        length: cython.int = 1
        cost: cython.int = 0
        place: cython.int
        for place in range(start, end):
            cost += self.letter(history, length, letters[place])
            history = ((history << 6) | letters[place]) & 0xFFFFFF
            length = length + 1 if length < 4 else 4
        return cost + self.letter(history, length, 63)

    @cython.ccall
    @cython.exceptval(check=False)
    def has_trigram(self, a: cython.int, b: cython.int, c: cython.int) -> cython.bint:
        """Whether these three words in a row are among the trigrams of the model."""
        key: cython.ulonglong = a
        return probe(self.trigrams, (((key << 17) | b) << 17) | c, 24) >= 0

    def word_number(self, key: int) -> int:
        """`word` for callers that are not compiled."""
        return self.word(key)

    def number_of(self, letters: bytes) -> int:
        """`word` for callers that are not compiled, by the numbers of its letters."""
        return self.word(self.longer(_BASIS, letters, 0, len(letters)))

    def is_known(self, letters: bytes) -> bool:
        """Whether the word with letters of these numbers is in the lexicon or attested."""
        key: cython.ulonglong = self.longer(_BASIS, letters, 0, len(letters))
        return self.word(key) >= 0 or self.is_attested(key)

    def trigram_cost(self, a: int, b: int, c: int) -> int:
        """`trigram` for callers that are not compiled."""
        return self.trigram(a, b, c)

    @cython.ccall
    @cython.exceptval(check=False)
    def meant(self, key: cython.ulonglong, which: cython.int) -> cython.int:
        """The word that a list of misspellings has for the word with this key, `which` of several, or -1."""
        h: cython.ulonglong = mixed(key)
        one: cython.uint = 1
        place: cython.ulonglong = home(self.misspellings, h)
        while self.misspellings[place]:
            if self.misspellings[place] >> 17 == h & ((one << 15) - one):
                if which == 0:
                    return self.misspellings[place] & ((one << 17) - one)
                which -= 1
            place += 1
        return -1

    def has_fourgram(self, a: int, b: int, c: int, d: int) -> bool:
        """Whether these four words in a row are among those of the model."""
        key: cython.ulonglong = a
        number: cython.ulonglong = d
        return probe(self.fourgrams, mixed((((key << 17) | b) << 17) | c) ^ number, 24) >= 0


@cython.cfunc
@cython.exceptval(check=False)
def slots_of(array: cython.const[cython.uint][::1]) -> Slots:
    """The slots of a table as C passes them on: as an address, where a view of memory would be copied each time."""
    if cython.compiled:
        return cython.address(array[0])
    return array


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def home(slots: Slots, h: cython.ulonglong) -> cython.ulonglong:
    """The slot at which the search for a hash begins."""
    size: cython.ulonglong = slots[0]
    return (((h >> 32) * size) >> 32) + 1


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def fetch(slots: Slots, key: cython.ulonglong) -> cython.void:
    """Ask for the memory that `probe` will look at: waiting for it is most of what a look-up costs."""
    if cython.compiled:
        textfix_fetch(slots + home(slots, mixed(key)))  # type: ignore[name-defined] # noqa: F821


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def probe(slots: Slots, key: cython.ulonglong, bits: cython.int) -> cython.int:
    """The value beside the fingerprint of this key, or -1. Slot 0 holds the size; a run ends at a zero."""
    h: cython.ulonglong = mixed(key)
    one: cython.uint = 1
    shift: cython.int = 32 - bits
    slot: cython.uint = seek(slots, home(slots, h), h & ((one << bits) - one), shift)
    return slot & ((one << shift) - one) if slot else -1


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def seek(slots: Slots, place: cython.ulonglong, fingerprint: cython.uint, shift: cython.int) -> cython.uint:
    """The first slot from a place on that is empty or has this fingerprint above its value.

    For a key that is not there a dozen are passed: C looks at four at once, and the margin at the end of a table has
    room for that.
    """
    if not cython.compiled:
        while slots[place] and slots[place] >> shift != fingerprint:
            place += 1
        return slots[place]
    return textfix_seek(slots + place, fingerprint, shift)  # type: ignore[name-defined] # noqa: F821


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def mixed(key: cython.ulonglong) -> cython.ulonglong:
    """The hash that the trainer's tables use."""
    h: cython.ulonglong = (key * _MULTIPLIER) & _ALL
    h ^= h >> 32
    h = (h * _MULTIPLIER) & _ALL
    return h ^ (h >> 29)


def _letter_numbers(alphabet: memoryview) -> bytes:
    """The number of each code point below LETTERS_END, in either case; 0 where it is no letter of the alphabet."""
    numbers = bytearray(LETTERS_END)
    for number, code in enumerate(alphabet, 1):
        for letter in {chr(code), chr(code).upper()}:
            if len(letter) == 1 and ord(letter) < LETTERS_END and letter.lower() == chr(code):
                numbers[ord(letter)] = number
    return bytes(numbers)


_PLAIN = {
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŧ": "t",
    "ø": "o",  # with a stroke, or without a point
    "æ": "a",
    "œ": "o",
    "ð": "d",
    "þ": "t",
    "ß": "s",
    "ŋ": "n",
    "ə": "e",  # of their own
}
"""Letters which Unicode does not take apart, and the plain ones that are nearest to them."""

_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
"""Where Latin letters with accents are."""


def _folds(letters: bytes) -> dict[int, int]:
    """The number of the plain letter for each accented one that has no number of its own."""
    folds = {}
    for code in _ACCENTED:
        letter = chr(code).lower()
        plain = ord(_PLAIN.get(letter, unicodedata.normalize("NFD", letter)[0]))
        if (code >= LETTERS_END or not letters[code]) and plain < 128 and letters[plain]:
            folds[code] = letters[plain]
    return folds


def _mark_numbers(marks: memoryview) -> array.array[int]:
    """The number of each ASCII mark; SYMBOL for those that have none."""
    numbers = array.array("H", [SYMBOL] * 128)
    for number, code in enumerate(marks, FIRST_MARK):
        if code < 128:
            numbers[code] = number
    return numbers


def _high_marks(marks: memoryview) -> dict[int, int]:
    """The numbers of marks beyond ASCII, those that count as another mark included."""
    numbers = {code: number for number, code in enumerate(marks, FIRST_MARK)}
    numbers |= {ord(mark): numbers[ord(same)] for mark, same in SAME_MARK.items() if ord(same) in numbers}
    return {code: number for code, number in numbers.items() if code >= 128}
