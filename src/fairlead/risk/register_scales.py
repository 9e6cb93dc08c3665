"""The steps of the heat map: how likely and how bad is very low, low, medium, high and very high.

What the plan doesn't say follows from its length and its budget, in the shares of the definition of impact scales in
the PMBOK Guide (fifth edition, table 11-3): up to 5, 10 and 20% of the time, up to 10, 20 and 40% of the money; below
1% of either is insignificant. The steps of probability stand between that guide's 10, 30, 50, 70 and 90%.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from fairlead.plan.entities import Settings
from fairlead.plan.values import Money
from fairlead.schedule.staffing.money import in_plan_currency

if TYPE_CHECKING:
    from fairlead.schedule.outlook import Outlook

Ends = tuple[float, float, float, float]
"""The upper ends of the first four of five steps, rising; an end belongs to the step below it."""

Level = Literal["low", "medium", "high", "severe"]

STEPS = ("very low", "low", "medium", "high", "very high")
"""What the five steps of each scale are called."""

LEVELS: tuple[Level, ...] = ("low", "medium", "high", "severe")
"""How bad a score is, from the least to the worst."""

PROBABILITY: Ends = (0.1, 0.3, 0.5, 0.7)
SHARES_OF_LENGTH: Ends = (0.01, 0.05, 0.1, 0.2)
SHARES_OF_BUDGET: Ends = (0.01, 0.1, 0.2, 0.4)


@dataclass(frozen=True, slots=True)
class Scales:
    """The upper ends of the steps: probabilities 0..1, delays in working minutes, money in the plan's currency.

    `money` is None where neither the plan's scales nor its budget say what much money is. `derived` names those that
    the plan doesn't say.
    """

    probability: Ends
    delay: Ends
    money: Ends | None
    derived: tuple[str, ...] = ()

    def probability_step(self, probability: float) -> int:
        """Return the step of a probability, from 1 to 5."""
        return _step(self.probability, probability)

    def impact_step(self, delay: float, money: float) -> int | None:
        """Return the worse of the steps of a delay and a sum, 1 to 5, gains like losses; None without either."""
        steps = []
        if delay:
            steps.append(_step(self.delay, abs(delay)))
        if money and self.money is not None:
            steps.append(_step(self.money, abs(money)))
        return max(steps, default=None)

    def weight(self, delay: float, money: float) -> float:
        """Return a delay and a sum as one number without sign, each as a share of what is very high."""
        return abs(delay) / self.delay[3] + (abs(money) / self.money[3] if self.money else 0.0)


def level_of(score: int) -> Level:
    """Return how bad a score from 1 to 25 is: to 4 low, to 9 medium, to 14 high, above that severe."""
    return LEVELS[bisect_left((4, 9, 14), score)]


def scales_of(outlook: Outlook) -> Scales:
    """Return the plan's scales, with what it doesn't say derived from its length and its budget."""
    settings = outlook.plan.settings
    said = settings.risk_scales
    derived = []
    probability, delay, money = PROBABILITY, None, None
    if said is not None:
        probability = _rising(float(each.fraction) for each in said.probability) or PROBABILITY
        units = outlook.schedule.compiled.units
        delay = _rising(float(units.minutes(each)) for each in said.delay)
        money = _rising(_amounts(settings, said.money, outlook.start.date()))
    if said is None or not said.probability:
        derived.append("probability")
    if delay is None:
        derived.append("delay")
        delay = _of_length(outlook)
    if money is None:
        derived.append("money")
        money = _of_budget(settings, outlook.start.date())
    return Scales(probability, delay, money, tuple(derived))


def _step(ends: Ends, value: float) -> int:
    # A hair's breadth, so that 30% of the plan's text is no more than 30% of the scale's.
    return bisect_left(ends, value * (1 - 1e-9)) + 1


def _rising(values: Iterable[float]) -> Ends | None:
    """Return four ends; None for anything that isn't four rising positive numbers, which the plan's rules say."""
    ends = tuple(values)
    if len(ends) != 4 or ends[0] <= 0 or any(a >= b for a, b in pairwise(ends)):
        return None
    return ends[0], ends[1], ends[2], ends[3]


def _amounts(settings: Settings, said: Iterable[Money], day: date) -> Iterable[float]:
    return (float(in_plan_currency(settings, money, day) or 0) for money in said)


def _of_length(outlook: Outlook) -> Ends:
    """Return the shares of the plan's working time, in whole days where they are days."""
    length = max(outlook.between(outlook.start, outlook.finish), outlook.day_minutes)
    day = outlook.day_minutes
    ends = [share * length for share in SHARES_OF_LENGTH]
    rounded = _rising(round(end / day) * day if end >= 2 * day else end for end in ends)
    return rounded or (ends[0], ends[1], ends[2], ends[3])


def _of_budget(settings: Settings, day: date) -> Ends | None:
    total = settings.budget.total if settings.budget else None
    amount = float(in_plan_currency(settings, total, day) or 0) if total is not None else 0.0
    return _rising(share * amount for share in SHARES_OF_BUDGET)
