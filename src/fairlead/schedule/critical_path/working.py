"""Kernels: a task's work laid from its start to its finish and back, on the calendars of its parts."""

from __future__ import annotations

from bisect import bisect_right

from fairlead.schedule.calendars.kernels import (
    BEYOND,
    add_work,
    next_work,
    previous_work,
    subtract_work,
    work_between,
)
from fairlead.schedule.codes import EARLIEST, GATE, LATEST, MILESTONE, START_MILESTONE, WORK
from fairlead.schedule.critical_path.tables import (
    CALENDAR,
    FACTS,
    PART,
    PART_CALENDAR,
    PART_DELAY,
    SHAPE,
    SPAN_ENTRY,
    SPAN_STEP,
    WORK_ENTRY,
    WORK_STEP,
    Net,
)
from fairlead.schedule.jit import beside, inlined, kernel


@kernel
def nothing_asked(moment: int) -> tuple[int, int, int, int]:
    """Return no bound (`moment`) on start and finish, and no link that sets one.

    As a call, because Numba compiles what a loop variable is handed to a second time for a literal start.
    """
    return moment, moment, -1, -1


@kernel
def fact(net: Net, t: int, column: int) -> int:
    """Return one of the facts that few tasks have; its default for the others."""
    return net.facts[net.tasks[t, FACTS], column]


@kernel
def next_work_on(net: Net, c: int, t: int) -> int:
    """Return the start-like reading of a moment on calendar `c`; the moment itself on the clock."""
    if c < 0:
        return t
    return next_work(net.starts, net.ends, net.cum, net.first[c], net.first[c + 1], t)


@kernel
def previous_work_on(net: Net, c: int, t: int) -> int:
    """Return the finish-like reading of a moment on calendar `c`; the moment itself on the clock.

    Before a calendar begins time passes on the clock: something available only later can still be late for a deadline.
    """
    if c < 0:
        return t
    found = previous_work(net.starts, net.ends, net.cum, net.first[c], net.first[c + 1], t)
    return t if found == -BEYOND else found


@kernel
def add_on(net: Net, c: int, t: int, minutes: int) -> int:
    """Return a moment moved on by minutes of calendar `c` (finish-like), or back (start-like) for a negative."""
    if minutes == 0:
        return t
    if c < 0:
        return t + minutes
    if minutes > 0 and EARLIEST <= t <= LATEST:
        _, done = laid_from(net, c, t, minutes)
        return done
    return add_work(net.starts, net.ends, net.cum, net.first[c], net.first[c + 1], t, minutes)


@kernel
def subtract_on(net: Net, c: int, t: int, minutes: int) -> int:
    """Return a moment moved back by minutes of calendar `c` (start-like); before it begins on the clock."""
    if minutes == 0:
        return t
    if c < 0:
        return t - minutes
    lo, hi = net.first[c], net.first[c + 1]
    if minutes > 0 and EARLIEST <= t <= LATEST and lo < hi:
        begun, _ = laid_to(net, c, t, minutes)
        return begun
    return subtract_work(net.starts, net.ends, net.cum, lo, hi, t, minutes)


@kernel
def between_on(net: Net, c: int, a: int, b: int) -> int:
    """Return the working minutes of calendar `c` from `a` to `b`, negative when `b` is earlier."""
    if a == b:
        return 0
    if c < 0:
        return b - a
    lo, hi = net.first[c], net.first[c + 1]
    if lo < hi and EARLIEST <= a <= LATEST and EARLIEST <= b <= LATEST:
        return worked_until(net, c, lo, hi, b) - worked_until(net, c, lo, hi, a)
    return work_between(net.starts, net.ends, net.cum, lo, hi, a, b)


def _span_begun(net: Net, c: int, lo: int, hi: int, t: int) -> int:
    return bisect_right(net.starts, t, lo, hi) - 1


