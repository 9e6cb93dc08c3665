"""How long a task takes, in minutes on the calendars it is done on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from fairlead.plan.document import Plan
from fairlead.plan.entities import Assignment, Task
from fairlead.plan.errors import PlanError
from fairlead.plan.values import Estimate
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Part
from fairlead.schedule.plan_options import by_primavera
from fairlead.schedule.primavera import activity_minutes
from fairlead.schedule.rates import pace, rates_of_named, rates_of_needs, stretch_of_work


@dataclass(frozen=True)
class Work:
    """A task's minutes on one calendar (CLOCK: elapsed), and its parts where it is done on several.

    `planned` are the minutes of the whole task as said, `left` those still to do.
    """

    minutes: int
    calendar: int
    left: int
    parts: tuple[Part, ...] = ()


def work_of(ground: Ground, task: Task) -> Work:
    """Return how long a task takes and what is left of it.

    `estimate` is stretched by the pace of its people on the hours they share, `work` is split among those who do it,
    `duration` passes by itself. What another tool knows of each assignment is taken as it is. By logic alone a task
    with modes is done in its quickest one.
    """
    if task.modes:
        return _quickest(ground, task)
    if (work := _by_primavera(ground, task)) is not None:
        return work
    if task.assignments and task.task_type != "fixed duration" and (parts := _assigned(ground, task)):
        return _of_parts(ground, task, parts)
    if task.duration is not None:
        return _passing(ground, task, task.duration)
    if task.work is not None:
        return _shared(ground, task, task.work)
    if task.estimate is not None:
        return _attended(ground, task, task.estimate)
    if task.milestone or task.done or task.manual or task.external or task.parts:
        return Work(0, ground.hours.of_task(task), 0)
    day = ground.units.day
    calendar = ground.hours.of_all(task, [who.id for who in task.who])
    return Work(day, calendar, _left(ground, task, day, Decimal(1)))


def _quickest(ground: Ground, task: Task) -> Work:
    """Return the work of a task's quickest mode; one whose people never meet is none, as long as there is another."""
    works, problems = [], []
    for way in task.ways:
        try:
            works.append(work_of(ground, way))
        except PlanError as problem:
            problems.append(problem)
    if not works:
        raise problems[0]
    return min(works, key=lambda work: _span(ground, work))


def _span(ground: Ground, work: Work) -> float:
    """Return about how many minutes of the clock a work takes: by the share of all time that its calendar leaves."""
    if work.calendar == CLOCK:
        return work.minutes
    calendar = ground.hours.calendar(work.calendar)
    first, last = calendar.window
    return work.minutes * (last - first) / calendar.total


def _by_primavera(ground: Ground, task: Task) -> Work | None:
    found = activity_minutes(ground, task) if by_primavera(ground.plan) else None
    return Work(found[0], ground.hours.of_task(task), *found[1:]) if found else None


def _passing(ground: Ground, task: Task, duration: Estimate) -> Work:
    minutes = said_minutes(ground, task, duration)
    resolved = duration.resolved(dict(ground.plan.settings.sizes))
    calendar = CLOCK if resolved.elapsed else ground.hours.of_task(task)
    minutes += _interruptions(ground, task, calendar)
    left = _left(ground, task, minutes, Decimal(1)) + _interruptions_ahead(ground, task, calendar)
    return Work(minutes, calendar, left)


def _attended(ground: Ground, task: Task, estimate: Estimate) -> Work:
    calendar = ground.hours.of_all(task, named_parties(ground.plan, task))
    return attended(ground, task, estimate, 1 / pace(ground.plan, task), calendar)


def attended(ground: Ground, task: Task, estimate: Estimate, stretch: Decimal, calendar: int) -> Work:
    """Return an estimate stretched by the pace of those on it, on the row of the hours that they share."""
    minutes = stretched(said_minutes(ground, task, estimate), stretch)
    resolved = estimate.resolved(dict(ground.plan.settings.sizes))
    if resolved.elapsed:
        return Work(minutes, CLOCK, _left(ground, task, minutes, Decimal(1)))
    minutes += _interruptions(ground, task, calendar)
    return Work(minutes, calendar, _left(ground, task, minutes, stretch))


def _shared(ground: Ground, task: Task, work: Estimate) -> Work:
    rates = rates_of_named(ground.plan, task)
    undecided = rates_of_needs(ground.plan, task)
    stretch = stretch_of_work(ground.plan, [*((1, rate) for _, rate in rates), *undecided])
    calendars = list(dict.fromkeys(ground.hours.of_all(task, [id]) for id, _ in rates))
    if not calendars:
        calendars = [ground.hours.of_all(task, named_parties(ground.plan, task))]
    return shared(ground, task, work, stretch, calendars)


def shared(ground: Ground, task: Task, work: Estimate, stretch: Decimal, calendars: Sequence[int]) -> Work:
    """Return work shared by people with hours in these rows; `stretch` are its minutes for one of person-time."""
    minutes = stretched(said_minutes(ground, task, work), stretch)
    left = _left_of_shared(ground, task, minutes, stretch)
    parts = tuple(Part(calendar, minutes, left) for calendar in calendars)
    return Work(minutes, calendars[0], left, parts if len(parts) > 1 else ())


def _left_of_shared(ground: Ground, task: Task, minutes: int, stretch: Decimal) -> int:
    """Return the minutes until shared work is done: `left_work` and `percent_work` count it in person-time."""
    if task.done is None and task.left is None and task.left_work is not None:
        return stretched(ground.units.minutes(task.left_work), stretch)
    if task.done is None and task.left is None and task.percent is None and task.percent_work is not None:
        return round(minutes * max(1 - task.percent_work.fraction, Decimal(0)))
    return _left(ground, task, minutes, stretch)


