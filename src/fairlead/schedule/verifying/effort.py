"""How much working time a task takes with those who are on it, and on whose hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from fairlead.plan.entities import Task
from fairlead.plan.values import Estimate
from fairlead.schedule.plan_options import by_primavera
from fairlead.schedule.verifying.case import Case, Job
from fairlead.schedule.verifying.hours import CLOCK, Hours
from fairlead.schedule.verifying.staff import ALL, Staff, is_human, shares_work

CONTOURS = {
    "back loaded": "0.6", "front loaded": "0.6", "double peak": "0.5", "early peak": "0.5", "late peak": "0.5",
    "bell": "0.5", "turtle": "0.7",
}  # fmt: skip
"""What part of its share an assignment of this work contour takes on average."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Work to be done in some hours by `who`: working minutes of the whole, and of what is left."""

    hours: Hours
    minutes: int
    left: int
    who: tuple[str, ...]


Effort = tuple[Portion, ...]
"""The work of a task: done when the last of its portions is."""


def efforts_of(case: Case, job: Job, staff: Staff) -> list[Effort]:
    """Return the work of a task in each reading that the document allows, the usual one first.

    An estimate is stretched by the slowest pace of those on it, in the hours that all share; work is split among
    people by their pace, each in their own hours; a duration passes on the task's calendar, or on the clock. None at
    all is returned for what the document doesn't say alone (activities that go by Primavera's resources).
    """
    task = job.task
    if by_primavera(case.plan) and task.duration is not None and not task.duration.elapsed:
        return _activity(case, task, task.duration, staff)
    if task.duration is not None and not _goes_by_assignments(case, task):
        return [_passing(case, task, task.duration, staff)]
    if _goes_by_assignments(case, task):
        return [_assigned(case, task)]
    if task.work is not None:
        return list(dict.fromkeys(_shared(case, task, task.work, staff)))
    if task.estimate is not None:
        return list(dict.fromkeys(_attended(case, task, task.estimate, staff)))
    if task.milestone:
        return [()]
    return list(dict.fromkeys(_a_day(case, task, staff)))


def minutes_by_logic(case: Case, task: Task) -> list[int]:
    """Return the minutes of a task as they are without anybody chosen, for each of its modes."""
    found = []
    for way in task.ways:
        said = way.duration or way.work or way.estimate
        if said is not None:
            stretch = ALL
            if way.estimate is not None:
                stretch = 1 / (_pace([], way) * _focus(case))
            elif way.work is not None:
                heads = len(way.who) + sum((Decimal(need.count[1]) for need in way.needs), Decimal(0))
                stretch = 1 / (max(heads, ALL) * _focus(case))
            found.append(stretched(_likely(case, way, said), stretch))
    return found


def stretched(minutes: int, stretch: Decimal) -> int:
    """Return minutes times a stretch, rounded up to a whole one."""
    return int((minutes * stretch).to_integral_value(ROUND_CEILING)) if stretch != 1 else minutes


def _passing(case: Case, task: Task, duration: Estimate, staff: Staff) -> Effort:
    minutes = _likely(case, task, duration)
    elapsed = duration.resolved(dict(case.plan.settings.sizes)).elapsed
    hours = CLOCK if elapsed else case.hours.of_task(task)
    return (Portion(hours, minutes, _left(case, task, minutes, ALL), tuple(staff.ids)),)


def _activity(case: Case, task: Task, duration: Estimate, staff: Staff) -> list[Effort]:
    """By Primavera's rules a task goes by its own calendar, and takes what is left where it hasn't begun."""
    if task.activity_type is not None:
        return []
    whole = case.units.most_likely(duration, dict(case.plan.settings.sizes))
    left = _left(case, task, whole, ALL) if task.left is not None or task.done is not None else whole
    minutes = whole if task.started is not None else left
    return [(Portion(case.hours.of_task(task), minutes, left, tuple(staff.ids)),)]


def _attended(case: Case, task: Task, estimate: Estimate, staff: Staff) -> Iterator[Effort]:
    elapsed = estimate.resolved(dict(case.plan.settings.sizes)).elapsed
    hours = CLOCK if elapsed else case.hours.of_all(task, staff.ids)
    for pace in _paces(staff, task):
        stretch = 1 / (pace * _focus(case))
        minutes = stretched(_likely(case, task, estimate), stretch)
        yield (Portion(hours, minutes, _left(case, task, minutes, stretch), tuple(staff.ids)),)


def _shared(case: Case, task: Task, work: Estimate, staff: Staff) -> Iterator[Effort]:
    rates: dict[str, Decimal] = {}
    heads = 0
    for post in staff.posts:
        named = post.place is not None and staff.places[post.place].named
        if named or shares_work(case.plan, post.who):
            heads += 1
            focus = _focus(case) if is_human(case.plan, post.who) else ALL
            rates[post.who] = rates.get(post.who, Decimal(0)) + post.rate * focus
    things = [id for id in staff.ids if id not in rates]
    if not rates:
        stretch = 1 / (_rate_of_nobody(case, task) * _focus(case))
        minutes = stretched(_likely(case, task, work), stretch)
        left = _left_of_work(case, task, minutes, stretch)
        yield (Portion(case.hours.of_all(task, things), minutes, left, tuple(things)),)
        return
    stretch = (1 + _coordination(case) * (heads - 1)) / sum(rates.values())
    minutes = stretched(_likely(case, task, work), stretch)
    left = _left_of_work(case, task, minutes, stretch)
    alone = tuple(Portion(case.hours.of_all(task, [id]), minutes, left, (id,)) for id in rates)
    if things:
        # Whether all come together, or each when the thing is there, the document doesn't say.
        yield (Portion(case.hours.of_all(task, staff.ids), minutes, left, tuple(staff.ids)),)
        yield tuple(Portion(case.hours.of_all(task, [id, *things]), minutes, left, (id,)) for id in rates)
    yield alone


