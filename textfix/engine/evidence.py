"""What a text tells of itself before anything in it is changed: how badly it is damaged, and in which way."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .decide import Change
from .decode import Decoder
from .tokens import Tokens

__all__ = ["Damage", "damage_shown"]

SURE_MARGIN = 6.0
"""Nats from which on a change is counted as damage, whatever else is known of it."""

BAD = 0.02
"""Share of damaged words from which on a text is read anew, with every word in doubt."""

USUAL = 0.0025
"""Share of words with damage of one kind that the engine's own costs suppose."""

_KINDS = ("missing-space", "extra-space", "typo")


@dataclass(frozen=True)
class Damage:
    """Shares of words with damage of each kind, smoothed; `spaceless` where words run on without any space."""

    rates: dict[str, float] = field(default_factory=dict)
    spaceless: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether the text is to be read anew."""
        return self.spaceless or sum(self.rates.values()) > BAD

    def prepare(self, decoder: Decoder) -> None:
        """Set what slips cost so that they are as likely as they have shown to be."""
        decoder.insertion = 512 if self.spaceless else _cost(6144, self.rates["missing-space"])
        decoder.deletion = _cost(6656, self.rates["extra-space"])
        decoder.typo = _cost(3072, self.rates["typo"])
        decoder.listed = decoder.typo
        decoder.rejoining = 1
        decoder.confusion = _cost(5632, self.rates["typo"])


def _cost(usual: int, rate: float) -> int:
    return max(512, usual - round(1024 * math.log(max(rate, USUAL) / USUAL)))


def damage_shown(tokens: Tokens, suggested: Sequence[Change]) -> Damage:
    """The damage that the surest changes of a first reading show."""
    counts = Counter(
        _KINDS[0] if piece[0] == "punctuation-space" and piece[3] else piece[0]
        for change in suggested
        if change.margin >= SURE_MARGIN
        for piece in change.pieces
    )
    # Ten words without damage are supposed beside those that are there: a line has too few to go by.
    rates = {kind: counts[kind] / (tokens.count + 10) for kind in _KINDS}
    return Damage(rates, tokens.run_on * 2 > tokens.visible)
