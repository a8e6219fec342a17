"""Everything is an edit: the algebra that the whole library is made of.

Offsets are code points, spans are half-open. A list of edits is *canonical* when it is sorted and no two of
its edits overlap or insert at the same point; only canonical lists can be applied.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

__all__ = [
    "Alignment",
    "Cause",
    "Edit",
    "Notice",
    "Result",
    "Span",
    "apply",
    "compose",
    "groups",
    "inverse",
    "place",
    "regroup",
    "relocated",
    "shift",
    "told_once",
]

Span: TypeAlias = tuple[int, int]
"""Start and end in code points, half-open."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an edit was made: the rule, how sure it is (a probability, from 0 to 1) and its reason in words."""

    rule: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `source[start:end]` by `text`.

    `original` is the text that is replaced, so that an edit can be checked before it is applied and taken
    back afterwards. Edits with the same `group` only make sense together: accept, reject, undo and count the
    whole group. `None` is a group of its own.

    >>> Edit.of("missing-space", 10, 10, " ", 0.99, "'ofleaders' is not a word", original="").kind
    'insertion'
    """

    start: int
    end: int
    text: str
    causes: tuple[Cause, ...]
    group: int | None = None
    original: str = ""

    @classmethod
    def of(
        cls,
        rule: str,
        start: int,
        end: int,
        text: str,
        confidence: float,
        reason: str,
        *,
        group: int | None = None,
        original: str = "",
    ) -> Edit:
        """An edit with a single cause."""
        return cls(start, end, text, (Cause(rule, confidence, reason),), group, original)

    @property
    def confidence(self) -> float:
        """The least confidence among the causes: a chain is as strong as its weakest link."""
        return min(cause.confidence for cause in self.causes)

    @property
    def rule(self) -> str:
        """The rule of the least certain cause, which is the one to name when there is room for one."""
        return min(self.causes, key=lambda cause: cause.confidence).rule

    @property
    def reason(self) -> str:
        """The reasons of all causes, in the order of the stages that had them."""
        return told_once(cause.reason for cause in self.causes)

    @property
    def kind(self) -> str:
        """`insertion`, `deletion` or `replacement`."""
        if self.start == self.end:
            return "insertion"
        return "replacement" if self.text else "deletion"

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON. Offsets stay code points."""
        return {
            "start": self.start,
            "end": self.end,
            "original": self.original,
            "text": self.text,
            "group": self.group,
            "confidence": self.confidence,
            "rule": self.rule,
            "reason": self.reason,
            "causes": [dataclasses.asdict(cause) for cause in self.causes],
        }


def told_once(reasons: Iterable[str]) -> str:
    """Several reasons as one, in which nothing is said twice.

    >>> told_once(["'teh' is not known; 'the' is likelier", "'the' is likelier"])
    "'teh' is not known; 'the' is likelier"
    """
    return "; ".join(dict.fromkeys(clause for reason in reasons for clause in reason.split("; ")))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was seen and not repaired, such as a replacement character whose letter is lost."""

    start: int
    end: int
    rule: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"start": self.start, "end": self.end, "rule": self.rule, "reason": self.reason}


def place(found: Edit | Notice) -> tuple[int, int]:
    """Where it begins and ends, to sort by."""
    return found.start, found.end


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return `source` with the edits made. Raises ValueError where the edits do not fit the source.

    >>> apply("meeting ofleaders", [Edit.of("missing-space", 10, 10, " ", 0.99, "")])
    'meeting of leaders'

    Without edits the very same object comes back, not a copy:

    >>> apply(text := "right", []) is text
    True
    """
    pieces: list[str] = []
    position = 0
    previous: Edit | None = None
    for edit in edits:
        _check(source, edit, previous)
        pieces += source[position : edit.start], edit.text
        position, previous = edit.end, edit
    if previous is None:
        return source
    pieces.append(source[position:])
    return "".join(pieces)


def _check(source: str, edit: Edit, previous: Edit | None) -> None:
    if not 0 <= edit.start <= edit.end <= len(source):
        raise ValueError(f"edit {edit.start}:{edit.end} lies outside a text of {len(source)} code points")
    if previous and (edit.start < previous.end or (edit.start, edit.end) <= (previous.start, previous.end)):
        raise ValueError(f"edit {edit.start}:{edit.end} conflicts with {previous.start}:{previous.end}")
    if source[edit.start : edit.end] != edit.original:
        found = source[edit.start : edit.end]
        raise ValueError(f"edit {edit.start}:{edit.end} replaces {edit.original!r}, but {found!r} stands there")


