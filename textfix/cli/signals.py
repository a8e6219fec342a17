"""What ends a run from outside leaves nothing half done behind, as Ctrl-C does not."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Ended", "heeded"]

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(KeyboardInterrupt):
    """A signal that would have killed the process, which `number` tells."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def heeded() -> Iterator[None]:
    """Within this context such a signal raises `Ended`, unless whoever started the process wants it ignored."""
    try:
        before = {number: signal.signal(number, _end) for number in _SIGNALS if _kills(number)}
    except ValueError:  # not in the main thread, which alone is sent signals
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _kills(number: int) -> bool:
    return signal.getsignal(number) is signal.SIG_DFL


def _end(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one would strike while the first is heeded
    raise Ended(number)
