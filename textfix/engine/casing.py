"""The case that a word most likely had: what its letters say, the word itself, and the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ..line_ends import PARAGRAPH_BREAK
from ..model import Model
from ..patterns import compiled
from .kinds import BROKEN, GLUED, MARK, WORD
from .tokens import Token
from .vocabulary import FIRST_HAS, SECOND_HAS, SELDOM

__all__ = ["Costs", "Place", "in_case_of", "in_place", "starts_sentence", "with_its_capital"]

Costs: TypeAlias = tuple[int, int, int]
"""What it costs a word to stand in lower case, capitalised or in capitals, in units of 1/1024 nat."""

Tokens: TypeAlias = Sequence[Token]

UNSEEN = -1
"""In place of its capitals, for a pair of words that was never seen together."""

ENDS_SENTENCE = (".", "!", "?", '"', "”", ")")
"""What stands at the end of a paragraph of sentences."""

OPENING = 1
"""The shape of a straight quotation mark that opens."""

STARTS_SENTENCE = 128
"""What a capital costs where a sentence begins, whatever the word."""

BEFORE_CAPITAL = 2048
"""How much likelier a word has a capital before another than its own frequencies say: `North Coast Limited`."""

BEFORE_LOWER, BEFORE_OTHER = -1792, -1128
"""The same before a word in lower case, and before a mark, a number or nothing."""

BEHIND_OTHER = 1228
"""What is added behind anything but a word in lower case: a name, a number, a mark."""

IN_PAIR_BEHIND = {
    UNSEEN: 300,
    0: -200,  # in the house
    FIRST_HAS: -200,  # Queen of
    SECOND_HAS: 2000,  # the Queen
    FIRST_HAS | SECOND_HAS: 2000,  # World Cup
}
"""What is added for the pair that a word makes with the one before it, by the capitals that such pairs have."""

IN_PAIR_BEFORE = {UNSEEN: 0, 0: 0, FIRST_HAS: 1900, SECOND_HAS: 0, FIRST_HAS | SECOND_HAS: 1900}
"""The same for the pair that it makes with the word after it."""


class Place(NamedTuple):
    """Where a word stands: at an offset of a text, between up to three tokens before it and one after it.

    `behind_lower` tells whether the word before it is in lower case, in the end. `pairs` are the capitals of the
    pairs that it makes with the words before and after it: FIRST_HAS, SECOND_HAS, both or neither, or UNSEEN.
    """

    text: str
    at: int
    before: Tokens
    after: Tokens
    behind_lower: bool
    pairs: tuple[int, int]


def in_place(costs: Costs, place: Place, lower_start: int) -> Costs:
    """The costs of a word's case where it stands.

    `lower_start` is what lower case costs where a sentence begins: little where only fingers slip, since not everyone
    writes sentences with a capital. The figures above were counted on the training text: how far the odds of a
    capital differ in such a place from those that the word has by itself.
    """
    lower, first, upper = costs
    text, at, before, after, behind_lower, pairs = place
    before_capital = _is_capital(after)
    if starts_sentence(text, at, before) or (before and before_capital and _opens(text, before[-1])):
        return max(lower, lower_start), STARTS_SENTENCE, upper
    capital = BEFORE_CAPITAL if before_capital else BEFORE_LOWER if _is_word(after) else BEFORE_OTHER
    capital += (0 if behind_lower else BEHIND_OTHER) + IN_PAIR_BEHIND[pairs[0]] + IN_PAIR_BEFORE[pairs[1]]
    return lower + max(0, capital), first + max(0, -capital), upper


def _is_word(after: Tokens) -> bool:
    return bool(after) and after[0].kind == WORD and after[0].gap != BROKEN


def _is_capital(after: Tokens) -> bool:
    """Whether a word with a capital follows, and not just a letter such as `I`."""
    return _is_word(after) and after[0].shape in (1, 2) and after[0].end - after[0].start > 1


def _opens(text: str, last: Token) -> bool:
    return text[last.start] == "“" or (text[last.start] == '"' and last.shape == OPENING)


def starts_sentence(text: str, at: int, before: Tokens) -> bool:
    r"""Whether a sentence begins at an offset behind these tokens: behind a stop, or a quotation mark behind one.

    What begins a paragraph does if that ends as sentences do: a title, a name or a single word need no capital.

    >>> from textfix.model import load
    >>> from textfix.engine.tokens import scan
    >>> def behind(text):
    ...     return starts_sentence(text, len(text), scan(text, load("en").tables, frozenset()).between(0, 9)[-3:])
    >>> [behind(text) for text in ("Yes.", "“Yes.” ", "said, “", "the “", "the U.S.", "Yes")]
    [True, True, True, False, False, False]
    >>> [starts_sentence(text, 0, []) for text in ("it rained.", "rain", "rain\n \nIt rained.")]
    [True, False, False]
    """
    if not before:
        end = re.compile(PARAGRAPH_BREAK).search(text, at)
        return text[at : end.start() if end else len(text)].rstrip().endswith(ENDS_SENTENCE)
    last, earlier = before[-1], text[before[-2].start] if len(before) > 1 else "."
    mark = text[last.start]
    if last.kind != MARK or mark in ".!?":
        return last.kind == MARK and not _ends_initials(text, before)
    if _opens(text, last):
        return earlier in ".!?,:"
    return mark in '"”)' and earlier in ".!?"


def _ends_initials(text: str, before: Tokens) -> bool:
    """Whether the last of these tokens is the point of an abbreviation of single letters: `U.S.`, `p.m.`."""
    if len(before) < 3 or text[before[-1].start] != ".":
        return False
    point, letter, last = before[-3:]
    glued = letter.gap == last.gap == GLUED
    return glued and text[point.start] == "." and letter.kind == WORD and letter.end - letter.start == 1


def in_case_of(found: str, word: str, costs: Costs, shifts: tuple[int, int], text: str) -> str:
    """A word in the case that it most likely had, and with the apostrophe that the text uses.

    A letter that was typed speaks for its own case: `shifts` are what it costs that a letter was made a capital, and
    that one lost it; `costs` what each case costs the word: lower, capitalised, capitals, all in units of 1/1024 nat.
    So a slip of the shift key does not make a capital in the middle of a sentence.

    >>> common, name, shifts = (0, 2000, 5000), (9000, 0, 5000), (3072, 2048)
    >>> [in_case_of(found, "the", common, shifts, "") for found in ("Teh", "TEH", "Fhe")]
    ['The', 'THE', 'the']
    >>> in_case_of("decmber", "december", name, shifts, ""), in_case_of("dont", "don't", common, shifts, "it’s")
    ('December', 'don’t')
    """
    if "'" in word and ("’" in found or ("'" not in found and "’" in text)):
        word = word.replace("'", "’")
    if costs[0] == min(costs) and found == found.lower():
        return word
    forms = (word, word[:1].upper() + word[1:], word.upper())
    kept = [(i + n, j + n) for i, j, size in _same_letters(found, word) for n in range(size)]

    def cost(form: str) -> int:
        slips = sum(shifts[found[i].islower()] for i, j in kept if found[i] != form[j])
        return costs[forms.index(form)] + slips

    return min(forms, key=cost)


def _same_letters(found: str, word: str) -> Sequence[tuple[int, int, int]]:
    """The runs of letters that are the same but for their case: where in `found`, where in `word`, how many."""
    from difflib import SequenceMatcher  # only few texts need it

    return SequenceMatcher(None, [c.lower() for c in found], word, autojunk=False).get_matching_blocks()


_SENTENCE_START = r"(?:\A|[.!?][\"'”’)\]]{0,3}\s{1,3})[\"'“‘(]{0,3}\Z"


def with_its_capital(model: Model, text: str, start: int, word: str) -> str:
    """A word of the lexicon in small letters, with a capital at the start of a sentence or where it seldom lacks one.

    >>> from textfix.model import load
    >>> [with_its_capital(load("en"), "It was. IN HERE", place, "in") for place in (8, 0, 4)]
    ['In', 'In', 'in']
    """
    opens = compiled(_SENTENCE_START).search(text, max(0, start - 10), start)
    lower, first, _, _ = model.case_costs(model.number(word))
    return word.capitalize() if opens or lower > first + SELDOM else word
