"""Training from a folder: the same text gives the same bytes, and what is counted can be asked."""

from __future__ import annotations

import lzma
import math
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import tiny

from textfix.engine.confidence import FEATURES
from textfix.engine.engine import find, suggestions
from textfix.engine.tokens import key_of, scan
from textfix.engine.vocabulary import CAPITALISED, LOWER, normal
from textfix.model import open_model
from textfix.pipeline import Page
from textfix.train import train
from textfix.train.arrays import Sizes
from textfix.train.corpus import HELD_OUT, TOKEN, WORD, blocks, line_pairs, source_files, surface_counts


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    assert tiny.trained(tmp_path / "again.textfix", tmp_path).read_bytes() == tiny.model_path().read_bytes()


def test_compressed_text_counts_the_same(tmp_path: Path) -> None:
    paths = tiny.write(tmp_path)
    for path in list(paths["source"].iterdir()):
        path.with_name(path.name + ".xz").write_bytes(lzma.compress(path.read_bytes()))
        path.unlink()
    train(
        paths["source"],
        tmp_path / "packed.textfix",
        word_lists=[paths["words"]],
        misspellings=paths["misspellings"],
    )
    assert open_model(tmp_path / "packed.textfix").version == tiny.model().version


def test_other_text_gives_another_model(tmp_path: Path) -> None:
    paths = tiny.write(tmp_path)
    (paths["source"] / "3.txt").write_text("The letter of the manager was lost.\n" * 50, encoding="utf-8")
    train(paths["source"], tmp_path / "other.textfix")
    assert open_model(tmp_path / "other.textfix").version != tiny.model().version


def test_a_smaller_model_keeps_the_n_grams_that_tell_most(tmp_path: Path) -> None:
    """Weights of another model are taken over as they are."""
    weights = {"usual": {"typo": [0.5] * (len(FEATURES) + 3)}, "damaged": {}}
    train(tiny.write(tmp_path)["source"], tmp_path / "small.textfix", sizes=Sizes(10, 20, 5), weights=weights)
    small, usual = open_model(tmp_path / "small.textfix"), tiny.model().describe()
    counted = small.describe()
    assert counted["trigrams"] == 20 < int(str(usual["trigrams"]))
    assert int(str(counted["bigrams"])) < int(str(usual["bigrams"]))
    assert small.card["confidence"] == weights


