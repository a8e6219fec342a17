"""`completion`: what a shell needs to complete a command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping

from .arguments import SHELLS, all_commands
from .mistakes import UsageError

__all__ = ["completion"]


def completion(arguments: Namespace) -> int:
    """Print the completion of all commands and options for a shell."""
    try:
        import shtab
    except ModuleNotFoundError as error:
        raise UsageError("completion needs shtab; install it with: pip install 'textfix[completion]'") from error
    parser, commands = all_commands()
    for command in commands:
        _complete_values(command, shtab.FILE)
    print(shtab.complete(parser, arguments.shell))
    return 0


def _complete_values(parser: ArgumentParser, file: object) -> None:
    """Say what may stand where options and arguments want a value."""
    choices = _choices()
    for action in parser._actions:  # as shtab reads them; argparse names no other way
        metavar = str(action.metavar).split(",")[0]
        action.choices = choices.get(metavar)
        if metavar in ("PATH", "FILE", "FOLDER"):
            action.complete = file  # type: ignore[attr-defined]


def _choices() -> Mapping[str, Iterable[str]]:
    """The values that there are, by what help calls them."""
    from ..levels import LEVELS
    from ..rules import FAMILIES, RULES
    from .reports import FORMATS
    from .settings import COLORS

    return {"LEVEL": list(LEVELS), "RULE": [*FAMILIES, *RULES], "FORMAT": FORMATS, "SHELL": SHELLS, "WHEN": COLORS}
