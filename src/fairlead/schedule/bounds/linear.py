"""The window-work linear programme: does all work find people's time inside its heads and tails? If not, why not?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.schedule.bounds.heads import Heads, Tails
from fairlead.schedule.bounds.hours import inside
from fairlead.schedule.bounds.prices import Ledger, Prices
from fairlead.schedule.bounds.work import Group, Job, Piece
from fairlead.schedule.codes import LATEST
from fairlead.schedule.staffing import FULL

Ints = npt.NDArray[np.int64]
_SCALE = 1_000_000  # of prices, which are between 0 and about 1
_ENOUGH = 1e-6  # of all work; less left over counts as room for everything


def prices_against(
    ledger: Ledger, heads: Heads, tails: Tails, plan_finish: int, seconds: float
) -> Prices | None:
    """Return prices that speak against a plan's finish by `plan_finish`; None where the programme has room for all.

    Variables are minutes of each piece of work in each bucket and who of a group gives them; each piece at no more than
    its own speed. Left over is as little as possible. What the prices prove is for `Ledger.account` to say.
    """
    return _Programme(ledger, heads, tails, plan_finish).solved(seconds)


class _Programme:
    def __init__(self, ledger: Ledger, heads: Heads, tails: Tails, plan_finish: int) -> None:
        from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

        self.ledger, self.heads, self.tails = ledger, heads, tails
        self.edges = np.minimum(ledger.edges, max(plan_finish, int(ledger.edges[0])))
        solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.solver, self.infinity = solver, solver.infinity()
        self.worked = {c: hours.before_each(ledger.edges) for c, hours in ledger.calendars.items()}
        self.taken: dict[tuple[int, int], list[tuple[Any, float]]] = defaultdict(list)  # resource, bucket
        self.asked: dict[tuple[Group, int], list[tuple[Any, float]]] = defaultdict(list)
        self.objective = solver.Objective()
        self.objective.SetMinimization()
        self.total = 0.0
        for job in ledger.load.jobs:
            if tails.finish[job.place] < LATEST:
                self._add(job)
        self._share_groups()
        self.rows = self._limit_resources()

    def solved(self, seconds: float) -> Prices | None:
        self.solver.SetTimeLimit(max(int(seconds * 1000), 1))
        status = self.solver.Solve()
        if status not in (self.solver.OPTIMAL, self.solver.FEASIBLE):
            return None
        if self.objective.Value() <= _ENOUGH * self.total:
            return None
        prices: dict[int, Ints] = {}
        buckets = len(self.edges) - 1
        for (r, k), row in self.rows.items():
            price = round(-row.dual_value() * _SCALE)
            if price > 0:
                prices.setdefault(r, np.zeros(buckets, np.int64))[k] = price
        return Prices(prices) if prices else None

    def _add(self, job: Job) -> None:
        only = len(job.modes) == 1
        if not only:
            chosen = self.solver.Constraint(1.0, self.infinity)
        for mode in job.modes:
            share = None
            if not only:
                share = self.solver.NumVar(0.0, 1.0, "")
                chosen.SetCoefficient(share, 1.0)
            for piece in mode:
                self._place(job.place, piece, share)

    def _place(self, place: int, piece: Piece, share: Any) -> None:
        """Lay a piece of work into its buckets; what finds no room is left over, at its price in people's minutes."""
        hours = self.ledger.calendars[piece.calendar]
        low, high = hours.before(self.heads.start[place]), hours.before(self.tails.finish[place])
        marks = self.worked[piece.calendar]
        room = inside(marks, low, high)
        least: Ints = np.zeros_like(room)
        if piece.whole and share is None:
            least = _held_in_any_case(marks, low, high, piece.minutes)
        weight = sum(ask.units for ask in piece.asks) / FULL
        need = self.solver.Constraint(float(piece.minutes) if share is None else 0.0, self.infinity)
        if share is not None:
            need.SetCoefficient(share, -float(piece.minutes))
        else:
            self.total += piece.minutes * weight
        for k in np.flatnonzero(room).tolist():
            minutes = self.solver.NumVar(0.0, float(room[k]), "")
            need.SetCoefficient(minutes, 1.0)
            if least[k]:
                # Left over as well where it finds no room, so that the programme always has an answer.
                floor = self.solver.Constraint(float(least[k]), self.infinity)
                floor.SetCoefficient(minutes, 1.0)
                self._leave_over(floor, weight)
            for ask in piece.asks:
                if len(ask.group) == 1:
                    self.taken[ask.group[0], k].append((minutes, ask.units / FULL))
                else:
                    self.asked[ask.group, k].append((minutes, ask.units / FULL))
        self._leave_over(need, weight)

    def _leave_over(self, row: Any, weight: float) -> None:
        over = self.solver.NumVar(0.0, self.infinity, "")
        row.SetCoefficient(over, 1.0)
        self.objective.SetCoefficient(over, weight)

    def _share_groups(self) -> None:
        for (group, k), terms in self.asked.items():
            row = self.solver.Constraint(-self.infinity, 0.0)
            for variable, units in terms:
                row.SetCoefficient(variable, units)
            for r in group:
                given = self.solver.NumVar(0.0, self.infinity, "")
                row.SetCoefficient(given, -1.0)
                self.taken[r, k].append((given, 1.0))

    def _limit_resources(self) -> dict[tuple[int, int], Any]:
        load = self.ledger.load
        time = {
            r: np.diff(hours.before_each(self.edges)) * (load.capacity[r] / FULL)
            for r, hours in load.hours.items()
        }
        rows = {}
        for (r, k), terms in self.taken.items():
            row = self.solver.Constraint(-self.infinity, float(time[r][k]))
            for variable, units in terms:
                row.SetCoefficient(variable, units)
            rows[r, k] = row
        return rows


def _held_in_any_case(marks: Ints, low: int, high: int, minutes: int) -> Ints:
    """Return the minutes in each bucket that work in one go takes, at its earliest as at its latest."""
    early, late = inside(marks, low, low + minutes), inside(marks, high - minutes, high)
    least: Ints = np.minimum(early, late)
    return least
