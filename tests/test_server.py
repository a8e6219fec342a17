"""The language server, asked by a real client over standard input and output."""

import ast
import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.workspace import PositionCodec

from textfix.cli import main
from textfix.server.positions import Positions

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_44d9d2fac554ed66.txt"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
ADVICE = "; make the repairs that are right one by one, or all of them by the quick fix"
EXPECTED = ROOT / "seeds" / "000_44d9d2fac554ed66.expected.txt"


class Editor(LanguageClient):
    """A client that keeps the last diagnostics of each document, as an editor would."""

    folder: Path
    messages: list[str]

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda told: self.published.put_nowait(told))
        self.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda shown: self.messages.append(shown.message))
        self.watched: set[str] = set()
        self.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda asked: self.watch(asked))

    def watch(self, asked: lsp.RegistrationParams) -> None:
        for registration in asked.registrations:
            assert registration.method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            watchers = registration.register_options["watchers"]
            self.watched |= {watcher["globPattern"].removeprefix("**/") for watcher in watchers}

    def write(self, name: str, text: str) -> None:
        """Write a file as another program would, and tell of it as an editor does that was asked to look out for it."""
        (self.folder / name).write_text(text)
        if Path(name).name in self.watched:
            change = lsp.FileEvent(self.uri(name), lsp.FileChangeType.Changed)
            self.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))

    def uri(self, name: str) -> str:
        return Path(os.path.normpath(self.folder / name)).as_uri()

    async def open(self, name: str, text: str) -> list[lsp.Diagnostic]:
        document = lsp.TextDocumentItem(self.uri(name), "plaintext", 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        return await self.told(name)

    async def type(self, name: str, version: int, text: str) -> None:
        document = lsp.VersionedTextDocumentIdentifier(version, self.uri(name))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def told(self, name: str) -> list[lsp.Diagnostic]:
        """The next diagnostics of a document."""
        while True:
            told = await asyncio.wait_for(self.published.get(), 20)
            if told.uri == self.uri(name):
                return list(told.diagnostics)

    async def offered(self, name: str, place: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], list(only) or None)
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri(name)), place, context)
        return await self.text_document_code_action_async(params) or []


def edited(text: str, action: lsp.CodeAction) -> str:
    """What an editor makes of the document: positions are UTF-16 code units in lines that CR, LF or CR LF end."""
    data = text.encode("utf-16-le")
    starts = [0]
    for at in range(0, len(data), 2):
        unit, following = data[at : at + 2], data[at + 2 : at + 4]
        if unit == b"\n\0" or (unit == b"\r\0" and following != b"\n\0"):
            starts.append(at + 2)
    [change] = action.edit.document_changes
    for edit in sorted(change.edits, key=lambda edit: edit.range.start, reverse=True):
        start, end = (starts[p.line] + 2 * p.character for p in (edit.range.start, edit.range.end))
        data = data[:start] + edit.new_text.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


WATCHING = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    )
)


@pytest.fixture(scope="module")
def editor_of_all(tmp_path_factory):
    """A server is slow to start, so all conversations are with one, each in a folder of its own."""
    loop, editor = asyncio.new_event_loop(), Editor()
    command = sys.executable, "-m", "textfix", "server", "--stdio"
    loop.run_until_complete(editor.start_io(*command, cwd=tmp_path_factory.mktemp("server"), env=ENVIRONMENT))
    loop.run_until_complete(editor.initialize_async(lsp.InitializeParams(WATCHING)))
    editor.initialized(lsp.InitializedParams())
    yield editor, loop
    loop.run_until_complete(editor.shutdown_async(None))
    editor.exit(None)
    loop.run_until_complete(editor.stop())
    loop.close()


@pytest.fixture
def converse(editor_of_all, tmp_path):
    """Have a conversation with the server about documents in `tmp_path`."""
    editor, loop = editor_of_all
    editor.folder, editor.messages = tmp_path, []
    return lambda conversation: loop.run_until_complete(conversation(editor))


def in_editor(conversation):
    """A test that is a conversation with the server."""

    def test(converse):
        converse(conversation)

    test.__doc__ = conversation.__doc__
    return test


def place(line: int, start: int, end: int) -> lsp.Range:
    return lsp.Range(lsp.Position(line, start), lsp.Position(line, end))


EMOJI = (
    "🎉🎉 one\u2028two\x0cthree \U0001d4b3 in the meeting ofleaders of the party.\r\n👩‍👩‍👧 It dependson the weather.\n"
)


