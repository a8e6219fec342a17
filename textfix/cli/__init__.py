"""The command line. Each command is a function of its own name; nothing is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from importlib import import_module

from .. import __version__
from .streams import begin, let_go, unwritten

__all__ = ["main"]

_HOMES = {
    **dict.fromkeys(("check", "fix", "show_files"), "repair"),
    "config": "config",
    "completion": "completion",
    "diff": "patch",
    **dict.fromkeys(("rules", "explain"), "catalogue"),
    **dict.fromkeys(("model", "train"), "models"),
    "server": "serve",
    "undo": "undo",
}
"""Which module has the function of each command."""

ERROR = 2
BY_SIGNAL, SIGINT, SIGPIPE = 128, 2, 13


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line, by default that of this process, and return its exit code.

    0: clean or repaired. 1: findings. 2: an error, told on standard error. 130 after Ctrl-C, 129 or 143 where it was
    told to end, and 141 where whoever read the output went away, as a shell reports the signals of these.

    >>> main(["explain", "typo"])  # doctest: +ELLIPSIS
    typo: A misspelling that is not a word.
    ...
    0
    """
    try:
        begin()
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt as error:
        return BY_SIGNAL + getattr(error, "number", SIGINT)
    except BrokenPipeError:
        let_go(sys.stdout)
        return BY_SIGNAL + SIGPIPE
    except Exception as error:
        return _failed(error)


def _run(argv: list[str]) -> int:
    if argv in (["-V"], ["--version"]):  # asked by scripts, often; even the parser would cost more
        print(f"textfix {__version__}")
        return 0
    from .arguments import UsageError, parse
    from .signals import heeded

    try:
        arguments = parse(argv)
        home = import_module(f".{_HOMES[arguments.command]}", __name__)
        # A server waits in a thread that nothing interrupts, and writes nothing that could be left behind.
        with nullcontext() if arguments.command == "server" else heeded():
            status: int = getattr(home, arguments.command)(arguments)
    except SystemExit as done:  # argparse has printed the help
        return int(done.code or 0)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return ERROR
    return status


def _failed(error: Exception) -> int:
    """Tell what ended the command: standard output that takes nothing more, or a defect."""
    with suppress(OSError):  # standard error may be as full
        if problem := unwritten(error):
            print(f"error: standard output: {problem}", file=sys.stderr)
        else:
            _report_defect(error)
    let_go(sys.stdout)
    let_go(sys.stderr)
    return ERROR


def _report_defect(error: Exception) -> None:
    import traceback

    traceback.print_exception(error)
    print("error: a defect in textfix; please report it", file=sys.stderr)
