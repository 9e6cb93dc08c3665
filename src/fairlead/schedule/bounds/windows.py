"""Destructive search: the latest moment by which energy, or prices, prove that the plan can't be finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from fairlead.schedule.bounds.energy import Energy, Overload
from fairlead.schedule.bounds.heads import Frame, Heads, Tails
from fairlead.schedule.bounds.linear import prices_against
from fairlead.schedule.bounds.prices import Account, Ledger, Prices
from fairlead.schedule.bounds.work import Workload
from fairlead.schedule.codes import LATEST

_DAY = 1440
_WIDTHS = (28 * _DAY, 14 * _DAY, 7 * _DAY, 2 * _DAY, _DAY, _DAY // 2, 240, 60, 15)  # minutes of a bucket
_FIRST_CELLS = 6_000  # pieces times buckets inside their windows, in the first and coarsest round
_MOST_CELLS = 60_000  # a few seconds for the linear solver
_NEAR = 30  # minutes; nearer than that the linear programme isn't asked again in one round


class Told(NamedTuple):
    """Prices that refute the last moment known, and what they amount to there."""

    prices: Prices
    account: Account


class Search:
    """No plan finishes by `known`: every step is checked in whole numbers, so it can be relied on at any time.

    `upper` is a finish that a schedule reaches, if there is one; from there on nothing has to be refuted. `ended` says
    when to stop, `found` is told of each moment before which no plan finishes.
    """

    def __init__(
        self,
        frame: Frame,
        load: Workload,
        heads: Heads,
        known: int,
        upper: int | None = None,
        ended: Callable[[], bool] = lambda: False,
        found: Callable[[int], None] = lambda moment: None,
    ) -> None:
        self.frame, self.load, self.heads, self.known = frame, load, heads, known
        self.upper, self.ended, self.found = upper, ended, found
        self._begin = min((heads.start[job.place] for job in load.jobs), default=known)
        self._kept: tuple[int, Tails] | None = None

    def by_energy(self, energy: Energy) -> Overload | None:
        """Raise what is known as far as the energy of groups carries; return the last overload that did."""
        last: Overload | None = None

        def refuted(moment: int) -> bool:
            nonlocal last
            overload = energy.overload(self.heads, self._tails(moment))
            if overload is not None and moment > self.known:
                last = overload
            return overload is not None

        self._climb(refuted, self._ceiling(refuted), 1)
        return last

    def by_prices(self, seconds_left: Callable[[], float]) -> Told | None:
        """Raise what is known by linear programmes over finer and finer buckets; return the prices that did last."""
        last: Told | None = None
        for width in self._widths():
            ledger: Ledger | None = None

            def refuted(moment: int, width: int = width) -> bool:
                nonlocal last, ledger
                if ledger is None or ledger.edges[-1] < moment:
                    ledger = self._ledger(width, moment)
                prices = prices_against(ledger, self.heads, self._tails(moment), moment, seconds_left())
                if prices is None or not self._refute(ledger, prices, moment):
                    return False
                self.raise_to(moment)
                # The same prices often speak against later moments too, which is checked in no time.
                self._climb(lambda later: self._refute(ledger, prices, later), self._reach(moment, width), 1)
                last = Told(prices, ledger.account(prices, self.heads, self._tails(self.known), self.known))
                return True

            self._climb(refuted, self._ceiling(refuted), max(_NEAR, width // 16))
            if self.ended() or self.is_settled():
                break
        return last

    def raise_to(self, moment: int) -> None:
        """Note that no plan finishes by a moment."""
        if moment > self.known:
            self.known = moment
            self.found(moment + 1)

    def is_settled(self) -> bool:
        """Return whether the schedule that there is has been proven to be the best."""
        return self.upper is not None and self.known >= self.upper - 1

    def _tails(self, moment: int) -> Tails:
        if self._kept is None or self._kept[0] != moment:
            self._kept = moment, self.frame.tails(moment)
        return self._kept[1]

    def _refute(self, ledger: Ledger, prices: Prices, moment: int) -> bool:
        account = ledger.account(prices, self.heads, self._tails(moment), moment)
        return account.cost > account.income

    # Steps

    def _climb(self, refuted: Callable[[int], bool], ceiling: int, near: int) -> None:
        """Raise what is known by halving, as long as that says more than `near` minutes."""
        while ceiling - self.known > near and not self.ended():
            middle = (self.known + ceiling) // 2
            if refuted(middle):
                self.raise_to(middle)
            else:
                ceiling = middle

    def _ceiling(self, refuted: Callable[[int], bool]) -> int:
        """Return a moment that isn't refuted: just before the finish reached already, or found by galloping."""
        if self.upper is not None:
            if not self.is_settled() and not self.ended() and refuted(self.upper - 1):
                self.raise_to(self.upper - 1)
            return self.upper - 1
        step = max(_DAY, (self.known - self._begin) // 4)
        moment = self.known + step
        while not self.ended() and refuted(moment):
            self.raise_to(moment)  # what refuted it may know of later moments already
            step *= 2
            moment = self.known + step
        return moment

    def _reach(self, moment: int, width: int) -> int:
        """Return how far prices found at a moment may be worth trying."""
        reach = moment + 2 * width
        return reach if self.upper is None else min(reach, self.upper)

    # Buckets

    def _widths(self) -> Iterator[int]:
        """Yield the widths of buckets worth trying, from coarse to fine; none for plans too large for any."""
        end = self.known + 1 if self.upper is None else self.upper
        cells = 0
        for width in _WIDTHS:
            before, cells = cells, self._cells(width, end)
            if cells > _MOST_CELLS:
                return
            fine = cells >= _FIRST_CELLS or width == _WIDTHS[-1] or self._cells(width // 4, end) > _MOST_CELLS
            if fine and cells != before:
                yield width

    def _cells(self, width: int, end: int) -> int:
        tails = self._tails(end)
        cells = 0
        for job in self.load.jobs:
            span = min(tails.finish[job.place], LATEST) - self.heads.start[job.place]
            if tails.finish[job.place] < LATEST:
                cells += (max(span, 0) // width + 1) * sum(len(mode) for mode in job.modes)
        return cells

    def _ledger(self, width: int, moment: int) -> Ledger:
        """Return a ledger whose buckets reach some way beyond a moment, so that its prices can be tried later on."""
        first = self._begin // width * width
        edges = np.arange(first, moment + 3 * width, width, dtype=np.int64)
        calendars = {piece.calendar for job in self.load.jobs for mode in job.modes for piece in mode}
        return Ledger(self.load, {c: self.frame.hours(c) for c in sorted(calendars)}, edges)
