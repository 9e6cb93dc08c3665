"""How many years a plan's calendars have to reach."""

from __future__ import annotations

from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at

FIRST_YEARS = 12
"""Enough for nearly every plan; those that run out of calendar are measured and compiled again."""
MOST_YEARS = 7900
_ROOM = 1.5
"""Holidays, leave, part-time and waiting for a rare window make the way longer than its working weeks."""


def years_needed(compiled: Compiled) -> int:
    """Return how many years a plan's calendars have to reach, as its longest chain asks; `MOST_YEARS` at the most.

    The chain counts every task with its whole time, one behind the other, whatever the types of its links. Weeks are
    those of the plan's own calendar, or shorter ones where the tasks' calendars leave less time.
    """
    chain = _longest_chain(compiled)
    return min(round(chain / max(_week(compiled), 1) / 52 * _ROOM) + FIRST_YEARS, MOST_YEARS)


def years_one_after_another(compiled: Compiled) -> int:
    """Return how many years calendars have to reach if no two tasks were ever done at once; `MOST_YEARS` at the most.

    With people to share out nothing takes longer, as long as everybody has hours at all.
    """
    network = compiled.network
    work = int(network.tasks[:-1, at.DURATION].sum() + network.links[:, at.LAG].clip(min=0).sum())
    weeks = work / max(_week(compiled), 1)
    return min(round(weeks / 52 * _ROOM) + FIRST_YEARS + years_needed(compiled), MOST_YEARS)


def out_of_hours(compiled: Compiled, place: int) -> PlanError:
    """Return the error for a task whose people or things have no working time left to do it in."""
    network, plan = compiled.network, compiled.plan
    ids = {row: id for id, row in compiled.row_of.items()}
    row = int(network.row_of[place])
    id = ids.get(row) or ids.get(int(network.parent[row]) if row < len(network.parent) else -1)
    task = plan.tasks.get(id or "")
    if task is None or years_needed(compiled) >= MOST_YEARS:
        message = (
            "its tasks take so long that they end after the year 9999, or wait for hours that never come"
        )
        remedy = "Look for an estimate with the wrong unit, or a calendar that closes for good"
        return PlanError([Finding(Severity.ERROR, "beyond-calendars", message, remedy, "plan", "plan")])
    hours = compiled.hours.calendar_of(network, place)
    last = f" after {compiled.axis.local(int(hours.ends[-1])):%-d %B %Y}" if len(hours) else ""
    message = (
        f"can't be finished: its calendar and those of its people and things leave no working time{last}"
    )
    remedy = "Add availability, choose somebody else, or let it begin earlier"
    return PlanError([Finding(Severity.ERROR, "out-of-hours", message, remedy, "task", task.id)])


def _week(compiled: Compiled) -> float:
    """Return the working minutes of a week by the calendar with the least of them, as long as it isn't a rare one."""
    window = compiled.hours.calendar(0).window
    weeks = (window[1] - window[0]) / 10080
    averages = [calendar.total / weeks for calendar in compiled.hours.all()]
    usual = averages[0]
    return min(each for each in averages if each >= usual / 10)


def _longest_chain(compiled: Compiled) -> int:
    network = compiled.network
    into = network.tasks[:, at.INTO].tolist()
    before = network.links[:, at.BEFORE].tolist()
    lags = network.links[:, at.LAG].clip(min=0).tolist()
    length = network.tasks[:-1, at.DURATION].tolist()
    for task in range(network.size):
        ahead = [length[before[link]] + lags[link] for link in range(into[task], into[task + 1])]
        length[task] += max(ahead, default=0)
    return max(length, default=0)
