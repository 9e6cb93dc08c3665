"""What overtime adds to the price of work: when it is, how it is paid, and how much of a stretch of work lies in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from fairlead.schedule.codes import CLOCK

if TYPE_CHECKING:
    from fairlead.schedule.network import Network
    from fairlead.schedule.staffing.staffed import Mode, Slot, Staffed


@dataclass(frozen=True, slots=True)
class OvertimePay:
    """What overtime costs, times the usual rate, and when it is: stretches that are sorted and don't touch."""

    factor: Decimal
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    _by_calendar: dict[int, OvertimeWork] = field(default_factory=dict, compare=False, repr=False)
    _spans: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def between(self, begin: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the overtime between two moments."""
        if (begin, end) not in self._spans:
            self._spans[begin, end] = tuple(
                (max(self.starts[i], begin), min(self.ends[i], end))
                for i in range(bisect_right(self.ends, begin), bisect_left(self.starts, end))
            )
        return self._spans[begin, end]

    def on(self, network: Network, calendar: int) -> OvertimeWork:
        """Return what of the working time of a calendar of the network is overtime, counted once."""
        if calendar not in self._by_calendar:
            self._by_calendar[calendar] = OvertimeWork(self, network, calendar)
        return self._by_calendar[calendar]


class OvertimeWork:
    """The overtime in the working time of one calendar, which is counted in working minutes from its beginning on."""

    def __init__(self, pay: OvertimePay, network: Network, calendar: int) -> None:
        if calendar == CLOCK:
            first, last = pay.starts[0], pay.ends[-1]
            self._starts, self._ends, self._before = [first], [last], [0, last - first]
        else:
            starts, ends, cum, low, high = network.slice_of(calendar)
            self._starts, self._ends = starts[low:high].tolist(), ends[low:high].tolist()
            self._before = [*cum[low:high].tolist(), int(cum[high - 1] + ends[high - 1] - starts[high - 1])]
        edges = np.array([pay.starts, pay.ends], np.int64)
        work = np.array([[self.until(moment) for moment in side] for side in edges.tolist()], np.int64)
        some = work[0] < work[1]
        self._first, self._last = work[0][some], work[1][some]
        self._sums = np.append(0, np.cumsum(self._last - self._first))
        self._listed = self._first.tolist(), self._last.tolist(), self._sums.tolist()
        self._extremes: dict[int, tuple[int, int]] = {}

    def until(self, moment: int) -> int:
        """Return the working minutes before a moment."""
        i = bisect_right(self._starts, moment) - 1
        return 0 if i < 0 else self._before[i] + min(moment, self._ends[i]) - self._starts[i]

    def over(self, first: int, last: int) -> int:
        """Return how many of the working minutes from one to another (counted from the beginning) are overtime."""
        return self._sum_until(last) - self._sum_until(first)

    def extremes(self, minutes: int) -> tuple[int, int]:
        """Return how many of so many working minutes in one go are overtime at the least and at the most.

        As a stretch moves on, what it holds grows and shrinks by a minute for a minute, or stays. Where it turns, or at
        the end of a time in which it stays, the beginning of the stretch meets an end of overtime.
        """
        if minutes not in self._extremes:
            self._extremes[minutes] = self._found_extremes(minutes)
        return self._extremes[minutes]

    def _found_extremes(self, minutes: int) -> tuple[int, int]:
        latest = self._before[-1] - minutes
        begins = np.concatenate([self._first, self._last, [0, latest]])
        begins = begins[(begins >= 0) & (begins <= latest)]
        if not len(begins):
            return 0, minutes
        over = self._over_until(begins + minutes) - self._over_until(begins)
        return int(over.min()), int(over.max())

    def _sum_until(self, work: int) -> int:
        """Return the overtime in so many working minutes; plain Python is ten times as fast for one number."""
        first, last, sums = self._listed
        i = bisect_right(first, work) - 1
        return sums[i] + min(work, last[i]) - first[i] if i >= 0 else 0

    def _over_until(self, work: np.ndarray) -> np.ndarray:
        i = np.searchsorted(self._first, work, side="right") - 1
        if not len(self._first):
            return np.zeros(len(work), np.int64)
        inside = np.minimum(work, self._last[i]) - self._first[i]
        return np.where(i >= 0, self._sums[i] + inside, 0)


def overtime_factor(
    staffed: Staffed, mode: Mode, slot: Slot, who: int, stretches: Sequence[tuple[int, int]]
) -> Decimal:
    """Return how many times their usual rate somebody's work on a slot of a mode costs on average in these stretches.

    `who` is the number of the resource, `stretches` are moments of the axis between which the work goes on. 1 without
    overtime; 1.0625 where an eighth of the working minutes is paid at 150%.
    """
    hourly = staffed.resources[who].hourly
    if hourly is None or hourly.overtime is None or not mode.parts or slot.part < 0:
        return Decimal(1)
    work = hourly.overtime.on(staffed.compiled.network, mode.parts[slot.part].calendar)
    ends = [(work.until(begin), work.until(end)) for begin, end in stretches]
    whole = sum(last - first for first, last in ends)
    over = sum(work.over(first, last) for first, last in ends)
    return 1 + (hourly.overtime.factor - 1) * over / whole if whole else Decimal(1)
