"""Fairlead: a technical project manager as software."""

from __future__ import annotations

__version__ = "0.1.0"
