"""How people misspell: weights of single edits, learned from a list of misspellings."""

from __future__ import annotations

import csv
import io
import lzma
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

__all__ = ["EDITS", "bare_contractions", "error_weights", "read_misspellings", "single_edit", "slip_cost"]

EDITS = ("deletion", "insertion", "substitution", "transposition")

LETTERS = 64
"""Numbers of letters in a weight table: 0 stands for the place before a word."""

_UNIT = 16
"""Steps of a weight in one nat."""

_LIGHTEST, _HEAVIEST = -40, 120
"""Bounds of a weight: two and a half nats below what is usual, seven and a half above."""


_ACCENT = 8
"""The weight of an accent too many or too few: lists of misspellings have next to none of them."""


def read_misspellings(path: Path) -> dict[str, tuple[str, ...]]:
    """A table of misspellings: each line is the form and then what may have been meant, comma separated."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return {row[0]: tuple(row[1:]) for row in csv.reader(io.StringIO(text)) if len(row) > 1}


OFTENER = 50
"""How many times as often as itself its contraction is written where a word rather lost an apostrophe."""

_CONTRACTION = re.compile(
    r"[a-z]+(?:n't|'(?:m|re|ve|ll|d))|(?:he|here|how|it|she|that|there|what|when|where|who|why)'s"
)
"""Words that lose their apostrophe by a slip; that of a possessive may just as well be the plural."""


def bare_contractions(counts: Mapping[str, int], words: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Contractions without their apostrophe, each with what was meant: nobody lists them, and everybody writes them.

    `counts` tell how often each form occurs. Those that are among the `words` of a dictionary are left out, but for
    what hardly anybody writes for its own sake: `shes` and `wheres` are plurals.

    >>> bare_contractions({"don't": 9, "we're": 9, "were": 9, "she's": 99, "shes": 1, "john's": 9}, {"were", "shes"})
    {'dont': ("don't",), 'shes': ("she's",)}
    """
    whole = {word.replace("'", ""): word for word in counts if _CONTRACTION.fullmatch(word)}
    return {
        bare: (word,)
        for bare, word in sorted(whole.items())
        if bare not in words or counts[word] >= OFTENER * max(1, counts.get(bare, 0))
    }


def single_edit(typed: str, meant: str) -> tuple[str, str, str] | None:
    """The one edit that turns `meant` into `typed`, as its kind and two letters; None where it takes more.

    A deletion names the letter before and the letter lost, an insertion the letter before and the letter
    added, a substitution the letter meant and the letter typed, a transposition the two in the order meant.

    >>> single_edit("recieve", "receive")
    ('transposition', 'e', 'i')
    """
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    t, m = typed[start:], meant[start:]
    before = meant[start - 1] if start else ""
    if m and m[1:] == t:
        return "deletion", before, m[0]
    if t and t[1:] == m:
        return "insertion", before, t[0]
    if t and m and t[1:] == m[1:]:
        return "substitution", m[0], t[0]
    if len(t) > 1 and len(m) > 1 and t[:2] == m[1::-1] and t[2:] == m[2:]:
        return "transposition", m[0], m[1]
    return None


def error_weights(pairs: Iterable[tuple[str, str]], counts: Mapping[str, int], alphabet: str) -> bytes:
    """Signed weights in sixteenths of a nat, to be added to the cost of an edit: below zero where people err most.

    One table of LETTERS x LETTERS for each kind of edit, in the order of `EDITS`.
    """
    made = Counter(edit for typed, meant in pairs if (edit := single_edit(typed, meant)))
    letters, neighbours = _occurrences(counts)
    rate = sum(made.values()) / (sum(letters.values()) + 1)
    numbers = {"": 0, **{letter: i + 1 for i, letter in enumerate(alphabet)}}
    table = bytearray()
    for kind in EDITS:
        chances = {(a, b): _chance(kind, a, b, letters, neighbours) for a in numbers for b in numbers if b}
        weights = _weights(kind, made, chances, rate)
        if kind == "substitution":
            weights |= {(a, b): _ACCENT for a in numbers for b in numbers if a != b and _plain(a) == _plain(b)}
        values = [0] * LETTERS * LETTERS
        for (a, b), weight in weights.items():
            values[numbers[a] * LETTERS + numbers[b]] = weight & 0xFF
        table += bytes(values)
    return bytes(table)


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]


def _occurrences(counts: Mapping[str, int]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    letters: Counter[str] = Counter()
    neighbours: Counter[tuple[str, str]] = Counter()
    for word, count in counts.items():
        for a, b in zip(("", *word), word, strict=False):
            letters[b] += count
            neighbours[a, b] += count
        letters[""] += count
    return letters, neighbours


def _chance(kind: str, a: str, b: str, letters: Counter[str], neighbours: Counter[tuple[str, str]]) -> int:
    """How often there was an occasion for this edit: the letter or the pair that it changes."""
    return neighbours[a, b] if kind in ("deletion", "transposition") else letters[a]


def _weights(
    kind: str, made: Counter[tuple[str, str, str]], chances: Mapping[tuple[str, str], int], rate: float
) -> dict[tuple[str, str], int]:
    """How much rarer each edit is, at each occasion, than an edit is at each letter.

    A pair that the list never has is as rare as its kind is on the whole.
    """
    usual = sum(made[(kind, *pair)] for pair in chances) / (sum(chances.values()) * rate + 1)
    weights = {}
    for pair, chance in chances.items():
        relative = (made[(kind, *pair)] + usual) / (chance * rate + 1)
        weights[pair] = max(_LIGHTEST, min(_HEAVIEST, round(-math.log(relative + 1e-9) * _UNIT)))
    return weights


def slip_cost(typed: str, meant: str, weights: bytes, alphabet: str) -> int:
    """What it costs to have written `typed` for `meant`, in sixteenths of a nat, before the base cost.

    `weights` are those of `error_weights`; what takes more than one edit costs as much as the rarest edit.
    """
    edit = single_edit(typed, meant)
    if edit is None:
        return _HEAVIEST
    kind, a, b = edit
    numbers = {"": 0, **{letter: i + 1 for i, letter in enumerate(alphabet)}}
    value = weights[EDITS.index(kind) * LETTERS * LETTERS + numbers[a] * LETTERS + numbers[b]]
    return value - 256 if value > 127 else value
