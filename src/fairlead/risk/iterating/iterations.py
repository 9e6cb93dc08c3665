"""Kernels: one iteration after the other of a plan whose durations, risks and branches are drawn."""

from __future__ import annotations

import numpy as np

from fairlead.risk.drawing import draw_all
from fairlead.risk.iterating.deciding import mark_path_by_logic, mark_path_with_people
from fairlead.risk.iterating.placing import (
    ROUNDS,
    hold_nothing,
    keep_maximum_lags,
    keep_nothing_back,
    kept_back,
    lay_by_logic,
    tell_board,
)
from fairlead.risk.iterating.striking import disturbed_anywhere
from fairlead.risk.iterating.tallying import count_outcome, note_outcome
from fairlead.risk.iterating.workload import draw_luck, lay_out_work
from fairlead.risk.tables import FOR_GOOD, Model, Room, Totals
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.jit import kernel
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.generator import generate
from fairlead.schedule.levelling.tables import Board

_ROUNDS_FOR_MAXIMUM_LAGS = 12  # by then a lag that can't be kept only pushes what it begins with ahead of it
NO_ROOM = -2
DONE = -1


@kernel
def by_logic(
    net: Net, m: Model, seed: np.uint64, block: int, count: int, plain: bool, r: Room, found: Totals
) -> int:
    """Run a block of iterations by links, dates and hours alone."""
    for i in range(count):
        draw_all(m, seed, block, i, count, plain, r.normals, r.drawn)
        draw_luck(m, r)
        lay_out_work(net, m, r)
        hold_nothing(net, m, r)
        lay_by_logic(net, m, r)
        if len(m.holds) > 0:
            keep_maximum_lags(net, m, r)
        note_outcome(net, m, r, found, i)
        mark_path_by_logic(net, m, r, found.finish[i])
        count_outcome(net, m, r, found, i)
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
        draw_luck(m, r)
        lay_out_work(net, m, r)
        rounds = 0
        for k in range(len(m.holds)):
            r.given_up[k] = 0
        keep_nothing_back(net, b, m, r)
        while True:
            for _ in range(ROUNDS + len(r.applied)):
                tell_board(net, b, size)
                if generate(net, b, size) != to.DONE:
                    return NO_ROOM
                if not disturbed_anywhere(net, m, r):
                    break
            if len(m.holds) == 0 or not kept_back(net, b, m, r):
                break
            rounds += 1
            if rounds == _ROUNDS_FOR_MAXIMUM_LAGS:
                rounds = 0
                for k in range(len(m.holds)):
                    r.given_up[k] = FOR_GOOD if r.given_up[k] > 0 else 0
                keep_nothing_back(net, b, m, r)
        note_outcome(net, m, r, found, i)
        mark_path_with_people(net, m, r, found.finish[i])
        count_outcome(net, m, r, found, i)
    return DONE
