"""What a veto may look at beside the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ...model import Model
from ..condition import glued_to_common, misspelt
from ..decide import Change
from ..old_spelling import in_old_quotations

__all__ = ["DAMAGED", "EXPECTED", "SPACELESS", "Circumstances"]

DAMAGED, EXPECTED, SPACELESS = 1, 2, 4
"""What is known of the damage of a text: it shows much; its user says that there is much; it lost all of its spaces.

The first goes with either of the others.
"""


class Circumstances:
    """A text, the model that it is read with, the changes that it suggests, and what is known of its damage.

    `old` tells that it is spelt as texts were before spelling was fixed. What takes long to find out is found out when
    it is first asked for, which mostly nobody does.
    """

    def __init__(
        self, model: Model, text: str, suggested: Sequence[Change], damage: int = 0, *, old: bool = False
    ) -> None:
        self.model, self.tables, self.text = model, model.tables, text
        self.suggested, self.damage, self.old = suggested, damage, old

    @property
    def damaged(self) -> bool:
        """Whether the text shows much damage, or is said to have it."""
        return bool(self.damage & DAMAGED)

    @cached_property
    def misspelt(self) -> frozenset[int]:
        """The tokens that are misspelt as many people do, misread as machines do, or mistyped."""
        return misspelt(self.model, self.text, self.suggested)

    @cached_property
    def glued(self) -> frozenset[int]:
        """The tokens in which common words of the language lost the space between them."""
        return glued_to_common(self.model, self.suggested)

    @cached_property
    def of_language(self) -> frozenset[int]:
        """Either: one set for all changes, which share what is counted with it."""
        return self.misspelt | self.glued

    @cached_property
    def in_old_quotations(self) -> frozenset[int]:
        """The tokens whose changes have spellings of old near them."""
        return in_old_quotations(self.model, self.text, self.suggested, self.misspelt)
