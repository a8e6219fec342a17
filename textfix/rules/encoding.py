"""Text that was decoded with the wrong encoding: “itâ€™s” for “it’s”.

ftfy knows which characters betray it and how to decode them again. Here it is asked about one damaged stretch
at a time, never about a line, so that a correct “café” cannot block the repair of the word beside it, and
only where the prefilter saw something. Quotes, ligatures, widths and Unicode forms stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple, TypeAlias

from ..edits import Edit
from ..engine import prefilter
from ..engine.vocabulary import AFTER_APOSTROPHE
from ..pipeline import Page, Proposal, TriggeredRule

__all__ = ["RULE", "MojibakeRule", "how_misread"]

Misreading: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of codecs, the right one and the wrong one, the last mistake first."""

RULE = "mojibake"

CONFIRMED = 0.995
"""Two characters or more that ftfy calls mojibake, or one, and the same misreading elsewhere."""

SINGLE = 0.97
"""One garbled character and no other in the section: a symbol beside a symbol may be meant."""

ALIKE = 0.96
"""Not mojibake by its own look, but readable by a misreading that is certain elsewhere in the section."""

DOUBTFUL = 0.8
"""One character that right text may have, such as “AMANHÃ”, and no other sign: below the careful level."""

LOST_BYTE = 0.97
"""“â€�”: of the five characters that may be lost there, the closing quote is the one in daily use."""

C1_PUNCTUATION = 0.99
"""A C1 control that is a quote, a dash or dots in Windows-1252: what is misread day by day."""

C1_OTHER = 0.92
"""Any other C1 control: nothing else is meant by it, but it may be what is left of something lost."""


@dataclass(frozen=True)
class MojibakeRule(TriggeredRule):
    """Decodes again what was decoded wrongly, one edit for each damaged stretch.

    >>> [edit.text for edit in MojibakeRule().find(Page("A naïve café: itâ€™s closed"))]
    ['’']

    Capitals with a tilde are Portuguese as long as nothing impossible follows:

    >>> list(MojibakeRule().find(Page("SÃO PAULO, AÇÃO")))
    []
    """

    triggers: ClassVar[int] = prefilter.MOJIBAKE | prefilter.C1_CONTROL
    names: ClassVar[tuple[str, ...]] = (RULE,)

    def find(self, page: Page) -> Iterable[Proposal]:
        """Propose an edit for each damaged stretch; its reason names the encodings that were mixed up."""
        lost = list(_lost_bytes(page.text))
        yield from map(_edit, lost)
        stretches = list(_stretches(page.text))
        yield from map(_edit, _weighed(_repairs(page.text, _apart(stretches, lost))))
        if page.occurring & prefilter.C1_CONTROL:
            yield from map(_edit, _c1_controls(page.text, stretches))


class _Repair(NamedTuple):
    """What stands at a place, what it should read, and how it went wrong.

    `certain` is False where right text may look the same.
    """

    start: int
    original: str
    text: str
    misread: Misreading
    confidence: float
    certain: bool = True

    @property
    def size(self) -> int:
        """How many characters it brings back: “Â£” loses one and so brings back another."""
        return max(1, sum(character > "\x7f" for character in self.text))


def _edit(repair: _Repair) -> Edit:
    end = repair.start + len(repair.original)
    return Edit.of(RULE, repair.start, end, repair.text, repair.confidence, how_misread(repair.misread))


_UTF_8 = ("utf-8", "utf-8-variants")

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-variants": "UTF-8",
    "latin-1": "Latin-1",
    "macroman": "MacRoman",
    "cp437": "code page 437",
    "cp850": "code page 850",
    "windows-1251": "Windows-1251",
    "iso-8859-2": "ISO 8859-2",
}
"""Codecs by the names that people call them. Those not here are ftfy's `sloppy-windows-…`."""


def how_misread(misread: Misreading) -> str:
    """Tell the mistakes in the order in which they were made.

    >>> how_misread((("utf-8", "sloppy-windows-1252"), ("utf-8", "latin-1")))
    'UTF-8 read as Latin-1, then UTF-8 read as Windows-1252'
    """
    return ", then ".join(f"{_name(right)} read as {_name(wrong)}" for right, wrong in reversed(misread))


def _name(codec: str) -> str:
    return _NAMES.get(codec) or codec.removeprefix("sloppy-").capitalize()


# Where to look


@cache
def _candidate() -> re.Pattern[str]:
    return re.compile(f"[{prefilter.MOJIBAKE_LEADS}](?:[^\\x00-\\x7f\ufffd]|(?<=[ÂÃ]) )")


