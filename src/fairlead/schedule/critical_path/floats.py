"""Kernels: total, start, finish and free float, negative too."""

from __future__ import annotations

from fairlead.schedule.codes import (
    CLOCK,
    FF,
    FINISH_FLOAT,
    FINISHED,
    FS,
    GATE,
    GATE_FIRST,
    LATEST,
    MISSING,
    PLANNED,
    REMAINING_STAYS,
    SF,
    SS,
    START_FLOAT,
    STARTED,
)
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import lag_ahead, link_counts
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import between_on, fact, subtract_on
from fairlead.schedule.jit import kernel


@kernel
def total_floats(net: Net, size: int) -> None:
    """Fill in start, finish and total float in working minutes of each task's calendar; 0 once finished."""
    tasks, found, rule = net.tasks, net.found, net.rules[at.FLOAT_RULE]
    for t in range(size):
        of_start, of_finish, state = 0, 0, tasks[t, at.STATE]
        if state != FINISHED:
            c = tasks[t, at.CALENDAR]
            of_start = between_on(net, c, found[t, at.GO_ON], found[t, at.LATE_GO_ON])
            of_finish = between_on(net, c, found[t, at.FINISH], found[t, at.LATE_FINISH])
        found[t, at.START_FLOAT], found[t, at.FINISH_FLOAT] = of_start, of_finish
        if rule == FINISH_FLOAT or state == STARTED:
            found[t, at.TOTAL_FLOAT] = of_finish
        elif rule == START_FLOAT:
            found[t, at.TOTAL_FLOAT] = of_start
        else:
            found[t, at.TOTAL_FLOAT] = min(of_start, of_finish)


@kernel
def free_floats(net: Net, plan_finish: int, size: int) -> None:
    """Fill in how far each task can slip, in working minutes of its calendar, without moving a successor's early dates.

    A task without successors: its total float, or until the plan's early finish where `plan_finish` isn't MISSING. 0
    once finished, and where an expected finish holds the end.
    """
    tasks, links, found, clamp = net.tasks, net.links, net.found, net.rules[at.CLAMP_FREE_FLOAT]
    for t in range(size - 1, -1, -1):
        # The earliest moment to which a link allows the finish (FS, FF), and the start (SS, SF), to slip
        start, finish = LATEST, LATEST
        planned = tasks[t, at.STATE] == PLANNED
        for i in range(tasks[t, at.OUT_OF], tasks[t + 1, at.OUT_OF]):
            after, way = net.successors[i], net.ways[i]
            kind = way & 3
            if planned and tasks[after, at.ORDINARY] == 1 and tasks[t, at.SHAPE] < GATE:
                moment = found[after, at.FINISH if kind == FF or kind == SF else at.START]
                if way >= at.LAGGED:
                    row = net.by_predecessor[i]
                    moment = subtract_on(net, links[row, at.LAG_CALENDAR], moment, links[row, at.LAG])
            else:
                row = net.by_predecessor[i]
                if not holds_free_float(net, row):
                    continue
                moment = held_by(net, row)
                if moment == LATEST:
                    continue
                moment = subtract_on(net, links[row, at.LAG_CALENDAR], moment, lag_ahead(net, row))
            if kind == FS or kind == FF:
                finish = min(finish, moment)
            else:
                start = min(start, moment)
        is_gate, c = tasks[t, at.SHAPE] >= GATE, tasks[t, at.CALENDAR]
        found[t, at.LIMIT] = min(start, finish) if is_gate else LATEST
        least = LATEST
        if tasks[t, at.STATE] == FINISHED or held_by_expected_finish(net, t):
            least = 0
        elif not is_gate:
            if finish < LATEST:
                least = min(least, between_on(net, c, reached_by(net, t, FS), finish))
            if start < LATEST:
                least = min(least, between_on(net, c, reached_by(net, t, SS), start))
        if least == LATEST and plan_finish == MISSING:
            least = found[t, at.TOTAL_FLOAT]
        elif least == LATEST:
            least = between_on(net, c, found[t, at.FINISH], plan_finish)
        found[t, at.FREE_FLOAT] = max(least, 0) if clamp == 1 else least


@kernel
def holds_free_float(net: Net, row: int) -> bool:
    """Return whether a link limits its predecessor's free float.

    Microsoft Project counts links to all that isn't finished, but not those of a summary above the task.
    """
    before, after = net.links[row, at.BEFORE], net.links[row, at.AFTER]
    if net.tasks[after, at.SHAPE] == GATE_FIRST and net.found[after, at.DRIVER_LINK] != row:
        return False
    if net.rules[at.PROGRESS] != REMAINING_STAYS:
        return link_counts(net, row)
    own = net.tasks[after, at.SHAPE] >= GATE and net.tasks[before, at.SHAPE] < GATE
    inherited = own and net.links[row, at.LAG_CALENDAR] == CLOCK
    return bool(net.tasks[after, at.STATE] != FINISHED and not inherited)


@kernel
def held_by(net: Net, row: int) -> int:
    """Return the moment up to which a link may reach without moving its successor."""
    after, kind = net.links[row, at.AFTER], net.links[row, at.KIND]
    if net.tasks[after, at.SHAPE] >= GATE:
        return net.found[after, at.LIMIT]
    return net.found[after, at.FINISH if kind == FF or kind == SF else at.START]


@kernel
def reached_by(net: Net, t: int, kind: int) -> int:
    """Return the early date of task `t` that a link of this kind counts from."""
    if kind == FS or kind == FF:
        return net.found[t, at.FINISH]
    if net.tasks[t, at.STATE] == STARTED:
        return net.found[t, at.GO_ON] if net.rules[at.PASS_THROUGH] == 1 else fact(net, t, at.ACTUAL_START)
    return net.found[t, at.START]


@kernel
def held_by_expected_finish(net: Net, t: int) -> bool:
    """Return whether an expected finish holds the end of a task, whatever its start does."""
    return bool(net.rules[at.USE_EXPECTED_FINISH] == 1 and fact(net, t, at.EXPECTED_FINISH) != MISSING)
