"""Kernels: many iterations side by side, for plans in which nothing has begun. Task by task, each in many iterations.

On one calendar dates are working minutes since the plan's start, and need no hours looked up until they are told. On
several they are minutes of the clock, and hours stand in tables of equal steps, so that nothing is searched for. Every
loop runs over iterations that lie side by side in memory, so that machine code takes several of them at a time, and
what is drawn is used at once: only moments that are still waited for, and bits, have to be kept.
Answers are those of `iterations.by_logic`, to the minute.
"""

from __future__ import annotations

from math import floor

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.abreast_tables import LANES, NO_WORK, SOME_IDLE, Abreast
from fairlead.risk.drawing import add_normals, base_of, draw, mix, unit
from fairlead.risk.laying import lay
from fairlead.risk.marking import add_drivers, mark, note_ends
from fairlead.risk.quantiles import triangle_of, triangular_at, value_at
from fairlead.risk.tables import FAR, Model, Totals
from fairlead.schedule.jit import inlined, kernel

DONE, TOO_FAR = -1, -3


@kernel
def side_by_side(
    a: Abreast, m: Model, seed: np.uint64, block: int, count: int, plain: bool, found: Totals
) -> int:
    """Run a block of iterations; return TOO_FAR where its dates leave the tables of hours."""
    _draw_shared(a, m, seed, block, count, plain)
    for first in range(0, count, a.width):
        last = min(first + a.width, count)
        words = (last - first + LANES - 1) // LANES
        _strike(a, m, seed, block, first, last, count, plain, found)
        _begin(a, m, seed, block, first, last, count, plain, found)
        ends = 0
        for t in range(len(a.kind)):
            _draw_work(a, m, t, seed, block, first, last, count, plain)
            _note_idle(a, t, words)
            _spend_by_minute(a, m, t, seed, block, first, last, count, plain, found)
            lay(a, t, words)
            if a.ends[t] > 0 and not note_ends(a, t, words, ends):
                return TOO_FAR
            ends += 1 if a.ends[t] == 2 else 0
            _keep(a, t, words)
        mark(a, first, last, found)
        if not _tell(a, m, first, last, found):
            return TOO_FAR
    for u in range(len(m.mixed) - 1):
        _draw_uniform(a, m, u, seed, block, 0, count, count, plain)
        add_drivers(a, u, count, len(m.amounts) > 0, found)
    return DONE


# What is drawn


@kernel
def _draw_shared(a: Abreast, m: Model, seed: np.uint64, block: int, count: int, plain: bool) -> None:
    """Draw the normals that several uniforms are mixed from."""
    for s in range(len(m.keys)):
        row = a.shared_row[s]
        if row >= 0:
            draw(base_of(m.keys[s], seed, block), 0, count, count, plain, a.drawn)
            for i in range(count):
                a.normals[row, i] = np.float32(0.0)
            add_normals(a.drawn, np.float32(1.0), count, a.normals[row])


@inlined
def _draw_uniform(
    a: Abreast, m: Model, u: int, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool
) -> None:
    """Fill in `drawn` from its beginning for the iterations from `first` to before `last`."""
    if m.mixed[u] == m.mixed[u + 1]:
        draw(base_of(m.keys[u], seed, block), first, last, count, plain, a.drawn)
    else:
        mix(
            m.keys, m.mix_stream[m.mixed[u] : m.mixed[u + 1]], m.mix_weight[m.mixed[u] : m.mixed[u + 1]],
            a.shared_row, a.normals, seed, block, first, last, count, plain, a.mixing, a.drawn,
        )  # fmt: skip


@inlined
def _draw_value(
    a: Abreast, m: Model, v: int, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool
) -> None:
    """Fill in `drawn` for a value; a constant doesn't look."""
    u = m.values[v, of.VALUE_UNIFORM]
    if u >= 0:
        _draw_uniform(a, m, u, seed, block, first, last, count, plain)


@kernel
def _strike(
    a: Abreast, m: Model, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool,
    found: Totals,
) -> None:  # fmt: skip
    for e in range(len(m.odds)):
        u = m.events[e, of.EVENT_UNIFORM]
        if u >= 0:
            _draw_uniform(a, m, u, seed, block, first, last, count, plain)
        times = 0
        for i in range(last - first):
            happens = True
            for k in range(m.events[e, of.EVENT_NEEDS], m.events[e + 1, of.EVENT_NEEDS]):
                if a.struck[m.needs[k, of.NEED_EVENT], i] != m.needs[k, of.NEED_WANTED]:
                    happens = False
            if happens:
                low, high = m.odds[e, 0], m.odds[e, 1]
                for k in range(m.events[e, of.EVENT_CAUSES], m.events[e + 1, of.EVENT_CAUSES]):
                    if a.struck[m.causes[k, of.CAUSE_EVENT], i] == 1:
                        low = min(low, min(high, 1.0) - m.cause_odds[k])
                happens = low <= (unit(a.drawn[i]) if u >= 0 else 0.0) < high
            a.struck[e, i] = 1 if happens else 0
            times += 1 if happens else 0
        found.events[e] += times


