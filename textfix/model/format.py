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

from ..files import reason, replacing

__all__ = ["MAGIC", "VERSION", "ModelError", "read", "write"]

MAGIC = b"TEXTFIX\x1a"
VERSION = 1

_HEADER = struct.Struct("<8sIIQII")  # magic, format version, sections, file size, checksum of directory, zero
_ENTRY = struct.Struct("<24s8sQQII")  # name, type code, offset, bytes, checksum, zero
_ALIGNMENT = 64
_LONGEST_NAME = 24
_ITEM_SIZES = {"B": 1, "H": 2, "I": 4, "Q": 8, "b": 1, "h": 2, "i": 4}


class ModelError(Exception):
    """A model file that is missing, damaged or not a model at all."""


def write(path: Path, arrays: Mapping[str, tuple[str, bytes]], card: Mapping[str, Any]) -> None:
    """Write named arrays, each a type code (as in `array`) and its little-endian bytes, and the card.

    The file is replaced as a whole, so that whoever has mapped the old one keeps it. Raises ValueError for a name
    that is longer than the directory has room for or no ASCII identifier, and `files.Unwritable`.
    """
    everything = {**arrays, "card": ("B", json.dumps(card, sort_keys=True).encode())}
    offset = _aligned(_HEADER.size + _ENTRY.size * len(everything))
    entries, pieces = [], []
    for name, (code, data) in everything.items():
        if not _is_name(name) or len(name) > _LONGEST_NAME:
            raise ValueError(f"{name!r} cannot be the name of an array")
        entries.append(_ENTRY.pack(name.encode(), code.encode(), offset, len(data), zlib.crc32(data), 0))
        padding = _aligned(offset + len(data)) - offset - len(data)
        pieces += [data, bytes(padding)]
        offset += len(data) + padding
    directory = b"".join(entries)
    header = _HEADER.pack(MAGIC, VERSION, len(entries), offset, zlib.crc32(directory), 0)
    front = header + directory
    body = b"".join([front, bytes(_aligned(len(front)) - len(front)), *pieces])
    with replacing(str(path)) as file:
        file.write(body)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def _is_name(name: str) -> bool:
    return name.isascii() and name.isidentifier()


def read(path: Path) -> tuple[dict[str, memoryview], dict[str, Any]]:
    """Map a model file and return its arrays and its card. Raises ModelError that names what is wrong."""
    if sys.byteorder != "little":
        raise ModelError(f"{path}: models are little-endian and this machine is not")
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {reason(error)}") from None
    except ValueError as error:
        raise ModelError(f"{path}: cannot be read: {error}") from None
    try:
        arrays = _arrays(data)
        return arrays, _card(arrays)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from None


def _arrays(data: memoryview) -> dict[str, memoryview]:
    arrays: dict[str, memoryview] = {}
    for place in _places(data):
        raw_name, raw_code, offset, size, checksum, _ = _ENTRY.unpack_from(data, place)
        # Latin-1 reads any bytes; what is no name is refused below.
        name, code = (raw.rstrip(b"\0").decode("latin-1") for raw in (raw_name, raw_code))
        if not _is_name(name) or name in arrays:
            raise ModelError(f"section {name!r} has no name, or that of another")
        if code not in _ITEM_SIZES or size % _ITEM_SIZES[code]:
            raise ModelError(f"section {name!r} has items of no known type, or no whole number of them")
        if offset % _ALIGNMENT or offset + size > len(data):
            raise ModelError(f"section {name!r} lies outside the file, or not where a section may begin")
        view = data[offset : offset + size]
        if zlib.crc32(view) != checksum:
            raise ModelError(f"section {name!r} is damaged: its checksum differs")
        arrays[name] = view.cast(code)
    return arrays


def _places(data: memoryview) -> range:
    """Where the entries of the directory stand, once the header and their checksum are seen to be right."""
    if len(data) < _HEADER.size or data[:8] != MAGIC:
        raise ModelError("is not a textfix model")
    _, version, count, size, checksum, reserved = _HEADER.unpack_from(data)
    if version != VERSION:
        raise ModelError(f"has format {version}; this version of textfix reads format {VERSION}")
    if size != len(data):
        raise ModelError(f"has {len(data)} bytes and should have {size}: it is truncated or was added to")
    end = _HEADER.size + _ENTRY.size * count
    if reserved or end > len(data) or zlib.crc32(data[_HEADER.size : end]) != checksum:
        raise ModelError("its directory is damaged")
    return range(_HEADER.size, end, _ENTRY.size)


def _card(arrays: dict[str, memoryview]) -> dict[str, Any]:
    try:
        card = json.loads(bytes(arrays.pop("card", b"")))
    except (ValueError, RecursionError):
        raise ModelError("has no card that can be read") from None
    if not isinstance(card, dict):
        raise ModelError("has a card that is no JSON object")
    return card
