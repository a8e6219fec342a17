"""Source code: Pygments tells comments and docstrings, and only what is prose in these is free."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from . import rst
from .format import Span
from .lines import Line, lines_of
from .spans import outside

__all__ = ["protected"]

_DIRECTIVES = re.compile(
    r"noqa|type: ?ignore|pragma|pylint|mypy|ruff|isort|fmt: ?(?:on|off)|yapf|flake8|eslint|prettier|@ts-|tslint|jshint"
    r"|istanbul|c8 ignore|nolint|clang-|NOLINT|IWYU|go:|\+build|rubocop|shellcheck|coding[:=]|vim?:|SPDX-|copyright"
    r"|licen[cs]ed?\b|@(?:param|type|typedef|template)\b.*\{|region\b|endregion\b|sourceMappingURL",
    re.IGNORECASE,
)
"""Comments that programs read, and those that lawyers read."""

_CODE = re.compile(
    r"[;{}\\]\s*$|^\s*[\w.]+\(.*\)?\s*$|\w\(\S*\)|[^\s=!<>]=[^\s=]|\s(?:[-+*/|&]?=|[!=]==?|->|=>|:=|&&|\|\|)\s"
    r"|^\s*(?:[$%@]|>>>|\.\.\.|<|(?:def|class|import|from|return|if|for|while|else|elif|try|with|let|var|const)\b.*[:({]\s*$)"
    r"|^\s*[|+*=~^-]|\s{3,}\S|\t\S"
)
"""Lines of comments that are code, or drawn by characters."""

_MARK = re.compile(
    r"[ \t]*(?:/\*+!?|\*+/|\*+|//[/!]?|#+[!:]?|--+(?:[ \t]*[|^](?=[ \t]))?|;+|%+"
    r"|\"\"\"|'''|[rRbBuUfF]{1,2}(?:\"\"\"|''')|\(\*+|<!--)?[ \t]*"
    # @brief what it does, @param name what it is: as Doxygen and Javadoc have it
    r"(?:[@\\](?:brief|short|details|note|warning|attention|remarks?|returns?|result|todo|deprecated"
    r"|(?:param(?:\[[\w, ]{1,10}\])?|tparam|throws?|exception|retval)[ \t]+[^\s{]\S{0,60})[ \t]+(?!\{))?"
)
"""What stands before the words of a line of a comment."""


def protected(text: str, language: str) -> Iterator[Span]:
    r"""Yield the spans of source code that are not prose; `language` is the name that Pygments has for it.

    A word of a comment that the code has for a name is that name:

    >>> text = "dt = 1  # dt is the first one\ny = 'a string'\n"
    >>> [text[a:b] for a, b in protected(text, "python")]
    ['dt = 1  ', "\ny = 'a string'\n", '# ', 'dt']
    """
    names: set[str] = set()
    comments = list(_comments(text, language, names))
    yield from outside([(start, end) for start, end, _ in comments], len(text))
    for start, end, is_doc in comments:
        yield from ((start + a, start + b) for a, b in _in_comment(text[start:end], is_doc))
        yield from (word.span() for word in _WORD.finditer(text, start, end) if word[0].lower() in names)


_WORD = re.compile(r"[^\W\d]\w+")


def _in_comment(comment: str, is_doc: bool) -> Iterator[Span]:
    """What in a comment is no prose: in all of them the marks of reStructuredText, its blocks in documentation."""
    yield from _in_lines(comment)
    yield from rst.protected(_QUOTES.sub(_blank, comment)) if is_doc else rst.inline(comment)
    for match in _NOT_PROSE.finditer(comment):
        yield match.span()


_NOT_PROSE = re.compile(
    # the parameters of NumPy's docstrings, targets of links in Markdown
    r"^[ \t]*[\w*, ]{1,60} : |\]\[[^\[\]\n]{0,200}\]|\]\([^()\s]{1,300}\)",
    re.MULTILINE,
)

_QUOTES = re.compile(r"\"\"\"|'''")
"""What would look like the line under a title."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _comments(text: str, language: str, names: set[str]) -> Iterator[tuple[int, int, bool]]:
    """Each comment or docstring, those that follow each other as they are, and whether it is documentation.

    What the code calls things is added to `names`, in lower case.
    """
    from pygments.token import Comment, Name, String

    last = ""
    for start, kind, value in _lexer(language).get_tokens_unprocessed(text):
        # Pygments takes for a docstring what is only written like one, as a pattern over several lines.
        is_doc = kind in String.Doc and (language != "python" or last in ("", ":"))
        if not (kind in Comment or kind in String.Affix or value.isspace()):
            last = value[-1:]
        if kind in Name:
            names.update(value.lower().split("."))
        is_off = kind is Comment and language in _PREPROCESSED
        if is_doc or (kind in Comment and not is_off and kind not in _preprocessor()):
            yield start, start + len(value), is_doc


_PREPROCESSED = ("c", "cpp")
"""Languages in which Pygments takes code for a plain comment that the preprocessor leaves out: `#if 0`."""


@cache
def _preprocessor() -> tuple[Any, ...]:
    from pygments.token import Comment

    return Comment.Preproc, Comment.PreprocFile, Comment.Hashbang


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language)


def _in_lines(comment: str) -> Iterator[Span]:
    for line in lines_of(comment):
        mark = _MARK.match(line.text)
        begin = mark.end() if mark else 0
        words = line.text[begin:]
        is_code = _DIRECTIVES.match(words) or _CODE.search(words[:500]) or len(words) > 500
        yield line.start, line.end if is_code else line.start + begin
        yield from _closing(line)


def _closing(line: Line) -> Iterator[Span]:
    """The mark that ends a comment, and what it touches: no space may come between."""
    for mark in ("*/", '"""', "'''", "-->", "*)"):
        if line.text.rstrip().endswith(mark):
            end = line.start + len(line.text.rstrip())
            yield max(line.start, end - len(mark) - 1), end
