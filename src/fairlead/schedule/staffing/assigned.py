"""Who is on a task by what another tool knows of each assignment: each at its own units, on its own part."""

from __future__ import annotations

from decimal import Decimal

from fairlead.plan.entities import Assignment, Task
from fairlead.schedule.rates import paid_share
from fairlead.schedule.staffing.resources import Pool
from fairlead.schedule.staffing.staffed import FULL, Slot


def slots_of_assignments(pool: Pool, task: Task, parts: int) -> list[Slot]:
    """Return the places that a task's assignments fill; `parts` is how many parts its work has in the network.

    An assignment that is done holds nobody. Those that a part was made for hold on it, all others on the first.
    """
    on_parts = [each for each in task.assignments if _has_part(pool, task, each)]
    part_of = {id(each): part for part, each in enumerate(on_parts)} if len(on_parts) == parts else {}
    named = [who.id for who in task.who]
    slots = []
    for number, each in enumerate(task.assignments):
        resource = pool.number(each.who)
        if resource is None or each.done is not None:
            continue
        units = max(round((each.share.fraction if each.share else Decimal(1)) * FULL), 1)
        asked = named.index(each.who) if each.who in named else len(named) + len(task.needs) + number
        # Other tools count the share of somebody's whole time, and pay that.
        paid = round(units / paid_share(pool.plan, each.who))
        slots.append(Slot((resource,), 1, units, part_of.get(id(each), 0), asked, paid))
    return slots


def _has_part(pool: Pool, task: Task, assignment: Assignment) -> bool:
    if task.activity_type is not None:
        return assignment.done is None and pool.hours.has_hours(assignment.who)
    share = assignment.share.fraction if assignment.share else Decimal(1)
    return assignment.work is not None and share > 0 and assignment.who in pool.plan.people
