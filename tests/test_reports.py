"""The reports that other programs read do what the edits do, and are what their formats ask for."""

import json
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from textfix.cli import main
from textfix.cli.reports import FORMATS

# The schema of OASIS, as the npm package @microsoft/jest-sarif 1.0.0-beta.0 has it.
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))

TEXTS = {
    # Code points beyond ASCII and beyond UTF-16, before, in and behind the edits; three kinds of edit.
    "with space.txt": "The \U0001d4b3 is\r\na pa\u200bge\u2028and na\u00efve in the meeting ofleaders of the party\r\n",
    "a:b#%.txt": "\ufeffIt is a pa\u200bge that I will recieve in the the end, and its dob\ufffd",
    "in/right.txt": "Nothing is wrong with this line.\n",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def report(form: str, *args: str) -> str:
    """What `check` reports of this folder."""
    assert main(["check", "-q", "--output-format", form, "--output-file", "report", *args]) == 1
    return Path("report").read_text("utf-8")


def offset(lines: list[str], line: int, column: int) -> int:
    """The code point at a line and a column, as SARIF counts them."""
    assert column <= len(lines[line - 1]) + 1
    return sum(map(len, lines[: line - 1])) + column - 1


def fixed(text: str, replacements: list[dict]) -> str:
    """A text with the replacements of a SARIF fix made, from the last to the first."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    for each in sorted(replacements, key=lambda each: list(each["deletedRegion"].items()), reverse=True):
        region = each["deletedRegion"]
        start = offset(lines, region["startLine"], region["startColumn"])
        end = offset(lines, region["endLine"], region["endColumn"])
        text = text[:start] + each["insertedContent"]["text"] + text[end:]
    return text


def test_sarif_is_valid_by_its_schema(folder):
    log = json.loads(report("sarif"))
    jsonschema.validate(log, SCHEMA)
    results = log["runs"][0]["results"]
    assert {result["level"] for result in results} == {"warning", "note"}
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [result["ruleId"] for result in results]


def test_a_sarif_log_without_results_is_valid(folder):
    assert main(["check", "-q", "--output-format", "sarif", "--output-file", "report", "in"]) == 0
    log = json.loads(Path("report").read_text("utf-8"))
    jsonschema.validate(log, SCHEMA)
    assert log["runs"][0]["results"] == []


def test_a_sarif_log_tells_whether_all_could_be_read(folder):
    def successful() -> bool:
        [invocation] = json.loads(Path("report").read_text("utf-8"))["runs"][0]["invocations"]
        return invocation["executionSuccessful"]

    report("sarif")
    assert successful()
    assert main(["check", "-q", "--output-format", "sarif", "--output-file", "report", ".", "nowhere.txt"]) == 2
    assert not successful()


@pytest.mark.parametrize("form", ["gitlab", "github"])
def test_hosts_find_a_file_by_its_path_from_here(folder, form):
    (folder / "in" / "a.txt").write_text("pa\u200bge\n", "utf-8")
    assert report(form, str(folder / "in" / "a.txt")) == report(form, "in/a.txt")


def test_a_line_of_json_tells_rule_and_reason_of_edits_as_of_notices(folder):
    for line in map(json.loads, report("json-lines").splitlines()):
        causes = line.get("causes", [line])
        assert line["rule"] in {cause["rule"] for cause in causes}
        assert all(cause["reason"] in line["reason"] for cause in causes)


def test_the_fixes_of_sarif_are_the_repairs(folder):
    """All fixes of a file together: their regions are of the text as it was, so that order does not matter."""
    replacements: dict[str, list[dict]] = {}
    for result in json.loads(report("sarif"))["runs"][0]["results"]:
        for change in (change for fix in result.get("fixes", []) for change in fix["artifactChanges"]):
            name = unquote_to_bytes(change["artifactLocation"]["uri"]).decode()
            replacements.setdefault(name, []).extend(change["replacements"])
    assert main(["fix", "-q", "."]) == 0
    assert set(replacements) == {"with space.txt", "a:b#%.txt"}
    for name, found in replacements.items():
        source = TEXTS[name].removeprefix("\ufeff")
        repaired = (folder / name).read_bytes().decode().removeprefix("\ufeff")
        assert len(found) >= 2
        assert fixed(source, found) == repaired


def test_fingerprints_stay_when_lines_move_and_tell_equal_findings_apart(folder):
    text = "pa\u200bge\nline\npa\u200bge and pa\u00adge\n"
    (folder / "in" / "a.txt").write_text(text, "utf-8")
    before = [issue["fingerprint"] for issue in json.loads(report("gitlab", "in/a.txt"))]
    (folder / "in" / "a.txt").write_text("A line before.\n\n" + text, "utf-8")
    after = [issue["fingerprint"] for issue in json.loads(report("gitlab", "./in/a.txt"))]
    (folder / "in" / "b.txt").write_text(text, "utf-8")
    elsewhere = [issue["fingerprint"] for issue in json.loads(report("gitlab", "in/b.txt"))]
    assert before == after
    assert len({*before, *elsewhere}) == 6


def test_a_report_that_is_cut_short_leaves_the_old_one(folder, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    (folder / "report").write_text("old", "utf-8")
    monkeypatch.setattr("textfix.fixer.Fixer.explain", interrupted)
    assert main(["check", "--output-file", "report", "in"]) == 130
    assert (folder / "report").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["a:b#%.txt", "in", "report", "with space.txt"]


@pytest.mark.parametrize(
    "args",
    [
        ["diff"],
        *(["check", "--output-format", form] for form in FORMATS),
        ["check", "--color", "always"],
        ["check", "--select", "ligature", "--output-format", "json"],
    ],
    ids=" ".join,
)
def test_a_new_report_takes_the_place_of_the_old_one_whatever_its_name(folder, args):
    run = [*args, "in/right.txt", "with space.txt", "--output-file", "report.txt"]
    assert main(run) == main(run) < 2
