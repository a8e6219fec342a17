"""How likely a careful editor would make a change: a logistic model over what is known of it, and trees."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, starmap
from operator import mul
from typing import NamedTuple, TypeAlias

from ..model import Model
from ..protect import Protection
from .decide import Change, Piece, differs_in_apostrophe, is_misread, listed_meanings, replacements
from .inflection import are_forms_of_one_word
from .keyboard import are_swapped, is_doubled, is_one_slip, is_skipped
from .kinds import ATTESTED, CAPITAL, KNOWN, LOWER_CASE, MIXED_CASE, NUMERAL, SPACED, STRANGE, UPPER_CASE, WORD
from .old_spelling import is_spelt_freely
from .tokens import Token, key_of
from .trees import SCALE, Trees, whole
from .vocabulary import EDGE, LOWER, MIXED, NEVER_TWICE, NONE, SELDOM, SUSPENDING, normal
from .wraps import Wrapping

__all__ = [
    "BY_MARGIN",
    "CERTAIN",
    "FEATURES",
    "Case",
    "Judge",
    "Weights",
    "cases",
    "damage_of",
    "damage_shown",
    "is_beside_dash",
    "is_evidence",
    "is_never_twice",
    "is_setting",
    "log_odds",
    "primary_rule",
    "probability",
    "repaired",
    "vector",
]

Weights: TypeAlias = Mapping[str, Sequence[float]]


NEAR = 6
"""Tokens on either side that keep a change company."""


SHOUTING = 3
"""Words that seldom are in capitals, and are here, which tell that everything is."""


class Case:
    """A change with everything that its features look at.

    `sources` are the tokens that are changed, of which the longest has `longest` code points, and `source_text` what
    stands there, `result` what the change leaves there, `near` the words around, and `replacement` the word that is put
    in, in its normal form, empty where none is. `sides` tells whether the model has seen the first word of the reading
    behind the one before it, and the last likewise, `missed` how far each of the two pairs that stand there was to be
    expected and was never seen. `costs` tells how rare each word of the reading is, in nats over ten. `is_setting`
    tells that only spaces beside marks and numbers are changed, `marks` are the characters beside the spaces that come
    or go at marks. `meanings` are the words that a list of misspellings has for the one that stands there, if what is
    put in is among them. `differs_in_apostrophe` tells that nothing but an apostrophe comes or goes.
    """

    def __init__(
        self,
        model: Model,
        protection: Protection,
        text: str,
        change: Change,
        words: int,
        alike: int = 0,
        wrapping: Wrapping | None = None,
    ) -> None:
        self.model, self.protection, self.text, self.change = model, protection, text, change
        self.words, self.alike, self.wrapping = words, alike, wrapping
        self.sources = change.around.between(change.first, change.last)
        self.near = _near(change)
        if self._is_shouted():
            self.sources, self.near = _in_small_letters(self.sources), _in_small_letters(self.near)
        self.source_text = text[self.sources[0].start : self.sources[-1].end]
        self.result = repaired(change.pieces, change, text)
        self.longest = max([token.end - token.start for token in self.sources])
        self.replacement = next((normal(word) for *_, word in replacements(change)), "")
        self.sides = self._sides()
        self.missed = self._missed()
        self.costs = [self.cost(word) for word in change.words]
        self.is_setting = change.words == tuple([token.number for token in self.sources])
        self.marks = _marks(change, text)
        self.meanings = listed_meanings(model, text, change)
        self.differs_in_apostrophe = self._differs_in_apostrophe()

    def _is_shouted(self) -> bool:
        """Whether all is in capitals here, so that they say nothing: even words that seldom are."""
        words = [token for token in (*self.sources, *self.near) if token.kind == WORD and token.end - token.start > 1]
        if any(token.shape != UPPER_CASE for token in words):
            return False
        known = [token.number for token in self.near if token.status == KNOWN]
        return sum(self.model.case_costs(number)[0] < SELDOM for number in known) >= SHOUTING

    def _sides(self) -> tuple[bool, bool]:
        change = self.change
        if not change.words:
            return False, False
        return self.seen(change.before[-1], change.words[0]), self.seen(change.words[-1], change.after[0])

    def _missed(self) -> tuple[float, float]:
        first, last = self.sources[0].number, self.sources[-1].number
        return self.expected(self.change.before[-1], first), self.expected(last, self.change.after[0])

    def _differs_in_apostrophe(self) -> bool:
        # What are words without it too, and sound otherwise, are confused as seldom as others: `were` and `we're`.
        silent = self.sources[0].status == KNOWN
        return differs_in_apostrophe(normal(self.source_text), self.replacement, silent=silent)

    def cost(self, word: int) -> float:
        """How rare a word is, in nats over ten."""
        return float(self.model.arrays["unigrams"][word]) / 10240

    def expected(self, a: int, b: int) -> float:
        """How far a pair that was never seen was to be expected, in nats above once in the training text."""
        if self.seen(a, b):
            return 0.0
        unigrams = self.model.arrays["unigrams"]
        words = math.log(self.model.card["training_words"])
        return max(0.0, min(6.0, words - (unigrams[a] + unigrams[b]) / 1024)) / 6

    def seen(self, a: int, b: int) -> bool:
        """Whether two words stand side by side in the model."""
        return self.model.tables.has_bigram(a, b)


def _near(change: Change) -> list[Token]:
    """The words around a change."""
    around, first, last = change.around, change.first, change.last
    tokens = around.between(first - NEAR, first) + around.between(last, last + NEAR)
    return [token for token in tokens if token.kind == WORD]


def _in_small_letters(tokens: Sequence[Token]) -> list[Token]:
    return [token._replace(shape=LOWER_CASE) if token.shape == UPPER_CASE else token for token in tokens]


def _marks(change: Change, text: str) -> set[str]:
    pieces = [(start, end) for rule, start, end, _ in change.pieces if rule == "punctuation-space"]
    return {text[at : at + 1] for start, end in pieces for at in (start - 1, end) if at >= 0}


def opens_sentence(case: Case) -> bool:
    """Whether the first token that is changed has a capital because a sentence begins there."""
    first, around = case.change.first, case.change.around
    if case.sources[0].shape != CAPITAL:
        return False
    before = around.before(first)
    return before == EDGE or (first > around.first and case.text[around[first - 1].start] in _BEFORE_SENTENCE)


def cases(
    model: Model,
    protection: Protection,
    text: str,
    suggested: Sequence[Change],
    words: int,
    wrapping: Wrapping | None = None,
) -> list[Case]:
    """The changes of a text with what their features look at; `words` counts the words of the text."""
    kinds = [_setting(change, text) for change in suggested]
    counts = Counter(kinds)
    return [
        Case(model, protection, text, change, words, counts[kind] - 1 if kind else 0, wrapping)
        for change, kind in zip(suggested, kinds, strict=True)
    ]


def is_setting(change: Change) -> bool:
    """Whether only spaces beside marks come or go."""
    return all(piece[0] == "punctuation-space" for piece in change.pieces)


def _setting(change: Change, text: str) -> tuple[str, ...]:
    """Which marks get or lose a space on which side, and beside what kind of character; empty where more is changed."""
    if not is_setting(change):
        return ()
    return tuple(new + _kinds(text[max(0, start - 1) : end + 1]) for _, start, end, new in change.pieces)


def _kinds(text: str) -> str:
    return "".join("a" if c.isalpha() else "0" if c.isdecimal() else c for c in text)


PLAIN = 3
"""Letters of the shortest word that says that this is prose."""


def _is_plain(case: Case) -> bool:
    """Whether known words of some length stand on both sides, and no number."""
    around, first, last = case.change.around, case.change.first, case.change.last
    tokens = around.between(first - 2, last + 2)
    words = [token for token in tokens if token.kind == WORD]
    short = any(token.end - token.start < PLAIN for token in words if token.gap != SPACED)
    return len(words) > 1 and not short and all(token.kind != NUMERAL and token.status == KNOWN for token in tokens)


_QUOTES, _BRACKETS = frozenset("\"'“”‘’"), frozenset("()[]")

_BEFORE_SENTENCE = (".", "!", "?", '"', "“", ":")
"""What stands before the first word of a sentence."""

_DASHES = ("-", "–", "—", "…", "..")


def is_beside_dash(case: Case) -> bool:
    """Whether a space comes or goes beside a dash or dots, which are set apart or not as the author likes.

    No one likes a space behind a hyphen that is set close to the word before: `error- correction`.
    """
    spaces = [(start, end) for rule, start, end, _ in case.change.pieces if rule == "punctuation-space"]
    beside = (case.text.endswith(_DASHES, 0, start) or case.text.startswith(_DASHES, end) for start, end in spaces)
    return any(beside) and not (len(spaces) == 1 and _is_broken_compound(case, *spaces[0]))


def _is_broken_compound(case: Case, start: int, end: int) -> bool:
    """Whether white space stands behind a hyphen at the end of a known word, and its other half follows."""
    around, before = case.change.around, case.change.first - 1
    if start == end or before < around.first or not case.text.endswith("-", 0, start):
        return False
    word, hyphen = around[before], around[before + 1]
    close = hyphen.end == start and hyphen.start == word.end
    known = word.kind == WORD and word.status == KNOWN and word.end - word.start >= PLAIN
    following = around[before + 2] if before + 2 < around.last else hyphen
    return close and known and following.kind == WORD and following.shape == 0 and not _suspends(case.text, following)


def _suspends(text: str, word: Token) -> bool:
    """Whether the hyphen before a word stands for the half that comes later: `pre- and post-war`."""
    return text[word.start : word.end] in SUSPENDING


def _share(wanted: Sequence[bool]) -> float:
    return sum(wanted) / len(wanted) if wanted else 0.0


def is_never_twice(case: Case) -> bool:
    """Whether a word stands twice that never rightly does."""
    words = case.source_text.lower().split()
    return any(a == b and a in NEVER_TWICE for a, b in pairwise(words))


def _proof(case: Case) -> bool:
    return all(case.sides) and max(case.missed) > 0.3


def _choosy(case: Case) -> float:
    """How far a pair that stands there was to be expected, never seen, and of a word with few neighbours."""
    choosiness = case.model.arrays["choosiness"]
    first, last = case.sources[0].number, case.sources[-1].number
    left = case.missed[0] * max(0, choosiness[2 * first])
    right = case.missed[1] * max(0, choosiness[2 * last + 1])
    return min(1.0, max(left, right) / 32)


def _told(case: Case, place: int) -> bool:
    """Whether the model knows three words in a row, of which the first or last of the reading is one.

    `place` tells how many words stand before it: none would be its right side, two its left.
    """
    change = case.change
    around = (*change.before[-2:], *change.words[:1], *change.words[-1:], *change.after)
    if len(change.words) == 1:
        around = (*change.before[-2:], *change.words, *change.after)
    row = around[place : place + 3]
    return len(row) == 3 and case.model.tables.has_trigram(*row)


def _stands_told(case: Case) -> bool:
    """Whether the model knows three words in a row with a word that stands there in the middle."""
    change = case.change
    first, last = case.sources[0].number, case.sources[-1].number
    if change.first + 1 == change.last:
        return case.model.tables.has_trigram(change.before[-1], first, change.after[0])
    told = case.model.tables.has_trigram
    return told(change.before[-2], change.before[-1], first) or told(last, change.after[0], (*change.after, NONE)[1])


COMMON = 0.62
"""How common a word is, in nats over ten, that stands once in 500 words or more: `of`, `on`, `that`, `had`."""


def _commonness(case: Case) -> float:
    """How common the commonest word of the reading is, in nats over ten: low for `of`, high for a noun."""
    return min(case.costs, default=0.0)


def _inside(case: Case) -> bool:
    words = case.change.words
    return all(case.seen(a, b) for a, b in pairwise(words))


def _four_told(case: Case) -> float:
    """Whether the model knows four words in a row with the reading, and none with what stands there."""
    change = case.change
    stands = [token.number for token in case.sources]
    return float(_run_known(case, change.words) and not _run_known(case, stands))


def _run_known(case: Case, words: Sequence[int]) -> bool:
    row = (*case.change.before, *words, *case.change.after)
    first, last = len(case.change.before) - 3, len(case.change.before) + len(words)
    return any(case.model.tables.has_fourgram(*row[i : i + 4]) for i in range(first, last) if i + 4 <= len(row))


FEATURES: Mapping[str, Callable[[Case], float]] = {
    # the reading against what stands there, in nats, in pieces so that its weight can change along the way
    "margin": lambda c: max(-5.0, min(c.change.margin, 40.0)) / 10,
    "margin over 5": lambda c: max(0.0, min(c.change.margin, 40.0) - 5) / 10,
    "margin over 12": lambda c: max(0.0, min(c.change.margin, 40.0) - 12) / 10,
    # beside marks and numbers nothing is read in another way, and less speaks for a space
    "setting": lambda c: float(c.is_setting),
    # quotation marks and brackets are set apart on purpose more often than others
    "comma": lambda c: float("," in c.marks),
    "point": lambda c: float("." in c.marks),
    "quote": lambda c: float(not c.marks.isdisjoint(_QUOTES)),
    "bracket": lambda c: float(not c.marks.isdisjoint(_BRACKETS)),
    # what a text does again and again is its style
    "alike": lambda c: min(c.alike, 4) / 4,
    "dash": lambda c: float(is_beside_dash(c)),
    # between words that everybody knows no mark is part of a formula, a name or a number
    "setting, plain": lambda c: float(c.is_setting and _is_plain(c)),
    "setting, margin": lambda c: c.is_setting * max(0.0, min(c.change.margin, 12.0)) / 10,
    # a second word that would fit as well makes the first doubtful
    "runner-up": lambda c: 1.0 if c.change.runner_up is None else min(c.change.runner_up, 10.0) / 10,
    # rare slips, and two in one word
    "slip": lambda c: min(c.change.slip, 15.0) / 10,
    "runner-up under 2": lambda c: 0.0 if c.change.runner_up is None else max(0.0, 2 - c.change.runner_up) / 2,
    # names are not in the lexicon and are right all the same
    "capital": lambda c: float(any(t.shape == CAPITAL for t in c.sources)),
    "capital, strange": lambda c: float(any(t.shape == CAPITAL and t.status == STRANGE for t in c.sources)),
    # but where a sentence begins a capital is no sign of a name
    "opening": lambda c: float(opens_sentence(c)),
    "upper": lambda c: float(any(t.shape == UPPER_CASE for t in c.sources)),
    "mixed": lambda c: float(any(t.shape == MIXED_CASE for t in c.sources)),
    # what is known of what stands there
    "all known": lambda c: float(all(t.status == KNOWN for t in c.sources)),
    "attested": lambda c: float(any(t.status == ATTESTED for t in c.sources)),
    "strange": lambda c: sum(t.status == STRANGE for t in c.sources) / 2,
    "tokens": lambda c: min(len(c.sources), 4) / 4,
    # a misspelling that people are known for
    "listed": lambda c: float(bool(c.meanings)),
    # which may be one of several words
    "listed, alone": lambda c: float(len(c.meanings) == 1),
    # and one that machines are
    "misread": lambda c: float(any(is_misread(c.text[a:b], new) for _, a, b, new in replacements(c.change))),
    # the commonest error of all in text that was looked through
    "apostrophe": lambda c: float(c.differs_in_apostrophe),
    "never twice": lambda c: float(is_never_twice(c)),
    # short words are near to everything
    "length": lambda c: min(12, c.longest) / 12,
    "short": lambda c: float(c.longest < 4),
    "shortest result": lambda c: min([len(word) for word in c.result.split()], default=0) / 8,
    "result": lambda c: len(c.change.words) / 4,
    # rare words are read into many things
    "rarity": lambda c: max(c.costs, default=0.0),
    # and seldom stand by a slip, which makes words that come to the fingers by themselves
    "rarity of what stands": lambda c: max((c.cost(t.number) for t in c.sources if t.status == KNOWN), default=0.0),
    # nobody writes `of` and `the` as part of a word, but two nouns may well become one
    "commonness": _commonness,
    "common word": lambda c: float(len(c.change.words) > 1 and _commonness(c) < COMMON),
    "unknown result": lambda c: float(any(LOWER <= w <= MIXED for w in c.change.words)),
    # the words around: seen beside what is proposed, not seen beside what stands there though expected
    "left seen": lambda c: float(c.sides[0]),
    "right seen": lambda c: float(c.sides[1]),
    "both seen": lambda c: float(all(c.sides)),
    "inside seen": lambda c: float(_inside(c)),
    "left missed": lambda c: c.missed[0],
    "right missed": lambda c: c.missed[1],
    "both missed": lambda c: float(
        not c.seen(c.change.before[-1], c.sources[0].number) and not c.seen(c.sources[-1].number, c.change.after[0])
    ),
    # three words in a row that the model knows
    "middle told": lambda c: float(_told(c, 1)),
    "left told": lambda c: float(_told(c, 0)),
    "right told": lambda c: float(_told(c, 2)),
    "stands told": lambda c: float(_stands_told(c)),
    # strange company: dialect, foreign words, names
    "strange company": lambda c: _share([t.status == STRANGE for t in c.near]),
    "attested company": lambda c: _share([t.status == ATTESTED for t in c.near]),
    "capital company": lambda c: _share([t.shape != 0 for t in c.near]),
    # a line tells less of itself than a page
    "few words": lambda c: max(0.0, 1 - c.words / 60),
    # the document: a word used again is a word
    "used again": lambda c: float(_uses(c) > 1),
    # between forms of one word only grammar decides
    "forms of one word": lambda c: float(
        bool(c.replacement) and are_forms_of_one_word(normal(c.source_text), c.replacement)
    ),
    # seen beside the new word on both sides, and never where this one stands, though chance alone would have done it
    "proof": lambda c: float(_proof(c)),
    "proof, alone": lambda c: float(_proof(c) and (c.change.runner_up is None or c.change.runner_up > 5)),
    # four words in a row that the model knows
    "four told": _four_told,
    # a word that has few neighbours, such as `lot` behind `a`, and here none of them
    "choosy": lambda c: float(all(c.sides)) * _choosy(c),
    # what the letters around say of the spaces, whatever the words are
    "heard": lambda c: c.change.heard / 8,
    "soft": lambda c: float(c.protection.softness(c.change.pieces[0][1], c.change.pieces[0][2]) is not None),
}
"""What a change is judged by, each between about 0 and 1."""


def repaired(pieces: Sequence[Piece], change: Change, text: str) -> str:
    """What the changed tokens read after some edits of a change."""
    start, end = change.around[change.first].start, change.around[change.last - 1].end
    read, place = [], start
    for _, first, last, new in sorted(pieces, key=lambda piece: (piece[1], piece[2])):
        read += [text[place:first], new]
        place = last
    return "".join([*read, text[place:end]])


def _uses(case: Case) -> int:
    """How often the commonest of the strange words that are changed stands in the text."""
    strange = [case.text[token.start : token.end] for token in case.sources if token.status == STRANGE]
    keys = [key_of(letters) for letters in map(case.model.letters, strange) if letters]
    return max(0, max([case.change.around.keys.get(key, 0) for key in keys], default=0))


def vector(case: Case) -> list[float]:
    """The features of a change, in the order of the table."""
    return [feature(case) for feature in FEATURES.values()]


def primary_rule(change: Change) -> str:
    """The rule by which a group is judged: the replacement of a word decides before the spaces around it."""
    rules = [piece[0] for piece in change.pieces]
    return next((rule for rule in ("wrong-word", "typo") if rule in rules), rules[0])


def family(rule: str) -> str:
    """What kind of damage a rule repairs: damage of one kind makes more of the same kind likely."""
    return "spaces" if rule.endswith("-space") else rule


def log_odds(weights: Sequence[float], features: Sequence[float], damage: Sequence[float] = (0, 0)) -> float:
    """The logistic model: `weights` are a bias, one for each feature, and two for the damage that shows."""
    return weights[0] + math.fsum(starmap(mul, zip(weights[1:], (*features, *damage), strict=True)))


def probability(score: float) -> float:
    """The probability that has this score as its log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


