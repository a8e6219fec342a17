"""Words such as `firstName`: what a text is used to has lost no space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Model
from ..patterns import compiled
from .condition import SURE_MARGIN
from .decide import Change, deletions, insertions
from .kinds import CAPITAL, MARK, MIXED_CASE, SPACED
from .lexicon import is_name
from .tokens import Tokens
from .vocabulary import BEGINS_SENTENCE, COMMONEST

__all__ = ["splits_camel", "without_camel_case", "without_identifiers"]

LEAST_CAMELS = 3
"""Words of mixed case that tell that a text is used to them."""

BROKEN_PIECE = 2
"""Letters that are rather a piece of a broken word than the first word of a name, at most: `rNorth`."""


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
    if len(parts) < 2 or "".join(parts) != token or token[0].isupper() or len(parts[0]) <= BROKEN_PIECE:
        return False
    first = model.tables.first_word
    numbers = [model.number(part.lower()) for part in parts]
    everyday = any(number < first + COMMONEST for number in (numbers[0], numbers[-1]))
    return min(numbers) >= first and not everyday and not any(is_name(model, number) for number in numbers[1:])


def _parts_capital(text: str, change: Change) -> bool:
    """Whether a small letter and a capital behind it are parted for sure."""
    return change.margin >= SURE_MARGIN and _humps_parted(text, change) > 0


def _humps_parted(text: str, change: Change) -> int:
    """How often a small letter and a capital behind it are parted."""
    return sum(text[at - 1].islower() and text[at : at + 1].isupper() for at in insertions(change))


_IN_TEXT_OF_CODE = r"[`{}<>=_\\|$(:](?:(?<=[`{}<>=_\\|$])|(?<=\w\()|(?<=:):)"
"""What a text that speaks of programs has somewhere, beside words such as `onClick`."""


def without_camel_case(model: Model, text: str, tokens: Tokens, suggested: Sequence[Change]) -> list[Change]:
    """The changes without those that take words such as `MaildirSource` apart, where the text is used to such words.

    It is where it has more of them than lost spaces that cannot be meant. Where nothing else is code, what begins with
    a small letter or as a sentence does has rather lost its space: `train stationFacilities`, `TheTenant`.
    """
    camels = [splits_camel(model, change) or _splits_humps(text, change) for change in suggested]
    lost = sum(_inserts_space(change) and change.margin >= SURE_MARGIN for change in suggested)
    if not any(camels) or tokens.mixed < LEAST_CAMELS or tokens.mixed <= lost - sum(camels):
        return list(suggested)  # fewer camels tell no more, so that the text need not be searched
    if not compiled(_IN_TEXT_OF_CODE).search(text):
        camels = [splits_camel(model, change) and not _is_glued(model, text, change) for change in suggested]
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


def splits_camel(model: Model, change: Change) -> bool:
    """Whether a word with capitals inside is taken apart, and not before a name: `onClick`, but not `onTuesday`."""
    is_mixed = any(change.around[t].shape == MIXED_CASE for t in range(change.first, change.last))
    return is_mixed and _inserts_space(change) and not any(is_name(model, word) for word in change.words[1:])


def _inserts_space(change: Change) -> bool:
    return any(rule == "missing-space" for rule, *_ in change.pieces)
