"""Names and initials: what they are made of stays, as the text has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...model import Model
from ...patterns import compiled
from ..camel_case import splits_camel
from ..casing import starts_sentence
from ..decide import Change, changes_letters, replacements
from ..kinds import CAPITAL, KNOWN, LOWER_CASE, SPACED, WORD
from ..lexicon import EVERYDAY, is_name
from ..tokens import Token
from ..vocabulary import BEGINS_SENTENCE, FIRST_HAS, SECOND_HAS, normal
from .circumstances import Circumstances

__all__ = [
    "is_accented_name",
    "is_behind_name",
    "is_brand",
    "is_half_of_name",
    "is_initial",
    "is_part_of_name",
    "replaces_name",
]


def is_brand(here: Circumstances, change: Change) -> bool:
    """Whether a word with a capital inside would be taken apart where nobody writes both words so: `ChemLawn`.

    Counter-examples: `PresidentVladimir` has a name in it, `WorldCup` is two words with capitals elsewhere, and in
    `Privacy PolicyWe take` a sentence begins behind a heading.
    """
    capitals = here.tables.capitals
    if not splits_camel(here.model, change) or not here.text[change.around[change.first].start].isupper():
        return False
    if _begins_sentence(here.model, change):
        return False
    return not all(capitals(*pair) == FIRST_HAS | SECOND_HAS for pair in pairwise(change.words))


def _begins_sentence(model: Model, change: Change) -> bool:
    """Whether known words are parted, of which the last one begins a sentence and ends no name."""
    if min(change.words) < model.tables.first_word or model.word(change.words[-1]) not in BEGINS_SENTENCE:
        return False
    behind = change.around.between(change.last, change.last + 1)
    return any(token.kind == WORD and token.gap == SPACED and token.shape == LOWER_CASE for token in behind)


def replaces_name(here: Circumstances, change: Change) -> bool:
    """Whether a known name, with its capital, would become another word: `Anders said` is no slip for `Sanders`."""
    around = change.around
    stands = {token.start: token for token in around.between(change.first, change.last)}
    replaced = [stands[start] for rule, start, _, _ in change.pieces if rule == "wrong-word" and start in stands]
    return any(token.shape == CAPITAL and is_name(here.model, token.number) for token in replaced)


def is_accented_name(here: Circumstances, change: Change) -> bool:
    """Whether a name would lose its accents, or get letters for them: `Võ`, `Biên`, but not `Thé` for `The`."""
    return any(_loses_accents(here.model, here.text[start:end], new) for _, start, end, new in replacements(change))


def _loses_accents(model: Model, found: str, new: str) -> bool:
    if not found[0].isupper() or normal(found).isascii() or not normal(new).isascii():
        return False
    return len(new) != len(found) or model.number(new) >= model.tables.first_word + EVERYDAY


def _replaces_capitalised(change: Change) -> bool:
    """Whether a change puts one word in where another stands with its capital."""
    return len(change.words) == 1 and changes_letters(change) and change.around[change.first].shape == CAPITAL


def is_part_of_name(here: Circumstances, change: Change) -> bool:
    """Whether a strange word with a capital, before another one, would become a word that has none: `Enver Pasha`.

    Counter-example: `Presidnet Clinton`, since presidents have a capital before Clinton. Where a sentence begins the
    two must be strangers to each other: `Teh British` has a slip, `Ein Gedi` is a name.
    """
    around = change.around
    word, behind = around[change.first], change.last
    if not _replaces_capitalised(change):
        return False
    if behind >= around.last or around[behind].gap != SPACED or around[behind].shape != CAPITAL:
        return False
    pair = here.tables.capitals(change.words[0], around[behind].number)
    if starts_sentence(here.text, word.start, around.behind(change.first, here.text)):
        return pair < 0 or around[behind].status != KNOWN
    return pair < 0 or not pair & FIRST_HAS


_BEHIND_TITLE = r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Col|Gen|Gov|Lt|Maj|Rep|Sen|Sgt|Sir)\.? \Z"


def is_behind_name(here: Circumstances, change: Change) -> bool:
    """Whether a strange word with a capital, behind a title or a first name, would become a word that has none there.

    `Dr. Freind`, `Edward Yiu`; counter-example: `South Koera`, since Korea has a capital there.
    """
    around = change.around
    word = around[change.first]
    if not _replaces_capitalised(change) or word.gap != SPACED:
        return False
    if compiled(_BEHIND_TITLE).search(here.text[max(0, word.start - 8) : word.start]):
        return True
    before = around.between(change.first - 1, change.first)
    if not before or before[0].shape != CAPITAL or not is_name(here.model, before[0].number):
        return False
    pair = here.tables.capitals(before[0].number, change.words[0])
    return pair < 0 or not pair & SECOND_HAS


def is_half_of_name(here: Circumstances, change: Change) -> bool:
    """Whether a word with a capital is half of a name with a hyphen: `North-Secord`, `Yor-vik`.

    The other half tells it, by a capital or as no usual word. Counter-example: `Amercian-made`.
    """
    halves = _beyond_hyphen(here.text, change) if _replaces_capitalised(change) else ()
    return any(half.shape == CAPITAL or half.status != KNOWN for half in halves)


def _beyond_hyphen(text: str, change: Change) -> Iterator[Token]:
    """The words that a hyphen alone parts from what is changed."""
    around, first, last = change.around, change.first, change.last
    before, behind = around.between(first - 2, first), around.between(last, last + 2)
    if len(before) == 2 and text[before[0].end : around[first].start] == "-":
        yield before[0]
    if len(behind) == 2 and text[around[last - 1].end : behind[1].start] == "-":
        yield behind[1]


def is_initial(here: Circumstances, change: Change) -> bool:
    """Whether a capital with a point behind it would become another one: no letter of an abbreviation is likelier."""
    return any(
        end - start == 1 and here.text[start].isupper() and here.text[end : end + 1] == "."
        for _, start, end, _ in replacements(change)
    )
