"""What .gitignore and .ignore files say, read where they stand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from ..files import FileError, Unreadable
from .globs import Globs, is_glob, names_it

__all__ = ["ignored_above", "ignored_in"]

NAMES = (".gitignore", ".ignore")
"""Files of globs; of two in one folder the later counts more."""

Failed = Callable[[FileError], None]


def ignored_in(folder: str, failed: Failed) -> tuple[Globs, ...]:
    """What the files in an absolute folder say of what lies there and below."""
    files = ((os.path.join(folder, name), folder) for name in NAMES)
    return tuple(globs for name, base in files if (globs := _read(name, base, failed)))


def ignored_above(folder: str, failed: Failed) -> tuple[Globs, ...]:
    """What is said above an absolute folder, as far up as its git repository goes.

    Whoever names a folder that is ignored means what is in it, so nothing is said of it then.
    """
    above = list(_up_to_repository(folder))
    if not above:
        return ()
    exclude = os.path.join(_git_folder(above[-1]), "info", "exclude")
    first = _read(exclude, above[-1], failed)
    lists = [*([first] if first else []), *(g for each in above[:0:-1] for g in ignored_in(each, failed))]
    return () if folder != above[-1] and names_it(lists, folder, is_folder=True) else tuple(lists)


def _up_to_repository(folder: str) -> Iterator[str]:
    """The folder and those above it up to the root of its repository; none where it is in no repository."""
    folders = [folder]
    while not os.path.lexists(os.path.join(folders[-1], ".git")):
        above = os.path.dirname(folders[-1])
        if above == folders[-1]:
            return
        folders.append(above)
    yield from folders


def _git_folder(root: str) -> str:
    """Where git keeps what belongs to all work trees. In a further work tree .git is a file that names its own."""
    git = os.path.join(root, ".git")
    if not os.path.isfile(git):
        return git
    try:
        with open(git, encoding="utf-8", errors="surrogateescape") as file:
            own = os.path.join(root, file.readline().partition("gitdir:")[2].strip())
        with open(os.path.join(own, "commondir"), encoding="utf-8", errors="surrogateescape") as file:
            return os.path.join(own, file.readline().strip())
    except OSError:
        return git


def _read(name: str, folder: str, failed: Failed) -> Globs | None:
    if not os.path.isfile(name):
        return None
    try:
        with open(name, encoding="utf-8", errors="surrogateescape") as file:
            patterns = file.read().splitlines()
    except OSError as error:
        failed(Unreadable(os.path.relpath(name), (error.strerror or "cannot be read").lower()))
        return None
    return Globs(folder, tuple(pattern for pattern in patterns if is_glob(pattern)))
