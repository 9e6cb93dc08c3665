"""Fields of an entity."""

from __future__ import annotations

from typing import Any

from fairlead.plan.changes import Change, Set
from fairlead.plan.draft.paths import write_at
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import Entity
from fairlead.plan.shapes import steps_of


def set_key(draft: Draft, change: Set, model: type[Entity], body: dict[str, Any]) -> list[Change]:
    """Write a field, or what stands below it, into a plain body; returns what undoes it."""
    try:
        steps, _ = steps_of(model, change.field)
    except ValueError as problem:
        raise Refused("unknown-key", str(problem)) from problem
    before = write_at(body, steps, change.value)
    return [Set(change.kind, change.id, ".".join(map(str, steps[: before[0]])), before[1])]
