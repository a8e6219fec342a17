"""Rules of one's own: a pattern or a function, made a rule by `@textfix.rule`."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..edits import Edit, Notice
from ..pipeline import Page, Proposal

__all__ = ["CustomRule", "rule"]

Finder: TypeAlias = Callable[[Page], Iterable[Proposal]]
Replacer: TypeAlias = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class CustomRule:
    """A rule made of a function. It pickles by the function's name, as the function itself would."""

    name: str
    family: str
    summary: str
    function: Finder
    where: tuple[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The one name under which it reports."""
        return (self.name,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """Whatever the function proposes. Raises TypeError where that is not an edit or a notice."""
        for proposal in self.function(page):
            if not isinstance(proposal, Edit | Notice):
                raise TypeError(f"rule {self.name!r} must yield edits or notices, not {type(proposal).__name__}")
            yield proposal

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return _imported, self.where


def _imported(module: str, qualified_name: str) -> object:
    """The rule that stands under this name; the decorator put it where the function was."""
    return functools.reduce(getattr, qualified_name.split("."), importlib.import_module(module))


@dataclass(frozen=True)
class _PatternFinder:
    """Turns each match of a pattern into an edit."""

    rule: str
    pattern: re.Pattern[str]
    replacement: Replacer
    confidence: float
    reason: str

    def __call__(self, page: Page) -> Iterable[Proposal]:
        for match in self.pattern.finditer(page.text):
            text = self.replacement(match)
            if text is not None and text != match[0]:
                yield Edit.of(self.rule, match.start(), match.end(), text, self.confidence, self.reason)


def rule(
    name: str,
    family: str,
    pattern: str | None = None,
    confidence: float = 0.99,
    reason: str = "",
) -> Callable[[Callable[..., Any]], CustomRule]:
    """Make a rule of a function.

    Without `pattern` the function takes a `Page` and yields edits and notices, made by `Edit.of(rule, start, end, text,
    confidence, reason)` and `Notice(start, end, rule, reason)`: their offsets count code points of `page.text`, their
    `rule` is `name`. With a pattern it takes each match and returns what should stand there, or None to leave it.

    >>> @rule("double-dash", family="style", pattern="(?<=[a-z])--(?=[a-z])")
    ... def double_dash(match):
    ...     "Two hyphens between words."
    ...     return "—"
    >>> double_dash.names
    ('double-dash',)

    Raises `re.error` where the pattern is not one. Once it runs, a rule raises TypeError where the function yields
    anything else, and ValueError where an edit does not lie in the text; what the function raises is not caught.
    """

    def make(function: Callable[..., Any]) -> CustomRule:
        summary = (function.__doc__ or reason or name).strip().split("\n")[0]
        finder: Finder = function
        if pattern is not None:
            finder = _PatternFinder(name, re.compile(pattern), function, confidence, reason or summary)
        return CustomRule(name, family, summary, finder, (function.__module__, function.__qualname__))

    return make
