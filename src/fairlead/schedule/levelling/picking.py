"""Kernels: who fills a task's places when it runs from one moment to another, or from when on somebody can."""

from __future__ import annotations

from fairlead.schedule.codes import LATEST, MISSING, STARTED
from fairlead.schedule.critical_path.tables import (
    PART_CALENDAR,
    PART_MINUTES,
    PART_REMAINING,
    STATE,
    Net,
)
from fairlead.schedule.critical_path.working import add_on
from fairlead.schedule.jit import inlined, kernel
from fairlead.schedule.levelling.profile import busy_until
from fairlead.schedule.levelling.setups import setup_until
from fairlead.schedule.levelling.tables import (
    ALL_OF_THEM,
    ANYBODY,
    CAPACITY,
    CHAIN,
    CHAIN_FIRST,
    CHOSEN,
    ELIGIBLE,
    EMPTY,
    FORESEEN,
    LENIENT,
    MODE_FIRST,
    MODE_PART,
    MODE_SLOT,
    NEXT_FORESEEN,
    NOT_FIRST,
    NOT_SAME,
    ONE,
    PERSON,
    PICK_FIRST,
    PICKS,
    SAME,
    SAME_FIRST,
    SCRATCH,
    SCRATCH_UNITS,
    SLOT_COUNT,
    SLOT_ELIGIBLE,
    SLOT_PART,
    SLOT_UNITS,
    SOME_OF_THEM,
    WISHES,
    Board,
    of_mode,
    of_part,
    of_resource,
    of_slot,
)


@inlined
def filled(net: Net, b: Board, t: int, mode: int, start: int, finish: int) -> int:
    """Fill every place of a mode from `start` to `finish`; the picks are then in `scratch`. Return MISSING.

    Otherwise return the first moment from which on it may be possible. Places that few can fill come first.
    """
    row = b[b[PICK_FIRST] + t]
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        c, end = _stretch(net, b, t, mode, of_slot(b, slot, SLOT_PART), start, finish)
        later = _slot_filled(net, b, t, slot, row, c, start, end)
        if later != MISSING:
            return later
        row += of_slot(b, slot, SLOT_COUNT)
    for k in range(row, b[b[PICK_FIRST] + t + 1]):
        b[b[SCRATCH] + k] = -1  # what a mode with more places left there
    return MISSING


@inlined
def _stretch(net: Net, b: Board, t: int, mode: int, part: int, start: int, finish: int) -> tuple[int, int]:
    """Return the calendar and the end of the part of the work that a place belongs to."""
    first, last = of_mode(b, mode, MODE_PART), of_mode(b, mode + 1, MODE_PART)
    if part < 0:
        return -1, finish
    c = of_part(b, first + part, PART_CALENDAR)
    if last - first <= 1:
        return c, finish
    column = PART_REMAINING if net.tasks[t, STATE] == STARTED else PART_MINUTES
    return c, min(add_on(net, c, start, of_part(b, first + part, column)), finish)


@inlined
def _slot_filled(net: Net, b: Board, t: int, slot: int, row: int, c: int, start: int, finish: int) -> int:
    """Fill the places of one slot, the wished ones first; return MISSING, or when somebody else is free."""
    first, last = of_slot(b, slot, SLOT_ELIGIBLE), of_slot(b, slot + 1, SLOT_ELIGIBLE)
    wanted, units = of_slot(b, slot, SLOT_COUNT), of_slot(b, slot, SLOT_UNITS)
    if last - first == 1:
        return _only_one_filled(net, b, t, b[b[ELIGIBLE] + first], row, wanted, units, c, start, finish)
    for k in range(row, row + wanted):
        b[b[SCRATCH] + k] = -1
        b[b[SCRATCH_UNITS] + k] = units
    if b[b[SAME_FIRST] + t] < b[b[SAME_FIRST] + t + 1]:
        return _tied_slot_filled(net, b, t, slot, row, c, start, finish)
    count = 0
    for k in range(row, row + wanted):
        wish = b[b[WISHES] + k]
        if wish >= 0 and count < wanted and _is_among(b, first, last, wish):
            if can_take(net, b, t, wish, row, row + count, units, c, start, finish) == MISSING:
                b[b[SCRATCH] + row + count] = wish
                count += 1
    soonest, latest, able = LATEST, MISSING, 0
    i = first
    while i < last and count < wanted:
        r = b[b[ELIGIBLE] + i]
        later = can_take(net, b, t, r, row, row + count, units, c, start, finish)
        if later == MISSING:
            b[b[SCRATCH] + row + count] = r
            count += 1
            continue
        if later < LATEST:
            soonest, latest = min(soonest, later), max(latest, later)
            able += places_for(b, r, units)
        i += 1
    if count == wanted:
        return MISSING
    if count + able < wanted:
        return LATEST if b[LENIENT] < EMPTY else latest
    return latest if count + able == wanted else soonest


