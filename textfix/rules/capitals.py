"""Capitals where none belong: of a shift key held too long, of caps lock, and those that were read for a small l."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.casing import with_its_capital
from ..engine.lexicon import EVERYWHERE, is_among
from ..engine.prefilter import CAPITAL_INSIDE, DOUBLE_CAPITAL, INITIAL_I
from ..engine.vetoes.near_code import is_near_code
from ..model import UNKNOWN, Model, load
from ..patterns import compiled
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["CapitalsRule", "CapsLockRule", "MisreadCapitalRule"]

SURE = 0.96
"""Counted: of 150 words with two capitals in 40 million of edited and unedited text, those that were meant explain an
acronym."""

SELDOM_MIXED = 96
"""How much dearer capitals inside a word must be than usual ones, in steps of 1/16 nat: those of `MPs` are usual."""

NEAR = 80
"""Code points on either side in which capitals may be explained: `DArk Matter Particle Explorer (DAMPE)`."""

LONGEST = 30
"""Letters on either side of a capital that may be of the same word."""

USUAL, USUAL_INITIAL = 10 * 1024, 13 * 1024
"""What a word costs at most that may be meant where only one of its letters is small, `BiII` but not `MkI`, and where
the first one is a capital I, `Iisten` but not `Iyall`, in units of 1/1024 nat."""

USUAL_NEAR_CODE = 12 * 1024
"""What a word costs at most that may be meant where code is near, since programs have names that are words."""

_WORD = r"[A-Z][A-Z][a-z]+"
_LIGATURES = ("AE", "OE")
"""Two letters that are one: `AEsop`, `OEdipus`."""
_NUMBERED = r"[IVX]{2}[a-d]"
"""A part of what has a Roman numeral: `IVa`."""
_PAIRED = r"\b[A-Z]{2}[a-z]+ \Z", r" [A-Z]{2}[a-z]"
"""Another such word right before a word, and right behind it: `LOng RAnge Navigation`."""
_ON_PURPOSE = r"[A-Z]{3}|[a-z][A-Z]"
"""An acronym, and a capital inside a word."""


@dataclass(frozen=True)
class CapitalsRule(TriggeredRule):
    """Puts a small letter for the second of two capitals, where the word never has both.

    `words` are the caller's, which stay as they are.

    >>> [(edit.original, edit.text) for edit in CapitalsRule().find(Page("THe house was sold on MOnday."))]
    [('H', 'h'), ('O', 'o')]

    Plurals of acronyms, and letters that make one, stay:

    >>> list(CapitalsRule().find(Page("Two MPs saw the DArk Matter Particle Explorer (DAMPE).")))
    []
    """

    language: str = "en"
    words: frozenset[str] = frozenset()

    triggers: ClassVar[int] = DOUBLE_CAPITAL
    names: ClassVar[tuple[str, ...]] = ("double-capital",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such word: of its second letter alone."""
        for start, word in _words(page, DOUBLE_CAPITAL, 2, _WORD):
            if self._is_slip(page.text, start, start + len(word)):
                reason = f"{word!r} has two capitals, as when shift is held too long"
                yield _edit("double-capital", start + 1, word[1], word[1].lower(), reason)

    def _is_slip(self, text: str, start: int, end: int) -> bool:
        word = text[start:end]
        if word in self.words or word.startswith(_LIGATURES) or (len(word) == 3 and word[2] == "s"):
            return False
        if not _stands_alone(text, start, end) or re.fullmatch(_NUMBERED, word):
            return False
        model = load(self.language)
        if _recurs(model, text, word):
            return False
        if model.knows(f"{word[0]}'{word[1:]}"):
            return False  # `ONeal`
        if model.rarity(word) > USUAL_NEAR_CODE and is_near_code(text, start):
            return False  # `IPtables`, `GZip`
        return _is_never_mixed(model, word) and not _is_explained(text, start, end)


_LOCKED = r"[a-z][A-Z](?:[A-Z'’]{0,28}[A-Z])"
"""A word of three letters and more."""

