"""What of a text is meant as it stands: words said twice, broken off or spelt as they are said, quotes set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..line_ends import LINE_END
from ..model import Model
from ..patterns import compiled
from .decide import Change, deletions, insertions, replacements
from .prefilter import ANY_HYPHEN
from .vocabulary import AFTER_APOSTROPHE, ALPHABET, normal

__all__ = [
    "closes_german_quote",
    "closes_nothing",
    "glues_sign",
    "halves_ratio",
    "has_old_ending",
    "is_broken_off",
    "is_elision",
    "is_fragment",
    "is_half_of_line",
    "is_initial",
    "is_leader",
    "is_piece",
    "is_quote_set_apart",
    "is_quote_turned",
    "is_said_twice",
    "joins_alphabet",
    "joins_row",
    "joins_symbol",
    "joins_usual_pair",
    "leaves_letter",
    "loses_accent",
    "moves_mark",
    "parts_superlative",
    "sets_mark_apart",
    "stands_twice",
    "touches_quote_set_apart",
]

_QUOTES = '"”“'
"""Marks that stand before and behind what somebody said."""


def is_quote_set_apart(text: str, change: Change) -> bool:
    """Whether a quotation mark would get a space on both sides, where it neither opens nor closes anything.

    Which it does cannot always be told, as in `the 'Journal.'He was`; the next reading would take a space away again.
    """
    places = set(insertions(change))
    return any(at + 1 in places and text[at] in "'\"’”“‘" for at in places if at < len(text))


_SET_APART = rf"\s['’`](?:[,.;:]|\s(?!{AFTER_APOSTROPHE}))"
"""A single quotation mark of which nothing tells whether it opens or closes; no apostrophe, as in `that he ' s in`."""


def touches_quote_set_apart(text: str, change: Change) -> bool:
    """Whether a space beside such a mark would go: `an ' artistic ' performance`."""
    apart = compiled(_SET_APART)
    return any(apart.match(text, start) or apart.match(text, max(0, end - 3)) for start, end in deletions(change))


_TURNED = r"(?<=\s)”(?=\w)|(?<=[\w,.!?])“(?=\s)"
"""Curly marks of which each stands as the other should."""


def is_quote_turned(text: str, change: Change) -> bool:
    """Whether a space would come or go beside marks that are the wrong way round: it is the marks that are wrong."""
    turned = compiled(_TURNED)
    places = _beside_spaces(text, change, ("“", "”"))
    return any(len(turned.findall(text, max(0, place - QUOTED), place + QUOTED)) > 1 for place in places)


def _beside_spaces(text: str, change: Change, marks: tuple[str, ...]) -> Iterator[int]:
    """Where one of some marks stands right beside a space that comes or goes."""
    edges = (edge for rule, start, end, _ in change.pieces if rule == "punctuation-space" for edge in (start, end))
    return (place for edge in edges for place in (edge - 1, edge) if text[place : place + 1] in marks)


QUOTED = 200
"""Code points of the longest quotation whose beginning is looked for."""

_OPENED = rf"[„‚][^„‚“‘\n]{{0,{QUOTED}}}\Z"
"""A quotation mark of German or Polish that opens, and none behind it that may close."""


def closes_german_quote(text: str, change: Change) -> bool:
    """Whether a space would come or go beside a mark that closes there, and opens elsewhere: `„nein“ on the card`."""
    places = _beside_spaces(text, change, ("“", "‘"))
    return any(compiled(_OPENED).search(text[max(0, place - QUOTED - 1) : place]) for place in places)


def is_initial(text: str, change: Change) -> bool:
    """Whether a capital with a point behind it would become another one: no letter of an abbreviation is likelier."""
    return any(
        end - start == 1 and text[start].isupper() and text[end : end + 1] == "."
        for _, start, end, _ in replacements(change)
    )


def sets_mark_apart(text: str, change: Change) -> bool:
    """Whether a mark that belongs to the word before it would get a space there: `grandfather,especially`."""
    return any(
        at and text[at] in ",;:!?)]}" and not text[at - 1].isspace() for at in insertions(change) if at < len(text)
    )


_NUMBER_SIGN, _STRUCK = "#", "~~"
"""Signs of which white space tells what they belong to: `# A title`, `C# .NET`, `~~gone~~ here`."""


def glues_sign(text: str, change: Change) -> bool:
    """Whether the space beside a number sign would go, or one beside the mark of what is struck out come or go."""
    edges = [(start, end) for rule, start, end, _ in change.pieces if rule.endswith("-space")]
    return any(
        text.startswith(sign, end) or text.endswith(sign, 0, start)
        for start, end in edges
        for sign in ((_NUMBER_SIGN, _STRUCK) if start < end else (_STRUCK,))
    )


_MOST = "most"
"""What makes a superlative of a word that it is glued to: `seniormost`."""

COMMON_RANK = 300
"""The rank up to which words stand before any other."""


def parts_superlative(model: Model, text: str, change: Change) -> bool:
    """Whether a word would lose the ending that makes it the highest: `the juniormost clerk`, but not `whosemost`."""
    start = change.around[change.first].start
    word = text[start : change.around[change.last - 1].end]
    if not word.isalpha() or not word.islower() or insertions(change) != [start + word.find(_MOST)]:
        return False
    return change.words[0] >= model.tables.first_word + COMMON_RANK


USUAL_PAIR = 2560
"""What the second of two words costs behind the first, in units of 1/1024 nat, that are mostly written apart."""


def joins_usual_pair(model: Model, change: Change) -> bool:
    """Whether two words would be joined of which the second is to be expected behind the first: `per cent`."""
    gone = {start for start, _ in deletions(change)}
    pairs = pairwise(change.around.between(change.first, change.last))
    return any(a.end in gone and _are_usual(model, a.number, b.number) for a, b in pairs)


def _are_usual(model: Model, first: int, second: int) -> bool:
    tables = model.tables
    return min(first, second) >= tables.first_word and tables.trigram_cost(0, first, second) <= USUAL_PAIR


def is_leader(text: str, change: Change) -> bool:
    """Whether a space beside one of several points would come or go that are set apart: `the agent . . . is bound`."""
    edges = (edge for rule, start, end, _ in change.pieces if rule.endswith("-space") for edge in (start, end))
    return any(". ." in text[max(0, edge - 3) : edge + 3] for edge in edges)


_RATIO = r"(?<=\d) : (?=\d)"


def halves_ratio(text: str, change: Change) -> bool:
    """Whether of the two spaces around the colon between two numbers just one would go: `3 : 1`."""
    gone = {start for start, _ in deletions(change)}
    if not gone:
        return False
    ratio = compiled(_RATIO)
    ratios = (ratio.match(text, start) for start in gone)
    others = (ratio.match(text, start - 2) for start in gone if start >= 2)
    return any(m and m.end() - 1 not in gone for m in ratios) or any(m and m.start() not in gone for m in others)


def closes_nothing(text: str, change: Change) -> bool:
    """Whether a paragraph begins with a quotation mark and a space, which would go, and no other mark closes it.

    Where a text was cut into lines after each stop, the mark belongs to the sentence before.
    """
    return any(_is_left_over(text, start, end) for _, start, end, new in change.pieces if not new)


def _is_left_over(text: str, start: int, end: int) -> bool:
    """Whether the space from `start` to `end` (code points) stands behind a mark of the line before.

    >>> _is_left_over('" And so it was.', 1, 2), _is_left_over('" And so," he said.', 1, 2)
    (True, False)
    """
    if not text[start:end].isspace() or start == 0 or text[start - 1] not in _QUOTES:
        return False
    if start > 1 and text[start - 2] != "\n":
        return False  # before the line is looked at: a long one may have many marks
    last = text.find("\n", end)
    line = text[start - 1 : last if last >= 0 else len(text)]
    return sum(map(line.count, _QUOTES)) == 1


def is_said_twice(text: str, change: Change) -> bool:
    """Whether a word that is said twice would become one: `bye bye` is no word that was broken in two."""
    if [rule for rule, *_ in change.pieces] != ["extra-space"]:
        return False
    words = (text[token.start : token.end].lower() for token in change.around.between(change.first, change.last))
    return any(a == b for a, b in pairwise(words))


_HYPHENS = frozenset(ANY_HYPHEN)

_BREAK = rf"(?P<left> ?)(?P<hyphen>[{ANY_HYPHEN}])(?P<right> ?)"
_BREAK_BEFORE, _BREAK_BEHIND = rf"(?P<half>[^\W\d_]+){_BREAK}\Z", rf"{_BREAK}(?P<half>[^\W\d_]+)"
"""A hyphen between a word and another part of it."""


def is_fragment(model: Model, text: str, change: Change) -> bool:
    """Whether letters would be changed in a part of a word that a hyphen broke: `mem-brane`, `na\u00ad ture`."""
    return any(_is_part(model, text, start, end) for _, start, end, _ in replacements(change))


def _is_part(model: Model, text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a part of a word, and not of a compound.

    >>> from textfix.model import load
    >>> en = load("en")
    >>> _is_part(en, "the mem-brane", 8, 13), _is_part(en, "a well-konwn man", 7, 12), _is_part(en, "ha -rder", 4, 8)
    (True, False, True)
    """
    if _HYPHENS.isdisjoint(text[max(0, start - 2) : start] + text[end : end + 2]):
        return False
    before = compiled(_BREAK_BEFORE).search(text, max(0, start - 32), start)
    if before and _is_break(model, before, before["half"] + text[start:end]):
        return True
    behind = compiled(_BREAK_BEHIND).match(text, end)
    return behind is not None and _is_break(model, behind, text[start:end] + behind["half"])


