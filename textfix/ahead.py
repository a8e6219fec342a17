"""Results in the order of their tasks, from processes that work a little ahead of whoever takes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["worked_ahead"]

Task = TypeVar("Task")
Done = TypeVar("Done")


def worked_ahead(pool: Executor, work: Callable[[Task], Done], tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """What `work` makes of each task, in order; of `tasks` two are read for each worker before a result is taken.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(worked_ahead(pool, len, ["a", "to", "the"], 2))
    [1, 2, 3]
    """
    pending: deque[Future[Done]] = deque()
    for task in tasks:
        pending.append(pool.submit(work, task))
        if len(pending) == 2 * workers:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()
