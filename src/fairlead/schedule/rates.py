"""How much of a task's time its people give: shares, part-time, focus; and how many of them may share the work."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Person, Task
from fairlead.plan.values import Need, Percent

ALL = Decimal(1)


def pace(plan: Plan, task: Task) -> Decimal:
    """Return the share of its calendar's time in which an estimate is worked on: the slowest of all it needs.

    Somebody there half the time makes it twice as long; the plan's `focus` is what is left after mail and meetings.
    """
    shares = [share_of_named(plan, who.id, who.share) for who in task.who if who.id not in plan.materials]
    shares += [share_of_need(need) for need in task.needs]
    return pace_of(plan, shares)


def pace_of(plan: Plan, shares: Iterable[Decimal]) -> Decimal:
    """Return the pace of those who give these shares of their time to one estimate."""
    return min(shares, default=ALL) * focus(plan)


def rates_of_named(plan: Plan, task: Task) -> list[tuple[str, Decimal]]:
    """Return who shares a task's `work` and at which rate, as far as it is decided."""
    rates = [
        (who.id, rate_of(plan, who.id, share_of_named(plan, who.id, who.share)))
        for who in task.who
        if who.id not in plan.materials
    ]
    return [(id, rate) for id, rate in rates if rate > 0]


def rates_of_needs(plan: Plan, task: Task) -> list[tuple[int, Decimal]]:
    """Return how many undecided people share `work` for each need, the most that it allows, and the rate of each."""
    return [
        (int(need.count[1]), share_of_need(need) * (ALL if _asks_for_firms(plan, need) else focus(plan)))
        for need in task.needs
        if _asks_for_people(plan, need)
    ]


def stretch_of_work(plan: Plan, rates: Iterable[tuple[int, Decimal]]) -> Decimal:
    """Return how many minutes pass for one of person-time that is shared by so many at such rates.

    Each further person adds the plan's `coordination` to the work. Nobody is somebody at the plan's focus.
    """
    rates = list(rates)
    heads = sum(count for count, _ in rates)
    whole = sum((count * rate for count, rate in rates), Decimal(0)) or focus(plan)
    cost = plan.settings.coordination.fraction if plan.settings.coordination else Decimal(0)
    return (1 + cost * max(heads - 1, 0)) / whole


def focus(plan: Plan) -> Decimal:
    """Return the share of working hours left for plan work."""
    return plan.settings.focus.fraction if plan.settings.focus else ALL


def share_of_named(plan: Plan, id: str, share: Percent | None) -> Decimal:
    """Return the share of the time that somebody named for a task gives, of what they give to the plan."""
    own = own_share(plan, id)
    # More than one of a kind doesn't make a task go faster than one person at full time, unless the plan says so.
    return _share(share) * (own if own <= 1 or share is None else ALL)


def share_of_chosen(plan: Plan, id: str, share: Percent | None) -> Decimal:
    """Return the share of the time that somebody chosen for a need gives: one of a kind, whatever units it has."""
    return _share(share) * min(own_share(plan, id), ALL)


def share_of_need(need: Need) -> Decimal:
    """Return the share of the time that a need asks for, whoever fills it."""
    return _share(need.share)


def own_share(plan: Plan, id: str) -> Decimal:
    """Return the share of their time that somebody or something gives to the plan; above 1 for several units."""
    party = plan.people.get(id)
    return party.share.fraction if party is not None and party.share is not None else ALL


def paid_share(plan: Plan, id: str) -> Decimal:
    """Return which part of each hour in which somebody works on the plan is paid by it: all at the most."""
    return min(own_share(plan, id), ALL)


def rate_of(plan: Plan, id: str, share: Decimal) -> Decimal:
    """Return the rate at which somebody shares `work`: people have the plan's focus, firms and things are all there."""
    return share * (focus(plan) if isinstance(plan.party(id), Person | Candidate) else ALL)


def _share(share: Percent | None) -> Decimal:
    return share.fraction if share is not None and share.fraction > 0 else ALL


def _asks_for_people(plan: Plan, need: Need) -> bool:
    return not any(
        alternative.what in things
        for alternative in need.alternatives
        for things in (plan.materials, plan.equipment)
    )


def _asks_for_firms(plan: Plan, need: Need) -> bool:
    return all(alternative.what in plan.suppliers for alternative in need.alternatives)
