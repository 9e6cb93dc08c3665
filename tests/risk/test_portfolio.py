"""Many plans at once come to what each does alone, whoever runs them; a bad one keeps no other back."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import fairlead
from fairlead.plan.errors import PlanError
from fairlead.risk.forecast import Forecast
from fairlead.risk.portfolio import Odds, costs_together, simulated_all
from fairlead.risk.simulating import Wishes, simulated
from fairlead.risk.workers import executor_for
from tests.risk.simulated import WEEKDAYS, a_plan_of
from tests.risk.test_simulating import SPREAD, same
from tests.risk.test_workers import cluster  # noqa: F401 # a fixture

WISHES = Wishes(iterations=300, seed=3)
GOOD = [a_plan_of(SPREAD, WEEKDAYS)] + [
    a_plan_of(
        f"tasks: [{{id: a, estimate: {k}d..{2 * k}d, who: [ana]}}]\npeople: [{{id: ana, rate: 10/h}}]\n", WEEKDAYS
    )
    for k in (1, 2, 3)
]  # fmt: skip
BAD = a_plan_of("tasks: [{id: a, estimate: 1d, only_if: [b]}, {id: b, estimate: 1d, only_if: [a]}]")


@pytest.fixture(scope="module")
def alone() -> list[Forecast]:
    return [simulated(plan, WISHES) for plan in GOOD]


def are_the_same(found: list[Odds], wanted: list[Forecast]) -> bool:
    return len(found) == len(wanted) and all(
        isinstance(one, Forecast) and same(one, other) and one.to_json() == other.to_json()
        for one, other in zip(found, wanted, strict=True)
    )


class Elsewhere(Executor):
    """An executor as if in another process, which does what it is given at once."""

    workers = 2

    def __init__(self, breaks_after: int = 10**9) -> None:
        self.left, self.asked = breaks_after, 0

    def submit(self, call: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        self.asked += 1
        if self.left == 0:
            raise BrokenExecutor
        self.left -= 1
        found: Future[Any] = Future()
        there, its_args = pickle.loads(pickle.dumps((call, args)))
        found.set_result(pickle.loads(pickle.dumps(there(*its_args, **more))))
        return found


def test_without_an_executor_each_comes_to_what_it_does_alone(alone: list[Forecast]) -> None:
    assert are_the_same(fairlead.simulated_all(GOOD, WISHES), alone)


def test_an_executor_gets_whole_plans(alone: list[Forecast]) -> None:
    there = Elsewhere()
    assert are_the_same(simulated_all(GOOD, WISHES, executor=there), alone)
    assert there.asked == len(GOOD)


def test_of_fewer_plans_than_workers_each_runs_on_all(alone: list[Forecast]) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert are_the_same(simulated_all(GOOD[:1], WISHES, executor=pool, workers=2), alone[:1])


def test_a_pool_that_breaks_changes_nothing(alone: list[Forecast]) -> None:
    assert are_the_same(simulated_all(GOOD, WISHES, executor=Elsewhere(breaks_after=2)), alone)


@pytest.mark.parametrize("executor", [None, Elsewhere()])
def test_a_bad_plan_gives_its_error_in_its_place(executor: Executor | None, alone: list[Forecast]) -> None:
    first, bad, *others = simulated_all([GOOD[0], BAD, *GOOD[1:]], WISHES, executor=executor)
    assert isinstance(bad, PlanError)
    assert "waits for itself" in str(bad)
    assert are_the_same([first, *others], alone)


def test_it_says_how_many_are_done_and_stops_when_asked(alone: list[Forecast]) -> None:
    told: list[tuple[int, int]] = []
    found = simulated_all(
        GOOD, WISHES, progress=lambda done, wanted: told.append((done, wanted)), stopped=lambda: len(told) > 1
    )
    assert told == [(1, 4), (2, 4)]
    assert are_the_same(found, alone[:2])


def test_the_schedule_of_a_forecast_is_the_one_that_levelling_gives(alone: list[Forecast]) -> None:
    for forecast in alone:
        assert forecast.people is not None
        assert forecast.people.placed == fairlead.levelled(forecast.plan).placed


def test_costs_are_added_by_currency() -> None:
    ten, two = np.full(5, 10.0), np.full(3, 2.0)
    found = costs_together([("EUR", ten), ("USD", two), ("EUR", two)])
    assert [(each.currency, each.plans, each.cost.tolist()) for each in found] == [
        ("EUR", 2, [12.0] * 3),
        ("USD", 1, [2.0] * 3),
    ]


def test_costs_are_added_as_if_plans_were_independent() -> None:
    """The same plan twice: variances add up, though both have the same luck in each iteration."""
    cost = np.random.default_rng(1).normal(100, 10, 20_000)
    (together,) = costs_together([("EUR", cost), ("EUR", cost)])
    assert together.cost.mean() == pytest.approx(2 * cost.mean())
    assert together.cost.var() == pytest.approx(200, rel=0.05)  # not 400
    (again,) = costs_together([("EUR", cost), ("EUR", cost)])
    assert again.cost.tolist() == together.cost.tolist()


@pytest.mark.slow
def test_a_cluster_counts_the_same_to_the_last_digit(
    cluster: tuple[str, Callable[[], dict[str, int]]],  # noqa: F811
    alone: list[Forecast],
) -> None:
    address, _ = cluster
    with executor_for(address) as executor:
        first, *others = simulated_all([GOOD[0], BAD, *GOOD[1:]], WISHES, executor=executor)
        assert isinstance(others.pop(0), PlanError)
        assert are_the_same([first, *others], alone)