@cache
def _to_the_right() -> re.Pattern[str]:
    # A no-break space that became a plain one, after a character that is half of another, belongs to it.
    return re.compile("(?:[^\\x00-\\x7f\ufffd]|(?<=[ÂÃÅÎÐÙâãàð€]) (?=[^\\x00-\\x7f\ufffd]))*")


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Runs of characters beyond ASCII in which something may be mojibake."""
    position = 0
    while candidate := _candidate().search(text, position):
        start = candidate.start()
        while start > position and "\x7f" < text[start - 1] != "\ufffd":
            start -= 1
        run = _to_the_right().match(text, candidate.start())
        position = max(candidate.start() + 1, run.end() if run else 0)
        yield start, position


_CONTEXT = 8  # Code points of ASCII on either side that ftfy gets to see; its rules ask for five at most.
_ASCII_BEFORE = re.compile(r"[\x20-\x7e]*\Z")
_ASCII_AFTER = re.compile(r"[\x20-\x7e]*")


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    before = _ASCII_BEFORE.search(text[max(0, start - _CONTEXT) : start])
    after = _ASCII_AFTER.match(text[end : end + _CONTEXT])
    return before[0] if before else "", after[0] if after else ""


# What to make of it


def _repairs(text: str, stretches: Iterable[tuple[int, int]]) -> list[_Repair]:
    """What is mojibake by its own look, then what the same misreading explains."""
    repairs: list[_Repair] = []
    unclear: list[tuple[int, int]] = []
    for start, end in stretches:
        found = list(_repairs_of(text, start, end)) or list(_telling(text, start, end))
        repairs += found
        if not found:
            unclear.append((start, end))
    counts = _certain(repairs).most_common()
    # Only what decodes as UTF-8 proves anything by decoding: any byte is a character of Windows-1252.
    known = [misread for misread, count in counts if count > 1 and all(right in _UTF_8 for right, _ in misread)]
    return repairs + [each for span in unclear for each in _alike(text, *span, known)]


def _certain(repairs: Iterable[_Repair]) -> Counter[Misreading]:
    """How many characters each misreading brings back for certain."""
    counts: Counter[Misreading] = Counter()
    for repair in repairs:
        counts[_kind(repair.misread)] += repair.size if repair.certain else 0
    return counts


def _kind(misread: Misreading) -> Misreading:
    """The same for Latin-1 and Windows-1252: ftfy names the first where both explain a stretch."""
    return tuple((right, _SUPERSET.get(wrong, wrong)) for right, wrong in misread)


_SUPERSET = {"latin-1": "sloppy-windows-1252"}


def _weighed(repairs: Sequence[_Repair]) -> Iterator[_Repair]:
    """The repairs with their confidence: one garbled character alone counts for less."""
    counts = _certain(repairs)
    for repair in repairs:
        others = counts[_kind(repair.misread)] - (repair.size if repair.certain else 0)
        if repair.certain and (others or repair.size > 1) and repair.confidence != ALIKE:
            yield repair._replace(confidence=CONFIRMED)
        elif not repair.certain and others > 1:
            yield repair._replace(confidence=ALIKE)
        else:
            yield repair


def _repairs_of(text: str, start: int, end: int) -> Iterator[_Repair]:
    """The whole stretch, or the parts of it that ftfy knows where right and garbled stand side by side."""
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE

    before, after = _context(text, start, end)
    window = before + text[start:end] + after
    if not is_bad(window):
        return
    whole = _repair(text, start - len(before), window)
    if whole:
        yield from () if _are_halves(whole) else (whole,)
        return
    parts = list(UTF8_DETECTOR_RE.finditer(text, start, end))
    if _is_chance(text[start:end], sum(len(part[0]) for part in parts)):
        return
    for part in parts:
        repair = _repair(text, part.start(), part[0]) if is_bad(part[0]) else None
        if repair:
            yield repair


@cache
def _telling_patterns() -> Sequence[tuple[re.Pattern[str], Misreading]]:
    return [(re.compile(pattern), (("utf-8", wrong),)) for pattern, wrong in _TELLING]


_TELLING = (
    # Quotes and dashes, and letters with an accent, in the code pages of DOS and of Russian Windows.
    ("ΓÇ[£¥ÖÿôöóªæÉ]", "cp437"),
    ("ÔÇ[£ØÖÿôöóªæÉ]|(?<=[A-Za-z])[├┬][^\\x00-\\x7f\u2500-\u257f]", "cp850"),
    ("вЂ[њќ™“”¦]|(?<=[A-Za-z])Г[^\\x00-\\x7f\u0410-\u044f]", "windows-1251"),
)
"""What ftfy does not call mojibake and nobody writes, as patterns, and the set in which UTF-8 looks so."""


def _telling(text: str, start: int, end: int) -> Iterator[_Repair]:
    """What betrays a misreading by itself."""
    for pattern, misread in _telling_patterns():
        for match in pattern.finditer(text, start, end):
            right = _reread(match[0], misread)
            if right:
                yield _Repair(match.start(), match[0], right, misread, SINGLE)


def _are_halves(repair: _Repair) -> bool:
    """Whether what would be quotes and dashes of Windows-1252 are rather halves of Japanese or Chinese characters."""
    bytes_of_it = [character for character in repair.original if character <= "\xff"]
    controls = sum("\x80" <= character <= "\x9f" for character in bytes_of_it)
    as_utf_8 = any(right in _UTF_8 for right, _ in repair.misread)
    return not as_utf_8 and controls > 1 and any(character >= "\xa0" for character in bytes_of_it)


def _is_chance(stretch: str, readable: int) -> bool:
    """Whether most of a stretch are bytes that UTF-8 does not have so: then it is another encoding, such as GBK."""
    return sum("\x80" <= character <= "\xff" for character in stretch) > 2 * readable


@cache
def _configuration() -> object:
    """Encoding repair and nothing else: everything that ftfy can do beside it is another rule's or nobody's."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=True,  # “voilÃ le travail”
        replace_lossy_sequences=False,  # A U+FFFD for two characters that tell something would be no repair.
        decode_inconsistent_utf8=False,  # It asks about parts by itself, with all options on; we ask here.
        fix_c1_controls=False,  # Done here, one by one.
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _repair(text: str, start: int, window: str) -> _Repair | None:
    """What ftfy makes of the window, cut down to what changes; None where that is nothing, or no text."""
    from ftfy import fix_encoding_and_explain

    fixed, steps = fix_encoding_and_explain(window, _configuration())  # type: ignore[arg-type]
    if fixed == window or not steps or not _is_text(fixed):
        return None
    codecs = [step.parameter for step in steps if step.action in ("encode", "decode")]
    misread = tuple(zip(codecs[1::2], codecs[::2], strict=True))
    same = _common(window, fixed)
    tail = _common(window[same:][::-1], fixed[same:][::-1])
    original, right = window[same : len(window) - tail], fixed[same : len(fixed) - tail]
    certain = not _may_be_meant(text, start + same, original, right)
    return _Repair(start + same, original, right, misread, SINGLE if certain else DOUBTFUL, certain)


