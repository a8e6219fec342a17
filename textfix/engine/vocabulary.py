"""The numbers that words, classes and marks have in a model: shared by the trainer and the engine."""

from __future__ import annotations

NONE = 0
"""No word at all: pads a context that is shorter than the model's order."""

EDGE = 1
"""The edge of a paragraph."""

NUMBER = 2
"""Any number."""

LOWER, CAPITALISED, UPPER, MIXED = 3, 4, 5, 6
"""Words that are not in the lexicon, by the shape of their case."""

OTHER = 7
"""A word with letters that are not of the model's alphabet."""

POSSESSIVE = 8
"""A possessive whose stem is in the lexicon and which itself is not."""

SYMBOL = 9
"""A mark that is not frequent enough to have a number of its own."""

FIRST_MARK = 16
"""Marks follow from here, then words from the most to the least frequent."""

ID_BITS = 17
"""Bits of a number; an n-gram of three fits into 51."""

COMMONEST = 60
"""The most frequent words: no sentence of some length does without all of them, and no name of a thing begins or ends
with one."""

COMMON = 7 * 1024
"""What a word costs at the most that occurs once in 1,100, in units of 1/1024 nat."""

VERY_COMMON = 5632
"""What a word costs at the most that runs through all text, in the same units: it occurs once in 240."""

SELDOM = 32
"""Cost of small letters, in units of 1/16 nat, from which on a word is seldom written in them: one time in seven."""

CONFUSED = -48
"""What it costs to write one word for another that people confuse with it, in sixteenths of a nat beside the average
slip: `its` and `it's`. No slip is as cheap, so that this tells them."""

FIRST_HAS, SECOND_HAS = 2, 1
"""What tells of a pair of words that the first, or the second, mostly has a capital where they stand together."""

SUSPENDING = ("and", "or", "nor", "but", "to", "as")
"""What follows a hyphen that stands for a half which comes later: `pre- and post-war`."""

NEVER_TWICE = frozenset(
    [
        "a",
        "also",
        "an",
        "and",
        "as",
        "at",
        "be",
        "between",
        "by",
        "could",
        "from",
        "into",
        "its",
        "my",
        "of",
        "or",
        "our",
        "should",
        "than",
        "the",
        "their",
        "these",
        "they",
        "this",
        "those",
        "which",
        "who",
        "will",
        "with",
        "would",
        "your",
    ]
)
"""Words that no sentence has twice in a row. Others may well be: `that that`, `had had`, `in in`, `look to to see`."""

_OF_THE_BIBLE = (
    "thou thy thine hath hast doth dost wast wert shalt wilt canst didst unto behold verily saith spake whence"
)
_SCOTS = "nae dinna canna didna willna wouldna oor aboot doon hoose bairn"
_AS_IT_IS_HEARD = "dis dat dey gwine massa yer"
NOT_OF_TODAY = frozenset(f"{_OF_THE_BIBLE} {_SCOTS} {_AS_IT_IS_HEARD}".split())
"""Words that stand in writing of old, in dialect and in speech as it is heard, whose other words are spelt so too."""

BEGINS_SENTENCE = frozenset(
    [
        "after",
        "although",
        "he",
        "his",
        "our",
        "she",
        "their",
        "there",
        "these",
        "they",
        "those",
        "the",
        "we",
        "when",
        "while",
    ]
)
"""Words that a sentence begins with, and no name made of two words ends with, as `LinkedIn` and `AddThis` do."""

AFTER_APOSTROPHE = r"(?:d|ll|m|re|s|t|ve)\b"
"""What follows the apostrophe of a contraction or a possessive, as a pattern."""

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
"""The letters in the order in which they count things: `A B C D`."""

SAME_MARK = {
    "“": '"',  # quotation marks that open, close, or stand low differ by typography, not by meaning
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "—": "–",  # dashes of either width
    "―": "–",
}
"""Marks that count as one and the same."""


def normal(word: str) -> str:
    """The form under which a word is counted.

    >>> normal("Don’t")
    "don't"
    """
    return word.lower().replace("’", "'")


def shape_of(word: str) -> int:
    """The shape of a word's case, as the class that an unknown word of that shape belongs to.

    >>> shape_of("McDonald") == MIXED, shape_of("A") == CAPITALISED
    (True, True)
    """
    if word == word.lower():
        return LOWER
    if word[0] != word[0].lower() and word[1:] == word[1:].lower():
        return CAPITALISED
    return UPPER if word == word.upper() else MIXED
