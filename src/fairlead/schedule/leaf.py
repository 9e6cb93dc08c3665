"""What the network says of a task without children: its time, its calendar, what holds it."""

from __future__ import annotations

from typing import NamedTuple

from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Part
from fairlead.schedule.placing import constraints_of, dates_by_hand
from fairlead.schedule.plan_options import by_primavera
from fairlead.schedule.primavera import activity_shape
from fairlead.schedule.progress import facts_of, parts_left
from fairlead.schedule.working_time import Work, work_of


class Leaf(NamedTuple):
    """A row of the network: minutes, calendar, shape (None: by its minutes), parts of its work, rare facts."""

    minutes: int
    calendar: int
    shape: int | None
    parts: tuple[Part, ...] | None
    facts: dict[str, int]


def leaf_of(ground: Ground, task: Task) -> Leaf:
    """Return a task's row; raises `PlanError` for people without an hour in common and for too many constraints."""
    work = work_of(ground, task)
    facts = dates_by_hand(ground, task, work)
    if facts is None:
        facts = facts_of(ground, task, work) | constraints_of(ground, task, work.calendar)
    shape = _shape(ground, task, work)
    calendar = _counted_in(ground, task, work)
    if (gate := ground.hours.of_gate(task.gate)) is not None and shape == codes.START_MILESTONE:
        calendar = gate
    parts = parts_left(work) if shape in (None, codes.WORK) else None
    return Leaf(work.minutes, calendar, shape, parts, facts)


def _shape(ground: Ground, task: Task, work: Work) -> int | None:
    if task.activity_type is not None or (by_primavera(ground.plan) and task.duration is not None):
        return activity_shape(task, work)
    if work.minutes or work.parts:
        return None
    if ground.hours.of_gate(task.gate) is not None:
        return codes.START_MILESTONE
    return codes.MILESTONE


def _counted_in(ground: Ground, task: Task, work: Work) -> int:
    """Return the calendar by which a task's floats and the lags before it are counted.

    Microsoft Project takes the plan's calendar for a task without one of its own, whoever does the work. Source: the
    slacks that it stores for tasks of people with hours of their own.
    """
    own = ground.plan.settings.options.preset != "msproject" or task.calendar is not None
    return work.calendar if own or work.calendar == codes.CLOCK else 0
