"""All orders and choices of a small plan, tried one after the other: what is earliest, without any of the engine.

Only for plans of whole days from Monday to Friday, one person to a task and perhaps one thing, finish-to-start links
without lags, dates not to begin before, leaves of whole days. A schedule that is the earliest for some order of the tasks is as early as any: what is done in another
schedule can be done in the order of its starts, each as early as those before it let it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations, product

from fairlead.plan.document import Plan
from fairlead.plan.values import Period

MONDAY = date(2027, 1, 4)
_DAYS = 120
NEVER = 10_000


@dataclass(frozen=True)
class Small:
    """A plan as brute force sees it: days of work, who can do it, what it waits for, on which days people are away."""

    days: Mapping[str, int]
    who: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    away: Mapping[str, Collection[int]]
    endless: Collection[str] = field(default_factory=tuple)
    """People and things who can do any number of tasks at a time."""
    things: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_before: Mapping[str, int] = field(default_factory=dict)


def small(plan: Plan, kept: Collection[tuple[str, str, str]] | None = None) -> Small:
    """Return what brute force needs of a plan; of the demands only those that are `kept`, as (kind, id, detail)."""

    def there(kind: str, id: str, detail: str = "") -> bool:
        return kept is None or (kind, id, detail) in kept

    days, who, after, things, not_before = {}, {}, {}, {}, {}
    for task in plan.tasks.values():
        assert task.estimate is not None
        assert task.estimate.low is not None
        wanted = there("work", task.id)
        days[task.id] = int(task.estimate.low.amount) if wanted else 0
        named = tuple(each.id for each in task.who)
        able = tuple(
            person.id
            for person in plan.people.values()
            for need in task.needs
            if need.alternatives[0].what in person.skills
        )
        who[task.id] = (named or able) if wanted else ()
        asked = [need.alternatives[0].what for need in task.needs]
        things[task.id] = tuple(each for each in asked if each in plan.equipment) if wanted else ()
        if task.start is not None and there("start", task.id):
            not_before[task.id] = (task.start.windows[0].moment.date - MONDAY).days
        after[task.id] = tuple(link.id for link in task.after if there("link", task.id, str(link)))
    away = {
        person.id: {
            number
            for leave in person.away
            if there("leave", person.id, str(leave))
            for number in range(_DAYS)
            if isinstance(leave, Period) and _is_in(leave, MONDAY + timedelta(days=number))
        }
        for person in plan.people.values()
    }
    endless = [id for id in (*plan.people, *plan.equipment) if not there("capacity", id)]
    return Small(days, who, after, away, endless, things, not_before)


def earliest(case: Small, goal: str) -> int:
    """Return when a task can be done at the earliest, in half days: 2 * day when a day begins, 1 more when it ends.

    Days count from the plan's first, weekends among them; -1 is when nothing has begun.
    """
    tasks = [id for id in case.days if id in _before(case, goal)]
    best = NEVER
    for order in permutations(tasks):
        seen: set[str] = set()
        for id in order:
            if any(each not in seen for each in case.after[id]):
                break
            seen.add(id)
        else:
            for crew in product(*(case.who[id] or ("",) for id in order)):
                best = min(best, _finish(case, order, crew)[goal])
    return best


def _before(case: Small, goal: str) -> set[str]:
    found, waiting = {goal}, [goal]
    while waiting:
        for each in case.after[waiting.pop()]:
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _finish(case: Small, order: tuple[str, ...], crew: tuple[str, ...]) -> dict[str, int]:
    done: dict[str, int] = {}
    busy: dict[str, set[int]] = {}
    for id, who in zip(order, crew, strict=True):
        ready = max([2 * case.not_before.get(id, 0) or -1, *(done[each] for each in case.after[id])])
        held = [each for each in (who, *case.things[id]) if each and each not in case.endless]
        taken = set().union(*(busy.get(each, ()) for each in held))
        worked = _days_of(case, id, who, (ready + 1) // 2, taken)
        done[id] = 2 * worked[-1] + 1 if worked else ready
        for each in held:
            busy.setdefault(each, set()).update(worked)
    return done


def _days_of(case: Small, id: str, who: str, first: int, taken: set[int]) -> list[int]:
    """Return the first days in a row, by the hours of whoever does it, on which nothing that a task needs is taken.

    While somebody is away, the thing that their task needs is free for others.
    """
    open_days = list(_working(case, first, who))
    for at in range(len(open_days) - case.days[id] + 1):
        worked = open_days[at : at + case.days[id]]
        if not taken.intersection(worked):
            return worked
    return []


def _working(case: Small, first: int, who: str) -> Iterator[int]:
    for day in range(first, _DAYS):
        if day % 7 < 5 and day not in case.away.get(who, ()):
            yield day


def _is_in(leave: Period, day: date) -> bool:
    assert leave.first is not None
    assert leave.last is not None
    return leave.first.date <= day <= leave.last.date
