"""Names by the capitals that they have: what they are made of stays, as the text has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model import Model
from ..patterns import compiled
from .casing import starts_sentence
from .decide import Change, changes_letters, deletions, insertions, replacements
from .evidence import SURE_MARGIN
from .kinds import CAPITAL, KNOWN, LOWER_CASE, MARK, MIXED_CASE, SPACED, WORD
from .tokens import Token, Tokens
from .vocabulary import BEGINS_SENTENCE, COMMONEST, FIRST_HAS, SECOND_HAS, SELDOM, normal

__all__ = [
    "is_accented_name",
    "is_behind_name",
    "is_brand",
    "is_half_of_name",
    "is_part_of_name",
    "replaces_name",
    "with_its_capital",
    "without_camel_case",
    "without_identifiers",
]

_SENTENCE_START = r"(?:\A|[.!?][\"'”’)\]]{0,3}\s{1,3})[\"'“‘(]{0,3}\Z"

LEAST_CAMELS = 3
"""Words of mixed case that tell that a text is used to them."""


SHORT = 2
"""Letters of a part that words are broken into, at most."""


def with_its_capital(model: Model, text: str, start: int, word: str) -> str:
    """A word of the lexicon in small letters, with a capital at the start of a sentence or where it seldom lacks one.

    >>> from textfix.model import load
    >>> [with_its_capital(load("en"), "It was. IN HERE", place, "in") for place in (8, 0, 4)]
    ['In', 'In', 'in']
    """
    opens = compiled(_SENTENCE_START).search(text, max(0, start - 10), start)
    lower, first, _, _ = model.case_costs(model.number(word))
    return word.capitalize() if opens or lower > first + SELDOM else word


def without_identifiers(model: Model, text: str, suggested: Sequence[Change]) -> list[Change]:
    """The changes without those that take words such as `firstName` apart, where no name has lost its space.

    Counter-examples: `ofLeaders` begins with a word that everything has, and `presidentObama` has a name in it.
    """
    others = [change for change in suggested if not _splits_identifier(model, text, change)]
    has_lost = len(others) < len(suggested) and any(_parts_capital(text, change) for change in others)
    return list(suggested) if has_lost else others


def _splits_identifier(model: Model, text: str, change: Change) -> bool:
    """Whether all that a change does is that it parts identifiers: before a capital inside, or from each other."""
    places = insertions(change)
    inside = [at for at in places if text[at - 1].isalpha() and text[at : at + 1].isupper()]
    between = [at for at in places if text[at - 1] in (",", ";")]
    if not places or len(inside) + len(between) < len(places) or deletions(change):
        return False
    if inside and _is_before_capital(change):
        return False
    words = (word for at in inside or between for word in _words_beside(text, change, at))
    return all(_is_identifier(model, word) for word in words)


def _words_beside(text: str, change: Change, at: int) -> Iterator[str]:
    """The word that a place is in, or the two that touch the mark before it and the place."""
    for token in change.around.between(change.first - 1, change.last + 1):
        if token.kind != MARK and token.start <= at <= token.end + 1:
            yield text[token.start : token.end]


def _is_before_capital(change: Change) -> bool:
    """Whether a capital follows, so that a capital inside begins a name of several words: `nearbyMain Street`."""
    following = change.around.between(change.last, change.last + 1)
    return any(token.gap == SPACED and token.shape == CAPITAL for token in following)


_PARTS = r"[A-Z]?[a-z]+"


def _is_identifier(model: Model, token: str) -> bool:
    """Whether a word is made of words as programs name things: `firstName`, but not `ofLeaders`, `likeThe` or `rNorth`.

    Only its first letter is small of those that begin the parts; none of these is a name, nor the first or the last a
    word that everything has.
    """
    parts = compiled(_PARTS).findall(token)
    if len(parts) < 2 or "".join(parts) != token or token[0].isupper() or len(parts[0]) <= SHORT:
        return False
    first = model.tables.first_word
    numbers = [model.number(part.lower()) for part in parts]
    everyday = any(number < first + COMMONEST for number in (numbers[0], numbers[-1]))
    return min(numbers) >= first and not everyday and not any(_is_name(model, number) for number in numbers[1:])


def _parts_capital(text: str, change: Change) -> bool:
    """Whether a small letter and a capital behind it are parted for sure."""
    return change.margin >= SURE_MARGIN and _humps_parted(text, change) > 0


def _humps_parted(text: str, change: Change) -> int:
    """How often a small letter and a capital behind it are parted."""
    return sum(text[at - 1].islower() and text[at : at + 1].isupper() for at in insertions(change))


_CODE = r"[`{}<>=_\\|$(:](?:(?<=[`{}<>=_\\|$])|(?<=\w\()|(?<=:):)"
"""What a text that speaks of programs has somewhere, beside words such as `onClick`."""


def without_camel_case(model: Model, text: str, tokens: Tokens, suggested: Sequence[Change]) -> list[Change]:
    """The changes without those that take words such as `MaildirSource` apart, where the text is used to such words.

    It is where it has more of them than lost spaces that cannot be meant. Where nothing else is code, what begins with
    a small letter or as a sentence does has rather lost its space: `train stationFacilities`, `TheTenant`.
    """
    camels = [_splits_camel(model, change) or _splits_humps(text, change) for change in suggested]
    lost = sum(_inserts_space(change) and change.margin >= SURE_MARGIN for change in suggested)
    if not any(camels) or tokens.mixed < LEAST_CAMELS or tokens.mixed <= lost - sum(camels):
        return list(suggested)  # fewer camels tell no more, so that the text need not be searched
    if not compiled(_CODE).search(text):
        camels = [_splits_camel(model, change) and not _is_glued(model, text, change) for change in suggested]
    if tokens.mixed <= lost - sum(camels):
        return list(suggested)
    return [change for change, is_camel in zip(suggested, camels, strict=True) if not is_camel]


def _splits_humps(text: str, change: Change) -> bool:
    """Whether a word with two capitals inside is taken apart before both: `BonsaiMaildirSource`, whatever is a name."""
    return _humps_parted(text, change) > 1


def _is_glued(model: Model, text: str, change: Change) -> bool:
    """Whether what is taken apart begins with a small letter, or with a word that sentences begin with."""
    begins_small = text[change.around[change.first].start].islower()
    return begins_small or (
        change.words[0] >= model.tables.first_word and model.word(change.words[0]) in BEGINS_SENTENCE
    )


def is_brand(model: Model, text: str, change: Change) -> bool:
    """Whether a word with a capital inside would be taken apart where nobody writes both words so: `ChemLawn`.

    Counter-examples: `PresidentVladimir` has a name in it, `WorldCup` is two words with capitals elsewhere, and in
    `Privacy PolicyWe take` a sentence begins behind a heading.
    """
    capitals = model.tables.capitals
    if not _splits_camel(model, change) or not text[change.around[change.first].start].isupper():
        return False
    if _begins_sentence(model, change):
        return False
    return not all(capitals(*pair) == FIRST_HAS | SECOND_HAS for pair in pairwise(change.words))


def _begins_sentence(model: Model, change: Change) -> bool:
    """Whether known words are parted, of which the last one begins a sentence and ends no name."""
    if min(change.words) < model.tables.first_word or model.word(change.words[-1]) not in BEGINS_SENTENCE:
        return False
    behind = change.around.between(change.last, change.last + 1)
    return any(token.kind == WORD and token.gap == SPACED and token.shape == LOWER_CASE for token in behind)


def _splits_camel(model: Model, change: Change) -> bool:
    """Whether a word with capitals inside is taken apart, and not before a name: `onClick`, but not `onTuesday`."""
    is_mixed = any(change.around[t].shape == MIXED_CASE for t in range(change.first, change.last))
    return is_mixed and _inserts_space(change) and not any(_is_name(model, word) for word in change.words[1:])


def replaces_name(model: Model, change: Change) -> bool:
    """Whether a known name, with its capital, would become another word: `Anders said` is no slip for `Sanders`."""
    around = change.around
    stands = {token.start: token for token in around.between(change.first, change.last)}
    replaced = [stands[start] for rule, start, _, _ in change.pieces if rule == "wrong-word" and start in stands]
    return any(token.shape == CAPITAL and _is_name(model, token.number) for token in replaced)


EVERYDAY = 1_000
"""The most frequent words of the language: machines read accents into them, and no name is spelt like them."""


def is_accented_name(model: Model, text: str, change: Change) -> bool:
    """Whether a name would lose its accents, or get letters for them: `Võ`, `Biên`, but not `Thé` for `The`."""
    return any(_loses_accents(model, text[start:end], new) for _, start, end, new in replacements(change))


def _loses_accents(model: Model, found: str, new: str) -> bool:
    if not found[0].isupper() or normal(found).isascii() or not normal(new).isascii():
        return False
    return len(new) != len(found) or model.number(new) >= model.tables.first_word + EVERYDAY


def _replaces_capitalised(change: Change) -> bool:
    """Whether a change puts one word in where another stands with its capital."""
    return len(change.words) == 1 and changes_letters(change) and change.around[change.first].shape == CAPITAL


def is_part_of_name(model: Model, text: str, change: Change) -> bool:
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
    pair = model.tables.capitals(change.words[0], around[behind].number)
    if starts_sentence(text, word.start, around.behind(change.first, text)):
        return pair < 0 or around[behind].status != KNOWN
    return pair < 0 or not pair & FIRST_HAS


_BEHIND_TITLE = r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Col|Gen|Gov|Lt|Maj|Rep|Sen|Sgt|Sir)\.? \Z"


def is_behind_name(model: Model, text: str, change: Change) -> bool:
    """Whether a strange word with a capital, behind a title or a first name, would become a word that has none there.

    `Dr. Freind`, `Edward Yiu`; counter-example: `South Koera`, since Korea has a capital there.
    """
    around = change.around
    word = around[change.first]
    if not _replaces_capitalised(change) or word.gap != SPACED:
        return False
    if compiled(_BEHIND_TITLE).search(text[max(0, word.start - 8) : word.start]):
        return True
    before = around.between(change.first - 1, change.first)
    if not before or before[0].shape != CAPITAL or not _is_name(model, before[0].number):
        return False
    pair = model.tables.capitals(before[0].number, change.words[0])
    return pair < 0 or not pair & SECOND_HAS


def is_half_of_name(text: str, change: Change) -> bool:
    """Whether a word with a capital is half of a name with a hyphen: `North-Secord`, `Yor-vik`.

    The other half tells it, by a capital or as no usual word. Counter-example: `Amercian-made`.
    """
    halves = _beyond_hyphen(text, change) if _replaces_capitalised(change) else ()
    return any(half.shape == CAPITAL or half.status != KNOWN for half in halves)


def _beyond_hyphen(text: str, change: Change) -> Iterator[Token]:
    """The words that a hyphen alone parts from what is changed."""
    around, first, last = change.around, change.first, change.last
    before, behind = around.between(first - 2, first), around.between(last, last + 2)
    if len(before) == 2 and text[before[0].end : around[first].start] == "-":
        yield before[0]
    if len(behind) == 2 and text[around[last - 1].end : behind[1].start] == "-":
        yield behind[1]


def _is_name(model: Model, word: int) -> bool:
    """Whether a word is seldom written in small letters, and mostly with a capital only at its beginning."""
    if word < model.tables.first_word:
        return False
    lower, first, upper, _ = model.case_costs(word)
    return lower >= SELDOM and first <= upper


def _inserts_space(change: Change) -> bool:
    return any(rule == "missing-space" for rule, *_ in change.pieces)
