"""The spaces of other languages are theirs, also in one paragraph between English paragraphs."""

import pytest

from textfix import Fixer

DAMAGED = """Where did you put the keys ? I cannot find them anywhere, and the neighbours have not seen them since the
day before yesterday, when the two of us came home from the station and went straight to the garden.
"""
REPAIRED = DAMAGED.replace(" ?", "?")


@pytest.mark.parametrize(
    "french",
    [
        "Il dit : \"C'est 'super' !\"",
        "Qui dit cela ? Personne !",
        "Les enfants ont mangé ; ils sont partis hier soir.",
    ],
)
def test_a_paragraph_that_sets_marks_apart_keeps_them_beside_english_that_is_repaired(french: str) -> None:
    assert Fixer(level="careful")(f"{DAMAGED}\n{french}\n\n{REPAIRED}") == f"{REPAIRED}\n{french}\n\n{REPAIRED}"
