"""Edits of a document's content, and what they make of it; `splicing` makes the same of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fairlead.plan.errors import RequestError
from fairlead.plan.text.structure import Node, Path, copied, in_words


@dataclass(frozen=True)
class SetValue:
    """Replace the value at `path` or add the last key of it; mappings missing on the way are made."""

    path: Path
    value: Node


@dataclass(frozen=True)
class RemoveKey:
    """Remove an entry of a mapping; a mapping that loses its last entry stays, as {}."""

    path: Path


@dataclass(frozen=True)
class RenameKey:
    """Give an entry of a mapping another key; its value and place stay."""

    path: Path
    name: str


@dataclass(frozen=True)
class InsertItem:
    """Put an item into a list so that it has this index; a list that isn't there (or is empty) is made."""

    list_path: Path
    index: int
    value: Node


@dataclass(frozen=True)
class RemoveItem:
    """Remove an item of a list; a list that loses its last item stays, as []."""

    path: Path


@dataclass(frozen=True)
class MoveItem:
    """Move an item into a list, its own or another. Both paths are those before the move; `index` counts without it."""

    path: Path
    list_path: Path
    index: int


Edit: TypeAlias = SetValue | RemoveKey | RenameKey | InsertItem | RemoveItem | MoveItem


def apply_edits(structure: Node, edits: Sequence[Edit]) -> Node:
    """Return the content after the edits, one after the other; the original is left alone.

    Raises RequestError for a path that doesn't exist, an index out of range, a key that is there already.
    """
    edited = copied(structure)
    for edit in edits:
        edited = apply_edit(edited, edit)
    return edited


def apply_edit(structure: Node, edit: Edit) -> Node:
    """Return the content after one edit; changes `structure` itself where it can."""
    if isinstance(edit, SetValue):
        return _set(structure, edit.path, copied(edit.value))
    if isinstance(edit, InsertItem):
        return _insert(structure, edit.list_path, edit.index, copied(edit.value))
    if isinstance(edit, MoveItem):
        return _move(structure, edit)
    if isinstance(edit, RemoveItem):
        items, index = _item(structure, edit.path)
        del items[index]
    elif isinstance(edit, RemoveKey):
        mapping, key = _entry(structure, edit.path)
        del mapping[key]
    else:
        _rename(structure, edit)
    return structure


def node_at(structure: Node, path: Path) -> Node:
    """Return the value at a path; raises RequestError where there is none."""
    node = structure
    for end, step in enumerate(path):
        found = _step(node, step)
        if found is None:
            raise RequestError(f"there is no {in_words(path[: end + 1])} in the document")
        node = found[0]
    return node


def _step(node: Node, step: str | int) -> tuple[Node] | None:
    if isinstance(node, dict) and isinstance(step, str):
        return (node[step],) if step in node else None
    if isinstance(node, list) and isinstance(step, int):
        return (node[step],) if 0 <= step < len(node) else None
    return None


def is_at(structure: Node, path: Path) -> bool:
    """Return whether there is something (an empty value, perhaps) at a path."""
    try:
        node_at(structure, path)
    except RequestError:
        return False
    return True


def completed(structure: Node, path: Path, value: Node) -> tuple[Path, Node]:
    """Return path and value of the setting that also makes the mappings missing on the way to `path`."""
    while path and isinstance(path[-1], str) and not _can_hold(structure, path[:-1]):
        value = {str(path[-1]): value}
        path = path[:-1]
    return path, value


def _can_hold(structure: Node, path: Path) -> bool:
    return is_at(structure, path) and node_at(structure, path) is not None


def _set(structure: Node, path: Path, value: Node) -> Node:
    path, value = completed(structure, path, value)
    if not path:
        return value
    holder, step = node_at(structure, path[:-1]), path[-1]
    if isinstance(holder, dict) and isinstance(step, str):
        holder[step] = value
        return structure
    if isinstance(holder, list) and isinstance(step, int) and 0 <= step < len(holder):
        holder[step] = value
        return structure
    raise RequestError(f"there is no {in_words(path)} in the document")


def _insert(structure: Node, list_path: Path, index: int, value: Node) -> Node:
    if not _can_hold(structure, list_path):
        _check_index(list_path, index, 0)
        return _set(structure, list_path, [value])
    items = node_at(structure, list_path)
    if not isinstance(items, list):
        raise RequestError(f"{in_words(list_path)} is not a list")
    _check_index(list_path, index, len(items))
    items.insert(index, value)
    return structure


def _move(structure: Node, edit: MoveItem) -> Node:
    if edit.list_path[: len(edit.path)] == edit.path:
        raise RequestError(f"{in_words(edit.path)} can't be moved into itself")
    items, index = _item(structure, edit.path)
    value = items.pop(index)
    return _insert(structure, path_after_removal(edit.list_path, edit.path), edit.index, value)


def path_after_removal(path: Path, removed: Path) -> Path:
    """Return what a path becomes when the list item at `removed` is gone."""
    depth = len(removed) - 1
    step, gone = path[depth] if depth < len(path) else None, removed[-1]
    if (
        path[:depth] != removed[:depth]
        or not isinstance(step, int)
        or not isinstance(gone, int)
        or step <= gone
    ):
        return path
    return (*path[:depth], step - 1, *path[depth + 1 :])


def _rename(structure: Node, edit: RenameKey) -> None:
    mapping, key = _entry(structure, edit.path)
    if edit.name in mapping and edit.name != key:
        raise RequestError(f'{in_words(edit.path[:-1])} has a key "{edit.name}" already')
    entries = [(edit.name if name == key else name, value) for name, value in mapping.items()]
    mapping.clear()
    mapping.update(entries)


def _item(structure: Node, path: Path) -> tuple[list[Node], int]:
    node_at(structure, path)
    holder = node_at(structure, path[:-1]) if path else None
    if not isinstance(holder, list) or not isinstance(path[-1], int):
        raise RequestError(f"{in_words(path)} is not an item of a list")
    return holder, path[-1]


def _entry(structure: Node, path: Path) -> tuple[dict[str, Node], str]:
    node_at(structure, path)
    holder = node_at(structure, path[:-1]) if path else None
    if not isinstance(holder, dict) or not isinstance(path[-1], str):
        raise RequestError(f"{in_words(path)} is not an entry of a mapping")
    return holder, path[-1]


def _check_index(list_path: Path, index: int, length: int) -> None:
    if not 0 <= index <= length:
        raise RequestError(f"{in_words(list_path)} has {length} items, so nothing can be put at {index}")
