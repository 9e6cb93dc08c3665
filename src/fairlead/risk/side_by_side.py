"""Kernels: many iterations side by side, for plans in which nothing has begun. Task by task, each in a whole block.

On one calendar dates are working minutes since the plan's start, and need no hours looked up until they are told. On
several they are minutes of the clock, and hours stand in tables of equal steps, so that nothing is searched for. Every
loop runs over iterations that lie side by side in memory, so that machine code takes several of them at a time.
Answers are those of `iterating.by_logic`, to the minute.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.risk import tables as of
from fairlead.risk.drawing import draw_streams, uniform_of
from fairlead.risk.iterating import FAR, value_at
from fairlead.risk.tables import Floats, Ints, Model, Totals
from fairlead.schedule.codes import FF, FS, SS
from fairlead.schedule.jit import inlined, kernel

DONE, TOO_FAR = -1, -3

Minutes = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]

WORK, GATE, FIRST = 0, 1, 2  # takes time; stands where the last before it ends; where the first begins


class Abreast(NamedTuple):
    """A network, and room for a block of its iterations.

    On one calendar moments are working minutes since the plan's start, `origin`; `cum` and `starts` are its spans from
    then on, to tell moments of the axis again. On several, moments are minutes of the clock since `origin`; a calendar
    has a row in `hours`, `open` and `begins`, and steps are `step` minutes long: it has worked `hours[c, g]` minutes
    before step `g`, works through it or not, and its working step `j` begins at `begins[c, j]`.
    """

    kind: Ints  # (places,)
    minutes: Ints  # (places,) at the most likely value
    into: Ints  # (places + 1,)
    before: Ints
    link: Ints
    lag: Ints
    calendar: Ints  # (places,) a row of `hours`; -1 = minutes pass as they are
    lag_calendar: Ints  # (links,) likewise
    hours: Minutes
    open: Minutes
    begins: Minutes
    step: int
    first: int  # when the plan starts
    cum: Ints  # working minutes before each span
    starts: Ints  # moments at which spans start
    most: int  # the last moment that is known
    origin: int
    row: Ints  # (uniforms,) the row of `drawn` of each: that of its stream, or one behind the streams if it is mixed
    streams: Floats  # (streams, block), the first rows of `drawn`
    drawn: Floats
    money: Ints  # (block,) cost in hundredths, to be added up in any order
    struck: Marks  # (events, block)
    worked: Minutes  # (places, block)
    begun: Minutes  # (places, block)
    finish: Minutes  # (places, block)
    path: Marks  # (places, block)
    start: Minutes  # (block,)
    bound: Minutes  # (block,)
    order: Ints  # (block,)


@kernel
def side_by_side(
    a: Abreast, m: Model, seed: np.uint64, block: int, count: int, plain: bool, found: Totals
) -> int:
    """Run a block of iterations; return TOO_FAR where its dates leave the tables of hours."""
    draw_streams(m, seed, block, count, plain, a.streams, a.order)
    for u in range(len(a.row)):
        if m.mixed[u] < m.mixed[u + 1]:
            for i in range(count):
                a.drawn[a.row[u], i] = uniform_of(m, a.streams, i, u)
    _strike(a, m, count)
    for t in range(len(a.kind)):
        _draw_work(a, m, t, count)
        _lay(a, t, count)
    if len(a.cum) == 0 and _is_beyond(a, count):
        return TOO_FAR
    _note(a, m, count, found)
    _mark(a, m, count, found)
    _count(a, m, count, found)
    return DONE


@kernel
def _is_beyond(a: Abreast, count: int) -> bool:
    """Return whether anything reached the end of the tables, so that hours have to be searched for."""
    for t in range(len(a.kind)):
        for i in range(count):
            if a.finish[t, i] >= a.most:
                return True
    return False


@kernel
def _row_of(a: Abreast, m: Model, v: int) -> int:
    """Return the row of `drawn` that a value reads; any for a constant, which doesn't look."""
    u = m.values[v, of.VALUE_UNIFORM]
    return a.row[u] if u >= 0 else 0


