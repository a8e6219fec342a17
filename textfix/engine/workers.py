"""What one thread works with for a model."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from .boundaries import Boundaries
from .candidates import Found
from .decode import Decoder
from .sieve import Sieve
from .tables import Tables
from .tokens import Scanner

__all__ = ["Workers"]


class Workers(threading.local):
    """A scanner, a sieve, a decoder and a network, of each one a thread: they keep room to work in."""

    def __init__(self, tables: Tables, arrays: Mapping[str, memoryview]) -> None:
        found: Found = {}
        self.scanner = Scanner(tables)
        self.sieve = Sieve(tables, found)
        self.decoder = Decoder(tables, found)
        self.boundaries = Boundaries(arrays)
