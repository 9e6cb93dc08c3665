"""A plan while changes are made to it: one file for each thing a change can do, all on one state."""

from __future__ import annotations

from fairlead.plan.changes import Add, Change, Remove, Rename, Set
from fairlead.plan.draft.adding import add
from fairlead.plan.draft.removing import remove
from fairlead.plan.draft.renaming import rename
from fairlead.plan.draft.setting import set_field
from fairlead.plan.draft.state import Draft, Refused, did_you_mean
from fairlead.plan.entities import KINDS


def make(draft: Draft, change: Change) -> None:
    """Carry out one change and remember what undoes it; raises `Refused`."""
    if change.kind not in KINDS:
        raise Refused("unknown-kind", f"there is no kind `{change.kind}`", did_you_mean(change.kind, KINDS))
    match change:
        case Add():
            draft.undo.append(add(draft, change))
        case Set():
            draft.undo.append(set_field(draft, change))
        case Remove():
            draft.undo.append(remove(draft, change))
        case Rename():
            draft.undo.append(rename(draft, change))


__all__ = ["Draft", "Refused", "make"]
