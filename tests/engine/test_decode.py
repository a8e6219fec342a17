"""The decoder against all paths of a lattice that is made in the most obvious way: the same arcs, the same cost."""

from __future__ import annotations

import array
import functools
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
import reference
import tiny
from english import damaged_sentences
from hypothesis import assume, event, given
from hypothesis import strategies as st
from reference import Arc, Lattice

from textfix.engine import replacement
from textfix.engine.beam import BEAM
from textfix.engine.decode import Decoder
from textfix.engine.kinds import LEFT_OUT, OBSERVED, REPLACED, SPELT, WHOLE
from textfix.engine.replacement import CANDIDATES
from textfix.engine.tokens import Tokens, scan
from textfix.engine.vocabulary import OTHER

NO_LIMIT = 1 << 28
"""A breadth that leaves nothing out."""


@functools.cache
def decoder() -> Decoder:
    return Decoder(tiny.model().tables)


class Window(NamedTuple):
    """Tokens of a text that are read, some of them in doubt."""

    text: str
    tokens: Tokens
    span: range
    doubtful: tuple[bool, ...]


@st.composite
def windows(draw: st.DrawFn, most: int = 6, doubts: int = 2) -> Window:
    """A few tokens of one paragraph of a damaged text. The strange ones are in doubt, and so are some others."""
    text = draw(damaged_sentences())
    tokens = scan(text, tiny.model().tables, frozenset())
    assume(tokens.count)
    rows, _ = reference.tokens(tiny.model(), text)
    first = draw(st.integers(0, tokens.count - 1))
    last = first + 1
    while last < min(tokens.count, first + most) and rows[last].gap != 3:
        last += 1
    chosen = draw(st.sets(st.integers(first, last - 1), max_size=doubts))
    doubtful = tuple(t in chosen or row.status == 2 for t, row in enumerate(rows))
    for t, flag in enumerate(doubtful):
        tokens.flags[t] = flag
    return Window(text, tokens, range(first, last), doubtful)


def wrapped() -> None:
    """Every third place is the end of a line that was probably lost."""
    decoder().damaged(False)
    decoder().costs.expect_line_ends(frozenset(range(0, 400, 3)), 200)


def heard() -> None:
    """The letters say something else of each place."""
    decoder().damaged(False)
    decoder().hear(memoryview(array.array("b", [(37 * place) % 255 - 127 for place in range(400)])))


SETTINGS: Mapping[str, Callable[[], None]] = {
    "usual": lambda: decoder().usual(),
    "damaged": lambda: decoder().damaged(False),
    "thorough": lambda: decoder().damaged(False, True),
    "spaceless": lambda: decoder().damaged(True),
    "wrapped": lambda: wrapped(),
    "heard": lambda: heard(),
}
"""What slips are taken to cost."""

settings = pytest.mark.parametrize("setting", SETTINGS)


def read(
    window: Window, setting: str = "usual", breadth: int = NO_LIMIT, distance: int = 0, rejoining: bool = False
) -> Lattice:
    """Have the decoder read a window; the lattice of the reference for it."""
    SETTINGS[setting]()
    costs = decoder().costs
    costs.breadth = breadth
    costs.distance = distance or costs.distance
    costs.rejoining = rejoining or costs.rejoining
    decoder().read(window.text, window.tokens, window.span.start, window.span.stop, window.tokens.keys)
    return Lattice(tiny.model(), window.text, window.doubtful, window.span, decoder())


def lattice() -> list[Arc]:
    return [Arc(*arc) for arc in decoder().lattice.arcs()]


@settings
@given(windows(), st.booleans())
def test_arcs_are_those_of_the_definition(setting: str, window: Window, rejoining: bool) -> None:
    obvious = read(window, setting, distance=2, rejoining=rejoining)  # that leaves out what a first reading leads to
    assert Counter(lattice()) == Counter(obvious.arcs())


@given(windows(), st.integers(1, 8))
def test_only_the_likeliest_words_near_what_stands_there(window: Window, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replacement, "CANDIDATES", most)
        obvious = read(window, "damaged")
        assert Counter(lattice()) == Counter(obvious.arcs())


def test_most_words_of_a_crowd_are_left_out() -> None:
    assert len(reference.near(tiny.model(), "hoat", 2, reference.DAMAGED_RAREST)) > 8 < CANDIDATES
    tokens = scan("hoat", tiny.model().tables, frozenset())
    tokens.flags[0] = 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replacement, "CANDIDATES", 8)
        read(Window("hoat", tokens, range(1), (True,)), "damaged")
    assert 1 <= len({arc.number for arc in lattice() if arc.kind == REPLACED}) <= 8


@settings
@given(windows(doubts=4))
def test_what_white_space_costs(setting: str, window: Window) -> None:
    obvious = read(window, setting)
    for unit, (_, _, gap, action, kept, cost) in enumerate(decoder().window.rows()[:-1]):
        assert (kept, cost) == obvious.gap_costs(unit), unit
        assert action == (0 if kept == cost else 2 if gap else 1)


