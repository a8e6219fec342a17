"""What is set as programs, printers and lists of terms set it, and only looks like damage.

Only where damage is not expected: where it is, what looks like damage mostly is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..identifiers import MONTH_NAMES
from .decide import SPELLING, Change, Piece
from .tables import Tables
from .tokens import STRANGE, WORD
from .vocabulary import LOWER

__all__ = ["is_technical"]

COMMONEST = 100
"""The most frequent words of the language: `in` or `of` loses the space before a year, and `max` is part of a name."""

AROUND = 600
"""Code points on one side of a bracket in which its partner is looked for."""

_SHORT = 4
"""Letters of a word that is more often spoken of than misspelt where it stands alone in quotation marks."""

_BEFORE = 80
"""Code points before a place that are looked at: where a line is indented deeper, nothing is known of its end."""

_FAR = 50_000
"""Code points on either side in which a name is looked for again: as many for each change, however long the text is."""

_ENDS = (".", ",", ":", ";", "!", "?")
"""Marks that stand right behind a word."""

_QUOTES = ('"', "'", "“", "”", "‘", "’", "«", "»")

_OPENING = ("\n", "“", "‘", "(", "[", "{", "<", ">")
"""What has nothing before it that a mark could belong to."""

_STRAIGHT = ('"', "'")

_DOUBLED = (";;", "::", ",,")
"""Marks that only programs double."""

# The patterns stay text until a change is looked at: most texts have none.

_LINKING = r"\b(?:an?|and|or|of|the|from|into|my|our|their|your)\Z"
"""Words that no clause ends with."""


def is_technical(tables: Tables, text: str, change: Change, damaged: bool) -> bool:
    """Whether a change would touch what is only set in an unusual way. `damaged` tells that the text shows damage."""
    if any(sign(text, change) for sign in _EVER) or _numbers_things(tables, text, change):
        return True
    return not damaged and (_parts_name(tables, text, change) or any(sign(text, change) for sign in _WHERE_ALL_IS_WELL))


def _inserted(change: Change) -> Iterator[int]:
    """Where white space is put in."""
    return (start for _, start, end, new in change.pieces if start == end and new == " ")


def _deleted(change: Change) -> Iterator[tuple[int, int]]:
    """Where white space is taken away."""
    return (
        (start, end) for rule, start, end, new in change.pieces if start < end and not new and rule.endswith("-space")
    )


def _replaced(change: Change) -> Iterator[Piece]:
    return (piece for piece in change.pieces if piece[0] in SPELLING)


def _edges(text: str, change: Change, most: int | None = None) -> Iterator[tuple[str, str]]:
    """The characters right before and behind each word of at most so many letters that is replaced."""
    for _, start, end, _ in _replaced(change):
        if most is None or end - start <= most:
            yield text[start - 1 : start], text[end : end + 1]


_LONG_WORD, _SOME_WORD = r"[^\W\d_]{5}\Z", r"[^\W\d_]{3}\Z|\b(?:of|to|by|a)\Z"
"""Words that may have lost the space before a number, whatever they are, and where they are common."""

_NUMBER = (
    r"(?!\d{1,2}\.\d{1,2}(?!\d)(?! ?(?:%|per|[mbt]r?illion|times|points)))[1-9][\d.,:]*(?:st|nd|rd|th)?(?!\w|-\d)|0\.\d"
)
"""No version, as in `python3.7`, and no part of a longer name, as in `draft2020-12`."""

_PLAIN_NUMBER = r"(?:(?:1[5-9]|20)\d\d|\d{1,3}(?:,\d{3})+|\d+[.:]\d+)(?![\w.]?\w)"
"""A year, or a number with a comma, a point or a colon inside: no part of a name."""

_MONTH = rf"(?i:{MONTH_NAMES})\Z"


def _parts_name(tables: Tables, text: str, change: Change) -> bool:
    """Whether letters are parted from the digits behind them: `sha224`, `at91`, but not `between1946` or `May12`.

    Long words and common ones may well have lost the space there; other short ones begin names of things.
    """
    places = [at for at in _inserted(change) if text[at - 1 : at].isalpha() and text[at : at + 1].isdecimal()]
    last = tables.first_word + COMMONEST
    common = any(tables.first_word <= word < last for word in change.words)
    return any(not _may_precede(text, at, common) for at in places)


def _may_precede(text: str, at: int, common: bool) -> bool:
    """Whether a number may follow the word before a place, or one of these words is common."""
    before = text[max(0, at - _BEFORE) : at]
    if re.search(_MONTH, before) or (common and re.match(_PLAIN_NUMBER, text[at : at + _BEFORE])):
        return True
    word = _LONG_WORD if not common else _SOME_WORD
    return re.search(word, before) is not None and re.match(_NUMBER, text[at : at + _BEFORE]) is not None


def _holds_digits(text: str, change: Change) -> bool:
    """Whether the word that is replaced has digits glued to it: `nxt2002`."""
    return any(character.isdecimal() for edge in _edges(text, change) for character in edge)


_OPTION = r"\b[a-z]{1,3}\Z|(?:^|\n)[ \t]*\w+\Z"
"""How the name of an option begins: with `no`, or on a line of its own."""


def _parts_option(text: str, change: Change) -> bool:
    """Whether a strange word that begins with a short one, or begins a line, is parted: `noforceuid`."""
    if LOWER not in change.words:
        return False
    inside = (at for at in _inserted(change) if text[at - 1 : at].islower() and text[at : at + 1].islower())
    return any(re.search(_OPTION, text[max(0, at - _BEFORE) : at]) for at in inside)


_HUMP = r"[a-z][A-Z]"


def _mixes_case(text: str, change: Change) -> bool:
    """Whether a word that is replaced has capitals behind small letters: it is a name, whose case no list tells."""
    return any(re.search(_HUMP, text[start:end]) for _, start, end, _ in _replaced(change))


def _is_quoted(text: str, change: Change) -> bool:
    """Whether a short word that is replaced stands alone in quotation marks: it is spoken of, as in `called "iin"`."""
    return any(before in _QUOTES and behind in _QUOTES for before, behind in _edges(text, change, most=_SHORT))


_CODE_BEHIND = r"[a-z]+(?:-[a-z]+)*(?:[_\d=]|-\d)"
"""What follows a comma in code: `vec-5`, `index=0`."""

_LISTED = r"\S*\w,[^\W\d]\S*,\S"
"""Two commas without spaces, and letters behind the first."""


def _parts_list(text: str, change: Change) -> bool:
    """Whether a space is put behind a comma where no sentence has one.

    Before a strange word in small letters, `full,nosmt`, before what has digits or hyphens, `ibm,vec-5`, or among
    other commas without spaces, `NAME,RELATIVE-URL,HASH`.
    """
    behind = [at for at in _inserted(change) if text[at - 1 : at] == ","]
    if not behind:
        return False
    if any(re.match(_CODE_BEHIND, text[at : at + _BEFORE]) or _is_listed(text, at) for at in behind):
        return True
    following = change.around.between(change.first + 1, change.last + 1)
    return any(token.kind == WORD and token.status == STRANGE and token.shape == 0 for token in following)


def _follows_nothing(text: str, change: Change) -> bool:
    """Whether a space is put behind a mark with nothing before it: `[,x]`, `",keep"`, `“:start”`, `and .Primitive`."""
    closed = {end for _, end in _deleted(change)}
    marks = (at - 1 for at in _inserted(change) if text[at - 1 : at] in _ENDS)
    return any(mark not in closed and _opens(text, mark - 1) for mark in marks)


def _opens(text: str, place: int) -> bool:
    """Whether a line, a bracket or a quotation begins there, or white space stands behind what ends no clause.

    Nor does a mark follow itself: `for=_1;;by=_2`.
    """
    if place < 0 or text[place] in _OPENING or text[place : place + 2] in _DOUBLED:
        return True
    if text[place].isspace():
        return re.search(_LINKING, text[max(0, place - 6) : place]) is not None
    return text[place] in _STRAIGHT and (place == 0 or text[place - 1].isspace() or text[place - 1] in _OPENING)


def _is_listed(text: str, at: int) -> bool:
    start = max(text.rfind(" ", max(0, at - _BEFORE), at), text.rfind("\n", max(0, at - _BEFORE), at)) + 1
    return re.match(_LISTED, text[start : at + _BEFORE]) is not None


def _is_item(text: str, change: Change) -> bool:
    """Whether a word that is replaced stands right behind a comma or a bracket of a list: `(iter,cx,cy)`."""
    return any("," in edge and edge[0] in (",", "(", "[") for edge in _edges(text, change))


_KEY = r"(?<!\w)[CMSH]-\S(?: \S)?\Z"
"""A key with another that is held down, as Emacs names it, and a further one."""


def _names_key(text: str, change: Change) -> bool:
    """Whether the space behind the name of a key goes: what follows is a key too, as in `C-x )`."""
    return any(re.search(_KEY, text[max(0, start - 5) : start]) for start, _ in _deleted(change))


_SIGN = r"!(?=[\w=(])|;[;#]|\.(?=\d)|:\("
"""A mark that belongs to what follows."""


def _begins_name(text: str, change: Change) -> bool:
    """Whether a mark goes to the word before it that begins what follows: `return !0`, `saved .2%`, `type :(u)`."""
    return any(re.match(_SIGN, text[end : end + 2]) for _, end in _deleted(change))


def _ends_nowhere(text: str, change: Change) -> bool:
    """Whether a mark that is glued to what follows goes to a word that no clause ends with: `that of .Internal`."""
    glued = (
        (start, end)
        for start, end in _deleted(change)
        if text[end : end + 1] in _ENDS and text[end + 1 : end + 2].isalnum()
    )
    return any(re.search(_LINKING, text[max(0, start - 6) : start]) for start, _ in glued)


def _closes_quotation(text: str, change: Change) -> bool:
    """Whether a space is put before a quotation mark with neither a letter nor a digit behind it: it closes one."""
    return any(text[at : at + 1] == '"' and not text[at + 1 : at + 2].isalnum() for at in _inserted(change))


_ENTITY = r"&#?\w{1,30};\Z"


def _follows_entity(text: str, change: Change) -> bool:
    """Whether a space is put behind an entity, which may stand in the middle of a word: `commit&#64;example.org`."""
    behind = (at for at in _inserted(change) if text[at - 1 : at] == ";")
    return any(re.search(_ENTITY, text[max(0, at - 33) : at]) for at in behind)


def _parts_quotes(text: str, change: Change) -> bool:
    """Whether a space is put among quotation marks that stand side by side, as those around a docstring do."""
    return any(text[at - 1 : at + 1] in ('""', "''") for at in _inserted(change))


def _parts_names(text: str, change: Change) -> bool:
    """Whether a space is put behind a colon that no capital or number follows: `atom:link`, `root:staff`."""
    return any(
        text[at - 1 : at] == ":" and not text[at].isupper() and not text[at].isdecimal() for at in _inserted(change)
    )


_LABEL = r"\[(?!\d+\])[^\[\]\n]{1,80}\]\Z"
"""Something in square brackets that is no number of a note."""


def _follows_label(text: str, change: Change) -> bool:
    """Whether a space is put behind a label in square brackets: `[image]Removing`, `[CPU|IO]Pressure`."""
    behind = (at for at in _inserted(change) if text[at - 1 : at] == "]")
    return any(re.search(_LABEL, text[max(0, at - _BEFORE) : at]) for at in behind)


_SPOKEN_OF = (". ", "! ", "? ", "; ", ": ")


def _names_single_mark(text: str, change: Change) -> bool:
    """Whether a mark between two spaces loses the first and no sentence begins behind it: `pip install . instead`."""
    marks = (end for _, end in _deleted(change) if text[end : end + 2] in _SPOKEN_OF)
    return any(text[end + 2 : end + 3].islower() for end in marks)


_STRING_END = 24
"""Code points from any place in such a string within which it ends."""

_STRING = r"\"(?: [^\s\"]{1,20}|[^\s\"]{1,20} )\""


def _trims_string(text: str, change: Change) -> bool:
    """Whether a single word in straight quotation marks loses the space beside it: `"From "`, `" false"`."""
    return any(_is_in_string(text, start) for start, _ in _deleted(change))


def _is_in_string(text: str, at: int) -> bool:
    first = max(0, at - _STRING_END)
    strings = re.finditer(_STRING, text[first : at + _STRING_END])
    return any(string.start() < at - first < string.end() for string in strings)


_PATH = r"[/*]\S{0,60}\Z"


def _ends_command(text: str, change: Change) -> bool:
    """Whether a point loses the space behind a path, where it names the folder one is in: `cp old/*.txt .`."""
    before = (text[max(0, start - _BEFORE) : start] for start, end in _deleted(change) if text[end : end + 1] == ".")
    return any(re.search(_PATH, part) for part in before)


_TAIL, _MARKED = r"\w+|\(", r"[.,:;!?]\w+"

_BEFORE_WORD, _BEFORE_OTHER = r"\w*[.:!]\Z", r"\w+\Z"


def _recurs(text: str, change: Change) -> bool:
    """Whether what is parted, or begins with a mark, stands elsewhere too and so is a name: `.Internal`, `return(`."""
    names = [_name_at(text, at) for at in _inserted(change)]
    names += [found.group() for _, end in _deleted(change) if (found := re.match(_MARKED, text[end : end + _BEFORE]))]
    place = change.pieces[0][1]
    near = max(0, place - _FAR), place + _FAR
    return any(name is not None and text.count(name, *near) > 1 for name in names)


_CALL = r"\((?:[a-z_]\w*|\w+(?:_|\.\w)\w+|NULL|[\"'“‘][^()\n]{0,60}[\"'”’]|\.\.\.|[a-z]\w* \w+\([^()\n]{0,40}\))\)"


def _calls(text: str, change: Change) -> bool:
    """Whether a word is parted from the one thing in brackets behind it: `next(error)`, `puts("anything")`."""
    return any(re.match(_CALL, text[at : at + _BEFORE]) for at in _inserted(change))


def _names_mark(text: str, change: Change) -> bool:
    """Whether the space goes before a mark that is spoken of: `no ?, ! or =`."""
    return any(text.startswith(("?,", "!,", ";,", ":,"), end) for _, end in _deleted(change))


NUMBERED = 3
"""Times that a word has digits glued to it from which on that is how a text writes it."""


def _numbers_things(tables: Tables, text: str, change: Change) -> bool:
    """Whether a word has digits glued to it again and again, and is no word that everything has: `issue12, issue17`."""
    last = tables.first_word + COMMONEST
    if any(tables.first_word <= word < last for word in change.words):
        return False
    return any(_times_numbered(text, at) >= NUMBERED for at in _inserted(change) if text[at : at + 1].isdecimal())


def _times_numbered(text: str, at: int) -> int:
    word = re.search(r"[^\W\d_]+\Z", text[max(0, at - _BEFORE) : at])
    near = text[max(0, at - _FAR) : at + _FAR]
    return len(re.findall(rf"\b{word.group()}\d", near)) if word else 0


def _name_at(text: str, at: int) -> str | None:
    """What stands on both sides of a place, as one: a mark in front of a word, or a word before a bracket or digits."""
    tail = re.match(_TAIL, text[at : at + _BEFORE])
    if tail is None:
        return None
    pattern = _BEFORE_WORD if tail.group()[0].isalpha() else _BEFORE_OTHER
    head = re.search(pattern, text[max(0, at - _BEFORE) : at])
    return head.group() + tail.group() if head else None


def _is_symbol(_: str, change: Change) -> bool:
    """Whether a single letter would become a word: alone it stands for something, `allows u to be smaller`."""
    return any(end - start == 1 and rule == "wrong-word" for rule, start, end, _ in _replaced(change))


def _sets_percent(text: str, change: Change) -> bool:
    """Whether a percent sign loses the space that the SI sets before it: `30 %`."""
    return any(text.startswith("%", end) for _, end in _deleted(change))


_CUT_BEHIND, _CUT_BEFORE = r"…|\.\.|-[ \t]*\n", r"[^\W\d_]-[ \t]*\n\s*\Z|(?:…|\.\.)\Z"


def _is_cut_off(text: str, change: Change) -> bool:
    """Whether a word that is replaced is cut off, by dots or at the end of a line: `architec-` and `ture`."""
    return any(
        re.match(_CUT_BEHIND, text[end : end + _BEFORE])
        or re.search(_CUT_BEFORE, text[max(0, start - _BEFORE) : start])
        for _, start, end, _ in _replaced(change)
    )


def _touches_tag(text: str, change: Change) -> bool:
    """Whether a space comes or goes beside an angle bracket, as at the edge of a tag, or behind an equals sign."""
    places = [(at, at) for at in _inserted(change)] + list(_deleted(change))
    return any(text[start - 1 : start] in (">", "=") or text[end : end + 1] == "<" for start, end in places)


def _fills_brackets(text: str, change: Change) -> bool:
    """Whether only one of two brackets with a space on their insides would lose it: `( as some set them )`."""
    return any(
        (text[start - 1 : start] == "(" and _is_padded(text, text.find(")", end, end + AROUND), -1))
        or (text[end : end + 1] == ")" and _is_padded(text, text.rfind("(", max(0, start - AROUND), start), 1))
        for start, end in _deleted(change)
    )


def _is_padded(text: str, bracket: int, step: int) -> bool:
    return bracket >= 0 and text[bracket + step : bracket + step + 1].isspace()


_NO_SENTENCE = r"[\"'][a-z\\<]|[~/(<]"
"""What no sentence begins with."""


def _closes_pair(text: str, change: Change) -> bool:
    """Whether a point between two spaces loses the first and no sentence ends: `(name . value)`, `send-hook . "x"`."""
    points = [(start, end) for start, end in _deleted(change) if text[end : end + 2] in (". ", ".\n")]
    return any(_is_in_bracket(text, start) or re.match(_NO_SENTENCE, text[end + 2 : end + 4]) for start, end in points)


def _is_in_bracket(text: str, start: int) -> bool:
    """Whether a bracket is open on the line before a place."""
    line = text[max(text.rfind("\n", 0, start), start - AROUND, 0) : start]
    return line.count("(") > line.count(")")


_LIKE_A_NUMBER = r"(?<!\d)(?:\d{1,3}(?: \d{3})+|(?:1 ?[5-9]|2 ?0) ?\d ?\d)(?!\d)"
"""Groups of three digits, or a year, with spaces among the digits."""


def _joins_digits(text: str, change: Change) -> bool:
    """Whether digits are put together to what is neither a year nor a number in groups of three: `40 0 0`."""
    joined = ((start, end) for start, end in _deleted(change) if text[start - 1].isdecimal() and text[end].isdecimal())
    return any(not _is_number(text[max(0, start - 12) : end + 12], min(start, 12)) for start, end in joined)


def _is_number(part: str, place: int) -> bool:
    """Whether the space at a place is one inside a number."""
    return any(number.start() < place < number.end() for number in re.finditer(_LIKE_A_NUMBER, part))


_EVER: tuple[Callable[[str, Change], bool], ...] = (
    _parts_list,
    _follows_nothing,
    _names_key,
    _begins_name,
    _ends_nowhere,
    _closes_quotation,
    _parts_quotes,
    _follows_entity,
    _is_symbol,
    _sets_percent,
    _is_cut_off,
    _touches_tag,
    _fills_brackets,
    _closes_pair,
    _joins_digits,
)

_WHERE_ALL_IS_WELL: tuple[Callable[[str, Change], bool], ...] = (
    _holds_digits,
    _mixes_case,
    _parts_option,
    _is_quoted,
    _is_item,
    _recurs,
    _calls,
    _names_mark,
    _names_single_mark,
    _trims_string,
    _ends_command,
    _parts_names,
    _follows_label,
)
