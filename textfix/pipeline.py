"""Rules propose, a stage decides between them, a pipeline puts stages in sequence, a fixer runs it on text."""

from __future__ import annotations

import dataclasses
import math
import re
from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import pairwise
from operator import or_
from typing import Protocol, TypeAlias, runtime_checkable

from .edits import Alignment, Edit, Notice, Span, apply, compose, groups, place, regroup, relocated
from .engine.prefilter import occurring, shape_ends
from .levels import LEAST_CONFIDENCE, Level
from .protect import Protection

__all__ = ["GlancingRule", "Page", "Pipeline", "Proposal", "Rule", "Stage", "TriggeredRule"]

Proposal: TypeAlias = Edit | Notice

ROUNDS = 4
"""Times that a section is repaired at most, until nothing changes any more."""

_CERTAIN = 1 - 1e-9

_ALWAYS = 1 << 30
"""What occurs in every text: the trigger of a rule that names none."""

_UNMOVED = Alignment()


@dataclass(frozen=True)
class Page:
    """What a rule may look at: a text, what in it must not be touched, and the language it is in.

    `patterns` and `spans` are what the caller protects beside what textfix protects by itself. `expect_damage` tells
    that the text is to be taken for badly damaged, `least` is the confidence below which no rule acts, so that nobody
    need look at such an edit any closer. `occurring` has the flags of the prefilter, and one that is always there: what
    may occur in it at all. `settled` are places that hold what the caller wanted there, and that no rule of textfix
    changes.
    """

    text: str
    language: str = "en"
    patterns: tuple[re.Pattern[str], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    expect_damage: bool = False
    least: float = LEAST_CONFIDENCE
    settled: tuple[tuple[int, int], ...] = ()
    occurring: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "occurring", occurring(self.text) | _ALWAYS)

    @cached_property
    def protection(self) -> Protection:
        """Which places are hard (never touched) and which are soft (more evidence needed)."""
        return Protection(self.text, self.patterns, self.spans, expect_damage=self.expect_damage)

    @cached_property
    def shape_ends(self) -> Mapping[int, Sequence[int]]:
        """Where in the text those shapes end whose places the prefilter tells."""
        return shape_ends(self.text)

    def edited(self, edits: Sequence[Edit]) -> Page:
        """The page after these edits. The caller's spans move with the text, since no edit touches them."""
        alignment = Alignment.from_edits(edits)
        return dataclasses.replace(
            self,
            text=apply(self.text, edits),
            spans=_moved(self.spans, alignment),
            settled=_moved(self.settled, alignment),
        )

    def settling(self, edits: Sequence[Edit]) -> Page:
        """The page after these edits, and what they put in is there to stay."""
        page, shift = self.edited(edits), 0
        made: list[Span] = []
        for edit in edits:
            made.append((edit.start + shift, edit.start + shift + len(edit.text)))
            shift += len(edit.text) - len(edit.original)
        return dataclasses.replace(page, settled=tuple(sorted((*page.settled, *made))))

    def is_settled(self, edit: Edit) -> bool:
        """Whether an edit would change a place that holds what the caller wanted there."""
        index = bisect_right(self.settled, edit.start, key=lambda span: span[1])
        return index < len(self.settled) and self.settled[index][0] < edit.end


def _moved(spans: Iterable[Span], alignment: Alignment) -> tuple[Span, ...]:
    """Where spans of a text lie after some edits, none of which touches them."""
    place = alignment.to_target
    # What is inserted at the start of a span stays outside, so the first character says where it went.
    return tuple((place(start + 1) - 1, place(end)) for start, end in spans if start < end)


@runtime_checkable
class Rule(Protocol):
    """A rule is a value: comparable, picklable, without state. It proposes edits and never returns text.

    Most of textfix's own are a `TriggeredRule` or a `GlancingRule` too, by name, so that none can be made without what
    that asks for. Any other rule is one of these if it has the same.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it reports: one for most rules, several for the engine."""

    def find(self, page: Page) -> Iterable[Proposal]:
        """Propose edits, in any order, in the coordinates of `page.text`."""


@runtime_checkable
class TriggeredRule(Rule, Protocol):
    """A rule that is only asked about texts in which something of what it looks for may occur."""

    @property
    @abstractmethod
    def triggers(self) -> int:
        """Flags of the prefilter, of which one must occur."""


@runtime_checkable
class GlancingRule(Rule, Protocol):
    """A rule that can tell at a glance of most texts that it has nothing to say about them."""

    @abstractmethod
    def passes(self, text: str) -> bool:
        """Whether it has nothing to say about a text, if that is not taken for damaged."""


