"""Set algebra on compiled calendars; the result's window is the part common to all of them."""

from __future__ import annotations

from fairlead.schedule.calendars.calendar import Calendar, Window
from fairlead.schedule.calendars.spans import Spans, clipped, common, covered_at_least


def intersection(*calendars: Calendar) -> Calendar:
    """Return when all of the calendars work; `total == 0` says that they have no hour in common."""
    window = common_window(*calendars)
    spans = calendars[0].spans
    for other in calendars[1:]:
        spans = common(spans, other.spans)
    return Calendar.of_sorted(clipped(spans, *window), window)


def union(*calendars: Calendar) -> Calendar:
    """Return when at least one of the calendars works."""
    return Calendar.of(covered_at_least(1, *_spans(calendars)), common_window(*calendars))


def difference(calendar: Calendar, absences: Spans) -> Calendar:
    """Return when the calendar works outside the absences (starts and ends, in any order)."""
    return Calendar.of(covered_at_least(1, calendar.spans, without=absences), calendar.window)


def common_window(*calendars: Calendar) -> Window:
    """Return the part of the axis that all calendars are compiled for; ValueError when there is none."""
    if not calendars:
        raise ValueError("set algebra needs at least one calendar")
    first = max(calendar.window[0] for calendar in calendars)
    last = min(calendar.window[1] for calendar in calendars)
    if first > last:
        raise ValueError("the calendars are compiled for windows that have nothing in common")
    return first, last


def _spans(calendars: tuple[Calendar, ...]) -> list[Spans]:
    return [calendar.spans for calendar in calendars]
