"""`config`: what applies to a path, and where each setting comes from."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from typing import Any

from .configuration import Configurations
from .layers import Settings
from .settings import CORRECTIONS, SETTINGS, Pair

__all__ = ["config"]


def config(arguments: Namespace) -> int:
    """Show the settings for a file or a folder, as lines that a configuration file may have, or as JSON."""
    configurations = Configurations(arguments.given, arguments.config, arguments.isolated)
    of = configurations.of_folder if os.path.isdir(arguments.path) else configurations.of
    shown = _shown(of(arguments.path))
    if arguments.json:
        print(json.dumps({"path": arguments.path, "settings": shown}, indent=2))
        return 0
    for name, setting in shown.items():
        if setting["value"] is not None:
            print(f"{name} = {_toml(setting['value'])}  # {', '.join(setting['from'])}")
    return 0


def _shown(settings: Settings) -> dict[str, dict[str, Any]]:
    names = [*SETTINGS, CORRECTIONS]
    return {name: {"value": _plain(settings.value(name)), "from": settings.origins(name)} for name in names}


def _plain(value: Any) -> Any:
    """The value as it would be written down."""
    return [str(each) if isinstance(each, Pair) else each for each in value] if isinstance(value, list) else value


def _toml(value: Any) -> str:
    """A value as TOML writes it, whose strings, numbers and lists are those of JSON."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "{" + ", ".join(f"{json.dumps(key)} = {json.dumps(each)}" for key, each in value.items()) + "}"
