"""What each format protects. The cases are data, in tests/formats/*.json.

A case is a text in which every zero-width space stands in a word: those of prose are repaired, and those behind
the mark `✗` (left out of the text itself), are in no prose and stay. So doing nothing fails as much as doing all.
"""

import gc
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import Fixer
from textfix.formats import PLAIN, Skipped, format_of, is_known, nameless

CASES = Path(__file__).parent / "formats"
BREAK, KEPT = "\u200b", "✗"
NAMES = (
    "a.txt",
    "a.md",
    "a.rst",
    "a.html",
    "a.tex",
    "a.adoc",
    "a.org",
    "a.man",
    "COMMIT_EDITMSG",
    "a.py",
    "a.js",
    "a.c",
)
FIXER = Fixer(select=["zero-width"])


def load_cases():
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield pytest.param(case["file"], case["text"], id=f"{path.stem}: {case['name']}")


def the_format(name, text):
    return format_of(name, text, code=True, named=True)


@pytest.mark.parametrize(("name", "marked"), list(load_cases()))
def test_prose_is_repaired_and_nothing_else(name, marked):
    damaged = marked
    text = damaged.replace(KEPT, BREAK)
    expected = damaged.replace(BREAK, "").replace(KEPT, BREAK)
    assert BREAK in damaged, "a case must hold a repair"
    assert FIXER.explain(text, the_format(name, text).protected(text)).text == expected


@pytest.mark.parametrize("name", ["a.md", "a.rst", "a.adoc", "a.org", "a.man", "COMMIT_EDITMSG"])
def test_names_of_things_in_programs_are_no_joined_words(name):
    text = "in the meeting ofleaders of the party a MaildirSource raised an AttributeError in get_parser(name)"
    assert_only_leaders_change(name, text)


@pytest.mark.parametrize(
    "thing",
    [
        "arm64 Windows",
        "jinja2.Environment",
        '("My ")',
        "(Async)Image",
        "two staticmethods",
        "FSP Notify(EnumPhaseAfter)",
    ],
)
def test_what_programs_write_with_spaces_of_its_own_or_none_stays(thing):
    assert_only_leaders_change("a.md", f"It was {thing} in the meeting ofleaders of the party")


@pytest.mark.parametrize(
    "beginning", ["It was an ast.Enum.\n\n", "- Remove it from base.Version\n- ", "1. It is a models.Service:\n2. "]
)
def test_a_name_that_ends_a_paragraph_or_an_item_is_no_sentence_of_one_word(beginning):
    assert_only_leaders_change("a.md", f"{beginning}In the meeting ofleaders of the party it was said.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.rst.txt", "reStructuredText"),
        ("a.7.rst.txt", "reStructuredText"),
        ("a.md.txt", "Markdown"),
        ("a.1.txt", "plain text"),
    ],
)
def test_the_sources_of_pages_keep_the_suffix_of_their_format(name, expected):
    assert the_format(name, "A page.\n").name == expected
    assert is_known(name)


def test_an_indented_directive_tells_restructuredtext_too():
    assert the_format("a.txt", "A page.\n\n  .. versionchanged:: 3.14\n    A page.\n").name == "reStructuredText"


def test_a_sentence_of_one_word_is_one_where_people_say_it():
    text = "We look forward to the meeting of the party.Thanks!\n"
    fixer = Fixer(level="bold", select=["spaces"])
    assert fixer.explain(text, the_format("a.md", text).protected(text)).text == text.replace(".T", ". T")


def on_windows(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)


def kept(name: str, text: str) -> list[tuple[str, bool]]:
    """Each character but what only Windows has at the ends of lines, and whether it is protected."""
    covered = {place for start, end in the_format(name, text).protected(text) for place in range(start, end)}
    return [(character, place in covered) for place, character in enumerate(text) if character != "\r"]


@pytest.mark.parametrize(("name", "marked"), list(load_cases()))
def test_the_line_ends_of_windows_make_no_difference(name, marked):
    text = marked.replace(KEPT, BREAK).replace("\r\n", "\n")
    assert kept(name, on_windows(text)) == kept(name, text)


