from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from fairlead.schedule.periods.bounds import impossible, quick_bound
from fairlead.schedule.periods.problem import PeriodProblem
from tests.schedule.periods.checking import a_problem, least_makespan, problems


def test_the_critical_path_counts_offsets_releases_and_tails() -> None:
    problem = a_problem([5, 2], [[], []], [], links=[(0, 1, 7)], release=[1, 0], tail=[0, 3])

    assert quick_bound(problem) == 1 + 7 + 2 + 3


def test_work_is_counted_behind_the_least_head_and_before_the_least_tail() -> None:
    # 3 x 4 periods of one of 2, all released in period 5 and with a tail of 1: 5 + 6 + 1.
    problem = a_problem([4, 4, 4], [[1], [1], [1]], [2], release=[5] * 3, tail=[1] * 3)

    assert quick_bound(problem) == 12


def test_demand_above_capacity_is_named() -> None:
    np.testing.assert_array_equal(impossible(a_problem([1, 2, 0], [[1], [4], [4]], [3])), [1])


@given(problems(most=4, longest=3))
@settings(max_examples=25)
def test_no_schedule_beats_the_bound(problem: PeriodProblem) -> None:
    assert quick_bound(problem) <= least_makespan(problem)
