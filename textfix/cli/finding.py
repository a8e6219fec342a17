"""An edit or a notice as a reader sees it: its line and column, the words around it, nothing unprintable."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from ..edits import Edit, Notice, Result, apply, groups, shift, told_once
from ..files import WHOLE, Origin

__all__ = ["Finding", "findings", "lines_and_columns", "placed", "printable", "words_around"]

WORD, CONTEXT = 30, 40
"""How many code points of the word and of the line around a finding are shown at most, on either side."""


class Finding(NamedTuple):
    """A group of edits, or a notice. All its texts are safe to print but for `path`.

    `original` and `replacement` are the words that it stands in, `head` and `tail` the line around them. Lines
    and columns count from 1, columns in code points; `end_column` is behind the last of them.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    reason: str
    head: str
    original: str
    tail: str
    edits: tuple[Edit, ...] = ()
    replacement: str = ""
    notice: Notice | None = None

    @property
    def place(self) -> str:
        """Path, line and column, as editors and terminals know to open them, in one line."""
        return f"{_in_one_line(self.path)}:{self.line}:{self.column}"

    @property
    def posix_path(self) -> str:
        """The path as repositories and their hosts write it: with slashes, and from here where it lies below."""
        path, here = PurePath(self.path), Path.cwd()
        return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

    @property
    def rules(self) -> str:
        """All rules that had a part in it; `rule` is the least certain."""
        return " + ".join(dict.fromkeys(edit.rule for edit in self.edits)) or self.rule

    @property
    def confidence(self) -> float:
        """The least among its edits; nothing is sure of a notice."""
        return min((edit.confidence for edit in self.edits), default=0.0)

    @property
    def certainty(self) -> str:
        """The confidence as it is shown."""
        # Rounded down: nothing is sure, and what is shown must not pass a threshold that the edit does not.
        return f"{math.floor(100 * self.confidence + 1e-9) / 100:.2f}" if self.edits else "notice"

    @property
    def change(self) -> str:
        """The words before and after."""
        return f"{self.original} -> {self.replacement}" if self.edits else self.original

    @property
    def message(self) -> str:
        """All but place and rule, in one line."""
        return f"{self.change}: {self.reason}"

    @property
    def identity(self) -> tuple[str, str, str]:
        """Rules, words before and words after: what stays the same when the lines of a file move."""
        return self.rules, self.original, self.replacement


def findings(path: str, result: Result, origin: Origin = WHOLE) -> Iterator[Finding]:
    """The groups of edits and the notices of a text, in order of position; it begins at `origin` in its file."""
    found: list[tuple[Edit, ...] | Notice] = [*groups(result.edits), *result.notices]
    found.sort(key=_span)
    places = lines_and_columns(result.source, [offset for each in found for offset in _span(each)], origin)
    for each in found:
        start, end = _span(each)
        where = Place(*places[start], *places[end])
        if isinstance(each, Notice):
            yield _notice(path, where, result.source, each)
        else:
            yield _repair(path, where, result.source, each)


def placed(text: str, items: Iterable[Edit | Notice], origin: Origin = WHOLE) -> Iterator[dict[str, Any]]:
    """Each edit or notice as plain values, with its lines and columns; the text begins at `origin` in its file."""
    items = list(items)
    places = lines_and_columns(text, [offset for item in items for offset in (item.start, item.end)], origin)
    for item in items:
        span = {"start": item.start + origin.offset, "end": item.end + origin.offset}
        yield Place(*places[item.start], *places[item.end])._asdict() | item.to_dict() | span


class Place(NamedTuple):
    """Where something begins and ends; both count from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


def _span(found: Sequence[Edit] | Notice) -> tuple[int, int]:
    return (found.start, found.end) if isinstance(found, Notice) else (found[0].start, found[-1].end)


def lines_and_columns(text: str, offsets: Iterable[int], origin: Origin = WHOLE) -> dict[int, tuple[int, int]]:
    r"""The line and the column of each offset; both count from 1, columns in code points.

    >>> lines_and_columns("one\ntwo", [4, 2])
    {2: (1, 3), 4: (2, 1)}

    Those of a text that is part of a file are the file's:

    >>> lines_and_columns("one\ntwo", [2, 4], Origin(offset=50, line=7, column=11))
    {2: (7, 13), 4: (8, 1)}
    """
    places: dict[int, tuple[int, int]] = {}
    line, line_start, position = origin.line, 1 - origin.column, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", position, offset)
        line_start = text.rfind("\n", position, offset) + 1 or line_start
        position = offset
        places[offset] = line, offset - line_start + 1
    return places


def _notice(path: str, place: Place, text: str, notice: Notice) -> Finding:
    words = words_around(text, notice.start, notice.end)
    head, tail = _line_around(text, (notice.start, notice.end), words)
    original = printable(text[slice(*words)])
    return Finding(path, *place, notice.rule, notice.reason, head, original, tail, notice=notice)


def _repair(path: str, place: Place, text: str, group: tuple[Edit, ...]) -> Finding:
    span = _span(group)
    start, end = words = words_around(text, *span)
    head, tail = _line_around(text, span, words)
    weakest = min(group, key=lambda edit: edit.confidence)
    reason = told_once(edit.reason for edit in group)
    original = text[start:end]
    replacement = printable(apply(original, shift(group, -start)))
    return Finding(path, *place, weakest.rule, reason, head, printable(original), tail, group, replacement)


_WORD_BEFORE, _WORD_AFTER = re.compile(r"\S*\Z"), re.compile(rf"\S{{0,{WORD}}}")
_CUT_BEFORE, _CUT_AFTER = re.compile(r"^\S*\s+"), re.compile(r"\s+\S*$")
_LINE_BEFORE, _LINE_AFTER = re.compile(r"[^\r\n]*\Z"), re.compile(rf"[^\r\n]{{0,{CONTEXT}}}")


def words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the words that a place lies in, as far as they are shown."""
    return _extended(text, start, end, _WORD_BEFORE, _WORD_AFTER, WORD)


def _line_around(text: str, span: tuple[int, int], words: tuple[int, int]) -> tuple[str, str]:
    """What stands in the line before and behind the words; `…` where it goes on."""
    first, last = _extended(text, *span, _LINE_BEFORE, _LINE_AFTER, CONTEXT)
    head, tail = text[first : words[0]], text[words[1] : last]
    if text[first - 1 : first] not in ("", "\n", "\r"):
        head = "… " + _CUT_BEFORE.sub("", head)
    if text[last : last + 1] not in ("", "\n", "\r"):
        tail = _CUT_AFTER.sub("", tail) + " …"
    return printable(head), printable(tail)


def _extended(
    text: str, start: int, end: int, before: re.Pattern[str], after: re.Pattern[str], reach: int
) -> tuple[int, int]:
    """The span and as much around it as the patterns match, both of which match nothing too."""
    first, last = before.search(text, max(start - reach, 0), start), after.match(text, end)
    assert first
    assert last
    return first.start(), last.end()


def _in_one_line(path: str) -> str:
    """A path with what a terminal would obey escaped; bytes that are no text stay, so that the file is found."""
    return "".join(c if "\ud800" <= c <= "\udfff" else printable(c) for c in path)


def printable(text: str) -> str:
    r"""The text with all that a terminal would not show, or would obey, escaped.

    >>> print(printable("so\u00adft\x1b[2J"))
    so\xadft\x1b[2J
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
