"""What a contract asks beside the work: the shortest engagement, and how many of which kind a plan allows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Entity, Supplier
from fairlead.plan.hiring import hours_cost
from fairlead.plan.levers import is_contractor
from fairlead.plan.values import Duration
from fairlead.plan.weeks import minutes_of_units
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.load import load_of


def over_the_limit(plan: Plan, who: str) -> str:
    """Return why the plan's `levers` have no room for somebody more; empty where they have."""
    levers = plan.settings.levers
    if levers is None:
        return ""
    contractor = is_contractor(plan, who)
    most, word = (levers.contractors, "contractor") if contractor else (levers.hires, "hire")
    there = [each.id for each in plan.candidates.values() if each.hired is not None]
    count = sum(is_contractor(plan, each) == contractor for each in there)
    if most is None or count < most:
        return ""
    if most == 0:
        return f"the plan's `levers` allow no {word}s"
    return f"the plan's `levers` allow {most} {word}{'s' * (most > 1)}, and so many are hired"


def has_engagements(plan: Plan) -> bool:
    """Tell whether anybody is hired who has a shortest engagement."""
    return any(
        candidate.hired is not None and shortest_engagement(plan, candidate) is not None
        for candidate in plan.candidates.values()
    )


def unused_engagements(plan: Plan, schedule: PeopleSchedule, firms: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the lines that pay for what isn't used of the shortest engagements of those who are hired, and of `firms`
    that work is given to.
    """
    _, week, month = minutes_of_units(plan)
    day = schedule.compiled.units.day
    lines = []
    for each, least, worked, first in (*_hired(plan, schedule), *_given(plan, schedule, firms)):
        unused = Decimal(least.to_minutes(day, week, month) - worked)
        price = hours_cost(plan, each.id, unused, first) if unused > 0 else None
        if price is not None:
            name = json.dumps(f"Shortest engagement of {each.title}", ensure_ascii=False)
            lines.append(f"add cost {name} amount {price} on {first.isoformat()}")
    return tuple(lines)


_Engagement = tuple[Entity, Duration, int, date]
"""Whose, how long at least, how many minutes they work, and since when."""


def shortest_engagement(plan: Plan, each: Candidate | Supplier) -> Duration | None:
    """Return what of somebody is paid at least: a candidate's own, else that of the firm they come through."""
    firm = plan.suppliers.get(each.supplier or "") if isinstance(each, Candidate) else None
    return each.minimum or (firm.minimum if firm is not None else None)


def _hired(plan: Plan, schedule: PeopleSchedule) -> Iterator[_Engagement]:
    worked = {party.id: party.whole.work for party in load_of(schedule).parties}
    for candidate in plan.candidates.values():
        least = shortest_engagement(plan, candidate)
        if candidate.hired is not None and least is not None:
            yield candidate, least, worked.get(candidate.id, 0), candidate.hired.date


def _given(plan: Plan, schedule: PeopleSchedule, firms: Iterable[str]) -> Iterator[_Engagement]:
    """Yield the engagements of firms. Whoever has no limit has no load; their work is counted by the plan's hours."""
    calendar = schedule.compiled.hours.calendar(0)
    for firm in (plan.suppliers[id] for id in firms):
        placed = [one for one in schedule if any(each.who == firm.id for each in one.assigned)]
        if firm.minimum is None or not placed:
            continue
        stretches = [stretch for one in placed for stretch in one.segments]
        worked = sum(
            int(after - before)
            for begin, end in stretches
            for before, after in (calendar.work_before([begin, end]),)
        )
        yield firm, firm.minimum, worked, schedule.local(min(one.start for one in placed)).date()


__all__ = ["is_contractor", "over_the_limit", "shortest_engagement", "unused_engagements"]
