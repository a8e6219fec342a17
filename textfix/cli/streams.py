"""The standard streams: in UTF-8, and none missing or left with what it cannot take."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO

__all__ = ["begin", "let_go", "unwritten"]

_STAND_INS = {"stdin": (os.O_WRONLY, "r"), "stdout": (os.O_RDONLY, "w"), "stderr": (os.O_WRONLY, "w")}
"""How nowhere is opened in the place of a stream that is closed.

To read the first or write the second is an error of the system, as it is with those closed; messages are lost without
a word.
"""

_UNWRITABLE = (errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC)
"""What the system says where no more can be written."""


def begin() -> None:
    """Write UTF-8 wherever this runs, line feeds as they are, and file names that are no text byte for byte."""
    _stand_in_for_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


def _stand_in_for_closed() -> None:
    # Python has none for these, and what is meant for standard error would go to standard output.
    for name, (flags, mode) in _STAND_INS.items():
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def unwritten(error: Exception) -> str | None:
    """Why a standard stream could not be written, if that is it. All else that is written is a file with a name."""
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE or error.filename is not None:
        return None
    return os.strerror(error.errno).lower()


def let_go(stream: TextIO) -> None:
    """Write what the stream still holds; what it cannot take, to nowhere: Python would complain of it at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
