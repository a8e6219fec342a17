"""The spaces of other languages are theirs, also in one line between English paragraphs."""

import pytest

from textfix import Fixer

DAMAGED = """Where did you put the keys ? I cannot find them anywhere, and the neighbours have not seen them since the
day before yesterday, when the two of us came home from the station and went straight to the garden.
"""
REPAIRED = DAMAGED.replace(" ?", "?")


@pytest.mark.parametrize(
    "line",
    [
        "Il dit : \"C'est 'super' !\"",
        "Il a dit : super !",
        "Les enfants ont mangé ; ils sont partis hier soir.",
    ],
)
def test_a_line_that_sets_marks_apart_keeps_them_beside_english_that_is_repaired(line: str) -> None:
    assert Fixer(level="careful")(f"{DAMAGED}\n{line}\n\n{REPAIRED}") == f"{REPAIRED}\n{line}\n\n{REPAIRED}"
