"""Kernels: tasks that are wanted as late as possible, moved within their free float."""

from __future__ import annotations

from fairlead.schedule.codes import BY_ALAP, FF, FS, GATE, LATEST, STARTED
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import lag_ahead, link_counts
from fairlead.schedule.critical_path.floats import held_by
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import (
    fact,
    finish_from,
    finish_reading,
    start_from,
    start_reading,
    subtract_on,
)
from fairlead.schedule.jit import kernel


@kernel
def move_late(net: Net, plan_finish: int, size: int) -> None:
    """Move the early dates of such tasks up to their successors' early dates, last first; nothing else moves."""
    tasks = net.tasks
    for t in range(size - 1, -1, -1):
        is_gate = tasks[t, at.SHAPE] >= GATE
        wanted = fact(net, t, at.LATE_AS_POSSIBLE) == 1 and tasks[t, at.STATE] <= STARTED
        if not wanted and not is_gate:
            continue
        start, finish = LATEST, LATEST if is_gate else plan_finish
        for i in range(tasks[t, at.OUT_OF], tasks[t + 1, at.OUT_OF]):
            row = net.by_predecessor[i]
            if not link_counts(net, row) or held_by(net, row) == LATEST:
                continue
            moment = subtract_on(net, net.links[row, at.LAG_CALENDAR], held_by(net, row), lag_ahead(net, row))
            if net.links[row, at.KIND] == FS or net.links[row, at.KIND] == FF:
                finish = min(finish, moment)
            else:
                start = min(start, moment)
        net.found[t, at.LIMIT] = min(start, finish)
        if wanted:
            lay_late_as_possible(net, t, start, finish)


@kernel
def lay_late_as_possible(net: Net, t: int, start: int, finish: int) -> None:
    """Lay a task out to end by `finish` and start by `start`, unless that is earlier than where it lies."""
    begun = net.tasks[t, at.STATE] == STARTED
    column = at.PART_REMAINING if begun else at.PART_MINUTES
    finish = finish_reading(net, t, finish)
    moment = start_from(net, t, finish, column)
    if start < moment:
        moment = start_reading(net, t, start)
        finish = finish_from(net, t, moment, column)
    if moment <= net.found[t, at.GO_ON]:
        return
    net.found[t, at.GO_ON], net.found[t, at.FINISH] = moment, finish
    if not begun or net.rules[at.EARLY_OF_REMAINING] == 1:
        net.found[t, at.START] = moment
    net.found[t, at.DRIVER], net.found[t, at.DRIVER_LINK] = BY_ALAP, -1
