"""The ordinary week of a calendar, in minutes from Monday 00:00; exceptions and holidays are left aside."""

from __future__ import annotations

from collections import Counter

from fairlead.plan.document import Plan
from fairlead.plan.entities import WorkingHours
from fairlead.plan.values import Hours

_WEEK = 7 * 1440
Spans = tuple[tuple[int, int], ...]
"""Minutes of a week from Monday 00:00, sorted and disjoint."""
_STANDARD: Spans = tuple(
    (day * 1440 + a, day * 1440 + b) for day in range(5) for a, b in ((480, 720), (780, 1020))
)


def plan_calendar(plan: Plan) -> WorkingHours | None:
    """Return the plan's own calendar."""
    own = plan.settings.calendar
    return plan.calendars.get(own) if isinstance(own, str) else own


def week(plan: Plan, hours: WorkingHours | None) -> Spans:
    """Return the ordinary week; a calendar without hours of its own takes its base's, or Monday to Friday."""
    seen: set[str] = set()
    while hours is not None and not hours.hours and hours.base in plan.calendars and hours.base not in seen:
        seen.add(str(hours.base))
        hours = plan.calendars[str(hours.base)]
    return week_of(hours.hours) if hours is not None and hours.hours else _STANDARD


def week_of(hours: tuple[Hours, ...]) -> Spans:
    """Return the spans of a week that hours of it make."""
    spans = [
        piece
        for entry in hours
        for day in entry.days
        for start, end in entry.shifts
        for piece in folded(day * 1440 + start, day * 1440 + end)
    ]
    return merged(spans)


def folded(start: int, end: int) -> list[tuple[int, int]]:
    """Return a span of minutes wrapped into one week."""
    start, end = start % _WEEK, start % _WEEK + (end - start)
    return [(start, end)] if end <= _WEEK else [(start, _WEEK), (0, end - _WEEK)]


def merged(spans: list[tuple[int, int]]) -> Spans:
    """Return the spans in order, those that meet or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


def minutes_of_units(plan: Plan) -> tuple[int, int, int]:
    """Return the working minutes of a day (the most frequent one), a week and a month (52 weeks / 12) of the plan."""
    options = plan.settings.options
    spans = week(plan, plan_calendar(plan))
    days = Counter[int]()
    for start, end in spans:
        days[start // 1440] += end - start
    frequency = Counter(days.values())
    usual = max(frequency, key=lambda minutes: (frequency[minutes], minutes), default=480)
    day, whole = options.minutes_per_day or usual, options.minutes_per_week or sum(days.values()) or 2400
    return day, whole, day * options.days_per_month if options.days_per_month else whole * 52 // 12
