"""Training: from a folder of text to one model file.

The same text gives the same bytes. Needs NumPy, JAX, Optax and LightGBM, as nothing else of textfix does.
"""

from __future__ import annotations

from .trainer import train

__all__ = ["train"]
