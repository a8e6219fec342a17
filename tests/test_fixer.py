"""What a caller may ask of a fixer, and what it answers to a mistake."""

from __future__ import annotations

import dataclasses
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import textfix
from textfix import Edit, Fixer, Notice, Page, Stage
from textfix.levels import LEVELS
from textfix.model import ModelError
from textfix.rules import FAMILIES, RULES, select_rules


@textfix.rule("double-dash", family="style", pattern="(?<=[a-z])--(?=[a-z])")
def double_dash(match: re.Match[str]) -> str:
    """Two hyphens between words."""
    return "—"


@textfix.rule("long-line", family="style")
def long_line(page: Page) -> Iterable[Notice]:
    """Lines of more than twenty characters."""
    return [Notice(m.start(), m.end(), "long-line", "too long") for m in re.finditer(".{21,}", page.text)]


@textfix.rule("even", family="style", pattern="odd")
def even(match: re.Match[str]) -> str | None:
    """Leaves what it returns None for."""
    return "even" if match.start() else None


@textfix.rule("broken", family="style")
def broken(page: Page) -> Iterable[str]:
    """Yields what is neither an edit nor a notice."""
    return ["text"]


CLEAN = {"select": ()}
"""Options that switch all of textfix's own rules off."""


@pytest.mark.parametrize("text", ["It depends on the weather.", "The end of the well-known war in Ohio, 1918.\n", ""])
def test_clean_text_passes_at_a_glance(text: str) -> None:
    assert Fixer().pipeline.passes(text)
    assert not Fixer(rules=[double_dash]).pipeline.passes(text)  # which may have something to say about any


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.family != "ignores"])
def test_what_a_rule_repairs_does_not_pass_at_a_glance(name: str) -> None:
    damaged, right = RULES[name].example
    fixer = Fixer(select=[name])
    assert not fixer.pipeline.passes(damaged)
    assert fixer(damaged) == fixer.explain(damaged).text == right


