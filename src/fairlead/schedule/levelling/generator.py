"""Kernels: the serial schedule generator. Task by task, each as early as links, dates, hours and people let it.

Every date comes from the kernels of the critical path, so that links, lags, constraints and progress mean the same
with people as without. Source of the scheme: Kelley 1963, serial method; Kolisch 1996, European Journal of
Operational Research 90.
"""

from __future__ import annotations

from fairlead.schedule.codes import FINISHED, FIXED, LATEST, MISSING, STARTED
from fairlead.schedule.critical_path.forward import forward_pass
from fairlead.schedule.critical_path.tables import (
    AFTER,
    FACTS,
    FINISH,
    GO_ON,
    HOLD,
    INTO,
    ORDINARY,
    OUT_OF,
    PART,
    PART_CALENDAR,
    PART_DELAY,
    PART_MINUTES,
    PART_REMAINING,
    RESUME,
    START,
    STATE,
    Net,
)
from fairlead.schedule.critical_path.working import add_on, laid_from, next_work_on
from fairlead.schedule.jit import inlined, kernel
from fairlead.schedule.levelling.picking import (
    fewest_missing,
    filled,
    is_welcome,
    missing_of_the_same,
    places_for,
    tie,
)
from fairlead.schedule.levelling.pieces import in_pieces
from fairlead.schedule.levelling.profile import is_through, level_between, occupy
from fairlead.schedule.levelling.stock import short_until
from fairlead.schedule.levelling.tables import (
    ANYBODY,
    ASKED,
    CAPACITY,
    CHOSEN,
    CONSUMABLE_COUNT,
    COUNTS,
    DONE,
    ELIGIBLE,
    EMPTY,
    FORCED,
    HEAP,
    HEAP_RANK,
    KEPT,
    LENIENT,
    MAY_SPLIT,
    MODE_FIRST,
    MODE_PART,
    MODE_SLOT,
    MODE_USE,
    NO_ROOM,
    OUTSIDE,
    OVERLOADED,
    OWN_CALENDAR,
    PICK_COUNT,
    PICK_FIRST,
    PICKS,
    PIECE_COUNT,
    PIECE_FIRST,
    PIECES,
    RANK,
    RESOURCE_COUNT,
    ROOM,
    SAME_FIRST,
    SCRATCH,
    SCRATCH_UNITS,
    SETUP,
    SLOT_COUNT,
    SLOT_ELIGIBLE,
    SLOT_PART,
    SLOT_UNITS,
    TAKEN_AMOUNT,
    TAKEN_COUNTS,
    TAKEN_FIRST,
    TAKEN_TIME,
    TOTAL_PIECES,
    USE_AMOUNT,
    USE_CONSUMABLE,
    VISIT_COUNTS,
    VISITS,
    WAITING,
    WHOLLY,
    Board,
    of_mode,
    of_part,
    of_resource,
    of_slot,
    of_use,
)

_NEVER = 1 << 57  # calendars answer with more than that where they have no time left


@kernel
def generate(net: Net, b: Board, size: int) -> int:
    """Place every task, of those that wait for nothing the one of lowest rank first; fills in `found` and the board.

    Return DONE, or NO_ROOM where its tables are too short.
    """
    tasks, links = net.tasks, net.links
    _clear(net, b, size)
    for t in range(size):
        if tasks[t, STATE] == FIXED and b[b[MODE_FIRST] + t] < b[b[MODE_FIRST] + t + 1]:
            forward_pass(net, t, t + 1)
            if not _keep_where_it_is(net, b, t):
                return NO_ROOM
    count = 0
    for t in range(size):
        b[b[WAITING] + t] = tasks[t + 1, INTO] - tasks[t, INTO]
        if b[b[WAITING] + t] == 0:
            count = _pushed(b, count, t)
    while count > 0:
        t = b[b[HEAP]]
        count = _popped(b, count)
        forward_pass(net, t, t + 1)
        b[b[ASKED] + t] = net.found[t, GO_ON]
        asks = b[b[MODE_FIRST] + t] < b[b[MODE_FIRST] + t + 1]
        if asks and tasks[t, STATE] != FIXED and tasks[t, STATE] != FINISHED:
            if not _place(net, b, t):
                return NO_ROOM
        for k in range(tasks[t, OUT_OF], tasks[t + 1, OUT_OF]):
            after = links[net.by_predecessor[k], AFTER]
            b[b[WAITING] + after] -= 1
            if b[b[WAITING] + after] == 0:
                count = _pushed(b, count, after)
    return DONE


