"""Kernels: links that drive, the longest path, and how near links are to driving."""

from __future__ import annotations

from fairlead.schedule.codes import FINISHED, FS, GATE_FIRST, LATEST, SS
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import early_bound, link_counts
from fairlead.schedule.critical_path.tables import Net, Row
from fairlead.schedule.critical_path.working import between_on, finish_not_before, start_reading
from fairlead.schedule.jit import kernel


@kernel
def is_driving(net: Net, row: int) -> bool:
    """Return whether a link reaches its successor's early date, so that more would move it."""
    if not link_counts(net, row):
        return False
    after, kind = net.links[row, at.AFTER], net.links[row, at.KIND]
    if net.tasks[after, at.SHAPE] == GATE_FIRST:
        return bool(net.found[after, at.DRIVER_LINK] == row)
    moment = early_bound(net, row)
    if net.tasks[after, at.STATE] == FINISHED:
        return bool(moment >= net.found[after, at.GO_ON])
    if kind == FS or kind == SS:
        return bool(start_reading(net, after, moment) >= net.found[after, at.GO_ON])
    return bool(finish_not_before(net, after, moment) >= net.found[after, at.FINISH])


@kernel
def longest_path(net: Net, ends: Row, on_path: Row) -> None:
    """Fill in 1 for every task that drives, over however many links, one of those that `ends` marks with 1.

    Source: the longest path of Primavera P6, which goes back from the activities that finish last through their driving
    relationships.
    """
    for t in range(len(on_path) - 1, -1, -1):
        on_path[t] = ends[t]
        for i in range(net.tasks[t, at.OUT_OF], net.tasks[t + 1, at.OUT_OF]):
            row = net.by_predecessor[i]
            if on_path[net.links[row, at.AFTER]] == 1 and is_driving(net, row):
                on_path[t] = 1
                break


@kernel
def link_floats(net: Net, slack: Row) -> None:
    """Fill in how far each link is from driving, in working minutes of its successor's calendar.

    Links that ask for nothing any more get LATEST.
    """
    for row in range(len(slack)):
        after, kind = net.links[row, at.AFTER], net.links[row, at.KIND]
        if not link_counts(net, row) or net.tasks[after, at.STATE] == FINISHED:
            slack[row] = LATEST
            continue
        date = net.found[after, at.GO_ON if kind == FS or kind == SS else at.FINISH]
        slack[row] = max(0, between_on(net, net.tasks[after, at.CALENDAR], early_bound(net, row), date))


@kernel
def float_path(net: Net, slack: Row, path_of: Row, number: int, begin: int) -> None:
    """Number the tasks of one float path with `number`, walking back from `begin` along the least link slack.

    Tasks that have a number keep it; a walk ends where all predecessors have one or are finished.
    """
    t = begin
    while t >= 0:
        path_of[t] = number
        best, least = -1, LATEST
        for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
            before = net.links[row, at.BEFORE]
            if path_of[before] == 0 and net.tasks[before, at.STATE] != FINISHED and slack[row] < least:
                best, least = before, slack[row]
        t = best
