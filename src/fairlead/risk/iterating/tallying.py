"""Kernels: what an iteration comes to: dates, money, and what is counted and summed over a block."""

from __future__ import annotations

from math import pow

from fairlead.risk import tables as of
from fairlead.risk.drawing import NINE_TENTHS, TENTH
from fairlead.risk.tables import FAR, Model, Room, Totals
from fairlead.schedule.codes import EARLIEST, FINISHED
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import between_on
from fairlead.schedule.jit import kernel


@kernel
def note_outcome(net: Net, m: Model, r: Room, found: Totals, i: int) -> None:
    """Write down when an iteration finishes, when it meets what is kept of it, and what it costs."""
    finish = last = net.rules[at.PLAN_START]
    for k in range(len(m.real)):
        done = _finish_of(net, m.real[k])
        finish = max(finish, done)
        last = max(last, _known(done, last))
    found.finish[i] = finish
    for g in range(len(m.ends) - 1):
        end = EARLIEST
        for k in range(m.ends[g], m.ends[g + 1]):
            end = max(end, _finish_of(net, m.end_places[k]))
        found.ends[i, g] = end if end > EARLIEST else finish
    found.cost[i] = _cost(net, m, r, last)


@kernel
def _finish_of(net: Net, t: int) -> int:
    if net.tasks[t, at.STATE] == FINISHED:
        return net.facts[net.tasks[t, at.FACTS], at.ACTUAL_FINISH]
    return net.found[t, at.FINISH]


@kernel
def _cost(net: Net, m: Model, r: Room, last: int) -> float:
    """Return what an iteration costs, added up in the order of the rows.

    `last` is when it finishes, or where some work never finds time, when the last does that finds any: work without a
    date is paid as it is then, and what recurs goes on until then at the least.
    """
    total = 0.0
    for k in range(len(m.amounts)):
        event = m.money[k, of.MONEY_EVENT]
        if event >= 0 and r.struck[event] == 0:
            continue
        amount, t = m.amounts[k], m.money[k, of.MONEY_PLACE]
        when = last if t < 0 else _known(_finish_of(net, t), last)
        if m.money[k, of.MONEY_VALUE] >= 0:
            amount *= r.x[m.money[k, of.MONEY_VALUE]]
        if m.money[k, of.MONEY_FACTOR] >= 0:
            amount *= r.x[m.money[k, of.MONEY_FACTOR]]
        if m.money[k, of.MONEY_KIND] == of.PER_MINUTE:
            amount *= max(r.own[t] + r.more[t] - r.idle[t], 0)
        if m.money[k, of.MONEY_KIND] == of.WITHIN:
            amount *= _worked_within(net, m, r, t, m.money_dates[k, 0], last)
        grows = m.money[k, of.MONEY_ESCALATION]
        if m.money[k, of.MONEY_KIND] == of.PER_DATE:
            each = amount
            amount = 0.0
            for d in range(m.money_dates[k, 0], m.money_dates[k, 1]):
                if m.dates[d] > last:
                    break
                amount += each * (_grown(net, r, grows, m.dates[d]) if grows >= 0 else 1.0)
        elif grows >= 0:
            amount *= _grown(net, r, grows, when)
        total += amount
    return total


@kernel
def _worked_within(net: Net, m: Model, r: Room, t: int, d: int, last: int) -> int:
    """Return the paid minutes of a part of a task's work that lie within stretches of its calendar.

    Minutes without a time of their own, such as what is repeated in a test's time, are those after the last.
    """
    minutes = max(r.own[t] + r.more[t] - r.idle[t], 0)
    minutes = int(minutes * (m.dates[d + of.WITHIN_MINE] / max(m.dates[d + of.WITHIN_ALL], 1)) + 0.5)
    begin = _known(net.found[t, at.GO_ON], last)
    begin = between_on(net, m.dates[d + of.WITHIN_CALENDAR], m.dates[d + of.WITHIN_ORIGIN], begin)
    begin += m.dates[d + of.WITHIN_DELAY]
    return _covered_before(m, d, begin + minutes) - _covered_before(m, d, begin)


@kernel
def _covered_before(m: Model, d: int, minute: int) -> int:
    """Return how many of a calendar's minutes before one of them lie within the stretches."""
    first, count = m.dates[d + of.WITHIN_FIRST], m.dates[d + of.WITHIN_COUNT]
    low, high = -1, count - 1
    while low < high:  # the last that begins by then
        middle = (low + high + 1) // 2
        if m.dates[first + middle] <= minute:
            low = middle
        else:
            high = middle - 1
    if low < 0:
        return 0
    begun = m.dates[first + low]
    return m.dates[first + 2 * count + low] + min(minute, m.dates[first + count + low]) - begun


@kernel
def _known(moment: int, last: int) -> int:
    return moment if moment < FAR else last


@kernel
def _grown(net: Net, r: Room, value: int, moment: int) -> float:
    return pow(1.0 + r.x[value], max(moment - net.rules[at.PLAN_START], 0) / of.YEAR)


@kernel
def count_outcome(net: Net, m: Model, r: Room, found: Totals, i: int) -> None:
    """Count what decided the finish and what happened, and add finish and cost to what their uniforms drive."""
    for t in range(len(r.path)):
        for k in range(m.work[t, of.WORK_ROUNDS], m.work[t + 1, of.WORK_ROUNDS]):
            if m.rounds[k, of.ROUND_OF] == t and r.path[m.rounds[k, of.ROUND_PLACE]] == 1:
                r.path[t] = 1
        present = m.work[t, of.WORK_PRESENT]
        if r.path[t] == 1 and (present < 0 or r.struck[present] == 1):
            found.critical[t] += 1
    for e in range(len(m.odds)):
        found.events[e] += r.struck[e]
    if found.finish[i] >= FAR:
        for t in range(len(r.path)):
            if net.found[t, at.FINISH] >= FAR:
                found.blocked[t] += 1
                break
        return
    finish, cost = float(found.finish[i]), found.cost[i]
    for u in range(len(r.drawn)):
        drawn = r.drawn[u]
        if drawn < TENTH:
            found.low[u, 0] += finish
            found.low[u, 1] += cost
            found.counts[u, 0] += 1
        elif drawn >= NINE_TENTHS:
            found.high[u, 0] += finish
            found.high[u, 1] += cost
            found.counts[u, 1] += 1
