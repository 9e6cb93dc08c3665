"""Where dates hold a task, whatever its links say, and what moments they name."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Task
from fairlead.plan.values import Window
from fairlead.schedule.verifying.case import Case, Job
from fairlead.schedule.verifying.hours import Hours

_A_DAY = 1440


def pulled_to(case: Case, job: Job) -> bool:
    """Tell whether a date holds a task whatever its links say."""
    windows = list(windows_of(job.task))
    if any(window.kind == "fixed" for window, _ in windows):
        return True
    pulling = [(window, end) for window, end in windows if window.kind in ("by", "on")]
    return case.options.honour_constraints and any(is_at(case, job, window, end) for window, end in pulling)


def is_at(case: Case, job: Job, window: Window, end: bool) -> bool:
    """Tell whether a task is at the moment a date names, or on the first day from it on when its gate is open."""
    minute, date = job.laid.finish if end else job.laid.start, date_of(case, job, window, end)
    gate = case.hours.of_gate(job.task.gate) if job.task.gate else None
    return same_instant(hours_of(case, job), minute, date) or (gate is not None and gate.next(date) == minute)


def windows_of(task: Task) -> Iterator[tuple[Window, bool]]:
    """Yield the constraints of a task, and whether they are on its finish."""
    yield from ((window, False) for window in (task.start.windows if task.start else ()))
    yield from ((window, True) for window in (task.finish.windows if task.finish else ()))


def date_of(case: Case, job: Job, window: Window, end: bool) -> int:
    """Return the moment a constraint names; a date alone is when that day's work begins or is done."""
    minute = case.axis.minute(window.moment, end=end)
    if end or window.moment.time is not None:
        return minute
    for hours in (hours_of(case, job), case.hours.of_plan):
        first = hours.next(minute)
        if first - minute < _A_DAY:
            return first
    return minute


def hours_of(case: Case, job: Job) -> Hours:
    """Return the hours that a task shares with all who are on it; a `duration` passes by itself."""
    if job.task.duration is not None:
        return case.hours.of_task(job.task)
    return case.hours.of_all(job.task, [who for who, _ in job.laid.assigned])


def same_instant(hours: Hours, one: int, other: int) -> bool:
    """Tell whether no working time lies between two moments: 17:00 and 08:00 of the next day are one."""
    return hours.between(one, other) == 0
