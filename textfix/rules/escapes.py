r"""Characters that came out as escapes: `It\u2019s` of JSON, `caf=C3=A9` of mail, `don\'t` of databases."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import ESCAPE
from ..pipeline import Page, Proposal

__all__ = ["EscapeRule"]

RULE = "escape"

GLUED = 0.97
"""An escape glued to a letter: whoever speaks of escapes sets them apart, or in quotation marks."""

BESIDE = 0.95
"""Any other one in a text that has such a one too."""

# The patterns stay text until they are needed: to compile them all would slow down the start.

_UNICODE = r"(?:\\u[0-9a-fA-F]{4})+"
"""Code units of UTF-16 as JSON, JavaScript and Java write them."""

_QUOTED_PRINTABLE = r"(?:=[0-9A-F]{2}){2,40}"
"""Bytes of UTF-8 as mail writes them (RFC 2045)."""

_SOFT_BREAK = r"=\r?\n"
"""The end of a line that mail puts in, and takes out when it is read."""

_EQUALS = "=3D"
"""The mark that mail writes bytes with, as a byte itself."""

_IN_WORD = r"(?<=[^\W\d_])\\(?='(?:d|ll|m|re|s|t|ve)\b)"
"""A backslash before the apostrophe of a contraction or a possessive; in `Poincar\\'e` it makes an accent."""

_BEFORE_OTHER = r"\\(?!['\"])"
_BARE_APOSTROPHE, _BARE_QUOTE = r"(?<!\\)'", r"(?<!\\)\""
"""A backslash before another character, and marks without any."""

_QUOTES = "\"'`“‘"
"""What stands right before an escape, or the word with it, that is spoken of."""

_ASCII = "'\"&"
"""What of ASCII is escaped for no other reason than that pages are made of it."""

LONGEST = 200
"""Code points before and behind an escape in which the word that it is in begins and ends."""


@dataclass(frozen=True)
class EscapeRule:
    r"""Puts the character for its escape, if one at least is glued to a letter.

    >>> pages = Page("It\\u2019s a caf=C3=A9."), Page("I don\\'t know \\\"him\\\".")
    >>> [[(edit.original, edit.text) for edit in EscapeRule().find(page)] for page in pages]
    [[('\\u2019', '’'), ('=C3=A9', 'é')], [('\\', ''), ('\\', ''), ('\\', '')]]

    Escapes that are spoken of stay, and backslashes do where they have other work to do:

    >>> list(EscapeRule().find(Page("Write '\\u2019' or \"caf\\u00e9\", and \\d in 'I don\\'t'.")))
    []
    """

    triggers: ClassVar[int] = ESCAPE

    @property
    def names(self) -> tuple[str, ...]:
        """The one name under which it reports."""
        return (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each run of escapes, line end of a mail, or backslash."""
        text = page.text
        if "\\u" in text:
            yield from _characters(text, _UNICODE, _of_units)
        if "=" in text:
            yield from _of_mail(text)
        if "\\'" in text:
            yield from _before_quotes(text)


def _characters(text: str, pattern: str, read: Callable[[str], str]) -> Iterator[Edit]:
    found = [(match, read(match[0])) for match in re.finditer(pattern, text) if not _is_spoken_of(text, match)]
    meant = [(match, characters) for match, characters in found if _is_text(characters)]
    glued = [_is_glued(text, match) for match, _ in meant]
    if any(glued):
        for (match, characters), is_glued in zip(meant, glued, strict=True):
            sure = GLUED if is_glued else BESIDE
            reason = f"an escape that stands for {unicodedata.name(characters[0], 'a character').lower()}"
            yield Edit.of(RULE, *match.span(), characters, sure, reason, original=match[0])


def _of_mail(text: str) -> Iterator[Edit]:
    characters = list(_characters(text, _QUOTED_PRINTABLE, _of_bytes))
    yield from characters
    if characters:
        yield from _replaced(text, _SOFT_BREAK, "", "the end of a line that mail put in")
        yield from _replaced(text, _EQUALS, "=", "an escape that stands for equals sign")


def _before_quotes(text: str) -> Iterator[Edit]:
    """Backslashes before apostrophes, where each apostrophe has one and nothing else but quotation marks does."""
    if any(re.search(sign, text) for sign in (_BEFORE_OTHER, _BARE_APOSTROPHE)) or not re.search(_IN_WORD, text):
        return
    pattern = _IN_WORD if re.search(_BARE_QUOTE, text) else r"\\"
    yield from _replaced(text, pattern, "", "a backslash that a database put in")


def _replaced(text: str, pattern: str, new: str, reason: str) -> Iterator[Edit]:
    for match in re.finditer(pattern, text):
        yield Edit.of(RULE, *match.span(), new, BESIDE, reason, original=match[0])


def _of_units(escapes: str) -> str:
    return str(json.loads(f'"{escapes}"'))


def _of_bytes(escapes: str) -> str:
    """What bytes are as UTF-8; empty where they are none."""
    try:
        return bytes.fromhex(escapes.replace("=", "")).decode()
    except UnicodeDecodeError:
        return ""


def _is_text(characters: str) -> bool:
    """Whether these are visible, and one of them at least beyond ASCII or a quotation mark."""
    is_visible = all(unicodedata.category(each)[0] not in "C" for each in characters)
    return is_visible and any(each > "\x7f" or each in _ASCII for each in characters)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha()


def _is_spoken_of(text: str, match: re.Match[str]) -> bool:
    """Whether an escape, or the word that it is in, is quoted, or part of an address or a path."""
    before = text[max(0, match.start() - LONGEST) : match.start()]
    word = "" if before[-1:].isspace() else "".join(before.rsplit(None, 1)[-1:])
    behind = text[match.end() : match.end() + LONGEST].split(None, 1)
    whole = word + match[0] + (behind[0] if behind and not text[match.end() : match.end() + 1].isspace() else "")
    return whole[0] in _QUOTES or any(sign in whole for sign in ("://", "www.", "@", "/"))
