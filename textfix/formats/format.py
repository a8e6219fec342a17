"""What a format is: a name, how much of it is read, and which spans of a text are not prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from ..edits import Span
from ..identifiers import ENTITY
from ..line_ends import LINE_END

__all__ = ["JOINERS", "Format", "Skipped", "Span", "within_word"]

JOINERS = r"[\u00ad\u200c\u200d\u2060]"
"""A pattern for soft hyphens and joiners: browsers heed them, so what becomes a page of the web may mean them."""


class Skipped(Exception):  # noqa: N818 - read as it reads in `except Skipped`
    """A file that is never repaired; `path` names it and `reason` says why, in a few words."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Format(NamedTuple):
    r"""One kind of text, and what in it is not prose.

    `home` is the module of this package that tells it, None where all is prose that textfix does not protect
    by itself. `option` is handed to that module: the language of source code. Where people write `about_code`,
    names such as `MaildirSource` are no words that have lost a space. A text of more than `limit` code points
    is skipped: it would have to be read whole.

    >>> markdown = Format("Markdown", "markdown", limit=1000)
    >>> text = "A *good* [link](http://a.example)"
    >>> [text[a:b] for a, b in markdown.protected(text)]
    ['*', '*', '[', '](http://a.example)']
    """

    name: str
    home: str | None = None
    limit: int | None = None
    option: str = ""
    about_code: bool = False

    def protected(self, text: str) -> Iterator[Span]:
        """Yield the spans (code points, half-open) that no repair may touch, in no order; some may overlap.

        Takes time linear in the text, and raises nothing, whatever the text: what is not well-formed is prose.
        """
        if self.home is None:
            return
        protected = import_module(f".{self.home}", __package__).protected
        spans: Iterable[Span] = protected(text, self.option) if self.option else protected(text)
        for start, end in spans:
            yield _sealed(text, start, end)
        yield from (match.span() for match in _ENTITY.finditer(text))
        yield from (match.span() for match in _LINE_END.finditer(text))
        if self.about_code:
            yield from import_module(".names", __package__).names(text)


_ENTITY = re.compile(ENTITY)

_LINE_END = re.compile(rf"(?<![ \t])[ \t]*{LINE_END}(?:[ \t]*{LINE_END})*[ \t]*")
"""A line end, or several, with the spaces on both sides, which are indentation or, in Markdown, a line break."""

_STOPS = frozenset(".,;:!?…)]}\"'”’»")
_LONGEST_WORD = 100


def _sealed(text: str, start: int, end: int) -> Span:
    """The span, and so much around it that nobody puts a space between it and what touches it.

    A space may be inserted at the edge of a span; but `*first,*next` with one before the mark is no emphasis
    any more. What stands on both sides of a span within a word, as in `K&ouml;ln`, is no word by itself.
    """
    if start >= end:
        return start, end
    before, after = text[start - 1 : start], text[end : end + 1]
    joined = end - start <= _LONGEST_WORD and not _has_space(text[start:end])
    if joined and after.isalnum() and (before.isalnum() or text[end - 1] == "`"):
        return within_word(text, start, end)
    return start - _is_sealed(before, text[start]), end + _is_sealed(text[end - 1], after)


def _has_space(mark: str) -> bool:
    """Whether there is white space in it, or an entity that stands for some."""
    if mark.startswith("&"):
        from html import unescape  # it knows two thousand entities

        mark = unescape(mark)
    return any(map(str.isspace, mark))


def _is_sealed(left: str, right: str) -> bool:
    """Whether a space could be put between these two characters, one of which may be missing."""
    if not left or not right or left.isspace() or right.isspace():
        return False
    return left in _STOPS or (left.isalnum() and right.isalnum())


def within_word(text: str, start: int, end: int) -> Span:
    """The span, and the letters that touch it: what is left of a word around it is no word by itself."""
    least, most = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > least and _is_of_word(text[start - 1]):
        start -= 1
    while end < most and _is_of_word(text[end]):
        end += 1
    return start, end


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in "\u00ad\u200b\u200c\u200d\u2060"