class Judge(NamedTuple):
    """What turns the features of a change into its confidence: a logistic model for each rule, corrected by trees.

    `places` tell for each rule which trees are its own: the first, and the one after the last.
    """

    weights: Weights
    trees: Trees
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, model: Model, damaged: bool) -> Judge:
        """The one for text that is read as badly damaged, or as usual."""
        way = "damaged" if damaged else "usual"
        weights, places = (model.card.get(key, {}).get(way, {}) for key in ("confidence", "trees"))
        return cls(weights, model.trees, places)

    def confidence(self, rule: str, features: Sequence[float], damage: Sequence[float], counted: float = 0) -> float:
        """How likely a change is right that comes under this rule: a probability.

        `counted` are nats that no weight has: those of what was counted, and not learned.
        """
        score = log_odds(self.weights.get(rule, BY_MARGIN), features, damage) + counted
        first, end = self.places.get(rule, (0, 0))
        return probability(score + self.trees.shift(whole((*features, *damage)), first, end) / SCALE)

    def of_case(self, case: Case, rule: str, features: Sequence[float], damage: Sequence[float]) -> float:
        """The same for a change itself: of a misspelt word what was counted tells too, and its lead over the next."""
        if rule != "typo":
            return self.confidence(rule, features, damage)
        return min(self.confidence(rule, features, damage, _slip_of_fingers(case)), _among_candidates(case))


