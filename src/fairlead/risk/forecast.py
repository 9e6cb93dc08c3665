"""What a simulation says: the odds of every date and every sum of money, how precise they are, and what drives them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding
from fairlead.risk.ending import END
from fairlead.risk.tables import Floats, Ints
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.staffing.money import in_plan_currency

if TYPE_CHECKING:
    from fairlead.schedule.levelling.crew import Manned
    from fairlead.schedule.levelling.generating import Generated
    from fairlead.schedule.levelling.placed import PeopleSchedule

Basis = Literal["agreed", "levelled", "logic"]
NEVER = 1 << 57
"""A finish from here on is none: where calendars and windows leave no time any more."""

_BEYOND_CHANCE = 2.0  # standard errors
_MOST_TOLD = 50  # of what drives the finish, and of what drives the cost

SHOWN = (0.1, 0.5, 0.8, 0.9)
"""The percentiles that answers name."""


@dataclass(frozen=True, slots=True)
class Driver:
    """Something uncertain and what it moves: mean finish (minutes) and cost where it lies in its lowest tenth, and in
    its highest. `kind` is estimate, risk, delay, costs, ..., `id` the entity it belongs to.
    """

    kind: str
    id: str
    title: str
    finish: tuple[float, float]
    cost: tuple[float, float]
    error: tuple[float, float] = (0.0, 0.0)
    """The standard errors of both differences: what chance alone makes of them."""

    @property
    def days(self) -> float:
        """By how many days of the clock it moves the finish."""
        return (self.finish[1] - self.finish[0]) / 1440

    @property
    def money(self) -> float:
        """By how much it moves the cost."""
        return self.cost[1] - self.cost[0]

    def moves(self, by: Literal["finish", "cost"]) -> bool:
        """Tell whether it moves the finish, or the cost, by more than chance does: two standard errors."""
        if by == "finish":
            return abs(self.finish[1] - self.finish[0]) > _BEYOND_CHANCE * self.error[0]
        return abs(self.money) > _BEYOND_CHANCE * self.error[1]


@dataclass(frozen=True)
class Forecast:
    """Odds from so many iterations. `finish`, `cost` and `ends` hold each iteration, in their order; dates are minutes
    of the axis. `wanted` is how many iterations were asked for: fewer came where it was interrupted or precise enough.
    """

    plan: Plan
    compiled: Compiled = field(repr=False)
    basis: Basis
    seed: int
    wanted: int
    finish: Ints = field(repr=False)
    cost: Floats = field(repr=False)
    ends: Mapping[str, Ints] = field(repr=False)
    criticality: Mapping[str, float] = field(repr=False)
    drivers: tuple[Driver, ...] = field(repr=False)
    struck: Mapping[str, float] = field(repr=False)
    """How often each risk struck, each branch was taken, each option was chosen."""
    blocked: Mapping[str, float] = field(default_factory=dict)
    """How often each task is the first that finds no time any more."""
    planned_finish: int = 0
    """The finish without anything uncertain, on the same basis."""
    planned_cost: float = 0.0
    planned_ends: Mapping[str, int] = field(default_factory=dict)
    """When each goal and milestone is met then."""
    interrupted: bool = False
    findings: tuple[Finding, ...] = ()
    laid: tuple[Manned, Generated] | None = field(default=None, repr=False, compare=False)
    """The schedule by which people and order are held, as the generator gave it."""

    @cached_property
    def people(self) -> PeopleSchedule | None:
        """The schedule whose people and order every iteration holds; None without people, and from elsewhere.

        Where a risk delays a summary as a whole there is none either: it was laid with a task at the summary's end.
        """
        if self.laid is None or any(id.endswith(END) for id in self.compiled.plan.tasks):
            return None
        from fairlead.schedule.levelling.reading import people_schedule

        return people_schedule(self.plan, *self.laid)

    @property
    def iterations(self) -> int:
        """How many iterations it rests on."""
        return len(self.finish)

    # Percentiles

    def finish_at(self, p: float) -> datetime | None:
        """Return the date by which the plan is finished with probability `p`; None where it never is that surely."""
        return self.date_of(self.finish_minute(p))

    def finish_minute(self, p: float) -> int:
        """Return the same in axis minutes, `NEVER` for never."""
        return int(percentile(self.finishes, p))

    def end_at(self, id: str, p: float) -> datetime | None:
        """Return the date by which a goal is met, or a milestone reached, with probability `p`; None for never."""
        return self.date_of(self.end_minute(id, p))

    def end_minute(self, id: str, p: float) -> int:
        """Return the same in axis minutes, `NEVER` for never."""
        return int(percentile(np.sort(self.ends[id]), p))

    def date_of(self, minute: float) -> datetime | None:
        """Return a moment of the axis in the plan's own time; None for never."""
        return None if minute >= NEVER else self.local(minute)

    @cached_property
    def never(self) -> float:
        """The share of iterations in which some work finds no time any more."""
        return float(np.mean(self.finish >= NEVER))

    @cached_property
    def mean_finish(self) -> float:
        """The mean of the finishes that come, in axis minutes."""
        finite = self.finish[self.finish < NEVER]
        return float(np.mean(finite)) if len(finite) else float(NEVER)

    def cost_at(self, p: float) -> float:
        """Return what the plan costs at most with probability `p`."""
        return float(percentile(self.costs, p))

    @cached_property
    def finishes(self) -> Ints:
        """The finishes in rising order."""
        return np.sort(self.finish)

    @cached_property
    def costs(self) -> Floats:
        """The costs in rising order."""
        return np.sort(self.cost)

    def finish_error(self, p: float) -> float:
        """Return the standard error of a percentile of the finish, in minutes of the clock."""
        return percentile_error(self.finishes, p)

    def cost_error(self, p: float) -> float:
        """Return the standard error of a percentile of the cost."""
        return percentile_error(self.costs, p)

    def local(self, minute: float) -> datetime:
        """Return a moment in the plan's own time."""
        return self.compiled.axis.local(round(float(minute)))

    # Promises

    @cached_property
    def deadlines(self) -> Mapping[str, int]:
        """The deadlines of goals and tasks whose ends are kept, in axis minutes."""
        axis = self.compiled.axis
        found = {}
        for id in self.ends:
            entity = self.plan.goals.get(id) or self.compiled.plan.tasks.get(id)
            if entity is not None and entity.deadline is not None:
                found[id] = axis.minute(entity.deadline, end=True)
        return found

    @cached_property
    def budget(self) -> Decimal | None:
        """The budget's total in the plan's currency, as money changes when the plan starts; None without one."""
        settings, start = self.plan.settings, self.compiled.ground.plan_start
        if settings.budget is None or settings.budget.total is None:
            return None
        return in_plan_currency(settings, settings.budget.total, self.local(start).date())

    def chance_of(self, id: str) -> float | None:
        """Return the chance that a goal or milestone keeps its deadline; None without one."""
        if id not in self.deadlines:
            return None
        return float(np.mean(self.ends[id] <= self.deadlines[id]))

    @property
    def chance_of_budget(self) -> float | None:
        """The chance that the budget is enough; None without one."""
        return None if self.budget is None else float(np.mean(self.cost <= float(self.budget)))

    @cached_property
    def all_kept(self) -> npt.NDArray[np.bool_]:
        """Whether each iteration keeps every goal's deadline and the budget."""
        kept = np.ones(self.iterations, bool)
        for id, deadline in self.deadlines.items():
            if id in self.plan.goals:
                kept &= self.ends[id] <= deadline
        if self.budget is not None:
            kept &= self.cost <= float(self.budget)
        return kept

    @property
    def chance_of_all(self) -> float | None:
        """The chance that all goals' deadlines and the budget are kept together; None where nothing is promised."""
        promised = self.budget is not None or any(id in self.plan.goals for id in self.deadlines)
        return float(np.mean(self.all_kept)) if promised else None

    def chance_of_both(self, finish: float, cost: float) -> float:
        """Return the chance of finishing by a moment (axis minutes) and for a sum at once."""
        return float(np.mean((self.finish <= finish) & (self.cost <= cost)))

    def frontier(self, confidence: float, points: int = 40) -> Iterator[tuple[int, float]]:
        """Yield pairs of finish and cost that are both kept with this chance, the earliest and dearest first.

        Source: joint confidence level, NASA Cost Estimating Handbook 4.0, Appendix J.
        """
        order = np.argsort(self.finish, kind="stable")
        need = math.ceil(confidence * self.iterations)
        for last in np.unique(np.linspace(need, self.iterations, points).astype(int)):
            if 0 < need <= last:
                within = self.cost[order[:last]]
                yield int(self.finish[order[last - 1]]), float(np.partition(within, need - 1)[need - 1])

    # Plain data

    def to_json(self) -> dict[str, Any]:
        """Return the forecast as plain data, as the design describes it."""
        from fairlead.risk.charts_data import cost_bins, finish_bins, together

        currency = self.plan.settings.currency
        iso = self._iso
        dated = {f"p{round(100 * p)}": iso(percentile(self.finishes, p)) for p in SHOWN}
        sums = {f"p{round(100 * p)}": _money(self.cost_at(p), currency) for p in SHOWN}
        return {
            "plan": self.plan.settings.name,
            "basis": self.basis,
            "iterations": self.iterations,
            "wanted": self.wanted,
            "seed": self.seed,
            "finish": {
                "mean": iso(round(self.mean_finish)),
                **dated,
                "planned": iso(self.planned_finish),
                "planned_probability": float(np.mean(self.finish <= self.planned_finish)),
                "never": self.never,
                "blocked": [{"id": id, "frequency": share} for id, share in self.blocked.items()],
                "standard_error_minutes": {
                    k: error if math.isfinite(error := self.finish_error(p)) else None
                    for k, p in zip(dated, SHOWN, strict=True)
                },
                "histogram": finish_bins(self),
            },
            "cost": {
                "mean": _money(float(np.mean(self.cost)), currency),
                **sums,
                "planned": _money(self.planned_cost, currency),
                "standard_error": {
                    k: _money(error, currency) if math.isfinite(error := self.cost_error(p)) else None
                    for k, p in zip(sums, SHOWN, strict=True)
                },
                "histogram": cost_bins(self),
            },
            "goals": [self._end_json(id) for id in self.ends if id in self.plan.goals],
            "milestones": [self._end_json(id) for id in self.ends if id not in self.plan.goals],
            "budget": {
                "total": None if self.budget is None else _money(float(self.budget), currency),
                "probability": self.chance_of_budget,
            },
            "joint": {"probability": self.chance_of_all, **together(self)},
            "tasks": [{"id": id, "criticality": share} for id, share in self.criticality.items()],
            "events": [{"id": id, "frequency": share} for id, share in self.struck.items()],
            "drivers": [_driver_json(each, iso, currency) for each in _told(self.drivers)],
            "interrupted": self.interrupted,
        }

    def _iso(self, minute: float) -> str | None:
        return None if minute >= NEVER else self.compiled.axis.iso(round(minute))

    def _end_json(self, id: str) -> dict[str, Any]:
        iso, ends = self._iso, np.sort(self.ends[id])
        deadline = self.deadlines.get(id)
        return {
            "id": id,
            "deadline": None if deadline is None else iso(deadline),
            "probability": self.chance_of(id),
            **{f"p{round(100 * p)}": iso(percentile(ends, p)) for p in SHOWN},
        }


