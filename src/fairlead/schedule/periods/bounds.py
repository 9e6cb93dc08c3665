"""Lower bounds of the makespan that cost milliseconds: the critical path, and work between heads and tails."""

from __future__ import annotations

import numpy as np

from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.rules import earliest_starts, longest_tails
from fairlead.schedule.periods.tables import tables

_LEVELS = 128  # thresholds of heads and of tails that are tried against each other


def impossible(problem: PeriodProblem) -> Ints:
    """Return the activities that ask for more than there is of something."""
    return np.flatnonzero((problem.demand > problem.capacity).any(axis=1) & (problem.duration > 0))


def quick_bound(problem: PeriodProblem) -> int:
    """Return the greater of critical path and energy bound; every schedule takes at least that many periods."""
    return quick_reason(problem)[0]


def quick_reason(problem: PeriodProblem) -> tuple[int, int | None]:
    """Return the bound of `quick_bound` and the resource whose work it is from; None: the critical path."""
    if not problem.size:
        return 0, None
    plain = tables(problem).plain()
    head = np.array(earliest_starts(plain), np.int64)
    least = np.array(longest_tails(plain), np.int64)
    path = int((head + least).max())
    bound, resource = _energy(problem, head, least - problem.duration)
    return (bound, resource) if bound > path else (path, None)


def _energy(problem: PeriodProblem, head: Ints, tail: Ints) -> tuple[int, int]:
    """Return the greatest a + work / capacity + b over the activities with a head of at least a and a tail of b.

    With it comes the resource.

    Source: Klein and Scholl, Computing lower bounds by destructive improvement, EJOR 112 (1999), section 2.
    """
    heads, tails = _thresholds(head), _thresholds(tail)
    row = np.searchsorted(heads, head, side="right") - 1
    column = np.searchsorted(tails, tail, side="right") - 1
    best = (0, 0)
    for resource, capacity in enumerate(problem.capacity):
        if capacity <= 0:
            continue
        work = np.zeros((len(heads), len(tails)), np.int64)
        np.add.at(work, (row, column), problem.duration * problem.demand[:, resource])
        beyond = work[::-1, ::-1].cumsum(axis=0).cumsum(axis=1)[::-1, ::-1]
        total = heads[:, None] + tails[None, :] + -(-beyond // capacity)
        bound = int(total[beyond > 0].max(initial=0))
        best = (bound, resource) if bound > best[0] else best
    return best


def _thresholds(values: Ints) -> Ints:
    distinct = np.unique(values)
    return distinct[
        np.unique(np.linspace(0, len(distinct) - 1, min(_LEVELS, len(distinct))).astype(np.int64))
    ]