TWICE_OR_SWAPPED, SKIPPED = 2.5, 1.6
"""Nats that speak for a change where a letter was typed twice or two changed places, and where one was left out.

Counted: of 21 such changes in clean text that had a confidence of 0.3 to 0.83, 20 were right, and of 26, all were.
"""

ONE_SLIP, LONG_ENOUGH = 2.5, 8
"""Nats that speak for a change of one letter in a long word in small letters, and how many of them are many.

Counted: of 115 such changes in clean text and in documentation that had a confidence of 0.3 to 0.83, 105 were right.
"""

LISTED, LISTED_LONG = 1.5, 6
"""Nats that speak for what a list of misspellings has for one of so many small letters, if it has just one word for it
and the text has the misspelling once.

Counted: of 165 such words in documentation that had less than the threshold, some 160 were right.
"""

LEAST_FINGERED = 4
"""Letters that stand there, at least: shorter words are near to many others. One more where a letter was left out."""


def _slip_of_fingers(case: Case) -> float:
    """The nats that speak for a change that undoes a slip of fingers, or one slip in a long word, else none.

    Names are spelt in many ways, with letters that others have once or not at all: `Philipp`; so were all words once:
    `trobles`. Where a text was cut, letters are gone.
    """
    found, word, source = case.source_text.lower(), case.replacement, case.sources[0]
    if len(case.sources) > 1 or source.status != STRANGE or len(found) < LEAST_FINGERED or _may_be_name(case):
        return 0.0
    if are_swapped(found, word) or is_doubled(found, word):
        return TWICE_OR_SWAPPED
    is_small, is_inside = source.shape == 0, source.start > 0 and source.end < len(case.text)
    if not is_small or not is_inside or is_spelt_freely(found, word):
        return 0.0
    if len(case.meanings) == 1 and len(found) >= LISTED_LONG and _uses(case) < 2:
        return LISTED
    if len(found) >= LONG_ENOUGH and is_one_slip(found, word) and not _is_name_of_thing(case.model, found, word):
        return ONE_SLIP
    return SKIPPED if len(found) > LEAST_FINGERED and is_skipped(found, word) else 0.0


