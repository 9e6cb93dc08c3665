"""Kernels: what drives a plan's finish in many iterations side by side: the longest path, in bits, and the uniforms."""

from __future__ import annotations

import numpy as np

from fairlead.risk.abreast_tables import LANES, Abreast
from fairlead.risk.drawing import NINE_TENTHS, TENTH
from fairlead.risk.tables import Totals
from fairlead.schedule.jit import inlined, kernel

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@inlined
def note_ends(a: Abreast, t: int, words: int, ends: int) -> bool:
    """Move the plan's finish on to that of a place that may be the last; return whether it is within what is known.

    Two bits tell later whether it was: that it ends no earlier than those before it, and that it ends later.
    """
    row, size, top = a.row[t], words * LANES, np.int32(0)
    if len(a.cum) == 0:
        for i in range(size):
            top = max(top, a.finish[row, i])
        if top >= a.most:
            return False
    if a.ends[t] < 2:
        return True
    for w in range(words):
        latest = later = np.uint64(0)
        for j in range(LANES):
            i = w * LANES + j
            latest |= np.uint64(a.finish[row, i] >= a.last[i]) << np.uint64(j)
            later |= np.uint64(a.finish[row, i] > a.last[i]) << np.uint64(j)
        a.latest[w, ends], a.later[w, ends] = latest, later
    for i in range(size):
        a.last[i] = max(a.last[i], a.finish[row, i])
    return True


@kernel
def mark(a: Abreast, first: int, last: int, found: Totals) -> None:
    """Mark every task that drives the finish, over however many links, from the last to the first, and count it."""
    size = last - first
    for w in range((size + LANES - 1) // LANES):
        left = size - w * LANES
        valid = _ALL if left >= LANES else (np.uint64(1) << np.uint64(left)) - np.uint64(1)
        for t in range(len(a.kind)):
            a.path[t] = np.uint64(0)
        end = a.latest.shape[1]
        for t in range(len(a.kind) - 1, -1, -1):
            marked = a.path[t]
            if a.ends[t] == 2:  # the last in all iterations in which none behind it ends later
                end -= 1
                marked |= valid & a.latest[w, end]
                valid &= ~a.later[w, end]
            if marked == np.uint64(0):
                continue
            for k in range(a.into[t], a.into[t + 1]):
                a.path[a.before[k]] |= marked & a.drives[w, k]
            found.critical[t] += _ones(marked)


@inlined
def _ones(word: np.uint64) -> int:
    """Return how many bits are set."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inlined
def add_drivers(a: Abreast, u: int, count: int, costs: bool, found: Totals) -> None:
    """Add finish and cost to the sums of a uniform, drawn anew: where it is in its lowest tenth, and in its highest."""
    finish_low = finish_high = cost_low = cost_high = low = high = 0
    for i in range(count):  # whole numbers without branches: machine code adds several at a time
        below, above = a.drawn[i] < TENTH, a.drawn[i] >= NINE_TENTHS
        finish_low += a.by_finish[i] if below else 0
        finish_high += a.by_finish[i] if above else 0
        low += 1 if below else 0
        high += 1 if above else 0
    if costs:
        for i in range(count):
            cost_low += a.money[i] if a.drawn[i] < TENTH else 0
            cost_high += a.money[i] if a.drawn[i] >= NINE_TENTHS else 0
    found.low[u, 0] += float(finish_low)
    found.low[u, 1] += cost_low / 100.0
    found.high[u, 0] += float(finish_high)
    found.high[u, 1] += cost_high / 100.0
    found.counts[u, 0] += low
    found.counts[u, 1] += high
