"""Org: headlines, lists and paragraphs are prose; blocks of code, drawers, keywords, tables and links are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..line_ends import BEFORE_LINE_END
from .format import Span
from .lines import lines_of

__all__ = ["protected"]

_BEGIN = re.compile(r"\s*#\+begin_(?P<name>\w+)", re.IGNORECASE)
_PROSE_BLOCKS = re.compile(r"quote|center|verse|abstract|note|warning|tip|important")

_DRAWER = re.compile(r"\s*:(?!end:)[\w-]+:\s*$", re.IGNORECASE)
_NOT_PROSE = re.compile(
    # keywords, comments, what is set as it stands, tables, planning, a clock
    r"\s*#\+|\s*#(?: |$)|\s*:(?: |$)|\s*\||\s*(?:CLOSED|DEADLINE|SCHEDULED|CLOCK):|\s*-{5,}\s*$|\s*:end:",
    re.IGNORECASE,
)
_MARK = re.compile(
    # *** TODO [#A], a list item with its box, a footnote
    r"\*+ (?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)\b ?)?(?:\[#\w\] )?"
    r"|\s*(?:[-+]|\d{1,4}[.)])[ \t]+(?:\[[ xX-]\] )?|\[fn:[^\]\n]{1,60}\]\s*"
)
_TAGS = re.compile(rf"(?<=[ \t]):\S{{1,200}}:[ \t]*{BEFORE_LINE_END}")
_INLINE = re.compile(
    # [[target][description]], the description being prose; [[target]], [fn:1], [1/2]
    r"\[\[[^\[\]\n]{1,500}\](?:\[|\])|\]\]|\[fn:[^\]\n]{0,300}\]|\[\d*[/%]\d*\]"
    # =verbatim=, ~code~, emphasis
    r"|(?<![^\s\-({'\"])(?P<mark>[=~])(?!\s)[^\n]{1,300}?(?P=mark)(?!\w)|(?<!\w)[*/_+](?=\S)|(?<=\S)[*/_+](?!\w)"
    # <2024-01-01 Mon>, [2024-01-01], <<target>>, src_sh{…}, \alpha, {{{macro}}}
    r"|[<\[]\d{4}-\d\d-\d\d[^\]>\n]{0,40}[>\]]|<{2,3}[^<>\n]{1,100}>{2,3}|\b(?:src|call)_\w+\S{0,100}|\\\w+"
    r"|\{\{\{[^{}\n]{1,200}\}\}\}|[_^]\{[^{}\n]{0,60}\}"
)


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of an Org file that are not prose.

    >>> text = "* TODO A title\n#+BEGIN_SRC sh\nls\n#+END_SRC\nSee ~ls~ and [[file:a][this]].\n"
    >>> [text[a:b] for a, b in protected(text)]
    ['* TODO ', '#+BEGIN_SRC sh', 'ls', '#+END_SRC', '+', '+', '~ls~', '[[file:a][', ']]']
    """
    ending = ""
    for line in lines_of(text):
        bare = line.text.strip().lower()
        begin = _BEGIN.match(line.text)
        if ending or begin or _DRAWER.match(line.text) or _NOT_PROSE.match(line.text):
            yield line.start, line.end
        elif mark := _MARK.match(line.text):
            yield line.start, line.start + mark.end()
        if ending:
            ending = "" if bare.startswith(ending) or line.text.startswith("* ") else ending
        elif begin and not _PROSE_BLOCKS.fullmatch(begin["name"].lower()):
            ending = "#+end_" + begin["name"].lower()
        elif _DRAWER.match(line.text):
            ending = ":end:"
    for pattern in (_TAGS, _INLINE):
        yield from (match.span() for match in pattern.finditer(text))
