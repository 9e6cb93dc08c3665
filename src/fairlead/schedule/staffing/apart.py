"""Tasks that must not overlap, whoever does them: `apart_from` as limits that both hold."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.document import Plan
from fairlead.schedule.staffing.resources import Pool
from fairlead.schedule.staffing.staffed import FULL, Slot


def apart(plan: Plan, pool: Pool) -> dict[str, tuple[Slot, ...]]:
    """Return what each task holds, from start to finish, so that it doesn't overlap those it is to be apart from.

    The tasks that one task stays apart from may overlap each other: it takes as much as all of them together.
    """
    slots: dict[str, list[Slot]] = {}
    done: set[frozenset[str]] = set()
    for task in plan.tasks.values():
        for name in task.apart_from:
            for own in plan.outline.leaves(task.id):
                others = [other for other in _leaves(plan, name) if frozenset((own, other)) not in done]
                others = [other for other in others if other != own]
                done |= {frozenset((own, other)) for other in others}
                if not others:
                    continue
                title = f"{plan.tasks[own].title} apart from {plan.tasks[name].title}"
                limit = pool.limit(f"apart:{own}+{name}", title, len(others) * FULL)
                slots.setdefault(own, []).append(Slot((limit,), 1, len(others) * FULL, 0, -1))
                for other in others:
                    slots.setdefault(other, []).append(Slot((limit,), 1, FULL, 0, -1))
    return {id: tuple(found) for id, found in slots.items()}


def _leaves(plan: Plan, id: str) -> Iterator[str]:
    return plan.outline.leaves(id) if id in plan.tasks else iter(())
