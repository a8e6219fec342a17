"""Which text is the model's to judge: other languages keep their spaces, and words of a project make none."""

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


OWN = ("blorps", "frobnik", "gronks", "quuxes", "snarfle", "splork", "zarkle", "wibblers")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        (
            "The frobnik sends a zarkle to the quuxes. It dependson the gronks and the snarfle’s blorps.",
            "The frobnik sends a zarkle to the quuxes. It depends on the gronks and the snarfle’s blorps.",
        ),
        (
            "It dependson the frobnik, inthe quuxes and toa snarfle, splork blorps ofthe wibblers gronks.",
            "It depends on the frobnik, in the quuxes and to a snarfle, splork blorps of the wibblers gronks.",
        ),
    ],
)
def test_words_of_the_project_are_no_sign_of_another_language(text: str, repaired: str) -> None:
    """In a place, and where so much is damaged that the text as a whole is judged."""
    assert Fixer()(text) == text
    assert Fixer(words=OWN)(text) == repaired


def test_a_paragraph_of_another_language_stays_whatever_the_words_of_the_project() -> None:
    german = "Wir haben inden letzten Wochen das Zarkle vonder Firma erhalten, aberes fehlt ein snarfle."
    assert Fixer(words=OWN)(german) == german
