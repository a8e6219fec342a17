"""A long text is repaired section by section, and the text itself says where one ends.

So it makes no difference whether a text arrives whole, line by line or in buffers of any size, and equal
sections get equal edits wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .line_ends import PARAGRAPH_BREAK

LEAST = 256 * 1024
"""Code points after which a section ends at the first paragraph break."""

MOST = 1024 * 1024
"""Code points after which it ends in any case: at the last white space, or right here if there is none."""

_PARAGRAPH_BREAK = re.compile(PARAGRAPH_BREAK)


def sections(buffers: Iterable[str], least: int = LEAST, most: int = MOST) -> Iterator[str]:
    r"""Cut a text that arrives in buffers into sections. Joined again they are the text.

    >>> list(sections(["one\n", "\ntwo"], least=2, most=99))
    ['one\n\n', 'two']

    How the buffers were cut makes no difference:

    >>> list(sections("one\n\ntwo", least=2, most=99))
    ['one\n\n', 'two']
    """
    waiting: list[str] = []
    size = 0
    for buffer in buffers:
        waiting.append(buffer)
        size += len(buffer)
        if size < most:
            continue
        text = "".join(waiting)
        position = 0
        while len(text) - position >= most:
            end = _end(text, position, least, most)
            yield text[position:end]
            position = end
        waiting, size = [text[position:]], len(text) - position
    yield from _last("".join(waiting), least, most)


def sections_of(text: str, least: int = LEAST, most: int = MOST) -> Iterable[str]:
    """The sections of a text that is there as a whole; a short one is the only one. `least` is less than `most`."""
    # What is joined is a str, where the text may be of a subclass.
    return sections([text], least, most) if len(text) > least else ["".join([text])]


def _last(text: str, least: int, most: int) -> Iterator[str]:
    while text:
        end = _end(text, 0, least, most)
        yield text[:end]
        text = text[end:]


def _end(text: str, start: int, least: int, most: int) -> int:
    """Where the section that begins at `start` ends; needs `most` code points in view, or the last."""
    limit = min(start + most, len(text))
    paragraph = _PARAGRAPH_BREAK.search(text, start + least, limit)
    if paragraph:
        return paragraph.end()
    if limit == len(text) and limit - start < most:
        return limit
    word = _last_word(text[start + least : limit])
    return start + least + word if word else limit


def _last_word(text: str) -> int:
    """Where the last word begins; 0 too where there is none. One look at each character, and not by Python."""
    words = text.rsplit(None, 1)
    return len(text.rstrip()) - len(words[-1]) if words else 0
