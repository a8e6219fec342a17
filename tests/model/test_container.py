"""Whatever is wrong with a file, it is a ModelError and nothing else."""

from __future__ import annotations

import json
import random
import tracemalloc
from io import RawIOBase
from pathlib import Path

import pytest

from textfix.engine.confidence import BY_MARGIN
from textfix.files import Unwritable
from textfix.model import ModelError, open_model
from textfix.model.format import read, write

from .forge import CARD, Section, forged, spans

FLIPS = 10_000


def content(path: Path) -> dict[str, bytes]:
    arrays, _ = read(path)
    return {name: bytes(array) for name, array in arrays.items()}


def refusal(path: Path) -> str:
    """What is said of a file that must not be opened."""
    with pytest.raises(ModelError) as caught:
        open_model(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    return tmp_path / "damaged.textfix"


def test_truncated_anywhere_and_added_to(tiny: Path, damaged: Path) -> None:
    data = tiny.read_bytes()
    edges = {place for span in spans(data) for place in span} | {0, 8, 12, 16, 24, 32, 32 + 56, len(data) - 1}
    lengths = {length for edge in edges for length in (edge - 1, edge, edge + 1) if 0 <= length < len(data)}
    for length in sorted(lengths):
        damaged.write_bytes(data[:length])
        refusal(damaged)
    damaged.write_bytes(data + b"\0")
    assert "truncated or was added to" in refusal(damaged)


def test_every_bit_of_the_header_counts(tiny: Path, damaged: Path) -> None:
    data = tiny.read_bytes()
    for place in range(32):
        for bit in range(8):
            damaged.write_bytes(flipped(data, place, 1 << bit))
            refusal(damaged)


def test_every_byte_of_the_directory_counts(tiny: Path, damaged: Path) -> None:
    data = tiny.read_bytes()
    end = 32 + 56 * int.from_bytes(data[12:16], "little")
    for place in range(32, end):
        damaged.write_bytes(flipped(data, place, 0x80 | place & 0x7F))
        assert "its directory is damaged" in refusal(damaged)


def test_a_byte_that_is_flipped_is_found_or_fills_up(tiny: Path, damaged: Path) -> None:
    data, whole, chance = tiny.read_bytes(), content(tiny), random.Random(1)
    used = bytearray(len(data))
    for start, end in spans(data):
        used[start:end] = b"\1" * (end - start)
    first, found = min(spans(data))[0], 0
    damaged.write_bytes(data)
    with damaged.open("r+b", buffering=0) as file:
        for _ in range(FLIPS):
            place = chance.randrange(first, len(data))
            put(file, place, data[place] ^ chance.randrange(1, 256))
            try:
                assert content(damaged) == whole
                assert not used[place]
            except ModelError:
                assert used[place]
                found += 1
            put(file, place, data[place])
    assert FLIPS // 2 < found < FLIPS


def put(file: RawIOBase, place: int, value: int) -> None:
    file.seek(place)
    file.write(bytes([value]))


def flipped(data: bytes, place: int, mask: int) -> bytes:
    return data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]


