r"""Characters that came out as escapes: `It\u2019s` of JSON, `It=E2=80=99s` of mail, `don\'t` of databases.

Many texts have escapes that are meant: of programs, formulas, accents, paths. So contractions must show first that all
of a text was written so, and it must have nothing beyond ASCII, since that is what such escapes are for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import ESCAPE
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["EscapeRule"]

RULE = "escape"

SURE = 0.97
"""Counted: in 470 million characters of edited text nothing is written so."""

# The patterns stay text until they are needed: to compile them all would slow down the start.

_UNIT = r"\\u[0-9a-fA-F]{4}"
"""A code unit of UTF-16 as JSON has it (RFC 8259)."""

_SHOWS_JSON = rf"(?<=[A-Za-z])\\u2019(?={AFTER_APOSTROPHE})"
"""A contraction, of a text of JSON."""

_NO_JSON = r"\\(?!u[0-9a-fA-F]{4}|[\"nrt/])|(?<!\S)\\u(?!201[34])\w{4}[.,;:]?(?!\S)|[{}<>\[\]]|\":"
"""A backslash that JSON does not know, an escape that stands alone and is spoken of, or the marks of a program."""

_BYTES = r"=(?:E2=80=[0-9A-F]{2}|C[23]=[89AB][0-9A-F])"
"""A typographic mark, or a letter of Latin-1, in bytes of UTF-8 as mail writes them (RFC 2045)."""

_SHOWS_MAIL = rf"(?<=[A-Za-z])=E2=80=99(?={AFTER_APOSTROPHE})"
"""A contraction, of a mail."""

_NO_MAIL = r"=\?"
"""What the head of a mail begins its escapes with: it is read by programs."""

_SOFT_BREAK = r"(?m)^[^\n]{69,74}[^\n=?](?P<end>=\r?\n)"
"""The end of a line that is as long as mail makes them, and that goes on in the next one."""

_SHOWS_DATABASE = (
    r"(?i)\b(?:(?:are|ca|could|did|do(?:es)?|had|ha[sv]e?|is|should|was|were|wo|would)n|(?:i|you|we|they)(?=\\'(?!t)))"
    r"\\'(?:t|ll|m|re|ve)\b"
)
"""A contraction, and not what belongs to somebody: `cd Bob\\'s`."""

_BEFORE_QUOTE = rf"(?<=[A-Za-z])\\(?='{AFTER_APOSTROPHE})|\\(?=\")"
_NO_DATABASE = r"\\(?!['\"])|(?<!\\)'|[{}<>;|&$]"
"""A backslash that is there for something else, an apostrophe without one, or the marks of a program."""

LEAST = 2
"""Escapes of a text that was written so: a single one may be of a command, or be spoken of."""


@dataclass(frozen=True)
class EscapeRule(TriggeredRule):
    r"""Puts the character for its escape, where contractions show that all of a text was written so.

    >>> pages = Page("It\\u2019s a caf\\u00e9."), Page("It=E2=80=99s a caf=C3=A9."), Page("I don\\'t, we didn\\'t.")
    >>> [[(edit.original, edit.text) for edit in EscapeRule().find(page)] for page in pages]
    [[('\\u2019', '’'), ('\\u00e9', 'é')], [('=E2=80=99', '’'), ('=C3=A9', 'é')], [('\\', ''), ('\\', '')]]

    Escapes that are spoken of, or that something else reads, stay:

    >>> list(EscapeRule().find(Page("Write \\u2019 in It\\u2019s, [a-z\\u00e0-\\u00ff], x=C3=A9, or cd Bob\\'s.")))
    []
    """

    triggers: ClassVar[int] = ESCAPE
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each escape."""
        text = page.text
        if not text.isascii():
            return
        if "\\u2019" in text and re.search(_SHOWS_JSON, text) and not re.search(_NO_JSON, text):
            yield from _several(_characters(text, _UNIT))
        if "=E2=80=99" in text and re.search(_SHOWS_MAIL, text) and not re.search(_NO_MAIL, text):
            yield from _of_mail(text)
        if "\\'" in text and len(re.findall(_SHOWS_DATABASE, text)) >= LEAST and not re.search(_NO_DATABASE, text):
            for match in re.finditer(_BEFORE_QUOTE, text):
                yield Edit.of(RULE, *match.span(), "", SURE, "a backslash that nothing reads", original="\\")


def _several(found: Iterable[Edit]) -> list[Edit]:
    edits = list(found)
    return edits if len(edits) >= LEAST else []


def _of_mail(text: str) -> Iterator[Edit]:
    edits = _several(_characters(text, _BYTES))
    yield from edits
    if edits:
        for match in re.finditer(_SOFT_BREAK, text):
            yield Edit.of(RULE, *match.span("end"), "", SURE, "a line end that mail put in", original=match["end"])


def _characters(text: str, pattern: str) -> Iterator[Edit]:
    for match in re.finditer(pattern, text):
        character = _character(match[0])
        if _is_usual(character):
            name = unicodedata.name(character, "a character").lower()
            yield Edit.of(RULE, *match.span(), character, SURE, f"an escape that stands for {name}", original=match[0])


def _character(escape: str) -> str:
    """The character that an escape stands for; empty where its bytes are none of UTF-8."""
    if escape.startswith("\\u"):
        return chr(int(escape[2:], 16))
    return bytes.fromhex(escape.replace("=", "")).decode("utf-8", "ignore")


def _is_usual(character: str) -> bool:
    """Whether prose has this character beyond ASCII: a letter of Latin, a quotation mark, a dash, a currency.

    >>> [_is_usual(character) for character in ("é", "’", "€", "舗")]
    [True, True, True, False]
    """
    return "\u00a0" <= character <= "\u017f" or "\u2010" <= character <= "\u2026" or character == "\u20ac"
