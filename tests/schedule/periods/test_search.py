from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rcpsp_files import best_known, read
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.search import keeps, solve
from tests.schedule.periods.checking import a_problem, faults, least_makespan, makespan, problems

INSTANCES = ("j30/j3014_9.sm", "j60/j6017_8.sm", "j120/j12033_2.sm", "RG300/RG300_54.rcp")


def test_two_who_need_the_same_thing_take_turns() -> None:
    answer = solve(a_problem([3, 4], [[1], [1]], [1]), time_limit=0)

    assert answer.start is not None
    assert sorted(answer.start.tolist()) in ([0, 3], [0, 4])
    assert (answer.makespan, answer.lower_bound, answer.status) == (7, 7, "optimal")


def test_a_project_without_activities_takes_no_time() -> None:
    answer = solve(a_problem([], [], []), time_limit=1)

    assert (answer.makespan, answer.lower_bound, answer.status) == (0, 0, "optimal")


def test_what_asks_for_more_than_there_is_cannot_be_scheduled() -> None:
    answer = solve(a_problem([3, 4], [[1], [3]], [2]), time_limit=1)

    assert (answer.start, answer.status) == (None, "infeasible")


def test_an_activity_of_no_duration_needs_nothing() -> None:
    assert solve(a_problem([0], [[3]], [2]), time_limit=0).status == "optimal"


def test_tails_decide_who_goes_first() -> None:
    # The second has 10 periods behind it: 2 + 10 and the first beside them, not 3 + 2 + 10.
    answer = solve(a_problem([3, 2], [[1], [1]], [1], tail=[0, 10]), time_limit=0)

    assert (answer.makespan, answer.status) == (12, "optimal")


def test_a_negative_offset_lets_the_next_begin_before() -> None:
    answer = solve(a_problem([5, 9], [[], []], [], links=[(0, 1, -2)], release=[4, 0]), time_limit=0)

    assert answer.start is not None
    # 1 may begin 2 periods before 0, which is released in period 4.
    assert answer.start.tolist() == [4, 2]


@given(problems(), st.sampled_from([0.0, 0.0, 0.05]))
@settings(max_examples=30)
def test_every_answer_keeps_the_problem_and_its_bound(problem: PeriodProblem, limit: float) -> None:
    answer = solve(problem, time_limit=limit)

    assert answer.start is not None
    assert faults(problem, answer.start.tolist()) == []
    assert answer.makespan == makespan(problem, answer.start.tolist()) >= answer.lower_bound
    assert (answer.status == "optimal") == (answer.makespan == answer.lower_bound)


@given(problems(most=4, longest=3))
@settings(max_examples=25)
def test_small_problems_are_solved_to_the_optimum(problem: PeriodProblem) -> None:
    answer = solve(problem, time_limit=10)

    assert answer.status == "optimal"
    assert answer.makespan == least_makespan(problem)


@given(problems(), st.data())
def test_what_keeps_a_problem_is_what_the_plain_checker_says(
    problem: PeriodProblem, data: st.DataObject
) -> None:
    good = solve(problem, time_limit=0).start
    assert good is not None
    shifted = good + np.array([data.draw(st.sampled_from([0, 0, 0, 0, -1, 1])) for _ in good], np.int64)

    assert keeps(problem, good)
    assert keeps(problem, shifted) == (not faults(problem, shifted.tolist()))


def test_a_hint_is_where_the_search_begins() -> None:
    problem = hard()
    better = solve(problem, time_limit=0.4).start
    assert better is not None

    assert solve(problem, time_limit=0, hint=better).makespan <= problem.makespan(better)


def test_a_hint_that_breaks_the_problem_is_ignored() -> None:
    answer = solve(a_problem([3, 4], [[1], [1]], [1]), time_limit=0, hint=np.array([0, 0]))

    assert answer.makespan == 7


def test_news_are_told_as_they_get_better() -> None:
    told: list[tuple[int, int]] = []
    answer = solve(hard(), time_limit=0.6, report=lambda best, bound: told.append((best, bound)))

    assert told[-1] == (answer.makespan, answer.lower_bound)
    assert [best for best, _ in told] == sorted((best for best, _ in told), reverse=True)
    assert [bound for _, bound in told] == sorted(bound for _, bound in told)
    assert len(set(told)) == len(told)


def test_a_search_that_is_stopped_gives_the_best_so_far() -> None:
    began = monotonic()
    answer = solve(hard(), time_limit=600, stopped=lambda: monotonic() - began > 0.3)

    assert answer.start is not None
    assert faults(hard(), answer.start.tolist()) == []
    assert answer.seconds < 100


def test_rules_alone_need_no_numba_and_no_solver() -> None:
    code = (
        "import sys, numpy as np\n"
        "from fairlead.schedule.periods.problem import PeriodProblem as P\n"
        "from fairlead.schedule.periods.search import solve\n"
        "one = np.ones(2, np.int64); none = np.zeros(0, np.int64)\n"
        "solve(P(one, one[:, None], one[:1], one, one, none, none, none), time_limit=0)\n"
        "print(sorted({'numba', 'ortools'} & set(sys.modules)))\n"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@pytest.mark.parametrize("name", INSTANCES)
@pytest.mark.parametrize("limit", [0, 1.2])
def test_benchmark_files_stay_between_the_best_known_bounds(
    shared_data: Path, name: str, limit: float
) -> None:
    problem = read(shared_data / "rcpsp" / name)
    low, high = best_known(shared_data / "rcpsp")[name]

    answer = solve(problem, time_limit=limit)

    assert answer.start is not None
    assert faults(problem, answer.start.tolist()) == []
    assert answer.makespan >= low
    assert answer.lower_bound <= high


def test_long_durations_are_scheduled_between_breakpoints(shared_data: Path) -> None:
    hours = read(shared_data / "rcpsp" / "j30/j3014_9.sm")
    minutes = PeriodProblem(
        hours.duration * 60, hours.demand, hours.capacity, hours.release, hours.tail,
        hours.before, hours.after, hours.offset * 60,
    )  # fmt: skip

    # All durations are multiples of 60, and so is the optimum: 46 hours.
    assert solve(minutes, time_limit=1).makespan == 46 * 60


def hard() -> PeriodProblem:
    """Forty activities over two resources, too many to be proven in a moment."""
    chance = np.random.default_rng(5)
    size = 60
    return a_problem(
        chance.integers(1, 10, size), chance.integers(0, 9, (size, 2)), [12, 13],
        links=[(j - int(chance.integers(1, 6)), j, 3) for j in range(6, size)],
    )  # fmt: skip
