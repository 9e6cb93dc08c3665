"""Whether the money can be enough: what a plan costs at the least against its budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from fairlead.feasibility.cash import cash_of
from fairlead.feasibility.why_not.answer import Contradiction, Removal
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.judging import Answer
from fairlead.feasibility.why_not.words import said_money
from fairlead.plan.document import Plan
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.cheapest import least_cost, rates_change
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.why.words import listed

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class LeastCost:
    """What a plan costs at the least, task by task and cost by cost (by id), in its currency."""

    items: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """The least that all of it costs."""
        return sum(self.items.values(), Decimal(0))


def budget_of(plan: Plan) -> Decimal | None:
    """Return the budget's total in the plan's currency; None without one."""
    budget, start = plan.settings.budget, plan.settings.start
    if budget is None or budget.total is None:
        return None
    if budget.total.currency in (None, plan.settings.currency) or start is None:
        return budget.total.range.high
    return in_plan_currency(plan.settings, budget.total, start.date)


def least_cost_of(schedule: PeopleSchedule) -> LeastCost:
    """Return a bound on what any schedule of the plan of this one costs.

    Hours by the cheapest who can do each task at their lowest rate; prices of tasks and materials, and costs due once.
    Left out, which only makes it less: costs that come again and again, and actions against risks.
    """
    compiled = schedule.compiled
    plan, limits = compiled.plan, staffed(compiled)
    items: dict[str, Decimal] = defaultdict(Decimal)
    frame = Frame(limits) if rates_change(limits) else None
    ids = {place: id for id in compiled.row_of if (place := limits.place_of(id)) is not None}
    for place, demand in limits.demands.items():
        amount = least_cost(replace(limits, demands={place: demand}), frame)
        if amount and place in ids:
            items[ids[place]] += amount
    for payment in cash_of(schedule).payments:
        task, cost = plan.tasks.get(payment.what), plan.costs.get(payment.what)
        if (
            (task is not None and not task.modes)
            or (cost is not None and cost.every is None)
            or payment.what in plan.materials
        ):
            items[payment.what] += payment.amount
    return LeastCost({id: amount for id, amount in items.items() if amount > 0})


def costs_too_much(plan: Plan, schedule: PeopleSchedule) -> Contradiction | None:
    """Return the budget with the fewest tasks and costs that together are above it; None where it can be enough.

    The dearest come first, so that without any one of them the others fit: what the smallest of them adds is what takes
    them over.
    """
    total = budget_of(plan)
    if total is None:
        return None
    least = least_cost_of(schedule)
    if least.total <= total:
        return None
    chosen: list[str] = []
    amount = Decimal(0)
    for id in sorted(least.items, key=lambda each: -least.items[each]):
        chosen.append(id)
        amount += least.items[id]
        if amount > total:
            break
    members = (
        Demand("budget", "plan", str(total)),
        *(Demand("work" if id in plan.tasks else "cost", id, str(least.items[id])) for id in chosen),
    )
    currency = plan.settings.currency
    named = [f"{_title(plan, id)} ({said_money(least.items[id], currency)})" for id in chosen[:_MOST_NAMED]]
    more = [f"{len(chosen) - _MOST_NAMED} more"] if len(chosen) > _MOST_NAMED else []
    said = (
        f"{listed([*named, *more])} {'cost' if len(chosen) > 1 else 'costs'} {said_money(amount, currency)} at the "
        f"least; the budget is {said_money(total, currency)}: {said_money(least.total - total, currency)} too little"
        f"{' for the whole plan' if len(chosen) < len(least.items) else ''}."
    )
    removals = tuple(Removal(each, Answer.FITS) for each in members)
    return Contradiction(members, removals, said, "least cost", least.total - total, True)


def _title(plan: Plan, id: str) -> str:
    found = plan.work(id) or plan.costs.get(id) or plan.materials.get(id)
    return found.title if found is not None else id
