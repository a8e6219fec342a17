"""Each finding with the line that it stands in, before and after, in colour where a person sees it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from ...edits import Result
from ...files import SourceFile
from ..colour import BOLD, CYAN, GREEN, RED, YELLOW, has_colour, painted
from ..finding import Finding, findings
from .report import Report

__all__ = ["Full"]


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
        place, rules = self._paint(BOLD, finding.place), self._paint(CYAN, finding.rules)
        yield f"{place}: {rules} ({finding.certainty}): {finding.reason}"
        yield self._changed(finding, "-", finding.original, RED if finding.edits else YELLOW)
        if finding.edits:
            yield self._changed(finding, "+", finding.replacement, GREEN)

    def _changed(self, finding: Finding, sign: str, words: str, colour: str) -> str:
        return f"  {self._paint(colour, sign)} {finding.head}{self._paint(f'{BOLD};{colour}', words)}{finding.tail}"

    def _paint(self, colour: str, text: str) -> str:
        return painted(colour, text) if self.coloured else text
