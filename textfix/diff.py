"""A unified diff made from the edits: they already know what changed, so nothing is searched for.

Lines end at a line feed and nowhere else, as `git apply` and `patch` see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .edits import Edit, apply, shift

__all__ = ["unified_diff"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class _Change(NamedTuple):
    """The whole lines `source[start:end]`, which are `old`, and the lines that stand there afterwards."""

    start: int
    end: int
    old: list[str]
    new: list[str]


def unified_diff(source: str, edits: Sequence[Edit], name: str, context: int = 3) -> str:
    r"""The edits as a patch of the file `name`, with `context` unchanged lines around each change.

    `edits` are canonical; ValueError where they do not fit the source, or where `context` is negative. Takes
    time in proportion to the text. The patch is empty where there are no edits.

    >>> edit = Edit.of("missing-space", 3, 3, " ", 0.99, "")
    >>> print(unified_diff("theend", [edit], "a.txt"))
    --- a/a.txt
    +++ b/a.txt
    @@ -1 +1 @@
    -theend
    \ No newline at end of file
    +the end
    \ No newline at end of file
    <BLANKLINE>
    """
    if context < 0:
        raise ValueError(f"context must not be negative, but is {context}")
    hunks = "".join(_hunks(source, list(_changes(source, edits)), context))
    return f"--- {_quoted('a/' + name)}\n+++ {_quoted('b/' + name)}\n{hunks}" if hunks else ""


_ESCAPES = {'"': '\\"', "\\": "\\\\"} | {chr(code): f"\\{code:03o}" for code in (*range(32), 127)}


def _quoted(name: str) -> str:
    """The name as git writes it: quoted where a character would end it or is no text."""
    if not any(character in _ESCAPES for character in name):
        # `patch` takes a name to end at white space unless a tab ends it.
        return name + "\t" if " " in name else name
    return '"' + "".join(_ESCAPES.get(character, character) for character in name) + '"'


def _changes(source: str, edits: Sequence[Edit]) -> Iterator[_Change]:
    """The edits as changes of whole lines; edits that share a line are one change."""
    cluster: list[Edit] = []
    end = -1
    for edit in edits:
        if cluster and edit.start >= end and source[end - 1] == "\n":
            yield from _changed(source, cluster, end)
            cluster = []
        cluster.append(edit)
        # Only then, or a text that is one long line would be searched to its end for every edit.
        if edit.end >= end:
            end = _line_end(source, edit.end)
    if cluster:
        yield from _changed(source, cluster, end)


def _changed(source: str, cluster: list[Edit], end: int) -> Iterator[_Change]:
    start = source.rfind("\n", 0, cluster[0].start) + 1
    region = source[start:end]
    old, new = _LINE.findall(region), _LINE.findall(apply(region, shift(cluster, -start)))
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    start += sum(map(len, old[:before]))
    old, new = old[before : len(old) - after], new[before : len(new) - after]
    if old or new:
        yield _Change(start, start + sum(map(len, old)), old, new)


def _line_end(source: str, offset: int) -> int:
    return source.find("\n", offset) + 1 or len(source)


def _common(left: list[str], right: list[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(left), len(right)))


def _hunks(source: str, changes: list[_Change], context: int) -> Iterator[str]:
    """One hunk for changes that are at most twice the context apart."""
    line = position = moved = 0
    for run in _runs(source, changes, context):
        start = _back(source, run[0].start, context)
        line += source.count("\n", position, start)
        position = start
        body, grown = _body(source, run, start, _forward(source, run[-1].end, context))
        old, new = (sum(each[0] in sides for each in body) for sides in (" -", " +"))
        yield f"@@ -{_range(line, old)} +{_range(line + moved, new)} @@\n" + "".join(map(_ended, body))
        moved += grown


def _runs(source: str, changes: list[_Change], context: int) -> Iterator[list[_Change]]:
    run: list[_Change] = []
    for change in changes:
        if run and source.count("\n", run[-1].end, change.start) > 2 * context:
            yield run
            run = []
        run.append(change)
    if run:
        yield run


def _back(source: str, offset: int, lines: int) -> int:
    for _ in range(lines):
        offset = source.rfind("\n", 0, max(offset - 1, 0)) + 1
    return offset


def _forward(source: str, offset: int, lines: int) -> int:
    for _ in range(lines):
        offset = _line_end(source, offset)
    return offset


def _body(source: str, run: list[_Change], start: int, end: int) -> tuple[list[str], int]:
    """The lines of a hunk, each behind its sign, and how many lines longer it makes the text."""
    body: list[str] = []
    for change in run:
        body += (" " + line for line in _LINE.findall(source, start, change.start))
        body += ("-" + line for line in change.old)
        body += ("+" + line for line in change.new)
        start = change.end
    body += (" " + line for line in _LINE.findall(source, start, end))
    return body, sum(len(change.new) - len(change.old) for change in run)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _range(line: int, count: int) -> str:
    """Where a hunk lies: line numbers count from 1, and no lines lie after the line before them."""
    if count == 0:
        return f"{line},0"
    return f"{line + 1}" if count == 1 else f"{line + 1},{count}"
