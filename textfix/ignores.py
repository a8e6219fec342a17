"""Comments in a text that tell textfix what to leave as it is, and those that cspell, typos and codespell know.

They are found by their words at a place that looks like a comment, whatever the language of the file: behind what
opens a comment in some language, or at the end of a line. What stands in quotes or backticks is none, nor what is in
code that a document shows.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .choices import is_nearly, unknown
from .edits import Edit, Notice, Result, Span, groups, place, regroup
from .own_words import folded
from .rules import FAMILIES, RULES

if TYPE_CHECKING:
    from .fixer import Fixer
    from .formats import Format

__all__ = ["HINTS", "UNUSED", "explained", "may_have_comments", "without_ignored"]

UNUSED = "unused-ignore"
"""The rule of the notices that this module gives."""

_Key: TypeAlias = tuple[str, str]  # "rule" or "word", and which


class _Reach(Enum):
    """How far a comment goes. `ON` ends what `OFF` began, and what says nothing that is known goes nowhere."""

    LINE, NEXT_LINE, OFF, ON, FILE, NOWHERE = range(6)


# What may follow a verb.
_RULES = r"\[([^\]\n]{0,1000})\]"
_WORDS = r"[ \t]+([\w,]+)"
_WORDS_TO_THE_END = r"[ \t]+([^\n]*?)(?=-->|\*/|\n|\Z)"

_VERBS: Mapping[str, Mapping[str, tuple[_Reach, str | None]]] = {
    "textfix": {
        "ignore": (_Reach.LINE, _RULES),
        "ignore-next-line": (_Reach.NEXT_LINE, _RULES),
        "off": (_Reach.OFF, _RULES),
        "on": (_Reach.ON, _RULES),
        "ignore-file": (_Reach.FILE, _RULES),
    },
    "cspell": {
        "disable-line": (_Reach.LINE, None),
        **dict.fromkeys(("disable-next", "disable-next-line", "ignore-next-line"), (_Reach.NEXT_LINE, None)),
        **dict.fromkeys(("disable", "off"), (_Reach.OFF, None)),
        **dict.fromkeys(("enable", "on"), (_Reach.ON, None)),
        **dict.fromkeys(
            ("word", "words", "ignore", "ignoreword", "ignorewords", "ignore-word", "ignore-words"),
            (_Reach.FILE, _WORDS_TO_THE_END),
        ),
    },
    "codespell": {
        "ignore": (_Reach.LINE, _WORDS),
        "ignore-next-line": (_Reach.NEXT_LINE, _WORDS),
        "ignore-begin": (_Reach.OFF, None),
        "ignore-end": (_Reach.ON, None),
    },
}
"""The verbs of each tool: how far each reaches, and what may follow it."""

# typos has the verbs of cspell under these names, which cspell knows as well.
_TOOLS = {**{tool: tool for tool in _VERBS}, "spellchecker": "cspell", "spell-checker": "cspell"}

_FOREIGN = ("disable", "disable-line", "disable-next-line", "enable", "skip")
"""Verbs of other tools, which somebody may take for those of textfix."""

HINTS = (
    *("textfix:", "Textfix:", "TextFix:", "textFix:", "TEXTFIX:"),
    *("spell:", "Spell:", "SPELL:", "checker:", "Checker:", "CHECKER:"),
)
"""One of them is in every text that has such a comment."""


def may_have_comments(text: str) -> bool:
    """Whether it is worth looking for such comments in a text."""
    return any(hint in text for hint in HINTS)


@cache
def _comment_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<tool>{'|'.join(_TOOLS)})::?[ \t]*(?P<verb>[a-z]+(?:[-_][a-z]+)*)(?![-_]?\w)", re.IGNORECASE
    )


@cache
def _opening() -> re.Pattern[str]:
    """What opens a comment in some language, at the end of what it is matched with."""
    # In the middle of a line only what no sentence has there.
    anywhere = r"""(?<!\w)(?:#|//|/\*+|--|%|;|<!--|\\"|\(\*|\{-|!|rem|dnl|@c(?:omment)?)"""
    # At its start also a mark alone, and what Markdown takes for the definition of a link that nothing needs.
    first = r"""\*|\.\.|\[(?://|comment)\]:[ \t]*(?:#|<>)[ \t]*[("']"""
    return re.compile(rf"(?:{anywhere}|^[ \t]*(?:{first}))[ \t]*\Z", re.IGNORECASE | re.MULTILINE)


OPENING = 24
"""Code points before a comment's words in which what opens it is looked for."""


@cache
def _closing() -> re.Pattern[str]:
    """The end of the line, or what closes a comment before it."""
    return re.compile(r"""[ \t]*(?:-->|\*/\}?|\*\)|-\}|#\}|[)"']|[-#*%]*)[ \t\r]*(?:\n|\Z)""")


class _Comment(NamedTuple):
    """Where it stands, how far it reaches, and for which rules, and for which words where it names some."""

    start: int
    end: int
    tool: str
    reach: _Reach
    rules: frozenset[str]
    words: frozenset[str] = frozenset()
    unknown: tuple[str, str] | None = None  # "rule", "comment" or "brackets", and which

    @property
    def keys(self) -> Iterator[_Key]:
        """What an edit must have one of to be ignored."""
        return (("word", word) for word in self.words) if self.words else (("rule", rule) for rule in self.rules)


def without_ignored(result: Result, on: Collection[str]) -> Result:
    r"""The result without the groups of edits, and the notices, that comments in its text tell to ignore.

    `on` are the names of the rules that were run. A comment of textfix for one of these that has nothing to
    ignore becomes a notice, and so does one that names a rule that there is not. Takes time in proportion to the
    text and its edits, and hardly any where the text has no such comment.

    >>> text = "wrnog  # textfix: ignore\nwrnog"
    >>> edits = [Edit.of("typo", start, start + 5, "wrong", 0.9, "", original="wrnog") for start in (0, 25)]
    >>> [edit.start for edit in without_ignored(Result(text, tuple(edits)), ["typo"]).edits]
    [25]
    """
    if not may_have_comments(result.source):
        return result
    return _without(result, _comments_of(result.source, on), on)


def explained(fixer: Fixer, text: str, chosen: Format) -> Result:
    """What there is to repair in a text of this format, but for what comments in it tell to ignore.

    It is judged without the words of the comments, which tell nothing of the others: in a short text they are so many
    strange ones that nothing would be repaired, and the comment be of no use.
    """
    spans = tuple(chosen.protected(text))
    if not may_have_comments(text):
        return fixer.explain(text, spans)
    from .formats.examples import examples

    comments = _comments_of(text, fixer.on, tuple(examples(chosen, text)))
    own = [(comment.start, comment.end) for comment in comments]
    result = fixer.explain(_blanked(text, own), (*spans, *own))
    return _without(dataclasses.replace(result, source=text), comments, fixer.on)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in the place of these spans, which are in order."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += text[position:start], " " * (end - start)
        position = end
    return "".join((*pieces, text[position:]))


def _without(result: Result, comments: list[_Comment], on: Collection[str]) -> Result:
    ignores = _Ignores(result.source, comments)
    edits = [edit for group in groups(result.edits) if not ignores.covers_group(group) for edit in group]
    notices = [notice for notice in result.notices if not ignores.covers_notice(notice)]
    if UNUSED in on:
        notices += ignores.unused(on)
    return dataclasses.replace(
        result,
        edits=regroup(sorted(edits, key=place)),
        notices=tuple(sorted(notices, key=place)),
    )


def _comments_of(text: str, on: Collection[str], code: Sequence[Span] = ()) -> list[_Comment]:
    """The comments of a text, but for those in `code`, whose spans are in order."""
    ends = [end for _, end in code]
    found = _comments(text, frozenset((*RULES, *on)))
    return [comment for comment in found if not _lies_in(code, ends, comment.start)]


def _lies_in(spans: Sequence[Span], ends: Sequence[int], offset: int) -> bool:
    index = bisect_right(ends, offset)
    return index < len(spans) and spans[index][0] <= offset


def _comments(text: str, known: frozenset[str]) -> Iterator[_Comment]:
    """The comments of a text in order; none begins within another."""
    end = 0
    for match in _comment_pattern().finditer(text):
        comment = _comment_at(text, match, known) if match.start() >= end else None
        if comment:
            end = comment.end
            yield comment


def _comment_at(text: str, match: re.Match[str], known: frozenset[str]) -> _Comment | None:
    """The comment that these words are, if they are one."""
    tool, verb, start = _TOOLS[match["tool"].lower()], _plain(match["verb"]), match.start()
    if verb not in _VERBS[tool]:
        return _mistaken(text, match, verb) if tool == "textfix" else None
    reach, argument = _VERBS[tool][verb]
    listing = argument is _WORDS_TO_THE_END
    opened = _is_opened(text, start)
    if listing and not opened:
        return None  # any sentence may go on to the end of its line
    named = re.compile(argument).match(text, match.end()) if argument else None
    end = named.end() if named else match.end()
    if (listing and not named) or not (opened or _is_last(text, start, end)):
        return None
    if tool == "textfix" and opened and not named and (bare := _without_brackets(text, end, known)):
        return _comment(start, bare.end(), tool, reach, bare[1], known)._replace(unknown=("brackets", bare[1]))
    return _comment(start, end, tool, reach, named[1] if named else None, known)


def _without_brackets(text: str, offset: int, known: frozenset[str]) -> re.Match[str] | None:
    """The names of rules that stand behind a verb without their brackets; nothing else that is said there is meant."""
    match = re.compile(r"[ \t]*(?:[:=(][ \t]*)?([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)").match(text, offset)
    return match if match and _named(match[1], known) and not _unknown_name(match[1], known) else None


def _plain(verb: str) -> str:
    """A verb in lower case, with hyphens where cspell may have capitals: `disableNextLine`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", verb).lower()


def _is_opened(text: str, start: int) -> bool:
    return _opening().search(text, max(start - OPENING, 0), start) is not None


def _mistaken(text: str, match: re.Match[str], verb: str) -> _Comment | None:
    """A comment that was meant for textfix and says nothing that it knows: its only word is nearly one of its own."""
    argument = re.compile(rf"(?:{_RULES})?").match(text, match.end())
    assert argument  # it matches nothing, too
    start, end = match.start(), argument.end()
    alone = _closing().match(text, end) and (_is_opened(text, start) or _is_last(text, start, end))
    if not alone or not is_nearly(verb, (*_VERBS["textfix"], *_FOREIGN)):
        return None
    return _Comment(start, end, "textfix", _Reach.NOWHERE, frozenset(), unknown=("comment", verb))


def _is_last(text: str, start: int, end: int) -> bool:
    """Whether this stands apart at the end of its line."""
    apart = start == 0 or text[start - 1].isspace()
    return apart and _closing().match(text, end) is not None


def _comment(start: int, end: int, tool: str, reach: _Reach, argument: str | None, known: frozenset[str]) -> _Comment:
    if argument is None:
        return _Comment(start, end, tool, reach, known)
    if tool != "textfix":
        return _Comment(start, end, tool, reach, known, frozenset(map(folded, _WORD.findall(argument))))
    wrong = _unknown_name(argument, known)
    return _Comment(start, end, tool, reach, _named(argument, known), unknown=("rule", wrong) if wrong else None)


def _named(listed: str, known: frozenset[str]) -> frozenset[str]:
    """The rules that are listed, by their own names or by those of their families, in whatever case."""
    names = _by_name(known)
    return frozenset(rule for name in _listed(listed) for rule in names.get(name.casefold(), (name,)))


def _unknown_name(listed: str, known: frozenset[str]) -> str | None:
    """The first name in a list that is neither a rule nor a family."""
    names = _by_name(known)
    return next((name for name in _listed(listed) if name.casefold() not in names), None)


@cache
def _by_name(known: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The rules that a name without capitals stands for: its own, or those of a family."""
    return {name.casefold(): (name,) for name in known} | {name.casefold(): rules for name, rules in FAMILIES.items()}


def _listed(listed: str) -> list[str]:
    return listed.replace(",", " ").split()


def _complaint(kind: str, name: str, on: Collection[str]) -> str:
    """What is wrong with a comment; `on` are the rules that are on."""
    if kind == "brackets":
        return f"write rules in brackets: [{name}]"
    return unknown(
        kind, name, _VERBS["textfix"] if kind == "comment" else dict.fromkeys((*FAMILIES, *RULES, *sorted(on)))
    )


_Reached: TypeAlias = tuple[int, int, _Comment]  # start and end of a span, and the comment that it is due to


class _Ignores:
    """What the comments of one text reach, and which of them were of use."""

    def __init__(self, text: str, comments: list[_Comment]) -> None:
        self.text, self.comments = text, comments
        self.used: set[_Comment] = set()
        self._own = [(comment.start, comment.end, comment) for comment in comments]
        # By tool and reach, since within these no two spans of a key overlap.
        self._reached: dict[tuple[str, _Reach], dict[_Key, list[_Reached]]] = {}
        self._reach_lines()
        self._reach_regions()

    def covers_group(self, group: tuple[Edit, ...]) -> bool:
        """Tell whether these edits are to be left out, and note which comments say so."""
        if any(_over(self._own, edit.start, edit.end) for edit in group):
            return True  # the words of a comment are names, and it is of no use for its own sake
        rules = {cause.rule for edit in group for cause in edit.causes}
        return self._covers(rules, [(edit.start, edit.end) for edit in group])

    def covers_notice(self, notice: Notice) -> bool:
        """Tell whether this notice is to be left out."""
        # One about a whole section, such as `unstable`, is no rule's.
        return notice.rule in RULES and self._covers({notice.rule}, [(notice.start, notice.end)])

    def unused(self, on: Collection[str]) -> Iterator[Notice]:
        """The comments of textfix that name no rule, or had nothing to ignore of the rules that are on."""
        for comment in self.comments:
            if comment.unknown:
                yield Notice(comment.start, comment.end, UNUSED, _complaint(*comment.unknown, on))
            elif not comment.rules:
                yield Notice(comment.start, comment.end, UNUSED, "it names no rule")
            elif comment.tool == "textfix" and comment not in self.used and not comment.rules.isdisjoint(on):
                reason = "nothing is off here" if comment.reach is _Reach.ON else "nothing here to ignore"
                yield Notice(comment.start, comment.end, UNUSED, reason)

    def _covers(self, rules: Iterable[str], spans: Collection[Span]) -> bool:
        keys = [("rule", rule) for rule in rules]
        keys += (("word", word) for start, end in spans for word in _words_at(self.text, start, end))
        found = {
            comment
            for reached in self._reached.values()
            for key in keys
            for start, end in spans
            for comment in _over(reached.get(key, []), start, end)
        }
        self.used |= found
        return bool(found)

    def _reach_lines(self) -> None:
        """Put down what comments on single lines, and on the whole text, reach."""
        first, last, following = 0, -1, 0
        for comment in self.comments:
            if comment.start > last:  # on a line of its own: a long one is searched once
                first = self.text.rfind("\n", 0, comment.start) + 1
                last = self._line_end(comment.end)
                following = self._following(last)
            if comment.reach is _Reach.LINE:
                self._put(comment, first, last)
            elif comment.reach is _Reach.NEXT_LINE and last < len(self.text):
                # To the other tools an empty line is one as well.
                start = following if comment.tool == "textfix" else last + 1
                self._put(comment, start, self._line_end(start))
            elif comment.reach is _Reach.FILE:
                self._put(comment, 0, len(self.text))

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _following(self, end: int) -> int:
        """Where, behind the end of a line, the next one begins that is not empty."""
        blank = _BLANK_LINES.match(self.text, min(end + 1, len(self.text)))
        assert blank  # it matches nothing, too
        return blank.end()

    def _put(self, comment: _Comment, start: int, end: int) -> None:
        for key in comment.keys:
            spans = self._spans(comment, key)
            if not spans or spans[-1][0] < start:  # a second one for the same adds nothing
                spans.append((start, end, comment))

    def _spans(self, comment: _Comment, key: _Key) -> list[_Reached]:
        return self._reached.setdefault((comment.tool, comment.reach), {}).setdefault(key, [])

    def _reach_regions(self) -> None:
        """Put down what lies between OFF and ON of a tool, rule by rule."""
        off: dict[tuple[str, _Key], _Comment] = {}
        for comment in self.comments:
            keys = [(comment.tool, key) for key in comment.keys]
            if comment.reach is _Reach.OFF:
                off.update((key, comment) for key in keys if key not in off)
            elif comment.reach is _Reach.ON:
                ended = [(key, off.pop(key)) for key in keys if key in off]
                self.used.update([comment] if ended else [])
                self._put_regions(ended, comment.start)
        self._put_regions(off.items(), len(self.text))

    def _put_regions(self, began: Iterable[tuple[tuple[str, _Key], _Comment]], end: int) -> None:
        for (_, key), comment in began:
            self._spans(comment, key).append((comment.start, end, comment))


_BLANK_LINES = re.compile(r"(?:[ \t\r]*\n)*")


def _over(spans: list[_Reached], start: int, end: int) -> list[_Comment]:
    """Those of the spans, in order and apart from one another, that overlap or touch a place."""
    last = first = bisect_right(spans, end, key=lambda span: span[0])
    while first and spans[first - 1][1] >= start:
        first -= 1
    return [comment for _, _, comment in spans[first:last]]


WORD = 64
"""Code points on either side of an edit in which the words that it changes are looked for."""

_WORD, _WORD_BEFORE, _WORD_AFTER = re.compile(r"[\w'’]+"), re.compile(r"[\w'’]*\Z"), re.compile(r"[\w'’]*")


def _words_at(text: str, start: int, end: int) -> Iterator[str]:
    """The words that a place lies in or touches, folded."""
    before = _WORD_BEFORE.search(text, max(start - WORD, 0), start)
    after = _WORD_AFTER.match(text, end, end + WORD)
    assert before  # both match nothing too
    assert after
    return (folded(word) for word in _WORD.findall(text, before.start(), after.end()))
