"""A bar that shows how far long work has come, where someone is looking."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["shown"]

Item = TypeVar("Item")

DELAY = 1.0
"""Seconds that work may take before it counts as long."""

WORTH_IT = 2
"""Files from which on there is anything to show."""


def shown(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items, and on standard error how many of `total` are done, if that is a terminal.

    The bar is taken away while an item is with whoever reads it, who may want to write.
    """
    if total < WORTH_IT or not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # costs more than a small run

    tqdm.monitor_interval = 0  # a thread of its own would not survive the fork of workers
    with tqdm(total=total, delay=DELAY, unit="file", leave=False, file=sys.stderr) as bar:
        for item in items:
            bar.clear()
            yield item
            bar.update()
