"""Characters that nobody sees and nobody meant: control characters, zero-width characters, soft hyphens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeAlias, TypeGuard

from ..edits import Edit, Notice
from ..engine import prefilter
from ..model import Model, load
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["CharactersRule"]

CONTROL = 0.98
"""No text means a NUL or a backspace; but a file of records may use them as separators."""

OVERSTRIKE = 0.99
"""A letter struck twice, or underlined: what a manual page makes for a printer."""

HALVED = 0.97
"""Of U+2019 and its like the lower half is a control character; it stands where the mark would."""

ZERO_WIDTH = 0.98
"""Inside a word of a script that is written with spaces, a place to break the line is no use to anyone."""

SOFT_HYPHEN = 0.98
"""Inside a word it was put there by typesetting; it breaks search and every later rule."""


@dataclass(frozen=True)
class CharactersRule(TriggeredRule):
    """Takes invisible characters out of words; `reports` are the rules of the family that are on.

    Where two words are left that make none together, a space was meant.

    >>> rule = CharactersRule(("control-character", "zero-width", "soft-hyphen", "replacement"))
    >>> [(edit.start, edit.end, edit.text) for edit in rule.find(Page("pa\u200b\u200bge"))]
    [(2, 4, '')]
    >>> [(edit.start, edit.end, edit.text) for edit in rule.find(Page("the\u200bmeat"))]
    [(3, 4, ' ')]

    The joiners that hold an emoji or a Persian word together are not zero-width spaces:

    >>> list(rule.find(Page("\U0001f469\u200d\U0001f469 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")))
    []
    """

    reports: tuple[str, ...]
    language: str = "en"

    @property
    def names(self) -> tuple[str, ...]:
        """The rules of the family that are on."""
        return self.reports

    @property
    def triggers(self) -> int:
        """What of the prefilter's flags any of them asks for."""
        return reduce(or_, (_FINDERS[name][0] for name in self.reports))

    def find(self, page: Page) -> Iterable[Proposal]:
        """Propose one edit for each run of characters to take out, and a notice for each run that is lost."""
        for name, (flag, finder) in _FINDERS.items():
            if name in self.reports and page.occurring & flag:
                for found in finder(page.text):
                    yield from self._parted(page.text, found) if _takes_out(found, page.text) else (found,)

    def _parted(self, text: str, edit: Edit) -> Iterator[Edit]:
        """An edit that takes something out, as one that puts a space in its place if it stands between two words.

        None where it is what holds the two together: `no\u2060break`.
        """
        two = _two_words(self.language, text, edit.start, edit.end)
        if two is None:
            yield edit
        elif _WORD_JOINER not in text[edit.start : edit.end]:
            reason = f"{edit.reason}; {two[0]!r} and {two[1]!r} are two"
            yield replace(edit, text=" ", causes=(replace(edit.causes[0], reason=reason),))


def _two_words(language: str, text: str, start: int, end: int) -> tuple[str, str] | None:
    """The words before and behind a place, if they make none together."""
    before = re.compile(r"[^\W\d_]{2,}\Z").search(text, max(0, start - LONGEST), start)
    behind = re.compile(r"[^\W\d_]{2,}").match(text, end)
    if not before or not behind or _is_cut_again(text, before.start(), behind.end()):
        return None
    # The model is loaded only for what may be two words.
    return (before[0], behind[0]) if _are_two(load(language), before[0], behind[0]) else None


_WORD_JOINER = "\u2060"

LONGEST = 30
"""Letters of the longest word that is looked at beside what is taken out."""

_INVISIBLE = frozenset(prefilter.ZERO_WIDTHS + prefilter.CONTROLS + "\u00ad")

_LETTER = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u052f\u1c80-\u1c8f\u1d00-\u1fff"
"""Letters and their accents in Latin, Greek and Cyrillic, whose words are divided by spaces."""

