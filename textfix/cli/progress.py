"""A bar that shows how far long work has come, where someone is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["shown"]

Item = TypeVar("Item")

DELAY = 1.0
"""Seconds that work may take before it counts as long."""

WORTH_IT = 2
"""Files from which on there is anything to show."""


def shown(items: Iterable[Item], total: int, says: Callable[[Item], bool]) -> Iterator[Item]:
    """The items, and on standard error how many of `total` are done, if that is a terminal.

    The bar makes room while whoever takes an item says something of it, which `says` foretells.
    """
    if total < WORTH_IT or not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # costs more than a small run

    tqdm.monitor_interval = 0  # a thread of its own would not survive the fork of workers
    with tqdm(total=total, delay=DELAY, unit="file", leave=False, file=sys.stderr) as bar:
        visible = False
        for item in items:
            if visible and says(item):
                bar.clear()
                visible = False
            yield item
            visible = bool(bar.update()) or visible