@kernel
def _clear(net: Net, b: Board, size: int) -> None:
    """Forget what an earlier run placed; wishes and forced modes stay."""
    for r in range(b[RESOURCE_COUNT]):
        b[b[COUNTS] + r] = 0
        b[b[VISIT_COUNTS] + r] = 0
    for consumable in range(b[CONSUMABLE_COUNT]):
        b[b[TAKEN_COUNTS] + consumable] = 0
    for k in range(b[PICK_COUNT]):
        b[b[PICKS] + k] = -1
        b[b[SCRATCH] + k] = -1
    b[TOTAL_PIECES] = 0
    for t in range(size):
        b[b[CHOSEN] + t] = -1
        b[b[OVERLOADED] + t] = 0
        b[b[PIECE_COUNT] + t] = 0
        if net.tasks[t, FACTS] > 0:
            _release(net, b, t)


@inlined
def _place(net: Net, b: Board, t: int) -> bool:
    """Place a task in the mode that finishes first, or in the one asked for; return whether it could be noted."""
    first, last = b[b[MODE_FIRST] + t], b[b[MODE_FIRST] + t + 1]
    if b[b[FORCED] + t] >= 0:
        first += b[b[FORCED] + t]
        last = first + 1
    best, best_start, best_finish, best_fits = first, LATEST, LATEST, False
    chooses = (
        b[b[MODE_FIRST] + t + 1] - b[b[MODE_FIRST] + t] > 1
        and b[b[SAME_FIRST] + t] < b[b[SAME_FIRST] + t + 1]
    )
    fewest = fewest_missing(b, t) if chooses else 0
    b[LENIENT] = WHOLLY
    while True:
        for mode in range(first, last):
            if chooses and b[LENIENT] == WHOLLY and missing_of_the_same(b, t, mode) > fewest:
                continue
            if b[b[MODE_FIRST] + t + 1] - b[b[MODE_FIRST] + t] > 1:
                _lay_mode(net, b, t, mode)
            fits = _search(net, b, t, mode, best_finish if best_fits else LATEST)
            start, finish = net.found[t, GO_ON], net.found[t, FINISH]
            if (fits and not best_fits) or (fits == best_fits and finish < best_finish):
                best, best_start, best_finish, best_fits = mode, start, finish, fits
                for k in range(b[b[PICK_FIRST] + t], b[b[PICK_FIRST] + t + 1]):
                    b[b[PICKS] + k] = b[b[SCRATCH] + k]
        if best_fits or b[LENIENT] == EMPTY:
            break
        b[LENIENT] += 1
        _release(net, b, t)
        forward_pass(net, t, t + 1)
    asked = b[b[ASKED] + t]
    if last - first > 1:
        _lay_mode(net, b, t, best)
        asked = net.found[t, GO_ON]
        _move(net, t, best_start)
    if not best_fits:
        b[b[OVERLOADED] + t] = 1
        _release(net, b, t)
        forward_pass(net, t, t + 1)
        _pick_whoever(net, b, t, best)
    elif b[b[MAY_SPLIT] + t] == 1:
        in_pieces(net, b, t, best, asked)
    if best_fits and b[LENIENT] != WHOLLY:
        b[b[OVERLOADED] + t] = 2
    b[b[CHOSEN] + t] = best
    return _take(net, b, t, best)


@kernel
def _lay_mode(net: Net, b: Board, t: int, mode: int) -> None:
    """Give a task the work of a mode, and its earliest dates with it; parts that it has less than others are empty."""
    source, end = of_mode(b, mode, MODE_PART), of_mode(b, mode + 1, MODE_PART)
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        k = min(source, end - 1)
        net.parts[p, PART_CALENDAR] = of_part(b, k, PART_CALENDAR)
        net.parts[p, PART_DELAY] = of_part(b, k, PART_DELAY)
        net.parts[p, PART_MINUTES] = of_part(b, k, PART_MINUTES) if source < end else 0
        net.parts[p, PART_REMAINING] = of_part(b, k, PART_REMAINING) if source < end else 0
        source += 1
    _release(net, b, t)
    forward_pass(net, t, t + 1)


@kernel
def _release(net: Net, b: Board, t: int) -> None:
    """Let a task start as early as before it was moved."""
    if net.tasks[t, FACTS] > 0:
        net.facts[net.tasks[t, FACTS], RESUME if net.tasks[t, STATE] == STARTED else HOLD] = b[b[KEPT] + t]


@inlined
def _search(net: Net, b: Board, t: int, mode: int, better_than: int) -> bool:
    """Move a task on until people, things and what it uses up are there; return whether they ever are.

    Stops, and returns False, when it can't finish before `better_than` any more.
    """
    found = net.found
    while True:
        start, finish = found[t, GO_ON], found[t, FINISH]
        if finish >= better_than:
            return False
        later = filled(net, b, t, mode, start, finish)
        for u in range(of_mode(b, mode, MODE_USE), of_mode(b, mode + 1, MODE_USE)):
            later = max(later, short_until(b, of_use(b, u, USE_CONSUMABLE), of_use(b, u, USE_AMOUNT), start))
        if later == MISSING:
            return True
        if later >= LATEST:
            return False
        _move(net, t, later)
        if found[t, GO_ON] <= start:
            return False  # a date holds it where there is no room


