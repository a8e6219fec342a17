"""One pass that tells what a text cannot contain, so that clean text never meets the slower rules.

Flags err on one side only: a flag that is not set means that nothing of the kind is there; one that is set
means that a closer look is worth while. `occurring` gives the same answer compiled and interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

try:
    import cython
except ImportError:
    from . import no_cython as cython

__all__ = [
    "AMPERSAND",
    "ANY_HYPHEN",
    "APOSTROPHE",
    "APOSTROPHES",
    "BEYOND_ASCII",
    "C1_CONTROL",
    "CAPITAL_INSIDE",
    "CONTROL",
    "CONTROLS",
    "DIGIT",
    "DOUBLE_CAPITAL",
    "ESCAPE",
    "HYPHEN",
    "HYPHENS",
    "LETTERSPACED",
    "MOJIBAKE",
    "MOJIBAKE_LEADS",
    "POINTED_CONTRACTIONS",
    "REPLACEMENT",
    "SOFT_HYPHEN",
    "ZERO_WIDTH",
    "ZERO_WIDTHS",
    "digits_beside_letters",
    "occurring",
    "places_of",
    "shape_ends",
]

DIGIT = 1
"""A digit of ASCII."""

CONTROL = 2
"""A control character of ASCII that no text means."""

C1_CONTROL = 4
"""U+0080 to U+009F: bytes of Windows-1252 that were read as Latin-1."""

ZERO_WIDTH = 8
"""A zero-width space, word joiner or byte order mark, the mark at the very start included."""

SOFT_HYPHEN = 16
"""U+00AD."""

HYPHEN = 32
"""One of `HYPHENS`."""

MOJIBAKE = 256
"""A character that a lead byte of UTF-8 is misread as, and after it one that may be the next byte."""

REPLACEMENT = 512
"""U+FFFD: a character that was lost before."""

AMPERSAND = 1024
"""An ampersand."""

APOSTROPHE = 2048
"""One of `APOSTROPHES` or `POINTED_CONTRACTIONS`."""

DOUBLE_CAPITAL, LETTERSPACED, CAPITAL_INSIDE = 4096, 8192, 16384
"""Letters of ASCII: two capitals and a small one behind them; two that stand alone, each between spaces, the first
perhaps at the start of the text; a capital behind a small one."""

ESCAPE = 32768
"""A backslash or an equals sign."""

BEYOND_ASCII = 65536
"""Any character that is not of ASCII."""

MOJIBAKE_LEADS = (
    # What the bytes C2 to F4 are misread as in Latin-1, Windows-1250 to 1254 and 1257, and ISO-8859-2.
    "ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðó"
    "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİĶķĹĺĻļŁŃŅŇŌŐŕŘŚŞŠšŢŪŮŰŲŹźŻŽ"
    "ΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπσ"
    "ВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопру"
    # C2 to C5, E2 and F0 in MacRoman. Its dashes and quotes are leads too, and far too common to ask about.
    "\u00ac\u221a\u0192\u2248\u201a\uf8ff"
    # C2, C3, CE, D0, D1 and F0 in the code page 437 of DOS.
    "┬├╬╨╤≡"
)
"""Characters that mojibake begins with."""

CONTROLS = "".join(
    # Tab, line feed, vertical tab, form feed and carriage return are white space and stay. Escape begins the
    # colours of a terminal, which would be left as litter. U+001C to U+001F separate fields and records.
    chr(code)
    for code in (*range(0x09), *range(0x0E, 0x1B), 0x7F)
)
"""ASCII control characters that no text means."""

HYPHENS = "-¬‐"
"""The hyphen of a keyboard, and what a soft one is read as, or either may be printed as."""

APOSTROPHES = '?`´\ufffd";'
"""What stands for an apostrophe: what a character set without it put in, and what is near it on keyboards."""

POINTED_CONTRACTIONS = ("n,t", "n.t", ",re", ",ve", ",ll")
"""How contractions end whose apostrophe became a comma or a point."""

_OF_APOSTROPHES = (*APOSTROPHES, *POINTED_CONTRACTIONS)

ANY_HYPHEN = HYPHENS + "\u00ad"
"""With the soft one, which shows only where a line ends."""

ZERO_WIDTHS = "\u200b\u2060\ufeff"
"""Zero-width space, word joiner and byte order mark. The joiners of emoji, Indic and Persian are not here."""

_BEFORE_SPACE = "\u00c2\u00c3"  # Here a no-break space that became a space still counts as the next byte.
_LEAD = 64
_LEAD_BEFORE_SPACE = 128
_DIGITS = "0123456789"
_TABLE_SIZE = 0x2600


def _table() -> bytes:
    """What each character below `_TABLE_SIZE` is, as a byte of flags."""
    table = bytearray(_TABLE_SIZE)
    classes = (
        (MOJIBAKE_LEADS, _LEAD),
        (_BEFORE_SPACE, _LEAD_BEFORE_SPACE),
        (CONTROLS, CONTROL),
        (_DIGITS, DIGIT),
        (HYPHENS, HYPHEN),
        (map(chr, range(0x80, 0xA0)), C1_CONTROL),
        (ZERO_WIDTHS, ZERO_WIDTH),
        ("\u00ad", SOFT_HYPHEN),
    )
    for characters, flag in classes:
        for character in characters:
            if ord(character) < _TABLE_SIZE:
                table[ord(character)] |= flag
    return bytes(table)


_TABLE = _table()


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return (
        (DIGIT, re.compile(f"[{_DIGITS}]")),
        (HYPHEN, re.compile(f"[{HYPHENS}]")),
        (CONTROL, re.compile(f"[{re.escape(CONTROLS)}]")),
        (MOJIBAKE, re.compile(f"[{MOJIBAKE_LEADS}][^\\x00-\\x7f]|[{_BEFORE_SPACE}] ")),
        (C1_CONTROL, re.compile("[\\x80-\\x9f]")),
        (ZERO_WIDTH, re.compile(f"[{ZERO_WIDTHS}]")),
        (SOFT_HYPHEN, re.compile("\u00ad")),
        (REPLACEMENT, re.compile("\ufffd")),
    )


_IN_ASCII = 3
"""How many of them, the first ones, text of ASCII may match."""


_SHAPES = (
    # What these flags stand for; the bits of the table are those from `DOUBLE_CAPITAL` on.
    (DOUBLE_CAPITAL, r"[A-Z][A-Z][a-z]"),
    (LETTERSPACED, r"(?:\A| )[A-Za-z] [A-Za-z] "),
    (CAPITAL_INSIDE, r"[a-z][A-Z]"),
)

_SMALL, _CAPITAL, _SPACE = 1, 2, 3
_RECENT = 5
"""Characters that a shape spans at most; the kind of each takes two bits."""


def _kinds() -> bytes:
    """Which of three kinds each character of ASCII is, if any."""
    return bytes(
        _SPACE if code == 0x20 else _SMALL if 97 <= code <= 122 else _CAPITAL if 65 <= code <= 90 else 0
        for code in range(128)
    )


def _shapes() -> bytes:
    """For the kinds of the last characters, two bits each, the shapes that end there, one bit each."""
    table = bytearray(1 << 2 * _RECENT)
    for recent in range(len(table)):
        kinds = [recent >> 2 * back & 3 for back in range(_RECENT)]
        spaced = kinds[::2] == [_SPACE] * 3 and all(kind in (_SMALL, _CAPITAL) for kind in kinds[1::2])
        ends = (kinds[:3] == [_SMALL, _CAPITAL, _CAPITAL], spaced, kinds[:2] == [_CAPITAL, _SMALL])
        table[recent] = sum(1 << bit for bit, found in enumerate(ends) if found)
    return bytes(table)


_KINDS, _ENDING = _kinds(), _shapes()

_ALONE = f"{re.escape(CONTROLS)}\\x80-\\x9f{ZERO_WIDTHS}\u00ad\ufffd"


@cache
def _suspect() -> re.Pattern[str]:
    return re.compile(
        # A class of characters comes first because the search for one is the fast one.
        f"[{MOJIBAKE_LEADS}{_ALONE}](?:(?<=[{_ALONE}])|(?<=[{MOJIBAKE_LEADS}])[^\\x00-\\x7f]|(?<=[{_BEFORE_SPACE}]) )"
    )


def occurring(text: str) -> int:
    r"""The flags of what may occur in `text`, 0 for most short ones in ASCII.

    >>> occurring("It's a cafe."), occurring("itâ€™s") == MOJIBAKE | BEYOND_ASCII
    (0, True)

    A lead character by itself is no sign of mojibake:

    >>> occurring("SÃO PAULO") == BEYOND_ASCII
    True

    Raises TypeError for what is not a str.
    """
    if cython.compiled:
        return _scan(text, len(text))
    return _search(text)


def _search(text: str) -> int:
    """The flags by regular expressions, which beat a loop over the characters where this runs interpreted."""
    patterns = (*_patterns()[: None if _may_be_suspect(text) else _IN_ASCII], *_shape_patterns())
    flags = sum(flag for flag, pattern in patterns if pattern.search(text))
    return flags | _flags_of_marks(text) | (0 if text.isascii() else BEYOND_ASCII)


@cache
def _shape_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((flag, re.compile(pattern)) for flag, pattern in _SHAPES)


def _may_be_suspect(text: str) -> bool:
    """Whether anything beyond ASCII has to be looked for."""
    return not text.isascii() and _suspect().search(text) is not None


def _scan(text: str, length: cython.Py_ssize_t) -> int:
    """The flags by a loop over the characters, which beats everything where this is compiled."""
    flags = _scan_ascii(text.encode(), length) if text.isascii() else _scan_any(text, length) | BEYOND_ASCII
    return flags | _flags_of_marks(text)


def _flags_of_marks(text: str) -> int:
    """The flags that have no bit in the table: to search for a single character is faster yet."""
    flags = (AMPERSAND if "&" in text else 0) | (ESCAPE if "\\" in text or "=" in text else 0)
    for mark in _OF_APOSTROPHES:
        if mark in text:
            return flags | APOSTROPHE
    return flags


@cython.boundscheck(False)  # `at` runs over the codes, which are below 128.
@cython.wraparound(False)
def _scan_ascii(codes: bytes, length: cython.Py_ssize_t) -> int:
    """The same where no character is misread."""
    table: bytes = _TABLE
    kinds: bytes = _KINDS
    ending: bytes = _ENDING
    at: cython.Py_ssize_t
    flags: cython.uint = 0
    recent: cython.uint = _SPACE
    shapes: cython.uint = 0
    for at in range(length):
        flags |= table[codes[at]]
        recent = (recent << 2 | kinds[codes[at]]) & 1023
        shapes |= ending[recent]
    return int(flags | shapes << 12)


@cython.boundscheck(False)  # `at` runs over the text; `code` is compared with the size of the table.
@cython.wraparound(False)
def _scan_any(text: str, length: cython.Py_ssize_t) -> int:
    """The same where characters beyond ASCII are misread in pairs."""
    table: bytes = _TABLE
    kinds: bytes = _KINDS
    ending: bytes = _ENDING
    size: cython.uint = _TABLE_SIZE
    lead: cython.uint = _LEAD
    before_space: cython.uint = _LEAD_BEFORE_SPACE
    at: cython.Py_ssize_t
    code: cython.uint
    kind: cython.uint
    before: cython.uint = 0
    flags: cython.uint = 0
    recent: cython.uint = _SPACE
    shapes: cython.uint = 0
    for at in range(length):
        code = ord(text[at])
        recent = (recent << 2 | (kinds[code] if code < 128 else 0)) & 1023
        shapes |= ending[recent]
        kind = table[code] if code < size else _beyond(code)
        if before and ((code >= 0x80 and before & lead) or (code == 0x20 and before & before_space)):
            flags |= 256
        before = kind & (lead | before_space)
        flags |= kind
    return int(flags & ~(lead | before_space) | shapes << 12)


def _ascii_codes(text: str) -> bytes:
    """The codes of the characters; one that is not of ASCII becomes a mark, so that all keep their places."""
    return text.encode("ascii", "replace")


def shape_ends(text: str, shape: int) -> list[int]:
    """Where the last characters stand of what is of a shape: `DOUBLE_CAPITAL`, `LETTERSPACED` or `CAPITAL_INSIDE`.

    >>> shape_ends("THe a b c house", DOUBLE_CAPITAL), shape_ends("THe a b c house", LETTERSPACED)
    ([2], [7, 9])
    """
    if cython.compiled:
        return _shape_ends(_ascii_codes(text), len(text), shape >> 12)
    return [match.end(1) - 1 for match in re.finditer(f"(?=({dict(_SHAPES)[shape]}))", text)]


@cython.boundscheck(False)  # `at` runs over the codes, which are below 128.
@cython.wraparound(False)
def _shape_ends(codes: bytes, length: cython.Py_ssize_t, bit: cython.uint) -> list[int]:
    """The same by a loop over the characters."""
    kinds: bytes = _KINDS
    ending: bytes = _ENDING
    found: list[int] = []
    at: cython.Py_ssize_t
    recent: cython.uint = _SPACE
    for at in range(length):
        recent = (recent << 2 | kinds[codes[at]]) & 1023
        if ending[recent] & bit:
            found.append(at)
    return found


def places_of(text: str, marks: Iterable[str]) -> Iterator[int]:
    """Where each of some marks stands, mark after mark: to search for one is faster than any pattern.

    >>> list(places_of("a-b;c-d", ";-"))
    [3, 1, 5]
    """
    for mark in marks:
        place = text.find(mark)
        while place >= 0:
            yield place
            place = text.find(mark, place + 1)


_DIGIT_BESIDE_LETTER = r"[0-9](?:(?=[a-zOI])|(?<=[a-zOI][0-9]))"


def digits_beside_letters(text: str) -> list[int]:
    """Where a digit of ASCII has a small letter on either side, or a capital that looks like a digit.

    >>> digits_beside_letters("pub1ished in l896 by A7")
    [3, 14]
    """
    if cython.compiled:
        return _beside_letters(_ascii_codes(text), len(text))
    return [digit.start() for digit in re.finditer(_DIGIT_BESIDE_LETTER, text)]


@cython.boundscheck(False)  # `place` runs over the codes, and its neighbours are asked for only where there are any.
@cython.wraparound(False)
def _beside_letters(codes: bytes, length: cython.Py_ssize_t) -> list[int]:
    """The same by a loop over the characters."""
    found: list[int] = []
    place: cython.Py_ssize_t
    last: cython.Py_ssize_t = length - 1
    code: cython.uint
    for place in range(length):
        code = codes[place]
        if 48 <= code <= 57:
            if (place > 0 and _is_near_digits(codes[place - 1])) or (
                place < last and _is_near_digits(codes[place + 1])
            ):
                found.append(place)
    return found


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def _is_near_digits(code: cython.uint) -> cython.bint:
    """Whether a character is a small letter of ASCII or one of the capitals O and I."""
    return 97 <= code <= 122 or code == 79 or code == 73


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def _beyond(code: cython.uint) -> cython.uint:
    """What a character is that the table does not reach."""
    if code == 0xFEFF:
        return 8
    if code == 0xFFFD:
        return 512
    return 64 if code == 0xF8FF else 0
