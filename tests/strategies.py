"""Text and edits that hypothesis makes: English, damaged as in the wild, beside every kind of character."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator

from hypothesis import strategies as st

from textfix.edits import Cause, Edit, Notice, apply
from textfix.pipeline import Page, Pipeline, Proposal, Stage

_VOCABULARY = """
the of and to in a is was for with that it on as by at from his her they be not are this had but
have which or one were all there been their we has who more if no out so said what up its about into
than them can only other time new some could these two may then do first any my now such like our
over man me even most made after also did many off before must well back through years where much
your way down should because long each just state those people too little good world make very year
still see own work day here between both life being under three never know same last another while
us might great go come since against right came take used himself few house American use place
during high without again home around small however found thought went say part once general upon
school every don’t does got united left number course war until always something fact water less
public put thing almost hand enough far took head yet government system set better told nothing
night end why called didn’t eyes find going look asked later knew point next program city business
give group toward young days let room word social given children side order perhaps letter meeting
reconstruction leaders relations attend opinion weather building manager village received
"""
WORDS = tuple(_VOCABULARY.split())

NAMES = (
    "London",
    "Ankara",
    "Yakubayev",
    "McDonald",
    "Tolkien",
    "Zoë",
    "Müller",
    "Nguyen",
    "JavaScript",
    "YouTube",
    "O’Brien",
    "NASA",
    "U.S.",
    "Łódź",
)

IDENTIFIERS = (
    "https://example.org/a_b?teh=1&x=recieve",
    "http://www.example.com",
    "teh.cat@example.com",
    "`git comit -m teh`",
    "/usr/lib/teh",
    "@teh_user",
    "#tehtag",
    "<b class=teh>",
    "snake_case_teh",
    "key=teh",
    "asyncio.run",
    "Node.js",
    "example.com",
    "3.5",
    "12:30",
    "$2.5",
    "1,000",
    "5µm",
    "2021-03-04",
    "978-0-306-40615-7",
    "deadbeefcafe1234",
    r"\frac{teh}{2}",
    "e.g.",
    "...",
    "C++",
    "naïve",
    "été",
    "Привет",
    "世界",
    "नमस्ते",
    "👩‍👩‍👧",
)
"""What is not English, or not a word at all; some of it has misspellings that must stay."""

_ENDS = (".", ".", ".", "?", "!", "...", ".”", ":", ";", "")
_GAPS = (" ", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "  ", "\t", "\u2028", "\n> ", "")


def _sentence(words: list[str], end: str) -> str:
    text = " ".join(words)
    return text[:1].upper() + text[1:] + end


_TOKENS = (*WORDS, *NAMES, *IDENTIFIERS)


def clean_text() -> st.SearchStrategy[str]:
    """Sentences of common words, with names and identifiers among them."""
    words = st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=9)
    sentence = st.builds(_sentence, words, st.sampled_from(_ENDS))
    pairs = st.lists(st.tuples(sentence, st.sampled_from(_GAPS)), max_size=3)
    return pairs.map(lambda parts: "".join(map("".join, parts)))


Damage = Callable[[str, int], str]


def _replaced(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Damage:
    """Damage at one of the places where the pattern matches; the number says at which."""

    def damage(text: str, number: int) -> str:
        matches = list(re.finditer(pattern, text))
        if not matches:
            return text
        match = matches[number % len(matches)]
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        return text[: match.start()] + new + text[match.end() :]

    return damage


def _mojibake(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", errors="replace").decode("cp1252", errors="replace")


DAMAGES: dict[str, Damage] = {
    "join": _replaced(r"(?<=\w) (?=\w)", ""),
    "join after a mark": _replaced(r"(?<=[.,;:!?]) ", ""),
    "split": _replaced(r"(?<=\w)(?=\w)", " "),
    "space before a mark": _replaced(r"(?<=\w)(?=[.,;:!?])", " "),
    "repeat": _replaced(r"\b(\w+) ", r"\1 \1 "),
    "delete a letter": _replaced(r"(?<=\w)\w", ""),
    "double a letter": _replaced(r"\w", r"\g<0>\g<0>"),
    "swap letters": _replaced(r"(\w)(\w)", r"\2\1"),
    "wrong letter": _replaced(r"[a-z]", lambda match: "qeiaosrn"[ord(match[0]) % 8]),
    "mojibake": _replaced(r"[^\x00-\x7f]+", _mojibake),
    "mojibake of a quote": _replaced(r"\b(?=\w)", "â€œ"),
    "zero width": _replaced(r"(?<=\w)(?=\w)", "\u200b"),
    "soft hyphen": _replaced(r"(?<=\w)(?=\w)", "\u00ad"),
    "NUL": _replaced(r"(?<=\w)", "\x00"),
    "lone surrogate": _replaced(r"(?<=\w)", "\ud83d"),
    "replacement character": _replaced(r"\w", "\ufffd"),
    "break a line": _replaced(" ", "\r\n"),
    "hyphenate": _replaced(r"(?<=\w\w)(?=\w\w)", "-\n"),
    "upper case": _replaced(r"\w+", lambda match: match[0].upper()),
}


_damages = st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 60)), max_size=6)


@st.composite
def damaged_text(draw: st.DrawFn) -> str:
    """Sentences with up to six kinds of damage."""
    text = draw(clean_text())
    for name, number in draw(_damages):
        text = DAMAGES[name](text, number)
    return text


_AWKWARD = "\x00\r\n\t \u00a0\u00ad\u200b\u200d\ufeff\ufffd\u2028\ud800\udfff\U0010ffff'’\"“.,-ﬁÃ©"


def any_characters(most: int = 40) -> st.SearchStrategy[str]:
    """Characters of every plane, lone surrogates and noncharacters too."""
    return st.text(st.one_of(st.sampled_from(_AWKWARD), st.characters(exclude_categories=())), max_size=most)


def texts() -> st.SearchStrategy[str]:
    """Mostly damaged English, sometimes with anything at all in it."""
    mixed = st.tuples(any_characters(8), damaged_text(), any_characters(8)).map("".join)
    return st.one_of(damaged_text(), damaged_text(), mixed, any_characters())


def short_texts() -> st.SearchStrategy[str]:
    """A few characters, so that edits of them touch one another often."""
    return st.text("ab \n\x00é\ud83d\U0001f600", max_size=9)


_replacements = st.tuples(st.text("ab é", max_size=3), st.sampled_from([None, 0, 1, 2]))


@st.composite
def canonical_edits(draw: st.DrawFn, source: str) -> tuple[Edit, ...]:
    """Sorted edits of `source` that neither overlap nor insert at the same point, some of them in groups."""
    spans = draw(st.lists(st.tuples(*[st.integers(0, len(source))] * 2), max_size=6))
    edits: list[Edit] = []
    for start, end in sorted({(min(span), max(span)) for span in spans}):
        text, group = draw(_replacements)
        fits = not edits or (start >= edits[-1].end and start + end > edits[-1].start + edits[-1].end)
        if fits and text != source[start:end]:
            cause = Cause("r", 0.9, "because")
            edits.append(Edit(start, end, text, (cause,), group, source[start:end]))
    return tuple(edits)


@dataclasses.dataclass(frozen=True)
class Replacing:
    """A rule that replaces every match of a pattern, wherever it stands; all in one group if `together`."""

    name: str
    pattern: str
    text: str
    confidence: float
    together: bool

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def find(self, page: Page) -> Iterable[Proposal]:
        cause = Cause(self.name, self.confidence, "it matches")
        for match in re.finditer(self.pattern, page.text):
            yield Edit(match.start(), match.end(), self.text, (cause,), 0 if self.together else None)
            yield Notice(match.start(), match.end(), self.name, cause.reason)


@dataclasses.dataclass(frozen=True)
class Scripted:
    """A rule that has proposals for one text only."""

    name: str
    text: str
    proposals: tuple[Proposal, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def find(self, page: Page) -> Iterable[Proposal]:
        return self.proposals if page.text == self.text else ()


_PATTERNS = (
    "e",
    "o",
    " ",
    r"\bthe\b",
    "(?<=t)(?=h)",
    r"\s+",
    "a+",
    r"(?<=\w)(?=[A-Z])",
    "[^a-z ]+",
    r"\Z",
    r"\A",
)


def _replacing() -> st.SearchStrategy[Replacing]:
    # Some reach a fixed point, some go on for ever (a → aa), some undo one another (e → o, o → e).
    replacements = ["", " ", "e", "o", "aa", "the", "é\U0001f600", "\r\n"]
    return st.builds(
        Replacing,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(_PATTERNS),
        st.sampled_from(replacements),
        st.floats(0.4, 1),
        st.booleans(),
    )


@st.composite
def proposals(draw: st.DrawFn, source: str, most: int = 8) -> tuple[Edit, ...]:
    """Proposals in any order; they may overlap, be groups, change nothing or insert at the same point."""
    spans = st.tuples(*[st.integers(0, len(source))] * 2)
    proposed = []
    for start, end in draw(st.lists(spans.map(sorted), max_size=most)):
        text, group = draw(_replacements)
        confidence = draw(st.sampled_from([0.3, 0.6, 0.9, 0.99, 1.0]))
        proposed.append(Edit.of("script", start, end, text, confidence, "the script says so", group=group))
    return tuple(proposed)


@st.composite
def pipelines(draw: st.DrawFn, source: str) -> Pipeline:
    """Up to three stages of up to three arbitrary rules."""
    scripted = st.builds(Scripted, st.just("script"), st.just(source), proposals(source))
    stage = st.lists(st.one_of(_replacing(), _replacing(), scripted), max_size=3).map(tuple).map(Stage)
    return Pipeline(tuple(draw(st.lists(stage, max_size=3))))


@st.composite
def spans(draw: st.DrawFn, source: str) -> tuple[tuple[int, int], ...]:
    """Stretches of the source, in any order, perhaps overlapping, perhaps empty."""
    ends = st.integers(0, len(source))
    return tuple(tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(ends, ends), max_size=3)))


def naively_applied(source: str, edits: Iterable[Edit]) -> str:
    """What `apply` must give, made in the most obvious way: from the last edit to the first."""
    text = source
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def copied(source: str, edits: Iterable[Edit]) -> Iterator[tuple[int, int, int]]:
    """The stretches between edits: start in the source, start in the repaired text, length."""
    position = moved = 0
    for edit in edits:
        yield position, position + moved, edit.start - position
        position = edit.end
        moved += len(edit.text) - (edit.end - edit.start)
    yield position, position + moved, len(source) - position


def untouched(source: str, edits: Iterable[Edit]) -> set[int]:
    """The offsets that no edit touches, not even with an end."""
    return {there + step for there, _, length in copied(source, edits) for step in range(1, length)}


def survives(source: str, edits: Iterable[Edit], start: int, end: int) -> bool:
    """Whether `source[start:end]` comes out as it went in: no edit within, and the text is there."""
    edits = tuple(edits)
    if any(edit.start < end and edit.end > start for edit in edits if end > start):
        return False
    target = start + sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= start)
    return apply(source, edits)[target : target + end - start] == source[start:end]
