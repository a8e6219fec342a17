"""What fills templates in, and their comments: Jinja, Django, Liquid, Hugo, Handlebars, kramdown; over any lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .format import Span

__all__ = ["templates"]

_PAIRS = {"{{": "}}", "{%": "%}", "{#": "#}", "{::comment}": "{:/"}
"""What opens something that is no prose, and what closes it."""

_MARK = re.compile("|".join(map(re.escape, [*_PAIRS, *_PAIRS.values()])))

_LONGEST = 5_000
"""Code points of the longest one: what opens and closes farther apart is a text about templates."""


def templates(text: str) -> Iterator[Span]:
    r"""Yield the spans of a text that a program fills in or leaves out.

    >>> text = "A {{ name(\n  'x') }} of {% if y %} it, a {# note #} and {{."
    >>> [text[a:b] for a, b in templates(text)]
    ["{{ name(\n  'x') }}", '{% if y %}', '{# note #}']
    """
    found = list(_tags(text))
    yield from found
    for (_, start), (end, _) in pairwise(found):
        if _VALUE.fullmatch(text, start, end):
            yield start, end


_VALUE = re.compile(r"[^\s<>{}]{0,60}\w[,:/=|]\w[^\s<>{}]{0,60}")
"""What a program reads between two of its tags, since it has a mark in it and no space: `email,code`."""


def _tags(text: str) -> Iterator[Span]:
    opened: dict[str, int] = {}
    for mark in _MARK.finditer(text):
        if mark[0] in _PAIRS:
            opened[_PAIRS[mark[0]]] = mark.start()
        elif (start := opened.pop(mark[0], None)) is not None and mark.end() - start <= _LONGEST:
            yield start, mark.end()
