"""The settings: each is an option of the command line and a key of the configuration, under the same name."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ..choices import unknown
from ..evidence import EVIDENCE
from .reports import FORMATS

__all__ = ["COLORS", "CORRECTIONS", "OF_RUN", "RULE_LISTS", "SETTINGS", "Pair", "Setting", "choice"]

COLORS = ("auto", "always", "never")

RULE_LISTS = ("select", "extend-select", "ignore")
"""The settings that together tell which rules are on: Settings.rules."""

CORRECTIONS = "corrections"
"""The one setting that no option has: a table needs a file."""


class Setting(NamedTuple):
    """What may be set. `read` makes its value from a word of the command line; a flag has none.

    A list adds up over the sources where `adds` says so, and is replaced by the last elsewhere. `scope` is
    `text` for what may differ from file to file, `files` for which files there are, `run` for a whole run,
    `report` for what only commands that report have, and `repair` for those of them that write.
    """

    scope: str
    help: str
    default: Any = None
    read: Callable[[str], Any] | None = None
    metavar: str | None = None
    adds: bool = False
    short: str = ""

    @property
    def is_list(self) -> bool:
        """Whether it may be given more than once. Its default is a list, or None where that means all."""
        return self.adds or isinstance(self.default, list) or self.read is _some_rules


class Pair(NamedTuple):
    """A repair as reports print it: what stands there, and what would."""

    original: str
    replacement: str

    def __str__(self) -> str:
        return f"{self.original} -> {self.replacement}"


def _pair(value: str) -> list[Pair]:
    """A repair that a user wrote as reports print it.

    >>> _pair("fro -> for")
    [Pair(original='fro', replacement='for')]
    """
    original, arrow, replacement = (part.strip() for part in value.partition("->"))
    if not (original and arrow and replacement):
        raise ArgumentTypeError(f"{value!r} is not a repair; write it as reports do: 'fro -> for'")
    return [Pair(original, replacement)]


def choice(kind: str, valid: Sequence[str]) -> Callable[[str], str]:
    """A reader of one of these names."""

    def read(value: str) -> str:
        if value not in valid:
            raise ArgumentTypeError(unknown(kind, value, valid))
        return value

    return read


def _level(value: str) -> str | float:
    from ..levels import level_of

    level: str | float = value
    with suppress(ValueError):
        level = float(value)
    try:
        level_of(level)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
    return level


def _names(value: str) -> list[str]:
    return [name for name in value.replace(",", " ").split() if name]


def _words(value: str) -> list[str]:
    """Words and phrases with commas between them: a name may have spaces in it."""
    return [word for word in map(str.strip, value.split(",")) if word]


def _known(kind: str, names: list[str], valid: Sequence[str], *others: str) -> list[str]:
    """The names, of which all are valid; `others` are what may be given in their place."""
    for name in names:
        if name not in valid:
            raise ArgumentTypeError(unknown(kind, name, [*valid, *others]))
    return names


def _rules(value: str) -> list[str]:
    from ..rules import FAMILIES, RULES

    return _known("rule", _names(value), [*FAMILIES, *RULES])


def _some_rules(value: str) -> list[str]:
    """These rules alone. None at all would report that all is well, whatever there is."""
    from ..rules import FAMILIES, RULES

    if not _names(value):
        raise ArgumentTypeError(f"names no rule; choose from {', '.join((*FAMILIES, *RULES))}")
    return _rules(value)


def _evidence(value: str) -> list[str]:
    return [] if value == "none" else _known("evidence", _names(value), sorted(EVIDENCE), "none")


def _one(value: str) -> list[str]:
    return [value]


def _globs(value: str) -> list[str]:
    from .globs import problem_of

    if re.search(r"\{[^{}]*,[^{}]*\}", value):
        raise ArgumentTypeError(f"{value!r} has braces, which .gitignore does not know; write a glob for each")
    globs = [glob for glob in map(str.lstrip, value.split(",")) if glob]
    for glob in globs:
        if problem := problem_of(glob):
            raise ArgumentTypeError(f"{glob!r} {problem}")
    return globs


def _pattern(value: str) -> list[str]:
    try:
        re.compile(value)
    except re.error as error:
        raise ArgumentTypeError(f"{value!r} is not a regular expression: {error}") from None
    return [value]


def _jobs(value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise ArgumentTypeError(f"{value!r} is not a number of processes; give 1 or more")
    return int(value)


SETTINGS: Mapping[str, Setting] = {
    "level": Setting(
        "text",
        "careful (the default), balanced, bold, or the least confidence, from 0 to 1",
        default="careful",
        read=_level,
        metavar="LEVEL",
    ),
    # What a later source selects stands against what an earlier one ignores: see Settings.rules.
    "select": Setting("text", "use only these rules and families", read=_some_rules, metavar="RULE,…"),
    "extend-select": Setting("text", "use these rules and families as well", default=[], read=_rules, metavar="RULE,…"),
    "ignore": Setting("text", "use none of these rules and families", default=[], read=_rules, metavar="RULE,…"),
    "words": Setting("text", "words and phrases never to repair", default=[], read=_words, metavar="WORD,…", adds=True),
    "words-file": Setting(
        "text", "a file of such words and phrases, one per line", default=[], read=_one, metavar="FILE", adds=True
    ),
    "words-from-project": Setting(
        "text", "never repair the names of the project: identifiers, packages, people", default=False
    ),
    "never": Setting(
        "text", "a repair that must never be made, as reports print it", [], _pair, metavar="'A -> B'", adds=True
    ),
    "protect": Setting(
        "text", "a regular expression whose matches are never touched", [], _pattern, metavar="REGEX", adds=True
    ),
    "language": Setting(
        "text", "the language of the text, or a model file (default: en)", default="en", read=str, metavar="CODE"
    ),
    "evidence": Setting(
        "text",
        "what the text as a whole may tell about its parts: memory, wraps (both by default), or none",
        default=sorted(EVIDENCE),
        read=_evidence,
        metavar="KIND,…",
    ),
    "code": Setting("text", "also repair comments and docstrings in source code", default=False),
    # Folders full of other people's files.
    "exclude": Setting(
        "files",
        "leave out these files and folders, as in .gitignore, instead of the default ones",
        default=["__pycache__/", "node_modules/", "site-packages/", "venv/"],
        read=_globs,
        metavar="GLOB,…",
    ),
    "extend-exclude": Setting("files", "leave out these as well", [], _globs, metavar="GLOB,…", adds=True),
    "force-exclude": Setting("files", "leave out excluded files even if they are named", default=False),
    "respect-gitignore": Setting("files", "leave out what .gitignore and .ignore name (the default)", default=True),
    "jobs": Setting(
        "run",
        "processes to share the work (default: as many as there are processors)",
        None,
        _jobs,
        "N",
        short="-j",
    ),
    "baseline": Setting("run", "pass over the findings that this file lists", None, str, "FILE"),
    "exit-zero": Setting("run", "exit with 0 even if there are findings", default=False),
    "exit-non-zero-on-fix": Setting("repair", "`fix` exits with 1 if it repaired anything", default=False),
    "output-format": Setting(
        "report",
        f"{', '.join(FORMATS)}; by default full for check, concise for fix",
        read=choice("format", FORMATS),
        metavar="FORMAT",
    ),
    "color": Setting(
        "run",
        "auto (the default: on terminals; NO_COLOR and FORCE_COLOR are heeded), always, never",
        default="auto",
        read=choice("choice", COLORS),
        metavar="WHEN",
    ),
    "statistics": Setting("report", "count the repairs by rule", default=False),
}
"""Every setting by its name, which is its long option."""

OF_RUN = frozenset(name for name, setting in SETTINGS.items() if setting.scope in ("run", "report", "repair"))
"""The settings of a whole run, which the configuration of the current folder gives."""
