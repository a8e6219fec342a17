"""Damage as it happens, done to clean text on purpose: for calibrating and for measuring.

Every slip is an edit of the clean text, so what would repair it is known exactly.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..edits import Edit, place
from ..engine.candidates import MISREAD
from ..engine.keyboard import NEIGHBOURS

__all__ = ["Damager"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_GAP = re.compile(r"(?<=[A-Za-z]) (?=[A-Za-z])")
"""A space between two words."""

_SHORT_WORD = re.compile(r"(?<=[A-Za-z]) ([A-Za-z]{1,5}) (?=[A-Za-z])")
_LETTER_OFF = re.compile(r"(?<=[A-Za-z])([A-Za-z]) (?=[a-z]{2})|(?<=[A-Za-z]{2}) ([a-z])(?=[a-z])")
_STOP = re.compile(
    r"(?<=[^\W_][.,;:!?]) (?=[^\W_]|[“\"])|(?<=[^\W_]) (?=[“(\"])|(?<=[”)\"]) (?=[^\W_])|(?<=[a-z]) (?=\d)"
)
"""A space beside a mark or a number."""

_MARK = re.compile(r"(?<=[^\W_])(?=[.,;:!?)”](?:\s|$))")
"""The place before a mark that ends something."""

_BESIDE_NUMBER = re.compile(r"(?<=[A-Za-z]) (?=\d)|(?<=\d) (?=[a-z])")
"""A space between a word and a number."""

_INSIDE = re.compile(
    r"(?:(?<=[\s(][“(\"])|(?<=^[“(\"]))(?=[^\W_])|(?<=[^\W_][.,!?])(?=[”)\"](?:\s|$))|(?<=[^\W_])(?=[”)\"]\s)",
    re.MULTILINE,
)
"""A place just inside brackets or quotation marks."""

_APOSTROPHE = re.compile(r"(?<=[A-Za-z])['’](?=[A-Za-z])")


@dataclass(frozen=True)
class Damager:
    """Damages text.

    `misspelt` maps words to misspellings of theirs, `confused` to words they are taken for, each with how often.
    """

    misspelt: Mapping[str, Sequence[str]]
    confused: Mapping[str, Mapping[str, float]]

    def damage(self, text: str, rate: float, chance: random.Random) -> list[Edit]:
        """Edits of a clean text that damage about this share of its words, by some kinds of slip and not by others."""
        words = list(_WORD.finditer(text))
        wanted = sum(chance.random() < rate for _ in words)
        edits: list[Edit] = []
        taken: list[tuple[int, int]] = []
        names = [name for name in SLIPS if chance.random() < 0.6] or list(SLIPS)
        for _ in range(wanted):
            name = chance.choices(names, [SLIPS[name][0] for name in names])[0]
            edit = SLIPS[name][1](self, text, words, chance)
            if edit and edit.text != edit.original and all(edit.end + 30 < a or edit.start > b + 30 for a, b in taken):
                edits.append(edit)
                taken.append((edit.start, edit.end))
        return sorted(edits, key=place)


Slip = Callable[[Damager, str, Sequence["re.Match[str]"], random.Random], "Edit | None"]


def _edit(name: str, text: str, start: int, end: int, new: str) -> Edit:
    return Edit.of(name, start, end, new, 1.0, "damaged on purpose", original=text[start:end])


def _match(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """A match, searched from a random place on."""
    return pattern.search(text, chance.randrange(len(text) + 1)) or pattern.search(text)


def _place(pattern: re.Pattern[str], text: str, chance: random.Random) -> int | None:
    """The place of a match, searched from a random place on."""
    match = _match(pattern, text, chance)
    return match.start() if match else None


def losing(name: str, pattern: re.Pattern[str]) -> Slip:
    """A slip that loses a space where the pattern has one."""

    def lose(_: Damager, text: str, __: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
        place = _place(pattern, text, chance)
        return None if place is None else _edit(name, text, place, place + 1, "")

    return lose


def setting(name: str, pattern: re.Pattern[str]) -> Slip:
    """A slip that sets a space where the pattern matches nothing."""

    def put(_: Damager, text: str, __: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
        place = _place(pattern, text, chance)
        return None if place is None else _edit(name, text, place, place, " ")

    return put


def split(_: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Break a word in two."""
    word = chance.choice(words)
    if len(word[0]) < 3:
        return None
    place = word.start() + chance.randrange(1, len(word[0]))
    return _edit("split", text, place, place, " ")


