"""The repairs that an editor offers, and the word that a project can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeActionParams,
    Command,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    WorkspaceEdit,
)

from .diagnostics import Found, Repair

__all__ = ["ADD_WORD", "FIX_ALL", "actions", "is_unseen"]

ADD_WORD = "textfix.addWord"
"""The command that adds a word to those of the project; its arguments are the document and the word."""

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.textfix"
"""What an editor asks for that repairs whenever it saves."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def actions(asked: CodeActionParams, found: Found, version: int | None) -> Iterator[CodeAction]:
    """What can be done about the findings in the range that is asked for, and about all of the document.

    `version` is that of the document in which they were found: an editor makes no edit in any other. What is too much
    to be made unseen, as on saving, can be chosen by whoever reads how much it is.
    """
    repairs = found.repairs
    document = OptionalVersionedTextDocumentIdentifier(asked.text_document.uri, version)
    if _wants(asked, CodeActionKind.QuickFix.value):
        here = [repair for repair in repairs if _meet(repair.diagnostic.range, asked.range)]
        yield from (_fix(repair, document) for repair in here)
        if here and len(repairs) > 1:
            yield _fix_all(CodeActionKind.QuickFix, found, document)
        yield from (action for repair in here for action in _add_word(repair, document.uri))
    if repairs and is_unseen(asked) and not found.overload:
        yield _fix_all(FIX_ALL, found, document)


def is_unseen(asked: CodeActionParams) -> bool:
    """Whether all repairs are asked for by their kind, as an editor does on saving, and nobody chooses among them."""
    return bool(asked.context.only) and _wants(asked, FIX_ALL)


def _wants(asked: CodeActionParams, kind: str) -> bool:
    """Whether this kind, or one that it belongs to, is asked for."""
    only = asked.context.only
    return only is None or any(f"{kind}.".startswith(f"{each}.") for each in map(_value, only))


def _value(kind: CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, CodeActionKind) else kind


def _meet(one: Range, other: Range) -> bool:
    return bool(one.start <= other.end and other.start <= one.end)


def _fix(repair: Repair, document: OptionalVersionedTextDocumentIdentifier) -> CodeAction:
    return CodeAction(
        f"Change {repair.finding.original} to {repair.finding.replacement}",
        CodeActionKind.QuickFix,
        [repair.diagnostic],
        edit=_edit([repair], document),
        is_preferred=True,
    )


def _fix_all(kind: CodeActionKind | str, found: Found, document: OptionalVersionedTextDocumentIdentifier) -> CodeAction:
    repairs = found.repairs
    title = f"Make all {len(repairs)} repairs in this file" + (f", although {found.overload}" if found.overload else "")
    return CodeAction(title, kind, [repair.diagnostic for repair in repairs], edit=_edit(repairs, document))


def _edit(repairs: Iterable[Repair], document: OptionalVersionedTextDocumentIdentifier) -> WorkspaceEdit:
    edits = [edit for repair in repairs for edit in repair.edits]
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, edits)])


def _add_word(repair: Repair, uri: str) -> Iterator[CodeAction]:
    """To take the word for right, where what stands there is one word."""
    words = _WORD.findall(repair.finding.original)
    if len(words) == 1:
        title = f"Add {words[0]} to the words of the project"
        command = Command(title, ADD_WORD, arguments=[uri, words[0]])
        yield CodeAction(title, CodeActionKind.QuickFix, [repair.diagnostic], command=command)