FOREIGN = {
    "nothing": b"",
    "one byte": b"T",
    "text": b"It is tea.\n" * 100,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "zeros": bytes(4096),
    "magic alone": b"TEXTFIX\x1a",
    "magic and zeros": b"TEXTFIX\x1a" + bytes(4096),
    "magic with another end of line": b"TEXTFIX\n" + bytes(4096),
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_foreign_files(data: bytes, damaged: Path) -> None:
    damaged.write_bytes(data)
    refusal(damaged)


def test_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.textfix").endswith("missing.textfix: cannot be read: no such file or directory")
    assert "cannot be read" in refusal(tmp_path)
    assert "cannot be read" in refusal(tmp_path / "name\udcff.textfix")


def test_another_version_is_named_beside_ours(damaged: Path) -> None:
    said = refusal(forged(damaged, [Section(b"card", b"B", CARD)], version=2))
    assert "format 2" in said
    assert "reads format 1" in said


def test_the_forge_makes_files_that_can_be_read(damaged: Path) -> None:
    sections = [Section(b"numbers", b"H", b"\1\0\2\0"), Section(b"empty", b"I"), Section(b"card", b"B", CARD)]
    forged(damaged, sections)
    arrays, card = read(damaged)
    assert {name: array.tolist() for name, array in arrays.items()} == {"numbers": [1, 2], "empty": []}
    assert card["language"] == "en"


def with_confidence(weights: bytes) -> list[Section]:
    """A card with these weights, alone."""
    return [Section(b"card", b"B", CARD.replace(b"{", b'{"confidence": ' + weights + b", "))]


WEIGHTS = json.dumps(BY_MARGIN).encode()

FORGED = {
    "no sections": ([], "no card"),
    "name that is no ASCII": ([Section("größe".encode(), b"B")], "no name"),
    "name that is no UTF-8": ([Section(b"\xff\xfe\x80", b"B")], "no name"),
    "name with a zero inside": ([Section(b"a\0b", b"B")], "no name"),
    "no name": ([Section(b"", b"B")], "no name"),
    "name that breaks a line": ([Section(b"a\nb", b"B")], "no name"),
    "name twice": ([Section(b"a", b"B", b"1"), Section(b"a", b"B", b"2")], "that of another"),
    "no type": ([Section(b"a", b"")], "no known type"),
    "type that arrays do not have": ([Section(b"a", b"?")], "no known type"),
    "type that is no ASCII": ([Section(b"a", b"\xc3\xa4")], "no known type"),
    "long type": ([Section(b"a", b"BBBBBBBB", b"1")], "no known type"),
    "half an item": ([Section(b"a", b"I", b"123456")], "no whole number"),
    "behind the file": ([Section(b"a", b"B", offset=1 << 20)], "outside the file"),
    "over the end": ([Section(b"a", b"B", size=65, data=b"1" * 64)], "outside the file"),
    "at the end of all numbers": ([Section(b"a", b"B", offset=(1 << 64) - 64, size=64)], "outside the file"),
    "of all sizes": ([Section(b"a", b"B", size=(1 << 64) - 1)], "outside the file"),
    "not at a multiple of 64": ([Section(b"a", b"B", b"1", offset=100)], "outside the file"),
    "wrong checksum": ([Section(b"a", b"B", b"1", checksum=0)], "checksum differs"),
    "card that is no JSON": ([Section(b"card", b"B", b"{")], "card that can be read"),
    "card that is no UTF-8": ([Section(b"card", b"B", b'{"a": "\xff"}')], "card that can be read"),
    "card of zeros": ([Section(b"card", b"B", bytes(8))], "card that can be read"),
    "empty card": ([Section(b"card", b"B")], "card that can be read"),
    "card that is nested deeply": ([Section(b"card", b"B", b"[" * 200_000)], "card that can be read"),
    "card with a long number": ([Section(b"card", b"B", b"9" * 5000)], "card"),
    "card that is a list": ([Section(b"card", b"B", b"[]")], "no JSON object"),
    "card and no arrays": ([Section(b"card", b"B", CARD)], "no array"),
    "card without a language": ([Section(b"card", b"B", b"{}")], "which language"),
    "card with a language that is no text": (
        [Section(b"card", b"B", CARD.replace(b'"en"', b"1"))],
        "which language",
    ),
    "card without words": ([Section(b"card", b"B", CARD.replace(b": 1", b": 0"))], "how many words"),
    "card with weights that are no object": (with_confidence(b"[]"), "weights of confidence"),
    "card with weights of rules where those of a reading belong": (
        with_confidence(b'{"typo": [0.5]}'),
        "weights of confidence",
    ),
    "card with weights that are no lists": (with_confidence(b'{"usual": {"typo": 1.0}}'), "weights of confidence"),
    "card with a weight that is no number": (
        with_confidence(b'{"usual": {}, "damaged": {"typo": [0.5, NaN]}}'),
        "weights of confidence",
    ),
    "card with a weight that is text": (
        with_confidence(b'{"usual": {"typo": ["0.5"]}, "damaged": {}}'),
        "weights of confidence",
    ),
    "card with weights that are right, and no arrays": (
        with_confidence(b'{"usual": {"typo": %s}, "damaged": {"typo": %s}}' % (WEIGHTS, WEIGHTS)),
        "no array",
    ),
    "card with weights of which one is missing": (
        with_confidence(
            b'{"usual": {"typo": %s}, "damaged": {"typo": %s}}' % (WEIGHTS, json.dumps(BY_MARGIN[1:]).encode())
        ),
        f"{len(BY_MARGIN) - 1} for a rule, and should be {len(BY_MARGIN)}: the model was made by another version",
    ),
}


@pytest.mark.parametrize(("sections", "said"), FORGED.values(), ids=FORGED)
def test_forged_files(sections: list[Section], said: str, damaged: Path) -> None:
    assert said in refusal(forged(damaged, sections))


def test_counts_beyond_the_file_cost_no_memory(damaged: Path) -> None:
    tracemalloc.start()
    try:
        for count in (2, 1 << 20, (1 << 32) - 1):
            forged(damaged, [Section(b"card", b"B", CARD)], count=count)
            assert "directory is damaged" in refusal(damaged)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_what_is_reserved_is_zero(damaged: Path) -> None:
    assert "directory is damaged" in refusal(forged(damaged, [Section(b"card", b"B", CARD)], reserved=1))


@pytest.mark.parametrize("name", ["x" * 25, "größe", "two words", ""])
def test_names_that_cannot_be_written(name: str, damaged: Path) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        write(damaged, {name: ("B", b"")}, {})
    assert not damaged.exists()


def test_the_file_is_replaced_and_not_changed(damaged: Path) -> None:
    write(damaged, {"a": ("B", b"old")}, {"of": "old"})
    arrays, card = read(damaged)
    write(damaged, {"a": ("B", b"new")}, {"of": "new"})
    assert (bytes(arrays["a"]), card) == (b"old", {"of": "old"})
    assert read(damaged)[1] == {"of": "new"}
    assert [path.name for path in damaged.parent.iterdir()] == [damaged.name]


def test_nothing_is_left_of_a_file_that_could_not_be_written(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unwritable, match="no space left on device"):
        write(damaged, {"a": ("B", b"new")}, {"of": "new"})
    assert not list(damaged.parent.iterdir())
