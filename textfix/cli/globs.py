"""Globs as in .gitignore: which files and folders a list of them names."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Globs", "is_glob", "names_it", "problem_of"]


def is_glob(pattern: str) -> bool:
    """Whether git would understand a line of .gitignore; it passes over those that it does not.

    >>> is_glob("docs/**"), is_glob("!")
    (True, False)
    """
    try:
        _spec([pattern])
    except (ValueError, re.error):
        return False
    return True


def problem_of(glob: str) -> str | None:
    """Why a glob names nothing, whatever there is; git passes over it without a word.

    >>> problem_of("docs/[a-z]*.md"), problem_of("docs/[a")
    (None, 'has a [ that is never closed')
    """
    if not is_glob(glob):
        return "is not a glob as in .gitignore"
    if glob.startswith("#"):
        return f"is a comment, as in .gitignore; write {chr(92) + glob!r} for files of this name"
    parts = glob.removeprefix("!").strip("/").split("/")
    if not _EMPTY_PARTS.isdisjoint(parts) and parts != ["."]:
        return "matches nothing: no part of it may be empty or a dot"
    if "[:" in glob:
        return "has a class such as [:alpha:], which is not supported"
    if all(pattern.include is None for pattern in _spec([glob]).patterns):
        return "has a [ that is never closed" if "[" in glob else "matches nothing"
    return None


_EMPTY_PARTS = frozenset(["", "."])


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # costs more than a small run

    with warnings.catch_warnings():
        # `[[a]` means to git what it means to Python today; nobody who sees it warned of can do anything.
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(patterns)


@dataclass(frozen=True)
class Globs:
    """Globs, and the absolute folder that they are meant from.

    >>> globs = Globs("/project", ("*.log", "!kept.log"))
    >>> globs.verdict("/project/logs/a.log"), globs.verdict("/project/kept.log"), globs.verdict("/project/a.txt")
    (True, False, None)
    """

    folder: str
    patterns: tuple[str, ...]

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return _spec(self.patterns)

    def verdict(self, path: str, is_folder: bool = False) -> bool | None:
        """Whether the last glob that speaks of an absolute path names it or, with `!`, does not; None for neither.

        What lies in a folder that is named is named, too.
        """
        relative = self._relative(path).replace(os.sep, "/")
        return self._spec.check_file(relative + "/" if is_folder else relative).include

    def _relative(self, path: str) -> str:
        # By far the most paths lie in the folder, and relpath is slow.
        prefix = self.folder.rstrip(os.sep) + os.sep
        return path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, self.folder)


def names_it(lists: Sequence[Globs], path: str, is_folder: bool = False) -> bool:
    """Whether the last of these lists that speaks of an absolute path names it."""
    verdicts: Iterable[bool | None] = (globs.verdict(path, is_folder) for globs in reversed(lists))
    return next((verdict for verdict in verdicts if verdict is not None), False)