def inverse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits, in the coordinates of the repaired text, that turn it back into the source.

    Neighbours that the repair left with nothing between them (both deleted) become one edit, since two
    insertions at one point have no order.
    """
    reverse: list[Edit] = []
    moved = 0
    for edit in edits:
        start = edit.start + moved
        back = Edit(start, start + len(edit.text), edit.original, edit.causes, edit.group, edit.text)
        moved += len(edit.text) - len(edit.original)
        if reverse and reverse[-1].end == start and not reverse[-1].original and not edit.text:
            back = _join(reverse.pop(), back)
        reverse.append(back)
    return tuple(reverse)


def _join(left: Edit, right: Edit) -> Edit:
    """One edit for two that stand next to each other."""
    return Edit(
        left.start,
        right.end,
        left.text + right.text,
        tuple(dict.fromkeys(left.causes + right.causes)),
        left.group,
        left.original + right.original,
    )


def shift(edits: Iterable[Edit], offset: int, group: int = 0) -> Iterator[Edit]:
    """The same edits `offset` code points further on, their group numbers raised by `group`."""
    for edit in edits:
        yield relocated(edit, offset, None if edit.group is None else edit.group + group)


def relocated(edit: Edit, offset: int, group: int | None) -> Edit:
    """The edit `offset` code points further on, as one of this group; the same object where that is what it is."""
    if not offset and group == edit.group:
        return edit
    return Edit(edit.start + offset, edit.end + offset, edit.text, edit.causes, group, edit.original)


def groups(edits: Iterable[Edit]) -> Iterator[tuple[Edit, ...]]:
    """The edits group by group, each in order; an edit with no group is one by itself."""
    members: dict[object, list[Edit]] = {}
    for edit in edits:
        members.setdefault(id(edit) if edit.group is None else ("group", edit.group), []).append(edit)
    return map(tuple, members.values())


def regroup(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The same edits with their groups numbered 0, 1, 2 … in order of appearance."""
    numbers: dict[object, int] = {}
    numbered = []
    for edit in edits:
        key = ("alone", edit.start, edit.end) if edit.group is None else edit.group
        numbered.append(relocated(edit, 0, numbers.setdefault(key, len(numbers))))
    return tuple(numbered)


