"""The files that settings come from, and how an editor is asked to tell when one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from lsprotocol.types import (
    WORKSPACE_DID_CHANGE_WATCHED_FILES,
    ClientCapabilities,
    DidChangeWatchedFilesRegistrationOptions,
    FileSystemWatcher,
    Registration,
)

from ..cli import configuration, ignorefiles

__all__ = ["Sources", "can_watch"]

NAMES = frozenset((*configuration.NAMES, *ignorefiles.NAMES))
"""What files are called that hold settings wherever they lie."""


class Sources:
    """Configurations, and what they name: lists of words and baselines.

    `watch` is handed each name once, for the editor to look out for it.
    """

    def __init__(self, watch: Callable[[Registration], None]) -> None:
        self._watch = watch
        self._named: set[Path] = set()
        self._watched: set[str] = set()

    def look_out(self, names: Iterable[str] = NAMES) -> None:
        """Ask to be told when files of these names change, in any folder."""
        for name in sorted(set(names) - self._watched):
            self._watched.add(name)
            options = DidChangeWatchedFilesRegistrationOptions([FileSystemWatcher(f"**/{name}")])
            self._watch(Registration(f"textfix: {name}", WORKSPACE_DID_CHANGE_WATCHED_FILES, options))

    def add(self, named: Iterable[Path]) -> None:
        """Take in files that a configuration names."""
        new = set(named) - self._named
        self._named |= new
        self.look_out(path.name for path in new)

    def have(self, path: str | None) -> bool:
        """Whether settings come from this file."""
        return path is not None and (Path(path).name in NAMES or Path(path) in self._named)


def can_watch(capabilities: ClientCapabilities) -> bool:
    """Whether an editor can be asked while it runs to watch files."""
    workspace = capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    return bool(watching and watching.dynamic_registration)
