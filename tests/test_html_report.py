"""The page for a browser shows the text and every edit of it, loads nothing, and obeys nothing that the text says."""

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from browser import CHROMIUM, browser

import textfix
from textfix.cli import main

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")

ROOT = Path(__file__).parent.parent
SEED = (ROOT / "seeds" / "000_44d9d2fac554ed66.txt").read_bytes().decode()
HOSTILE = "<script>alert(1)</script> & \" ' <!-- </style> {rules}\n\u202egnp.exe \x1b[2J in the meeting ofleaders\n"


class Page(HTMLParser):
    """What a page shows: its lines with and without what is added and removed, and what it refers to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.lines: dict[str, list[str]] = {"del": [], "ins": []}
        self.numbers: list[int] = []
        self.content: dict[str, str] = {"style": "", "script": ""}
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append((tag, values))
        if tag not in ("meta", "input"):
            self.open.append(values.get("class") or tag if tag != "del" and tag != "ins" else tag)
        if values.get("class") == "line":
            self.numbers.append(int(values["data-n"]))
            self.lines["del"].append("")
            self.lines["ins"].append("")

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in self.content:
            self.content[self.open[-1]] += data
        if "line" in self.open and "why" not in self.open:
            for side, other in (("del", "ins"), ("ins", "del")):
                if other not in self.open:
                    self.lines[side][-1] += data


@pytest.fixture
def page(tmp_path, monkeypatch):
    """The page of a text, and the file that it is in."""
    monkeypatch.chdir(tmp_path)

    def page(text: str, *args: str) -> Page:
        Path("a & <b>.txt").write_bytes(text.encode("utf-8", "surrogateescape"))
        main(["check", "-q", "--output-format", "html", "--output-file", "page.html", *args, "a & <b>.txt"])
        return Page(Path("page.html").read_text("utf-8"))

    return page


@pytest.mark.parametrize(
    "text", [SEED, SEED.replace("\n", "\r\n") + "\r\n", "I will recieve it in the the end.\n" * 40 + "a", HOSTILE]
)
def test_it_shows_the_text_before_and_after(page, text):
    result = textfix.explain(text)
    shown = page(text).lines
    assert result.edits
    for side, expected in (("del", result.source), ("ins", result.text)):
        expected = expected.replace("\r\n", "\n").removesuffix("\n")
        assert "\n".join(shown[side]) == expected.replace("\u202e", "\\u202e").replace("\x1b", "\\x1b")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_have_the_numbers_of_the_file_behind_an_edit_across_a_line_end(page, end):
    lines = ["It was some infor-", "mation about it.", "It dependson the weather.", ""]
    shown = page(end.join(lines), "--extend-select", "broken-word")
    assert "infor-" in shown.lines["del"][0]
    assert shown.numbers == [1, 3]
    assert shown.lines["ins"][1] == "It depends on the weather."


def test_what_has_no_text_has_a_name(page):
    named = [values.get("aria-label") for tag, values in page(SEED).tags if tag in ("meter", "button")]
    assert {"confidence", "Previous repair", "Next repair"} == set(named)


def test_each_edit_is_marked_with_its_rule_and_confidence(page):
    result = textfix.explain(SEED)
    marks = [values for tag, values in page(SEED).tags if tag == "a"]
    assert [mark["data-rules"] for mark in marks] == [edit.rule for edit in result.edits]
    assert [float(mark["data-confidence"]) for mark in marks] == [round(edit.confidence, 4) for edit in result.edits]
    assert [mark["id"] for mark in marks] == [str(number) for number in range(1, len(marks) + 1)]


def test_edits_of_one_group_are_one_finding(page):
    marks = [values for tag, values in page("in the meeting ofleadres of the party\n").tags if tag == "a"]
    assert [(mark["href"], mark.get("id")) for mark in marks] == [("#1", "1"), ("#1", None)]
    assert {mark["data-rules"] for mark in marks} == {"missing-space + typo"}


def test_it_loads_nothing_and_its_policy_allows_its_own_style_and_script_alone(page):
    shown = page(HOSTILE)
    [policy] = [values["content"] for _, values in shown.tags if values.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    for kind, content in shown.content.items():
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert [tag for tag, _ in shown.tags].count("script") == 1
    for _, values in shown.tags:
        assert not {"src", "style"} & set(values)
        assert not any(name.startswith("on") for name in values)
        assert values.get("href", "#").startswith("#")
    assert "url(" not in shown.content["style"]


def test_the_page_is_left_out_by_the_next_run(page, capsys):
    page(SEED)
    assert main(["check", "-v", "."]) == 1
    told = capsys.readouterr().err
    assert "skipped: page.html: generated\n" in told
    assert "a & <b>.txt: plain text" in told


def test_a_page_of_text_that_is_right_says_so(page):
    shown = page("Nothing is wrong with this line.\n")
    assert shown.lines == {"del": [], "ins": []}
    assert "Nothing was found." in Path("page.html").read_text("utf-8")
    assert not {"form", "script"} & {tag for tag, _ in shown.tags}


def test_marks_that_show_no_text_have_a_name(page):
    shown = page("the meeting ofleaders, a recon struction, the caf\ufffdx, I will recieve it\n")
    names = [values.get("aria-label") for tag, values in shown.tags if tag == "a"]
    assert names == ["space inserted: of leaders,", "space removed: reconstruction,", "notice: caf\ufffdx,", None]


def test_notices_have_a_box_where_there_are_any(page):
    def boxes(text: str) -> list[str]:
        return [values["name"] for tag, values in page(text).tags if tag == "input" and values["name"] == "notices"]

    assert boxes("the meeting ofleaders and a caf\ufffdx\n") == ["notices"]
    assert boxes("the meeting ofleaders\n") == []


BOUNDS = """(() => {
  const mark = document.activeElement;
  const [above, of, below] = [document.querySelector(".moves"), mark, mark.querySelector(".why")]
    .map((element) => element.getBoundingClientRect());
  return [mark.id, above.bottom <= of.top && of.bottom <= below.top];
})()"""


@needs_chromium
@pytest.mark.parametrize("width", [320, 700, 1400])
def test_what_is_moved_to_is_in_sight(page, tmp_path, width):
    page(SEED * 2 + "“Fine”  ﬁne pa\u200bge, a caf\ufffdx\n", "--extend-select", "style")
    uri = (tmp_path / "page.html").as_uri()
    with browser(tmp_path) as tab:
        tab.open(f"{uri}#9", width)
        assert tab.ask(BOUNDS) == ["9", True]
        for way, moved in (("next", range(10, 30)), ("previous", range(28, 9, -1))):
            for number in moved:
                tab.ask(f"document.querySelector('[name={way}]').click()")
                assert tab.ask(BOUNDS) == [str(number), True]


@needs_chromium
def test_who_comes_back_sees_what_the_boxes_say(page, tmp_path):
    page(SEED + "They will recieve it, a caf\ufffdx.\n")
    with browser(tmp_path) as tab:
        tab.open((tmp_path / "page.html").as_uri())
        found = "[value=missing-space], [name=notices]"
        boxes = f"document.querySelectorAll('{found}').forEach((box) => {{ box.checked = false }})"
        off = "[...document.querySelectorAll('.off')].map((mark) => mark.dataset.rules)"
        assert tab.ask(off) == []
        tab.ask(f"[{boxes}, dispatchEvent(new Event('pageshow'))].length")
        assert set(tab.ask(off)) == {"missing-space", "replacement"}


def axe() -> str:
    """The script of axe-core, which a package for Playwright brings; that itself is not needed."""
    package = find_spec("axe_playwright_python")
    if not package or not package.submodule_search_locations:
        pytest.skip("needs axe-playwright-python")
    return Path(package.submodule_search_locations[0], "axe.min.js").read_text("utf-8")


@needs_chromium
@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_anyone_out(page, tmp_path, scheme, width):
    script = axe()
    page(SEED + "They will recieve it, a caf\ufffdx.\n" + "A page.\n" * 9, "--level", "balanced")
    with browser(tmp_path) as tab:
        tab.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        tab.open(f"{(tmp_path / 'page.html').as_uri()}#3", width)
        tab.send("Runtime.evaluate", expression=script)
        for view in ("both", "before", "after"):
            tab.ask(f"document.querySelector('[name=view][value={view}]').click()")
            found = "violations.map(({id, nodes}) => [id, nodes.map((node) => node.html)])"
            assert tab.ask(f"axe.run().then(({{violations}}) => {found})") == []


@needs_chromium
def test_filters_and_keys_in_chromium(page, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api")
    page(SEED + "They will recieve it. pa\u200bge\n", "--level", "balanced")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        problems: list[str] = []
        tab.on("console", lambda message: problems.append(message.text))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto((tmp_path / "page.html").as_uri())

        def count() -> tuple[int, int]:
            shown, of = re.findall(r"\d+", tab.locator("[name=count]").inner_text())
            return int(shown), int(of)

        def focused() -> str:
            return tab.evaluate("document.activeElement.id")

        shown, total = count()
        assert shown == total > 10
        tab.keyboard.press("n")
        tab.keyboard.press("n")
        assert focused() == "2"
        assert tab.locator("[id='2'] .why").is_visible()
        assert not tab.locator("[id='1'] .why").is_visible()
        tab.keyboard.press("p")
        assert focused() == "1"
        tab.locator("[name=keys]").uncheck()
        tab.keyboard.press("n")
        assert focused() != "2"
        tab.locator("[name=rule][value=missing-space]").uncheck()
        assert 0 < count()[0] < total
        assert not tab.locator("[data-rules=missing-space] ins").first.is_visible()
        tab.locator("[name=least]").fill("1")
        assert count() == (0, total)
        tab.locator("[name=least]").fill("0")
        tab.locator("[name=view][value=after]").check()
        assert not tab.locator("[data-rules=typo] del").first.is_visible()
        assert tab.locator("[data-rules=typo] ins").first.is_visible()
        assert not tab.locator("details .line").first.is_visible()
        tab.locator("[name=whole]").check()
        assert tab.locator("details .line").first.is_visible()
        assert problems == []
        browser.close()
