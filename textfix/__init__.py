"""textfix repairs damaged text and leaves everything else byte for byte as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Alignment",
    "Cause",
    "Edit",
    "Fixer",
    "Notice",
    "Page",
    "Pipeline",
    "Result",
    "Rule",
    "Stage",
    "explain",
    "fix",
    "rule",
]

if TYPE_CHECKING:
    from .edits import Alignment, Cause, Edit, Notice, Result
    from .fixer import Fixer, explain, fix
    from .pipeline import Page, Pipeline, Rule, Stage
    from .rules.custom import rule

_HOMES = {
    **dict.fromkeys(("Alignment", "Cause", "Edit", "Notice", "Result"), "edits"),
    **dict.fromkeys(("Fixer", "explain", "fix"), "fixer"),
    **dict.fromkeys(("Page", "Pipeline", "Rule", "Stage"), "pipeline"),
    "rule": "rules.custom",
}


def __getattr__(name: str) -> Any:
    # Imported when first asked for, so that `import textfix` costs nothing that is not used.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    # What completion in a shell and `help` show: the names above, imported yet or not.
    return sorted([*__all__, "__version__"])
