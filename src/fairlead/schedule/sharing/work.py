"""Before when several plans can't all be finished, because all that somebody has to do in them takes that long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.bounds.hours import Hours, united
from fairlead.schedule.bounds.work import Piece, Workload, workload
from fairlead.schedule.codes import LATEST
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.pool import Pool
from fairlead.schedule.staffing import FULL, Staffed
from fairlead.schedule.staffing.from_plan import staffed


class _Asked(NamedTuple):
    """What one plan asks of somebody for certain: minutes times units, from when on, in which hours, by the clock."""

    work: int
    first: int
    hours: Hours


def bound_by_work(
    pool: Pool, clock: Clock, schedules: Mapping[str, PeopleSchedule]
) -> tuple[int, str] | None:
    """Return a minute of the clock before which no schedule of all plans ends, and whose work proves it; None for none.

    Of somebody whom several plans have all work counts that nobody else could do, one minute after the other from the
    first moment on at which any of it can begin, in whatever hours any of it can be done. `schedules` are of each plan
    by itself.
    """
    sharing = {name for names in pool.holders.values() for name in names}
    loads = {name: _load_of(schedules[name]) for name in sharing}
    best: tuple[int, str] | None = None
    for who, names in pool.holders.items():
        asked = [found for name in names if (found := _asked(who, *loads[name], schedules[name], clock))]
        capacity = int(pool.together(who) * FULL)
        if len(asked) < 2 or capacity <= 0:
            continue
        hours = united(each.hours for each in asked)
        minutes = -(-sum(each.work for each in asked) // capacity)
        moment = hours.first(hours.before(min(each.first for each in asked)) + minutes)
        if moment < LATEST and (best is None or moment > best[0]):
            best = moment, who
    return best


def _load_of(schedule: PeopleSchedule) -> tuple[Staffed, list[int], Workload]:
    limits = staffed(schedule.compiled)
    frame = Frame(limits)
    heads = frame.earliest
    return limits, list(heads.start), workload(frame, heads)


def _asked(
    who: str, limits: Staffed, starts: list[int], load: Workload, schedule: PeopleSchedule, clock: Clock
) -> _Asked | None:
    r = next((number for number, each in enumerate(limits.resources) if each.id == who), None)
    if r is None or r not in load.hours or load.hours[r].always:
        return None
    work, first = 0, LATEST
    for job in load.jobs:
        own = min(_own(mode, r) for mode in job.modes)
        if own:
            work, first = work + own, min(first, starts[job.place])
    if not work:
        return None
    axis, hours = schedule.compiled.axis, load.hours[r]
    spans = clock.common(axis, hours.starts), clock.common(axis, hours.ends)
    return _Asked(work, clock.minute(axis, first), Hours(spans))


def _own(mode: Iterable[Piece], r: int) -> int:
    """Return what one way of doing a task asks of somebody whom nobody else can stand in for."""
    return sum(piece.minutes * ask.units for piece in mode for ask in piece.asks if ask.group == (r,))
