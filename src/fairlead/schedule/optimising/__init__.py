"""The best schedule there is, with proof: searches above the generator, bounds beside them, one answer."""

from __future__ import annotations