@inlined
def _move(net: Net, t: int, moment: int) -> None:
    """Let a task go on at the first moment from `moment` on that its hours and dates allow."""
    found = net.found
    if moment <= found[t, GO_ON]:
        return
    if net.tasks[t, ORDINARY] == 1:
        p = net.tasks[t, PART]
        start, finish = laid_from(net, net.parts[p, PART_CALENDAR], moment, net.parts[p, PART_MINUTES])
        found[t, START] = found[t, GO_ON] = start
        found[t, FINISH] = finish
        return
    column = RESUME if net.tasks[t, STATE] == STARTED else HOLD
    own = net.tasks[t, FACTS]
    net.facts[own, column] = max(net.facts[own, column], moment)
    forward_pass(net, t, t + 1)


@kernel
def _pick_whoever(net: Net, b: Board, t: int, mode: int) -> None:
    """Fill the places of a task that can't be moved with whoever has most time left, free or not.

    Nobody stands in more places than they can, or with those the task avoids; places that are left then stay empty.
    """
    start, finish = net.found[t, GO_ON], net.found[t, FINISH]
    row = b[b[PICK_FIRST] + t]
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        first, last = of_slot(b, slot, SLOT_ELIGIBLE), of_slot(b, slot + 1, SLOT_ELIGIBLE)
        units, slot_row = of_slot(b, slot, SLOT_UNITS), row
        for _ in range(of_slot(b, slot, SLOT_COUNT)):
            best, most, best_tie = -1, 0, ANYBODY
            for i in range(first, last):
                r, taken, alike = b[b[ELIGIBLE] + i], 0, 0
                for k in range(b[b[PICK_FIRST] + t], row):
                    if b[b[PICKS] + k] == r:
                        taken += b[b[SCRATCH_UNITS] + k]
                        alike += 1 if k >= slot_row else 0
                room = of_resource(b, r, CAPACITY) - taken
                if room < units or alike >= places_for(b, r, units) or not is_welcome(b, t, r):
                    continue
                left, suits = room - level_between(b, r, start, finish), tie(b, t, r, first, last)
                if best < 0 or suits < best_tie or (suits == best_tie and left > most):
                    best, most, best_tie = r, left, suits
            b[b[PICKS] + row] = best
            b[b[SCRATCH_UNITS] + row] = units
            row += 1
    for k in range(row, b[b[PICK_FIRST] + t + 1]):
        b[b[PICKS] + k] = -1


@kernel
def _keep_where_it_is(net: Net, b: Board, t: int) -> bool:
    """Take the time of a task whose dates people set, whether there is room or not."""
    mode = b[b[MODE_FIRST] + t]
    if filled(net, b, t, mode, net.found[t, GO_ON], net.found[t, FINISH]) == MISSING:
        for k in range(b[b[PICK_FIRST] + t], b[b[PICK_FIRST] + t + 1]):
            b[b[PICKS] + k] = b[b[SCRATCH] + k]
    else:
        b[b[OVERLOADED] + t] = 1
        _pick_whoever(net, b, t, mode)
    b[b[CHOSEN] + t] = mode
    return _take(net, b, t, mode)


@inlined
def _take(net: Net, b: Board, t: int, mode: int) -> bool:
    """Note what a placed task takes of everybody and everything; return whether there was room."""
    start, finish = net.found[t, GO_ON], net.found[t, FINISH]
    if finish >= _NEVER:
        return True  # what finds no time any more takes nobody's, and looking for it would take all of ours
    for u in range(of_mode(b, mode, MODE_USE), of_mode(b, mode + 1, MODE_USE)):
        consumable = of_use(b, u, USE_CONSUMABLE)
        row = b[b[TAKEN_FIRST] + consumable] + b[b[TAKEN_COUNTS] + consumable]
        b[b[TAKEN_TIME] + row], b[b[TAKEN_AMOUNT] + row] = start, of_use(b, u, USE_AMOUNT)
        b[b[TAKEN_COUNTS] + consumable] += 1
    row = b[b[PICK_FIRST] + t]
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        part = of_slot(b, slot, SLOT_PART)
        c, end = -1, finish
        if part >= 0:
            p = of_mode(b, mode, MODE_PART) + part
            c = of_part(b, p, PART_CALENDAR)
            if of_mode(b, mode + 1, MODE_PART) - of_mode(b, mode, MODE_PART) > 1:
                column = PART_REMAINING if net.tasks[t, STATE] == STARTED else PART_MINUTES
                end = min(add_on(net, c, start, of_part(b, p, column)), finish)
        left, units = of_slot(b, slot, SLOT_COUNT), of_slot(b, slot, SLOT_UNITS)
        while left > 0:
            r, alike = b[b[PICKS] + row], 1
            while alike < left and b[b[PICKS] + row + alike] == r:
                alike += 1
            row += alike
            left -= alike
            if r >= 0 and not _held(net, b, t, r, c, start, end, units * alike):
                return False
            if r >= 0 and of_resource(b, r, SETUP) >= 0:
                _visited(net, b, r, t)
    return True


