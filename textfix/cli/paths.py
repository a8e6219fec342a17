"""Which files the paths on a command line stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..files import FileError, Unreadable, reason
from ..formats import is_known
from .configuration import Configurations
from .globs import Globs, names_it
from .ignorefiles import ignored_above, ignored_in
from .mistakes import UsageError

__all__ = ["files_in", "listed", "text_files"]

OF_PEOPLE = frozenset({".github"})
"""Folders of what people write, for contributors and as forms, although their names begin with a dot."""

Failed = Callable[[FileError], None]


def text_files(paths: Iterable[str], configurations: Configurations, failed: Failed) -> Iterator[str]:
    """Each file once: those that are named, whatever they are called, and what is prose by its name in folders.

    What cannot be listed is handed to `failed`.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _meant(path, configurations, failed):
            real = os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def _meant(path: str, configurations: Configurations, failed: Failed) -> Iterator[str]:
    # Unlike the methods of Path, os.path has an answer for names too long and links in a circle.
    is_folder = os.path.isdir(path)
    if left_out(path, configurations, is_folder):
        return
    if is_folder:
        for name in files_in(path, configurations, failed):
            if is_known(name) or (is_known(name, code=True) and configurations.of(name).value("code")):
                yield name
    else:
        yield path


def left_out(path: str, configurations: Configurations, is_folder: bool = False) -> bool:
    """Whether a path is left out although it was named."""
    settings = configurations.of(path)
    return settings.value("force-exclude") and names_it(settings.excludes, os.path.abspath(path), is_folder)


def listed(file: str) -> list[str]:
    """The names that a file lists, one a line, or with NUL behind each as `git ls-files -z` does; - is standard input.

    Raises UsageError where it cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"--file-list: {file}: {reason(error)}") from error
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(name) for name in names if name]


class _Folder(NamedTuple):
    """A folder to be walked: its name as it is shown, and what is ignored in it."""

    name: str
    path: str
    ignored: tuple[Globs, ...]


def files_in(folder: str, configurations: Configurations, failed: Failed) -> Iterator[str]:
    """The files in a folder and below that nothing leaves out, each folder's own before those further down.

    One after the other: it takes a second for 20,000 files, most of it in Python, where threads would wait for each
    other. Links are not followed, or a run could leave the folder, or never end. Folders whose name begins with a dot
    are passed over, but for those OF_PEOPLE. Whoever names a folder means what is in it, so what leaves out the folder
    itself is not heeded.
    """
    top = os.path.abspath(folder)
    spared = [globs for globs in configurations.of_folder(top).excludes if globs.verdict(top, is_folder=True)]
    ahead = [_Folder("" if folder == "." else folder, top, ignored_above(top, failed))]
    while ahead:
        here = _heeding(ahead.pop(), configurations, failed)
        excludes = [globs for globs in configurations.of_folder(here.path).excludes if globs not in spared]
        folders: list[_Folder] = []
        for entry in _entries(here, failed):
            path = os.path.join(here.path, entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if names_it(excludes, path, is_folder) or names_it(here.ignored, path, is_folder):
                continue
            if not is_folder:
                yield os.path.join(here.name, entry.name)
            elif not entry.name.startswith(".") or entry.name in OF_PEOPLE:
                folders.append(_Folder(os.path.join(here.name, entry.name), path, here.ignored))
        ahead += reversed(folders)


def _heeding(folder: _Folder, configurations: Configurations, failed: Failed) -> _Folder:
    """The folder with what its own files say is ignored, where that is asked for."""
    heeds = configurations.of_folder(folder.path).value("respect-gitignore")
    return folder._replace(ignored=(*folder.ignored, *ignored_in(folder.path, failed)) if heeds else ())


def _entries(folder: _Folder, failed: Failed) -> list[os.DirEntry[str]]:
    """The folders and regular files of a folder by name, links left out."""
    try:
        with os.scandir(folder.path) as entries:
            return sorted(filter(_is_kept, entries), key=lambda entry: entry.name)
    except OSError as error:
        failed(Unreadable(folder.name or ".", (error.strerror or "cannot be listed").lower()))
        return []


def _is_kept(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
