"""Dense damage, as bad scans and lost layouts leave it: many letters and spaces of one line.

Letters are damaged first and spaces after them, so that it is known what is right where only spaces are repaired.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..edits import Edit, place
from ..engine.keyboard import NEIGHBOURS
from .damage import Damager, cased, mistyped, wrongly_read

__all__ = ["Noise", "lines"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLACE = re.compile(r"(?<=[^\s])(?=[^\s])")
_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
_GAP = re.compile(r"(?<=\S) (?=\S)")

LOOKALIKES: Mapping[str, Sequence[str]] = {
    # what scanners take for one another
    "a": "oeå",
    "b": "h",
    "c": "eo",
    "d": "cl",
    "e": "co",
    "f": "t",
    "g": "qy",
    "h": "bn",
    "i": "l1",
    "l": "i1",
    "m": ("rn", "nn"),
    "n": ("u", "ri"),
    "o": "0ca",
    "q": "g",
    "r": "n",
    "s": "5",
    "t": "fl",
    "u": "nv",
    "v": "y",
    "w": "vv",
    "y": "v",
    "z": "2",
}
"""Letters, and pairs of letters, that look like a letter."""

ACCENTS: Mapping[str, str] = {
    "a": "àáâãäåāăąạả",
    "c": "çćč",
    "d": "ď",
    "e": "èéêëēėęěẹẻ",
    "g": "ğ",
    "i": "ìíîïīįị",
    "l": "ł",
    "n": "ñńň",
    "o": "òóôõöøōőọỏ",
    "r": "ř",
    "s": "śşš",
    "t": "țť",
    "u": "ùúûüūůűụủ",
    "y": "ýÿ",
    "z": "źżž",
}
"""Accents that a letter is given by mistake."""


@dataclass(frozen=True)
class Noise:
    """Shares of what is damaged: words by a slip, spaces lost, places where one is added, and compounds broken in two.

    A compound is broken behind its hyphen, as where a line ended: `left- corner`. `slips` are the kinds of slip, each
    with its weight, `twice` is the share of damaged words that get a second one.
    """

    words: float
    lost: float
    added: float
    broken: float
    slips: Mapping[str, float]
    twice: float

    @classmethod
    def drawn(cls, chance: random.Random) -> Noise:
        """Some noise: a third of lines has none, and the kinds of damage come and go independently."""
        if chance.random() < 0.35:
            return cls(0, 0, 0, 0, {}, 0)
        lost = chance.choice((0, 0, 0.02, 0.05, 0.1, 0.3, 1.0))
        added = chance.choice((0, 0, 0.005, 0.02, 0.05)) if lost < 1 else 0
        broken = chance.choice((0, 0, 0.1, 0.5)) if lost < 1 else 0
        words = chance.choice((0, 0, 0.02, 0.05, 0.1, 0.2, 0.3))
        slips = {name: chance.random() ** 2 for name in SLIPS if chance.random() < 0.6} or {"mistype": 1.0}
        if chance.random() < 0.4:
            # as people misspell
            slips = {"misspell": 1.0, "confuse": 0.1 * chance.random(), "short": 0.1 * chance.random()}
        return cls(words, lost, added, broken, slips, chance.choice((0, 0.15, 0.4)))

    def letters(self, text: str, damager: Damager, chance: random.Random) -> list[Edit]:
        """Edits that damage letters, a word each."""
        edits = []
        for word in _WORD.finditer(text):
            if chance.random() < self.words:
                new = self.slip(word[0], damager, chance)
                if new and chance.random() < self.twice:
                    new = self.slip(new, damager, chance)
                if new and new != word[0]:
                    edits.append(_edit(text, *word.span(), new))
        return edits

    def slip(self, word: str, damager: Damager, chance: random.Random) -> str:
        """The word with one slip of one of the kinds."""
        name = chance.choices(list(self.slips), list(self.slips.values()))[0]
        return SLIPS[name](word, damager, chance)

    def spaces(self, text: str, chance: random.Random) -> list[Edit]:
        """Edits that lose spaces and add some."""
        lost = [m.start() for m in _GAP.finditer(text) if chance.random() < self.lost]
        added = {m.start() for m in _PLACE.finditer(text) if chance.random() < self.added}
        added |= {m.start() for m in _HYPHEN.finditer(text) if chance.random() < self.broken}
        edits = [_edit(text, place, place + 1, "") for place in lost]
        edits += [_edit(text, place, place, " ") for place in added]
        return sorted(edits, key=place)


def _edit(text: str, start: int, end: int, new: str) -> Edit:
    return Edit.of("noise", start, end, new, 1.0, "damaged on purpose", original=text[start:end])


def _misspelt(word: str, damager: Damager, chance: random.Random) -> str:
    known = damager.misspelt.get(word.lower())
    return cased(word, chance.choice(known)) if known else mistyped(word, chance)


def _confused(word: str, damager: Damager, chance: random.Random) -> str:
    others = damager.confused.get(word.lower())
    return cased(word, chance.choices(list(others), list(others.values()))[0]) if others else word


def _any_letter(word: str, _: Damager, chance: random.Random) -> str:
    """A letter of either case too many or in the place of another, one lost, or two swapped."""
    i = chance.randrange(len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    swapped = word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
    inserted, replaced = word[:i] + letter + word[i:], word[:i] + letter + word[i + 1 :]
    return chance.choice((inserted, replaced, word[:i] + word[i + 1 :], swapped))


def _one_letter(table: Mapping[str, Sequence[str]]) -> Callable[[str, Damager, random.Random], str]:
    def replaced(word: str, _: Damager, chance: random.Random) -> str:
        places = [i for i, letter in enumerate(word) if letter.lower() in table]
        if not places:
            return word
        i = chance.choice(places)
        return word[:i] + chance.choice(table[word[i].lower()]) + word[i + 1 :]

    return replaced


SHORT = re.findall(
    r"\w+",
    "a an and as at be by do er for got had has he her him his how i if im in is it its me my no not nt of off on one"
    " or our out see she so tat te th than the then they this to too two un up us was we were who why you your d m s t",
)
"""What short words come out as where every letter is damaged: other short words, and what is left of them."""


def _short(word: str, _: Damager, chance: random.Random) -> str:
    return cased(word, chance.choice(SHORT)) if len(word) < 4 else mistyped(word, chance)


def _first_letter(word: str, _: Damager, chance: random.Random) -> str:
    """Another first letter in lower case, as where a capital was not read."""
    return chance.choice(NEIGHBOURS.get(word[0].lower(), "e") + "abcdefghijklmnopqrstuvwxyz") + word[1:]


SLIPS: Mapping[str, Callable[[str, Damager, random.Random], str]] = {
    "misspell": _misspelt,
    "mistype": lambda word, _, chance: mistyped(word, chance),
    "confuse": _confused,
    "any letter": _any_letter,
    "lookalike": _one_letter(LOOKALIKES),
    "misread": lambda word, _, chance: wrongly_read(word, chance),
    "accent": _one_letter(ACCENTS),
    "first letter": _first_letter,
    "short": _short,
}
"""Kinds of slip."""


def lines(text: str, chance: random.Random) -> Iterator[str]:
    """A text in pieces of one to four lines: mostly one."""
    rows = [row for row in text.splitlines() if row.strip()]
    start = 0
    while start < len(rows):
        size = chance.choice((1, 1, 1, 1, 4))
        yield "\n".join(rows[start : start + size])
        start += size
