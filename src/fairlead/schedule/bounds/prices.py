"""Certificates: prices on people's time by which a plan's work costs more than all the time there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.schedule.bounds.heads import Heads, Tails
from fairlead.schedule.bounds.hours import Hours, inside
from fairlead.schedule.bounds.work import Job, Piece, Workload
from fairlead.schedule.codes import LATEST

Ints = npt.NDArray[np.int64]
_NEVER = 1 << 80


class Prices(NamedTuple):
    """A whole price, at least 0, for a minute of one unit of a resource in each bucket; of few resources."""

    of: dict[int, Ints]


class Account(NamedTuple):
    """What the work costs and what there is to earn; places that cost something, dearest first."""

    cost: int
    income: int
    places: tuple[int, ...]


@dataclass(frozen=True)
class Ledger:
    """Weighs prices exactly, in whole numbers; whoever proposes them need not be trusted.

    Why prices prove something: a schedule pays for each minute of a resource that it uses the price of the bucket in
    which it lies. It can't use more than the capacity, so it pays at most `income`, prices times all the time until the
    plan's finish. Each task by itself, wherever inside its head and tail it lies, in whichever mode and whoever of the
    eligible does it, pays at least the cheapest of these places. When the sum of these is more than the income, no
    schedule has such heads and tails. Work that may be split pays the cheapest minutes inside; work in one go the
    cheapest stretch of its calendar, found at the edges of buckets, between which the price changes linearly.
    Source: Lagrangian relaxation of the resource constraints (Christofides, Alvarez-Valdes and Tamarit 1987, European
    Journal of Operational Research 29; Fisher 1981), here without the links and with calendars.
    """

    load: Workload
    calendars: dict[int, Hours]
    edges: Ints  # (buckets + 1,) from the first head to the last moment that is ever looked at

    def account(self, prices: Prices, heads: Heads, tails: Tails, plan_finish: int) -> Account:
        """Return what the work costs at these prices inside heads and tails, and what there is of it."""
        edges = np.minimum(self.edges, max(plan_finish, int(self.edges[0])))
        income = 0
        for r, price in prices.of.items():
            time = np.diff(self.load.hours[r].before_each(edges)) * self.load.capacity[r]
            income += sum(int(a) * int(b) for a, b in zip(price.tolist(), time.tolist(), strict=True) if a)
        worked = {c: hours.before_each(self.edges) for c, hours in self.calendars.items()}
        costs = []
        for job in self.load.jobs:
            if tails.finish[job.place] < LATEST and (cost := self._cost(job, prices, heads, tails, worked)):
                costs.append((cost, job.place))
        costs.sort(reverse=True)
        return Account(sum(cost for cost, _ in costs), income, tuple(place for _, place in costs))

    def _cost(self, job: Job, prices: Prices, heads: Heads, tails: Tails, worked: dict[int, Ints]) -> int:
        best = _NEVER
        for mode in job.modes:
            cost = sum(self._cost_of(piece, job.place, prices, heads, tails, worked) for piece in mode)
            best = min(best, cost)
            if best <= 0:
                break
        return best

    def _cost_of(
        self,
        piece: Piece,
        place: int,
        prices: Prices,
        heads: Heads,
        tails: Tails,
        worked: dict[int, Ints],
    ) -> int:
        hours = self.calendars[piece.calendar]
        low, high = hours.before(heads.start[place]), hours.before(tails.finish[place])
        if high - low < piece.minutes:
            return _NEVER
        rate = np.zeros(len(self.edges) - 1, np.int64)
        for ask in piece.asks:
            each = [prices.of[r] for r in ask.group if r in prices.of]
            if len(each) == len(ask.group):
                rate += ask.units * np.min(each, axis=0)
        if not rate.any():
            return 0
        marks = worked[piece.calendar]
        if not piece.whole:
            return _cheapest_minutes(rate, inside(marks, low, high), piece.minutes)
        last = min(high - piece.minutes, max(hours.before(tails.start[place]), low))
        return _cheapest_stretch(rate, marks, low, last, piece.minutes)


def _cheapest_minutes(rate: Ints, room: Ints, minutes: int) -> int:
    """Return the least that so many minutes cost; what isn't covered by buckets costs nothing."""
    left, cost = minutes - max(minutes - int(room.sum()), 0), 0
    for k in np.argsort(rate, kind="stable").tolist():
        taken = min(left, int(room[k]))
        cost += taken * int(rate[k])
        left -= taken
        if not left:
            break
    return cost


def _cheapest_stretch(rate: Ints, marks: Ints, low: int, last: int, minutes: int) -> int:
    """Return the least that so many minutes in a row cost, begun from `low` to `last`, all in minutes of one calendar.

    `marks` are the minutes worked before each edge; before the first and after the last edge nothing costs anything.
    """
    begins = np.unique(np.clip(np.concatenate([marks, marks - minutes, [low, last]]), low, last))
    paid = np.append(0, np.cumsum(rate * np.diff(marks)))

    def paid_before(moments: Ints) -> Ints:
        k = np.clip(np.searchsorted(marks, moments, side="right") - 1, 0, len(rate) - 1)
        inside = np.clip(moments, marks[0], marks[-1])
        found: Ints = paid[k] + rate[k] * (inside - marks[k])
        return found

    return int((paid_before(begins + minutes) - paid_before(begins)).min())
