"""Why a change is made, in words that an editor understands."""

from __future__ import annotations

from .confidence import Case
from .tokens import KNOWN

__all__ = ["reason"]


def reason(case: Case) -> str:
    """One line that says what speaks for the change."""
    change, found = case.change, case.source_text
    context = round(change.margin / 2.302585)
    ratio = f"the words around it make this 10^{context} times likelier" if context > 0 else "the words around it fit"
    rules = {piece[0] for piece in change.pieces}
    if rules <= {"punctuation-space"}:
        return f"no text has {found!r} spaced like this"
    if "repeated-word" in rules:
        return "the same word stands there twice"
    if all(token.status == KNOWN for token in case.sources):
        return f"{found!r} does not fit here; {ratio}"
    return f"{found!r} is no known word; {ratio}"
