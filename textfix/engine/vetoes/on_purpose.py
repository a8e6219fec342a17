"""Words that are spoken of, cut short, drawn out or said twice on purpose: they stand as their author wants them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...model import Model
from ...patterns import compiled
from ..decide import Change, is_repeat, replacements
from ..kinds import CAPITAL, LOWER_CASE, WORD
from ..lexicon import is_commonest
from ..tokens import Token
from ..vocabulary import normal
from .circumstances import Circumstances

__all__ = ["is_abbreviated", "is_between_hyphens", "is_doubled_on_purpose", "is_said_twice", "is_spoken_of"]

_QUOTES = frozenset("\"'“”‘’«»„‚")

CUE_NEAR = 80
"""Code points on either side in which a text may say that it speaks of spelling."""

_CUES = r"(?i)mis-?spel|\btypos?\b|\bspel(?:t|led) (?:it |them )?(?:as|[\"“'‘])|\[sic\b"
"""What says so."""

ECHO_NEAR, ECHO_LETTERS = 4, 5
"""Tokens on either side in which the right spelling may stand too, and its letters: shorter words stand everywhere."""

_FOR = frozenset(["to", "for", "instead", "(", "/", "=", ">", "→", "vs"])
"""What stands between a wrong spelling and the right one, and nothing else does but marks: `calcualte to calculate`."""

_MENTIONED = r"\b[Tt](?:he|his|hat) (?:word|term|noun|verb|adjective),? [\"“'‘]?\Z"


def is_spoken_of(here: Circumstances, change: Change) -> bool:
    """Whether a word that would get other letters is quoted by itself, or the text speaks of it or its spelling.

    `people write "definately"`, `rename calcualte to calculate`, `common misspellings are accomodate and ...`, `the
    word witch comes from`.
    """
    if any(
        compiled(_MENTIONED).search(here.text, max(0, start - 18), start) for _, start, _, _ in replacements(change)
    ):
        return True
    replaced = [(start, end, normal(new)) for rule, start, end, new in change.pieces if rule == "typo"]
    if not replaced:
        return False
    start, end = replaced[0][0], replaced[-1][1]
    if compiled(_CUES).search(here.text[max(0, start - CUE_NEAR) : end + CUE_NEAR]):
        return True
    return any(_is_quoted(here.text, a, b) or _is_corrected(here.text, change, word) for a, b, word in replaced)


def _is_corrected(text: str, change: Change, word: str) -> bool:
    """Whether the right spelling stands near, and between the two what says that one is for the other."""
    if len(word) < ECHO_LETTERS:
        return False
    around, first, last = change.around, change.first, change.last
    before, behind = around.between(first - ECHO_NEAR, first), around.between(last, last + ECHO_NEAR)
    return any(
        word in words and _are_for(words[: words.index(word)])
        for words in ([normal(text[token.start : token.end]) for token in side] for side in (before[::-1], behind))
    )


def _are_for(between: Sequence[str]) -> bool:
    """Whether what stands between two spellings says that one is for the other."""
    words = [word for word in between if word[0].isalpha()]
    return not _FOR.isdisjoint(between) and len(words) < 2


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES


_GOES_ON = r"\.(?:[,;:]|\s+(?:[a-z]|\d))"
"""A point that ends no sentence."""

_ENDS = r"\.\s+[A-Z]"


def is_abbreviated(here: Circumstances, change: Change) -> bool:
    """Whether a word that would get other letters has the point of an abbreviation: `reqd. for`, `Thos. Tubb`."""
    return any(_is_cut_short(here.text, change, end) for _, _, end, _ in replacements(change))


def _is_cut_short(text: str, change: Change, end: int) -> bool:
    if not text.startswith(".", end):
        return False
    if compiled(_GOES_ON).match(text, end):
        return True
    token, before = change.around[change.first], change.around.between(change.first - 1, change.first)
    opens = not before or before[0].kind != WORD or before[0].shape == CAPITAL
    return token.shape == CAPITAL and opens and compiled(_ENDS).match(text, end) is not None


_DRAWN_OUT = r"[^\W\d_]+(?:-[^\W\d_]+)+"

LONGEST = 60
"""Code points before a syllable in which its word begins."""


def is_between_hyphens(here: Circumstances, change: Change) -> bool:
    """Whether what would get other letters is a syllable of a word that is drawn out: `un-be-liev-a-ble`.

    Counter-example: `state-of-hte-art` is no word without its hyphens.
    """
    return any(_is_drawn_out(here.model, here.text, start, end) for _, start, end, _ in replacements(change))


def _is_drawn_out(model: Model, text: str, start: int, end: int) -> bool:
    if not text[start - 1 : start] == "-" == text[end : end + 1]:
        return False
    words = compiled(_DRAWN_OUT).finditer(text, max(0, start - LONGEST), end + LONGEST)
    return any(word.start() < start < word.end() and model.knows(word[0].replace("-", "")) for word in words)


_NUMBERS = (
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
)

_NUMBER_WORDS = frozenset(_NUMBERS.split())
"""What is said digit by digit: `nine one one`, `twenty twenty`."""


def is_doubled_on_purpose(here: Circumstances, change: Change) -> bool:
    """Whether a word that stands twice is a number, a name of biology, quoted as such, or part of a compound.

    `nine one one`, `Gorilla gorilla`, `the phrase "the the"`, `the the-what's-it`.
    """
    if not is_repeat(change):
        return False
    tokens = change.around.between(change.first - 1, change.last + 1)
    numbers = sum(normal(here.text[token.start : token.end]) in _NUMBER_WORDS for token in tokens)
    return any(_are_meant(here.model, here.text, first, second, numbers > 2) for first, second in pairwise(tokens))


def _are_meant(model: Model, text: str, first: Token, second: Token, among_numbers: bool) -> bool:
    word = normal(text[first.start : first.end])
    if word != normal(text[second.start : second.end]):
        return False
    if word in _NUMBER_WORDS and (among_numbers or word != "one"):
        return True  # `one` is a pronoun as well
    if _is_quoted(text, first.start, second.end) or text.startswith("-", second.end):
        return True
    is_name = first.shape == CAPITAL and second.shape == LOWER_CASE
    return is_name and not is_commonest(model.tables, first.number)


def is_said_twice(here: Circumstances, change: Change) -> bool:
    """Whether a word that is said twice would become one: `bye bye` is no word that was broken in two."""
    if [rule for rule, *_ in change.pieces] != ["extra-space"]:
        return False
    words = (here.text[token.start : token.end].lower() for token in change.around.between(change.first, change.last))
    return any(a == b for a, b in pairwise(words))
