"""Corrections of one's own: what the caller says is wrong, and what belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..edits import Edit
from ..pipeline import Page, Proposal

__all__ = ["CorrectionsRule"]


@dataclass(frozen=True)
class CorrectionsRule:
    """Replaces whole words by what the caller's table says, in the case in which they stand.

    >>> list(CorrectionsRule((("teh", "the"),)).find(Page("Teh end, tehran")))[0].text
    'The'
    """

    corrections: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Reported as typos, since that is what the caller says they are."""
        return ("typo",)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each word of the table."""
        table = {wrong.lower(): right for wrong, right in self.corrections}
        words = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", page.text, re.IGNORECASE) if table else ():
            right = _in_case_of(match[0], table[match[0].lower()])
            if right != match[0]:
                reason = f"your corrections say {right!r} for {match[0]!r}"
                yield Edit.of("typo", match.start(), match.end(), right, 0.999, reason)


def _in_case_of(found: str, right: str) -> str:
    if len(found) > 1 and found.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
