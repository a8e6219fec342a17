"""Every veto, with the changes that it is asked of and the texts in which it is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeAlias

from ..decide import SPELLING, Change, changes_letters, deletions, insertions
from .circumstances import DAMAGED, EXPECTED, SPACELESS, Circumstances
from .foreign import (
    has_rarer_company,
    is_among_strangers,
    is_before_french,
    is_behind_french,
    is_foreign,
    is_foreign_to_both_sides,
    is_set_apart,
    sets_all_apart,
)
from .fragments import is_fragment, is_piece
from .joins import joins_alphabet, joins_row, joins_symbol, joins_usual_pair, leaves_letter, parts_superlative
from .marks_of_code import is_mark_of_code
from .names import (
    is_accented_name,
    is_behind_name,
    is_brand,
    is_half_of_name,
    is_initial,
    is_part_of_name,
    replaces_name,
)
from .near_code import is_program, is_set_in_code
from .old_writing import (
    has_old_ending,
    is_elision,
    is_in_old_quotation,
    is_in_old_text,
    is_near_old_words,
    is_not_of_today,
    loses_accent,
)
from .on_purpose import is_abbreviated, is_between_hyphens, is_doubled_on_purpose, is_said_twice, is_spoken_of
from .punctuation import glues_sign, halves_ratio, is_leader, moves_mark, sets_mark_apart
from .quotation_marks import (
    closes_german_quote,
    closes_nothing,
    is_quote_set_apart,
    is_quote_turned,
    touches_quote_set_apart,
)
from .technical import (
    holds_digits,
    is_acronym,
    is_cut_off_by_dots,
    is_list_item,
    is_roman_numeral,
    is_symbol,
    joins_digits,
    joins_one_letter,
    joins_pairs_of_digits,
    joins_quoted_letter,
    joins_shorthand,
    mixes_case,
    numbers_things,
    parts_class,
    parts_identifier,
    parts_member,
    parts_name_from_digits,
    parts_numbered_name,
    parts_option,
    repeats_name,
    stands_elsewhere,
)

__all__ = ["ANY", "DELETIONS", "INSERTIONS", "LETTERS", "SPACES", "TABLE", "Row", "asked", "forbids", "kinds_of"]

Veto: TypeAlias = Callable[[Circumstances, Change], bool]

LETTERS, INSERTIONS, DELETIONS, SPACES, ANY = 1, 2, 4, 8, 16
"""Kinds of change: it puts another word in, puts spaces in, takes spaces away, does anything but put words in, is one.