def assert_only_leaders_change(name: str, text: str) -> None:
    """Repaired as documentation, only `ofleaders` changes; as plain text more would."""
    fixer = Fixer(level="bold", select=["spaces"])
    expected = text.replace("ofleaders", "of leaders")
    assert fixer.explain(text, the_format(name, text).protected(text)).text == expected
    assert fixer(text) != expected


MARKS = [
    *"*_`~[]()<>{}|\\$%#&!:;.,-+='\"\n\r\t ^@/?a1é\u200b\u00ad",
    *("\n\n", "    ", "```", "::", "..", ".. ", "===", "---", "| ", "<b", "</", "<!--", "-->", "{{", "}}", "\\begin{"),
    *(
        "\\end{",
        "\\verb|",
        "#+BEGIN_SRC",
        ":END:",
        ".nf",
        ".TH ",
        '"""',
        "/*",
        "*/",
        "[[",
        "]]",
        "[^1]:",
        "+++",
        "word",
    ),
]
MARKUP = st.lists(st.sampled_from(MARKS), max_size=60).map("".join) | st.text(max_size=100)


@pytest.mark.parametrize("name", NAMES)
@given(text=MARKUP)
@settings(max_examples=200, deadline=None)
def test_spans_lie_in_any_text_and_are_the_same_each_time(name, text):
    try:
        chosen = the_format(name, text)
    except Skipped:
        return
    spans = list(chosen.protected(text))
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == list(chosen.protected(text))


@pytest.mark.parametrize("name", NAMES[1:-4])
@given(text=MARKUP)
@settings(max_examples=100, deadline=None)
def test_no_repair_changes_the_lines_or_the_marks(name, text):
    """Every line keeps its end, its indentation and the spaces behind it."""
    try:
        chosen = the_format(name, text)
    except Skipped:
        return
    covered = {place for start, end in chosen.protected(text) for place in range(start, end)}
    for place, character in enumerate(text):
        at_edge = not text[:place].rpartition("\n")[2].strip(" \t") or not text[place:].partition("\n")[0].strip(" \t")
        between = "\n" in text[:place] and "\n" in text[place:]
        assert place in covered or character != "\n"
        assert place in covered or not (character in " \t" and at_edge and between)


HOSTILE = {
    "brackets": "[", "links": "[a](", "images": "![a", "stars": "*a ", "ticks": "`a ", "double ticks": "``a ",
    "quotes": "> ", "lists": "- ", "tags": "<a ", "comments": "<!-- ", "braces": "{", "double braces": "{{",
    "dollars": "$a ", "begins": "\\begin{equation}", "verbs": "\\verb|a ", "backslashes": "\\", "bars": "|a ",
    "colons": ":a", "underscores": "_a", "less": "<<", "spaces": " ", "lines": "\n", "letters": "a",
    "fences": "```\n", "rows": "|a|b\n|-|-\n", "directives": ".. note::\n\n   ", "grids": "+--+\n",
    "borders": "== ==\n",
    "notes": "[^1]: a\n", "definitions": "[a]: b\n", "code": "<code>", "scripts": "<script>", "fields": ":a: b\n",
    "drawers": ":A:\n", "nf": ".nf\n", "docstrings": '"""', "c comments": "/* ", "attributes": "<a b='",
    "macros": "a:b[",
    "mdx": "<a{", "emphasis": "**a*", "entities": "&a", "dashes": "-", "equals": "=", "hashes": "# ",
    "parentheses": "((",
}  # fmt: skip


def seconds(name, text):
    """The least of two measurements; what other tests left behind is not collected meanwhile."""
    chosen = the_format(name, text)
    gc.collect()
    gc.disable()
    try:
        return min(_seconds(chosen, text) for _ in range(2))
    finally:
        gc.enable()


def _seconds(chosen, text):
    start = time.process_time()
    for _ in chosen.protected(text):
        pass
    return time.process_time() - start


