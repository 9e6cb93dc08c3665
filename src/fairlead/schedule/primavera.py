"""What Primavera P6 makes of an activity: its duration, whose hours it goes by, how much of it is over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Part

if TYPE_CHECKING:
    from fairlead.schedule.working_time import Work

_SHAPES = {"start milestone": codes.START_MILESTONE, "finish milestone": codes.FINISH_MILESTONE}
_LIKE_A_TASK = (None, "resource dependent")


def activity_minutes(ground: Ground, task: Task) -> tuple[int, int, tuple[Part, ...]] | None:
    """Return an activity's minutes, those left, and its parts where it goes by its resources; None without a duration.

    What hasn't begun takes as long as what is left of it, whatever was planned.
    """
    if task.duration is None or task.duration.elapsed or task.activity_type not in _LIKE_A_TASK:
        return None
    sizes = dict(ground.plan.settings.sizes)
    whole = ground.units.most_likely(task.duration, sizes)
    left = ground.units.most_likely(task.left, sizes) if task.left is not None else whole
    minutes = whole if task.started is not None or task.done is not None else left
    parts = tuple(_of_resources(ground, task, left)) if task.activity_type else ()
    return minutes, 0 if task.done is not None else left, parts


def activity_shape(task: Task, work: Work) -> int | None:
    """Return the shape of an activity; one that takes no time is still no milestone and stays at its hours."""
    if task.activity_type in _SHAPES:
        return _SHAPES[task.activity_type]
    return None if work.minutes or work.parts else codes.MILESTONE if task.milestone else codes.WORK


def minutes_worked(ground: Ground, task: Task, calendar: int, start: int) -> int:
    """Return the minutes from an activity's start to the data date, without those in which it was suspended.

    A lag from its start is used up by as much.
    """
    today = ground.status_date
    if today == codes.MISSING:
        return 0
    stop = ground.axis.minute(task.suspended) if task.suspended else today
    go_on = ground.axis.minute(task.resumed) if task.suspended and task.resumed else today
    spans = ((start, min(stop, today)), (go_on, today))
    return sum(_between(ground, calendar, begin, end) for begin, end in spans)


def _of_resources(ground: Ground, task: Task, left: int) -> Iterator[Part]:
    """Yield a part for each assignment of somebody or something with hours: its units over its units per time."""
    for assignment in task.assignments:
        if assignment.done is not None or not ground.hours.has_hours(assignment.who):
            continue
        share = assignment.share.fraction if assignment.share else Decimal(1)
        units = assignment.left if assignment.left is not None else assignment.work
        minutes = ground.units.minutes(units) if units is not None else 0
        needed = round(minutes / share) if minutes > 0 and share > 0 else left
        waits = assignment.delay is not None and assignment.started is None
        delay = ground.units.minutes(assignment.delay) if waits and assignment.delay else 0
        yield Part(ground.hours.of_party(assignment.who), needed, needed, delay)


def _between(ground: Ground, calendar: int, begin: int, end: int) -> int:
    if end <= begin:
        return 0
    if calendar == CLOCK:
        return end - begin
    return int(kernels.work_between(*ground.hours.calendar(calendar).slice, begin, end))
