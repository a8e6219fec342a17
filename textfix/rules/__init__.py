"""The rules, one family a file, and the table that names them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..choices import unknown

__all__ = ["FAMILIES", "RULES", "RuleInfo", "select_rules"]


class RuleInfo(NamedTuple):
    """What a user sees of a rule. `default` tells whether it acts without being asked for."""

    name: str
    family: str
    summary: str
    example: tuple[str, str]
    default: bool = True


RULES: dict[str, RuleInfo] = {
    info.name: info
    for info in (
        RuleInfo(
            "mojibake",
            "encoding",
            "Text that was decoded with the wrong encoding.",
            ("it\u00e2\u20ac\u2122s", "it’s"),
        ),
        RuleInfo(
            "entity",
            "encoding",
            "An entity of HTML in plain text.",
            ("It&#8217;s Tom &amp; Jerry", "It’s Tom & Jerry"),
        ),
        RuleInfo(
            "escape",
            "encoding",
            "A character written as an escape of JSON, of mail or of a database, in plain text.",
            ("It\\u2019s a caf\\u00e9", "It’s a café"),
        ),
        RuleInfo(
            "lost-apostrophe",
            "encoding",
            "An apostrophe that came out as a question mark, an accent or a replacement character.",
            ("He didn?t ask", "He didn't ask"),
        ),
        RuleInfo(
            "lost-quote",
            "encoding",
            "A pair of quotation marks that came out as question marks or replacement characters.",
            ("?Sit,? he said. ?Now.?", '"Sit," he said. "Now."'),
        ),
        RuleInfo(
            "lost-letter",
            "encoding",
            "A letter, or letters that fonts have as one, that came out as a question mark or a replacement character.",
            ("his o\ufffdce and the ?rst floor", "his office and the first floor"),
        ),
        RuleInfo(
            "control-character",
            "characters",
            "Control characters that no text means, such as NUL or backspace.",
            ("pa\x00ge", "page"),
        ),
        RuleInfo(
            "zero-width",
            "characters",
            "Zero-width characters inside words, left by web pages; never the joiners of emoji or of Indic text.",
            ("pa\u200bge", "page"),
        ),
        RuleInfo(
            "soft-hyphen",
            "characters",
            "Soft hyphens inside words, left by typesetting.",
            ("pa\u00adge", "page"),
        ),
        RuleInfo(
            "missing-space",
            "spaces",
            "A space that was lost between two words, as when line breaks are dropped.",
            ("meeting ofleaders", "meeting of leaders"),
        ),
        RuleInfo(
            "extra-space",
            "spaces",
            "A space inside a word.",
            ("the recon struction", "the reconstruction"),
        ),
        RuleInfo(
            "punctuation-space",
            "spaces",
            "A space that is missing after a mark, or that stands before one.",
            ("It spread to Asia.It was late.", "It spread to Asia. It was late."),
        ),
        RuleInfo(
            "letterspacing",
            "spaces",
            "A word with a space behind each letter.",
            ("the l e t t e r s of it", "the letters of it"),
        ),
        RuleInfo(
            "double-capital",
            "spelling",
            "A word whose second letter is a capital too, which it never is.",
            ("THe house", "The house"),
        ),
        RuleInfo(
            "caps-lock",
            "spelling",
            "A word in capitals but for its first letter, as caps lock makes it.",
            ("tHE house", "The house"),
        ),
        RuleInfo(
            "misread-capital",
            "spelling",
            "A capital I read for a small l, or a small l read for a capital I.",
            ("I beIieve you", "I believe you"),
        ),
        RuleInfo("typo", "spelling", "A misspelling that is not a word.", ("recieve", "receive")),
        RuleInfo(
            "wrong-word",
            "spelling",
            "A word that is not the one that was meant, as the words around it show.",
            ("for the fist time since the war", "for the first time since the war"),
        ),
        RuleInfo(
            "misread-digit",
            "spelling",
            "Digits read for letters that look like them, or letters of a year for digits.",
            ("pub1ished in l896", "published in 1896"),
        ),
        RuleInfo("repeated-word", "repeats", "A word that was written twice.", ("in the the end", "in the end")),
        RuleInfo(
            "stray-hyphen",
            "lines",
            "A hyphen inside a word, left where the end of a line was lost.",
            ("some infor- mation about it", "some information about it"),
        ),
        RuleInfo(
            "broken-word",
            "lines",
            "A word that was broken by a hyphen at the end of a line.",
            ("some infor-\nmation about it", "some information\nabout it"),
            default=False,
        ),
        RuleInfo("curly-quote", "style", "A typographic quote.", ("“It’s”", '"It\'s"'), default=False),
        RuleInfo("ligature", "style", "Letters that are one character.", ("ﬁne", "fine"), default=False),
        RuleInfo(
            "full-width",
            "style",
            "Letters of the width of Chinese characters.",
            ("Ｏｋ", "Ok"),
            default=False,
        ),
        RuleInfo(
            "decomposed",
            "style",
            "A letter with an accent that is a character of its own.",
            ("cafe\u0301", "caf\u00e9"),
            default=False,
        ),
        RuleInfo("space-run", "style", "More than one space within a line.", ("the  end", "the end"), default=False),
        RuleInfo(
            "trailing-space", "style", "White space at the end of a line.", ("the end  \n", "the end\n"), default=False
        ),
        RuleInfo(
            "replacement",
            "characters",
            "A replacement character: what stood there is lost. Only a notice, never a repair.",
            ("dob\ufffd", "dob\ufffd"),
        ),
        RuleInfo(
            "unused-ignore",
            "ignores",
            "A comment that tells textfix to ignore what is not there. Only a notice, never a repair.",
            ("textfix: ignore[typo]", "textfix: ignore[typo]"),
        ),
    )
}
"""Every rule by name, in the order in which they are listed; stages.py has the one in which they run."""

FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(rule.name for rule in RULES.values() if rule.family == family)
    for family in dict.fromkeys(rule.family for rule in RULES.values())
}
"""The names of the rules in each family."""


def select_rules(
    select: Iterable[str] | None = None,
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> frozenset[str]:
    """The names of the rules that are on. Each option takes rules and families.

    >>> sorted(select_rules(["spaces"], ignore=["extra-space"]))
    ['letterspacing', 'missing-space', 'punctuation-space']

    Raises ValueError for a name that is neither a rule nor a family.
    """
    chosen = {name for name, rule in RULES.items() if rule.default} if select is None else _expand(select)
    return frozenset(chosen | _expand(extend_select)) - _expand(ignore)


def _expand(names: Iterable[str]) -> set[str]:
    expanded: set[str] = set()
    for name in names:
        if name not in FAMILIES and name not in RULES:
            raise ValueError(unknown("rule", name, [*FAMILIES, *RULES]))
        expanded.update(FAMILIES.get(name, (name,)))
    return expanded
