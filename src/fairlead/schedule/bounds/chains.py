"""Heads raised by people: a task can't start before the work ahead of it has found their time."""

from __future__ import annotations

from fairlead.schedule import codes
from fairlead.schedule.bounds.energy import least_of
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.work import Workload
from fairlead.schedule.codes import LATEST

_ROUNDS = 3
_MOST_TASKS = 1_500


def pressed_heads(frame: Frame, load: Workload, heads: Heads) -> Heads:
    """Return heads that count the work that must be finished before each task against the time of who does it.

    All work that lies before a task and can't start before some moment needs the time of its person from that moment
    on, so the task starts no earlier than that time has passed. Source: the energy of predecessors (Laborie 2003,
    Artificial Intelligence 143, energy precedence), here in one person's working minutes.
    """
    if frame.size > _MOST_TASKS:
        return heads
    works = _works(load)
    ahead = _ahead(frame)
    for _ in range(_ROUNDS):
        later: dict[int, int] = {}
        for t, places in enumerate(ahead):
            if len(places) > 1:
                moment = _pressed(load, works, heads, places)
                if moment > heads.start[t]:
                    later[t] = moment
        pressed = frame.heads(later) if later else heads
        if pressed.start == heads.start:
            return pressed
        heads = Heads(
            [max(pair) for pair in zip(pressed.start, heads.start, strict=True)],
            [max(pair) for pair in zip(pressed.finish, heads.finish, strict=True)],
            pressed.link,
        )
    return heads


def _works(load: Workload) -> dict[int, dict[int, int]]:
    """Return for each person the work of each place that nobody else can do."""
    found: dict[int, dict[int, int]] = {}
    for r in load.hours:
        works = {job.place: work for job in load.jobs if (work := least_of(job, {r}))}
        if len(works) > 1:
            found[r] = works
    return found


def _ahead(frame: Frame) -> list[set[int]]:
    """Return the places that have to be finished before each place starts."""
    ahead: list[set[int]] = [set() for _ in range(frame.size)]
    for before, links in enumerate(frame.links_out()):
        for after, kind, _, lag in links:
            if lag >= 0 and kind == codes.FS:
                ahead[after] |= ahead[before] | {before}
            elif lag >= 0 and kind == codes.SS:
                ahead[after] |= ahead[before]
    return ahead


def _pressed(load: Workload, works: dict[int, dict[int, int]], heads: Heads, places: set[int]) -> int:
    latest = -LATEST
    for r, of_place in works.items():
        theirs = places & of_place.keys()
        if len(theirs) < 2:  # what one task takes its links count
            continue
        inside = sorted(((heads.start[t], of_place[t]) for t in theirs), reverse=True)
        hours, capacity, work = load.hours[r], load.capacity[r], 0
        for start, own in inside:
            work += own
            moment = hours.first(hours.before(start) + -(-work // capacity))
            if moment < LATEST:
                latest = max(latest, moment)
    return latest
