"""Training: from a folder of text to one model file. Needs numpy and LightGBM; nothing else of textfix does.

The same text gives the same bytes.
"""

from __future__ import annotations

from .trainer import train

__all__ = ["train"]
