"""Digits that stand for the letters they look like, as scanners read them, and letters that stand for digits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import ClassVar

from ..edits import Edit
from ..engine.casing import with_its_capital
from ..engine.prefilter import DIGIT
from ..identifiers import MONTH_NAMES
from ..model import Model, load
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["DigitsRule"]

CONFIDENCE = 0.97
"""Counted: in edited text nearly all of the few such words are errors, and the others names of players and machines."""

COMMON = 12 * 1024
"""What a word of up to six letters that is meant costs at most, in units of 1/1024 nat: it stands once in 160,000."""

LONGEST = 30
"""Letters and digits of the longest word that is looked at."""

_LETTER_FOR = str.maketrans("01", "ol")
"""The letters that a digit is surely read for."""

_LETTER_FOR_IN_LONG = str.maketrans("01", "oi")
"""For i people write 1 on purpose too, in names of players and products, which are short or have a capital."""

_LETTERS_FOR_IN_DAMAGED = str.maketrans("015", "ols"), str.maketrans("015", "ois")
"""What digits are read for among several such words: one or two may be names, `s1ege`."""

SEVERAL, NEAR = 3, 1_000
"""Different words from which on there are several, and the code points on either side in which they are counted."""

LONG = 7
"""Letters from which on a word is long."""

_DIGIT_FOR = str.maketrans("oOlI", "0011")

# The patterns stay text until they are needed: to compile them all would slow down the start.

_WORD = (
    r"(?<![\w@#./\\:=&%~+-])(?!(?:[15][015]*|0[015]+)[A-Za-z]{1,2}(?!\w))"
    r"[A-Z015]?[a-z015]{2,}(?![\w@/\\:=%~+-]|\.\w| <)"
)
"""No address or name before one, no name in a program, and no number with a unit, such as 10th and 100m."""

_YEAR = r"(?<![\w.,/-])(?!\d{3}[ol])(?=(?:[OoIl]*\d){2})(?:[1lI][5-9]|2[0Oo])[\dOolI]{2}(?![\w/-])"
"""The degree sign is read as a small o, 180o, and litres and pounds are written 200l."""

_THOUSANDS = r"(?<![\w.,/-])(?=(?:[OolI,]*\d){2})[1-9lI][\dOolI]{0,2}(?:,[\dOolI]{3})+(?![\w/-])"

_UNITS = "(?:second|minute|hour|day|week|month|year|mile|degree|pound)s?|per ?cent|[mb]illion|people|men|women"
_COUNTED = rf"(?: (?:{MONTH_NAMES}|{_UNITS})\b|%|°)"
_MEASURE = rf"(?<![\w.,/-])(?=[OolI]*\d)(?=\d*[OolI])[1-9lI][\dOolI]{{0,2}}(?:\.\d)?(?={_COUNTED})"
"""A number before what is counted and measured."""


@dataclass(frozen=True)
class DigitsRule(TriggeredRule):
    """Puts letters in for digits where that makes a common word, and digits for letters where that makes a year.

    `words` are the caller's, which stay as they are in either case.

    >>> [(edit.original, edit.text) for edit in DigitsRule().find(Page("pub1ished in l896 by a11y"))]
    [('pub1ished', 'published'), ('l896', '1896')]

    What may be a name is repaired among several of its kind:

    >>> [*DigitsRule().find(Page("It said that s1ege won"))]
    []
    >>> [(edit.original, edit.text) for edit in DigitsRule().find(Page("the w1nter of the5e years, unt1l"))]
    [('w1nter', 'winter'), ('the5e', 'these'), ('unt1l', 'until')]
    """

    language: str = "en"
    words: frozenset[str] = frozenset()

    triggers: ClassVar[int] = DIGIT
    names: ClassVar[tuple[str, ...]] = ("misread-digit",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word or year, as a whole."""
        found = [*self._found(page)]
        edits = [edit for edit, _ in found]
        return (edit for edit, is_sure in found if is_sure or _is_among_several(edits, edit))

    def _found(self, page: Page) -> Iterator[tuple[Edit, bool]]:
        """The edits, each with whether it is sure where it is the only one."""
        done = 0
        for end in page.shape_ends[DIGIT]:
            place = end if page.text[end].isdecimal() else end - 1
            if place >= done:
                start = _start(page.text, place)
                for edit, is_sure in self._repaired(page.text, start):
                    done = edit.end
                    yield edit, is_sure

    def _repaired(self, text: str, start: int) -> Iterator[tuple[Edit, bool]]:
        if number := _number(text, start):
            reason = "a number with letters that look like its digits"
            yield _edit(number, number.group().translate(_DIGIT_FOR), reason), True
            return
        word = compiled(_WORD).match(text, start)
        if word and word.group().lower() not in self._own:
            meant, is_sure = _meant(load(self.language), text, word)
            if meant:
                yield _edit(word, meant, f"{meant!r} is a word, and its letters look like these digits"), is_sure

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)


def _is_among_several(edits: Sequence[Edit], edit: Edit) -> bool:
    """Whether several different words near a place have digits for letters."""
    first = bisect_left(edits, edit.start - NEAR, key=attrgetter("start"))
    last = bisect_right(edits, edit.start + NEAR, key=attrgetter("start"))
    return len({near.original for near in edits[first:last]}) >= SEVERAL


def _number(text: str, start: int) -> re.Match[str] | None:
    """The year, the thousands or the measure that begins at a place with letters among its digits."""
    groups = text[max(0, start - LONGEST) : start]
    first = start - len(groups) + len(groups.rstrip("0123456789OolI,"))
    places = ((_YEAR, start), (_THOUSANDS, first), (_MEASURE, start))
    matches = (compiled(source).match(text, place) for source, place in places)
    return next((match for match in matches if match and not match.group().replace(",", "").isdecimal()), None)


def _edit(match: re.Match[str], text: str, reason: str) -> Edit:
    return Edit.of("misread-digit", *match.span(), text, CONFIDENCE, reason, original=match.group())


def _start(text: str, place: int) -> int:
    """Where the letters and digits begin that a place lies in, or what of them is near enough."""
    least = max(0, place - LONGEST)
    while place > least and text[place - 1].isalnum():
        place -= 1
    return place


def _meant(model: Model, text: str, match: re.Match[str]) -> tuple[str, bool]:
    """The common word that letters for its digits make of a word, and whether that is sure; empty where it is none."""
    found, start = match.group(), match.start()
    if _has_digits(model, found):
        return "", False
    sure = [_LETTER_FOR, _LETTER_FOR_IN_LONG] if len(found) >= LONG and not found[0].isupper() else [_LETTER_FOR]
    tables = (*sure, *_LETTERS_FOR_IN_DAMAGED)
    words = ((found.translate(letters), letters in sure) for letters in tables)
    word, is_sure = next(((word, is_sure) for word, is_sure in words if _is_common(model, word)), ("", False))
    return (with_its_capital(model, text, start, word) if found[0].isdigit() else word), is_sure


def _has_digits(model: Model, found: str) -> bool:
    """Whether digits are meant: where they are nearly half, `a11y`, in short names, `g0v`, and behind words, `foo1`."""
    letters = sum(character.isalpha() for character in found)
    if letters < 2 or letters < 0.6 * len(found) or (len(found) < 4 and found[0].isalpha()):
        return True
    return found[-1].isdigit() and (found[-1] == "5" or model.knows(found.rstrip("01")))


def _is_common(model: Model, word: str) -> bool:
    number = model.number(word)
    is_known = len(word) <= LONGEST and number >= model.tables.first_word
    return is_known and (len(word) > 6 or model.arrays["unigrams"][number] < COMMON)
