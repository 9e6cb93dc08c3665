"""Kernels: the serial schedule generation scheme, and the order in which it takes the activities.

Sources: Kolisch, Serial and parallel resource-constrained project scheduling methods revisited, EJOR 90 (1996);
Valls, Ballestin, Quintanilla, Justification and RCPSP: a technique that pays, EJOR 165 (2005).
"""

from __future__ import annotations

from typing import Any

from fairlead.schedule.jit import kernel
from fairlead.schedule.periods.profile import (
    clear,
    earliest_between_breaks,
    earliest_on_grid,
    take_between_breaks,
    take_on_grid,
)
from fairlead.schedule.periods.tables import DIGITS, Space, Tables


@kernel
def generate(of: Tables, space: Space, order: Any, start: Any, until: int) -> int:
    """Give each activity, in this order, its earliest start; returns the makespan, tails included.

    The order must not name an activity before one that it follows. `until` is the end of the schedule that used
    the space before, so that no more is cleared than was used.
    """
    clear(of, space, until)
    makespan, used = 0, 1
    for i in range(of.size):
        j = order[i]
        at = of.release[j]
        for link in range(of.into[j], of.into[j + 1]):
            ready = start[of.before[link]] + of.offset[link]
            if ready > at:
                at = ready
        if of.is_bound[j]:
            if of.on_grid:
                at = earliest_on_grid(of, space.room, j, at)
                take_on_grid(of, space.room, j, at)
            else:
                at = earliest_between_breaks(of, space, used, j, at)
                used = take_between_breaks(of, space, used, j, at)
        start[j] = at
        end = at + of.duration[j] + of.tail[j]
        if end > makespan:
            makespan = end
    return makespan


@kernel
def keep_links(of: Tables, key: Any) -> None:
    """Raise keys so that none is below that of an activity it follows."""
    for j in range(of.size):
        for link in range(of.into[j], of.into[j + 1]):
            if key[of.before[link]] > key[j]:
                key[j] = key[of.before[link]]


@kernel
def order_by(key: Any, size: int, order: Any, spare: Any, counts: Any) -> None:
    """Fill in the activities by rising key (0 or more), equal keys by index: a radix sort by digits of 11 bits."""
    largest = 0
    for j in range(size):
        order[j] = j
        if key[j] > largest:
            largest = key[j]
    shift = 0
    while largest >> shift > 0:
        for d in range(DIGITS):
            counts[d] = 0
        for i in range(size):
            counts[(key[order[i]] >> shift) & (DIGITS - 1)] += 1
        total = 0
        for d in range(DIGITS):
            count = counts[d]
            counts[d] = total
            total += count
        for i in range(size):
            d = (key[order[i]] >> shift) & (DIGITS - 1)
            spare[counts[d]] = order[i]
            counts[d] += 1
        for i in range(size):
            order[i] = spare[i]
        shift += 11
