"""How many hours of a working day somebody elsewhere shares with the team."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.weeks import Spans, folded, merged, plan_calendar, week, week_of


def shared_hours(plan: Plan, each: Candidate | Supplier, day: date) -> float | None:
    """Return the hours a working day of the plan that are hours of somebody else's too, by the clocks of a date.

    None where the plan or they don't say a time zone. Their hours are their own, else those of their calendar, else
    the plan's, by the clock where they are.
    """
    calendar = plan_calendar(plan)
    here = calendar.zone if calendar is not None else None
    if here is None or each.zone is None:
        return None
    try:
        apart = _offset(here, day) - _offset(each.zone, day)
    except (KeyError, ValueError, OSError):
        return None
    team = week(plan, calendar)
    own = plan.calendars.get(each.calendar or "", calendar)
    theirs = week_of(each.hours) if each.hours else week(plan, own)
    shifted = merged([piece for begin, end in theirs for piece in folded(begin + apart, end + apart)])
    days = len({begin // 1440 for begin, _ in team})
    return _common(team, shifted) / 60 / days if days else None


def _offset(zone: str, day: date) -> int:
    """Return how many minutes a zone is ahead of UTC at noon."""
    ahead = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
    return round(ahead.total_seconds() / 60) if ahead is not None else 0


def _common(one: Spans, other: Spans) -> int:
    return sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in one for b in other)
