"""The four changes that every edit is made of: add, set, remove, rename.

A change is plain data: texts, lists and mappings as the plan document writes them. `apply` carries them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Confidential, Task
from fairlead.plan.errors import RequestError

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""A value as the document says it."""

PLACE = "place"
"""The field of `Set` that moves an entity: its value is {parent, before}, both optional (last, at the top)."""


@dataclass(frozen=True, slots=True)
class Add:
    """A new entity: before its sibling `before`, or last; a task below `parent`, or at the top."""

    kind: str
    id: str
    body: Mapping[str, Any] = field(default_factory=dict)
    parent: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """One field of an entity gets another value; None takes the field away.

    `field` is a key, or a path into what stands below it (`skills.ros`, `budget.total`, `actions.0.done`), or
    `place` with {parent, before}. A rate is an entity of its own with the one field `value`.
    """

    kind: str
    id: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """An entity goes, a task with all below it; `unlink` also takes it out of whatever refers to it."""

    kind: str
    id: str
    unlink: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity gets another id, and so does every reference to it."""

    kind: str
    id: str
    new_id: str


Change: TypeAlias = Add | Set | Remove | Rename


def is_a_move(change: Set) -> bool:
    """Tell whether a change puts an entity elsewhere; a meeting has a key `place` of its own, which is a text."""
    model = KINDS.get(change.kind)
    has_a_key = model is not None and PLACE in model.model_fields
    return change.field == PLACE and (isinstance(change.value, Mapping) or not has_a_key)


_NAMES: dict[type[Change], str] = {Add: "add", Set: "set", Remove: "remove", Rename: "rename"}


def to_json(change: Change) -> dict[str, Any]:
    """Return the change as a JSON object; what is left at its default is left out."""
    said: dict[str, Any] = {"change": _NAMES[type(change)], "kind": change.kind, "id": change.id}
    match change:
        case Add():
            said["body"] = dict(change.body)
            said |= {
                key: value for key, value in (("parent", change.parent), ("before", change.before)) if value
            }
        case Set():
            said |= {"field": change.field, "value": change.value}
        case Remove():
            said |= {"unlink": True} if change.unlink else {}
        case Rename():
            said["new_id"] = change.new_id
    return said


def from_json(said: Any) -> Change:
    """Return the change that a JSON object says; raises `RequestError` for anything else."""
    if not isinstance(said, Mapping) or said.get("change") not in _NAMES.values():
        raise RequestError(
            f"a change is an object with `change` add, set, remove or rename, not {_shown(said)}"
        )
    if said.get("kind") not in KINDS or not isinstance(said.get("id"), str):
        raise RequestError(f"a change names its `kind` ({', '.join(KINDS)}) and `id`, not {_shown(said)}")
    kind, id = said["kind"], said["id"]
    known = {"change", "kind", "id"}
    change: Change
    match said["change"]:
        case "add":
            known |= {"body", "parent", "before"}
            change = Add(kind, id, _mapping(said), _text(said, "parent"), _text(said, "before"))
        case "set":
            known |= {"field", "value"}
            if "value" not in said:
                raise RequestError("a `set` says its `value`; null takes the field away")
            change = Set(kind, id, _needed(said, "field"), said["value"])
        case "remove":
            known |= {"unlink"}
            change = Remove(kind, id, bool(said.get("unlink", False)))
        case _:
            known |= {"new_id"}
            change = Rename(kind, id, _needed(said, "new_id"))
    if unknown := sorted(set(said) - known):
        raise RequestError(f"a change has no key `{unknown[0]}`; known here: {', '.join(sorted(known))}")
    return change


def describe(change: Change, plan: Plan) -> str:
    """Return one line for people, of a change about to be applied to `plan`: `arm-fw: estimate 10d -> 12d`."""
    match change:
        case Add():
            return _described_add(change)
        case Remove():
            return _described_remove(change, plan)
        case Rename():
            return f"{change.id}: now called {change.new_id}"
        case Set() if is_a_move(change):
            return f"{change.id}: {_described_place(change)}"
        case Set():
            return _described_set(change, plan)


def _described_add(change: Add) -> str:
    title = next((str(change.body[key]) for key in ("name", "event", "question") if key in change.body), None)
    below = f" below {change.parent}" if change.parent else ""
    return f"{change.id}: new {change.kind}{f' “{title}”' if title else ''}{below}"


def _described_remove(change: Remove, plan: Plan) -> str:
    below = sum(1 for _ in plan.outline.below(change.id)) if change.kind == Task.kind else 0
    more = f" with {below} below it" if below else ""
    return f"{change.id}: removed{more}"


def _described_place(change: Set) -> str:
    place = change.value if isinstance(change.value, Mapping) else {}
    below = f"below {place['parent']}" if place.get("parent") else ""
    before = f"before {place['before']}" if place.get("before") else "last"
    return f"moved {below}{', ' if below else ''}{before}"


def _described_set(change: Set, plan: Plan) -> str:
    subject = "plan" if change.kind == "plan" else change.id
    key = change.kind if _is_confidential(change.kind) else change.field
    old, new = value_at(plan, change.kind, change.id, change.field), change.value
    if isinstance(old, list) and isinstance(new, list):
        gone = [f"-{_shown(item)}" for item in old if item not in new]
        come = [f"+{_shown(item)}" for item in new if item not in old]
        if gone or come:
            return f"{subject}: {key} {' '.join(come + gone)}"
    if new is None:
        return f"{subject}: {key} {_shown(old)} -> none"
    return (
        f"{subject}: {key} {_shown(new)}"
        if old is None
        else f"{subject}: {key} {_shown(old)} -> {_shown(new)}"
    )


def _is_confidential(kind: str) -> bool:
    return kind in KINDS and issubclass(KINDS[kind], Confidential)


def value_at(plan: Plan, kind: str, id: str, field: str) -> Any:
    """Return the plain value of a field (or path) of an entity; None where there is none."""
    from fairlead.plan.shapes import found_at, steps_of

    entity = plan.get(kind, id)
    if entity is None:
        return None
    try:
        steps, _ = steps_of(KINDS[kind], field)
    except ValueError:
        return None
    return found_at(entity.body(), steps)


def _mapping(said: Mapping[str, Any]) -> dict[str, Any]:
    body = said.get("body", {})
    if not isinstance(body, Mapping):
        raise RequestError(f"the `body` of an `add` is an object of keys and values, not {_shown(body)}")
    return dict(body)


def _needed(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value:
        raise RequestError(f"a `{said['change']}` needs `{key}` as text")
    return value


def _text(said: Mapping[str, Any], key: str) -> str | None:
    value = said.get(key)
    if value is not None and not isinstance(value, str):
        raise RequestError(f"`{key}` should be an id, not {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        text = ", ".join(map(_shown, value))
    elif isinstance(value, Mapping):
        text = "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    else:
        text = "none" if value is None else " ".join(str(value).split())
    return text if len(text) <= 80 else text[:79] + "…"
