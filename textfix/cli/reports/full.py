"""Each finding with the line that it stands in, before and after, in colour where a person sees it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from ...edits import Result
from ...files import SourceFile
from ..finding import Finding, findings
from .report import Report

__all__ = ["Full", "has_colour"]

_BOLD, _RED, _GREEN, _YELLOW, _CYAN = "1", "31", "32", "33", "36"


class Full(Report):
    """The words that change are marked in their line by colour alone, so that a line can be copied as it is."""

    line_by_line = True

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        super().__init__(stream, arguments)
        self.coloured = has_colour(arguments.color, stream)

    def write(self, source: SourceFile, result: Result) -> None:
        """Say each finding of a file in two or three lines."""
        for finding in findings(source.path, result, source.origin):
            self.stream.writelines(f"{line}\n" for line in self.lines(finding))

    def lines(self, finding: Finding) -> Iterator[str]:
        """One finding, without the line ends."""
        place, rules = self._paint(_BOLD, finding.place), self._paint(_CYAN, finding.rules)
        yield f"{place}: {rules} ({finding.certainty}): {finding.reason}"
        yield self._changed(finding, "-", finding.original, _RED if finding.edits else _YELLOW)
        if finding.edits:
            yield self._changed(finding, "+", finding.replacement, _GREEN)

    def _changed(self, finding: Finding, sign: str, words: str, colour: str) -> str:
        return f"  {self._paint(colour, sign)} {finding.head}{self._paint(f'{_BOLD};{colour}', words)}{finding.tail}"

    def _paint(self, colour: str, text: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if self.coloured and text else text


def has_colour(when: str, stream: TextIO) -> bool:
    """Tell whether to write in colour. What is asked for here outdoes the environment, and that the terminal.

    NO_COLOR and FORCE_COLOR count where they are not empty; of both, NO_COLOR.
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")