def loosen(_: Damager, text: str, __: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Set a space beside the apostrophe of a word, as tokenisers do, or for it: `Joyce 's`, `don' t`, `don t`."""
    place = _place(_APOSTROPHE, text, chance)
    if place is None:
        return None
    start, end = chance.choice([(place, place), (place + 1, place + 1), (place, place + 1)])
    return _edit("loosen", text, start, end, " ")


def run(_: Damager, text: str, __: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Lose the spaces on both sides of a short word."""
    word = _match(_SHORT_WORD, text, chance)
    return _edit("run", text, *word.span(), word[1]) if word else None


def move(_: Damager, text: str, __: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Set a space a letter too early or too late: `th ebook`, `t ogo`."""
    place = _match(_LETTER_OFF, text, chance)
    return _edit("move", text, *place.span(), place[0][::-1]) if place else None


def misspell(damager: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Write a word as people misspell it."""
    for _ in range(60):
        word = chance.choice(words)
        if wrong := damager.misspelt.get(word[0].lower()):
            return _edit("misspell", text, word.start(), word.end(), cased(word[0], chance.choice(wrong)))
    return None


def mistype(_: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Hit a wrong key, one key too many, one too few, or two in the wrong order."""
    word = chance.choice(words)
    if len(word[0]) < 3:
        return None
    return _edit("mistype", text, word.start(), word.end(), mistyped(word[0], chance))


def mistyped(word: str, chance: random.Random) -> str:
    """The word with one slip of the fingers."""
    i = chance.randrange(len(word))
    key = (
        chance.choice(NEIGHBOURS.get(word[i].lower(), "e"))
        if chance.random() < 0.7
        else chance.choice("etaoinsrhldcum")
    )
    kind = chance.randrange(5)
    if kind == 0:
        return word[:i] + word[i + 1 :]
    if kind == 1:
        return word[:i] + key + word[i:]
    if kind == 2:
        return word[:i] + key + word[i + 1 :]
    if kind == 3:
        return word[:i] + word[i] + word[i:]
    return word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]


def misread(_: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Take letters for others that look alike, or lose those that fonts have as one: `govemment`, `signi cant`."""
    for word in chance.choices(words, k=60):
        wrong = wrongly_read(word[0], chance)
        if wrong != word[0]:
            return _edit("misread", text, word.start(), word.end(), wrong)
    return None


def wrongly_read(word: str, chance: random.Random) -> str:
    """The word with one group of letters misread, where it has one; inside a word a space may be left of it."""
    places = [
        (at, letters, read) for letters, read in MISREAD for at in range(len(word)) if word.startswith(letters, at)
    ]
    if not places:
        return word
    at, letters, read = chance.choice(places)
    end = at + len(letters)
    if not read and at > 0 and end < len(word) and chance.random() < 0.5:
        read = " "
    return word[:at] + read + word[end:]


def confuse(damager: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Write another word that looks or sounds like it."""
    for _ in range(60):
        word = chance.choice(words)
        if others := damager.confused.get(word[0].lower()):
            slip = chance.choices(list(others), list(others.values()))[0]
            return _edit("confuse", text, word.start(), word.end(), cased(word[0], slip))
    return None


def repeat(_: Damager, text: str, words: Sequence[re.Match[str]], chance: random.Random) -> Edit | None:
    """Write a word twice."""
    word = chance.choice(words)
    return _edit("repeat", text, word.end(), word.end(), " " + word[0]) if word[0].islower() else None


SLIPS: Mapping[str, tuple[float, Slip]] = {
    "join": (0.21, losing("join", _GAP)),
    "run": (0.04, run),
    "glue": (0.08, losing("glue", _STOP)),
    "number": (0.02, losing("number", _BESIDE_NUMBER)),
    "part": (0.05, setting("part", _MARK)),
    "inside": (0.02, setting("inside", _INSIDE)),
    "split": (0.11, split),
    "loosen": (0.01, loosen),
    "move": (0.02, move),
    "misspell": (0.18, misspell),
    "mistype": (0.14, mistype),
    "misread": (0.03, misread),
    "confuse": (0.12, confuse),
    "repeat": (0.04, repeat),
}
"""How often each slip happens among all."""


def cased(found: str, word: str) -> str:
    """The word with a capital where what was found has one."""
    return word[:1].upper() + word[1:] if found[:1].isupper() else word


def pages(text: str, sizes: Iterator[int]) -> Iterator[str]:
    """A text in pages, each of as many lines as the next of the sizes says."""
    lines = iter(text.splitlines(keepends=True))
    while page := "".join(islice(lines, next(sizes))):
        yield page
