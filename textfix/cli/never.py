"""Repairs that must never be made, as a user wrote them down from a report."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Set

from ..edits import Result, place, regroup
from .finding import Finding, findings, printable
from .settings import Pair

__all__ = ["without"]


def without(result: Result, never: Set[Pair]) -> Result:
    """The result without the repairs in `never`, whatever their case and the marks around them.

    >>> from textfix import Edit
    >>> result = Result("Back an fro.", (Edit.of("typo", 8, 11, "for", 0.9, "", original="fro"),))
    >>> without(result, {Pair("Fro", "for")}).edits
    ()
    >>> len(without(result, {Pair("for", "fro")}).edits)
    1
    """
    refused = {_bare(*each) for each in never}
    found = (finding for finding in findings("", result) if finding.edits)
    kept = (edit for finding in found if refused.isdisjoint(_forms(finding)) for edit in finding.edits)
    # One group may lie between the edits of another.
    return dataclasses.replace(result, edits=regroup(sorted(kept, key=place)))


def _forms(finding: Finding) -> Iterator[Pair]:
    """What a user may call a repair: the words that it stands in, or what it replaces."""
    yield _bare(finding.original, finding.replacement)
    if len(finding.edits) == 1:
        yield _bare(finding.edits[0].original, finding.edits[0].text)


_MARKS = re.compile(r"^\W+|\W+$")


def _bare(original: str, replacement: str) -> Pair:
    """A repair without the marks around its words, which only happen to stand there."""
    return Pair(*(_MARKS.sub("", printable(each)).casefold() for each in (original, replacement)))