@kernel
def _strike(a: Abreast, m: Model, count: int) -> None:
    for e in range(len(m.odds)):
        u = m.events[e, of.EVENT_UNIFORM]
        for i in range(count):
            happens = True
            for k in range(m.events[e, of.EVENT_NEEDS], m.events[e + 1, of.EVENT_NEEDS]):
                if a.struck[m.needs[k, of.NEED_EVENT], i] != m.needs[k, of.NEED_WANTED]:
                    happens = False
            if happens:
                low, high = m.odds[e, 0], m.odds[e, 1]
                for k in range(m.events[e, of.EVENT_CAUSES], m.events[e + 1, of.EVENT_CAUSES]):
                    if a.struck[m.causes[k, of.CAUSE_EVENT], i] == 1:
                        low = min(low, min(high, 1.0) - m.cause_odds[k])
                happens = low <= (a.drawn[a.row[u], i] if u >= 0 else 0.0) < high
            a.struck[e, i] = 1 if happens else 0


@kernel
def _draw_work(a: Abreast, m: Model, t: int, count: int) -> None:
    """Fill in the minutes of a task in each iteration."""
    minutes, v = float(a.minutes[t]), m.work[t, of.WORK_VALUE]
    if v < 0:
        for i in range(count):
            a.worked[t, i] = a.minutes[t]
    elif m.values[v, of.VALUE_KIND] == of.TRIANGULAR:
        u, first = _row_of(a, m, v), m.values[v, of.VALUE_AT]
        low, mode, high = m.numbers[first], m.numbers[first + 1], m.numbers[first + 2]
        width, rise, fall = high - low, mode - low, high - mode
        for i in range(count):
            reached = a.drawn[u, i] * width
            rising = reached <= rise
            root = sqrt(reached * rise if rising else (1.0 - a.drawn[u, i]) * width * fall)
            a.worked[t, i] = np.int32(minutes * (low + root if rising else high - root) + 0.5)
    else:
        u = _row_of(a, m, v)
        for i in range(count):
            a.worked[t, i] = int(minutes * value_at(m, v, a.drawn[u, i]) + 0.5)
    first, last = m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]
    if first == last:
        return
    for i in range(count):
        own = more = int(a.worked[t, i])
        for k in range(first, last):
            if a.struck[m.impacts[k, of.IMPACT_EVENT], i] == 1:
                kind, v = m.impacts[k, of.IMPACT_KIND], m.impacts[k, of.IMPACT_VALUE]
                if kind == of.ONCE_MORE:
                    more += own
                else:
                    u = _row_of(a, m, v)
                    x = value_at(m, v, a.drawn[u, i])
                    more += int(floor(x * (own if kind == of.STRETCH else 1) + 0.5))
        a.worked[t, i] = max(more, 0)


@kernel
def _lay(a: Abreast, t: int, count: int) -> None:
    """Fill in when a task begins and finishes in each iteration."""
    first_wins = a.kind[t] == FIRST
    for i in range(count):
        a.start[i] = 2_000_000_000 if first_wins else a.first
        a.bound[i] = 0
    for row in range(a.into[t], a.into[t + 1]):
        before, kind, lag, c = a.before[row], a.link[row], np.int32(a.lag[row]), a.lag_calendar[row]
        from_finish = kind == FS or kind == FF
        if first_wins:
            for i in range(count):
                a.start[i] = min(a.start[i], a.begun[before, i])
        elif c >= 0:
            for i in range(count):
                moment = a.finish[before, i] if from_finish else a.begun[before, i]
                moment = _after(a, c, _worked(a, c, moment) + int(lag))
                if kind == FS or kind == SS:
                    a.start[i] = max(a.start[i], moment)
                else:
                    a.bound[i] = max(a.bound[i], moment)
        elif kind == FS:
            for i in range(count):
                a.start[i] = max(a.start[i], a.finish[before, i] + lag)
        elif kind == SS:
            for i in range(count):
                a.start[i] = max(a.start[i], a.begun[before, i] + lag)
        elif kind == FF:
            for i in range(count):
                a.bound[i] = max(a.bound[i], a.finish[before, i] + lag)
        else:
            for i in range(count):
                a.bound[i] = max(a.bound[i], a.begun[before, i] + lag)
    c = a.calendar[t]
    if c < 0:
        for i in range(count):
            finish = max(a.start[i] + a.worked[t, i], a.bound[i])
            a.finish[t, i] = finish
            a.begun[t, i] = finish - a.worked[t, i]
        return
    for i in range(count):
        reached = _worked(a, c, a.start[i])
        a.begun[t, i] = _from(a, c, reached)
        a.finish[t, i] = _after(a, c, reached + a.worked[t, i])
    _hold_finishes(a, t, c, count)


