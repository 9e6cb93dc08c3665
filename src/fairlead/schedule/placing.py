"""What people ask of a task's place, as the network takes it: constraints, and dates set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead.plan.entities import Task
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Windows
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.ground import Ground
from fairlead.schedule.progress import deadline_of, finish_at, start_at

if TYPE_CHECKING:
    from fairlead.schedule.working_time import Work

_START = {
    "from": codes.START_FROM,
    "by": codes.START_BY,
    "on": codes.START_ON,
    "fixed": codes.MANDATORY_START,
}
_FINISH = {
    "from": codes.FINISH_FROM,
    "by": codes.FINISH_BY,
    "on": codes.FINISH_ON,
    "fixed": codes.MANDATORY_FINISH,
}
_MUST = {codes.START_ON: codes.MANDATORY_START, codes.FINISH_ON: codes.MANDATORY_FINISH}
_MOST = 2


def constraints_of(ground: Ground, task: Task, calendar: int = 0) -> dict[str, int]:
    """Return a task's date constraints as rare columns, two at the most; raises `PlanError` for a third.

    Dates alone are when that day's work begins and is done, by the task's calendar.
    `on` is Microsoft Project's "must" where the plan goes by its rules: whether links may push past it is an option.
    """
    if task.done is not None or task.manual or task.external:
        return {}
    found = [*_starts(ground, task.start, calendar), *_finishes(ground, task.finish, calendar)]
    if len(found) > _MOST:
        message = f"has {len(found)} date constraints; two can be kept"
        finding = Finding(
            Severity.ERROR, "too-many-constraints", message, "Take one away", "task", task.id, "start"
        )
        raise PlanError([finding])
    columns: dict[str, int] = {}
    for name, (kind, minute) in zip(("constraint", "constraint_2"), found, strict=False):
        must = ground.options.progress == "msproject" and ground.options.honour_constraints
        columns[name] = _MUST.get(kind, kind) if must else kind
        columns[f"{name}_date"] = minute
    return columns


def dates_by_hand(ground: Ground, task: Task, work: Work) -> dict[str, int] | None:
    """Return the dates of a task that nothing moves: manual ones, and those of other plans; None for all others."""
    if not (task.manual or task.external) or task.done is not None:
        return None
    start = next((minute for _, minute in _starts(ground, task.start, work.calendar)), None)
    finish = next((minute for _, minute in _finishes(ground, task.finish, work.calendar)), None)
    if start is None and task.started is not None:
        start = ground.axis.minute(task.started)
    if start is None and finish is None:
        if task.external:
            return None
        start = ground.plan_start
    hours = None if work.calendar == CLOCK else ground.hours.calendar(work.calendar).slice
    if finish is None:
        assert start is not None
        finish = start + work.minutes if hours is None else int(kernels.add_work(*hours, start, work.minutes))
    if start is None:
        start = (
            finish - work.minutes
            if hours is None
            else int(kernels.subtract_work(*hours, finish, work.minutes))
        )
    if hours is not None and work.minutes:
        first = int(kernels.next_work(*hours, start))
        start = first if first < finish else start
    found = {"state": codes.FIXED, "actual_start": start, "actual_finish": max(start, finish)}
    return found | deadline_of(ground, task)


def _starts(ground: Ground, windows: Windows | None, calendar: int) -> Iterator[tuple[int, int]]:
    for window in windows.windows if windows else ():
        yield _START[window.kind], start_at(ground, calendar, window.moment)


def _finishes(ground: Ground, windows: Windows | None, calendar: int) -> Iterator[tuple[int, int]]:
    for window in windows.windows if windows else ():
        yield _FINISH[window.kind], finish_at(ground, calendar, window.moment)
