"""What to say of a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["is_nearly", "unknown"]


def is_nearly(name: str, valid: Iterable[str]) -> bool:
    """Whether a name is nearly one of these.

    >>> is_nearly("ignor", ["ignore"]), is_nearly("overview", ["ignore"])
    (True, False)
    """
    import difflib  # only a mistake pays for it

    return bool(difflib.get_close_matches(name, list(valid), 1))


def unknown(kind: str, name: str, valid: Iterable[str], unlisted: Iterable[str] = ()) -> str:
    """Tell which names there are, and which one was probably meant, which may be one that is not listed, too.

    >>> unknown("level", "carefull", ["careful", "bold"])
    "unknown level 'carefull'; did you mean 'careful'? Choose from careful, bold"
    """
    import difflib  # only a mistake pays for it

    valid = list(valid)
    close = difflib.get_close_matches(name, [*valid, *unlisted], 1)
    meant = f"did you mean {close[0]!r}? Choose" if close else "choose"
    return f"unknown {kind} {name!r}; {meant} from {', '.join(valid)}"