class TestMistakes:
    @pytest.mark.parametrize("text", [b"bytes", None, 3, ["list"]])
    @pytest.mark.parametrize("call", [textfix.fix, textfix.explain, Fixer(), Fixer().explain])
    def test_a_text_must_be_a_str(self, call: Any, text: Any) -> None:
        with pytest.raises(TypeError, match=f"text must be a str, not {type(text).__name__}"):
            call(text)

    @pytest.mark.parametrize("name", ["select", "extend_select", "ignore", "words", "protect", "rules", "stages"])
    @pytest.mark.parametrize("value", ["typo", b"typo", 3, object()])
    def test_a_collection_must_be_one(self, name: str, value: Any) -> None:
        with pytest.raises(TypeError, match=f"{name} must be a collection of .*, not {type(value).__name__}"):
            Fixer(**{name: value})

    @pytest.mark.parametrize("name", ["select", "extend_select", "ignore", "words", "protect", "rules", "stages"])
    @pytest.mark.parametrize("wrap", [list, set])
    def test_what_is_in_a_collection_must_be_of_its_kind(self, name: str, wrap: Any) -> None:
        with pytest.raises(TypeError, match=f"{name} must be a collection of .*; one of them is (int|str)"):
            Fixer(**{name: wrap([1, "typo"])})

    @pytest.mark.parametrize("value", ["teh", [("teh", "the")], 3])
    def test_corrections_must_be_a_mapping(self, value: Any) -> None:
        with pytest.raises(TypeError, match=f"corrections must be a mapping, not {type(value).__name__}"):
            Fixer(corrections=value)

    @pytest.mark.parametrize("value", [{"teh": 1}, {1: "the"}])
    def test_corrections_must_be_of_str(self, value: Any) -> None:
        with pytest.raises(TypeError, match="corrections must be a collection of str; one of them is int"):
            Fixer(corrections=value)

    def test_there_is_nothing_to_correct_in_no_word(self) -> None:
        with pytest.raises(ValueError, match="corrections must be of words, and one of them is empty"):
            Fixer(corrections={"": "X"})

    @pytest.mark.parametrize("value", [None, 3, b"en"])
    def test_a_language_must_be_a_str(self, value: Any) -> None:
        with pytest.raises(TypeError, match="language must be a str"):
            Fixer(language=value)

    def test_a_model_must_be_there(self) -> None:
        with pytest.raises(ModelError, match=r"nowhere.textfix: cannot be read: no such file or directory"):
            Fixer(language="nowhere.textfix")

    @pytest.mark.parametrize("value", [None, True, [0.5]])
    def test_a_level_must_be_a_name_or_a_number(self, value: Any) -> None:
        with pytest.raises(TypeError, match="level must be a name or a number"):
            Fixer(level=value)

    @pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
    def test_a_level_must_be_a_probability(self, value: float) -> None:
        with pytest.raises(ValueError, match="level must be from 0 to 1"):
            Fixer(level=value)

    def test_a_level_that_is_mistyped_names_the_one_that_was_meant(self) -> None:
        with pytest.raises(ValueError, match="unknown level 'carefull'; did you mean 'careful'"):
            Fixer(level="carefull")

    def test_an_unknown_level_lists_the_levels(self) -> None:
        with pytest.raises(ValueError, match=r"unknown level 'brave'.*careful, balanced, bold"):
            Fixer(level="brave")

    @pytest.mark.parametrize("option", ["select", "extend_select", "ignore"])
    def test_an_unknown_rule_lists_rules_and_families(self, option: str) -> None:
        with pytest.raises(ValueError, match="unknown rule 'typos'; did you mean 'typo'") as raised:
            Fixer(**{option: ["typos"]})
        assert all(name in str(raised.value) for name in (*FAMILIES, *RULES))

    @pytest.mark.parametrize("call", [Fixer, lambda **o: textfix.fix("", **o), lambda **o: textfix.explain("", **o)])
    def test_an_unknown_option_lists_the_options(self, call: Any) -> None:
        with pytest.raises(TypeError, match="unknown option 'levle'") as raised:
            call(levle="careful")
        assert all(field.name in str(raised.value) for field in dataclasses.fields(Fixer))

    def test_an_unknown_language_lists_the_languages(self) -> None:
        with pytest.raises(ValueError, match=r"'tlh'.*\ben\b"):
            Fixer(language="tlh")

    def test_a_pattern_must_be_one(self) -> None:
        with pytest.raises(ValueError, match=r"protect: '\(' is not a regular expression"):
            Fixer(protect=["("])

    @pytest.mark.parametrize("protect", [3, [3], [(1, 2, 3)], ["ab"], [(0.0, 1.0)], None])
    def test_spans_must_be_pairs(self, protect: Any) -> None:
        with pytest.raises(TypeError, match="protect must be a collection of pairs of offsets"):
            Fixer(**CLEAN).explain("text", protect=protect)

    @pytest.mark.parametrize("span", [(-1, 2), (3, 9), (3, 2)])
    def test_spans_must_lie_in_the_text(self, span: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match=f"protect: {span[0]}:{span[1]} is no span of a text of 4 code points"):
            Fixer(**CLEAN).explain("text", protect=[span])

    @pytest.mark.parametrize("texts", ["one text", b"bytes", 3, None])
    def test_pipe_takes_many_texts(self, texts: Any) -> None:
        with pytest.raises(TypeError, match="texts must be an iterable of str"):
            Fixer().pipe(texts)

    def test_pipe_says_that_workers_is_a_number(self) -> None:
        with pytest.raises(TypeError, match="workers must be an int, not str"):
            Fixer().pipe([], workers="2")  # type: ignore[arg-type]

    @pytest.mark.parametrize("name, value, least", [("workers", -1, 0), ("chunk", 0, 1), ("chunk", -64, 1)])
    def test_pipe_says_which_numbers_there_can_be(self, name: str, value: int, least: int) -> None:
        with pytest.raises(ValueError, match=f"{name} must be {least} or more, not {value}"):
            Fixer().pipe(["a text"], **{"workers": 2, name: value})

    @pytest.mark.parametrize("workers", [1, 2])
    @pytest.mark.parametrize("kind", [list, iter])
    def test_pipe_names_what_is_not_a_text(self, kind: Any, workers: int) -> None:
        with pytest.raises(TypeError, match=r"texts\[3\] must be a str, not int"):
            list(Fixer().pipe(kind(["fine", "fine", "fine", 3]), workers, chunk=2))

    def test_a_rule_must_yield_edits(self) -> None:
        with pytest.raises(TypeError, match="rule 'broken' must yield edits or notices, not str"):
            Fixer(**CLEAN, rules=[broken])("text")

    def test_only_a_stage_joins_a_fixer(self) -> None:
        with pytest.raises(TypeError, match="unsupported operand"):
            Fixer() | "stage"  # type: ignore[operator]


