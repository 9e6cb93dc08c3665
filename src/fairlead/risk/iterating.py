"""Kernels: one iteration after the other of a plan whose durations, risks and branches are drawn."""

from __future__ import annotations

from math import floor, log, pow

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.drawing import NINE_TENTHS, TENTH, draw_all, unit
from fairlead.risk.quantiles import minutes_at, value_at
from fairlead.risk.tables import Model, Room, Totals
from fairlead.schedule.codes import EARLIEST, FINISHED, FS, GATE, LATEST, MILESTONE, PLANNED, STARTED, WORK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.driving import is_driving
from fairlead.schedule.critical_path.forward import forward_pass
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.windows import held_by_maximum
from fairlead.schedule.critical_path.working import add_on, between_on, next_work_on, span_begun
from fairlead.schedule.jit import inlined, kernel
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.generator import generate
from fairlead.schedule.levelling.tables import Board, of_mode

_MOST_REPETITIONS = 50
_ROUNDS = 12  # of counting what risks touch once dates are known
_ROUNDS_FOR_MAXIMUM_LAGS = 60  # within people's limits, as in levelling
_PATIENCE = 30  # rounds beyond one for each maximum lag, by logic, as in the critical path
_MOVED, _FOR_GOOD = 1, 2
FAR = 1 << 57
NO_ROOM = -2
DONE = -1


@kernel
def by_logic(
    net: Net, m: Model, seed: np.uint64, block: int, count: int, plain: bool, r: Room, found: Totals
) -> int:
    """Run a block of iterations by links, dates and hours alone."""
    for i in range(count):
        draw_all(m, seed, block, i, count, plain, r.normals, r.drawn)
        _draw(m, r)
        _lay_out_work(net, m, r)
        _hold_nothing(net, m, r)
        _lay(net, m, r)
        if len(m.holds) > 0:
            _keep_maximum_lags(net, m, r)
        _note(net, m, r, found, i)
        _mark_path_by_logic(net, m, r, found.finish[i])
        _count(net, m, r, found, i)
    return DONE


@kernel
def with_people(
    net: Net, b: Board, m: Model, seed: np.uint64, block: int, count: int, plain: bool, r: Room, found: Totals
) -> int:
    """Run a block of iterations within people's limits: the serial generator, people and order as on the board.

    Return NO_ROOM where the board is too short.
    """
    size = len(m.work) - 1
    for i in range(count):
        draw_all(m, seed, block, i, count, plain, r.normals, r.drawn)
        _draw(m, r)
        _lay_out_work(net, m, r)
        rounds = 0
        for k in range(len(m.holds)):
            r.given_up[k] = 0
        _keep_nothing_back(net, b, m, r)
        while True:
            for _ in range(_ROUNDS + len(r.applied)):
                _tell_board(net, b, size)
                if generate(net, b, size) != to.DONE:
                    return NO_ROOM
                if not _disturbed_anywhere(net, m, r):
                    break
            if len(m.holds) == 0 or not _kept_back(net, b, m, r):
                break
            rounds += 1
            if rounds == _ROUNDS_FOR_MAXIMUM_LAGS:
                rounds = 0
                for k in range(len(m.holds)):
                    r.given_up[k] = _FOR_GOOD if r.given_up[k] > 0 else 0
                _keep_nothing_back(net, b, m, r)
        _note(net, m, r, found, i)
        _mark_path_with_people(net, m, r, found.finish[i])
        _count(net, m, r, found, i)
    return DONE


# What is drawn


@kernel
def _draw(m: Model, r: Room) -> None:
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


# What it makes of the work


@kernel
def _lay_out_work(net: Net, m: Model, r: Room) -> None:
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
                r.more[t] += _impact(net, m, r, t, k)
    for t in range(len(m.work) - 1):
        present = m.work[t, of.WORK_PRESENT]
        if present >= 0:
            here = r.struck[present] == 1
            tasks[t, at.SHAPE] = m.shapes[t, 0] if here else MILESTONE
            if not here:
                r.own[t] = r.more[t] = 0
    for t in range(len(m.work) - 1):
        if m.work[t, of.WORK_RETRY] >= 0 and r.own[t] + r.more[t] > 0:
            _repeat(net, m, r, t)
        _set_minutes(net, m, r, t)
        for k in range(m.work[t, of.WORK_PERCENT_LAGS], m.work[t + 1, of.WORK_PERCENT_LAGS]):
            share = m.percent_lags[k, of.LAG_THOUSANDTHS] / 100_000.0
            longer = (
                r.own[t] + r.more[t] - m.base[tasks[t, at.PART], 1 if tasks[t, at.STATE] == STARTED else 0]
            )
            lag = m.percent_lags[k, of.LAG_MINUTES] + _rounded(longer * share)
            net.links[m.percent_lags[k, of.LAG_LINK], at.LAG] = lag


