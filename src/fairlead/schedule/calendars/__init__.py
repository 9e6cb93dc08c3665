"""Calendars: what they say (`spec`), compiled to spans (`compiling`, `zones`), combined, read by `kernels`.

A plan's own calendars become specs in `from_plan`, public holidays come from `holidays`; both are imported by
those who need them.
"""

from __future__ import annotations

from fairlead.schedule.calendars.algebra import difference, intersection, union
from fairlead.schedule.calendars.calendar import Calendar, CalendarSet
from fairlead.schedule.calendars.compiling import compile_calendar, window_of
from fairlead.schedule.calendars.spec import (
    DayException,
    WorkingTime,
    WorkWeek,
    always,
    month_minutes,
    week_minutes,
    working_day_minutes,
)

__all__ = [
    "Calendar",
    "CalendarSet",
    "DayException",
    "WorkWeek",
    "WorkingTime",
    "always",
    "compile_calendar",
    "difference",
    "intersection",
    "month_minutes",
    "union",
    "week_minutes",
    "window_of",
    "working_day_minutes",
]