class TestValue:
    def test_nothing_of_it_can_be_changed(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            Fixer().level = "bold"  # type: ignore[misc]
        corrections = {"teh": "the"}
        fixer = Fixer(select=(), corrections=corrections)
        corrections["teh"] = "them"
        assert fixer("teh end") == "the end"
        with pytest.raises(TypeError):
            fixer.corrections["teh"] = "them"  # type: ignore[index]

    def test_equal_options_make_equal_fixers(self) -> None:
        assert Fixer(words=["b", "a"]) == Fixer(words=["a", "b", "a"])
        one = Fixer(words={"b", "a", "c"}, select=["typo"], corrections={"teh": "the"})
        other = Fixer(words=["a", "b", "c"], select=("typo",), corrections={"teh": "the"})
        assert one == other
        assert hash(one) == hash(other)
        assert one != Fixer()

    def test_a_collection_that_is_used_up_is_kept(self) -> None:
        fixer = Fixer(select=(name for name in ["typo"]), words=iter(["a"]))
        assert (fixer.select, fixer.words) == (("typo",), ("a",))

    def test_it_pickles(self) -> None:
        corrections = {"teh": "the"}
        fixer = Fixer(
            level=0.7,
            corrections=corrections,
            protect=[re.compile("a.b")],
            rules=[double_dash],
            stages=[Stage((long_line,))],
        )
        fixer("a text, so that it has done something before")
        copy = pickle.loads(pickle.dumps(fixer))
        assert copy == fixer
        assert copy("one--two") == fixer("one--two")

    def test_the_functions_take_the_same_options(self) -> None:
        options: dict[str, Any] = {**CLEAN, "rules": [double_dash]}
        assert textfix.fix("one--two", **options) == "one—two"
        assert textfix.explain("one--two", **options) == Fixer(**options).explain("one--two")

    def test_it_tells_its_versions(self) -> None:
        assert set(Fixer().versions) == {"textfix", "model"}
        assert Fixer().versions["textfix"] == textfix.__version__
        assert textfix.explain("text").versions == Fixer().versions

    def test_a_subclass_of_str_is_text(self) -> None:
        class Text(str):
            __slots__ = ()

        text = Text("one--two")
        assert Fixer(**CLEAN, rules=[double_dash])(text) == "one—two"
        assert Fixer(**CLEAN)(text) is text


class TestSelection:
    def test_the_default_is_every_rule_that_acts_unasked(self) -> None:
        assert select_rules() == {name for name, rule in RULES.items() if rule.default}

    def test_families_and_rules_add_up_and_take_away(self) -> None:
        assert select_rules(["spaces"], ["typo"], ["extra-space"]) == {
            "letterspacing",
            "missing-space",
            "punctuation-space",
            "typo",
        }

    def test_ignore_wins(self) -> None:
        assert select_rules(["typo"], ["typo"], ["spelling"]) == frozenset()

    def test_an_empty_selection_is_none(self) -> None:
        assert select_rules([]) == frozenset()

    @pytest.mark.parametrize("info", RULES.values(), ids=RULES.keys())
    def test_every_rule_repairs_its_own_example(self, info: Any) -> None:
        damaged, right = info.example
        assert textfix.fix(damaged, select=[info.name], level="bold") == right
        assert textfix.fix(right) == right


class TestOptions:
    @pytest.mark.parametrize(
        "wrong, right, text, expected",
        [
            # the same letters to a search in any case, though not in lower case
            ("seperate", "separate", "\u017feperate", "separate"),
            ("indeks", "index", "\u0130ndeks", "Index"),
            # as in the table, as it is
            ("C++", "Cpp", "C++ and c++", "Cpp and Cpp"),
            ("Iphone", "iPhone", "An Iphone, an IPHONE", "An iPhone, an IPHONE"),
            # one letter tells of no case
            ("c+", "see", "C+", "See"),
            ("teh", "", "end teh", "end "),
        ],
    )
    def test_corrections_heed_case(self, wrong: str, right: str, text: str, expected: str) -> None:
        assert Fixer(select=(), corrections={wrong: right})(text) == expected

    def test_of_two_corrections_that_differ_in_case_each_is_for_its_own(self) -> None:
        fixer = Fixer(select=(), corrections={"us": "we", "US": "U.S."})
        assert fixer("us in the US") == "we in the U.S."

    def test_corrections_are_made_in_the_case_of_the_text(self) -> None:
        fixer = Fixer(select=(), corrections={"teh": "the", "adress": "address"})
        assert fixer("Teh adress, TEH end; tehran") == "The address, THE end; tehran"

    @pytest.mark.parametrize("right", ["tech", "tehh", "Kubernetez", "tehn"])
    @pytest.mark.parametrize("level", ["careful", "bold", 1.0])
    def test_corrections_win_against_all_that_textfix_thinks(self, right: str, level: str | float) -> None:
        fixer = Fixer(level=level, corrections={"teh": right})
        assert fixer("He went to teh house of his father.") == f"He went to {right} house of his father."
        assert fixer(f"He went to {right} house of his father.") == f"He went to {right} house of his father."

    def test_corrections_win_where_something_hid_their_word(self) -> None:
        assert Fixer(corrections={"teh": "tech"})("in the te\u200bh house") == "in the tech house"

    def test_a_wrong_word_that_was_asked_for_stays(self) -> None:
        text = "It was for the {} time since the war."
        assert textfix.fix(text.format("fist")) == text.format("first")
        assert Fixer(corrections={"frist": "fist"})(text.format("frist")) == text.format("fist")
        assert Fixer(corrections={"fist": "fist"})(text.format("fist")) == text.format("fist")

    def test_what_belongs_there_is_judged_elsewhere_as_ever(self) -> None:
        fixer = Fixer(corrections={"frist": "fist"})
        assert fixer("It was for the fist time since the war.") == "It was for the first time since the war."

    def test_a_word_that_is_corrected_to_itself_is_left_alone(self) -> None:
        assert Fixer(corrections={"teh": "teh"})("Teh house of teh father") == "Teh house of teh father"

    def test_protected_patterns_are_left(self) -> None:
        fixer = Fixer(select=(), corrections={"teh": "the"}, protect=["<teh>", re.compile("TEH x")])
        assert fixer("teh <teh> teh TEH x") == "the <teh> the TEH x"

    def test_protected_spans_are_left(self) -> None:
        fixer = Fixer(select=(), corrections={"teh": "the"})
        assert fixer.explain("teh teh teh", protect=[(4, 7)]).text == "the teh the"

    def test_spans_count_from_the_start_of_the_text_not_of_the_section(self) -> None:
        paragraph = "word " * 60_000 + "\n\n"
        text = paragraph + "teh teh"
        fixer = Fixer(select=(), corrections={"teh": "the"})
        start = len(paragraph)
        assert fixer.explain(text, protect=[(start, start + 3)]).text == paragraph + "teh the"

    def test_words_of_the_caller_are_right(self) -> None:
        text = "We recieve the post."
        assert textfix.fix(text) == "We receive the post."
        assert textfix.fix(text, words=["recieve"]) == text

    @pytest.mark.parametrize(
        "word", ["co-recieve", "CO-Recieve", "recieve.io", "lib2recieve", "recieve  thier", "o’recieve"]
    )
    def test_words_of_the_caller_may_be_more_than_letters(self, word: str) -> None:
        text = f"They have the {word.lower().replace('  ', ' ')} and the adress of the house."
        assert textfix.fix(text, words=[word]) == text.replace("adress", "address")

    def test_words_of_the_caller_are_right_in_a_badly_damaged_text_too(self) -> None:
        text = (
            "They will recieve the co-recieve letters. It was an enviroment variabel of teh kind, pub1ished last year."
        )
        assert "recieve the co-recieve" in textfix.fix(text, words=["recieve"])
        assert "receive the co-receive" in textfix.fix(text)

    def test_a_right_word_may_have_been_written_twice(self) -> None:
        assert textfix.fix("It was the end of the the house.", words=["the"]) == "It was the end of the house."

    def test_a_rule_can_be_ignored(self) -> None:
        text = "We recieve the post."
        assert textfix.fix(text, ignore=["typo"]) == textfix.fix(text, ignore=["spelling"]) == text


class TestReading:
    """How the engine is told to read a text: for damaged or not, and whether letters may change."""

    @pytest.fixture
    def told(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def find(model: Any, page: Page, words: frozenset[str], **options: Any) -> Iterable[Any]:
            calls.append({"expect_damage": page.expect_damage, **options})
            return []

        monkeypatch.setattr("textfix.rules.words.find", find)
        return calls

    @pytest.mark.parametrize(
        ("level", "expected"),
        [("careful", False), ("balanced", True), ("bold", True), (0.0, False), (0.35, False), (1, False)],
    )
    def test_some_levels_expect_damage(self, level: Any, expected: bool, told: list[dict[str, Any]]) -> None:
        Fixer(level=level).explain("in the end")
        assert told
        assert {options["expect_damage"] for options in told} == {expected}

    def test_every_name_of_a_level_says_whether_it_expects_damage(self) -> None:
        assert {name: level.expects_damage for name, level in LEVELS.items()} == {
            "careful": False,
            "balanced": True,
            "bold": True,
        }

    @pytest.mark.parametrize(
        ("select", "expected"),
        [
            (None, True),
            (["spaces"], False),
            (["missing-space", "punctuation-space"], False),
            (["typo"], True),
            (["wrong-word", "spaces"], True),
        ],
    )
    def test_letters_may_change_where_a_rule_that_changes_them_is_on(
        self, select: Any, expected: bool, told: list[dict[str, Any]]
    ) -> None:
        Fixer(select=select).explain("in the end")
        assert told
        assert {options["letters"] for options in told} == {expected}

    def test_a_text_is_read_in_another_way_where_damage_is_expected(self) -> None:
        """The same least confidence: what makes the difference is how the text is read."""
        text = "We want to go tot he house."
        level = dataclasses.replace(LEVELS["bold"], expects_damage=False)
        with mock.patch.dict(LEVELS, {"bold": level}):
            shy = {(edit.start, edit.confidence) for edit in Fixer(level="bold").explain(text).edits}
        assert {(edit.start, edit.confidence) for edit in Fixer(level="bold").explain(text).edits} != shy

    @pytest.mark.parametrize("level", ["balanced", "bold"])
    def test_spaces_of_a_date_are_repaired(self, level: str) -> None:
        assert Fixer(level=level)("They met on 12March 2014 in Rome.") == "They met on 12 March 2014 in Rome."


class TestOwnRules:
    def test_a_pattern_is_a_rule(self) -> None:
        result = Fixer(**CLEAN, rules=[double_dash]).explain("one--two, three--four")
        assert result.text == "one—two, three—four"
        assert [(e.rule, e.reason) for e in result.edits] == [("double-dash", "Two hyphens between words.")] * 2

    def test_a_pattern_may_leave_a_match_alone(self) -> None:
        assert Fixer(**CLEAN, rules=[even])("odd odd") == "odd even"

    def test_a_function_is_a_rule(self) -> None:
        result = Fixer(**CLEAN, rules=[long_line]).explain("short\nbut this line is too long\n")
        assert [(n.start, n.end, n.rule) for n in result.notices] == [(6, 31, "long-line")]
        assert result.text is result.source

    def test_a_rule_describes_itself(self) -> None:
        assert (double_dash.name, double_dash.family, double_dash.summary, double_dash.names) == (
            "double-dash",
            "style",
            "Two hyphens between words.",
            ("double-dash",),
        )

    def test_a_rule_is_a_value(self) -> None:
        assert pickle.loads(pickle.dumps(double_dash)) is double_dash
        assert double_dash == double_dash
        assert double_dash != long_line

    def test_a_stage_of_ones_own_sees_what_the_rules_made(self) -> None:
        fixer = Fixer(select=(), corrections={"teh": "x--y"}) | Stage((double_dash,))
        assert fixer("a teh b") == "a x—y b"
        assert [edit.rule for edit in fixer.explain("a teh b").edits] == ["double-dash"]

    def test_joining_makes_a_new_fixer(self) -> None:
        fixer = Fixer(**CLEAN)
        joined = fixer | Stage((double_dash,)) | Stage((even,))
        assert fixer.stages == ()
        assert joined.stages == (Stage((double_dash,)), Stage((even,)))

    def test_the_level_holds_for_rules_of_ones_own(self) -> None:
        unsure = textfix.rule("unsure", family="style", pattern="a", confidence=0.7)(lambda match: "b")
        assert Fixer(**CLEAN, rules=[unsure])("a") == "a"
        assert Fixer(**CLEAN, rules=[unsure], level=0.7)("a") == "b"

    def test_any_class_with_names_and_find_is_a_rule(self) -> None:
        @dataclasses.dataclass(frozen=True)
        class Shouting:
            names: tuple[str, ...] = ("shouting",)

            def find(self, page: Page) -> Iterable[Edit]:
                for match in re.finditer("!!+", page.text):
                    yield Edit.of("shouting", *match.span(), "!", 0.99, "one mark is enough")

        assert Fixer(**CLEAN, rules=[Shouting()])("No!!! Yes!") == "No! Yes!"


TEXTS = [f"text {number}: one--two and teh odd one" for number in range(150)]
FIXER = Fixer(select=(), corrections={"teh": "the"}, rules=[double_dash])
EXPECTED = [text.replace("--", "—").replace("teh", "the") for text in TEXTS]


class TestManyTexts:
    @pytest.mark.parametrize("workers", [0, 1, 2])
    def test_pipe_keeps_the_order(self, workers: int) -> None:
        assert list(FIXER.pipe(TEXTS, workers=workers, chunk=16)) == EXPECTED

    def test_pipe_of_nothing_is_nothing(self) -> None:
        assert list(FIXER.pipe([], workers=2)) == []

    def test_pipe_reads_ahead_only_a_little(self) -> None:
        read = 0

        def endless() -> Iterable[str]:
            nonlocal read
            while True:
                read += 1
                yield "one--two"

        first = next(iter(FIXER.pipe(endless(), workers=2, chunk=4)))
        assert first == "one—two"
        assert read <= 2 * 2 * 4

    def test_threads_may_share_a_fixer(self) -> None:
        fixer = pickle.loads(pickle.dumps(FIXER))  # fresh, so that the threads race to build its pipeline
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(fixer, TEXTS)) == EXPECTED


def test_a_file_is_repaired_in_place(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"one--two\r\n")
    result = FIXER.file(path)
    assert path.read_bytes().decode() == "one—two\r\n"
    assert [edit.rule for edit in result.edits] == ["double-dash"]
    assert FIXER.file(path).edits == ()


def test_the_public_names_are_listed_before_they_are_imported() -> None:
    code = "import sys, textfix; print(dir(textfix), 'textfix.fixer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{sorted([*textfix.__all__, '__version__'])} False\n"


def test_a_compiled_core_that_hides_a_newer_source_is_found(tmp_path: Path) -> None:
    import importlib.machinery
    import os

    from conftest import core, stale

    source = tmp_path / "decode.py"
    form = source.with_name("decode" + importlib.machinery.EXTENSION_SUFFIXES[0])
    source.touch()
    assert core(tmp_path) == "interpreted"
    form.touch()
    os.utime(source, (1, 1))
    assert (stale(tmp_path), core(tmp_path)) == ([], "compiled (decode)")
    os.utime(form, (0, 0))
    assert stale(tmp_path) == [form]


def test_a_quotation_mark_of_unknown_direction_does_not_cost_the_other_repairs() -> None:
    result = textfix.explain(
        "He wrote many papersin the 'Weekly Journal.'He was an old man, and left it to them.",
        level="balanced",
        select=["spaces"],
    )
    assert not result.notices
    assert result.text.startswith("He wrote many papers in the 'Weekly Journal.'")