def _is_name_of_thing(model: Model, found: str, word: str) -> bool:
    """Whether a word consists of two others, or of one and a letter at an end: `optgroup`, `useconds`, `changelogx`."""
    halves = ((found[:cut], found[cut:]) for cut in range(3, len(found) - 2))
    return word in (found[:-1], found[1:]) or any(model.knows(left) and model.knows(right) for left, right in halves)


def _may_be_name(case: Case) -> bool:
    """Whether a word with a capital would become one that seldom lacks it: `Jhon`, but not `Govermnent`."""
    if case.sources[0].shape == 0 or not case.replacement:
        return False
    return case.model.case_costs(case.model.number(case.replacement))[0] >= SELDOM


AMONG_CANDIDATES = -0.2, 0.62
"""What the odds of a word are at most, as a logarithm, against the one that would fit next best, and how they grow with
each nat between the two.

Counted: of words put in for 16,000 single slips in clean text a half were right where the two were less than a nat
apart, four in five at two and a half, 95 in 100 at five nats, and all but one in 300 from eight on.
"""

LONG = 5
"""Letters from which on a word that a list of misspellings has is one of those, and no chance slip of another word."""


def _among_candidates(case: Case) -> float:
    """The probability that the word that is put in is the one that was meant, and not the runner-up.

    For a word that people misspell so a list knows better: `diety`, but not `tha`.
    """
    runner_up, is_listed = case.change.runner_up, bool(case.meanings) and case.longest >= LONG
    if runner_up is None or is_listed:
        return 1.0
    least, growth = AMONG_CANDIDATES
    return probability(least + growth * runner_up)