def _is_break(model: Model, match: re.Match[str], whole: str) -> bool:
    """Whether a hyphen joins no two words.

    It is none of a keyboard, stands beside a space on one side, or without it there is a word where there were none:
    `Novem - ber`.
    """
    if match["hyphen"] != "-" or bool(match["left"]) != bool(match["right"]):
        return True
    if match["left"]:
        return model.has_statistics(whole)
    return not model.knows(match["half"]) or model.knows(whole)


_ROW = r"(?<![\w.,])\d+(?: \d+){3,}(?![\w.,]\w)"
"""Four whole numbers and more, one space apart: the results of a team, numbers that were drawn."""


_REACH = 80
"""Code points on either side of a place that are looked at for the row, or the line, that it stands in."""


def joins_row(text: str, change: Change) -> bool:
    """Whether numbers of a row would become one: `Leeds 38 22 9 7 61`."""
    row = compiled(_ROW)
    gone = [
        (start, end)
        for start, end in deletions(change)
        if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
    ]
    return any(
        match.start() < start < match.end()
        for start, end in gone
        for match in row.finditer(text, max(0, start - _REACH), end + _REACH)
    )


_LETTERS = r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)"
"""Four letters and more, one space apart."""


def joins_alphabet(text: str, change: Change) -> bool:
    """Whether letters that name things would become a word: `grades A B C D and F`."""
    places = [start for start, end in deletions(change) if text[start - 1].isalnum() and text[end].isalnum()]
    if not places:
        return False
    rows = compiled(_LETTERS).finditer(text, max(0, places[0] - _REACH), places[-1] + _REACH)
    alphabets = [row.span() for row in rows if _has_alphabet(row[0][::2])]
    return any(start < place < end for start, end in alphabets for place in places)


