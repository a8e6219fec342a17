"""The engine once more, slow and obvious: what its definitions say, with no thought for speed.

Nothing here shares code with what it judges, but for the arrays of the model and the names of the numbers.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textfix.engine import replacement
from textfix.engine.candidates import MISREAD, MISREADING
from textfix.engine.decode import Decoder
from textfix.engine.kinds import NUMERAL
from textfix.engine.replacement import LESS_MEANT, RARELY_MEANT, TWO_USUAL_WORDS, TWO_WORDS
from textfix.engine.segmentation import LEAST_ATTESTED
from textfix.engine.spacing import ABBREVIATIONS
from textfix.engine.tokens import SLIPS
from textfix.engine.vocabulary import (
    CONFUSED,
    EDGE,
    FIRST_MARK,
    LOWER,
    NONE,
    NUMBER,
    OTHER,
    POSSESSIVE,
    SAME_MARK,
    SYMBOL,
)
from textfix.engine.window import ORDINAL_ENDINGS, SIGNS
from textfix.model import Model
from textfix.train.corpus import TOKEN
from textfix.train.lexicon_table import word_hash

NAT = 1024

CONFUSION = 5 * NAT + NAT // 2
"""What it costs that one word is taken for another, before it is looked at which."""

SPACE = 6 * NAT
"""What it costs at least that a space was put into a word."""

GLUED = 3 * NAT // 2
"""What is taken off that where one of the words is very common."""

SLIP, FIRST_LETTER = 2500, 1000
"""What a slip costs before its letters are looked at, and what more at the first letter."""

# -- tables


def mixed(key: int) -> int:
    """The hash of the slot tables, in integers that never overflow."""
    h = key * 0x9E3779B97F4A7C15 % 2**64
    h ^= h >> 32
    h = h * 0x9E3779B97F4A7C15 % 2**64
    return h ^ (h >> 29)


def look_up(slots: Sequence[int], key: int, fingerprint_bits: int) -> int | None:
    """The value of a key in a slot table, the first one if there are several."""
    return next(look_up_all(slots, key, fingerprint_bits), None)


def look_up_all(slots: Sequence[int], key: int, fingerprint_bits: int) -> Iterator[int]:
    """All values of a key in a slot table."""
    home = (mixed(key) // 2**32) * slots[0] // 2**32
    run = itertools.takewhile(lambda slot: slot != 0, slots[1 + home :])
    width = 32 - fingerprint_bits
    fingerprint = mixed(key) % 2**fingerprint_bits
    return (slot % 2**width for slot in run if slot // 2**width == fingerprint)


class Lexicon:
    """What a model knows of words, asked in letters."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.first = FIRST_MARK + len(model.arrays["marks"])
        count = len(model.arrays["word_offsets"]) - 1
        self.words = {model.word(self.first + n): self.first + n for n in range(count)}
        self.alphabet = "".join(map(chr, model.arrays["alphabet"]))
        marks = {chr(code): number for number, code in enumerate(model.arrays["marks"], FIRST_MARK)}
        same = {mark: marks[other] for mark, other in SAME_MARK.items() if other in marks}
        self.marks = {**marks, **same}

    def normal(self, word: str) -> str | None:
        """The normal form of a word, or None where it has letters beyond the alphabet."""
        forms = ["'" if c == "’" else c.lower() if len(c.lower()) == 1 else "?" for c in word]
        # What only its lower case is a letter of (the sign for kelvin) is none itself.
        known = all((form in self.alphabet and ord(c) < 0x250) or c == "’" for c, form in zip(word, forms, strict=True))
        return "".join(forms) if known and set(forms) <= set(self.alphabet) else None

    def encoded(self, normal: str) -> bytes:
        return bytes(self.alphabet.index(c) + 1 for c in normal)

    def key(self, normal: str) -> int:
        return word_hash(self.encoded(normal))

    @functools.cache  # noqa: B019 (there are a handful of them, and they live as long as the tests)
    def number(self, normal: str) -> int | None:
        """The number of a word, or None. Through the table, as the engine: a fingerprint may be that of another."""
        return look_up(self.model.arrays["lexicon"], self.key(normal), 15)

    @functools.cache  # noqa: B019 (there are a handful of them, and they live as long as the tests)
    def is_attested(self, normal: str) -> bool:
        """Whether what a word has in the three blocks of the filter comes to its fingerprint."""
        seed, *slots = self.model.arrays["attested"]
        block, mix = len(slots) // 3, mixed(self.key(normal) ^ seed)
        parts = (mix >> 32, mix >> 16 & 0xFFFFFFFF, mix & 0xFFFFFFFF)
        held = [slots[n * block + (part * block >> 32)] for n, part in enumerate(parts)]
        return held[0] ^ held[1] ^ held[2] == mixed(mix) & 0xFFFF

    def letter_cost(self, word: str) -> int:
        """The cost of a word, letter by letter, under the character model."""
        codes = [63, *self.encoded(word), 63]
        return sum(self._letter(codes[max(0, i - 4) : i], codes[i]) for i in range(1, len(codes)))

    def _letter(self, history: Sequence[int], letter: int) -> int:
        table = self.model.arrays["characters"]
        value = look_up(table, _packed([*history, letter]), 16)
        if value is not None:
            return value // 256 * 64
        if not history:
            return 8 * NAT
        back_off = look_up(table, _packed(history), 16)
        return (back_off or 0) % 256 * 64 + self._letter(history[1:], letter)


def _packed(letters: Sequence[int]) -> int:
    return functools.reduce(lambda key, letter: key * 64 + letter, letters, 0) + len(letters) * 2**40


@functools.cache
def lexicon(model: Model) -> Lexicon:
    return Lexicon(model)


# -- tokens


class Token(NamedTuple):
    start: int
    end: int
    number: int
    kind: int
    shape: int
    gap: int
    status: int


def tokens(model: Model, text: str, words: frozenset[int] = frozenset()) -> tuple[list[Token], Counter[int]]:
    """The tokens of a text, and how often each strange word occurs, by its key."""
    rows: list[Token] = []
    strange: Counter[int] = Counter()
    opening = _opening_quotes(text)
    for match in TOKEN.finditer(text):
        if match[0] == "\n":
            continue
        gap = _gap(text[rows[-1].end : match.start()]) if rows else 3
        number, status, key = _identified(lexicon(model), match[0], words)
        is_word, is_number = match[0][0].isalnum() and not match[0][0].isdecimal(), match[0][0].isdecimal()
        kind = 0 if is_word else 1 if is_number else 2
        case = shape(match[0]) if is_word else int(match.start() in opening)
        rows.append(Token(*match.span(), number, kind, case, gap, status))
        is_listed = case == 0 and look_up(model.arrays["misspellings"], key, 15) is not None
        if status == 2:
            strange[key] = strange.get(key, -SLIPS if is_listed else 0) + 1
    return rows, strange


