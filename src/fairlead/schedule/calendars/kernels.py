"""Kernels: from moments to working minutes and back on one compiled calendar.

A calendar is the slice `lo:hi` of three parallel sequences (arrays when compiled, lists when plain):

    starts, ends    working spans [start, end) in axis minutes, sorted, apart from each other
    cum             working minutes of the calendar before each span; `cum[lo] == 0`

Every instant of working time has two readings. The **start-like** one is the first moment at which work can
go on (08:00 of the next day); the **finish-like** one is the moment at which the work before it was done
(17:00 of this day).

A move that leaves the calendar's spans returns `BEYOND` (after the last) or `-BEYOND` (before the first):
the caller compiles a wider window and asks again. What goes in beyond comes out beyond, whatever was added
on the way. Moments between the window's first and last minute are the caller's promise: a kernel sees
spans, not the window. Finding a span is a good guess and a search around it: O(log n), a few steps on a regular week.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Protocol

from fairlead.schedule.jit import beside, kernel

BEYOND = 1 << 60  # minutes; so far out that lags added to it neither overflow nor come back
_REACH = 1 << 59  # what lies further out than this has come from BEYOND


class Ints(Protocol):
    """Whole numbers by index: a list when plain, an array of int64 when compiled."""

    def __getitem__(self, index: int, /) -> int:
        """Return one of the numbers."""

    def __len__(self) -> int:
        """Return how many there are."""


@kernel
def is_beyond(t: int) -> bool:
    """Return whether a moment or a count of working minutes lies outside what was compiled."""
    return t > _REACH or t < -_REACH


@kernel
def next_work(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, t: int) -> int:
    """Return the first working moment at or after `t`: 17:00 becomes 08:00 of the next day."""
    if t < -_REACH:
        return -BEYOND
    if lo == hi or t >= ends[hi - 1]:
        return BEYOND
    i = last_at_or_before(starts, lo, hi, t)
    if i >= lo and t < ends[i]:
        return t
    return starts[i + 1]


@kernel
def previous_work(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, t: int) -> int:
    """Return the last moment up to `t` that ends working time: 08:00 becomes 17:00 of the day before."""
    if t > _REACH:
        return BEYOND
    if lo == hi or t <= starts[lo]:
        return -BEYOND
    i = last_at_or_before(starts, lo, hi, t - 1)
    return min(t, ends[i])


@kernel
def work_before(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, t: int) -> int:
    """Return the working minutes of the calendar before `t`; after its last span the total."""
    if t > _REACH:
        return BEYOND
    if t < -_REACH:
        return -BEYOND
    i = last_at_or_before(starts, lo, hi, t)
    if i < lo:
        return 0
    return cum[i] + min(t, ends[i]) - starts[i]


@kernel
def start_at(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, w: int) -> int:
    """Return when work goes on after `w` working minutes: the start-like inverse of `work_before`."""
    if w < 0:
        return -BEYOND
    if lo == hi or w >= cum[hi - 1] + ends[hi - 1] - starts[hi - 1]:
        return BEYOND
    i = last_at_or_before(cum, lo, hi, w)
    return starts[i] + w - cum[i]


@kernel
def finish_at(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, w: int) -> int:
    """Return the moment at which `w` working minutes are done: the finish-like inverse of `work_before`.

    Nothing of the window is done before its first span, so 0 gives `-BEYOND`.
    """
    if w <= 0:
        return -BEYOND
    if lo == hi or w > cum[hi - 1] + ends[hi - 1] - starts[hi - 1]:
        return BEYOND
    i = last_at_or_before(cum, lo, hi, w - 1)
    return starts[i] + w - cum[i]


@kernel
def add_work(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, t: int, minutes: int) -> int:
    """Return when `minutes` of work begun at `t` are done: the finish-like reading, and `t` itself for 0.

    Negative minutes subtract work.
    """
    if minutes == 0 or is_beyond(t):
        return clipped(t)
    done = work_before(starts, ends, cum, lo, hi, t) + minutes
    if minutes < 0:
        return start_at(starts, ends, cum, lo, hi, done)
    return finish_at(starts, ends, cum, lo, hi, done)


@kernel
def subtract_work(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, t: int, minutes: int) -> int:
    """Return when `minutes` of work done by `t` began: the start-like reading, and `t` itself for 0.

    Negative minutes add work.
    """
    return add_work(starts, ends, cum, lo, hi, t, -minutes)


@kernel
def work_between(starts: Ints, ends: Ints, cum: Ints, lo: int, hi: int, a: int, b: int) -> int:
    """Return the working minutes from `a` to `b`, negative when `b` is earlier; beyond if one is."""
    if is_beyond(a):
        return -clipped(a)
    if is_beyond(b):
        return clipped(b)
    return work_before(starts, ends, cum, lo, hi, b) - work_before(starts, ends, cum, lo, hi, a)


@kernel
def clipped(t: int) -> int:
    """Return `t`, or exactly `BEYOND` (`-BEYOND`) for what has come from there with something added."""
    if t > _REACH:
        return BEYOND
    if t < -_REACH:
        return -BEYOND
    return t


def _last_at_or_before(values: Ints, lo: int, hi: int, x: int) -> int:
    return bisect_right(values, x, lo, hi) - 1


@kernel
@beside(_last_at_or_before)
def last_at_or_before(values: Ints, lo: int, hi: int, x: int) -> int:
    """Return the last index in `lo:hi` of rising `values` that is not above `x`; `lo - 1` when all are.

    Two guesses by the mean distance, from the first value and then from where that led, come near on regular
    weeks (a third of the time of halving from the start, on ten years of two shifts a day with holidays); from
    there steps double and then halve, so that no calendar takes more than O(log n).
    """
    if lo == hi or x < values[lo]:
        return lo - 1
    if x >= values[hi - 1]:
        return hi - 1
    density = (hi - 1 - lo) / (values[hi - 1] - values[lo])
    guess = lo + int((x - values[lo]) * density)
    guess += int((x - values[guess]) * density)
    guess = min(max(guess, lo), hi - 2)

    # Close in until values[below] <= x < values[above].
    step = 1
    if values[guess] <= x:
        below, above = guess, guess + 1
        while above < hi - 1 and values[above] <= x:
            step *= 2
            below, above = above, above + step
        above = min(above, hi - 1)
    else:
        below, above = guess - 1, guess
        while below > lo and values[below] > x:
            step *= 2
            below, above = below - step, below
        below = max(below, lo)

    while above - below > 1:
        middle = (below + above) // 2
        if values[middle] <= x:
            below = middle
        else:
            above = middle
    return below
