"""What is set as programs, printers and lists of terms set it, and only looks like damage.

Only where damage is not expected: where it is, what looks like damage mostly is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from ...identifiers import MONTH_NAMES
from ...patterns import compiled
from ..decide import Change, deletions, insertions, replacements
from ..kinds import CAPITAL, KNOWN, UPPER_CASE, WORD
from ..lexicon import EVERYWHERE, IN_NO_TERM, WELL_KNOWN, is_among
from ..vocabulary import LOWER
from .circumstances import Circumstances
from .marks_of_code import BEFORE

__all__ = [
    "holds_digits",
    "is_acronym",
    "is_cut_off_by_dots",
    "is_list_item",
    "is_roman_numeral",
    "is_symbol",
    "joins_digits",
    "joins_one_letter",
    "joins_pairs_of_digits",
    "joins_quoted_letter",
    "joins_shorthand",
    "mixes_case",
    "numbers_things",
    "parts_class",
    "parts_identifier",
    "parts_member",
    "parts_name_from_digits",
    "parts_numbered_name",
    "parts_option",
    "repeats_name",
    "stands_elsewhere",
]

_FAR = 50_000
"""Code points on either side in which a name is looked for again: as many for each change, however long the text is."""

# The patterns stay text until a change is looked at: most texts have none.


def _edges(text: str, change: Change) -> Iterator[tuple[str, str]]:
    """The characters right before and behind each word that is replaced."""
    for _, start, end, _ in replacements(change):
        yield text[start - 1 : start], text[end : end + 1]


def _among_small_letters(text: str, change: Change) -> Iterator[int]:
    """Where a space comes in between two small letters."""
    return (at for at in insertions(change) if text[at - 1 : at].islower() and text[at : at + 1].islower())


_LONG_WORD, _SOME_WORD = r"[^\W\d_]{5}\Z", r"[^\W\d_]{3}\Z|\b(?:of|to|by|a)\Z"
"""Words that may have lost the space before a number, whatever they are, and where they are common."""

_WORD_OF_PROSE = r"[^\W\d_]{4}\Z|\b(?:as|at|if|in|is|on|or)\Z"
"""Those that may besides have lost it where nothing in the text has digits behind letters."""

_NUMBERED_NAME = r"[0-9](?<=[a-z][0-9])"
"""A digit behind a small letter."""

_NUMBER = (
    r"(?!\d{1,2}\.\d{1,2}(?!\d)(?! ?(?:%|per|[mbt]r?illion|times|points)))"
    r"(?:[1-9][\d.,:]*(?:st|nd|rd|th)?|1[5-9]\d0s|20\d0s)(?!\w|-\d)|0\.\d"
)
"""No version, as in `python3.7`, and no part of a longer name, as in `draft2020-12`; a decade, as in `the1890s`."""

_PLAIN_NUMBER = r"(?:(?:1[5-9]|20)\d(?:\d|0s)|\d{1,3}(?:,\d{3})+|\d+[.:]\d+)"
"""A year, or a number with a comma, a point or a colon inside."""

_GOES_ON = r"[\w.]?\w"
"""What makes a number part of a name."""

_MONTH = rf"(?i:{MONTH_NAMES})\Z"


def parts_name_from_digits(here: Circumstances, change: Change) -> bool:
    """Whether letters are parted from the digits behind them: `sha224`, `at91`, but not `between1946` or `May12`.

    Long words and common ones may well have lost the space there; other short ones begin names of things.
    """
    parted = set(insertions(change))
    places = [at for at in parted if here.text[at - 1 : at].isalpha() and here.text[at : at + 1].isdecimal()]
    common = any(is_among(here.tables, word, IN_NO_TERM) for word in change.words)
    return any(not _may_precede(here.text, at, common, parted) or _ends_strange_name(change, at) for at in places)


def _ends_strange_name(change: Change, at: int) -> bool:
    """Whether a strange word with a capital ends at a place: `Leuchtturm1917`, but not `Germany1945`."""
    tokens = change.around.between(change.first, change.last)
    return any(token.end == at and token.shape == CAPITAL and token.status != KNOWN for token in tokens)


def _may_precede(text: str, at: int, common: bool, parted: Collection[int]) -> bool:
    """Whether a number may follow the word before a place, or one of these words is common.

    What is `parted` from the number is not part of it: `in1987and`.
    """
    before = text[max(0, at - BEFORE) : at]
    if compiled(_MONTH).search(before) or (common and _is_plain_number(text, at, parted)):
        return True
    if compiled(_NUMBER).match(text[at : at + BEFORE]) is None:
        return False
    word = _LONG_WORD if not common else _SOME_WORD
    return re.search(word, before) is not None or (
        compiled(_WORD_OF_PROSE).search(before) is not None and not _has_numbered_names(text, at, parted)
    )


def _has_numbered_names(text: str, at: int, parted: Collection[int]) -> bool:
    """Whether digits stand behind small letters elsewhere near a place, and so may be part of names: `at91`, `sha1`."""
    found = compiled(_NUMBERED_NAME).finditer(text, max(0, at - _FAR), at + _FAR)
    return any(match.start() not in parted for match in found)


def _is_plain_number(text: str, at: int, parted: Collection[int]) -> bool:
    number = compiled(_PLAIN_NUMBER).match(text[at : at + BEFORE])
    if number is None:
        return False
    end = at + number.end()
    return end in parted or compiled(_GOES_ON).match(text[end : end + BEFORE]) is None


_NAME_OF_DIGITS = r"\d+(?!(?:st|nd|rd|th|s)\b)[^\W\d_]"


def parts_numbered_name(here: Circumstances, change: Change) -> bool:
    """Whether letters are parted from digits with letters behind them: `at91sam9260`, but not `in1987and`."""
    parted = insertions(change)
    found = (compiled(_NAME_OF_DIGITS).match(here.text, at) for at in parted if here.text[at - 1 : at].isalpha())
    return any(name is not None and name.end() - 1 not in parted for name in found)


def holds_digits(here: Circumstances, change: Change) -> bool:
    """Whether the word that is replaced has digits glued to it: `nxt2002`."""
    return any(character.isdecimal() for edge in _edges(here.text, change) for character in edge)


_OPTION = r"\b[a-z]{1,3}\Z|(?:^|\n)[ \t]*\w+\Z"
"""How the name of an option begins: with `no`, or on a line of its own."""


def parts_option(here: Circumstances, change: Change) -> bool:
    """Whether a strange word that begins with a short one, or begins a line, is parted: `noforceuid`."""
    if LOWER not in change.words:
        return False
    places = _among_small_letters(here.text, change)
    return any(compiled(_OPTION).search(here.text[max(0, at - BEFORE) : at]) for at in places)


_HUMP = r"[a-z][A-Z]"


def mixes_case(here: Circumstances, change: Change) -> bool:
    """Whether a word that is replaced has capitals behind small letters: it is a name, whose case no list tells."""
    return any(compiled(_HUMP).search(here.text[start:end]) for _, start, end, _ in replacements(change))


_NUMERALS = r"[IVXLCDM]{2,}s"


def is_roman_numeral(here: Circumstances, change: Change) -> bool:
    """Whether a Roman numeral would become a word, since it stands for several things: `two Mk IIIs`."""
    return any(re.fullmatch(_NUMERALS, here.text[start:end]) for _, start, end, _ in replacements(change))


def is_acronym(here: Circumstances, change: Change) -> bool:
    """Whether a few capitals would become others where no other word is in capitals: `sold its TRE stock`."""
    if not any(end - start <= ACRONYM and here.text[start:end].isupper() for _, start, end, _ in replacements(change)):
        return False
    beside = change.around.between(change.first - 1, change.first) + change.around.between(change.last, change.last + 1)
    return not any(token.kind == WORD and token.shape == UPPER_CASE for token in beside)


def is_list_item(here: Circumstances, change: Change) -> bool:
    """Whether a word that is replaced stands right behind a comma or a bracket of a list: `(iter,cx,cy)`."""
    return any("," in edge and edge[0] in (",", "(", "[") for edge in _edges(here.text, change))


_TAIL, _MARKED = r"\w+|\(", r"[.,:;!?]\w+"

_BEFORE_WORD, _BEFORE_OTHER = r"\w*[.:!]\Z", r"\w+\Z"


def stands_elsewhere(here: Circumstances, change: Change) -> bool:
    """Whether what is parted, or begins with a mark, stands elsewhere too and so is a name: `.Internal`, `return(`."""
    names = [_name_at(here.text, at) for at in insertions(change)]
    names += [
        found.group()
        for _, end in deletions(change)
        if (found := compiled(_MARKED).match(here.text[end : end + BEFORE]))
    ]
    place = change.pieces[0][1]
    near = max(0, place - _FAR), place + _FAR
    return any(name is not None and here.text.count(name, *near) > 1 for name in names)


_OWNER = r"[^\W\d_]+\.\Z"


def parts_member(here: Circumstances, change: Change) -> bool:
    """Whether a name is parted from what it belongs to, as another in the text does: `net.Socket`, `net.connect`."""
    return any(_owns(here.text, at, "[a-z]", 1) for at in insertions(change))


def parts_class(here: Circumstances, change: Change) -> bool:
    """Whether a name is parted from what several belong to: `html.Waterfall`, `html.WebStatus`.

    What sentences begin with everywhere is no name: `she said.The`, `he said.But`.
    """
    if any(is_among(here.tables, word, EVERYWHERE) for word in change.words[-1:]):
        return False
    return any(_owns(here.text, at, "[A-Z]", 2) for at in insertions(change))


def _owns(text: str, at: int, by: str, times: int) -> bool:
    """Whether a capital follows a point, and the word before it has so many names glued to it that begin so."""
    if text[at - 1 : at] != "." or not text[at : at + 1].isupper():
        return False
    found = compiled(_OWNER).search(text[max(0, at - BEFORE) : at])
    if found is None or text.count(found.group(), max(0, at - _FAR), at + _FAR) < 2:
        return False  # which is told in no time, while a pattern takes some
    return sum(1 for _ in islice(_followed(text, at, found.group(), by), times)) == times


def _followed(text: str, at: int, word: str, by: str) -> Iterator[re.Match[str]]:
    """Where a word stands near a place with a character of this class glued to it."""
    near, begins = text[max(0, at - _FAR) : at + _FAR], re.escape(word)
    # The word comes first because the search for letters is fast.
    return re.finditer(rf"{begins}{by}(?<=\b{begins}.)", near)


ACRONYM = 4
"""Letters of an acronym, at most: longer words in capitals are rather shouted."""

NUMBERED = 3
"""Times that a word has digits glued to it from which on that is how a text writes it."""


def numbers_things(here: Circumstances, change: Change) -> bool:
    """Whether a word has digits glued to it again and again, and is no word that everything has: `issue12, issue17`."""
    if any(is_among(here.tables, word, IN_NO_TERM) for word in change.words):
        return False
    return any(
        _times_numbered(here.text, at) >= NUMBERED for at in insertions(change) if here.text[at : at + 1].isdecimal()
    )


def _times_numbered(text: str, at: int) -> int:
    found = re.search(r"[^\W\d_]+\Z", text[max(0, at - BEFORE) : at])
    return sum(1 for _ in _followed(text, at, found.group(), r"\d")) if found else 0


def _name_at(text: str, at: int) -> str | None:
    """What stands on both sides of a place, as one: a mark in front of a word, or a word before a bracket or digits."""
    tail = compiled(_TAIL).match(text[at : at + BEFORE])
    if tail is None:
        return None
    pattern = _BEFORE_WORD if tail.group()[0].isalpha() else _BEFORE_OTHER
    head = re.search(pattern, text[max(0, at - BEFORE) : at])
    return head.group() + tail.group() if head else None


def is_symbol(_: Circumstances, change: Change) -> bool:
    """Whether a single letter would become a word: alone it stands for something, `allows u to be smaller`."""
    return any(end - start == 1 and rule == "wrong-word" for rule, start, end, _ in replacements(change))


_DOTS = ("…", "..")


def is_cut_off_by_dots(here: Circumstances, change: Change) -> bool:
    """Whether dots cut a word off that is replaced: `perfor…`."""
    return any(
        here.text.startswith(_DOTS, end) or here.text[max(0, start - 2) : start].endswith(_DOTS)
        for _, start, end, _ in replacements(change)
    )


_LIKE_A_NUMBER = r"(?<!\d)(?:\d{1,3}(?: \d{3})+|(?:1 ?[5-9]|2 ?0) ?\d ?\d)(?!\d)"
"""Groups of three digits, or a year, with spaces among the digits."""


def joins_digits(here: Circumstances, change: Change) -> bool:
    """Whether digits are put together to what is neither a year nor a number in groups of three: `40 0 0`."""
    joined = (
        (start, end)
        for start, end in deletions(change)
        if here.text[start - 1].isdecimal() and here.text[end].isdecimal()
    )
    return any(not _is_number(here.text[max(0, start - 12) : end + 12], min(start, 12)) for start, end in joined)


def _is_number(part: str, place: int) -> bool:
    """Whether the space at a place is one inside a number."""
    return any(number.start() < place < number.end() for number in compiled(_LIKE_A_NUMBER).finditer(part))


_ONE_LETTER = r"([^\W\d_])(?: ?\1)+"
"""The same letter again and again: `S SS SSS`."""


def joins_one_letter(here: Circumstances, change: Change) -> bool:
    """Whether what is put together is one letter again and again, as in formats: `w ww`, not `d i s s e n t`."""
    if not deletions(change):
        return False
    tokens = change.around.between(change.first, change.last)
    return compiled(_ONE_LETTER).fullmatch(here.text[tokens[0].start : tokens[-1].end]) is not None


_QUOTED_LETTER = r"['’][A-Za-z][-'’/|]"
"""A letter in quotation marks, or the beginning of a command of sed."""


def joins_quoted_letter(here: Circumstances, change: Change) -> bool:
    """Whether the space before a letter in quotation marks would go: `the plural 's' ending`, `sed 's/a/b/'`."""
    letter = compiled(_QUOTED_LETTER)
    return any(letter.match(here.text, end) for _, end in deletions(change))


SHORTHAND = "bcknruxy"
"""Letters that stand for words before others."""


def joins_shorthand(here: Circumstances, change: Change) -> bool:
    """Whether letters that stand for words or things would be joined: `R u ok?`, `R G B`, but not `o f`, `t h e`."""
    if not deletions(change):
        return False
    words = [here.text[token.start : token.end] for token in change.around.between(change.first, change.last)]
    if len(words) > 2 and all(len(word) == 1 for word in words):
        return not is_among(here.tables, change.words[0], EVERYWHERE if words[1].isupper() else WELL_KNOWN)
    if len(words) != 2 or len(words[0]) > 1 or len(words[1]) > 2 or not all(map(str.isalpha, words)):
        return False
    if len(words[1]) == 2 and words[0] not in SHORTHAND:
        return False
    return not all(is_among(here.tables, word, EVERYWHERE) for word in change.words)


_SNAKE = r"[^\W_]+_\w"


def parts_identifier(here: Circumstances, change: Change) -> bool:
    """Whether what is behind a new space is a name in a program: `>=1.2;python_version`."""
    return any(compiled(_SNAKE).match(here.text, at) for at in insertions(change))


def repeats_name(here: Circumstances, change: Change) -> bool:
    """Whether what is said twice is so in another way: in capitals, behind a point, as an argument."""
    return any(_is_named(here.text, start, end) for rule, start, end, _ in change.pieces if rule == "repeated-word")


_NAMED = r"[._/-][^\W_]+\Z"


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether of a word said twice, which ends at two offsets, the first is part of a name, or each is one.

    >>> text = "Bitwise AND and, sys.argv argv, (eq a a), it it"
    >>> [_is_named(text, *span) for span in ((11, 15), (25, 30), (37, 39), (44, 47))]
    [True, True, True, False]
    """
    second = text[start:end].strip()
    first = text[start - len(second) : start]
    if first != second and (first.isupper() or second.isupper()) and len(second) > 1:
        return True
    if len(second) == 1 and text[end : end + 1] == ")":
        return True
    return compiled(_NAMED).search(text[max(0, start - BEFORE) : start]) is not None


_TWO_PAIRS = r"(?<!\d)\d\d \d\d(?!\d)"


def joins_pairs_of_digits(here: Circumstances, change: Change) -> bool:
    """Whether two numbers of two digits would be one: `20 24` may be of a table as well as a year."""
    pairs = compiled(_TWO_PAIRS)
    return any(pairs.match(here.text, start - 2) for start, _ in deletions(change) if start >= 2)
