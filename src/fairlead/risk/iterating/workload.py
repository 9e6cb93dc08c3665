"""Kernels: what is drawn in an iteration, and the minutes of work that it makes of each task."""

from __future__ import annotations

from math import floor, log

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.drawing import unit
from fairlead.risk.quantiles import minutes_at, value_at
from fairlead.risk.tables import Model, Room
from fairlead.schedule.codes import FINISHED, GATE, LATEST, MILESTONE, STARTED, WORK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import add_on, between_on
from fairlead.schedule.jit import inlined, kernel

_MOST_REPETITIONS = 50


@kernel
def draw_luck(m: Model, r: Room) -> None:
    """Fill in the values, and which events happen, when."""
    for v in range(len(m.values)):
        u = m.values[v, of.VALUE_UNIFORM]
        r.x[v] = value_at(m, v, unit(r.drawn[u]) if u >= 0 else 0.0)
    for e in range(len(m.odds)):
        happens = 1
        for k in range(m.events[e, of.EVENT_NEEDS], m.events[e + 1, of.EVENT_NEEDS]):
            if r.struck[m.needs[k, of.NEED_EVENT]] != m.needs[k, of.NEED_WANTED]:
                happens = 0
        if happens == 1:
            u = m.events[e, of.EVENT_UNIFORM]
            drawn = unit(r.drawn[u]) if u >= 0 else 0.0
            low, high = m.odds[e, 0], m.odds[e, 1]
            for k in range(m.events[e, of.EVENT_CAUSES], m.events[e + 1, of.EVENT_CAUSES]):
                if r.struck[m.causes[k, of.CAUSE_EVENT]] == 1:
                    low = min(low, min(high, 1.0) - m.cause_odds[k])
            happens = 1 if low <= drawn < high else 0
        r.struck[e] = happens
        if happens == 1 and m.events[e, of.EVENT_MOMENT] >= 0:
            first, last = m.events[e, of.EVENT_FROM], m.events[e, of.EVENT_TO]
            r.moments[e] = first + int(unit(r.drawn[m.events[e, of.EVENT_MOMENT]]) * (last - first))


@kernel
def lay_out_work(net: Net, m: Model, r: Room) -> None:
    """Give every task the minutes drawn for it; what depends on dates comes later."""
    tasks = net.tasks
    for k in range(len(r.applied)):
        r.applied[k] = 0
    for t in range(len(m.work) - 1):
        r.more[t] = r.idle[t] = r.again[t] = 0
        r.own[t] = m.base[tasks[t, at.PART], 1 if tasks[t, at.STATE] == STARTED else 0]
        v = m.work[t, of.WORK_VALUE]
        if v >= 0:
            u = m.values[v, of.VALUE_UNIFORM]
            r.own[t] = minutes_at(m, v, float(r.own[t]), r.drawn[u] if u >= 0 else np.uint32(0))
        for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
            e = m.impacts[k, of.IMPACT_EVENT]
            if r.struck[e] == 1 and m.events[e, of.EVENT_MOMENT] < 0:
                r.more[t] += impact(net, m, r, t, k)
    for t in range(len(m.work) - 1):
        present = m.work[t, of.WORK_PRESENT]
        if present >= 0:
            here = r.struck[present] == 1
            tasks[t, at.SHAPE] = m.shapes[t, 0] if here else MILESTONE
            if not here:
                r.own[t] = r.more[t] = 0
    for t in range(len(m.work) - 1):
        _set_lags(net, m, r, t)
        if m.work[t, of.WORK_ROUNDS] < m.work[t + 1, of.WORK_ROUNDS]:
            _lay_out_rounds(net, m, r, t)
        elif m.work[t, of.WORK_RETRY] >= 0 and r.own[t] + r.more[t] > 0:
            _repeat(net, m, r, t)
        set_minutes(net, m, r, t)


@kernel
def _set_lags(net: Net, m: Model, r: Room, t: int) -> None:
    """Write the lags that are a share of a task's minutes, those of a test as if it didn't fail."""
    for k in range(m.work[t, of.WORK_PERCENT_LAGS], m.work[t + 1, of.WORK_PERCENT_LAGS]):
        share = m.percent_lags[k, of.LAG_THOUSANDTHS] / 100_000.0
        column = 1 if net.tasks[t, at.STATE] == STARTED else 0
        longer = r.own[t] + r.more[t] - m.base[net.tasks[t, at.PART], column]
        lag = m.percent_lags[k, of.LAG_MINUTES] + _rounded(longer * share)
        net.links[m.percent_lags[k, of.LAG_LINK], at.LAG] = lag


@kernel
def impact(net: Net, m: Model, r: Room, t: int, k: int) -> int:
    """Return the minutes that an impact adds to a task."""
    kind, v = m.impacts[k, of.IMPACT_KIND], m.impacts[k, of.IMPACT_VALUE]
    if kind == of.ONCE_MORE:
        return _whole(net, m, r, t)
    return _rounded(r.x[v] * (r.own[t] if kind == of.STRETCH else 1))