def _density(count: int, words: int) -> float:
    return min(1.0, math.log1p(1000 * count / (words + 100)) / 5)


BY_MARGIN = (-4.0, 10.0, *[0.0] * (len(FEATURES) + 1))
"""Weights of a rule that calibration met no change of: the margin, which comes first, less four nats."""

CERTAIN = 0.7
"""The probability, without regard to other damage, from which on a change is certain enough to be evidence."""


def damage_shown(
    judged: Sequence[tuple[str, Sequence[float]]], words: int, weights: Weights
) -> list[tuple[float, float]]:
    """For each change of a text the damage that the other changes show.

    `judged` are the primary rule and the features of each change; `words` counts the words of the text.
    """
    return damage_of([(rule, is_evidence(rule, features, weights)) for rule, features in judged], words)


def is_evidence(rule: str, features: Sequence[float], weights: Weights) -> bool:
    """Whether a change is certain enough, without regard to other damage, to be evidence of it."""
    return probability(log_odds(weights.get(rule, BY_MARGIN), features)) >= CERTAIN


def damage_of(told: Sequence[tuple[str, bool]], words: int) -> list[tuple[float, float]]:
    """The same, where it is known of each change, beside its primary rule, whether it is evidence."""
    certain = Counter(family(rule) for rule, is_sure in told if is_sure)
    shown = []
    for rule, is_sure in told:
        own = certain[family(rule)] - is_sure
        others = certain.total() - certain[family(rule)]
        if rule == "wrong-word" and others and certain["spaces"]:
            others -= 1  # one lost space tells nothing of words
        shown.append((_density(own, words), _density(own + others, words)))
    return shown
