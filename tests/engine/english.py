"""Text of the tiny model's world, damaged, for hypothesis."""

from __future__ import annotations

import re

import tiny
from hypothesis import strategies as st
from strategies import DAMAGES, texts

_SENTENCES = [
    sentence
    for paragraph in tiny.text(1).splitlines()
    for sentence in re.findall(r"[^.?!;]+[.?!;]+”?", paragraph)
    if len(sentence) < 60
]

_AWKWARD = [
    "Yakubayevsaid",
    "asyncio.Run",
    "os.Path.Join",
    "in to the",
    "the the",
    "John's Mary's",
    "LOST",
    "McAdam",
    "over  all",
    "Ankara.It",
    "found ,then",
    "a\u00a0hand",
    "x-ray",
    "o’clock",
    "12.5",
    "ſo",
    "İt",
    "lsot",
    "tothewaterbythehouse",
    "tothewatrebythehousse",
    "19 87",
    "1, 000",
    "1,2,3",
    "3 . 5",
    "12boats",
    '"It was"',
    '" it was "',
    "O’Brien",
    "John 's village 's",
    "don' t ’ s Mary' s",
    "didn ’ t o 'clock",
    "wås",
    "ħouşe",
    "Mary lost John",
    "board,house,rope",
    "(in1987 )",
    "–then–",
]
"""What damage does not make by itself."""


@st.composite
def damaged_sentences(draw: st.DrawFn, most: int = 3) -> str:
    """A sentence or two of the text, with some damage."""
    text = " ".join(draw(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=2))).strip()
    for name, number in draw(st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 60)), max_size=most)):
        text = DAMAGES[name](text, number)
    if draw(st.booleans()):
        words = text.split(" ")
        words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(_AWKWARD)))
        text = " ".join(words)
    return text


def anything() -> st.SearchStrategy[str]:
    """Mostly that; sometimes general English, characters of every plane, or both."""
    return st.one_of(damaged_sentences(), damaged_sentences(), texts())
