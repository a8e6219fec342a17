"""The configuration: which settings apply to a file, by the nearest configuration file and the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from .globs import names_it
from .layers import Layer, Settings
from .mistakes import UsageError
from .settings import CORRECTIONS, SETTINGS

__all__ = ["NAMES", "Configurations"]

NAMES = ("textfix.toml", ".textfix.toml", "pyproject.toml")
"""What configuration files are called; of two in one folder the first counts."""


class Configurations:
    """Which settings apply where. Each configuration file is read once.

    `given` is what the command line says, `config` the file that it names in place of those that would be found;
    `isolated` takes no file. Raises UsageError, here or later, for a configuration that cannot be.
    """

    def __init__(self, given: Mapping[str, Any], config: str | None = None, isolated: bool = False) -> None:
        here = os.path.abspath(".")
        defaults = {name: setting.default for name, setting in SETTINGS.items()} | {CORRECTIONS: {}}
        self.default = Layer("default", here, defaults)
        self.command_line = Layer("command line", here, given)
        self._named = _named(config, here) if config else None
        self._searches = not (config or isolated)
        self._nearest: dict[str, Layer | None] = {}
        self._settings: dict[tuple[Layer, ...], Settings] = {}

    def of(self, path: str) -> Settings:
        """The settings for a file, by its name and its folder."""
        path = os.path.abspath(path)  # links are not resolved: a file is where its name says
        layer = self.nearest(os.path.dirname(path))
        special = [own for globs, own in layer.per_file if names_it([globs], path)] if layer else []
        return self._of(layer, *special)

    def of_folder(self, folder: str) -> Settings:
        """The settings for what lies in a folder, but for those of some files only."""
        return self._of(self.nearest(os.path.abspath(folder)))

    def nearest(self, folder: str) -> Layer | None:
        """The configuration file of an absolute folder: its own, or that of the nearest folder above it."""
        if not self._searches:
            return self._named
        if folder not in self._nearest:
            above = os.path.dirname(folder)
            self._nearest[folder] = _own(folder) or (self.nearest(above) if above != folder else None)
        return self._nearest[folder]

    def further_up(self, folder: str) -> Iterator[Layer]:
        """The configuration files above that of an absolute folder, which are not used there."""
        layer = self.nearest(folder) if self._searches else None
        while layer and (above := os.path.dirname(layer.folder)) != layer.folder:
            layer = self.nearest(above)
            if layer:
                yield layer

    def _of(self, *layers: Layer | None) -> Settings:
        chain = tuple(layer for layer in (self.default, *layers, self.command_line) if layer)
        return self._settings.setdefault(chain, Settings(chain))


def _own(folder: str) -> Layer | None:
    """The configuration that stands in this very folder."""
    found = [layer for name in NAMES if (layer := _read(os.path.join(folder, name), folder))]
    for unused in found[1:]:
        print(f"warning: {unused.origin}: not used, since {found[0].origin} takes precedence", file=sys.stderr)
    return found[0] if found else None


def _named(config: str, folder: str) -> Layer:
    """The file that the command line names, read as though it stood in the current folder."""
    if not os.path.lexists(config):
        raise UsageError(f"--config: {config}: no such file or directory")
    layer = _read(config, folder)
    if layer is None:
        raise UsageError(f"--config: {config}: has no [tool.textfix]")
    return layer


def _read(path: str, folder: str) -> Layer | None:
    """What a file says of textfix, None where there is no such file or it says nothing."""
    if not os.path.lexists(path) or (os.path.basename(path) == "pyproject.toml" and not _mentions_textfix(path)):
        return None
    from .configfile import read_configuration

    return read_configuration(path, folder)


def _mentions_textfix(path: str) -> bool:
    """Whether a file that others share is worth parsing. One that cannot be read is for the parser to refuse."""
    if not os.path.isfile(path):
        return True
    try:
        with open(path, "rb") as file:
            return b"textfix" in file.read().replace(b"\0", b"")  # in UTF-16, too, which is for the parser to refuse
    except OSError:
        return True