def _has_alphabet(letters: str) -> bool:
    """Whether four of some letters follow one another as in the alphabet, which they hardly do in a word.

    >>> _has_alphabet("ABCDF"), _has_alphabet("STUDENT")
    (True, False)
    """
    return any(letters[i : i + 4].lower() in ALPHABET for i in range(len(letters) - 3))


def is_broken_off(text: str, change: Change) -> bool:
    """Whether letters would be changed in a word that somebody broke off: `is he a righ- are you righty`."""
    return any(_is_cut(text, end) for _, _, end, _ in replacements(change))


def _is_cut(text: str, end: int) -> bool:
    """Whether a word that ends here (code points, exclusive) has a dash behind it, and white space behind that.

    >>> _is_cut("a righ- are you", 6), _is_cut("a well-known man", 6), _is_cut("teh - no", 3)
    (True, False, False)
    """
    return text[end : end + 1] in ("-", "–", "—") and (end + 1 == len(text) or text[end + 1].isspace())


_SPOKEN = "[èé]ds?$|[æœ]"
"""What stands in few words of English, and nobody types by accident: `learnèd`, `antennæ`."""


def loses_accent(text: str, change: Change) -> bool:
    """Whether a letter of verse or of Latin would go with nothing like it put in."""
    spoken = compiled(_SPOKEN)
    replaced = [(text[start:end].lower(), new) for _, start, end, new in replacements(change)]
    return any(new.isascii() and not found.isascii() and spoken.search(found) for found, new in replaced)


_LINE_BROKEN = rf"[{ANY_HYPHEN}][ \t]*{LINE_END}"
"""A hyphen where a line ends."""


def is_half_of_line(text: str, change: Change) -> bool:
    """Whether letters would be changed in half of a word that the end of a line broke: `coun-⏎cil`."""
    half = compiled(_LINE_BROKEN)
    return any(
        half.match(text, end) or _is_behind_broken_line(text, start) for _, start, end, _ in replacements(change)
    )