def _assigned(ground: Ground, task: Task) -> list[Part]:
    """Return a part for each person's assignment with work: minutes of work over their share."""
    parts = []
    for assignment in task.assignments:
        share = assignment.share.fraction if assignment.share else Decimal(1)
        if assignment.work is None or share <= 0 or assignment.who not in ground.plan.people:
            continue
        delay = ground.units.minutes(assignment.delay) if assignment.delay else 0
        whole, left = _work_minutes(ground, assignment)
        if assignment.contour == "contoured" and task.duration is not None:
            # Drawn by hand, day by day: such an assignment takes as long as its task was said to take.
            span = said_minutes(ground, task, task.duration)
            calendar = ground.hours.of_all(task, [assignment.who])
            parts.append(Part(calendar, span, _left(ground, task, span, Decimal(1))))
            continue
        share *= CONTOURS.get(assignment.contour or "", Decimal(1))
        calendar = ground.hours.of_all(task, [assignment.who])
        parts.append(Part(calendar, delay + round(whole / share), round(left / share), delay))
    # The task begins with the first of them, so that what all are delayed by is not waited for twice.
    least = min((part.delay for part in parts), default=0)
    return [part._replace(minutes=part.minutes - least) for part in parts] if least else parts


CONTOURS = {
    "back loaded": Decimal("0.6"),
    "front loaded": Decimal("0.6"),
    "double peak": Decimal("0.5"),
    "early peak": Decimal("0.5"),
    "late peak": Decimal("0.5"),
    "bell": Decimal("0.5"),
    "turtle": Decimal("0.7"),
}
"""What part of its share an assignment with this work contour takes on average; Microsoft Project's ten tenths each."""


def _work_minutes(ground: Ground, assignment: Assignment) -> tuple[int, int]:
    whole = ground.units.minutes(assignment.work) if assignment.work else 0
    if assignment.done is not None:
        return whole, 0
    left = ground.units.minutes(assignment.left) if assignment.left is not None else None
    spent = ground.units.minutes(assignment.spent) if assignment.spent is not None else 0
    return whole, max(whole - spent, 0) if left is None else left


def _of_parts(ground: Ground, task: Task, parts: list[Part]) -> Work:
    calendars = {part.calendar for part in parts}
    calendar = calendars.pop() if len(calendars) == 1 else ground.hours.of_task(task)
    said = said_minutes(ground, task, task.duration) if task.duration is not None else 0
    gaps = _interruptions(ground, task, calendar)
    if gaps:
        ahead = _interruptions_ahead(ground, task, calendar)
        parts = [
            part._replace(minutes=part.minutes + gaps, remaining=part.remaining + ahead) for part in parts
        ]
    minutes = said or max(part.minutes for part in parts)
    return Work(minutes + gaps, calendar, max(part.remaining for part in parts), tuple(parts))


def said_minutes(ground: Ground, task: Task, estimate: Estimate) -> int:
    """Return the most likely minutes of what a task says, times its template's scale."""
    return ground.units.most_likely(estimate, dict(ground.plan.settings.sizes), task.scale)


def _left(ground: Ground, task: Task, minutes: int, stretch: Decimal) -> int:
    """Return the minutes still to do: `left` beats `percent`; nothing once done, all of it where nobody says."""
    if task.done is not None:
        return 0
    if task.left is not None:
        return stretched(ground.units.most_likely(task.left, dict(ground.plan.settings.sizes)), stretch)
    if task.percent is not None:
        return round(minutes * max(1 - task.percent.fraction, Decimal(0)))
    return minutes


def stretched(minutes: int, stretch: Decimal) -> int:
    """Return minutes times a stretch, rounded up to a whole minute: promises don't round down."""
    return int((minutes * stretch).to_integral_value(ROUND_CEILING)) if stretch != 1 else minutes


def named_parties(plan: Plan, task: Task) -> list[str]:
    """Return whose hours an estimate has to share: those named, and things and firms that nothing can replace."""
    only = [need.alternatives[0].what for need in task.needs if len(need.alternatives) == 1]
    things = [id for id in only if id in plan.equipment or id in plan.suppliers or id in plan.people]
    return [*(who.id for who in task.who), *things]


def _interruptions_ahead(ground: Ground, task: Task, calendar: int) -> int:
    """Return the working minutes of interruptions still to come, where what is left is said as work alone."""
    if task.started is None or task.left is None:
        return 0
    since = task.resumed or task.suspended or task.started
    return _interruptions(ground, task, calendar, ground.axis.minute(since))


def _interruptions(ground: Ground, task: Task, calendar: int, since: int = codes.MISSING) -> int:
    """Return the working minutes between the recorded stretches of a task that was, or will be, interrupted.

    Those before `since` are left out.
    """
    if len(task.parts) < 2 or task.done or calendar == CLOCK:
        return 0
    hours = ground.hours.calendar(calendar).slice
    ends = [
        (ground.axis.minute(period.first), ground.axis.minute(period.last, end=True))
        for period in sorted(task.parts, key=lambda period: period.span())
        if period.first is not None and period.last is not None
    ]
    gaps = [(max(end, since), begin) for (_, end), (begin, _) in pairwise(ends)]
    return sum(kernels.work_between(*hours, end, begin) for end, begin in gaps if end < begin)
