"""Kernels: one iteration of a plan after the other, whatever there is in it; `iterations` runs them."""

from __future__ import annotations
