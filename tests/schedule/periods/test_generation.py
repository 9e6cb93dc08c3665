from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.jit import load_compiled
from fairlead.schedule.periods import generation
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.tables import DIGITS, Tables, space, tables
from tests.schedule.periods.checking import a_problem, faults, makespan, problems


def earliest(problem: PeriodProblem, order: list[int]) -> list[int]:
    """The serial scheme, plainly: each activity in turn at the first start that breaks nothing."""
    start: dict[int, int] = {}
    for j in order:
        s = int(problem.release[j])
        for before, after, offset in zip(problem.before, problem.after, problem.offset, strict=True):
            if after == j:
                s = max(s, start[int(before)] + int(offset))
        while not _has_room(problem, start, j, s):
            s += 1
        start[j] = s
    return [start[j] for j in range(problem.size)]


def _has_room(problem: PeriodProblem, start: dict[int, int], j: int, s: int) -> bool:
    for period in range(s, s + int(problem.duration[j])):
        running = [i for i, t in start.items() if t <= period < t + problem.duration[i]]
        if (problem.demand[running].sum(axis=0) + problem.demand[j] > problem.capacity).any():
            return False
    return True


def profiles(problem: PeriodProblem) -> list[Tables]:
    of = tables(problem)
    horizon = int(of.span if of.on_grid else 1)
    between = of._replace(on_grid=False, span=2 * problem.size + 4)
    return [of._replace(on_grid=True, span=max(horizon, 200)), between]


@given(problems())
def test_every_profile_gives_each_activity_its_earliest_start(problem: PeriodProblem) -> None:
    order = list(range(problem.size))
    expected = earliest(problem, order)

    for of in profiles(problem):
        start = [0] * problem.size
        ends = generation.generate(of.plain(), space(of), order, start, of.span)
        assert start == expected
        assert ends == makespan(problem, expected)
    assert faults(problem, expected) == []


def test_compiled_and_plain_kernels_give_the_same_schedule() -> None:
    chance = np.random.default_rng(3)
    size = 40
    problem = a_problem(
        chance.integers(0, 9, size), chance.integers(0, 5, (size, 3)), [5, 6, 7],
        links=[(j - 3, j, int(chance.integers(-2, 9))) for j in range(3, size)],
    )  # fmt: skip
    compiled = load_compiled("fairlead.schedule.periods.generation")

    for of in profiles(problem):
        quick, slow = np.zeros(size, np.int64), [0] * size
        compiled.generate(of, space(of), np.arange(size), quick, of.span)
        generation.generate(of.plain(), space(of), list(range(size)), slow, of.span)
        assert quick.tolist() == slow == earliest(problem, list(range(size)))


def test_many_resources_take_several_words() -> None:
    # Ten resources of 20 bits and more; the activities collide on the last one only.
    capacity = [1_000_001] * 9 + [3]
    problem = a_problem([4, 4, 4], [[900_000] * 9 + [2], [100_001] * 9 + [2], [1] * 9 + [0]], capacity)
    of = tables(problem)
    assert of.words > 1

    start = [0, 0, 0]
    generation.generate(of.plain(), space(of), [0, 1, 2], start, of.span)

    assert start == [0, 4, 0]


@pytest.mark.parametrize("largest", [1, 5_000, 10_000_000])
def test_keys_are_sorted_in_a_stable_way(largest: int) -> None:
    keys = np.random.default_rng(1).integers(0, largest, 300)
    order, spare = np.zeros(300, np.int64), np.zeros(300, np.int64)

    generation.order_by(keys, 300, order, spare, np.zeros(DIGITS, np.int64))

    np.testing.assert_array_equal(order, np.argsort(keys, kind="stable"))


@given(problems(), st.data())
def test_keys_never_fall_along_a_link(problem: PeriodProblem, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.integers(0, 9), min_size=problem.size, max_size=problem.size))

    generation.keep_links(tables(problem).plain(), keys)

    for before, after in zip(problem.before, problem.after, strict=True):
        assert keys[before] <= keys[after]
