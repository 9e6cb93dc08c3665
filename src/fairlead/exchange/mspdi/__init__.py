"""Microsoft Project's XML files (MSPDI)."""

from __future__ import annotations

from fairlead.exchange.mspdi.reading import read_mspdi

__all__ = ["read_mspdi"]
