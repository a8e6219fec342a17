# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Where the letters say that a word begins: a small convolutional network over characters.

It sees the characters without the white space between them, and of each whether white space stands before it. The
words of the lexicon may be damaged, and so may the spaces; the network has seen both, so what it says holds where
n-grams of words do not. All numbers are whole, so the compiled and the interpreted network agree to the last digit:
a character is a row of CHANNELS numbers, to which each layer adds what it makes of the row and of two others, one on
either side (residual and dilated convolutions: He et al. 2016, Yu and Koltun 2016).
"""

from __future__ import annotations

import array
import sys
from collections.abc import Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:
    from . import no_cython as cython

if cython.compiled:
    from cython.cimports.textfix.engine.boundaries import textfix_layer

if TYPE_CHECKING:
    from .decide import Piece

__all__ = [
    "BIASES",
    "CHANNELS",
    "CLASSES",
    "CONTEXT",
    "DILATIONS",
    "LARGEST",
    "LAST",
    "LAYERS",
    "ONE",
    "SIZE",
    "STEPS",
    "WINDOW",
    "Boundaries",
    "class_of",
    "least",
]

CHANNELS = 64
"""Numbers of the row of a character."""

DILATIONS = (1, 2, 4, 8, 1)
"""How far from a character the two others are that each layer looks at."""

CONTEXT = sum(DILATIONS)
"""Characters on either side that what is said of a place depends on."""

TYPOGRAPHIC = "’‘“”–—…"
"""Marks beyond ASCII that have a class of their own."""

CLASSES = 1 + 94 + len(TYPOGRAPHIC) + 5
"""Classes of characters: none, those of ASCII, typographic marks, other small letters, capitals, letters of no case,
digits, and all the rest."""

ONE, LARGEST = 128, 8191
"""What 1 is in a row, and the largest number that is left in one. In weights and biases 1 is 1024."""

STEPS = 16
"""Units of the log-odds that are one nat."""

WINDOW = 3 * CHANNELS
"""Numbers that a layer looks at for each character: those of three rows."""

LAYERS = (CLASSES + 2) * CHANNELS
"""Where the layers begin: behind a row for each class, and one for each answer to whether white space stands before."""

BIASES = LAYERS + len(DILATIONS) * CHANNELS * WINDOW
"""Where the biases of the layers begin."""

LAST = BIASES + len(DILATIONS) * CHANNELS
"""Where the weights of the answer begin."""

SIZE = LAST + CHANNELS + 1
"""Numbers of the network; the last one is the bias of the answer."""

NEAR = 24
"""Code points on either side of a change that are looked at for what the letters say of it: most of CONTEXT."""

PIECE = 1024
"""Characters that are looked at together; longer text is cut, with its context on either side."""

PADDING = max(DILATIONS)
"""Rows of zeros before the first and behind the last one."""

_EVERYWHERE = 0x7FFFFFFF
_HALF = 1 << 31

# The same as C has them: a name of Python's would be looked up each time.
_PADDING = cython.declare(cython.int, PADDING)
_ROOM = cython.declare(cython.int, PIECE + 2 * CONTEXT)
_CONTEXT = cython.declare(cython.int, CONTEXT)
_CLASSES = cython.declare(cython.int, CLASSES)
_LAYERS = cython.declare(cython.int, LAYERS)
_BIASES = cython.declare(cython.int, BIASES)
_LAST = cython.declare(cython.int, LAST)
_CHANNELS = cython.declare(cython.int, CHANNELS)
_WINDOW = cython.declare(cython.int, WINDOW)
_TYPOGRAPHIC = cython.declare(dict, {ord(mark): 95 + n for n, mark in enumerate(TYPOGRAPHIC)})
_OTHERS = cython.declare(cython.int, 95 + len(TYPOGRAPHIC))


@cython.ccall
@cython.exceptval(check=False)
def class_of(character: cython.Py_UCS4) -> cython.int:
    """The class of a visible character, from 1 up."""
    code: cython.int = ord(character)
    if 33 <= code < 127:
        return code - 32
    if code in _TYPOGRAPHIC:
        return _TYPOGRAPHIC[code]
    if character.islower():
        return _OTHERS
    if character.isupper():
        return _OTHERS + 1
    if character.isalpha():
        return _OTHERS + 2
    return _OTHERS + 3 if character.isdigit() else _OTHERS + 4


def least(odds: memoryview, spaces: Sequence[Piece], first: int = 0) -> float:
    """The least of the log-odds, in nats, of some changes of spaces; `odds` are those from the offset `first` on.

    `spaces` are edits that put a space in or take one out. Where there are none, it is 0.
    """
    return min((odds[end - first] * (1 if new else -1) for _, _, end, new in spaces), default=0) / STEPS


@cython.final
@cython.cclass
class Boundaries:
    """The network of a model, with room to work in: one for each thread.

    Nothing is checked: that no sum leaves 32 bits was seen to when the model was opened.
    """

    def __init__(self, arrays: Mapping[str, memoryview]) -> None:
        self.weights = arrays["boundaries"]
        self.classes = memoryview(bytearray(_ROOM))
        self.spaced = memoryview(bytearray(_ROOM))
        self.places = memoryview(array.array("i", bytes(4 * _ROOM)))
        self.rows = memoryview(array.array("h", bytes(2 * CHANNELS * (_ROOM + 2 * PADDING))))
        self.next_rows = memoryview(array.array("h", bytes(2 * CHANNELS * (_ROOM + 2 * PADDING))))
        self.columns: list[list[int]] = []
        self.count = self.told = self.start = self.stop = 0

    def heard(self, text: str, spaces: Sequence[Piece]) -> float:
        """The least of the log-odds that the letters near some changes of spaces give each of these, as `least` does.

        It is quicker than to ask for those of all of a text, and next to the same.
        """
        if not spaces:
            return 0.0
        places = [end for _, _, end, _ in spaces]
        first = max(0, min(start for _, start, _, _ in spaces) - NEAR)
        odds = self.log_odds(text[first : max(places) + NEAR], min(places) - first, max(places) - first + 1)
        return least(odds, spaces, first)

    def log_odds(self, text: str, start: cython.int = 0, stop: cython.int = _EVERYWHERE) -> memoryview:
        """For each code point the log-odds of white space before it, in units of 1/16 nat; 0 where nothing is said.

        Only of those from `start` up to `stop` is anything said, and nothing of white space itself and of the first
        character behind an empty line. Where only a line ends, the text goes on. Counter-example: the odds are of what
        a careful editor would leave there, so where white space stands already they tell of no change.
        """
        odds = memoryview(array.array("b", bytes(len(text))))
        character: cython.Py_UCS4
        place: cython.Py_ssize_t
        spaced: cython.bint = False
        ends: cython.int = 0
        self.count = self.told = 0
        self.start = start
        self.stop = stop
        for place in range(len(text)):
            character = text[place]
            if character.isspace():
                spaced = True
                ends += character == "\n"
                continue
            if ends > 1:
                self.tell(odds, self.count)
                self.count = self.told = 0
            elif self.count == _ROOM:
                self.tell(odds, _ROOM - _CONTEXT)
                self.carry_on()
            self.take(character, place, spaced)
            spaced = False
            ends = 0
        self.tell(odds, self.count)
        return odds

    @cython.cfunc
    @cython.exceptval(check=False)
    def take(self, character: cython.Py_UCS4, place: cython.int, spaced: cython.bint) -> cython.void:
        """Take one more character to those that are looked at together."""
        self.classes[self.count] = class_of(character)
        self.spaced[self.count] = spaced and self.count > 0
        self.places[self.count] = place
        self.count += 1

    @cython.cfunc
    @cython.exceptval(check=False)
    def carry_on(self) -> cython.void:
        """Keep only what the characters to come depend on, and the last ones, of which nothing was told."""
        index: cython.int
        first: cython.int = self.count - 2 * _CONTEXT
        for index in range(2 * _CONTEXT):
            self.classes[index] = self.classes[first + index]
            self.spaced[index] = self.spaced[first + index]
            self.places[index] = self.places[first + index]
        self.count = 2 * _CONTEXT
        self.told = _CONTEXT

    @cython.cfunc
    def tell(self, odds: cython.schar[::1], end: cython.int) -> cython.void:
        """Write down the log-odds of the characters before `end` that were not told yet and are asked for."""
        first: cython.int = max(self.told, 1)
        last: cython.int = end
        index: cython.int
        self.told = end
        while first < last and self.places[first] < self.start:
            first += 1
        while last > first and self.places[last - 1] >= self.stop:
            last -= 1
        if first < last:
            self.run_layers(first, last)
            for index in range(first, last):
                odds[self.places[index]] = self.answer((index + _PADDING) * _CHANNELS)

    @cython.cfunc
    def run_layers(self, first: cython.int, last: cython.int) -> cython.void:
        """Make the last rows of the characters from `first` up to `last`, and in each layer what these depend on."""
        layer: cython.int
        reach: cython.int = _CONTEXT
        self.look_up_rows()
        for layer in range(len(DILATIONS)):
            reach -= DILATIONS[layer]
            self.run_layer(layer, max(0, first - reach), min(self.count, last + reach))
            self.rows, self.next_rows = self.next_rows, self.rows

    @cython.cfunc
    @cython.exceptval(check=False)
    def look_up_rows(self) -> cython.void:
        """The row of each character by its class and what stands before it, between rows of zeros on either side."""
        index: cython.int
        channel: cython.int
        row: cython.int
        padding: cython.int = _PADDING * _CHANNELS
        own: cython.int
        before: cython.int
        end: cython.int = padding + self.count * _CHANNELS
        for index in range(self.count):
            row = padding + index * _CHANNELS
            own = self.classes[index] * _CHANNELS
            before = (_CLASSES + self.spaced[index]) * _CHANNELS
            for channel in range(_CHANNELS):
                self.rows[row + channel] = self.weights[own + channel] + self.weights[before + channel]
        for index in range(padding):
            self.rows[index] = self.next_rows[index] = 0
            self.rows[end + index] = self.next_rows[end + index] = 0

    @cython.cfunc
    def run_layer(self, layer: cython.int, first: cython.int, last: cython.int) -> cython.void:
        """Add to each row from `first` up to `last` what the layer makes of it and of one on either side."""
        index: cython.int
        row: cython.int = (first + _PADDING) * _CHANNELS
        step: cython.int = DILATIONS[layer] * _CHANNELS
        if cython.compiled:
            textfix_layer(
                cython.address(self.weights[_LAYERS + layer * _CHANNELS * _WINDOW]),
                cython.address(self.weights[_BIASES + layer * _CHANNELS]),
                cython.address(self.rows[row]),
                cython.address(self.next_rows[row]),
                last - first,
                step,
            )
        else:
            for index in range(first, last):
                self.add_packed(layer, (index + PADDING) * CHANNELS, step)

    def add_packed(self, layer: int, row: int, step: int) -> None:
        """One row of a layer without a compiler: a column of weights is one long integer, a product is of all channels.

        Each channel has 32 bits of it, and begins in the middle of their range, so that none is ever below zero.
        """
        if not self.columns:
            self.columns = [self.packed(layer) for layer in range(len(DILATIONS))]
        bias, *columns = self.columns[layer]
        window = [number for place in (row - step, row, row + step) for number in self.rows[place : place + CHANNELS]]
        sums = memoryview(sum(map(mul, window, columns), bias).to_bytes(4 * CHANNELS, sys.byteorder)).cast("I")
        rows = zip(window[CHANNELS : 2 * CHANNELS], sums, strict=True)
        new = [own + (total - _HALF >> 10) if total > _HALF else own for own, total in rows]
        if max(new) > LARGEST:
            new = [min(number, LARGEST) for number in new]
        self.next_rows[row : row + CHANNELS] = array.array("h", new)

    def packed(self, layer: int) -> list[int]:
        """The biases of a layer, then its weights for each number of a window: one integer each, of all channels."""
        first, bias = LAYERS + layer * CHANNELS * WINDOW, BIASES + layer * CHANNELS
        weights = self.weights[first : first + CHANNELS * WINDOW]
        columns = [weights[index::WINDOW].tolist() for index in range(WINDOW)]
        biases = [_HALF + (number >> 3 << 10) for number in self.weights[bias : bias + CHANNELS]]
        return [sum(part << 32 * channel for channel, part in enumerate(row)) for row in (biases, *columns)]

    @cython.cfunc
    @cython.exceptval(check=False)
    def answer(self, row: cython.int) -> cython.int:
        """The log-odds that the last row of a character comes to."""
        channel: cython.int
        total: cython.int = self.weights[_LAST + _CHANNELS] * 128
        for channel in range(_CHANNELS):
            total += self.weights[_LAST + channel] * self.rows[row + channel]
        total = (total + 4096) >> 13
        return max(-127, min(127, total))
