"""What else a task waits for, and what moves when it slips."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import early_bound, link_counts
from fairlead.schedule.critical_path.working import between_on
from fairlead.schedule.why import variants
from fairlead.schedule.why.answer import Drives, Near
from fairlead.schedule.why.movers import a_day
from fairlead.schedule.why.reading import Reading

_MOST_NEAR = 5
_MOST_DRIVEN = 12


def near(reading: Reading, place: int, binding: int) -> tuple[Near, ...]:
    """Return the predecessors that don't bind, nearest first; `binding` is the one that does."""
    if reading.state(place) == codes.FINISHED:
        return ()
    found: dict[str, Near] = {}
    for row, source in _into(reading, place):
        id = reading.id_of(source)
        if source == binding or reading.state(source) == codes.FINISHED:
            continue
        each = _near(reading, place, row, id)
        if id not in found or each.slack < found[id].slack:
            found[id] = each
    return tuple(sorted(found.values(), key=lambda each: each.slack)[:_MOST_NEAR])


def _into(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Yield the links into a task, those of the summaries above it too, with the places they come from.

    A link from a summary comes from the last task below it (the first, where it is the summary's start).
    """
    net = reading.net
    for row in range(int(net.tasks[place, at.INTO]), int(net.tasks[place + 1, at.INTO])):
        source = int(net.links[row, at.BEFORE])
        if not link_counts(net, row):
            continue
        if not reading.is_gate(source):
            yield row, source
        elif reading.link(row) is not None:
            yield row, _behind(reading, source)
        else:
            yield from _into(reading, source)


def _behind(reading: Reading, gate: int) -> int:
    while reading.is_gate(gate):
        row = reading.found(gate, at.DRIVER_LINK)
        if row < 0:
            return gate
        gate = int(reading.net.links[row, at.BEFORE])
    return gate


def _near(reading: Reading, place: int, row: int, id: str) -> Near:
    net, kind = reading.net, int(reading.net.links[row, at.KIND])
    date = reading.found(place, at.GO_ON if kind in (codes.FS, codes.SS) else at.FINISH)
    calendar = int(net.tasks[place, at.CALENDAR])
    slack = max(0, int(between_on(net, calendar, int(early_bound(net, row)), date)))
    link = reading.link(row)
    name = reading.name(id)
    said = f"{reading.words.length(slack)} before it would bind" if slack else "it binds as well"
    return Near(id, name, str(link) if link else id, slack, f"{name}: {said}")


def drives(reading: Reading, places: list[int]) -> tuple[tuple[Drives, ...], int]:
    """Return what moves when these tasks slip by a day, in the order of time, and how far the plan's finish moves."""
    places = [place for place in places if reading.state(place) != codes.FINISHED]
    if not places:
        return (), 0
    day = a_day(reading, places[0])
    other = variants.again(reading, variants.later(reading, places, day))
    if other is None:
        return (), 0
    moved = np.flatnonzero(other.path.finish > reading.path.finish)
    own = {reading.id_of(place) for place in places}
    found = [_driven(reading, other, int(place)) for place in moved if not reading.is_gate(int(place))]
    first = sorted((each for each in found if each.id not in own), key=lambda each: each.date)
    return tuple(first[:_MOST_DRIVEN]), reading.worked(reading.path.plan_finish, other.path.plan_finish)


def _driven(reading: Reading, other: Reading, place: int) -> Drives:
    id = reading.id_of(place)
    now, then = int(reading.path.finish[place]), int(other.path.finish[place])
    moves = reading.worked(now, then) or then - now
    moment = reading.local(then)
    until = reading.words.reached(moment) if reading.is_moment(place) else reading.words.finished(moment)
    name = reading.name(id)
    return Drives(id, name, moves, moment, f"{name} by {reading.words.length(moves)}, to {until}")
