"""Markdown: markdown-it tells the blocks and walks through the text of each; what it takes for text is prose.

Only that is free: markers, code, HTML, destinations of links, definitions and front matter are whatever is left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..line_ends import LINE_END
from . import html
from .format import JOINERS, Span
from .jsx import jsx
from .spans import outside
from .templates import templates

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

__all__ = ["protected"]

_LONGEST, _DEEPEST = 100_000, 30
"""A paragraph longer than this, or with more brackets open at once, is no prose: it would take too long."""

_BY_THEMSELVES = frozenset("!:-%+=&$@/.,;")
"""Characters that may begin markup and, where they do not, are prose."""

_ALSO = (
    # front matter as TOML
    rf"\A\+\+\+[ \t]*{LINE_END}(?:(?!\+\+\+)[^\n]*\n){{0,500}}\+\+\+",
    # shortcodes of Hugo
    r"\{<[^\n<>]{0,500}>\}",
    # {#id .class}, {: .class }, {ref}`…`, an expression of JSX
    r"\{[^\n{}]{0,500}\}",
    # [[wiki links]], [!NOTE], [^note], [@citation], [ ], [x]
    r"\[\[[^\n\[\]]{0,300}\]\]|\[[!^@][^\n\[\]]{0,100}\]|\[[ xX]\](?= )",
    # ::: note, ??? note, and !!! note "A title", up to the title
    r"^[ \t>]{0,20}(?:(?:!!!|\?\?\?\+?)[ \t]*[\w -]{1,60}\"(?=[^\"\n]{1,300}\"[ \t\r]*$)|(?::::?|!!!|\?\?\?)[^\n]*)",
    # :smile:, the quotes of Python
    r":[a-z0-9_+-]{1,40}:|\"{3}|'{3}",
    JOINERS,
    # a tag of JSX or HTML
    r"</?[A-Za-z][^<>{}]{0,300}(?:\{[^<>{}]{0,100}\}[^<>{}]{0,100}){0,10}/?>",
)
"""What of those who extend Markdown is no prose either, wherever it stands."""


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of Markdown that are not prose.

    >>> text = "# A title\n\nSee `it` or [this](that).\n\n[that]: http://a.example\n"
    >>> [text[a:b] for a, b in protected(text)]
    ['# ', '\n\n', '`it`', '[', '](that)', '\n\n[that]: http://a.example\n']
    """
    yield from outside(_prose(text), len(text))
    for match in _also().finditer(text):
        yield match.span()
    yield from templates(text)
    yield from jsx(text)


@cache
def _also() -> re.Pattern[str]:
    return re.compile("|".join(_ALSO), re.MULTILINE)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "text_join"])
    parser.use(front_matter_plugin).use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.inline.ruler.at("text", _text)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.push("by_themselves", _by_itself)
    return parser


