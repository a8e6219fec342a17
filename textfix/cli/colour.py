"""Colour, where a person sees it."""

from __future__ import annotations

import os
from typing import TextIO

__all__ = ["BOLD", "CYAN", "GREEN", "RED", "YELLOW", "has_colour", "painted"]

BOLD, RED, GREEN, YELLOW, CYAN = "1", "31", "32", "33", "36"


def painted(colour: str, text: str) -> str:
    """The text in a colour of terminals; as it is without a colour."""
    return f"\033[{colour}m{text}\033[0m" if colour and text else text


def has_colour(when: str, stream: TextIO) -> bool:
    """Tell whether to write in colour. What is asked for here outdoes the environment, and that the terminal.

    NO_COLOR and FORCE_COLOR count where they are not empty; of both, NO_COLOR.
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")