@kernel
def _hold_finishes(a: Abreast, t: int, c: int, count: int) -> None:
    """Move a task on whose finish a link holds back, and let one without work stand where it is asked for."""
    for i in range(count):
        if a.worked[t, i] == 0:
            a.begun[t, i] = a.finish[t, i] = _at_or_after(a, c, max(a.start[i], a.bound[i]))
        elif a.finish[t, i] < a.bound[i]:
            reached = _worked(a, c, a.bound[i])
            a.begun[t, i] = max(a.begun[t, i], _from(a, c, reached - a.worked[t, i]))
            a.finish[t, i] = _at_or_after(a, c, a.bound[i])


# Hours, looked up


@inlined
def _worked(a: Abreast, c: int, moment: int) -> int:
    """Return the minutes that a calendar has worked before a moment."""
    moment = min(moment, a.most)
    g = int((moment + 0.5) * (1.0 / a.step))
    return a.hours[c, g] + (moment - g * a.step) * a.open[c, g]


@inlined
def _from(a: Abreast, c: int, worked: int) -> int:
    """Return the moment at which the next minute is worked after so many."""
    last = a.begins.shape[1] - 1
    j = min(int((worked + 0.5) * (1.0 / a.step)), last)
    return min(a.begins[c, j] + worked - j * a.step, a.most)


@inlined
def _after(a: Abreast, c: int, worked: int) -> int:
    """Return the moment at which so many minutes have been worked."""
    last = a.begins.shape[1] - 1
    j = min(int((worked - 0.5) * (1.0 / a.step)), last)
    return min(a.begins[c, j] + worked - j * a.step, a.most)


@inlined
def _at_or_after(a: Abreast, c: int, moment: int) -> int:
    """Return the moment itself where it is worked or an evening, else the next at which work begins."""
    reached = _worked(a, c, moment)
    return moment if _after(a, c, reached) == moment else _from(a, c, reached)


# What comes out


@kernel
def _moment(a: Abreast, worked: int) -> int:
    """Return a moment of the axis: on one calendar that at which so much has been worked since the plan's start."""
    if worked > a.most:
        return FAR
    if len(a.cum) == 0:
        return a.origin + worked
    if worked <= 0:
        return a.starts[0]  # where nothing has been done yet it is the first working minute, as in `schedule`
    low, high = 0, len(a.cum) - 1
    while low < high:  # the last span before which less than that was worked
        middle = (low + high + 1) // 2
        if a.cum[middle] < worked:
            low = middle
        else:
            high = middle - 1
    return a.starts[low] + worked - a.cum[low]


@kernel
def _note(a: Abreast, m: Model, count: int, found: Totals) -> None:
    for i in range(count):
        a.bound[i] = 0
    for k in range(len(m.real)):
        t = m.real[k]
        for i in range(count):
            a.bound[i] = max(a.bound[i], a.finish[t, i])
    for i in range(count):
        found.finish[i] = _moment(a, int(a.bound[i]))
        found.cost[i] = 0.0
    for g in range(len(m.ends) - 1):
        for i in range(count):
            end = 0
            for k in range(m.ends[g], m.ends[g + 1]):
                end = max(end, int(a.finish[m.end_places[k], i]))
            found.ends[i, g] = _moment(a, end)
    for k in range(len(m.amounts)):
        _spend(a, m, k, count, found)