@inlined
def _held(net: Net, b: Board, t: int, r: int, c: int, start: int, finish: int, units: int) -> bool:
    """Take `units` of one resource for a task, piece by piece where it has pieces; return whether there was room."""
    if c < 0 or b[b[PIECE_COUNT] + t] == 0:
        return _taken_of(net, b, r, c, start, finish, units)
    first = b[b[PIECE_FIRST] + t]
    for k in range(first, first + b[b[PIECE_COUNT] + t]):
        if not _taken_of(net, b, r, c, b[b[PIECES] + 2 * k], b[b[PIECES] + 2 * k + 1], units):
            return False
    return True


@inlined
def _taken_of(net: Net, b: Board, r: int, c: int, start: int, finish: int, units: int) -> bool:
    """Take `units` of one resource while calendar `c` works between two moments; return whether there was room."""
    if finish <= start:
        return True
    if is_through(b, r, c):
        return occupy(b, r, start, finish, units)
    own = of_resource(b, r, OWN_CALENDAR) if of_resource(b, r, OUTSIDE) == 0 else -1
    begin = next_work_on(net, c, start)
    while begin < finish:
        end = min(_end_of_span(net, c, begin), finish)
        following = next_work_on(net, c, end)
        # Between two stretches in which nobody could use it anyhow, one entry does for both.
        while own >= 0 and following < finish and next_work_on(net, own, end) >= following:
            end = min(_end_of_span(net, c, following), finish)
            following = next_work_on(net, c, end)
        if not occupy(b, r, begin, end, units):
            return False
        begin = following
    return True


@kernel
def _end_of_span(net: Net, c: int, moment: int) -> int:
    """Return when the stretch of working time that a moment lies in ends."""
    low, high = net.first[c], net.first[c + 1]
    while high - low > 1:
        middle = (low + high) // 2
        if net.starts[middle] <= moment:
            low = middle
        else:
            high = middle
    return net.ends[low]


@kernel
def _visited(net: Net, b: Board, r: int, t: int) -> None:
    """Remember a task among those that a resource does, in the order of their starts."""
    low = of_resource(b, r, ROOM)
    k = low + b[b[VISIT_COUNTS] + r]
    while k > low and net.found[b[b[VISITS] + k - 1], GO_ON] > net.found[t, GO_ON]:
        b[b[VISITS] + k] = b[b[VISITS] + k - 1]
        k -= 1
    b[b[VISITS] + k] = t
    b[b[VISIT_COUNTS] + r] += 1


# The tasks that wait for nothing any more: a heap, the one of lowest rank at its head


@kernel
def _pushed(b: Board, count: int, t: int) -> int:
    heap, ranks, rank = b[HEAP], b[HEAP_RANK], b[b[RANK] + t]
    i = count
    while i > 0:
        above = (i - 1) // 2
        if _comes_first(b, above, rank, t):
            break
        b[heap + i], b[ranks + i] = b[heap + above], b[ranks + above]
        i = above
    b[heap + i], b[ranks + i] = t, rank
    return count + 1


@kernel
def _popped(b: Board, count: int) -> int:
    heap, ranks = b[HEAP], b[HEAP_RANK]
    count -= 1
    t, rank = b[heap + count], b[ranks + count]
    i = 0
    while 2 * i + 1 < count:
        below = 2 * i + 1
        if below + 1 < count and _comes_first(b, below + 1, b[ranks + below], b[heap + below]):
            below += 1
        if not _comes_first(b, below, rank, t):
            break
        b[heap + i], b[ranks + i] = b[heap + below], b[ranks + below]
        i = below
    b[heap + i], b[ranks + i] = t, rank
    return count


@kernel
def _comes_first(b: Board, i: int, rank: int, t: int) -> bool:
    """Return whether the task at place `i` of the heap goes before one of this rank; of equals the first in order."""
    own = b[b[HEAP_RANK] + i]
    return own < rank or (own == rank and b[b[HEAP] + i] < t)
