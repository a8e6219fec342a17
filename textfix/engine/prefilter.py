"""One pass that tells what a text cannot contain, so that clean text never meets the slower rules.

Flags err on one side only: a flag that is not set means that nothing of the kind is there; one that is set
means that a closer look is worth while. `occurring` gives the same answer compiled and interpreted.
"""

from __future__ import annotations

import array
import re
import string
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
    "ARTICLE_AGAIN",
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
    "INITIAL_I",
    "LETTERSPACED",
    "LINE_END",
    "MOJIBAKE",
    "MOJIBAKE_LEADS",
    "PLACED",
    "POINTED_CONTRACTIONS",
    "REPLACEMENT",
    "SOFT_HYPHEN",
    "ZERO_WIDTH",
    "ZERO_WIDTHS",
    "articles_again",
    "occurring",
    "places_of",
    "shape_ends",
]

DIGIT = 1
"""A digit of ASCII beside a small letter, or beside a capital that looks like a digit."""

CONTROL = 2
"""A control character of ASCII that no text means."""

C1_CONTROL = 4
"""U+0080 to U+009F: bytes of Windows-1252 that were read as Latin-1."""

ZERO_WIDTH = 8
"""A zero-width space, word joiner or byte order mark, the mark at the very start included."""

SOFT_HYPHEN = 16
"""U+00AD."""

HYPHEN = 32
"""One of `HYPHENS`; that of the keyboard only behind two letters and before another one or white space."""

MOJIBAKE = 256
"""A character that a lead byte of UTF-8 is misread as, and after it one that may be the next byte."""

REPLACEMENT = 512
"""U+FFFD: a character that was lost before."""

AMPERSAND = 1024
"""An ampersand."""

APOSTROPHE = 2048
"""One of `APOSTROPHES` between letters if it is of ASCII, a question mark before two, any beyond ASCII, or one of
`POINTED_CONTRACTIONS`."""

DOUBLE_CAPITAL, LETTERSPACED, CAPITAL_INSIDE, INITIAL_I = 4096, 8192, 16384, 131072
"""Letters of ASCII: two capitals and a small one behind them; two that stand alone, each between spaces, the first
perhaps at the start of the text; a capital behind a small one; a capital I that begins a word, and behind it a vowel
and two small letters."""

ESCAPE = 32768
"""A backslash or an equals sign."""

BEYOND_ASCII = 65536
"""Any character that is not of ASCII."""

LINE_END = 262144
"""The end of a line that is not the last one."""

ARTICLE_AGAIN = 524288
"""The article twice, a word or nothing between."""

GLUED_POINT = 1048576
"""A point between a letter and a letter or a digit, or between a digit or a percent sign and a capital: of ASCII."""

SMALL_L = 2097152
"""A small l that begins a word, with one of `fnst`, a space or an apostrophe behind it, or what is not of ASCII."""

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

ANY_HYPHEN = HYPHENS + "\u00ad"
"""With the soft one, which shows only where a line ends."""

ZERO_WIDTHS = "\u200b\u2060\ufeff"
"""Zero-width space, word joiner and byte order mark. The joiners of emoji, Indic and Persian are not here."""

_BEFORE_SPACE = "\u00c2\u00c3"  # Here a no-break space that became a space still counts as the next byte.
_LEAD = 64
_LEAD_BEFORE_SPACE = 128
_TABLE_SIZE = 0x2600


def _table() -> bytes:
    """What each character from the end of ASCII to `_TABLE_SIZE` is, as a byte of flags."""
    table = bytearray(_TABLE_SIZE)
    classes = (
        (MOJIBAKE_LEADS, _LEAD),
        (_BEFORE_SPACE, _LEAD_BEFORE_SPACE),
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
        (MOJIBAKE, re.compile(f"[{MOJIBAKE_LEADS}][^\\x00-\\x7f]|[{_BEFORE_SPACE}] ")),
        (C1_CONTROL, re.compile("[\\x80-\\x9f]")),
        (ZERO_WIDTH, re.compile(f"[{ZERO_WIDTHS}]")),
        (SOFT_HYPHEN, re.compile("\u00ad")),
        (REPLACEMENT, re.compile("\ufffd")),
    )


_BEYOND = "\x80"
"""Stands for all characters beyond ASCII: any may be a letter."""

_SMALL, _CAPITALS, _DIGITS = string.ascii_lowercase, string.ascii_uppercase, string.digits
_LETTERS = _SMALL + _CAPITALS + _BEYOND
_NEAR_DIGITS = _SMALL + "OI"
_EVERY = "".join(map(chr, range(0x81)))
_BEFORE_WORDS = "".join(mark for mark in _EVERY if mark not in _SMALL + _CAPITALS + _DIGITS + "_'@/.-")

