"""An edit or a notice as a reader sees it: its line and column, the words around it, nothing unprintable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..edits import Edit, Notice, Result, apply, groups, shift

__all__ = ["Finding", "findings", "lines_and_columns", "printable"]

WORD, CONTEXT = 30, 40
"""How many code points of the word and of the line around a finding are shown at most, on either side."""


@dataclass(frozen=True)
class Finding:
    """A group of edits, or a notice. All its texts are safe to print.

    `original` and `replacement` are the words it stands in, `before` and `after` the line.
    """

    place: str
    rules: str
    certainty: str
    reason: str
    original: str
    before: str
    repaired: bool = False
    replacement: str = ""
    after: str = ""


def findings(path: str, result: Result) -> Iterator[Finding]:
    """The groups of edits and the notices of a text, in order of position."""
    found: list[Sequence[Edit] | Notice] = [*groups(result.edits), *result.notices]
    found.sort(key=_start)
    places = lines_and_columns(result.source, [_start(each) for each in found])
    for each, (line, column) in zip(found, places, strict=True):
        place = f"{path}:{line}:{column}"
        if isinstance(each, Notice):
            yield _notice(place, result.source, each)
        else:
            yield _repair(place, result.source, each)


def _start(found: Sequence[Edit] | Notice) -> int:
    return found.start if isinstance(found, Notice) else found[0].start


def lines_and_columns(text: str, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    r"""The line and the column of offsets in ascending order; both count from 1, columns in code points.

    >>> list(lines_and_columns("one\ntwo", [2, 4]))
    [(1, 3), (2, 1)]
    """
    line, line_start, position = 1, 0, 0
    for offset in offsets:
        line += text.count("\n", position, offset)
        line_start = text.rfind("\n", position, offset) + 1 or line_start
        position = offset
        yield line, offset - line_start + 1


def _notice(place: str, text: str, notice: Notice) -> Finding:
    original = printable(text[slice(*_word_around(text, notice.start, notice.end))])
    before, _ = _line(text, notice.start, notice.end, ())
    return Finding(place, notice.rule, "notice", notice.reason, original, before)


def _repair(place: str, text: str, group: Sequence[Edit]) -> Finding:
    start, end = group[0].start, group[-1].end
    original, replacement = _both(text, group, _word_around(text, start, end))
    before, after = _line(text, start, end, group)
    return Finding(
        place,
        rules=" + ".join(dict.fromkeys(edit.rule for edit in group)),
        certainty=f"{min(edit.confidence for edit in group):.2f}",
        reason="; ".join(dict.fromkeys(edit.reason for edit in group)),
        original=original,
        before=before,
        repaired=True,
        replacement=replacement,
        after=after,
    )


def _line(text: str, start: int, end: int, group: Sequence[Edit]) -> tuple[str, str]:
    """The line around a place, before and after the edits; `…` where it goes on."""
    first, last = _line_around(text, start, end)
    head = "" if text[first - 1 : first] in ("", "\n", "\r") else "…"
    tail = "" if text[last : last + 1] in ("", "\n", "\r") else "…"
    before, after = _both(text, group, (first, last))
    return f"{head}{before}{tail}", f"{head}{after}{tail}"


def _both(text: str, group: Sequence[Edit], span: tuple[int, int]) -> tuple[str, str]:
    start, end = span
    original = text[start:end]
    return printable(original), printable(apply(original, shift(group, -start)))


_WORD_BEFORE, _WORD_AFTER = re.compile(r"\S*\Z"), re.compile(rf"\S{{0,{WORD}}}")
_LINE_BEFORE, _LINE_AFTER = re.compile(r"[^\r\n]*\Z"), re.compile(rf"[^\r\n]{{0,{CONTEXT}}}")


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    return _extended(text, start, end, _WORD_BEFORE, _WORD_AFTER, WORD)


def _line_around(text: str, start: int, end: int) -> tuple[int, int]:
    return _extended(text, start, end, _LINE_BEFORE, _LINE_AFTER, CONTEXT)


def _extended(
    text: str, start: int, end: int, before: re.Pattern[str], after: re.Pattern[str], reach: int
) -> tuple[int, int]:
    """The span and as much around it as the patterns match, both of which match nothing too."""
    first, last = before.search(text, max(start - reach, 0), start), after.match(text, end)
    assert first
    assert last
    return first.start(), last.end()


def printable(text: str) -> str:
    r"""The text with all that a terminal would not show, or would obey, escaped.

    >>> print(printable("so\u00adft\x1b[2J"))
    so\xadft\x1b[2J
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