@kernel
def _tied_slot_filled(
    net: Net, b: Board, t: int, slot: int, row: int, c: int, start: int, finish: int
) -> int:
    """Fill the places of one slot of a task that shares people with others, as `_slot_filled`.

    It waits for those of them who can stand here before it takes anybody else.
    """
    first, last = of_slot(b, slot, SLOT_ELIGIBLE), of_slot(b, slot + 1, SLOT_ELIGIBLE)
    wanted, units = of_slot(b, slot, SLOT_COUNT), of_slot(b, slot, SLOT_UNITS)
    count, soonest, latest, able = 0, LATEST, MISSING, 0
    for degree in range(ANYBODY + 1):
        i = 0
        while i < wanted + last - first and count < wanted:
            wished = i < wanted  # those wished for come first, then all who are eligible
            r = b[b[WISHES] + row + i] if wished else b[b[ELIGIBLE] + first + i - wanted]
            i += 1
            if r < 0 or (wished and not _is_among(b, first, last, r)) or tie(b, t, r, first, last) != degree:
                continue
            later = can_take(net, b, t, r, row, row + count, units, c, start, finish)
            if later == MISSING:
                b[b[SCRATCH] + row + count] = r
                count += 1
                i -= 0 if wished else 1  # of several alike another may stand here too
            elif later < LATEST and not wished:
                soonest, latest = min(soonest, later), max(latest, later)
                able += places_for(b, r, units)
        if count == wanted:
            return MISSING
        if able > 0 and degree < ANYBODY:
            return latest if count + able <= wanted else soonest
    if count + able < wanted:
        return LATEST if b[LENIENT] < EMPTY else latest
    return latest if count + able == wanted else soonest


@inlined
def _only_one_filled(
    net: Net, b: Board, t: int, r: int, row: int, wanted: int, units: int, c: int, start: int, finish: int
) -> int:
    """Fill all places of a slot with the only resource that can; all at once, where it counts many alike."""
    later, most = LATEST, wanted
    if b[LENIENT] == EMPTY:
        most = min(wanted, places_for(b, r, units))
    if most <= places_for(b, r, units):
        later = can_take(net, b, t, r, row, row, units * most, c, start, finish)
    if later >= LATEST and b[LENIENT] == EMPTY:
        later, most = MISSING, 0
    for k in range(row, row + wanted):
        b[b[SCRATCH] + k] = r if k < row + most else -1
        b[b[SCRATCH_UNITS] + k] = units
    return later


@inlined
def places_for(b: Board, r: int, units: int) -> int:
    """Return how many places of one slot a resource can fill, as `Resource.places`."""
    return of_resource(b, r, CAPACITY) // max(units, ONE)


