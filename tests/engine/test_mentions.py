"""Words that are spoken of, cut short or doubled on purpose stay, though the words alone would speak for a change."""

from __future__ import annotations

import pytest

from textfix import fix
from textfix.engine import engine

LEFT = {
    "is_spoken_of": [
        'People write "definately" in old letters.',
        "Rename the method from calcualte to calculate.",
        "It has become a common misspelling: people write definately all the time.",
    ],
    "is_abbreviated": [
        "The visa is reqd. for entry to all of these countries.",
        "Thos. Tubb and Sons of London sold it.",
    ],
    "is_between_hyphens": ["He said that it was un-be-liev-a-ble and went home."],
    "is_foreign_to_both_sides": ["He told her that Gott ist tot, and she laughed."],
    "is_doubled_on_purpose": [
        "You must call nine one one at once.",
        'The phrase "the the" occurs in these files.',
        "In two two men came in.",
        "We saw the wren Troglodytes troglodytes in the garden.",
    ],
    "closes_german_quote": ["He wrote \u201enein\u201c on the card and left."],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in LEFT.items() for text in texts])
def test_what_is_meant_stays(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fix(text, level=0.3) == text
    monkeypatch.setattr(engine, name, lambda *_: False)
    assert fix(text, level=0.1) != text  # so the words alone are not why


REPAIRED = {
    "He went to the the shop.": "to the shop",
    "It is a state-of-hte-art house.": "state-of-the-art",
    "It is better to give than to recieve, he said.": "receive",
    "They are aware, teh: it is late.": "the:",
    "We saw the end of teh. Then we left.": "the.",
    "On the 5th of May they recieved. The letter was lost.": "received",
    "There are two ways,namely: go or stay.": "ways, namely",
}


@pytest.mark.parametrize(("text", "repaired"), REPAIRED.items())
def test_what_is_not_meant_is_repaired(text: str, repaired: str) -> None:
    assert repaired in fix(text)
