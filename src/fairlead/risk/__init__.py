"""The odds: what estimates and risks do to every date and every sum of money."""

from __future__ import annotations
