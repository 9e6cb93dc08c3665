"""Working hours of single days and whole weeks, from Microsoft Project's lists of days and times."""

from __future__ import annotations

from collections.abc import Iterable

from fairlead.exchange.hours import DAY, Shifts, merged
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.recurrence import weekday
from fairlead.exchange.mspdi.scalars import clock, truth
from fairlead.exchange.scalars import whole_number
from fairlead.plan.values.hours import Shift


def shifts_of(day: Record) -> Shifts | None:
    """Return the shifts of a day, none for a day off; None for a working day that doesn't say its hours.

    An end of 00:00 is the end of the day; shifts that touch or overlap become one.
    """
    if not truth(day.get("DayWorking")):
        return ()
    found = [shift for time in day.within("WorkingTimes", "WorkingTime") if (shift := _shift(time))]
    return merged(found) or None


def _shift(time: Record) -> Shift | None:
    start, end = clock(time.get("FromTime")), clock(time.get("ToTime"))
    if start is None or end is None or start >= DAY:
        return None
    return start, end if end > start else end + DAY


def days_of_week(days: Iterable[Record]) -> dict[int, Shifts | None]:
    """Return what is said of each day of the week, Monday is 0; days nothing is said of are left out."""
    said: dict[int, Shifts | None] = {}
    for day in days:
        number = whole_number(day.get("DayType"))
        if number is not None and 1 <= number <= 7:
            said[weekday(number)] = shifts_of(day)
    return said