@cache
def _alone() -> re.Pattern[str]:
    """Three-byte characters that do not stand alone: “Zoë—“yes””, read as “Zo뗓yes””, would have one."""
    return re.compile("[\u0800-\u1dff\u1f00-\u1fff\u2c00-\uffff]")


def _common(left: str, right: str) -> int:
    """How many characters both begin with."""
    pairs = zip(left, right, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _is_text(fixed: str) -> bool:
    """Whether there are no characters in it that nobody writes."""
    return not any(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in fixed if c not in "\t")


@cache
def _rare() -> re.Pattern[str]:
    """Two-byte characters that a capital and a quotation mark would make by chance: “CAFÉ’S” as “CAFɒS”."""
    return re.compile(
        "[\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u036f"  # but Vietnamese, Romanian, Pinyin
        "\u0483-\u0489\u0530-\u05cf\u0610-\u061a\u064b-\u065f\u0700-\u08ff]"
    )


def _may_be_meant(text: str, start: int, original: str, right: str) -> bool:
    """Whether these characters may stand in right text, if nothing else speaks against them."""
    before, after = text[start - 1 : start], text[start + len(original) :][:1]
    if original.rstrip(" ") in ("Â", "Ã") and (after == " " or original.endswith(" ")):
        return not before or before.isspace() or before.isupper()  # “the letter Ã in”, but not “voilÃ le”, “end.Â We”
    alone = len(right) == 1 and right.isalpha() and not before.isalnum() and not after.isalnum()
    return alone or _capital_and_mark(before, after, original, right)  # “shown as Ã© or Ã§” speaks of mojibake


def _capital_and_mark(before: str, after: str, original: str, right: str) -> bool:
    """Whether the end of a word in capitals and a mark look like mojibake: “AMANHÔ, but not “HÔPITAL”."""
    if len(right) != 1 or len(original) != 2:
        return False
    closing = original[0].isupper() and not original[1].isalnum() and not after.isalpha()
    return bool(_rare().match(right)) or (before.isupper() and closing)


def _alike(text: str, start: int, end: int, known: Iterable[Misreading]) -> Iterator[_Repair]:
    """What a misreading that is certain elsewhere in the section makes of the whole of this stretch."""
    stretch = text[start:end]
    for misread in known:
        right = _reread(stretch, misread)
        around = text[start - 1 : start], text[end : end + 1]
        by_chance = right and (_rare().search(right) or _alone().fullmatch(right))
        if right and not by_chance and not _capital_and_mark(*around, stretch, right):
            yield _Repair(start, stretch, right, misread, ALIKE)
            return


def _reread(stretch: str, misread: Misreading) -> str | None:
    try:
        for right, wrong in misread:
            stretch = _encoded(stretch, wrong).decode(right)
    except UnicodeError:
        return None
    return stretch if _is_text(stretch) else None


def _encoded(stretch: str, wrong: str) -> bytes:
    narrower = [name for name, wider in _SUPERSET.items() if wider == wrong]
    for name in narrower:
        with suppress(UnicodeError):
            return stretch.encode(name)
    return stretch.encode(wrong)


# What ftfy leaves


@cache
def _lost_byte() -> re.Pattern[str]:
    return re.compile("â€\ufffd|(?<=[\\w.,!?…’])â€(?=[\\s.,;:)\\]]|\\Z)")


_AS_WINDOWS: Misreading = (("utf-8", "sloppy-windows-1252"),)

_LOST_BYTE_IN_CONTRACTION = rf"â€(?<=[^\W\d_]â€)(?={AFTER_APOSTROPHE})"


def _lost_bytes(text: str) -> Iterator[_Repair]:
    """Closing quotes, whose last byte is none of Windows-1252 and often was lost or replaced, and apostrophes."""
    opened = "â€œ" in text or "â€\ufffd" in text or text.count("“") > text.count("”")
    for match in _lost_byte().finditer(text) if opened else ():
        yield _Repair(match.start(), match[0], "”", _AS_WINDOWS, LOST_BYTE)
    for match in re.finditer(_LOST_BYTE_IN_CONTRACTION, text) if "â€" in text else ():
        yield _Repair(match.start(), match[0], "’", _AS_WINDOWS, SINGLE)


def _apart(stretches: Iterable[tuple[int, int]], lost: Iterable[_Repair]) -> Iterator[tuple[int, int]]:
    """The stretches with no lost byte in them: ftfy takes “â€ ” for a dagger. They wait for the next round."""
    places = [repair.start for repair in lost]
    return ((a, b) for a, b in stretches if bisect_left(places, a) == bisect_left(places, b))


_C1_RUN = re.compile(r"[\x80-\x9f]+")
_UNDEFINED = re.compile(r"[\x81\x8d\x8f\x90\x9d]")  # in Windows-1252
_NEXT_LINE = "\x85"
_MARKS = "‘’“”‚„–—…•"


def _c1_controls(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[_Repair]:
    """C1 controls by themselves. U+0085 alone may be the line end that it is by its name."""
    every = list(_C1_RUN.finditer(text))
    runs = [run for run in every if not _within(run.start(), stretches)]
    only_line_ends = all(run[0].strip(_NEXT_LINE) == "" for run in runs)
    # Quotes and dashes stand beside letters and spaces; half characters of Chinese or Japanese beside the other half.
    halves = 2 * sum(_is_beside_byte(text, run) for run in every) > len(every)
    for run in runs if not (only_line_ends or halves) else ():
        if not _UNDEFINED.search(run[0]):
            right = run[0].encode("latin-1").decode("windows-1252")
            confidence = _c1_confidence(text[run.start() - 1 : run.start()], right, text[run.end() : run.end() + 1])
            yield _Repair(run.start(), run[0], right, (("windows-1252", "latin-1"),), confidence)


def _is_beside_byte(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return any("\xa0" <= character <= "\xff" for character in (before, after))


def _c1_confidence(before: str, right: str, after: str) -> float:
    """How sure it is that Windows-1252 is what was meant; a euro sign inside a word is something else."""
    if all(character in _MARKS for character in right):
        return C1_PUNCTUATION
    inside_word = before.isalpha() and after.isalpha()
    return C1_OTHER if right.isalpha() or not inside_word else DOUBTFUL


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (place, len(spans) and spans[-1][1]))
    return index > 0 and place < spans[index - 1][1]