_SHOUTED = r"(?:\A|[^\w'’-])[A-Z]{2,}[^\w'’-]{1,3}\Z", r"[^\w'’-]{1,3}[A-Z]{2,}(?![\w'’-])"
"""A word in capitals right before a place, and right behind one: who locks them for a word does not for the next."""

NEVER_A_NAME = 6
"""Letters from which on no name of a program or format is set so: of 30 shorter words in documentation all were."""

_PREFIXES = ("e", "i")
"""What stands before words in the names of things of the net: `eMAIL`, `iPAD`."""


@dataclass(frozen=True)
class CapsLockRule(TriggeredRule):
    """Puts small letters for capitals in a word that has them everywhere but where they may be.

    `words` are the caller's, which stay as they are.

    >>> [(edit.original, edit.text) for edit in CapsLockRule().find(Page("tHE house in mANCHESTER"))]
    [('tHE', 'The'), ('mANCHESTER', 'Manchester')]

    What is written so stays, and so does what stands among words in capitals:

    >>> list(CapsLockRule().find(Page("mRNA, an iPAD, and tHE END")))
    []
    """

    language: str = "en"
    words: frozenset[str] = frozenset()

    triggers: ClassVar[int] = CAPITAL_INSIDE
    names: ClassVar[tuple[str, ...]] = ("caps-lock",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such word, as a whole."""
        for start, word in _words(page, CAPITAL_INSIDE, 1, _LOCKED):
            if self._is_slip(page.text, start, start + len(word)):
                meant = with_its_capital(load(self.language), page.text, start, word.lower())
                reason = f"{word!r} is in capitals but for its first letter, as when caps lock is on"
                yield _edit("caps-lock", start, word, meant, reason)

    def _is_slip(self, text: str, start: int, end: int) -> bool:
        word, model = text[start:end], load(self.language)
        if word in self.words or not _stands_alone(text, start, end) or not _is_never_mixed(model, word):
            return False
        if len(word) > 3 and text.count(word) > 1:
            return False
        if len(word) < NEVER_A_NAME and not is_among(model.tables, model.number(word), EVERYWHERE):
            return False  # `mAP`, `cURL`, `tIME`
        if word[0] in _PREFIXES and model.has_statistics(word[1:]):
            return False
        before, behind = map(compiled, _SHOUTED)
        return not before.search(text, max(0, start - NEAR), start) and not behind.match(text, end)


_IONS = "(?:Al|Ar|Ba|Be|Ca|Cd|Co|Cr|Cu|Fe|He|Hg|Mg|Mn|Na|Ne|Ni|Pb|Se|Si|Sn|Sr|Ti|Zn)I{1,3}"
"""Elements with the numeral that astronomers and chemists write behind them: `CaII`, `HeII`."""


_INITIAL = r"I[aeiouy](?<![\w'’@/.-]I.)[a-z]{2}"
"""What a word begins with whose first letter is a capital I and may be an l: that has a vowel behind it."""


@dataclass(frozen=True)
class MisreadCapitalRule(TriggeredRule):
    """Puts a small l for a capital I where that makes a word of what was none.

    Counted: in 78 million words of edited text there are five such words beside Roman numerals, and all are errors.

    >>> [(edit.original, edit.text) for edit in MisreadCapitalRule().find(Page("PIease beIieve BiII and Iisten."))]
    [('PIease', 'Please'), ('beIieve', 'believe'), ('BiII', 'Bill'), ('Iisten', 'listen')]
    >>> [edit.text for edit in MisreadCapitalRule().find(Page("Iisten to me."))]
    ['Listen']

    Names that have one stay, and so do Roman numerals:

    >>> list(MisreadCapitalRule().find(Page("McIntyre, AirIndia, Isolde, CaII, two Mk IIIs, and ifI may")))
    []
    """

    language: str = "en"

    triggers: ClassVar[int] = CAPITAL_INSIDE | DOUBLE_CAPITAL | INITIAL_I
    names: ClassVar[tuple[str, ...]] = ("misread-capital",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each such word, as a whole."""
        done = 0
        for place in sorted(_capitals(page)):
            if place >= done:
                start, done = _around(page.text, place)
                if meant := _with_small_l(load(self.language), page.text, start, done):
                    yield _edit("misread-capital", start, page.text[start:done], meant, f"{meant!r} is a word")


def _capitals(page: Page) -> set[int]:
    """Where a capital I stands that may be an l: behind a small letter, behind a capital, or at the start of a word."""
    initial = compiled(_INITIAL)
    found = {end - 3 for end in page.shape_ends[INITIAL_I] if initial.match(page.text, end - 3)}
    for shape, back in ((CAPITAL_INSIDE, 0), (DOUBLE_CAPITAL, 1)):
        found.update(end - back for end in page.shape_ends[shape] if page.text[end - back] == "I")
    return found


def _around(text: str, place: int) -> tuple[int, int]:
    """The edges of the word that a place is in, or of as much as is near it."""
    start = end = place
    while start > max(0, place - LONGEST) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), place + LONGEST) and text[end].isalpha():
        end += 1
    return start, end


