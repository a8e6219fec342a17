"""Feed the targets with bytes that are mutated from the corpus and from what their kind is made of.

    python tests/fuzz/fuzz.py --inputs 10000 --seed 1 text formats

Each input must be done in a second of CPU time. One that breaks something is written to --keep and ends the run.
With the core built by `TEXTFIX_CORE=sanitized python setup.py build_ext --inplace`, and
`LD_PRELOAD=$(gcc -print-file-name=libasan.so) ASAN_OPTIONS=detect_leaks=0` before the command, so does each access
to memory that is not the core's; `TEXTFIX_CORE=checked` finds each index that leaves its array.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))  # where the tests share what they need

from targets import TARGETS, Target  # noqa: E402

from textfix.engine import decode  # noqa: E402

COMPILED = not str(decode.__file__).endswith(".py")
MOST_SECONDS = 1.0 if COMPILED else 60.0
MOST_BYTES = 2000

PIECES = {
    "text": "the The of ofthe recieve teh It'll don’t , . .It — … “ ” ' \" ( ) [ ] ` `` ``` $ $$ \\ < > <a </a> <!-- "
    "--> http:// https://a.b/c?d www. a@b.c #x @y 12,5 3.14 12March2014 x=y a_b .py / ../ \\begin{equation} &amp; "
    "\u200b \u200d \u00ad \ufeff \ufffd \u0301 \u202e \x1b[2J \r \r\n \n \n\n \t \x85 \u2028 â€™ Ã© Ã¢â‚¬â„¢ é ﬁ 中文 "
    "слово 👩\u200d👩 İ ß ŉ textfix:ignore # textfix:off cspell:disable > * - --- === | |-| ::: .. note:: % {{x}}",
    "configuration": "[tool.textfix] [per-file.\"*.txt\"] level = \"careful\" \"bold\" 0.5 select ignore words = "
    "[\"a\"] true false nan inf 1979-05-27 [[a]] # \n \n \n = \" ' ''' \"\"\" { } , . corrections teh \"the\" exclude "
    "never protect \"(\" \"a*\" \"\\\\\" language \"en\" \"../x\" jobs -1 999999999999 output-format words-file",
    "arguments": "check fix diff rules explain model config undo completion --level --select --ignore --words -q -v "
    "--diff --fix --force --output-format json sarif html github --statistics --exit-zero a.txt . * -- --jobs 0 1 -1 "
    "--exclude --config --isolated --journal j --language en xx --never --protect ( [ --file-list --stdin-filename "
    "--baseline b --output-file o typo spaces bold 0.5 nan 2 é \udcff -x --help --version bash",
    "journal": "{\"textfix journal\": 1} \n { } [ ] , : \"path\" \"a.txt\" \"before\" \"after\" \"encoding\" \"utf-8\" "
    "\"edits\" \"byte\" 0 -1 1e999 1 null true \"old\" \"new\" \"../a.txt\" \"/etc/passwd\"",
}  # fmt: skip
"""What inputs of a kind are made of, beside any bytes."""


def inputs(name: str, chance: random.Random) -> Iterator[bytes]:
    """The corpus of a target, and then mutations without end."""
    corpus = [path.read_bytes() for path in sorted(HERE.glob(f"corpus/{name}-*"))] or [b""]
    pieces = [piece.encode("utf-8", "surrogateescape") for piece in PIECES.get(name, PIECES["text"]).split(" ")]
    yield from corpus
    while True:
        yield _mutated(chance.choice(corpus), pieces, corpus, chance)[:MOST_BYTES]


def _mutated(data: bytes, pieces: Sequence[bytes], corpus: Sequence[bytes], chance: random.Random) -> bytes:
    if chance.random() < 0.3:  # something new
        data = bytes([chance.randrange(256)]) + (b" " if chance.random() < 0.7 else b"").join(
            chance.choices(pieces, k=chance.choice((1, 5, 20, 60)))
        )
    for _ in range(chance.choice((0, 1, 1, 2, 4, 8, 16))):
        start = chance.randrange(len(data) + 1)
        end = min(start + chance.choice((0, 0, 1, 1, 2, 5, 20)), len(data))
        insert = chance.choice(
            (b"", chance.randbytes(1), chance.randbytes(chance.randrange(8)), chance.choice(pieces),
             chance.choice(pieces) * chance.choice((2, 30)), chance.choice(corpus)[start:][:50], data[start:end] * 2)
        )  # fmt: skip
        data = data[:start] + insert + data[end:]
    return data


def fuzz(name: str, count: int, seed: int) -> None:
    """Feed a target with so many inputs. Raises what it raises, with the input as a note."""
    source = inputs(name, random.Random(f"{name} {seed}"))
    for data in islice(source, count):
        with _kept(name, data):
            timed(TARGETS[name], data)


@contextlib.contextmanager
def _kept(name: str, data: bytes) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        raise Broken(name, data) from error


class Broken(Exception):  # noqa: N818
    """An input that broke something."""

    def __init__(self, target: str, data: bytes) -> None:
        super().__init__(f"{target}: {data!r}")
        self.target, self.data = target, data


def timed(target: Target, data: bytes) -> None:
    """Feed a target. Raises AssertionError where an input takes too long, also when it is tried again."""
    for attempt in (1, 2):
        start = time.process_time()
        target(data)
        seconds = time.process_time() - start
        if seconds < MOST_SECONDS:
            return
        assert attempt == 1, f"{seconds:.1f} s for {len(data)} bytes"


def unraisable(broken: sys.UnraisableHookArgs) -> None:
    """The compiled core cannot raise everywhere: an index that leaves its array is told here."""
    print(f"could not be raised: {broken.exc_value!r} in {broken.object!r}", file=sys.stderr)
    unraised.append(broken.exc_value)


unraised: list[BaseException | None] = []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", default=list(TARGETS), metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=1000, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path(), metavar="FOLDER", help="where to write what breaks")
    options = parser.parse_args()
    sys.unraisablehook = unraisable
    for name in options.targets:
        start = time.monotonic()
        try:
            fuzz(name, options.inputs, options.seed)
        except Broken as broken:
            kept = options.keep / f"{name}-{options.seed}.broken"
            kept.write_bytes(broken.data)
            print(f"{name}: broken by {kept}: {broken.__cause__!r}", file=sys.stderr)
            raise
        print(f"{name}: {options.inputs} inputs in {time.monotonic() - start:.0f} s", flush=True)
    return int(bool(unraised))


if __name__ == "__main__":
    raise SystemExit(main())
