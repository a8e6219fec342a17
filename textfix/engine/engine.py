"""The engine from text to findings: scan, sieve, read the windows in doubt, decide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from ..evidence import EVIDENCE
from ..levels import LEAST_CONFIDENCE
from ..model import Model
from ..pipeline import Page
from .boundaries import least
from .camel_case import without_camel_case, without_identifiers
from .condition import (
    FEW,
    glued_to_common,
    is_badly_damaged,
    is_mostly_glued,
    is_spaceless,
    is_strange,
    misspelt,
    most_changes,
)
from .confidence import Case, Judge, cases, damage_of, is_evidence, is_setting, primary_rule, vector
from .decide import Change, Piece, changes, insertions
from .decode import Decoder
from .old_spelling import is_old_spelling
from .reasons import reason
from .tokens import Tokens, key_of
from .vetoes.circumstances import DAMAGED, EXPECTED, SPACELESS, Circumstances
from .vetoes.near_code import is_set_in_code
from .vetoes.right_letters import with_right_letters_kept
from .vetoes.table import forbids
from .wraps import Wrapping, sure_joins, wrapping

__all__ = ["Finding", "Reading", "find", "is_sound", "suggestions"]


class Finding(NamedTuple):
    """A change with its confidence (a probability) and the reason for it."""

    pieces: tuple[Piece, ...]
    confidence: float
    reason: str


def _allows(_: Change) -> bool:
    return False


class Reading(NamedTuple):
    """The changes that a text suggests; `words` counts its tokens. `damaged` tells that every word was in doubt.

    `forbids` tells what speaks against some of them. To ask takes long, so it is asked last, of those that would be
    made or count as evidence. `wrapping` is how the text was wrapped before its line ends were lost, if that shows.
    `at_first` is the reading that showed the damage, where the text is so short that both may be right.
    """

    suggested: list[Change]
    words: int
    damaged: bool
    spaceless: bool
    forbids: Callable[[Change], bool] = _allows
    wrapping: Wrapping | None = None
    at_first: Reading | None = None

    @property
    def changes(self) -> list[Change]:
        """Those that nothing speaks against."""
        return [change for change in self.suggested if not self.forbids(change)]


MAY_BE_CHANCE = 60
"""Tokens up to which two slips are as likely chance as damage: `I recieve the letters. In the the end.`"""


def find(
    model: Model,
    page: Page,
    words: frozenset[str] = frozenset(),
    *,
    letters: bool = True,
    evidence: frozenset[str] = EVIDENCE,
) -> Iterator[Finding]:
    """What the engine would change, first to last.

    `letters` tells whether letters may be changed or only spaces, `evidence` what of the text as a whole may speak
    for a change. What is less likely than the page asks for is left out.
    """
    least = max(page.least, LEAST_CONFIDENCE)
    reading = suggestions(model, page, words, evidence=evidence)
    if reading.at_first is None:
        return _findings(model, page, reading, letters, least)
    findings = _findings(model, page, reading, letters, LEAST_CONFIDENCE)
    at_first = {found.pieces: found for found in _findings(model, page, reading.at_first, letters, least)}
    surest = (max(found, at_first.get(found.pieces, found), key=attrgetter("confidence")) for found in findings)
    return (found for found in surest if found.confidence >= least)


def _findings(model: Model, page: Page, reading: Reading, letters: bool, least: float) -> Iterator[Finding]:
    """The changes of a reading that have this confidence at least, and that nothing speaks against."""
    judge = Judge.of(model, reading.damaged)
    judged = list(_judged(model, page, reading, judge))
    shown = damage_of([(each.rule, each.is_sure) for each in judged], reading.words)
    for (case, rule, features, is_sure), damage in zip(judged, shown, strict=True):
        pieces = case.change.pieces if letters else case.change.spaces
        if pieces:
            confidence = judge.of_case(case, rule if letters else pieces[0][0], features, damage)
            if confidence < least or _is_guess_beside_code(page, pieces):
                continue
            if is_sure or not reading.forbids(case.change):
                yield Finding(pieces, confidence, reason(case))


class _Judged(NamedTuple):
    """A change with what it is judged by: its primary rule and its features. What `is_sure` tells of other damage."""

    case: Case
    rule: str
    features: Sequence[float]
    is_sure: bool


def _judged(model: Model, page: Page, reading: Reading, judge: Judge) -> Iterator[_Judged]:
    """The changes of a reading without those that would tell of other damage, but that something speaks against."""
    for case in cases(model, page.protection, page.text, reading.suggested, reading.words, reading.wrapping):
        rule, features = primary_rule(case.change), vector(case)
        is_sure = is_evidence(rule, features, judge.weights)
        if not (is_sure and reading.forbids(case.change)):
            yield _Judged(case, rule, features, is_sure)


def _is_guess_beside_code(page: Page, pieces: Sequence[Piece]) -> bool:
    """Whether a word is judged by its neighbours, and one of them is code or the like."""
    return any(rule == "wrong-word" and page.protection.is_beside_hard(start, end) for rule, start, end, _ in pieces)


def suggestions(
    model: Model,
    page: Page,
    words: frozenset[str] = frozenset(),
    *,
    evidence: frozenset[str] = EVIDENCE,
) -> Reading:
    """Every change that a reading of a text suggests.

    A text that turns out badly damaged is read a second time, with every word in doubt and slips as likely as
    they are there.
    """
    tokens = _scanned(model, page.text, words, evidence)
    if page.spans:
        tokens.guarded = _guarded(page, tokens)
    spaceless = is_spaceless(tokens, page.expect_damage)
    if page.expect_damage or spaceless:
        return _as_damaged(model, page, tokens, evidence, spaceless=spaceless, old=False)
    suggested = _suggested_at_first(model, page, tokens)
    if not suggested:
        return Reading([], tokens.count, damaged=False, spaceless=False)
    if not is_badly_damaged(tokens, suggested) or not is_badly_damaged(tokens, _without_code(model, page, suggested)):
        return _as_usual(model, page, tokens, suggested, old=False)
    of_today, glued = misspelt(model, page.text, suggested), glued_to_common(model, suggested)
    if is_strange(tokens, of_today | glued | tokens.guarded | tokens.own) and not is_mostly_glued(suggested, glued):
        return Reading([], tokens.count, damaged=True, spaceless=False)
    old = is_old_spelling(model, page.text, tokens, suggested, of_today)
    again = _as_damaged(model, page, tokens, evidence, spaceless=False, old=old)
    if tokens.count > MAY_BE_CHANCE:
        return again
    return again._replace(at_first=_as_usual(model, page, tokens, suggested, old=old))


def _without_code(model: Model, page: Page, suggested: Sequence[Change]) -> list[Change]:
    """The changes that show damage: not those of what is set so where code is near."""
    here = Circumstances(model, page.text, suggested)
    return [change for change in suggested if not is_set_in_code(here, change)]


def is_sound(model: Model, text: str, words: frozenset[str], evidence: frozenset[str]) -> bool:
    """Whether nothing in a text is in doubt, if no damage is expected: then `find` has nothing to look at."""
    tokens = _scanned(model, text, words, evidence)
    return not model.workers.sieve.doubt(text, tokens, False) and not is_spaceless(tokens, False)


def _scanned(model: Model, text: str, words: frozenset[str], evidence: frozenset[str]) -> Tokens:
    """The tokens of a text, which remember its strange words where that is evidence."""
    keys = frozenset(known_keys(model, words)) if words else _NONE
    tokens = model.workers.scanner.scan(text, keys)
    if "memory" not in evidence:
        tokens.keys.clear()
    return tokens


_NONE: frozenset[int] = frozenset()


def _suggested_at_first(model: Model, page: Page, tokens: Tokens) -> Sequence[Change]:
    """What is read of only the words in doubt; nothing where that is so much that the text is none.

    Unless it is prose of the model's language that lost its spaces.
    """
    windows = _free(page, tokens, model.workers.sieve.doubt(page.text, tokens, False))
    if not windows:
        return ()
    reading = _read(model, page.text, tokens, windows, model.workers.decoder)
    most = most_changes(tokens)
    suggested = list(islice(reading, most))
    if len(suggested) == most and not is_mostly_glued(suggested, glued_to_common(model, suggested)):
        return ()
    return [*suggested, *reading]


def _as_usual(model: Model, page: Page, tokens: Tokens, suggested: Sequence[Change], *, old: bool) -> Reading:
    """What is left of the changes that a text suggests in which only some words were in doubt."""
    left = with_right_letters_kept(model, page.text, suggested)
    kept, is_forbidden = _kept(Circumstances(model, page.text, left, old=old))
    heard = _without_names_of_code(model, page, tokens, _heard(model, page, kept))
    return Reading(heard, tokens.count, damaged=False, spaceless=False, forbids=is_forbidden)


def _heard(model: Model, page: Page, changes: Iterable[Change]) -> list[Change]:
    """Changes with what the letters near them say of their spaces."""
    return [_with_odds(change, partial(model.workers.boundaries.heard, page.text)) for change in changes]


def _as_damaged(
    model: Model, page: Page, tokens: Tokens, evidence: frozenset[str], *, spaceless: bool, old: bool
) -> Reading:
    """What a text suggests when every word of it is in doubt."""
    decoder = model.workers.decoder
    odds = model.workers.boundaries.log_odds(page.text)
    try:
        decoder.damaged(spaceless, page.expect_damage, tokens.visible < FEW)
        decoder.hear(odds)
        suggested, lines = _read_as_damaged(model, page, tokens, evidence, decoder)
    finally:
        decoder.usual()
    left = with_right_letters_kept(model, page.text, suggested)
    damage = DAMAGED | page.expect_damage * EXPECTED | spaceless * SPACELESS
    kept, is_forbidden = _kept(Circumstances(model, page.text, left, damage, old=old))
    heard = [_with_odds(change, partial(least, odds)) for change in kept]
    if not page.expect_damage and not spaceless:
        heard = _without_names_of_code(model, page, tokens, heard)
    return Reading(heard, tokens.count, damaged=True, spaceless=spaceless, forbids=is_forbidden, wrapping=lines)


def _with_odds(change: Change, heard: Callable[[Sequence[Piece]], float]) -> Change:
    """A change with what the letters say of its spaces."""
    return change._replace(heard=heard(change.spaces)) if change.spaces else change


def _without_names_of_code(model: Model, page: Page, tokens: Tokens, changes: Sequence[Change]) -> list[Change]:
    return without_identifiers(model, page.text, without_camel_case(model, page.text, tokens, changes))


def _kept(here: Circumstances) -> tuple[list[Change], Callable[[Change], bool]]:
    """The changes but those that something speaks against, and what tells this of the ones not yet asked about."""
    is_asked = _tells_of_others if len(here.suggested) > 1 else _allows
    kept = [change for change in here.suggested if not (is_asked(change) and forbids(here, change))]
    return kept, lambda change: not is_asked(change) and forbids(here, change)


def _tells_of_others(change: Change) -> bool:
    """Whether a change may speak for or against others, even if it is not sure.

    How marks are set again and again is a style, and spaces that were lost tell lost spaces from names of code.
    """
    return is_setting(change) or bool(insertions(change))


def _read_as_damaged(
    model: Model, page: Page, tokens: Tokens, evidence: frozenset[str], decoder: Decoder
) -> tuple[list[Change], Wrapping | None]:
    """The changes of a text in which every word is in doubt, and how it was wrapped, if that shows."""
    windows = _free(page, tokens, model.workers.sieve.doubt(page.text, tokens, True))
    suggested = list(_read(model, page.text, tokens, windows, decoder))
    lines = wrapping(page.text, sure_joins(suggested)) if "wraps" in evidence else None
    if lines:
        decoder.costs.expect_line_ends(lines.ends, lines.cost)
        suggested = list(_read(model, page.text, tokens, windows, decoder))
    return suggested, lines


def _guarded(page: Page, tokens: Tokens) -> frozenset[int]:
    """The tokens inside what the caller protects."""
    starts = tokens.start[: tokens.count]
    places = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in page.protection.given)
    return frozenset(t for first, last in places for t in range(first, last))


def _free(page: Page, tokens: Tokens, windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The windows but those inside what the caller protects, which is not to be changed and shows no damage."""
    if not page.spans:
        return windows
    edges = (
        (tokens.between(first, first + 1)[0].start, tokens.between(last - 1, last)[0].end) for first, last in windows
    )
    return [
        window for window, (start, end) in zip(windows, edges, strict=True) if not page.protection.covers(start, end)
    ]


def _read(
    model: Model, text: str, tokens: Tokens, windows: list[tuple[int, int]], decoder: Decoder
) -> Iterator[Change]:
    for first, last in windows:
        path = decoder.read(text, tokens, first, last, tokens.keys)
        if path is not None:
            yield from changes(model, decoder, text, tokens, range(first, last), path)


def known_keys(model: Model, words: frozenset[str]) -> Iterator[int]:
    """The keys of words that the caller says are right; with letters beyond the alphabet they are safe anyway."""
    for word in words:
        letters = model.letters(word)
        if letters is not None:
            yield key_of(letters)
