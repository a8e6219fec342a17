"""The models: one file for a language, mapped when first needed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .check import check_card, check_places
from .format import ModelError, read

if TYPE_CHECKING:
    from ..engine.tables import Tables
    from ..engine.trees import Trees
    from ..engine.workers import Workers

__all__ = ["Model", "ModelError", "installed", "load", "open_model", "path_of"]

_FOLDER = Path(__file__).parent
_SUFFIX = ".textfix"
_COUNTED = ("misspellings", "bigrams", "trigrams", "fourgrams")


UNKNOWN = 1 << 20
"""More than any word of a lexicon costs, in units of 1/1024 nat."""


@dataclass(frozen=True, eq=False)
class Model:
    """A mapped model: its look-ups, the letters of its words, and its card."""

    tables: Tables
    arrays: Mapping[str, memoryview]
    card: Mapping[str, Any]

    @property
    def version(self) -> str:
        """The language and the first digits of a checksum of its parts: which model gave an answer."""
        return f"{self.card['language']}-{self.card['fingerprint']}"

    def describe(self) -> dict[str, object]:
        """What there is to say about the model: its card and its sizes, without the weights. Fits into JSON."""
        return {
            "version": self.version,
            **self.card,
            "trees": len(self.arrays["tree_starts"]) - 1,
            **{name: _entries(self.arrays[name]) for name in _COUNTED},
            "bytes": sum(array.nbytes for array in self.arrays.values()),
            "confidence": sorted({rule for rules in self.card.get("confidence", {}).values() for rule in rules}),
        }

    def word(self, number: int) -> str:
        """The word with this number, in lower case. Raises IndexError for a number that is no word's."""
        index = number - self.tables.first_word
        if not 0 <= index < len(self.arrays["word_offsets"]) - 1:
            raise IndexError(f"{number} is no word's number")
        start, end = self.arrays["word_offsets"][index : index + 2]
        return "".join([self._alphabet[n] for n in self.arrays["word_letters"][start:end]])

    def letters(self, word: str) -> bytes | None:
        """The numbers of the letters of a word in either case; None where one is not of the alphabet."""
        plain = word.replace("’", "'")
        if plain.isascii():
            numbers = plain.encode().translate(self._ascii_numbers)
        else:
            table = self._letter_numbers
            numbers = bytes([table[code] if code < len(table) else 0 for code in map(ord, plain)])
        return numbers if word and 0 not in numbers else None

    def number(self, word: str) -> int:
        """The number of a word in either case, or -1 where the lexicon does not have it."""
        letters = self.letters(word)
        return self.tables.number_of(letters) if letters else -1

    def knows(self, word: str) -> bool:
        """Whether a word, in either case, is in the lexicon or known to exist beside it."""
        letters = self.letters(word)
        return letters is not None and self.tables.is_known(letters)

    def has_statistics(self, word: str) -> bool:
        """Whether a word, in either case, is in the lexicon: it is none that is only known to exist."""
        return self.number(word) >= self.tables.first_word

    def rarity(self, word: str) -> int:
        """What a word, in either case, costs by itself, in units of 1/1024 nat, or UNKNOWN."""
        number = self.number(word)
        return int(self.arrays["unigrams"][number]) if number >= self.tables.first_word else UNKNOWN

    def case_costs(self, number: int) -> tuple[int, int, int, int]:
        """What a word costs in lower case, capitalised, in capitals and in mixed case, in steps of 1/16 nat."""
        lower, first, upper, mixed = self.arrays["shapes"][8 * number : 8 * number + 4]
        return lower, first, upper, mixed

    @functools.cached_property
    def trees(self) -> Trees:
        """What corrects the weights of confidence."""
        from ..engine.trees import Trees

        return Trees(self.arrays)

    @functools.cached_property
    def workers(self) -> Workers:
        """What reads text with this model, for each thread its own."""
        from ..engine.workers import Workers

        return Workers(self.tables, self.arrays)

    @functools.cached_property
    def _alphabet(self) -> str:
        """The letters at their numbers, of which 0 is none."""
        return "".join(["\0", *map(chr, self.arrays["alphabet"])])

    @functools.cached_property
    def _letter_numbers(self) -> bytes:
        return bytes(self.tables.letters)

    @functools.cached_property
    def _ascii_numbers(self) -> bytes:
        """The same of ASCII alone, as long as `bytes.translate` asks for."""
        return self._letter_numbers[:128].ljust(256, b"\0")


def _entries(slots: memoryview) -> int:
    """Count the entries of a hash table, which begins with the number of its home slots."""
    return sum(map(bool, slots[1:]))


def installed() -> tuple[str, ...]:
    """The languages that there are models for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob(f"*{_SUFFIX}")))


def path_of(language: str) -> Path:
    """The file of an installed language's model, or the one that is named itself, with a name that ends in `.textfix`.

    What is in it is not looked at. Raises ValueError for a language that there is no model for, ModelError where the
    file is missing.
    """
    if language.endswith(_SUFFIX):
        if not Path(language).exists():
            raise ModelError(f"{language}: cannot be read: no such file or directory")
        return Path(language)
    path = _FOLDER / f"{language}{_SUFFIX}"
    if Path(language).name != language or not path.exists():
        known = ", ".join(installed()) or "none"
        raise ValueError(f"no model for language {language!r}; installed: {known}; or name a {_SUFFIX} file")
    return path


@functools.cache
def load(language: str) -> Model:
    """The model of an installed language, or that in a file whose name ends in `.textfix`; mapped once a process.

    Raises ValueError for a language that there is no model for, ModelError where a file is none.
    """
    return open_model(path_of(language), sound=not language.endswith(_SUFFIX))


def open_model(path: Path, *, sound: bool = False) -> Model:
    """Map a model file. Raises ModelError where it is missing, damaged or not a model.

    `sound` tells that whoever made it has asked whether its parts fit each other, as the tests do of the models that
    textfix comes with: then its checksums are enough, and half of the time that opening takes is saved.
    """
    from ..engine.tables import Tables

    arrays, card = read(path)
    try:
        check_card(card)
        tables = Tables(arrays, sound=sound)
        check_places(card, len(arrays["tree_starts"]) - 1)
        return Model(tables, arrays, card)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from None