@settings
@given(windows())
def test_what_each_case_costs(setting: str, window: Window) -> None:
    obvious = read(window, setting)
    words = [*range(obvious.known.first, len(tiny.model().arrays["unigrams"])), OTHER]
    for unit in (unit for unit, here in enumerate(obvious.units) if here.letter):
        for number in words:
            assert decoder().lattice.cases(number, unit) == obvious.cases(number, unit)


@settings
@given(windows(most=4, doubts=6), st.booleans())
def test_the_reading_is_the_cheapest_of_all_paths(setting: str, window: Window, rejoining: bool) -> None:
    obvious = read(window, setting, rejoining=rejoining)
    arcs = lattice()
    cost, path = decoder().reading()
    assert cost == obvious.cost([Arc(*arc) for arc in path])
    exact = obvious.least_cost(arcs)
    crowded = obvious.crowd(arcs) > BEAM
    event(f"beam exceeded: {crowded}, cost missed: {cost != exact}")
    assert cost == exact or (crowded and cost > exact)


@given(windows(doubts=1))
def test_words_near_what_a_first_reading_leaves_strange(window: Window) -> None:
    """After a first reading words near its strange pieces are added; they never make a reading dearer."""
    obvious = read(window)
    arcs, (cost, _) = lattice(), decoder().reading()
    first = obvious.arcs()
    assert arcs[: len(first)] and Counter(arcs[: len(first)]) == Counter(first)
    later = arcs[len(first) :]
    assert all(arc.kind == REPLACED for arc in later)
    if obvious.crowd(arcs) <= BEAM:
        assert cost <= obvious.least_cost(first)
    words = [arc for arc in first if arc.kind == SPELT]
    for arc in later:
        piece = obvious.near(arc.start, arc.end, 1)
        assert arc in piece
        assert any(word.end == arc.start or word.start == arc.end for word in words) or arc.end - arc.start >= 4


@pytest.mark.parametrize("setting", ["usual", "damaged"])
@given(windows())
def test_no_reading_where_nothing_is_in_doubt(setting: str, window: Window) -> None:
    for t in range(window.tokens.count):
        window.tokens.flags[t] = 0
    SETTINGS[setting]()
    found = decoder().read(window.text, window.tokens, window.span.start, window.span.stop, window.tokens.keys)
    _, path = decoder().reading()
    assert all(arc[4] in (OBSERVED, WHOLE) for arc in path)
    assert found is None


@settings
def test_the_usual_breadth_loses_nothing_here(setting: str) -> None:
    """How much the search gives up for speed, on damage that the tiny model's world has."""
    missed = []

    @given(windows(most=4))
    def look(window: Window) -> None:
        obvious = read(window, setting, breadth=12 * 1024)
        missed.append(decoder().reading()[0] - obvious.least_cost(lattice()))

    look()
    assert min(missed) >= 0
    assert sum(map(bool, missed)) <= len(missed) / 20


@pytest.mark.parametrize(
    "text",
    [
        "an dthe the bre ad",
        "theyfoundthe man ager in the vil lage",
        "t hey fo und th e brea d",
        "hewasin the bo at overthe coa st",
        "th e ma na ger s aw the co ast",
        "the ir bo ar d was atthe hou se ofthe ol d vil lage",
    ],
)
def test_a_full_beam_keeps_the_cheapest(text: str) -> None:
    tokens = scan(text, tiny.model().tables, frozenset())
    doubtful = tuple(True for _ in range(tokens.count))
    for t in range(tokens.count):
        tokens.flags[t] = 1
    obvious = read(Window(text, tokens, range(tokens.count), doubtful), rejoining=True)
    assert obvious.crowd(lattice()) > BEAM
    assert decoder().reading()[0] == obvious.least_cost(lattice())


def test_a_window_of_too_many_letters_is_not_read() -> None:
    text = "x" * 1024
    tokens = scan(text, tiny.model().tables, frozenset())
    assert decoder().read(text, tokens, 0, 1, tokens.keys) is None


def test_two_possessives_are_no_repetition() -> None:
    text = "it was the coast's board's hope."
    tokens = scan(text, tiny.model().tables, frozenset())
    assert tokens.number[3] == tokens.number[4] < tiny.model().tables.first_word
    tokens.flags[4] = 1
    decoder().usual()
    decoder().read(text, tokens, 0, tokens.count, tokens.keys)
    assert not [arc for arc in lattice() if arc.kind == LEFT_OUT]


def test_a_fingerprint_that_a_word_shares_makes_no_ligature() -> None:
    """`went` and `thisyear` with `fl` between them have the hash of a word of the tiny model."""
    text = "They went thisyear"
    tokens = scan(text, tiny.model().tables, frozenset())
    tokens.flags[2] = 1
    obvious = read(Window(text, tokens, range(3), (False, False, True)))
    assert Counter(lattice()) == Counter(obvious.arcs())
    assert not [arc for arc in lattice() if arc.kind == REPLACED and arc.start < 8 < arc.end]
