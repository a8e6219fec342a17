"""Words: missing and extra spaces, typos, wrong words, repeats. One engine judges them all together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..edits import Edit
from ..engine.engine import find, is_sound
from ..evidence import EVIDENCE
from ..model import load
from ..own_words import OwnWords
from ..pipeline import GlancingRule, Page, Proposal

__all__ = ["WordsRule"]

_OF_LETTERS = frozenset(["typo", "wrong-word", "repeated-word"])
"""The kinds of difference that change letters and not only spaces."""


@dataclass(frozen=True)
class WordsRule(GlancingRule):
    """Runs the engine and reports the kinds of difference that are asked for.

    A kind that is not reported is still supposed while the text is judged: a typo that must stay explains
    where the spaces around it belong. `evidence` is what the text as a whole may tell of its parts.
    """

    reports: tuple[str, ...]
    language: str = "en"
    words: frozenset[str] = frozenset()
    evidence: frozenset[str] = EVIDENCE

    REPORTS = ("missing-space", "extra-space", "punctuation-space", "typo", "wrong-word", "repeated-word")

    @property
    def names(self) -> tuple[str, ...]:
        """The kinds of difference that are reported."""
        return self.reports

    def find(self, page: Page) -> Iterable[Proposal]:
        """The changes that the engine suggests, with their confidence."""
        found = find(
            load(self.language),
            page,
            self.words,
            letters=not _OF_LETTERS.isdisjoint(self.reports),
            evidence=self.evidence,
        )
        for group, finding in enumerate(found):
            for rule, start, end, text in finding.pieces:
                if rule in self.reports and not self._is_right(page.text, rule, start, end):
                    yield Edit.of(rule, start, end, text, finding.confidence, finding.reason, group=group)

    def passes(self, text: str) -> bool:
        """Whether no word of a text is in doubt."""
        return is_sound(load(self.language), text, self.words, self.evidence)

    def _is_right(self, text: str, rule: str, start: int, end: int) -> bool:
        """Whether a change is of one of the caller's words.

        A right one may have been written twice all the same, but not as half of a name: `container container2`.
        """
        if rule == "repeated-word":
            return text[max(0, end - 1) : end].isalpha() and text[end : end + 1].isdecimal()
        return self._own.has_part_of(text, start, end)

    @cached_property
    def _own(self) -> OwnWords:
        return OwnWords(self.words)
