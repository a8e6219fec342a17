"""Marks that are set as programs, printers and mark-up set them, and only look as if a space were wrong there."""

from __future__ import annotations

import re
from collections.abc import Callable

from .decide import Change, deletions, insertions
from .tokens import STRANGE, WORD

__all__ = ["is_mark_of_code"]

_BEFORE = 80
"""Code points before a place that are looked at: where a line is indented deeper, nothing is known of its end."""

# The patterns stay text until a change is looked at: most texts have none.


def is_mark_of_code(text: str, change: Change, damaged: bool) -> bool:
    """Whether a change would touch a mark that is only set in an unusual way.

    `damaged` tells that the text shows damage: then more of what looks unusual is wrong.
    """
    signs = _EVER if damaged else (*_EVER, *_WHERE_ALL_IS_WELL)
    return any(sign(text, change) for sign in signs)


AROUND = 600
"""Code points on one side of a bracket in which its partner is looked for."""


_ENDS = (".", ",", ":", ";", "!", "?")
"""Marks that stand right behind a word."""


_OPENING = ("\n", "“", "‘", "(", "[", "{", "<", ">")
"""What has nothing before it that a mark could belong to."""


_STRAIGHT = ('"', "'")


_DOUBLED = (";;", "::", ",,")
"""Marks that only programs double."""


_LINKING = r"\b(?:an?|and|or|of|the|from|into|my|our|their|your)\Z"
"""Words that no clause ends with."""


_CODE_BEHIND = r"[a-z]+(?:-[a-z]+)*(?:[_\d=]|-\d)"
"""What follows a comma in code: `vec-5`, `index=0`."""


_LISTED = r"\S*\w,[^\W\d]\S*,\S"
"""Two commas without spaces, and letters behind the first."""


def _parts_list(text: str, change: Change) -> bool:
    """Whether a space is put behind a comma where no sentence has one.

    Before a strange word in small letters, `full,nosmt`, before what has digits or hyphens, `ibm,vec-5`, or among
    other commas without spaces, `NAME,RELATIVE-URL,HASH`.
    """
    behind = [at for at in insertions(change) if text[at - 1 : at] == ","]
    if not behind:
        return False
    if any(re.match(_CODE_BEHIND, text[at : at + _BEFORE]) or _is_listed(text, at) for at in behind):
        return True
    following = change.around.between(change.first + 1, change.last + 1)
    return any(token.kind == WORD and token.status == STRANGE and token.shape == 0 for token in following)


def _follows_nothing(text: str, change: Change) -> bool:
    """Whether a space is put behind a mark with nothing before it: `[,x]`, `",keep"`, `“:start”`, `and .Primitive`."""
    closed = {end for _, end in deletions(change)}
    marks = (at - 1 for at in insertions(change) if text[at - 1 : at] in _ENDS)
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


_KEY = r"(?<!\w)[CMSH]-\S(?: \S)?\Z"
"""A key with another that is held down, as Emacs names it, and a further one."""


def _names_key(text: str, change: Change) -> bool:
    """Whether the space behind the name of a key goes: what follows is a key too, as in `C-x )`."""
    return any(re.search(_KEY, text[max(0, start - 5) : start]) for start, _ in deletions(change))


_SIGN = r"!(?=[\w=(])|;[;#]|\.(?=\d)|:[:(]"
"""A mark that belongs to what follows."""


def _begins_name(text: str, change: Change) -> bool:
    """Whether a mark goes to the word before it that begins what follows: `return !0`, `saved .2%`, `type :(u)`."""
    return any(re.match(_SIGN, text[end : end + 2]) for _, end in deletions(change))


def _ends_nowhere(text: str, change: Change) -> bool:
    """Whether a mark that is glued to what follows goes to a word that no clause ends with: `that of .Internal`."""
    glued = (
        (start, end)
        for start, end in deletions(change)
        if text[end : end + 1] in _ENDS and text[end + 1 : end + 2].isalnum()
    )
    return any(re.search(_LINKING, text[max(0, start - 6) : start]) for start, _ in glued)


def _closes_quotation(text: str, change: Change) -> bool:
    """Whether a space is put before a quotation mark with neither a letter nor a digit behind it: it closes one."""
    return any(text[at : at + 1] == '"' and not text[at + 1 : at + 2].isalnum() for at in insertions(change))


_ENTITY = r"&#?\w{1,30};\Z"


def _follows_entity(text: str, change: Change) -> bool:
    """Whether a space is put behind an entity, which may stand in the middle of a word: `commit&#64;example.org`."""
    behind = (at for at in insertions(change) if text[at - 1 : at] == ";")
    return any(re.search(_ENTITY, text[max(0, at - 33) : at]) for at in behind)


def _parts_quotes(text: str, change: Change) -> bool:
    """Whether a space is put among quotation marks that stand side by side, as those around a docstring do."""
    return any(text[at - 1 : at + 1] in ('""', "''") for at in insertions(change))


_INTRODUCES, _INTRODUCED = r"[^\W\d_]{5}:\Z", r"[^\W\d_]+[,;.!?]?\s"
"""What stands before and behind a colon in a sentence, if there is neither a capital nor a number."""


def _parts_names(text: str, change: Change) -> bool:
    """Whether a space is put behind a colon inside a name: `atom:link`, `root:staff`, but not `two things:salt and`."""
    inside = [at for at in insertions(change) if text[at - 1 : at] == ":" and not text[at : at + 1].isupper()]
    names = [at for at in inside if not text[at : at + 1].isdecimal()]
    near = change.around.between(change.first - 1, change.last + 1) if names else ()
    strange = any(token.kind == WORD and token.status == STRANGE for token in near)
    return any(strange or not _is_introduced(text, at) for at in names)


