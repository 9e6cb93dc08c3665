"""Promise something else: a later date, a larger budget."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.feasibility.verdict import confidence_of
from fairlead.plan.changes import Set
from fairlead.plan.entities import Goal
from fairlead.plan.values import said_money
from fairlead.risk.forecast import NEVER
from fairlead.risk.scoring import Score
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.why.words import said_date

_DAYS = {"d": 1, "w": 7, "mo": 30}
_ROUND = 1_000


def deadlines(look: Look) -> Iterator[Move]:
    """Yield for each goal that is too unsure the date by which it is sure enough, with its penalty as price."""
    if look.is_never("deadline"):
        return
    for id in look.late_goals:
        move = kept_deadline(look, id, look.score)
        if move is not None:
            yield move


def kept_deadline(look: Look, id: str, score: Score, chance: float | None = None) -> Move | None:
    """Return the promise of a goal for the day by which it is sure enough with these odds; None for none later.

    Sure enough is the confidence asked for, or another `chance`. On weekends that is the Friday after.
    """
    goal, forecast = look.plan.goals[id], score.forecast
    if goal.deadline is None or id not in forecast.ends or look.is_never("deadline", id):
        return None
    minute = forecast.end_minute(id, confidence_of(look.plan, id) if chance is None else chance)
    if minute >= NEVER:
        return None
    day = (forecast.local(minute) - timedelta(minutes=1)).date()
    day += timedelta(days=(4 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    later = (day - goal.deadline.date).days
    if later <= 0:
        return None
    penalty = _penalty(look, goal, later)
    lines = said_lines(look.plan, [Set("goal", id, "deadline", day.isoformat())])
    price = f", with a penalty of {said_money(penalty, look.plan.settings.currency)}" if penalty else ""
    sentence = f"{goal.title} by {said_date(day)} instead of {said_date(goal.deadline.date)}{price}"
    return Move("deadline", sentence, lines, frozenset({id}), extra=penalty, weight=0.9,
                risk="Whoever was promised the old date has to agree.")  # fmt: skip


def _penalty(look: Look, goal: Goal, days: int) -> Decimal:
    if goal.penalty is None or goal.penalty.per not in _DAYS or goal.deadline is None:
        return Decimal(0)
    amount = in_plan_currency(look.plan.settings, goal.penalty.amount, goal.deadline.date) or Decimal(0)
    return amount * math.ceil(days / _DAYS[goal.penalty.per])


def budgets(look: Look) -> Iterator[Move]:
    """Yield the budget that is enough as surely as asked for, where that of the plan isn't."""
    move = kept_budget(look, look.score)
    if move is not None and (look.score.chance_of_budget or 0.0) < confidence_of(look.plan):
        yield move


def kept_budget(look: Look, score: Score, chance: float | None = None) -> Move | None:
    """Return the budget that is enough as surely as asked for, or with another `chance`; None for none larger."""
    wanted = confidence_of(look.plan) if chance is None else chance
    if score.chance_of_budget is None or look.is_never("budget"):
        return None
    enough = math.ceil(score.forecast.cost_at(wanted) / _ROUND) * _ROUND
    lines = said_lines(look.plan, [Set("plan", "plan", "budget.total", str(enough))])
    budget = look.score.forecast.budget or Decimal(0)
    if enough <= budget:
        return None
    sentence = f"A budget of {said_money(enough, look.plan.settings.currency)} instead of {budget:,.0f}"
    return Move("budget", sentence, lines, frozenset({"budget"}), weight=0.9,
                risk="Whoever pays has to agree.")  # fmt: skip