@dataclass(frozen=True)
class Stage:
    """Rules that look at the same text, and the arbiter between what they propose.

    `rules` are in order of precedence: where two proposals weigh the same, the earlier rule's is kept. What a stage
    makes that `settles`, no later one changes that `yields`: what a caller wants stands against what textfix thinks.
    """

    rules: tuple[Rule, ...]
    settles: bool = False
    yields: bool = False

    def __or__(self, later: Stage | Pipeline) -> Pipeline:
        return Pipeline((self,)) | later

    @cached_property
    def asked(self) -> tuple[tuple[Rule, int], ...]:
        """Each rule with the flags of the prefilter of which one must occur in a text for it to be asked."""
        return tuple((rule, rule.triggers if isinstance(rule, TriggeredRule) else _ALWAYS) for rule in self.rules)

    @cached_property
    def triggers(self) -> int:
        """The flags of which one must occur for any of its rules to be asked: else the stage need not be run."""
        return reduce(or_, (triggers for _, triggers in self.asked), 0)

    def run(self, page: Page, level: Level) -> tuple[tuple[Edit, ...], tuple[Notice, ...]]:
        """The edits to make on this page and the notices to give, both in order of position."""
        found = [list(rule.find(page)) for rule, triggers in self.asked if triggers & page.occurring]
        if not any(found):
            return (), ()
        proposed: list[tuple[Edit, ...]] = []
        notices: list[Notice] = []
        for proposals in found:
            notices += [each for each in proposals if isinstance(each, Notice)]
            edits = [_located(page, each) for each in proposals if isinstance(each, Edit)]
            proposed += groups(sorted((each for each in edits if each.text != each.original), key=place))
        if self.yields and page.settled:
            proposed = [group for group in proposed if not any(page.is_settled(edit) for edit in group)]
        allowed = [group for group in proposed if _passes(group, level) and not _protected(group, page)]
        chosen = arbitrate([group for group in allowed if _consistent(group)], level)
        return _numbered(chosen), tuple(sorted(notices, key=place))


def _located(page: Page, edit: Edit) -> Edit:
    """The edit with the text that it replaces. Raises ValueError where it does not lie in the page."""
    if not 0 <= edit.start <= edit.end <= len(page.text):
        where = f"{edit.start}:{edit.end} of a text of {len(page.text)} code points"
        raise ValueError(f"rule {edit.rule!r} proposes an edit of {where}")
    original = page.text[edit.start : edit.end]
    return edit if edit.original == original else dataclasses.replace(edit, original=original)


def _consistent(group: tuple[Edit, ...]) -> bool:
    """Whether the edits of a group can be made together."""
    return all(a.end <= b.start and place(a) != place(b) for a, b in pairwise(group))


def _passes(group: tuple[Edit, ...], level: Level) -> bool:
    return all(cause.confidence >= level.threshold(cause.rule) for edit in group for cause in edit.causes)


def _protected(group: tuple[Edit, ...], page: Page) -> bool:
    return any(page.protection.forbids(edit) for edit in group)


def _numbered(chosen: Iterable[tuple[Edit, ...]]) -> tuple[Edit, ...]:
    numbered = [relocated(edit, 0, n) for n, group in enumerate(chosen) for edit in group]
    return regroup(sorted(numbered, key=place))


def arbitrate(proposed: Sequence[tuple[Edit, ...]], level: Level) -> list[tuple[Edit, ...]]:
    """The groups that do not conflict and weigh most: weighted interval scheduling, exact, in n log n.

    A group claims the whole stretch from its first edit to its last. Its weight is how far its confidence
    lies above the threshold, in log-odds. Ties go to what ends first, then to the earlier rule.
    """
    candidates = sorted(proposed, key=lambda group: (*_reach(group), group[0].start))
    reaches = [_reach(group) for group in candidates]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]  # weight, how many before it remain, is it taken
    for index, group in enumerate(candidates):
        before = _compatible(reaches, group, index)
        weight = best[before][0] + _weight(group, level)
        taken = weight > best[index][0]
        best.append((weight, before, True) if taken else (best[index][0], index, False))
    return _traced(candidates, best)


def _reach(group: tuple[Edit, ...]) -> tuple[int, bool]:
    """Where a group ends, and whether it inserts there."""
    return group[-1].end, group[-1].start == group[-1].end


def _compatible(reaches: Sequence[tuple[int, bool]], group: tuple[Edit, ...], index: int) -> int:
    """How many candidates, counted from the first, end before this group begins.

    What ends exactly where it begins may stay, unless both would insert at that point.
    """
    first = group[0]
    count = bisect_left if first.start == first.end else bisect_right
    return count(reaches, (first.start, True), 0, index)


