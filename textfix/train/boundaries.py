"""The network that says where words begin: trained on clean lines whose spaces, and some letters, were damaged.

It is shown the characters of a line without the white space, and of each whether white space stands before it, which
may be wrong; it is to say whether white space stood there (see textfix/engine/boundaries.py).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from ..engine.boundaries import CHANNELS, CLASSES, DILATIONS, ONE, class_of
from .corpus import blocks
from .damage import mistyped

__all__ = ["Network", "packed", "trained"]

_BATCH, _LENGTH = 32, 256
"""Rows that are learnt from at once, and characters of a row."""

_STEPS = 30_000
"""Batches of the longest training: more would not fit into half an hour with all else."""

_PASSES = 4
"""How often short text is read at the most."""

_WARM = 300
"""Batches until the rate of learning is as high as it gets; from then on it falls to a fiftieth."""

_RATE, _DECAY, _NORM = 2.5e-3, 0.01, 1.0
"""The highest rate of learning, how strongly weights are drawn to zero, and how long a step may be (AdamW)."""

_KEPT = 48
"""Blocks of each file that are kept to draw lines from."""

_LINE = 400
"""Code points of a line that are used at the most."""

_GAP = 2
"""Empty places between lines that share a row."""

_WORD = re.compile(r"[^\W\d_]{2,}")

_MISTYPED = (0, 0, 0, 0.03, 0.1, 0.25)
"""Shares of words with a slip, one of them for each line."""

_LOST = (0, 0.01, 0.03, 0.1, 0.1, 0.2, 0.4, 1, 1)
"""Shares of spaces that are lost, one of them for each line."""

_ADDED = (0, 0.001, 0.005, 0.02, 0.02, 0.05, 0.15)
"""Shares of other places where a space is added; where all were lost none is."""

Batch: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int8]]
"""Classes of characters, 0 where there is none; whether white space stands before each; whether it stood there."""


class Network(NamedTuple):
    """The weights: rows of classes, layers with their biases, and what the answer is made of."""

    rows: jax.Array
    layers: tuple[jax.Array, ...]
    biases: tuple[jax.Array, ...]
    answer: jax.Array
    bias: jax.Array


def trained(files: Sequence[Path], seed: int = 1) -> Network:
    """A network trained on the text of some files, all but what is held out. The same text gives the same network."""
    chance = random.Random(seed)
    kept = [_sampled(blocks(file), chance) for file in files]
    size = sum(len(text) for texts, _ in kept for text in texts)
    steps = min(_STEPS, _PASSES * size // (_BATCH * _LENGTH) + 1)
    network = _drawn(jax.random.PRNGKey(seed))
    optimizer = optax.chain(optax.clip_by_global_norm(_NORM), optax.adamw(_rates(steps), weight_decay=_DECAY))
    state = optimizer.init(network)

    @jax.jit
    def learnt(network: Network, state: optax.OptState, batch: Batch) -> tuple[Network, optax.OptState]:
        slopes = jax.grad(loss)(network, *batch)
        updates, state = optimizer.update(slopes, state, network)
        return optax.apply_updates(network, updates), state

    for batch in islice(_batches(kept, chance, np.random.default_rng(seed)), steps):
        network, state = learnt(network, state, batch)
    return network


def _rates(steps: int) -> optax.Schedule:
    warm = min(_WARM, steps // 2)
    up, down = optax.linear_schedule(0, _RATE, warm), optax.linear_schedule(_RATE, _RATE / 50, steps - warm)
    return optax.join_schedules([up, down], [warm])


def _drawn(key: jax.Array) -> Network:
    """The network before it has learnt anything."""
    keys = jax.random.split(key, len(DILATIONS) + 1)
    spread = (3 * CHANNELS) ** -0.5
    layers = [jax.random.uniform(each, (3, CHANNELS, CHANNELS), minval=-spread, maxval=spread) for each in keys[1:]]
    rows = jax.random.normal(keys[0], (CLASSES + 2, CHANNELS))
    nothing = jnp.zeros(CHANNELS)
    return Network(rows, tuple(layers), (nothing,) * len(layers), nothing, jnp.zeros(()))


def log_odds(network: Network, classes: jax.Array, spaced: jax.Array) -> jax.Array:
    """What the network says, in nats, of the characters in each row."""
    visible = (classes > 0)[..., None]
    rows = jnp.where(visible, network.rows[classes] + network.rows[CLASSES + spaced.astype(int)], 0)
    for layer, bias, dilation in zip(network.layers, network.biases, DILATIONS, strict=True):
        found = _convolved(rows.astype(jnp.bfloat16), layer.astype(jnp.bfloat16), dilation)
        rows = jnp.where(visible, rows + jax.nn.relu(found.astype(jnp.float32) + bias), 0)
    return rows @ network.answer + network.bias


def _convolved(rows: jax.Array, layer: jax.Array, dilation: int) -> jax.Array:
    """What a layer makes of each character and the two at this distance; in 16 bits it takes half of the time."""
    around, order = [(dilation, dilation)], ("NWC", "WIO", "NWC")
    return jax.lax.conv_general_dilated(rows, layer, (1,), around, rhs_dilation=(dilation,), dimension_numbers=order)


def loss(network: Network, classes: jax.Array, spaced: jax.Array, stood: jax.Array) -> jax.Array:
    """How surprised the network is on average by where white space stood; -1 marks places that tell nothing."""
    told = stood >= 0
    surprise = optax.sigmoid_binary_cross_entropy(log_odds(network, classes, spaced), jnp.maximum(stood, 0))
    mean: jax.Array = (surprise * told).sum() / told.sum()
    return mean


def _sampled(texts: Iterable[str], chance: random.Random) -> tuple[list[str], float]:
    """Some blocks of a file, each as likely as the other, and how much of what is learnt comes from it.

    That grows slower than the file does: what there is little of is learnt from too.
    """
    kept: list[str] = []
    seen = 0
    for seen, text in enumerate(texts, 1):
        if len(kept) < _KEPT:
            kept.append(text)
        elif (place := chance.randrange(seen)) < _KEPT:
            kept[place] = text
    return kept, seen**0.6


def _batches(
    kept: Sequence[tuple[list[str], float]], chance: random.Random, numbers: np.random.Generator
) -> Iterator[Batch]:
    texts, ends = [texts for texts, _ in kept if texts], [*accumulate(share for texts, share in kept if texts)]
    while True:
        shape = _BATCH, _LENGTH
        batch = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), np.full(shape, -1, np.int8)
        for row in zip(*batch, strict=True):
            place = 0
            while place < _LENGTH - 8:
                line = _line(chance.choice(chance.choices(texts, cum_weights=ends)[0]), chance)
                place += _GAP + _written(row, place, line, chance, numbers)
        yield batch


def _line(text: str, chance: random.Random) -> str:
    """A line of a text, or a part of it that begins with a word; some with slips of the fingers."""
    place = chance.randrange(len(text))
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start:] if end < 0 else text[start:end]
    if len(line) > _LINE:
        start = line.find(" ", chance.randrange(len(line) - _LINE // 2)) + 1
        line = line[start : start + _LINE]
    share = chance.choice(_MISTYPED)
    return _WORD.sub(lambda word: mistyped(word[0], chance) if chance.random() < share else word[0], line)


def _written(
    row: Sequence[NDArray[np.generic]], place: int, line: str, chance: random.Random, numbers: np.random.Generator
) -> int:
    """Write a line into a row from this place on, with its spaces damaged; how many characters it has."""
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32)
    known = _TABLE[np.minimum(codes, len(_TABLE) - 1)]
    visible = known > 0
    stood = np.concatenate([[False], ~visible])[:-1][visible]
    classes = known[visible]
    count = min(len(classes), _LENGTH - place)
    if count:
        part = slice(place, place + count)
        spaced = _damaged(stood, chance, numbers)
        row[0][part], row[1][part], row[2][part] = classes[:count], spaced[:count], stood[:count]
        row[1][place], row[2][place] = 0, -1
    return count


def _damaged(stood: NDArray[np.bool_], chance: random.Random, numbers: np.random.Generator) -> NDArray[np.bool_]:
    """Where white space stands after some is lost and some added."""
    lost = chance.choice(_LOST)
    added = chance.choice(_ADDED) if lost < 1 else 0
    return stood ^ (numbers.random(len(stood), np.float32) < np.where(stood, lost, added))


_TABLE = np.array([0 if chr(code).isspace() else class_of(chr(code)) for code in range(0x3000)], np.uint8)
"""The class of each code point, 0 for white space; the last one stands for all that follow."""


def packed(network: Network) -> bytes:
    """The network in whole numbers, as the engine reads them."""
    rows = np.array(network.rows) * ONE
    rows[0] = 0
    # The engine has the weights of a channel together, and of these those of one row after the other.
    layers = [np.array(layer).transpose(2, 0, 1).ravel() * _WEIGHT for layer in network.layers]
    rest = [np.array(part).ravel() * _WEIGHT for part in (*network.biases, network.answer, network.bias)]
    whole = np.clip(np.rint(np.concatenate([rows.ravel(), *layers, *rest])), -_MOST, _MOST)
    return bytes(whole.astype("<i2").tobytes())


_WEIGHT, _MOST = 1024, (1 << 15) - 1
"""What a weight of 1 is in whole numbers, and the largest of these."""
