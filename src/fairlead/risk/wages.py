"""What people's and things' hours cost: from when on, and with which luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import cast

from fairlead.plan.entities import Rates
from fairlead.plan.values import DecimalRange, Money, Rate
from fairlead.risk.distributions import Distribution
from fairlead.risk.sheet import Sheet
from fairlead.risk.tables import NOTHING
from fairlead.schedule.calendars import kernels
from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.codes import CLOCK, EARLIEST, LATEST
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Network
from fairlead.schedule.staffing.resources import minutes_paid, rates_in_time

Exchange = Callable[[Money, date, str], tuple[float, int] | None]
"""Returns what a unit of the money's currency is worth on a day (a number, and the value that varies it; None where
nobody says), to somebody who is paid in it."""

_MANY = 8


@dataclass(frozen=True, slots=True)
class Wage:
    """What a minute costs between two moments: `amount` times the values `luck` and `factor` (NOTHING: certain)."""

    begin: int
    end: int
    amount: float
    luck: int = NOTHING
    factor: int = NOTHING


class Wages:
    """What everybody's hours cost. What varies is written on the sheet once, when it is first asked for."""

    def __init__(self, ground: Ground, sheet: Sheet, exchange: Exchange) -> None:
        self.ground, self.sheet, self.exchange = ground, sheet, exchange
        self.now = max(ground.plan_start, ground.status_date)
        self._found: dict[str, tuple[Wage, ...]] = {}

    def of(self, id: str) -> tuple[Wage, ...]:
        """Return what somebody's or something's minutes cost, in the order of time; nothing where nobody says."""
        if id not in self._found:
            rates = self.ground.plan.of_kind(Rates.kind).get(id)
            self._found[id] = () if rates is None else tuple(self._wages(id, cast(Rates, rates)))
        return self._found[id]

    def today(self, id: str) -> Wage | None:
        """Return what a minute costs now, as if it did for ever; None where nobody says."""
        for wage in self.of(id):
            if self.now < wage.end:
                return replace(wage, begin=EARLIEST, end=LATEST)
        return None

    def _wages(self, id: str, rates: Rates) -> Iterator[Wage]:
        luck: dict[Rate, int] = {}
        wages: list[Wage] = []
        for moment, day, rate in rates_in_time(self.ground.axis, self.ground.plan.settings, rates):
            wage = self._wage(id, moment, day, rate, luck)
            if wages and replace(wage, begin=wages[-1].begin) == wages[-1]:
                continue
            if wages:
                wages[-1] = replace(wages[-1], end=moment)
            wages.append(wage)
        if any(wage.amount for wage in wages):
            yield from wages

    def _wage(self, id: str, moment: int, day: date, rate: Rate, luck: dict[Rate, int]) -> Wage:
        minutes = minutes_paid(self.ground.units, rate)
        exchange = self.exchange(rate.amount, day, id) if minutes is not None else None
        if minutes is None or exchange is None:
            return Wage(moment, LATEST, 0.0)
        worth, factor = exchange
        if rate.amount.range.certain:
            return Wage(moment, LATEST, float(rate.amount.range.low) * worth / minutes, NOTHING, factor)
        if rate not in luck:
            since = "" if moment == EARLIEST else f" {self.ground.axis.local(moment).date()}"
            luck[rate] = self.sheet.value(f"rate {id}{since}", spread_of(rate.amount.range))
        return Wage(moment, LATEST, worth / minutes, luck[rate], factor)


def spread_of(range: DecimalRange) -> Distribution:
    """Return a..b..c as triangular, a..c as uniform, one number as certain."""
    mode = None if range.mode is None else float(range.mode)
    return Distribution.from_range(float(range.low), mode, float(range.high))


def stretches(network: Network, calendar: int, origin: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return spans of time as minutes of a calendar since `origin`: begins, ends, and what those before each take.

    What begins at `EARLIEST` or ends at `LATEST` does so in the calendar's minutes as well.
    """
    begins, ends = (
        _minutes_until(network, calendar, origin, moments) for moments in zip(*spans, strict=True)
    )
    before = [0, *accumulate(end - begin for begin, end in zip(begins, ends, strict=True))]
    return [*begins, *ends, *before[:-1]]


def shares_between(
    wages: Sequence[Wage], network: Network, calendar: int, begin: int, end: int
) -> list[tuple[Wage, float]]:
    """Return how much of the work of a calendar between two moments is done at each wage, in shares of it.

    Where there is none it all counts by the wage at `begin`.
    """
    found = []
    for wage in wages:
        first, last = max(wage.begin, begin), min(wage.end, end)
        if first < last:
            found.append((wage, _minutes_between(network, calendar, first, last)))
    whole = sum(minutes for _, minutes in found)
    if not whole:
        return [(next(wage for wage in wages if begin < wage.end), 1.0)]
    return [(wage, minutes / whole) for wage, minutes in found if minutes]


def _minutes_until(network: Network, calendar: int, origin: int, moments: Sequence[int]) -> list[int]:
    """Return the minutes of a calendar from `origin` to each of these moments, of which overtime has hundreds."""
    if len(moments) < _MANY or calendar == CLOCK:
        return [_minutes_between(network, calendar, origin, moment) for moment in moments]
    # Only the outermost may be for ever, see `stretches`.
    first, *inner, last = moments
    starts, ends, cum, low, high = network.slice_of(calendar)
    own = Calendar(starts[low:high], ends[low:high], cum[low:high], (0, 0))
    return [
        _minutes_between(network, calendar, origin, first),
        *(own.work_before(inner) - own.work_before(origin)).tolist(),
        _minutes_between(network, calendar, origin, last),
    ]


def _minutes_between(network: Network, calendar: int, begin: int, end: int) -> int:
    if EARLIEST in (begin, end):
        return EARLIEST
    if LATEST in (begin, end):
        return LATEST
    if calendar == CLOCK:
        return end - begin
    return int(kernels.work_between(*network.slice_of(calendar), begin, end))
