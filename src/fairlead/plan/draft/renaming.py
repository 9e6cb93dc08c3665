"""Giving an entity another id, and everything that refers to it along."""

from __future__ import annotations

from fairlead.plan.changes import Change, Rename
from fairlead.plan.draft.facts import rename_facts
from fairlead.plan.draft.state import Draft, Refused
from fairlead.plan.entities import KINDS, Confidential, Decision, Risk, Scenario, Settings, Task
from fairlead.plan.references import space_kinds


def rename(draft: Draft, change: Rename) -> list[Change]:
    """Rename an entity and every reference to it; returns what undoes it."""
    kind, old, new = change.kind, change.id, change.new_id
    if kind == Settings.kind or issubclass(KINDS[kind], Confidential):
        raise Refused("wrong-id", f"a {kind} has no id of its own", "Rename its owner")
    draft.must_exist(kind, old)
    if old == new:
        return []
    for each in space_kinds(kind):
        draft.must_be_free(each, new)
    if kind == Task.kind:
        draft.outline().rename(old, new)
    moved = draft.entity(kind, old).model_copy(update={"id": new})
    entities = draft.written(kind)
    draft.kinds[kind] = {new if id == old else id: entity for id, entity in entities.items()}
    draft.kinds[kind][new] = moved
    draft.rename_origin((kind, old), (kind, new))
    rename_facts(draft, KINDS[kind], old, new)
    _rename_in_scenarios(draft, kind, old, new)
    # Copies of a template and options of a decision are named by what they belong to.
    prefix = f"{old}." if isinstance(moved, Decision) or getattr(moved, "use", None) else None
    tasks, risks = draft.read(Task.kind), draft.read(Risk.kind)

    def to(id: str) -> str:
        if id == old:
            return new
        inside = prefix is not None and id.startswith(prefix) and id not in tasks and id not in risks
        return f"{new}.{id[len(prefix or '') :]}" if inside else id

    for _ in draft.rewritten(kind, to):
        pass
    return [Rename(kind, new, old)]


def _rename_in_scenarios(draft: Draft, kind: str, old: str, new: str) -> None:
    for id in list(draft.read(Scenario.kind)):
        from fairlead.plan.language.renaming import renamed_line

        scenario = draft.entity(Scenario.kind, id)
        assert isinstance(scenario, Scenario)
        lines = tuple(renamed_line(line, draft.plan, kind, old, new) for line in scenario.changes)
        if lines != scenario.changes:
            draft.written(Scenario.kind)[id] = scenario.model_copy(update={"changes": lines})
