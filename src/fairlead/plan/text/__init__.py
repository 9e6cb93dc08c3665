"""The text of a plan document: fast reading, positions, edits in place."""

from __future__ import annotations
