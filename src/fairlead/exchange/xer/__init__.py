"""Primavera P6's export files (XER)."""

from __future__ import annotations

from fairlead.exchange.xer.reading import read_xer

__all__ = ["read_xer"]
