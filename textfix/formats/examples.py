"""Code that a document shows, as far as its format sets it apart: what stands there is meant for its readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from .format import Format, Span
from .lines import lines_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["examples"]


def examples(chosen: Format, text: str) -> Iterator[Span]:
    r"""Yield the spans of blocks of code in a text of this format, in order.

    >>> text = "See:\n\n```html\n<p>\n```\n\n    ls\n\nThe end.\n"
    >>> [text[a:b] for a, b in examples(Format("Markdown", "markdown"), text)]
    ['```html\n<p>\n```\n', '    ls\n']
    """
    finder = _FINDERS.get(chosen.home or "")
    return finder(text) if finder else iter(())


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable("inline")


def _in_markdown(text: str) -> Iterator[Span]:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text)), len(text)]
    for token in _markdown().parse(text):
        if token.type in ("fence", "code_block") and token.map:
            first, last = token.map
            yield starts[first], starts[min(last, len(starts) - 1)]


_LITERAL = re.compile(
    r"\s*\.\. (?:code|code-block|code-cell|sourcecode|parsed-literal|prompt|ipython|doctest|testcode)::"
    r"|(?!\s*\.\. ).*::\s*$"
)
"""Below such a line of reStructuredText, what is indented more is code."""


def _in_rst(text: str) -> Iterator[Span]:
    above: int | None = None
    for line in lines_of(text):
        if above is not None and line.indent > above:
            yield line.start, line.end
        elif not line.is_blank:
            above = line.indent if _LITERAL.match(line.text) else None


_MARKS: Mapping[str, str] = {
    "asciidoc": r"(?P<open>(?P<close>(?P<name>^(?:-{4,}(?!-)|\.{4,}(?!\.)|```)(?=\S*[ \t]*$))))",
    "html": r"<(?:(?P<close>/)|(?P<open>(?=\w)))(?P<name>pre|code)\b",
    "latex": r"\\(?:(?P<open>begin)|(?P<close>end))\{(?P<name>verbatim\*?|lstlisting|minted)\}",
    "org": r"^[ \t]*#\+(?:(?P<open>begin)|(?P<close>end))_(?P<name>src|example)\b",
}
"""By format, what begins and ends a block of code: the name of its end is that of its beginning."""


def _between(home: str, text: str) -> Iterator[Span]:
    """From each mark that opens to the next of that name that closes; one that is never closed opens nothing."""
    opening: re.Match[str] | None = None
    for mark in re.finditer(_MARKS[home], text, re.IGNORECASE | re.MULTILINE):
        if opening is None:
            opening = mark if mark["open"] is not None else None
        elif mark["close"] is not None and mark["name"].lower() == opening["name"].lower():
            yield opening.start(), mark.end()
            opening = None


_FINDERS: Mapping[str, Callable[[str], Iterator[Span]]] = {
    "markdown": _in_markdown,
    "rst": _in_rst,
    **{home: partial(_between, home) for home in _MARKS},
}
