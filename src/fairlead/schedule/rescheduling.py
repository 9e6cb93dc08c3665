"""A schedule follows a change without compiling the whole plan again.

Lengths, progress, dates and words of tasks change often, who waits for whom seldom. A change of the first kind is laid
into the arrays of the network that is there; everything else compiles anew. Both give the same schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.leaf import Leaf, leaf_of
from fairlead.schedule.network import Part, Row, with_rows
from fairlead.schedule.schedule import Schedule, schedule
from fairlead.schedule.spanning import is_spanning, with_spans

_LOCAL = frozenset(
    """
    name note urls fields source wbs ticket priority value scope delivers accept raci retry
    estimate work duration estimated size cost account invoice cost_accrual
    started done left left_work spent percent percent_work percent_physical reported suspended resumed
    deadline expected_finish start finish levelling_delay as_late_as_possible
    """.split()  # noqa: SIM905 - a column of forty quoted words says no more
)
"""What a task can say anew without anything but its own row of the network being different."""

_NEVER_MOVE_DATES = frozenset({"rate", "salary", "offer", "risk", "scenario", "meeting", "baseline", "cost"})
"""Kinds whose entities say nothing about when tasks are."""


def rescheduled(before: Schedule, plan: Plan, default_start: date | None = None) -> Schedule:
    """Return the schedule of a changed plan: the same as `schedule(plan)`, sooner where only few tasks changed.

    `plan` comes from the plan of `before` by `apply`, so that what didn't change is the same object in both. Raises
    `PlanError` like `schedule`.
    """
    follows = _following(before, plan)
    if follows is not None:
        try:
            return Schedule(plan, follows, with_spans(follows, critical_path(follows.network)))
        except BeyondCalendarsError:
            pass  # the calendars have to reach further: only compiling anew makes them
    return schedule(plan, default_start)


def _following(before: Schedule, plan: Plan) -> Compiled | None:
    """Return the compiled plan with the changed tasks' rows laid in; None where more than that is different."""
    compiled = before.compiled
    if compiled.plan is not before.plan or not _alike(before.plan, plan):
        return None
    ground = replace(compiled.ground, plan=plan)
    rows: dict[int, Row] = {}
    for task in _changed(before.plan, plan):
        place = _place(compiled, task)
        row = None if place < 0 else _row(compiled, place, leaf_of(ground, task))
        if row is None:
            return None
        rows[place] = row
    network = with_rows(compiled.network, rows)
    return None if network is None else replace(compiled, ground=ground, network=network)


def _alike(before: Plan, plan: Plan) -> bool:
    """Tell whether two plans differ in nothing but what their tasks say of themselves."""
    if plan.settings.start is None:
        return False  # the plan begins with its first date, and that may be one of those that changed
    if before.settings != plan.settings or before.entities.keys() != plan.entities.keys():
        return False
    for kind in plan.entities.keys() - _NEVER_MOVE_DATES - {"task"}:
        if before.entities[kind] is not plan.entities[kind] and before.entities[kind] != plan.entities[kind]:
            return False
    return list(before.tasks) == list(plan.tasks) and all(
        _says_only_local_things_anew(before.tasks[task.id], task) for task in _changed(before, plan)
    )


def _changed(before: Plan, plan: Plan) -> Iterator[Task]:
    earlier = before.tasks
    return (task for id, task in plan.tasks.items() if earlier[id] is not task)


def _says_only_local_things_anew(before: Task, task: Task) -> bool:
    fields = before.model_fields_set | task.model_fields_set
    return all(field in _LOCAL or getattr(before, field) == getattr(task, field) for field in fields)


def _place(compiled: Compiled, task: Task) -> int:
    """Return where a task stands in the network; -1 for those whose change reaches beyond their own row."""
    row = compiled.row_of.get(task.id)
    if row is None or task.every is not None or task.external or is_spanning(task):
        return -1
    if task.id in _measured_by_others(compiled):
        return -1
    return int(compiled.network.place_of[row])


def _measured_by_others(compiled: Compiled) -> set[str]:
    """Return the tasks of whose length a successor's lag is a percentage."""
    return {
        link.id
        for _, link in compiled.links
        if any(lag is not None and lag.percent for lag in (link.lag, link.max_lag))
    }


def _row(compiled: Compiled, place: int, leaf: Leaf) -> Row | None:
    """Return a task's new row; None where it goes by another calendar now, by which lags and floats count."""
    places = compiled.hours.places
    parts = leaf.parts or (Part(leaf.calendar, leaf.minutes, leaf.minutes),)
    if any(part.calendar not in places for part in parts) or leaf.calendar not in places:
        return None
    if places[leaf.calendar] != int(compiled.network.tasks[place, at.CALENDAR]):
        return None
    shape = (
        leaf.shape
        if leaf.shape is not None
        else codes.WORK
        if leaf.minutes or leaf.parts
        else codes.MILESTONE
    )
    facts = dict(leaf.facts)
    state = facts.pop("state", codes.PLANNED)
    placed = [part._replace(calendar=places[part.calendar]) for part in parts]
    return Row(leaf.minutes, shape, state, placed, facts)
