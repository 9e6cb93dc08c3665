"""How much of a task's time its people give: shares, part-time, focus; and how many of them may share the work."""

from __future__ import annotations

from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Person, Task
from fairlead.plan.values import Need, Percent

ALL = Decimal(1)


def pace(plan: Plan, task: Task) -> Decimal:
    """Return the share of its calendar's time in which an estimate is worked on: the slowest of all it needs.

    Somebody there half the time makes it twice as long; the plan's `focus` is what is left after mail and meetings.
    """
    shares = [_share_of_named(plan, who.id, who.share) for who in task.who]
    shares += [_share(need.share) for need in task.needs]
    return min(shares, default=ALL) * focus(plan)


def rates_of_named(plan: Plan, task: Task) -> list[tuple[str, Decimal]]:
    """Return who shares a task's `work` and at which rate, as far as it is decided."""
    rates = [(who.id, _share_of_named(plan, who.id, who.share) * _focus_of(plan, who.id)) for who in task.who]
    return [(id, rate) for id, rate in rates if rate > 0]


def rate_of_needs(plan: Plan, task: Task) -> Decimal:
    """Return the rate at which undecided people share `work`: the most that the needs allow, at least one."""
    rates = [
        Decimal(need.count[1]) * _share(need.share) for need in task.needs if _asks_for_people(plan, need)
    ]
    return (sum(rates, Decimal(0)) or ALL) * focus(plan)


def focus(plan: Plan) -> Decimal:
    """Return the share of working hours left for plan work."""
    return plan.settings.focus.fraction if plan.settings.focus else ALL


def _share_of_named(plan: Plan, id: str, share: Percent | None) -> Decimal:
    person = plan.people.get(id)
    own = person.share.fraction if person is not None and person.share is not None else ALL
    # More than one of a kind doesn't make a task go faster than one person at full time, unless the plan says so.
    return _share(share) * (own if own <= 1 or share is None else ALL)


def _focus_of(plan: Plan, id: str) -> Decimal:
    return focus(plan) if isinstance(plan.party(id), Person) else ALL


def _share(share: Percent | None) -> Decimal:
    return share.fraction if share is not None and share.fraction > 0 else ALL


def _asks_for_people(plan: Plan, need: Need) -> bool:
    return not any(
        alternative.what in things
        for alternative in need.alternatives
        for things in (plan.materials, plan.equipment)
    )
