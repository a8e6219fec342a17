"""What applies to a document: the settings of the project that it belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from ..breaker import overload
from ..cli.baseline import Baseline
from ..cli.configuration import Configurations
from ..cli.examine import Examined, examine
from ..cli.globs import names_it
from ..cli.layers import Layer, forget_words
from ..edits import Result
from ..files import SourceFile
from ..formats import Skipped

__all__ = ["Project"]


class Project:
    """The settings of all folders, as they are when they are first asked for.

    Whatever is asked raises UsageError where a configuration says what cannot be.
    """

    def __init__(self) -> None:
        forget_words()
        self.configurations = Configurations({})
        self._baselines: dict[str, Baseline] = {}

    def examined(self, path: str, text: str) -> Result:
        """What there is to repair in a document; nothing where the project leaves it out, or it is no prose."""
        settings = self.configurations.of(path)
        if names_it(settings.excludes, str(_absolute(path))):
            return Result(text)
        source = SourceFile(path, text.encode("utf-8", "surrogatepass"), text, "utf-8", b"")
        try:
            return self._unknown_to_baseline(examine(source, settings.treatment), settings.value("baseline")).result
        except Skipped:
            return Result(text)

    def _unknown_to_baseline(self, examined: Examined, name: str | None) -> Examined:
        """What the baseline of this name does not know."""
        if name is None:
            return examined
        baseline = self._baselines.get(name) or self._baselines.setdefault(name, Baseline.read(name))
        return baseline.without_known(examined)

    def overload(self, path: str, result: Result) -> str | None:
        """What is too much about the repair of a document to make it unseen, in words; None where it may be made."""
        return overload(result, self.configurations.of(path).value("level"))

    def nearest(self, path: str) -> Layer | None:
        """The configuration file that counts for a document."""
        return self.configurations.nearest(str(_absolute(path).parent))

    def named_for(self, path: str) -> list[Path]:
        """The lists of words and the baseline that the settings for a document name."""
        settings = self.configurations.of(path)
        baseline = settings.value("baseline")
        return [_absolute(name) for name in (*settings.value("words-file"), *([baseline] if baseline else ()))]


def _absolute(path: str) -> Path:
    # Links are not resolved: a file is where its name says.
    return Path(os.path.abspath(path))  # noqa: PTH100
