"""What a plan comes to, in a few figures: one yardstick for every variant of it, with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fairlead.plan.document import Plan
from fairlead.risk.forecast import NEVER, Basis, Forecast
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed


@dataclass(frozen=True, slots=True)
class Luck:
    """By which draws plans are judged. What bears the same name in two plans has the same luck in both, so that their
    difference is known far better than either figure.
    """

    iterations: int = 2_000
    seed: int = 1
    people: bool = True
    default_start: date | None = None


@dataclass(frozen=True)
class Score:
    """A plan's figures. Dates are axis minutes (`NEVER` for none; `local` turns them into moments), sums are in the
    plan's currency. `planned` is without anything uncertain; chances are of deadlines and the budget.
    """

    plan: Plan = field(repr=False)
    basis: Basis
    iterations: int
    seed: int
    planned_finish: int
    planned_cost: float
    finish_p50: int
    finish_p80: int
    cost_p50: float
    cost_p80: float
    goals: Mapping[str, float]
    """The chance that each goal with a deadline is met by then."""
    goals_p80: Mapping[str, int]
    """When each goal is met with 80 %."""
    chance_of_budget: float | None
    chance_of_all: float | None
    forecast: Forecast = field(repr=False)

    def local(self, minute: float) -> datetime | None:
        """Return a date of the score as a moment in the plan's own time; None for never."""
        return self.forecast.date_of(minute)

    @property
    def goodness(self) -> tuple[float, float, float]:
        """What is best is greatest: the chance of everything promised, then early, then cheap."""
        return (self.chance_of_all or 0.0, -float(self.finish_p80), -self.cost_p80)

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain data, in the words of `simulate`."""
        currency = self.plan.settings.currency
        return {
            "basis": self.basis,
            "iterations": self.iterations,
            "seed": self.seed,
            "finish": {
                "planned": self._iso(self.planned_finish),
                "p50": self._iso(self.finish_p50),
                "p80": self._iso(self.finish_p80),
            },
            "cost": {
                "planned": _money(self.planned_cost, currency),
                "p50": _money(self.cost_p50, currency),
                "p80": _money(self.cost_p80, currency),
            },
            "goals": [
                {"id": id, "probability": self.goals.get(id), "p80": self._iso(p80)}
                for id, p80 in self.goals_p80.items()
            ],
            "budget": {"probability": self.chance_of_budget},
            "joint": {"probability": self.chance_of_all},
        }

    def _iso(self, minute: int) -> str | None:
        return None if minute >= NEVER else self.forecast.compiled.axis.iso(minute)


def scored(
    plan: Plan,
    luck: Luck | None = None,
    *,
    agreed: Agreed | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Score:
    """Return what a plan comes to. Raises PlanError like `simulated`."""
    luck = luck or Luck()
    wishes = Wishes(luck.iterations, luck.seed, luck.people)
    return score_of(simulated(plan, wishes, agreed=agreed, default_start=luck.default_start, stopped=stopped))


def score_of(forecast: Forecast) -> Score:
    """Return the figures of a forecast."""
    plan = forecast.plan
    return Score(
        plan=plan,
        basis=forecast.basis,
        iterations=forecast.iterations,
        seed=forecast.seed,
        planned_finish=forecast.planned_finish,
        planned_cost=forecast.planned_cost,
        finish_p50=forecast.finish_minute(0.5),
        finish_p80=forecast.finish_minute(0.8),
        cost_p50=forecast.cost_at(0.5),
        cost_p80=forecast.cost_at(0.8),
        goals={id: chance for id in plan.goals if (chance := forecast.chance_of(id)) is not None},
        goals_p80={id: forecast.end_minute(id, 0.8) for id in plan.goals if id in forecast.ends},
        chance_of_budget=forecast.chance_of_budget,
        chance_of_all=forecast.chance_of_all,
        forecast=forecast,
    )


def _money(amount: float, currency: str | None) -> dict[str, str | None]:
    return {"amount": f"{amount:.2f}", "currency": currency}
