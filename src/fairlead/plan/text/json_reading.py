"""Documents that are JSON from the first to the last character."""

from __future__ import annotations

import json
from typing import Any

from fairlead.plan.text.structure import DEPTH_LIMIT, Node


def json_content(text: str) -> Node:
    """Return the content of a JSON object or array with every scalar as text and null as None.

    Returns None when the text isn't such a document, or isn't one that may be trusted: keys twice, nesting
    deeper than the limit, surrogates; the careful reader finds the words for it.
    """
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped.startswith(("{", "[")):
        return None
    try:
        found = json.loads(
            stripped, parse_int=str, parse_float=str, parse_constant=_refused, object_pairs_hook=_mapping
        )
        return _as_text(found, DEPTH_LIMIT)
    except (ValueError, RecursionError):
        return None


def is_json(text: str) -> bool:
    """Return whether a document is read as JSON, so that edits have to keep it JSON."""
    return json_content(text) is not None


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} isn't JSON")


def _as_text(found: Any, levels_left: int) -> Node:
    if isinstance(found, str):
        found.encode("utf-8")  # half a surrogate pair is no text; its UnicodeEncodeError is a ValueError
        return found
    if found is None or isinstance(found, bool):
        return None if found is None else "true" if found else "false"
    if levels_left == 0:
        raise ValueError("nested too deeply")
    if isinstance(found, list):
        return [_as_text(item, levels_left - 1) for item in found]
    return {key: _as_text(value, levels_left - 1) for key, value in found.items()}
