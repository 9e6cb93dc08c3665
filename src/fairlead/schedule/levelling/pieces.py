"""Kernels: work laid in pieces between the other work of its people, where the plan allows interrupting tasks."""

from __future__ import annotations

from fairlead.schedule.calendars.kernels import last_at_or_before
from fairlead.schedule.codes import LATEST, MISSING, PLANNED
from fairlead.schedule.critical_path.tables import (
    FINISH,
    GO_ON,
    PART_CALENDAR,
    PART_MINUTES,
    START,
    STATE,
    Net,
)
from fairlead.schedule.critical_path.working import between_on, laid_from, next_work_on, previous_work_on
from fairlead.schedule.jit import kernel
from fairlead.schedule.levelling.profile import busy_until, is_through
from fairlead.schedule.levelling.tables import (
    CAPACITY,
    COUNTS,
    LEVELS,
    MAY_SPLIT,
    MODE_PART,
    MODE_SLOT,
    MODE_USE,
    PICK_FIRST,
    PICKS,
    PIECE_COUNT,
    PIECE_FIRST,
    PIECE_ROOM,
    PIECES,
    ROOM,
    SETUP,
    SLOT_COUNT,
    SLOT_PART,
    SLOT_UNITS,
    TIMES,
    TOTAL_PIECES,
    Board,
    of_mode,
    of_part,
    of_resource,
    of_slot,
)

LEAST_PIECE = 60  # working minutes; nobody takes work up for less, unless less is left


@kernel
def in_pieces(net: Net, b: Board, t: int, mode: int, start: int) -> bool:
    """Lay a placed task in pieces from `start` on, by the same people, if it is then done sooner; return whether it is.

    Its pieces are noted on the board, its dates in `found`.
    """
    first = of_mode(b, mode, MODE_PART)
    if b[b[MAY_SPLIT] + t] == 0 or net.tasks[t, STATE] != PLANNED or net.found[t, GO_ON] <= start:
        return False
    if of_mode(b, mode + 1, MODE_PART) - first != 1 or of_mode(b, mode + 1, MODE_USE) > of_mode(
        b, mode, MODE_USE
    ):
        return False
    c, left = of_part(b, first, PART_CALENDAR), of_part(b, first, PART_MINUTES)
    sooner_than, moment = net.found[t, FINISH], start
    row = b[TOTAL_PIECES]
    begun = row
    while left > 0:
        moment = next_work_on(net, c, moment)
        if moment >= sooner_than or row >= b[PIECE_ROOM]:
            return False
        _, end = laid_from(net, c, moment, left)
        later, until = _free_stretch(net, b, t, mode, c, moment, end)
        if later != MISSING:
            if later >= LATEST:
                return False
            moment = later
            continue
        end = previous_work_on(net, c, min(end, until))
        worked = between_on(net, c, moment, end)
        if worked < min(left, LEAST_PIECE):
            moment = max(until, moment + 1)
            continue
        b[b[PIECES] + 2 * row], b[b[PIECES] + 2 * row + 1] = moment, end
        row += 1
        left -= worked
        moment = end
    finish = b[b[PIECES] + 2 * row - 1]
    if finish >= sooner_than or not _limits_allow(net, b, t, mode, b[b[PIECES] + 2 * begun], finish):
        return False
    b[b[PIECE_FIRST] + t], b[b[PIECE_COUNT] + t], b[TOTAL_PIECES] = begun, row - begun, row
    net.found[t, START] = net.found[t, GO_ON] = b[b[PIECES] + 2 * begun]
    net.found[t, FINISH] = finish
    return True


@kernel
def _free_stretch(net: Net, b: Board, t: int, mode: int, c: int, moment: int, end: int) -> tuple[int, int]:
    """Return MISSING and until when all of a task's people are free, or when one of them who isn't may be again."""
    later, until = MISSING, end
    row = b[b[PICK_FIRST] + t]
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        units, count = of_slot(b, slot, SLOT_UNITS), of_slot(b, slot, SLOT_COUNT)
        held = of_slot(b, slot, SLOT_PART) >= 0
        for k in range(row, row + count):
            r = b[b[PICKS] + k]
            if r < 0 or of_resource(b, r, SETUP) >= 0:
                return LATEST, end
            if held:
                taken = _taken_by_all(b, t, r, units, row, count)
                later = max(later, busy_until(net, b, r, taken, c, moment, moment + 1))
                until = min(until, _busy_from(net, b, r, taken, c, moment, until))
        row += count
    return later, until


@kernel
def _taken_by_all(b: Board, t: int, r: int, units: int, row: int, count: int) -> int:
    """Return what all places of one slot take of a resource together."""
    taken = 0
    for k in range(row, row + count):
        if b[b[PICKS] + k] == r:
            taken += units
    return taken


@kernel
def _busy_from(net: Net, b: Board, r: int, units: int, c: int, start: int, finish: int) -> int:
    """Return when a resource that is free at `start` can't give `units` any more; `finish` if it can until then."""
    low = b[TIMES] + of_resource(b, r, ROOM)
    high = low + b[b[COUNTS] + r]
    if low == high:
        return finish
    level = b[LEVELS] - b[TIMES]
    most = of_resource(b, r, CAPACITY) - units
    through = is_through(b, r, c)
    i = max(last_at_or_before(b, low, high, start), low)
    while i < high and b[i] < finish:
        if b[i + level] > most and b[i] > start:
            if through or next_work_on(net, c, b[i]) < min(b[i + 1], finish):
                return b[i]
        i += 1
    return finish


@kernel
def _limits_allow(net: Net, b: Board, t: int, mode: int, start: int, finish: int) -> bool:
    """Return whether what is held from start to finish, pauses included, is free all that time."""
    row = b[b[PICK_FIRST] + t]
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        units, count = of_slot(b, slot, SLOT_UNITS), of_slot(b, slot, SLOT_COUNT)
        if of_slot(b, slot, SLOT_PART) < 0:
            for k in range(row, row + count):
                r = b[b[PICKS] + k]
                if r >= 0 and busy_until(net, b, r, units * count, -1, start, finish) != MISSING:
                    return False
        row += count
    return True
