"""Comments that tell what to leave as it is; the cases are in ignores.json.

The edits are made here, so that a case is about comments alone: `wrnog` is a typo, `ofthe` lost a space, and
`wrnogend` is both.
"""

import json
import re
import timeit
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import Fixer, rule
from textfix.edits import Edit, Notice, Result
from textfix.ignores import without_ignored

CASES = json.loads((Path(__file__).parent / "ignores.json").read_text("utf-8"))
ON = {"typo", "missing-space", "replacement", "unused-ignore", "double-dash"}


def damage(text: str) -> Result:
    """A repair of all damage; that of `wrnogend` is a group of two."""
    edits: list[Edit] = []
    for match in re.finditer(r"(?P<typo>wrnog)(?P<glued>end)?|of(?P<space>the)", text, re.IGNORECASE):
        start, group = match.start(), len(edits)
        if match["typo"]:
            edits.append(Edit.of("typo", start, start + 5, "wrong", 0.9, "", group=group, original=match["typo"]))
        space = max(match.start("glued"), match.start("space"))
        if space >= 0:
            edits.append(Edit.of("missing-space", space, space, " ", 0.9, "", group=group))
    lost = [Notice(at.start(), at.end(), "replacement", "lost") for at in re.finditer("\ufffd", text)]
    return Result(text, tuple(edits), tuple(lost))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    result = without_ignored(damage(case["text"]), ON)
    assert result.text == case["after"]
    told = [(result.source.count("\n", 0, notice.start) + 1, notice.reason) for notice in result.notices]
    expected = case.get("notices", [])
    assert [line for line, _ in told] == [line for line, _ in expected]
    assert all(reason.startswith(start) for (_, reason), (_, start) in zip(told, expected, strict=True))


@pytest.mark.parametrize("text", ["wrnog", "wrnog ofthe, and the spell: on", "textfix wrnog"])
def test_without_comments_the_result_stays_as_it_is(text):
    result = damage(text)
    assert without_ignored(result, ON) == result
    assert result.edits


@given(st.lists(st.sampled_from([*(case["text"] + "\n" for case in CASES), "wrnog ", "ofthe\n"]), max_size=6))
def test_what_is_ignored_once_is_ignored_again(parts):
    """However comments stand together: a second run leaves what the first left, and repairs nothing more."""
    once = without_ignored(damage("".join(parts)), ON).text
    assert without_ignored(damage(once), ON).text == once


@pytest.mark.parametrize(
    "part",
    [
        "wrnog <!-- textfix: ignore --> ",
        "wrnog <!-- textfix: ignore[typo] -->\n",
        "<!-- textfix: off --> wrnog <!-- textfix: on --> ",
        "<!-- cspell:words wrnog other -->  wrnog ",
        "# textfix: " + " " * 40,
        "cspell: words " + "  -- " * 20,
    ],
)
def test_time_grows_with_the_text_alone(part):
    """Twenty times the text takes about twenty times as long; a hundred times would be a square somewhere."""

    def seconds(count: int) -> float:
        result = damage(part * count)
        # It leaves out the collection of garbage, which takes longer the more the other tests have left behind.
        return timeit.timeit(lambda: without_ignored(result, ON), number=1)

    seconds(100)
    assert seconds(20 * 100) < 100 * max(min(seconds(100) for _ in range(3)), 1e-4)


def test_a_file_is_repaired_but_for_what_its_comments_say(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("pa\u200bge  # textfix: ignore\npa\u200bge\nright  # textfix: ignore\n", "utf-8")
    result = Fixer(extend_select=["unused-ignore"]).file(path)
    assert path.read_text("utf-8") == "pa\u200bge  # textfix: ignore\npage\nright  # textfix: ignore\n"
    assert [(notice.rule, notice.reason) for notice in result.notices] == [("unused-ignore", "nothing here to ignore")]
    assert Fixer()("pa\u200bge  # textfix: ignore") == "page  # textfix: ignore"


def test_a_rule_of_ones_own_can_be_ignored(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a--b\na--b  # textfix: ignore[double-dash]\n", "utf-8")
    double_dash = rule("double-dash", family="style", pattern="(?<=a)--(?=b)")(lambda _: "\u2014")
    Fixer(select=[], rules=[double_dash]).file(path)
    assert path.read_text("utf-8") == "a\u2014b\na--b  # textfix: ignore[double-dash]\n"