def test_whatever_ends_training_the_old_model_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "model.textfix").write_bytes(b"the old one")
    monkeypatch.setattr("textfix.train.trainer.fitted", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(tiny.write(tmp_path)["source"], tmp_path / "model.textfix", sizes=Sizes(10, 20, 5))
    assert (tmp_path / "model.textfix").read_bytes() == b"the old one"
    assert {path.name for path in tmp_path.iterdir()} == {"model.textfix", "text", "words.txt", "misspellings.csv"}


def test_the_lexicon_is_that_of_the_text() -> None:
    model = tiny.model()
    files = [Counter(map(normal, WORD.findall(tiny.text(seed)))) for seed in (1, 2)]
    counts = files[0] + files[1]
    words = {model.word(model.tables.first_word + n) for n in range(model.card["words"])}
    assert words == {word for word, n in counts.items() if n >= 8 and model.letters(word)}
    rare = [w for w, n in counts.items() if 3 <= n < 8 and model.letters(w) and all(file[w] for file in files)]
    assert rare
    for word in ("received", "friend", *rare):
        assert (model.number(word), model.knows(word)) == (-1, True), word
    assert model.card["training_words"] == counts.total()


def test_a_trained_model_repairs() -> None:
    text = "John found the wather in thevillage and the the house."
    changes = suggestions(tiny.model(), Page(text)).changes
    pieces = [(rule, text[start:end], new) for change in changes for rule, start, end, new in change.pieces]
    assert pieces == [("typo", "wather", "water"), ("missing-space", "", " "), ("repeated-word", " the", "")]


def test_too_little_text_to_hold_some_out_is_enough() -> None:
    assert list(find(tiny.model(), Page("John lost the wather of themanager.")))


def test_without_text_to_fit_on_there_are_no_weights() -> None:
    assert tiny.model().card["confidence"] == {"usual": {}, "damaged": {}}
    assert (tiny.model().card["calibration"], tiny.model().card["pairs"]) == ([], [])


def write_pairs(folder: Path, corrupt: Iterable[str], correct: Iterable[str]) -> Path:
    folder.mkdir()
    (folder / "corrupt.txt").write_text("".join(f"{line}\n" for line in corrupt), encoding="utf-8")
    (folder / "correct.txt").write_text("".join(f"{line}\n" for line in correct), encoding="utf-8")
    return folder


def test_confidence_is_fitted_on_text_and_on_pairs(tmp_path: Path) -> None:
    """Text teaches both readings, and every list of weights is as long as the engine reads it."""
    paths = tiny.write(tmp_path)
    (tmp_path / "more.txt").write_text(tiny.text(3), encoding="utf-8")
    lines = tiny.text(4).splitlines()[:60]
    pairs = write_pairs(tmp_path / "real", (line.replace(" the ", " the", 1) for line in lines), lines)
    output = tmp_path / "fitted.textfix"
    lists = {"word_lists": [paths["words"]], "misspellings": paths["misspellings"]}
    train(paths["source"], output, **lists, calibration=[tmp_path / "more.txt"], pairs=[pairs])
    card = open_model(output).card
    assert (card["calibration"], card["pairs"]) == (["more.txt"], ["real"])
    assert card["confidence"].keys() == {"usual", "damaged"}
    for weights in card["confidence"].values():
        assert {"typo", "missing-space", "extra-space", "punctuation-space"} <= weights.keys()
        assert {len(row) for row in weights.values()} == {len(FEATURES) + 3}
        assert all(any(row) for row in weights.values())
    assert open_model(output).version != tiny.model().version  # since its answers differ
    train(paths["source"], output, **lists, pairs=[pairs])
    assert open_model(output).card["confidence"]["usual"] == {}
    assert set(open_model(output).card["confidence"]["damaged"]) <= {
        "missing-space",
        "extra-space",
        "punctuation-space",
    }
    assert open_model(output).card["confidence"]["damaged"]["missing-space"]


def test_pairs_are_read_line_by_line_packed_or_not(tmp_path: Path) -> None:
    lines = [("thewater \u2028", "the water"), ("", "a"), ("ü", "")]
    pairs = write_pairs(tmp_path / "pairs", *zip(*lines, strict=True))
    expected = [(damaged.strip(), clean) for damaged, clean in lines]
    assert list(line_pairs(pairs)) == expected
    packed = tmp_path / "packed"
    packed.mkdir()
    for path in pairs.iterdir():
        (packed / f"{path.name}.xz").write_bytes(lzma.compress(path.read_bytes()))
    assert list(line_pairs(packed)) == expected


def test_pairs_that_are_none(tmp_path: Path) -> None:
    pairs = write_pairs(tmp_path / "pairs", ["one", "two"], ["one"])
    with pytest.raises(ValueError, match="shorter"):
        list(line_pairs(pairs))
    (pairs / "correct.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"correct\.txt"):
        list(line_pairs(pairs))


def test_the_shape_of_a_word_depends_on_a_name_before_it(tmp_path: Path) -> None:
    """`place` is a word, and a name behind `Mary`; each of the two sets of costs makes up all shapes."""
    (tmp_path / "1.txt").write_text("They saw a place near Mary Place and another place.\n" * 60, encoding="utf-8")
    train(tmp_path, tmp_path / "names.textfix", word_lists=[tmp_path / "1.txt"])
    model = open_model(tmp_path / "names.textfix")
    number = model.tables.word_number(key_of(model.letters("place")))
    shapes = model.arrays["shapes"].tolist()
    costs = [shapes[8 * number + first : 8 * number + first + 4] for first in (0, 4)]
    usual, behind_name = ([math.exp(-cost / 16) for cost in row] for row in costs)
    assert usual[LOWER - LOWER] == pytest.approx(2 / 3, abs=0.05)
    assert usual[CAPITALISED - LOWER] == pytest.approx(1 / 3, abs=0.05)
    assert behind_name[CAPITALISED - LOWER] > 0.95
    for place in range(0, len(shapes), 4):
        assert sum(math.exp(-cost / 16) for cost in shapes[place : place + 4]) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1,000 men", ["1,000", "men"]),
        ("1,000,000", ["1,000,000"]),
        ("1,0000", ["1", ",", "0000"]),
        ("1,00", ["1", ",", "00"]),
        ("12,345,67", ["12,345", ",", "67"]),
        ("3.14,159.5.", ["3.14,159.5", "."]),
        ("1,2,3", ["1", ",", "2", ",", "3"]),
        ("1..2", ["1", ".", ".", "2"]),
    ],
)
def test_a_comma_is_part_of_a_number_before_just_three_digits(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens
    found = scan(text, tiny.model().tables, frozenset())
    assert [text[found.start[t] : found.end[t]] for t in range(found.count)] == tokens


def test_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no"):
        train(tmp_path, tmp_path / "none.textfix")
    assert not (tmp_path / "none.textfix").exists()


def test_progress_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    train(tiny.write(tmp_path)["source"], tmp_path / "told.textfix", progress=said.append)
    assert said[0] == "reading 2 files"
    assert said[-1].startswith("wrote ")


def test_some_blocks_are_held_out(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    lines = [f"{number:07d} {'x' * 1016}\n" for number in range(257 * HELD_OUT)]
    path.write_text("".join(lines), encoding="utf-8")
    counted, held = "".join(blocks(path)), "".join(blocks(path, held_out=True))
    assert sorted(counted.splitlines(True) + held.splitlines(True)) == lines
    assert 0 < len(held) < len(counted) / (HELD_OUT - 2)


def test_words_are_counted_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It’s the the end\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("the 3 ends, \xff_x\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("not this\n", encoding="utf-8")
    total, spread = surface_counts(source_files(tmp_path))
    assert total == {"It’s": 1, "the": 3, "end": 1, "ends": 1, "ÿ": 1, "x": 1}
    assert spread["the"] == 2


@pytest.mark.parametrize("library", ["numpy", "lightgbm", "jax", "optax"])
def test_what_training_needs_is_named_before_any_work_is_done(library: str, tmp_path: Path) -> None:
    without = f"import sys; sys.modules[{library!r}] = None; from textfix.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", without, "train", str(tmp_path), "--output", str(tmp_path / "x.textfix")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"training needs {library}; install it with: pip install 'textfix[train]'" in done.stderr
