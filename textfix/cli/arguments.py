"""What can be asked of the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from .. import __version__
from ..choices import is_nearly, unknown
from ..files import ENCODINGS
from .mistakes import UsageError
from .settings import SETTINGS, Setting, choice

__all__ = ["COMMANDS", "SHELLS", "UsageError", "all_commands", "parse", "unknown"]

NEAR = 0.8
"""How like an option of ours one must be that there is not, for it to be meant."""

SHELLS = ("bash", "zsh", "fish")
"""The shells that are told how to complete a command line."""


_HEADINGS = {
    "text": "what is repaired, and what is right",
    "files": "which files",
    "run": "how it is done",
    "report": "reports",
    "repair": "repairs",
}
"""What `--help` says above the settings of each scope."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are `UsageError`s, with what was probably meant."""

    def __init__(self, **how: Any) -> None:
        super().__init__(allow_abbrev=False, **how)
        self.options = ["--help"]
        self._below: argparse._ActionsContainer = self

    def heading(self, title: str) -> None:
        """Put what is added from here on under a heading of its own."""
        self._below = self.add_argument_group(title)

    def option(self, *names: str, **how: Any) -> None:
        self.options += self._below.add_argument(*names, **how).option_strings

    def settings(self, *scopes: str, heading: str | None = None) -> None:
        """Add the settings of these scopes as options. They are in the result only where they are given."""
        for scope in scopes:
            self.heading(heading or _HEADINGS[scope])
            for name, setting in SETTINGS.items():
                if setting.scope == scope:
                    self._setting(name, setting)

    def _setting(self, name: str, setting: Setting) -> None:
        self.option(*filter(None, (setting.short, f"--{name}")), default=argparse.SUPPRESS,
                    help=setting.help, **_kind(setting))  # fmt: skip

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        end = argv.index("--") if "--" in argv else len(argv)
        # Intermixed, so that paths may stand on both sides of an option; of `--` that knows nothing.
        arguments, rest = self.parse_known_intermixed_args(argv[:end])
        (arguments.paths if "paths" in arguments else rest).extend(argv[end + 1 :])
        for word in rest:
            if word.startswith("-"):
                self.error(self._unknown(word.split("=")[0]))
            self.error(f"unexpected argument {word!r}")
        return _with_settings(arguments)

    def _unknown(self, name: str) -> str:
        """What to say of an option that there is not: all that there are would be more than anybody reads."""
        near = " or ".join(map(repr, nearest_options(name, self.options)))
        near = _IN_OTHER_PROGRAMS.get(name, near) if "--output-format" in self.options else near
        meant = f"did you mean {near}? See" if near else "see"
        note = f"{_NOTES[name]}; " if name in _NOTES else ""
        return f"unknown option {name!r}; {note}{meant} `{self.prog} --help`"

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}")


_IN_OTHER_PROGRAMS = {
    "--json": "'--output-format json'",
    "--dry-run": "'--diff'",
    **dict.fromkeys(("--skip", "-S"), "'--extend-exclude'"),
    **dict.fromkeys(("--ignore-words", "-I"), "'--words-file'"),
    **dict.fromkeys(("--ignore-words-list", "-L"), "'--words'"),
}
"""Options of other programs, and what they are here."""

_NOTES = {"--encoding": f"what is read is {ENCODINGS}"}
"""Options of other programs that there is no need of here, and why."""


def nearest_options(name: str, options: Iterable[str]) -> list[str]:
    """The options that were probably meant by one that there is not, which may be a part of their names.

    >>> nearest_options("--fromat", ["--output-format", "--output-file", "--no-code"])
    ['--output-format']
    >>> nearest_options("--stat", ["--statistics"]), nearest_options("--encoding", ["--config", "--no-code"])
    (['--statistics'], [])
    """
    import difflib  # only a mistake pays for it

    word, options = name.strip("-"), list(options)
    parts = {option: option.split("-") for option in options if not option.startswith("--no-")}
    known = {part for each in parts.values() for part in each}
    if word not in known and (close := difflib.get_close_matches(name, options, 1, NEAR)):
        return close
    begun = {part for part in known if len(word) > 1 and part.startswith(word)}
    meant = begun or set(difflib.get_close_matches(word, known, 1, NEAR))
    return [option for option, each in parts.items() if not meant.isdisjoint(each)]


def _kind(setting: Setting) -> dict[str, Any]:
    """How argparse reads a setting."""
    if setting.read is None:
        return {"action": argparse.BooleanOptionalAction}
    return {"action": "extend" if setting.is_list else "store", "type": setting.read, "metavar": setting.metavar}


