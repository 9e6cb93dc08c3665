"""What can be promised: a date and a sum that are kept together with the wanted chance, and the reserve they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.risk.forecast import NEVER, Forecast, percentile
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed

_STEPS = 60


@dataclass(frozen=True, slots=True)
class Reserve:
    """What lies between the plan and the promise, by cause: minutes of the clock, or money. The parts add up."""

    estimates: float
    risks: float
    people: float

    @property
    def whole(self) -> float:
        """All of it."""
        return self.estimates + self.risks + self.people


@dataclass(frozen=True)
class Promise:
    """A date (axis minutes) and a sum that hold together with `confidence`, the plan beside them, and the reserves.

    `reached` is the chance of both at once, `time` and `money` the reserves; `frontier` are other pairs of the same
    chance, earlier and dearer or later and cheaper.
    """

    forecast: Forecast
    confidence: float
    finish: int
    cost: float
    reached: float
    time: Reserve
    money: Reserve
    frontier: tuple[tuple[int, float], ...]

    @property
    def date(self) -> datetime | None:
        """The date to promise; None where none can be."""
        return self.forecast.date_of(self.finish)

    def to_json(self) -> dict[str, Any]:
        """Return the promise as plain data."""
        forecast, currency = self.forecast, self.forecast.plan.settings.currency

        def iso(minute: float) -> str | None:
            return None if minute >= NEVER else forecast.compiled.axis.iso(round(minute))

        def sum_of(amount: float) -> dict[str, str | None]:
            return {"amount": f"{amount:.2f}", "currency": currency}

        return {
            "plan": forecast.plan.settings.name,
            "basis": forecast.basis,
            "iterations": forecast.iterations,
            "seed": forecast.seed,
            "confidence": self.confidence,
            "finish": iso(self.finish),
            "cost": sum_of(self.cost),
            "probability": self.reached,
            "planned": {"finish": iso(forecast.planned_finish), "cost": sum_of(forecast.planned_cost)},
            "reserve": {
                "minutes": _parts(self.time, round),
                "money": _parts(self.money, sum_of),
            },
            "goals": [
                {
                    "id": id,
                    "finish": iso(percentile(np.sort(ends), self.confidence)),
                    "probability": forecast.chance_of(id),
                }
                for id, ends in forecast.ends.items()
            ],
            "frontier": [{"finish": iso(finish), "cost": sum_of(cost)} for finish, cost in self.frontier],
        }  # fmt: skip


def _parts(reserve: Reserve, said: Callable[[float], Any]) -> dict[str, Any]:
    return {
        "estimates": said(reserve.estimates),
        "risks": said(reserve.risks),
        "people": said(reserve.people),
        "whole": said(reserve.whole),
    }


def promised(
    plan: Plan,
    confidence: float,
    wishes: Wishes | None = None,
    *,
    agreed: Agreed | None = None,
    default_start: date | None = None,
    run: Callable[..., Forecast] = simulated,
) -> Promise:
    """Return the date and the sum that are kept together with chance `confidence` (0..1).

    Both stand at the same percentile of their own, the lowest at which they hold together. The reserve is what lies
    between the plan and the promise, none in time where the plan itself never gets done. It is split by simulating
    again with the same luck: estimates alone, then with risks, both by logic; what people's limits add is the rest.
    Raises PlanError like `simulated`.
    """
    wishes = wishes or Wishes()
    whole = run(plan, wishes, agreed=agreed, default_start=default_start)
    level = _together(whole, confidence)
    finish, cost = promise_of(whole, confidence)
    alone = run(plan, replace(wishes, people=False), agreed=agreed, default_start=default_start)
    calm = run(plan, replace(wishes, people=False, risks=False), agreed=agreed, default_start=default_start)
    if finish < NEVER:
        level = min(level, float(np.mean(whole.finish <= finish)))
    by_estimates, by_risks = _over(calm, level), _over(alone, level)
    time = (
        Reserve(0, 0, 0)
        if whole.planned_finish >= NEVER
        else Reserve(
            by_estimates[0],
            by_risks[0] - by_estimates[0],
            finish - whole.planned_finish - by_risks[0],
        )
    )
    money = Reserve(by_estimates[1], by_risks[1] - by_estimates[1], cost - whole.planned_cost - by_risks[1])
    frontier = tuple(whole.frontier(confidence))
    return Promise(whole, confidence, finish, cost, whole.chance_of_both(finish, cost), time, money, frontier)


def promise_of(forecast: Forecast, confidence: float) -> tuple[int, float]:
    """Return the date (axis minutes) and the sum that are kept together with chance `confidence` in a forecast."""
    finish, cost = _at(forecast, _together(forecast, confidence))
    if (
        finish >= NEVER
    ):  # where some work may never be done, the date that is left may still hold with a greater sum
        pairs = [pair for pair in forecast.frontier(confidence) if pair[0] < NEVER]
        return pairs[-1] if pairs else (finish, cost)
    return finish, cost


def _together(forecast: Forecast, confidence: float) -> float:
    """Return the lowest percentile at which finish and cost hold together with the wanted chance.

    They may never, where some work may never be done: then it is the highest.
    """
    low, high = confidence, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if forecast.chance_of_both(*_at(forecast, middle)) >= confidence:
            high = middle
        else:
            low = middle
    return high


def _at(forecast: Forecast, level: float) -> tuple[int, float]:
    return int(percentile(forecast.finishes, level)), float(percentile(forecast.costs, level))


def _over(forecast: Forecast, level: float) -> tuple[float, float]:
    """Return by how much a percentile lies above the plan without luck: minutes of the clock, money.

    Where some work finds no time any more that often, the finish is the last one that comes.
    """
    finish, cost = _at(forecast, level)
    if finish >= NEVER:
        done = forecast.finish[forecast.finish < NEVER]
        finish = int(done.max(initial=forecast.planned_finish))
    return float(finish - forecast.planned_finish), cost - forecast.planned_cost
