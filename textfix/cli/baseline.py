"""A baseline: the findings that a repository starts with, so that only new ones are reported.

A finding is known by its file, its rules and its words before and after, and by how many of these there are, so
that it stays known when lines move. Each stands on a line of its own, sorted, so that changes of it can be read.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from ..edits import Result, place, regroup
from ..files import reason
from .examine import Examined
from .finding import Finding, findings
from .mistakes import UsageError
from .output import written_whole
from .reports.report import counted

__all__ = ["Baseline"]

VERSION = 1

_Identity: TypeAlias = tuple[str, str, str]  # rules, words before, words after
_FIELDS = ("rule", "original", "replacement")


class Baseline:
    """The findings in files, whose paths are relative to the folder of the baseline, as others check it out."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._folder = Path(path).absolute().parent
        self._files: dict[str, Counter[_Identity]] = {}
        self.gone = 0

    @classmethod
    def read(cls, path: str) -> Baseline:
        """Read a baseline. Raises UsageError where the file cannot be read or is none."""
        baseline = cls(path)
        try:
            text = Path(path).read_text("utf-8", "surrogateescape")
        except OSError as error:
            raise UsageError(f"{path}: {reason(error)}; `textfix check --write-baseline {path}` makes one") from error
        try:
            baseline._files = dict(_parsed(json.loads(text)))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            raise UsageError(f"{path}: not a baseline of this version of textfix: {_problem(error)}") from error
        return baseline

    @classmethod
    def to_write(cls, path: str, named: Sequence[str]) -> Baseline:
        """One to take the place of an old one, of which it keeps what is known of files that were not named.

        Raises UsageError where something else would be lost.
        """
        if not _is_free(path):
            raise UsageError(f"--write-baseline: {path}: not a textfix baseline; left as it is")
        baseline = cls(path)
        with suppress(UsageError):  # there is none, or one of another version
            baseline._files = cls.read(path)._files
        for name in [name for name in baseline._files if baseline._is_settled(name, named)]:
            del baseline._files[name]
        return baseline

    def _is_settled(self, name: str, named: Sequence[str]) -> bool:
        """Whether nothing that is known of a file stays: it is gone, or in what was named, and so looked at anew."""
        path = Path(os.path.abspath(self._folder / name))
        return not path.exists() or any(path.is_relative_to(os.path.abspath(each)) for each in named)

    def write(self) -> None:
        """Write the file, whole or not at all."""
        files = (
            f"\n    {json.dumps(name)}: [{_listed(found)}\n    ]"
            for name, found in sorted(self._files.items())
            if found
        )
        with written_whole(self.path, "--write-baseline") as stream:
            stream.write(f'{{\n  "version": {VERSION},\n  "findings": {{{",".join(files)}\n  }}\n}}\n')

    def add(self, path: str, result: Result) -> int:
        """Take in the findings of a file; returns how many there are."""
        found = Counter(finding.identity for finding in findings(path, result))
        self._files[self._name(path)] = found
        return found.total()

    def without_known(self, examined: Examined) -> Examined:
        """The file without the findings that the baseline has for it; `gone` counts what it has beyond these."""
        source, result, _ = examined
        known = self._files.get(self._name(source.path), Counter()).copy()
        new = [finding for finding in findings(source.path, result) if not _taken(known, finding)]
        self.gone += known.total()
        edits = sorted((edit for each in new for edit in each.edits), key=place)
        notices = tuple(each.notice for each in new if each.notice)
        return examined._replace(result=dataclasses.replace(result, edits=regroup(edits), notices=notices))

    def tell_what_is_gone(self) -> None:
        """Say on standard error how much of the baseline is found no more in the files that were looked at."""
        if self.gone:
            are = "is gone; --write-baseline drops it" if self.gone == 1 else "are gone; --write-baseline drops them"
            print(f"{counted(self.gone, 'finding')} of {self.path} {are}", file=sys.stderr)

    def _name(self, path: str) -> str:
        try:
            relative = os.path.relpath(path, self._folder)
        except ValueError:  # on another drive
            relative = path
        return Path(relative).as_posix()


def _is_free(path: str) -> bool:
    """Whether a new baseline may be written there: over an old one of any version, or where there is nothing."""
    try:
        text = Path(path).read_bytes() if Path(path).is_file() else b""
        return not text or {"version", "findings"} <= json.loads(text).keys()
    except OSError:
        return True  # who writes it is told what is wrong
    except (ValueError, AttributeError, RecursionError):
        return False


def _taken(known: Counter[_Identity], finding: Finding) -> bool:
    """Whether the finding is known, which it then is once less."""
    known.subtract([finding.identity])
    if known[finding.identity] >= 0:
        return True
    del known[finding.identity]
    return False


def _listed(found: Counter[_Identity]) -> str:
    entries = (
        dict(zip(_FIELDS, identity, strict=True)) | {"count": count} for identity, count in sorted(found.items())
    )
    return ",".join(f"\n      {json.dumps(entry, ensure_ascii=False)}" for entry in entries)


def _parsed(data: Any) -> Iterator[tuple[str, Counter[_Identity]]]:
    if data["version"] != VERSION:
        raise ValueError(f"its version is {data['version']!r}, not {VERSION}")
    for name, entries in data["findings"].items():
        found: Counter[_Identity] = Counter()
        for entry in entries:
            rule, original, replacement = (str(entry[field]) for field in _FIELDS)
            found[rule, original, replacement] += int(entry["count"])
        yield name, found


def _problem(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)
