from __future__ import annotations

import numpy as np
from hypothesis import given

from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.rules import best_of_rules
from tests.schedule.periods.checking import a_problem, faults, problems


def test_the_mirror_turns_releases_into_tails_and_links_around() -> None:
    mirrored = a_problem([2, 3], [[], []], [], links=[(0, 1, 2)], release=[4, 0], tail=[0, 7]).mirrored()

    assert mirrored.duration.tolist() == [3, 2]
    assert (mirrored.release.tolist(), mirrored.tail.tolist()) == ([7, 0], [0, 4])
    # Finish to start from 0 to 1 is finish to start from what was 1 to what was 0: the duration of 1 is 3.
    assert (mirrored.before.tolist(), mirrored.after.tolist(), mirrored.offset.tolist()) == ([0], [1], [3])


@given(problems())
def test_mirroring_twice_changes_nothing(problem: PeriodProblem) -> None:
    twice = problem.mirrored().mirrored()

    for name in ("duration", "demand", "capacity", "release", "tail", "before", "after", "offset"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(problem, name))


@given(problems())
def test_a_schedule_seen_from_the_end_keeps_the_mirrored_problem(problem: PeriodProblem) -> None:
    start = best_of_rules(problem)
    makespan = problem.makespan(start)

    mirrored = problem.from_the_end(start, makespan)

    assert faults(problem.mirrored(), mirrored.tolist()) == []
    assert problem.mirrored().makespan(mirrored) <= makespan