@inlined
def can_take(
    net: Net, b: Board, t: int, r: int, slot_row: int, row: int, units: int, c: int, start: int, finish: int
) -> int:
    """Return MISSING if a resource can take one more place of a task; else when it might, LATEST for never.

    Places of the task filled so far are those in `scratch` up to `row`, those of the same slot from `slot_row` on.
    """
    taken, alike = units, 0
    for k in range(b[b[PICK_FIRST] + t], row):
        if b[b[SCRATCH] + k] == r:
            taken += b[b[SCRATCH_UNITS] + k]
            alike += 1 if k >= slot_row else 0
    if taken > of_resource(b, r, CAPACITY) or alike >= places_for(b, r, units) or not is_welcome(b, t, r):
        return LATEST
    later = busy_until(net, b, r, taken, c, start, finish)
    if later != MISSING:
        return later
    return setup_until(net, b, r, t, start, finish)


@kernel
def _is_among(b: Board, first: int, last: int, wanted: int) -> bool:
    for i in range(first, last):
        if b[b[ELIGIBLE] + i] == wanted:
            return True
    return False


@inlined
def is_welcome(b: Board, t: int, r: int) -> bool:
    """Return whether a task may go to somebody, as far as it avoids the people of others.

    Things are shared as they are. Of several alike (`count`) somebody else of them can always be meant.
    """
    if of_resource(b, r, PERSON) == 0 or of_resource(b, r, CAPACITY) > ONE:
        return True
    for i in range(b[b[NOT_FIRST] + t], b[b[NOT_FIRST] + t + 1]):
        other = b[b[NOT_SAME] + i]
        if _does(b, other, r) or (b[b[CHOSEN] + other] < 0 and _is_left_alone(b, other, r)):
            return False
    return True


@kernel
def fewest_missing(b: Board, t: int) -> int:
    """Return how many of the same people the mode of a task lacks that lacks the fewest; see `missing_of_the_same`."""
    fewest = LATEST
    for mode in range(b[b[MODE_FIRST] + t], b[b[MODE_FIRST] + t + 1]):
        fewest = min(fewest, missing_of_the_same(b, t, mode))
    return fewest


@kernel
def missing_of_the_same(b: Board, t: int, mode: int) -> int:
    """Return how many of those whom the task shares with others a mode lacks.

    It is to have as many as it has places for people, and as there are eligible in any mode. Counted once for each
    degree of `tie`.
    """
    low = of_slot(b, of_mode(b, b[b[MODE_FIRST] + t], MODE_SLOT), SLOT_ELIGIBLE)
    high = of_slot(b, of_mode(b, b[b[MODE_FIRST] + t + 1], MODE_SLOT), SLOT_ELIGIBLE)
    first = of_slot(b, of_mode(b, mode, MODE_SLOT), SLOT_ELIGIBLE)
    last = of_slot(b, of_mode(b, mode + 1, MODE_SLOT), SLOT_ELIGIBLE)
    people = 0
    for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
        if of_resource(b, b[b[ELIGIBLE] + of_slot(b, slot, SLOT_ELIGIBLE)], PERSON) == 1:
            people += of_slot(b, slot, SLOT_COUNT)
    missing = 0
    for degree in range(ANYBODY):
        able, there = 0, 0
        for i in range(low, high):
            r = b[b[ELIGIBLE] + i]
            if of_resource(b, r, PERSON) == 0 or _is_among(b, low, i, r):
                continue
            if tie(b, t, r, low, high) <= degree:
                able += 1
                there += 1 if _is_among(b, first, last, r) else 0
        missing += min(people, able) - min(people, there)
    return missing


