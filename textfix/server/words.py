"""Words that a project is told are right: added to its list of words, or to its configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import tomlkit

from ..cli.configfile import TABLE
from ..cli.configuration import NAMES
from ..cli.layers import Layer
from ..files import decode, read_bytes, replace

__all__ = ["add_word"]


def add_word(word: str, layer: Layer | None, root: str) -> None:
    """Add a word where a project keeps its own: all else there stays as it was.

    That is the list that its configuration `layer` names last, else that configuration, else a new one in the
    folder `root`. Raises FileError or OSError where it cannot be read or written.
    """
    if layer is None:
        with Path(root, NAMES[0]).open("x", encoding="utf-8") as file:
            file.write(with_setting("", (), word))
    elif lists := layer.values.get("words-file"):
        _rewrite(lists[-1], lambda text: with_line(text, word))
    else:
        name = Path(layer.origin).name
        place = TABLE.split(".") if name == "pyproject.toml" else ()
        _rewrite(str(Path(layer.folder, name)), lambda text: with_setting(text, place, word))


def _rewrite(path: str, change: Callable[[str], str]) -> None:
    source = decode(read_bytes(path), path)
    replace(path, source.data, source.mark + change(source.text).encode(source.codec))


def with_line(text: str, word: str) -> str:
    r"""A list of words with one more. An editor lets it be added again before it has heard that it is.

    >>> with_line("Yakubayev", "Tokayev")
    'Yakubayev\nTokayev\n'
    >>> with_line("Tokayev", "Tokayev")
    'Tokayev'
    """
    if word in text.splitlines():
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    begun = text if not text or text.endswith("\n") else text + line_end
    return f"{begun}{word}{line_end}"


def with_setting(text: str, place: Iterable[str], word: str) -> str:
    r"""A configuration with one more of the words in its table at `place`.

    >>> print(with_setting("# ours\n[corrections]\n", (), "Tokayev"))
    # ours
    words = ["Tokayev"]
    <BLANKLINE>
    [corrections]
    <BLANKLINE>
    >>> with_setting("words = ['Tokayev']", (), "Tokayev")
    "words = ['Tokayev']"
    """
    document = tomlkit.parse(text)
    table: Any = document
    for key in place:
        table = table[key]
    if word not in table.setdefault("words", []):
        table["words"].append(word)
    return tomlkit.dumps(document)
