"""Overtime after the hours of each day, against counting it day by day."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.calendars.overtime import Per, hours_after, within_room

DAYS = 45
WINDOW = (0, DAYS * 1440)
PERS = st.sampled_from(["d", "w", "mo"])
WORKED = st.dictionaries(
    st.integers(0, DAYS - 1),
    st.tuples(st.integers(0, 95), st.integers(1, 96)).map(sorted).filter(lambda of: of[0] < of[1]),
    max_size=DAYS,
)
"""From when to when somebody works on a day, in quarter hours; 1970-01-01 was a Thursday."""


def calendar_of(worked: dict[int, list[int]]) -> Calendar:
    spans = [(day * 1440 + 15 * begin, day * 1440 + 15 * end) for day, (begin, end) in worked.items()]
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    return Calendar.of((starts, ends), WINDOW)


def alone(worked: dict[int, list[int]]) -> dict[int, list[int]]:
    """The same where days don't touch, as a shift past midnight belongs to the day it begins on."""
    return {day: [max(begin, 1), max(end, 2)] for day, (begin, end) in worked.items()}


def period_of(day: int, per: str) -> int:
    month = int(np.datetime64(day, "D").astype("datetime64[M]").astype(int))
    return {"d": day, "w": (day + 3) // 7, "mo": month}[per]


def by_day(of: Calendar) -> dict[int, int]:
    """The minutes of each day."""
    found: dict[int, int] = defaultdict(int)
    for start, end in zip(of.starts.tolist(), of.ends.tolist(), strict=True):
        found[start // 1440] += end - start
    return dict(found)


@given(WORKED.map(alone), st.integers(1, 400), PERS)
def test_it_is_spread_over_the_days_worked_as_evenly_as_quarter_hours_allow(
    worked: dict[int, list[int]], minutes: int, per: Per
) -> None:
    found = by_day(hours_after(calendar_of(worked), minutes, per, None, None))

    periods: dict[int, list[int]] = defaultdict(list)
    for day in sorted(worked):
        periods[period_of(day, per)].append(day)
    expected = {}
    for days in periods.values():
        shares = [minutes] * len(days)
        if per != "d":
            shares = [0] * len(days)
            for quarter in range(minutes // 15):
                shares[quarter % len(days)] += 15
        for day, share in zip(days, shares, strict=True):
            if room := min(share, 1440 - 15 * worked[day][1]):
                expected[day] = room
    assert found == expected


def test_it_begins_when_the_hours_of_the_day_end() -> None:
    found = hours_after(calendar_of({0: [32, 68], 1: [32, 94], 2: [32, 96]}), 60, "d", None, None)

    # From 17:00, from 23:30 until midnight, and not at all.
    assert (found.starts.tolist(), found.ends.tolist()) == ([1020, 1440 + 1410], [1080, 2880])


def test_a_shift_past_midnight_has_none() -> None:
    night = Calendar.of((np.array([1320]), np.array([1800])), WINDOW)

    assert len(hours_after(night, 60, "d", None, None)) == 0


def test_other_days_take_their_part_of_a_week_nevertheless() -> None:
    week = calendar_of({day: [32, 68] for day in range(4, 9)})  # Monday to Friday

    # 75 minutes are five quarter hours; of the two days agreed each has one of them.
    assert by_day(hours_after(week, 75, "w", None, [(5, 6)])) == {5: 15, 6: 15}


@given(WORKED.map(alone), st.integers(1, 400), PERS, st.integers(1, 3000), PERS)
def test_a_limit_counts_usual_hours_first(
    worked: dict[int, list[int]], minutes: int, per: Per, most: int, limit: Per
) -> None:
    usual = calendar_of(worked)
    overtime = hours_after(usual, minutes, per, None, None)

    kept = by_day(within_room(overtime, usual, most, limit, None))

    there, left = by_day(overtime), defaultdict(lambda: most)
    for day, worked_minutes in by_day(usual).items():
        left[period_of(day, limit)] -= worked_minutes
    expected = {}
    for day in sorted(there):
        room = min(there[day], max(left[period_of(day, limit)], 0))
        left[period_of(day, limit)] -= room
        if room:
            expected[day] = room
    assert kept == expected
