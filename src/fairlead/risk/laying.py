"""Kernels: when a place begins and finishes in many iterations side by side, and which links make it so."""

from __future__ import annotations

import numpy as np

from fairlead.risk.abreast_tables import FIRST, LANES, NO_WORK, Abreast
from fairlead.schedule.codes import FF, FS, SS
from fairlead.schedule.jit import inlined, kernel

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@inlined
def lay(a: Abreast, t: int, words: int) -> None:
    """Fill in the moments of a place, all before it laid already, and the bits of the links into it."""
    if a.straight[t] == 0 or (a.calendar[t] >= 0 and a.some_idle[t] == NO_WORK):
        _lay_any(a, t, words * LANES)
        _drive_any(a, t, words)
    elif a.calendar[t] < 0:
        _lay_as_minutes_pass(a, t, words)
    else:
        _lay_by_hours(a, t, words)
        if a.some_idle[t] > 0:
            _lay_idle(a, t, words)


# Links from finish to start


@kernel
def _lay_as_minutes_pass(a: Abreast, t: int, words: int) -> None:
    size, row, begun, first = words * LANES, a.row[t], a.begun_row[t], np.int32(a.first)
    into, end = a.into[t], a.into[t + 1]
    if end == into:
        for i in range(size):
            a.begun[begun, i] = first
            a.finish[row, i] = first + a.worked[i]
        return
    one = a.row[a.before[into]]
    if end == into + 1:
        for i in range(size):
            a.begun[begun, i] = a.finish[one, i]
            a.finish[row, i] = a.finish[one, i] + a.worked[i]
        for w in range(words):
            a.drives[w, into] = _ALL
        return
    two = a.row[a.before[into + 1]]
    for i in range(size):
        a.begun[begun, i] = max(a.finish[one, i], a.finish[two, i])
    for k in range(into + 2, end):
        other = a.row[a.before[k]]
        for i in range(size):
            a.begun[begun, i] = max(a.begun[begun, i], a.finish[other, i])
    for i in range(size):
        a.finish[row, i] = a.begun[begun, i] + a.worked[i]
    for k in range(into, end):
        other = a.row[a.before[k]]
        for w in range(words):
            word = np.uint64(0)
            for j in range(LANES):
                i = w * LANES + j
                word |= np.uint64(a.finish[other, i] >= a.begun[begun, i]) << np.uint64(j)
            a.drives[w, k] = word


@kernel
def _lay_by_hours(a: Abreast, t: int, words: int) -> None:
    """Lay a place by the minutes that its calendar has worked, known of predecessors on the same one."""
    size, c, row = words * LANES, a.calendar[t], a.row[t]
    into, end = a.into[t], a.into[t + 1]
    least = np.int32(_worked(a, c, a.first))
    for i in range(size):
        a.bound[i] = least
    for k in range(into, end):
        before = a.before[k]
        other, r = a.row[before], k - into
        if a.calendar[before] == c:
            for i in range(size):
                reached = a.done[other, i]
                a.reached[r, i] = reached
                a.bound[i] = max(a.bound[i], reached)
        else:
            _look_up_worked(a, c, other, r, size)
            for i in range(size):
                a.bound[i] = max(a.bound[i], a.reached[r, i])
    for i in range(size):
        a.done[row, i] = np.int32(a.bound[i] + a.worked[i])
    _look_up_finish(a, c, row, size)
    if a.begun_row[t] > 0:
        for i in range(size):
            a.begun[a.begun_row[t], i] = _from(a, c, a.bound[i])
    for k in range(into, end):
        r = k - into
        for w in range(words):
            word = _ALL
            if end > into + 1:
                word = np.uint64(0)
                for j in range(LANES):
                    i = w * LANES + j
                    word |= np.uint64(a.reached[r, i] >= a.bound[i]) << np.uint64(j)
            a.drives[w, k] = word


