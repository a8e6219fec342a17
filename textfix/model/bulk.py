"""Questions to all the items of an array at once.

A loop over half a million items takes longer than all the rest of loading a model. So thousands of items are
read as one long number, whose digits they are: adding 2**bits - n to digits below 2**bits carries into the bit
above just where a digit is at least n, and one addition asks them all.
"""

from __future__ import annotations

__all__ = ["never_falls", "within"]

_AT_ONCE = 4096  # these stay in the cache of a processor; all items as one number took three times as long
_ONES = int.from_bytes(b"\1\0\0\0" * _AT_ONCE, "little")
_TOP = _ONES << 31


def never_falls(items: memoryview) -> bool:
    """Whether each item of 32 bits is at least the one before it. Items from 2**31 on count as a fall.

    >>> never_falls(memoryview(b"abcdabcd").cast("I")), never_falls(memoryview(b"bbbbaaaa").cast("I"))
    (True, False)
    """
    earlier, later = items[:-1], items[1:]
    starts = range(0, len(later), _AT_ONCE)
    return all(_rises(_number(earlier, start), _number(later, start)) for start in starts)


def _rises(earlier: int, later: int) -> bool:
    return not (earlier | later) & _TOP and (later | _TOP) - earlier & _TOP == _TOP


def within(items: memoryview, bits: int, low: int, high: int) -> bool:
    r"""Whether the low `bits` bits of each item of 32 bits are zero or from `low` up to `high`.

    With 31 bits, the most, the item must not have more.

    >>> within(memoryview(b"\1\0\0\0\0\0\0\0").cast("I"), 17, 1, 2)
    True

    With fewer the bits above are not looked at:

    >>> within(memoryview(b"\1\0\0\xff").cast("I"), 17, 1, 2)
    True
    """
    every, carry = _ONES * ((1 << bits) - 1), _ONES << bits
    above = _TOP if bits == 31 else 0
    some, enough, too_much = (_ONES * ((1 << bits) - least) for least in (1, max(1, low), high))
    for start in range(0, len(items), _AT_ONCE):
        number = _number(items, start)
        digits = number & every
        # Those that are not zero and those that are at least `low` must be the same.
        if ((digits + some ^ digits + enough) | (digits + too_much)) & carry or number & above:
            return False
    return True


def _number(items: memoryview, start: int) -> int:
    return int.from_bytes(items[start : start + _AT_ONCE], "little")
