"""The rules that are on, made with the options that they take, in the order in which text is repaired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from ..evidence import EVIDENCE
from ..pipeline import Rule, Stage
from . import FAMILIES
from .abbreviations import AbbreviationsRule
from .apostrophes import ApostropheRule
from .capitals import CapitalsRule, CapsLockRule, MisreadCapitalRule
from .characters import CharactersRule
from .corrections import CorrectionsRule
from .digits import DigitsRule
from .encoding import MojibakeRule
from .entities import EntityRule
from .escapes import EscapeRule
from .homophones import HomophonesRule
from .letters import LettersRule
from .letterspacing import LetterspacingRule
from .lines import LinesRule
from .lost_quotes import LostQuotesRule
from .one_byte import OneByteRule
from .pronouns import PronounsRule
from .repeats import LineEndRepeatsRule, PhraseRepeatsRule
from .words import WordsRule

__all__ = ["default_stages"]


class _Wanted(NamedTuple):
    """The names that are on, and what else the rules are made with."""

    names: frozenset[str]
    language: str
    words: frozenset[str]
    evidence: frozenset[str]

    def of(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of some names that are on."""
        return tuple(name for name in names if name in self.names)

    def on(self, *rules: Rule) -> tuple[Rule, ...]:
        """Those of some rules that are on."""
        return tuple(rule for rule in rules if self.names.issuperset(rule.names))


_Made: TypeAlias = Callable[[_Wanted], tuple[Rule, ...]]


def _encoding(wanted: _Wanted) -> tuple[Rule, ...]:
    of_sets = MojibakeRule(), OneByteRule(), EntityRule(), EscapeRule()
    return wanted.on(*of_sets, LettersRule(wanted.language), ApostropheRule(), LostQuotesRule())


def _characters(wanted: _Wanted) -> tuple[Rule, ...]:
    names = wanted.of(FAMILIES["characters"])
    return (CharactersRule(names, wanted.language),) if names else ()


def _lines(wanted: _Wanted) -> tuple[Rule, ...]:
    names = wanted.of(FAMILIES["lines"])
    return (LinesRule(names, wanted.language, wanted.words),) if names else ()


def _letterspacing(wanted: _Wanted) -> tuple[Rule, ...]:
    return wanted.on(LetterspacingRule(wanted.language))


def _digits(wanted: _Wanted) -> tuple[Rule, ...]:
    return wanted.on(DigitsRule(wanted.language, wanted.words))


def _capitals(wanted: _Wanted) -> tuple[Rule, ...]:
    language, words = wanted.language, wanted.words
    of_shift = CapitalsRule(language, words), CapsLockRule(language, words)
    return wanted.on(*of_shift, MisreadCapitalRule(language), PronounsRule(language))


def _style(wanted: _Wanted) -> tuple[Rule, ...]:
    names = wanted.of(FAMILIES["style"])
    if not names:
        return ()
    from .style import StyleRule  # few ask for it

    return (StyleRule(names),)


def _words(wanted: _Wanted) -> tuple[Rule, ...]:
    names = wanted.of(WordsRule.REPORTS)
    if not names:
        return ()
    repeats = LineEndRepeatsRule(), PhraseRepeatsRule()
    beside = wanted.on(*repeats, AbbreviationsRule(wanted.language), HomophonesRule())
    return (*beside, WordsRule(names, wanted.language, wanted.words, wanted.evidence))


_BEFORE_WORDS: tuple[_Made, ...] = (
    _encoding,  # first, since what was decoded wrong hides everything else
    _characters,  # invisible ones part words
    _lines,  # a hyphen and a line end part words, too
    _letterspacing,
    _digits,
    _capitals,
    _style,
)
"""What makes the rules of each stage before the words, in order: each sees what those before it made."""


def default_stages(
    names: frozenset[str],
    *,
    language: str,
    words: frozenset[str],
    corrections: tuple[tuple[str, str], ...],
    evidence: frozenset[str] = EVIDENCE,
) -> tuple[Stage, ...]:
    """The stages that report these rules, in the order in which text is repaired."""
    wanted = _Wanted(names, language, words, evidence)
    own = (CorrectionsRule(corrections),) if corrections else ()
    stages = (
        Stage(own, settles=True),
        *(Stage(made(wanted), yields=True) for made in _BEFORE_WORDS),
        # Once more, since what hid a word of theirs is gone now, and before the engine thinks of another.
        Stage(own, settles=True, yields=True),
        Stage(_words(wanted), yields=True),
    )
    return tuple(stage for stage in stages if stage.rules)
