"""The compiled core and the interpreted one, side by side in one process: the same answers to the last digit."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.machinery
import importlib.util
import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import tiny
from english import anything, damaged_sentences
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix import model as models
from textfix.engine import (
    beam,
    boundaries,
    candidates,
    confidence,
    costs,
    decide,
    decode,
    engine,
    lattice,
    replacement,
    segmentation,
    sieve,
    spacing,
    tables,
    tokens,
    trees,
    window,
)
from textfix.pipeline import Page

_PACKAGE = Path(textfix.__file__).parent
_ALIAS = "textfix_interpreted"
SEEDS = Path(__file__).parents[2] / "seeds"


class _SourcesOnly:
    """Finds the modules of a second copy of the package, and of each only its source."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not name.startswith(_ALIAS):
            return None
        if name == _ALIAS:
            return importlib.util.spec_from_file_location(name, _PACKAGE / "__init__.py")
        loader = (importlib.machinery.SourceFileLoader, importlib.machinery.SOURCE_SUFFIXES)
        finders = (importlib.machinery.FileFinder(folder, loader) for folder in path or ())
        return next((spec for finder in finders if (spec := finder.find_spec(name))), None)


sys.meta_path.insert(0, _SourcesOnly)  # for good: functions import too


@contextlib.contextmanager
def _without(name: str) -> Iterator[None]:
    """As if a module were not installed, so that what stands in for it is what is tested."""
    found = sys.modules.pop(name, None)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
        if found:
            sys.modules[name] = found


_NAMES = (
    *("boundaries", "tables", "tokens", "trees", "spacing", "sieve", "candidates", "costs", "window", "lattice"),
    *("segmentation", "replacement", "beam", "decode", "decide", "confidence", "engine"),
)


def _interpreted() -> SimpleNamespace:
    with _without("cython"):
        loaded = {name: importlib.import_module(f"{_ALIAS}.engine.{name}") for name in _NAMES}
        loaded["models"] = importlib.import_module(f"{_ALIAS}.model")
        loaded["Page"] = importlib.import_module(f"{_ALIAS}.pipeline").Page
    return SimpleNamespace(**loaded)


HERE = SimpleNamespace(
    boundaries=boundaries,
    tables=tables,
    tokens=tokens,
    trees=trees,
    spacing=spacing,
    sieve=sieve,
    candidates=candidates,
    costs=costs,
    window=window,
    lattice=lattice,
    segmentation=segmentation,
    replacement=replacement,
    beam=beam,
    decode=decode,
    decide=decide,
    confidence=confidence,
    engine=engine,
    models=models,
    Page=Page,
)
THERE = _interpreted()
BOTH = (HERE, THERE)


@functools.cache
def models_named(name: str) -> list[Any]:
    """The same file, mapped by each core."""
    return [core.models.open_model(tiny.model_path()) if name == "tiny" else core.models.load(name) for core in BOTH]


compiled = pytest.mark.skipif(
    tables.__file__.endswith(".py"), reason="the core is interpreted: there is nothing to compare it with"
)
either_model = pytest.mark.parametrize("name", ["tiny", "en"])


def test_the_second_copy_is_interpreted() -> None:
    for name in _NAMES:
        module = getattr(THERE, name)
        assert module.__file__.endswith(".py")
        assert module is not getattr(HERE, name)
        assert not hasattr(module, "cython") or not module.cython.compiled
        assert not hasattr(module, "cython") or module.cython.__name__ == f"{_ALIAS}.engine.no_cython"


def _columns(found: Any) -> tuple[Any, ...]:
    names = ("start", "end", "number", "kind", "shape", "gap", "status", "flags")
    totals = (found.count, found.visible, found.run_on, found.spaced, found.mixed)
    return (*(list(getattr(found, name)[: found.count]) for name in names), found.keys, totals)


def _scanned(core: Any, model: Any, text: str) -> Any:
    return core.tokens.scan(text, model.tables, frozenset())


def _read(core: Any, model: Any, text: str, loose: bool, setting: str) -> Iterator[Any]:
    """All that one core has to say about a text, step by step."""
    found = _scanned(core, model, text)
    yield "tokens", _columns(found)
    yield "spaces", core.spacing.Observed(model.tables, text, found).rows()
    windows = core.sieve.Sieve(model.tables).doubt(text, found, loose)
    yield "windows", windows, list(found.flags[: found.count])
    decoder = core.decode.Decoder(model.tables)
    if setting != "usual":
        decoder.damaged(setting == "spaceless", True)
        odds = core.boundaries.Boundaries(model.arrays).log_odds(text)
        yield "log-odds", odds.tolist()
        decoder.hear(odds)
    for first, last in windows[:40]:
        path = decoder.read(text, found, first, last, found.keys)
        yield "path", first, last, path, decoder.lattice.arcs(), decoder.reading(), decoder.window.rows()
        yield (
            "cases",
            [decoder.lattice.cases(number, unit) for unit in range(decoder.window.size) for number in (7, 40, 90)],
        )
        if path is not None:
            for change in core.decide.changes(model, decoder, text, found, range(first, last), path):
                yield "change", _described(change)


