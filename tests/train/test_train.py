"""Training from a folder: the same text gives the same bytes, and what is counted can be asked."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

import pytest
import tiny

from textfix.engine.engine import find, suggestions
from textfix.engine.tokens import key_of
from textfix.engine.vocabulary import ATTESTED
from textfix.model import open_model
from textfix.pipeline import Page
from textfix.train import train
from textfix.train.corpus import HELD_OUT, WORD, blocks, source_files, surface_counts
from textfix.train.lexicon import normal


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


def test_the_lexicon_is_that_of_the_text() -> None:
    model = tiny.model()
    files = [Counter(map(normal, WORD.findall(tiny.text(seed)))) for seed in (1, 2)]
    counts = files[0] + files[1]
    words = {model.word(model.tables.first_word + n) for n in range(model.card["words"])}
    assert words == {word for word, n in counts.items() if n >= 8 and model.letters(word)}
    rare = [w for w, n in counts.items() if 3 <= n < 8 and model.letters(w) and all(file[w] for file in files)]
    assert rare
    for word in ("received", "friend", *rare):
        assert model.tables.word_number(key_of(model.letters(word))) == ATTESTED, word
    assert model.card["training_words"] == counts.total()


def test_a_trained_model_repairs() -> None:
    text = "John lost the wather of themanager and the the village."
    _, changes = suggestions(tiny.model(), Page(text))
    pieces = [(rule, text[start:end], new) for change in changes for rule, start, end, new in change.pieces]
    assert pieces == [("typo", "wather", "water"), ("missing-space", "", " "), ("repeated-word", " the", "")]


def test_too_little_text_to_hold_some_out_is_enough() -> None:
    assert list(find(tiny.model(), Page("John lost the wather of themanager.")))


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
