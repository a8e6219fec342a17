"""Configuration files: `[tool.textfix]` of a pyproject.toml, or a textfix.toml or .textfix.toml as a whole."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..choices import unknown
from ..files import FileError, read
from .finding import printable
from .globs import Globs
from .layers import Layer
from .mistakes import UsageError
from .settings import CORRECTIONS, SETTINGS, Setting

__all__ = ["TABLE", "read_configuration"]

TABLE = "tool.textfix"
"""Where in pyproject.toml the settings stand; the other files hold nothing else."""

PER_FILE, FILES = "per-file", "files"
"""The list of settings for some files only, and the globs of these files."""


def read_configuration(path: str, folder: str) -> Layer | None:
    """What a file says of textfix, None where it is a pyproject.toml that says nothing.

    Its globs are meant from `folder`. Raises UsageError where it says what cannot be.
    """
    origin = printable(os.path.relpath(path))
    try:
        source = read(path)
    except FileError as error:
        raise UsageError(f"{origin}: {error.problem}") from error
    if source.codec != "utf-8":
        raise UsageError(f"{origin}: is {source.codec.upper()}, but TOML must be UTF-8")
    shared = os.path.basename(path) == "pyproject.toml"
    table: Any = _parsed(source.text, origin)
    for key in TABLE.split(".") if shared else ():
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    if not shared and "tool" in table:
        raise UsageError(f"{origin}: write settings here without the heading [{TABLE}]")
    return _Table(origin, TABLE if shared else "", folder, os.path.dirname(path), table).layer()


def _parsed(text: str, origin: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{origin}: not TOML: {error}") from error


class _Table(NamedTuple):
    """A table of a configuration file, at `place` in it. Word lists and baselines lie in the folder `beside`."""

    origin: str
    place: str
    folder: str
    beside: str
    table: Any

    def layer(self) -> Layer:
        """The settings of a whole file."""
        values = self.values([*SETTINGS, CORRECTIONS, PER_FILE])
        tables = self.table.get(PER_FILE, [])
        if not isinstance(tables, list):
            raise self.mistake(PER_FILE, f"must be a list of tables, [[{self.below(PER_FILE)}]]")
        per_file = [self.part(number, table).for_some_files() for number, table in enumerate(tables, 1)]
        return Layer(self.origin, self.folder, values, tuple(per_file))

    def part(self, number: int, table: Any) -> _Table:
        """One of the tables with settings for some files only."""
        return self._replace(place=self.below(f"{PER_FILE} {number}"), table=table)

    def for_some_files(self) -> tuple[Globs, Layer]:
        """The settings of a part, and which files they are for."""
        values = self.values([FILES, *(name for name, each in SETTINGS.items() if each.scope == "text"), CORRECTIONS])
        if FILES not in self.table:
            raise self.mistake("", f'must say which files it is for, as in {FILES} = ["docs/**"]')
        globs = self.read(FILES, SETTINGS["exclude"], self.table[FILES])
        return Globs(self.folder, tuple(globs)), Layer(f"{self.origin}: {self.place}", self.folder, values)

    def values(self, valid: list[str]) -> dict[str, Any]:
        """What the settings are set to. Raises UsageError for a key that there is not, or a value that cannot be."""
        if not isinstance(self.table, dict):
            raise self.mistake("", "must be a table")
        for key in self.table:
            if key not in valid:
                raise self.mistake("", unknown("key", key, valid))
        return {key: self.value(key, self.table[key]) for key in self.table if key not in (FILES, PER_FILE)}

    def value(self, key: str, value: Any) -> Any:
        """What a key is set to."""
        if key == CORRECTIONS:
            return self.corrections(value)
        read = self.read(key, SETTINGS[key], value)
        if key == "baseline":
            return os.path.join(self.beside, read)
        return [os.path.join(self.beside, name) for name in read] if key == "words-file" else read

    def read(self, key: str, setting: Setting, value: Any) -> Any:
        """A value, read as it would be on the command line."""
        if setting.read is None:
            if not isinstance(value, bool):
                raise self.mistake(key, f"must be true or false, not {value!r}")
            return value
        if setting.is_list:
            words = self.words(key, value)
            if setting.default is None and not words:
                words = [""]  # no value would mean all, so an empty one is as wrong as on the command line
            return [item for word in words for item in self.read_word(key, setting, word)]
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.mistake(key, f"must be a string or a number, not {value!r} ({setting.help})")
        return self.read_word(key, setting, str(value))

    def words(self, key: str, value: Any) -> Iterable[str]:
        """A list of strings."""
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.mistake(key, f'must be a list of strings, as in ["…", "…"], not {value!r}')
        return value

    def read_word(self, key: str, setting: Setting, word: str) -> Any:
        """A word, read as it would be on the command line."""
        assert setting.read
        try:
            return setting.read(word)
        except ArgumentTypeError as error:
            raise self.mistake(key, str(error)) from None

    def corrections(self, table: Any) -> dict[str, str]:
        """Corrections of one's own: what is wrong, and what belongs there."""
        if not isinstance(table, dict):
            raise self.mistake(CORRECTIONS, f'must be a table, as in {CORRECTIONS} = {{teh = "the"}}')
        for wrong, right in table.items():
            if not wrong:
                raise self.mistake(CORRECTIONS, f"the text that {right!r} replaces must not be empty")
            if not isinstance(right, str):
                raise self.mistake(f"{CORRECTIONS}.{wrong}", f"must be a string, not {right!r}")
        return table

    def below(self, key: str) -> str:
        """The name of a key in full."""
        return ".".join(part for part in (self.place, key) if part)

    def mistake(self, key: str, problem: str) -> UsageError:
        """Tell of a mistake in this file."""
        return UsageError(": ".join(part for part in (self.origin, self.below(key), problem) if part))
