"""What a schedule is sought for: an early finish, goals in time, little money, even load; each a number to lower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from fairlead.plan.values import Rate
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK, LATEST
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated
from fairlead.schedule.network import Part
from fairlead.schedule.staffing import FULL, Mode, Staffed
from fairlead.schedule.staffing.money import HourlyRate
from fairlead.schedule.staffing.overtime import OvertimePay

Goal = Literal["finish", "goals", "cost", "smooth"]
GOALS: tuple[Goal, ...] = ("finish", "goals", "cost", "smooth")

_WEEK = 10_080
_IMPORTANCE = 4  # without penalties each goal weighs as much as four of the one after it


class Objective(Protocol):
    """A number for a schedule as the generator gives it. Lower is better."""

    def value(self, laid: Generated) -> float:
        """Return the number."""


@dataclass(frozen=True)
class EarlyFinish:
    """The moment at which the last task finishes."""

    real: Ints

    def value(self, laid: Generated) -> float:
        """Return it in axis minutes."""
        ends = laid.finish[self.real]
        return float(ends.max()) if len(ends) else 0.0


@dataclass(frozen=True)
class GoalsInTime:
    """What lateness costs: each goal's penalty for the time (on the clock) from its deadline until it is met.

    A goal without a penalty counts by its place: each weighs four times the next, in points a week.
    """

    goals: Sequence[tuple[Sequence[int], int, float]]  # places, deadline, weight for a minute

    def value(self, laid: Generated) -> float:
        """Return the sum of penalties."""
        return self.lower_bound(laid.finish.tolist())

    def lower_bound(self, earliest: Sequence[int]) -> float:
        """Return the penalties of these finishes, by place, before which no schedule has any task done."""
        total = 0.0
        for places, deadline, weight in self.goals:
            met = max((earliest[place] for place in places), default=deadline)
            total += weight * max(met - deadline, 0)
        return round(total, 4)


@dataclass(frozen=True)
class LittleMoney:
    """What people's and things' time and the chosen ways cost.

    Counted are the working minutes that are left of everybody who has a rate by time, each at the rate that holds when
    it is worked, overtime at its percentage of it, and the `cost` of the modes taken. Not counted are a task's own
    `cost`, prices of materials, rates per use and what is spent already.
    """

    manned: Manned

    def value(self, laid: Generated) -> float:
        """Return it in the plan's currency."""
        total = Decimal(0)
        staffed, picks = self.manned.staffed, laid.picks.tolist()
        for place, demand in staffed.demands.items():
            row = int(laid.chosen[place]) - int(self.manned.mode_first[place])
            if row < 0 or not demand.modes:
                continue
            first = int(self.manned.pick_first[place])
            worked = laid.pieces.get(place) or ((int(laid.go_on[place]), int(laid.finish[place])),)
            total += cost_of(
                staffed, demand.modes[row], picks[first : first + places_in(demand.modes[row])], worked
            )
        return float(total)


def cost_of(staffed: Staffed, mode: Mode, picks: Sequence[int], worked: Sequence[tuple[int, int]]) -> Decimal:
    """Return what a mode costs in the plan's currency: rates times hours, and its own cost.

    `picks` are given slot by slot in the board's order, `worked` are the stretches from when the work goes on until it
    is done. Where a rate changes on the way, each minute counts by the one that holds then.
    """
    total, row = mode.cost, 0
    for slot in slots_in_order(mode):
        minutes = _minutes(mode, slot.part)
        for r in picks[row : row + slot.count]:
            rate = staffed.resources[r].hourly if r >= 0 else None
            if rate is not None and minutes:
                total += _paid(staffed, mode, slot.part, rate, worked) * slot.paid_units / FULL / 60
        row += slot.count
    return total


def _paid(
    staffed: Staffed, mode: Mode, number: int, rate: HourlyRate, worked: Sequence[tuple[int, int]]
) -> Decimal:
    """Return the sum of each minute of a part times the rate by the hour that holds then."""
    part = mode.parts[number]
    if not rate.changes:
        return rate.steps[0][1] * part.remaining
    begin, finish = worked[0][0], worked[-1][1]
    later = part.delay - min(each.delay for each in mode.parts)  # the first of them begins when the task does
    if len(rate.steps) == 1 and rate.overtime is not None:
        over = _overtime(staffed, rate.overtime, part, later, worked)
        return rate.steps[0][1] * (part.remaining + (rate.overtime.factor - 1) * over)
    total, done = Decimal(0), 0
    for _, until, amount in rate.between(begin, finish):
        # What dates from elsewhere leave no time for is paid as what is done last.
        so_far = part.remaining
        if until < finish:
            passed = sum(
                minutes_between(staffed, part.calendar, a, min(b, until)) for a, b in worked if a < until
            )
            so_far = min(max(passed - later, 0), part.remaining)
        total += amount * (so_far - done)
        done = so_far
    return total


def _overtime(
    staffed: Staffed, overtime: OvertimePay, part: Part, later: int, worked: Sequence[tuple[int, int]]
) -> int:
    """Return how many minutes of a part, which begins so many working minutes later than its task, are overtime."""
    work = overtime.on(staffed.compiled.network, part.calendar)
    over, left = 0, part.remaining
    for begin, end in worked:
        first, last = work.until(begin), work.until(end)
        first, later = min(first + later, last), max(later - (last - first), 0)
        last = min(last, first + left)
        over += work.over(first, last)
        left -= last - first
    return over