@kernel
def _impact(net: Net, m: Model, r: Room, t: int, k: int) -> int:
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
def _failures(m: Model, r: Room, t: int) -> int:
    """Return how often a test fails."""
    u = r.x[m.work[t, of.WORK_RETRY]]
    if m.retry_odds[t] >= 1.0:
        return _MOST_REPETITIONS
    return min(int(log(max(1.0 - u, 1e-12)) / log(m.retry_odds[t])), _MOST_REPETITIONS)


@kernel
def _work_again(net: Net, m: Model, r: Room, t: int, begin: int) -> None:
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
def _set_minutes(net: Net, m: Model, r: Room, t: int) -> None:
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


# Dates, by logic


@kernel
def _lay(net: Net, m: Model, r: Room) -> None:
    """Lay every task, and again where it turns out to lie where a risk strikes it."""
    size, begun = len(m.work) - 1, 0
    if len(m.absences) == 0 and len(m.repeats) == 0 and not _any_moment(m, r):
        forward_pass(net, 0, size)
        return
    for t in range(size):
        if m.work[t, of.WORK_IMPACTS] == m.work[t + 1, of.WORK_IMPACTS]:
            if (
                m.work[t, of.WORK_ABSENCES] == m.work[t + 1, of.WORK_ABSENCES]
                and m.work[t, of.WORK_RETRY] < 0
            ):
                continue
        forward_pass(net, begun, t + 1)
        begun = t + 1
        for _ in range(_ROUNDS):
            if not _disturbed(net, m, r, t, FAR):
                break
            forward_pass(net, t, t + 1)
    forward_pass(net, begun, size)


@kernel
def _any_moment(m: Model, r: Room) -> bool:
    for e in range(len(m.odds)):
        if r.struck[e] == 1 and m.events[e, of.EVENT_MOMENT] >= 0:
            return True
    return False


@kernel
def _disturbed(net: Net, m: Model, r: Room, t: int, until: int) -> bool:
    """Count what strikes a task by `until` where it lies now, each once; return whether its work became more, or less.

    What strikes whatever isn't finished is counted at any time.
    """
    if not _is_there(net, m, r, t):
        return False
    start, finish, before = net.found[t, at.GO_ON], net.found[t, at.FINISH], r.more[t]
    for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
        if _strikes(m, r, k, start, finish):
            e = m.impacts[k, of.IMPACT_EVENT]
            if m.events[e, of.EVENT_UNDER_WAY] == 0 or r.moments[e] <= until:
                r.more[t] += _impact(net, m, r, t, k)
                r.applied[k] = 1
    if m.work[t, of.WORK_RETRY] >= 0 and finish < FAR and start <= until:
        _work_again(net, m, r, t, start)
    if r.more[t] == before:
        _interrupt(net, m, r, t, start, finish, until)
    if r.more[t] == before:
        return False
    _set_minutes(net, m, r, t)
    return True


@kernel
def _is_there(net: Net, m: Model, r: Room, t: int) -> bool:
    present = m.work[t, of.WORK_PRESENT]
    return net.tasks[t, at.STATE] < FINISHED and (present < 0 or r.struck[present] == 1)


@kernel
def _strikes(m: Model, r: Room, k: int, start: int, finish: int) -> bool:
    """Return whether an impact that isn't counted yet has a moment that finds its task from `start` to `finish`."""
    e = m.impacts[k, of.IMPACT_EVENT]
    if r.applied[k] == 1 or r.struck[e] == 0 or m.events[e, of.EVENT_MOMENT] < 0:
        return False
    return r.moments[e] < finish and (m.events[e, of.EVENT_UNDER_WAY] == 0 or start <= r.moments[e])


@kernel
def _interrupt(net: Net, m: Model, r: Room, t: int, start: int, finish: int, until: int) -> None:
    """Add to a task what the first absence of its people takes out of it, if that begins by `until`."""
    k = _first_absence(net, m, r, t, start, finish)
    if k < 0:
        return
    first = max(_absent_from(m, r, k), start)
    if first <= until:
        r.applied[len(m.impacts) + k] = 1
        c = net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
        lost = max(between_on(net, c, first, _absent_until(net, m, r, k)), 0)
        r.more[t] += lost
        r.idle[t] += lost


