"""Working time cut short, against counting it minute by minute."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.calendars.shortening import limited, without_last

DAYS = 40
WINDOW = (0, DAYS * 1440)
spans = st.lists(st.tuples(st.integers(0, DAYS * 48), st.integers(1, 40)), max_size=60)


def calendar(stretches: list[tuple[int, int]]) -> Calendar:
    """A calendar of half hours from 1970-01-01, a Thursday."""
    starts = np.array([30 * start for start, _ in stretches], np.int64)
    ends = np.array([30 * (start + length) for start, length in stretches], np.int64)
    return Calendar.of((starts, ends), WINDOW)


def days_of(of: Calendar) -> dict[int, int]:
    """The day of each half hour worked: that on which its span begins, cut at midnight where it is over a day long."""
    found = {}
    for start, end in zip(of.starts.tolist(), of.ends.tolist(), strict=True):
        for minute in range(start, end, 30):
            found[minute] = (minute if end - start > 1440 else start) // 1440
    return found


@given(spans, st.integers(1, 300), st.sampled_from(["d", "w", "mo"]))
def test_a_limit_keeps_the_first_hours_of_each_period(
    stretches: list[tuple[int, int]], most: int, per: str
) -> None:
    whole = calendar(stretches)

    kept = limited(whole, most * 30, per, None)  # type: ignore[arg-type]

    worked: Counter[int] = Counter()
    expected = set()
    for minute, day in days_of(whole).items():
        month = int(np.datetime64(day, "D").astype("datetime64[M]").astype(int))
        period = {"d": day, "w": (day + 3) // 7, "mo": month}[per]
        worked[period] += 1
        if worked[period] <= most:
            expected.add(minute)
    assert {
        minute for start, end in zip(*kept.spans, strict=True) for minute in range(start, end, 30)
    } == expected


@given(spans, st.integers(0, DAYS), st.integers(0, DAYS), st.sampled_from([0, 250_000, 500_000, 1_000_000]))
def test_a_duty_takes_its_share_of_each_day(
    stretches: list[tuple[int, int]], first: int, last: int, millionths: int
) -> None:
    whole = calendar(stretches)

    left = without_last(whole, [(first, last, millionths)], None)

    worked = Counter(days_of(whole).values())
    taken = sum(worked[day] * 30 * millionths // 1_000_000 for day in worked if first <= day <= last)
    assert left.total == whole.total - taken
    both = {(int(start), int(end)) for start, end in zip(*left.spans, strict=True)}
    assert all(whole.works_at(np.array([start, end - 1])).all() for start, end in both)
