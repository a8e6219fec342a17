"""The caller's words, which are right whatever the engine thinks of them.

To it they are rare words, which it doubts where a text is badly damaged. And it knows words of letters alone: it would
never meet `co-op`, `node.js`, `lib2to3` or `ad hoc`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["OwnWords", "folded", "unlike_words"]

LONGEST = 64
"""Code points on either side of an edit in which the word is looked for that it changes."""

_LIKE_A_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SPACES_OR_APOSTROPHE = re.compile(r"(\s+)|['’]")


def unlike_words(words: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns of the words that are more than letters: whole ones, in any case, over the ends of lines as well.

    >>> (pattern,) = unlike_words(["Yakubayev", "co-op", "ad hoc", ""])
    >>> [match[0] for match in pattern.finditer("The Co-op was ad  hoc, co-opted by Yakubayev.")]
    ['Co-op', 'ad  hoc']
    """
    others = {word.strip() for word in words if word.strip() and not _LIKE_A_WORD.fullmatch(word.strip())}
    if not others:
        return ()
    # The longest first: one may begin as another does.
    choices = "|".join(map(_anywhere, sorted(others, key=lambda word: (-len(word), word))))
    return (re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE),)


def _anywhere(word: str) -> str:
    """A pattern of a word, whichever apostrophe it is written with and wherever a line ends in it."""
    parts = _SPACES_OR_APOSTROPHE.split(word)
    # Split leaves what its group matched between the parts: white space, or None for an apostrophe.
    between = (r"\s+" if gap else "['’]" for gap in parts[1::2])
    return "".join(re.escape(part) + gap for part, gap in zip(parts[::2], [*between, ""], strict=True))


class OwnWords:
    """Tells which edits would change one of these words.

    >>> own = OwnWords(["Yakubayev", "recieve"])
    >>> own.has_part_of("They Recieve it.", 8, 9), own.has_part_of("They recieved it.", 8, 9)
    (True, False)

    A space beside a word changes another thing:

    >>> own.has_part_of("They recieve it.", 12, 12)
    False
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(map(folded, words))

    def has_part_of(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]`, or the point between two characters, lies in one of the words."""
        if not self._words:
            return False
        found = _LIKE_A_WORD.finditer(text, _word_start(text, start), min(end + LONGEST, len(text)))
        for match in found:
            if match.start() >= max(end, start + 1):
                return False
            if match.start() < end and match.end() > start and folded(match[0]) in self._words:
                return True
        return False


def _word_start(text: str, offset: int) -> int:
    """Where white space before a place ends, or so far that no word is longer."""
    first = max(0, offset - LONGEST)
    before = text[first:offset]
    return offset if before[-1:].isspace() else offset - len("".join(before.rsplit(None, 1)[-1:]))


def folded(word: str) -> str:
    """A word as it is compared: in any case, and with either apostrophe.

    >>> folded("Don’t") == folded("don't")
    True
    """
    return word.replace("’", "'").casefold()
