"""Breeding: what it hands over, and when it ends."""

from __future__ import annotations

import numpy as np

from fairlead.schedule.periods.colony import Breeding
from fairlead.schedule.periods.problem import Ints, PeriodProblem
from tests.schedule.periods.checking import a_problem, faults

# Three activities for one thing; who has 10 periods behind it must be first: 2 + 10. The others fit beside that.
TAILS = a_problem([5, 4, 2], [[1], [1], [1]], [1], tail=[0, 0, 10])


def bred(known: list[int], rounds: int = 60, problem: PeriodProblem = TAILS) -> list[tuple[list[int], int]]:
    """What is handed over in so many looks at the clock."""
    told: list[tuple[list[int], int]] = []
    looks = iter(range(rounds))

    def found(start: Ints, length: int) -> None:
        told.append((start.tolist(), length))

    Breeding(problem, seed=1).run(lambda: next(looks, None) is not None, found, np.array(known, np.int64))
    return told


def test_what_is_handed_over_keeps_the_problem_and_is_better_each_time() -> None:
    told = bred([0, 5, 9])  # 9 + 2 + 10 = 21 periods

    assert [faults(TAILS, start) for start, _ in told] == [[]] * len(told)
    lengths = [length for _, length in told]
    assert lengths == sorted(set(lengths), reverse=True)
    assert lengths[-1] == 12
    assert [TAILS.makespan(np.array(start)) for start, _ in told] == lengths


def test_nothing_is_handed_over_that_is_no_better_than_what_is_known() -> None:
    assert bred([2, 7, 0]) == []


def test_it_ends_as_soon_as_it_must() -> None:
    assert bred([0, 5, 9], rounds=0) == []


def test_what_is_bred_from_the_end_is_handed_over_from_the_start() -> None:
    # Sixty activities that are known one after the other; children are bred on both sides in turn.
    chance = np.random.default_rng(5)
    links = [(j - int(chance.integers(1, 6)), j, 3) for j in range(6, 60)]
    problem = a_problem(chance.integers(3, 10, 60), chance.integers(0, 9, (60, 2)), [12, 13], links)
    known = np.cumsum(problem.duration) - problem.duration

    told = bred(known.tolist(), problem=problem)

    assert len(told) > 2
    assert [faults(problem, start) for start, _ in told] == [[]] * len(told)
    assert [problem.makespan(np.array(start)) for start, _ in told] == [length for _, length in told]