def _is_introduced(text: str, at: int) -> bool:
    return bool(re.search(_INTRODUCES, text[max(0, at - 6) : at]) and re.match(_INTRODUCED, text[at : at + _BEFORE]))


_LABEL = r"\[(?!\d+\])[^\[\]\n]{1,80}\]\Z"
"""Something in square brackets that is no number of a note."""


def _follows_label(text: str, change: Change) -> bool:
    """Whether a space is put behind a label in square brackets: `[image]Removing`, `[CPU|IO]Pressure`."""
    behind = (at for at in insertions(change) if text[at - 1 : at] == "]")
    return any(re.search(_LABEL, text[max(0, at - _BEFORE) : at]) for at in behind)


_SPOKEN_OF = (". ", "! ", "? ", "; ", ": ")


def _names_single_mark(text: str, change: Change) -> bool:
    """Whether a mark between two spaces loses the first and no sentence begins behind it: `pip install . instead`."""
    marks = (end for _, end in deletions(change) if text[end : end + 2] in _SPOKEN_OF)
    return any(text[end + 2 : end + 3].islower() for end in marks)


_STRING_END = 24
"""Code points from any place in such a string within which it ends."""


_STRING = r"\"(?: [^\s\"]{1,20}|[^\s\"]{1,20} )\""


def _trims_string(text: str, change: Change) -> bool:
    """Whether a single word in straight quotation marks loses the space beside it: `"From "`, `" false"`."""
    return any(_is_in_string(text, start) for start, _ in deletions(change))


def _is_in_string(text: str, at: int) -> bool:
    first = max(0, at - _STRING_END)
    strings = re.finditer(_STRING, text[first : at + _STRING_END])
    return any(string.start() < at - first < string.end() for string in strings)


_PATH = r"[/*]\S{0,60}\Z"


def _ends_command(text: str, change: Change) -> bool:
    """Whether a point loses the space behind a path, where it names the folder one is in: `cp old/*.txt .`."""
    before = (text[max(0, start - _BEFORE) : start] for start, end in deletions(change) if text[end : end + 1] == ".")
    return any(re.search(_PATH, part) for part in before)


_CALL = r"\((?:[a-z_]\w*|\w+(?:_|\.\w)\w+|NULL|[\"'“‘][^()\n]{0,60}[\"'”’]|\.\.\.|[a-z]\w* \w+\([^()\n]{0,40}\))\)"


def _calls(text: str, change: Change) -> bool:
    """Whether a name is parted from the bracket behind it: `next(error)`, `puts("any")`, `is_element(Key, Set)`."""
    return any(
        re.match(_CALL, text[at : at + _BEFORE])
        or (text[at : at + 1] == "(" and re.search(r"\w_\w+\Z", text[max(0, at - _BEFORE) : at]))
        for at in insertions(change)
    )


def _names_mark(text: str, change: Change) -> bool:
    """Whether the space goes before a mark that is spoken of: `no ?, ! or =`."""
    return any(text.startswith(("?,", "!,", ";,", ":,"), end) for _, end in deletions(change))


def _sets_percent(text: str, change: Change) -> bool:
    """Whether a percent sign loses the space that the SI sets before it: `30 %`."""
    return any(text.startswith("%", end) for _, end in deletions(change))


def _touches_tag(text: str, change: Change) -> bool:
    """Whether a space comes or goes beside an angle bracket, as at the edge of a tag, or behind an equals sign."""
    places = [(at, at) for at in insertions(change)] + list(deletions(change))
    return any(text[start - 1 : start] in (">", "=") or text[end : end + 1] == "<" for start, end in places)


def _fills_brackets(text: str, change: Change) -> bool:
    """Whether only one of two brackets with a space on their insides would lose it: `( as some set them )`."""
    return any(
        (text[start - 1 : start] == "(" and _is_padded(text, text.find(")", end, end + AROUND), -1))
        or (text[end : end + 1] == ")" and _is_padded(text, text.rfind("(", max(0, start - AROUND), start), 1))
        for start, end in deletions(change)
    )


def _is_padded(text: str, bracket: int, step: int) -> bool:
    return bracket >= 0 and text[bracket + step : bracket + step + 1].isspace()


_NO_SENTENCE = r"[\"'][a-z\\<]|[~/(<]"
"""What no sentence begins with."""


def _closes_pair(text: str, change: Change) -> bool:
    """Whether a point between two spaces loses the first and no sentence ends: `(name . value)`, `send-hook . "x"`."""
    points = [(start, end) for start, end in deletions(change) if text[end : end + 2] in (". ", ".\n")]
    return any(_is_in_bracket(text, start) or re.match(_NO_SENTENCE, text[end + 2 : end + 4]) for start, end in points)


def _is_in_bracket(text: str, start: int) -> bool:
    """Whether a bracket is open on the line before a place."""
    line = text[max(text.rfind("\n", 0, start), start - AROUND, 0) : start]
    return line.count("(") > line.count(")")


_EVER: tuple[Callable[[str, Change], bool], ...] = (
    _parts_list,
    _follows_nothing,
    _names_key,
    _begins_name,
    _ends_nowhere,
    _closes_quotation,
    _parts_quotes,
    _follows_entity,
    _sets_percent,
    _touches_tag,
    _fills_brackets,
    _closes_pair,
)

_WHERE_ALL_IS_WELL: tuple[Callable[[str, Change], bool], ...] = (
    _calls,
    _names_mark,
    _names_single_mark,
    _trims_string,
    _ends_command,
    _parts_names,
    _follows_label,
)
