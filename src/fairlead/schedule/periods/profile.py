"""Kernels: where there is room for an activity, by period or by breakpoint."""

from __future__ import annotations

from typing import Any

from fairlead.schedule.jit import kernel
from fairlead.schedule.periods.tables import Space, Tables


@kernel
def clear(of: Tables, space: Space, until: int) -> None:
    """Make the profile empty, where only periods before `until` have been used; breakpoints ignore it."""
    end = min(until, of.span) if of.on_grid else 1
    for w in range(of.words):
        full, row = of.full[w], w * of.span
        for k in range(row, row + end):
            space.room[k] = full
    if not of.on_grid:
        space.times[0] = 0


@kernel
def earliest_on_grid(of: Tables, room: Any, j: int, start: int) -> int:
    """Return the first start not before `start` at which activity j has room in every period it takes."""
    words, span, length = of.words, of.span, of.duration[j]
    agreed, w = 0, 0
    while agreed < words:
        need = of.need[j * words + w]
        moved = False
        if need:
            # From the end of the window backward, so that a lack of room moves the window as far as it can; what
            # has been seen with room isn't looked at again.
            guard, row = of.guards[w], w * span
            seen, end = start, start + length
            k = end - 1
            while k >= seen:
                if (room[row + k] - need) & guard == guard:
                    k -= 1
                else:
                    moved = True
                    start, seen = k + 1, end
                    end = start + length
                    k = end - 1
        agreed = 1 if moved else agreed + 1
        w = w + 1 if w + 1 < words else 0
    return start


@kernel
def take_on_grid(of: Tables, room: Any, j: int, start: int) -> None:
    """Take what activity j needs out of its periods."""
    for w in range(of.words):
        need = of.need[j * of.words + w]
        if need:
            row = w * of.span
            for k in range(row + start, row + start + of.duration[j]):
                room[k] -= need


@kernel
def segment(times: Any, used: int, moment: int) -> int:
    """Return the breakpoint at or last before a moment."""
    low, high = 0, used
    while high - low > 1:
        middle = (low + high) // 2
        if times[middle] <= moment:
            low = middle
        else:
            high = middle
    return low


@kernel
def earliest_between_breaks(of: Tables, space: Space, used: int, j: int, start: int) -> int:
    """Return the first start not before `start` at which activity j has room; the profile has `used` breakpoints."""
    times, room, words = space.times, space.room, of.words
    k = segment(times, used, start)
    end = start + of.duration[j]
    while k < used and times[k] < end:
        fits = True
        for w in range(words):
            fits = fits and (room[w * of.span + k] - of.need[j * words + w]) & of.guards[w] == of.guards[w]
        k += 1
        if not fits:
            start = times[k]
            end = start + of.duration[j]
    return start


@kernel
def take_between_breaks(of: Tables, space: Space, used: int, j: int, start: int) -> int:
    """Take what activity j needs; returns the new number of breakpoints."""
    times, room = space.times, space.room
    first, last = 0, 0
    for side in range(2):
        moment = start if side == 0 else start + of.duration[j]
        k = segment(times, used, moment)
        if times[k] != moment:
            for i in range(used, k + 1, -1):
                times[i] = times[i - 1]
            times[k + 1] = moment
            for w in range(of.words):
                row = w * of.span
                for i in range(row + used, row + k, -1):
                    room[i] = room[i - 1]
            used += 1
            k += 1
        if side == 0:
            first = k
        else:
            last = k
    for w in range(of.words):
        need = of.need[j * of.words + w]
        for k in range(w * of.span + first, w * of.span + last):
            room[k] -= need
    return used
