"""Kernels: when each task is done, by logic and within people's limits, and what maximum lags hold back."""

from __future__ import annotations

from fairlead.risk import tables as of
from fairlead.risk.iterating.striking import any_moment, disturbed
from fairlead.risk.tables import FAR, FOR_GOOD, MOVED, Model, Room
from fairlead.schedule.codes import PLANNED
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.forward import forward_pass
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.windows import held_by_maximum
from fairlead.schedule.jit import kernel
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.tables import Board, of_mode

ROUNDS = 12  # of counting what risks touch once dates are known
_PATIENCE = 30  # rounds beyond one for each maximum lag, by logic, as in the critical path


@kernel
def lay_by_logic(net: Net, m: Model, r: Room) -> None:
    """Lay every task, and again where it turns out to lie where a risk strikes it."""
    size, begun = len(m.work) - 1, 0
    if len(m.absences) == 0 and len(m.repeats) == 0 and not any_moment(m, r):
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
        for _ in range(ROUNDS):
            if not disturbed(net, m, r, t, FAR):
                break
            forward_pass(net, t, t + 1)
    forward_pass(net, begun, size)


@kernel
def keep_maximum_lags(net: Net, m: Model, r: Room) -> None:
    """Hold predecessors back until every maximum lag is kept; those that can't be are given up, as `schedule` does."""
    for k in range(len(m.holds)):
        r.given_up[k] = 0
    rounds = 0
    while _held(net, m, r):
        rounds += 1
        if rounds > len(m.holds) + _PATIENCE:
            _give_up(net, m, r)
            hold_nothing(net, m, r)
            rounds = 0
        lay_by_logic(net, m, r)


@kernel
def hold_nothing(net: Net, m: Model, r: Room) -> None:
    """Hold the predecessors of maximum lags back no longer than the plan itself does, by logic."""
    for k in range(len(m.holds)):
        net.facts[net.tasks[net.links[m.holds[k, 0], at.BEFORE], at.FACTS], at.HOLD] = r.kept[k]


@kernel
def _held(net: Net, m: Model, r: Room) -> bool:
    """Hold predecessors back whose successors come too late for a maximum lag; return whether any was."""
    moved = False
    for k in range(len(m.holds)):
        if r.given_up[k] == FOR_GOOD:
            continue
        row = m.holds[k, 0]
        before = net.links[row, at.BEFORE]
        least = held_by_maximum(net, row, m.holds[k, 1])
        r.given_up[k] = 0
        if least > net.found[before, at.START] and net.tasks[before, at.STATE] == PLANNED:
            if least > net.facts[net.tasks[before, at.FACTS], at.HOLD]:
                net.facts[net.tasks[before, at.FACTS], at.HOLD] = least
                r.given_up[k] = MOVED
                moved = True
    return moved


@kernel
def _give_up(net: Net, m: Model, r: Room) -> None:
    """Give up the maximum lags whose holding pushes their own successor on, and if none does all that still hold."""
    hopeless = False
    for k in range(len(m.holds)):
        if r.given_up[k] == MOVED and _pushes_itself(net, m.holds[k, 0]):
            r.given_up[k] = FOR_GOOD
            hopeless = True
    for k in range(len(m.holds)):
        if r.given_up[k] == MOVED and not hopeless:
            r.given_up[k] = FOR_GOOD


@kernel
def _pushes_itself(net: Net, row: int) -> bool:
    before, t = net.links[row, at.BEFORE], net.links[row, at.AFTER]
    while t != before and net.found[t, at.DRIVER_LINK] >= 0:
        t = net.links[net.found[t, at.DRIVER_LINK], at.BEFORE]
    return t == before


@kernel
def tell_board(net: Net, b: Board, size: int) -> None:
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
def keep_nothing_back(net: Net, b: Board, m: Model, r: Room) -> None:
    """Hold the predecessors of maximum lags back no longer than the plan itself does, within people's limits."""
    for k in range(len(m.holds)):
        b[b[to.KEPT] + net.links[m.holds[k, 0], at.BEFORE]] = r.kept[k]


@kernel
def kept_back(net: Net, b: Board, m: Model, r: Room) -> bool:
    """Keep predecessors back whose successors come too late for a maximum lag; return whether any was."""
    moved = False
    for k in range(len(m.holds)):
        if r.given_up[k] == FOR_GOOD:
            continue
        row = m.holds[k, 0]
        before = net.links[row, at.BEFORE]
        least = held_by_maximum(net, row, m.holds[k, 1])
        r.given_up[k] = MOVED if least > net.found[before, at.START] else 0
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
