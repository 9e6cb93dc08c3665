"""Kernels of breeding, run plain."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.periods.evolution import Colony, cross, draw, evolve, populate, settle
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.tables import DIGITS, space, tables
from tests.schedule.periods.checking import a_problem, faults, makespan, problems

NONE = 1 << 60


def a_colony(problem: PeriodProblem, members: int = 4, seed: int = 1) -> Colony:
    """A colony without members yet."""
    sides = tables(problem), tables(problem.mirrored())
    return Colony(
        *sides, *(space(of) for of in sides),
        start=np.zeros((2, members, problem.size), np.int64),
        makespan=np.full((2, members), NONE, np.int64),
        used=np.array([of.span for of in sides], np.int64),
        scratch=np.zeros((4, problem.size), np.int64),
        counts=np.zeros(DIGITS, np.int64),
        dice=np.array([seed], np.int64),
    )  # fmt: skip


def keys(*values: int) -> Any:
    return np.array(values, np.int64)


def test_numbers_are_drawn_from_the_minimal_standard_generator() -> None:
    # Begun with 1, the 10,000th number is 399268537: so says the standard of C++ of its `minstd_rand`.
    dice = keys(1)
    drawn = [draw(dice, 10) for _ in range(10_000)]

    assert int(dice[0]) == 399_268_537
    assert set(drawn) == set(range(10))


def test_a_member_is_built_by_its_keys() -> None:
    # One thing for two activities of 3 and 4 periods: who has the lesser key is first.
    colony = a_colony(a_problem([3, 4], [[1], [1]], [1]))

    assert settle(colony, 0, 0, keys(0, 1)) == settle(colony, 0, 1, keys(1, 0)) == 7
    assert colony.start[0, 0].tolist() == [0, 3]
    assert colony.start[0, 1].tolist() == [4, 0]
    assert colony.makespan[0].tolist() == [7, 7, NONE, NONE]


def test_the_child_of_one_schedule_with_itself_is_built_from_its_end() -> None:
    colony = a_colony(a_problem([3, 4], [[1], [1]], [1]))
    settle(colony, 0, 0, keys(0, 1))
    cross(colony, 0, 0, 0)

    # The second ends last, so that the mirrored problem, which has it first, takes it first.
    first, second = colony.scratch[0].tolist()
    assert 0 <= first < second


@given(problems(), st.integers(1, 1000))
@settings(max_examples=30)
def test_every_member_keeps_the_problem_and_none_gets_worse(problem: PeriodProblem, seed: int) -> None:
    colony, sides = a_colony(problem, 3, seed), (problem, problem.mirrored())
    for side in range(2):
        populate(colony, side, 0, 3, np.zeros(problem.size, np.int64), 5)
    before = colony.makespan.copy()

    least = evolve(colony, 0, 12, 100)

    assert (colony.makespan <= before).all()
    assert least >= colony.makespan.min()
    for side, of in enumerate(sides):
        for member in range(3):
            start = colony.start[side, member].tolist()
            assert faults(of, start) == []
            assert makespan(of, start) <= int(colony.makespan[side, member])
