"""What each action against a risk is worth, and which set of them to take for a given budget."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Action, Risk
from fairlead.plan.templates import expanded
from fairlead.risk.forecast import NEVER, Forecast, percentile
from fairlead.risk.simulating import Wishes, simulated
from fairlead.risk.tables import Floats, Ints
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.staffing.money import in_plan_currency

_BATCHES = 20
_P = 0.8
_LEVELS = (_P, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
_FIGURES = ("finish", "cost", "joint", "budget")
_ALL_SETS_UP_TO = 6  # actions; of more, sets are built step by step
Name = tuple[str, int]
"""An action: its risk, and its place among the risk's actions."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change with its standard error: from pairs of batches that had the same luck."""

    by: float
    error: float

    @property
    def sure(self) -> bool:
        """Whether it is more than chance: beyond two standard errors."""
        return abs(self.by) > 2 * self.error


@dataclass(frozen=True)
class Worth:
    """What one action changes, against taking none of those that aren't done: a percentile of the finish in minutes of
    the clock, P80 of the cost with its own price in it, the chance of keeping every promise. `cost` is its price.
    """

    risk: Risk
    action: Action
    name: Name
    cost: float
    finish: Change
    money: Change
    chance: Change | None

    @property
    def days_for_each(self) -> float | None:
        """Days of the finish gained for each unit of money spent; None where it costs nothing."""
        return -self.finish.by / 1440 / self.cost if self.cost else None


@dataclass(frozen=True)
class Chosen:
    """A set of actions for a budget, what it costs, and the forecast with it. `all_sets` were tried, or the best step
    by step.
    """

    actions: tuple[Worth, ...]
    cost: float
    forecast: Forecast
    all_sets: bool


@dataclass(frozen=True)
class Worths:
    """The forecast without the actions that aren't done, each of them, and the best set where a budget was given.

    The finish is compared at P80, and at a lower percentile (`level`) where that is never in one of the cases.
    """

    without: Forecast
    each: tuple[Worth, ...]
    chosen: Chosen | None = None
    level: float = _P

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        currency = self.without.plan.settings.currency

        def sum_of(amount: float) -> dict[str, str | None]:
            return {"amount": f"{amount:.2f}", "currency": currency}

        def one(each: Worth) -> dict[str, Any]:
            return {
                "risk": each.risk.id,
                "action": each.action.name,
                "cost": sum_of(each.cost),
                "finish_percentile": self.level,
                "finish_minutes": each.finish.by,
                "finish_error_minutes": each.finish.error,
                "p80_cost": sum_of(each.money.by),
                "p80_cost_error": sum_of(each.money.error),
                "chance": None if each.chance is None else each.chance.by,
                "chance_error": None if each.chance is None else each.chance.error,
                "days_for_each": each.days_for_each,
            }

        chosen = self.chosen
        best = chosen and {
            "actions": [{"risk": each.risk.id, "action": each.action.name} for each in chosen.actions],
            "cost": sum_of(chosen.cost),
            "all_sets_tried": chosen.all_sets,
            "forecast": {k: v for k, v in chosen.forecast.to_json().items() if k in _FIGURES},
        }  # fmt: skip
        return {
            "plan": self.without.plan.settings.name,
            "basis": self.without.basis,
            "iterations": self.without.iterations,
            "seed": self.without.seed,
            "actions": [one(each) for each in self.each],
            "best_set": best,
        }


def worth_of(
    plan: Plan,
    budget: float | None = None,
    wishes: Wishes | None = None,
    *,
    agreed: Agreed | None = None,
    default_start: date | None = None,
    run: Callable[..., Forecast] = simulated,
) -> Worths:
    """Return what each action that isn't done yet is worth, and the best set of them for a budget.

    Every case is simulated with the same luck (common random numbers: Glasserman & Yao 1992, Management Science 38), so
    that differences are known far better than the forecasts themselves. Best is the highest chance of keeping every
    promise, then the earliest P80. Raises PlanError like `simulated`.
    """
    wishes = wishes or Wishes()

    def with_actions(names: Iterable[Name]) -> Forecast:
        case = replace(wishes, responses=frozenset(names))
        return run(plan, case, agreed=agreed, default_start=default_start)

    without = with_actions(())
    cases = {name: with_actions([name]) for name in open_actions(plan)}
    level = _level([without, *cases.values()])
    each = tuple(
        _compared(without, taken, *_action(plan, name), name, level) for name, taken in cases.items()
    )
    ranked = tuple(sorted(each, key=lambda worth: (worth.finish.by, worth.money.by)))
    chosen = _best(without, ranked, budget, with_actions) if budget is not None and ranked else None
    return Worths(without, ranked, chosen, level)