@inlined
@beside(_span_begun)
def span_begun(net: Net, c: int, lo: int, hi: int, t: int) -> int:
    """Return the last span of calendar `c` begun at or before `t`, `lo - 1` without.

    `lo:hi` is the calendar's slice, not empty. The guide names the span or one just before it.
    """
    starts = net.starts
    if t < starts[lo]:
        return lo - 1
    if t >= starts[hi - 1]:
        return hi - 1
    entry = net.guided[c, SPAN_ENTRY] + ((t - starts[lo]) >> net.guided[c, SPAN_STEP])
    below, above = net.guide[entry], net.guide[entry + 1] + 1
    if starts[below + 1] > t:
        return below
    below += 1
    while above - below > 1:
        middle = (below + above) // 2
        if starts[middle] <= t:
            below = middle
        else:
            above = middle
    return below


def _span_worked(net: Net, c: int, lo: int, hi: int, work: int) -> int:
    return bisect_right(net.cum, work, lo, hi) - 1


@inlined
@beside(_span_worked)
def span_worked(net: Net, c: int, lo: int, hi: int, work: int) -> int:
    """Return the last span of calendar `c`, the slice `lo:hi`, before which it works no more than `work` minutes."""
    cum = net.cum
    if work >= cum[hi - 1]:
        return hi - 1
    entry = net.guided[c, WORK_ENTRY] + (work >> net.guided[c, WORK_STEP])
    below, above = net.guide[entry], net.guide[entry + 1] + 1
    if cum[below + 1] > work:
        return below
    below += 1
    while above - below > 1:
        middle = (below + above) // 2
        if cum[middle] <= work:
            below = middle
        else:
            above = middle
    return below


@inlined
def worked_until(net: Net, c: int, lo: int, hi: int, t: int) -> int:
    """Return the working minutes of calendar `c`, the slice `lo:hi`, before `t`."""
    i = span_begun(net, c, lo, hi, t)
    if i < lo:
        return 0
    return net.cum[i] + min(t, net.ends[i]) - net.starts[i]


@inlined
def laid_from(net: Net, c: int, moment: int, minutes: int) -> tuple[int, int]:
    """Return start and finish of work begun at or after `moment` on calendar `c`; `minutes` is 0 or more."""
    if c < 0:
        return moment, moment + minutes
    starts, ends, cum = net.starts, net.ends, net.cum
    lo, hi = net.first[c], net.first[c + 1]
    if lo == hi or moment >= ends[hi - 1]:
        return BEYOND, BEYOND
    i = max(span_begun(net, c, lo, hi, moment), lo)
    if moment >= ends[i]:
        i += 1
    begun = max(moment, starts[i])
    if minutes == 0:
        return begun, begun
    done = cum[i] + begun - starts[i] + minutes
    i = span_worked(net, c, lo, hi, done - 1)
    finish = starts[i] + done - cum[i]
    return begun, finish if finish <= ends[i] else BEYOND


@inlined
def laid_to(net: Net, c: int, moment: int, minutes: int) -> tuple[int, int]:
    """Return start and finish of work done at or before `moment` on calendar `c`; `minutes` is 0 or more."""
    if c < 0:
        return moment - minutes, moment
    starts, ends, cum = net.starts, net.ends, net.cum
    lo, hi = net.first[c], net.first[c + 1]
    if lo == hi or moment <= starts[lo]:  # before a calendar begins time passes on the clock
        return moment - minutes, moment
    i = span_begun(net, c, lo, hi, moment - 1)
    done = min(moment, ends[i])
    if minutes == 0:
        return done, done
    begun = cum[i] + done - starts[i] - minutes
    if begun < 0:
        return starts[lo] + begun, done
    i = span_worked(net, c, lo, hi, begun)
    return starts[i] + begun - cum[i], done


@kernel
def at_or_after(net: Net, c: int, t: int) -> int:
    """Return `t` where calendar `c` works or has just worked until then, else the next working moment."""
    following = next_work_on(net, c, t)
    if following == t or previous_work_on(net, c, t) == t:
        return t
    return following


@kernel
def at_or_before(net: Net, c: int, t: int) -> int:
    """Return `t` where calendar `c` works or works from then on, else the last working moment before."""
    previous = previous_work_on(net, c, t)
    if previous == t or next_work_on(net, c, t) == t:
        return t
    return previous


