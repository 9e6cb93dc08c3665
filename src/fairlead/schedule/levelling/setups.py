"""Kernels: the time that a change of the kind of work takes on somebody or something."""

from __future__ import annotations

from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path.tables import FINISH, GO_ON, Net
from fairlead.schedule.critical_path.working import add_on
from fairlead.schedule.jit import inlined, kernel
from fairlead.schedule.levelling.tables import (
    KIND,
    KINDS,
    OWN_CALENDAR,
    ROOM,
    SETUP,
    SETUPS,
    VISIT_COUNTS,
    VISITS,
    Board,
    of_resource,
)


@inlined
def setup_until(net: Net, b: Board, r: int, t: int, start: int, finish: int) -> int:
    """Return the moment before which task `t` can't start on resource `r` because of set-ups; MISSING: it can.

    Both its own after the task before it, and that of the task after it, have to find room.
    """
    first = of_resource(b, r, SETUP)
    if first < 0 or b[b[KIND] + t] < 0:
        return MISSING
    low = of_resource(b, r, ROOM)
    c = of_resource(b, r, OWN_CALENDAR)
    for i in range(low, low + b[b[VISIT_COUNTS] + r]):
        other = b[b[VISITS] + i]
        begun, done = net.found[other, GO_ON], net.found[other, FINISH]
        if begun < finish and done > start:
            continue  # side by side: that there is room for both is another question
        if done <= start:
            ready = add_on(net, c, done, _minutes(b, first, other, t))
            if ready > start:
                return ready
        elif add_on(net, c, finish, _minutes(b, first, t, other)) > begun:
            return done
    return MISSING


@kernel
def _minutes(b: Board, first: int, before: int, after: int) -> int:
    if b[b[KIND] + before] < 0:
        return 0
    return b[b[SETUPS] + first + b[b[KIND] + before] * b[KINDS] + b[b[KIND] + after]]