@kernel
def _first_absence(net: Net, m: Model, r: Room, t: int, start: int, finish: int) -> int:
    """Return the row of the first absence of a task's people that it meets and that isn't counted yet; -1 for none."""
    best = -1
    for k in range(m.work[t, of.WORK_ABSENCES], m.work[t + 1, of.WORK_ABSENCES]):
        if r.applied[len(m.impacts) + k] == 1 or r.struck[m.absences[m.missed[k], of.ABSENCE_EVENT]] == 0:
            continue
        begin = _absent_from(m, r, k)
        if begin < finish and (best < 0 or begin < _absent_from(m, r, best)):
            if _absent_until(net, m, r, k) > start:
                best = k
    return best


@kernel
def _absent_from(m: Model, r: Room, k: int) -> int:
    return r.moments[m.absences[m.missed[k], of.ABSENCE_EVENT]]


@kernel
def _absent_until(net: Net, m: Model, r: Room, k: int) -> int:
    minutes = int(r.x[m.absences[m.missed[k], of.ABSENCE_VALUE]])
    return add_on(net, 0, _absent_from(m, r, k), minutes)


@kernel
def _keep_maximum_lags(net: Net, m: Model, r: Room) -> None:
    """Hold predecessors back until every maximum lag is kept; those that can't be are given up, as `schedule` does."""
    for k in range(len(m.holds)):
        r.given_up[k] = 0
    rounds = 0
    while _held(net, m, r):
        rounds += 1
        if rounds > len(m.holds) + _PATIENCE:
            _give_up(net, m, r)
            _hold_nothing(net, m, r)
            rounds = 0
        _lay(net, m, r)


@kernel
def _hold_nothing(net: Net, m: Model, r: Room) -> None:
    for k in range(len(m.holds)):
        net.facts[net.tasks[net.links[m.holds[k, 0], at.BEFORE], at.FACTS], at.HOLD] = r.kept[k]


@kernel
def _held(net: Net, m: Model, r: Room) -> bool:
    """Hold predecessors back whose successors come too late for a maximum lag; return whether any was."""
    moved = False
    for k in range(len(m.holds)):
        if r.given_up[k] == _FOR_GOOD:
            continue
        row = m.holds[k, 0]
        before = net.links[row, at.BEFORE]
        least = held_by_maximum(net, row, m.holds[k, 1])
        r.given_up[k] = 0
        if least > net.found[before, at.START] and net.tasks[before, at.STATE] == PLANNED:
            if least > net.facts[net.tasks[before, at.FACTS], at.HOLD]:
                net.facts[net.tasks[before, at.FACTS], at.HOLD] = least
                r.given_up[k] = _MOVED
                moved = True
    return moved


@kernel
def _give_up(net: Net, m: Model, r: Room) -> None:
    """Give up the maximum lags whose holding pushes their own successor on, and if none does all that still hold."""
    hopeless = False
    for k in range(len(m.holds)):
        if r.given_up[k] == _MOVED and _pushes_itself(net, m.holds[k, 0]):
            r.given_up[k] = _FOR_GOOD
            hopeless = True
    for k in range(len(m.holds)):
        if r.given_up[k] == _MOVED and not hopeless:
            r.given_up[k] = _FOR_GOOD


@kernel
def _pushes_itself(net: Net, row: int) -> bool:
    before, t = net.links[row, at.BEFORE], net.links[row, at.AFTER]
    while t != before and net.found[t, at.DRIVER_LINK] >= 0:
        t = net.links[net.found[t, at.DRIVER_LINK], at.BEFORE]
    return t == before


# Dates, with people


@kernel
def _tell_board(net: Net, b: Board, size: int) -> None:
    """Write the minutes of the network's parts to those of the modes, which say how long each holds its people."""
    for t in range(size):
        mode = b[b[to.MODE_FIRST] + t]
        if mode == b[b[to.MODE_FIRST] + t + 1]:
            continue
        k, last = of_mode(b, mode, to.MODE_PART), of_mode(b, mode + 1, to.MODE_PART)
        p = net.tasks[t, at.PART]
        while k < last and p < net.tasks[t + 1, at.PART]:
            cell = b[to.MODE_PARTS] + k * at.PART_COLUMNS
            b[cell + at.PART_MINUTES] = net.parts[p, at.PART_MINUTES]
            b[cell + at.PART_REMAINING] = net.parts[p, at.PART_REMAINING]
            k += 1
            p += 1


@kernel
def _keep_nothing_back(net: Net, b: Board, m: Model, r: Room) -> None:
    for k in range(len(m.holds)):
        b[b[to.KEPT] + net.links[m.holds[k, 0], at.BEFORE]] = r.kept[k]


