"""LaTeX: commands and what they take for names, formulas, comments, verbatim text. The rest is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .ends import Ends
from .format import Span, within_word

__all__ = ["protected"]

_PROSE_COMMANDS = re.compile(
    r"emph|textit|textbf|textsl|textsc|textsf|textup|textrm|text|textmd|textnormal|underline|uline|part|chapter"
    r"|section|subsection|subsubsection|paragraph|subparagraph|title|subtitle|caption|footnote|footnotetext"
    r"|thanks|marginpar|marginnote|sidenote|item|mbox|fbox|parbox|makebox|enquote|quote|textquote|abstract"
    r"|keywords|frametitle|framesubtitle|frame|note|centerline|centering|hl|st|so|todo|alert|textcolor"
)
"""Commands whose last argument is prose; what others take, as `\\cite`, is for LaTeX."""

_CODE_ENVIRONMENTS = re.compile(
    r"equation|align|alignat|gather|multline|eqnarray|math|displaymath|flalign|split|cases|matrix|pmatrix"
    r"|bmatrix|vmatrix|array|verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|alltt|comment|tikzpicture"
    r"|pgfpicture|picture|tabular|tabularx|tabulary|longtable|tabbing|supertabular|thebibliography|filecontents"
    r"|algorithmic|algorithm|algorithm2e|code|pspicture|forest|dmath|subequations|asy|luacode|pycode|sagesilent"
    r"|ebnf|tikzcd"
)
"""Environments with formulas, code or columns."""

_TOKEN = re.compile(
    # \begin{name} and \end{name} with what they take
    r"\\(?P<side>begin|end)[ \t]*\{(?P<environment>[^{}\n]{1,60})\}(?:\[[^\]\n]{0,300}\])*"
    # \verb|…|, \lstinline|…|
    r"|\\(?:verb|lstinline|mintinline(?:\{\w*\})?)\*?(?P<bar>[^\w\s{*])[^\n]{0,300}?(?P=bar)"
    # accents: \"o, \'{e}, \c{c}, \ss
    r"|(?P<accent>\\[\"'`^~=.](?:\{\\?[A-Za-z]{1,2}\}|\\[ij]|[A-Za-z])|\\[cvuHkrdbt]\{[A-Za-z]{1,2}\})"
    # any other command
    r"|\\(?P<command>[A-Za-z@]+\*?)|(?P<display>\\\[)|(?P<inline>\\\()|\\[^\n]"
    r"|(?P<dollars>\$\$?)|(?P<percent>%)[^\n]*"
    # what is between a brace and another does not matter, but the braces do; ties, columns, quotes, dashes
    r"|[{}&~^_#\u00ad]|\"[-=~|`'a-zA-Z]|``|''|---?"
)

_ARGUMENTS = re.compile(
    r"(?:[ \t]*\[[^\]\n]{0,300}\])*(?:[ \t]*\{[^{}\n]{0,400}(?:\{[^{}\n]{0,200}\}[^{}\n]{0,200}){0,5}\}){1,4}"
)
_OPTIONS = re.compile(r"(?:[ \t]*\[[^\]\n]{0,300}\])+")


def protected(text: str) -> Iterator[Span]:
    r"""Yield the spans of LaTeX that are not prose.

    >>> text = r"A \emph{house}, see \cite[p. 4]{it} with $x^2$. % old"
    >>> [text[a:b] for a, b in protected(text)]
    ['\\emph{', '}', '\\cite[p. 4]{it}', '$x^2$', '% old']
    """
    ends = Ends(text)
    position = 0
    document = text.find("\\begin{document}")
    if document >= 0 and "\\documentclass" in text[:document]:
        yield 0, document
        position = document
    while token := _TOKEN.search(text, position):
        start, end = token.span()
        if token["accent"]:
            start, end = within_word(text, start, end)
        else:
            end = _end(text, token, ends)
        yield start, end
        position = max(end, position + 1)


def _end(text: str, token: re.Match[str], ends: Ends) -> int:
    """Where what begins with this token ends."""
    if token["side"] == "begin":
        name = token["environment"]
        return (
            ends.of(f"\\end{{{name}}}", token.end()) if _CODE_ENVIRONMENTS.fullmatch(name.rstrip("*")) else token.end()
        )
    if token["display"] or token["inline"]:
        return ends.of("\\]" if token["display"] else "\\)", token.end())
    if token["dollars"]:
        return _formula_end(text, token)
    if token["command"]:
        wanted = _OPTIONS if _PROSE_COMMANDS.fullmatch(token["command"].rstrip("*")) else _ARGUMENTS
        arguments = wanted.match(text, token.end())
        arguments = arguments or _OPTIONS.match(text, token.end())
        end = arguments.end() if arguments else token.end()
        return end + text.startswith("{", end)
    return token.end()


_FORMULA = re.compile(r"(?:[^$\\\n]|\\.|\n(?!\s*\n)){0,3000}", re.DOTALL)


def _formula_end(text: str, token: re.Match[str]) -> int:
    """Behind the dollars that close a formula in the same paragraph; with none, behind these."""
    inside = _FORMULA.match(text, token.end())
    end = inside.end() if inside else token.end()
    return end + len(token["dollars"]) if text.startswith(token["dollars"], end) else token.end()
