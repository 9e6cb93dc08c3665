"""Putting an entity somewhere else in its list, a task somewhere else in the outline."""

from __future__ import annotations

from collections.abc import Mapping

from fairlead.plan.changes import PLACE, Change, Set
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import KINDS, Task
from fairlead.plan.outlining import following, put_before


def move(draft: Draft, change: Set) -> list[Change]:
    """Put an entity in its place, {parent, before}; returns what undoes it."""
    value = change.value if change.value is not None else {}
    if not isinstance(value, Mapping) or not set(value) <= {"parent", "before"}:
        raise Refused(
            "wrong-place",
            "a place is {parent, before}",
            "Write {parent: ID, before: ID}; both may be left out",
        )
    parent, before = value.get("parent"), value.get("before")
    if before is not None:
        draft.must_exist(change.kind, before)
    if change.kind == Task.kind:
        return _move_task(draft, change.id, parent, before)
    if parent is not None:
        raise Refused("wrong-place", f"a {change.kind} has no parent", "Only tasks stand below each other")
    if not KINDS[change.kind].section:
        raise Refused("wrong-place", f"a {change.kind} has no place of its own")
    entities = draft.written(change.kind)
    behind = following(list(entities), change.id)
    draft.kinds[change.kind] = put_before(entities, change.id, before)
    return [Set(change.kind, change.id, PLACE, place_of(None, behind))]


def _move_task(draft: Draft, id: str, parent: str | None, before: str | None) -> list[Change]:
    if parent is not None:
        draft.must_exist(Task.kind, parent)
    tree = draft.outline()
    if parent is not None and id in (parent, *tree.above(parent)):
        raise Refused("wrong-place", f"`{id}` can't stand below itself", "Choose a parent outside of it")
    draft.must_be_sibling(tree, parent, before)
    old = tree.parent[id]
    behind = following(tree.children[old], id)
    if before != id:
        draft.written(Task.kind)
        tree.take(id)
        tree.insert(id, parent, before)
    return [Set(Task.kind, id, PLACE, place_of(old, behind))]


def place_of(parent: str | None, before: str | None) -> dict[str, str]:
    """Return a place as plain data."""
    return {key: id for key, id in (("parent", parent), ("before", before)) if id is not None}
