"""Setting one field of an entity, or its place."""

from __future__ import annotations

from fairlead.plan.changes import Change, Set, is_a_move
from fairlead.plan.draft.facts import set_fact
from fairlead.plan.draft.fields import set_key
from fairlead.plan.draft.moving import move
from fairlead.plan.draft.state import Draft
from fairlead.plan.entities import KINDS, Confidential


def set_field(draft: Draft, change: Set) -> list[Change]:
    """Set a field of an entity, its place, or one of its confidential facts; returns what undoes it."""
    model = KINDS[change.kind]
    if issubclass(model, Confidential):
        return set_fact(draft, change)
    draft.must_exist(change.kind, change.id)
    if is_a_move(change):
        return move(draft, change)
    head, _, rest = change.field.partition(".")
    if head in model.held_apart:
        field = f"value.{rest}" if rest else "value"
        return set_fact(draft, Set(model.held_apart[head], change.id, field, change.value))
    draft.must_be_key(model, head)
    return set_key(draft, change, model, draft.body(change.kind, change.id))
