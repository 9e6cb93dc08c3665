"""Confidential facts: entities of one value that come and go with their owners."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from fairlead.plan.changes import Change, Set
from fairlead.plan.draft.fields import set_key
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import KINDS, PARTIES, Entity


def set_fact(draft: Draft, change: Set) -> list[Change]:
    """Set, make or take away the one value of a fact; returns what undoes it."""
    kind, id = change.kind, change.id
    owner = owner_of(draft, kind, id)
    exists = id in draft.read(kind)
    if change.field == "value":
        old = draft.body(kind, id).get("value") if exists else None
        if change.value is not None:
            write_fact(draft, kind, id, change.value)
        elif exists:
            draft.written(kind).pop(id)
            draft.bodies.pop((kind, id), None)
            draft.forget_origin((kind, id))
        return [Set(kind, id, "value", copy.deepcopy(old))]
    if not exists:
        raise Refused("unknown-id", f"{owner} `{id}` has no {kind} yet", f"Set the {kind} as a whole first")
    return set_key(draft, change, KINDS[kind], draft.body(kind, id))


def write_fact(draft: Draft, kind: str, id: str, value: Any) -> None:
    """Write a fact down whole; it stands in the file of its owner."""
    draft.written(kind).setdefault(id, None)
    draft.bodies[kind, id] = {"value": copy.deepcopy(value)}
    owner = next((each for each in PARTIES if id in draft.read(each)), None)
    origin = draft.current_origins().get((owner or "", id))
    if origin is not None:
        draft.writable_origins()[kind, id] = origin


def owner_of(draft: Draft, kind: str, id: str) -> str:
    """Return the kind of what a confidential fact belongs to."""
    for each in PARTIES:
        if kind in KINDS[each].held_apart.values() and id in draft.read(each):
            return each
    raise Refused(
        "unknown-id", f"there is nobody `{id}` who could have a {kind}", "Add the person or thing first"
    )


def remove_facts(draft: Draft, model: type[Entity], id: str) -> Iterator[Change]:
    """Take away everything confidential of an owner; yields what undoes it."""
    for kind in model.held_apart.values():
        if id in draft.read(kind):
            yield from set_fact(draft, Set(kind, id, "value", None))


def rename_facts(draft: Draft, model: type[Entity], old: str, new: str) -> None:
    """Give the facts of an owner the new id of the owner."""
    for kind in model.held_apart.values():
        if old in draft.read(kind):
            fact = draft.entity(kind, old).model_copy(update={"id": new})
            entities = draft.written(kind)
            draft.kinds[kind] = {new if id == old else id: entity for id, entity in entities.items()}
            draft.kinds[kind][new] = fact
            draft.rename_origin((kind, old), (kind, new))