def minutes_between(staffed: Staffed, calendar: int, begin: int, end: int) -> int:
    """Return the working minutes of a calendar between two moments."""
    if calendar == CLOCK:
        return end - begin
    return int(kernels.work_between(*staffed.compiled.network.slice_of(calendar), begin, end))


def places_in(mode: Mode) -> int:
    """Return how many picks a mode has."""
    return sum(slot.count for slot in mode.slots)


def _minutes(mode: Mode, part: int) -> int:
    return mode.parts[part].remaining if mode.parts and part >= 0 else 0


@dataclass(frozen=True)
class EvenLoad:
    """How uneven people's weeks are: the squares of everybody's weekly hours, added up; nights count like days."""

    manned: Manned
    start: int

    def value(self, laid: Generated) -> float:
        """Return the sum in hours squared, over people and things and weeks on the clock; no end: infinite."""
        go_on, finish = laid.go_on, laid.finish
        if int(finish.max(initial=self.start)) >= LATEST:
            return float("inf")
        # Weeks before the start, where work is held to them, are numbered from -1 downwards: the last columns.
        begin = int(go_on[[*self.manned.staffed.demands]].min(initial=self.start))
        early = (self.start - begin + _WEEK - 1) // _WEEK
        weeks = max(int((int(finish.max(initial=self.start)) - self.start) // _WEEK) + 1, 1)
        load = np.zeros((len(self.manned.room), early + weeks))
        for place, demand in self.manned.staffed.demands.items():
            row = int(laid.chosen[place]) - int(self.manned.mode_first[place])
            if row >= 0 and demand.modes:
                first = int(self.manned.pick_first[place])
                self._add(load, demand.modes[row], laid.picks[first:], int(go_on[place]), int(finish[place]))
        return round(float((load**2).sum()), 2)

    def _add(self, load: npt.NDArray[np.float64], mode: Mode, picks: Ints, begin: int, end: int) -> None:
        if end <= begin:
            return
        weeks = np.arange((begin - self.start) // _WEEK, (end - 1 - self.start) // _WEEK + 1)
        edges = self.start + weeks * _WEEK
        share = (np.minimum(edges + _WEEK, end) - np.maximum(edges, begin)) / (end - begin)
        row = 0
        for slot in slots_in_order(mode):
            hours = _minutes(mode, slot.part) * slot.units / FULL / 60
            for r in picks[row : row + slot.count].tolist():
                if r >= 0:
                    load[r, weeks] += hours * share
            row += slot.count

    def lower_bound(self, finish: int) -> float:
        """Return the value of perfectly even weeks until `finish`, by whoever can do least of it."""
        weeks = max((finish - self.start) // _WEEK + 1, 1)
        fixed = np.zeros(len(self.manned.room))
        for demand in self.manned.staffed.demands.values():
            if len(demand.modes) == 1:
                for slot in demand.modes[0].slots:
                    if len(slot.eligible) == 1:
                        hours = _minutes(demand.modes[0], slot.part) * slot.units * slot.count / FULL / 60
                        fixed[slot.eligible[0]] += hours
        return round(float((fixed**2 / weeks).sum()), 2)


def goals_in_time(staffed: Staffed) -> GoalsInTime:
    """Return the objective of a plan's goals with deadlines, most important first."""
    compiled = staffed.compiled
    axis = compiled.axis
    rows = []
    goals = [goal for goal in compiled.plan.goals.values() if goal.deadline is not None]
    for rank, goal in enumerate(goals):
        assert goal.deadline is not None
        places = _places(staffed, goal.done_when)
        weight = float(_IMPORTANCE ** (len(goals) - 1 - rank)) / _WEEK
        if goal.penalty is not None:
            weight = _by_minute(goal.penalty)
        rows.append((places, axis.minute(goal.deadline, end=True), weight))
    return GoalsInTime(tuple(rows))


def _by_minute(penalty: Rate) -> float:
    """Return a penalty such as 2000/w for each minute on the clock; other units than times count per week."""
    minutes = {"h": 60, "d": 1440, "w": _WEEK, "mo": 43_800}.get(str(penalty.per), _WEEK)
    amount = penalty.amount.amount
    return float(amount if isinstance(amount, Decimal) else amount.most_likely()) / minutes


def _places(staffed: Staffed, ids: Sequence[str]) -> tuple[int, ...]:
    outline = staffed.compiled.plan.outline
    found: list[int] = []
    for id in ids:
        leaves = outline.leaves(id) if id in staffed.compiled.plan.tasks else (id,)
        found += [place for leaf in leaves if (place := staffed.place_of(leaf)) is not None]
    return tuple(found)


def real_places(manned: Manned) -> Ints:
    """Return the places of tasks that count for the plan's finish."""
    return np.flatnonzero(manned.network.real)


__all__ = ["GOALS", "EarlyFinish", "EvenLoad", "Goal", "GoalsInTime", "LittleMoney", "Objective", "cost_of",
           "goals_in_time", "minutes_between", "places_in", "real_places"]  # fmt: skip