@in_editor
async def test_diagnostics_tell_rule_reason_and_confidence(editor):
    [first, second] = await editor.open("a.txt", EMOJI)
    assert first.code == "missing-space"
    assert first.severity == lsp.DiagnosticSeverity.Warning
    assert first.source == "textfix"
    assert first.message.startswith("ofleaders -> of leaders: ")
    assert 0.5 < first.data["confidence"] <= 1
    assert second.message.startswith("dependson -> depends on: ")


@in_editor
async def test_places_are_counted_in_utf16_units_of_an_editors_lines(editor):
    """An emoji is two units; U+2028 and a form feed end no line."""
    [first, second] = await editor.open("a.txt", EMOJI)
    line = EMOJI.split("\r\n")[0]
    start = len(line[: line.index("ofleaders")].encode("utf-16-le")) // 2
    assert first.range == place(0, start, start + 9)
    assert second.range == place(1, 12, 21)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 17), ("utf-16", 8), ("utf-32", 6)])
def test_places_are_counted_as_was_agreed(encoding, character):
    positions = Positions("\n🎉𝒳é\u2028\ud800 teh\n", PositionCodec(encoding))
    assert positions.range(6, 7) == place(1, character - 1, character)


@in_editor
async def test_a_quick_fix_makes_one_repair(editor):
    _, second = await editor.open("a.txt", EMOJI)
    fix, fix_all, add = await editor.offered("a.txt", second.range)
    assert fix.title == "Change dependson to depends on"
    assert edited(EMOJI, fix) == EMOJI.replace("dependson", "depends on")
    assert edited(EMOJI, fix_all) == EMOJI.replace("dependson", "depends on").replace("ofl", "of l")
    assert fix.edit.document_changes[0].text_document.version == 1
    assert add.title == "Add dependson to the words of the project"


@in_editor
async def test_nothing_is_offered_where_nothing_was_found(editor):
    await editor.open("a.txt", EMOJI)
    assert await editor.offered("a.txt", place(0, 0, 3)) == []
    [all_of_it] = await editor.offered("a.txt", place(0, 0, 3), "source.fixAll")
    assert all_of_it.kind == "source.fixAll.textfix"
    assert await editor.offered("a.txt", place(0, 0, 3), "refactor") == []


@in_editor
async def test_fixing_all_of_the_article(editor):
    text = SEED.read_bytes().decode()
    diagnostics = await editor.open("article.txt", text)
    assert len(diagnostics) == 16
    [fix_all] = await editor.offered("article.txt", place(0, 0, 0), "source.fixAll.textfix")
    assert edited(text, fix_all) == EXPECTED.read_bytes().decode()


@in_editor
async def test_what_is_typed_is_looked_at(editor):
    assert await editor.open("a.txt", "It depends on the weather.\n") == []
    await editor.type("a.txt", 2, "It dependso the weather.\n")
    await editor.type("a.txt", 3, "It dependson the weather.\n")
    [found] = await editor.told("a.txt")
    assert found.message.startswith("dependson -> depends on: ")
    fix, _ = await editor.offered("a.txt", found.range)
    assert fix.edit.document_changes[0].text_document.version == 3


@in_editor
async def test_a_closed_document_has_no_findings(editor):
    assert await editor.open("a.txt", EMOJI)
    editor.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri("a.txt"))))
    assert await editor.told("a.txt") == []


@in_editor
async def test_what_cannot_be_repaired_is_information(editor):
    [found] = await editor.open("a.txt", "𝒳 dob\ufffd\n")
    assert (found.code, found.severity) == ("replacement", lsp.DiagnosticSeverity.Information)
    assert found.range == place(0, 6, 7)
    assert await editor.offered("a.txt", found.range) == []


WORD = "It dependson the weather.\n"
TOML = "# ours\nlevel = 'careful'\n[corrections]\nteh = 'the'\n"
WORD_PLACES = {
    "a new configuration": ({}, {"textfix.toml": 'words = ["dependson"]\n'}),
    "textfix.toml": (
        {"textfix.toml": TOML},
        {"textfix.toml": TOML.replace("[", 'words = ["dependson"]\n\n[', 1)},
    ),
    "pyproject.toml": (
        {"pyproject.toml": "[tool.textfix]\nwords = ['one'] # ours\n[tool.other]\nx = 1\n"},
        {"pyproject.toml": "[tool.textfix]\nwords = ['one', \"dependson\"] # ours\n[tool.other]\nx = 1\n"},
    ),
    "a list": (
        {"textfix.toml": 'words-file = ["words.txt"]\n', "words.txt": "one # ours\r\ntwo"},
        {"words.txt": "one # ours\r\ntwo\r\ndependson\r\n"},
    ),
}


