"""What has happened, as the network takes it: state, actual dates, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.network import Part

if TYPE_CHECKING:
    from fairlead.schedule.compiling import _Compiler
    from fairlead.schedule.working_time import Work

_A_DAY = 1440


def facts_of(compiler: _Compiler, task: Task, work: Work) -> dict[str, int]:
    """Return the rare columns of a task that has begun or is done; those of its wishes as well."""
    found = _wishes(compiler, task)
    if task.done is not None:
        finish = _finish_like(compiler, work.calendar, compiler.axis.minute(task.done, end=True))
        start = _start_of_finished(compiler, task, work, finish)
        return found | {"state": codes.FINISHED, "actual_start": start, "actual_finish": finish}
    if task.started is not None:
        return found | _of_begun(compiler, task, work)
    return found


def parts_left(work: Work) -> tuple[Part, ...]:
    """Return the parts of a task on one calendar, as the kernels take them: all of it, and what is left."""
    return work.parts or (Part(work.calendar, work.minutes, work.left),)


def _of_begun(compiler: _Compiler, task: Task, work: Work) -> dict[str, int]:
    assert task.started is not None
    start = _start_like(compiler, work.calendar, compiler.axis.minute(task.started))
    found = {"state": codes.STARTED, "actual_start": start}
    if task.resumed is not None:
        found["resume"] = compiler.axis.minute(task.resumed)
    found["actual_minutes"] = max(work.minutes - work.left, 0)
    return found


def _wishes(compiler: _Compiler, task: Task) -> dict[str, int]:
    found: dict[str, int] = {}
    if task.deadline is not None:
        found["deadline"] = compiler.axis.minute(task.deadline, end=True)
    if task.done is not None:
        return found
    if task.expected_finish is not None:
        found["expected_finish"] = compiler.axis.minute(task.expected_finish, end=True)
    if task.as_late_as_possible:
        found["late_as_possible"] = 1
    if task.levelling_delay is not None:
        found["delay"] = compiler.units.minutes(task.levelling_delay)
    return found


def _start_of_finished(compiler: _Compiler, task: Task, work: Work, finish: int) -> int:
    """Return when finished work began; where nobody noted it, as long before its end as it was to take."""
    if task.started is not None:
        return min(_start_like(compiler, work.calendar, compiler.axis.minute(task.started)), finish)
    if work.calendar == CLOCK:
        return finish - work.minutes
    return int(kernels.subtract_work(*compiler.hours.calendar(work.calendar).slice, finish, work.minutes))


def _start_like(compiler: _Compiler, calendar: int, minute: int) -> int:
    """A date without a time means the first working moment of that day, by the task's hours, else by the plan's."""
    for row in (calendar, 0) if calendar != CLOCK else ():
        found = int(kernels.next_work(*compiler.hours.calendar(row).slice, minute))
        if found - minute < _A_DAY:
            return found
    return minute


def _finish_like(compiler: _Compiler, calendar: int, minute: int) -> int:
    """A date without a time means the last working moment of that day, by the task's hours, else by the plan's."""
    for row in (calendar, 0) if calendar != CLOCK else ():
        found = int(kernels.previous_work(*compiler.hours.calendar(row).slice, minute))
        if minute - found < _A_DAY:
            return found
    return minute
