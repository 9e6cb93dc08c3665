"""Candidates who are hired become people: as many hours, the same skills and rate, slower while they learn the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import Candidate, Confidential, Cost, Duty, Entity, Person, Rates
from fairlead.plan.values import DateRange, Duration, Estimate, Money, Percent
from fairlead.plan.weeks import minutes_of_units

RAMP_UP = ".ramp-up"
"""Ends the ids of the duty and the cost that come with somebody new."""

_SLOWED = Percent(Decimal("0.5"))
"""The share of the hours that learning the work takes, until it is over."""

_KEPT = (
    "name", "calendar", "hours", "zone", "away", "available", "share", "count", "skills", "learns",
    "certifications", "email", "phone", "language", "location", "team",
)  # fmt: skip


def with_hires(plan: Plan) -> Plan:
    """Return the plan in which every candidate with a `hired` date is a person from that day on, under the same id.

    While `ramp_up` lasts, learning takes half of their hours; these are paid for, as a cost of its own.
    """
    hired = [each for each in plan.candidates.values() if each.hired is not None]
    if not hired:
        return plan
    gone: list[Key] = [(each.kind, each.id) for each in hired]
    return plan.with_entities(*(new for each in hired for new in _as_one_of_us(plan, each)), without=gone)


def earliest(plan: Plan, candidate: Candidate) -> date | None:
    """Return the first day on which somebody could begin: when they are free, and after the lead time of the contract.

    That runs from the status date, before the first one from the plan's start; None where the plan has no dates.
    """
    moment = plan.settings.status_date or plan.settings.start
    free = candidate.from_.most_likely() if candidate.from_ is not None else None
    if moment is None:
        return free
    supplier = plan.suppliers.get(candidate.supplier or "")
    lead = candidate.lead_time or (supplier.lead_time if supplier is not None else None)
    first = moment.date + timedelta(days=_days(plan, lead) if lead is not None else 0)
    return max(first, free) if free is not None else first


def _as_one_of_us(plan: Plan, candidate: Candidate) -> Iterator[Entity]:
    assert candidate.hired is not None
    first = candidate.hired.date
    body: dict[str, Any] = {key: getattr(candidate, key) for key in _KEPT}
    until = candidate.until
    yield Person(id=candidate.id, **body, from_=DateRange(first, first, first), until=until)
    if candidate.ramp_up is None:
        return
    last = first + timedelta(days=max(_days(plan, candidate.ramp_up) - 1, 0))
    id = candidate.id + RAMP_UP
    name = f"{candidate.title} learns the work"
    yield Duty(
        id=id,
        name=name,
        who=(candidate.id,),
        takes=_SLOWED,
        from_=DateRange(first, first, first),
        until=DateRange(last, last, last),
    )
    price = hours_cost(plan, candidate.id, _minutes(plan, candidate.ramp_up) * _SLOWED.fraction, first)
    if price is not None:
        yield Cost(id=id, name=name, amount=price, on=DateRange(first, first, first))


def hours_cost(plan: Plan, who: str, minutes: Decimal, day: date) -> Money | None:
    """Return what so many minutes of somebody cost on a day; None without a rate by time."""
    rates: Confidential | None = plan.confidential(who).get("rate")
    if not isinstance(rates, Rates):
        return None
    since = [each for each in rates.value if each.from_ is None or each.from_.date <= day]
    rate = since[-1].rate if since else None
    if rate is None or rate.per not in _units(plan):
        return None
    return Money(
        (rate.amount.most_likely() * minutes / _units(plan)[rate.per]).quantize(Decimal("0.01")),
        rate.amount.currency,
    )


def _units(plan: Plan) -> dict[str, int]:
    """Return the minutes of an hour, a day, a week and a month."""
    day, week, month = minutes_of_units(plan)
    return {"h": 60, "d": day, "w": week, "mo": month}


def _minutes(plan: Plan, estimate: Estimate) -> Decimal:
    unit = _units(plan)
    likely = estimate.resolved(plan.settings.sizes).most_likely(unit["d"], unit["w"], unit["mo"])
    return Decimal(likely.to_minutes(unit["d"], unit["w"], unit["mo"]))


def _days(plan: Plan, estimate: Estimate) -> int:
    """Return how many days of the calendar a time passes in, weekends counted; part of one counts as one."""
    unit = _units(plan)
    likely: Duration = estimate.resolved(plan.settings.sizes).most_likely(unit["d"], unit["w"], unit["mo"])
    minutes = likely.to_minutes(unit["d"], unit["w"], unit["mo"])
    return -(-minutes // 1440) if likely.elapsed else -(-minutes * 7 // unit["w"])
