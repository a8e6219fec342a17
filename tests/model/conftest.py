"""A model of a few words in which no array is empty, so that damage to any of them shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from textfix.train import train

SENTENCES = (
    "it is tea, then more than tea.",
    "they taste the tea, then it is theirs.",
    "is it more than the taste?",
)
RARE = "tastes tastes tasters tasters mores mores others others"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the model; not to be written to."""
    folder = tmp_path_factory.mktemp("tiny")
    text = folder / "text"
    text.mkdir()
    (text / "sentences.txt").write_text(f"{RARE}\n" + " ".join(SENTENCES * 1100) + "\n", encoding="utf-8")
    words = folder / "words"
    words.write_text(" ".join(SENTENCES).translate(str.maketrans("", "", ",.?")))
    misspellings = folder / "misspellings.csv"
    misspellings.write_text("teh,the,tea\nthne,then\nmroe,more\nthan'k,than\n", encoding="utf-8")
    train(text, folder / "tiny.textfix", word_lists=[words], misspellings=misspellings)
    return folder / "tiny.textfix"
