"""What becomes of a file that could not be repaired: it is named, and the others go on."""

from __future__ import annotations

import sys

from ..files import FileError

__all__ = ["Failures"]


class Failures:
    """Files that could not be repaired: within this context each is named, and the others go on."""

    def __init__(self) -> None:
        self.any = False

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, FileError):
            self.add(error)
        return isinstance(error, FileError)

    def add(self, error: FileError) -> None:
        """Name a file and what is wrong with it."""
        self.any = True
        print(f"error: {error}", file=sys.stderr)

    def status(self, findings: bool) -> int:
        """The exit code of a run that did or did not find anything."""
        return 2 if self.any else int(findings)
