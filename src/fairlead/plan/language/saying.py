"""Changes said as lines; `parse_line` reads them back."""

from __future__ import annotations

import json

from fairlead.plan.changes import Add, Change, Remove, Rename, Set, is_a_move
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, PARTIES, Confidential, Task
from fairlead.plan.language.adding import NAMING, keywords_of
from fairlead.plan.language.flow import NONE, bracketed, said
from fairlead.plan.language.setting import GROWING
from fairlead.plan.language.subjects import subject


def say(change: Change, plan: Plan) -> str:
    """Return the line that says a change about to be made to `plan`."""
    match change:
        case Add():
            return _said_add(change)
        case Set() if is_a_move(change):
            return f"{subject(change.kind, change.id, plan)} {_said_place(change, plan)}"
        case Set():
            return _said_set(change, plan)
        case Remove():
            verb = "drop" if change.unlink else "remove"
            return f"{verb} {subject(change.kind, change.id, plan)}"
        case Rename():
            return f"rename {subject(change.kind, change.id, plan)} {change.new_id}"


def _said_add(change: Add) -> str:
    words = keywords_of(change.kind)
    naming = NAMING.get(change.kind, "name")
    parts = ["add"] if change.kind == Task.kind else ["add", change.kind]
    if naming in change.body:
        parts.append(
            json.dumps(str(change.body[naming]), ensure_ascii=not str(change.body[naming]).isprintable())
        )
    parts.append(f"id {change.id}")
    if change.parent is not None:
        parts.append(f"in {change.parent}")
    elif change.before is not None and change.kind == Task.kind:
        parts.append(f"in {NONE}")
    if change.before is not None:
        parts.append(f"before {change.before}")
    for key, value in change.body.items():
        if key != naming:
            parts.append(f"{key} {said(value, None, words)}")
    return " ".join(parts)


def _said_place(change: Set, plan: Plan) -> str:
    parent, before = change.value.get("parent"), change.value.get("before")
    if change.kind != Task.kind:
        return f"before {before}" if before else "last"
    sibling = plan.tasks.get(before) if before else None
    if sibling is not None and sibling.parent == parent:
        return f"before {before}"
    under = f"under {parent or NONE}"
    return f"{under} before {before}" if before else under


def _said_set(change: Set, plan: Plan) -> str:
    kind, field = change.kind, change.field
    if issubclass(KINDS[kind], Confidential):
        owner = next(
            (each for each in PARTIES if change.id in plan.of_kind(each) and kind in _apart(each)), None
        )
        field = kind + field.removeprefix("value")
        kind = owner or "person"
    word = (
        field
        if field.isprintable() and not set(field) & set(" \"'[{\\")
        else json.dumps(field, ensure_ascii=True)
    )
    return f"{subject(kind, change.id, plan)} {word} {_said_value(kind, field, change.value)}"


def _apart(kind: str) -> dict[str, str]:
    return KINDS[kind].held_apart


def _said_value(kind: str, field: str, value: object) -> str:
    whole = isinstance(value, list) and (field in GROWING or (field in _apart(kind) and len(value) == 1))
    return bracketed(value) if whole else said(value)
