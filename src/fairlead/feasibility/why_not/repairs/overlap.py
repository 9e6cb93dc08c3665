"""Beginning a task before the one it waits for is done: the least lead that is enough."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.judgement import UNDECIDED, Judgement
from fairlead.feasibility.why_not.repairs.trying import Trial, smallest
from fairlead.feasibility.why_not.words import quoted, said_number
from fairlead.plan.changes import Set
from fairlead.plan.entities import Task
from fairlead.plan.values import Lag, Link

_MOST_LINKS = 6


def overlapped(trial: Trial) -> Iterator[Repair]:
    """Yield the link of the contradiction that cures it with the least overlap, in working days."""
    best: tuple[int, Repair] | None = None
    links = [each for each in trial.contradiction.members if each.kind == "link"][:_MOST_LINKS]
    for demand in links:
        found = _least(trial, demand, best[0] - 1 if best is not None else None)
        if found is not None:
            best = found
    if best is not None:
        yield best[1]


def _least(trial: Trial, demand: Demand, most: int | None) -> tuple[int, Repair] | None:
    task, link = trial.best.plan.tasks.get(demand.id), Link.parse(demand.detail)
    before = trial.best.plan.tasks.get(link.id)
    said_so = task is not None and any(str(each) == demand.detail for each in _own_links(trial, task))
    if task is None or before is None or not said_so or link.type != "FS" or link.lag is not None:
        return None
    # Whatever a milestone marks has come about when it is reached: it can't be half there.
    if task.milestone or trial.best.plan.outline.is_summary(before.id) or before.done is not None:
        return None
    days = _days(trial, before)
    high = days if most is None else min(days, most)
    if high < 1:
        return None
    found = smallest(1, high, lambda n: _tried(trial, task, link, n))
    if found is None:
        return None
    number, judgement, proven = found
    earlier = said_number(Decimal(number), "day")
    said = (
        f"begin {quoted(task.title)} {earlier} before {quoted(before.title)} is done, at the risk of rework"
    )
    repair = Repair(
        "overlap", (_line(trial, task, link, number),), said, Decimal(0), None, proven, judgement.schedule
    )
    return number, repair


def _tried(trial: Trial, task: Task, link: Link, days: int) -> Judgement:
    """Return whether so many days of lead are enough; nothing is known of what would begin before what it waits for.

    A lead counts in the hours of those who follow: while they are away it can reach back behind that.
    """
    judgement = trial.tried([_line(trial, task, link, days)])
    if judgement.schedule is None:
        return judgement
    before, after = judgement.schedule.span_of(link.id), judgement.schedule.span_of(task.id)
    return UNDECIDED if before is not None and after is not None and after[0] < before[0] else judgement


def _own_links(trial: Trial, task: Task) -> tuple[Link, ...]:
    """Return the links that the document itself has: the order below a summary isn't written with each task."""
    own = trial.plan.tasks.get(task.id)
    return own.after if own is not None else task.after


def _days(trial: Trial, before: Task) -> int:
    said = before.left or before.estimate or before.work or before.duration
    if said is None or said.low is None:
        return 0
    minutes = said.low.to_minutes(trial.units.day, trial.units.week, trial.units.month)
    return int(minutes // (1440 if said.low.elapsed else trial.units.day))


def _line(trial: Trial, task: Task, link: Link, days: int) -> str:
    lead = Link(link.id, "FS", Lag(Decimal(-days), "d"))
    after = [str(lead if str(each) == str(link) else each) for each in _own_links(trial, task)]
    return trial.line(Set("task", task.id, "after", after))
