"""Whether the arrays of a model fit each other: afterwards look-ups need not check anything."""

from __future__ import annotations

from collections.abc import Mapping

from .format import ModelError

__all__ = ["check"]

SLOT_TABLES = ("lexicon", "misspellings", "bigrams", "trigrams", "characters")
"""Arrays whose first item is the number of slots that are home to entries."""

PARALLEL = {
    "back_off": "unigrams",  # one weight for each word
    "trie_words": "trie_letters",  # one word number for each node
}
"""Arrays that are as long as another."""


def check(arrays: Mapping[str, memoryview]) -> None:
    """Raise ModelError where an array is missing or a look-up could leave it."""
    missing = sorted({*_NEEDED} - arrays.keys())
    if missing:
        raise ModelError(f"the model lacks {', '.join(missing)}")
    for name in SLOT_TABLES:
        slots = arrays[name]
        if len(slots) < 9 or slots[0] + 8 > len(slots) or any(slots[-8:]):
            raise ModelError(f"the table {name} does not fit its size")
    for name, other in PARALLEL.items():
        if len(arrays[name]) != len(arrays[other]):
            raise ModelError(f"{name} and {other} differ in length")
    words, children = len(arrays["unigrams"]), arrays["trie_children"]
    if len(arrays["shapes"]) != 4 * words or len(arrays["errors"]) != 4 * 64 * 64:
        raise ModelError("shapes or errors have the wrong length")
    if len(children) != len(arrays["trie_letters"]) + 1 or children[-1] != len(arrays["trie_letters"]):
        raise ModelError("the trie does not fit its letters")
    offsets = arrays["confusable_offsets"]
    if len(offsets) != words + 1 or offsets[-1] != len(arrays["confusables"]):
        raise ModelError("the confusables do not fit the words")


_NEEDED = (
    *SLOT_TABLES,
    "alphabet",
    "back_off",
    "confusable_offsets",
    "confusables",
    "errors",
    "marks",
    "shapes",
    "total",
    "trie_children",
    "trie_letters",
    "trie_words",
    "unigrams",
    "word_letters",
    "word_offsets",
)
