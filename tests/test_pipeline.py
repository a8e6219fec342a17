"""The arbiter, protection between stages, rounds to a fixed point, and what becomes of notices."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Replacing, Scripted, pipelines, proposals, short_texts, survives

from textfix.edits import Edit, Notice, apply, groups
from textfix.engine.prefilter import AMPERSAND
from textfix.levels import Level, level_of
from textfix.pipeline import ROUNDS, GlancingRule, Page, Pipeline, Rule, Stage, TriggeredRule, log_odds

HALF = level_of(0.5)


def insertion(at: int, text: str = "x", confidence: float = 0.9, rule: str = "r", group: int | None = None) -> Edit:
    return Edit.of(rule, at, at, text, confidence, "because", group=group)


def replacement(
    start: int, end: int, text: str = "x", confidence: float = 0.9, rule: str = "r", group: int | None = None
) -> Edit:
    return Edit.of(rule, start, end, text, confidence, "because", group=group)


def chosen(text: str, *rules: Sequence[Edit | Notice], level: Level = HALF) -> list[tuple[int, int, str]]:
    stage = Stage(tuple(Scripted(f"rule {n}", text, tuple(each)) for n, each in enumerate(rules)))
    edits, _ = stage.run(Page(text), level)
    return [(edit.start, edit.end, edit.text) for edit in edits]


def weight(group: Sequence[Edit], level: Level) -> float:
    return min(log_odds(e.confidence) - log_odds(level.threshold(e.rule)) for e in group)


def fits(taken: Sequence[Sequence[Edit]]) -> bool:
    """Whether these groups can be made together, each with its whole stretch for itself."""
    stretches = sorted((group[0].start, group[-1].end) for group in taken)
    apart = all(left[1] <= right[0] for left, right in itertools.pairwise(stretches))
    points = [edit.start for group in taken for edit in group if edit.start == edit.end]
    return apart and len(points) == len(set(points))


def best_weight(proposed: Sequence[Edit], level: Level) -> float:
    """The most that any set of groups can weigh, found by looking at every set."""
    ordered = sorted(proposed, key=lambda edit: (edit.start, edit.end))
    candidates = [
        group
        for group in groups(edit for edit in ordered if edit.text != edit.original)
        if fits([[edit] for edit in group]) and all(e.confidence >= level.threshold(e.rule) for e in group)
    ]
    subsets = itertools.product([False, True], repeat=len(candidates))
    sets = ([group for group, taken in zip(candidates, flags, strict=True) if taken] for flags in subsets)
    return max(math.fsum(max(weight(group, level), 1e-6) for group in taken) for taken in sets if fits(taken))


@given(st.data())
def test_the_arbiter_keeps_the_heaviest_set(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    proposed = data.draw(proposals(source))
    edits, _ = Stage((Scripted("script", source, proposed),)).run(Page(source), HALF)
    located = [Edit(e.start, e.end, e.text, e.causes, e.group, source[e.start : e.end]) for e in proposed]
    total = math.fsum(max(weight(group, HALF), 1e-6) for group in groups(edits))
    assert total == pytest.approx(best_weight(located, HALF))
    assert fits(list(groups(edits)))
    apply(source, edits)


@given(st.data())
def test_whole_groups_are_kept_or_left(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    proposed = data.draw(proposals(source))
    edits, _ = Stage((Scripted("script", source, proposed),)).run(Page(source), HALF)
    for group in groups(edits):
        proposed_together = [
            {(e.start, e.end, e.text) for e in each if e.text != source[e.start : e.end]} for each in groups(proposed)
        ]
        assert {(e.start, e.end, e.text) for e in group} in proposed_together


def test_of_two_that_overlap_the_surer_one_stays() -> None:
    assert chosen("abcdef", [replacement(0, 3, "x", 0.8), replacement(2, 5, "y", 0.9)]) == [(2, 5, "y")]


def test_two_may_outweigh_one() -> None:
    proposed = [replacement(0, 6, "z", 0.95), replacement(0, 2, "x", 0.9), replacement(4, 6, "y", 0.9)]
    assert chosen("abcdef", proposed) == [(0, 2, "x"), (4, 6, "y")]


def test_a_tie_goes_to_what_ends_first() -> None:
    assert chosen("abcdef", [replacement(2, 5, "y"), replacement(0, 3, "x")]) == [(0, 3, "x")]


def test_a_tie_at_one_place_goes_to_the_earlier_rule() -> None:
    assert chosen("abc", [replacement(0, 1, "first")], [replacement(0, 1, "second")]) == [(0, 1, "first")]


def test_two_insertions_at_one_point_conflict_and_neighbours_do_not() -> None:
    assert chosen("ab", [insertion(1, "x", 0.8), insertion(1, "y", 0.9)]) == [(1, 1, "y")]
    assert chosen("ab", [insertion(1, "x"), replacement(1, 2, "y"), replacement(0, 1, "z")]) == [
        (0, 1, "z"),
        (1, 1, "x"),
        (1, 2, "y"),
    ]


def test_what_inserts_at_its_end_conflicts_with_an_insertion_there() -> None:
    pair = [replacement(0, 1, confidence=0.9999, group=0), insertion(3, confidence=0.9999, group=0)]
    rivals = [replacement(2, 3, "y", 0.6), insertion(3, "z", 0.6)]
    assert chosen("abcdef", [*pair, *rivals]) == [(0, 1, "x"), (3, 3, "x")]


def test_a_group_claims_the_whole_stretch() -> None:
    pair = [insertion(1, group=0, confidence=0.99), insertion(4, group=0, confidence=0.99)]
    assert chosen("abcdef", [*pair, replacement(2, 3, "y", 0.9)]) == [(1, 1, "x"), (4, 4, "x")]


def test_a_group_that_contradicts_itself_is_left_out() -> None:
    assert chosen("abcd", [replacement(0, 2, "x", group=0), replacement(1, 3, "y", group=0)]) == []


def test_a_group_is_as_sure_as_its_least_sure_edit() -> None:
    pair = [insertion(1, confidence=0.99, group=0), insertion(2, confidence=0.4, group=0)]
    assert chosen("abc", pair) == []


def test_every_cause_must_pass_the_level_of_its_rule() -> None:
    strict = Level("strict", 0.5, {"doubtful": 0.95})
    assert chosen("abc", [insertion(1, confidence=0.9, rule="doubtful")], level=strict) == []
    assert chosen("abc", [insertion(1, confidence=0.9, rule="other")], level=strict) == [(1, 1, "x")]


def test_what_lies_exactly_at_the_threshold_passes() -> None:
    assert chosen("abc", [insertion(1, confidence=0.5)]) == [(1, 1, "x")]


def test_an_edit_that_changes_nothing_is_none() -> None:
    assert chosen("abc", [replacement(0, 1, "a"), insertion(1, "")]) == []


@pytest.mark.parametrize("span", [(-1, 0), (2, 9), (3, 2)])
def test_an_edit_outside_the_text_is_a_mistake_of_its_rule(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="rule 'r' proposes an edit of"):
        chosen("abcde", [replacement(*span)])


def test_protected_groups_are_left_out_whole() -> None:
    pair = (insertion(1, group=0), insertion(6, group=0))
    page = Page("abcdefgh", spans=((5, 7),))
    assert Stage((Scripted("r", page.text, pair),)).run(page, HALF) == ((), ())


@given(st.data())
def test_the_callers_spans_survive_every_stage(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    pipeline = data.draw(pipelines(source))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    edits, _ = pipeline.once(Page(source, spans=((start, end),)), HALF)
    assert survives(source, edits, start, end)


def test_a_span_stays_as_it_is_when_something_is_put_before_it() -> None:
    page = Page("ab", spans=((1, 2),))
    after = page.edited([insertion(1, "xy"), insertion(2, "z")])
    assert (after.text, after.spans) == ("axybz", ((3, 4),))


def replacing(pattern: str, text: str, name: str = "r") -> Replacing:
    return Replacing(name, pattern, text, 0.9, together=False)


def settled(text: str, *stages: Sequence[Replacing]) -> tuple[str, list[str]]:
    pipeline = Pipeline(tuple(Stage(tuple(rules)) for rules in stages))
    edits, notices = pipeline.settle(Page(text), HALF)
    return apply(text, edits), [notice.rule for notice in notices if notice.rule == "unstable"]


def test_a_stage_sees_what_the_one_before_it_made() -> None:
    assert settled("a", [replacing("a", "b")], [replacing("b", "c")]) == ("c", [])


def test_rules_of_one_stage_look_at_the_same_text() -> None:
    stage = Stage((replacing("a", "b"), replacing("b", "c")))
    edits, _ = stage.run(Page("ab"), HALF)
    assert apply("ab", edits) == "bc"


def test_a_text_is_repaired_until_nothing_changes() -> None:
    # Each round makes one step; the last round only sees that nothing is left to do.
    steps = ["a", "b", "c", "d"]
    rules = [replacing(f"^{one}$", other) for one, other in itertools.pairwise(steps)]
    assert len(rules) == ROUNDS - 1
    assert settled("a", rules) == ("d", [])


def test_a_text_that_needs_more_rounds_stays_as_it_is() -> None:
    rules = [replacing(f"^{one}$", other) for one, other in itertools.pairwise("abcde")]
    assert settled("a", rules) == ("a", ["unstable"])


def test_a_text_without_a_fixed_point_stays_as_it_is() -> None:
    assert settled("ab", [replacing("^a", "b"), replacing("^b", "a")]) == ("ab", ["unstable"])


def test_stages_that_undo_each_other_change_nothing() -> None:
    assert settled("a", [replacing("a", "b")], [replacing("b", "a")]) == ("a", [])


def test_what_was_protected_at_first_is_not_lost_in_a_later_stage() -> None:
    # The first stage takes away what made the pattern match, the second would then change what it protects.
    pattern = re.compile(r"(?<=<)keep")
    pipeline = Stage((replacing("<", ""),)) | Stage((replacing("keep", "lose"),))
    edits, notices = pipeline.settle(Page("<keep", patterns=(pattern,)), HALF)
    assert edits == ()
    assert [notice.rule for notice in notices if notice.rule == "unstable"] == ["unstable"]


def test_the_reasons_of_all_rounds_are_kept() -> None:
    edits, _ = Pipeline((Stage((replacing("^a", "b", "one"), replacing("^b", "c", "two"))),)).settle(Page("a"), HALF)
    assert [(e.text, [cause.rule for cause in e.causes]) for e in edits] == [("c", ["one", "two"])]


def test_notices_of_a_later_stage_point_into_the_source() -> None:
    pipeline = Stage((replacing("â€™", "’"),)) | Stage((Scripted("seen", "it’s \ufffd", (Notice(5, 6, "seen", ""),)),))
    _, notices = pipeline.once(Page("itâ€™s \ufffd"), HALF)
    assert [(n.start, n.end) for n in notices if n.rule == "seen"] == [(7, 8)]


@given(st.data())
def test_notices_lie_in_the_source(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    pipeline = data.draw(pipelines(source))
    _, notices = pipeline.settle(Page(source), HALF)
    assert all(0 <= notice.start <= notice.end <= len(source) for notice in notices)


def test_stages_and_pipelines_join() -> None:
    one, two, three = (Stage((replacing(letter, "x"),)) for letter in "abc")
    assert (one | two | three).stages == (one | (two | three)).stages == (one, two, three)
    assert [rule.pattern for rule in (one | two).rules if isinstance(rule, Replacing)] == ["a", "b"]


@pytest.mark.parametrize("probability", [0, 1e-300, 0.5, 1 - 1e-16, 1])
def test_log_odds_are_finite_and_turn_around(probability: float) -> None:
    assert math.isfinite(log_odds(probability))
    assert log_odds(probability) == pytest.approx(-log_odds(1 - probability))


def test_a_rule_by_name_cannot_be_made_where_what_that_asks_for_is_mistyped() -> None:
    class Mistyped(TriggeredRule, GlancingRule):
        names = ("mistyped",)
        trigger = AMPERSAND

        def find(self, page: Page) -> list[Edit]:
            return []

        def pases(self, text: str) -> bool:
            return True

    with pytest.raises(TypeError, match=r"passes.*triggers"):
        Mistyped()


class OfAmpersands:
    """A rule as users write one, that is two kinds of rule by what it has."""

    names = ("of-ampersands",)
    triggers = AMPERSAND

    def find(self, page: Page) -> list[Edit]:
        return [replacement(0, 1)]

    def passes(self, text: str) -> bool:
        return "fine" in text


def test_a_rule_is_of_a_kind_by_what_it_has() -> None:
    rule = OfAmpersands()
    assert isinstance(rule, Rule)
    assert chosen_by(rule, "a&b;") == [(0, 1, "x")]
    assert chosen_by(rule, "ab") == []
    pipeline = Pipeline((Stage((rule,)),))
    assert [pipeline.passes(text) for text in ("ab", "a&b;", "a&b; is fine")] == [True, False, True]


def chosen_by(rule: Rule, text: str) -> list[tuple[int, int, str]]:
    edits, _ = Pipeline((Stage((rule,)),)).once(Page(text), HALF)
    return [(edit.start, edit.end, edit.text) for edit in edits]
