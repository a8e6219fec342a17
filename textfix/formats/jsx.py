"""JSX in Markdown: imports, exports and expressions over several lines, as far as their brackets go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..line_ends import PARAGRAPH_BREAK
from .format import Span

__all__ = ["jsx"]

_STATEMENT = re.compile(r"^(?:import|export)[ \t](?=[^\n]*(?:[\"'`{=(]|default))", re.MULTILINE)

_EXPRESSION = re.compile(r"(?:^[ \t]*|[=>(])\{", re.MULTILINE)
"""Where an expression may begin that is more than a line: where a line does, or in a tag, or behind one."""

_STOP = re.compile(rf"[(\[{{]|{PARAGRAPH_BREAK}")

_OPENING = {")": "(", "]": "[", "}": "{"}


def jsx(text: str) -> Iterator[Span]:
    r"""Yield the spans of code that no tag of JSX is.

    >>> text = "export const x = {\n  a: 1,\n\n  b: 2\n}\n\nA text.\n{\n  y.map((z) => (\n    <li>z</li>\n  ))\n}\n"
    >>> [text[a:b] for a, b in jsx(text)]
    ['export const x = {\n  a: 1,\n\n  b: 2\n}', '{\n  y.map((z) => (\n    <li>z</li>\n  ))\n}']
    """
    partners = _partners(text)
    for statement in _STATEMENT.finditer(text):
        yield statement.start(), _end_of_statement(text, statement.end(), partners)
    for expression in _EXPRESSION.finditer(text):
        if (start := expression.end() - 1) in partners:
            yield start, partners[start]


def _end_of_statement(text: str, position: int, partners: Mapping[int, int]) -> int:
    """The next empty line that is not between brackets."""
    while stop := _STOP.search(text, position):
        if stop[0][0] == "\n":
            return stop.start()
        position = partners.get(stop.start(), stop.end())
    return len(text)


def _partners(text: str) -> dict[int, int]:
    """Where each bracket is closed, by where it stands; one without a partner is not told.

    >>> _partners("{ [a } (b)")
    {0: 6, 7: 10}
    """
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {"(": [], "[": [], "{": []}
    for bracket in re.finditer(r"[()\[\]{}]", text):
        if bracket[0] in opened:
            opened[bracket[0]].append(bracket.start())
        elif of_kind := opened[_OPENING[bracket[0]]]:
            ends[of_kind.pop()] = bracket.end()
    return ends
