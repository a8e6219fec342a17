"""Style: typography that is right and that a program may not want. Never changed but on request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..edits import Edit
from ..pipeline import Page, Proposal

__all__ = ["StyleRule"]

CERTAIN = 0.999
"""Whoever asks for it wants it everywhere."""

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


class _Style(NamedTuple):
    """What is found, what stands there afterwards, and what to say of it."""

    pattern: re.Pattern[str]
    replacement: Callable[[str], str]
    reason: str


def _compatible(characters: str) -> str:
    return unicodedata.normalize("NFKC", characters)


def _composed(characters: str) -> str:
    return unicodedata.normalize("NFC", characters)


_STYLES: Mapping[str, _Style] = {
    # “It’s” to "It's"
    "curly-quote": _Style(re.compile("[‘’‚‛“”„‟]"), lambda mark: mark.translate(_STRAIGHT), "a typographic quote"),
    # ﬁne to fine
    "ligature": _Style(re.compile("[\ufb00-\ufb06]"), _compatible, "letters that are one character"),
    # Ｏｋ to Ok; the marks of Chinese and Japanese stay, and figures as all figures do
    "full-width": _Style(re.compile("[Ａ-Ｚａ-ｚ]+"), _compatible, "letters of full width"),
    # e and an accent to é
    "decomposed": _Style(re.compile(r"[^\W\d_][\u0300-\u036f]+"), _composed, "a letter and an accent of its own"),
    # two spaces and more to one, but not at the beginning of a line
    "space-run": _Style(re.compile(r"(?<=\S) {2,}(?=\S)"), lambda _: " ", "more than one space"),
    "trailing-space": _Style(re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE), lambda _: "", "white space ends the line"),
}


@dataclass(frozen=True)
class StyleRule:
    """Makes typography plain; `reports` are the rules of the family that are on.

    >>> rule = StyleRule(("curly-quote", "ligature"))
    >>> [(edit.start, edit.end, edit.text) for edit in rule.find(Page("a “ﬁne” day"))]
    [(2, 3, '"'), (6, 7, '"'), (3, 4, 'fi')]
    """

    reports: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The rules of the family that are on."""
        return self.reports

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each place that would change."""
        for name in self.reports:
            style = _STYLES[name]
            for match in style.pattern.finditer(page.text):
                plain = style.replacement(match[0])
                if plain != match[0]:
                    yield Edit.of(name, *match.span(), plain, CERTAIN, style.reason)
