"""Adding an entity."""

from __future__ import annotations

import copy

from fairlead.plan.changes import Add, Change, Remove
from fairlead.plan.draft.facts import owner_of, write_fact
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import KINDS, Confidential, Settings, Task
from fairlead.plan.outlining import put_before


def add(draft: Draft, change: Add) -> list[Change]:
    """Add an entity where the change says; returns what undoes it."""
    kind, id = change.kind, change.id
    if kind == Settings.kind:
        raise Refused("one-plan", "there is only one plan", "Set its fields instead")
    body = {key: value for key, value in change.body.items() if value is not None}
    if body.pop("id", id) != id:
        raise Refused(
            "wrong-id", f"the body has another id, `{change.body['id']}`", "Leave `id` out of the body"
        )
    draft.must_be_free(kind, id)
    model = KINDS[kind]
    apart = {key: body.pop(key) for key in model.held_apart if key in body}
    for key in body:
        draft.must_be_key(model, key)
    if issubclass(model, Confidential):
        owner_of(draft, kind, id)
    elif change.before is not None:
        draft.must_exist(kind, change.before)
    if kind == Task.kind:
        _place_new(draft, id, change.parent, change.before)
    elif change.parent is not None:
        raise Refused("wrong-place", f"a {kind} has no parent", "Only tasks stand below each other")
    entities = draft.written(kind)
    entities[id] = None
    if kind != Task.kind and change.before is not None:
        draft.kinds[kind] = put_before(entities, id, change.before)
    draft.bodies[kind, id] = copy.deepcopy(body)
    for key, value in apart.items():
        write_fact(draft, model.held_apart[key], id, value)
    return [Remove(kind, id)]


def _place_new(draft: Draft, id: str, parent: str | None, before: str | None) -> None:
    if parent is not None:
        draft.must_exist(Task.kind, parent)
    tree = draft.outline()
    draft.must_be_sibling(tree, parent, before)
    tree.insert(id, parent, before)
