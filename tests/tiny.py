"""A model that is trained in a moment, from a small world of sentences: the oracles look at all of it."""

from __future__ import annotations

import functools
import random
import tempfile
from pathlib import Path

from textfix.model import Model, open_model
from textfix.train import train


def _words(text: str) -> list[str]:
    return text.split()


_PEOPLE = _words("he she they we it people leaders John Mary Yakubayev Ankara NATO")
_ACTS = _words("was said found came went lost took made saw knew had left want ran don't didn’t")
_THINGS = _words(
    "meeting water house building manager village letter lot form opinion weather world hand place year day "
    "list boat coat cost coast home hope rope bread board"
)
_LINKS = _words("of to in on from for with at by off into over and but")
_FINE = _words("the the the a his her their this that all no new old good")
_LATER = _words("there then too quite again now here so")
_RARE = _words(
    "weathervane buildings managers villagers letters houses formed lists reconstruction relations attend "
    "depending watering boathouse homely hopeful breadth boarding costly coastal yearly placed handy Zoë naïve "
    "village's manager’s o'clock gatekeeper lantern harvest orchard meadow cellar thatch kettle Привет ﬁne McAdam"
)
_ENDS = [".", ".", ".", ".", "?", "!", ";"]
_NUMBERS = _words("7 12 350 1987 2021 2500 12500 3.5 1,000 1,250.75")
_QUOTES = ["“{}”", "“{}”", '"{}"']
_ASIDES = [" (in {})", " – {} –", " in {}"]

MISSPELLINGS = {
    "teh": ("the",),
    "recieved": ("received",),
    "wather": ("water", "weather"),
    "bulding": ("building",),
    "form": ("from",),
    "lsot": ("lost",),
    "thier": ("their",),
    "freind": ("friend",),
    "villlage": ("village",),
    "mannager": ("manager",),
}
"""Forms with what was meant: a word of the text or of the list, or of neither."""

LISTED = ("received", "friend", "orchards", "Meadows", "o’clock", "form")
"""Words that a dictionary has; some are rare in the text, some are not in it."""


def _phrase(chance: random.Random) -> str:
    if chance.random() < 0.05:
        return f"{chance.choice(_NUMBERS)} {chance.choice(_THINGS)}s"
    rare = chance.random() < 0.02
    return f"{chance.choice(_FINE)} {chance.choice(_RARE if rare else _THINGS)}"


def _sentence(chance: random.Random) -> str:
    parts = [chance.choice(_PEOPLE), chance.choice(_ACTS), _phrase(chance)]
    while chance.random() < 0.6:
        parts += [chance.choice(_LINKS), _phrase(chance)]
    if chance.random() < 0.5:
        parts[-1] += ","
        parts += [chance.choice(_LATER), chance.choice(_PEOPLE), chance.choice(_ACTS)]
    if chance.random() < 0.2:
        parts.append(chance.choice(_NUMBERS))
    if chance.random() < 0.1:
        parts[-1] += chance.choice(_ASIDES).format(chance.choice(_NUMBERS))
    text = " ".join(parts)
    text = text[0].upper() + text[1:] + chance.choice(_ENDS)
    return chance.choice(_QUOTES).format(text) if chance.random() < 0.2 else text


@functools.cache
def text(seed: int) -> str:
    """Paragraphs, the same for the same number."""
    chance = random.Random(seed)
    paragraphs = (" ".join(_sentence(chance) for _ in range(chance.randrange(1, 9))) for _ in range(500))
    return "\n".join(paragraphs) + "\n"


def write(folder: Path) -> dict[str, Path]:
    """The text in two files, and beside them the list of words and the misspellings."""
    source = folder / "text"
    source.mkdir()
    for number in (1, 2):
        (source / f"{number}.txt").write_text(text(number), encoding="utf-8")
    lists = {"words": folder / "words.txt", "misspellings": folder / "misspellings.csv"}
    lists["words"].write_text("\n".join(LISTED), encoding="utf-8")
    rows = (",".join((typed, *meant)) for typed, meant in MISSPELLINGS.items())
    lists["misspellings"].write_text("\n".join(rows) + "\n", encoding="utf-8")
    return {"source": source, **lists}


def trained(output: Path, folder: Path) -> Path:
    """A model file trained from the text."""
    paths = write(folder)
    train(paths["source"], output, word_lists=[paths["words"]], misspellings=paths["misspellings"])
    return output


_kept = tempfile.TemporaryDirectory(prefix="textfix-tiny-")
"""Lives as long as the process, since the model is mapped."""


@functools.cache
def model_path() -> Path:
    """The file of the model, trained once a process."""
    folder = Path(_kept.name)
    return trained(folder / "tiny.textfix", folder)


@functools.cache
def model() -> Model:
    """The model, trained once a process."""
    return open_model(model_path())