@kernel
def _kept_back(net: Net, b: Board, m: Model, r: Room) -> bool:
    """Keep predecessors back whose successors come too late for a maximum lag; return whether any was."""
    moved = False
    for k in range(len(m.holds)):
        if r.given_up[k] == _FOR_GOOD:
            continue
        row = m.holds[k, 0]
        before = net.links[row, at.BEFORE]
        least = held_by_maximum(net, row, m.holds[k, 1])
        r.given_up[k] = _MOVED if least > net.found[before, at.START] else 0
        if (
            r.given_up[k] == 0
            or net.tasks[before, at.STATE] != PLANNED
            or net.tasks[before, at.ORDINARY] == 1
        ):
            continue
        if least > b[b[to.KEPT] + before]:
            b[b[to.KEPT] + before] = least
            moved = True
    return moved


@kernel
def _disturbed_anywhere(net: Net, m: Model, r: Room) -> bool:
    """Count what strikes next, and return whether any work became more, or less.

    What strikes later waits until all is laid again: whoever is away does what they have next later, out of that time.
    """
    if len(m.repeats) == 0 and not _any_moment(m, r):
        return False
    until = FAR
    for t in range(len(m.work) - 1):
        until = min(until, _next_strike(net, m, r, t))
    any_of_them = False
    for t in range(len(m.work) - 1):
        if _disturbed(net, m, r, t, until):
            any_of_them = True
    return any_of_them


@kernel
def _next_strike(net: Net, m: Model, r: Room, t: int) -> int:
    """Return the first moment from which a task is struck where it lies now; FAR for none."""
    found = FAR
    if not _is_there(net, m, r, t):
        return found
    start, finish = net.found[t, at.GO_ON], net.found[t, at.FINISH]
    for k in range(m.work[t, of.WORK_IMPACTS], m.work[t + 1, of.WORK_IMPACTS]):
        e = m.impacts[k, of.IMPACT_EVENT]
        if m.events[e, of.EVENT_UNDER_WAY] == 1 and _strikes(m, r, k, start, finish):
            found = min(found, r.moments[e])
    absence = _first_absence(net, m, r, t, start, finish)
    if absence >= 0:
        found = min(found, max(_absent_from(m, r, absence), start))
    return found


# What comes out


@kernel
def _note(net: Net, m: Model, r: Room, found: Totals, i: int) -> None:
    finish = net.rules[at.PLAN_START]
    for k in range(len(m.real)):
        finish = max(finish, _finish_of(net, m.real[k]))
    found.finish[i] = finish
    for g in range(len(m.ends) - 1):
        end = EARLIEST
        for k in range(m.ends[g], m.ends[g + 1]):
            end = max(end, _finish_of(net, m.end_places[k]))
        found.ends[i, g] = end if end > EARLIEST else finish
    found.cost[i] = _cost(net, m, r, finish)


@kernel
def _finish_of(net: Net, t: int) -> int:
    if net.tasks[t, at.STATE] == FINISHED:
        return net.facts[net.tasks[t, at.FACTS], at.ACTUAL_FINISH]
    return net.found[t, at.FINISH]


@kernel
def _cost(net: Net, m: Model, r: Room, finish: int) -> float:
    """Return what an iteration costs, added up in the order of the rows."""
    total = 0.0
    finish = _known(net, finish)
    for k in range(len(m.amounts)):
        event = m.money[k, of.MONEY_EVENT]
        if event >= 0 and r.struck[event] == 0:
            continue
        amount, t = m.amounts[k], m.money[k, of.MONEY_PLACE]
        when = finish if t < 0 else _known(net, _finish_of(net, t))
        if m.money[k, of.MONEY_VALUE] >= 0:
            amount *= r.x[m.money[k, of.MONEY_VALUE]]
        if m.money[k, of.MONEY_FACTOR] >= 0:
            amount *= r.x[m.money[k, of.MONEY_FACTOR]]
        if m.money[k, of.MONEY_KIND] == of.PER_MINUTE:
            amount *= max(r.own[t] + r.more[t] - r.idle[t], 0)
        if m.money[k, of.MONEY_KIND] == of.WITHIN:
            amount *= _worked_within(net, m, r, t, m.money_dates[k, 0])
        grows = m.money[k, of.MONEY_ESCALATION]
        if m.money[k, of.MONEY_KIND] == of.PER_DATE:
            each = amount
            amount = 0.0
            for d in range(m.money_dates[k, 0], m.money_dates[k, 1]):
                if m.dates[d] > finish:
                    break
                amount += each * (_grown(net, r, grows, m.dates[d]) if grows >= 0 else 1.0)
        elif grows >= 0:
            amount *= _grown(net, r, grows, when)
        total += amount
    return total


