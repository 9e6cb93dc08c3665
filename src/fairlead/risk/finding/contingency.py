"""Less money kept back than the odds ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from fairlead.plan.values import said_money
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, in_steps
from fairlead.risk.register import register
from fairlead.schedule.staffing.money import in_plan_currency

_SPOKEN_OF = re.compile(r"\bcontingency|\breserve is|\bbudget is (?:exceeded|overrun)", re.IGNORECASE)
_CONFIDENCE = 0.8


class Odds(Protocol):
    """What a forecast says about money, in the plan's currency; `risk.forecast.Forecast` is one."""

    @property
    def planned_cost(self) -> float:
        """What the plan costs where everything goes as it is most likely to."""

    @property
    def chance_of_budget(self) -> float | None:
        """The chance that the budget's total is enough; None without one."""

    def cost_at(self, p: float) -> float:
        """Return the sum that is enough with probability `p`."""


def contingency_below_the_odds(look: Look, odds: Odds | None = None) -> Iterator[Found]:
    """Yield a budget that isn't enough at the plan's confidence; without odds, a contingency below expected losses.

    The expected losses are those of the register: probability times money, summed over all risks that aren't closed.
    """
    settings = look.plan.settings
    if settings.budget is None or settings.budget.total is None:
        return
    total = float(in_plan_currency(settings, settings.budget.total, look.outlook.now.date()) or 0)
    share = float(settings.budget.contingency.fraction) if settings.budget.contingency else 0.0
    if odds is not None:
        yield from _by_odds(look, odds, total, share * total)
    else:
        yield from _by_register(look, total, share * total)


def _by_odds(look: Look, odds: Odds, total: float, reserve: float) -> Iterator[Found]:
    said = look.plan.settings.confidence
    confidence = float(said.fraction) if said else _CONFIDENCE
    asked = odds.cost_at(confidence) - odds.planned_cost
    chance = odds.chance_of_budget or 0.0
    if asked > reserve:
        yield _found(
            look,
            f"The contingency of {_sum(look, reserve)} is less than the {_sum(look, asked)} that {confidence:.0%} "
            "confidence asks for",
            (
                f"{_sum(look, odds.planned_cost)} are planned; {_sum(look, odds.cost_at(confidence))} are enough "
                f"in {confidence:.0%} of cases",
                f"the budget is {_sum(look, total)}, contingency included, and enough in {chance:.0%} of cases",
            ),
            1 - chance,
            asked - reserve,
            "how often the forecast goes beyond the budget, and up to what the confidence asks for",
        )


def _by_register(look: Look, total: float, reserve: float) -> Iterator[Found]:
    lost = register(look.outlook).expected("now")[1]
    if lost > reserve:
        yield _found(
            look,
            f"The contingency of {_sum(look, reserve)} is less than the risks cost on average",
            (
                f"probability times costs of all open risks: {_sum(look, lost)}",
                f"the budget is {_sum(look, total)}; late people and penalties aren't counted in this",
            ),
            0.5,
            lost - reserve,
            "on average they cost more, so about every other time it isn't enough; a simulation says it exactly",
        )


def _found(
    look: Look, sentence: str, evidence: tuple[str, ...], probability: float, amount: float, why: str
) -> Found:
    return Found(
        "contingency-below-odds",
        sentence,
        evidence,
        {
            "id": "r-contingency",
            "event": "The budget's contingency is used up",
            "category": "money",
            "probability": in_steps(probability),
            "costs": f"0..{Decimal(max(amount, 1)).quantize(Decimal(1))}",
            "response": "accept",
        },
        why,
        words=_SPOKEN_OF,
    )


def _sum(look: Look, amount: float) -> str:
    return said_money(amount, look.plan.settings.currency)
