"""The container that a model is kept in: named arrays in one file that is mapped, not parsed.

README.md beside this file describes every byte, with a worked example.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["MAGIC", "VERSION", "ModelError", "read", "write"]

MAGIC = b"TEXTFIX\x1a"
VERSION = 1

_HEADER = struct.Struct("<8sIIQII")  # magic, format version, sections, file size, checksum of directory, zero
_ENTRY = struct.Struct("<24s8sQQII")  # name, type code, offset, bytes, checksum, zero
_ALIGNMENT = 64
_ITEM_SIZES = {"B": 1, "H": 2, "I": 4, "Q": 8, "b": 1, "h": 2, "i": 4}


class ModelError(Exception):
    """A model file that is missing, damaged or not a model at all."""


def write(path: Path, arrays: Mapping[str, tuple[str, bytes]], card: Mapping[str, Any]) -> None:
    """Write named arrays, each a type code (as in `array`) and its little-endian bytes, and the card."""
    everything = {**arrays, "card": ("B", json.dumps(card, sort_keys=True).encode())}
    offset = _aligned(_HEADER.size + _ENTRY.size * len(everything))
    entries, pieces = [], []
    for name, (code, data) in everything.items():
        entries.append(_ENTRY.pack(name.encode(), code.encode(), offset, len(data), zlib.crc32(data), 0))
        padding = _aligned(offset + len(data)) - offset - len(data)
        pieces += [data, bytes(padding)]
        offset += len(data) + padding
    directory = b"".join(entries)
    header = _HEADER.pack(MAGIC, VERSION, len(entries), offset, zlib.crc32(directory), 0)
    front = header + directory
    body = b"".join([front, bytes(_aligned(len(front)) - len(front)), *pieces])
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(body)
    temporary.replace(path)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def read(path: Path) -> tuple[dict[str, memoryview], dict[str, Any]]:
    """Map a model file and return its arrays and its card. Raises ModelError that names what is wrong."""
    if sys.byteorder != "little":
        raise ModelError(f"{path}: models are little-endian and this machine is not")
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {error}") from None
    arrays = {name: view.cast(code) for name, code, view in _entries(path, data)}  # type: ignore[call-overload]
    if "card" not in arrays:
        raise ModelError(f"{path}: has no card")
    return arrays, json.loads(bytes(arrays.pop("card")))


def _entries(path: Path, data: memoryview) -> list[tuple[str, str, memoryview]]:
    count = _checked_header(path, data)
    entries = []
    for index in range(count):
        place = _HEADER.size + index * _ENTRY.size
        raw_name, raw_code, offset, size, checksum, _ = _ENTRY.unpack_from(data, place)
        name, code = raw_name.rstrip(b"\0").decode(), raw_code.rstrip(b"\0").decode()
        if offset % _ALIGNMENT or offset + size > len(data) or size % _ITEM_SIZES.get(code, len(data) + 1):
            raise ModelError(f"{path}: section {name!r} does not fit the file")
        view = data[offset : offset + size]
        if zlib.crc32(view) != checksum:
            raise ModelError(f"{path}: section {name!r} is damaged (its checksum differs)")
        entries.append((name, code, view))
    return entries


def _checked_header(path: Path, data: memoryview) -> int:
    if len(data) < _HEADER.size or bytes(data[:8]) != MAGIC:
        raise ModelError(f"{path}: is not a textfix model")
    _, version, count, size, checksum, _ = _HEADER.unpack_from(data)
    if version != VERSION:
        raise ModelError(f"{path}: has format {version}; this version of textfix reads format {VERSION}")
    if size != len(data):
        raise ModelError(f"{path}: has {len(data)} bytes and should have {size}: it is truncated or was added to")
    directory = data[_HEADER.size : _HEADER.size + _ENTRY.size * count]
    if len(directory) != _ENTRY.size * count or zlib.crc32(directory) != checksum:
        raise ModelError(f"{path}: its directory is damaged")
    return int(count)
