"""The document: entities, values, YAML in and out, validation, changes, the one-line language."""

from __future__ import annotations
