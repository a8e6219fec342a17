"""Marks that are set as programs, printers and mark-up set them, and only look as if a space were wrong there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from ...line_ends import LINE_END
from ...patterns import compiled
from ..decide import Change, deletions, insertions
from ..kinds import STRANGE, WORD
from .circumstances import Circumstances

__all__ = ["BEFORE", "is_mark_of_code"]

_Inserted: TypeAlias = Callable[[Change, str, int], bool]
_Deleted: TypeAlias = Callable[[str, int, int], bool]

AROUND = 600
"""Code points on one side of a bracket in which its partner is looked for."""

BEFORE = 80
"""Code points before a place that are looked at: where a line is indented deeper, nothing is known of its end."""

_ENDS = (".", ",", ":", ";", "!", "?")
"""Marks that stand right behind a word."""

_OPENING = ("\n", "“", "‘", "(", "[", "{", "<", ">")
"""What has nothing before it that a mark could belong to."""

_STRAIGHT = ('"', "'")

_DOUBLED = (";;", "::", ",,")
"""Marks that only programs double."""

# The patterns stay text until a change is looked at: most texts have none.

_LINKING = r"\b(?:an?|and|or|of|the|from|into|my|our|their|your)\Z"
"""Words that no clause ends with."""


def is_mark_of_code(here: Circumstances, change: Change) -> bool:
    """Whether a change would touch a mark that is only set in an unusual way.

    `damaged` tells that the text shows damage: then more of what looks unusual is wrong.
    """
    inserted = _INSERTED if here.damaged else _INSERTED_WHERE_ALL_IS_WELL
    deleted = _DELETED if here.damaged else _DELETED_WHERE_ALL_IS_WELL
    return any(sign(change, here.text, at) for at in insertions(change) for sign in inserted) or any(
        sign(here.text, start, end) for start, end in deletions(change) for sign in deleted
    )


# A space that would be put in


_CODE_BEHIND = r"[a-z]+(?:-[a-z]+)*(?:[_\d=]|-\d)"
"""What follows a comma in code: `vec-5`, `index=0`."""

_LISTED = r"\S*\w,[^\W\d]\S*,\S+"
"""Two commas without spaces, and letters behind the first."""


def _parts_list(change: Change, text: str, at: int) -> bool:
    """Whether it is behind a comma where no sentence has one.

    Before a strange word in small letters, `full,nosmt`, before what has digits or hyphens, `ibm,vec-5`, or among
    other commas without spaces, `NAME,RELATIVE-URL,HASH`.
    """
    if text[at - 1 : at] != ",":
        return False
    if compiled(_CODE_BEHIND).match(text[at : at + BEFORE]) or _is_listed(text, at):
        return True
    following = change.around.between(change.first + 1, change.last + 1)
    return any(token.kind == WORD and token.status == STRANGE and token.shape == 0 for token in following)


_JOINING = frozenset(["and", "as", "but", "for", "in", "is", "of", "or", "that", "the", "to", "was", "which", "with"])
"""Words that sentences have and lists have not."""


def _is_listed(text: str, at: int) -> bool:
    start = max(text.rfind(" ", max(0, at - BEFORE), at), text.rfind("\n", max(0, at - BEFORE), at)) + 1
    run = compiled(_LISTED).match(text[start : at + BEFORE])
    return run is not None and _JOINING.isdisjoint(re.findall(r"[a-z]+", run.group()))


_BEFORE_LABEL = r"(?m)(?:^(?:[-*+>]\s+)?|\)?\] ?(?:- )?)[*(]*[\w\\*-]+,\Z"
_LABELS = r"[\w\\-]+(?:,[\w\\*-]+)*\**:(?=\s)"
"""A word with a comma that a line, or what follows a reference, begins with, and what goes on to a colon without a
space: the two are labels of what follows."""


def _parts_labels(_: Change, text: str, at: int) -> bool:
    """Whether it is behind a comma among the labels that a line begins with: `- **src,test**: fix it`."""
    if text[at - 1 : at] != "," or compiled(_LABELS).match(text[at : at + BEFORE]) is None:
        return False
    return compiled(_BEFORE_LABEL).search(text, max(0, at - BEFORE), at) is not None


def _follows_nothing(change: Change, text: str, at: int) -> bool:
    """Whether it is behind a mark with nothing before it: `[,x]`, `",keep"`, `“:start”`, `and .Primitive`."""
    closes_up = any(end == at - 1 for _, end in deletions(change))
    return text[at - 1 : at] in _ENDS and not closes_up and _opens(text, at - 2)


def _opens(text: str, place: int) -> bool:
    """Whether a line, a bracket or a quotation begins there, or white space stands behind what ends no clause.

    Nor does a mark follow itself: `for=_1;;by=_2`.
    """
    if place < 0 or text[place] in _OPENING or text[place : place + 2] in _DOUBLED:
        return True
    if text[place].isspace():
        return compiled(_LINKING).search(text[max(0, place - 6) : place]) is not None
    return text[place] in _STRAIGHT and (place == 0 or text[place - 1].isspace() or text[place - 1] in _OPENING)


_OPENS_LINE = r"(?:\A|\n)[^\w\n]{0,6}[\]>)}|]\Z"


def _opens_line(_: Change, text: str, at: int) -> bool:
    """Whether it is behind a mark that closes something, and nothing but marks stand before it in the line: `--]So`."""
    return compiled(_OPENS_LINE).search(text[max(0, at - 8) : at]) is not None


_OWNS = r"\"s(?!\w)"


def _closes_quotation(_: Change, text: str, at: int) -> bool:
    """Whether it is before a quotation mark with no word behind it: it closes one, or is an apostrophe, `country"s`."""
    if text[at : at + 1] != '"':
        return False
    return not text[at + 1 : at + 2].isalnum() or compiled(_OWNS).match(text, at) is not None


def _parts_quotes(_: Change, text: str, at: int) -> bool:
    """Whether it is among quotation marks that stand side by side, as those around a docstring do."""
    return text[at - 1 : at + 1] in ('""', "''")


_NOTE = r"\(\d{1,3}\)(?!\w)"


def _precedes_note(_: Change, text: str, at: int) -> bool:
    """Whether it is between a mark and the number of a note: `a response.(1)`."""
    return text[at - 1 : at] in _ENDS and compiled(_NOTE).match(text, at) is not None


_ENTITY = r"&#?\w{1,30};\Z"


def _follows_entity(_: Change, text: str, at: int) -> bool:
    """Whether it is behind an entity, which may stand in the middle of a word: `commit&#64;example.org`."""
    return text[at - 1 : at] == ";" and compiled(_ENTITY).search(text[max(0, at - 33) : at]) is not None


_CALL = r"\((?:[a-z_]\w*|\w+(?:_|\.\w)\w+|NULL|[\"'“‘][^()\n]{0,60}[\"'”’]|\.\.\.|[a-z]\w* \w+\([^()\n]{0,40}\))\)"

_NAME = r"\w_\w+\Z"
"""The end of a name that no prose has."""


def _calls(_: Change, text: str, at: int) -> bool:
    """Whether it parts a name from the bracket behind it: `next(error)`, `puts("any")`, `is_element(Key, Set)`."""
    if text[at : at + 1] != "(":
        return False
    named = compiled(_NAME).search(text[max(0, at - BEFORE) : at])
    return named is not None or compiled(_CALL).match(text[at : at + BEFORE]) is not None


_INTRODUCES, _INTRODUCED = r"(?:\A|[\s\"“'‘(])[^\W\d_]{5,30}:\Z", r"[^\W\d_]+[,;.!?]?\s"
"""What stands before and behind a colon in a sentence, if there is neither a capital nor a number."""

_SPEAKS, _SPEECH = r"\s[^\W\d_]{3,30}:\Z", r"[\"“‘][^\W\d_]+,? [^\W\d_]+"
"""The same where somebody speaks: `said:“We will`."""


def _parts_names(change: Change, text: str, at: int) -> bool:
    """Whether it is behind a colon inside a name: `atom:link`, `root:staff`, but not `two things:salt and`."""
    if text[at - 1 : at] != ":" or text[at : at + 1].isupper() or text[at : at + 1].isdecimal():
        return False
    near = change.around.between(change.first - 1, change.last + 1)
    strange = any(token.kind == WORD and token.status == STRANGE for token in near)
    return strange or not _is_introduced(text, at)


def _is_introduced(text: str, at: int) -> bool:
    before, behind = text[max(0, at - BEFORE) : at], text[at : at + BEFORE]
    ways = ((_INTRODUCES, _INTRODUCED), (_SPEAKS, _SPEECH))
    return any(re.search(end, before) and re.match(start, behind) for end, start in ways)


_LABEL = r"\[(?!\d+\])[^\[\]\n]{1,80}\]\Z"
"""Something in square brackets that is no number of a note."""


def _follows_label(_: Change, text: str, at: int) -> bool:
    """Whether it is behind a label in square brackets: `[image]Removing`, `[CPU|IO]Pressure`."""
    return text[at - 1 : at] == "]" and compiled(_LABEL).search(text[max(0, at - BEFORE) : at]) is not None


# A space that would be taken away


_KEY = r"(?<!\w)[CMSH]-\S(?: \S)?\Z"
"""A key with another that is held down, as Emacs names it, and a further one."""


def _names_key(text: str, start: int, _: int) -> bool:
    """Whether it is behind the name of a key: what follows is a key too, as in `C-x )`."""
    return compiled(_KEY).search(text[max(0, start - 5) : start]) is not None


_BULLET = r"(?m)^[ \t]*[-*+•–]\Z"


def _follows_bullet(text: str, start: int, _: int) -> bool:
    """Whether it is behind the mark of an item of a list: `- compatible: one of`."""
    return compiled(_BULLET).search(text, max(0, start - BEFORE), start) is not None


_SIGN = r"!(?=[\w=(])|;[;#]|\.(?=\d)|:[:(]"
"""A mark that belongs to what follows."""


def _begins_name(text: str, _: int, end: int) -> bool:
    """Whether a mark would go to the word before it that begins what follows: `return !0`, `.2%`, `type :(u)`."""
    return compiled(_SIGN).match(text[end : end + 2]) is not None


def _ends_nowhere(text: str, start: int, end: int) -> bool:
    """Whether a mark that is glued to what follows would go to a word that no clause ends with: `of .Internal`."""
    glued = text[end : end + 1] in _ENDS and text[end + 1 : end + 2].isalnum()
    return glued and compiled(_LINKING).search(text[max(0, start - 6) : start]) is not None


def _sets_percent(text: str, _: int, end: int) -> bool:
    """Whether a percent sign would lose the space that the SI sets before it: `30 %`."""
    return text.startswith("%", end)


def _fills_brackets(text: str, start: int, end: int) -> bool:
    """Whether only one of two brackets with a space on their insides would lose it: `( as some set them )`."""
    if text[start - 1 : start] == "(" and _is_padded(text, text.find(")", end, end + AROUND), -1):
        return True
    return text[end : end + 1] == ")" and _is_padded(text, text.rfind("(", max(0, start - AROUND), start), 1)


def _is_padded(text: str, bracket: int, step: int) -> bool:
    return bracket >= 0 and text[bracket + step : bracket + step + 1].isspace()


_NO_SENTENCE = r"[\"'][a-z\\<]|[~/(<]"
"""What no sentence begins with."""

_SPACED_POINT = rf"\.(?: |{LINE_END})"


def _closes_pair(text: str, start: int, end: int) -> bool:
    """Whether it is before a point between two spaces that ends no sentence: `(name . value)`, `send-hook . "x"`."""
    point = compiled(_SPACED_POINT).match(text[end : end + 3])
    if point is None:
        return False
    behind = end + point.end()
    return _is_in_bracket(text, start) or compiled(_NO_SENTENCE).match(text[behind : behind + 2]) is not None


def _is_in_bracket(text: str, start: int) -> bool:
    """Whether a bracket is open on the line before a place."""
    line = text[max(text.rfind("\n", 0, start), start - AROUND, 0) : start]
    return line.count("(") > line.count(")")


def _names_mark(text: str, _: int, end: int) -> bool:
    """Whether it is before a mark that is spoken of: `no ?, ! or =`, and `pip install . instead`."""
    if text.startswith(("?,", "!,", ";,", ":,"), end):
        return True
    return text[end : end + 2] in (". ", "! ", "? ", "; ", ": ") and text[end + 2 : end + 3].islower()


_STRING_END = 24
"""Code points from any place in such a string within which it ends."""

_STRING = r"\"(?: [^\s\"]{1,20}|[^\s\"]{1,20} )\""


def _trims_string(text: str, start: int, _: int) -> bool:
    """Whether it is beside a single word in straight quotation marks: `"From "`, `" false"`."""
    first = max(0, start - _STRING_END)
    strings = compiled(_STRING).finditer(text[first : start + _STRING_END])
    return any(string.start() < start - first < string.end() for string in strings)


_PATH = r"[/*]\S{0,60}\Z"


def _ends_command(text: str, start: int, end: int) -> bool:
    """Whether it is between a path and a point that names the folder one is in: `cp old/*.txt .`."""
    return text[end : end + 1] == "." and compiled(_PATH).search(text[max(0, start - BEFORE) : start]) is not None


# Either


def _touches_tag(text: str, start: int, end: int) -> bool:
    """Whether it is beside an angle bracket, as at the edge of a tag, or behind an equals sign."""
    return text[start - 1 : start] in (">", "=") or text[end : end + 1] == "<"


def _parts_tag(_: Change, text: str, at: int) -> bool:
    return _touches_tag(text, at, at)


_INSERTED: tuple[_Inserted, ...] = (
    _parts_list,
    _parts_labels,
    _follows_nothing,
    _opens_line,
    _closes_quotation,
    _parts_quotes,
    _precedes_note,
    _follows_entity,
    _parts_tag,
)

_INSERTED_WHERE_ALL_IS_WELL: tuple[_Inserted, ...] = (
    *_INSERTED,
    _calls,
    _parts_names,
    _follows_label,
)

_DELETED: tuple[_Deleted, ...] = (
    _names_key,
    _follows_bullet,
    _begins_name,
    _ends_nowhere,
    _sets_percent,
    _fills_brackets,
    _closes_pair,
    _touches_tag,
)

_DELETED_WHERE_ALL_IS_WELL: tuple[_Deleted, ...] = (
    *_DELETED,
    _names_mark,
    _trims_string,
    _ends_command,
)
