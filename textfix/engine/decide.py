"""From a reading of a window to groups of edits, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import NamedTuple

from ..model import Model
from .candidates import MISREAD
from .casing import Costs, Place, in_case_of, in_place
from .decode import Decoder
from .inflection import are_forms_of_one_word
from .kinds import BROKEN, DELETE, INSERT, KNOWN, LEFT_OUT, MARK, OBSERVED, REPLACED, WHOLE, WORD
from .lattice import Arc
from .tokens import Token, Tokens, key_of
from .vocabulary import EDGE, NONE, normal

__all__ = [
    "SPELLING",
    "Change",
    "Neighbourhood",
    "are_parted",
    "changes",
    "changes_letters",
    "deletions",
    "differs_in_apostrophe",
    "insertions",
    "is_grammar",
    "is_misread",
    "is_repeat",
    "listed_meanings",
    "replacements",
    "without_letters",
]

Piece = tuple[str, int, int, str]  # rule, start, end, text


SPELLING = ("typo", "wrong-word")
"""The rules that put another word in."""

LEAST_MARGIN = 1.0
"""Nats that a reading must win: below, no level would act on it."""

ALONE = 20.0
"""Nats by which a replacement is taken to win where there is no other."""

_NEVER = 1 << 28
"""What a case costs that a word cannot have had."""

REACH = 8
"""Tokens on either side of a window that are looked at."""


class Neighbourhood:
    """The tokens of a window and those near it, by their number in the text.

    `keys` are those of the strange words of the text, `guarded` the tokens that the caller protects,
    `own` the caller's words.
    """

    def __init__(self, tokens: Tokens, window: range) -> None:
        self.first = max(0, window.start - REACH)
        self.tokens = tokens.between(self.first, window.stop + REACH)
        self.last = self.first + len(self.tokens)
        self.keys = tokens.keys
        self.guarded, self.own = tokens.guarded, tokens.own

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index - self.first]

    def between(self, first: int, last: int) -> list[Token]:
        """The tokens from one up to another, as far as they are near."""
        return self.tokens[max(0, first - self.first) : max(0, last - self.first)]

    def before(self, index: int) -> int:
        """The number of the word before a token in its paragraph, or EDGE."""
        if index <= self.first or index > self.last or (index < self.last and self[index].gap == BROKEN):
            return EDGE
        return self[index - 1].number

    def behind(self, index: int, text: str) -> list[Token]:
        """Up to three tokens before one, as far as its paragraph goes."""
        found = self.between(index - 3, index)
        return [] if found and are_parted(text, found[-1], self[index]) else found


def are_parted(text: str, token: Token, following: Token) -> bool:
    """Whether an empty line stands between two tokens: a paragraph ends there, and not only a line."""
    return following.gap == BROKEN and text.count("\n", token.end, following.start) > 1


class Change(NamedTuple):
    """Edits that only make sense together, and how the reading with them compares to the text as it stands.

    `margin` is the log-odds, in nats, of the reading against what stands there. `runner_up` is how far, in
    nats, the next best replacement falls behind; None where nothing is replaced. `slip` is what the replacements
    cost as slips, in nats. `heard` are the log-odds, in nats, that the letters give the change of spaces which they
    speak least for; 0 where nothing was heard. `spaces` are the edits that are left where no letter may be changed.
    `first` and `last` are the tokens that are changed (half-open), `around` those near them, `before` and `after`
    the three words on either side.
    """

    pieces: tuple[Piece, ...]
    spaces: tuple[Piece, ...]
    around: Neighbourhood
    first: int
    last: int
    words: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    margin: float
    runner_up: float | None
    slip: float
    heard: float = 0.0


def changes(
    model: Model, decoder: Decoder, text: str, tokens: Tokens, window: range, path: list[Arc]
) -> Iterator[Change]:
    """The independent changes of a reading, first to last. `window` are the tokens that were read."""
    reading = _Reading(model, decoder, text, tokens, window, path)
    for start, end in decoder.changed(path):
        change = reading.change(start, end)
        if change is not None:
            yield change


class _Reading:
    """A path and the window that it reads."""

    def __init__(
        self, model: Model, decoder: Decoder, text: str, tokens: Tokens, window: range, path: list[Arc]
    ) -> None:
        self.model, self.decoder, self.text, self.path = model, decoder, text, path
        self.scanned, self.tokens = tokens, Neighbourhood(tokens, window)
        self.window, self.units = window, decoder.window
        self.shifts = decoder.costs.shift, decoder.costs.lost_capital
        self.words: dict[int, str] = {}  # that were put in, by their arcs

    def token(self, unit: int) -> int:
        return self.units.row(unit)[0] if unit < self.units.size else self.window.stop

    def end_of(self, unit: int) -> int:
        """The offset behind a unit."""
        token, offset = self.units.row(unit)[:2]
        inside = unit + 1 < self.units.size and self.token(unit + 1) == token
        return offset + 1 if inside else self.tokens[token].end

    def pieces(self, index: int) -> Iterator[Piece]:
        """The edits that an arc, and the boundary before it, stand for."""
        start, end, _, _, kind = self.path[index]
        _, offset, _, action, _, _ = self.units.row(start)
        if kind == LEFT_OUT:
            yield "repeated-word", self.end_of(start - 1), self.end_of(end - 1), ""
            return
        if index and action == INSERT:
            yield self.space_rule(start, "missing-space"), offset, offset, " "
        elif index and action == DELETE:
            yield self.space_rule(start, "extra-space"), self.end_of(start - 1), offset, ""
        if kind == REPLACED:
            yield self.replacement(index)
        elif kind not in (OBSERVED, WHOLE):
            yield from self.inner_spaces(start, end)

    def inner_spaces(self, start: int, end: int) -> Iterator[Piece]:
        """The spaces inside a word."""
        for unit in range(start + 1, end):
            _, offset, gap, _, _, _ = self.units.row(unit)
            if gap:
                yield "extra-space", self.end_of(unit - 1), offset, ""

    def spaces(self, start: int, end: int, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """What is left of the edits of some arcs where all letters stay."""
        yield from (piece for piece in pieces if piece[0].endswith("-space"))
        for arc in self.path[start:end]:
            if arc[4] == REPLACED:
                yield from self.inner_spaces(arc[0], arc[1])

    def space_rule(self, unit: int, between_words: str) -> str:
        """The rule for a space before a unit: another one beside marks than between words and numbers."""
        beside = (self.tokens[self.token(unit)], self.tokens[self.token(unit - 1)])
        return "punctuation-space" if any(token.kind == MARK for token in beside) else between_words

    def replacement(self, index: int) -> Piece:
        """The edit that puts a word in, in the case that it most likely had."""
        start, end, number = self.path[index][:3]
        begin, finish = self.units.row(start)[1], self.end_of(end - 1)
        token = self.tokens[self.token(start)]
        whole = token.start == begin and token.end == finish
        rule = "wrong-word" if whole and token.status == KNOWN else "typo"
        found, word = self.text[begin:finish], self.model.word(number)
        costs = self.case_costs(index)
        if found[0].isupper() and not self.decoder.costs.thorough and not is_small_letter(found, word):
            # Whoever misspells a word still meant its capital, even if not that letter: `Sthe`, `Tufure`.
            costs = _NEVER, *costs[1:]
        self.words[index] = in_case_of(found, word, costs, self.shifts, self.text)
        return rule, begin, finish, self.words[index]

    def case_costs(self, index: int) -> Costs:
        """What each case costs a word that is put in, where it stands."""
        start, end, number = self.path[index][:3]
        first, last = self.token(start), self.token(end - 1) + 1
        usual = self.decoder.lattice.cases(number, start)
        if self.units.row(start)[1] != self.tokens[first].start:
            return usual  # another word of the same token stands before it
        before, after = self.tokens.behind(first, self.text), self.tokens.between(last, last + 1)
        capitals = self.model.tables.capitals
        pairs = capitals(self.before(index)[-1], number), capitals(number, self.after(index + 1)[0])
        place = Place(
            self.text, self.tokens[first].start, before, after, self.is_behind_lower(index, before[-1:]), pairs
        )
        return in_place(usual, place, self.decoder.costs.lower_start)

    def is_behind_lower(self, index: int, before: Sequence[Token]) -> bool:
        """Whether the word before one that is put in is in lower case, as it stands or as it was put in itself."""
        if index - 1 in self.words:
            return self.words[index - 1].islower()
        return any(token.kind == WORD and token.shape == 0 for token in before)

    def change(self, start: int, end: int) -> Change | None:
        """Weigh the arcs from `start` up to `end` against the tokens that they read.

        None where they win too little, or put in a word that is not like what stands there.
        """
        first, last = self.token(self.path[start][0]), self.token(self.path[end - 1][1] - 1) + 1
        before, after = self.before(start), self.after(end)
        arcs = self.path[start:end]
        new = self.decoder.cost_of(before, arcs, after)
        margin = self.decoder.cost_of_tokens(self.scanned, before, self.path[start][0], last, after) - new
        if margin < LEAST_MARGIN * 1024:
            return None  # which is told before any edit is made
        pieces = [piece for index in range(start, end) for piece in self.pieces(index)]
        if not all(self.is_likely(*piece) for piece in pieces):
            return None
        return Change(
            tuple(pieces),
            tuple(sorted(self.spaces(start, end, pieces), key=lambda piece: piece[1])),
            self.tokens,
            first,
            last,
            tuple([arc[2] for arc in arcs if arc[4] != LEFT_OUT]),
            tuple(before),
            tuple(after),
            margin / 1024,
            self.runner_up(before, arcs, after, new),
            sum(self.slip(arc) for arc in arcs if arc[4] == REPLACED) / 1024,
        )

    def is_likely(self, rule: str, start: int, end: int, new: str) -> bool:
        """Whether an edit puts in what is like what stands there, or another word for one that is right elsewhere."""
        return rule == "wrong-word" or is_alike(self.text[start:end], new, self.decoder.costs.thorough)

    def slip(self, arc: Arc) -> int:
        """What a replacement costs, without what the letters say of the places between them."""
        return arc[3] - self.units.run_over(arc[0], arc[1])

    def before(self, start: int) -> list[int]:
        """The three words before an arc: of the path, then of the text before the window."""
        numbers = [arc[2] for arc in self.path[:start] if arc[4] != LEFT_OUT][-3:]
        token = self.window.start
        while len(numbers) < 3:
            # Nothing stands before the edge of a paragraph.
            edge = numbers and numbers[0] in (EDGE, NONE)
            numbers.insert(0, NONE if edge else self.tokens.before(token))
            token -= 1
        return numbers

    def after(self, end: int) -> list[int]:
        """The three words after the arcs, as far as the paragraph goes."""
        numbers = [arc[2] for arc in self.path[end:] if arc[4] != LEFT_OUT][:3]
        token = self.window.stop
        while len(numbers) < 3:
            if token >= self.tokens.last or self.tokens[token].gap == BROKEN:
                return [*numbers, EDGE]
            numbers.append(self.tokens[token].number)
            token += 1
        return numbers

    def runner_up(self, before: list[int], arcs: list[Arc], after: list[int], cost: int) -> float | None:
        """How far the next best word for what is replaced falls behind, in nats."""
        if not any(arc[4] == REPLACED for arc in arcs):
            return None
        least = self.decoder.next_best(before, arcs, after)
        return (least - cost) / 1024 if least is not None else ALONE


# Lists, since they are asked for again and again, and to make a generator takes longer than to fill them.


def insertions(change: Change) -> list[int]:
    """Where a change puts white space in: offsets in code points."""
    return [start for _, start, end, new in change.pieces if start == end and new == " "]


def deletions(change: Change) -> list[tuple[int, int]]:
    """Where a change takes white space away: offsets in code points, half-open."""
    return [
        (start, end) for rule, start, end, new in change.pieces if start < end and not new and rule.endswith("-space")
    ]


def replacements(change: Change) -> list[Piece]:
    """The edits of a change that put another word in."""
    return [piece for piece in change.pieces if piece[0] in SPELLING]


def is_repeat(change: Change) -> bool:
    """Whether a change takes out a word that stands twice."""
    return change.pieces[0][0] == "repeated-word"


def changes_letters(change: Change) -> bool:
    """Whether a change puts another word in, and not only spaces."""
    return any(rule in SPELLING for rule, *_ in change.pieces)


def is_grammar(model: Model, text: str, change: Change) -> bool:
    """Whether a form of a word is put in for another one, and people are not known to confuse the two.

    Between these only grammar decides, which is not ours to repair: `assaults` for `assault`, but not `its` for `it's`.
    A plural that nobody else made is one: `enumerables`.
    """
    if any(rule == "typo" and text[start:end].lower() == f"{normal(new)}s" for rule, start, end, new in change.pieces):
        return True
    replaced = [(text[start:end], new) for rule, start, end, new in change.pieces if rule == "wrong-word"]
    return any(are_forms_of_one_word(normal(a), normal(b)) for a, b in replaced) and not _are_confused(model, change)


def without_letters(change: Change) -> Change | None:
    """What is left of a change where no letter may be changed; None where nothing is."""
    return change._replace(pieces=change.spaces) if change.spaces else None


def listed_meanings(model: Model, text: str, change: Change) -> list[int]:
    """What a list of misspellings has for the one word that stands there, as numbers, if one of them is put in."""
    token = change.around[change.first]
    letters = model.letters(text[token.start : token.end]) if change.last == change.first + 1 else None
    if letters is None:
        return []
    key = key_of(letters)
    meanings = list(takewhile(lambda number: number >= 0, (model.tables.meant(key, which) for which in count())))
    return meanings if not set(change.words).isdisjoint(meanings) else []


def _are_confused(model: Model, change: Change) -> bool:
    offsets = model.arrays["confusable_offsets"]
    stands = (change.around[index].number for index in range(change.first, change.last))
    confused = {other for n in stands for other in model.arrays["confusables"][offsets[n] : offsets[n + 1]]}
    return not confused.isdisjoint(change.words)


def is_alike(found: str, word: str, thorough: bool = False) -> bool:
    """Whether a word has half of the letters that it is put in for, in their order; spaces may come and go.

    A list of misspellings is behind fingerprints, and now and then answers for a word that it does not have. Where
    letters are known to be damaged, words of up to three letters need share none: each is two slips from the other.

    >>> is_alike("thier", "their"), is_alike("tiefes", "regularly"), is_alike("er", "of"), is_alike("er", "of", True)
    (True, False, False, True)
    >>> is_alike("usualnoise", "consciousness")
    False
    """
    if not found.strip() or not word.strip() or (thorough and max(len(found), len(word)) <= 3):
        return True
    return 2 * _common_letters(found.lower(), word.lower()) >= max(len(found), len(word))


def _common_letters(a: str, b: str) -> int:
    """How many letters two words have in common in the same order: the length of their longest common subsequence."""
    left, others = _differing(a, b)
    row = [0] * (len(others) + 1)
    for letter in left:
        before = row
        row = [0]
        for place, other in enumerate(others):
            row.append(before[place] + 1 if letter == other else max(before[place + 1], row[place]))
    return len(a) - len(left) + row[-1]


def is_misread(found: str, word: str) -> bool:
    """Whether all that differs is one group of letters that machines misread; a space may be left of it.

    >>> is_misread("govemment", "government"), is_misread("signi cant", "significant"), is_misread("teh", "the")
    (True, True, False)
    """
    found = found.replace(" ", "")
    read, meant = _differing(found, word)
    return (meant, read) in MISREAD


def is_small_letter(found: str, word: str) -> bool:
    """Whether the capital of a word is what machines read a small l as: `Iong`, but not `Istle` for `Isle`."""
    return found[0] == "I" and word[0] == "l"


def differs_in_apostrophe(found: str, word: str, *, silent: bool = False) -> bool:
    """Whether two words differ, and in nothing but apostrophes; if `silent`, in none that can be heard: before an s.

    >>> differs_in_apostrophe("its", "it's", silent=True), differs_in_apostrophe("were", "we're", silent=True)
    (True, False)
    >>> differs_in_apostrophe("didnt", "didn't"), differs_in_apostrophe("their", "they're")
    (True, False)
    """
    mark, rest = ("'s", "s") if silent else ("'", "")
    return found != word and found.replace(mark, rest) == word.replace(mark, rest)


def _differing(a: str, b: str) -> tuple[str, str]:
    """What is left of two words without the letters that both begin with, and those that both then end with.

    >>> _differing("govemment", "government")
    ('m', 'rn')
    """
    start = _shared(a, b)
    end = _shared(a[start:][::-1], b[start:][::-1])
    return a[start : len(a) - end], b[start : len(b) - end]


def _shared(a: str, b: str) -> int:
    """How many letters two words have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
