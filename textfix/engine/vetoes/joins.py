"""Numbers, letters and words that stand apart, or together, as they were meant."""

from __future__ import annotations

from itertools import pairwise

from ...model import Model
from ...patterns import compiled
from ..decide import Change, deletions, insertions
from ..lexicon import EVERYWHERE
from ..vocabulary import ALPHABET
from .circumstances import Circumstances

__all__ = ["joins_alphabet", "joins_row", "joins_symbol", "joins_usual_pair", "leaves_letter", "parts_superlative"]

_MOST = "most"
"""What makes a superlative of a word that it is glued to: `seniormost`."""


def parts_superlative(here: Circumstances, change: Change) -> bool:
    """Whether a word would lose the ending that makes it the highest: `the juniormost clerk`, but not `whosemost`."""
    start = change.around[change.first].start
    word = here.text[start : change.around[change.last - 1].end]
    if not word.isalpha() or not word.islower() or insertions(change) != [start + word.find(_MOST)]:
        return False
    return change.words[0] >= here.tables.first_word + EVERYWHERE


USUAL_PAIR = 2560
"""What the second of two words costs behind the first, in units of 1/1024 nat, that are mostly written apart."""


def joins_usual_pair(here: Circumstances, change: Change) -> bool:
    """Whether two words would be joined of which the second is to be expected behind the first: `per cent`."""
    gone = {start for start, _ in deletions(change)}
    pairs = pairwise(change.around.between(change.first, change.last))
    return any(a.end in gone and _are_usual(here.model, a.number, b.number) for a, b in pairs)


def _are_usual(model: Model, first: int, second: int) -> bool:
    tables = model.tables
    return min(first, second) >= tables.first_word and tables.trigram_cost(0, first, second) <= USUAL_PAIR


_ROW = r"(?<![\w.,])\d+(?: \d+){3,}(?![\w.,]\w)"
"""Four whole numbers and more, one space apart: the results of a team, numbers that were drawn."""

_REACH = 80
"""Code points on either side of a place that are looked at for the row that it stands in."""


def joins_row(here: Circumstances, change: Change) -> bool:
    """Whether numbers of a row would become one: `Leeds 38 22 9 7 61`."""
    row = compiled(_ROW)
    gone = [
        (start, end)
        for start, end in deletions(change)
        if here.text[start - 1 : start].isdigit() and here.text[end : end + 1].isdigit()
    ]
    return any(
        match.start() < start < match.end()
        for start, end in gone
        for match in row.finditer(here.text, max(0, start - _REACH), end + _REACH)
    )


_LETTERS = r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)"
"""Four letters and more, one space apart."""


def joins_alphabet(here: Circumstances, change: Change) -> bool:
    """Whether letters that name things would become a word: `grades A B C D and F`."""
    places = [start for start, end in deletions(change) if here.text[start - 1].isalnum() and here.text[end].isalnum()]
    if not places:
        return False
    rows = compiled(_LETTERS).finditer(here.text, max(0, places[0] - _REACH), places[-1] + _REACH)
    alphabets = [row.span() for row in rows if _has_alphabet(row[0][::2])]
    return any(start < place < end for start, end in alphabets for place in places)


def _has_alphabet(letters: str) -> bool:
    """Whether four of some letters follow one another as in the alphabet, which they hardly do in a word.

    >>> _has_alphabet("ABCDF"), _has_alphabet("STUDENT")
    (True, False)
    """
    return any(letters[i : i + 4].lower() in ALPHABET for i in range(len(letters) - 3))


_ALONE = r"(?<![\w'’])[b-hj-zB-HJ-Z](?![\w'’])"
"""A letter that is no word."""


def joins_symbol(here: Circumstances, change: Change) -> bool:
    """Whether a letter would become part of a word that stands for something, as others near it do: `x, y, z are`."""
    if not any(here.text[start - 1].isalpha() and here.text[end].isalpha() for start, end in deletions(change)):
        return False
    alone, tokens = compiled(_ALONE), change.around
    near, joined = (
        sum(alone.match(here.text, token.start) is not None for token in part)
        for part in (tokens.tokens, tokens.between(change.first, change.last))
    )
    return 0 < joined < 3 and near > joined


_LONE_LETTER = r" [b-hj-z](?![\w.'’])"
"""A letter that is no word, behind a space."""


def leaves_letter(here: Circumstances, change: Change) -> bool:
    """Whether letters of a word that was set apart letter by letter would come together only in part: `look i n g`."""
    last = change.around[change.last - 1].end
    return bool(deletions(change)) and compiled(_LONE_LETTER).match(here.text, last) is not None
