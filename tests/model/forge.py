"""Container files put together by hand, with checksums that are right whatever else is wrong."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CARD = b'{"language": "en", "fingerprint": "0", "training_words": 1}'


@dataclass(frozen=True)
class Section:
    """One section; `offset`, `size` and `checksum` are what the directory says in place of the truth."""

    name: bytes
    code: bytes
    data: bytes = b""
    offset: int | None = None
    size: int | None = None
    checksum: int | None = None


def forged(
    path: Path, sections: Sequence[Section], *, count: int | None = None, version: int = 1, reserved: int = 0
) -> Path:
    """Write the sections to a file, whose header is right but for what is given."""
    place = aligned(32 + 56 * len(sections))
    entries, body = [], bytearray()
    for section in sections:
        entries.append(entry(section, place + len(body)))
        body += section.data + bytes(aligned(len(section.data)) - len(section.data))
    directory = b"".join(entries)
    number = len(sections) if count is None else count
    header = struct.pack(
        "<8sIIQII", b"TEXTFIX\x1a", version, number, place + len(body), zlib.crc32(directory), reserved
    )
    path.write_bytes((header + directory).ljust(place, b"\0") + body)
    return path


def entry(section: Section, place: int) -> bytes:
    """The section's entry in the directory."""
    offset = place if section.offset is None else section.offset
    size = len(section.data) if section.size is None else section.size
    checksum = zlib.crc32(section.data) if section.checksum is None else section.checksum
    return struct.pack("<24s8sQQII", section.name, section.code, offset, size, checksum, 0)


def aligned(place: int) -> int:
    """The next multiple of 64."""
    return -(-place // 64) * 64


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the sections of a file begin and end."""
    for place in range(32, 32 + 56 * struct.unpack_from("<I", data, 12)[0], 56):
        offset, size = struct.unpack_from("<QQ", data, place + 32)
        yield offset, offset + size
