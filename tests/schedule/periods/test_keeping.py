"""Schedules that end no later than a known one and leave as much as can be where it was agreed."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.periods.keeping import Kept, kept
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.search import solve
from tests.schedule.periods.checking import a_problem, faults, makespan, problems


def keep(problem: PeriodProblem, agreed: list[int], known: list[int], pinned: tuple[int, ...] = ()) -> Kept:
    flags = np.isin(np.arange(problem.size), pinned)
    return kept(problem, np.array(agreed), np.array(known), pinned=flags, seconds=20)


def test_what_fits_into_a_gap_moves_nobody() -> None:
    # One thing: the first took 2 periods, takes 3 now, and the next isn't due before the fourth.
    found = keep(a_problem([3, 1], [[1], [1]], [1]), agreed=[0, 4], known=[2, 0])

    assert (found.start.tolist(), found.moved, found.is_proven) == ([0, 4], 0, True)


def test_without_a_gap_as_many_stay_as_can() -> None:
    # One thing without a break until 7: of 0, 2 and 4 only one start can be had with lengths 3, 2 and 2.
    problem = a_problem([3, 2, 2], [[1], [1], [1]], [1])
    found = keep(problem, agreed=[0, 2, 4], known=[2, 5, 0])

    assert (found.moved, found.is_proven) == (2, True)
    assert makespan(problem, found.start.tolist()) == 7
    assert faults(problem, found.start.tolist()) == []


def test_what_is_pinned_stays_where_it_is_known() -> None:
    found = keep(a_problem([1, 1], [[1], [1]], [2]), agreed=[0, 0], known=[1, 1], pinned=(0,))

    assert (found.start.tolist(), found.moved) == ([1, 0], 1)


@given(problem=problems(most=3, longest=3), data=st.data())
def test_no_fewer_could_be_moved_where_that_is_proven(problem: PeriodProblem, data: st.DataObject) -> None:
    known = solve(problem, time_limit=0).start
    assert known is not None
    latest = makespan(problem, known.tolist())
    agreed = [data.draw(st.integers(-1, latest)) for _ in range(problem.size)]

    found = keep(problem, agreed, known.tolist())

    start = found.start.tolist()
    assert faults(problem, start) == []
    assert makespan(problem, start) <= latest
    assert found.moved == moved(agreed, start)
    assert found.is_proven
    assert found.moved == fewest(problem, agreed, latest)


def moved(agreed: list[int], start: tuple[int, ...] | list[int]) -> int:
    return sum(0 <= a != s for a, s in zip(agreed, start, strict=True))


def fewest(problem: PeriodProblem, agreed: list[int], latest: int) -> int:
    """The least number of moves, by trying all starts."""
    reach = [range(latest - int(rest) + 1) for rest in problem.duration + problem.tail]
    return min(moved(agreed, start) for start in itertools.product(*reach)
               if not faults(problem, start))  # fmt: skip
