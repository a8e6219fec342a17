"""Why a change is made, in words that an editor understands."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .confidence import Case
from .kinds import KNOWN
from .tokens import key_of

__all__ = ["reason"]


_MOST = 6
"""Powers of ten beyond which it says nothing more to be told one."""

_HEARD = 2.0
"""Nats from which on the letters say that a space is missing or too many."""


def reason(case: Case) -> str:
    """One line that says what speaks for the change."""
    return "; ".join((_what_is_wrong(case), *_what_fits(case), *_what_the_document_says(case)))


def _what_is_wrong(case: Case) -> str:
    rules = {piece[0] for piece in case.change.pieces}
    found = case.source_text
    if "repeated-word" in rules:
        return f"{found!r} repeats a word"
    if rules == {"punctuation-space"}:
        return f"{found!r} has unusual spacing around punctuation"
    if all(token.status == KNOWN for token in case.sources):
        return f"{found!r} does not fit here"
    return f"{found!r} is not known"


def _what_fits(case: Case) -> Iterator[str]:
    power = math.floor(case.change.margin / math.log(10))
    if power > 0:
        times = f"{10**power:,} times" if power <= _MOST else f"more than {10**_MOST:,} times"
        yield f"{case.result!r} is {times} as likely"
    if case.change.heard > _HEARD:
        yield "the letters around it say so too"


def _what_the_document_says(case: Case) -> Iterator[str]:
    for word in case.result.split():
        letters = case.model.letters(word)
        count = case.change.around.keys.get(key_of(letters), 0) if letters else 0
        if count > 0:
            yield f"{word!r} stands elsewhere in the text"
    lines = case.wrapping
    if lines and any(start == end and start in lines.ends for _, start, end, _ in case.change.pieces):
        yield f"a line of up to {lines.width} characters ended here"
