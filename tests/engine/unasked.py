"""The engine without some of its vetoes, to tell that they and not the words alone are why something stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from textfix.engine.vetoes import table


def leave_out(monkeypatch: pytest.MonkeyPatch, is_left_out: Callable[[table.Veto], bool]) -> None:
    asked = table.asked
    monkeypatch.setattr(table, "asked", lambda *key: [veto for veto in asked(*key) if not is_left_out(veto)])