@inlined
def _rounded(number: float) -> int:
    """Return the nearest whole number, halves upwards."""
    return int(floor(number + 0.5))


@kernel
def _whole(net: Net, m: Model, r: Room, t: int) -> int:
    """Return the minutes of a task from its beginning, what is done of it included: so much it takes once more."""
    p = net.tasks[t, at.PART]
    if net.tasks[t, at.STATE] == STARTED:
        return r.own[t] + max(m.base[p, 0] - m.base[p, 1], 0)
    return r.own[t]


@kernel
def _repeat(net: Net, m: Model, r: Room, t: int) -> None:
    """Let a test fail as often as drawn: each time what it tests is done again, and the test itself."""
    times = _failures(m, r, t)
    if times == 0:
        return
    for k in range(m.work[t, of.WORK_REPEATS], m.work[t + 1, of.WORK_REPEATS]):
        minutes = times * _whole(net, m, r, m.repeats[k])
        r.idle[m.repeats[k]] -= minutes  # within the test, and paid to those whose work it is
        r.again[t] += minutes
    r.idle[t] += r.again[t]
    r.more[t] += times * (r.own[t] + r.more[t]) + r.again[t]


@kernel
def _lay_out_rounds(net: Net, m: Model, r: Room, t: int) -> None:
    """Give the rounds of a test their minutes: as many of them as it fails, the others none."""
    once = r.own[t] + r.more[t]
    failures = _failures(m, r, t) if once > 0 else 0
    for k in range(m.work[t, of.WORK_ROUNDS], m.work[t + 1, of.WORK_ROUNDS]):
        place, source = m.rounds[k, of.ROUND_PLACE], m.rounds[k, of.ROUND_OF]
        times = max(failures - m.rounds[k, of.ROUND_NUMBER] + 1, 0)
        if m.rounds[k, of.ROUND_LAST] == 0:
            times = min(times, 1)
        minutes = times * (once if source == t else _whole(net, m, r, source))
        r.own[place], r.more[place] = minutes, 0
        r.idle[source] -= minutes  # paid where the work stands that is done again


@kernel
def _failures(m: Model, r: Room, t: int) -> int:
    """Return how often a test fails."""
    u = r.x[m.work[t, of.WORK_RETRY]]
    if m.retry_odds[t] >= 1.0:
        return _MOST_REPETITIONS
    return min(int(log(max(1.0 - u, 1e-12)) / log(m.retry_odds[t])), _MOST_REPETITIONS)


@kernel
def work_again(net: Net, m: Model, r: Room, t: int, begin: int) -> None:
    """Let what a test that begins then repeats be worked in its own hours, in which the test waits."""
    times = _failures(m, r, t)
    if times == 0 or r.again[t] == 0:
        return
    c, once = (
        net.parts[net.tasks[t, at.PART], at.PART_CALENDAR],
        (r.own[t] + r.more[t] - r.again[t]) // (times + 1),
    )
    moment, again = begin, 0
    for _ in range(times):
        failed = add_on(net, c, moment, once)
        moment = failed
        for k in range(m.work[t, of.WORK_REPEATS], m.work[t + 1, of.WORK_REPEATS]):
            p = m.repeats[k]
            moment = add_on(
                net, net.parts[net.tasks[p, at.PART], at.PART_CALENDAR], moment, _whole(net, m, r, p)
            )
        if moment >= LATEST:
            return
        again += between_on(net, c, failed, moment)
    r.more[t] += again - r.again[t]
    r.idle[t] += again - r.again[t]
    r.again[t] = again


@kernel
def set_minutes(net: Net, m: Model, r: Room, t: int) -> None:
    """Write a task's minutes into its parts, those of several parts in proportion."""
    first, last = net.tasks[t, at.PART], net.tasks[t + 1, at.PART]
    if net.tasks[t, at.STATE] >= FINISHED:
        return
    column = 1 if net.tasks[t, at.STATE] == STARTED else 0
    minutes = max(r.own[t] + r.more[t], 0)
    for p in range(first, last):
        mine = minutes
        if p > first:
            mine = int(minutes * (m.base[p, column] / max(m.base[first, column], 1)) + 0.5)
        if column == 0:
            net.parts[p, at.PART_MINUTES] = mine + net.parts[p, at.PART_DELAY]
        net.parts[p, at.PART_REMAINING] = mine
    shape = m.shapes[t, 0]
    if shape >= GATE:
        return
    if minutes > 0:  # a milestone that is delayed takes time
        net.tasks[t, at.SHAPE], net.tasks[t, at.ORDINARY] = WORK, m.shapes[t, 1]
    else:
        net.tasks[t, at.SHAPE], net.tasks[t, at.ORDINARY] = MILESTONE if shape == WORK else shape, 0
