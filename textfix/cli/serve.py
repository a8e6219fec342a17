"""`server`: a language server on standard input and output, for editors."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from .mistakes import UsageError

__all__ = ["server"]


def server(_: Namespace) -> int:
    """Answer an editor until it says that it is done."""
    try:
        from ..server.language_server import new_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("lsprotocol", "pygls", "tomlkit"):
            raise
        message = f"the language server needs {error.name}; install it with: pip install 'textfix[server]'"
        raise UsageError(message) from error
    # It closes at its end what it writes to, and standard output is still to be flushed then.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        new_server().start_io(stdout=stream)
    return 0