@kernel
def _lay_idle(a: Abreast, t: int, words: int) -> None:
    """Let a place stand where it is asked for in the iterations in which it has no work."""
    c, row = a.calendar[t], a.row[t]
    for i in range(words * LANES):
        if a.worked[i] > 0:
            continue
        start = a.first
        for k in range(a.into[t], a.into[t + 1]):
            start = max(start, int(a.finish[a.row[a.before[k]], i]))
        start = _at_or_after(a, c, start)
        a.finish[row, i] = a.begun[a.begun_row[t], i] = start
        a.done[row, i] = _worked(a, c, start)
        for k in range(a.into[t], a.into[t + 1]):
            bit = np.uint64(1) << np.uint64(i % LANES)
            reaches = _at_or_after(a, c, int(a.finish[a.row[a.before[k]], i])) >= start
            word = a.drives[i // LANES, k]
            a.drives[i // LANES, k] = (word | bit) if reaches else (word & ~bit)


# Links of all kinds


@kernel
def _lay_any(a: Abreast, t: int, size: int) -> None:
    first_wins = a.kind[t] == FIRST
    for i in range(size):
        a.start[i] = 2_000_000_000 if first_wins else a.first
        a.bound[i] = 0
    for k in range(a.into[t], a.into[t + 1]):
        kind, lag, c = a.link[k], np.int32(a.lag[k]), a.lag_calendar[k]
        finish, begun = a.row[a.before[k]], a.begun_row[a.before[k]]
        from_finish = kind == FS or kind == FF
        if first_wins:
            for i in range(size):
                a.start[i] = min(a.start[i], a.begun[begun, i])
        elif c >= 0:
            for i in range(size):
                moment = a.finish[finish, i] if from_finish else a.begun[begun, i]
                moment = _after(a, c, _worked(a, c, moment) + int(lag))
                if kind == FS or kind == SS:
                    a.start[i] = max(a.start[i], moment)
                else:
                    a.bound[i] = max(a.bound[i], moment)
        elif kind == FS:
            for i in range(size):
                a.start[i] = max(a.start[i], a.finish[finish, i] + lag)
        elif kind == SS:
            for i in range(size):
                a.start[i] = max(a.start[i], a.begun[begun, i] + lag)
        elif kind == FF:
            for i in range(size):
                a.bound[i] = max(a.bound[i], a.finish[finish, i] + lag)
        else:
            for i in range(size):
                a.bound[i] = max(a.bound[i], a.begun[begun, i] + lag)
    c, row, begun = a.calendar[t], a.row[t], a.begun_row[t]
    if c < 0:
        for i in range(size):
            finish_at = max(a.start[i] + a.worked[i], a.bound[i])
            a.finish[row, i] = finish_at
            a.begun[begun, i] = finish_at - a.worked[i]
        return
    for i in range(size):
        reached = _worked(a, c, a.start[i])
        a.begun[begun, i] = _from(a, c, reached)
        a.finish[row, i] = _after(a, c, reached + a.worked[i])
    _hold_finishes(a, t, c, size)
    for i in range(size):
        a.done[row, i] = _worked(a, c, a.finish[row, i])


@kernel
def _hold_finishes(a: Abreast, t: int, c: int, size: int) -> None:
    """Move a task on whose finish a link holds back, and let one without work stand where it is asked for."""
    row, begun = a.row[t], a.begun_row[t]
    for i in range(size):
        if a.worked[i] == 0:
            a.begun[begun, i] = a.finish[row, i] = _at_or_after(a, c, max(a.start[i], a.bound[i]))
        elif a.finish[row, i] < a.bound[i]:
            reached = _worked(a, c, a.bound[i])
            a.begun[begun, i] = max(a.begun[begun, i], _from(a, c, reached - a.worked[i]))
            a.finish[row, i] = _at_or_after(a, c, a.bound[i])


@kernel
def _drive_any(a: Abreast, t: int, words: int) -> None:
    """Fill in the bits of the links into a place; where the first wins, of one link alone."""
    for k in range(a.into[t], a.into[t + 1]):
        for w in range(words):
            word = np.uint64(0)
            for j in range(LANES):
                if _drives(a, t, k, w * LANES + j):
                    word |= np.uint64(1) << np.uint64(j)
            if a.kind[t] == FIRST:
                for other in range(a.into[t], k):
                    word &= ~a.drives[w, other]
            a.drives[w, k] = word


@kernel
def _drives(a: Abreast, t: int, k: int, i: int) -> bool:
    """Return whether a link reaches its successor's date in an iteration, so that more would move it."""
    kind, lag, c, before = a.link[k], int(a.lag[k]), a.lag_calendar[k], a.before[k]
    from_finish = kind == FS or kind == FF
    moment = int(a.finish[a.row[before], i]) if from_finish else int(a.begun[a.begun_row[before], i])
    if a.kind[t] == FIRST:
        return moment == a.begun[a.begun_row[t], i]
    moment = _after(a, c, _worked(a, c, moment) + lag) if c >= 0 else moment + lag
    own, to_start = a.calendar[t], kind == FS or kind == SS
    reached = int(a.begun[a.begun_row[t], i] if to_start else a.finish[a.row[t], i])
    if moment >= reached:
        return True
    if own < 0:
        return False
    if to_start and a.worked[i] > 0:
        return _from(a, own, _worked(a, own, moment)) >= reached
    return _at_or_after(a, own, moment) >= reached


# Hours, looked up: steps, tables and minutes each in a loop of its own, since with what is read from a table
# in between machine code would take one iteration at a time through all of it


@inlined
def _look_up_worked(a: Abreast, c: int, row: int, r: int, size: int) -> None:
    """Fill in `reached[r]` with what a calendar has worked before each moment of `finish[row]`."""
    most, step = np.int32(a.most), np.int32(a.step)
    for i in range(size):
        a.start[i] = np.int32((min(a.finish[row, i], most) + 0.5) * a.per_step)
    for i in range(size):
        a.own[i] = a.hours[c, a.start[i]]
    for i in range(size):
        passed = np.int32(min(a.finish[row, i], most) - np.int32(a.start[i] * step))
        a.reached[r, i] = np.int32(a.own[i] >> 1) + (passed if a.own[i] & 1 else np.int32(0))


@inlined
def _look_up_finish(a: Abreast, c: int, row: int, size: int) -> None:
    """Fill in `finish[row]` with the moment at which a calendar has worked each `done[row]`."""
    most, step, last = np.int32(a.most), np.int32(a.step), np.int32(a.begins.shape[1] - 1)
    for i in range(size):
        a.start[i] = min(np.int32((a.done[row, i] - 0.5) * a.per_step), last)
    for i in range(size):
        a.own[i] = a.begins[c, a.start[i]]
    for i in range(size):
        passed = np.int32(a.done[row, i] - np.int32(a.start[i] * step))
        a.finish[row, i] = min(np.int32(a.own[i] + passed), most)


@inlined
def _worked(a: Abreast, c: int, moment: int) -> int:
    """Return the minutes that a calendar has worked before a moment."""
    moment = min(moment, a.most)
    g = int((moment + 0.5) * a.per_step)
    packed = a.hours[c, g]
    return (packed >> 1) + (moment - g * a.step) * (packed & 1)


@inlined
def _from(a: Abreast, c: int, worked: int) -> int:
    """Return the moment at which the next minute is worked after so many."""
    last = a.begins.shape[1] - 1
    j = min(int((worked + 0.5) * a.per_step), last)
    return min(a.begins[c, j] + worked - j * a.step, a.most)


@inlined
def _after(a: Abreast, c: int, worked: int) -> int:
    """Return the moment at which so many minutes have been worked."""
    last = a.begins.shape[1] - 1
    j = min(int((worked - 0.5) * a.per_step), last)
    return min(a.begins[c, j] + worked - j * a.step, a.most)


@inlined
def _at_or_after(a: Abreast, c: int, moment: int) -> int:
    """Return the moment itself where it is worked or an evening, else the next at which work begins."""
    reached = _worked(a, c, moment)
    return moment if _after(a, c, reached) == moment else _from(a, c, reached)
