"""What was found in a document, as an editor shows it."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from lsprotocol.types import Diagnostic, DiagnosticSeverity, TextEdit
from pygls.workspace import PositionCodec

from ..cli.finding import Finding, findings, words_around
from ..edits import Notice, Result
from .positions import Positions

__all__ = ["Found", "Repair", "found"]

SOURCE = "textfix"


class Repair(NamedTuple):
    """A repair that can be made: how it reads, the words that are underlined for it, and its edits."""

    finding: Finding
    diagnostic: Diagnostic
    edits: tuple[TextEdit, ...]


class Found(NamedTuple):
    """All that there is in a document: what can be repaired, and what was only seen.

    `overload` says what is too much about it to be made unseen.
    """

    repairs: tuple[Repair, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    overload: str | None = None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What an editor shows."""
        return [*(repair.diagnostic for repair in self.repairs), *self.notices]


def found(path: str, result: Result, codec: PositionCodec) -> Found:
    """All that was found in a text, each in order of position."""
    positions = Positions(result.source, codec)
    readable = findings(path, dataclasses.replace(result, notices=()))
    return Found(
        tuple(_repair(finding, positions) for finding in readable),
        tuple(_notice(notice, positions) for notice in result.notices),
    )


def _repair(finding: Finding, positions: Positions) -> Repair:
    # An edit may be an insertion, which has no width, or remove what cannot be seen: whole words are underlined.
    words = words_around(positions.text, finding.edits[0].start, finding.edits[-1].end)
    diagnostic = Diagnostic(
        range=positions.range(*words),
        message=f"{finding.message} ({finding.certainty})",
        severity=DiagnosticSeverity.Warning,
        code=finding.rule,
        source=SOURCE,
        data={"confidence": finding.confidence},
    )
    edits = tuple(TextEdit(positions.range(edit.start, edit.end), edit.text) for edit in finding.edits)
    return Repair(finding, diagnostic, edits)


def _notice(notice: Notice, positions: Positions) -> Diagnostic:
    return Diagnostic(
        range=positions.range(notice.start, notice.end),
        message=notice.reason,
        severity=DiagnosticSeverity.Information,
        code=notice.rule,
        source=SOURCE,
    )
