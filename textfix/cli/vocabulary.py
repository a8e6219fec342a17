"""The words of a project: what its code, its packages and its people are called is no misspelling."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from itertools import islice

from ..files import FileError, read
from ..formats import is_known
from .configuration import Configurations
from .paths import files_in

__all__ = ["words_of"]

FILES, BYTES, CHARACTERS = 5000, 2**18, 2**25
"""Files that are looked at, in order of their names, the size of each in bytes, and of all in code points: bounds on
the time that this may take."""

OFTEN = 3
"""Times that a name must stand within sentences: a word with a capital may also be a slip."""

_WORD = r"[^\W\d_]{3,}(?![\w'’])"

_IDENTIFIER = re.compile(
    # What is defined or imported, whatever the language calls it.
    rf"\b(?:class|const|def|enum|fn|from|func|function|import|interface|let|mod|module|namespace|package|struct|trait"
    rf"|type|use|var)[ \t]+({_WORD})"
    # What is called, and what belongs to something: no sentence is written like that.
    rf"|\b({_WORD})(?=\()|\w\.({_WORD})(?=[.(=)\]])"
)

_NAME = re.compile(rf"(?<=[a-z,] )([A-Z]{_WORD})")

_PACKAGE = re.compile(
    rf"""^[ \t"']*name["']?[ \t]*[:=][ \t]*["']?({_WORD})"""  # what it is called itself
    rf"""|^[ \t"']*({_WORD})[ \t]*(?:["']?[ \t]*[:=<>~!\[]|["'],)""",  # what it needs, as a key or in a list
    re.MULTILINE,
)

_MANIFESTS = {
    "Cargo.toml": _PACKAGE,
    "go.mod": re.compile(rf"/({_WORD})\b"),
    "package.json": _PACKAGE,
    "pyproject.toml": _PACKAGE,
    "requirements.txt": re.compile(rf"^({_WORD})", re.MULTILINE),
    "setup.cfg": _PACKAGE,
}
"""Files that name packages, and how."""


@cache
def words_of(folder: str) -> frozenset[str]:
    """The identifiers, packages, files and recurring names in a folder that are words.

    The same folder gives the same words. What .gitignore names is not looked at, and what is too large or cannot
    be read is passed over.
    """
    words: set[str] = set()
    names: Counter[str] = Counter()
    left = CHARACTERS
    for path in islice(files_in(folder, Configurations({}, isolated=True), failed=lambda _: None), FILES):
        words.update(re.findall(_WORD, os.path.basename(path)))
        pattern = _pattern_for(path)
        text = _text_of(path) if pattern and left > 0 else ""
        left -= len(text)
        found = [match[match.lastindex or 0] for match in pattern.finditer(text)] if pattern else []
        (names if pattern is _NAME else words).update(found)
    return frozenset(words | {name for name, count in names.items() if count >= OFTEN})


def _pattern_for(path: str) -> re.Pattern[str] | None:
    """What finds the words in a file of this name."""
    if manifest := _MANIFESTS.get(os.path.basename(path)):
        return manifest
    if is_known(path):
        return _NAME
    return _IDENTIFIER if is_known(path, code=True) else None


def _text_of(path: str) -> str:
    try:
        return read(path).text if os.path.getsize(path) <= BYTES else ""
    except (OSError, FileError):
        return ""
