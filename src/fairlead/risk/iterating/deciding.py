"""Kernels: which tasks decide the finish in an iteration, by links and by people who were busy."""

from __future__ import annotations

from fairlead.risk.tables import Model, Room
from fairlead.schedule.codes import FINISHED, FS, PLANNED
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.driving import is_driving
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import next_work_on, span_begun
from fairlead.schedule.jit import inlined, kernel


@kernel
def mark_path_by_logic(net: Net, m: Model, r: Room, finish: int) -> None:
    """Mark every task that drives the finish, over however many links."""
    _mark_ends(net, m, r, finish)
    for t in range(len(r.path) - 1, -1, -1):
        if r.path[t] == 1:
            for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
                before = net.links[row, at.BEFORE]
                if r.path[before] == 0 and _drives(net, row, before, t):
                    r.path[before] = 1


@inlined
def _drives(net: Net, row: int, before: int, t: int) -> bool:
    """Return whether a link drives its successor; the plain kind of link goes a shorter way to the same answer."""
    if net.links[row, at.LAG] != 0 or net.links[row, at.KIND] != FS or net.tasks[before, at.STATE] != PLANNED:
        return is_driving(net, row)
    if net.tasks[t, at.ORDINARY] == 0:
        return is_driving(net, row)
    moment, start = net.found[before, at.FINISH], net.found[t, at.GO_ON]
    if moment >= start:
        return True
    c = net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
    if c < 0:
        return False
    lo, hi = net.first[c], net.first[c + 1]
    k = span_begun(net, c, lo, hi, moment)
    if k >= lo and moment < net.ends[k]:
        return False
    return k + 1 >= hi or net.starts[k + 1] >= start


@kernel
def _mark_ends(net: Net, m: Model, r: Room, finish: int) -> None:
    for t in range(len(r.path)):
        r.path[t] = 0
    for k in range(len(m.real)):
        if net.tasks[m.real[k], at.STATE] != FINISHED and net.found[m.real[k], at.FINISH] == finish:
            r.path[m.real[k]] = 1


@kernel
def mark_path_with_people(net: Net, m: Model, r: Room, finish: int) -> None:
    """Mark every task that drives the finish, over links and over people who were busy until its start.

    `moments` of the places serve as a list of those still to be looked at: a task's people may be kept by one that
    stands behind it in the order of the network.
    """
    _mark_ends(net, m, r, finish)
    waiting = 0
    for t in range(len(r.path)):
        if r.path[t] == 1:
            r.order_of_path[waiting] = t
            waiting += 1
    while waiting > 0:
        waiting -= 1
        t = r.order_of_path[waiting]
        for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
            before = net.links[row, at.BEFORE]
            if r.path[before] == 0 and _drives(net, row, before, t):
                r.path[before] = 1
                r.order_of_path[waiting] = before
                waiting += 1
        if net.tasks[t, at.STATE] != PLANNED or r.own[t] + r.more[t] == 0:
            continue
        start, c = net.found[t, at.GO_ON], net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
        for k in range(m.crew_first[t], m.crew_first[t + 1]):
            who = m.crew[k]
            for i in range(m.taken_first[who], m.taken_first[who + 1]):
                before = m.taken_by[i]
                if (
                    r.path[before] == 1
                    or net.found[before, at.FINISH] > start
                    or r.own[before] + r.more[before] == 0
                ):
                    continue
                if next_work_on(net, c, net.found[before, at.FINISH]) >= start:
                    r.path[before] = 1
                    r.order_of_path[waiting] = before
                    waiting += 1