def compose(source: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits of `source` that do what `first`, and then `second` on its result, would do.

    An edit of `second` that touches what `first` wrote is merged with it and keeps the causes of both; one
    that puts everything back to what it was disappears. Groups that meet in a merged edit become one.

    >>> first = [Edit.of("typo", 0, 3, "the", 0.9, "a", original="teh")]
    >>> second = [Edit.of("wrong-word", 0, 3, "a", 0.8, "b", original="the")]
    >>> [(e.start, e.end, e.text, e.original) for e in compose("teh end", first, second)]
    [(0, 3, 'a', 'teh')]
    """
    if not first or not second:
        return regroup([*first, *second])
    second = list(shift(second, 0, 1 + max((edit.group or 0 for edit in first), default=0)))
    composed: list[Edit] = []
    united: _Parents = {}
    moved = 0  # a place p of the text between the stages is p - moved of the source
    for firsts, seconds in _clusters(first, second):
        after = moved + sum(end - start - len(edit.original) for start, end, edit in firsts)
        edit = _merged(source, firsts, seconds, moved, after)
        _unite(united, [each.group for *_, each in firsts + seconds])
        moved = after
        if edit.text != edit.original:
            composed.append(edit)
    return regroup([relocated(edit, 0, _root(united, edit.group)) for edit in composed])


_Placed: TypeAlias = tuple[int, int, Edit]  # start and end in the text between the stages
_Pair: TypeAlias = tuple[list[_Placed], list[_Placed]]  # edits of the first and of the second stage


def _clusters(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[_Pair]:
    """The edits of both stages; those that touch one another in the text between the stages, together."""
    ahead = deque(_written(first)), deque((edit.start, edit.end, edit) for edit in second)
    while ahead[0] or ahead[1]:
        taken: _Pair = [], []
        stage: int | None = min((s for s in (0, 1) if ahead[s]), key=lambda s: ahead[s][0][0])
        while stage is not None:
            taken[stage].append(ahead[stage].popleft())
            stage = next((s for s in (0, 1) if _touches(ahead[s], taken[1 - s])), None)
        yield taken


def _written(edits: Iterable[Edit]) -> Iterator[_Placed]:
    """Where in the repaired text stands what each edit wrote."""
    moved = 0
    for edit in edits:
        start = edit.start + moved
        yield start, start + len(edit.text), edit
        moved += len(edit.text) - len(edit.original)


def _touches(ahead: deque[_Placed], taken: list[_Placed]) -> bool:
    """Whether the next edit of a stage touches what was taken of the other."""
    return bool(ahead and taken) and ahead[0][0] <= taken[-1][1]


def _merged(source: str, firsts: list[_Placed], seconds: list[_Placed], moved: int, after: int) -> Edit:
    """One edit of the source for a cluster; `moved` and `after` are the shifts before and after it."""
    middle_start = min(start for start, *_ in firsts + seconds)
    middle_end = max(end for _, end, _ in firsts + seconds)
    start, end = middle_start - moved, middle_end - after
    middle = apply(source[start:end], shift((edit for *_, edit in firsts), -start))
    text = apply(middle, shift((edit for *_, edit in seconds), -middle_start))
    edits = [edit for *_, edit in firsts + seconds]
    causes = dict.fromkeys(cause for edit in edits for cause in edit.causes)
    group = next((edit.group for edit in edits if edit.group is not None), None)
    return Edit(start, end, text, tuple(causes), group, source[start:end])


_Parents: TypeAlias = dict[int | None, int | None]  # a group that was united with another, and that other


def _unite(united: _Parents, numbers: Iterable[int | None]) -> None:
    """Make these groups one."""
    roots = list(dict.fromkeys(_root(united, number) for number in numbers if number is not None))
    united.update(dict.fromkeys(roots[1:], roots[0] if roots else None))


def _root(united: _Parents, group: int | None) -> int | None:
    while group in united:
        group = united[group]
    return group


@dataclass(frozen=True)
class Alignment:
    """Where a place in the source went, and where a place in the repaired text came from.

    Outside edits the two mappings are each other's inverse. A place inside a replaced stretch maps to the
    start of what replaced it. Alignments compose: `a.then(b)` maps as `a` and then `b` would.

    >>> there = Alignment.from_edits([Edit.of("missing-space", 10, 10, " ", 0.99, "")])
    >>> there.to_target(11), there.to_source(12)
    (12, 11)
    """

    steps: tuple[tuple[_Block, ...], ...] = ()

    @classmethod
    def from_edits(cls, edits: Iterable[Edit]) -> Alignment:
        """The alignment that one canonical list of edits makes."""
        blocks, moved = [], 0
        for edit in edits:
            start = edit.start + moved
            blocks.append(_Block(edit.start, edit.end, start, start + len(edit.text)))
            moved += len(edit.text) - (edit.end - edit.start)
        return cls((tuple(blocks),)) if blocks else cls()

    def to_target(self, offset: int) -> int:
        """The offset in the repaired text of an offset in the source."""
        for blocks in self.steps:
            offset = _map(blocks, offset)
        return offset

    def to_source(self, offset: int) -> int:
        """The offset in the source of an offset in the repaired text."""
        return self._inverse.to_target(offset)

    def inverse(self) -> Alignment:
        """The same mapping read from the repaired text."""
        return self._inverse

    @cached_property
    def _inverse(self) -> Alignment:
        # Kept, since it takes as long to make as there are edits, and a look-up hardly any.
        return Alignment(tuple(tuple(block.turned() for block in blocks) for blocks in reversed(self.steps)))

    def then(self, later: Alignment) -> Alignment:
        """The mapping through this alignment and then through a later one."""
        return Alignment(self.steps + later.steps)


class _Block(NamedTuple):
    start: int
    end: int
    target_start: int
    target_end: int

    def turned(self) -> _Block:
        return _Block(self.target_start, self.target_end, self.start, self.end)


def _map(blocks: tuple[_Block, ...], offset: int) -> int:
    # An offset at the point of an insertion goes before what is inserted; bisect finds the last block that
    # starts before it.
    index = bisect_right(blocks, offset - 1, key=lambda block: block.start) - 1
    if index < 0:
        return offset
    block = blocks[index]
    return block.target_start if offset < block.end else block.target_end + offset - block.end


@dataclass(frozen=True)
class Result:
    """What was found in a text: its edits and notices, in the coordinates of the source.

    `versions` names the library and the model that made it, so that an answer can be made again.
    """

    source: str
    edits: tuple[Edit, ...] = ()
    notices: tuple[Notice, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The repaired text; the same object as `source` when there is nothing to repair."""
        return apply(self.source, self.edits)

    @cached_property
    def alignment(self) -> Alignment:
        """The mapping between offsets in `source` and in `text`."""
        return Alignment.from_edits(self.edits)

    def apply(self, keep: Callable[[Edit], bool]) -> str:
        """The text with only those groups repaired of which `keep` accepts every edit."""
        kept = [edit for group in groups(self.edits) if all(map(keep, group)) for edit in group]
        return apply(self.source, sorted(kept, key=place))

    def undo(self, text: str | None = None) -> str:
        """Turn the repaired text back into the source. Raises ValueError if `text` has changed since."""
        return apply(self.text if text is None else text, inverse(self.edits))

    def diff(self, name: str = "text") -> str:
        """The repair as a unified diff."""
        from .diff import unified_diff

        return unified_diff(self.source, self.edits, name)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without the text itself."""
        return {
            "versions": dict(self.versions),
            "edits": [edit.to_dict() for edit in self.edits],
            "notices": [notice.to_dict() for notice in self.notices],
        }
