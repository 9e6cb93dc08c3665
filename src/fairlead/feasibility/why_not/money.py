"""Whether the money can be enough: what a plan costs at the least against its budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Contradiction, Removal
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.judgement import Answer
from fairlead.feasibility.why_not.purse import Limit, payments_of
from fairlead.plan.document import Plan
from fairlead.plan.values import said_money
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.cheapest import least_cost, rates_change
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.why.words import listed

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class LeastCost:
    """What a plan costs at the least, task by task and cost by cost (by id), in its currency, and on which accounts."""

    items: Mapping[str, Decimal]
    accounts: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """The least that all of it costs."""
        return sum(self.items.values(), Decimal(0))

    def on(self, account: str | None) -> dict[str, Decimal]:
        """Return what is booked on an account; for None all of it."""
        return {id: amount for id, amount in self.items.items() if account in (None, self.accounts.get(id))}

    def of(self, account: str | None) -> Decimal:
        """Return the least that is spent from an account; for None in all."""
        return sum(self.on(account).values(), Decimal(0))


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
    for payment in payments_of(schedule) or ():
        task, cost = plan.tasks.get(payment.what), plan.costs.get(payment.what)
        if (
            (task is not None and not task.modes)
            or (cost is not None and cost.every is None)
            or payment.what in plan.materials
        ):
            items[payment.what] += payment.amount
    least = {id: amount for id, amount in items.items() if amount > 0}
    booked = {
        id: each.account for id in least if (each := plan.tasks.get(id) or plan.costs.get(id)) is not None
    }
    return LeastCost(least, {id: account for id, account in booked.items() if account is not None})


def cost_too_much(plan: Plan, schedule: PeopleSchedule, limits: Iterable[Limit]) -> Iterator[Contradiction]:
    """Yield each of these sums with the fewest tasks and costs that together are above it, where it can't be enough.

    The dearest come first, so that without any one of them the others fit: what the smallest of them adds is what takes
    them over.
    """
    whole = [each for each in limits if each.last is None]
    least = least_cost_of(schedule) if whole else LeastCost({})
    for limit in whole:
        items, total = least.on(limit.account), limit.amount
        if sum(items.values()) <= total:
            continue
        chosen: list[str] = []
        amount = Decimal(0)
        for id in sorted(items, key=lambda each: -items[each]):
            chosen.append(id)
            amount += items[id]
            if amount > total:
                break
        yield _above(plan, limit, items, chosen, amount)


def _above(
    plan: Plan, limit: Limit, items: Mapping[str, Decimal], chosen: Sequence[str], amount: Decimal
) -> Contradiction:
    members = (
        limit.demand,
        *(Demand("work" if id in plan.tasks else "cost", id, str(items[id])) for id in chosen),
    )
    total, currency = limit.amount, plan.settings.currency
    excess = sum(items.values(), Decimal(0)) - total
    named = [f"{_title(plan, id)} ({said_money(items[id], currency)})" for id in chosen[:_MOST_NAMED]]
    more = [f"{len(chosen) - _MOST_NAMED} more"] if len(chosen) > _MOST_NAMED else []
    whole = "for the whole plan" if limit.account is None else "for all that is booked on it"
    said = (
        f"{listed([*named, *more])} {'cost' if len(chosen) > 1 else 'costs'} {said_money(amount, currency)} at the "
        f"least; {said_limit(limit)} is {said_money(total, currency)}: {said_money(excess, currency)} too little"
        f"{f' {whole}' if len(chosen) < len(items) else ''}."
    )
    removals = tuple(Removal(each, Answer.FITS) for each in members)
    return Contradiction(members, removals, said, "least cost", excess, True)


def said_limit(limit: Limit) -> str:
    """Return what a limit is of: `the budget`, `the account `hardware``."""
    return "the budget" if limit.account is None else f"the account `{limit.account}`"


def _title(plan: Plan, id: str) -> str:
    found = plan.work(id) or plan.costs.get(id) or plan.materials.get(id)
    return found.title if found is not None else id
