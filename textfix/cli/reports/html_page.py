"""One page for a browser: the text with every edit marked, and why each was made. It loads nothing from anywhere.

Its policy allows its own style and script, by their hashes, and nothing else. Without the script all can still be
read; it adds the filters.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TextIO

from ... import __version__
from ...edits import Edit, Notice, Result
from ...files import SourceFile
from ..finding import Finding, findings, printable
from .report import Report, counted

__all__ = ["HtmlPage"]

CONTEXT = 2
"""Lines that are shown around each that has a mark; runs of others are folded, but for short ones."""

_SHOWN = frozenset("\t\u200c\u200d")
"""What has no shape of its own and is left as it is: the joiners are part of emoji and of many scripts."""


class HtmlPage(Report):
    """Written at the end, since the sums and the filters come before the text."""

    def __init__(self, stream: TextIO, arguments: Namespace) -> None:
        super().__init__(stream, arguments)
        self.sections: list[str] = []
        self.marks = self.notices = 0

    def write(self, source: SourceFile, result: Result) -> None:
        """Keep the text of a file in which something was found."""
        found = list(findings(source.path, result))
        if found:
            body = "".join(_folded(_rows(result.source, _marks(found, self.marks))))
            self.marks += len(found)
            self.notices += len(result.notices)
            title = f"{_shown(source.path)} <small>{_counted(found)}</small>"
            self.sections.append(f"<section>\n<h2>{title}</h2>\n{body}</section>\n")

    def finish(self) -> None:
        """Write the page."""
        folder = Path(__file__).parent
        style, script = ((folder / name).read_text("utf-8") for name in ("page.css", "page.js"))
        sums = self.sums("")
        self.stream.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            # What it quotes is not to be repaired by the next run.
            f'<meta name="generator" content="textfix {__version__}">\n'
            f"<title>textfix: {sums}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f"<header>\n<h1>textfix <small>{sums}</small></h1>\n</header>\n"
            f"{self._filters() if self.sections else ''}<main>\n"
        )
        self.stream.writelines(self.sections or ["<p>Nothing was found.</p>\n"])
        self.stream.write(f"</main>\n<footer>textfix {__version__}</footer>\n")
        self.stream.write(f"<script>{script}</script>\n" if self.sections else "")
        self.stream.write("</body>\n</html>\n")

    def _filters(self) -> str:
        boxes = [_box("rule", rule, count) for rule, count in self.rules.most_common()]
        boxes += [_box("notices", "notices", self.notices)] if self.notices else []
        return _FILTERS.format(rules="".join(boxes))


def _box(name: str, what: str, count: int) -> str:
    return (
        f'<label><input type="checkbox" name="{name}" value="{escape(what)}" checked>'
        f"{escape(what)} <small>{count}</small></label>\n"
    )


# What moves from one repair to the next stays in sight, in one line: how high it is must be known where one moves to.
_FILTERS = """<form id="filters" aria-label="What is shown" hidden>
<div class="filters">
<fieldset><legend>Show</legend>
<label><input type="radio" name="view" value="both" checked>changes</label>
<label><input type="radio" name="view" value="before">before</label>
<label><input type="radio" name="view" value="after">after</label>
</fieldset>
<fieldset><legend>Rules</legend>
{rules}</fieldset>
<fieldset><legend>Confidence</legend>
<label>at least
<input type="range" name="least" min="0" max="1" step="0.01" value="0"> <output name="limit">0.00</output></label>
</fieldset>
<fieldset><legend>More</legend>
<label><input type="checkbox" name="keys" checked>keys p and n</label>
<label><input type="checkbox" name="whole">whole text</label>
</fieldset>
</div>
<fieldset class="moves"><legend>Repairs</legend>
<button type="button" name="previous" title="Previous (p)" aria-label="Previous repair" aria-keyshortcuts="p">←</button>
<output name="count" aria-live="polite"></output>
<button type="button" name="next" title="Next (n)" aria-label="Next repair" aria-keyshortcuts="n">→</button>
</fieldset>
</form>
"""


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; form-action 'none'"


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _counted(found: list[Finding]) -> str:
    repairs = sum(bool(finding.edits) for finding in found)
    notices = counted(len(found) - repairs, "notice")
    return counted(repairs, "repair") + (f", {notices}" if len(found) > repairs else "")


@dataclass
class _Mark:
    """How what stands between `start` and `end` is shown."""

    start: int
    end: int
    html: str


def _marks(found: list[Finding], number: int) -> list[_Mark]:
    """The marks of all findings in order; `number` counts the findings of the page."""
    marks = []
    for number, finding in enumerate(found, number + 1):  # noqa: B020 - goes on from there
        if finding.notice:
            marks.append(_notice_mark(finding, finding.notice, number))
        marks += (_edit_mark(finding, edit, number, nth) for nth, edit in enumerate(finding.edits))
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _edit_mark(finding: Finding, edit: Edit, number: int, nth: int) -> _Mark:
    name = "" if _has_shape(edit) else f"space {_DONE[edit.kind]}: {finding.replacement}"
    removed = f"<del{_blank(edit.original)}>{_visible(edit.original)}</del>" if edit.original else ""
    added = f"<ins{_blank(edit.text)}>{_visible(edit.text)}</ins>" if edit.text else ""
    link = _link(finding, f"edit {_sureness(finding)}", number, nth, removed + added, name)
    return _Mark(edit.start, edit.end, link)


_DONE = {"insertion": "inserted", "deletion": "removed", "replacement": "changed"}


def _has_shape(edit: Edit) -> bool:
    return bool((edit.original + edit.text).strip(" "))


def _notice_mark(finding: Finding, notice: Notice, number: int) -> _Mark:
    # Only its start is marked, since edits may lie within.
    link = _link(finding, "notice", number, 0, "", f"notice: {finding.original}")
    return _Mark(notice.start, notice.start, link)


def _link(finding: Finding, kind: str, number: int, nth: int, content: str, name: str) -> str:
    """A mark is a link to itself, so that the keyboard reaches it and one can be sent to others.

    One that shows no text of its own has a `name` for those who listen.
    """
    label = f' aria-label="{_shown(name)}"' if name else ""
    identity = f' id="{number}"' if nth == 0 else ""
    data = f'data-rules="{escape(finding.rules)}" data-confidence="{finding.confidence:.4f}"'
    return f'<a class="{kind}" href="#{number}"{identity}{label} {data}>{content}{_why(finding)}</a>'


def _sureness(finding: Finding) -> str:
    return "sure" if finding.confidence >= 0.95 else "likely" if finding.confidence >= 0.75 else "doubtful"


def _why(finding: Finding) -> str:
    sure = (
        f'<meter aria-label="confidence" value="{finding.confidence:.4f}"></meter> {finding.certainty}'
        if finding.edits
        else "notice"
    )
    change = finding.change.replace(" -> ", " → ") if finding.edits else finding.original
    return (
        f'<span class="why"><b>{escape(finding.rules)}</b> <span class="sure">{sure}</span> '
        f'<span class="change">{_shown(change)}</span> <span>{_shown(finding.reason)}</span> '
        f'<span class="place">line {finding.line}, column {finding.column}</span></span>'
    )


@dataclass
class _Row:
    """A line of the text as it is shown."""

    number: int
    parts: list[str] = field(default_factory=list)
    marked: bool = False

    def __str__(self) -> str:
        return f'<div class="line" data-n="{self.number}"><span>{"".join(self.parts)}</span></div>\n'


def _rows(text: str, marks: list[_Mark]) -> list[_Row]:
    """The lines of a text with their marks; one whose end is within a mark goes on with the next."""
    rows, position, line = [_Row(1)], 0, 1
    for mark in marks:
        start, end = max(mark.start, position), max(mark.end, position)
        line = _add(rows, text[position:start], line)
        rows[-1].parts.append(mark.html)
        rows[-1].marked = True
        line += text.count("\n", start, end)
        position = end
    _add(rows, _LAST_LINE_END.sub("", text[position:]), line)
    return rows


_LINE_END, _LAST_LINE_END = re.compile(r"\r?\n"), re.compile(r"\r?\n\Z")


def _add(rows: list[_Row], text: str, line: int) -> int:
    """Put down a text that begins in this line of the file; the line in which it ends."""
    first, *others = _LINE_END.split(text)
    rows[-1].parts.append(_shown(first))
    rows += [_Row(line + n, [_shown(each)]) for n, each in enumerate(others, 1)]
    return line + len(others)


def _folded(rows: list[_Row]) -> Iterator[str]:
    """The rows; what is far from all marks can be unfolded."""
    near = {index + step for index, row in enumerate(rows) if row.marked for step in range(-CONTEXT, CONTEXT + 1)}
    far: list[_Row] = []
    for index, row in enumerate(rows):
        if index not in near:
            far.append(row)
            continue
        yield from _fold(far)
        far = []
        yield str(row)
    yield from _fold(far)


def _fold(rows: list[_Row]) -> Iterator[str]:
    lines = "".join(map(str, rows))
    yield f"<details><summary>{len(rows)} lines</summary>\n{lines}</details>\n" if len(rows) > CONTEXT else lines


def _blank(text: str) -> str:
    return ' class="blank"' if text.isspace() else ""


def _visible(text: str) -> str:
    """What is changed: all that has no shape of its own is told."""
    return escape(printable(text.replace("\r\n", "↵").replace("\n", "↵")))


def _shown(text: str) -> str:
    """What is left: only what would not be shown, or would disturb how the text is shown, is told."""
    if text.isprintable():
        return escape(text)
    return escape("".join(c if c in _SHOWN or unicodedata.category(c) == "Zs" else printable(c) for c in text))
