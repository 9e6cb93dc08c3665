"""What the kernels are given: a problem as flat arrays, its resources packed into few words.

Each resource gets a field of bits in a word, wide enough for its capacity, with a guard bit above it. Room minus
need leaves all guard bits standing exactly where there is room on every resource, so that one subtraction and one
comparison test all of them (SIMD within a register: Lamport, Multiple byte processing with full-word instructions,
CACM 18(8), 1975).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from fairlead.schedule.periods.problem import Ints, PeriodProblem

_WORD_BITS = 62  # of 64: the sign and one to spare
DIGITS = 1 << 11
"""Keys are sorted by digits of 11 bits."""
GRID_UNTIL = 24
"""Mean periods of an activity up to which a profile by period is quicker than one by breakpoint; measured."""


class Tables(NamedTuple):
    """A problem for the kernels; flat sequences, arrays when compiled and lists when plain.

    `need[j * words + w]` is what activity j takes of word w, `full[w]` an empty period with all guard bits, `guards[w]`
    those bits. Links into j stand in `before` and `offset` at `into[j]` until `into[j + 1]`. `span` is the number of
    periods, or of breakpoints when not `on_grid`, that a profile must hold.
    """

    size: int
    words: int
    span: int
    on_grid: bool
    duration: Any
    need: Any
    full: Any
    guards: Any
    release: Any
    tail: Any
    into: Any
    before: Any
    offset: Any
    is_bound: Any
    """1 where an activity takes of anything that is scarce, for some time"""

    def plain(self) -> Tables:
        """Return the same over lists, which plain Python reads faster."""
        lists: tuple[Any, ...] = tuple(x.tolist() if isinstance(x, np.ndarray) else x for x in self)
        return Tables(*lists)


class Space(NamedTuple):
    """Where a kernel keeps the profile: breakpoints (only off the grid) and room, one row of `span` a word."""

    times: Any
    room: Any


def tables(problem: PeriodProblem) -> Tables:
    """Return a problem for the kernels."""
    size = problem.size
    need, full, guards = _packed(problem)
    order = np.lexsort((problem.before, problem.after))
    horizon = latest_needed(problem)
    on_grid = bool(horizon <= GRID_UNTIL * max(size, 8) + 64)
    return Tables(
        size=size,
        words=len(full),
        span=horizon + 1 if on_grid else 2 * size + 4,
        on_grid=on_grid,
        duration=problem.duration.astype(np.int64),
        need=need.ravel(),
        full=full,
        guards=guards,
        release=problem.release.astype(np.int64),
        tail=problem.tail.astype(np.int64),
        into=np.searchsorted(problem.after[order], np.arange(size + 1)).astype(np.int64),
        before=problem.before[order].astype(np.int64),
        offset=problem.offset[order].astype(np.int64),
        is_bound=(need.any(axis=1)).astype(np.int64),
    )


def space(of: Tables) -> Space:
    """Return room for a profile; `clear` fills it."""
    return Space(np.zeros(1 if of.on_grid else of.span, np.int64), np.zeros(of.words * of.span, np.int64))


def latest_needed(problem: PeriodProblem) -> int:
    """Return a time by which every active schedule has ended, seen from either end."""
    waits = np.maximum(problem.offset - problem.duration[problem.before], 0)
    longest = np.zeros(problem.size, np.int64)
    np.maximum.at(longest, problem.after, waits)
    return int(
        problem.duration.sum() + longest.sum() + problem.release.max(initial=0) + problem.tail.max(initial=0)
    )


def scarce(problem: PeriodProblem) -> tuple[Ints, Ints]:
    """Return demand (activities, resources) and capacity without what can't run short, in the largest units."""
    demand = np.where(problem.duration[:, None] > 0, problem.demand, 0)
    demand = demand[:, demand.sum(axis=0) > problem.capacity]
    capacity = problem.capacity[
        np.where(problem.duration[:, None] > 0, problem.demand, 0).sum(axis=0) > problem.capacity
    ]
    unit = np.gcd.reduce(demand, axis=0, initial=0) if len(capacity) else np.ones(0, np.int64)
    unit = np.maximum(unit, 1)
    return demand // unit, capacity // unit


def _packed(problem: PeriodProblem) -> tuple[Ints, Ints, Ints]:
    demand, capacity = scarce(problem)
    widths = [int(limit).bit_length() + 1 for limit in capacity]
    need: list[Ints] = []
    full: list[int] = []
    guards: list[int] = []
    used = _WORD_BITS
    for resource in sorted(range(len(widths)), key=lambda r: widths[r]):
        if used + widths[resource] > _WORD_BITS:
            need.append(np.zeros(problem.size, np.int64))
            full.append(0)
            guards.append(0)
            used = 0
        guard = 1 << (used + widths[resource] - 1)
        need[-1] = need[-1] + (demand[:, resource] << used)
        full[-1] += (int(capacity[resource]) << used) + guard
        guards[-1] += guard
        used += widths[resource]
    columns = np.stack(need, axis=1) if need else np.zeros((problem.size, 0), np.int64)
    return columns, np.array(full, np.int64), np.array(guards, np.int64)
