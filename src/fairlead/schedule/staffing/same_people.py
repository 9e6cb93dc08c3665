"""Tasks that stay with those who do another one: who that is, where they name nobody themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Need, Who


def with_people_of(plan: Plan, task: Task) -> tuple[Task, ...]:
    """Return the task with the people whom the first task in its `same_as` asks for, once for each way it is done in.

    As it is, where none of them asks for anybody.
    """
    for other in _first_with_people(plan, task.same_as, {task.id}):
        crews = dict.fromkeys(_people_of(plan, way) for way in other.ways)
        return tuple(task.model_copy(update={"who": who, "needs": needs}) for who, needs in crews)
    return (task,)


def _people_of(plan: Plan, way: Task) -> tuple[tuple[Who, ...], tuple[Need, ...]]:
    who = [each for each in way.who if each.id not in plan.materials and each.id not in plan.equipment]
    who += [Who(each.who, each.share) for each in way.assignments if each.who in plan.people]
    return tuple(dict.fromkeys(who)), tuple(need for need in way.needs if _asks_for_people(plan, need))


def _first_with_people(plan: Plan, ids: Sequence[str], seen: set[str]) -> Iterator[Task]:
    for id in ids:
        for leaf in plan.outline.leaves(id) if id in plan.tasks else ():
            other = plan.tasks[leaf]
            if leaf in seen:
                continue
            seen.add(leaf)
            if other.who or other.needs or other.assignments or other.modes:
                yield other
            else:
                yield from _first_with_people(plan, other.same_as, seen)


def _asks_for_people(plan: Plan, need: Need) -> bool:
    return not any(each.what in plan.materials or each.what in plan.equipment for each in need.alternatives)