@pytest.mark.parametrize("where", WORD_PLACES)
def test_a_word_is_added_where_the_project_keeps_its_own(converse, tmp_path, where):
    before, after = WORD_PLACES[where]
    for name, text in before.items():
        (tmp_path / name).write_bytes(text.encode())

    async def conversation(editor):
        [found] = await editor.open("a.txt", WORD)
        *_, add = await editor.offered("a.txt", found.range)
        # lsprotocol reads an action that has a command as though it were a command, and that as text.
        command = ast.literal_eval(add.command)
        await editor.workspace_execute_command_async(
            lsp.ExecuteCommandParams(command=command["command"], arguments=command["arguments"])
        )
        assert await editor.told("a.txt") == []
        [found] = await editor.open("b.txt", "in the meeting ofleaders of the party")
        assert editor.messages == []

    converse(conversation)
    assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == before | after


def test_settings_of_the_project_count(converse, tmp_path):
    (tmp_path / "textfix.toml").write_text('exclude = ["out/"]\n[[per-file]]\nfiles = ["b.txt"]\nselect = ["style"]\n')

    async def conversation(editor):
        assert await editor.open("out/a.txt", WORD) == []
        assert await editor.open("b.txt", WORD) == []
        assert len(await editor.open("c.txt", WORD)) == 1

    converse(conversation)


def test_a_list_of_words_counts_when_it_is_saved(converse, tmp_path):
    (tmp_path / "textfix.toml").write_text('words-file = ["words.txt"]\n')
    (tmp_path / "words.txt").write_text("one\n")

    async def conversation(editor):
        assert len(await editor.open("a.txt", WORD)) == 1
        (tmp_path / "words.txt").write_text("dependson\n")
        editor.text_document_did_save(
            lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri("words.txt")))
        )
        assert await editor.told("a.txt") == []

    converse(conversation)


CHANGES = {
    "textfix.toml": {"textfix.toml": 'words = ["dependson"]\n'},
    ".textfix.toml": {".textfix.toml": 'ignore = ["missing-space"]\n'},
    "pyproject.toml": {"pyproject.toml": '[tool.textfix]\nignore = ["missing-space"]\n'},
    "a list of words": {"textfix.toml": 'words-file = ["lists/words"]\n', "lists/words": "dependson\n"},
    "a list for some files": {
        "textfix.toml": '[[per-file]]\nfiles = ["a.txt"]\nwords-file = ["../ours"]\n',
        "../ours": "dependson\n",
    },
    "a baseline": {
        "textfix.toml": 'baseline = "known"\n',
        "known": '{"version": 1, "findings": {"in/a.txt": [{"rule": "missing-space", "original": "dependson", '
        '"replacement": "depends on", "count": 1}]}}\n',
    },
}


@pytest.mark.parametrize("source", CHANGES)
def test_settings_that_change_on_the_disk_count_at_once(converse, tmp_path, source):
    """A list that is missing is an error until it is there."""
    folder = tmp_path / "project"
    (folder / "in").mkdir(parents=True)
    (folder / "lists").mkdir()
    *before, (last, text) = CHANGES[source].items()
    before = [(name, text.replace("a.txt", "in/a.txt")) for name, text in before]
    for name, content in before:
        (folder / name).write_text(content)

    async def conversation(editor):
        editor.folder = folder
        assert len(await editor.open("in/a.txt", WORD)) == (not before)
        editor.write(last, text)
        assert await editor.told("in/a.txt") == []

    converse(conversation)


def test_ignored_files_are_none_of_the_project_as_soon_as_that_is_said(converse, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "textfix.toml").write_text("words-from-project = true\n")
    (tmp_path / "out.py").write_text("def dependson(): ...\n")

    async def conversation(editor):
        assert await editor.open("a.txt", WORD) == []
        editor.write(".gitignore", "out.py\n")
        assert len(await editor.told("a.txt")) == 1

    converse(conversation)


def test_other_files_that_change_start_nothing_again(converse, tmp_path):
    async def conversation(editor):
        assert len(await editor.open("a.txt", WORD)) == 1
        (tmp_path / "textfix.toml").write_text('words = ["dependson"]\n')
        change = lsp.FileEvent(editor.uri("b.txt"), lsp.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))
        assert len(await editor.open("b.txt", WORD)) == 1

    converse(conversation)


