"""Whether a plan can be done: the verdict, why not, and the ways out."""

from __future__ import annotations
