"""Working time cut short: to a limit for each day, week or month, and by what standing duties take of each day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.calendars.spans import Minutes
from fairlead.schedule.calendars.zones import to_local, to_utc

_A_DAY = 1440
_MILLION = 1_000_000


def limited(calendar: Calendar, minutes: int, per: Literal["d", "w", "mo"], zone: str | None) -> Calendar:
    """Return the first so many working minutes of each day, week (from Monday) or calendar month.

    Days are those of `zone`, of the axis where it is None; a shift past midnight belongs to the day it begins on.
    """
    starts, ends = by_day(calendar, zone)
    days = days_of(starts, zone)
    lengths = ends - starts
    before = worked_before(lengths, periods_of(days, per))
    kept = np.clip(minutes - before, 0, lengths)
    return Calendar.of((starts, starts + kept), calendar.window)


def without_last(calendar: Calendar, taken: Iterable[tuple[int, int, int]], zone: str | None) -> Calendar:
    """Return the working time without the last part of each day.

    `taken` are the first day, the last day (since 1970-01-01, both included) and how many millionths of the working
    minutes of these days are taken; together never more than all. Days are as in `limited`.
    """
    starts, ends = by_day(calendar, zone)
    days = days_of(starts, zone)
    if not len(days):
        return calendar
    share = np.zeros(len(days), np.int64)
    for first, last, millionths in taken:
        share[np.searchsorted(days, first) : np.searchsorted(days, last, side="right")] += millionths
    lengths = ends - starts
    worked = np.bincount(days - days[0], weights=lengths).astype(np.int64)[days - days[0]]
    left = worked - worked * np.minimum(share, _MILLION) // _MILLION
    kept = np.clip(left - worked_before(lengths, days), 0, lengths)
    return Calendar.of((starts, starts + kept), calendar.window)


def by_day(calendar: Calendar, zone: str | None) -> tuple[Minutes, Minutes]:
    """Return the spans, those of more than a day cut at midnight."""
    starts, ends = calendar.starts, calendar.ends
    if not len(starts) or (ends - starts).max() <= _A_DAY:
        return starts, ends
    first, last = (int(days_of(np.array([moment]), zone)[0]) for moment in (starts[0], ends[-1]))
    midnights = np.arange(first, last + 2, dtype=np.int64) * _A_DAY
    if zone is not None:
        midnights = to_utc(midnights, zone)
    span = np.searchsorted(starts, midnights, side="right") - 1
    inside = (span >= 0) & (midnights < ends[span]) & (midnights > starts[span])
    inside &= (ends - starts)[span] > _A_DAY
    cuts = midnights[inside]
    return np.sort(np.concatenate([starts, cuts])), np.sort(np.concatenate([ends, cuts]))


def days_of(moments: Minutes, zone: str | None) -> Minutes:
    """Return the day of each moment, since 1970-01-01: of the zone, of the axis where it is None."""
    local = to_local(moments, zone) if zone is not None else moments
    return np.asarray(local // _A_DAY, np.int64)


def periods_of(days: Minutes, per: str) -> Minutes:
    """Return a number for the day, week (from Monday) or calendar month of each day."""
    if per == "d":
        return days
    if per == "w":
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def worked_before(lengths: Minutes, periods: Minutes) -> Minutes:
    """Return, for each span, the minutes of its period before it; periods stand one after the other."""
    so_far = np.cumsum(lengths) - lengths
    begins = np.searchsorted(periods, periods, side="left")
    before: Minutes = so_far - so_far[begins] if len(lengths) else so_far
    return before
