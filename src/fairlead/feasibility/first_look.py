"""A first look, before any detail is known: rough ranges for finish and cost, and what to find out next.

The estimates of a brief are single numbers or wide ranges; how far such estimates are off is taken from the record of
finished work (`risk.history`): the team's own where the brief gives it, shrunk towards its industry's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import PercentRange
from fairlead.risk.forecast import NEVER, percentile
from fairlead.risk.history import INDUSTRIES, record_of
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.ground import Ground

_KNOWN = "known"
_MOST_ASKED = 15
_LOW, _HIGH = 0.1, 0.9
_TOLD = 0.02
"""What narrows a range by less isn't worth a line."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to find out: by which share the range from P10 to P90 of finish and cost gets narrower once it is known."""

    id: str
    name: str
    finish: float
    cost: float

    @property
    def worth(self) -> float:
        """The larger of both."""
        return max(self.finish, self.cost)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"id": self.id, "name": self.name, "narrows": {"finish": self.finish, "cost": self.cost}}


@dataclass(frozen=True)
class Coverage:
    """How often finished projects of the record lay inside the 80 % range that the others would have given them."""

    projects: int
    inside: float

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"projects": self.projects, "inside": self.inside, "asked": _HIGH - _LOW}


@dataclass(frozen=True)
class FirstLook:
    """Rough odds of a brief. `questions` are what would narrow them most, the best first; `coverage` is None without a
    record of one's own.
    """

    plan: Plan
    score: Score = field(repr=False)
    questions: tuple[Question, ...]
    coverage: Coverage | None
    industry: str | None
    """Of which there is a published record; None where none is named or known."""

    def to_json(self) -> dict[str, Any]:
        """Return the look as plain data."""
        forecast = self.score.forecast
        dates = {}
        for p in (_LOW, 0.5, 0.8, _HIGH):
            minute = forecast.finish_minute(p)
            dates[f"p{round(100 * p)}"] = None if minute >= NEVER else forecast.compiled.axis.iso(minute)
        currency = self.plan.settings.currency
        sums = {
            f"p{round(100 * p)}": {"amount": f"{forecast.cost_at(p):.2f}", "currency": currency}
            for p in (_LOW, 0.5, 0.8, _HIGH)
        }
        return {
            **self.score.to_json(),
            "plan": self.plan.title,
            "rough": True,
            "finish": dates,
            "cost": sums,
            "questions": [each.to_json() for each in self.questions],
            "coverage": self.coverage.to_json() if self.coverage is not None else None,
        }


def first_look(
    plan: Plan, luck: Luck | None = None, *, stopped: Callable[[], bool] | None = None
) -> FirstLook:
    """Return a first look at the plan of a brief. Raises PlanError like `scored`."""
    luck = luck or Luck(4_000)
    score = scored(plan, luck, stopped=stopped)
    asked = sorted(_questions(plan, score, luck, stopped), key=lambda each: -each.worth)
    history = plan.settings.history
    ground = compile_plan(plan, luck.default_start).ground
    return FirstLook(
        plan,
        score,
        tuple(each for each in asked if each.worth >= _TOLD),
        coverage_of(ground),
        history.industry if history is not None and history.industry in INDUSTRIES else None,
    )


def _questions(
    plan: Plan, score: Score, luck: Luck, stopped: Callable[[], bool] | None
) -> Iterator[Question]:
    """Yield for each piece of work how much narrower the ranges get where it takes just what is likely.

    The value of perfect information about one thing, with the same luck for all others. Source: Howard, Information
    Value Theory, IEEE Transactions on Systems Science and Cybernetics 2(1), 1966; a range's width for the loss.
    """
    finish, cost = _width(score.forecast.finishes), _width(score.forecast.costs)
    work = [task for task in plan.tasks.values() if not task.milestone and task.done is None]
    by_effect = {
        each.id.partition("#")[0]: abs(each.days) + abs(each.money) / 1000 for each in score.forecast.drivers
    }
    work.sort(key=lambda task: -by_effect.get(task.id, 0.0))
    for task in work[:_MOST_ASKED]:
        if stopped is not None and stopped():
            return
        known = scored(with_known(plan, task), luck, stopped=stopped).forecast
        yield Question(
            task.id,
            task.title,
            _narrower(finish, _width(known.finishes)),
            _narrower(cost, _width(known.costs)),
        )


def with_known(plan: Plan, task: Task) -> Plan:
    """Return the plan in which it is known how long a task takes: what is most likely now."""
    settings = plan.settings
    certain = PercentRange.parse("100%..100%")
    certainties = {**settings.certainties, _KNOWN: certain}
    update: dict[str, Any] = {"certainty": _KNOWN}
    for key in ("estimate", "work", "duration"):
        said = getattr(task, key)
        if said is not None:
            sizes = dict(settings.sizes)
            resolved = said.resolved(sizes)
            update[key] = type(said).of(resolved.most_likely(480, 2400, 10400))
    return plan.with_entities(
        settings.model_copy(update={"certainties": certainties}), task.model_copy(update=update)
    )


def _width(rising: Any) -> float:
    low, high = percentile(rising, _LOW), percentile(rising, _HIGH)
    return float("inf") if high >= NEVER else float(high - low)


def _narrower(before: float, after: float) -> float:
    if not before or before == float("inf"):
        return 0.0
    return max(1.0 - after / before, 0.0) if after != float("inf") else 0.0


def coverage_of(ground: Ground) -> Coverage | None:
    """Return how often the ratios in a plan's `history` lie in the 80 % range that all the others give; None for fewer
    than three of them. Source: leave-one-out cross-validation, Stone, JRSS B 36(2), 1974.
    """
    history = ground.plan.settings.history
    ratios: Sequence[float] = [float(each) for each in history.team] if history is not None else []
    if history is None or len(ratios) < 3:
        return None
    inside = 0
    for number, ratio in enumerate(ratios):
        rest = tuple(each for k, each in enumerate(history.team) if k != number)
        settings = ground.plan.settings.model_copy(
            update={"history": history.model_copy(update={"team": rest})}
        )
        spread = record_of(replace(ground, plan=ground.plan.with_entities(settings))).ratio
        low, high = spread.quantile(np.array([_LOW, _HIGH]))
        inside += int(low <= ratio <= high)
    return Coverage(len(ratios), inside / len(ratios))
