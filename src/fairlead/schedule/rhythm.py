"""Tasks with a rhythm: the days on which they come round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from fairlead.plan.entities import Task
from fairlead.plan.values import Moment
from fairlead.schedule.ground import Ground

MOST = 1000
"""More occurrences than that are not scheduled one by one."""
_A_YEAR = timedelta(days=365)


def occurrences_of(ground: Ground, task: Task) -> Iterator[Moment]:
    """Yield when a task with a rhythm comes round, at most a thousand times.

    A rhythm without an end goes on to the last deadline among the plan's goals, else for a year.
    """
    rhythm = task.every
    assert rhythm is not None
    begin = rhythm.first or ground.axis.local(ground.plan_start).date()
    for day in islice(rhythm.occurrences(begin, rhythm.last or _end(ground, begin), begin), MOST):
        yield Moment(day, rhythm.time)


def _end(ground: Ground, begin: date) -> date:
    deadlines = [goal.deadline.date for goal in ground.plan.goals.values() if goal.deadline]
    last = max(deadlines, default=begin)
    return last if last > begin else begin + _A_YEAR