def percentile(rising: Ints | Floats, p: float) -> Any:
    """Return the least of sorted values that at least a share `p` doesn't exceed."""
    return rising[min(max(math.ceil(p * len(rising) - 1e-9), 1), len(rising)) - 1]


def percentile_error(rising: Ints | Floats, p: float) -> float:
    """Return the standard error of a percentile of sorted values: half the distance of the order statistics one
    standard deviation of the binomial below and above. Strata make it smaller than it says. Infinite where there are
    too few values to tell.

    Source: David & Nagaraja, Order Statistics, 3rd edition, 2003, section 7.1 (distribution-free intervals).
    """
    n = len(rising)
    spread = math.sqrt(n * p * (1 - p))
    low, high = math.floor(n * p - spread), math.ceil(n * p + spread)
    if low < 1 or high > n or rising[high - 1] >= NEVER:
        return math.inf
    return float(rising[high - 1] - rising[low - 1]) / 2


def _money(amount: float, currency: str | None) -> dict[str, str | None]:
    return {"amount": f"{amount:.2f}", "currency": currency}


def _driver_json(driver: Driver, iso: Any, currency: str | None) -> dict[str, Any]:
    return {
        "kind": driver.kind,
        "id": driver.id,
        "finish": [iso(each) for each in driver.finish],
        "finish_error_minutes": round(driver.error[0], 1),
        "cost": [_money(each, currency) for each in driver.cost],
        "cost_error": _money(driver.error[1], currency),
    }


def ranked_drivers(drivers: Sequence[Driver], by: Literal["finish", "cost"]) -> list[Driver]:
    """Return what moves the finish, or the cost, most, first; what chance alone may have moved is left out."""
    found = [each for each in drivers if each.moves(by)]
    return sorted(found, key=lambda each: -abs(each.days if by == "finish" else each.money))


def _told(drivers: Sequence[Driver]) -> list[Driver]:
    """Return the drivers that are told: those of the finish first, then what drives nothing but the cost."""
    of_finish = ranked_drivers(drivers, "finish")[:_MOST_TOLD]
    return list(dict.fromkeys([*of_finish, *ranked_drivers(drivers, "cost")[:_MOST_TOLD]]))
