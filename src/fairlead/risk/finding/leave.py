"""Somebody on the critical path who has leave planned while they are needed, or soon after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fairlead.plan.values import Period
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, in_steps, slug

_SOON_DAYS = 5
_WITHOUT_RANGE = 0.2


def leave_on_the_critical_path(look: Look) -> Iterator[Found]:
    """Yield each leave that falls into critical work of the one who takes it, or begins within days of its end."""
    for id, dates in look.critical.items():
        for who in dates.assigned:
            person = look.plan.people.get(who)
            for period in person.away if person is not None and person.count == 1 else ():
                if isinstance(period, Period) and period.first is not None and period.last is not None:
                    first = look.outlook.moment(period.first)
                    last = look.outlook.moment(period.last, end=True)
                    if last > look.outlook.now and (found := _found(look, id, who, first, last)) is not None:
                        yield found


def _found(look: Look, id: str, who: str, first: datetime, last: datetime) -> Found | None:
    dates = look.critical[id]
    gap = look.outlook.between(dates.finish, first)
    room = look.range_of(id)
    tail = room[2] - room[1] if room else 0
    event = f"{look.plan.tasks[id].title} isn't finished when {look.person(who)} goes on leave"
    if first <= dates.start and last >= dates.finish:
        where, why = (
            "covers all of it",
            "a proposal: a date set in somebody's leave is kept more often than not",
        )
        probability, delay = 0.3, look.days(look.outlook.between(dates.start, last))
        event = f"{look.person(who)} is on leave and not there for {look.plan.tasks[id].title}"
    elif first < dates.finish and last > dates.start:
        where, why = "falls into it", "it is in the dates already; what is left open then waits as long again"
        probability, delay = 0.15, f"1d..{look.days(2 * look.units.day)}"
    elif 0 <= gap < max(tail, _SOON_DAYS * look.units.day):
        where = f"begins {look.length(gap)} after it" if gap else "begins right after it"
        probability = _chance_to_overrun(look, id, gap)
        delay = look.days(look.outlook.between(first, last))
        why = (
            f"its range {look.length(room[0])}..{look.length(room[2])} runs into the leave that often"
            if room
            else "a proposal: the task has no range that would say how often it runs into the leave"
        )
    else:
        return None
    name, days = look.person(who), f"{look.day(first)} to {look.until(last)}"
    task = look.called(id)
    return Found(
        "leave-on-critical-path",
        f"{name} does {task}, which is critical, and is away {days}; that {where}",
        (
            f"{task}: {look.day(dates.start)} to {look.until(dates.finish)}",
            f"{name} is away {days}, {look.length(look.outlook.between(first, last))} of work",
        ),
        {
            "id": f"r-leave-{slug(who)}-{slug(id)}-{first:%m%d}",
            "event": event,
            "category": "people",
            "probability": in_steps(probability),
            "delays": {id: delay},
            "response": "avoid",
            "actions": [{"name": "Agree on who takes over, or move the leave"}],
        },
        why,
        people=frozenset({who}),
        tasks=frozenset({id}),
    )


def _chance_to_overrun(look: Look, id: str, gap: int) -> float:
    """Return how likely a task takes so much longer than likely: the upper tail of its triangle."""
    found = look.range_of(id)
    if found is None:
        return _WITHOUT_RANGE
    low, likely, high = found
    over = high - likely - gap
    if over <= 0 or high == low:
        return 0.05
    return over**2 / ((high - low) * (high - likely))
