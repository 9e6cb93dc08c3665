"""All ways, people, orders and first days of a small plan: whether it can be in time and paid for, without the engine.

Only for plans of whole days from Monday to Friday from the first Monday of 2027 on, at most one person to a task,
finish-to-start links without lags. Days are counted as working days; a price is ordered on the first day of a task
and paid on its last, hours are paid on the last day of each week that is worked on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from fairlead.plan.document import Plan
from tests.feasibility.why_not.brute import MONDAY

HORIZON = 16
"""Working days; in these everything can be done one after the other."""


@dataclass(frozen=True)
class Way:
    """A task done in one way by somebody: its days, its price, what an hour costs."""

    days: int
    price: int
    who: str
    rate: int


Kept = Collection[tuple[str, str]]
"""Demands as (kind, id); a release with its last day as id, a link with what it is after, as `b after a`."""


def day_of(number: int) -> date:
    return MONDAY + timedelta(days=number + 2 * (number // 5))


def ways_of(plan: Plan, kept: Kept) -> dict[str, list[Way]]:
    rates = {id: int(plan.confidential(id)["rate"].value[0].rate.amount.most_likely()) for id in plan.people}  # type: ignore[attr-defined]
    found = {}
    for task in plan.tasks.values():
        if ("work", task.id) not in kept:
            found[task.id] = [Way(0, 0, "", 0)]
            continue
        able = [who.id for who in task.who] or [id for id in plan.people if task.needs] or [""]
        modes = [(mode.estimate, mode.cost) for mode in task.modes] or [(task.estimate, None)]
        own = int(task.cost.most_likely()) if task.cost is not None else 0
        found[task.id] = [
            Way(
                int(estimate.low.amount),
                own + (int(cost.most_likely()) if cost is not None else 0),
                who,
                rates.get(who, 0),
            )
            for estimate, cost in modes
            for who in able
            if estimate is not None and estimate.low is not None
        ]
    return found


def can_be(plan: Plan, kept: Kept, aside: Collection[str] = ()) -> bool:
    """Whether there is a schedule that keeps these demands, with money left for the least that `aside` can cost."""
    budget = plan.settings.budget
    assert budget is not None
    total = (
        int(budget.total.most_likely()) if budget.total is not None and ("budget", "plan") in kept else None
    )
    accounts = {
        id: int(each.most_likely()) for id, each in budget.accounts.items() if ("account", id) in kept
    }
    dated, so_far = [], 0
    for release in budget.releases:
        last = release.first - timedelta(days=1)
        if ("release", last.isoformat()) in kept:
            dated.append((last, so_far))
        so_far += int(release.amount.most_likely())
    if budget.releases and ("budget", "plan") in kept:
        total = min(total if total is not None else so_far, so_far)
    if ("rest", "plan") in kept:
        every = ways_of(plan, {("work", id) for id in plan.tasks})
        least = {id: min(way.price + 8 * way.rate * way.days for way in every[id]) for id in aside}
        total = total - sum(least.values()) if total is not None else None
        for account in accounts:
            accounts[account] -= sum(least[id] for id in aside if plan.tasks[id].account == account)
    ids = list(plan.tasks)
    ways = ways_of(plan, kept)
    for chosen in product(*(ways[id] for id in ids)):
        costs = [way.price + 8 * way.rate * way.days for way in chosen]
        if total is not None and sum(costs) > total:
            continue
        booked = {
            account: sum(
                cost for id, cost in zip(ids, costs, strict=True) if plan.tasks[id].account == account
            )
            for account in accounts
        }
        if any(booked[account] > most for account, most in accounts.items()):
            continue
        if _placed(plan, kept, dict(zip(ids, chosen, strict=True)), dated):
            return True
    return False


def _placed(plan: Plan, kept: Kept, ways: dict[str, Way], dated: list[tuple[date, int]]) -> bool:
    goal = plan.goals["g"]
    assert goal.deadline is not None
    latest = HORIZON
    if ("goal", "g") in kept:
        latest = sum(day_of(number) <= goal.deadline.date for number in range(HORIZON))
    ids = list(plan.tasks)

    def fits(begun: dict[str, int], left: list[str]) -> bool:
        if not left:
            return _is_paid(ways, begun, dated)
        id, way = left[0], ways[left[0]]
        after = [link.id for link in plan.tasks[id].after if ("link", f"{id} after {link.id}") in kept]
        first = max((begun[each] + ways[each].days for each in after), default=0)
        if not way.days:  # nothing is in the way of nothing, and nothing comes of later
            return fits({**begun, id: first}, left[1:])
        others = [
            range(begun[each], begun[each] + ways[each].days)
            for each in begun
            if way.who and ways[each].who == way.who and ("capacity", way.who) in kept
        ]
        for start in range(first, latest - way.days + 1):
            own = range(start, start + way.days)
            if all(own[0] > other[-1] or own[-1] < other[0] for other in others if other) and fits(
                {**begun, id: start}, left[1:]
            ):
                return True
        return False

    return fits({}, ids)


def _is_paid(ways: dict[str, Way], begun: dict[str, int], dated: list[tuple[date, int]]) -> bool:
    for last, most in dated:
        orders = sum(way.price for id, way in ways.items() if way.days and day_of(begun[id]) <= last)
        paid = sum(
            amount for id, way in ways.items() for day, amount in _payments(way, begun[id]) if day <= last
        )
        if orders > most or paid > most:
            return False
    return True


def _payments(way: Way, start: int) -> Iterator[tuple[date, int]]:
    if not way.days:
        return
    days = [day_of(number) for number in range(start, start + way.days)]
    yield days[-1], way.price
    week: Callable[[date], tuple[int, int]] = lambda day: day.isocalendar()[:2]  # noqa: E731
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following is None or week(following) != week(day):
            yield day, 8 * way.rate * sum(week(each) == week(day) for each in days)
