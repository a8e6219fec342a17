"""Words that a hyphen broke at the end of a line: put together, as far as it is likely that they are one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import ANY_HYPHEN, HYPHEN, SOFT_HYPHEN
from ..engine.vocabulary import FIRST_MARK, LOWER, NONE, SUSPENDING, SYMBOL
from ..levels import LEAST_CONFIDENCE
from ..line_ends import BEFORE_LINE_END, LINE_END
from ..model import Model, load
from ..pipeline import GlancingRule, Page, Proposal, TriggeredRule

__all__ = ["LinesRule"]

PART_IS_NO_WORD = 0.99
"""How sure it is that a known word is meant whose parts are not both words."""

WHOLE_IS_ONLY_ATTESTED = 0.96
"""The same where the whole is only known to exist."""

BIAS, PER_NAT = 0.8, 0.6
"""The log-odds that one word is meant and no compound such as `short- term`, where both parts are words: at the same
likelihood, and for each nat that one word is likelier. Counted on text whose words were broken as printers do."""

_PREFIXES = frozenset(
    [
        "anti",
        "bi",
        "co",
        "counter",
        "cross",
        "de",
        "ex",
        "extra",
        "inter",
        "intra",
        "mid",
        "mini",
        "multi",
        "neo",
        "non",
        "over",
        "post",
        "pre",
        "pro",
        "pseudo",
        "re",
        "semi",
        "sub",
        "super",
        "tri",
        "ultra",
        "un",
        "under",
    ]
)
"""What is set before words with a hyphen, also before words that no lexicon has."""

USUAL, RARE = 10752, 12 * 1024
"""What a word costs at most that is usual, and at least one that is rare, in units of 1/1024 nat.

Counted: in 78 million words of edited text there are 240 of the one that consist of the other and a second part with a
hyphen between, and nine in ten of them were broken at the end of a line."""

# The patterns stay text until they are needed: to compile them all would take a tenth of the start.

_AT_LINE_END = (
    rf"(?<![\w-])(?P<first>[^\W\d_]{{2,30}})(?P<hyphen>-)(?P<end>[ \t]*{LINE_END}[ \t]*)(?P<second>[^\W\d_]{{2,30}})"
    rf"(?P<marks>[.,;:!?)\]\"”’]{{0,4}})(?:(?P<gap>[ \t]+)(?=\S)|[ \t]*{BEFORE_LINE_END})"
)

_BEHIND_HYPHEN = r"(?P<gap> ?)(?P<second>[^\W\d_]{2,30})(?![\w-]|['’]\w)"
"""Begins behind the hyphen, which comes first because the search for one character is fast: clean text has few."""

_PART_BACKWARDS = r"[^\W\d_]{2,30}(?![\w'’-]| -)"
"""Read from its end, where the hyphen stands. Behind another hyphen and a space somebody stammers: `i- th- is`."""

_SECOND_HALF = r"-(?<=[^\W\d_]-)[^\W\d_]+"
"""What follows a word with a hyphen behind it; what stands before is found from there, since hyphens are few."""

_BEFORE, _BEHIND = r"(?:([^\W\d_]+) )?([^\W\d_]+) \Z", r" ([^\W\d_]+)"


@dataclass(frozen=True)
class LinesRule(TriggeredRule, GlancingRule):
    r"""Puts words together that were broken by a hyphen: at the end of a line, or in a line whose ends were lost.

    In the first case the line ends behind the word then. What the text writes with a hyphen elsewhere keeps it, and so
    does what has one of the caller's `words` in it, in either case.

    >>> text = "some infor-\nmation about the price-\ndetermining factor"
    >>> [(edit.start, edit.end, edit.text) for edit in LinesRule(("broken-word",)).find(Page(text))]
    [(10, 19, 'mation\n')]
    >>> text = "some infor- mation about the price- determining factor"
    >>> [(edit.start, edit.end, edit.text) for edit in LinesRule(("stray-hyphen",)).find(Page(text))]
    [(10, 12, '')]
    """

    reports: tuple[str, ...]
    language: str = "en"
    words: frozenset[str] = frozenset()

    triggers: ClassVar[int] = HYPHEN | SOFT_HYPHEN

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that are asked for."""
        return self.reports

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word that is whole without its hyphen."""
        return self._found(page.text)

    def passes(self, text: str) -> bool:
        """Whether there is no such word in a text."""
        return next(self._found(text), None) is None

    def _found(self, text: str) -> Iterator[Edit]:
        if "broken-word" in self.reports and "-" in text:
            yield from self._at_line_ends(text)
        if "stray-hyphen" in self.reports:
            yield from self._in_lines(text, "".join(filter(text.__contains__, ANY_HYPHEN)))

    def _at_line_ends(self, text: str) -> Iterator[Edit]:
        broken = [match for match in re.finditer(_AT_LINE_END, text) if match["second"].islower()]
        compounds = _compounds(text) if broken else Counter[str]()
        for match in broken:
            first, second = match["first"], match["second"]
            if self._may_be_one(first, second) and not compounds[f"{first}-{second}".lower()]:
                sure = _confidence(load(self.language), text, match.start(), first, second, match.end("second"))
                moved = second + match["marks"] + (match["end"] if match["gap"] else "")
                yield from _edits("broken-word", match.start("hyphen"), match.end(), moved, sure, first, second)

    def _in_lines(self, text: str, hyphens: str) -> Iterator[Edit]:
        found = list(self._broken_in_lines(text, hyphens)) if hyphens else ()
        if found:  # seldom in clean text, and to look for all of its compounds takes long
            compounds = _compounds(text)
            # One that is glued is among the compounds itself.
            yield from (edit for compound, glued, edit in found if compounds[compound] == glued)

    def _broken_in_lines(self, text: str, hyphens: str) -> Iterator[tuple[str, bool, Edit]]:
        """An edit for each word that a hyphen may have broken, with the word as it stands, and whether it is glued."""
        for match in re.finditer(f"[{hyphens}]{_BEHIND_HYPHEN}", text):
            start, second = match.start(), match["second"]
            first = _part_before(text, start) if second.islower() or second.isupper() else ""
            if first and (second.islower() or first.isupper()) and self._may_be_broken(first, match):
                sure = _confidence(load(self.language), text, start - len(first), first, second, match.end())
                for edit in _edits("stray-hyphen", start, match.start("second"), "", sure, first, second):
                    yield f"{first}-{second}".lower(), text[start] == "-" and not match["gap"], edit

    def _may_be_broken(self, first: str, match: re.Match[str]) -> bool:
        second = match["second"]
        if match[0][0] != "-":
            broken = True  # nothing else is written with these
        elif match["gap"]:
            broken = second not in SUSPENDING
        else:
            broken = self._is_broken_compound(first, second)
        return broken and self._may_be_one(first, second)

    def _is_broken_compound(self, first: str, second: str) -> bool:
        """Whether parts that are set as those of a compound are none: its first part would be in the lexicon too.

        Or one of them is a rare word, and the whole a usual one: `dur-ing`. Or the second is no word, the first none
        that compounds have, and the whole is met: `sur-vived`.
        """
        model = load(self.language)
        if not model.has_statistics(first + second) or first.isupper() != second.isupper():
            return False  # `ATTACH-ed`
        left, right, whole = map(model.rarity, (first, second, first + second))
        if model.number(first) < 0 or (whole <= USUAL and max(left, right) >= RARE):
            return True
        is_first_rare = first.lower() not in _PREFIXES and left >= RARE
        return model.number(second) < 0 and is_first_rare and whole <= RARE

    def _may_be_one(self, first: str, second: str) -> bool:
        """Whether two parts are neither a word said twice, as in `can- can`, nor the caller's."""
        parts = {first.lower(), second.lower(), f"{first}-{second}".lower()}
        return first.lower() != second.lower() and self._own.isdisjoint(parts)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)


