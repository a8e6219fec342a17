"""What must not be touched, and what needs more evidence before it is.

Clean text is never scanned: edits ask about the place where they stand, and only the block around it is looked
at, once. Blocks are cut by the text itself, so that looking at one of them or at all gives the same answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TypeAlias

from .edits import Edit, Span
from .identifiers import APPARENT, ENTITY, FIGURES, FIGURES_REACH, HARD, SOFT, Kind
from .patterns import compiled
from .structures import structures

__all__ = ["Protection"]

_Named: TypeAlias = tuple[int, int, str]
_Hinted: TypeAlias = Sequence[tuple[str, Sequence[Kind]]]

BLOCK = 512
"""Code points after which a block ends at the next line end, else sentence end, else white space, and at the
latest after as many again. What one block does not hold whole, such as a URL longer than this, may be cut."""

_BEYOND_FIGURES = ("misread-digit", "entity")
"""The rules that change what looks like figures: what is read for one, and the number of a character."""

_ADDRESS = r"[/@:`]|www\."
"""What tells that a span is an address, or code that is marked as such."""

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"\S+")


class Protection:
    """Hard and soft places of one text.

    `patterns` and `spans` are what the caller protects beside what is hard by itself: addresses, code, numbers.
    `expect_damage` tells that what merely appears to be code is rather damage.

    >>> protection = Protection("seehttps://example.com now")
    >>> protection.forbids(Edit.of("missing-space", 3, 3, " ", 0.99, ""))
    False
    >>> protection.forbids(Edit.of("missing-space", 13, 13, " ", 0.99, ""))
    True

    What only looks like the name of something is soft, since a lost space looks the same:

    >>> Protection("in Asia.It will").softness(8, 8)
    'dotted-name'
    """

    def __init__(
        self,
        text: str,
        patterns: tuple[re.Pattern[str], ...] = (),
        spans: tuple[Span, ...] = (),
        *,
        expect_damage: bool = False,
    ) -> None:
        self.text, self.patterns, self.spans = text, patterns, spans
        self._expect_damage = expect_damage
        self._hard = _HARD if expect_damage else _HARD_OR_APPARENT
        self._ends: dict[int, int] = {}
        self._found_blocks: dict[tuple[int, bool], list[Span]] = {}

    def forbids(self, edit: Edit) -> bool:
        """Tell whether the edit would change a hard span or glue something to it.

        White space may be inserted at its edge, never inside. Figures are hard for all but white space, and for what
        tells digits from letters. Entities are hard for all but what puts a character in for the whole of one, and
        what is hard only for the escape in it is free where that is decoded.
        """
        rules = {cause.rule for cause in edit.causes}
        is_white = not edit.text.strip() and not self.text[edit.start : edit.end].strip()
        figures = not is_white and rules.isdisjoint(_BEYOND_FIGURES)
        # Of an escape it is looked at all that its span is united with, however long.
        figures = figures and ("escape" in rules or self._is_near_digit(edit))
        spans = self._near(edit.start, edit.end, figures)
        if "escape" in rules:
            spans = (span for span in spans if not self._is_word_with_escape(span))
        if "entity" in rules:
            spans = (span for span in spans if not self._is_whole_entity(edit, span))
        return any(self._conflict(edit, span) for span in spans)

    def _is_near_digit(self, edit: Edit) -> bool:
        """Whether figures may overlap or touch an edit: mostly there are none, and the block need not be searched."""
        start, end = max(0, edit.start - FIGURES_REACH), edit.end + FIGURES_REACH
        return compiled(r"\d").search(self.text, start, end) is not None

    def _is_whole_entity(self, edit: Edit, span: Span) -> bool:
        """Whether a span is an entity that the edit changes as a whole, and none that the caller protects."""
        start, end = span
        if not edit.start <= start < end <= edit.end or self.covers(start, end):
            return False
        return compiled(ENTITY).fullmatch(self.text, start, end) is not None

    def _is_word_with_escape(self, span: Span) -> bool:
        """Whether a span is hard only for an escape in a word, and is no address, nor the caller's."""
        part = self.text[span[0] : span[1]]
        return not self.covers(*span) and compiled(_ADDRESS).search(part) is None

    def is_beside_hard(self, start: int, end: int) -> bool:
        """Tell whether what stands before or behind `text[start:end]`, white space aside, is a hard span.

        Of what stands beside code the words say little.

        >>> Protection("which of `fix` and").is_beside_hard(6, 8)
        True
        """
        while start > 0 and self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        return any(span[1] == start or span[0] == end for span in self._near(start, end, False))

    def covers(self, start: int, end: int) -> bool:
        """Tell whether `text[start:end]` lies within a single span of those that the caller protects.

        >>> Protection("<p>teh</p>", spans=((0, 3), (6, 10))).covers(0, 3)
        True
        """
        index = bisect_left(self.given, end, key=_end_of)
        return index < len(self.given) and self.given[index][0] <= start

    @cached_property
    def given(self) -> list[Span]:
        """The spans that the caller protects: sorted, and those that overlap united."""
        return _united((max(start, 0), min(end, len(self.text))) for start, end in self.spans)

    def softness(self, start: int, end: int) -> str | None:
        """Name the kind of soft span that `text[start:end]`, or the point between two characters, lies in."""
        run = self._run(start, end)
        if (run.isalpha() and run[1:].islower()) or not compiled(_SOFT_HINT).search(run):
            return None
        words = (word for block in self._blocks(start, end) for word in self._words(block, start, end))
        places = (place for word in words for place in _found(_SOFT, word[0], word.start()))
        inside = [kind for first, last, kind in places if first < end and last > start]
        return min(inside, key=_ORDER.__getitem__, default=None)

    @cached_property
    def hard(self) -> tuple[Span, ...]:
        """All hard spans: sorted, and those that overlap united. Scans the whole text."""
        blocks = (span for block in self._blocks(0, len(self.text)) for span in self._found_in(block, False))
        return tuple(_united([*self._structures, *blocks]))

    @cached_property
    def figures(self) -> tuple[Span, ...]:
        """All dates, times and numbers, and hard spans with them. Scans the whole text."""
        blocks = (span for block in self._blocks(0, len(self.text)) for span in self._found_in(block, True))
        return tuple(_united([*self._structures, *blocks]))

    @cached_property
    def soft(self) -> tuple[Span, ...]:
        """All soft spans: sorted, and those that overlap united. Scans the whole text."""
        blocks = [(self._end(block - 1), self._end(block)) for block in self._blocks(0, len(self.text))]
        places = (place for start, end in blocks for place in _found(_SOFT, self.text[start:end], start))
        return tuple(_united((start, end) for start, end, _ in places))

    def _conflict(self, edit: Edit, span: Span) -> bool:
        start, end = span
        if edit.start < end and edit.end > start:
            return True
        if self._expect_damage and _closes_up(edit, self.text):
            return False
        if edit.end == start:
            last = edit.text[-1:] or self.text[edit.start - 1 : edit.start]
            return _glues(edit, last, self.text[start - 1 : start])
        first = edit.text[:1] or self.text[edit.end : edit.end + 1]
        return edit.start == end and _glues(edit, first, self.text[end : end + 1])

    def _near(self, start: int, end: int, figures: bool) -> Iterator[Span]:
        """The hard spans that overlap or touch a place."""
        blocks = (self._found_in(block, figures) for block in self._blocks(start, end))
        for spans in (self._structures, *blocks):
            index = bisect_left(spans, start, key=_end_of)
            while index < len(spans) and spans[index][0] <= end:
                yield spans[index]
                index += 1

    @cached_property
    def _structures(self) -> list[Span]:
        """Hard spans that need the whole text, and the caller's."""
        matches = [match.span() for pattern in self.patterns for match in pattern.finditer(self.text)]
        return _united([*self.given, *matches, *structures(self.text)])

    def _found_in(self, block: int, figures: bool) -> list[Span]:
        """The hard spans of a block, with figures or without."""
        if (block, figures) not in self._found_blocks:
            start, end = self._end(block - 1), self._end(block)
            found = _found(_FIGURES if figures else self._hard, self.text[start:end], start)
            others = self._found_in(block, False) if figures else []
            self._found_blocks[block, figures] = _united([*others, *((first, last) for first, last, _ in found)])
        return self._found_blocks[block, figures]

    def _run(self, start: int, end: int) -> str:
        """A place and what stands around it without white space: no word of a block has more."""
        before = self.text[max(0, start - 2 * BLOCK) : start]
        space = _SPACE.search(self.text, end, min(len(self.text), end + 2 * BLOCK))
        # Not by Python, character by character: where all spaces are lost there are many.
        return _last_word(before) + self.text[start : space.start() if space else end + 2 * BLOCK]

    def _words(self, block: int, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words of a block, as white space divides them, that a place lies in: no soft kind is more."""
        first, last = self._end(block - 1), self._end(block)
        begin = max(start, first)
        while begin > first and not self.text[begin - 1].isspace():
            begin -= 1
        for word in _WORD.finditer(self.text, begin, last):
            if word.start() >= max(end, start + 1):
                return
            yield word

    def _blocks(self, start: int, end: int) -> Iterator[int]:
        """The blocks that hold or touch a place."""
        block = max(0, start // BLOCK - 2)
        while block * BLOCK <= max(end, start) and (block == 0 or self._end(block - 1) <= end):
            if self._end(block) >= start:
                yield block
            block += 1

    def _end(self, block: int) -> int:
        """Where a block ends, which depends on its number and on the text around there alone."""
        if block < 0:
            return 0
        if block not in self._ends:
            self._ends[block] = self._cut((block + 1) * BLOCK)
        return self._ends[block]

    def _cut(self, least: int) -> int:
        most = min(least + BLOCK, len(self.text))
        line_end = self.text.find("\n", least, most)
        if line_end >= 0:
            return line_end + 1
        cut = _SENTENCE_END.search(self.text, least, most) or _SPACE.search(self.text, least, most)
        return cut.end() if cut else most


def _by_hint(kinds: Iterable[Kind]) -> _Hinted:
    """Kinds with the hint that they share, so that each is looked for once."""
    hinted: dict[str, list[Kind]] = {}
    for kind in kinds:
        hinted.setdefault(kind.hint, []).append(kind)
    return [*hinted.items()]


_FIRST_MARK = r"\[(?!\^)((?:\\?[^\w\\\]-])+)\]|(\\[^\w\\]|[-@#&=<>/:,;!'\"])"
"""What a pattern begins with, if that is a mark or a choice of marks."""


@cache
def _first_marks(hint: str) -> frozenset[str]:
    r"""The marks of which one must be there where a hint is found; none where it does not begin with one.

    >>> sorted(_first_marks(r"[:;]\w")), sorted(_first_marks(r"\(\d")), sorted(_first_marks(r"\d"))
    ([':', ';'], ['('], [])
    """
    first = re.match(_FIRST_MARK, hint)
    return frozenset((first[1] or first[2]).replace("\\", "") if first else "")


_HARD, _HARD_OR_APPARENT, _FIGURES, _SOFT = map(_by_hint, (HARD, (*HARD, *APPARENT), FIGURES, SOFT))

_SOFT_HINT = "|".join(hint for hint, _ in _SOFT)

_ORDER = {kind.name: number for number, kind in enumerate(SOFT)}


def _last_word(text: str) -> str:
    """What stands at the end of a text without white space; empty where that ends in some."""
    return "" if text[-1:].isspace() else "".join(text.rsplit(None, 1)[-1:])


def _end_of(span: Span) -> int:
    return span[1]


def _glues(edit: Edit, new: str, old: str) -> bool:
    """Whether the edit puts something to the edge of a span where nothing was, or inserts it there."""
    if not new or new.isspace():
        return False
    return edit.start == edit.end or not old or old.isspace()


def _closes_up(edit: Edit, text: str) -> bool:
    """Whether the white space before a mark that closes something goes, or that behind one that opens something."""
    if edit.text or not text[edit.start : edit.end].isspace():
        return False
    return text.startswith((",", ".", ";", ")"), edit.end) or text.endswith("(", 0, edit.start)


def _found(kinds: _Hinted, part: str, offset: int) -> Iterator[_Named]:
    """What there is of these kinds in a part of the text that begins at `offset`."""
    characters = set(part)
    for hint, kinds_of_it in kinds:
        if (marks := _first_marks(hint)) and marks.isdisjoint(characters):
            continue  # which is told in no time, while a pattern takes some
        if compiled(hint).search(part):
            yield from (place for kind in kinds_of_it for place in _places(kind, part, offset))


def _places(kind: Kind, part: str, offset: int) -> Iterator[_Named]:
    """Where a kind stands in a part of the text."""
    for match in kind.pattern.finditer(part):
        yield match.start() + offset, match.end() + offset, kind.name


def _united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap made one. Those that only touch keep the edge between them."""
    united: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
