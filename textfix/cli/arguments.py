"""What can be asked of the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from .. import __version__
from ..choices import unknown
from .reports import FORMATS

__all__ = ["COMMANDS", "UsageError", "parse", "unknown"]


class UsageError(Exception):
    """What was asked for cannot be done, and the message says what can."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are `UsageError`s that name what would be valid."""

    def __init__(self, command: str, summary: str) -> None:
        super().__init__(prog=f"textfix {command}".strip(), description=summary, allow_abbrev=False)
        self.options: list[str] = ["--help"]

    def option(self, *names: str, **how: Any) -> None:
        self.options += names
        self.add_argument(*names, **how)

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        end = argv.index("--") if "--" in argv else len(argv)
        # Intermixed, so that paths may stand on both sides of an option; of `--` that knows nothing.
        arguments, rest = self.parse_known_intermixed_args(argv[:end])
        (arguments.paths if "paths" in arguments else rest).extend(argv[end + 1 :])
        for word in rest:
            if word.startswith("-"):
                self.error(unknown("option", word.split("=")[0], self.options))
            self.error(f"unexpected argument {word!r}")
        return arguments

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options. A first word that is no command is a path to check.

    Raises UsageError, or SystemExit where help or the version was asked for.
    """
    if not argv or argv[0] in ("-h", "--help", "-V", "--version"):
        _overview(argv)
    name, rest = (argv[0], argv[1:]) if argv[0] in COMMANDS else ("check", argv)
    if name == "check" and _meant_a_command(argv[0]):
        raise UsageError(unknown("command", argv[0], COMMANDS))
    command = COMMANDS[name]
    parser = _Parser(name, command.summary)
    command.add(parser)
    arguments = parser.parse(rest)
    # `diff` writes nothing, so it wins.
    modes = [mode for mode in ("diff", "fix") if getattr(arguments, mode, False)]
    arguments.command = modes[0] if modes else name
    return arguments


def _meant_a_command(word: str) -> bool:
    """Whether a word that is no command is likelier one mistyped than a path: a bare word, and no file."""
    if word in COMMANDS or not word.isalpha():
        return False
    from difflib import get_close_matches
    from pathlib import Path

    return bool(get_close_matches(word, COMMANDS, 1)) and not Path(word).exists()


def _overview(argv: Sequence[str]) -> NoReturn:
    parser = _Parser("", "Repair damaged text; leave everything else byte for byte as it was.")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.usage = "textfix [COMMAND] …; without a command, `check`"
    parser.epilog = "commands:\n" + "\n".join(f"  {n:<9}{c.summary}" for n, c in COMMANDS.items())
    parser.option("-V", "--version", action="version", version=f"textfix {__version__}")
    if argv:
        parser.parse(argv)
    parser.print_help(sys.stderr)
    raise SystemExit(2)


def _choice(kind: str, valid: Sequence[str]) -> Callable[[str], str]:
    def choice(value: str) -> str:
        if value not in valid:
            raise argparse.ArgumentTypeError(unknown(kind, value, valid))
        return value

    return choice


def _level(value: str) -> str | float:
    from ..levels import LEVELS, level_of

    if value in LEVELS:
        return value
    try:
        number = float(value)
    except ValueError:
        problem = unknown("level", value, LEVELS) + ", or a number in 0 to 1"
        raise argparse.ArgumentTypeError(problem) from None
    try:
        level_of(number)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return number


def _names(value: str) -> list[str]:
    return [name for name in value.replace(",", " ").split() if name]


def _rules(value: str) -> list[str]:
    from ..rules import FAMILIES, RULES

    names = _names(value)
    for name in names:
        if name not in FAMILIES and name not in RULES:
            raise argparse.ArgumentTypeError(unknown("rule", name, [*FAMILIES, *RULES]))
    return names


def _add_check(parser: _Parser) -> None:
    parser.option("-w", "--fix", "--write-changes", action="store_true", dest="fix", help="the same as `textfix fix`")
    _add_fix(parser)


def _add_fix(parser: _Parser) -> None:
    parser.option("--diff", action="store_true", help="the same as `textfix diff`")
    parser.option("--exit-non-zero-on-fix", action="store_true", help="exit with 1 when anything was repaired")
    parser.option("--output-format", type=_choice("format", FORMATS), metavar="FORMAT",
                  help=f"{', '.join(FORMATS)}; by default full for check, concise for fix")  # fmt: skip
    parser.option("--color", type=_choice("choice", ("auto", "always", "never")), default="auto", metavar="WHEN",
                  help="auto (the default: on a terminal, unless NO_COLOR is set), always, never")  # fmt: skip
    parser.option("--force", action="store_true", help="write files too in which uncommonly much would change")
    parser.option("-i", "--interactive", action="store_true", help="ask before each repair")
    parser.option("--journal", metavar="FILE", help="note every change in FILE, so that `textfix undo` can put it back")
    parser.option("--statistics", action="store_true", help="count the repairs of each rule")
    _add_diff(parser)


def _add_diff(parser: _Parser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH",
                        help="files, folders (their *.txt and *.text), or - for standard input")  # fmt: skip
    parser.option("--level", type=_level, default="careful",
                  help="careful (the default), balanced, bold, or the least confidence, 0 to 1")  # fmt: skip
    for name, default, purpose in (
        ("--select", None, "only these rules and families"),
        ("--extend-select", [], "these as well"),
        ("--ignore", [], "not these"),
    ):
        parser.option(name, type=_rules, action="extend", default=default, metavar="RULE,…", help=purpose)
    parser.option("--words", type=_names, action="extend", default=[], metavar="WORD,…",
                  help="words that are right")  # fmt: skip
    parser.option("--language", default="en", metavar="CODE", help="the language of the text (default: en)")
    parser.option("--output-file", metavar="FILE", help="write what is reported to this file")
    parser.option("--exit-zero", action="store_true", help="exit with 0 even if something was found")
    parser.option("-q", "--quiet", action="store_true", help="report nothing but errors")
    parser.option("-v", "--verbose", action="store_true", help="name every file")


def _add_undo(parser: _Parser) -> None:
    parser.add_argument("journal", metavar="JOURNAL", help="what `textfix fix --journal` wrote")


def _add_explain(parser: _Parser) -> None:
    parser.add_argument("rule", metavar="RULE", help="a rule that `textfix rules` lists")


def _add_model(parser: _Parser) -> None:
    parser.option("--language", default="en", metavar="CODE", help="the language of the model (default: en)")
    parser.option("--json", action="store_true", help="as JSON")


def _add_train(parser: _Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder of text files")
    parser.option("-o", "--output", required=True, metavar="FILE", help="the model to write")
    parser.option("--language", default="en", metavar="CODE", help="the language of the text (default: en)")
    parser.option("--word-list", action="append", default=[], metavar="FILE", help="known words, one a line")
    parser.option("--misspellings", metavar="FILE", help="CSV: a misspelling, and what may have been meant")
    parser.option("--calibrate", action="append", default=[], metavar="FILE", help="text to fit confidence on")
    parser.option(
        "--pairs", action="append", default=[], metavar="FOLDER", help="corrupt.txt and correct.txt: real damage"
    )


def _add_nothing(_: _Parser) -> None:
    pass


class Command(NamedTuple):
    """What `--help` says of a command, and what adds its options."""

    summary: str
    add: Callable[[_Parser], None]


COMMANDS: dict[str, Command] = {
    "check": Command("Report what would change; write nothing.", _add_check),
    "fix": Command("Repair files in place, or standard input to standard output.", _add_fix),
    "diff": Command("Print what would change as a patch; write nothing.", _add_diff),
    "undo": Command("Put back byte for byte what `fix --journal` changed.", _add_undo),
    "rules": Command("List all rules.", _add_nothing),
    "explain": Command("Tell what a rule does.", _add_explain),
    "model": Command("Describe the installed model of a language.", _add_model),
    "train": Command("Make a model from a folder of text.", _add_train),
}