def _opening_quotes(text: str) -> set[int]:
    """Where straight quotation marks open: one side of them tells, else each one is what the one before was not."""
    found = set()
    opens = True
    for match in re.finditer(r'"|[\n\r\u2028\u2029]', text):
        start, end = match.span()
        if match[0] != '"':
            opens = True
            continue
        before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([–—"
        after = end == len(text) or text[end].isspace() or text[end] in "!),.:;?]"
        opens = before if before != after else opens
        found |= {start} if opens else set()
        opens = not opens
    return found


def _gap(space: str) -> int:
    if set(space) & set("\n\r\u2028\u2029"):
        return 3
    return {"": 0, " ": 1}.get(space, 2)


def shape(word: str) -> int:
    """Lower, capitalised, upper or mixed: 0 to 3."""
    letters = [c for c in word if c not in "'’"]
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if upper[0] and sum(upper) == 1:
        return 1
    return 2 if all(upper) else 3


def _identified(known: Lexicon, token: str, words: frozenset[int]) -> tuple[int, int, int]:
    """Number, status and key of a token."""
    if token[0].isdecimal():
        return NUMBER, 0, 0
    if not token[0].isalnum():
        return known.marks.get(token, SYMBOL), 0, 0
    normal = known.normal(token)
    if normal is None:
        return OTHER, 3, 0
    number, keys = known.number(normal), {known.key(normal)}
    if normal.endswith("'s"):
        keys.add(known.key(normal[:-2]))
        if number is None and known.number(normal[:-2]) is not None:
            number = POSSESSIVE
    if number is not None:
        return number, 0, 0
    forms = {normal, normal.removesuffix("'s")}
    given = any(map(known.is_attested, forms)) or bool(keys & words)
    return LOWER + shape(token), 1 if given else 2, known.key(normal)


# -- words near some letters


USUAL_RAREST, DAMAGED_RAREST = 8 * NAT, 7 * NAT // 2
"""What the letters of a slip weigh at most: in text as usual, and where much is damaged and not only by people."""


@functools.cache
def near(model: Model, typed: str, distance: int, rarest: int = USUAL_RAREST) -> dict[int, int]:
    """The words that at least one and at most this many slips turn into what was typed, each at its least cost."""
    if not 0 < len(typed) <= 40:
        return {}
    costs = {number: aligned(model, word, typed, distance, rarest) for word, number in lexicon(model).words.items()}
    return {number: cost for number, cost in costs.items() if cost}


def aligned(model: Model, meant: str, typed: str, slips: int, rarest: int) -> int | None:
    """The least cost of writing `typed` for `meant` with one to so many slips, None where it takes more.

    A slip costs SLIP and its weight, more at the first letter, at least half a nat in all.
    Two letters in the wrong order are typed next to each other, with nothing else amiss between them.
    """
    errors, number = model.arrays["errors"], lexicon(model).alphabet.index

    def cost(kind: int, a: str, b: str, place: int) -> int:
        pair = [number(c) + 1 if c else 0 for c in (a, b)]
        weight = min(rarest, errors[kind * 4096 + pair[0] * 64 + pair[1]] * 64)
        return max(512, SLIP + weight + (FIRST_LETTER if place == 0 else 0))

    def ways(m: int, t: int, left: int) -> Iterator[int]:
        rest, wrong = meant[m:], typed[t:]
        if not rest and not wrong:
            yield 0
        if rest and wrong and rest[0] == wrong[0]:
            yield from ways(m + 1, t + 1, left)
        for kind, a, b, read, written in _slips(meant[m - 1 : m], rest, wrong) if left else ():
            yield from (cost(kind, a, b, t) + more for more in ways(m + read, t + written, left - 1))
        for letters, read in MISREAD if left else ():
            if rest.startswith(letters) and wrong.startswith(read):
                slip = MISREADING + (FIRST_LETTER if t == 0 else 0)
                yield from (slip + more for more in ways(m + len(letters), t + len(read), left - 1))

    if not -slips <= len(meant) - len(typed) <= 3 * slips:
        return None
    return min(filter(None, ways(0, 0, slips)), default=None)


def _slips(last: str, rest: str, wrong: str) -> Iterator[tuple[int, str, str, int, int]]:
    """The slips that may come next: a kind, two letters, and how many letters were meant and typed."""
    if rest:
        yield 0, last, rest[0], 1, 0
    if wrong:
        yield 1, last, wrong[0], 0, 1
    if rest and wrong and rest[0] != wrong[0]:
        yield 2, rest[0], wrong[0], 1, 1
    if len(rest) > 1 and wrong[:2] == rest[1] + rest[0] != rest[:2]:
        yield 3, rest[0], rest[1], 2, 2


# -- spaces beside marks and numbers

CLASSES = (
    "the edge of a paragraph",
    *("1 digit", "2 digits", "3 digits", "a year", "4 digits", "more digits", "digits with points"),
    *("small letter", "short word", "word", "capital", "Capitalised", "CAPITALS", "foreign"),
    *("a quotation mark that opens", "a quotation mark that closes"),
    *map(chr, range(0x21, 0x7F)),
    *"“”‘’„«»–—…•°·£€©®™×§",
    "another mark",
)
"""What stands beside a boundary, by its number."""

NOTHING = CLASSES[0]

EVEN, ODDS_STEP = 128, 128
"""Which byte of a table stands for even odds, and how many units of 1/1024 nat are a step."""


class Boundary(NamedTuple):
    """What stands on either side: classes, the classes one further out with whether a space lies between, words.

    A word is its number where it is one of the most frequent, else its class.
    """

    classes: tuple[str, str]
    around: tuple[tuple[str, bool], tuple[str, bool]]
    words: tuple[str | int, str | int]

    def classes_key(self) -> int:
        left, right = map(CLASSES.index, self.classes)
        return left * 2**8 + right

    def around_key(self) -> int:
        outer = [CLASSES.index(name) * 2 + spaced for name, spaced in self.around]
        return 2**60 + self.classes_key() * 2**18 + outer[0] * 2**9 + outer[1]

    def words_key(self) -> int:
        left, right = (2**17 + CLASSES.index(word) if isinstance(word, str) else word for word in self.words)
        return 2**61 + left * 2**18 + right


def number_class(digits: str) -> str:
    if not digits.isdecimal():
        return "digits with points"
    if re.fullmatch("[12]...", digits):
        return "a year"
    return {1: "1 digit", 2: "2 digits", 3: "3 digits", 4: "4 digits"}.get(len(digits), "more digits")


def mark_class(mark: str, opens: int) -> str:
    if mark == '"':
        return "a quotation mark that opens" if opens else "a quotation mark that closes"
    return mark if mark in CLASSES else "another mark"


def word_class(word: str, from_its_end: bool) -> str:
    """The class of a word: one of mixed case is seen as what it is at the near end."""
    if shape(word) == 0:
        return "small letter" if len(word) == 1 else "short word" if len(word) <= 3 else "word"
    if shape(word) == 1:
        return "capital" if len(word) == 1 else "Capitalised"
    if shape(word) == 2 or word[-1 if from_its_end else 1].isupper():
        return "CAPITALS"
    return "word" if from_its_end or word[0].islower() else "Capitalised"


class Spacing:
    """What stands around each boundary of a text, and the odds of a space there."""

    def __init__(self, model: Model, text: str) -> None:
        self.text, self.model = text, model
        self.tokens, _ = tokens(model, text)

    def written(self, t: int) -> str:
        return self.text[self.tokens[t].start : self.tokens[t].end]

    def class_of(self, t: int, from_its_end: bool) -> str:
        token = self.tokens[t]
        if token.kind == 2:
            return mark_class(self.written(t), token.shape)
        if token.kind == 1:
            return number_class(self.written(t))
        return "foreign" if token.status == 3 else word_class(self.written(t), from_its_end)

    def outer(self, t: int, step: int) -> tuple[str, bool]:
        """The class of the token before (-1) or behind (1) another one, and whether white space lies between."""
        gap = 3 if t + step in (-1, len(self.tokens)) else self.tokens[max(t, t + step)].gap
        return (NOTHING, False) if gap == 3 else (self.class_of(t + step, step < 0), gap != 0)

    def has_odds(self, t: int) -> bool:
        """Whether there are odds for the boundary before a token."""
        kinds = {token.kind for token in self.tokens[max(0, t - 1) : t + 1]}
        return t > 0 and self.tokens[t].gap in (0, 1) and kinds != {0}

    def boundary(self, t: int) -> Boundary:
        left, right = self.class_of(t - 1, True), self.class_of(t, False)
        numbers = self.tokens[t - 1].kind == self.tokens[t].kind == 1
        if numbers and is_year(self.written(t - 1), self.written(t)):
            left = NOTHING
        words = self._word(t - 1, left), self._word(t, right)
        return Boundary((left, right), (self.outer(t - 1, -1), self.outer(t, 1)), words)

    def _word(self, t: int, otherwise: str) -> str | int:
        number, first = self.tokens[t].number, lexicon(self.model).first
        return number if self.tokens[t].kind == 0 and first <= number < first + 6000 else otherwise

    def inside(self, t: int) -> Iterator[Boundary]:
        """The places inside a number: none has a space."""
        number, around = self.written(t), (self.outer(t, -1), self.outer(t, 1))
        if number.isdecimal():
            for cut in range(1, len(number) if len(number) <= 6 else 0):
                parts = number[:cut], number[cut:]
                left = NOTHING if is_year(*parts) else number_class(parts[0])
                yield Boundary((left, number_class(parts[1])), around, (left, number_class(parts[1])))
        elif match := re.fullmatch(r"(\d+)([.,])(\d+)", number):
            pair = match[2], number_class(match[3])
            yield Boundary(pair, ((number_class(match[1]), False), around[1]), pair)

    def all(self) -> Iterator[tuple[Boundary, bool]]:
        """What the text tells: each boundary, and whether a space stands there; the first token tells nothing."""
        for t, token in enumerate(self.tokens):
            if self.has_odds(t):
                yield self.boundary(t), token.gap == 1
            if token.kind == 1 and t > 0:
                yield from ((boundary, False) for boundary in self.inside(t))

    def chained(self, t: int) -> bool:
        """Whether a mark stands between words without spaces, as another one of its kind does one word further on."""
        glued = [i for i in (t - 2, t, t + 2) if 0 < i < len(self.tokens) - 1 and self._is_glued(i)]
        others = [i for i in glued if i != t and self.tokens[i].number == self.tokens[t].number]
        # The mark before is looked at first, and only where there is none the one behind.
        chain = [t, *others[:1]]
        if self.tokens[t].kind != 2 or t not in glued or not others or self._ends_initials(t):
            return False
        return not any(map(self._is_in_sentence, chain))

    def _ends_initials(self, t: int) -> bool:
        initial, mark, word = map(self.written, (t - 1, t, t + 1))
        is_small = self.tokens[t + 1].kind == self.tokens[t + 1].shape == self.tokens[t + 1].status == 0
        if mark != "." or len(initial) != 1 or not is_small:
            return False
        if self.tokens[t - 1].shape == 1:
            return len(word) > 2
        whole = self.text[self.tokens[max(0, t - 3)].start : self.tokens[t].end]
        return len(word) > 1 and whole in ABBREVIATIONS

    def _is_in_sentence(self, t: int) -> bool:
        first = 16 + len(self.model.arrays["marks"])
        beside = [token for token in self.tokens[t - 1 : t + 2 : 2] if token.end - token.start > 1]
        return self.text[self.tokens[t].start] == "," and any(first <= token.number < first + 33 for token in beside)

    def _is_glued(self, t: int) -> bool:
        return self.tokens[t].gap == self.tokens[t + 1].gap == 0

    def is_shifted(self, t: int) -> bool:
        """Whether a mark has a space on the wrong side of it, and none on the right one."""
        other = t + 1 if self.tokens[t].kind == 2 else t - 1
        if other == len(self.tokens) or not self.has_odds(other) or self.tokens[t].gap == self.tokens[other].gap:
            return False
        return self._is_unusual(t) and self._is_unusual(other)

    def _is_unusual(self, t: int) -> bool:
        found = look_up(self.model.arrays["spacing"], self.boundary(t).classes_key(), 24)
        return found is not None and (found - 128) * (-1) ** self.tokens[t].gap > 16

    def odds(self, t: int, spaceless: bool = False) -> int:
        """The log-odds of a space before a token, from the table: in the best known context, shifted by words."""
        slots, here = self.model.arrays["spacing"], self.boundary(t)
        if not spaceless and (self.chained(t - 1) or self.chained(t)):
            return 0
        alone = spaceless or self.is_shifted(t)
        keys = [here.classes_key()] if alone else [here.around_key(), here.classes_key()]
        known = (look_up(slots, key, 24) for key in keys)
        steps = next((value - EVEN for value in known if value is not None), 0)
        shift = look_up(slots, here.words_key(), 24)
        return (steps + (shift or EVEN) - EVEN) * ODDS_STEP


def is_year(left: str, right: str) -> bool:
    """Whether two numbers are a year together."""
    return bool(re.fullmatch("(1[5-9]|20)..", left + right))


def spacing_counted(model: Model, texts: Iterable[str]) -> dict[int, int]:
    """The table of odds that some texts make: a byte for each key that tells something of its own."""
    seen = [row for text in texts for row in Spacing(model, text).all()]
    usual = {key: math.log((n + 0.5) / (m + 0.5)) for key, (n, m, _) in _told(seen, Boundary.classes_key).items()}
    odds = dict(usual)
    for key_of in (Boundary.around_key, Boundary.words_key):
        for key, (spaced, glued, first) in _told(seen, key_of).items():
            prior = usual[first.classes_key()]
            expected = 3 / (1 + math.exp(-prior))  # of three more occurrences
            here = math.log((spaced + expected + 1e-4) / (glued + 3 - expected + 1e-4))
            if spaced + glued >= 6 and abs(here - prior) >= 0.5:
                odds[key] = here if key_of == Boundary.around_key else here - prior
    return {key: max(1, min(255, round(value * NAT / ODDS_STEP) + EVEN)) for key, value in odds.items()}


def _told(
    seen: Iterable[tuple[Boundary, bool]], key_of: Callable[[Boundary], int]
) -> dict[int, tuple[int, int, Boundary]]:
    """For each key how often a space stood there and how often none, and where it was first met."""
    found: dict[int, tuple[int, int, Boundary]] = {}
    for boundary, spaced in seen:
        with_space, without, first = found.get(key_of(boundary), (0, 0, boundary))
        found[key_of(boundary)] = with_space + spaced, without + (not spaced), first
    return found


# -- the lattice


class Unit(NamedTuple):
    """A letter of a word, or a whole number, mark or foreign word (its letter is empty).

    `named` tells that the word begins here and that the one before it is a name, `shouted` that all near it is in
    capitals.
    """

    letter: str
    upper: bool
    gap: int
    free: bool
    token: int
    first: bool
    named: bool
    shouted: bool
    offset: int


class Arc(NamedTuple):
    start: int
    end: int
    number: int
    cost: int
    kind: int


NEAREST = dict(zip("đħıłŧøæœðþßŋə", "dhiltoaodtsne", strict=True))
"""The plain letters for those that are not a plain one and an accent to Unicode."""


def plain(character: str) -> str:
    """A Latin letter without its accents, in lower case; what is none becomes a question mark."""
    lower = character.lower()
    without = NEAREST.get(lower, unicodedata.normalize("NFD", lower)[0])
    return without if re.match("[À-ɏḀ-ỿ]", character) and without.isascii() else "?"


class Lattice:
    """All arcs over the tokens of a window, given which tokens are in doubt."""

    def __init__(self, model: Model, text: str, doubtful: Sequence[int], window: range, decoder: Decoder) -> None:
        self.model, self.text, self.window = model, text, window
        self.costs, self.heard_odds = decoder.costs, decoder.window.space_odds if decoder.window.hears else None
        self.tokens, self.memory = tokens(model, text)
        self.doubtful = [bool(flag) for flag in doubtful]
        self.known, self.spacing = lexicon(model), Spacing(model, text)
        self.rarest = DAMAGED_RAREST if self.costs.folding else USUAL_RAREST
        self.units = [unit for t in window for unit in self._units_of(t)]
        self.size = len(self.units)
        self.starts = [i for i, unit in enumerate(self.units) if unit.first] + [self.size]

    def _units_of(self, t: int) -> Iterator[Unit]:
        token = self.tokens[t]
        word = self.text[token.start : token.end]
        letters = self.known.normal(word) or (self._folded(word) if self.costs.folding else None)
        if token.kind != 0 or not letters:
            yield Unit("", False, token.gap, False, t, True, False, False, token.start)
            return
        shouted = self._is_shouted(t)
        for place, (letter, character) in enumerate(zip(letters, word, strict=True)):
            named = place == 0 and self._is_name(t - 1) and token.gap == 1 and not shouted
            gap = 0 if place else token.gap
            upper, at = character.isupper(), token.start + place
            yield Unit(letter, upper, gap, self.doubtful[t], t, place == 0, named, shouted, at)

    def _folded(self, word: str) -> str | None:
        """A word of the alphabet that this one is but for accents that the alphabet does not have."""
        return self.known.normal("".join(c if self.known.normal(c) else plain(c) for c in word))

    def _is_name(self, t: int) -> bool:
        """Whether a word has a capital and neither a mark nor the edge of a paragraph before it to explain that."""
        if t < 1 or self.tokens[t].gap == 3 or self.tokens[t - 1].kind == 2:
            return False
        word = self.text[self.tokens[t].start : self.tokens[t].end]
        return self.tokens[t].kind == 0 and len(word) > 1 and shape(word) in (1, 2)

    def _is_shouted(self, t: int) -> bool:
        """Whether five words on either side are all in capitals, and three of them are mostly in small letters."""
        line = 0
        lines = [line := line + (token.gap == 3) for token in self.tokens]
        near = [s for s in range(max(0, t - 5), t + 6) if s != t and s < len(lines) and lines[s] == lines[t]]
        words = [s for s in near if self.tokens[s].kind == 0 and self.tokens[s].end - self.tokens[s].start > 1]
        if self.tokens[t].shape != 2 or any(self.tokens[s].shape != 2 for s in words):
            return False
        known = (self.tokens[s].number for s in words if self.tokens[s].status == 0)
        return sum(self.model.arrays["shapes"][8 * number] <= 8 for number in known) >= 3

    def letters(self, start: int, end: int) -> str:
        return "".join(unit.letter for unit in self.units[start:end])

    def surface(self, start: int, end: int) -> str:
        """The letters in their case."""
        return "".join(u.letter.upper() if u.upper else u.letter for u in self.units[start:end])

    def shape(self, start: int, end: int) -> int:
        upper = [u.upper for u in self.units[start:end] if u.letter != "'"]
        if not any(upper):
            return 0
        return 1 if self.units[start].upper and sum(upper) == 1 else 2 if all(upper) else 3

    def is_token(self, start: int, end: int) -> bool:
        return start in self.starts and end == self.starts[self.starts.index(start) + 1]

    def may_end(self, end: int) -> bool:
        return end == self.size or self.units[end].first or self.units[end].free

    def spelling(self, start: int, end: int) -> str:
        """The letters, with apostrophes that have letters on both sides."""
        return "".join("'" if self.is_apostrophe(unit) else self.units[unit].letter for unit in range(start, end))

    def is_apostrophe(self, unit: int) -> bool:
        """Whether a mark is an apostrophe with letters on both sides and no more than a space beside it."""
        beside = self.units[max(unit - 1, 0) : unit + 2]
        inside = len(beside) == 3 and bool(beside[0].letter and beside[2].letter and not beside[1].letter)
        return inside and beside[1].gap <= 1 >= beside[2].gap and self.text[beside[1].offset] in "'’"

    def is_run(self, start: int, end: int) -> bool:
        """Whether these units are letters with nothing or single spaces between them."""
        inside = self.units[start:end]
        return all(u.letter for u in inside) and all(u.gap <= 1 for u in inside[1:])

    def spaces(self, start: int, end: int) -> int:
        return sum(u.gap == 1 for u in self.units[start + 1 : end])

    def closing(self, start: int, end: int) -> int:
        """What it costs that the spaces in a word are none: half of it beside an apostrophe, as beside other marks."""
        pairs = [pair for pair in itertools.pairwise(self.units[start:end]) if pair[1].gap]
        return sum(self.costs.deletion // (1 if a.letter and b.letter else 2) for a, b in pairs)

    def moved(self, start: int, end: int) -> int:
        """What is not paid for where a space stands one letter from a boundary inside a token."""
        inside = [place for place in (start, end) if 0 < place < self.size and place not in self.starts]
        beside = {start: start + 1, end: end - 1}
        moved = [beside[place] for place in reversed(inside) if start < beside[place] < end]
        return next((cost for place in moved if (cost := self.closing(place - 1, place + 1))), 0)

    def strangeness(self, start: int, end: int, is_attested: bool, itself: int) -> int:
        word = self.letters(start, end)
        costs = [self.known.letter_cost(word)]
        if is_attested:
            costs.append(self.costs.attested)
        seen = self.memory[self.known.key(word)] - itself
        if seen > 0 and len(word) > 2:
            costs.append(self.costs.remembered - NAT * ((seen > 1) + (seen > 3)))
        return min(costs)

    def hump(self, start: int, end: int) -> int:
        """What a capital behind a small letter costs a strange word."""
        pairs = itertools.pairwise(self.units[start:end])
        return self.costs.camel if any(b.upper and not a.upper for a, b in pairs) else 0

    def arcs(self) -> list[Arc]:
        """Every arc that can be told before a path is known, with what the letters say of the places inside it."""
        return [arc._replace(cost=arc.cost + self.run_over(*arc[:2])) for arc in self._arcs()]

    def _arcs(self) -> list[Arc]:
        spans = itertools.combinations(range(self.size + 1), 2)
        found = [arc for span in spans for arc in (*self._word(*span), *self._unknown(*span))]
        for start, end in itertools.pairwise(self.starts):
            found += self._observed(start, end)
            found += self._replaced(start, end)
            found += self._repeated(start, end)
        found += self._prefixes() if self.costs.spaceless else self._chunks()
        return [*found, *self._possessives(), *self._ligatures(), *self._contractions(), *self._thumbed()]

    def _observed(self, start: int, end: int) -> Iterator[Arc]:
        token = self.tokens[self.units[start].token]
        if not self.units[start].letter or token.status == 0:
            cost = 0
        else:
            cost = self.strangeness(start, end, token.status == 1, 1) + self.hump(start, end)
            cost = max(cost, self.costs.foreign) if token.status == 3 else cost
        yield Arc(start, end, token.number, cost, 0)

    def _word(self, start: int, end: int) -> Iterator[Arc]:
        number = self.known.words.get(self.spelling(start, end))
        begins = self.units[start].letter and (self.units[start].free or self.units[start].first)
        doubtful = any(self.doubtful[unit.token] for unit in self.units[start:end])
        whole = all(u.letter or self.is_apostrophe(place) for place, u in enumerate(self.units[start:end], start))
        whole = whole and all(unit.gap <= 1 for unit in self.units[start + 1 : end])
        if number and begins and doubtful and whole and self.may_end(end) and not self.is_token(start, end):
            less = self.moved(start, end) + self.glued(start, end, number)
            yield Arc(start, end, number, self.closing(start, end) - less, 1)

    def glued(self, start: int, end: int, number: int) -> int:
        """What is taken off for a very common word at one end of a strange one, in small letters or among capitals."""
        inside = {start: start, end: end - 1}
        ends = [inside[place] for place in (start, end) if place in self.starts]
        token = self.tokens[self.units[ends[0]].token] if len(ends) == 1 else None
        small = token is not None and (token.shape == 0 or self.units[start].shouted)
        fits = small and token.status == 2 and not self.costs.rejoining
        return GLUED if fits and end - start > 1 and self.model.arrays["unigrams"][number] <= 5.5 * NAT else 0

    def _possessives(self) -> Iterator[Arc]:
        """Possessives that are in no lexicon, where an apostrophe that is in doubt stands apart."""
        for owner, mark, end, behind in zip(*(self.starts[n:] for n in range(4)), strict=False):
            token = self.tokens[self.units[owner].token]
            fits = self.is_apostrophe(mark) and self.doubtful[self.units[mark].token] and behind == end + 1
            fits = fits and (token.status or self.model.arrays["unigrams"][token.number] >= 7 * NAT)
            if fits and self.letters(end, behind) == "s" and self.spelling(owner, behind) not in self.known.words:
                cost = next(self._observed(owner, mark)).cost + self.closing(owner, behind)
                yield Arc(owner, behind, token.number if token.status else POSSESSIVE, cost, 1)

    def _unknown(self, start: int, end: int) -> Iterator[Arc]:
        token_end = next(place for place in self.starts if place > start)
        aligned = start in self.starts or end in self.starts or token_end - start > 20
        whole = self.spaces(start, end) == 0 or (self.costs.rejoining and self.shape(start, end) != 3)
        fits = 2 <= end - start <= 20 and whole and self.units[start].free and self.is_run(start, end)
        if fits and aligned and self.may_end(end) and not self.is_token(start, end):
            is_attested = end - start >= LEAST_ATTESTED and self.known.is_attested(self.letters(start, end))
            cost = self.costs.deletion * self.spaces(start, end) + self.strangeness(start, end, is_attested, 0)
            of_tokens = start in self.starts and end in self.starts
            cost += self.hump(start, end) + (self.costs.joint if of_tokens else self.costs.piece)
            yield Arc(start, end, LOWER + self.shape(start, end), cost, 2)

    def _replaced(self, start: int, end: int) -> Iterator[Arc]:
        if not self.units[start].free:
            return
        token = self.tokens[self.units[start].token]
        word = self.letters(start, end)
        if token.status == 0:
            yield from self._confused(start, end, token.number)
            if token.number >= self.known.first and self.model.arrays["unigrams"][token.number] > RARELY_MEANT:
                yield from self._listed(start, end, word)
            if self._is_rare(token.number) or (self.costs.thorough and self.shape(start, end) == 3):
                yield from self.near(start, end, self.costs.distance)
            return
        if token.status == 3 and word in self.known.words:
            yield Arc(start, end, self.known.words[word], self.costs.typo + SLIP, 3)
        yield from self.near(start, end, self.costs.distance)
        yield from self._listed(start, end, word)

    def _listed(self, start: int, end: int, word: str) -> Iterator[Arc]:
        """What a list of misspellings has for a word."""
        for rank, listed in enumerate(look_up_all(self.model.arrays["misspellings"], self.known.key(word), 15)):
            either = TWO_USUAL_WORDS if self._are_two_words(word) else 0
            glued = TWO_WORDS if listed == self._rather_two_words(word) else either
            yield Arc(start, end, listed, self.costs.typo + rank * LESS_MEANT + glued, 3)

    def _are_two_words(self, word: str) -> bool:
        """Whether a word is two usual ones that are glued, neither of a single letter."""
        parts = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
        return any(all(map(self._is_usual, both)) for both in parts)

    def _is_usual(self, word: str) -> bool:
        number = self.known.words.get(word, 0)
        return number >= self.known.first and self.model.arrays["unigrams"][number] <= 9 * NAT

    def _rather_two_words(self, word: str) -> int | None:
        """The word of which a slip is rather two words that are glued: `with` for `witha`, `working` for `workin`."""
        words = self.known.words
        if len(word) < 3:
            return None
        if word.endswith("a"):
            return words.get(word[:-1])
        return words.get(word + "g") if word.endswith("in") and word[:-2] in words else None

    def _ligatures(self) -> Iterator[Arc]:
        """Words that two tokens are with a ligature in the place of the space between, where one of them is odd."""
        for left, right in itertools.pairwise(self.window):
            start, middle = (self.starts[t - self.window.start] for t in (left, right))
            end = next(place for place in self.starts if place > middle)
            both = (left, start), (right, middle)
            odd = any(self._is_odd(self.tokens[t]) and self.units[unit].free for t, unit in both)
            if odd and self.tokens[right].gap == 1 and self.is_run(start, end):
                for letters in ("ff", "fi", "fl", "ffi", "ffl"):
                    word = self.letters(start, middle) + letters + self.letters(middle, end)
                    if word in self.known.words:
                        yield Arc(start, end, self.known.words[word], self.costs.typo + MISREADING, 3)

    def _is_odd(self, token: Token) -> bool:
        """Whether a word is strange, or attested or rare where damage has shown."""
        rare = token.number >= self.known.first and self.model.arrays["unigrams"][token.number] > 9 * NAT
        return token.status == 2 or (self.costs.rejoining == 1 and (token.status == 1 or (token.status == 0 and rare)))

    def _contractions(self) -> Iterator[Arc]:
        """Words that two tokens are with an apostrophe in the place of the space between them."""
        for left, right in itertools.pairwise(self.window):
            start, middle = (self.starts[t - self.window.start] for t in (left, right))
            end = next(place for place in self.starts if place > middle)
            free = self.units[start].free or self.units[middle].free
            if free and self.tokens[right].gap == 1 and end - middle <= 2 and self.is_run(start, end):
                word = f"{self.letters(start, middle)}'{self.letters(middle, end)}"
                if word in self.known.words:
                    yield Arc(start, end, self.known.words[word], self.costs.deletion, 3)

    def _thumbed(self) -> Iterator[Arc]:
        """First words of two in a token that has a letter near the space bar between them."""
        for start, end in itertools.pairwise(self.starts):
            token = self.tokens[self.units[start].token]
            if self.units[start].letter and self.units[start].free and token.status in (1, 2):
                for middle in range(start + 1, end - 2):
                    number = self.known.words.get(self.letters(start, middle))
                    is_usual = number and (middle - start > 1 or self.model.arrays["unigrams"][number] <= 7 * NAT)
                    parted = self.letters(middle + 1, end) in self.known.words
                    glued = self.letters(start, middle + 1), self.letters(middle, end)
                    if any(map(self._is_usual, glued)):
                        continue
                    if is_usual and parted and self.letters(middle, middle + 1) in tuple("bcvnm"):
                        yield Arc(start, middle + 1, number, self.costs.typo, 3)

    def _is_rare(self, number: int) -> bool:
        """Whether a known word may be a slip for one that is near to it: only where letters are known to be damaged."""
        rare = number >= self.known.first and self.model.arrays["unigrams"][number] > 9 * NAT
        return rare and self.costs.thorough

    def _confused(self, start: int, end: int, number: int) -> Iterator[Arc]:
        if number < self.known.first:
            return
        arrays = self.model.arrays
        for i in range(*arrays["confusable_offsets"][number : number + 2]):
            slip = arrays["confusable_costs"][i]
            cost = CONFUSION + NAT // 16 * slip if slip == CONFUSED else self.costs.confusion + slip * 64
            yield Arc(start, end, arrays["confusables"][i], cost, 3)

    def near(self, start: int, end: int, distance: int) -> Iterator[Arc]:
        """Other words for a piece: the likeliest, as many whole nats behind the best as leaves no more than may be."""
        if not 2 <= end - start <= 40:
            return
        cost = self.costs.typo + self.costs.deletion * sum(u.gap > 0 for u in self.units[start + 1 : end])
        letters, unigrams = self.letters(start, end), self.model.arrays["unigrams"]
        found = near(self.model, letters, distance if end - start > 3 else 1, self.rarest)
        behind = {number: slip + unigrams[number] for number, slip in found.items()}
        best = min(behind.values(), default=0)
        reach = next((n for n in range(19, 0, -1) if self._within(behind, best + n * NAT) <= replacement.CANDIDATES), 0)
        two_words = self._rather_two_words(letters)
        either = TWO_USUAL_WORDS if self.costs.rejoining == 0 and self._are_two_words(letters) else 0
        for number, slip in found.items():
            if behind[number] <= best + reach * NAT:
                yield Arc(start, end, number, cost + slip + (TWO_WORDS if number == two_words else either), 3)
        if distance > 1 and end - start <= 3:
            for number, slip in near(self.model, letters, distance, self.rarest).items():
                if unigrams[number] <= 7 * NAT:
                    yield Arc(start, end, number, cost + slip, 3)

    @staticmethod
    def _within(costs: Mapping[int, int], limit: int) -> int:
        return sum(cost <= limit for cost in costs.values())

    def _prefixes(self) -> Iterator[Arc]:
        """The likely words, one slip away, that may begin at each letter and end anywhere before the next space."""
        for start in range(self.size):
            ends = [end for end in range(start + 1, start + 21) if self._is_unbroken(start, end)]
            for end in ends[1:] if len(ends) >= 4 else ():
                for number, slip in near(self.model, self.letters(start, end), 1, self.rarest).items():
                    if slip + self.model.arrays["unigrams"][number] <= 15 * NAT:
                        yield Arc(start, end, number, self.costs.typo + slip, 3)

    def _is_unbroken(self, start: int, end: int) -> bool:
        """Whether these units are letters with nothing between them."""
        inside = self.units[start:end]
        return end <= self.size and all(u.letter for u in inside) and not any(u.gap for u in inside[1:])

    def _repeated(self, start: int, end: int) -> Iterator[Arc]:
        unit = self.units[start]
        if start == 0 or not (unit.free and unit.letter and unit.gap == 1):
            return
        token, before = self.tokens[unit.token], self.tokens[unit.token - 1]
        same = token.number == before.number >= self.known.first
        same = same and (self.model.arrays["unigrams"][token.number] < 7 * NAT or end - start >= 5)
        same = same and not self.text[: before.start].endswith("-")
        if same and self.units[start - 1].letter and token.shape == 0:
            yield Arc(start, end, NONE, self.costs.repeat, 4)

    def _chunks(self) -> Iterator[Arc]:
        triples = zip(self.window, self.window[1:], self.window[2:], strict=False)
        for left, point, right in triples:
            words = all(self.units[self.starts[t - self.window.start]].letter for t in (left, right))
            glued = self.tokens[point].gap == self.tokens[right].gap == 0
            if words and glued and self.text[self.tokens[point].start] == ".":
                start, end = (self.starts[t - self.window.start] for t in (left, right + 1))
                capital = self.text[self.tokens[right].start].isupper()
                if not self._ends_sentence(left, point, right):
                    yield Arc(start, end, OTHER, self.costs.chunk + 2 * NAT * capital, 5)

    def _ends_sentence(self, left: int, point: int, right: int) -> bool:
        word, following = self.tokens[left], self.tokens[right]
        size = following.end - following.start
        if following.shape != 1 or size < 2 or word.status != 0:
            return False
        cost = self.model.tables.trigram_cost(NONE, word.number, self.tokens[point].number)
        is_short = word.end - word.start < 3 and self.model.arrays["unigrams"][word.number] >= 7 * NAT
        if word.shape == 1 and following.status == 0 and self._is_name_in_prose(left, right):
            return True
        return (word.shape == following.status == 0 and not is_short) or (size > 2 and cost < NAT)

    def _is_name_in_prose(self, left: int, right: int) -> bool:
        """Whether a known name with a space before it has known small words on both sides of it and what is behind."""
        if left < 1 or right + 1 >= len(self.tokens):
            return False
        beside = self.tokens[left - 1], self.tokens[right + 1]
        spaced = self.tokens[left].gap == self.tokens[right + 1].gap == 1
        is_name = self.model.arrays["shapes"][8 * self.tokens[left].number] >= 32
        return spaced and is_name and all(token.status == token.shape == 0 for token in beside)

    def near_pieces(self, arcs: Sequence[Arc], path: Sequence[Arc]) -> Iterator[Arc]:
        """Words near the strange words of a path, and near what is left of them when a word is taken from an end."""
        near = self._near_pieces(arcs, path)
        yield from (arc._replace(cost=arc.cost + self.run_over(*arc[:2])) for arc in near)

    def _near_pieces(self, arcs: Sequence[Arc], path: Sequence[Arc]) -> Iterator[Arc]:
        for strange in path:
            start, end = strange[:2]
            if strange[2] != LOWER or not self.units[start].free or end - start < 4:
                continue
            if not self.is_token(start, end):
                yield from self.near(start, end, 1)
            for word in (arc for arc in arcs if arc.kind == 1 and start <= arc.start and arc.end <= end):
                if word.start == start and end - word.end >= 4:
                    yield from self.near(word.end, end, 1)
                elif word.end == end and word.start - start >= 4:
                    yield from self.near(start, word.start, 1)

    # -- what stands between units

    def gap_costs(self, unit: int) -> tuple[int, int]:
        """What it costs that a word begins at this unit: as it stands, and in the reading."""
        if unit == 0:
            return 0, 0
        here, before = self.units[unit], self.units[unit - 1]
        if here.letter and before.letter:
            parting = self.surprise(-self.heard(unit))
            return (0, parting + self.insertion(here)) if here.gap == 0 else (parting, parting)
        if not self.spacing.has_odds(here.token):
            return 0, 0
        odds = self.spacing.odds(here.token, self.costs.spaceless)
        odds += self.surprise(self.heard(unit)) - self.surprise(-self.heard(unit))
        against = odds if here.gap == 0 else -odds
        slip = self.insertion(here) if here.gap == 0 else self.costs.deletion
        kept, changed = max(0, against), slip // 2 + max(0, -against)  # half: no letters speak for it
        in_doubt = self.doubtful[before.token] or self.doubtful[here.token]
        if here.gap == 1 and here.letter and self.text[self.tokens[before.token].start] in ".,;:!?":
            return kept, kept  # the space before that mark is the wrong one
        if here.gap == 1 and before.letter and not here.letter and self.is_sign(here.token):
            return kept, kept
        if here.gap == 0 and self.tokens[before.token].kind == NUMERAL and self.is_ordinal(unit):
            return kept, kept
        return kept, min(kept, changed) if in_doubt else kept

    def is_ordinal(self, unit: int) -> bool:
        """Whether the ending of an ordinal stands here, and the rest of its token is a word."""
        end = next(place for place in self.starts if place > unit)
        letters = self.letters(unit, end)
        whole, rest = (self.known.words.get(part, 0) >= self.known.first for part in (letters, letters[2:]))
        return len(letters) > 3 and letters[:2] in ORDINAL_ENDINGS and rest and not whole

    def is_sign(self, t: int) -> bool:
        """Whether a token is the sign of the number behind it."""
        behind = self.tokens[t + 1 : t + 2]
        number = any(token.kind == NUMERAL and token.gap == 0 for token in behind)
        return number and self.text[self.tokens[t].start] in SIGNS

    def heard(self, unit: int) -> float:
        """What the letters say of a space before a unit: its log-odds."""
        return self.heard_odds[self.units[unit].offset] / 16 if self.heard_odds else 0

    def surprise(self, log_odds: float) -> int:
        """What it costs that something is not so that has these log-odds: half of it, if anything was heard."""
        return round(NAT / 2 * math.log(1 + math.exp(log_odds))) if self.heard_odds else 0

    def run_over(self, start: int, end: int) -> int:
        """What it costs that no word begins between the first of these units and the last."""
        return sum(self.surprise(self.heard(unit)) for unit in range(start + 1, end))

    def insertion(self, unit: Unit) -> int:
        """What it costs that the space before a unit was lost: less where a line may have ended."""
        usual = self.costs.insertion
        return min(usual, self.costs.line_end) if unit.offset in self.costs.line_ends else usual

    # -- paths

    def number_at(self, t: int) -> int:
        return self.tokens[t].number

    def context(self) -> tuple[int, int, int]:
        """The two words before the window and the one after it, as far as the paragraph goes."""
        first, last = self.window.start, self.window.stop
        before = EDGE if self.tokens[first].gap == 3 else self.number_at(first - 1)
        earlier = NONE
        if before != EDGE:
            earlier = EDGE if self.tokens[first - 1].gap == 3 else self.number_at(first - 2)
        ends = last == len(self.tokens) or self.tokens[last].gap == 3
        return earlier, before, EDGE if ends else self.number_at(last)

    def step(self, before: int, last: int, arc: Arc) -> tuple[int, tuple[int, int]]:
        """The cost of an arc after two words, and the two words after it."""
        start, end, number, cost, kind = arc
        if kind == 4:
            return cost, (before, last)
        cost += self.gap_costs(start)[1] + self.model.tables.trigram_cost(before, last, number)
        return cost + self.case_cost(number, start, end, last, kind), (last, number)

    def case_cost(self, number: int, start: int, end: int, last: int, kind: int) -> int:
        """A capital says nothing where a sentence may begin: behind a mark or a word of no number, and at the edge."""
        if number < self.known.first:
            return 0
        shape, slip = self.shape(start, end), 0
        if shape == 3 and kind == 3 and self.costs.thorough:
            shape, slip = int(self.units[start].upper), self.costs.odd_capital * self.odd_cases(start, end)
        if shape == 2 and self.units[start].shouted:
            shape = 0
        if shape == 1 and last < self.known.first and last != NUMBER:
            return slip + 128
        return slip + self.shape_cost(number, shape, start)

    def odd_cases(self, start: int, end: int) -> int:
        """How many letters behind the first one have the case that fewer of them have."""
        capitals = sum(bool(unit.upper) for unit in self.units[start + 1 : end])
        letters = sum(unit.letter != "'" for unit in self.units[start:end])
        return min(capitals, letters - capitals)

    def shape_cost(self, number: int, shape: int, start: int) -> int:
        """The cost of a case inside a sentence: four for each word, and four more behind a name."""
        return int(self.model.arrays["shapes"][number * 8 + self.units[start].named * 4 + shape]) * 64

    def cases(self, number: int, start: int) -> tuple[int, int, int]:
        """What lower case, a capital and capitals cost a word."""
        if number < self.known.first:
            return 0, 0, 0
        lower, capital, upper = (self.shape_cost(number, shape, start) for shape in (0, 1, 2))
        return lower, capital, upper

    def cost(self, path: Sequence[Arc]) -> int:
        """The cost of a path."""
        before, last, after = self.context()
        total = 0
        for arc in path:
            cost, (before, last) = self.step(before, last, arc)
            total += cost
        return total + self.model.tables.trigram_cost(before, last, after)

    def least_cost(self, arcs: Sequence[Arc]) -> int:
        """The cost of the cheapest of all paths."""
        leaving = by_start(arcs)
        earlier, before, after = self.context()

        @functools.cache
        def least(unit: int, before: int, last: int) -> float:
            if unit == self.size:
                return self.model.tables.trigram_cost(before, last, after)
            steps = ((self.step(before, last, arc), arc.end) for arc in leaving.get(unit, ()))
            return min((cost + least(end, *words) for (cost, words), end in steps), default=float("inf"))

        return int(least(0, earlier, before))

    def crowd(self, arcs: Sequence[Arc]) -> int:
        """The greatest number of histories of two words at any place."""
        earlier, before, _ = self.context()
        histories: dict[int, set[tuple[int, int]]] = {0: {(earlier, before)}}
        for unit, leaving in sorted(by_start(arcs).items()):
            for (one, two), arc in itertools.product(histories.get(unit, ()), leaving):
                reached = (one, two) if arc.kind == 4 else (two, arc.number)
                histories.setdefault(arc.end, set()).add(reached)
        return max(map(len, histories.values()))


def by_start(arcs: Sequence[Arc]) -> Mapping[int, list[Arc]]:
    leaving: dict[int, list[Arc]] = {}
    for arc in arcs:
        leaving.setdefault(arc.start, []).append(arc)
    return leaving


# -- the sieve


class Sieve:
    """Which known words, numbers and marks of a text are in doubt, and the windows around what is.

    Strange words are left to the engine: what makes one worth reading is a matter of speed, not of meaning.
    """

    def __init__(self, model: Model, text: str, margin: int) -> None:
        self.model, self.text, self.margin = model, text, margin
        self.tokens, _ = tokens(model, text)
        self.known, self.spacing = lexicon(model), Spacing(model, text)

    def before(self, t: int) -> int:
        return EDGE if self.tokens[t].gap == 3 else self.tokens[t - 1].number

    def after(self, t: int) -> int:
        following = self.tokens[t + 1 : t + 2]
        return following[0].number if following and following[0].gap != 3 else EDGE

    def word(self, t: int) -> str:
        return self.text[self.tokens[t].start : self.tokens[t].end]

    def pair(self, *numbers: int) -> int:
        """The cost of words in a row, each after the one before it."""
        return sum(self.model.tables.trigram_cost(NONE, a, b) for a, b in itertools.pairwise(numbers))

    def doubtful(self, t: int) -> int:
        """Whether a known word, a number or a mark is in doubt (1), or a word only because it may be another (2)."""
        if self.tokens[t].kind != 0:
            return self._set_oddly(t) or self._parts_word(t)
        if self.tokens[t].status != 0:
            return 0
        repeated = self.tokens[t].gap == 1 and self.tokens[t].number == self.before(t)
        left, right = self._odd(t), self._odd(t + 1)
        if repeated or (right and self._one_word(t)):
            return 1
        return 2 if self._confused(t, left, right) or self._is_mistaken(t) else 0

    def _is_mistaken(self, t: int) -> bool:
        """Whether a word that people confuse with this one, as none does by a slip, would stand here more readily."""
        before, number, after = self.before(t), self.tokens[t].number, self.after(t)
        cost = CONFUSION + NAT // 16 * CONFUSED
        return number >= self.known.first and any(
            slip == CONFUSED and self.pair(before, other, after) + cost < self.pair(before, number, after)
            for other, slip in self._others(t).items()
        )

    def _odd(self, t: int) -> bool:
        """Whether a word stands behind one that it was never seen behind."""
        if t == len(self.tokens) or self.tokens[t].gap != 1:
            return False
        a, b = self.tokens[t - 1].number, self.tokens[t].number
        return min(a, b) >= self.known.first and not self.model.tables.has_bigram(a, b)

    def _confused(self, t: int, left: bool, right: bool) -> bool:
        """Whether a word that this one is mistaken for would stand here more readily, and was seen to."""
        before, number, after = self.before(t), self.tokens[t].number, self.after(t)
        if number < self.known.first:
            return False
        seen = self.model.tables.has_bigram
        return any(
            self.pair(before, other, after) + self.margin < self.pair(before, number, after)
            for other in self._others(t)
            if (left and seen(before, other)) or (right and seen(other, after))
        )

    def reads_better(self, t: int) -> bool:
        """Whether another word in the place of this one, or of two or three with it, makes the cheaper reading."""
        here = [(self.tokens[t].shape, CONFUSION + NAT // 16 * slip, other) for other, slip in self._others(t).items()]
        return self._is_cheaper(t, t, here) or any(
            self._is_cheaper(first, last, [(None, (last - first) * SPACE, joined)])
            for first in range(max(0, t - 2), t + 1)
            for last in range(max(t, first + 1), min(len(self.tokens), first + 3))
            if (joined := self._joined(first, last)) is not None
        )

    def _is_cheaper(self, first: int, last: int, others: Iterable[tuple[int | None, int, int]]) -> bool:
        """Whether one of some words, each with its case and its slip, is cheaper than what stands there.

        Behind a name and elsewhere a case costs otherwise: what is better for the other word counts.
        """
        stand = self.tokens[first : last + 1]
        cases = sum(max(128, *self._cases(token.number, token.shape)) for token in stand)
        stands = self._row(first, last, [token.number for token in stand]) + cases
        known = all(token.status == 0 for token in stand)
        return any(
            not known or slip + self._row(first, last, [number]) + self._least(number, shape) < stands
            for shape, slip, number in others
        )

    def _cases(self, number: int, shape: int) -> list[int]:
        return [64 * self.model.arrays["shapes"][number * 8 + name + shape] for name in (0, 4)]

    def _least(self, number: int, shape: int | None) -> int:
        """The least that the case of a word costs: nothing where it has several, little where a sentence may begin."""
        if shape is None:
            return 0
        return min([*self._cases(number, shape), *([128] if shape == 1 else [])])

    def _joined(self, first: int, last: int) -> int | None:
        """The word that some words are pieces of."""
        pieces = self.tokens[first : last + 1]
        if any(piece.kind != 0 for piece in pieces) or any(piece.gap != 1 for piece in pieces[1:]):
            return None
        normal = [self.known.normal(self.word(t)) for t in range(first, last + 1)]
        number = None if None in normal else self.known.number("".join(map(str, normal)))
        return None if number is None or number < self.known.first else number

    def _others(self, t: int) -> dict[int, int]:
        """The words that this one is mistaken for, with what that costs."""
        arrays, number = self.model.arrays, self.tokens[t].number
        place = slice(*arrays["confusable_offsets"][number : number + 2])
        return dict(zip(arrays["confusables"][place], arrays["confusable_costs"][place], strict=True))

    def _row(self, first: int, last: int, numbers: list[int]) -> int:
        """The cost of words in the place of some tokens and of the two that follow, as far as the paragraph goes."""
        before = [NONE, EDGE] if self.before(first) == EDGE else [self.before(first - 1), self.before(first)]
        after = [EDGE] if self.after(last) == EDGE else [self.after(last), self.after(last + 1)]
        row = [*before, *numbers, *after]
        return sum(self.model.tables.trigram_cost(*row[i : i + 3]) for i in range(len(row) - 2))

    def _one_word(self, t: int) -> bool:
        """Whether this word and the next are a word with a space in it."""
        a, b = self.tokens[t].number, self.tokens[t + 1].number
        joined = self.known.number("".join(self.known.normal(self.word(i)) or "" for i in (t, t + 1)))
        if joined is None or joined < self.known.first:
            return False
        before, after = self.before(t), self.after(t + 1)
        return self.pair(before, joined, after) + self.margin < self.pair(before, a, b, after)

    def _parts_word(self, t: int) -> bool:
        """Whether a mark is an apostrophe in a word, or before the s of a possessive, with a space beside it."""
        beside = self.tokens[max(t - 1, 0) : t + 2]
        if len(beside) < 3 or beside[0].kind or beside[2].kind or max(beside[1].gap, beside[2].gap) > 1:
            return False
        owner, mark, end = (self.text[token.start : token.end] for token in beside)
        known = self.known.normal(owner + "'" + end) in self.known.words
        return mark in "'’" and (end in ("s", "S") or known)

    def _set_oddly(self, t: int) -> bool:
        """Whether a space beside a mark or a number, or none, is rare enough to be a slip."""
        sides = [side for side in (t, t + 1) if side < len(self.tokens) and self.spacing.has_odds(side)]
        return any((self.spacing.odds(side) * (-1) ** self.tokens[side].gap) > 3 * NAT for side in sides)

    def windows(self, flags: Sequence[int]) -> list[tuple[int, int]]:
        """Runs of tokens: those in doubt with two more on either side, where the paragraph has them."""
        paragraph = list(itertools.accumulate(token.gap == 3 for token in self.tokens))
        merged: list[tuple[int, int]] = []
        for t in itertools.compress(range(len(flags)), flags):
            near = [i for i in range(max(0, t - 2), min(len(flags), t + 3)) if paragraph[i] == paragraph[t]]
            first, last = near[0], near[-1] + 1
            if merged and first <= merged[-1][1] and paragraph[first] == paragraph[merged[-1][0]]:
                merged[-1] = merged[-1][0], last
            else:
                merged.append((first, last))
        return merged
