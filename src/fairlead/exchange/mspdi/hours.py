"""Working hours of single days and whole weeks, from Microsoft Project's lists of days and times."""

from __future__ import annotations

from collections.abc import Iterable

from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.recurrence import weekday
from fairlead.exchange.mspdi.scalars import clock, truth, whole_number
from fairlead.plan.values import Hours
from fairlead.plan.values.hours import Shift

Shifts = tuple[Shift, ...]
Week = tuple[Shifts, ...]
"""The shifts of Monday to Sunday."""

STANDARD_DAY: Shifts = ((480, 720), (780, 1020))
STANDARD_WEEK: Week = (*(STANDARD_DAY,) * 5, (), ())
"""What Microsoft Project takes for a day of a base calendar that says nothing about it."""
DAY = 1440


def shifts_of(day: Record) -> Shifts | None:
    """Return the shifts of a day, none for a day off; None for a working day that doesn't say its hours.

    An end of 00:00 is the end of the day; shifts that touch or overlap become one.
    """
    if not truth(day.get("DayWorking")):
        return ()
    found = [shift for time in day.within("WorkingTimes", "WorkingTime") if (shift := _shift(time))]
    return _merged(found) or None


def _shift(time: Record) -> Shift | None:
    start, end = clock(time.get("FromTime")), clock(time.get("ToTime"))
    if start is None or end is None or start >= DAY:
        return None
    return start, end if end > start else end + DAY


def _merged(shifts: Iterable[Shift]) -> Shifts:
    merged: list[Shift] = []
    for start, end in sorted(shifts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if merged and merged[-1][1] > DAY + merged[0][0]:
        # The night shift would run into the morning of the same day; the day before has it already.
        merged[-1] = (merged[-1][0], max(DAY, merged[0][0] + DAY))
    return tuple((start, min(end, start + DAY - (start > 0))) for start, end in merged)


def days_of_week(days: Iterable[Record]) -> dict[int, Shifts | None]:
    """Return what is said of each day of the week, Monday is 0; days nothing is said of are left out."""
    said: dict[int, Shifts | None] = {}
    for day in days:
        number = whole_number(day.get("DayType"))
        if number is not None and 1 <= number <= 7:
            said[weekday(number)] = shifts_of(day)
    return said


def whole_week(said: dict[int, Shifts | None], otherwise: Week) -> Week:
    """Return all seven days: what is said, else what holds otherwise; a working day without hours has standard ones."""
    return tuple(
        otherwise[day] if day not in said else STANDARD_DAY if (shifts := said[day]) is None else shifts
        for day in range(7)
    )


def hours_of(week: Week, *, say_closed: bool) -> tuple[Hours, ...]:
    """Return a week as entries, days with the same shifts in one; closed days are only named when asked for.

    A week without any working time always says so, since silence would mean the standard hours.
    """
    days_by_shifts: dict[Shifts, list[int]] = {}
    for day, shifts in enumerate(_without_overlaps(week)):
        days_by_shifts.setdefault(shifts, []).append(day)
    say_closed = say_closed or not any(days_by_shifts)
    return tuple(
        Hours(tuple(days), shifts) for shifts, days in days_by_shifts.items() if shifts or say_closed
    )


def _without_overlaps(week: Week) -> Week:
    """Cut what a night shift and the next morning have in common, which is worked once."""
    cut: list[Shifts] = []
    for day in range(7):
        morning = week[(day + 1) % 7][:1]
        limit = DAY + (morning[0][0] if morning else DAY)
        cut.append(tuple((start, min(end, limit)) for start, end in week[day] if start < limit))
    return tuple(cut)
