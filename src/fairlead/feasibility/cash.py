"""Money by date: what the plan has spent by when, against what has been released by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Moment, Money, Terms
from fairlead.risk.crews import decided
from fairlead.risk.happening import taken
from fairlead.schedule import codes
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.bounds.hours import Hours, hours_of
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import ids_in
from fairlead.schedule.network import Part
from fairlead.schedule.rates import paid_share
from fairlead.schedule.staffing import FULL, Mode, Resource, Staffed
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.staffing.overtime import overtime_factor

_LATEST_YEAR = 9998


@dataclass(frozen=True, slots=True)
class Payment:
    """A sum on a day, in the plan's currency, and what it is for (an id); `task` is the work that it is spent on."""

    day: date
    amount: Decimal
    what: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Cash:
    """All payments of a schedule in the order of time, with everything at its most likely value, and the releases."""

    payments: tuple[Payment, ...]
    releases: tuple[tuple[date, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """What is spent in all."""
        return sum((each.amount for each in self.payments), Decimal(0))

    def spent_by(self, day: date) -> Decimal:
        """Return what has been spent at the end of a day."""
        return sum((each.amount for each in self.payments if each.day <= day), Decimal(0))

    def shortfalls(self) -> Iterator[tuple[date, Decimal, Decimal]]:
        """Yield the first day of each time in which more is spent than released, with both sums on its worst day."""
        if not self.releases:
            return
        days = sorted({each.day for each in self.payments} | {first for first, _ in self.releases})
        spent = released = Decimal(0)
        by_day: dict[date, Decimal] = {}
        for payment in self.payments:
            by_day[payment.day] = by_day.get(payment.day, Decimal(0)) + payment.amount
        freed = dict[date, Decimal]()
        for first, amount in self.releases:
            freed[first] = freed.get(first, Decimal(0)) + amount
        worst: tuple[date, Decimal, Decimal] | None = None
        for day in days:
            spent += by_day.get(day, Decimal(0))
            released += freed.get(day, Decimal(0))
            if spent <= released:
                if worst is not None:
                    yield worst
                worst = None
            elif worst is None:
                worst = (day, spent, released)
            elif spent - released > worst[1] - worst[2]:
                worst = (worst[0], spent, released)
        if worst is not None:
            yield worst

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return the shortfalls as plain data."""
        return {
            "shortfalls": [
                {
                    "from": day.isoformat(),
                    "needed": {"amount": f"{needed:.2f}", "currency": currency},
                    "released": {"amount": f"{released:.2f}", "currency": currency},
                }
                for day, needed, released in self.shortfalls()
            ]
        }


def cash_of(schedule: PeopleSchedule) -> Cash:
    """Return the payments of a schedule: prices of tasks by their accrual or their supplier's terms, hours as they are
    worked, the plan's own costs when they are due, and actions against risks.
    """
    plan = schedule.compiled.plan
    payments = [*_hours(schedule), *_tasks(schedule), *_costs(schedule), *_actions(schedule)]
    payments.sort(key=lambda each: (each.day, each.what))
    budget = plan.settings.budget
    releases = budget.releases if budget is not None else ()
    known = [(each.first, in_plan_currency(plan.settings, each.amount, each.first)) for each in releases]
    return Cash(tuple(payments), tuple(sorted((day, amount) for day, amount in known if amount is not None)))


def _hours(schedule: PeopleSchedule) -> Iterator[Payment]:
    """Yield what people's hours cost: those of a stretch of work on the last day of each week of it."""
    compiled = schedule.compiled
    limits = staffed(compiled)
    crews = decided(compiled, Agreed.of(schedule))
    modes = crews.modes if crews is not None else {}

    @cache
    def hours(calendar: int) -> Hours:
        return hours_of(limits.compiled.network.calendars, calendar)

    for id, place in ids_in(compiled):
        if place in modes and id in schedule.placed:
            yield from _of_crew(schedule, id, modes[place], limits, hours)
        elif compiled.network.state[place] == codes.FINISHED:
            yield from _of_past(compiled, id, place, limits.resources)


def _of_crew(
    schedule: PeopleSchedule, id: str, mode: Mode, limits: Staffed, hours: Callable[[int], Hours]
) -> Iterator[Payment]:
    placed = schedule.placed[id]
    spans = placed.segments or ((placed.start, placed.finish),)
    for slot in mode.slots:
        resource = limits.resources[slot.eligible[0]]
        if resource.hourly is None:
            continue
        part = mode.parts[slot.part] if mode.parts and slot.part >= 0 else _on_the_clock(spans)
        factor = overtime_factor(limits, mode, slot, slot.eligible[0], spans)
        for day, minutes in _in_weeks(schedule, spans, part, hours(part.calendar)):
            moment = schedule.compiled.axis.minute(Moment(day))
            worked = Decimal(minutes) * slot.paid_units / FULL / 60
            yield Payment(
                day, resource.hourly.usual_at(moment) * worked * factor, resource.id, id.partition("#")[0]
            )


def _on_the_clock(spans: Sequence[tuple[int, int]]) -> Part:
    minutes = sum(last - first for first, last in spans)
    return Part(codes.CLOCK, minutes, minutes)


def _in_weeks(
    schedule: PeopleSchedule, spans: Sequence[tuple[int, int]], part: Part, hours: Hours
) -> Iterator[tuple[date, int]]:
    """Yield the minutes of a part of some work by the last day on which it is done in each week.

    A part can be done before the work as a whole is. What the stretches of the work have no hours for is of their last
    day.
    """
    axis = schedule.compiled.axis
    found: dict[date, int] = {}
    # Work under way may take longer than was estimated.
    delay, left = part.delay, max(part.minutes - part.delay, part.remaining)
    for first, last in spans:
        while first < last and left > 0:
            day = axis.local(first).date()
            sunday = day + timedelta(days=6 - day.weekday())
            end = min(last, axis.minute(Moment(sunday), end=True))
            begun = hours.before(first)
            open_minutes = hours.before(end) - begun
            passed = min(delay, open_minutes)
            worked = min(open_minutes - passed, left)
            if worked > 0:
                last_day = axis.local(hours.first(begun + passed + worked) - 1).date()
                found[last_day] = found.get(last_day, 0) + worked
            delay, left, first = delay - passed, left - worked, end
    if left > 0:
        last_day = axis.local(max(spans[-1][1] - 1, spans[-1][0])).date()
        found[last_day] = found.get(last_day, 0) + left
    yield from found.items()


def _of_past(compiled: Compiled, id: str, place: int, resources: Sequence[Resource]) -> Iterator[Payment]:
    """Yield what finished work cost: what was `spent`, else its estimate, at the rates of those who were on it."""
    task = compiled.plan.tasks.get(id.partition("#")[0])
    if task is None or task.done is None:
        return
    by_id = {each.id: each for each in resources}
    plan = compiled.plan
    hourly = [
        (rate, paid_share(plan, who.id) if task.spent is not None else Decimal(1))
        for who in task.who
        if who.id in by_id and (rate := by_id[who.id].hourly) is not None
    ]
    if not hourly:
        return
    minutes = Decimal(int(compiled.network.tasks[place, at.DURATION]) * len(hourly))
    if task.spent is not None:
        minutes = Decimal(compiled.units.minutes(task.spent))
    moment = compiled.axis.minute(task.done, end=True)
    # What was spent is hours of their own; else an hour of the task is so much of theirs as they give to the plan.
    average = sum((each.usual_at(moment) / share for each, share in hourly), Decimal(0)) / len(hourly)
    yield Payment(task.done.date, average * minutes / 60, task.id, task.id)


def _tasks(schedule: PeopleSchedule) -> Iterator[Payment]:
    plan, axis = schedule.compiled.plan, schedule.compiled.axis
    for placed in schedule:
        id = placed.id.partition("#")[0]
        task = plan.tasks.get(id)
        if task is None:
            continue
        # Midnight is the end of the day before.
        start, finish = (
            axis.local(each).date() for each in (placed.start, max(placed.finish - 1, placed.start))
        )
        sums = [task.cost] if task.cost is not None else []
        if placed.mode is not None and task.modes[placed.mode].cost is not None:
            sums.append(task.modes[placed.mode].cost)  # type: ignore[arg-type]
        for money in sums:
            amount = in_plan_currency(plan.settings, money, start)
            if amount is not None:
                yield from _paid(task, amount, start, finish, terms_of(plan, task))
        yield from _materials(plan, task, start)


def _paid(task: Task, amount: Decimal, start: date, finish: date, terms: Terms | None) -> Iterator[Payment]:
    if terms is not None:
        for part in terms.instalments:
            day = part.when if isinstance(part.when, date) else start if part.when == "start" else finish
            yield Payment(day, amount * part.share.fraction, task.id, task.id)
    elif task.cost_accrual == "start":
        yield Payment(start, amount, task.id, task.id)
    elif task.cost_accrual == "prorated":
        yield Payment(start, amount / 2, task.id, task.id)
        yield Payment(finish, amount / 2, task.id, task.id)
    else:
        yield Payment(finish, amount, task.id, task.id)


def terms_of(plan: Plan, task: Task) -> Terms | None:
    """Return by which terms the price of a task is paid: those of the supplier who does it; None for none."""
    named = [who.id for who in task.who] + [each.what for need in task.needs for each in need.alternatives]
    return next((plan.suppliers[id].terms for id in named if id in plan.suppliers), None)


def _materials(plan: Plan, task: Task, day: date) -> Iterator[Payment]:
    for need in task.needs:
        material = plan.materials.get(need.alternatives[0].what)
        if material is not None and material.price is not None:
            amount = in_plan_currency(plan.settings, material.price, day)
            if amount is not None:
                yield Payment(day, amount * Decimal(need.count[1]), material.id, task.id)


def _costs(schedule: PeopleSchedule) -> Iterator[Payment]:
    """Yield the plan's own costs up to its finish; those without a date are due at the start."""
    plan, axis = schedule.compiled.plan, schedule.compiled.axis
    first, last = axis.local(schedule.start).date(), axis.local(schedule.finish).date()
    for cost in plan.costs.values():
        if cost.amount is None:
            continue
        days = [cost.on.most_likely() if cost.on is not None else first]
        if cost.every is not None:
            begin = cost.every.first or first
            until = min(cost.every.last or last, last, date(_LATEST_YEAR, 1, 1))
            days = list(cost.every.occurrences(begin, until, begin))
        for day in days:
            amount = in_plan_currency(plan.settings, cost.amount, day)
            if amount is not None:
                yield Payment(day, amount, cost.id)


def _actions(schedule: PeopleSchedule) -> Iterator[Payment]:
    plan, axis = schedule.compiled.plan, schedule.compiled.axis
    first = axis.local(schedule.start).date()
    for risk in plan.risks.values():
        for action in taken(risk, "planned"):
            money: Money | None = action.cost
            if money is None or action.task is not None or (risk.closed is not None and action.done is None):
                continue
            moment = action.done or action.due
            day = moment.date if moment is not None else first
            amount = in_plan_currency(plan.settings, money, day)
            if amount is not None:
                yield Payment(day, amount, risk.id)
