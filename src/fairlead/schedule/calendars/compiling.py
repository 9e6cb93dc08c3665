"""From what a calendar says to arrays of working spans: by pattern of a day, never day by day."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from fairlead.schedule.calendars.calendar import Calendar, Window
from fairlead.schedule.calendars.spans import NO_SPANS, Minutes, Spans, clipped, covered_at_least, merged
from fairlead.schedule.calendars.spec import DAY, Shifts, Stretch, Week, WorkingTime, common_shifts
from fairlead.schedule.calendars.zones import to_utc

_EPOCH = date(1970, 1, 1).toordinal()
_MARGIN = 3  # days: a shift reaches a day into the next, and zones lie up to 26 hours apart


def compile_calendar(
    spec: WorkingTime, first_day: date, last_day: date, axis_zone: str | None = None
) -> Calendar:
    """Return the working time of the days `first_day` to `last_day`, both included, of the axis.

    With `axis_zone` the axis is UTC: each shift's ends are taken from the calendar's own zone (the axis
    zone where it names none), so that a shift across a clock change has the minutes that really pass;
    `zones` says what becomes of local times that don't exist or exist twice. The window then holds these
    days in the axis zone, and in it whatever anybody works anywhere. Without `axis_zone` time floats, and
    the calendar's own zone is ignored: everybody works by the same clock. Raises PlanError for an unknown
    zone.
    """
    window = window_of(first_day, last_day, axis_zone)
    days = np.arange(first_day.toordinal() - _EPOCH - _MARGIN, last_day.toordinal() - _EPOCH + _MARGIN + 1)
    spans = _with_stretches(spec, _daily_spans(spec, days))
    starts, ends = clipped(spans, int(days[0]) * DAY, int(days[-1] + 2) * DAY)  # what is open ends somewhere
    if axis_zone is not None:
        zone = spec.zone or axis_zone
        starts, ends = to_utc(starts, zone), to_utc(ends, zone)
    return Calendar.of((starts, ends), window)


def window_of(first_day: date, last_day: date, axis_zone: str | None = None) -> Window:
    """Return the minutes of the axis from the start of the first day to the end of the last one."""
    if first_day > last_day:
        raise ValueError(f"the first day {first_day} lies after the last day {last_day}")
    edges = np.array([first_day.toordinal() - _EPOCH, last_day.toordinal() - _EPOCH + 1]) * DAY
    if axis_zone is not None:
        edges = to_utc(edges, axis_zone)
    return int(edges[0]), int(edges[1])


def _with_stretches(spec: WorkingTime, spans: Spans) -> Spans:
    if spec.extra:
        spans = covered_at_least(1, spans, _spans_of(spec.extra))
    if spec.absences:
        spans = covered_at_least(1, merged(spans), without=_spans_of(spec.absences))
    if spec.available is not None:
        spans = covered_at_least(2, merged(spans), merged(_spans_of(spec.available)))
    return spans


def _spans_of(stretches: tuple[Stretch, ...]) -> Spans:
    starts, ends = np.array(stretches, np.int64).reshape(-1, 2).T
    return starts, ends


def _daily_spans(spec: WorkingTime, days: Minutes) -> Spans:
    """Return the shifts of all days in local minutes, unsorted; `days` since 1970-01-01, without gaps."""
    patterns, pattern_of_day = _patterns(spec, days)
    found = [
        _shifts_on(days[pattern_of_day == number] * DAY, shifts)
        for shifts, number in patterns.items()
        if shifts
    ]
    if not found:
        return NO_SPANS
    return np.concatenate([starts for starts, _ in found]), np.concatenate([ends for _, ends in found])


def _patterns(spec: WorkingTime, days: Minutes) -> tuple[dict[Shifts, int], npt.NDArray[np.intp]]:
    """Return the different daily patterns, numbered, and which of them holds on each day."""
    patterns: dict[Shifts, int] = {}

    def numbers(week: Week) -> npt.NDArray[np.intp]:
        return np.array([patterns.setdefault(shifts, len(patterns)) for shifts in week])

    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    holds = numbers(spec.week)[weekday]
    for entry in reversed(spec.weeks):  # the first one that matches wins, so it is written last
        where = _slice_of(entry.first, entry.last, days)
        holds[where] = numbers(entry.week)[weekday[where]]
    ordinary = holds.copy()
    for exception in reversed(spec.exceptions):
        where = _slice_of(exception.first, exception.last, days)
        if exception.restricts:
            holds[where] = _restricted(exception.shifts, patterns)[ordinary[where]]
        else:
            holds[where] = patterns.setdefault(exception.shifts, len(patterns))
    return patterns, holds


def _restricted(shifts: Shifts, patterns: dict[Shifts, int]) -> npt.NDArray[np.intp]:
    """Return, for each pattern known so far, the number of what is left of it inside these shifts."""
    left = [common_shifts(pattern, shifts) for pattern in patterns]
    return np.array([patterns.setdefault(pattern, len(patterns)) for pattern in left])


def _slice_of(first: date, last: date, days: Minutes) -> slice:
    begin = first.toordinal() - _EPOCH - int(days[0])
    end = last.toordinal() - _EPOCH - int(days[0]) + 1
    return slice(max(begin, 0), max(end, 0))


def _shifts_on(midnights: Minutes, shifts: Shifts) -> Spans:
    start, end = np.array(shifts, np.int64).T
    return (midnights[:, None] + start).ravel(), (midnights[:, None] + end).ravel()
