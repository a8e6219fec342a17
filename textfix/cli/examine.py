"""What there is to repair in files, found by one process or by several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from ..ahead import worked_ahead
from ..edits import Result
from ..files import FileError, SourceFile, read, writable
from ..formats import PLAIN, Format, Skipped, format_of, nameless, too_long
from ..ignores import explained
from ..stream import beginning, is_large
from .layers import Treatment
from .mistakes import UsageError

__all__ = ["STDIN", "Examined", "Outcome", "examine", "examine_all", "examine_parts", "is_large_text"]

File: TypeAlias = tuple[str, Treatment]

STDIN = "<stdin>"
"""What standard input is called that has no other name. It is plain text, or none for us."""

MUCH = 2**21
"""Bytes of text from which on several processes are faster than one."""

MOST_BYTES = 4
"""Bytes of a code point at most, in any encoding."""

MOST_WORKERS = 4
"""Processes for each processor at most, whatever a configuration asks for."""

FILES_AT_ONCE, BYTES_AT_ONCE = 16, 2**18
"""What a process gets at once at most, though always a whole file."""


class Examined(NamedTuple):
    """A file, what there is to repair in it, and the name of its format."""

    source: SourceFile
    result: Result
    format_name: str


Outcome: TypeAlias = Examined | FileError | Skipped
"""What becomes of a file: it is examined, cannot be read, or is skipped."""


def examine(source: SourceFile, treatment: Treatment) -> Examined:
    """Find what there is to repair in a text. Raises `Skipped` where its format says that nothing ever is."""
    return _examined_as(_format(source, treatment), source, treatment)


def _examined_as(chosen: Format, source: SourceFile, treatment: Treatment) -> Examined:
    result = explained(treatment.fixer, source.text, chosen)
    if treatment.never:
        from .never import without  # most runs never need it

        result = without(result, treatment.never)
    return Examined(source, writable(source, result), chosen.name)


def _format(source: SourceFile, treatment: Treatment) -> Format:
    if source.path == STDIN:
        return nameless(source.path, source.text)
    # Of an unknown kind it can only be because somebody named it: folders are searched for what is known.
    return format_of(source.path, source.text, code=treatment.code, named=True)


def examine_parts(parts: Iterable[SourceFile], treatment: Treatment) -> Iterator[Examined]:
    """Find what there is to repair in a plain text, one part of it after the other."""
    return (_examined_as(PLAIN, part, treatment) for part in parts)


def is_large_text(path: str, treatment: Treatment) -> bool:
    """Whether it is a plain text, by its name and its beginning, that is better examined in parts.

    Raises `Skipped` where so much can tell that it is never repaired, and FileError where it cannot be read.
    """
    if not is_large(path):
        return False
    chosen = _format(beginning(path), treatment)
    if chosen.limit and _size(path) > MOST_BYTES * chosen.limit:
        raise too_long(path, chosen)
    return chosen is PLAIN


def examine_all(files: Sequence[File], jobs: int | None) -> Iterator[Outcome]:
    """Find what there is to repair in each file, in order; or why it could not be read, or is skipped.

    By as many processes as `jobs` says; None leaves it to how much there is to do.
    """
    workers = min(jobs or _worthwhile(files), len(files), MOST_WORKERS * _processors())
    return map(_examined, files) if workers <= 1 else _shared(files, workers)


def _worthwhile(files: Sequence[File]) -> int:
    """How many processes pay. One that only just exists has all to import, and must win that back."""
    processors = _processors()
    return processors if processors > 1 and sum(_size(path) for path, _ in files) >= MUCH else 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _examined(file: File) -> Outcome:
    path, treatment = file
    try:
        is_large_text(path, treatment)  # it may be known to be no text for us before it is read whole
        return examine(read(path), treatment)
    except (FileError, Skipped) as error:
        return error


def _shared(files: Sequence[File], workers: int) -> Iterator[Outcome]:
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # dear as all other imports together

    treatments = _distinct(files)
    numbers = {id(treatment): number for number, treatment in enumerate(treatments)}
    batches = _batches([(path, numbers[id(treatment)]) for path, treatment in files])
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(treatments,))
    try:
        yield from chain.from_iterable(worked_ahead(pool, _examine_batch, batches, workers))
    except BrokenProcessPool as error:
        raise UsageError("a process that shared the work was killed; fewer --jobs need less memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(files: Sequence[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    batch: list[tuple[str, int]] = []
    size = 0
    for file in files:
        batch.append(file)
        size += _size(file[0])
        if len(batch) == FILES_AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _distinct(files: Sequence[File]) -> list[Treatment]:
    """Each treatment once: most files share theirs, and one may hold thousands of words."""
    return list({id(treatment): treatment for _, treatment in files}.values())


class _Worker:
    """What a process that shares the work knows: what may be to be done to a file, and whether to go on."""

    treatments: Sequence[Treatment] = ()
    busy = stopped = False

    def begin(self, treatments: Sequence[Treatment]) -> None:
        """Ctrl-C reaches every process at once; this one then ends what it does, but for a message on its way."""
        self.treatments = treatments
        signal.signal(signal.SIGINT, self._interrupted)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what this one's parent would do, it has no need to

    def _interrupted(self, *_: object) -> None:
        self.stopped = True
        if self.busy:
            raise KeyboardInterrupt

    def examine(self, batch: list[tuple[str, int]]) -> list[Outcome]:
        """Find what there is to repair in some files."""
        self.busy = True
        try:
            return [_examined((path, self.treatments[number])) for path, number in batch if not self.stopped]
        finally:
            self.busy = False


_worker = _Worker()


def _begin(treatments: Sequence[Treatment]) -> None:
    _worker.begin(treatments)


def _examine_batch(batch: list[tuple[str, int]]) -> list[Outcome]:
    return _worker.examine(batch)
