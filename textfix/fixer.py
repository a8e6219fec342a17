"""The fixer: options made a pipeline, and the pipeline run over a text section by section."""

from __future__ import annotations

import dataclasses
import operator
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, count, islice
from types import MappingProxyType
from typing import Any

from . import __version__, files
from .ahead import worked_ahead
from .edits import Edit, Notice, Result, apply, shift
from .evidence import EVIDENCE
from .formats import format_of
from .ignores import explained
from .levels import Level, level_of
from .model import load, path_of
from .own_words import unlike_words
from .pipeline import Page, Pipeline, Rule, Stage
from .rules import select_rules
from .sections import sections, sections_of

__all__ = ["Fixer", "explain", "fix"]

GLANCE = 512
"""Code points of the longest text of which it is asked first whether anything in it may be damaged: most of these have
nothing, and of the others it is asked twice."""


@dataclass(frozen=True)
class Fixer:
    """Repairs text with fixed options. Immutable, safe to share between threads, and picklable.

    level: `careful`, `balanced` or `bold`, or the least confidence (from 0 to 1) at which to act.
    select, extend_select, ignore: names of rules and families.
    words: words and phrases that are right, whatever the model thinks.
    corrections: what is always wrong, and what belongs there, whatever textfix thinks; a word that belongs there itself
        is never touched.
    protect: patterns (regular expressions) whose matches are never touched.
    language: which model to use.
    evidence: what a text as a whole may tell of its parts: `memory` (a strange word that recurs is a word) and
        `wraps` (lost spaces at regular distances show where lines ended). Both by default.
    rules: rules of one's own, made with `textfix.rule`; they run after all others.
    stages: whole stages to run after those; `fixer | stage` adds one.

    >>> Fixer()("in the meeting ofleaders of the party")
    'in the meeting of leaders of the party'
    >>> Fixer(level="brave")
    Traceback (most recent call last):
        ...
    ValueError: unknown level 'brave'; choose from careful, balanced, bold, or a number from 0 to 1

    Raises TypeError or ValueError, naming the option, where it is not what it must be, and `model.ModelError` where
    `language` names a file that is missing.
    """

    level: str | float = "careful"
    select: Iterable[str] | None = None
    extend_select: Iterable[str] = ()
    ignore: Iterable[str] = ()
    words: Iterable[str] = ()
    corrections: Mapping[str, str] = field(default_factory=dict, hash=False)
    protect: Iterable[str | re.Pattern[str]] = ()
    language: str = "en"
    evidence: Iterable[str] = tuple(sorted(EVIDENCE))
    rules: Iterable[Rule] = ()
    stages: Iterable[Stage] = ()

    def __new__(cls, *_: Any, **options: Any) -> Fixer:
        """Refuse an option that there is not, and name those that there are."""
        valid = [option.name for option in dataclasses.fields(cls)]
        for name in options:
            if name not in valid:
                raise TypeError(f"unknown option {name!r}; choose from {', '.join(valid)}")
        return super().__new__(cls)

    def __post_init__(self) -> None:
        for name, kinds in _COLLECTIONS.items():
            object.__setattr__(self, name, _collection(name, getattr(self, name), kinds))
        object.__setattr__(self, "corrections", _corrections(self.corrections))
        if not isinstance(self.language, str):
            raise TypeError(f"language must be a str, not {type(self.language).__name__}")
        path_of(self.language)
        level_of(self.level)
        if unknown := set(self.evidence) - EVIDENCE:
            raise ValueError(f"unknown evidence {min(unknown)!r}; choose from {', '.join(sorted(EVIDENCE))}")
        select_rules(self.select, self.extend_select, self.ignore)
        _patterns(self.protect)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The stages that these options ask for."""
        from .rules.stages import default_stages  # all rules: who only asks what a fixer is need not wait for them

        stages = default_stages(
            select_rules(self.select, self.extend_select, self.ignore),
            language=self.language,
            words=self._right_words,
            corrections=tuple(sorted(self.corrections.items())),
            evidence=frozenset(self.evidence),
        )
        own = (Stage(tuple(self.rules)),) if self.rules else ()
        return Pipeline((*stages, *own, *self.stages))

    def __or__(self, stage: Stage) -> Fixer:
        if not isinstance(stage, Stage):
            return NotImplemented
        return dataclasses.replace(self, stages=(*self.stages, stage))

    def __call__(self, text: str) -> str:
        """The repaired text; the same object where there is nothing to repair."""
        if type(text) is str and len(text) <= self._glance and self.pipeline.passes(text):
            return text
        edits, _ = self._repair(text, ())
        return apply(text, edits)

    def explain(self, text: str, protect: Iterable[tuple[int, int]] = ()) -> Result:
        """The repair with every edit, its reason and its confidence.

        `protect` are spans of this text (code points, half-open) that must not be touched. Raises ValueError
        where one of them does not lie in the text.
        """
        edits, notices = self._repair(text, _spans(protect))
        return Result(text, edits, notices, self.versions)

    def pipe(self, texts: Iterable[str], workers: int = 1, chunk: int = 64) -> Iterator[str]:
        """Repair many texts, in order, `workers` processes wide, each given `chunk` at once; reads ahead only a little.

        0 and 1 are this process alone. Raises TypeError for a single text, which would be repaired character by
        character, and for one among the texts that is no str, once it is its turn; TypeError or ValueError for numbers
        that cannot be.

        >>> list(Fixer().pipe(["fine", None]))
        Traceback (most recent call last):
            ...
        TypeError: texts[1] must be a str, not NoneType
        """
        if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
            raise TypeError(f"texts must be an iterable of str, not {type(texts).__name__}")
        _check_number("workers", workers, least=0)
        _check_number("chunk", chunk, least=1)
        return map(self, _each("texts", texts)) if workers <= 1 else self._pipe(texts, workers, chunk)

    def _pipe(self, texts: Iterable[str], workers: int, chunk: int) -> Iterator[str]:
        from concurrent.futures import ProcessPoolExecutor  # as dear as all other imports together

        source = iter(texts)
        batches = zip(count(0, chunk), iter(lambda: list(islice(source, chunk)), []), strict=False)
        with ProcessPoolExecutor(workers) as pool:
            yield from chain.from_iterable(worked_ahead(pool, partial(_fix_all, self), batches, workers))

    def stream(self, buffers: Iterable[str]) -> Iterator[Result]:
        """Repair a text that arrives in buffers, in bounded memory: the result of each section, once it is there.

        A section has 256 Ki to 1 Mi code points, and the offsets of its edits count from its own start. Joined,
        the repaired sections are what the whole text would become, however it was cut into buffers:

        >>> "".join(result.text for result in Fixer().stream(["the meeting of", "leaders of", " the party"]))
        'the meeting of leaders of the party'

        Raises TypeError for a single text, and for buffers that are no str.
        """
        if isinstance(buffers, str | bytes) or not isinstance(buffers, Iterable):
            raise TypeError(f"buffers must be an iterable of str, not {type(buffers).__name__}")
        return map(self.explain, sections(_each("buffers", buffers)))

    def file(self, path: str | os.PathLike[str]) -> Result:
        """Repair a file in place, atomically, but for what comments in it tell to ignore; tell what was written.

        What is not prose in its format is protected. Raises `files.Unreadable` where it is not text,
        `files.Unwritable` where it may not be written, `formats.Skipped` where it is code, data or generated.
        """
        source = files.read(path)
        chosen = format_of(source.path, source.text, named=True)
        return files.write(source, explained(self, source.text, chosen))

    @cached_property
    def on(self) -> frozenset[str]:
        """The names of the rules that are on, those of one's own with them."""
        chosen = select_rules(self.select, self.extend_select, self.ignore)
        return chosen.union(*(rule.names for rule in self.pipeline.rules))

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of the library and of the model."""
        return {"textfix": __version__, "model": load(self.language).version}

    def _repair(self, text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[Edit, ...], tuple[Notice, ...]]:
        _check_spans(spans, len(_text(text)))
        edits: list[Edit] = []
        notices: list[Notice] = []
        start = groups = 0
        for section in sections_of(text):
            end = start + len(section)
            inside = _inside(spans, start, end) if spans else ()
            page = Page(section, self.language, self._protected, inside, self._level.expects_damage, self._level.least)
            found, seen = self.pipeline.settle(page, self._level)
            if found or seen:
                edits += shift(found, start, groups)
                notices += (dataclasses.replace(n, start=n.start + start, end=n.end + start) for n in seen)
                groups += len({edit.group for edit in found})
            start = end
        return tuple(edits), tuple(notices)

    @cached_property
    def _glance(self) -> int:
        """Code points up to which a text is asked first whether it may pass; those taken for damaged never do."""
        return 0 if self._level.expects_damage else GLANCE

    @cached_property
    def _level(self) -> Level:
        return level_of(self.level)

    @cached_property
    def _protected(self) -> tuple[re.Pattern[str], ...]:
        return (*_patterns(self.protect), *unlike_words(self._right_words))

    @cached_property
    def _right_words(self) -> frozenset[str]:
        if not self.corrections:
            return frozenset(self.words)
        from .rules.corrections import words_taken_for_right

        return frozenset((*self.words, *words_taken_for_right(self.corrections, self.language)))

    def __reduce__(self) -> tuple[Callable[[], Fixer], tuple[()]]:
        # Made anew of its options: a mapping that cannot be changed cannot be pickled.
        options = {option.name: getattr(self, option.name) for option in dataclasses.fields(self)}
        return partial(type(self), **options | {"corrections": dict(self.corrections)}), ()


_COLLECTIONS: Mapping[str, tuple[type, ...]] = {
    "select": (str,),
    "extend_select": (str,),
    "ignore": (str,),
    "words": (str,),
    "evidence": (str,),
    "protect": (str, re.Pattern),
    "rules": (Rule,),
    "stages": (Stage,),
}
"""The options that are collections, and what may be in them."""

_ORDERED = frozenset({"rules", "stages"})
"""Those of them whose order counts."""


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    return text


def _each(name: str, texts: Iterable[Any], first: int = 0) -> Iterator[str]:
    """The texts as they come, counted from `first`. Raises TypeError for one that is no str."""
    for index, text in enumerate(texts, first):
        if not isinstance(text, str):
            raise TypeError(f"{name}[{index}] must be a str, not {type(text).__name__}")
        yield text


def _check_number(name: str, value: Any, least: int) -> None:
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {value}")


def _collection(name: str, value: Any, kinds: tuple[type, ...]) -> tuple[Any, ...] | None:
    """A tuple of what the option holds; TypeError where it is not a collection of the right kinds."""
    if value is None and name == "select":
        return None
    expected = f"{name} must be a collection of {' or '.join(kind.__name__ for kind in kinds)}"
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise TypeError(f"{expected}, not {type(value).__name__}")
    items = tuple(value)
    for item in items:
        if not isinstance(item, kinds):
            raise TypeError(f"{expected}; one of them is {type(item).__name__}")
    # A fixer must be the same value however it was filled, where the order tells nothing.
    return items if name in _ORDERED and not isinstance(value, Set) else tuple(sorted(set(items), key=str))


def _corrections(value: Any) -> Mapping[str, str]:
    """A copy that nobody can change; TypeError or ValueError where there is nothing to correct."""
    if not isinstance(value, Mapping):
        raise TypeError(f"corrections must be a mapping, not {type(value).__name__}")
    _collection("corrections", value.keys(), (str,))
    _collection("corrections", value.values(), (str,))
    if "" in value:
        raise ValueError("corrections must be of words, and one of them is empty")
    return MappingProxyType(dict(value))


def _patterns(protect: Iterable[str | re.Pattern[str]]) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(each) for each in protect)
    except re.error as error:
        raise ValueError(f"protect: {error.pattern!r} is not a regular expression: {error}") from None


def _spans(protect: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The caller's spans in order. Raises TypeError where they are not pairs of offsets."""
    try:
        return tuple(sorted((operator.index(start), operator.index(end)) for start, end in protect))
    except (TypeError, ValueError):
        raise TypeError("protect must be a collection of pairs of offsets, start and end") from None