def _with_small_l(model: Model, text: str, start: int, end: int) -> str:
    """The word that a small l for each capital I makes, the first one perhaps left out; empty where that is none."""
    found = text[start:end]
    rest = found[1:].replace("I", "l")
    if not rest.islower() or not _stands_alone(text, start, end) or model.knows(found) or re.fullmatch(_IONS, found):
        return ""
    if found.find("I", 1) == len(found) - 1 and model.has_statistics(found[:-1]):
        return ""  # `ifI` lost a space
    candidates = (found[0] + rest, "l" + rest) if found[0] == "I" else (found[0] + rest,)
    meant = next(filter(model.has_statistics, candidates), "")
    has_few = sum(map(str.islower, found)) < 2
    most = USUAL if has_few else USUAL_INITIAL if found[0] == "I" else UNKNOWN
    if not meant or model.rarity(meant) > most:
        return ""
    return with_its_capital(model, text, start, meant) if meant.islower() else meant


def _words(page: Page, shape: int, back: int, pattern: str) -> Iterator[tuple[int, str]]:
    """The words of a pattern that begin so many code points before the end of a shape, each with its place."""
    word = compiled(pattern)
    matches = (word.match(page.text, end - back) for end in page.shape_ends[shape])
    return ((match.start(), match[0]) for match in matches if match)


def _recurs(model: Model, text: str, word: str) -> bool:
    """Whether a text has a word again that is one without its first letter too, and so a name: `GZip`, `cURL`."""
    return len(word) > 3 and text.count(word) > 1 and model.knows(word[1:])


def _edit(rule: str, start: int, original: str, text: str, reason: str) -> Edit:
    return Edit.of(rule, start, start + len(original), text, SURE, reason, original=original)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a word and no part of a name of another kind."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(character.isalnum() or character in "_-'’/@#" for character in beside)


def _is_never_mixed(model: Model, word: str) -> bool:
    """Whether a word of the lexicon hardly ever has capitals inside."""
    number = model.number(word)
    if number < model.tables.first_word:
        return False
    lower, first, _, mixed = model.case_costs(number)
    return mixed >= min(lower, first) + SELDOM_MIXED


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether capitals are used on purpose near a word: in an acronym, or inside another word."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    sides = (before, after)
    if (
        any(re.search(_ON_PURPOSE, side) for side in sides)
        or re.search(_PAIRED[0], before)
        or re.match(_PAIRED[1], after)
    ):
        return True
    return any(
        re.search(rf"\b{name}s?\b", side, re.IGNORECASE) for name in _spelt(before, text[start:end]) for side in sides
    )


def _spelt(before: str, word: str) -> Iterator[str]:
    """What the capitals of a word spell with those of the words before it, of one, of two and so on: `blob`.

    >>> list(_spelt("data (Binary Large ", "OBject"))
    ['LOB', 'BLOB']
    """
    name = word[:2]
    for other in reversed(re.findall(r"[^\W\d_]+", before)):
        if not other[0].isupper():
            return
        name = other[0] + name
        yield name
