"""The trie holds the words that were put in, under their numbers, and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.train.trie import trie_arrays

WORDS = st.lists(st.binary(min_size=1, max_size=6) | st.text("abc", min_size=1).map(str.encode), unique=True)


def walked(letters: bytes, first: memoryview, numbers: memoryview) -> Iterator[tuple[bytes, int]]:
    """All that can be spelled from the root down."""
    pending = [(0, b"")]
    while pending:
        node, spelled = pending.pop()
        if numbers[node]:
            yield spelled, numbers[node]
        pending += [(child, spelled + letters[child : child + 1]) for child in range(first[node], first[node + 1])]


@given(WORDS, st.randoms())
def test_what_is_put_in_comes_out(words: list[bytes], chance: object) -> None:
    numbers = list(range(7, 7 + len(words)))
    chance.shuffle(numbers)  # type: ignore[attr-defined]
    letters, first, ends = trie_arrays(words, numbers)
    children = memoryview(first).cast("I")
    found = list(walked(letters, children, memoryview(ends).cast("I")))
    assert sorted(found) == sorted(zip(words, numbers, strict=True))
    assert len(children) == len(letters) + 1
    assert children[-1] == len(letters)
    prefixes = {word[:size] for word in words for size in range(1, len(word) + 1)}
    assert len(letters) == 1 + len(prefixes)
    for node in range(len(letters)):
        siblings = letters[children[node] : children[node + 1]]
        assert sorted(set(siblings)) == list(siblings)


def test_a_word_has_letters() -> None:
    with pytest.raises(ValueError, match="no letters"):
        trie_arrays([b"a", b""], [1, 2])