@kernel
def tie(b: Board, t: int, r: int, first: int, last: int) -> int:
    """Return how well somebody suits the tasks a task shares people with, from FORESEEN to ANYBODY.

    Tasks whose people, or candidates, aren't among the eligible `first:last` want nobody in particular there.
    """
    foreseen, all_of_them, some_of_them = True, True, False
    if of_resource(b, r, PERSON) == 0:
        return FORESEEN
    for i in range(b[b[SAME_FIRST] + t], b[b[SAME_FIRST] + t + 1]):
        other = b[b[SAME] + i]
        if b[b[CHOSEN] + other] >= 0:
            if _does(b, other, r):
                some_of_them = True
            elif _could_stand(b, other, first, last):
                all_of_them = False
        elif foreseen and not _could_do(b, other, r):
            for k in range(first, last):
                foreseen = foreseen and not _could_do(b, other, b[b[ELIGIBLE] + k])
    if not all_of_them:
        return SOME_OF_THEM if some_of_them else ANYBODY
    if not foreseen:
        return ALL_OF_THEM
    for i in range(b[b[CHAIN_FIRST] + t], b[b[CHAIN_FIRST] + t + 1]):
        other = b[b[CHAIN] + i]
        if b[b[CHOSEN] + other] < 0 and not _could_do(b, other, r):
            for k in range(first, last):
                if _could_do(b, other, b[b[ELIGIBLE] + k]):
                    return NEXT_FORESEEN
    return FORESEEN


@kernel
def _could_stand(b: Board, other: int, first: int, last: int) -> bool:
    """Return whether anybody who does the other task is among the eligible `first:last`."""
    for k in range(b[b[PICK_FIRST] + other], b[b[PICK_FIRST] + other + 1]):
        r = b[b[PICKS] + k]
        if r >= 0 and of_resource(b, r, PERSON) == 1 and _is_among(b, first, last, r):
            return True
    return False


@kernel
def _could_do(b: Board, task: int, r: int) -> bool:
    """Return whether somebody could be on a task that isn't placed yet, as far as its own ties leave them to it."""
    first, last = b[b[MODE_FIRST] + task], b[b[MODE_FIRST] + task + 1]
    if first == last or of_resource(b, r, PERSON) == 0:
        return False
    low = of_slot(b, of_mode(b, first, MODE_SLOT), SLOT_ELIGIBLE)
    high = of_slot(b, of_mode(b, last, MODE_SLOT), SLOT_ELIGIBLE)
    if not _is_among(b, low, high, r):
        return False
    for i in range(b[b[NOT_FIRST] + task], b[b[NOT_FIRST] + task + 1]):
        if _does(b, b[b[NOT_SAME] + i], r):
            return False
    for i in range(b[b[SAME_FIRST] + task], b[b[SAME_FIRST] + task + 1]):
        other = b[b[SAME] + i]
        if b[b[CHOSEN] + other] >= 0 and not _does(b, other, r) and _could_stand(b, other, low, high):
            return False
    return True


@kernel
def _is_left_alone(b: Board, t: int, r: int) -> bool:
    """Return whether too few would be left for a task if those whose people it avoids took `r` as well."""
    if b[b[MODE_FIRST] + t] == b[b[MODE_FIRST] + t + 1]:
        return False  # it asks for nobody
    for mode in range(b[b[MODE_FIRST] + t], b[b[MODE_FIRST] + t + 1]):
        enough = True
        for slot in range(of_mode(b, mode, MODE_SLOT), of_mode(b, mode + 1, MODE_SLOT)):
            first, last = of_slot(b, slot, SLOT_ELIGIBLE), of_slot(b, slot + 1, SLOT_ELIGIBLE)
            left = 0
            for k in range(first, last):
                each = b[b[ELIGIBLE] + k]
                if of_resource(b, each, CAPACITY) > ONE:
                    left += of_slot(b, slot, SLOT_COUNT)
                elif each != r and not _is_avoided(b, t, each):
                    left += 1
            enough = enough and left >= of_slot(b, slot, SLOT_COUNT)
        if enough:
            return False
    return True


@kernel
def _is_avoided(b: Board, t: int, r: int) -> bool:
    for i in range(b[b[NOT_FIRST] + t], b[b[NOT_FIRST] + t + 1]):
        if _does(b, b[b[NOT_SAME] + i], r):
            return True
    return False


@kernel
def _does(b: Board, task: int, r: int) -> bool:
    if b[b[CHOSEN] + task] < 0:
        return False
    for k in range(b[b[PICK_FIRST] + task], b[b[PICK_FIRST] + task + 1]):
        if b[b[PICKS] + k] == r:
            return True
    return False