class _Content:
    """The text of one block, and what in it is prose: spans in its own offsets, which the rules below add to."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.prose: list[Span] = []

    def add(self, state: StateInline, start: int, end: int) -> None:
        # The description of an image is parsed by itself, with other offsets.
        if state.src is self.source:
            self.prose.append((start, end))


_TEXT = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]+")
"""What no markup begins with."""


def _text(state: StateInline, silent: bool) -> bool:
    """The rule of this name in markdown-it, which needs to keep nothing of what it takes."""
    found = _TEXT.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.env["content"].add(state, *found.span())
    state.pos = found.end() if found else state.pos
    return found is not None


def _link(state: StateInline, silent: bool) -> bool:
    """The rule of this name in markdown-it. A text that is the label of its own definition is no prose."""
    from markdown_it.helpers import parseLinkLabel
    from markdown_it.rules_inline import link

    start, prose = state.pos, len(state.env["content"].prose)
    if not link(state, silent):
        return False
    if not silent:
        end = parseLinkLabel(state, start)
        rest = state.src[end : state.pos]
        if rest in _BY_LABEL:
            del state.env["content"].prose[prose:]
        _add_title(state, end, rest)
    return True


def _image(state: StateInline, silent: bool) -> bool:
    """The rule of this name in markdown-it, which takes what describes an image for the text of a link."""
    from markdown_it.helpers import parseLinkLabel
    from markdown_it.rules_inline import image

    start, content = state.pos, state.env["content"]
    if not image(state, silent):
        return False
    # In the description of another image all places would be wrong.
    if not silent and state.src is content.source:
        end = parseLinkLabel(state, start + 1)
        rest = state.src[end : state.pos]
        inside = [] if rest in _BY_LABEL else _inline(state.src[start + 2 : end], state.env)
        state.env["content"] = content
        content.prose += ((start + 2 + a, start + 2 + b) for a, b in inside)
        _add_title(state, end, rest)
    return True


_BY_LABEL = ("]", "][]")
"""How a link ends whose text is the label of a definition."""

_TITLE = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|[^\s<>]+)\s+(?:\"(?P<a>[^\"\\\n]+)\"|'(?P<b>[^'\\\n]+)'|\((?P<c>[^()\\\n]+)\))\s*\)"
)


def _add_title(state: StateInline, end: int, rest: str) -> None:
    """The title of a link is prose; `rest` is what follows its text, which ends at `end`."""
    if (title := _TITLE.fullmatch(rest)) and title.lastgroup:
        start, stop = title.span(title.lastgroup)
        state.env["content"].add(state, end + start, end + stop)


def _by_itself(state: StateInline, silent: bool) -> bool:
    """The last rule: no other wanted this character. It is left to the parser, which takes it for text."""
    if not silent and state.src[state.pos] in _BY_THEMSELVES:
        state.env["content"].add(state, state.pos, state.pos + 1)
    return False


def _prose(text: str) -> Iterator[Span]:
    lines, anchors = _Lines(text), _anchors(text)
    env: MutableMapping[str, Any] = {}
    before = ""
    for token in _parser().parse(text, env):
        is_target = before == "heading_open" and _as_anchor(token.content) in anchors
        if token.map and token.content and not is_target and (read := _READ.get(token.type)):
            is_cell = before in ("th_open", "td_open")
            # In a cell all bars are escaped, and the content comes without that.
            content = token.content.replace("|", "\\|") if is_cell else token.content
            place = lines.cell if is_cell else lines.places
            yield from _in_source(read(content, env), content, place(token.map[0], content))
        before = token.type


def _anchors(text: str) -> frozenset[str]:
    """What links of a text lead to in itself. A heading is linked by its words, so a repair would break the link."""
    return frozenset(_as_anchor(unquote(match[1])) for match in _ANCHOR.finditer(text))


_ANCHOR = re.compile(r"(?:[(<\"'=]|\]:[ \t]*)#([^\s()<>\"']{1,200})")


def _as_anchor(heading: str) -> str:
    """What of a heading all who make anchors of them keep: letters and digits, in lower case."""
    return "".join(filter(str.isalnum, heading.lower()))


def _inline(source: str, env: MutableMapping[str, Any]) -> list[Span]:
    """What of the text of a block is prose."""
    if len(source) > _LONGEST or _depth(source) > _DEEPEST:
        return []
    content = env["content"] = _Content(source)
    _parser().inline.parse(source, _parser(), env, [])
    return content.prose


def _in_html(source: str, env: MutableMapping[str, Any]) -> list[Span]:
    """What of a block of HTML is prose to HTML as well as to Markdown, which components of JSX have in them."""
    if "={" in source:
        return []  # a tag of JSX, which HTML cannot read
    marks = outside(_inline(source, env), len(source))
    return list(outside([*marks, *html.protected(source)], len(source)))


_READ = {"inline": _inline, "html_block": _in_html}
"""What has text in it, by the name that markdown-it has for it, and how it is read."""


def _depth(source: str) -> int:
    """How many brackets are open at once, at most, or never closed."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]]", source):
        depth = depth + 1 if bracket == "[" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


class _Lines:
    """Where the lines of a text begin, as Markdown counts them, and the contents of blocks in them."""

    def __init__(self, text: str) -> None:
        ends = [match.span() for match in re.finditer(r"\r\n?|\n", text)]
        self.text = text
        self.starts = [0, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(text)]
        self.taken = 0

    def cell(self, line: int, content: str) -> list[int | None]:
        """Where this content begins, behind the cells that were asked for before it; None if that is not certain."""
        start = self.text.find(content, max(self.taken, self.starts[line]), self.ends[line])
        self.taken = start + len(content) if start >= 0 else self.ends[line]
        return [start if start >= 0 else None]

    def places(self, line: int, content: str) -> list[int | None]:
        """Where each line of this content begins; None where that is not certain."""
        return [self._place(line + number, part) for number, part in enumerate(content.split("\n"))]

    def _place(self, line: int, content: str) -> int | None:
        if line >= len(self.starts):
            return None
        bare = content.strip()
        source = self.text[self.starts[line] : self.ends[line]].rstrip()
        # What stands before it are markers and indentation, and behind it nothing, but for the marks of a heading.
        column = len(source) - len(bare) if source.endswith(bare) else source.find(bare)
        return self.starts[line] + column - content.find(bare) if bare and column >= 0 else None


def _in_source(prose: Iterable[Span], content: str, starts: Sequence[int | None]) -> Iterator[Span]:
    """The same spans in the whole text. None of them is more than a line."""
    begins = [0, *(match.end() for match in re.finditer("\n", content))]
    for start, end in prose:
        line = bisect_right(begins, start) - 1
        place = starts[line]
        if place is not None:
            yield max(0, place + start - begins[line]), place + end - begins[line]
