"""What is told of a mistake on the command line or in a configuration."""

from __future__ import annotations

__all__ = ["UsageError"]


class UsageError(Exception):
    """What was asked for cannot be done, and the message says what can."""
