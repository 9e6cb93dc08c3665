"""When somebody outside could come, on a day on which they work, and whether what they cost is known."""

from __future__ import annotations

from datetime import date, timedelta

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.hiring import earliest
from fairlead.plan.weeks import plan_calendar, week, week_of


def first_day(plan: Plan, each: Candidate | Supplier) -> date | None:
    """Return the first day of their ordinary week on which somebody is free, and after their contract's lead time.

    None where the plan has no dates. Holidays are left aside.
    """
    terms = (
        each
        if isinstance(each, Candidate)
        else Candidate(id=each.id, from_=each.from_, lead_time=each.lead_time)
    )
    day = earliest(plan, terms)
    if day is None:
        return None
    own = plan.calendars.get(each.calendar or "", plan_calendar(plan))
    spans = week_of(each.hours) if each.hours else week(plan, own)
    days = {begin // 1440 for begin, _ in spans} or set(range(7))
    return next(
        day + timedelta(days=later) for later in range(7) if (day + timedelta(days=later)).weekday() in days
    )


def is_priced(plan: Plan, each: Candidate | Supplier) -> bool:
    """Tell whether the plan knows what somebody costs: it counts a `rate`, and no `salary` or `offer`.

    Where it has no rates at all money isn't its question.
    """
    return "rate" in plan.confidential(each.id) or not plan.of_kind("rate")