@kernel
def _worked_within(net: Net, m: Model, r: Room, t: int, d: int) -> int:
    """Return the paid minutes of a part of a task's work that lie within stretches of its calendar.

    Minutes without a time of their own, such as what is repeated in a test's time, are those after the last.
    """
    minutes = max(r.own[t] + r.more[t] - r.idle[t], 0)
    minutes = int(minutes * (m.dates[d + of.WITHIN_MINE] / max(m.dates[d + of.WITHIN_ALL], 1)) + 0.5)
    begin = _known(net, net.found[t, at.GO_ON])
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
def _known(net: Net, moment: int) -> int:
    """Return a moment, the plan's start for one that never comes: then prices don't rise, and nothing recurs."""
    return moment if moment < FAR else net.rules[at.PLAN_START]


@kernel
def _grown(net: Net, r: Room, value: int, moment: int) -> float:
    return pow(1.0 + r.x[value], max(moment - net.rules[at.PLAN_START], 0) / of.YEAR)


@kernel
def _mark_path_by_logic(net: Net, m: Model, r: Room, finish: int) -> None:
    """Mark every task that drives the finish, over however many links."""
    _mark_ends(net, m, r, finish)
    for t in range(len(r.path) - 1, -1, -1):
        if r.path[t] == 1:
            for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
                before = net.links[row, at.BEFORE]
                if r.path[before] == 0 and _drives(net, row, before, t):
                    r.path[before] = 1


@inlined
def _drives(net: Net, row: int, before: int, t: int) -> bool:
    """Return whether a link drives its successor; the plain kind of link goes a shorter way to the same answer."""
    if net.links[row, at.LAG] != 0 or net.links[row, at.KIND] != FS or net.tasks[before, at.STATE] != PLANNED:
        return is_driving(net, row)
    if net.tasks[t, at.ORDINARY] == 0:
        return is_driving(net, row)
    moment, start = net.found[before, at.FINISH], net.found[t, at.GO_ON]
    if moment >= start:
        return True
    c = net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
    if c < 0:
        return False
    lo, hi = net.first[c], net.first[c + 1]
    k = span_begun(net, c, lo, hi, moment)
    if k >= lo and moment < net.ends[k]:
        return False
    return k + 1 >= hi or net.starts[k + 1] >= start


@kernel
def _mark_ends(net: Net, m: Model, r: Room, finish: int) -> None:
    for t in range(len(r.path)):
        r.path[t] = 0
    for k in range(len(m.real)):
        if net.tasks[m.real[k], at.STATE] != FINISHED and net.found[m.real[k], at.FINISH] == finish:
            r.path[m.real[k]] = 1


@kernel
def _mark_path_with_people(net: Net, m: Model, r: Room, finish: int) -> None:
    """Mark every task that drives the finish, over links and over people who were busy until its start.

    `moments` of the places serve as a list of those still to be looked at: a task's people may be kept by one that
    stands behind it in the order of the network.
    """
    _mark_ends(net, m, r, finish)
    waiting = 0
    for t in range(len(r.path)):
        if r.path[t] == 1:
            r.order_of_path[waiting] = t
            waiting += 1
    while waiting > 0:
        waiting -= 1
        t = r.order_of_path[waiting]
        for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
            before = net.links[row, at.BEFORE]
            if r.path[before] == 0 and _drives(net, row, before, t):
                r.path[before] = 1
                r.order_of_path[waiting] = before
                waiting += 1
        if net.tasks[t, at.STATE] != PLANNED or r.own[t] + r.more[t] == 0:
            continue
        start, c = net.found[t, at.GO_ON], net.parts[net.tasks[t, at.PART], at.PART_CALENDAR]
        for k in range(m.crew_first[t], m.crew_first[t + 1]):
            who = m.crew[k]
            for i in range(m.taken_first[who], m.taken_first[who + 1]):
                before = m.taken_by[i]
                if (
                    r.path[before] == 1
                    or net.found[before, at.FINISH] > start
                    or r.own[before] + r.more[before] == 0
                ):
                    continue
                if next_work_on(net, c, net.found[before, at.FINISH]) >= start:
                    r.path[before] = 1
                    r.order_of_path[waiting] = before
                    waiting += 1


@kernel
def _count(net: Net, m: Model, r: Room, found: Totals, i: int) -> None:
    for t in range(len(r.path)):
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
