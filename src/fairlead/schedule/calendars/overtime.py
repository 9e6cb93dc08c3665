"""Overtime: how far people's hours go on at the end of the days they work, and what limits leave room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.calendars.shortening import by_day, days_of, periods_of, worked_before
from fairlead.schedule.calendars.spans import Minutes
from fairlead.schedule.calendars.zones import to_utc

_A_DAY = 1440
_QUARTER = 15

Per = Literal["d", "w", "mo"]


def hours_after(
    calendar: Calendar, minutes: int, per: Per, zone: str | None, during: Iterable[tuple[int, int]] | None
) -> Calendar:
    """Return the overtime after the working time of a calendar, day by day, as far as each day has room.

    Per day it is `minutes` at the end of every day with working time. Per week (from Monday) or calendar month it is
    so much in all, spread over the days with working time: each has the same number of whole quarter hours, and the
    first of them one more where they don't come out even. It ends at midnight at the latest, so that a shift past
    midnight has none. With `during` (first and last days since 1970-01-01, both included) it falls away on other days,
    which take their part nevertheless. Days are those of `zone`, of the axis where it is None.
    """
    starts, ends = by_day(calendar, zone)
    on = days_of(starts, zone)
    last_of_day = np.append(on[1:] != on[:-1], True) if len(on) else np.empty(0, np.bool_)
    days, evenings = on[last_of_day], ends[last_of_day]
    midnights = (days + 1) * _A_DAY
    if zone is not None:
        midnights = to_utc(midnights, zone)
    allowed = np.ones(len(days), np.bool_) if during is None else _inside(days, during)
    longer = np.where(allowed, _spread(days, minutes, per), 0)
    return Calendar.of((evenings, np.minimum(evenings + longer, midnights)), calendar.window)


def within_room(overtime: Calendar, usual: Calendar, minutes: int, per: Per, zone: str | None) -> Calendar:
    """Return the first of the overtime in each day, week or month, as far as usual hours leave room up to a limit."""
    starts, ends = overtime.spans
    periods = periods_of(days_of(starts, zone), per)
    lengths = ends - starts
    room = np.maximum(minutes - _worked_in(periods, usual, per, zone), 0)
    kept = np.clip(room - worked_before(lengths, periods), 0, lengths)
    return Calendar.of((starts, starts + kept), overtime.window)


def _worked_in(periods: Minutes, calendar: Calendar, per: Per, zone: str | None) -> Minutes:
    """Return the working minutes of a calendar in each of these periods."""
    starts, ends = by_day(calendar, zone)
    mine = periods_of(days_of(starts, zone), per)
    before = np.append(0, np.cumsum(ends - starts))
    first, last = np.searchsorted(mine, periods, "left"), np.searchsorted(mine, periods, "right")
    return np.asarray(before[last] - before[first], np.int64)


def _inside(days: Minutes, during: Iterable[tuple[int, int]]) -> np.ndarray:
    found = np.zeros(len(days), np.bool_)
    for first, last in during:
        found |= (days >= first) & (days <= last)
    return found


def _spread(days: Minutes, minutes: int, per: Per) -> Minutes:
    """Return the minutes of each day: the same every day, or its share of what a week or month has."""
    if per == "d" or not len(days):
        return np.full(len(days), minutes, np.int64)
    periods = periods_of(days, per)
    first, last = np.searchsorted(periods, periods, "left"), np.searchsorted(periods, periods, "right")
    quarters, number = minutes // _QUARTER, last - first
    rank = np.arange(len(days)) - first
    return np.asarray(_QUARTER * (quarters // number + (rank < quarters % number)), np.int64)