def _a_day(case: Case, task: Task, staff: Staff) -> Iterator[Effort]:
    """A task that doesn't say how long it takes is taken for a day."""
    day = case.units.day
    for hours in (case.hours.of_all(task, staff.ids), case.hours.of_all(task, [who.id for who in task.who])):
        for stretch in (ALL, *(1 / (pace * _focus(case)) for pace in _paces(staff, task))):
            minutes = stretched(day, stretch)
            yield (Portion(hours, minutes, _left(case, task, minutes, stretch), tuple(staff.ids)),)


def _assigned(case: Case, task: Task) -> Effort:
    """What another tool knows of each assignment: its work over its share, in the hours of who does it."""
    portions, delays = [], []
    for each in task.assignments:
        share = each.share.fraction if each.share else ALL
        if each.work is None or share <= 0 or each.who not in case.plan.people:
            continue
        hours = case.hours.of_all(task, [each.who])
        if each.contour == "contoured" and task.duration is not None:
            span = _likely(case, task, task.duration)
            portions.append(Portion(hours, span, _left(case, task, span, ALL), (each.who,)))
            delays.append(0)
            continue
        share *= Decimal(CONTOURS.get(each.contour or "", "1"))
        delays.append(case.units.minutes(each.delay) if each.delay else 0)
        whole = case.units.minutes(each.work)
        spent = case.units.minutes(each.spent) if each.spent is not None else 0
        left = case.units.minutes(each.left) if each.left is not None else max(whole - spent, 0)
        left = 0 if each.done is not None else left
        portions.append(Portion(hours, delays[-1] + round(whole / share), round(left / share), (each.who,)))
    least = min(delays, default=0)
    return tuple(Portion(one.hours, one.minutes - least, one.left, one.who) for one in portions)


def _goes_by_assignments(case: Case, task: Task) -> bool:
    return task.task_type != "fixed duration" and any(
        each.work is not None
        and each.who in case.plan.people
        and (each.share is None or each.share.fraction > 0)
        for each in task.assignments
    )


def _paces(staff: Staff, task: Task) -> list[Decimal]:
    """Return the slowest pace of those on a task, and that with what is asked for but can't be had."""
    rates = [post.rate for post in staff.posts if post.place is not None] or [
        post.rate for post in staff.posts
    ]
    found = [min(rates, default=ALL), _pace(rates, task)]
    return list(dict.fromkeys(pace for pace in found if pace > 0))


def _pace(rates: Sequence[Decimal], task: Task) -> Decimal:
    asked = [who.share for who in task.who if not rates] + [need.share for need in task.needs]
    return min(
        [*rates, *(share.fraction for share in asked if share is not None and share.fraction > 0)],
        default=ALL,
    )


def _rate_of_nobody(case: Case, task: Task) -> Decimal:
    """Return at which rate work is shared where nobody is chosen: by as many as the needs allow."""
    things = {*case.plan.equipment, *case.plan.materials}
    asked = [need for need in task.needs if not any(each.what in things for each in need.alternatives)]
    shares = ((need.count[1], need.share.fraction if need.share is not None else ALL) for need in asked)
    return sum((Decimal(most) * share for most, share in shares), Decimal(0)) or ALL


def _left(case: Case, task: Task, minutes: int, stretch: Decimal) -> int:
    """Return what is still to do: `left` beats `percent`; all of it where nobody says."""
    if task.done is not None:
        return 0
    if task.left is not None:
        likely = case.units.most_likely(task.left, dict(case.plan.settings.sizes))
        return stretched(likely, stretch)
    if task.percent is not None:
        return round(minutes * max(1 - task.percent.fraction, Decimal(0)))
    return minutes


def _left_of_work(case: Case, task: Task, minutes: int, stretch: Decimal) -> int:
    if task.done is None and task.left is None and task.left_work is not None:
        return stretched(case.units.minutes(task.left_work), stretch)
    if task.done is None and task.left is None and task.percent is None and task.percent_work is not None:
        return round(minutes * max(1 - task.percent_work.fraction, Decimal(0)))
    return _left(case, task, minutes, stretch)


def _likely(case: Case, task: Task, estimate: Estimate) -> int:
    return case.units.most_likely(estimate, dict(case.plan.settings.sizes), task.scale)


def _focus(case: Case) -> Decimal:
    focus = case.plan.settings.focus
    return focus.fraction if focus is not None else ALL


def _coordination(case: Case) -> Decimal:
    """Return what each further person on shared work costs, as a part of the work."""
    said = case.plan.settings.coordination
    return said.fraction if said is not None else Decimal(0)