def test_a_change_of_the_editors_configuration_reads_all_settings_again(converse, tmp_path):
    async def conversation(editor):
        assert len(await editor.open("a.txt", WORD)) == 1
        (tmp_path / "textfix.toml").write_text('words = ["dependson"]\n')
        editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({}))
        assert await editor.told("a.txt") == []

    converse(conversation)


def test_what_the_baseline_knows_is_not_shown(converse, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(WORD)
    assert main(["check", "-q", "--write-baseline", "known.json", "in"]) == 0
    (tmp_path / "textfix.toml").write_text('baseline = "known.json"\n')

    async def conversation(editor):
        assert await editor.open("in/a.txt", WORD) == []
        assert len(await editor.open("b.txt", WORD)) == 1
        (tmp_path / "known.json").write_text('{"version": 1, "findings": {}}')
        editor.text_document_did_save(
            lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri("known.json")))
        )
        assert len(await editor.told("in/a.txt")) == 1

    converse(conversation)


@pytest.mark.parametrize("level, is_much", [("careful", True), ("balanced", False)])
def test_what_is_too_much_is_not_repaired_on_saving_and_can_be_chosen(converse, tmp_path, level, is_much):
    (tmp_path / "textfix.toml").write_text(f"level = '{level}'\n")
    text = "A pa\u200bge of four.\n" * 20

    async def conversation(editor):
        found, *_ = await editor.open("a.txt", text)
        for _ in range(2):
            assert len(await editor.offered("a.txt", found.range, "source.fixAll")) == (not is_much)
        titles = [f"textfix: a.txt: not repaired: 20 of 80 words would change, more than 5 %{ADVICE}"] * is_much
        assert editor.messages == titles
        _, fix_all, *_ = await editor.offered("a.txt", found.range)
        although = ", although 20 of 80 words would change, more than 5 %" * is_much
        assert fix_all.title == f"Make all 20 repairs in this file{although}"

    converse(conversation)


def test_it_ends_as_it_is_told_to(tmp_path):
    async def conversation(editor: Editor) -> tuple[int | None, bytes]:
        await editor.start_io(sys.executable, "-m", "textfix", "server", cwd=tmp_path, env=ENVIRONMENT)
        await editor.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
        editor.initialized(lsp.InitializedParams())
        await editor.shutdown_async(None)
        assert editor.watched == set()
        editor.exit(None)
        server = editor._server
        return await server.wait(), await server.stderr.read()

    assert asyncio.run(conversation(Editor())) == (0, b"")


def test_a_mistake_in_the_configuration_is_shown_and_its_repair_seen(converse, tmp_path):
    file = tmp_path / "textfix.toml"
    file.write_text("levle = 'bold'\n")

    async def conversation(editor):
        assert await editor.open("a.txt", WORD) == []
        await editor.open("b.txt", WORD)
        await editor.type("b.txt", 2, f"{WORD}More.\n")
        await editor.told("b.txt")
        [message] = editor.messages
        assert "unknown key 'levle'; did you mean 'level'?" in message
        file.write_text("level = 'bold'\n")
        editor.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(file.as_uri())))
        assert len(await editor.told("a.txt")) == 1

    converse(conversation)


def test_a_model_that_is_not_installed_is_shown(converse, tmp_path):
    (tmp_path / "textfix.toml").write_text("language = 'tlh'\n")

    async def conversation(editor):
        assert await editor.open("a.txt", WORD) == []
        assert "no model for language 'tlh'" in editor.messages[0]

    converse(conversation)


@in_editor
async def test_only_what_is_prose_in_its_format_is_looked_at(editor):
    [found] = await editor.open("a.md", f"```\nYou can look at itin the code.\n```\n\n{WORD}")
    assert found.range == place(4, 3, 12)
    assert await editor.open("a.json", f'"{WORD}"') == []


@in_editor
async def test_comments_that_tell_to_leave_it_are_followed(editor):
    [found] = await editor.open("a.txt", f"# textfix: ignore-next-line\n{WORD}in the meeting ofleaders of the party\n")
    assert found.message.startswith("ofleaders")


def test_without_pygls_it_tells_what_to_install(tmp_path):
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no pygls', name='pygls')")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    command = [sys.executable, "-m", "textfix", "server"]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: the language server needs pygls; install it with: pip install 'textfix[server]'\n"
