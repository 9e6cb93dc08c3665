"""What has to be spent at the least when all is in time: the excess of a contradiction about money, by solving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.exact import decided_exactly
from fairlead.feasibility.why_not.purse import Limit
from fairlead.feasibility.why_not.shrinking import Question
from fairlead.feasibility.why_not.terms import Spending
from fairlead.plan.errors import FairleadError
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.own_hours import OnTheClock

_MOST_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Spent:
    """The sum in the plan's currency spent at the least; `exact`: the model finds a way that costs just that."""

    amount: Decimal
    exact: bool


def least_spent(question: Question, members: Sequence[Demand], default_start: date | None) -> Spent | None:
    """Return what demands cost at the least when their dates are kept, of what their only limit is about.

    None for several limits, and where nobody knows.
    """
    limits, aims = question.limits_among(members), question.aims_of(members)
    if len(limits) != 1 or not aims:
        return None
    plan, clock = question.plan_of(members), question.clock
    seconds = min(_MOST_SECONDS, max(clock.left, 0.5))

    def answer(compiled: Compiled) -> tuple[Decimal, bool] | None:
        return least_in_time(Case(plan, compiled, aims, clock.is_stopped, purse=limits), limits[0], seconds)

    try:
        found = within_calendars(plan, default_start, answer)
    except FairleadError:
        return None
    return Spent(*found) if found is not None and found[0] > limits[0].amount else None


def least_in_time(case: Case, limit: Limit, seconds: float) -> tuple[Decimal, bool] | None:
    """Return what is spent at the least, of what a limit is about, when all is in time, and whether that can be.

    Of what is released by a day it is a bound only: hours count in it when all of their task is done by then. None
    where nobody knows.
    """
    bill = case.bill
    if bill is None or not case.is_bound() or not bill.counts:
        return None

    def least(model: OnTheClock) -> None:
        spending = Spending(bill, model)
        spending.keep_within(each for each in case.purse if each != limit)
        model.model.minimize(spending.of(limit))

    answer = decided_exactly(case, seconds=seconds, more=least, amount=True)
    if answer is not None and answer[1].status == "infeasible":
        return None
    amount = Decimal(answer[1].lower_bound) / 100 if answer is not None else None
    if limit.last is None:
        return None if amount is None or answer is None else (amount, answer[1].status == "optimal")
    excess = bill.exceeds(limit, case.frame.earliest.start, case.tails())
    known = [each for each in (amount, limit.amount + excess if excess else None) if each is not None]
    return (max(known), False) if known else None
