"""Commit messages: the message is prose, and what git wrote below it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..line_ends import BEFORE_LINE_END
from .format import Span

__all__ = ["protected"]

_COMMENT = re.compile(r"^#.*", re.MULTILINE)
_SCISSORS = re.compile(rf"^# -+ >8 -+{BEFORE_LINE_END}", re.MULTILINE)
_TRAILER = re.compile(r"^[A-Z][a-z]{1,20}-[A-Za-z-]{1,20}: .*", re.MULTILINE)
"""Signed-off-by: and the like; the names in them are nobody's to correct."""


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of a commit message that are not prose.

    >>> text = "Mend the roof\n\nIt was leaking.\n\nSigned-off-by: A B <a@b.example>\n# On branch main\n"
    >>> [text[a:b] for a, b in protected(text)]
    ['# On branch main', 'Signed-off-by: A B <a@b.example>']
    """
    scissors = _SCISSORS.search(text)
    if scissors:
        yield scissors.start(), len(text)
    for pattern in (_COMMENT, _TRAILER):
        yield from (match.span() for match in pattern.finditer(text))
