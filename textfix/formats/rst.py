"""reStructuredText, by lines: blocks are told by their marks and their indentation, as docutils tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .format import JOINERS, Span
from .lines import Line, lines_of

__all__ = ["inline", "protected"]

_TITLED = re.compile(
    r"admonition|attention|caution|danger|error|hint|important|note|tip|warning|seealso|todo|topic|sidebar"
    r"|deprecated|versionadded|versionchanged|versionremoved|rubric|epigraph|highlights|pull-quote|compound"
    r"|container"
)
"""Directives whose argument and content are prose."""

_DESCRIBED = re.compile(
    r"list-table|function|method|class|attribute|data|exception|module|option|cmdoption|envvar|program|confval"
    r"|setting|templatetag|templatefilter|fieldlookup|django-admin|glossary|describe|object|property"
    r"|staticmethod|classmethod|decorator|decoratormethod|type|macro|var|enum|enumerator|struct|member|only"
    r"|figure|image-text|details|dropdown|card|tab|tabs|tab-set|tab-item|grid|grid-item|collapse"
)
"""Directives whose content is prose, and whose argument is the name of something."""

_FIELDS = re.compile(
    r"param|parameter|arg|argument|key|keyword|kwarg|raises|raise|except|exception|returns|return|yields|yield"
    r"|var|ivar|cvar|throws"
)
"""Fields that hold prose. What stands in others, as `:Author:`, is for programs."""

_MARKUP = re.compile(r"(?P<indent>\s*)\.\.(?:[ \t]+(?P<rest>.*))?$")
_DIRECTIVE = re.compile(r"(?:\|[^|\n]+\| +)?(?P<name>[\w.+-]+(?::[\w.+-]+)*) ?::(?:\s|$)")
_NOTE = re.compile(r"\[[^\]\s]{1,60}\](?:\s|$)")
_OPTION = re.compile(r"\s*:[\w -]{1,60}:(?:\s|$)")
_FIELD = re.compile(r"\s*:(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:[^:\n`]|:(?=\S)){0,200}):(?:\s+|$)")
_QUOTED = re.compile(r"\s*[!-/:-@[-`{-~]")
_ADORNMENT = re.compile(r"\s*(?P<mark>[!-/:-@[-`{-~])(?P=mark){2,}\s*$")
_BORDER = re.compile(r"\s*=+(?: +=+)+\s*$")
_GRID = re.compile(r"\s*\+(?:[-=]+\+)+\s*$")
_ITEM = re.compile(
    # list items, one in another; the options of a program; a line of a poem; an anonymous target
    r"\s*(?:(?:[-*+•]|#\.|\(?(?:\d{1,4}|[A-Za-z]|#)[.)])[ \t]+)+"
    r"|\s*(?:-\w|--[\w-]+)(?:[ =,][^ \n]+){0,4}(?:  +|$)|\s*\|(?:\s+|$)|\s*__ .*"
)
_DIRECTIVE_ALONE = re.compile(r"\s*\.\. .*::$")
_CLASSIFIER = re.compile(r"(?<=\S) : (?=\S)")
_DOCTEST = re.compile(r"\s*>>>(?: |$)")

_INLINE = re.compile(
    # ``literal``, :role:`text`, `text <target>`_, all of it: what is in them is mostly the name of something
    r"``(?:[^`\n]|`(?!`)|\n(?!\s*\n)){1,1000}``"
    r"|(?::[\w.+:-]{1,60}:)?`(?![\s`])(?:[^`\n\\]|\\.|\n(?!\s*\n)){1,600}`(?::[\w.+:-]{1,60}:|__?(?!\w))?"
    # |substitution|, [1]_, [#note]_, reference_, an anonymous one__
    r"|\|(?![\s|])[^|\n]{1,100}(?<!\s)\|_{0,2}|\[[^\]\s]{1,60}\]_|\b[\w.+-]{1,60}__?(?!\w)"
    rf"|{JOINERS}"
    # _`target`, \ escapes, marks of emphasis, the first letter of a word emphasized, the quotes of Python
    r"|_`[^`\n]{1,300}`|\\.|\*{1,2}\w\*{1,2} ?\w*|\*+|\"{3}|'{3}",
    re.DOTALL,
)


@dataclass
class _Block:
    """A block that is open: it ends before the next line that is indented no more than `indent` columns.

    One that `may_be_quoted` is literal, and none of its lines was seen; `has_terms` is that of a glossary, and its
    terms stand in the column `terms`.
    """

    indent: int
    is_prose: bool = False
    in_options: bool = False
    until_blank: bool = False
    may_be_quoted: bool = False
    has_terms: bool = False
    terms: int = 0


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of reStructuredText that are not prose.

    >>> text = "A title\n-------\n\nSee ``it``::\n\n    code\n\nThe end.\n"
    >>> [text[a:b].strip() for a, b in protected(text) if a < b]
    ['A title', '-------', '::', 'code', '``it``']
    """
    yield from _Reader(text).spans()
    yield from inline(text)


def inline(text: str) -> Iterator[Span]:
    """Yield the spans of markup within lines, whatever blocks they stand in."""
    return (match.span() for match in _INLINE.finditer(text))