def _with_settings(arguments: argparse.Namespace) -> argparse.Namespace:
    """The arguments with the settings that were given apart, in `given` by their names; the rest are as by default."""
    options = vars(arguments)
    destinations = {name: name.replace("-", "_") for name in SETTINGS}
    given = {name: options[key] for name, key in destinations.items() if key in options}
    defaults = {key: SETTINGS[name].default for name, key in destinations.items()}
    return argparse.Namespace(**defaults | options, given=given)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options. A first word that is no command is a path to check.

    Raises UsageError, or SystemExit where help or the version was asked for.
    """
    if argv and argv[0] == "help" and not os.path.exists("help"):
        argv = [*argv[1:2], "--help"]
    if not argv or argv[0] in ("-h", "--help", "-V", "--version"):
        _overview(argv)
    name, rest = (argv[0], argv[1:]) if argv[0] in COMMANDS else ("check", argv)
    if name == "check" and _meant_a_command(argv[0]):
        raise UsageError(unknown("command", argv[0], COMMANDS))
    command = COMMANDS[name]
    parser = _Parser(prog=f"textfix {name}", description=command.summary)
    command.add(parser)
    arguments = parser.parse(rest)
    # What does less wins.
    modes = [mode for mode in ("show_files", "diff", "fix") if getattr(arguments, mode, False)]
    arguments.command = modes[0] if modes else name
    if getattr(arguments, "stdin_filename", None) is not None:
        _read_standard_input(parser, arguments)
    _check_of_use(parser, arguments)
    if "" in (getattr(arguments, "paths", None) or ()):  # a variable of a script that was not set
        parser.error("a path is empty; name a file or a folder, or leave it out for the current folder")
    return arguments


def _read_standard_input(parser: _Parser, arguments: argparse.Namespace) -> None:
    """What has a name is meant to be read: without `-` and a path, the current folder would be in its place."""
    if arguments.file_list or arguments.paths not in ([], ["-"]):
        parser.error("--stdin-filename is the name of standard input, so the only path may be -")
    arguments.paths = ["-"]


_OF_REPAIRS = {
    **dict.fromkeys(("force", "interactive", "journal"), "is about writing files, and none are written here"),
    "exit-non-zero-on-fix": "is about repairs, and none are made here",
}
_OF_REPORTS = dict.fromkeys(("output-format", "statistics"), "is about reports, and a patch is not one")
_OF_CHECK = {"write-baseline": "only goes with `check`"}

_OF_NO_USE: Mapping[str, Mapping[str, str]] = {
    "check": _OF_REPAIRS,
    "diff": {**_OF_REPAIRS, **_OF_REPORTS, **_OF_CHECK},
    "fix": _OF_CHECK,
}
"""Options that a command line may have and the command that it comes to has no use for, and why."""


def _check_of_use(parser: _Parser, arguments: argparse.Namespace) -> None:
    """Raise UsageError for an option that would be passed over; settings of a configuration are for other commands."""
    options = vars(arguments) | arguments.given
    if options.get("quiet") and options.get("verbose"):
        parser.error("--quiet and --verbose exclude each other")
    for name, problem in _OF_NO_USE.get(arguments.command, {}).items():
        if options.get(name if name in SETTINGS else name.replace("-", "_")):
            parser.error(f"--{name} {problem}")


def _meant_a_command(word: str) -> bool:
    """Whether a word that is no command is likelier one mistyped than a path: a bare word, and no file."""
    if word in COMMANDS or not word.isalpha():
        return False
    from pathlib import Path

    return is_nearly(word, COMMANDS) and not Path(word).exists()


def all_commands() -> tuple[argparse.ArgumentParser, list[argparse.ArgumentParser]]:
    """One parser that knows all commands, which only completion needs, and the parser of each command."""
    parser = argparse.ArgumentParser("textfix")
    parser.add_argument("-V", "--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(parser_class=_Parser)
    parsers = [commands.add_parser(name, help=command.summary) for name, command in COMMANDS.items()]
    for own, command in zip(parsers, COMMANDS.values(), strict=True):
        command.add(own)
    return parser, list(parsers)


def _overview(argv: Sequence[str]) -> NoReturn:
    parser = _Parser(prog="textfix", description="Repair damaged text; leave everything else byte for byte as it was.")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.usage = "textfix COMMAND …, or textfix PATH…, which is `textfix check PATH…`"
    parser.epilog = "commands:\n" + "\n".join(f"  {n:<12}{c.summary}" for n, c in COMMANDS.items())
    parser.option("-V", "--version", action="version", version=f"textfix {__version__}")
    if argv:
        parser.parse(argv)
    parser.print_help(sys.stderr)
    raise SystemExit(2)


def _add_check(parser: _Parser) -> None:
    parser.option("-w", "--fix", "--write-changes", action="store_true", dest="fix", help="the same as `textfix fix`")
    parser.option("--diff", action="store_true", help="the same as `textfix diff`")
    parser.option("--write-baseline", metavar="FILE", help="write the findings to FILE, for --baseline")
    _add_report(parser, "with --fix")


def _add_fix(parser: _Parser) -> None:
    parser.option("--diff", action="store_true", help="the same as `textfix diff`")
    _add_report(parser, _HEADINGS["repair"])


def _add_report(parser: _Parser, heading: str) -> None:
    _add_diff(parser)
    parser.settings("report")
    parser.settings("repair", heading=heading)
    parser.option("--force", action="store_true", help="also write files in which unusually much would change")
    parser.option("-i", "--interactive", action="store_true", help="ask before each repair")
    parser.option("--journal", metavar="FILE",
                  help="record every change in FILE, for `textfix undo FILE`")  # fmt: skip


def _add_diff(parser: _Parser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH",
                        help="files, folders (the prose in them; by default .), or - for standard input")  # fmt: skip
    parser.option("--file-list", metavar="FILE", help="take the files that FILE (or -) lists, one per line")
    parser.option("--stdin-filename", metavar="FILE", help="read standard input, as the content of a file of this name")
    parser.option("--show-files", action="store_true", help="only list the files, one per line")
    parser.option("--output-file", metavar="FILE", help="write the report to FILE")
    parser.option("-q", "--quiet", action="store_true", help="print only errors, and reports asked for by name")
    parser.option("-v", "--verbose", action="store_true", help="name every file, and say why others are skipped")
    _add_configuration(parser)
    parser.settings("text", "files", "run")


def _add_undo(parser: _Parser) -> None:
    parser.add_argument("journal", metavar="JOURNAL", help="the file that `textfix fix --journal` wrote")


def _add_configuration(parser: _Parser) -> None:
    parser.option("--config", metavar="FILE", help="use this configuration file and no other")
    parser.option("--isolated", action="store_true", help="read no configuration file")


def _add_config(parser: _Parser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or a folder; by default .")
    parser.option("--json", action="store_true", help="print JSON")
    _add_configuration(parser)
    parser.settings("text", "files", "run", "report", "repair")


def _add_completion(parser: _Parser) -> None:
    parser.add_argument("shell", type=choice("shell", SHELLS), metavar="SHELL", help=", ".join(SHELLS))


def _add_explain(parser: _Parser) -> None:
    parser.add_argument("rule", metavar="RULE", help="a rule or a family that `textfix rules` lists")


def _add_model(parser: _Parser) -> None:
    parser.option(
        "--language", default="en", metavar="CODE", help="the language of the model, or its file (default: en)"
    )
    parser.option("--json", action="store_true", help="print JSON")


def _add_server(parser: _Parser) -> None:
    parser.option("--stdio", action="store_true", help="accepted since editors pass it: there is no other way")


def _add_train(parser: _Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder of text files")
    parser.option("-o", "--output", required=True, metavar="FILE", help="the model to write")
    parser.option("--language", default="en", metavar="CODE", help="the language of the text (default: en)")
    parser.option("--word-list", action="append", default=[], metavar="FILE", help="known words, one per line")
    parser.option(
        "--rare-words",
        action="append",
        default=[],
        metavar="FILE",
        help="words seen elsewhere, some of them misspelt",
    )
    parser.option("--misspellings", metavar="FILE", help="CSV: a misspelling, then what may have been meant")
    parser.option("--calibrate", action="append", default=[], metavar="FILE", help="text to fit confidence on")
    parser.option(
        "--pairs",
        action="append",
        default=[],
        metavar="FOLDER",
        help="corrupt.txt and correct.txt: the same lines, damaged and right",
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
    "config": Command("Show what applies to a path, and where each setting comes from.", _add_config),
    "rules": Command("List all rules.", _add_nothing),
    "explain": Command("Tell what a rule does, or each of a family.", _add_explain),
    "model": Command("Describe the installed model of a language.", _add_model),
    "server": Command("Serve an editor on standard input and output, as language servers do.", _add_server),
    "train": Command("Make a model from a folder of text.", _add_train),
    "completion": Command("Print the completion for a shell: bash, zsh or fish.", _add_completion),
}
