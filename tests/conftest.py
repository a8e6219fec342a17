"""Which core the tests run against, and how long hypothesis looks."""

from __future__ import annotations

import importlib.machinery
from pathlib import Path

import hypothesis
import pytest

import textfix

hypothesis.settings.register_profile("default", max_examples=40, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("default")


def compiled(source: Path) -> Path | None:
    """The compiled form of a source file that Python would import in its stead."""
    forms = (source.with_name(source.stem + suffix) for suffix in importlib.machinery.EXTENSION_SUFFIXES)
    return next((form for form in forms if form.exists()), None)


def stale(package: Path) -> list[Path]:
    """The compiled files that hide a newer source."""
    pairs = ((source, compiled(source)) for source in sorted(package.rglob("*.py")))
    return [form for source, form in pairs if form and form.stat().st_mtime < source.stat().st_mtime]


def core(package: Path) -> str:
    """Whether the core runs compiled or interpreted, and which of its modules are compiled."""
    names = [source.stem for source in sorted(package.rglob("*.py")) if compiled(source)]
    return f"compiled ({', '.join(names)})" if names else "interpreted"


_PACKAGE = Path(textfix.__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    # A compiled module cannot be imported from its source, as doctest would; the interpreted run has its doctests.
    hiding = [str(source) for source in sorted(_PACKAGE.rglob("*.py")) if compiled(source)]
    config.option.ignore = [*(config.option.ignore or []), *hiding]


def pytest_report_header() -> str:
    return f"textfix core: {core(_PACKAGE)}"


def pytest_sessionstart() -> None:
    hidden = stale(_PACKAGE)
    if hidden:
        names = ", ".join(str(form.relative_to(_PACKAGE.parent)) for form in hidden)
        raise pytest.UsageError(f"older than its source, build it again or delete it: {names}")