def _described(change: Any) -> tuple[Any, ...]:
    names = ("pieces", "spaces", "first", "last", "words", "before", "after", "margin", "runner_up", "slip")
    return tuple(getattr(change, name) for name in names)


def _findings(core: Any, model: Any, text: str, *, letters: bool = True, expect_damage: bool = False) -> list[Any]:
    page = core.Page(text, expect_damage=expect_damage)
    return [(f.pieces, f.confidence, f.reason) for f in core.engine.find(model, page, letters=letters)]


def compare(name: str, text: str, loose: bool = False, setting: str = "usual") -> None:
    steps = (_read(core, model, text, loose, setting) for core, model in zip(BOTH, models_named(name), strict=True))
    for here, there in itertools.zip_longest(*steps):
        assert here == there


@compiled
@either_model
@given(text=anything(), loose=st.booleans())
def test_any_text(name: str, text: str, loose: bool) -> None:
    compare(name, text, loose)


@compiled
@pytest.mark.parametrize("setting", ["damaged", "spaceless"])
@given(text=damaged_sentences(most=6), loose=st.booleans())
def test_text_that_is_badly_damaged(setting: str, text: str, loose: bool) -> None:
    compare("tiny", text, loose, setting)


@compiled
@given(text=anything())
def test_findings_with_their_confidence(text: str) -> None:
    here, there = (_findings(core, model, text) for core, model in zip(BOTH, models_named("en"), strict=True))
    assert here == there


@compiled
@either_model
@given(text=damaged_sentences(most=6), letters=st.booleans())
def test_findings_where_damage_is_expected(name: str, text: str, letters: bool) -> None:
    pairs = zip(BOTH, models_named(name), strict=True)
    here, there = (_findings(core, model, text, letters=letters, expect_damage=True) for core, model in pairs)
    assert here == there


@compiled
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_the_seed(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    compare("en", text)
    here, there = (_findings(core, model, text) for core, model in zip(BOTH, models_named("en"), strict=True))
    assert here == there


_LONG = {
    "no space at all": "itwasthemeetingofleadersfromAnkara" * 8,
    "one word": "x" * 3000,
    "letters of no word": "qxzjkv’s" * 300,
    "marks": ".,;!?“”" * 400,
    "digits": "1,2.3" * 700,
    "every plane": "".join(chr(code) for code in range(0x110000) if code % 97 == 0),
    "apostrophes": "'a’b'" * 500,
    "one word again and again": "the " * 150,
    "a stop in each word": "a.B" * 500,
}


@compiled
@either_model
@pytest.mark.parametrize("text", _LONG.values(), ids=_LONG)
def test_what_no_one_writes(name: str, text: str) -> None:
    compare(name, text)


@compiled
@either_model
@given(data=st.data())
def test_costs(name: str, data: st.DataObject) -> None:
    (here, there) = models_named(name)
    numbers = st.integers(0, len(here.arrays["unigrams"]) - 1)
    a, b, c = (data.draw(numbers) for _ in range(3))
    for question in ("trigram_cost", "has_trigram"):
        assert getattr(here.tables, question)(a, b, c) == getattr(there.tables, question)(a, b, c)
    assert here.tables.has_bigram(a, b) == there.tables.has_bigram(a, b)
    key = data.draw(st.integers(0, 2**64 - 1))
    assert here.tables.word_number(key) == there.tables.word_number(key)


@compiled
@either_model
@given(letters=st.lists(st.integers(1, 20), max_size=45).map(bytes), distance=st.integers(0, 2))
def test_words_near_some_letters(name: str, letters: bytes, distance: int) -> None:
    distance = distance if name == "tiny" or len(letters) < 5 else min(distance, 1)
    here, there = (
        core.candidates.Search(model.tables).near(letters, distance)
        for core, model in zip(BOTH, models_named(name), strict=True)
    )
    assert here == there


@compiled
@given(st.lists(st.integers(1, 62), max_size=45).map(bytes))
def test_keys(letters: bytes) -> None:
    assert HERE.tokens.key_of(letters) == THERE.tokens.key_of(letters)