def _weight(group: tuple[Edit, ...], level: Level) -> float:
    weakest = min((cause for edit in group for cause in edit.causes), key=lambda cause: cause.confidence)
    # A proposal exactly at the threshold still weighs something: it passed.
    return max(log_odds(weakest.confidence) - log_odds(level.threshold(weakest.rule)), 1e-6)


def log_odds(probability: float) -> float:
    """The natural logarithm of p / (1 - p), finite for 0 and 1 too."""
    p = min(max(probability, 1 - _CERTAIN), _CERTAIN)
    return math.log(p / (1 - p))


def _traced(candidates: Sequence[tuple[Edit, ...]], best: Sequence[tuple[float, int, bool]]) -> list[tuple[Edit, ...]]:
    chosen, count = [], len(candidates)
    while count:
        _, before, taken = best[count]
        if taken:
            chosen.append(candidates[count - 1])
        count = before
    return chosen[::-1]


@dataclass(frozen=True)
class Pipeline:
    """Stages in sequence: each sees what the ones before it made."""

    stages: tuple[Stage, ...] = ()

    def __or__(self, later: Stage | Pipeline) -> Pipeline:
        return Pipeline(self.stages + (later.stages if isinstance(later, Pipeline) else (later,)))

    @property
    def rules(self) -> Iterator[Rule]:
        """All rules of all stages, in order."""
        return (rule for stage in self.stages for rule in stage.rules)

    def passes(self, text: str) -> bool:
        """Whether a glance at a text that is not taken for damaged tells that no rule has anything to say about it."""
        flags = occurring(text) | _ALWAYS
        if flags & self._stops:
            return False
        for triggers, passes in self._glances:  # noqa: SIM110 - `all` would take longer than most glances do
            if triggers & flags and not passes(text):
                return False
        return True

    @cached_property
    def _stops(self) -> int:
        """The flags of the prefilter of which each lets a rule be asked that can tell nothing at a glance."""
        return reduce(or_, (triggers for rule, triggers in self._asked if not isinstance(rule, GlancingRule)), 0)

    @cached_property
    def _glances(self) -> tuple[tuple[int, Callable[[str], bool]], ...]:
        """How the other rules glance at a text, and at which."""
        return tuple((triggers, rule.passes) for rule, triggers in self._asked if isinstance(rule, GlancingRule))

    @property
    def _asked(self) -> Iterator[tuple[Rule, int]]:
        return (pair for stage in self.stages for pair in stage.asked)

    def settle(self, page: Page, level: Level) -> tuple[tuple[Edit, ...], tuple[Notice, ...]]:
        """Repair a page again and again until nothing changes, and report it as one repair.

        Where four rounds do not bring that about, or what was protected at first came to harm in a later
        round, the page stays as it is and a notice `unstable` says so.
        """
        edits, notices, current = self._passed(page, level)
        if not edits:
            return (), notices
        total = edits
        for _ in range(1, ROUNDS):
            if not edits:
                break
            edits, _, current = self._passed(current, level)
            total = compose(page.text, total, edits)
        if edits or any(page.protection.forbids(edit) for edit in total):
            unstable = Notice(0, len(page.text), "unstable", "no repair of this section is final")
            return (), (*notices, unstable)
        return total, notices

    def once(self, page: Page, level: Level) -> tuple[tuple[Edit, ...], tuple[Notice, ...]]:
        """One pass through all stages, in the coordinates of `page.text`."""
        edits, notices, _ = self._passed(page, level)
        return edits, notices

    def _passed(self, page: Page, level: Level) -> tuple[tuple[Edit, ...], tuple[Notice, ...], Page]:
        """The edits and notices of one pass, in the coordinates of `page.text`, and the page that comes of it."""
        total: tuple[Edit, ...] = ()
        notices: list[Notice] = []
        current, alignment = page, _UNMOVED
        for stage in self.stages:
            if not stage.triggers & current.occurring:
                continue
            edits, seen = stage.run(current, level)
            if seen:
                notices += _at_source(seen, alignment)
            if edits:
                total = compose(page.text, total, edits)
                alignment = alignment.then(Alignment.from_edits(edits))
                current = current.settling(edits) if stage.settles else current.edited(edits)
        return total, tuple(notices), current


def _at_source(notices: Iterable[Notice], alignment: Alignment) -> Iterator[Notice]:
    back = alignment.inverse()
    for notice in notices:
        start, end = back.to_target(notice.start), back.to_target(notice.end)
        yield dataclasses.replace(notice, start=start, end=max(start, end))
