"""A patch made from edits does what the edits do, for `git apply` as for a reader of the format."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.diff import unified_diff
from textfix.edits import Edit, apply

SEEDS = Path(__file__).parent.parent / "seeds"
HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


def edit(start: int, original: str, text: str) -> Edit:
    return Edit.of("typo", start, start + len(original), text, 0.9, "", original=original)


def lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def patched(source: str, patch: str) -> str:
    """Apply a patch as its format says, and hold every number and every line of context against the source."""
    old, new = lines(source), []
    position = 0
    pending = lines(patch)[2:]
    while pending:
        first, old_count, new_first, new_count = (
            1 if group is None else int(group) for group in HUNK.fullmatch(pending.pop(0)).groups()
        )
        start = first - (old_count > 0)
        assert start >= position
        new += old[position:start]
        position = start
        assert len(new) == new_first - (new_count > 0)
        begun = len(new)
        while pending and not pending[0].startswith("@@"):
            sign, line = pending[0][0], pending.pop(0)[1:]
            if pending and pending[0].startswith("\\"):
                pending.pop(0)
                line = line[:-1]
            if sign in " -":
                assert old[position] == line
                position += 1
            if sign in " +":
                new.append(line)
        assert (position - start, len(new) - begun) == (old_count, new_count)
    return "".join(new + old[position:])


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text of short lines and a canonical list of edits of it."""
    text = st.text("ab \n\n\r", max_size=6)
    source, edits = "", []
    for piece in draw(st.lists(st.tuples(st.text("ab\n", max_size=12), text, text), max_size=6)):
        kept, original, replacement = piece
        touching = edits and not kept
        source += kept
        if original != replacement and not touching:
            edits.append(edit(len(source), original, replacement))
            source += original
    return source + draw(text), edits


@given(edited(), st.integers(0, 4))
def test_the_patch_does_what_the_edits_do(case, context):
    source, edits = case
    patch = unified_diff(source, edits, "a.txt", context)
    assert patched(source, patch) == apply(source, edits)
    assert bool(patch) == (apply(source, edits) != source)


@given(edited())
def test_context_is_three_lines(case):
    """No hunk has more than the context before its first and after its last change, or between two of them."""
    source, edits = case
    for hunk in HUNK.split(unified_diff(source, edits, "a.txt"))[5::5]:
        signs = "".join(line[0] for line in lines(hunk) if line[0] != "\\")
        gaps = [len(gap) for gap in re.split("[-+]+", signs)]
        assert len(gaps) > 1
        assert max(gaps[0], gaps[-1]) <= 3
        assert max(gaps[1:-1], default=0) <= 6


CASES = {
    "no newline at the end": ("one\ntwo", [edit(7, "", "!")]),
    "a newline added at the end": ("one\ntwo", [edit(7, "", "\n")]),
    "the last newline removed": ("one\ntwo\n", [edit(7, "\n", "")]),
    "CRLF": ("one\r\ntwo\r\nthree\r\n", [edit(5, "two", "2")]),
    "a lone CR and a line separator end no line": ("a\rb\u2028c\x0cd\nend\n", [edit(4, "c", "C")]),
    "everything removed": ("one\ntwo\n", [edit(0, "one\ntwo\n", "")]),
    "out of nothing": ("", [edit(0, "", "one\ntwo\n")]),
    "lines joined": ("a\nb\nc\nd\n", [edit(1, "\n", " "), edit(5, "\n", " ")]),
    "a line cut": ("a b\nc\n", [edit(1, " ", "\n")]),
    "far apart": ("x\n" * 30, [edit(0, "x", "y"), edit(58, "x", "z")]),
    "just near enough": ("x\n" * 30, [edit(0, "x", "y"), edit(14, "x", "z")]),
    "beyond ASCII": ("café\nnaïve 𝒳\n", [edit(11, "𝒳", "X")]),
}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("name", ["a.txt", "with space.txt", 'q"uote\\and\ttab.txt', "ünïcode.txt"])
@pytest.mark.parametrize("case", CASES)
def test_git_applies_it(tmp_path, case, name):
    source, edits = CASES[case]
    (tmp_path / name).write_bytes(source.encode())
    patch = unified_diff(source, edits, name)
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=tmp_path, input=patch.encode(), check=True)
    assert (tmp_path / name).read_bytes() == apply(source, edits).encode()


def test_near_changes_share_a_hunk():
    hunks = {name: unified_diff(*CASES[name], "a").count("\n@@") for name in ("far apart", "just near enough")}
    assert hunks == {"far apart": 2, "just near enough": 1}


def test_the_seed():
    damaged = (SEEDS / "000_44d9d2fac554ed66.txt").read_bytes().decode()
    expected = (SEEDS / "000_44d9d2fac554ed66.expected.txt").read_bytes().decode()
    edits = _by_word(damaged, expected)
    assert apply(damaged, edits) == expected
    patch = unified_diff(damaged, edits, "article.txt")
    assert patched(damaged, patch) == expected
    # One article, five damaged paragraphs, none of them changed but where it is damaged.
    removed = [line for line in lines(patch)[2:] if line.startswith("-")]
    assert len(removed) == sum(a != b for a, b in zip(lines(damaged), lines(expected), strict=True))


def _by_word(damaged: str, expected: str) -> list[Edit]:
    """The edits between the two seeds: each difference in it is one inserted character."""
    edits: list[Edit] = []
    at = 0
    for character in expected:
        if at < len(damaged) and damaged[at] == character:
            at += 1
        else:
            edits.append(edit(at, "", character))
    return edits


def test_without_edits_it_is_empty():
    assert unified_diff("one\n", [], "a.txt") == ""


def test_edits_of_another_text_are_refused():
    with pytest.raises(ValueError, match="replaces 'x'"):
        unified_diff("one\n", [edit(0, "x", "y")], "a.txt")


def test_negative_context_is_refused():
    with pytest.raises(ValueError, match="context"):
        unified_diff("one\n", [edit(0, "o", "0")], "a.txt", -1)
