"""What may be spent: in all, on each account, and before more is released; and whether a schedule keeps to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from fairlead.feasibility.cash import Payment, cash_of
from fairlead.feasibility.why_not.demands import Demand
from fairlead.plan.document import Plan
from fairlead.plan.entities import Settings
from fairlead.plan.errors import FairleadError
from fairlead.plan.values import Money
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.staffing.money import in_plan_currency

_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum in the plan's currency that may be spent at most: on an account, by the end of a day, else in all."""

    amount: Decimal
    account: str | None = None
    last: date | None = None
    """The last day before more is released; money that tasks cost counts from their start on, like an order."""

    @property
    def demand(self) -> Demand:
        """The limit as one of the plan's demands."""
        if self.account is not None:
            return Demand("account", self.account, str(self.amount))
        if self.last is not None:
            return Demand("release", "plan", f"{self.amount} until {self.last.isoformat()}")
        return Demand("budget", "plan", str(self.amount))


def limits_of(plan: Plan) -> list[Limit]:
    """Return every limit on a plan's money: the budget, its accounts, and what is released by when.

    A range counts with its upper end. Where less is released in all than the budget holds, that is the budget.
    """
    settings = plan.settings
    budget = settings.budget
    if budget is None:
        return []
    start = settings.start.date if settings.start is not None else date.min
    total = most_of(settings, budget.total, start) if budget.total is not None else None
    found: list[Limit] = []
    released = Decimal(0)
    sums = [(each.first, most_of(settings, each.amount, each.first)) for each in budget.releases]
    if sums and all(amount is not None for _, amount in sums):
        for first in sorted({first for first, _ in sums}):
            found.append(Limit(released, last=first - timedelta(days=1)))
            released += sum(
                (amount for day, amount in sums if day == first and amount is not None), Decimal(0)
            )
        total = released if total is None else min(total, released)
    accounts = ((name, most_of(settings, money, start)) for name, money in budget.accounts.items())
    found = [*(Limit(amount, account=name) for name, amount in accounts if amount is not None), *found]
    return found if total is None else [Limit(total), *found]


def total_of(limits: Iterable[Limit]) -> Decimal | None:
    """Return what may be spent in all, on whatever and whenever; None where nothing limits that."""
    return next((each.amount for each in limits if each.account is None and each.last is None), None)


def without_releases(plan: Plan) -> Plan:
    """Return the plan in which no work waits for money: by when it is released is asked of its payments alone."""
    budget = plan.settings.budget
    if budget is None or not budget.releases:
        return plan
    settings = plan.settings.model_copy(update={"budget": budget.model_copy(update={"releases": ()})})
    return plan.with_entities(settings)


def keeps_to(schedule: PeopleSchedule, limits: Iterable[Limit]) -> bool:
    """Tell whether the payments of a schedule, and what it orders, stay within limits."""
    limits = list(limits)
    if not limits:
        return True
    plan, payments = schedule.compiled.plan, payments_of(schedule)
    if payments is None:
        return False
    orders = list(_orders(schedule)) if any(each.last is not None for each in limits) else []
    return all(
        _spent(plan, payments, each) <= each.amount + _CENT
        and _spent(plan, orders, each) <= each.amount + _CENT
        for each in limits
    )


def spent_by_day(schedule: PeopleSchedule) -> list[tuple[date, Decimal]] | None:
    """Return each day on which a schedule pays or orders, with what `keeps_to` counts by its end: the greater of both.

    None where work in it finds no time, ever.
    """
    payments = payments_of(schedule)
    if payments is None:
        return None
    plan, orders = schedule.compiled.plan, list(_orders(schedule))
    found = []
    for day in sorted({each.day for each in (*payments, *orders)}):
        limit = Limit(Decimal(0), last=day)
        found.append((day, max(_spent(plan, payments, limit), _spent(plan, orders, limit))))
    return found


def payments_of(schedule: PeopleSchedule) -> Sequence[Payment] | None:
    """Return all that a schedule pays; None where work in it finds no time, ever, so that nobody is paid for it."""
    try:
        return cash_of(schedule).payments
    except FairleadError:
        return None


def _spent(plan: Plan, payments: Sequence[Payment], limit: Limit) -> Decimal:
    counted = (
        each.amount
        for each in payments
        if (limit.last is None or each.day <= limit.last)
        and (limit.account is None or _account(plan, each) == limit.account)
    )
    return sum(counted, Decimal(0))


def _account(plan: Plan, payment: Payment) -> str | None:
    task = plan.tasks.get(payment.task) if payment.task is not None else None
    if task is not None:
        return task.account
    cost = plan.costs.get(payment.what)
    return cost.account if cost is not None else None


def _orders(schedule: PeopleSchedule) -> Iterator[Payment]:
    """Yield the prices of tasks on the days on which these start: money has to be there when something is ordered."""
    plan, axis = schedule.compiled.plan, schedule.compiled.axis
    for placed in schedule:
        task = plan.tasks.get(placed.id.partition("#")[0])
        if task is None:
            continue
        day = axis.local(placed.start).date()
        sums = [task.cost] if task.cost is not None else []
        if placed.mode is not None and (of_mode := task.modes[placed.mode].cost) is not None:
            sums.append(of_mode)
        for money in sums:
            yield Payment(day, in_plan_currency(plan.settings, money, day) or Decimal(0), task.id, task.id)


def most_of(settings: Settings, money: Money, day: date) -> Decimal | None:
    """Return the upper end of a sum in the plan's currency; None where there is no exchange rate."""
    return in_plan_currency(settings, replace(money, amount=money.range.high), day)


def least_of(settings: Settings, money: Money) -> Decimal:
    """Return the least that a sum can be in the plan's currency, whenever it is paid; 0 without an exchange rate."""
    amount = money.most_likely()
    if money.currency is None or money.currency == settings.currency:
        return amount
    rates = [rate.value.most_likely() for rate in settings.exchange.get(money.currency, ())]
    return min((amount * rate for rate in rates), default=Decimal(0))
