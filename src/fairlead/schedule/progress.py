"""What has happened, as the network takes it: state, actual dates, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.plan.entities import Task
from fairlead.plan.values import Moment
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Part
from fairlead.schedule.plan_options import by_primavera
from fairlead.schedule.primavera import minutes_worked

if TYPE_CHECKING:
    from fairlead.schedule.working_time import Work

_A_DAY = 1440


def facts_of(ground: Ground, task: Task, work: Work) -> dict[str, int]:
    """Return the rare columns of a task that has begun or is done; those of its wishes as well."""
    found = _wishes(ground, task)
    if task.done is not None:
        finish = finish_at(ground, work.calendar, task.done)
        start = _start_of_finished(ground, task, work, finish)
        return found | {"state": codes.FINISHED, "actual_start": start, "actual_finish": finish}
    if task.started is not None:
        return found | _of_begun(ground, task, work)
    return found


def parts_left(work: Work) -> tuple[Part, ...]:
    """Return the parts of a task on one calendar, as the kernels take them: all of it, and what is left."""
    return work.parts or (Part(work.calendar, work.minutes, work.left),)


def _of_begun(ground: Ground, task: Task, work: Work) -> dict[str, int]:
    assert task.started is not None
    start = start_at(ground, work.calendar, task.started)
    worked = max(work.minutes - work.left, 0)
    if by_primavera(ground.plan):
        worked = minutes_worked(ground, task, work.calendar, start)
    found = {"state": codes.STARTED, "actual_start": start, "actual_minutes": worked}
    if task.resumed is not None:
        found["resume"] = ground.axis.minute(task.resumed)
    elif ground.options.progress == "msproject" or ground.plan.settings.status_date is None:
        # Nothing else says when work goes on: what is left follows on what was done, as in Microsoft Project.
        found["resume"] = _after(ground, work.calendar, start, worked)
    return found


def _after(ground: Ground, calendar: int, start: int, minutes: int) -> int:
    if calendar == CLOCK or not minutes:
        return start + minutes
    return int(kernels.add_work(*ground.hours.calendar(calendar).slice, start, minutes))


def _wishes(ground: Ground, task: Task) -> dict[str, int]:
    found = deadline_of(ground, task)
    if task.done is not None:
        return found
    if task.expected_finish is not None:
        found["expected_finish"] = ground.axis.minute(task.expected_finish, end=True)
    if task.as_late_as_possible:
        found["late_as_possible"] = 1
    if task.levelling_delay is not None:
        found["delay"] = ground.units.minutes(task.levelling_delay)
    return found


def deadline_of(ground: Ground, task: Task) -> dict[str, int]:
    """Return the deadline of a task or a summary as a rare column."""
    return {} if task.deadline is None else {"deadline": ground.axis.minute(task.deadline, end=True)}


def _start_of_finished(ground: Ground, task: Task, work: Work, finish: int) -> int:
    """Return when finished work began; where nobody noted it, as long before its end as it was to take."""
    if task.started is not None:
        return min(start_at(ground, work.calendar, task.started), finish)
    if work.calendar == CLOCK:
        return finish - work.minutes
    return int(kernels.subtract_work(*ground.hours.calendar(work.calendar).slice, finish, work.minutes))


def start_at(ground: Ground, calendar: int, moment: Moment) -> int:
    """Return the minute of a start: a date alone means the first working moment of its day.

    By the task's hours where it has any on that day, else by the plan's.
    """
    minute = ground.axis.minute(moment)
    for row in (calendar, 0) if calendar != CLOCK and moment.time is None else ():
        found = int(kernels.next_work(*ground.hours.calendar(row).slice, minute))
        if found - minute < _A_DAY:
            return found
    return minute


def finish_at(ground: Ground, calendar: int, moment: Moment) -> int:
    """Return the minute of a finish: a date alone means the last working moment of its day, as for starts."""
    minute = ground.axis.minute(moment, end=True)
    for row in (calendar, 0) if calendar != CLOCK and moment.time is None else ():
        found = int(kernels.previous_work(*ground.hours.calendar(row).slice, minute))
        if minute - found < _A_DAY:
            return found
    return minute
