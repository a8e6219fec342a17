"""Names of things in programs, as documentation writes them in its sentences.

In any other text `BinyaminNetanyahu` has lost a space. Where people write about code, `MaildirSource` has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .format import Span

__all__ = ["names"]

_AS_ONE_WORD = (
    "buildsystem|contenttype|contextmanager|entrypoint|fallthrough|linenumber|querystring|setdefault|staticfile"
    "|staticmethod|typehint"
)
"""What languages and frameworks call by two words without a space, as sentences about them do."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        # MaildirSource, HTTPError, expectedFailures; but inParis, which begins with a short word
        r"!?(?<![^\W_])(?![a-z]{1,3}[A-Z])[A-Za-z][A-Za-z\d]{0,40}?(?:[a-z\d][A-Z]|[A-Z]{2}[a-z])\w{0,60}"
        # get_parser(name), Union(str, list), variations(seq, n), Config['status']
        r"|\b\w{0,40}_\w{1,40}\([^()\n]{0,80}\)"
        r"|\b\w{1,40}\(\*{0,2}\w{1,20}(?:, \*{0,2}\w{1,20}){1,8}\)|\b\w{1,60}\[['\"]\w{1,40}['\"]\]"
        # (Async)Image, Notify(EnumPhase)
        r"|(?<![\w)])\([A-Z][a-z]{1,20}\)[A-Z]\w{1,60}|\b[A-Z]\w{1,60}\((?=\w{0,60}[a-z][A-Z])\w{1,80}\)"
        # staticmethods
        rf"|\b(?i:{_AS_ONE_WORD})s?\b"
        # int32, base64, sha256, arm64: so many bits; jinja2.Environment
        r"|\b[A-Za-z]{2,12}(?:8|16|32|64|128|256|384|512)\b|\b[a-z]{1,30}\d\.[A-Z]\w{0,60}"
        # lists:subtract, hostname:port, migrate:up
        r"|(?<![\w:])[a-z]\w{1,30}:[a-z]\w{0,60}(?![\w:])"
        # an ast.Enum at the end of a paragraph or an item: no sentence is one word, but `Thanks.` and the like
        r"|(?<![\w.])[a-z]\w{1,40}\.(?!(?:Amen|Bye|Cheers|Done|Enjoy|Good|Great|Maybe|Never|No|Ok|Sorry|Thanks|Yes)\b)"
        r"[A-Z][a-z]\w{0,60}(?=[.:]?[ \t\r]*(?:\Z|\n[ \t\r]*\n|\n[ \t]*(?:[*+-]|\d{1,2}\.) ))"
        # ("a string ")
        r"|\((?P<quote>['\"])(?: [^'\"\n]{1,60}|[^'\"\n]{1,60} )(?P=quote)[,)]"
    )


def names(text: str) -> Iterator[Span]:
    """Yield the spans of names that no English text has.

    >>> text = "A MaildirSource raises an AttributeError in get_parser(name), lists:sort and inParis, as ast.Enum."
    >>> [text[a:b] for a, b in names(text)]
    ['MaildirSource', 'AttributeError', 'get_parser(name)', 'lists:sort', 'ast.Enum']
    """
    return (match.span() for match in _pattern().finditer(text))
