"""The network is learnt from text: what was learnt is what the engine reads, and the same text teaches the same."""

from __future__ import annotations

import random
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import tiny

from textfix.engine.boundaries import SIZE, STEPS, Boundaries
from textfix.train import boundaries


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return sorted(tiny.write(tmp_path_factory.mktemp("text"))["source"].iterdir())


@pytest.fixture(scope="module")
def network(files: list[Path]) -> boundaries.Network:
    return boundaries.trained(files)


def written(line: str) -> tuple[np.ndarray, ...]:
    """A line in a row of its own, with no space damaged."""
    row = np.zeros(256, np.uint8), np.zeros(256, np.uint8), np.full(256, -1, np.int8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "_LOST", (0,))
        patch.setattr(boundaries, "_ADDED", (0,))
        boundaries._written(row, 0, line, random.Random(0), np.random.default_rng(0))
    return row


def test_what_was_learnt_is_what_the_engine_reads(network: boundaries.Network) -> None:
    text = "He saw the wa ter of thevillage, (in 1987) “then” she was Zoë."
    engine = Boundaries({"boundaries": memoryview(boundaries.packed(network)).cast("h")})
    classes, spaced, _ = written(text)
    learnt = boundaries.log_odds(network, jnp.array(classes)[None], jnp.array(spaced)[None])[0].tolist()
    said = engine.log_odds(text)
    places = [place for place, character in enumerate(text) if character != " "]
    for place, odds in list(zip(places, learnt, strict=False))[1:]:
        assert said[place] / STEPS == pytest.approx(max(-7.9, min(7.9, odds)), abs=0.3), text[place:]


def test_it_has_learnt_something(network: boundaries.Network) -> None:
    row = written("The people of the village took a boat over the water, and then they left the old house.")
    batch = [jnp.array(part)[None] for part in row]
    before = boundaries.loss(boundaries._drawn(jax.random.PRNGKey(1)), *batch)
    assert boundaries.loss(network, *batch) < 0.2 * before


def test_the_same_text_teaches_the_same(files: list[Path], network: boundaries.Network) -> None:
    assert boundaries.packed(boundaries.trained(files)) == boundaries.packed(network)


def test_weights_that_are_too_large_are_cut(network: boundaries.Network) -> None:
    large = network._replace(bias=jnp.array(1e9))
    assert len(boundaries.packed(large)) == 2 * SIZE
    assert np.frombuffer(boundaries.packed(large), np.int16)[-1] == 32767


def test_white_space_is_no_character_and_all_else_is() -> None:
    classes, spaced, stood = written("ab c\t\u00a0d\u2028é𝒳")
    assert (classes > 0).sum() == 6
    assert spaced[:6].tolist() == [0, 0, 1, 1, 1, 0]
    assert stood[:7].tolist() == [-1, 0, 1, 1, 1, 0, -1]


def test_spaces_are_lost_and_added_as_often_as_was_drawn() -> None:
    stood = np.random.default_rng(3).random(20_000) < 0.2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "_LOST", (0.3,))
        patch.setattr(boundaries, "_ADDED", (0.1,))
        left = boundaries._damaged(stood, random.Random(0), np.random.default_rng(0))
        assert 1 - left[stood].mean() == pytest.approx(0.3, abs=0.03)
        assert left[~stood].mean() == pytest.approx(0.1, abs=0.02)
        patch.setattr(boundaries, "_LOST", (1,))
        assert not boundaries._damaged(stood, random.Random(0), np.random.default_rng(0)).any()


def test_each_block_is_as_likely_to_be_kept() -> None:
    """Of a hundred blocks 48 are kept; over many drawings each is, about as often."""
    kept = [boundaries._sampled(map(str, range(100)), random.Random(seed)) for seed in range(400)]
    counts = np.bincount([int(text) for texts, _ in kept for text in texts], minlength=100)
    assert {len(texts) for texts, _ in kept} == {48}
    assert all(150 < count < 240 for count in counts)
    assert {share for _, share in kept} == {100**0.6}


def test_lines_begin_with_a_word() -> None:
    text = "one two three\n" + "word " * 500 + "\nlast"
    lines = {boundaries._line(text, random.Random(seed)) for seed in range(60)}
    assert max(map(len, lines)) <= 500
    assert all(not line.startswith(" ") and "\n" not in line for line in lines)
