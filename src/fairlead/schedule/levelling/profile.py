"""Kernels: how much of somebody is taken when, and until when there is too little left."""

from __future__ import annotations

from fairlead.schedule.calendars.kernels import last_at_or_before
from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import next_work_on
from fairlead.schedule.jit import inlined, kernel
from fairlead.schedule.levelling.tables import (
    CAPACITY,
    COUNTS,
    LEVELS,
    OUTSIDE,
    OWN_CALENDAR,
    ROOM,
    TIMES,
    WHOLE,
    Board,
    of_resource,
)


@inlined
def busy_until(net: Net, b: Board, r: int, units: int, c: int, start: int, finish: int) -> int:
    """Return the end of the first stretch in which resource `r` can't give `units` to work on calendar `c`.

    MISSING where there is none between `start` and `finish`. Only time in which the calendar works counts, so that a
    colleague's closed hours are free for others; a limit counts through.
    """
    low = b[TIMES] + of_resource(b, r, ROOM)
    high = low + b[b[COUNTS] + r]
    if low == high or b[high - 1] <= start:
        return MISSING
    level = b[LEVELS] - b[TIMES]
    most = of_resource(b, r, CAPACITY) - units
    through = is_through(b, r, c)
    i = max(last_at_or_before(b, low, high, start), low)
    while i < high and b[i] < finish:
        if b[i + level] > most:
            if through:
                while b[i + 1 + level] > most:
                    i += 1
                if b[i + 1] > start:
                    return b[i + 1]
            elif b[i + 1] > start and next_work_on(net, c, max(b[i], start)) < min(b[i + 1], finish):
                return _worked_off(net, b, c, i, high, level, most)
        i += 1
    return MISSING


@kernel
def _worked_off(net: Net, b: Board, c: int, i: int, high: int, level: int, most: int) -> int:
    """Return when somebody busy in row `i` is free again as far as calendar `c` can tell: closed hours don't count."""
    end = b[i + 1]
    i += 1
    while i + 1 < high:
        if b[i + 1] <= next_work_on(net, c, end):
            i += 1
        elif b[i + level] > most:
            end = b[i + 1]
            i += 1
        else:
            break
    return end


@inlined
def is_through(b: Board, r: int, c: int) -> bool:
    """Return whether work on calendar `c` takes a resource from start to finish, as far as anybody else can tell."""
    if c < 0 or of_resource(b, r, WHOLE) == 1:
        return True
    return of_resource(b, r, OWN_CALENDAR) == c and of_resource(b, r, OUTSIDE) == 0


@kernel
def level_between(b: Board, r: int, start: int, finish: int) -> int:
    """Return the most that is taken of a resource at any time between two moments."""
    low = b[TIMES] + of_resource(b, r, ROOM)
    high = low + b[b[COUNTS] + r]
    if low == high or b[high - 1] <= start:
        return 0
    level = b[LEVELS] - b[TIMES]
    i = max(last_at_or_before(b, low, high, start), low)
    most = 0
    while i < high and b[i] < finish:
        most = max(most, b[i + level])
        i += 1
    return most


@inlined
def occupy(b: Board, r: int, start: int, finish: int, units: int) -> bool:
    """Take `units` of a resource from `start` to `finish`; return whether there was room to note it."""
    room = of_resource(b, r + 1, ROOM) - of_resource(b, r, ROOM)
    if b[b[COUNTS] + r] + 2 > room:
        return False
    first = _cut(b, r, start)
    last = _cut(b, r, finish)
    level = b[LEVELS] - b[TIMES]
    for i in range(first, last):
        b[i + level] += units
    _join(b, r, last)
    _join(b, r, first)
    return True


@kernel
def _cut(b: Board, r: int, moment: int) -> int:
    """Let a row begin at a moment; return its place."""
    low = b[TIMES] + of_resource(b, r, ROOM)
    high = low + b[b[COUNTS] + r]
    i = last_at_or_before(b, low, high, moment)
    if i >= low and b[i] == moment:
        return i
    level = b[LEVELS] - b[TIMES]
    k = high
    while k > i + 1:
        b[k], b[k + level] = b[k - 1], b[k - 1 + level]
        k -= 1
    b[i + 1] = moment
    b[i + 1 + level] = b[i + level] if i >= low else 0
    b[b[COUNTS] + r] += 1
    return i + 1


@kernel
def _join(b: Board, r: int, i: int) -> None:
    """Drop a row that says the same as the one before it."""
    low = b[TIMES] + of_resource(b, r, ROOM)
    level = b[LEVELS] - b[TIMES]
    before = b[i - 1 + level] if i > low else 0
    if b[i + level] != before:
        return
    for k in range(i, low + b[b[COUNTS] + r] - 1):
        b[k], b[k + level] = b[k + 1], b[k + 1 + level]
    b[b[COUNTS] + r] -= 1
