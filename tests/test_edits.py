"""The algebra of edits, on any text and any edits."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import canonical_edits, copied, naively_applied, short_texts, untouched

from textfix.edits import Alignment, Cause, Edit, Result, apply, compose, groups, inverse, regroup, shift


def edit(start: int, end: int, text: str, original: str = "", group: int | None = None, rule: str = "r") -> Edit:
    return Edit.of(rule, start, end, text, 0.9, "because", group=group, original=original)


@given(st.data())
def test_apply_gives_what_the_obvious_way_gives(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    edits = data.draw(canonical_edits(source))
    assert apply(source, edits) == naively_applied(source, edits)


def test_apply_without_edits_is_the_same_object() -> None:
    source = "as it was"
    assert apply(source, ()) is source


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([edit(2, 9, "")], "lies outside a text of 5 code points"),
        ([edit(-1, 0, "")], "lies outside"),
        ([edit(3, 2, "")], "lies outside"),
        ([edit(0, 2, "", "ab"), edit(1, 3, "", "bc")], "conflicts with"),
        ([edit(2, 2, "x"), edit(2, 2, "y")], "conflicts with"),
        ([edit(3, 4, "", "d"), edit(0, 1, "", "a")], "conflicts with"),
        ([edit(0, 2, "", "xx")], "'ab' stands there"),
    ],
)
def test_apply_refuses_what_does_not_fit(edits: list[Edit], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply("abcde", edits)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([edit(1, 1, "X"), edit(1, 2, "Y", "b")], "aXYc"),
        ([edit(0, 1, "Y", "a"), edit(1, 1, "X")], "YXbc"),
        ([edit(0, 1, "", "a"), edit(1, 2, "", "b")], "c"),
    ],
)
def test_edits_may_touch(edits: list[Edit], expected: str) -> None:
    assert apply("abc", edits) == expected
    assert apply(expected, inverse(edits)) == "abc"


@given(st.data())
def test_the_inverse_takes_everything_back(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    edits = data.draw(canonical_edits(source))
    repaired = apply(source, edits)
    back = inverse(edits)
    assert apply(repaired, back) == source
    assert apply(source, inverse(back)) == repaired
    assert {cause for e in back for cause in e.causes} == {cause for e in edits for cause in e.causes}


def _united(edits: tuple[Edit, ...]) -> bool:
    """Whether the groups are numbered 0, 1, 2 … in order of appearance."""
    seen = list(dict.fromkeys(edit.group for edit in edits))
    return seen == list(range(len(seen)))


@given(st.data())
def test_composed_edits_do_what_both_would(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = data.draw(canonical_edits(source))
    middle = apply(source, first)
    second = data.draw(canonical_edits(middle))
    both = compose(source, first, second)
    assert apply(source, both) == apply(middle, second)
    assert all(edit.text != edit.original for edit in both)
    assert _united(both)


@given(st.data())
def test_composed_edits_keep_their_causes(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = tuple(_caused(data.draw(canonical_edits(source)), "first"))
    second = tuple(_caused(data.draw(canonical_edits(apply(source, first))), "second"))
    both = compose(source, first, second)
    kept = [cause.rule for edit in both for cause in edit.causes]
    assert len(kept) == len(set(kept))
    undone = set(_all_causes((*first, *second))) - set(kept)
    # Only a cluster that puts everything back loses its causes, and such a cluster has causes of both.
    assert not undone or {name.split()[0] for name in undone} == {"first", "second"}
    for each in both:
        assert sorted(each.causes, key=lambda cause: cause.rule.split()[0]) == list(each.causes)


def _caused(edits: tuple[Edit, ...], stage: str) -> list[Edit]:
    """The same edits, each with a cause that names it."""
    return [
        Edit(e.start, e.end, e.text, (Cause(f"{stage} {n}", 0.9, ""),), e.group, e.original)
        for n, e in enumerate(edits)
    ]


def _all_causes(edits: tuple[Edit, ...]) -> list[str]:
    return [cause.rule for edit in edits for cause in edit.causes]


@given(st.data())
def test_composed_groups_stay_together(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = tuple(_caused(data.draw(canonical_edits(source)), "first"))
    second = tuple(_caused(data.draw(canonical_edits(apply(source, first))), "second"))
    both = compose(source, first, second)
    group_of = {cause.rule: edit.group for edit in both for cause in edit.causes}
    for stage in (first, second):
        for members in groups(stage):
            assert len({group_of[name] for name in _all_causes(members) if name in group_of}) <= 1


@given(st.data())
def test_composition_is_associative_in_effect(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = data.draw(canonical_edits(source))
    middle = apply(source, first)
    second = data.draw(canonical_edits(middle))
    late = apply(middle, second)
    third = data.draw(canonical_edits(late))
    left = compose(source, compose(source, first, second), third)
    right = compose(source, first, compose(middle, second, third))
    assert apply(source, left) == apply(source, right) == apply(late, third)


@pytest.mark.parametrize(
    ("source", "first", "second", "expected"),
    [
        # What the first wrote, the second takes away: nothing is left to do.
        ("ab", [edit(1, 1, " ")], [edit(1, 2, "", " ")], []),
        # The second inserts where the first deleted: one replacement, the deletion first.
        ("abc", [edit(1, 2, "", "b")], [edit(1, 1, "x")], [(1, 2, "x")]),
        # Neighbours that do not touch stay two edits.
        ("abcd", [edit(0, 1, "x", "a")], [edit(2, 3, "y", "c")], [(0, 1, "x"), (2, 3, "y")]),
        # One later edit over two earlier ones makes one of all three.
        ("abc", [edit(0, 1, "x", "a"), edit(2, 3, "y", "c")], [edit(0, 3, "z", "xby")], [(0, 3, "z")]),
    ],
)
def test_composition_by_example(
    source: str, first: list[Edit], second: list[Edit], expected: list[tuple[int, int, str]]
) -> None:
    assert [(e.start, e.end, e.text) for e in compose(source, first, second)] == expected


def test_groups_that_meet_in_one_edit_become_one() -> None:
    first = [edit(0, 1, "x", "a", group=0), edit(4, 5, "y", "e", group=0)]
    second = [edit(0, 1, "z", "x", group=0), edit(2, 3, "w", "c", group=0)]
    assert [e.group for e in compose("abcde", first, second)] == [0, 0, 0]


@given(st.data())
def test_offsets_map_there_and_back_outside_edits(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    edits = data.draw(canonical_edits(source))
    alignment, target = Alignment.from_edits(edits), apply(source, edits)
    for there, here, length in copied(source, edits):
        for step in range(length):
            assert source[there + step] == target[here + step]
            # At the very start of a stretch an insertion may stand before it; a place goes before that.
            if step:
                assert alignment.to_target(there + step) == here + step
                assert alignment.to_source(here + step) == there + step
            assert alignment.to_target(there + step + 1) == here + step + 1
            assert alignment.to_source(here + step + 1) == there + step + 1


def test_an_alignment_is_turned_once() -> None:
    alignment = Alignment.from_edits([Edit.of("missing-space", 10, 10, " ", 0.99, "")])
    assert alignment.inverse() is alignment.inverse()
    assert pickle.loads(pickle.dumps(alignment)) == alignment


@given(st.data())
def test_alignment_keeps_order_and_stays_within(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    edits = data.draw(canonical_edits(source))
    alignment, target = Alignment.from_edits(edits), apply(source, edits)
    forward = [alignment.to_target(offset) for offset in range(len(source) + 1)]
    backward = [alignment.to_source(offset) for offset in range(len(target) + 1)]
    assert forward == sorted(forward)
    assert backward == sorted(backward)
    assert forward[0] >= 0
    assert forward[-1] <= len(target)
    assert backward[0] >= 0
    assert backward[-1] <= len(source)


@given(st.data())
def test_alignments_compose(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = data.draw(canonical_edits(source))
    middle = apply(source, first)
    second = data.draw(canonical_edits(middle))
    a, b = Alignment.from_edits(first), Alignment.from_edits(second)
    both = a.then(b)
    for offset in range(len(source) + 1):
        assert both.to_target(offset) == b.to_target(a.to_target(offset))
    for offset in range(len(apply(middle, second)) + 1):
        assert both.to_source(offset) == a.to_source(b.to_source(offset))
        assert both.inverse().to_target(offset) == both.to_source(offset)


@given(st.data())
def test_composed_edits_align_as_the_stages_do(data: st.DataObject) -> None:
    source = data.draw(short_texts())
    first = data.draw(canonical_edits(source))
    middle = apply(source, first)
    second = data.draw(canonical_edits(middle))
    one, other = Alignment.from_edits(first), Alignment.from_edits(second)
    whole = Alignment.from_edits(compose(source, first, second))
    # Where the stages undo each other nothing is left, and a place there maps to itself: it is no part of this.
    for offset in untouched(source, first):
        if one.to_target(offset) in untouched(middle, second):
            assert whole.to_target(offset) == one.then(other).to_target(offset)
            assert whole.to_source(whole.to_target(offset)) == offset


def test_a_place_goes_before_what_is_inserted_there() -> None:
    alignment = Alignment.from_edits([edit(3, 3, "xx")])
    assert [alignment.to_target(offset) for offset in (2, 3, 4)] == [2, 3, 6]
    assert [alignment.to_source(offset) for offset in (3, 4, 5, 6)] == [3, 3, 3, 4]


def test_a_place_within_a_replacement_goes_to_its_start() -> None:
    alignment = Alignment.from_edits([edit(2, 5, "xy", "abc")])
    assert [alignment.to_target(offset) for offset in (2, 3, 4, 5)] == [2, 2, 2, 4]


@given(st.data())
def test_shifted_edits_fit_the_text_further_on(data: st.DataObject) -> None:
    before, source = data.draw(short_texts()), data.draw(short_texts())
    edits = data.draw(canonical_edits(source))
    moved = list(shift(edits, len(before), 10))
    assert apply(before + source, moved) == before + apply(source, edits)
    assert [e.group for e in moved] == [None if e.group is None else e.group + 10 for e in edits]


def test_groups_and_their_numbers() -> None:
    edits = (edit(0, 0, "a", group=7), edit(1, 1, "b"), edit(2, 2, "c", group=7), edit(3, 3, "d"))
    assert [[e.text for e in group] for group in groups(edits)] == [["a", "c"], ["b"], ["d"]]
    assert [e.group for e in regroup(edits)] == [0, 1, 0, 2]


def test_an_edit_is_as_sure_as_its_least_cause() -> None:
    causes = Cause("typo", 0.99, "no word"), Cause("mojibake", 0.7, "wrong bytes")
    two = Edit(0, 3, "the", causes, None, "teh")
    assert (two.confidence, two.rule, two.reason) == (0.7, "mojibake", "no word; wrong bytes")


@pytest.mark.parametrize(
    ("one", "kind"),
    [(edit(1, 1, "x"), "insertion"), (edit(1, 2, "", "b"), "deletion"), (edit(1, 2, "x", "b"), "replacement")],
)
def test_the_kind_of_an_edit(one: Edit, kind: str) -> None:
    assert one.kind == kind


def test_a_result_keeps_whole_groups() -> None:
    edits = (
        edit(0, 1, "A", "a", group=0, rule="x"),
        edit(1, 2, "B", "b", group=1, rule="x"),
        edit(2, 3, "C", "c", group=0, rule="y"),
    )
    result = Result("abc", edits)
    assert result.text == "ABC"
    assert result.apply(lambda e: e.rule == "x") == "aBc"
    assert result.apply(lambda e: True) == "ABC"
    assert result.apply(lambda e: False) == "abc"


def test_undo_refuses_a_text_that_was_changed_since() -> None:
    result = Result("teh end", (edit(0, 3, "the", "teh"),))
    assert result.undo() == "teh end"
    assert result.undo("the end") == "teh end"
    with pytest.raises(ValueError, match="'a e' stands there"):
        result.undo("a end")


def test_a_result_as_plain_values() -> None:
    plain = Result("teh end", (edit(0, 3, "the", "teh", group=0),), versions={"textfix": "1"}).to_dict()
    assert plain == {
        "versions": {"textfix": "1"},
        "edits": [
            {
                "start": 0,
                "end": 3,
                "original": "teh",
                "text": "the",
                "group": 0,
                "confidence": 0.9,
                "rule": "r",
                "reason": "because",
                "causes": [{"rule": "r", "confidence": 0.9, "reason": "because"}],
            }
        ],
        "notices": [],
    }
