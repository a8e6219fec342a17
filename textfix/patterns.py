"""Patterns stay text until they are needed, since most texts need few of them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["compiled"]


@cache
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed and then kept, however many others there are.

    >>> compiled("a+") is compiled("a+")
    True
    """
    return re.compile(source, flags)
