"""Entities of HTML in plain text, where nothing reads them: “It&#8217;s” for “It’s”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..edits import Edit
from ..engine.prefilter import AMPERSAND
from ..identifiers import ENTITY
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["EntityRule"]

RULE = "entity"

GLUED = 0.97
"""An entity beside a letter or a mark, or alone where another one is: nobody speaks of entities so."""

ALONE = 0.92
"""One between white space, such as “Tom &amp; Jerry”."""

DOUBTFUL = 0.8
"""The same in a text that has an ampersand of its own, and so may tell the two apart: below the careful level."""

# The patterns stay text until they are needed: to compile them all would slow down the start.

_MARKUP = r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--"
"""What shows that a text is HTML, whose entities are read."""

_OWN_AMPERSAND = r"(?<!\S)&(?!\S)"

_QUOTING = "\"'`“‘(["
"""What stands right before an entity that is spoken of."""

_ASCII = ("&", "'", '"', "-")
"""What of ASCII is put in. `<` and `>` would be markup afterwards, and others hide an address: `me&#64;example.org`."""


@dataclass(frozen=True)
class EntityRule(TriggeredRule):
    """Puts the character for an entity, in text with no markup; `&lt;` and `&gt;` stay.

    >>> [(edit.original, edit.text) for edit in EntityRule().find(Page("It&#8217;s caf&eacute; &amp; bar"))]
    [('&#8217;', '’'), ('&eacute;', 'é'), ('&amp;', '&')]

    Entities that are spoken of stay:

    >>> list(EntityRule().find(Page('Write "&amp;" for it.')))
    []
    """

    triggers: ClassVar[int] = AMPERSAND
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """One edit for each entity."""
        text = page.text
        every = [(match, _character(match[0])) for match in re.finditer(ENTITY, text) if not _is_quoted(text, match)]
        found = [(match, character) for match, character in every if character]
        if found and not re.search(_MARKUP, text):
            yield from _edits(text, found)


def _edits(text: str, found: Sequence[tuple[re.Match[str], str]]) -> Iterator[Edit]:
    glued = [_is_glued(text, match) for match, _ in found]
    alone = GLUED if any(glued) else DOUBTFUL if re.search(_OWN_AMPERSAND, text) else ALONE
    for (match, character), is_glued in zip(found, glued, strict=True):
        reason = f"an entity that stands for {unicodedata.name(character[0], 'a character').lower()}"
        yield Edit.of(RULE, *match.span(), character, GLUED if is_glued else alone, reason, original=match[0])


def _character(entity: str) -> str:
    """What an entity stands for, one character or two; empty where that is nothing, or nothing for a text."""
    from html import unescape  # it knows two thousand entities

    character, read = entity, ""
    while character != read:
        character, read = unescape(character), character
    is_text = all(unicodedata.category(each) not in ("Cc", "Cn", "Co", "Cs") for each in character)
    is_meant = character > "\x7f" or character in _ASCII
    return character if len(character) <= 2 and is_text and is_meant and character != "\ufffd" else ""


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return before != "" and before in _QUOTING and not after.isalnum()


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Whether there is something other than white space right before an entity, or right behind it."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return any(not character.isspace() for character in around)
