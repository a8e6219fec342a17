"""`model` and `train`: what the installed model is, and how to make one's own."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from ..files import FileError, reason
from ..model import ModelError, load
from .mistakes import UsageError

__all__ = ["model", "train"]


def model(arguments: Namespace) -> int:
    """Describe the model of a language."""
    try:
        description = load(arguments.language).describe()
    except (ModelError, ValueError) as error:
        raise UsageError(str(error)) from error
    if arguments.json:
        print(json.dumps(description, indent=2))
        return 0
    width = max(map(len, description), default=0)
    for name, value in description.items():
        print(f"{name:<{width}}  {', '.join(value) if isinstance(value, list) else value}")
    return 0


def train(arguments: Namespace) -> int:
    """Make a model from a folder of text."""
    try:
        from ..train import train as make
    except ModuleNotFoundError as error:
        if error.name not in ("jax", "lightgbm", "numpy", "optax"):
            raise
        raise UsageError(f"training needs {error.name}; install it with: pip install 'textfix[train]'") from error
    try:
        make(
            Path(arguments.folder),
            Path(arguments.output),
            word_lists=[Path(path) for path in arguments.word_list],
            rare_words=[Path(path) for path in arguments.rare_words],
            misspellings=Path(arguments.misspellings) if arguments.misspellings else None,
            calibration=[Path(path) for path in arguments.calibrate],
            pairs=[Path(path) for path in arguments.pairs],
            language=arguments.language,
            progress=lambda line: print(line, file=sys.stderr),
        )
    except OSError as error:
        problem = f"{error.filename}: {reason(error)}" if error.filename else str(error)
        raise UsageError(f"textfix train: {problem}") from error
    except (ValueError, ModelError, FileError) as error:
        raise UsageError(f"textfix train: {error}") from error
    return 0
