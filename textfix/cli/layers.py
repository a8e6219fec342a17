"""Settings come in layers, from what is built in up to the command line.

Between them stand the configuration file, and its settings for some files only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any, NamedTuple

from ..files import FileError, read
from ..fixer import Fixer
from ..model import ModelError, load
from ..rules import select_rules
from .globs import Globs
from .mistakes import UsageError
from .settings import CORRECTIONS, RULE_LISTS, SETTINGS, Pair

__all__ = ["Layer", "Settings", "Treatment", "forget_words"]


@dataclass(frozen=True, eq=False)
class Layer:
    """The settings from one place. `origin` names it to the reader; globs in it are meant from `folder`."""

    origin: str
    folder: str
    values: Mapping[str, Any]
    per_file: tuple[tuple[Globs, Layer], ...] = ()


class Treatment(NamedTuple):
    """What is to be done to a file: by which fixer, which repairs never, and whether code has text to repair."""

    fixer: Fixer
    never: frozenset[Pair]
    code: bool


@dataclass(frozen=True)
class Settings:
    """The settings that apply somewhere, from the lowest layer, which has all, to the highest.

    >>> low = Layer("default", "/", {"level": "careful", "words": []})
    >>> high = Layer("command line", "/", {"level": "bold"})
    >>> Settings((low, high)).value("level"), Settings((low, high)).origins("words")
    ('bold', ['default'])
    """

    layers: tuple[Layer, ...]

    def value(self, key: str) -> Any:
        """What a setting is. Where it adds up, it has what all layers say."""
        values = [layer.values[key] for layer in self._with(key)]
        if key == CORRECTIONS:
            return {wrong: right for table in values for wrong, right in table.items()}
        return [item for items in values for item in items] if SETTINGS[key].adds else values[-1]

    def origins(self, key: str) -> list[str]:
        """Where the value of a setting comes from: several places where it adds up."""
        holders = self._with(key)
        adds = key == CORRECTIONS or SETTINGS[key].adds
        origins = [layer.origin for layer in holders if layer.values[key]] if adds else [holders[-1].origin]
        return origins or [holders[0].origin]

    def _with(self, key: str) -> list[Layer]:
        return [layer for layer in self.layers if key in layer.values]

    @property
    def rule_origins(self) -> list[str]:
        """Which layers have a say in `rules`."""
        origins = [layer.origin for layer in self.layers if any(map(layer.values.get, RULE_LISTS))]
        return origins or [self.layers[0].origin]

    @property
    def rules(self) -> frozenset[str]:
        """The names of the rules that are on: what a layer selects overrides what a lower one ignores."""
        on = select_rules()
        for layer in self.layers:
            select, extend, ignore = map(layer.values.get, RULE_LISTS)
            on = select_rules(on if select is None else select, extend or (), ignore or ())
        return on

    @property
    def excludes(self) -> tuple[Globs, ...]:
        """The globs of what is left out."""
        lists = [(layer.folder, layer.values["exclude"]) for layer in self._with("exclude")[-1:]]
        lists += [(layer.folder, layer.values["extend-exclude"]) for layer in self._with("extend-exclude")]
        return tuple(Globs(folder, tuple(globs)) for folder, globs in lists if globs)

    @cached_property
    def treatment(self) -> Treatment:
        """What is to be done to the files to which these settings apply. Raises UsageError where it cannot be done."""
        self._check()
        fixer = Fixer(
            level=self.value("level"),
            select=self.rules,
            words=frozenset(self._words()),
            corrections=self.value(CORRECTIONS),
            protect=self.value("protect"),
            language=self.value("language"),
            evidence=self.value("evidence"),
        )
        return Treatment(fixer, frozenset(self.value("never")), self.value("code"))

    def _check(self) -> None:
        """Raise UsageError where what the settings ask for is not installed."""
        try:
            load(self.value("language"))
        except (ModelError, ValueError) as error:
            raise UsageError(str(error)) from error
        if self.value("code") and not find_spec("pygments"):
            raise UsageError("source code needs Pygments; install it with: pip install 'textfix[code]'")

    def _words(self) -> Iterator[str]:
        yield from self.value("words")
        for layer in self._with("words-file"):
            for name in layer.values["words-file"]:
                yield from _words_in(name, layer.origin)
        if self.value("words-from-project"):
            from .vocabulary import words_of

            yield from words_of(self._with("words-from-project")[-1].folder)


_COMMENT = re.compile(r"(?:^|\s)#.*")
"""A comment in a list of words. `C#` is a word."""


@cache
def _words_in(name: str, origin: str) -> tuple[str, ...]:
    """The words that a file lists; `origin` tells who named it."""
    try:
        text = read(name).text
    except FileError as error:
        raise UsageError(f"{origin}: words-file: {error}") from error
    lines = (_COMMENT.sub("", line).strip() for line in text.splitlines())
    return tuple(filter(None, lines))


def forget_words() -> None:
    """Read all lists of words again when they are asked for: a program that stays must see them change."""
    from .vocabulary import words_of

    _words_in.cache_clear()
    words_of.cache_clear()
