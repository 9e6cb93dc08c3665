"""Working time of one calendar as a bound reads it: work before a moment, and the two moments that belong to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from fairlead.schedule.calendars.spans import Minutes, Spans, merged
from fairlead.schedule.codes import CLOCK, LATEST
from fairlead.schedule.critical_path.tables import CalendarArrays


class Hours:
    """Sorted spans of working time that don't touch; without spans (`always`) the clock."""

    def __init__(self, spans: Spans | None) -> None:
        self.always = spans is None
        starts, ends = spans if spans is not None else (np.empty(0, np.int64), np.empty(0, np.int64))
        self.starts, self.ends = starts, ends
        self.cum: Minutes = np.append(0, np.cumsum(ends - starts)).astype(np.int64)
        # Views give plain numbers like lists, and cost nothing to make of the calendars of a thousand people.
        self._starts, self._ends, self._cum = starts.data, ends.data, self.cum.data

    def before(self, moment: int) -> int:
        """Return the working minutes before a moment; on the clock the moment itself."""
        if self.always:
            return moment
        i = bisect_right(self._starts, moment) - 1
        if i < 0:
            return 0
        return int(self._cum[i] + min(moment, self._ends[i]) - self._starts[i])

    def before_each(self, moments: npt.ArrayLike) -> Minutes:
        """Return the working minutes before each of these moments."""
        at = np.asarray(moments, np.int64)
        if self.always:
            return at
        if not len(self.starts):
            return np.zeros_like(at)
        i = np.searchsorted(self.starts, at, side="right") - 1
        k = np.maximum(i, 0)
        worked: Minutes = np.where(i < 0, 0, self.cum[k] + np.minimum(at, self.ends[k]) - self.starts[k])
        return worked

    def latest(self, work: int) -> int:
        """Return the last moment before which no more than `work` minutes are worked; LATEST beyond all spans."""
        if self.always:
            return work
        if work >= self._cum[-1]:
            return LATEST
        if work < 0:
            return int(self._starts[0] + work)
        i = bisect_right(self._cum, work) - 1
        return int(self._starts[i] + work - self._cum[i])

    def first(self, work: int) -> int:
        """Return the first moment before which `work` minutes are worked; LATEST where there aren't as many."""
        if self.always:
            return work
        if work > self._cum[-1]:
            return LATEST
        if work <= 0:
            return -LATEST
        i = bisect_left(self._cum, work) - 1
        return int(self._starts[i] + work - self._cum[i])


def hours_of(calendars: CalendarArrays, place: int) -> Hours:
    """Return a calendar of a network by its place; CLOCK: the clock."""
    if place == CLOCK:
        return Hours(None)
    rows = slice(int(calendars.first[place]), int(calendars.first[place + 1]))
    return Hours((calendars.starts[rows], calendars.ends[rows]))


def united(several: Iterable[Hours]) -> Hours:
    """Return the time in which any of these works."""
    found = list(several)
    if len(found) == 1:
        return found[0]
    if any(each.always for each in found):
        return Hours(None)
    starts = np.concatenate([each.starts for each in found]) if found else np.empty(0, np.int64)
    ends = np.concatenate([each.ends for each in found]) if found else np.empty(0, np.int64)
    return Hours(merged((starts, ends)))


def inside(marks: Minutes, low: int, high: int) -> Minutes:
    """Return how much of each stretch between two marks lies between `low` and `high`."""
    kept: Minutes = np.minimum(np.maximum(marks, low), high)
    return kept[1:] - kept[:-1]