@kernel
def _spend(a: Abreast, m: Model, k: int, count: int, found: Totals) -> None:
    amount, event, t = m.amounts[k], m.money[k, of.MONEY_EVENT], m.money[k, of.MONEY_PLACE]
    by_minute = m.money[k, of.MONEY_KIND] == of.PER_MINUTE
    v, factor = m.money[k, of.MONEY_VALUE], m.money[k, of.MONEY_FACTOR]
    for i in range(count):
        if event >= 0 and a.struck[event, i] == 0:
            continue
        each = amount
        if v >= 0:
            u = _row_of(a, m, v)
            each *= value_at(m, v, a.drawn[u, i])
        if factor >= 0:
            u = _row_of(a, m, factor)
            each *= value_at(m, factor, a.drawn[u, i])
        if by_minute:
            each *= a.worked[t, i]
        found.cost[i] += each


@kernel
def _mark(a: Abreast, m: Model, count: int, found: Totals) -> None:
    """Mark every task that drives the finish, over however many links, from the last to the first."""
    for t in range(len(a.kind)):
        for i in range(count):
            a.path[t, i] = 0
    for k in range(len(m.real)):
        t = m.real[k]
        for i in range(count):
            if a.finish[t, i] == a.bound[i]:
                a.path[t, i] = 1
    for t in range(len(a.kind) - 1, -1, -1):
        marked = np.int8(0)
        for i in range(count):
            marked |= a.path[t, i]
        if marked == 0:
            continue
        first_wins = a.kind[t] == FIRST
        critical = 0
        for i in range(count):
            if a.path[t, i] == 0:
                continue
            if a.worked[t, i] > 0:
                critical += 1
            for row in range(a.into[t], a.into[t + 1]):
                before = a.before[row]
                if _drives(a, t, row, before, i):
                    a.path[before, i] = 1
                    if first_wins:
                        break
        found.critical[t] += critical


@kernel
def _drives(a: Abreast, t: int, row: int, before: int, i: int) -> bool:
    """Return whether a link reaches its successor's date in an iteration, so that more would move it."""
    kind, lag, c = a.link[row], int(a.lag[row]), a.lag_calendar[row]
    moment = int(a.finish[before, i]) if kind == FS or kind == FF else int(a.begun[before, i])
    if a.kind[t] == FIRST:
        return moment == a.begun[t, i]
    moment = _after(a, c, _worked(a, c, moment) + lag) if c >= 0 else moment + lag
    own = a.calendar[t]
    reached = a.begun[t, i] if kind == FS or kind == SS else a.finish[t, i]
    if moment >= reached:
        return True
    if own < 0:
        return False
    if (kind == FS or kind == SS) and a.worked[t, i] > 0:
        return _from(a, own, _worked(a, own, moment)) >= reached
    return _at_or_after(a, own, moment) >= reached


@kernel
def _count(a: Abreast, m: Model, count: int, found: Totals) -> None:
    for e in range(len(m.odds)):
        times = 0
        for i in range(count):
            times += a.struck[e, i]
        found.events[e] += times
    for i in range(count):
        a.money[i] = int(floor(found.cost[i] * 100.0 + 0.5))
    for u in range(len(a.row)):
        row = a.row[u]
        finish_low = finish_high = cost_low = cost_high = low = high = 0
        for i in range(count):  # whole numbers without branches: machine code adds several at a time
            below, above = a.drawn[row, i] < 0.1, a.drawn[row, i] >= 0.9
            finish_low += found.finish[i] if below else 0
            finish_high += found.finish[i] if above else 0
            cost_low += a.money[i] if below else 0
            cost_high += a.money[i] if above else 0
            low += 1 if below else 0
            high += 1 if above else 0
        found.low[u, 0] += float(finish_low)
        found.low[u, 1] += cost_low / 100.0
        found.high[u, 0] += float(finish_high)
        found.high[u, 1] += cost_high / 100.0
        found.counts[u, 0] += low
        found.counts[u, 1] += high
