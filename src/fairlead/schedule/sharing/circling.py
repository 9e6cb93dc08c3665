"""Tasks of several plans that wait for each other in a circle, so that none of them can ever begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fairlead.plan.document import Plan
from fairlead.plan.entities import Decision, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules import check


def circles_between(plans: Mapping[str, Plan]) -> list[Finding]:
    """Return an error for each circle that leads through several of these plans; ids are `plan:id`."""
    waiting = Plan.of(*(entity for name, plan in plans.items() for entity in _under_names(name, plan)))
    return [each for each in check(waiting) if each.code == "cycle"]


def _under_names(name: str, plan: Plan) -> Iterator[Task | Decision]:
    """Yield what can wait in a plan, and nothing of it but what it waits for."""

    def full(id: str) -> str:
        return id if ":" in id else f"{name}:{id}"

    for task in plan.tasks.values():
        yield Task(id="task", in_order=task.in_order, inactive=task.inactive, rank=task.rank).model_copy(
            update={
                "id": full(task.id),
                "parent": full(task.parent) if task.parent else None,
                "after": tuple(replace(link, id=full(link.id)) for link in task.after),
            }
        )
    for decision in plan.decisions.values():
        after = tuple(replace(link, id=full(link.id)) for link in decision.after)
        yield decision.model_copy(update={"id": full(decision.id), "after": after, "decides": None})
