"""How sure textfix must be before it acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .choices import unknown

__all__ = ["LEAST_CONFIDENCE", "LEVELS", "Level", "level_of"]

LEAST_CONFIDENCE = 0.1
"""Probability below which a change is not worth a word."""


@dataclass(frozen=True)
class Level:
    """The least confidence (a probability) at which each rule acts; `default` for rules not in the table.

    `expects_damage` tells that text is taken for damaged, whether it shows or not.
    """

    name: str
    default: float
    thresholds: Mapping[str, float] = field(default_factory=dict, hash=False)
    expects_damage: bool = False

    @cached_property
    def least(self) -> float:
        """The least confidence at which any rule acts."""
        return min(self.default, *self.thresholds.values()) if self.thresholds else self.default

    def threshold(self, rule: str) -> float:
        """The least confidence at which `rule` acts."""
        return self.thresholds.get(rule, self.default)


LEVELS: Mapping[str, Level] = {
    # Acts only on strong evidence: safe to run unattended. A wrong word is one in a thousand of all words that look
    # wrong, so its confidence is never as high as that of the others; benchmarks/RESULTS.md tells what each one costs.
    "careful": Level(
        "careful",
        0.9,
        {
            "missing-space": 0.78,
            "extra-space": 0.75,
            "punctuation-space": 0.57,
            "typo": 0.83,
            "wrong-word": 0.675,
            "repeated-word": 0.67,
            "stray-hyphen": 0.94,
        },
    ),
    # The best F1 over lines that are damaged in many ways: text is taken for damaged, so its confidence is higher.
    "balanced": Level(
        "balanced",
        0.27,
        {"missing-space": 0.5, "extra-space": 0.5, "punctuation-space": 0.5},
        expects_damage=True,
    ),
    # Whatever may well be right.
    "bold": Level("bold", 0.2, expects_damage=True),
}


def level_of(level: str | float) -> Level:
    """The level of this name, or the level at which every rule needs this confidence.

    >>> level_of(0.8).threshold("typo")
    0.8

    Raises TypeError or ValueError where it is neither.
    """
    if isinstance(level, str):
        if level not in LEVELS:
            raise ValueError(f"{unknown('level', level, LEVELS)}, or a number from 0 to 1")
        return LEVELS[level]
    if isinstance(level, bool) or not isinstance(level, int | float):
        raise TypeError(f"level must be a name or a number, not {type(level).__name__}")
    if not 0 <= level <= 1:
        raise ValueError(f"level must be from 0 to 1, not {level}")
    return Level(str(level), float(level))