_OVERSTRIKE = re.compile("(?:_\x08(?=[!-~\\w]))+|([!-~\\w])\x08(?=\\1)(?:\\1\x08(?=\\1))*")
_HALVED = re.compile(
    "(?<=\\w)\x19(?=\\w)"  # it’s
    "|(?<![\\w\x00-\x19])\x18(?=\\w)|(?<=[\\w.,!?…])\x19(?![\\w\x00-\x19])"  # ‘yes’
    "|(?<=[\\w ])[\x13\x14](?=[\\w ])"  # 1914–18, now — then
)
_CONTROL_RUN = re.compile(f"[{re.escape(prefilter.CONTROLS)}]+")
_ZERO_WIDTH_RUN = re.compile(f"(?<=[{_LETTER}])[{prefilter.ZERO_WIDTHS}]+(?=[{_LETTER}])")
_SOFT_HYPHEN_RUN = re.compile(
    # After these capitals it is the second half of a letter that was decoded wrongly: “Ã\u00ad” for “í”; beside small
    # figures, or before a capital with an accent, half of a character of another encoding: “Ô\u00adÒò”.
    "(?<=[^\\W\\d_])(?<![\u00c3\u00c2\u00d0\u00d1\u00e0\u0413\u0420\u0421¹²³¼½¾])\u00ad+"
    "(?=[^\\W\\d_])(?![¹²³¼½¾]|(?<=[À-ÿ]\u00ad)[À-Þ])"
)
_REPLACEMENT_RUN = re.compile("\ufffd+")
_C1_RUN = re.compile("[\x80-\x84\x86-\x9f]+")


def _takes_out(found: Proposal, text: str) -> TypeGuard[Edit]:
    """Whether something is taken out that may have been a space: no place to break a word, and nothing struck over."""
    if isinstance(found, Notice) or found.text or found.rule == "soft-hyphen":
        return False
    return "\x08" not in text[found.start : found.end]


def _is_cut_again(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) has something invisible beside it: `trans|porta|tion`."""
    return not set(text[max(0, start - 1) : start] + text[end : end + 1]).isdisjoint(_INVISIBLE)


def _are_two(model: Model, before: str, behind: str) -> bool:
    """Whether two parts are words, and what they make together is none."""
    return not model.knows(before + behind) and model.has_statistics(before) and model.has_statistics(behind)


def _controls(text: str) -> Iterator[Proposal]:
    struck = list(_OVERSTRIKE.finditer(text)) if "\x08" in text else []
    for match in struck:
        reason = "a character that was struck over another, as for a printer"
        yield Edit.of("control-character", *match.span(), "", OVERSTRIKE, reason)
    halved = list(_HALVED.finditer(text))
    for match in halved:
        mark = chr(0x2000 + ord(match[0]))
        yield Edit.of("control-character", *match.span(), mark, HALVED, f"half of U+{ord(mark):04X}")
    taken = {place for match in (*struck, *halved) for place in range(*match.span())}
    for match in _CONTROL_RUN.finditer(text):
        if match.start() not in taken:
            reason = f"{_named(match[0])} is no part of a text"
            yield Edit.of("control-character", *match.span(), "", CONTROL, reason)
    for match in _C1_RUN.finditer(text):
        reason = f"{_named(match[0])} is a byte of some encoding that nothing here tells"
        yield Notice(*match.span(), "control-character", reason)


def _zero_widths(text: str) -> Iterator[Proposal]:
    for match in _ZERO_WIDTH_RUN.finditer(text):
        reason = f"{_named(match[0])} inside a word"
        yield Edit.of("zero-width", *match.span(), "", ZERO_WIDTH, reason)


def _soft_hyphens(text: str) -> Iterator[Proposal]:
    for match in _SOFT_HYPHEN_RUN.finditer(text):
        yield Edit.of("soft-hyphen", *match.span(), "", SOFT_HYPHEN, "a soft hyphen inside a word")


def _replacements(text: str) -> Iterator[Proposal]:
    for match in _REPLACEMENT_RUN.finditer(text):
        yield Notice(*match.span(), "replacement", "what stood here was lost before")


def _named(run: str) -> str:
    return " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in run))


_Finder: TypeAlias = Callable[[str], Iterator[Proposal]]

_FINDERS: Mapping[str, tuple[int, _Finder]] = {
    "control-character": (prefilter.CONTROL | prefilter.C1_CONTROL, _controls),
    "zero-width": (prefilter.ZERO_WIDTH, _zero_widths),
    "soft-hyphen": (prefilter.SOFT_HYPHEN, _soft_hyphens),
    "replacement": (prefilter.REPLACEMENT, _replacements),
}
"""Each rule with the flags of the prefilter without which it has nothing to do."""
