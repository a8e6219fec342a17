"""`fix --interactive`: whoever sits at the terminal decides about each repair."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from typing import TextIO, TypeAlias

from ..edits import Edit, Result, place, regroup
from ..files import SourceFile
from .finding import Finding, findings, words_around
from .reports.full import Full

__all__ = ["Review"]

_Group: TypeAlias = tuple[Edit, ...]

QUESTION = "[a]ccept [r]eject [A]lways [N]ever [e]dit [q]uit? "
ANSWERS = {
    "a": "make this repair",
    "r": "leave this place as it is",
    "A": "make this repair, and the same one wherever else it is found",
    "N": "leave this place as it is, and the same words wherever else they are found",
    "e": "say what these words should be",
    "q": "make what was accepted so far, and ask no more",
    "y": "the same as a",
    "n": "the same as r",
}

SYNONYMS = {
    **dict.fromkeys(("y", "Y", "yes", "accept"), "a"),
    **dict.fromkeys(("n", "no", "R", "reject"), "r"),
    **dict.fromkeys(("E", "edit"), "e"),
    **dict.fromkeys(("Q", "quit"), "q"),
    "always": "A",
    **dict.fromkeys(("N", "never"), "N"),  # the capital is not the n of no
}
"""What people type who are used to other programs, or spell it out."""


class Review:
    """Asks on `screen` about each group of edits; a line of `keyboard` is the answer, its end is `quit`.

    What was answered for all places is not asked again, in later files either.
    """

    def __init__(self, keyboard: TextIO, screen: TextIO, arguments: Namespace) -> None:
        self.keyboard, self.screen = keyboard, screen
        self.quit = False
        self._settled: dict[tuple[str, str, str], bool] = {}
        self._shown = Full(screen, arguments)

    def choose(self, source: SourceFile, result: Result) -> Result:
        """The result with what was accepted, and what was typed instead."""
        chosen: list[_Group] = []
        typed_until = 0
        for finding in findings(source.path, result):
            if self.quit or not finding.edits or finding.edits[0].start < typed_until:
                continue
            answer = self._answer(result.source, finding)
            if answer and answer != finding.edits:
                # What was typed is what all of these words should be, whatever else was found in them.
                typed_until = answer[0].end
                chosen = [group for group in chosen if group[-1].end <= answer[0].start]
            chosen += [answer] if answer else []
        # Who types the words that stand there wants them to stay.
        edits = sorted((edit for group in chosen for edit in group if edit.text != edit.original), key=place)
        return dataclasses.replace(result, edits=regroup(edits))

    def _answer(self, text: str, finding: Finding) -> _Group:
        """The edits to make: those found, another one, or none."""
        if finding.identity in self._settled:
            return finding.edits if self._settled[finding.identity] else ()
        self.screen.writelines(f"{line}\n" for line in self._shown.lines(finding))
        while True:
            typed = self._ask(QUESTION)
            answer = typed and (SYNONYMS.get(typed) or SYNONYMS.get(typed.lower(), typed))
            self.quit = answer in ("q", None)
            if answer in ("A", "N"):
                self._settled[finding.identity] = answer == "A"
            if answer in ("a", "A"):
                return finding.edits
            if answer in ("r", "N") or self.quit:
                return ()
            if answer == "e" and (edits := self._typed(text, finding.edits)):
                return edits
            if answer != "e":
                self.screen.writelines(f"  {key}  {meaning}\n" for key, meaning in ANSWERS.items())

    def _typed(self, text: str, group: _Group) -> _Group:
        """An edit of the words that the group stands in, as it is typed; none where nothing is."""
        start, end = words_around(text, group[0].start, group[-1].end)
        typed = self._ask("what should stand there? ")
        if not typed:
            return ()
        return (Edit.of(group[0].rule, start, end, typed, 1.0, "as it was typed", original=text[start:end]),)

    def _ask(self, question: str) -> str | None:
        """A line without its end; `None` at the end of input."""
        self.screen.write(question)
        self.screen.flush()
        line = self.keyboard.readline()
        if not line:
            self.screen.write("\n")  # of which the terminal shows none
        return line.strip() if line else None
