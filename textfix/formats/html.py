"""HTML: a scanner that keeps places. Tags, comments, entities and templates are not prose, nor is code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from .ends import Ends
from .format import JOINERS, Span, within_word
from .templates import templates

__all__ = ["protected"]

_RAW = "script|style|pre|code|kbd|samp|var|tt|textarea|math|svg|template|xmp|listing|plaintext|address|select"
"""Elements whose content is code, or a form that is kept as it is."""

_TOKEN = re.compile(
    r"<!--(?P<comment>)|<!\[CDATA\[(?P<cdata>)|<[?%](?P<program>)|<![A-Za-z][^>]{0,2000}>?"
    # A tag: quoted values may hold what else would end it.
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]{0,60})(?P<attributes>(?:[^<>\"']|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}'"
    r"){0,200})>"
    # What JavaScript fills in, and entities.
    r"|\$\{[^\n{}]{0,500}\}"
    r"|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});?"
    rf"|{JOINERS}",
)

_ENDS = {"comment": "-->", "cdata": "]]>", "program": "?>"}
"""What ends what is not a tag."""

_CODE = re.compile(rf"(?:{_RAW})", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\b(?:translate=[\"']?no\b|class=[\"'][^\"']{0,200}\bnotranslate\b|lang=[\"']?(?!en\b)[A-Za-z]"
    # code, source-code, bold_code; but not code-of-conduct
    r"|class=[\"'](?:[^\"']{0,200}[\s_-])?(?:code|code-?block|literal|sourceCode|programlisting)(?=[\"'\s])"
    r"|class=[\"'](?:[^\"']{0,200}\s)?(?:pre|screen)(?=[\"'\s]))",
    re.IGNORECASE,
)
"""Attributes that say that what is in an element is code or not English, or that nobody may change it."""


def protected(text: str) -> Iterator[Span]:
    """Yield the spans of HTML that are not prose.

    >>> text = 'A <b title="x > y">house</b> <!-- old --> &amp; <code>x = 1</code>'
    >>> [text[a:b] for a, b in protected(text)]
    ['<b title="x > y">', '</b>', '<!-- old -->', '&amp;', '<code>x = 1</code>']
    """
    yield from templates(text)
    ends = _Ends(text)
    position = 0
    while token := _TOKEN.search(text, position):
        start, end = token.span()
        if token["name"]:
            end = ends.of_element(token) if _holds_code(token) else end
        elif token.lastgroup in _ENDS:
            end = ends.of(_ENDS[token.lastgroup], end)
        elif _is_within_word(token.group()):
            start, end = within_word(text, start, end)
        yield start, end
        position = max(end, position + 1)


def _holds_code(tag: re.Match[str]) -> bool:
    if tag["close"] or tag["attributes"].endswith("/") or _EMPTY.fullmatch(tag["name"]):
        return False
    is_page = tag["name"].lower() in ("html", "body")
    return bool(_CODE.fullmatch(tag["name"]) or (_FOREIGN.search(tag["attributes"]) and not is_page))


_EMPTY = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr", re.IGNORECASE)


_FLAT = frozenset(("script", "style", "textarea", "xmp"))
"""Elements in which no other begins, not even one of the same name."""


class _Optional(NamedTuple):
    """An element whose end may be left out: it then ends before any of `others`, but for those in `containers`."""

    others: str
    containers: str = ""


_BLOCKS = (
    "address|article|aside|blockquote|body|details|div|dl|dd|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    "|html|li|main|menu|nav|ol|p|pre|section|table|td|th|tr|ul"
)
"""Elements that no paragraph holds."""

_OPTIONAL = {
    "p": _Optional(_BLOCKS),
    "li": _Optional("li", "ul|ol|menu"),
    "dt": _Optional("dt|dd", "dl"),
    "dd": _Optional("dt|dd", "dl"),
    "tr": _Optional("tr|tbody|tfoot", "table"),
    "td": _Optional("td|th|tr|tbody|tfoot", "table"),
    "th": _Optional("td|th|tr|tbody|tfoot", "table"),
}


class _Ends(Ends):
    """Where elements end, too."""

    def of_element(self, tag: re.Match[str]) -> int:
        """Behind the tag that closes the element, with elements of the same name in it; with none, of its own."""
        name = tag["name"].lower()
        if name in _OPTIONAL:
            return self._of_optional(name, tag.end())
        return self._paired.get(tag.start(), tag.end())

    def _of_optional(self, name: str, position: int) -> int:
        """Where an element ends that need not be closed: at the end of the text, if nothing ends it before."""
        optional = _OPTIONAL[name]
        depth = 0
        for tag in _tags("|".join(filter(None, optional))).finditer(self.text, position):
            if re.fullmatch(optional.containers, tag["name"], re.IGNORECASE):
                depth += -1 if tag["close"] else 1
            elif depth == 0:
                return tag.end() if tag["close"] and tag["name"].lower() == name else tag.start()
            if depth < 0:
                return tag.start()
        return len(self.text)

    @cached_property
    def _paired(self) -> dict[int, int]:
        """Where each element ends that is closed, by where it begins. What is never closed spoils no other."""
        ends: dict[int, int] = {}
        opened: dict[str, list[int]] = {}
        for tag in _tags(r"[a-z][\w:.-]{0,60}").finditer(self.text):
            name = tag["name"].lower()
            of_name = opened.setdefault(name, [])
            if not tag["close"]:
                of_name += [] if of_name and name in _FLAT else [tag.start()]
            elif of_name:
                ends[of_name.pop()] = tag.end()
        return ends


@cache
def _tags(names: str) -> re.Pattern[str]:
    return re.compile(rf"<(?P<close>/?)(?P<name>{names})(?![\w:.-])[^<>]{{0,4000}}>", re.IGNORECASE)


def _is_within_word(token: str) -> bool:
    """Whether this is an entity that stands for a letter or joins two, or such a character itself."""
    character = html.unescape(token) if token.startswith("&") else token
    return character.isalpha() or character in "\u00ad\u200b\u200c\u200d\u2060"
