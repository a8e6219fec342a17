"""Which words are forms of one word: between those, only grammar decides, and grammar is not ours to repair."""

from __future__ import annotations

__all__ = ["are_forms_of_one_word"]

INFLECTIONS = ("", "'", "'s", "s'", "s", "es", "ed", "d", "ing", "er", "est", "r", "st", "e", "en", "n", "n't", "th")
AFTER_Y = ("y", "ies", "ied", "ier", "iest")
OF_NOUNS = ("ers", "or", "al", "ic", "ical", "ment", "ness", "less", "ful", "ity", "ism", "ist", "ists", "ship", "hood")
OF_VERBS = ("able", "ible", "ion", "ions", "ally", "ly", "ward", "wards", "on")
OF_LATIN = ("i", "a", "um", "us", "ae")

ENDINGS = frozenset((*INFLECTIONS, *AFTER_Y, *OF_NOUNS, *OF_VERBS, *OF_LATIN))
"""What may follow the common beginning of two forms of one word."""

VARIANTS = (
    ("our", "or"),  # colour, color
    ("ise", "ize"),  # realise, realize
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("re", "er"),  # centre, center
    ("ae", "e"),  # archaeology, archeology
    ("oe", "e"),
    ("ogue", "og"),
    ("ll", "l"),  # travelled, traveled
    ("ence", "ense"),
    ("ph", "f"),
    ("que", "k"),
    ("ey", "y"),
    ("gram", "gramme"),
)
"""Spellings of which either is right somewhere."""

PLAIN_ENDINGS = frozenset(("", "s", "'s", "s'", "es", "ed", "d", "ing", "er"))
"""Those that may follow a beginning of three letters; with more, `the` and `they` would be one word."""

_LEAST_STEM = 3


def are_forms_of_one_word(a: str, b: str) -> bool:
    """Whether two normal forms are inflections, derivations or spelling variants of one word.

    >>> are_forms_of_one_word("town", "towns"), are_forms_of_one_word("colour", "color")
    (True, True)
    >>> are_forms_of_one_word("lot", "lost")
    False
    """
    return _inflected(a, b) or _variant(a, b)


def _inflected(a: str, b: str) -> bool:
    stem = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return any(
        a[cut:] in endings and b[cut:] in endings
        for cut in (stem, stem - 1)
        for least, endings in ((_LEAST_STEM, PLAIN_ENDINGS), (_LEAST_STEM + 1, ENDINGS))
        if cut >= least
    )


def _variant(a: str, b: str) -> bool:
    if min(len(a), len(b)) <= _LEAST_STEM:
        return False
    return any(one in a and _is_respelt(a, b, one, other) for one, other in VARIANTS) or any(
        one in b and _is_respelt(b, a, one, other) for one, other in VARIANTS
    )


def _is_respelt(a: str, b: str, one: str, other: str) -> bool:
    """Whether a word is another one with some letters put in for others, everywhere or where they come first."""
    return b in (a.replace(one, other), a.replace(one, other, 1))
