"""Kernels: the backward pass, which gives every task its late dates."""

from __future__ import annotations

from fairlead.schedule.codes import (
    EARLIEST,
    FF,
    FINISH_BY,
    FINISH_ON,
    FINISHED,
    FS,
    GATE_FIRST,
    LATEST,
    MANDATORY_FINISH,
    MANDATORY_START,
    MISSING,
    PLANNED,
    REMAINING_STAYS,
    SS,
    START_BY,
    START_ON,
    STARTED,
    WORK,
)
from fairlead.schedule.critical_path.bounds import binds_predecessor, late_bound
from fairlead.schedule.critical_path.tables import (
    ACTUAL_FINISH,
    ACTUAL_START,
    CONSTRAINT,
    DEADLINE,
    EARLY_OF_REMAINING,
    FACTS,
    FINISH,
    GO_ON,
    LAG,
    LAG_CALENDAR,
    LAGGED,
    LATE_FINISH,
    LATE_GO_ON,
    LATE_LINK,
    LATE_START,
    OPEN_ENDS_CRITICAL,
    ORDINARY,
    OUT_OF,
    PART,
    PART_CALENDAR,
    PART_MINUTES,
    PART_REMAINING,
    PASS_THROUGH,
    PROGRESS,
    SHAPE,
    STATE,
    Net,
)
from fairlead.schedule.critical_path.working import (
    add_on,
    finish_from,
    finish_reading,
    laid_to,
    last_start,
    nothing_asked,
    start_from,
    subtract_on,
)
from fairlead.schedule.jit import inlined, kernel


@kernel
def backward_pass(net: Net, plan_finish: int, begin: int, end: int) -> None:
    """Fill in the late dates of tasks `begin:end`, last first; those from `end` on must be there already."""
    tasks, found = net.tasks, net.found
    for t in range(end - 1, begin - 1, -1):
        # What the successors allow: the latest start and finish, and who sets it
        open_end = True
        start, finish, link, _ = nothing_asked(LATEST)
        for i in range(tasks[t, OUT_OF], tasks[t + 1, OUT_OF]):
            # Without a look at the link itself: its row lies anywhere, and fetching it took half of the time.
            after, way = net.successors[i], net.ways[i]
            ordinary = tasks[after, ORDINARY] == 1 or (
                tasks[after, STATE] == PLANNED and tasks[after, SHAPE] != GATE_FIRST
            )
            if ordinary and tasks[t, STATE] == PLANNED:
                kind = way & 3
                moment = found[after, LATE_GO_ON if kind == FS or kind == SS else LATE_FINISH]
                if way >= LAGGED:
                    moment = lag_before(net, net.by_predecessor[i], moment)
            elif binds_predecessor(net, net.by_predecessor[i]):
                kind = way & 3
                moment = late_bound(net, net.by_predecessor[i])
            else:
                continue
            open_end = False
            if kind == FS or kind == FF:
                if moment < finish:
                    finish, link = moment, net.by_predecessor[i]
            elif moment < start:
                start = moment
                if finish == LATEST:
                    link = net.by_predecessor[i]
        found[t, LATE_LINK] = link
        if start < LATEST and tasks[t, STATE] != FINISHED:
            start = last_start(net, t, start)
        ends, state = net.rules[OPEN_ENDS_CRITICAL], tasks[t, STATE]
        if open_end and state != FINISHED and (ends == 1 or (ends == 2 and state == STARTED)):
            finish = found[t, FINISH]
        elif plan_finish < finish:
            finish = plan_finish

        # The ordinary task goes the short way, the others through their own function
        if tasks[t, ORDINARY] == 1 and finish < LATEST:
            p = tasks[t, PART]
            c, minutes = net.parts[p, PART_CALENDAR], net.parts[p, PART_MINUTES]
            begun, done = laid_to(net, c, finish, minutes)
            if begun > start and minutes > 0:
                begun = start
                done = min(done, add_on(net, c, start, minutes))
            if begun <= start:
                found[t, LATE_START] = found[t, LATE_GO_ON] = begun
                found[t, LATE_FINISH] = done
                continue
        lay_late(net, t, start, finish)


@inlined
def lag_before(net: Net, row: int, moment: int) -> int:
    """Return a moment moved back by a link's lag, which isn't 0."""
    c, lag = net.links[row, LAG_CALENDAR], net.links[row, LAG]
    if lag > 0 and EARLIEST <= moment <= LATEST and (c < 0 or net.first[c] < net.first[c + 1]):
        begun, _ = laid_to(net, c, moment, lag)
        return begun
    return subtract_on(net, c, moment, lag)


@kernel
def lay_late(net: Net, t: int, start: int, finish: int) -> None:
    """Lay a task out so that it ends by `finish` and starts by `start`, its own constraints kept."""
    facts, own = net.facts, net.tasks[t, FACTS]
    rules = net.rules
    state, found = net.tasks[t, STATE], net.found
    if state == FINISHED:
        found[t, LATE_START], found[t, LATE_FINISH] = facts[own, ACTUAL_START], facts[own, ACTUAL_FINISH]
        found[t, LATE_GO_ON] = min(start, finish)
        if rules[PASS_THROUGH] == 1:
            found[t, LATE_START] = found[t, LATE_FINISH] = found[t, LATE_GO_ON]
        return
    for column in (CONSTRAINT, CONSTRAINT + 2):
        kind, date = facts[own, column], facts[own, column + 1]
        if kind == MANDATORY_FINISH:
            start, finish = LATEST, date
        elif (kind == FINISH_BY or kind == FINISH_ON) and date < finish:
            finish = date
        elif state == STARTED:
            continue
        elif kind == MANDATORY_START:
            start, finish = date, LATEST
        elif (kind == START_BY or kind == START_ON) and date < start:
            start = date
    if facts[own, DEADLINE] != MISSING and facts[own, DEADLINE] < finish:
        finish = facts[own, DEADLINE]

    column = PART_REMAINING if state == STARTED else PART_MINUTES
    begin = LATEST
    if finish < LATEST:
        finish = finish_reading(net, t, finish)
        begin = start_from(net, t, finish, column)
    if start < begin:
        begin = start
        finish = min(finish, finish_from(net, t, start, column))
    found[t, LATE_START], found[t, LATE_FINISH], found[t, LATE_GO_ON] = begin, finish, begin
    if state == STARTED:
        if rules[EARLY_OF_REMAINING] == 0:
            found[t, LATE_START] = facts[own, ACTUAL_START]
        if rules[PROGRESS] == REMAINING_STAYS and net.tasks[t, SHAPE] == WORK:
            found[t, LATE_GO_ON] = found[t, GO_ON]