@pytest.mark.parametrize("name", NAMES[1:-3])
@pytest.mark.parametrize("kind", HOSTILE)
def test_time_is_linear_in_hostile_text(name, kind):
    """Eight times the text, eight times the time, with room for noise. Lexers of code are not ours to promise for."""
    # Short lines as well, since what is minified is skipped.
    few, many = ((HOSTILE[kind] * 50 + "\n") * (size // (50 * len(HOSTILE[kind]))) for size in (1_500, 12_000))
    # Others work on the machine, too; what is not linear takes too long each time.
    assert any(seconds(name, many) < 0.1 + 8 * 2.5 * seconds(name, few) for _ in range(3))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.md", True), ("docs/a.RST", True), ("README", True), ("CHANGES", True), ("COMMIT_EDITMSG", True),
        ("README.json", False), ("a.py", False), ("a", False), ("CMakeLists.txt", False), ("LICENSE.txt", False),
    ],
)  # fmt: skip
def test_what_a_walk_opens_by_name(name, known):
    assert is_known(name) == known
    assert is_known("a.py", code=True)


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("a", "<!DOCTYPE html>\n<p>", "HTML"),
        ("a.txt", ".. toctree::\n\n   a\n", "reStructuredText"),
        ("a.txt", "\\documentclass{article}\n", "LaTeX"),
        ("a", "The house is on the hill.\n", "plain text"),
        ("lib.so.1", ".TH LS 1\n", "man page"),
        ("a.1", "The house is on the hill.\n", "plain text"),
        ("a.md", "x = 1\n", "Markdown"),
    ],
)
def test_the_format_by_content(path, text, name):
    assert format_of(path, text).name == name


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("a.md", "word " * 1_000_000, "Markdown of more than 2,000,000 characters"),
        ("a.html", "<p>word</p>" * 1000, "minified"),
        ("a", "{\"a\": 1}", "data"),
        ("a.py", "x", "source code; --code repairs its comments"),
        ("Makefile", "x", "source code"),
        ("a.lock", "x", "data"),
        ("LICENSE.md", "x", "a licence is kept word for word"),
        ("a", "x1 y2 z3", "of unknown kind, and not like prose"),
    ],
)  # fmt: skip
def test_what_is_skipped_says_why(path, text, reason):
    with pytest.raises(Skipped) as skipped:
        format_of(path, text)
    assert skipped.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-teh\n+the\n",
        "--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-teh\r\n+the\r\n",
        '[project]\nname = "a"\n# What it recieves\nwhat = "teh"\n\n[tool.a]\nb = 1\n',
        "name: a\nwhat: It recieves teh text\nwith:\n  - teh\n  - a: b\n",
        "[a]\nteh=recieve\nb = 2\n",
        '{"a": "teh"}\n{"a": "recieve it"}\n',
        '{\n  "a": "teh",\n  "b": [1, 2]\n}\n',
        "id,name,what\n1,teh,recieve it\n2,adress,\n",
        "#include <a.h>\n\n/* It recieves\n   teh text. */\nint main(void)\n{\n    teh();\n    return 0;\n}\n",
        "<?xml version='1.0'?>\n<a>teh</a>\n",
    ],
)
def test_a_text_without_a_name_that_is_none_for_people(text):
    with pytest.raises(Skipped):
        nameless("<stdin>", text)


def test_a_file_of_unknown_kind_that_is_like_source_code_is_skipped_though_it_is_named():
    with pytest.raises(Skipped):
        format_of("a.m", "@implementation A\n- (void)teh;\n{\n    return [self recieve];\n}\n@end\n", named=True)
    assert format_of("a.m", "We recieve it.\n", named=True) is PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "teh",
        "[1] We recieve it.\n[2] And teh other.\n[3] A third.\n",
        "Alice: Did you recieve it?\nBob: Yes.\nAlice: Good.\n",
        "from: a\nto: b\n\nDear b,\n\nwe recieve it.\n",
        "It has parts;\nteh one that is said,\nand the one that is not.\n",
        "- milk,bread\n- tea\n- a third thing\n",
        "---\nTitle: A house\n---\n\nWe recieve it.\n",
        "The house,and the hill,and\nthe sea, as they stood.\n",
    ],
)
def test_a_text_without_a_name_that_may_be_for_people(text):
    assert nameless("<stdin>", text) is PLAIN
