"""The lexicon as a trie in flat arrays, for walking along a text and for searching within an edit distance."""

from __future__ import annotations

import array
from collections.abc import Sequence

__all__ = ["trie_arrays"]


def trie_arrays(words: Sequence[bytes], numbers: Sequence[int]) -> tuple[bytes, bytes, bytes]:
    """Letters, first children and word numbers of the nodes, breadth first.

    The children of node n are the nodes from first[n] to first[n + 1]; node 0 is the root. A node that ends
    no word has the number 0. Raises ValueError for a word without letters.
    """
    if not all(words):
        raise ValueError("a word has no letters")
    order = sorted(range(len(words)), key=words.__getitem__)
    ordered = [words[i] for i in order]
    letters, first, ends = bytearray([0]), array.array("I"), array.array("I", [0])
    level = [(0, len(ordered))]
    depth = 0
    while level:
        following = []
        for low, high in level:
            first.append(len(letters))
            while low < high and len(ordered[low]) == depth:
                low += 1
            while low < high:
                letter, begin = ordered[low][depth], low
                while low < high and ordered[low][depth] == letter:
                    low += 1
                letters.append(letter)
                ends.append(numbers[order[begin]] if len(ordered[begin]) == depth + 1 else 0)
                following.append((begin, low))
        level, depth = following, depth + 1
    first.append(len(letters))
    return bytes(letters), first.tobytes(), ends.tobytes()
