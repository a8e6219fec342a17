"""Structures that only the whole text shows: code, markup, formulas, quote marks of e-mail.

Each finder is linear in the text: it looks for what opens, and for what closes it among the positions found
once. What is never closed protects nothing but its own mark, so that a stray character cannot freeze a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

from .edits import Span
from .line_ends import LINE_END

__all__ = ["structures"]


def structures(text: str) -> Iterator[Span]:
    r"""Yield the spans of `text`, in no order, that are code, markup, formulas or quote marks.

    >>> [text[a:b] for text in ["see `fix_all` here", "> quoted\n"] for a, b in structures(text)]
    ['`fix_all`', '> ']

    Amounts of money are no formula, and a comparison is no tag:

    >>> list(structures("from $5 to $6, if a < b and c > d"))
    []
    """
    for triggers, finder in _FINDERS:
        # One character is looked for ten times as fast as several, and most of these are rare.
        if any(trigger[0] in text and trigger in text for trigger in triggers):
            yield from finder(text)


# Code


@cache
def _fence() -> re.Pattern[str]:
    return re.compile(r"^[ ]{0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)


def _fences(text: str) -> Iterator[Span]:
    """Fenced code: from one fence to the next of the same character that is as long and names no language."""
    opening: re.Match[str] | None = None
    for fence in _fence().finditer(text):
        if opening is None:
            if "`" not in fence["info"]:
                opening = fence
                yield fence.span()
        elif fence["mark"].startswith(opening["mark"]) and not fence["info"].strip():
            yield opening.start(), fence.end()
            opening = None


@cache
def _inline_code() -> re.Pattern[str]:
    return re.compile(
        # One backtick, or two with no typewriter quotes in them: ``Hello,'' he said, is no code. On the inside
        # no space at the ends, on the outside no letter, so that `quotes of this kind' do not pair up.
        r"`(?<![\w`]`)(?![\s`])[^`\n]{1,300}(?<!\s)`(?![\w`])"
        r"|``(?<![\w`]``)(?![\s`])(?:(?!'')[^`\n]){1,300}(?<!\s)``(?![\w`])"
    )


def _inline(text: str) -> Iterator[Span]:
    return (match.span() for match in _inline_code().finditer(text))


@cache
def _indented_block() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\n)[ \t]*{LINE_END}|\A)(?P<block>(?:(?: {{4}}|\t)[^\n]*(?:\n|\Z))+)")


@cache
def _code_line() -> re.Pattern[str]:
    return re.compile(
        r"[;{}\\]\s*$|\w\(\w*\)|\s(?:[-+*/|&]?=|==|!=|->|=>|:=|&&|\|\|)\s|\s--?\w+"
        r"|^\s*(?:[$#%]|>>>|\.\.\.|//|<\w|@\w|def |class |import |return |for .*:$|if .*:$|sudo |git |pip |cd )"
    )


def _indented(text: str) -> Iterator[Span]:
    """Indented blocks in which every other line looks like code: paragraphs are indented as well."""
    for match in _indented_block().finditer(text):
        lines = [line for line in match["block"].splitlines() if line.strip()]
        if 2 * sum(bool(_code_line().search(line[:400])) for line in lines) >= max(1, len(lines)):
            yield match.span("block")


@cache
def _padded_brackets() -> re.Pattern[str]:
    return re.compile(r"(?P<open>[\[{] )(?! )[^\[\]{}]{1,600}?(?P<close>(?<! ) ?[\]}])")


def _padding(text: str) -> Iterator[Span]:
    """Brackets with space inside the first, and mostly both, as programmers set them: `[ 5 ]`, `[ NOTE: x.]`."""
    for match in _padded_brackets().finditer(text):
        yield match.span("open")
        yield match.span("close")


# Formulas


_IN_DOLLARS = (
    r"\$\$(?!\$)[^$]{1,4000}\$\$"
    # A formula begins and ends with no space, and no digit or letter touches it: $5–$6 is money.
    r"|\$(?<![\w$\\]\$)(?![\s$])(?P<inside>[^$\n]{0,300}(?:\n[^$\n]{1,300}){0,3})(?<![\s\\])\$(?![\w$])"
)

_IN_BRACKETS = r"\\\((?:[^\\\n]|\\[^()\n]){0,500}\\\)|\\\[(?:[^\\]|\\[^\[\]]){0,4000}\\\]"


@cache
def _formula(*, brackets: bool) -> re.Pattern[str]:
    """A formula; where nothing but dollars begins one, the search for it is that for a single character."""
    return re.compile(f"{_IN_DOLLARS}|{_IN_BRACKETS}" if brackets else _IN_DOLLARS)


@cache
def _mathematical() -> re.Pattern[str]:
    # An amount of money begins with digits too: then it takes a mark that only formulas have.
    return re.compile(r"[\\^_]|^\D.*[={}<>+|]|^-?[A-Za-z][-*/.,()A-Za-z0-9']{0,4}$|^[A-Za-z]\w*\(\w")


def _formulas(text: str) -> Iterator[Span]:
    position = 0
    formula = _formula(brackets="\\" in text)
    while match := formula.search(text, position):
        inside = match["inside"]
        position = match.end()
        if inside is None or _mathematical().search(inside):
            yield match.span()
        else:
            position = match.start() + 1


_REFERENCE_COMMANDS = (
    "cite[a-z]*|[a-z]*ref|label|url|href|input|include|includegraphics|bibliography|bibliographystyle|usepackage"
    "|documentclass|begin|end|newcommand|renewcommand|hspace|vspace|setlength|texttt|verb|lstinline"
)
"""LaTeX commands whose arguments are names or code. Those of the others, as `\\emph`, are prose."""


@cache
def _command() -> re.Pattern[str]:
    argument = r"(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,300}\}"
    return re.compile(rf"\\(?:{_REFERENCE_COMMANDS})\*?(?:{argument}){{1,3}}")


def _commands(text: str) -> Iterator[Span]:
    return (match.span() for match in _command().finditer(text))


_CODE_ENVIRONMENTS = (
    "equation|align|alignat|gather|multline|eqnarray|math|displaymath|array|verbatim|Verbatim|lstlisting|minted"
    "|tabular|tikzpicture|thebibliography"
)
"""LaTeX environments that hold formulas or code. What is in the others, as `quote`, is prose."""


@cache
def _environment() -> re.Pattern[str]:
    return re.compile(rf"\\(?P<side>begin|end)\{{(?P<name>(?:{_CODE_ENVIRONMENTS})\*?)\}}")


def _environments(text: str) -> Iterator[Span]:
    marks = list(_environment().finditer(text))
    opens = [(mark.start(), mark["name"]) for mark in marks if mark["side"] == "begin"]
    return _paired(opens, [(mark.end(), mark["name"]) for mark in marks if mark["side"] == "end"])


def _paired(opens: Iterable[tuple[int, str]], closes: Iterable[tuple[int, str]]) -> Iterator[Span]:
    """From each opening to the first closing of the same name after it, if there is one."""
    ends: dict[str, list[int]] = {}
    for end, name in closes:
        ends.setdefault(name, []).append(end)
    for start, name in opens:
        after = ends.get(name, [])
        index = bisect_left(after, start)
        if index < len(after):
            yield start, after[index]


# Markup

_TAGS = (
    "a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|blockquote|body|br|button|canvas|caption|center|cite"
    "|code|col|colgroup|data|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head"
    "|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|meta|nav|object|ol|option|p"
    "|param|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg"
    "|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"
)
"""Elements of HTML, whose attributes may have no value."""


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        rf"<(?:/?(?:{_TAGS})(?:\s[^<>]{{0,1000}})?/?"
        # Other elements, as of XML: with attributes that have values, or without any.
        r"|/?[A-Za-z][\w.:-]{0,60}\s?/?"
        r"|[A-Za-z][\w.:-]{0,60}(?:\s+[\w.:-]{1,60}=[^<>]{0,1000})"
        r"|[!?][A-Za-z][^<>]{0,1000})>",
        re.IGNORECASE,
    )


def _tags(text: str) -> Iterator[Span]:
    return (match.span() for match in _tag().finditer(text))


_CODE_ELEMENTS = "script|style|pre|code|kbd|samp|var|tt|textarea|math|svg"
"""Elements of HTML that hold code. What is in the others is prose."""


@cache
def _code_element() -> re.Pattern[str]:
    return re.compile(
        rf"<(?:(?P<open>{_CODE_ELEMENTS})\b[^<>]{{0,1000}}>|/(?P<close>{_CODE_ELEMENTS})\s*>)", re.IGNORECASE
    )


def _elements(text: str) -> Iterator[Span]:
    marks = list(_code_element().finditer(text))
    opens = [(mark.start(), mark["open"].lower()) for mark in marks if mark["open"]]
    return _paired(opens, [(mark.end(), mark["close"].lower()) for mark in marks if mark["close"]])


def _comments(text: str) -> Iterator[Span]:
    opens = [(match.start(), "") for match in re.finditer("<!--", text)]
    return _paired(opens, [(match.end(), "") for match in re.finditer("-->", text)])


# E-mail


@cache
def _quote_mark() -> re.Pattern[str]:
    return re.compile(r"^[ \t]{0,3}>(?:[ \t]{0,3}>)*[ \t]?", re.MULTILINE)


def _quote_marks(text: str) -> Iterator[Span]:
    """The marks alone: what is quoted is text."""
    return (match.span() for match in _quote_mark().finditer(text))


_Finder: TypeAlias = Callable[[str], Iterable[Span]]

_FINDERS: Sequence[tuple[tuple[str, ...], _Finder]] = (
    (("```", "~~~"), _fences),
    (("`",), _inline),
    (("    ", "\t"), _indented),
    (("[ ", "{ "), _padding),
    (("$", "\\(", "\\["), _formulas),
    (("\\",), _commands),
    (("\\begin{",), _environments),
    (("<",), _tags),
    (("</",), _elements),
    (("<!--",), _comments),
    ((">",), _quote_marks),
)
"""Each finder with strings of which one must occur in a text before it is worth while."""
