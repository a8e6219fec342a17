"""What to say of a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["unknown"]


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
