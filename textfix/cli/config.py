"""`config`: what applies to a path, and where each setting comes from."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from typing import Any

from ..rules import RULES
from .configuration import Configurations
from .layers import Settings
from .mistakes import UsageError
from .settings import CORRECTIONS, OF_RUN, RULE_LISTS, SETTINGS, Pair

__all__ = ["config"]


def config(arguments: Namespace) -> int:
    """Show the settings for a file or a folder, as lines that a configuration file may have, or as JSON."""
    folder = os.path.dirname(arguments.path) or "."
    if not os.path.isdir(folder):  # a file that is yet to be written may be asked about
        raise UsageError(f"{folder}: no such directory")
    configurations = Configurations(arguments.given, arguments.config, arguments.isolated)
    path = os.path.abspath(arguments.path)
    is_folder = os.path.isdir(path)
    here = configurations.of_folder(".")
    shown = _shown(configurations.of_folder(path) if is_folder else configurations.of(path), here)
    unused = [layer.origin for layer in configurations.further_up(path if is_folder else os.path.dirname(path))]
    if arguments.json:
        print(json.dumps({"path": arguments.path, "settings": shown, "unused": unused}, indent=2))
        return 0
    for name, setting in shown.items():
        if setting["value"] is not None:
            print(f"{name} = {_toml(setting['value'])}  # {', '.join(setting['from'])}")
    for origin in unused:
        print(f"# {origin} is further up, and not used")
    return 0


def _shown(settings: Settings, here: Settings) -> dict[str, dict[str, Any]]:
    """Each setting with its value and its origins; those of a whole run are those of the current folder."""
    names = [name for name in SETTINGS if name not in RULE_LISTS] + [CORRECTIONS]
    # Three lists from several layers are hard to follow; one that says the same is not.
    rules = [name for name in RULES if name in settings.rules]
    sources = {name: here if name in OF_RUN else settings for name in names}
    return {"select": {"value": rules, "from": settings.rule_origins}} | {
        name: {"value": _plain(source.value(name)), "from": source.origins(name)} for name, source in sources.items()
    }


def _plain(value: Any) -> Any:
    """The value as it would be written down."""
    return [str(each) if isinstance(each, Pair) else each for each in value] if isinstance(value, list) else value


def _toml(value: Any) -> str:
    """A value as TOML writes it, whose strings, numbers and lists are those of JSON."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "{" + ", ".join(f"{json.dumps(key)} = {json.dumps(each)}" for key, each in value.items()) + "}"