def _check_spans(spans: tuple[tuple[int, int], ...], length: int) -> None:
    for start, end in spans:
        if not 0 <= start <= end <= length:
            raise ValueError(f"protect: {start}:{end} is no span of a text of {length} code points")


def _inside(spans: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """What of the spans lies in the section from `start` to `end`, counted from its start."""
    return tuple((max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and e > start)


def _fix_all(fixer: Fixer, batch: tuple[int, list[str]]) -> list[str]:
    """The repaired texts of a batch, of which the first is that many texts behind the first of all."""
    first, texts = batch
    return [fixer(text) for text in _each("texts", texts, first)]


def fix(text: str, **options: Any) -> str:
    """Return `text` repaired. The options are those of `Fixer`.

    >>> fix("It dependson the weather.")
    'It depends on the weather.'

    What is right stays as it is, down to the object:

    >>> fix(right := "It depends on the weather.") is right
    True
    """
    return _fixer(options)(text)


def explain(text: str, **options: Any) -> Result:
    """Tell how `fix` would repair `text`: a `Result` with every edit, its reason and its confidence.

    >>> [edit.rule for edit in explain("It dependson the weather.").edits]
    ['missing-space']
    """
    return _fixer(options).explain(text)


_DEFAULT = Fixer()


def _fixer(options: Mapping[str, Any]) -> Fixer:
    return Fixer(**options) if options else _DEFAULT
