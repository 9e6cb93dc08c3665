"""Paths with so little room that they become critical soon."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, in_steps, slug
from fairlead.schedule.outlook import TaskDates

_PATHS = 4
_LEAST_DAYS = 5
_SHARE = 0.05
_WITHOUT_RANGE = 0.3


def near_critical_paths(look: Look) -> Iterator[Found]:
    """Yield the paths beside the critical one whose room is a twentieth of the time left, or five days, or less."""
    said = look.plan.settings.options.near_critical_float
    most = look.units.minutes(said) if said else max(_SHARE * look.remaining, _LEAST_DAYS * look.units.day)
    for steps in islice(_paths(look, most), _PATHS):
        yield _found(look, steps, min(_room(look, each) for each in steps))


def _paths(look: Look, most: float) -> Iterator[list[TaskDates]]:
    """Yield the paths to the finish with so little room, then what leads elsewhere, one room after the other."""
    open_ends = {id: each for id, each in look.work.items() if _could_become_critical(look, each)}
    for path in look.outlook.float_paths(_PATHS):
        steps = [each for each in path if each.id in open_ends]
        for each in steps:
            del open_ends[each.id]
        if steps and min(_room(look, each) for each in steps) <= most:
            yield steps
    rooms = {id: room for id, each in open_ends.items() if (room := _room(look, each)) <= most}
    for room in sorted(set(rooms.values())):
        yield sorted(
            (open_ends[id] for id in rooms if rooms[id] == room), key=lambda each: (each.start, each.finish)
        )


def _could_become_critical(look: Look, each: TaskDates) -> bool:
    """Tell whether a task has room that it could use up; what takes less than a day or comes round is never it."""
    short = look.outlook.between(each.start, each.finish) < look.units.day
    return not (each.critical or short or look.plan.tasks[each.id].every) and _room(look, each) > 0


def _room(look: Look, each: TaskDates) -> int:
    return look.outlook.room(each.id) or 0


def _found(look: Look, steps: list[TaskDates], room: int) -> Found:
    ids = [each.id for each in steps]
    longer, deviation = look.spread(ids)
    chance = _above(room, longer, deviation) if deviation else _WITHOUT_RANGE
    worst = room + max(2 * deviation, 2 * look.units.day)
    last = steps[-1]
    why = (
        "how often the ranges along it use up the room, added up as PERT does"
        if deviation
        else "a proposal: nothing on this path has a range that would say more"
    )
    first = look.plan.tasks[ids[0]].title
    through = first if len(ids) == 1 else f"{first} to {last.name}"
    return Found(
        "near-critical-path",
        f"The path {through} has only {look.length(room)} of room before it decides the finish",
        (f"{len(ids)} steps: {look.named(ids)}" if len(ids) > 1 else look.named(ids),),
        {
            "id": f"r-near-{slug(last.id)}",
            "event": f"The path {through} becomes critical",
            "category": "schedule",
            "probability": in_steps(chance),
            "delays": {last.id: f"{look.days(room)}..{look.days(worst)}"},
            "response": "mitigate",
            "actions": [{"name": f"Watch {last.name} as if it were critical"}],
        },
        why,
        tasks=frozenset({last.id}),
    )


def _above(value: float, mean: float, deviation: float) -> float:
    """Return the share of a normal distribution above a value."""
    return 0.5 * math.erfc((value - mean) / (deviation * math.sqrt(2)))
