"""Working hours of single days and whole weeks, as calendars of a plan say them."""

from __future__ import annotations

from collections.abc import Iterable

from fairlead.plan.values import Hours
from fairlead.plan.values.hours import Shift

Shifts = tuple[Shift, ...]
Week = tuple[Shifts, ...]
"""The shifts of Monday to Sunday."""

STANDARD_DAY: Shifts = ((480, 720), (780, 1020))
STANDARD_WEEK: Week = (*(STANDARD_DAY,) * 5, (), ())
"""What Microsoft Project takes for a day of a base calendar that says nothing about it."""
DAY = 1440


def merged(shifts: Iterable[Shift]) -> Shifts:
    """Return the shifts of a day in order; those that touch or overlap become one, none runs into its own beginning."""
    joined: list[Shift] = []
    for start, end in sorted(shifts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if joined and joined[-1][1] > DAY + joined[0][0]:
        # The night shift would run into the morning of the same day; the day before has it already.
        joined[-1] = (joined[-1][0], max(DAY, joined[0][0] + DAY))
    return tuple((start, min(end, start + DAY - (start > 0))) for start, end in joined)


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