def _level(cases: Sequence[Forecast]) -> float:
    """Return the highest percentile up to P80 at which all cases finish, in each of the batches compared; else P10."""
    parts = [part for case in cases for part in np.array_split(case.finish, _batches(case.finish))]
    return next(
        (p for p in _LEVELS if all(percentile(np.sort(part), p) < NEVER for part in parts)), _LEVELS[-1]
    )


def open_actions(plan: Plan) -> list[Name]:
    """Return the actions that could still be taken, in the order of the plan."""
    return [
        (risk.id, number)
        for risk in expanded(plan).risks.values()
        if risk.closed is None and risk.struck is None
        for number, action in enumerate(risk.actions)
        if action.done is None
    ]


def _action(plan: Plan, name: Name) -> tuple[Risk, Action]:
    risk = expanded(plan).risks[name[0]]
    return risk, risk.actions[name[1]]


def _compared(
    without: Forecast, taken: Forecast, risk: Risk, action: Action, name: Name, level: float
) -> Worth:
    day = (
        without.compiled.axis.local(without.planned_finish).date()
        if without.planned_finish < NEVER
        else date.max
    )
    price = in_plan_currency(without.plan.settings, action.cost, day) if action.cost is not None else None
    finish = _paired(_ending(without), _ending(taken), lambda values: _percentile(values, level))
    money = _paired(without.cost, taken.cost, _p80)
    chance = None
    if without.chance_of_all is not None:
        kept = [forecast.all_kept.astype(float) for forecast in (without, taken)]
        chance = _paired(kept[0], kept[1], lambda values: float(np.mean(values)))
    return Worth(risk, action, name, float(price or 0), finish, money, chance)


def _ending(forecast: Forecast) -> Ints:
    """Return when iterations finish; those that never do, where all of them are compared, as if on the latest day."""
    latest = forecast.finish[forecast.finish < NEVER].max(initial=forecast.compiled.ground.plan_start)
    return np.where(forecast.finish < NEVER, forecast.finish, latest)


def _p80(values: Ints | Floats) -> float:
    return _percentile(values, _P)


def _percentile(values: Ints | Floats, p: float) -> float:
    rising: Any = np.sort(values)
    return float(percentile(rising, p))


def _paired(before: Any, after: Any, of: Callable[[Any], float]) -> Change:
    """Return the change of a figure, and its standard error from batches that had the same luck."""
    batches = _batches(before)
    if batches < 2:
        return Change(of(after) - of(before), math.inf)
    pairs = zip(np.array_split(before, batches), np.array_split(after, batches), strict=True)
    changes = [of(two) - of(one) for one, two in pairs]
    return Change(of(after) - of(before), float(np.std(changes, ddof=1)) / math.sqrt(batches))


def _batches(values: Any) -> int:
    return max(min(_BATCHES, len(values) // 25), 1)


def _best(
    without: Forecast,
    each: Sequence[Worth],
    budget: float,
    with_actions: Callable[[Iterable[Name]], Forecast],
) -> Chosen:
    affordable = [worth for worth in each if worth.cost <= budget]
    all_sets = len(affordable) <= _ALL_SETS_UP_TO
    if all_sets:
        sets: list[tuple[Worth, ...]] = [
            some for size in range(1, len(affordable) + 1) for some in combinations(affordable, size)
            if _price(some) <= budget
        ]  # fmt: skip
    else:
        sets = []
    best: tuple[tuple[Worth, ...], Forecast] = ((), without)
    for some in sets:
        best = max(best, (some, with_actions(worth.name for worth in some)), key=_goodness)
    while not all_sets:
        steps = [
            (*best[0], worth) for worth in affordable
            if worth not in best[0] and _price(best[0]) + worth.cost <= budget
        ]  # fmt: skip
        tried = [(some, with_actions(worth.name for worth in some)) for some in steps]
        better = max([best, *tried], key=_goodness)
        if better is best:
            break
        best = better
    return Chosen(best[0], _price(best[0]), best[1], all_sets)


def _price(some: Iterable[Worth]) -> float:
    return math.fsum(worth.cost for worth in some)


def _goodness(case: tuple[tuple[Worth, ...], Forecast]) -> tuple[float, float, float]:
    forecast = case[1]
    return forecast.chance_of_all or 0.0, -_p80(forecast.finish), -_price(case[0])