def _is_behind_broken_line(text: str, start: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    broken = before.rstrip()
    return broken[-1:] in _HYPHENS and "\n" in before[len(broken) :]


_GOES_ON = r"(?:[^\S ]\s*|[!?|\ufffd])([^\W\d_]+)"
"""What a word goes on behind: the end of a line, a space that keeps words together, a mark that a letter became."""

_WENT_ON = r"([^\W\d_]+)(?:\s*[^\S ]|[!?|\ufffd])\Z"


def is_piece(model: Model, text: str, change: Change) -> bool:
    """Whether letters would be changed in a piece of a word that goes on behind no usual space: `whic⏎h`, `wou!d`."""
    return any(_goes_on(model, text, start, end) for _, start, end, _ in replacements(change))


def _goes_on(model: Model, text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` (code points) is a word with what is next to it, or that is none."""
    behind = compiled(_GOES_ON).match(text, end)
    whole = text[start:end]
    if behind and _is_rest(model, text[end], behind[1], whole + behind[1]):
        return True
    if text.endswith(" ", 0, start):
        return False  # which is told in no time, while a pattern takes some
    before = compiled(_WENT_ON).search(text, max(0, start - _REACH), start)
    return before is not None and _is_rest(model, before[0][len(before[1])], before[1], before[1] + whole)


def _is_rest(model: Model, between: str, rest: str, whole: str) -> bool:
    """Whether white space parts a known word, or a mark stands beside what is no word of its own."""
    if between.isspace():
        return model.has_statistics(whole)
    return len(rest) == 1 or not model.has_statistics(rest)


_ALONE = r"(?<![\w'’])[b-hj-zB-HJ-Z](?![\w'’])"
"""A letter that is no word."""


def joins_symbol(text: str, change: Change) -> bool:
    """Whether a letter would become part of a word that stands for something, as others near it do: `x, y, z are`."""
    if not any(text[start - 1].isalpha() and text[end].isalpha() for start, end in deletions(change)):
        return False
    alone, tokens = compiled(_ALONE), change.around
    near, joined = (
        sum(alone.match(text, token.start) is not None for token in part)
        for part in (tokens.tokens, tokens.between(change.first, change.last))
    )
    return 0 < joined < 3 and near > joined


_LONE_LETTER = r" [b-hj-z](?![\w.'’])"
"""A letter that is no word, behind a space."""


def leaves_letter(text: str, change: Change) -> bool:
    """Whether letters of a word that was set apart letter by letter would come together only in part: `look i n g`."""
    last = change.around[change.last - 1].end
    return bool(deletions(change)) and compiled(_LONE_LETTER).match(text, last) is not None


def moves_mark(text: str, change: Change) -> bool:
    """Whether the space before a mark would go where it belongs behind it: `Mrs .S.`, `1 .Connect`."""
    put = set(insertions(change))
    ends = (end for _, end in deletions(change))
    return any(
        text[end : end + 1] in ".,;:!?" and text[end + 1 : end + 2].isalpha() and end + 1 not in put for end in ends
    )


def stands_twice(text: str, change: Change) -> bool:
    """Whether letters would be changed in a word that the next or the last one repeats: `baked baked`."""
    tokens = change.around
    return any(
        normal(text[a.start : a.end]) == normal(text[b.start : b.end])
        for a, b in pairwise(tokens.between(change.first - 1, change.last + 1))
        if any(start in (a.start, b.start) for _, start, _, _ in replacements(change))
    )


def has_old_ending(text: str, change: Change) -> bool:
    """Whether letters would be changed in a verb as `thou` has it: `can'st`, `see'st`."""
    return any(normal(text[start:end]).endswith("'st") for _, start, end, _ in replacements(change))


def is_elision(text: str, change: Change) -> bool:
    """Whether letters would be put in for an apostrophe: `pop'lar` and `asham'd` are spelt as they are said."""
    replaced = [(text[start:end], new) for _, start, end, new in replacements(change)]
    return any(_is_elided(normal(found), normal(new)) for found, new in replaced)


def _is_elided(found: str, word: str) -> bool:
    """Whether a word lacks just the letters for which apostrophes stand inside another.

    >>> _is_elided("asham'd", "ashamed"), _is_elided("did't", "didn't"), _is_elided("im'portant", "important")
    (True, False, False)
    """
    if "'" not in found or len(word) < len(found):
        return False
    parts = [re.escape(part) for part in found.split("'")]
    return all(parts) and re.fullmatch("[a-z]+".join(parts), word) is not None
