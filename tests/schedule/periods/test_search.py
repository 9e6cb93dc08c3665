from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given

from fairlead.schedule.periods.bounds import impossible, quick_bound
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.rules import best_of_rules
from fairlead.schedule.periods.search import keeps, solve
from tests.schedule.periods.checking import a_problem, faults, least_makespan, problems

# Two workers; four jobs of 3, 3, 2 and 4 periods by one each: 12 periods of work fill six periods.
FOUR_JOBS = a_problem([3, 3, 2, 4], [[1]] * 4, [2])


def a_hard_one(size: int = 30) -> PeriodProblem:
    """A problem whose quick bound proves nothing."""
    chance = np.random.default_rng(4)
    durations = chance.integers(1, 9, size).tolist()
    demands = chance.integers(1, 6, (size, 2)).tolist()
    return a_problem(durations, demands, [8, 9], [(j, j + 7, durations[j]) for j in range(size - 7)])


@given(problems(most=4, longest=3))
def test_nothing_beats_the_bounds_and_the_optimum_is_found(problem: PeriodProblem) -> None:
    answer = solve(problem, time_limit=0)
    best = least_makespan(problem)

    assert answer.start is not None
    assert faults(problem, answer.start.tolist()) == []
    assert answer.lower_bound <= best <= answer.makespan == problem.makespan(answer.start)
    assert quick_bound(problem) <= best


@given(problems())
def test_rules_give_schedules_that_break_nothing(problem: PeriodProblem) -> None:
    start = best_of_rules(problem)

    assert faults(problem, start.tolist()) == []
    assert keeps(problem, start)


def test_work_that_fills_its_time_is_proven_without_a_search() -> None:
    answer = solve(FOUR_JOBS, time_limit=0)

    assert (answer.makespan, answer.lower_bound, answer.status) == (6, 6, "optimal")


def test_more_than_there_is_can_not_be_scheduled() -> None:
    problem = a_problem([1, 2], [[1], [3]], [2])

    assert impossible(problem).tolist() == [1]
    assert solve(problem, time_limit=1).status == "infeasible"


def test_an_empty_project_ends_at_once() -> None:
    answer = solve(a_problem([], [], []), time_limit=1)

    assert (answer.makespan, answer.status) == (0, "optimal")


def test_a_search_proves_what_rules_leave_open_and_tells_on_the_way() -> None:
    problem = a_hard_one(16)
    told: list[tuple[int, int]] = []
    answer = solve(problem, time_limit=20, report=lambda best, bound: told.append((best, bound)))

    assert answer.status == "optimal"
    assert faults(problem, answer.start.tolist()) == []  # type: ignore[union-attr]
    assert told[-1] == (answer.makespan, answer.lower_bound)
    assert [best for best, _ in told] == sorted((best for best, _ in told), reverse=True)
    assert [bound for _, bound in told] == sorted(bound for _, bound in told)


def test_a_search_stops_when_asked_and_keeps_the_best() -> None:
    began = time.monotonic()
    answer = solve(a_hard_one(60), time_limit=300, stopped=lambda: time.monotonic() > began + 0.2)

    assert answer.start is not None
    assert answer.status in ("feasible", "optimal")


def test_a_hint_that_breaks_something_is_ignored() -> None:
    problem = a_hard_one(16)

    assert solve(problem, time_limit=0, hint=np.zeros(problem.size, np.int64)).makespan > 20


@pytest.mark.parametrize("start", [[0, 0, 0, 0], [0, 1, 2, 3]])
def test_too_much_at_once_is_not_kept(start: list[int]) -> None:
    assert not keeps(FOUR_JOBS, np.array(start))