@kernel
def start_reading(net: Net, t: int, moment: int) -> int:
    """Return the first moment at or after `moment` at which task `t` can start."""
    shape = net.tasks[t, SHAPE]
    if shape >= GATE:
        return moment
    if shape == START_MILESTONE:
        return next_work_on(net, net.tasks[t, CALENDAR], moment)
    if shape != WORK:
        return at_or_after(net, net.tasks[t, CALENDAR], moment)
    earliest = LATEST
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        c = net.parts[p, PART_CALENDAR]
        earliest = min(earliest, next_work_on(net, c, add_on(net, c, moment, net.parts[p, PART_DELAY])))
    return earliest


@kernel
def taken_up_from(net: Net, t: int, moment: int) -> int:
    """Return the first moment at or after `moment` at which task `t` can start, delays of its parts left aside."""
    if net.tasks[t, SHAPE] != WORK:
        return start_reading(net, t, moment)
    earliest = LATEST
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        earliest = min(earliest, next_work_on(net, net.parts[p, PART_CALENDAR], moment))
    return earliest


@kernel
def last_start(net: Net, t: int, moment: int) -> int:
    """Return the last moment at or before `moment` at which task `t` can start, delays of its parts left aside.

    In closed hours that is a minute before closing: what is taken up at closing time starts when it opens again, which
    is too late. A calendar that hasn't begun is no reason to be earlier.
    """
    shape = net.tasks[t, SHAPE]
    if shape >= GATE:
        return moment
    if shape == START_MILESTONE:
        return last_start_on(net, net.tasks[t, CALENDAR], moment)
    if shape != WORK:
        return at_or_before(net, net.tasks[t, CALENDAR], moment)
    latest = EARLIEST
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        latest = max(latest, last_start_on(net, net.parts[p, PART_CALENDAR], moment))
    return latest


@kernel
def last_start_on(net: Net, c: int, moment: int) -> int:
    """Return the last moment at or before `moment` at which work on calendar `c` can begin."""
    if next_work_on(net, c, moment) == moment:
        return moment
    found = previous_work(net.starts, net.ends, net.cum, net.first[c], net.first[c + 1], moment)
    return moment if found == -BEYOND else found - 1


@kernel
def finish_reading(net: Net, t: int, moment: int) -> int:
    """Return the last moment at or before `moment` at which task `t` can finish."""
    shape = net.tasks[t, SHAPE]
    if shape >= GATE:
        return moment
    if shape == START_MILESTONE or shape == MILESTONE:
        # An evening isn't the next morning to who signs on certain days only: a milestone before them keeps its time.
        return at_or_before(net, net.tasks[t, CALENDAR], moment)
    if shape != WORK:
        return previous_work_on(net, net.tasks[t, CALENDAR], moment)
    latest = EARLIEST
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        latest = max(latest, previous_work_on(net, net.parts[p, PART_CALENDAR], moment))
    return latest


@kernel
def finish_not_before(net: Net, t: int, moment: int) -> int:
    """Return the first finish of task `t` that isn't before `moment`."""
    if net.tasks[t, SHAPE] != WORK:
        return start_reading(net, t, moment)
    earliest = LATEST
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        earliest = min(earliest, at_or_after(net, net.parts[p, PART_CALENDAR], moment))
    return earliest


@kernel
def finish_from(net: Net, t: int, start: int, column: int) -> int:
    """Return when the work of task `t`, taken up at `start`, is done; `column`: PART_MINUTES or PART_REMAINING."""
    if net.tasks[t, SHAPE] != WORK:
        return start
    latest = start
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        latest = max(latest, add_on(net, net.parts[p, PART_CALENDAR], start, net.parts[p, column]))
    return latest


@kernel
def start_from(net: Net, t: int, finish: int, column: int) -> int:
    """Return when the work of task `t` must be taken up to be done at `finish`; columns as in `finish_from`."""
    if net.tasks[t, SHAPE] != WORK:
        return finish
    earliest = finish
    for p in range(net.tasks[t, PART], net.tasks[t + 1, PART]):
        earliest = min(earliest, subtract_on(net, net.parts[p, PART_CALENDAR], finish, net.parts[p, column]))
    return earliest
