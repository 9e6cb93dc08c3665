"""Parallel paths that meet just before a deadline: any one of them can make it late (merge bias).

Source: GAO Schedule Assessment Guide (GAO-16-89G), best practice 8: risk at merge points is more than that of any
path into them, which dates by the critical path alone don't show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, in_steps, slug

_IN_TIME = 0.8
_JUST_BEFORE = 0.1
_CLOSE = 0.05
_LEAST_DAYS = 5


def merges_before_deadlines(look: Look) -> Iterator[Found]:
    """Yield each place where several paths end within days of one another, not long before a deadline."""
    seen: set[str] = set()
    for end, deadline, whose in _deadlines(look):
        slack = look.outlook.between(look.open[end].finish, deadline)
        if slack > max(_JUST_BEFORE * look.remaining, 2 * _LEAST_DAYS * look.units.day):
            continue
        place, paths = _merge(look, end)
        if len(paths) > 1 and place not in seen:
            seen.add(place)
            yield _found(look, place, paths, deadline, whose, slack)


def _deadlines(look: Look) -> Iterator[tuple[str, datetime, str]]:
    for goal in look.plan.goals.values():
        if goal.deadline is not None:
            for id in goal.done_when:
                if id in look.open:
                    yield id, look.outlook.moment(goal.deadline, end=True), goal.title
    for id in look.open:
        deadline = look.plan.tasks[id].deadline
        if deadline is not None:
            yield id, look.outlook.moment(deadline, end=True), look.called(id)


def _merge(look: Look, end: str) -> tuple[str, list[str]]:
    """Return where paths meet at or before a task, and the last task of each that ends about when the last one does."""
    place = end
    while True:
        before = [id for id in look.before(place) if id in look.open]
        if len(before) != 1:
            break
        place = before[0]
    if not before:
        return place, []
    last = max(look.open[id].finish for id in before)
    close = max(_CLOSE * look.remaining, _LEAST_DAYS * look.units.day)
    near = [id for id in before if look.outlook.between(look.open[id].finish, last) <= close]
    # What another one waits for is no path of its own.
    return place, [id for id in near if look.behind([id]).isdisjoint(set(near) - {id})]


def _found(look: Look, place: str, paths: list[str], deadline: datetime, whose: str, slack: int) -> Found:
    tails = [found[2] - found[1] for id in paths if (found := look.range_of(id)) is not None]
    longest = max([*tails, 2 * look.units.day])
    kept = f"{look.length(slack)} before" if slack >= 0 else f"{look.length(-slack)} after"
    return Found(
        "merge-bias",
        f"{len(paths)} paths meet at {look.called(place)}, {kept} the deadline of {whose}: the latest of them counts",
        (
            *(f"{look.called(id)} ends {look.until(look.open[id].finish)}" for id in paths[:8]),
            f"the deadline is {look.until(deadline)}",
        ),
        {
            "id": f"r-merge-{slug(place)}",
            "event": f"One of the {len(paths)} paths into {look.plan.tasks[place].title} is late",
            "category": "schedule",
            "probability": in_steps(1 - _IN_TIME ** len(paths)),
            "delays": {place: f"1d..{look.days(max(longest, 2 * look.units.day))}"},
            "response": "mitigate",
            "actions": [{"name": "Bring forward whichever path has people to spare"}],
        },
        f"if each is in time in 80 of 100 cases, all {len(paths)} are in {_IN_TIME ** len(paths):.0%}",
        tasks=frozenset({place}),
    )