class _Reader:
    """Goes through the lines once, and keeps the blocks that are open: directives and literal text."""

    def __init__(self, text: str) -> None:
        self.lines = lines_of(text)
        self.tables = dict(_tables(self.lines))
        self.open: list[_Block] = []

    def spans(self) -> Iterator[Span]:
        number = 0
        while number < len(self.lines):
            end = self.tables.get(number)
            if end is not None:
                yield self.lines[number].start, self.lines[end - 1].end
                number = end
                continue
            yield from self._line(number)
            number += 1

    def _line(self, number: int) -> Iterator[Span]:
        line = self.lines[number]
        if line.is_blank:
            self._blank()
            return
        self._close(line)
        if self.open and (not self.open[-1].is_prose or self._is_option(line) or self._is_term(line)):
            yield line.start, line.end
        elif markup := _MARKUP.match(line.text):
            yield from self._markup(number, line, markup)
        else:
            yield from self._prose(number, line)

    def _close(self, line: Line) -> None:
        """Close what ends before this line. Instead of being indented, literal text may have a mark in each line."""
        is_quoted = False
        while self.open and line.indent <= self.open[-1].indent:
            block = self.open.pop()
            is_quoted = block.may_be_quoted and line.indent == block.indent and _QUOTED.match(line.text) is not None
        if is_quoted:
            self.open.append(_Block(line.indent - 1, until_blank=True))
        elif self.open:
            self.open[-1].may_be_quoted = False

    def _blank(self) -> None:
        self.open = [block for block in self.open if not block.until_blank]
        for block in self.open:
            block.in_options = False

    def _is_option(self, line: Line) -> bool:
        """Whether this is an option of a directive, `:name: value`, right below its first line."""
        block = self.open[-1]
        block.in_options = block.in_options and _OPTION.match(line.text) is not None
        return block.in_options

    def _is_term(self, line: Line) -> bool:
        """Whether this is a term of a glossary, which others refer to by its very words."""
        block = self.open[-1]
        block.terms = block.terms or line.indent
        return block.has_terms and line.indent == block.terms

    def _markup(self, number: int, line: Line, markup: re.Match[str]) -> Iterator[Span]:
        """An explicit block: a directive, a footnote, or else a target, a definition or a comment."""
        rest = markup["rest"] or ""
        begin = line.start + (markup.start("rest") if rest else len(line.text))
        if directive := _DIRECTIVE.match(rest):
            name = directive["name"].rsplit(":", 1)[-1].lower()
            is_prose = bool(_TITLED.fullmatch(name) or _DESCRIBED.fullmatch(name))
            self.open.append(_Block(line.indent, is_prose, in_options=True, has_terms=name == "glossary"))
            yield line.start, begin + directive.end() if _TITLED.fullmatch(name) else line.end
            yield from self._literal(number, line.indent + 3)
        elif note := _NOTE.match(rest):
            yield line.start, begin + note.end()
        else:
            self.open.append(_Block(line.indent))
            yield line.start, line.end

    def _prose(self, number: int, line: Line) -> Iterator[Span]:
        if line.text.strip() != "::" and self._is_title(number):
            yield line.start, line.end
        elif _DOCTEST.match(line.text):
            self.open.append(_Block(line.indent - 1, until_blank=True))
            yield line.start, line.end
        else:
            mark = self._mark(line)
            yield line.start, line.start + mark
            is_item = mark and not _FIELD.match(line.text)
            yield from self._literal(number, len(line.text[:mark].expandtabs(8)) if is_item else line.indent)
            yield from self._classifiers(number)

    def _classifiers(self, number: int) -> Iterator[Span]:
        """The marks between a term and its kinds, if the line below is indented: it is then the definition."""
        line = self.lines[number]
        if number + 1 < len(self.lines) and self.lines[number + 1].indent > line.indent:
            for match in _CLASSIFIER.finditer(line.text):
                yield line.start + match.start(), line.start + match.end()

    def _is_title(self, number: int) -> bool:
        """Whether this is a title or the line below or above one, which would be too short for a longer title."""
        near = self.lines[max(0, number - 1) : number + 2]
        return any(_ADORNMENT.match(line.text) is not None for line in near)

    def _mark(self, line: Line) -> int:
        """How much of the line stands before its prose: the mark of a list item, the name of a field."""
        if field := _FIELD.match(line.text):
            return field.end() if _FIELDS.fullmatch(field["name"]) else len(line.text)
        mark = _ITEM.match(line.text)
        return mark.end() if mark else 0

    def _literal(self, number: int, indent: int) -> Iterator[Span]:
        """What follows a paragraph that ends with `::` and is indented more than it is literal."""
        line = self.lines[number]
        bare = line.text.rstrip()
        is_last = number + 1 == len(self.lines) or self.lines[number + 1].is_blank
        if bare.endswith("::") and is_last and not _DIRECTIVE_ALONE.match(bare):
            self.open.append(_Block(indent, may_be_quoted=True))
            yield line.start + len(bare) - 2, line.end


def _tables(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """The first line of each table and the line behind its last. Of tables no line is prose: columns would shift."""
    number = 0
    while number < len(lines):
        end = number
        if _GRID.match(lines[number].text):
            end = _end_of_grid(lines, number)
        elif _BORDER.match(lines[number].text):
            end = _end_of_simple(lines, number)
        if end > number:
            yield number, end
        number = max(end, number + 1)


def _end_of_grid(lines: list[Line], number: int) -> int:
    while number < len(lines) and lines[number].text.lstrip().startswith(("+", "|")):
        number += 1
    return number


def _end_of_simple(lines: list[Line], first: int) -> int:
    """Behind the border below which there is an empty line; with no such border, behind the next empty line."""
    number = first + 1
    while number < len(lines):
        is_last = number + 1 == len(lines) or lines[number + 1].is_blank
        if is_last and _BORDER.match(lines[number].text):
            return number + 1
        number += 1
    return number
