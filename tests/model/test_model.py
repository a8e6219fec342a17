"""What a model says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import textfix
from textfix.cli import main
from textfix.model import Model, ModelError, load, open_model
from textfix.model.format import read, write
from textfix.train.card import card_text


@pytest.fixture
def model(tiny: Path) -> Model:
    return open_model(tiny)


def weighed(model: Model) -> Model:
    """The model with weights such as a large one has."""
    usual, damaged = ({rule: [0.5] * 40 for rule in rules} for rules in (("typo",), ("typo", "missing-space")))
    weights = {"usual": usual, "damaged": damaged}
    return Model(model.tables, model.arrays, {**model.card, "confidence": weights})


def test_a_description_fits_into_json_and_onto_a_screen(model: Model) -> None:
    description = weighed(model).describe()
    assert json.loads(json.dumps(description)) == description
    assert description["confidence"] == ["missing-space", "typo"]
    assert all(len(f"{value}") < 80 for value in description.values())


def test_a_description_counts_what_is_there(model: Model, tiny: Path) -> None:
    description = model.describe()
    assert description["version"] == model.version == f"en-{model.card['fingerprint']}"
    assert description["words"] == len(model.arrays["word_offsets"]) - 1
    assert description["misspellings"] == 4  # the letters of `than'k` are not all of the alphabet
    for name in ("bigrams", "trigrams", "fourgrams"):
        assert description[name] == sum(slot != 0 for slot in model.arrays[name].tolist()[1:])
    assert tiny.stat().st_size * 0.8 < description["bytes"] < tiny.stat().st_size


def test_a_description_without_weights(tiny: Path, tmp_path: Path) -> None:
    arrays, card = read(tiny)
    bare = {name: (array.format, bytes(array)) for name, array in arrays.items()}
    write(tmp_path / "bare.textfix", bare, {key: value for key, value in card.items() if key != "confidence"})
    assert open_model(tmp_path / "bare.textfix").describe()["confidence"] == []


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_the_command_prints_it(
    json_too: list[str], model: Model, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("textfix.cli.models.load", lambda language: weighed(model))
    assert main(["model", *json_too]) == 0
    said = capsys.readouterr().out
    assert model.version in said
    assert "0.5" not in said


def test_words_have_numbers(model: Model) -> None:
    first, last = model.tables.first_word, model.tables.size - 1
    assert {model.word(number) for number in range(first, last + 1)} >= {"tea", "taste", "than"}
    for number in (0, first - 1, last + 1, -1):
        with pytest.raises(IndexError, match="is no word's number"):
            model.word(number)


def test_the_card_names_each_source_with_its_licence(model: Model) -> None:
    names = ["encyclopedia-wikipedia2018.txt.xz", "science-arxiv-abstracts.txt", "my-letters.txt"]
    text = card_text(
        {
            **model.describe(),
            "sources": names,
            "word_lists": ["american-english-huge"],
            "misspelling_list": "typos-words.csv.xz",
        }
    )
    for row in (
        "| Wikipedia, 2018 | CC BY-SA |",
        "| arXiv: abstracts | CC0 |",
        "| my-letters | not recorded |",
        "| SCOWL by Kevin Atkinson: American spelling, size huge | the SCOWL licence, which is permissive |",
        "| crate-ci/typos: misspellings and what was meant | MIT or Apache-2.0 |",
    ):
        assert row in text.splitlines()
    assert "--word-list american-english-huge" in text
    assert "--misspellings typos-words.csv.xz" in text


def test_the_card_of_a_model_from_other_text_claims_nothing_of_ours(model: Model) -> None:
    text = card_text(model.describe())
    assert "| sentences | not recorded |" in text
    assert "American" not in text
    assert "held-out blocks" in text
    assert f"| words of training text | {model.card['training_words']:,} |" in text


def test_the_card_has_scores_where_there_are_some(model: Model) -> None:
    assert "None are recorded." in card_text(model.describe())
    text = card_text(model.describe(), {"wrong edits in a million words": "12"})
    assert "| wrong edits in a million words | 12 |" in text
    assert "None are recorded." not in text


def test_an_error_names_the_file_and_what_is_wrong_inside(tiny: Path, tmp_path: Path) -> None:
    arrays, card = read(tiny)
    del arrays["total"]
    rest = {name: (array.format, bytes(array)) for name, array in arrays.items()}
    write(tmp_path / "lacking.textfix", rest, card)
    with pytest.raises(ModelError, match=r"lacking\.textfix: the model has no array total"):
        open_model(tmp_path / "lacking.textfix")


def test_a_language_may_be_a_file(tiny: Path, tmp_path: Path) -> None:
    assert load(str(tiny)).card == open_model(tiny).card
    with pytest.raises(ModelError, match=r"none\.textfix"):
        load(str(tmp_path / "none.textfix"))
    with pytest.raises(ValueError, match=r"'xx'; installed: .*en.*; or name a \.textfix file"):
        load("xx")


def test_the_command_line_repairs_with_a_model_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A model that is none is named; the installed one, given by its path, repairs as it does by its name."""
    (tmp_path / "a.txt").write_text("in the meeting ofleaders of the party\n", encoding="utf-8")
    own = tmp_path / "own.textfix"
    own.write_bytes((Path(textfix.__file__).parent / "model" / "en.textfix").read_bytes())
    assert main(["check", "--language", str(own), str(tmp_path / "a.txt")]) == 1
    assert "of leaders" in capsys.readouterr().out
    (tmp_path / "bad.textfix").write_bytes(b"no model")
    assert main(["check", "--language", str(tmp_path / "bad.textfix"), str(tmp_path / "a.txt")]) == 2
    assert "bad.textfix" in capsys.readouterr().err
