"""What is never touched, what takes more evidence, and what is as free as any prose."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import identifiers
from textfix.edits import Edit
from textfix.protect import BLOCK, Protection, _first_marks
from textfix.structures import _formula

_KINDS = (*identifiers.HARD, *identifiers.APPARENT, *identifiers.FIGURES, *identifiers.SOFT)

HARD: dict[str, list[str]] = {
    "see https://a.b/c_(d)?e=f#g, ok": ["https://a.b/c_(d)?e=f#g"],
    "seehttps://x.org now": ["https://x.org"],
    "git+ssh://x/y.": ["git+ssh://x/y"],
    "www.foo.com/x.": ["www.foo.com/x"],
    "mail joe.b+t@ex.co.uk.": ["joe.b+t@ex.co.uk"],
    "in /usr/local/bin/x, ~/a/b and ./run.sh": ["/usr/local/bin/x", "~/a/b", "./run.sh"],
    "C:\\Program Files\\x.exe here": ["C:\\Program Files\\x.exe"],
    "\\\\server\\share here": ["\\\\server\\share"],
    "src/main.py and README.md": ["src/main.py", "README.md"],
    "`a b` and ``x y``": ["`a b`", "``x y``"],
    "hi @joe_b #tag-x": ["@joe_b", "#tag-x"],
    "commit a1b2c3d4e": ["a1b2c3d4e"],
    "550e8400-e29b-41d4-a716-446655440000": ["550e8400-e29b-41d4-a716-446655440000"],
    "ISBN 978-0-306-40615-7": ["ISBN 978-0-306-40615-7"],
    "doi 10.1000/xyz123 arXiv:2101.00001v2": ["10.1000/xyz123", "arXiv:2101.00001v2"],
    "snake_case and __init__ _emph_": ["snake_case", "__init__"],
    'a key=value, k="v w" --flag=x -v': ["key=value", 'k="v w"', "--flag=x", "-v"],
    "with { 'var' : 'value', \"n\": 1 } in it": ["{ ", "'var' : ", '"n": ', " }"],
    "\\emph{some prose} and \\cite{a,b}": ["\\emph", "\\cite{a,b}"],
    "\\begin{align}\na b\n\\end{align} z": ["\\begin{align}\na b\n\\end{align}"],
    "$x^2$ and $n$, \\(c d\\) and \\[e f\\]": ["$x^2$", "$n$", "\\(c d\\)", "\\[e f\\]"],
    "<b>bold</b> <a href='x y'>t</a>": ["<b>", "</b>", "<a href='x y'>", "</a>"],
    "<code>a b</code> <!-- c d -->": ["<code>a b</code>", "<!-- c d -->"],
    "```py\nx y\n```\nz": ["```py\nx y\n```"],
    "a\n\n    x = f(y);\n\nb": ["    x = f(y);\n"],
    "> q r\n>> s t\n": ["> ", ">> "],
    "R2D2 B52 4x4 F-16 COVID-19": ["R2D2", "B52", "4x4", "F-16", "COVID-19"],
    "ISO-8859-1 Mi-24th DC-7operators": ["ISO-8859-1", "Mi-24th"],
    "set_{node,edge}_attributes and src/{a,b}.c": ["set_{node,edge}_attributes", "src/{a,b}.c"],
    "[HW,NET] map[2|3] in[1-4] fact[12] [see, here]": ["[HW,NET]", "map[2|3]", "in[1-4]"],
    '"low,hierarchy" (key,value) (NAME,VALUE) (Paris,France)': ['"low,hierarchy"', "(key,value)", "(NAME,VALUE)"],
    "DS9490(R) me(at)example class(es) (re-)use": ["DS9490(R)", "me(at)example", "class(es)", "(re-)use"],
    "=SUM(A1;B2:B9) =IF(ABS(A1)>2;3) =x": ["=SUM(A1;B2:B9)", "=IF(ABS(A1)>2;3)"],
    "SRE_EL2.Enable block_size:number": ["SRE_EL2.Enable", "block_size:number"],
    "size=X,high l1tf=full,force x=1, y": ["size=X,high", "l1tf=full,force", "x=1"],
    ".NET !CONFIG_MMU .BTF.ext word .Then": [".NET", "!CONFIG_MMU", ".BTF"],
    "Node(Data)View": ["Node(Data)View"],
    "Fish &amp; chips :-)": ["&amp;", ":-)"],
    "as in 3a or 12b, at 5a.m.": ["3a", "12b"],
    "24/7, 365 days, in 2014, 400 and 5, 6 or 1, 000": ["/7, 3", "2014, 4", "5, 6"],
    'they recieve [sic] it, teh -> the, "fro" => for': ["recieve [sic]", "teh -> ", '"fro" => '],
    'can be "print"ed, the "tree timer"\'s end': ['"print"ed', '"tree timer"\'s'],
    "formats = [ 5 ], then { a, b } or [1] or [ 2": ["[ ", " ]", "{ ", " }"],
}

FIGURES: dict[str, list[str]] = {
    "3.5GHz 5µm 10 km $2.5 billion 12%": ["3.5GHz", "5µm", "10 km", "$2.5 billion", "12%"],
    "£5–£6 €10m 20th 1980s 1,000,000": ["£5", "£6", "€10m", "20th", "1980s", "1,000,000"],
    "12:30 on 2014-03-12 or 12 March 2014": ["12:30", "2014-03-12", "12 March 2014"],
    "March 12, 2014 at 5 p.m. or 5pm": ["March 12, 2014", "5 p.m.", "5pm"],
    "$2.5 billion annual trade of a 56-nation body": ["$2.5 billion", "56"],
    "the 12th of March 2014 , 9 000 men": ["12th of March 2014", "9", "000"],
}

FREE = [
    "BinyaminNetanyahu",
    "Asia.It",
    "OSCE.“Without",
    "end.The",
    "hi-tech co-operate Washington-through-Jerusalem-channel",
    "and/or he/she either/or w/o one/two/three",
    "U.S. e.g. i.e. A. B. Smith",
    "dog’s dogs' John's O'Neil",
    "word ,next",
    "“Good-bye,” he said",
    "``Hello,'' he said, ``bye.''",
    "`quoted' and `more'",
    "a < b and c > d, x <y and z",
    'it was ( as they say ) "good"and quick, an [ open one',
    "I paid $ and $ more; US$ and A$ rates; the $US and $A",
    "Hello_ there _",
    "wait--what, he said -- no",
    "a = b",
    "    Once upon a time there was\n    a king who ruled.",
    "\n\n    Once upon a time; there was\n    a king who ruled\n    the land.",
    "C# and C++",
    "thereconstruction",
    "this:that, note: this",
    "black&white AT&T",
    "never closed ` and ``` and $x",
    "<!-- never closed",
    "```\nnever closed either\n\nprose",
]

SOFT = {
    "camelCase": "camel-case",
    "iPhone": "camel-case",
    "McDonald": "mixed-case",
    "YouTube": "mixed-case",
    "JavaScript": "mixed-case",
    "BinyaminNetanyahu": "mixed-case",
    "asyncio.run": "dotted-name",
    "Asia.It": "dotted-name",
    "example.com": "host",
    "Python3": "version",
    "v1.2.3": "version",
}

STIFF = ["thereconstruction", "London", "NASA", "U.S.", "hi-tech", "dog’s", "OSCE.“Without", "word ,next"]


def insertion(place: int, text: str = " ") -> Edit:
    return Edit.of("missing-space", place, place, text, 0.99, "")


def replacement(start: int, end: int, text: str) -> Edit:
    return Edit.of("typo", start, end, text, 0.99, "")


@pytest.mark.parametrize("text", HARD)
def test_hard(text: str) -> None:
    protection = Protection(text)
    assert [text[start:end] for start, end in protection.hard] == HARD[text]


@pytest.mark.parametrize("text", HARD)
def test_not_even_a_space_of_what_is_hard_may_be_touched(text: str) -> None:
    protection = Protection(text)
    for start, end in protection.hard:
        assert all(protection.forbids(insertion(place)) for place in range(start + 1, end))
        spaces = [place for place in range(start, end) if text[place].isspace()]
        assert all(protection.forbids(replacement(place, place + 1, new)) for place in spaces for new in ("", "\n"))


APPARENT = (
    '"tea,coffee"',
    "(tea,coffee)",
    "Node(Data)View",
    "4, 20 names",
    "12b",
    "in[a-z]",
    "[HW,NET]",
    "4.Nxd4",
    "12...O-O",
)


@pytest.mark.parametrize("text", APPARENT)
def test_what_appears_to_be_code_is_hard_unless_damage_is_expected(text: str) -> None:
    assert Protection(text).hard
    assert not Protection(text, expect_damage=True).hard


def test_a_mark_closes_up_to_what_is_hard_where_damage_is_expected_and_no_letter_does() -> None:
    for text in ("at ABC-123 , on", "at ABC-123 )on", "at ABC-123 on", "( ABC-123 on"):
        end = text.index("ABC-123") + 7
        closed = replacement(end, end + 1, "")
        assert Protection(text).forbids(closed)
        assert Protection(text, expect_damage=True).forbids(closed) == text.endswith("123 on")
    assert not Protection("( ABC-123", expect_damage=True).forbids(replacement(1, 2, ""))
    assert Protection("( ABC-123").forbids(replacement(1, 2, ""))


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    protection = Protection(text)
    assert [text[start:end] for start, end in protection.figures] == FIGURES[text]
    assert protection.hard == ()


@pytest.mark.parametrize("text", FIGURES)
def test_no_character_of_a_figure_may_be_touched(text: str) -> None:
    protection = Protection(text)
    for start, end in protection.figures:
        for place in range(start, end):
            assert protection.forbids(replacement(place, place + 1, "x"))
            assert all(protection.forbids(insertion(place, new)) for new in ("x", " x"))
            # spaces that come or go together with a character
            assert protection.forbids(replacement(place, end, text[place:end] + "x"))
            assert protection.forbids(replacement(start, place + 1, " "))
        assert protection.forbids(insertion(end, "x"))


@pytest.mark.parametrize("text", FIGURES)
def test_the_spaces_of_a_figure_may_be_repaired(text: str) -> None:
    protection = Protection(text)
    places = {place for start, end in protection.figures for place in range(start, end + 1)}
    assert not any(protection.forbids(insertion(place)) for place in places)
    spaces = {match.start() for match in re.finditer(" ", text)} & {*places, *(place - 1 for place in places)}
    assert spaces
    assert not any(protection.forbids(replacement(place, place + 1, new)) for place in spaces for new in ("", "\n"))


@pytest.mark.parametrize("text", ["v 12 km", "12 March 2014"])
def test_figures_that_the_caller_protects_keep_their_spaces(text: str) -> None:
    place = text.index("12") + 2
    assert not Protection(text).forbids(replacement(place, place + 1, ""))
    for protection in (Protection(text, (re.compile(r"\d\d \w+"),)), Protection(text, spans=((place - 2, len(text)),))):
        assert protection.forbids(replacement(place, place + 1, ""))
        assert protection.forbids(insertion(place - 1))


def test_a_figure_around_what_is_hard_is_a_figure_all_the_same() -> None:
    text = "at 2014-03-12T10:00:00Z"
    protection = Protection(text)
    assert (protection.hard, protection.figures) == (((11, 16),), ((3, 23),))
    assert protection.forbids(replacement(3, 4, "3"))
    assert not protection.forbids(insertion(4))
    assert protection.forbids(insertion(14))


def test_a_figure_inside_what_is_hard_is_hard() -> None:
    text = "see https://x.org/12:30 and `10 km` now"
    protection = Protection(text)
    assert protection.forbids(insertion(text.index("30")))
    assert protection.forbids(replacement(text.index(" km"), text.index(" km") + 1, ""))


@pytest.mark.parametrize("text", FREE)
def test_prose_is_free(text: str) -> None:
    fences = "```" if "\n```" in "\n" + text else ""
    assert [text[start:end] for start, end in Protection(text).hard] == [fences] * bool(fences)
    assert Protection(text).figures == Protection(text).hard


@pytest.mark.parametrize("word", SOFT)
def test_soft(word: str) -> None:
    text = f"so {word} is"
    assert Protection(text).softness(4, 4) == SOFT[word]
    assert Protection(text).softness(3, 3 + len(word)) == SOFT[word]
    assert Protection(text).softness(3, 3) is None
    assert Protection(text).soft == ((3, 3 + len(word)),)


@pytest.mark.parametrize("word", STIFF)
def test_not_soft(word: str) -> None:
    assert Protection(word).soft == ()
    assert Protection(word).softness(0, len(word)) is None


def test_white_space_may_come_to_the_edge_and_nothing_else() -> None:
    protection = Protection("seehttps://x.orgnow")
    assert not protection.forbids(insertion(3))
    assert protection.forbids(insertion(3, "s"))
    assert not protection.forbids(insertion(3, "s "))
    assert protection.forbids(insertion(10))


def test_what_stood_beside_it_may_be_repaired_but_nothing_new_may_be_glued_to_it() -> None:
    text = "teh,https://x.org and"
    assert not Protection(text).forbids(replacement(0, 4, "the,"))
    text = "see https://x.org now"
    assert Protection(text).forbids(replacement(3, 4, ""))
    assert Protection(text).forbids(replacement(17, 18, ""))
    assert not Protection(text).forbids(replacement(17, 18, "  "))


def test_the_garbage_before_an_amount_may_go() -> None:
    assert not Protection("a fine of Â£5 was").forbids(replacement(10, 11, ""))


def test_what_the_caller_protects() -> None:
    protection = Protection("keep thiis and thsi", (re.compile(r"th\w+s\b"),), ((15, 99), (-3, 2), (4, 4)))
    assert protection.hard == ((0, 2), (5, 10), (15, 19))
    assert protection.forbids(replacement(5, 10, "this"))
    assert protection.forbids(insertion(1))
    assert not protection.forbids(insertion(4))


def test_spans_that_touch_keep_the_edge_between_them() -> None:
    protection = Protection("abcd", spans=((0, 2), (2, 4)))
    assert protection.hard == ((0, 2), (2, 4))
    assert not protection.forbids(insertion(2))


def test_the_quote_mark_is_protected_and_the_quoted_text_is_not() -> None:
    protection = Protection("> teh end")
    assert protection.forbids(replacement(0, 1, ""))
    assert protection.forbids(replacement(1, 2, ""))
    assert not protection.forbids(replacement(2, 5, "the"))


CASES = json.loads((Path(__file__).parent / "cases" / "protection.json").read_text("utf-8"))
MISSPELT = re.compile("teh|recieve|adress|definately|seperate")


@pytest.mark.parametrize("text", [case["text"] for case in CASES if MISSPELT.search(case["text"])])
def test_no_misspelling_of_the_cases_can_be_reached(text: str) -> None:
    # The cases run through all rules as well; here it cannot be that a rule only happened to miss one.
    for word in MISSPELT.finditer(text):
        assert Protection(text).forbids(replacement(*word.span(), "right"))


FRAGMENTS = st.sampled_from(
    [
        *HARD,
        *FIGURES,
        *FREE,
        *SOFT,
        " ",
        "\n",
        "\n\n",
        "`",
        "```\n",
        "~~~\n",
        "$",
        "<",
        ">",
        "> ",
        "</code>",
        "<code>",
        "\\",
        "a",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=5), max_size=8).map("".join)


def conflicts(text: str, edit: Edit, start: int, end: int) -> bool:
    """Whether the edit harms a span: by what the text is before and after it."""
    if edit.start < end and edit.end > start:
        return True
    after = text[: edit.start] + edit.text + text[edit.end :]
    moved = len(edit.text) - (edit.end - edit.start) if edit.end <= start else 0
    neighbours = []
    if edit.end == start:
        neighbours.append((text[:start][-1:], after[: start + moved][-1:]))
    if edit.start == end:
        neighbours.append((text[end : end + 1], after[end : end + 1]))
    return any(new.strip() and (edit.start == edit.end or not old.strip()) for old, new in neighbours)


KINDS = (*identifiers.HARD, *identifiers.APPARENT, *identifiers.FIGURES, *identifiers.SOFT)


def assert_hints_are_in_all_that_is_found(text: str) -> None:
    for kind in KINDS:
        for match in kind.pattern.finditer(text):
            # A hint looks back at what stands before it.
            around = text[max(0, match.start() - 1) : match.end() + 1]
            assert re.search(kind.hint, around), f"{kind.name}: {match[0]!r} has no {kind.hint!r}"


@given(TEXTS)
def test_nothing_is_found_without_its_hint(text: str) -> None:
    assert_hints_are_in_all_that_is_found(text)


@pytest.mark.parametrize("text", [*HARD, *SOFT])
def test_none_of_the_examples_is_found_without_its_hint(text: str) -> None:
    assert_hints_are_in_all_that_is_found(text)


@given(TEXTS, st.data())
def test_forbids_agrees_with_hard_and_figures(text: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["", "x" * (BLOCK - 9), "word " * 250, "a.b" * 400])) + text
    start = data.draw(st.integers(max(0, len(text) - 120), len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    edit = replacement(start, end, data.draw(st.sampled_from(["", " ", "a", " a", "a ", "\n"])))
    if (edit.start, edit.text) == (edit.end, ""):
        return
    spans = data.draw(st.sampled_from([(), ((3, 8), (8, 11))]))
    whole = Protection(text, spans=spans)
    assert all(0 <= a < b <= len(text) for a, b in whole.hard + whole.figures)
    white = not (text[start:end] + edit.text).strip()
    expected = any(conflicts(text, edit, *span) for span in (whole.hard if white else whole.figures))
    assert Protection(text, spans=spans).forbids(edit) == expected


@given(TEXTS)
def test_figures_hold_all_that_is_hard(text: str) -> None:
    protection = Protection(text, spans=((3, 8), (8, 11)))
    figures = protection.figures
    assert all(any(a <= start and end <= b for a, b in figures) for start, end in protection.hard)
    covered = {place for start, end in figures for place in range(start, end)}
    assert all(place in covered for place, character in enumerate(text) if character in "0123456789")


@given(TEXTS, st.data())
def test_softness_agrees_with_soft(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    protection = Protection(text)
    soft = any(a < end and b > start for a, b in protection.soft)
    assert (protection.softness(start, end) is not None) == soft


HOSTILE = [
    *("<", "`", "$", "a.", "/", "<a ", "$a ", "`a ", "\\(", "\\[", "<!--", "<code>", "a@", "http://"),
    *("_a", "1a", "-", "--a", "=", "a=", "```\n", "    \n", "\n    x;", "\\begin{equation}", "> ", "1."),
    *("C:\\a ", "$$", "<a b=", "1 ", "Aa"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    # A quarter of a megabyte takes half a second at most; anything quadratic takes minutes.
    protection = Protection(unit * (250_000 // len(unit)))
    begin = time.process_time()
    assert protection.hard is not None
    assert protection.figures is not None
    assert protection.soft is not None
    protection.forbids(insertion(125_000))
    protection.softness(125_000, 125_000)
    assert time.process_time() - begin < 10


def test_one_edit_looks_at_its_own_surroundings() -> None:
    protection = Protection("All of it is plain prose, 12 km long.\n" * 20_000)
    protection.forbids(insertion(400_000))
    protection.forbids(insertion(400_000, "x"))
    assert {figures for _, figures in protection._found_blocks} == {False, True}
    assert len({block for block, _ in protection._found_blocks}) <= 3


@given(st.text("$x5 \n=^_", max_size=40))
def test_without_a_backslash_formulas_in_dollars_are_all_there_are(text: str) -> None:
    every, in_dollars = _formula(brackets=True), _formula(brackets=False)
    assert [match.span() for match in every.finditer(text)] == [match.span() for match in in_dollars.finditer(text)]


@pytest.mark.parametrize("hint", sorted({kind.hint for kind in _KINDS if _first_marks(kind.hint)}))
@given(st.data())
def test_where_a_hint_is_found_there_is_a_mark_that_it_begins_with(hint: str, data: st.DataObject) -> None:
    """Of a choice at the top, or of a mark that may be left out, the marks at its beginning were not the only ones."""
    assert not _first_marks(hint).isdisjoint(data.draw(st.from_regex(hint, fullmatch=False)))