_SHAPES: tuple[tuple[int, tuple[str, ...]], ...] = (
    # Each flag with the characters that stand one behind another where it is set; a space stands before the text.
    (CONTROL, (CONTROLS,)),
    (AMPERSAND, ("&",)),
    (ESCAPE, ("\\=",)),
    (LINE_END, ("\n", _EVERY)),
    (HYPHEN, (_LETTERS, _LETTERS, "-", _LETTERS + " \t\r\n")),
    (DIGIT, (_DIGITS, _NEAR_DIGITS)),
    (DIGIT, (_NEAR_DIGITS, _DIGITS)),
    (DOUBLE_CAPITAL, (_CAPITALS, _CAPITALS, _SMALL)),
    (LETTERSPACED, (" ", _SMALL + _CAPITALS, " ", _SMALL + _CAPITALS, " ")),
    (CAPITAL_INSIDE, (_SMALL, _CAPITALS)),
    (INITIAL_I, (_BEFORE_WORDS, "I", "aeiouy", _SMALL, _SMALL)),
    (GLUED_POINT, (_SMALL + _CAPITALS, ".", _SMALL + _CAPITALS + _DIGITS)),
    (GLUED_POINT, (_DIGITS + "%", ".", _CAPITALS)),
    (SMALL_L, (_BEFORE_WORDS, "l", "fnst '" + _BEYOND)),
    (APOSTROPHE, (_LETTERS, "".join(filter(str.isascii, APOSTROPHES)), _LETTERS)),
    (APOSTROPHE, ("?", _LETTERS, _LETTERS)),
    *((APOSTROPHE, tuple(contraction)) for contraction in POINTED_CONTRACTIONS),
)


def _masks() -> tuple[list[int], int, dict[int, int]]:
    """The shapes for the shift-and algorithm, in which each of their places is a bit.

    For each character the places where it may stand, the last one for those beyond ASCII; where shapes begin; and for
    each flag where they end.
    """
    masks, begin, end, bit = [0] * 129, 0, dict.fromkeys((flag for flag, _ in _SHAPES), 0), 1
    for flag, shape in _SHAPES:
        begin |= bit
        for characters in shape:
            for character in characters:
                masks[ord(character)] |= bit
            last, bit = bit, bit << 1
        end[flag] |= last
    return masks, begin, end


_PLACES, _FIRST_PLACES, _LAST_PLACES = _masks()

PLACED = (DIGIT, DOUBLE_CAPITAL, LETTERSPACED, CAPITAL_INSIDE, INITIAL_I)
"""The shapes that `shape_ends` tells the places of."""

_MASKS = cython.declare(cython.ulonglong[::1], memoryview(array.array("Q", _PLACES)))
_BEGIN = cython.declare(cython.ulonglong, _FIRST_PLACES)
_END = cython.declare(cython.ulonglong, sum(_LAST_PLACES.values()))
_PLACED = cython.declare(cython.ulonglong, sum(_LAST_PLACES[shape] for shape in PLACED))
_AT_START = cython.declare(cython.ulonglong, _FIRST_PLACES & _PLACES[0x20])

_ALONE = f"\\x80-\\x9f{ZERO_WIDTHS}\u00ad\ufffd"


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
    patterns = _patterns() if _may_be_suspect(text) else ()
    flags = sum(flag for flag, pattern in patterns if pattern.search(text))
    shapes = sum(flag for flag, pattern in _shape_patterns() if pattern.search(f" {text}"))
    return flags | shapes | _flags_of_words(text)


@cache
def _shape_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((flag, re.compile(_pattern(flag))) for flag in _LAST_PLACES)


def _pattern(flag: int) -> str:
    """The shapes of a flag as a pattern."""
    return "|".join("".join(map(_class, shape)) for each, shape in _SHAPES if each == flag)


def _class(characters: str) -> str:
    return f"[{re.escape(characters)}]".replace(_BEYOND, f"{_BEYOND}-\U0010ffff")


def _may_be_suspect(text: str) -> bool:
    """Whether anything beyond ASCII has to be looked for."""
    return not text.isascii() and _suspect().search(text) is not None


def _scan(text: str, length: cython.Py_ssize_t) -> int:
    """The flags by a loop over the characters, which beats everything where this is compiled."""
    return (_scan_ascii(text.encode(), length) if text.isascii() else _scan_any(text, length)) | _flags_of_words(text)


def _flags_of_words(text: str) -> int:
    """The flags that no single characters tell, and those of all text beyond ASCII."""
    flags = ARTICLE_AGAIN if articles_again(text, 1) else 0
    if not text.isascii():
        flags |= BEYOND_ASCII
        for flag, mark in _MARKS_BEYOND:
            if mark in text:
                flags |= flag
    return flags


_MARKS_BEYOND = (
    *((APOSTROPHE, mark) for mark in APOSTROPHES if not mark.isascii()),
    *((HYPHEN, mark) for mark in HYPHENS if not mark.isascii()),
)
"""Marks beyond ASCII, for which to search is faster than to look at each character."""


