"""Slips of fingers on a keyboard: letters that changed places, and keys beside the right one."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["NEIGHBOURS", "are_swapped", "is_doubled", "is_one_slip", "is_skipped", "is_slip_on_keyboard"]

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

NEIGHBOURS: Mapping[str, str] = {
    key: "".join(
        other
        for r in range(max(0, row - 1), min(3, row + 2))
        for place, other in enumerate(ROWS[r])
        if abs(place - column) <= 1 and other != key
    )
    for row, keys in enumerate(ROWS)
    for column, key in enumerate(keys)
}
"""The keys beside each key, in small letters."""


def are_swapped(found: str, word: str) -> bool:
    """Whether two letters that stand side by side changed their places.

    >>> are_swapped("gaers", "gears"), are_swapped("teh", "hte")
    (True, False)
    """
    apart = _apart(found, word)
    if len(found) != len(word) or len(apart) != 2:
        return False
    first, last = apart[0], apart[1] + 1
    return found[first:last] == word[first:last][::-1]


def is_doubled(found: str, word: str) -> bool:
    """Whether a letter of a word was typed twice, but not the first one: programs are named so.

    >>> is_doubled("blackk", "black"), is_doubled("pprint", "print"), is_doubled("untill", "till")
    (True, False, False)
    """
    if len(found) != len(word) + 1 or found[0] == found[1]:
        return False
    place = _first_apart(found, word)
    return found[place] == found[place - 1] and found[place + 1 :] == word[place:]


def is_skipped(found: str, word: str) -> bool:
    """Whether a letter of a word was left out.

    >>> is_skipped("goverment", "government"), is_skipped("lot", "lost"), is_skipped("tel", "till")
    (True, True, False)
    """
    if len(word) != len(found) + 1:
        return False
    place = _first_apart(found, word)
    return found[place:] == word[place + 1 :]


def is_one_slip(found: str, word: str) -> bool:
    """Whether one letter is another, was left out or came in.

    >>> is_one_slip("surplies", "supplies"), is_one_slip("unveilded", "unveiled"), is_one_slip("trobul", "trouble")
    (True, True, False)
    """
    if len(found) == len(word):
        return len(_apart(found, word)) == 1
    return is_skipped(found, word) or is_skipped(word, found)


def is_slip_on_keyboard(found: str, word: str) -> bool:
    """Whether a key beside the right one was met, or two keys changed places.

    >>> is_slip_on_keyboard("thr", "the"), is_slip_on_keyboard("Sorru", "sorry"), is_slip_on_keyboard("shal", "shall")
    (True, True, False)
    """
    found, word = found.lower(), word.lower()
    apart = _apart(found, word)
    if len(found) != len(word) or len(apart) != 1:
        return are_swapped(found, word)
    return word[apart[0]] in NEIGHBOURS.get(found[apart[0]], "")


def _apart(found: str, word: str) -> list[int]:
    """The places at which two words differ, as far as the shorter one goes."""
    return [place for place, (a, b) in enumerate(zip(found, word, strict=False)) if a != b]


def _first_apart(found: str, word: str) -> int:
    """The first place at which two words differ; the length of the shorter one where it is how the other begins."""
    return next(iter(_apart(found, word)), min(len(found), len(word)))