@inlined
def _draw_work(
    a: Abreast, m: Model, t: int, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool
) -> None:
    """Fill in the minutes of a task."""
    minutes, v, size = float(a.minutes[t]), m.work[t, of.WORK_VALUE], last - first
    if v < 0:
        certain = np.int32(a.minutes[t])
        for i in range(a.width):
            a.worked[i] = certain
    else:
        _draw_value(a, m, v, seed, block, first, last, count, plain)
        if m.values[v, of.VALUE_KIND] == of.TRIANGULAR:
            turn, low, rise, high, fall = triangle_of(m, v, minutes)
            for i in range(a.width):
                a.worked[i] = triangular_at(a.drawn[i], turn, low, rise, high, fall)
        else:
            for i in range(size):
                a.worked[i] = int(minutes * value_at(m, v, unit(a.drawn[i])) + 0.5)
    if m.work[t, of.WORK_IMPACTS] == m.work[t + 1, of.WORK_IMPACTS]:
        return
    for i in range(size):
        a.own[i] = a.worked[i]
    for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
        e, v = m.impacts[k, of.IMPACT_EVENT], m.impacts[k, of.IMPACT_VALUE]
        stretch = m.impacts[k, of.IMPACT_KIND] == of.STRETCH
        _draw_value(a, m, v, seed, block, first, last, count, plain)
        for i in range(size):
            if a.struck[e, i] == 1:
                x = value_at(m, v, unit(a.drawn[i]))
                a.worked[i] += int(floor(x * (a.own[i] if stretch else 1) + 0.5))
    for i in range(size):
        a.worked[i] = max(a.worked[i], np.int32(0))


@inlined
def _note_idle(a: Abreast, t: int, words: int) -> None:
    """Write down in which iterations a place has no work."""
    least, most = np.int32(0x7FFFFFFF), np.int32(0)
    for i in range(words * LANES):
        least = min(least, a.worked[i])
        most = max(most, a.worked[i])
    a.some_idle[t] = 0 if least > 0 else (SOME_IDLE if most > 0 else NO_WORK)
    if a.some_idle[t] == SOME_IDLE:
        for w in range(words):
            word = np.uint64(0)
            for k in range(LANES):
                word |= np.uint64(a.worked[w * LANES + k] == 0) << np.uint64(k)
            a.idle[w, t] = word


# What comes out


@kernel
def _begin(
    a: Abreast, m: Model, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool,
    found: Totals,
) -> None:  # fmt: skip
    for i in range(a.width):
        a.last[i] = 0
        for g in range(len(a.outputs)):
            a.outputs[g, i] = 0
    for i in range(first, last):
        found.cost[i] = 0.0
    for k in range(len(m.amounts)):
        if m.money[k, of.MONEY_KIND] != of.PER_MINUTE:
            _spend(a, m, k, seed, block, first, last, count, plain, found)


@inlined
def _spend_by_minute(
    a: Abreast, m: Model, t: int, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool,
    found: Totals,
) -> None:  # fmt: skip
    for k in range(a.spent_first[t], a.spent_first[t + 1]):
        _spend(a, m, a.spent[k], seed, block, first, last, count, plain, found)


@kernel
def _spend(
    a: Abreast, m: Model, k: int, seed: np.uint64, block: int, first: int, last: int, count: int, plain: bool,
    found: Totals,
) -> None:  # fmt: skip
    amount, event, size = m.amounts[k], m.money[k, of.MONEY_EVENT], last - first
    for i in range(size):
        a.amount[i] = amount if event < 0 or a.struck[event, i] == 1 else 0.0
    v, factor = m.money[k, of.MONEY_VALUE], m.money[k, of.MONEY_FACTOR]
    if v >= 0:
        _draw_value(a, m, v, seed, block, first, last, count, plain)
        for i in range(size):
            a.amount[i] *= value_at(m, v, unit(a.drawn[i]))
    if factor >= 0:
        _draw_value(a, m, factor, seed, block, first, last, count, plain)
        for i in range(size):
            a.amount[i] *= value_at(m, factor, unit(a.drawn[i]))
    if m.money[k, of.MONEY_KIND] == of.PER_MINUTE:
        for i in range(size):
            a.amount[i] *= a.worked[i]
    for i in range(size):
        found.cost[first + i] += a.amount[i]


@inlined
def _keep(a: Abreast, t: int, words: int) -> None:
    """Let the outputs that a place is part of end no earlier than it."""
    for k in range(a.kept_first[t], a.kept_first[t + 1]):
        for i in range(words * LANES):
            a.outputs[a.kept_by[k], i] = max(a.outputs[a.kept_by[k], i], a.finish[a.row[t], i])


@kernel
def _tell(a: Abreast, m: Model, first: int, last: int, found: Totals) -> bool:
    """Write down the dates of the axis; return whether all of them are known."""
    known = True
    for i in range(first, last):
        found.finish[i] = _moment(a, int(a.last[i - first]))
        known = known and found.finish[i] < FAR
        for g in range(len(a.outputs)):
            found.ends[i, g] = _moment(a, int(a.outputs[g, i - first]))
        a.by_finish[i] = found.finish[i]
        a.money[i] = int(floor(found.cost[i] * 100.0 + 0.5))
    return known


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
