"""The laws of the whole, on damaged English and on anything at all, for every rule and for arbitrary rules."""

from __future__ import annotations

import dataclasses
import functools
import pickle
import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st
from strategies import (
    Replacing,
    clean_text,
    copied,
    damaged_text,
    naively_applied,
    pipelines,
    short_texts,
    spans,
    survives,
    texts,
    untouched,
)

from textfix.edits import Edit, Result, apply, compose, groups
from textfix.fixer import Fixer
from textfix.levels import LEVELS, level_of
from textfix.pipeline import Page, Pipeline, Stage
from textfix.rules import FAMILIES, RULES
from textfix.sections import sections, sections_of

some = settings(max_examples=max(10, settings.default.max_examples // 2))
"""For laws that run the engine several times for an example."""

LEVEL = st.one_of(st.sampled_from(sorted(LEVELS)), st.sampled_from([0.0, 0.3, 0.8, 0.99, 1.0]))
NAMES = st.sampled_from([*FAMILIES, *RULES])


FIRST_FIVE = "^.{5}"
"""A pattern that counts characters, the carriage return of a line end among them."""


def fixers() -> st.SearchStrategy[Fixer]:
    """The default, more often than not; else any level, any rules and any words."""
    odd = st.builds(
        Fixer,
        level=LEVEL,
        select=st.one_of(st.none(), st.lists(NAMES, min_size=1, max_size=3)),
        ignore=st.one_of(st.just(()), st.lists(NAMES, max_size=2)),
        words=st.sampled_from([(), ("Yakubayev", "teh")]),
        corrections=st.sampled_from([{}, {"teh": "the"}, {"recieve": "receive", "London": "Ankara"}]),
        protect=st.sampled_from([(), (r"\bthe\b",), (r"teh\w*", FIRST_FIVE)]),
    )
    return st.one_of(st.just(Fixer()), st.sampled_from([Fixer(level="bold")]), odd)


def arbitrary_fixer(pipeline: Pipeline) -> Fixer:
    """A fixer with no rules but those of the pipeline."""
    return Fixer(level=0.5, select=(), stages=pipeline.stages)


def settle(pipeline: Pipeline, page: Page) -> Result:
    edits, notices = pipeline.settle(page, level_of(0.5))
    return Result(page.text, edits, notices)


def check_edits(result: Result, threshold: float) -> None:
    """Replay, undo, untouched and canonical form, for any result."""
    assert result.text == naively_applied(result.source, result.edits)
    assert result.undo() == result.source
    assert result.apply(lambda edit: True) == result.text
    assert result.apply(lambda edit: False) == result.source
    for there, here, length in copied(result.source, result.edits):
        assert result.source[there : there + length] == result.text[here : here + length]
    for edit in result.edits:
        assert edit.original == result.source[edit.start : edit.end] != edit.text
        assert edit.causes
        assert edit.confidence >= threshold
        assert all(cause.reason for cause in edit.causes)
    numbers = list(dict.fromkeys(edit.group for edit in result.edits))
    assert numbers == list(range(len(numbers)))


@given(fixers(), texts())
def test_replay_undo_and_untouched(fixer: Fixer, text: str) -> None:
    result = fixer.explain(text)
    check_edits(result, 0.0 if fixer.level == 0 else 1e-9)
    assert fixer(text) == result.text
    assert all(0 <= notice.start <= notice.end <= len(text) for notice in result.notices)


@given(fixers(), clean_text() | texts())
def test_in_what_passes_at_a_glance_there_is_nothing_to_repair(fixer: Fixer, text: str) -> None:
    passes = not level_of(fixer.level).expects_damage and fixer.pipeline.passes(text)
    event(f"passes: {passes}")
    if passes:
        result = fixer.explain(text)
        assert (result.edits, result.notices) == ((), ())


@given(st.data())
def test_replay_undo_and_untouched_for_any_rules(data: st.DataObject) -> None:
    text = data.draw(texts())
    check_edits(settle(data.draw(pipelines(text)), Page(text)), 0.5)


@given(st.data())
def test_any_part_of_a_repair_is_one(data: st.DataObject) -> None:
    text = data.draw(damaged_text())
    result = Fixer(level="bold").explain(text)
    whole = list(groups(result.edits))
    kept = {id(edit) for group in whole if data.draw(st.booleans()) for edit in group}
    expected = [edit for edit in result.edits if id(edit) in kept]
    assert result.apply(lambda edit: id(edit) in kept) == naively_applied(text, expected)


def unstable(result: Result) -> bool:
    found = any(notice.rule == "unstable" for notice in result.notices)
    event(f"unstable: {found}")
    return found


@some
@given(fixers(), texts())
def test_what_is_repaired_stays_as_it_is(fixer: Fixer, text: str) -> None:
    result = fixer.explain(text)
    if unstable(result):
        assert result.text is result.source
    assert fixer(result.text) is result.text


@given(st.data())
def test_what_is_repaired_stays_as_it_is_for_any_rules(data: st.DataObject) -> None:
    text = data.draw(short_texts())
    pipeline = data.draw(pipelines(text))
    result = settle(pipeline, Page(text))
    if unstable(result):
        assert result.edits == ()
    else:
        again, _ = pipeline.once(Page(result.text), level_of(0.5))
        assert again == ()


@given(damaged_text())
@example("The. D\x00eadbeefcafe1234. ")  # what is left of the hash is one too
def test_the_default_rules_reach_a_fixed_point(text: str) -> None:
    assert not unstable(Fixer().explain(text))


@some
@given(st.data())
def test_the_callers_spans_come_out_as_they_went_in(data: st.DataObject) -> None:
    text = data.draw(texts())
    fixer = data.draw(fixers())
    protected = data.draw(spans(text))
    result = fixer.explain(text, protect=protected)
    assert all(survives(text, result.edits, start, end) for start, end in protected)


@given(st.data())
def test_the_callers_spans_come_out_as_they_went_in_for_any_rules(data: st.DataObject) -> None:
    text = data.draw(short_texts())
    protected = data.draw(spans(text))
    result = settle(data.draw(pipelines(text)), Page(text, spans=protected))
    assert all(survives(text, result.edits, start, end) for start, end in protected)


PATTERN = re.compile(r"\bt\w*|[^a-z ]+|e.")


@given(st.data())
def test_the_callers_patterns_come_out_as_they_went_in(data: st.DataObject) -> None:
    text = data.draw(texts())
    fixer = Fixer(level=0.0, protect=[PATTERN])
    result = data.draw(st.sampled_from([fixer, dataclasses.replace(fixer, level="bold")])).explain(text)
    assert all(survives(text, result.edits, *match.span()) for match in PATTERN.finditer(text))


@given(st.data())
def test_the_callers_patterns_come_out_as_they_went_in_for_any_rules(data: st.DataObject) -> None:
    text = data.draw(short_texts())
    result = settle(data.draw(pipelines(text)), Page(text, patterns=(PATTERN,)))
    assert all(survives(text, result.edits, *match.span()) for match in PATTERN.finditer(text))


HARD = (
    "https://example.org/teh_a/recieve?b=thier&c=d#wich",
    "http://teh.example.com",
    "teh.cat@example.com",
    "`git comit -m teh`",
)


@some
@given(damaged_text(), st.sampled_from(HARD), damaged_text(), fixers())
def test_addresses_and_code_come_out_as_they_went_in(before: str, hard: str, after: str, fixer: Fixer) -> None:
    # White space around it: what is glued to an address is part of it.
    start = len(before) + 1
    text = f"{before} {hard} {after}"
    # An open backtick before it would make code of something else.
    if "`" not in before + after:
        assert survives(text, fixer.explain(text).edits, start, start + len(hard))


FIGURES = ("12 March 2014", "$2.5 billion", "3.5 GHz", "at 12:30 on 2014-03-12", "5 p.m.", "1,000,000", "20th 12%")


def changes_letters(edit: Edit) -> bool:
    return bool((edit.original + edit.text).strip())


@some
@given(damaged_text(), st.sampled_from(FIGURES), damaged_text(), fixers())
def test_figures_lose_and_gain_nothing_but_spaces(before: str, figure: str, after: str, fixer: Fixer) -> None:
    start, end = len(before) + 1, len(before) + 1 + len(figure)
    eager = dataclasses.replace(fixer, corrections={"March": "Marsh", "billion": "million", "GHz": "MHz"})
    edits = eager.explain(f"{before} {figure} {after}").edits
    assert not any(changes_letters(edit) for edit in edits if edit.start < end and edit.end > start)


@given(st.data())
def test_figures_lose_and_gain_nothing_but_spaces_for_any_rules(data: st.DataObject) -> None:
    # One stage: what a figure is may depend on what stands beside it, and a stage before may have changed that.
    text = data.draw(st.lists(st.sampled_from([*FIGURES, " ", "th", "a", "e", "\n"]), max_size=9).map("".join))
    pipeline = data.draw(pipelines(text))
    page = Page(text)
    edits, _ = Pipeline(pipeline.stages[:1]).once(page, level_of(0.5))
    for start, end in page.protection.figures:
        assert not any(changes_letters(edit) for edit in edits if edit.start < end and edit.end > start)


@contextmanager
def small_sections(least: int, most: int) -> Iterator[None]:
    """Sections of a few words, so that a short text has several."""
    small = {each.__name__: functools.partial(each, least=least, most=most) for each in (sections, sections_of)}
    with mock.patch.multiple("textfix.fixer", **small):
        yield


LEAST = st.integers(1, 60)


@some
@given(st.data(), LEAST)
def test_a_text_is_repaired_section_by_section(data: st.DataObject, least: int) -> None:
    text = "\n\n".join(data.draw(st.lists(damaged_text(), min_size=1, max_size=3)))
    fixer = Fixer(level="bold")
    with small_sections(least, 3 * least):
        whole = fixer.explain(text)
    parts = list(sections([text], least, 3 * least))
    assert whole.text == "".join(map(fixer, parts))
    check_edits(whole, LEVELS["bold"].default)


@given(st.data(), LEAST)
def test_equal_sections_get_equal_edits_for_any_rules(data: st.DataObject, least: int) -> None:
    text = data.draw(damaged_text())
    fixer = arbitrary_fixer(data.draw(pipelines(text)))
    doubled = text + "\n\n" + text
    with small_sections(least, 3 * least):
        result = fixer.explain(doubled)
    parts = list(sections([doubled], least, 3 * least))
    alone = list(map(fixer.explain, parts))
    assert result.text == "".join(part.text for part in alone)
    assert len(list(groups(result.edits))) == sum(len(list(groups(part.edits))) for part in alone)
    check_edits(result, 0.5)


@given(st.data(), LEAST)
def test_spans_are_kept_across_sections(data: st.DataObject, least: int) -> None:
    # Without white space: what is protected may not be glued to what follows, so a space between may have to stay.
    text = data.draw(st.text("abc", max_size=99))
    protected = data.draw(spans(text))
    every_character = Stage((Replacing("every", "(?s).", "", 0.9, together=False),))
    with small_sections(least, 3 * least):
        result = arbitrary_fixer(Pipeline((every_character,))).explain(text, protect=protected)
    inside = {offset for start, end in protected for offset in range(start, end)}
    assert result.text == "".join(text[offset] for offset in sorted(inside))


@given(texts())
def test_offsets_map_there_and_back(text: str) -> None:
    result = Fixer(level="bold").explain(text)
    alignment = result.alignment
    for there, here, length in copied(text, result.edits):
        for step in range(1, length):
            assert alignment.to_target(there + step) == here + step
            assert alignment.to_source(here + step) == there + step
    forward = [alignment.to_target(offset) for offset in range(len(text) + 1)]
    backward = [alignment.to_source(offset) for offset in range(len(result.text) + 1)]
    assert forward == sorted(forward)
    assert backward == sorted(backward)


@given(st.data())
def test_repairs_one_after_another_compose(data: st.DataObject) -> None:
    text = data.draw(damaged_text())
    first = Fixer(level="bold").explain(text)
    second = settle(data.draw(pipelines(first.text)), Page(first.text))
    both = Result(text, compose(text, first.edits, second.edits))
    check_edits(both, 0.0)
    assert both.text == second.text
    stages = first.alignment.then(second.alignment)
    for offset in untouched(text, first.edits):
        if first.alignment.to_target(offset) in untouched(first.text, second.edits):
            assert both.alignment.to_target(offset) == stages.to_target(offset)


@given(texts())
def test_without_rules_nothing_changes(text: str) -> None:
    none = Fixer(select=())
    assert none(text) is text
    assert none.explain(text) == Result(text, versions=none.versions)
    assert Pipeline().settle(Page(text), level_of(0.5)) == ((), ())


def on_windows(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)


CODE = "    teh = recieve(adress);"
LINE = st.sampled_from(["architec-", "ture", CODE, "It was the end.", "teh", "it was", ""])


@some
@example(Fixer(), "We see that the architec-\nture of the house is old.")
@example(Fixer(level="balanced"), f"Run this:\n\n{CODE}\n{CODE}\n\nThen go on.")
@example(Fixer(level="bold"), f"architec-\n\n{CODE}\nIs. ")
@example(Fixer(), "T he\nthe was the and almost asyncio.run... The the the without http://www.example.com. ")
@given(fixers(), st.lists(st.one_of(LINE, damaged_text()), max_size=6).map("\n".join))
def test_the_line_ends_of_windows_make_no_difference(fixer: Fixer, text: str) -> None:
    assume(FIRST_FIVE not in fixer.protect)  # it protects the first line of `ture\r\n`, and nothing of `ture\n`
    text = text.replace("\r\n", "\n")
    assert fixer(on_windows(text)) == on_windows(fixer(text))


@given(fixers(), texts())
def test_what_needs_no_repair_is_the_same_object(fixer: Fixer, text: str) -> None:
    result = fixer.explain(text)
    if not result.edits:
        assert fixer(text) is text
        assert result.text is text


@given(fixers(), texts())
def test_a_rule_that_is_off_makes_no_edit(fixer: Fixer, text: str) -> None:
    names = {name for rule in fixer.pipeline.rules for name in rule.names}
    assert {cause.rule for edit in fixer.explain(text).edits for cause in edit.causes} <= names


@some
@given(fixers(), texts())
def test_equal_fixers_give_equal_answers(fixer: Fixer, text: str) -> None:
    copy = pickle.loads(pickle.dumps(fixer))
    assert copy == fixer
    assert copy.explain(text) == fixer.explain(text)


@some
@given(damaged_text())
def test_spaces_alone_never_touch_a_letter(text: str) -> None:
    edits = Fixer(level="bold", select=["spaces"]).explain(text).edits
    assert all(not (edit.original + edit.text).strip() for edit in edits)
    assert apply(text, edits).replace(" ", "") == text.replace(" ", "")
