"""How much of everybody several schedules take at the most at any minute: counted by hand, from the plans' own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from fairlead.plan.document import Plan
from fairlead.schedule.levelling.placed import PeopleSchedule, Placed

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Stretch(NamedTuple):
    """Somebody works on something, at so much of their full time."""

    who: str
    start: datetime
    finish: datetime
    units: Decimal


def most_taken(plans: Mapping[str, Plan], schedules: Mapping[str, PeopleSchedule]) -> dict[str, Decimal]:
    """The most that is taken of everybody at any minute by all plans together, in full times."""
    stretches = [each for name in plans for each in _stretches(plans[name], schedules[name])]
    most: dict[str, Decimal] = {}
    for one in stretches:
        # It is at its highest where something begins.
        now = [each for each in stretches if each.who == one.who and each.start <= one.start < each.finish]
        most[one.who] = max(most.get(one.who, Decimal(0)), sum((each.units for each in now), Decimal(0)))
    return most


def there_is(plans: Mapping[str, Plan], who: str) -> Decimal:
    """How much of somebody or something there is for all plans: one share in all is all there is, others are parts."""
    having = [plan for plan in plans.values() if who in plan.people or who in plan.equipment]
    shares = [_share(plan, who) for plan in having]
    count = max(
        plan.equipment[who].count if who in plan.equipment else plan.people[who].count for plan in having
    )
    return count * (shares[0] if len(set(shares)) == 1 else min(Decimal(1), sum(shares, Decimal(0))))


def _stretches(plan: Plan, schedule: PeopleSchedule) -> Iterator[Stretch]:
    for each in schedule:
        by_itself = plan.tasks[each.id].duration is not None or plan.tasks[each.id].work is not None
        for who, share, _ in each.assigned:
            together = [who] if by_itself else [other.who for other in each.assigned]
            for start, finish in _open(plan, schedule, each, together):
                yield Stretch(who, start, finish, share * _share(plan, who))


def _open(
    plan: Plan, schedule: PeopleSchedule, each: Placed, together: list[str]
) -> Iterator[tuple[datetime, datetime]]:
    """The hours that everybody on it has, within the stretches of a task."""
    for first, last in each.segments:
        begin, end = schedule.local(first), schedule.local(last)
        day = begin.date()
        while day <= end.date():
            spans = [(begin, end)]
            for who in together:
                hours = [
                    (datetime.combine(day, since), datetime.combine(day, until))
                    for since, until in _hours(plan, who).get(day.weekday(), [])
                ]
                spans = [(max(a, c), min(b, d)) for a, b in spans for c, d in hours if max(a, c) < min(b, d)]
            yield from spans
            day += timedelta(days=1)


def _hours(plan: Plan, who: str) -> dict[int, list[tuple[time, time]]]:
    """Working hours by weekday, of texts like `Mon-Fri 08:00-12:00 13:00-17:00`."""
    own = plan.people[who].body().get("hours") if who in plan.people else None
    said = own or plan.settings.body()["calendar"]["hours"]
    days, *spans = (said if isinstance(said, str) else said[0]).split()
    first, last = (DAYS.index(day) for day in days.split("-"))
    open_ = [tuple(map(time.fromisoformat, span.split("-"))) for span in spans]
    return {day: [(since, until) for since, until in open_] for day in range(first, last + 1)}


def _share(plan: Plan, who: str) -> Decimal:
    share = plan.people[who].share if who in plan.people else None
    return share.fraction if share is not None else Decimal(1)