@cache
def _part_backwards() -> re.Pattern[str]:
    return re.compile(_PART_BACKWARDS)


def _part_before(text: str, end: int) -> str:
    """The letters before a hyphen; empty where they are none of a word, or somebody stammers."""
    part = _part_backwards().match(text[max(0, end - 32) : end][::-1])
    return part.group()[::-1] if part else ""


def _compounds(text: str) -> Counter[str]:
    """How often a text has each word with a hyphen in it."""
    found = Counter[str]()
    done = 0
    for match in re.finditer(_SECOND_HALF, text):
        start = match.start()
        while start > done and text[start - 1].isalnum() and not text[start - 1].isdecimal():
            start -= 1
        if start < match.start():
            done = match.end()
            found[text[start:done].lower()] += 1
    return found


def _edits(rule: str, start: int, end: int, text: str, sure: float, first: str, second: str) -> Iterator[Edit]:
    """The edit that makes two parts one, if that is not all but impossible."""
    if sure >= LEAST_CONFIDENCE:
        reason = f"{first + second!r} is a word, and likelier than {first!r} and {second!r}"
        yield Edit.of(rule, start, end, text, sure, reason)


def _confidence(model: Model, text: str, start: int, first: str, second: str, end: int) -> float:
    """The probability that two parts, which `text[start:end]` has around a hyphen, are one word."""
    known = model.tables.first_word
    whole, left, right = map(model.number, (first + second, first, second))
    if whole < known and not model.knows(first + second):
        return 0.0
    if left < known or right < known:
        return PART_IS_NO_WORD if whole >= known else WHOLE_IS_ONLY_ATTESTED
    if whole < known:
        return 0.0
    before, behind = _around(model, text, start, end)
    apart = (left, _hyphen(model), right)
    margin = (_cost(model, (*before, *apart, *behind)) - _cost(model, (*before, whole, *behind))) / 1024
    return min(PART_IS_NO_WORD, 1 / (1 + math.exp(-BIAS - PER_NAT * max(-50.0, margin))))


def _around(model: Model, text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """The numbers of two words before a place, or none, and of the one behind it, if one follows."""
    before = re.compile(_BEFORE).search(text, max(0, start - 64), start)
    behind = re.compile(_BEHIND).match(text, end)
    words = [before[1] or "", before[2]] if before else ["", ""]
    return [_number(model, word) for word in words], [_number(model, behind[1])] if behind else []


def _number(model: Model, word: str) -> int:
    """The number of a word, of the class of strange ones, or none."""
    return max(model.number(word), LOWER) if word else NONE


def _hyphen(model: Model) -> int:
    marks = list(model.arrays["marks"])
    return FIRST_MARK + marks.index(ord("-")) if ord("-") in marks else SYMBOL


def _cost(model: Model, words: tuple[int, ...]) -> int:
    """The cost of words in a row, in units of 1/1024 nat; the first two are given."""
    return sum(model.tables.trigram_cost(*words[i : i + 3]) for i in range(len(words) - 2))
