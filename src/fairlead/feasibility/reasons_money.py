"""Why the budget isn't surely enough, or comes too late."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.shares import percent
from fairlead.feasibility.cash import Cash
from fairlead.feasibility.phrases import a_chance
from fairlead.feasibility.reasons_luck import named
from fairlead.feasibility.verdict import BudgetVerdict, Reason
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.document import Plan
from fairlead.plan.values import said_money
from fairlead.risk.forecast import ranked_drivers
from fairlead.risk.scoring import Score

_LEAST_SHARE = 0.02
"""What moves the cost by less of it is no reason."""
_MOST_SHORTFALLS = 2


def of_money(score: Score, budget: BudgetVerdict) -> Iterator[Reason]:
    """Yield why the budget isn't plainly enough, what moves the cost most, and when too little is released."""
    if budget.verdict not in (None, "yes"):
        yield Reason("budget", "budget", _of_budget(score, budget))
        yield from _dearest(score)
    yield from _of_cash(score.plan, budget.cash)


def _of_budget(score: Score, budget: BudgetVerdict) -> str:
    currency = score.plan.settings.currency
    assert budget.total is not None
    total, planned, likely = (
        said_money(each, currency) for each in (budget.total, budget.planned, budget.likely)
    )
    if budget.probability:
        said = f"The budget of {total} has {a_chance(budget.probability)}"
    elif budget.possible:
        said = f"The budget of {total} was enough in none of {score.iterations:,} runs"
    else:
        said = f"The budget of {total} can't be enough, even with luck"
    sure = f"which are also {percent(budget.confidence)} sure" if likely == planned else ""
    return f"{said}: {planned} are planned, {sure or f'{likely} are {percent(budget.confidence)} sure'}."


def _dearest(score: Score) -> Iterator[Reason]:
    for driver in ranked_drivers(score.forecast.drivers, "cost")[:1]:
        if abs(driver.money) >= _LEAST_SHARE * max(score.cost_p80, 1.0):
            much = said_money(abs(driver.money), score.plan.settings.currency)
            what = named(driver, score.forecast)
            sentence = f"Of all that is uncertain, {what} moves the cost most: by {much}."
            yield Reason("driver", driver.id.partition("#")[0], sentence)


def _of_cash(plan: Plan, cash: Cash) -> Iterator[Reason]:
    """Yield when more is spent than has been released."""
    currency = plan.settings.currency
    found = list(cash.shortfalls())
    for day, needed, released in found[:_MOST_SHORTFALLS]:
        short = said_money(needed - released, currency)
        sentence = (
            f"From {said_day(day)} on more is spent than has been released: {said_money(needed, currency)} of "
            f"{said_money(released, currency)} at the worst, {short} too much."
        )
        yield Reason("cash", "budget", sentence)
    if (more := len(found) - _MOST_SHORTFALLS) > 0:
        times = "once more" if more == 1 else f"{more} more times"
        yield Reason("cash", "budget", f"Too little has been released {times}.")
