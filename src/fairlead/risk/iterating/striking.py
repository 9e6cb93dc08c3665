"""Kernels: what strikes a task where it lies: risks at their moments, absences, and what a test repeats."""

from __future__ import annotations

from fairlead.risk import tables as of
from fairlead.risk.iterating.workload import impact, set_minutes, work_again
from fairlead.risk.tables import FAR, Model, Room
from fairlead.schedule.codes import FINISHED
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import add_on, between_on
from fairlead.schedule.jit import kernel


@kernel
def any_moment(m: Model, r: Room) -> bool:
    """Return whether anything strikes at a moment of its own."""
    for e in range(len(m.odds)):
        if r.struck[e] == 1 and m.events[e, of.EVENT_MOMENT] >= 0:
            return True
    return False


@kernel
def disturbed_anywhere(net: Net, m: Model, r: Room) -> bool:
    """Count what strikes next, and return whether any work became more, or less.

    What strikes later waits until all is laid again: whoever is away does what they have next later, out of that time.
    """
    if len(m.repeats) == 0 and not any_moment(m, r):
        return False
    until = FAR
    for t in range(len(m.work) - 1):
        until = min(until, _next_strike(net, m, r, t))
    any_of_them = False
    for t in range(len(m.work) - 1):
        if disturbed(net, m, r, t, until):
            any_of_them = True
    return any_of_them


@kernel
def _next_strike(net: Net, m: Model, r: Room, t: int) -> int:
    """Return the first moment from which a task is struck where it lies now; FAR for none."""
    found = FAR
    if not _is_there(net, m, r, t):
        return found
    start, finish = net.found[t, at.GO_ON], net.found[t, at.FINISH]
    for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
        e = m.impacts[k, of.IMPACT_EVENT]
        if m.events[e, of.EVENT_UNDER_WAY] == 1 and _strikes(m, r, k, start, finish):
            found = min(found, r.moments[e])
    absence = _first_absence(net, m, r, t, start, finish)
    if absence >= 0:
        found = min(found, max(_absent_from(m, r, absence), start))
    return found


@kernel
def disturbed(net: Net, m: Model, r: Room, t: int, until: int) -> bool:
    """Count what strikes a task by `until` where it lies now, each once; return whether its work became more, or less.

    What strikes whatever isn't finished is counted at any time.
    """
    if not _is_there(net, m, r, t):
        return False
    start, finish, before = net.found[t, at.GO_ON], net.found[t, at.FINISH], r.more[t]
    for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
        if _strikes(m, r, k, start, finish):
            e = m.impacts[k, of.IMPACT_EVENT]
            if m.events[e, of.EVENT_UNDER_WAY] == 0 or r.moments[e] <= until:
                r.more[t] += impact(net, m, r, t, k)
                r.applied[k] = 1
    if m.work[t, of.WORK_RETRY] >= 0 and finish < FAR and start <= until:
        work_again(net, m, r, t, start)
    if r.more[t] == before:
        _interrupt(net, m, r, t, start, finish, until)
    if r.more[t] == before:
        return False
    set_minutes(net, m, r, t)
    return True


@kernel
def _is_there(net: Net, m: Model, r: Room, t: int) -> bool:
    present = m.work[t, of.WORK_PRESENT]
    return net.tasks[t, at.STATE] < FINISHED and (present < 0 or r.struck[present] == 1)


@kernel
def _strikes(m: Model, r: Room, k: int, start: int, finish: int) -> bool:
    """Return whether an impact that isn't counted yet has a moment that finds its task from `start` to `finish`."""
    e = m.impacts[k, of.IMPACT_EVENT]
    if r.applied[k] == 1 or r.struck[e] == 0 or m.events[e, of.EVENT_MOMENT] < 0:
        return False
    return r.moments[e] < finish and (m.events[e, of.EVENT_UNDER_WAY] == 0 or start <= r.moments[e])


@kernel
def _interrupt(net: Net, m: Model, r: Room, t: int, start: int, finish: int, until: int) -> None:
    """Add to a task what the first absence of its people takes out of it, if that begins by `until`."""
    k = _first_absence(net, m, r, t, start, finish)
    if k < 0:
        return
    first = max(_absent_from(m, r, k), start)
    if first <= until:
        r.applied[len(m.impacts) + k] = 1
        c = net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
        lost = max(between_on(net, c, first, _absent_until(net, m, r, k)), 0)
        r.more[t] += lost
        r.idle[t] += lost


@kernel
def _first_absence(net: Net, m: Model, r: Room, t: int, start: int, finish: int) -> int:
    """Return the row of the first absence of a task's people that it meets and that isn't counted yet; -1 for none."""
    best = -1
    if r.own[t] + r.more[t] <= 0:
        return best
    for k in range(m.work[t, of.WORK_ABSENCES], m.work[t + 1, of.WORK_ABSENCES]):
        if r.applied[len(m.impacts) + k] == 1 or r.struck[m.absences[m.missed[k], of.ABSENCE_EVENT]] == 0:
            continue
        begin = _absent_from(m, r, k)
        if begin < finish and (best < 0 or begin < _absent_from(m, r, best)):
            if _absent_until(net, m, r, k) > start:
                best = k
    return best


@kernel
def _absent_from(m: Model, r: Room, k: int) -> int:
    return r.moments[m.absences[m.missed[k], of.ABSENCE_EVENT]]


@kernel
def _absent_until(net: Net, m: Model, r: Room, k: int) -> int:
    minutes = int(r.x[m.absences[m.missed[k], of.ABSENCE_VALUE]])
    return add_on(net, 0, _absent_from(m, r, k), minutes)