A change may be of several kinds. One that takes out a word which stands twice is of SPACES too.
"""

_OF_CODE = EXPECTED | SPACELESS
"""Where code is not looked for: what looks like it is mostly damage there."""


class Row(NamedTuple):
    """A veto, the kind of change that it is asked of, and the damage of which any keeps it from being asked."""

    veto: Veto
    of: int
    unless: int = 0


TABLE: tuple[Row, ...] = (
    # Other letters are put in.
    Row(is_initial, LETTERS),  # `J. Smith`
    Row(is_accented_name, LETTERS),  # `Võ`
    Row(is_piece, LETTERS),  # `wou!d`
    Row(has_old_ending, LETTERS),  # `can'st`
    Row(is_in_old_text, LETTERS),  # `great feare and doubte` all over the text
    Row(is_among_strangers, LETTERS, unless=DAMAGED),  # `called zelmurf teh way`
    Row(is_part_of_name, LETTERS, unless=DAMAGED),  # `Enver Pasha`
    Row(is_half_of_name, LETTERS, unless=DAMAGED),  # `North-Secord`
    Row(is_behind_name, LETTERS, unless=DAMAGED),  # `Dr. Freind`
    Row(is_abbreviated, LETTERS, unless=DAMAGED),  # `reqd. for`
    Row(is_between_hyphens, LETTERS, unless=DAMAGED),  # `un-be-liev-a-ble`
    Row(is_foreign_to_both_sides, LETTERS, unless=DAMAGED),  # `Gott ist tot`
    Row(is_before_french, LETTERS, unless=DAMAGED),  # `raison d'être`
    Row(is_near_old_words, LETTERS, unless=DAMAGED),  # `behold how publick liberty`
    Row(is_elision, LETTERS, unless=EXPECTED),  # `pop'lar`
    Row(is_spoken_of, LETTERS, unless=EXPECTED),  # `people write "definately"`
    Row(is_not_of_today, LETTERS, unless=EXPECTED),  # `bury thy dead`
    Row(is_fragment, LETTERS, unless=EXPECTED),  # `mem-brane`
    Row(loses_accent, LETTERS, unless=EXPECTED),  # `learnèd`
    Row(replaces_name, LETTERS, unless=EXPECTED),  # `Anders said`
    Row(is_in_old_quotation, LETTERS, unless=EXPECTED),  # `“we shuld wynne it”` in a text of today
    Row(is_symbol, LETTERS, unless=_OF_CODE),  # `allows u to be smaller`
    Row(is_cut_off_by_dots, LETTERS, unless=_OF_CODE),  # `perfor…`
    Row(holds_digits, LETTERS, unless=DAMAGED),  # `nxt2002`
    Row(mixes_case, LETTERS, unless=DAMAGED),  # `PosgreSQL`
    Row(is_roman_numeral, LETTERS, unless=DAMAGED),  # `two Mk IIIs`
    Row(is_acronym, LETTERS, unless=DAMAGED),  # `sold its TRE stock`
    Row(is_list_item, LETTERS, unless=DAMAGED),  # `(iter,cx,cy)`
    Row(is_program, LETTERS, unless=DAMAGED),  # `brotli`, where code is near
    # Spaces are put in.
    Row(is_quote_set_apart, INSERTIONS),  # `the 'Journal.'He was`
    Row(sets_mark_apart, INSERTIONS),  # `grandfather,especially`
    Row(parts_superlative, INSERTIONS),  # `the juniormost clerk`
    Row(is_brand, INSERTIONS, unless=DAMAGED),  # `ChemLawn`
    Row(numbers_things, INSERTIONS, unless=_OF_CODE),  # `issue12, issue17`
    Row(parts_class, INSERTIONS, unless=_OF_CODE),  # `html.Waterfall`
    Row(parts_member, INSERTIONS, unless=_OF_CODE),  # `net.Socket`
    Row(parts_identifier, INSERTIONS, unless=_OF_CODE),  # `>=1.2;python_version`
    Row(parts_numbered_name, INSERTIONS, unless=_OF_CODE),  # `at91sam9260`
    Row(parts_name_from_digits, INSERTIONS, unless=DAMAGED),  # `sha224`
    Row(parts_option, INSERTIONS, unless=DAMAGED),  # `noforceuid`
    # Spaces are taken away.
    Row(halves_ratio, DELETIONS),  # `3 : 1`
    Row(joins_row, DELETIONS),  # `Leeds 38 22 9 7 61`
    Row(joins_alphabet, DELETIONS),  # `grades A B C D and F`
    Row(moves_mark, DELETIONS),  # `Mrs .S.`
    Row(joins_usual_pair, DELETIONS),  # `per cent`
    Row(is_behind_french, DELETIONS),  # `Très bien, merci !`
    Row(is_said_twice, DELETIONS, unless=DAMAGED),  # `bye bye`
    Row(closes_nothing, DELETIONS, unless=DAMAGED),  # `" And so it was.`
    Row(leaves_letter, DELETIONS, unless=DAMAGED),  # `look i n g`
    Row(joins_symbol, DELETIONS, unless=DAMAGED),  # `x, y, z are`
    Row(touches_quote_set_apart, DELETIONS, unless=DAMAGED),  # `an ' artistic ' performance`
    Row(sets_all_apart, DELETIONS, unless=EXPECTED),  # `Is it you ? Yes !` all over the text
    Row(joins_shorthand, DELETIONS, unless=_OF_CODE),  # `R u ok?`
    Row(joins_digits, DELETIONS, unless=_OF_CODE),  # `40 0 0`
    Row(joins_one_letter, DELETIONS, unless=_OF_CODE),  # `w ww`
    Row(joins_quoted_letter, DELETIONS, unless=_OF_CODE),  # `the plural 's' ending`
    Row(joins_pairs_of_digits, DELETIONS, unless=DAMAGED),  # `20 24`
    # Spaces come or go, or a word that stands twice goes.
    Row(glues_sign, SPACES),  # `C# .NET`
    Row(closes_german_quote, SPACES),  # `„nein“ on the card`
    Row(is_quote_turned, SPACES),  # `he said ”yes“ to it`
    Row(is_doubled_on_purpose, SPACES, unless=DAMAGED),  # `nine one one`
    Row(is_set_apart, SPACES, unless=DAMAGED),  # `Il dit : "C'est super !"`
    Row(is_leader, SPACES, unless=EXPECTED),  # `the agent . . . is bound`
    Row(repeats_name, SPACES, unless=_OF_CODE),  # `sys.argv argv`
    Row(is_mark_of_code, SPACES, unless=_OF_CODE),  # `(mode . whitespace)`
    Row(is_set_in_code, SPACES, unless=DAMAGED),  # `noexcept`, where there is more code
    Row(stands_elsewhere, SPACES, unless=DAMAGED),  # `.Internal`, again and again
    # Whatever a change does.
    Row(has_rarer_company, ANY, unless=DAMAGED),  # `Schrift ist der Name der Datei`
    Row(is_foreign, ANY, unless=SPACELESS),  # `put hys hande into hys sackes`
)
"""All vetoes. Within each kind those that are told soonest, and in any text, come first."""


def forbids(here: Circumstances, change: Change) -> bool:
    """Whether anything speaks against a change."""
    return any(veto(here, change) for veto in asked(kinds_of(change), here.damage))


@cache
def asked(kinds: int, damage: int) -> tuple[Veto, ...]:
    """What is asked about changes of these kinds in a text with this damage: nothing that must say no."""
    return tuple(row.veto for row in TABLE if row.of & kinds and not row.unless & damage)


def kinds_of(change: Change) -> int:
    """The kinds that a change is of."""
    kinds = ANY | LETTERS if changes_letters(change) else ANY
    if all(rule in SPELLING for rule, *_ in change.pieces):
        return kinds
    inserts, deletes = bool(insertions(change)), bool(deletions(change))
    return kinds | SPACES | inserts * INSERTIONS | deletes * DELETIONS
