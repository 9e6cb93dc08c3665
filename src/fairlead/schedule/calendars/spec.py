"""What a calendar says, before it is compiled: plain frozen data in a calendar's own local time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Shift: TypeAlias = tuple[int, int]
"""Start and end in minutes after midnight of the day the shift begins on; the end may lie on the next day."""
Shifts: TypeAlias = tuple[Shift, ...]
Stretch: TypeAlias = tuple[int, int]
"""Start and end in local minutes since 1970-01-01T00:00; `-FOREVER` and `FOREVER` are open ends."""
Week: TypeAlias = tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]
"""The shifts of each weekday, Monday first."""

DAY = 1440
FOREVER = 1 << 40  # minutes: two million years
_LATEST = 2 * DAY  # a shift may last until the midnight after the next one

NEVER: Shifts = ()
ROUND_THE_CLOCK: Shifts = ((0, DAY),)
STANDARD_DAY: Shifts = ((480, 720), (780, 1020))
STANDARD_WEEK: Week = (*(STANDARD_DAY,) * 5, NEVER, NEVER)
"""Monday to Friday 08:00-12:00 and 13:00-17:00, as Microsoft Project's standard calendar has it."""


@dataclass(frozen=True, slots=True)
class DayException:
    """Other hours from `first` to `last`, both included; without shifts these days are closed.

    One that only `restricts` leaves, of the hours these days would have otherwise, what lies inside its
    shifts: a special Saturday calls in nobody who doesn't work on Saturdays.
    """

    first: date
    last: date
    shifts: Shifts = ()
    restricts: bool = False

    def __post_init__(self) -> None:
        _check_shifts(self.shifts)


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Another week, valid from `first` to `last`, both included."""

    first: date
    last: date
    week: Week

    def __post_init__(self) -> None:
        _check_week(self.week)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When work is possible, by the day.

    An exception beats a work week, which beats the week; of several exceptions (work weeks) that hold on a
    day the first counts. A shift belongs to the day it begins on: an exception for Saturday leaves the
    hours after midnight of Friday's late shift alone. Overlapping and touching shifts count once.

    On top of the days come stretches of time that cut through them: `extra` adds working time, then
    `absences` take it away, and only what lies inside `available` remains (None: everything). `zone` names
    the IANA time zone of all hours here; None is the plan's.
    """

    week: Week = STANDARD_WEEK
    exceptions: tuple[DayException, ...] = ()
    weeks: tuple[WorkWeek, ...] = ()
    zone: str | None = None
    extra: tuple[Stretch, ...] = ()
    absences: tuple[Stretch, ...] = ()
    available: tuple[Stretch, ...] | None = None

    def __post_init__(self) -> None:
        _check_week(self.week)


def always(zone: str | None = None) -> WorkingTime:
    """Return a calendar that works round the clock."""
    return WorkingTime(week=(ROUND_THE_CLOCK,) * 7, zone=zone)


def week_minutes(spec: WorkingTime) -> int:
    """Return the working minutes of the calendar's ordinary week: what `1w` means in a plan."""
    return sum(_worked(shifts) for shifts in spec.week)


def working_day_minutes(spec: WorkingTime) -> int:
    """Return the minutes of the calendar's most frequent working day: what `1d` means in a plan.

    Of equally frequent days the longest counts. A calendar whose ordinary week has no working time (work
    only in exceptions or work weeks) takes the most frequent day of those; 0 when there is none at all.
    """
    lengths = Counter(_worked(shifts) for shifts in spec.week if shifts)
    if not lengths:
        lengths = Counter(_worked(shifts) for week in spec.weeks for shifts in week.week if shifts)
    if not lengths:
        lengths = Counter(_worked(exception.shifts) for exception in spec.exceptions if exception.shifts)
    return max(lengths, key=lambda minutes: (lengths[minutes], minutes), default=0)


def ordinary_shifts(week: Week) -> Shifts:
    """Return the shifts of the week's most frequent working day, the longest of equally frequent ones."""
    found = Counter(shifts for shifts in week if shifts)
    return max(found, key=lambda shifts: (found[shifts], _worked(shifts)), default=NEVER)


def month_minutes(spec: WorkingTime) -> float:
    """Return the working minutes of a month: a week x 52 / 12; what `1mo` means in a plan."""
    return week_minutes(spec) * 52 / 12


def common_shifts(a: Shifts, b: Shifts) -> Shifts:
    """Return what two days' shifts have in common."""
    both = ((max(s, t), min(e, f)) for s, e in a for t, f in b)
    return tuple(sorted((start, end) for start, end in both if start < end))


def _worked(shifts: Shifts) -> int:
    minutes, reached = 0, 0
    for start, end in sorted(shifts):
        minutes += max(0, end - max(start, reached))
        reached = max(reached, end)
    return minutes


def _check_week(week: Week) -> None:
    if len(week) != 7:
        raise ValueError(f"a week has 7 days, Monday first; got {len(week)}")
    for shifts in week:
        _check_shifts(shifts)


def _check_shifts(shifts: Shifts) -> None:
    for start, end in shifts:
        if not 0 <= start < DAY or not start < end <= _LATEST:
            raise ValueError(
                f"a shift begins within its day and ends later, by minute {_LATEST}; got ({start}, {end})"
            )