_ARTICLE = " the "
_EVERY_ONE = 0x7FFFFFFF


def articles_again(text: str, most: cython.Py_ssize_t = _EVERY_ONE) -> list[int]:
    """Where the space stands before an article behind which, a word between, there is another; the first `most`.

    >>> articles_again("born in the in the summer")
    [7]
    """
    found: list[int] = []
    place: cython.Py_ssize_t = text.find(_ARTICLE)
    while place >= 0 and len(found) < most:
        if text.startswith(_ARTICLE, text.find(" ", place + 5)):
            found.append(place)
        place = text.find(_ARTICLE, place + 1)
    return found


@cython.boundscheck(False)  # `at` runs over the codes, which are below 128.
@cython.wraparound(False)
def _scan_ascii(codes: bytes, length: cython.Py_ssize_t) -> int:
    """The flags of text in ASCII, where no character is misread."""
    at: cython.Py_ssize_t
    places: cython.ulonglong = _AT_START
    found: cython.ulonglong = 0
    for at in range(length):
        places = (places << 1 | _BEGIN) & _MASKS[codes[at]]
        found |= places
    return _flags_of(found & _END) if found & _END else 0


def _flags_of(ends: cython.ulonglong) -> int:
    """The flags of the shapes of which one ends at one of these places."""
    return sum(flag for flag, last in _LAST_PLACES.items() if last & ends)


@cython.boundscheck(False)  # `at` runs over the text; `code` is compared with the sizes of the tables.
@cython.wraparound(False)
def _scan_any(text: str, length: cython.Py_ssize_t) -> int:
    """The same where characters beyond ASCII are misread in pairs."""
    table: bytes = _TABLE
    size: cython.uint = _TABLE_SIZE
    lead: cython.uint = _LEAD
    before_space: cython.uint = _LEAD_BEFORE_SPACE
    at: cython.Py_ssize_t
    code: cython.uint
    kind: cython.uint
    before: cython.uint = 0
    flags: cython.uint = 0
    places: cython.ulonglong = _AT_START
    found: cython.ulonglong = 0
    for at in range(length):
        code = ord(text[at])
        places = (places << 1 | _BEGIN) & _MASKS[code if code < 128 else 128]
        found |= places
        kind = table[code] if code < size else _beyond(code)
        if before and ((code >= 0x80 and before & lead) or (code == 0x20 and before & before_space)):
            flags |= 256
        before = kind & (lead | before_space)
        flags |= kind
    return int(flags & ~(lead | before_space)) | _flags_of(found & _END)


def shape_ends(text: str) -> dict[int, list[int]]:
    """Where the last characters stand of what is of a shape, for those shapes whose places anybody asks for.

    >>> ends = shape_ends("THe a b c house, pub1ished in A7")
    >>> ends[DOUBLE_CAPITAL], ends[LETTERSPACED], ends[DIGIT]
    ([2], [7, 9], [20, 21])
    """
    if cython.compiled:
        return _shape_ends_in_ascii(text.encode(), len(text)) if text.isascii() else _shape_ends(text, len(text))
    return {shape: [match.end(1) - 2 for match in _followed(shape).finditer(f" {text}")] for shape in PLACED}


@cache
def _followed(shape: int) -> re.Pattern[str]:
    return re.compile(f"(?=({_pattern(shape)}))")


@cython.boundscheck(False)  # `at` runs over the codes, which are below 128.
@cython.wraparound(False)
def _shape_ends_in_ascii(codes: bytes, length: cython.Py_ssize_t) -> dict[int, list[int]]:
    """The same by a loop over the characters, where all of them are in ASCII."""
    found: dict[int, list[int]] = {shape: [] for shape in PLACED}
    at: cython.Py_ssize_t
    places: cython.ulonglong = _AT_START
    for at in range(length):
        places = (places << 1 | _BEGIN) & _MASKS[codes[at]]
        if places & _PLACED:
            _note_ends(found, places, at)
    return found


@cython.boundscheck(False)  # `at` runs over the text.
@cython.wraparound(False)
def _shape_ends(text: str, length: cython.Py_ssize_t) -> dict[int, list[int]]:
    """The same for any text."""
    found: dict[int, list[int]] = {shape: [] for shape in PLACED}
    at: cython.Py_ssize_t
    code: cython.uint
    places: cython.ulonglong = _AT_START
    for at in range(length):
        code = ord(text[at])
        places = (places << 1 | _BEGIN) & _MASKS[code if code < 128 else 128]
        if places & _PLACED:
            _note_ends(found, places, at)
    return found


@cython.cfunc
def _note_ends(found: dict[int, list[int]], places: cython.ulonglong, at: cython.Py_ssize_t) -> cython.void:
    """Note of which shapes the last character stands here."""
    for shape in PLACED:
        if places & _LAST_PLACES[shape]:
            found[shape].append(at)


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
