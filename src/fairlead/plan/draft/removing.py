"""Removing an entity, and with it what stands below it or belongs to it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from fairlead.plan.changes import Add, Change, Remove, Set
from fairlead.plan.draft.facts import remove_facts, set_fact
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import KINDS, Confidential, Decision, Risk, Settings, Task
from fairlead.plan.outlining import following


def remove(draft: Draft, change: Remove) -> list[Change]:
    """Remove an entity; returns what undoes it."""
    kind, id = change.kind, change.id
    if kind == Settings.kind:
        raise Refused("one-plan", "the plan itself can't be removed", "Remove what stands in it")
    if issubclass(KINDS[kind], Confidential):
        if id not in draft.read(kind):
            raise Refused("unknown-id", f"`{id}` has no {kind}")
        return set_fact(draft, Set(kind, id, "value", None))
    draft.must_exist(kind, id)
    copies = _with_copies(draft, kind, id) if change.unlink else []
    if kind == Task.kind:
        gone, back = _remove_tasks(draft, id)
    else:
        gone, back = [id], [_adding_back(draft, kind, id, None, following(list(draft.read(kind)), id))]
        back.extend(remove_facts(draft, KINDS[kind], id))
        draft.discard(kind, id)
    if change.unlink:
        back.extend(_unlink(draft, kind, set(gone), copies))
    return back


def _with_copies(draft: Draft, kind: str, id: str) -> list[str]:
    """Return what goes with an entity and names others by its own id: copies of a template, options of a decision."""
    if kind == Task.kind:
        tasks = draft.read(Task.kind)
        return [each for each in (id, *draft.outline().below(id)) if getattr(tasks[each], "use", None)]
    return [id] if kind == Decision.kind else []


def _remove_tasks(draft: Draft, id: str) -> tuple[list[str], list[Change]]:
    tree = draft.outline()
    gone = [id, *tree.below(id)]
    back: list[Change] = [
        _adding_back(draft, Task.kind, id, tree.parent[id], following(tree.children[tree.parent[id]], id))
    ]
    back.extend(_adding_back(draft, Task.kind, each, tree.parent[each], None) for each in gone[1:])
    for each in reversed(gone):
        tree.take(each)
        draft.discard(Task.kind, each)
    return gone, back


def _adding_back(draft: Draft, kind: str, id: str, parent: str | None, before: str | None) -> Add:
    body = {key: value for key, value in draft.body(kind, id, keep=False).items() if key != "id"}
    return Add(kind, id, copy.deepcopy(body), parent, before)


def _unlink(draft: Draft, kind: str, gone: set[str], owning: Sequence[str]) -> Iterator[Change]:
    owners = tuple(f"{id}." for id in owning)
    tasks, risks = draft.read(Task.kind), draft.read(Risk.kind)

    def to(id: str) -> str | None:
        # The options of a decision go with it, and so do the copies of a template with the task that uses it.
        inside = bool(owners) and id.startswith(owners) and id not in tasks and id not in risks
        return None if id in gone or inside else id

    for old, new in draft.rewritten(kind, to):
        was, now = old.body(), new.body()
        for key in was.keys() | now.keys():
            if was.get(key) != now.get(key):
                yield Set(old.kind, old.id, key, was.get(key))
