"""The shape of a document's content: mappings, lists and texts, and the paths into them."""

from __future__ import annotations

from typing import TypeAlias

Node: TypeAlias = "str | list[Node] | dict[str, Node] | None"
"""A text, an empty value (None, as in `key:`), a list or a mapping; numbers and dates are texts too."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys of mappings and indices of lists from the top of the document: ("tasks", 3, "estimate")."""

DEPTH_LIMIT = 64
"""Nesting that no plan written by people or tools comes near; deeper documents are refused."""

SIZE_LIMIT = 256 * 2**20
"""Bytes; a plan of a million one-line tasks has less than half of it."""

SIGN_LIMITS = {"{": 3_000_000, "- ": 3_000_000, ",": 20_000_000, "\n": 25_000_000}
"""How often signs may stand in a text: memory goes by what a text holds, not by its bytes. A million one-line tasks
have a million lines, a million braces and some millions of commas."""


def in_words(path: Path) -> str:
    """Return a path as people write it: `tasks[3].estimate`; the top of the document is "the document"."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return words or "the document"


def copied(node: Node) -> Node:
    """Return a copy that shares nothing but its texts; far faster than `copy.deepcopy`."""
    if isinstance(node, dict):
        return {key: value if isinstance(value, str) else copied(value) for key, value in node.items()}
    if isinstance(node, list):
        return [value if isinstance(value, str) else copied(value) for value in node]
    return node
