"""Man pages: requests and what they take, escapes, and text that is set as it stands. The rest is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .format import Span
from .lines import lines_of

__all__ = ["protected"]

_AS_IT_STANDS = {
    # a request that opens, and the one that closes
    "nf": "fi",
    "EX": "EE",
    "TS": "TE",
    "EQ": "EN",
    "PS": "PE",
    "DS": "DE",
    "SY": "YS",
    "de": ".",
    "ig": ".",
    "Bd": "Ed",
}
"""Text that is set line by line: examples, tables, formulas, pictures, synopses, macros."""

_REQUEST = re.compile(r"[.'][ \t]*(?P<name>[A-Za-z\\\".][\w\\\".]?)?")
_ESCAPE = re.compile(
    # \fBbold\fR and \fIitalic\fP: the names of things; \f[CW]…\f[]
    r"\\f(?:[BIC23]|\(..|\[\w+\])[^\n\\]{0,200}(?:\\[-.&e][^\n\\]{0,200}){0,20}\\f(?:[RP1]|\[R?\])"
    # \fIenv\fR\&.Precious(\fItarget, DebugOptions(json=\*(Aqpath: members and calls of which a part is set in a font
    r"|\\&\.[^\s\\()]{1,60}\(?|\b[A-Za-z]\w{0,60}\((?:\w{1,40}=)?(?=\\)"
    # \(bu, \[bu], \*(lq, \*[x], \s-1, \fB, \-
    r"|\\(?:\(..|\[[^\]\n]{0,40}\]|\*(?:\(..|\[[^\]\n]{0,40}\]|.)|s[-+]?\d|f(?:\(..|\[[^\]\n]{0,20}\]|.)|\"[^\n]*|.)"
)


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of a man page that are not prose.

    >>> text = ".SH NAME\nls \\- list files\n.nf\n  code\n.fi\nSee \\fBls\\fR.\n"
    >>> [text[a:b] for a, b in protected(text)]
    ['.SH NAME', '.nf', '  code', '.fi', '\\-', '\\fBls\\fR']
    """
    closing = ""
    for line in lines_of(text):
        request = _REQUEST.match(line.text)
        name = (request["name"] or "") if request else None
        if request or closing or line.text.startswith((" ", "\t")):
            yield line.start, line.end
        if closing and name == closing:
            closing = ""
        elif not closing and name in _AS_IT_STANDS and not (name == "Bd" and "-filled" in line.text):
            closing = _AS_IT_STANDS[name]
    for match in _ESCAPE.finditer(text):
        yield match.span()
