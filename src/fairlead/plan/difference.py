"""What turns one plan into another, as changes.

Entities are matched by id; an id that disappeared is taken for renamed only when another tool's unique key says so, or
when exactly one new entity says word for word the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fairlead.plan.apply import apply
from fairlead.plan.changes import PLACE, Add, Change, Remove, Rename, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Confidential, Entity, Settings
from fairlead.plan.references import space_kinds

_LISTED = tuple(kind for kind, model in KINDS.items() if model.section and kind != "task")
_APART = tuple(kind for kind, model in KINDS.items() if issubclass(model, Confidential))


def difference(a: Plan, b: Plan) -> list[Change]:
    """Return changes with `apply(a, changes) == b`: renames, places, fields, what went, confidential facts.

    Within each group the order is that of the document; nothing is said about what is the same.
    """
    renames: list[Change] = list(_renames(a, b))
    if renames:
        a = apply(a, renames)
    gone = list(_gone(a, b))
    return [*renames, *_places(a, b), *_fields(a, b), *gone, *_facts(a, b, {each.id for each in gone})]


def kept_in_place(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the most entries that keep their order between two lists without repetitions.

    Everything else is to be moved. Method: longest increasing subsequence, O(n log n).
    """
    positions = {id: index for index, id in enumerate(before)}
    common = [id for id in after if id in positions]
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for id in common:
        length = bisect_left(ends, positions[id])
        previous[id] = last[length - 1] if length else None
        ends[length : length + 1] = [positions[id]]
        last[length : length + 1] = [id]
    kept: set[str] = set()
    id_or_none = last[-1] if last else None
    while id_or_none is not None:
        kept.add(id_or_none)
        id_or_none = previous[id_or_none]
    return kept


def _renames(a: Plan, b: Plan) -> Iterator[Rename]:
    for kind in KINDS:
        old, new = a.of_kind(kind), b.of_kind(kind)
        if kind in _APART or old.keys() == new.keys():
            continue
        gone = [entity for id, entity in old.items() if id not in new]
        come = [entity for id, entity in new.items() if id not in old]
        taken: set[str] = set()
        for one, other in _certain_pairs(gone, come):
            free = all(other.id not in a.of_kind(each) for each in space_kinds(kind))
            if free and one.id not in taken and other.id not in taken:
                taken |= {one.id, other.id}
                yield Rename(kind, one.id, other.id)


def _certain_pairs(gone: Sequence[Entity], come: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    for mark in (_key_elsewhere, _said):
        olds, news = _unique(gone, mark), _unique(come, mark)
        yield from ((old, news[key]) for key, old in olds.items() if key in news)


def _key_elsewhere(entity: Entity) -> object:
    """The key by which another tool knows the entity, when it is unique there."""
    source = entity.source
    if source is None:
        return None
    if source.guid:
        return "guid", source.guid
    return ("uid", source.tool, source.project, source.uid) if source.uid else None


def _said(entity: Entity) -> object:
    """All that an entity says but its id, when it says more than a word or two."""
    body = {key: value for key, value in entity.body().items() if key != "id"}
    return repr(sorted(body.items())) if len(body) > 1 else None


def _unique(entities: Sequence[Entity], mark: Any) -> dict[object, Entity]:
    found: dict[object, Entity] = {}
    double: set[object] = set()
    for entity in entities:
        key = mark(entity)
        if key is not None:
            double.update([key] if key in found else [])
            found[key] = entity
    return {key: entity for key, entity in found.items() if key not in double}


def _places(a: Plan, b: Plan) -> Iterator[Change]:
    """Yield what is added and moved, parents before what stands below them."""
    for kind in _LISTED:
        yield from _arranged(kind, a, b, list(a.of_kind(kind)), list(b.of_kind(kind)), None)
    if a.tasks is not b.tasks:
        for parent in (None, *b.tasks):
            if after := b.outline.children.get(parent):
                before = a.outline.children.get(parent, ())
                yield from _arranged("task", a, b, before, after, parent)


def _arranged(
    kind: str, a: Plan, b: Plan, before: Sequence[str], after: Sequence[str], parent: str | None
) -> Iterator[Change]:
    if before == after:
        return
    kept = kept_in_place(before, after)
    following: str | None = None
    places: list[tuple[str, str | None]] = []
    for id in reversed(after):
        if id in kept:
            following = id
        else:
            places.append((id, following))
    for id, next_kept in reversed(places):
        if a.get(kind, id) is None:
            yield Add(kind, id, _body(b.of_kind(kind)[id]), parent, next_kept)
        else:
            said = {"parent": parent, "before": next_kept}
            yield Set(kind, id, PLACE, {key: value for key, value in said.items() if value is not None})


def _fields(a: Plan, b: Plan) -> Iterator[Set]:
    yield from _differing(Settings.kind, Settings.kind, a.settings, b.settings)
    for kind in (*_LISTED, "task"):
        old = a.of_kind(kind)
        for id, entity in b.of_kind(kind).items():
            if id in old and old[id] is not entity:
                yield from _differing(kind, id, old[id], entity)


def _differing(kind: str, id: str, one: Entity, other: Entity) -> Iterator[Set]:
    if one is other:
        return
    was, now = _body(one), _body(other)
    if was != now:
        for key in _keys(was, now):
            for field, value in _inside(key, was.get(key), now.get(key)):
                yield Set(kind, id, field, value)


def _inside(field: str, was: Any, now: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that differ, as deep as mappings have their keys in common."""
    if was == now:
        return
    if (
        isinstance(was, Mapping)
        and isinstance(now, Mapping)
        and was.keys() & now.keys()
        and all((*was, *now))
    ):
        for key in _keys(was, now):
            yield from _inside(f"{field}.{key}", was.get(key), now.get(key))
    else:
        yield field, now


def _keys(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [*now, *(key for key in was if key not in now)]


def _facts(a: Plan, b: Plan, gone: set[str]) -> Iterator[Set]:
    """Yield the confidential facts that differ; those of an owner that went have gone with it."""
    for kind in _APART:
        old, new = a.of_kind(kind), b.of_kind(kind)
        for id, fact in new.items():
            if old.get(id) != fact or id in gone:
                yield Set(kind, id, "value", fact.body()["value"])
        for id in old:
            if id not in new and id not in gone:
                yield Set(kind, id, "value", None)


def _gone(a: Plan, b: Plan) -> Iterator[Remove]:
    gone = [
        Remove(kind, id) for kind in (*_LISTED, "task") for id in a.of_kind(kind) if b.get(kind, id) is None
    ]
    for remove in gone:
        # What stands below a task goes with it.
        parent = a.tasks[remove.id].parent if remove.kind == "task" else None
        if parent is None or parent not in a.tasks or parent in b.tasks:
            yield remove


def _body(entity: Entity) -> dict[str, Any]:
    return {key: value for key, value in entity.body().items() if key != "id"}
