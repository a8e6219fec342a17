"""The server: what an editor tells it and asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from .. import __version__
from ..cli.mistakes import UsageError
from ..files import FileError
from .actions import ADD_WORD, FIX_ALL, actions, is_unseen
from .diagnostics import Found, found
from .project import Project
from .sources import Sources, can_watch
from .words import add_word

__all__ = ["Server", "new_server"]

PAUSE = 0.2
"""Seconds without a keystroke after which a document is looked at again."""


class _Known(NamedTuple):
    text: str
    found: Found


class Server(LanguageServer):
    """What is known of the documents that are open.

    Documents come whole: pygls, applying changes to a part, would count lines as Python does, not as editors do.
    """

    def __init__(self) -> None:
        super().__init__("textfix", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.project = Project()
        self.sources = Sources(self._watch)
        self._known: dict[str, _Known] = {}
        self._told: set[str] = set()  # documents of which it was said that too much would change
        self._complaints: set[str] = set()
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def found(self, document: TextDocument) -> Found:
        """What there is in a document now."""
        known = self._known.get(document.uri)
        if known is None or known.text != document.source:
            known = self._known[document.uri] = _Known(document.source, self._examined(document))
        return known.found

    def _watch(self, registration: lsp.Registration) -> None:
        if can_watch(self.client_capabilities):
            self.client_register_capability(lsp.RegistrationParams([registration]))

    def _examined(self, document: TextDocument) -> Found:
        try:
            self.sources.add(self.project.named_for(document.path))
            result = self.project.examined(document.path, document.source)
        except UsageError as error:
            self.complain(error)
            return Found()
        everything = found(document.path, result, document.position_codec)
        return everything._replace(overload=self.project.overload(document.path, result))

    def complain(self, error: Exception) -> None:
        """Show what went wrong to whoever sits at the editor, once until settings may have changed."""
        message = f"textfix: {error}"
        if message not in self._complaints:
            self._complaints.add(message)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))

    def tell_of_overload(self, document: TextDocument) -> None:
        """Show, once, why nothing is repaired on saving: it would be as wrong to be silent as to say it each time."""
        problem = self.found(document).overload
        if problem and document.uri not in self._told:
            self._told.add(document.uri)
            advice = "make the repairs that are right one by one, or all of them by the quick fix"
            message = f"textfix: {Path(document.path).name}: not repaired: {problem}; {advice}"
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, message))

    def publish(self, uri: str) -> None:
        """Tell the editor what there is in a document."""
        document = self.workspace.get_text_document(uri)
        diagnostics = self.found(document).diagnostics
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics, document.version))

    def publish_soon(self, uri: str) -> None:
        """The same, once nothing more is typed."""
        self._wait_no_more(uri)
        self._waiting[uri] = asyncio.ensure_future(self._publish_later(uri))

    async def _publish_later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        self.publish(uri)

    def _wait_no_more(self, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()

    def forget(self, uri: str) -> None:
        """A document is not open any more."""
        self._wait_no_more(uri)
        self._known.pop(uri, None)
        self._told.discard(uri)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def learn(self, uri: str, word: str) -> None:
        """Tell the project of a document that a word is right."""
        path = self.workspace.get_text_document(uri).path
        root = self.workspace.root_path or str(Path(path).parent)
        try:
            add_word(word, self.project.nearest(path), root)
        except (UsageError, FileError, OSError) as error:
            self.complain(error)
        self.start_again()

    def changed_on_disk(self, uris: Iterable[str]) -> None:
        """Files were made, written or removed where settings may come from."""
        if any(self.sources.have(to_fs_path(uri)) for uri in uris):
            self.start_again()

    def start_again(self) -> None:
        """The settings may have changed: look at all documents again."""
        self.project = Project()
        self._known.clear()
        self._complaints.clear()
        for uri in self.workspace.text_documents:
            self.publish(uri)


def new_server() -> Server:
    """A server that answers what editors ask."""
    server = Server()
    _follow_documents(server)
    _follow_settings(server)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def offered(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = server.workspace.get_text_document(params.text_document.uri)
        if is_unseen(params):
            server.tell_of_overload(document)
        return list(actions(params, server.found(document), document.version))

    @server.command(ADD_WORD)
    def added(uri: str, word: str) -> None:
        server.learn(uri, word)

    return server


def _follow_documents(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.publish_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.changed_on_disk([params.text_document.uri])


def _follow_settings(server: Server) -> None:
    @server.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        server.sources.look_out()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_outside(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.changed_on_disk(change.uri for change in params.changes)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_: lsp.DidChangeConfigurationParams) -> None:
        server.start_again()
