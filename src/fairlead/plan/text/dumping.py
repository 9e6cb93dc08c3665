"""A whole document as handsome YAML in the house style.

The top level stands in lines of its own; an entity is one line in braces while that fits, else a block with its
nested entities last; lists of texts and small mappings stand in brackets.
"""

from __future__ import annotations

from fairlead.plan.text import scalars
from fairlead.plan.text.structure import Node

WIDTH = 140


def dump(structure: Node) -> str:
    """Return the text of a document; `load` gives exactly this structure back.

    Raises RequestError for what no plan text can hold: half characters, endlessly long keys.
    """
    if isinstance(structure, dict) and structure:
        lines = [line for key, value in structure.items() for line in _top_level(key, value)]
    else:
        lines = block_lines(structure, 0)
    return "\n".join(lines) + "\n"


def in_brackets(node: Node) -> str:
    """Return a value on one line as it may stand inside brackets; only for what `fits_in_brackets`."""
    if isinstance(node, dict):
        return (
            "{"
            + ", ".join(f"{scalars.as_key(key)}: {in_brackets(value)}" for key, value in node.items())
            + "}"
        )
    if isinstance(node, list):
        return "[" + ", ".join(map(in_brackets, node)) + "]"
    return "" if node is None else scalars.in_brackets(node)


def as_json(node: Node) -> str:
    """Return a value as JSON on one line; an empty value is null."""
    if isinstance(node, dict):
        return (
            "{" + ", ".join(f"{scalars.as_json(key)}: {as_json(value)}" for key, value in node.items()) + "}"
        )
    if isinstance(node, list):
        return "[" + ", ".join(map(as_json, node)) + "]"
    return "null" if node is None else scalars.as_json(node)


def fits_in_brackets(node: Node) -> bool:
    """Return whether a value can stand in brackets at all: a list there can't hold an empty value."""
    if isinstance(node, dict):
        return all(map(fits_in_brackets, node.values()))
    if isinstance(node, list):
        return all(item is not None and fits_in_brackets(item) for item in node)
    return True


def block_lines(node: Node, indent: int, *, width: int = WIDTH) -> list[str]:
    """Return the lines of a value that starts a line of its own `indent` columns in (the first line included)."""
    margin = " " * indent
    if isinstance(node, dict) and node:
        return [
            line for key, value in _nested_last(node) for line in entry_lines(key, value, indent, width=width)
        ]
    if isinstance(node, list) and node:
        return [line for item in node for line in item_lines(item, indent, width=width)]
    return [margin + line for line in _short(node)]


def item_lines(item: Node, indent: int, *, block: bool = False, width: int = WIDTH) -> list[str]:
    """Return the lines of a list item with its dash; `block` keeps a mapping out of braces."""
    margin = " " * indent
    if not block and _is_one_line(item, width - indent - 2):
        return [
            f"{margin}- {_one_line(item)}".rstrip(" ") if item is None else f"{margin}- {_one_line(item)}"
        ]
    if isinstance(item, dict | list) and item:
        first, *rest = block_lines(item, indent + 2, width=width)
        return [f"{margin}- {first[indent + 2 :]}", *rest]
    return _with_text(f"{margin}-", item, indent + 2)


def entry_lines(key: str, value: Node, indent: int, *, width: int = WIDTH) -> list[str]:
    """Return the lines of a key and its value in a block mapping."""
    start = f"{' ' * indent}{scalars.as_key(key)}:"
    if value is None:
        return [start]
    has_lines = (key == "tasks" and _has_entities(value)) or not _is_one_line(value, width - len(start) - 1)
    if isinstance(value, dict | list) and value and has_lines:
        return [start, *block_lines(value, indent + 2, width=width)]
    return _with_text(start, value, indent + 2)


def _top_level(key: str, value: Node) -> list[str]:
    if _has_entities(value):
        return [f"{scalars.as_key(key)}:", *block_lines(value, 2)]
    return entry_lines(key, value, 0)


def _with_text(start: str, value: Node, indent: int) -> list[str]:
    if value is None:
        return [start]
    lines = _short(value)
    return [f"{start} {lines[0]}", *(" " * indent + line if line else "" for line in lines[1:])]


def _short(value: Node) -> list[str]:
    """Return the lines of a scalar or of a collection in brackets."""
    block_text = scalars.block_text(value) if isinstance(value, str) else None
    return block_text or [_one_line(value)]


def _one_line(value: Node) -> str:
    if isinstance(value, str):
        return scalars.in_block(value)
    return in_brackets(value)


def _is_one_line(value: Node, width: int) -> bool:
    if isinstance(value, str):
        return scalars.block_text(value) is None
    if value is None or not value:
        return True
    return fits_in_brackets(value) and not _holds_entities(value) and len(in_brackets(value)) <= width


def _holds_entities(value: Node) -> bool:
    """Return whether a value has nested entities or a text of several lines, which want lines of their own."""
    if isinstance(value, list):
        return any(isinstance(item, list) or _holds_entities(item) for item in value)
    if isinstance(value, dict):
        return "tasks" in value or any(_holds_entities(part) for part in value.values())
    return value is not None and scalars.block_text(value) is not None


def _nested_last(mapping: dict[str, Node]) -> list[tuple[str, Node]]:
    return sorted(mapping.items(), key=lambda entry: _has_entities(entry[1]))


def _has_entities(value: Node) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
