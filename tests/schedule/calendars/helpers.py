"""Plain slow answers, minute by minute and day by day, and plans of hours for Hypothesis to try them with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st

from fairlead.schedule.calendars import Calendar, DayException, WorkingTime, WorkWeek
from fairlead.schedule.calendars.spans import Spans
from fairlead.schedule.calendars.spec import Shifts, Week, common_shifts

MONDAY = date(2027, 1, 4)


def at(text: str) -> int:
    """Return the axis minute of "2027-01-04 08:00"."""
    return (
        int(
            (
                datetime.fromisoformat(text).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
            ).total_seconds()
        )
        // 60
    )


def shown(minute: int) -> str:
    """Return an axis minute as "2027-01-04 08:00"."""
    return f"{datetime(1970, 1, 1) + timedelta(minutes=int(minute)):%Y-%m-%d %H:%M}"


def stretches(calendar: Calendar) -> list[str]:
    """Return a calendar's spans as people write them."""
    return [f"{shown(start)}..{shown(end)}" for start, end in zip(*calendar.spans, strict=True)]


def spans(*pairs: tuple[int, int]) -> Spans:
    """Return spans as arrays."""
    starts, ends = np.array(pairs, np.int64).reshape(-1, 2).T
    return starts, ends


def minutes_of(spans: Spans) -> set[int]:
    """Return every minute that the spans cover."""
    return {minute for start, end in zip(*spans, strict=True) for minute in range(int(start), int(end))}


def shifts_on(spec: WorkingTime, day: date) -> Shifts:
    """Return the shifts of a day, found by reading the rules from the top."""
    weeks = (entry.week for entry in spec.weeks if entry.first <= day <= entry.last)
    ordinary = next(weeks, spec.week)[day.weekday()]
    for exception in spec.exceptions:
        if exception.first <= day <= exception.last:
            return common_shifts(ordinary, exception.shifts) if exception.restricts else exception.shifts
    return ordinary


def slow_minutes(spec: WorkingTime, first: date, last: date, axis_zone: str | None = None) -> set[int]:
    """Return the working minutes of a few days, day by day and each shift's ends converted by datetime."""
    first_minute, last_minute = slow_utc(first, 0, axis_zone), slow_utc(last, 1440, axis_zone)
    found: set[int] = set()
    day = first - timedelta(days=3)
    while day <= last + timedelta(days=3):
        for start, end in shifts_on(spec, day):
            zone = axis_zone and (spec.zone or axis_zone)
            found |= set(range(slow_utc(day, start, zone), slow_utc(day, end, zone)))
        day += timedelta(days=1)
    return {minute for minute in found if first_minute <= minute < last_minute}


def slow_utc(day: date, minute: int, zone: str | None) -> int:
    """Return the axis minute of a local time; one that the clocks skip is the minute at which they did."""
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    if zone is None:
        return round((local - datetime(1970, 1, 1)).total_seconds() / 60)
    utc = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    while utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) > local:
        # fold=0 puts a skipped time after the change, as far as it lies inside the gap.
        earlier = utc - timedelta(minutes=1)
        if earlier.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < local:
            break
        utc = earlier
    return round((utc - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 60)


@st.composite
def a_few_spans(draw: st.DrawFn, reach: int = 300, most: int = 8) -> Spans:
    """Return spans in any order, overlapping or not, some of them empty or backwards."""
    times = st.integers(-5, reach)
    return spans(*draw(st.lists(st.tuples(times, times), max_size=most)))


def _shift(pair: tuple[int, int]) -> tuple[int, int]:
    start, length = pair
    return start * 15, min(start * 15 + length * 15, 2880)


some_shifts: st.SearchStrategy[Shifts] = st.lists(
    st.tuples(st.integers(0, 95), st.integers(1, 100)).map(_shift), max_size=3
).map(lambda shifts: tuple(shifts))

some_days = st.integers(-2, 25).map(lambda days: MONDAY + timedelta(days=days))


@st.composite
def some_week(draw: st.DrawFn) -> Week:
    """Return any week."""
    days = draw(st.lists(some_shifts, min_size=7, max_size=7))
    return days[0], days[1], days[2], days[3], days[4], days[5], days[6]


@st.composite
def some_working_time(draw: st.DrawFn, zones: Sequence[str | None] = (None,)) -> WorkingTime:
    """Return any calendar with exceptions and work weeks around the first weeks of 2027."""
    periods = st.lists(st.tuples(some_days, some_days).map(lambda days: (min(days), max(days))), max_size=3)
    exceptions = [DayException(*days, draw(some_shifts), draw(st.booleans())) for days in draw(periods)]
    weeks = [WorkWeek(*days, draw(some_week())) for days in draw(periods)]
    zone = draw(st.sampled_from(zones))
    return WorkingTime(draw(some_week()), tuple(exceptions), tuple(weeks), zone)


def as_minutes(calendars: Iterable[Calendar]) -> list[set[int]]:
    """Return every calendar's minutes."""
    return [minutes_of(calendar.spans) for calendar in calendars]
