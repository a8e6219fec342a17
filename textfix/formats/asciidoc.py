"""AsciiDoc, by lines: delimited blocks, attributes and macros are not prose; sections, lists and paragraphs are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..line_ends import BEFORE_LINE_END
from .format import Span
from .lines import lines_of

__all__ = ["protected"]

_DELIMITER = re.compile(r"(?:(?P<mark>[-.+/=*_])(?P=mark){3,}|```\S*|\|===|[,:!]===|--)\s*$")
_CODE = frozenset("-.+/`|,:!")
"""What begins blocks that are not prose: listings, literal text, passthroughs, comments, tables."""

_NOT_PROSE = re.compile(
    # attributes, comments, block attributes and anchors, block macros, conditions, continuation
    r":!?[\w-]+!?:(?:\s|$)|//|\[[^\]\n]*\]\s*$|[\w-]+::\S*\[|(?:include|ifdef|ifndef|ifeval|endif)::|\+\s*$|'''|<<<"
)
_STYLE = re.compile(
    r"\[(?:,|(?:source|listing|literal|pass|stem|latexmath|asciimath|plantuml|mermaid|graphviz|ditaa)\b)[^\]\n]*\]\s*$"
)
"""What says that the paragraph below is set as it stands, as it says of a block."""

_ABOUT = re.compile(r"\[[^\]\n]*\]\s*$|\.[^\s.]")
"""What may stand between that and the paragraph: more of the kind, a title."""

_MARK = re.compile(
    # == A title, .A block title, * an item, 1. an item, <1> a callout, NOTE:
    r"(?:=+|#+)[ \t]+|\.(?=[^\s.])|\s*(?:[*\-]+|\.+|\d{1,4}\.|<[\d.]{1,3}>)[ \t]+(?:\[[ xX*]\] )?"
    r"|(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION):\s"
)
_INLINE = re.compile(
    # `code`, +as it stands+, $$…$$, pass:[…]
    r"`[^`\n]{1,300}`(?:_|\w*)|\+{1,3}(?=\S)[^+\n]{1,300}\+{1,3}|\$\$[^$\n]{1,300}\$\$"
    # link:target[text], xref:…[…], image:…[…], https://…[text], {attribute}, <<id,text>>, [[anchor]], [.role]#text#
    r"|[\w+-]{1,40}:{1,2}[^\s\[\]]{0,300}\[[^\]\n]{0,500}\]|\{[\w:!-][^{}\n]{0,100}\}|<<[^<>\n]{1,300}>>"
    r"|\[\[[^\[\]\n]{1,200}\]\]|\[[^\]\n]{0,100}\](?=[#*_`])|\(\(\(?[^()\n]{1,200}\)?\)\)"
    # emphasis, the end of a line that breaks it, a description's mark, a replacement
    rf"|[*_#^~]+|(?<= )\+{BEFORE_LINE_END}|::+(?=\s|$)|;;(?=\s|$)|\((?:C|R|TM)\)|--+",
    re.MULTILINE,
)


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of AsciiDoc that are not prose.

    >>> text = "== A title\n\n[source,sh]\n----\nls\n----\n\nSee `ls` and {this}.\n"
    >>> [text[a:b] for a, b in protected(text)]
    ['== ', '[source,sh]', '----', 'ls', '----', '----', '----', '`ls`', '{this}']
    """
    closing, is_literal, was_blank, is_styled = "", False, True, False
    for line in lines_of(text):
        bare = line.text.strip()
        delimiter = _DELIMITER.match(line.text)
        is_about = _ABOUT.match(line.text) is not None
        # A paragraph that is indented is literal; an item of a list may be indented too.
        is_indented = was_blank and line.indent > 0 and not _MARK.match(line.text)
        is_literal = bool(bare) and (is_literal or is_indented or (is_styled and not is_about and not delimiter))
        is_styled = _STYLE.match(line.text) is not None or (is_styled and (is_about or not bare))
        if closing or delimiter or is_literal or _NOT_PROSE.match(line.text):
            yield line.start, line.end
        elif mark := _MARK.match(line.text):
            yield line.start, line.start + mark.end()
        if closing:
            closing = "" if bare == closing else closing
        elif delimiter and bare[0] in _CODE and bare != "--":
            closing = "```" if bare.startswith("```") else bare
        was_blank = not bare
    yield from (match.span() for match in _INLINE.finditer(text))
