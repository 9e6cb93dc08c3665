"""What a risk would do where it strikes."""

from __future__ import annotations

from itertools import chain, combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.register_exposure import FEW, Exposure, Exposures

from .looking import DAY, looked_at

TASKS = """
people: [{id: ana}, {id: idle}]
exchange: {USD: 0.5}
currency: EUR
tasks:
  - id: work
    tasks:
      - {id: a, estimate: 10d, who: [ana]}
      - {id: b, estimate: 20d, after: [a]}
      - {id: c, estimate: 30d, after: [a]}
  - {id: z, duration: 2ew, after: [work]}
"""


def exposure(risk: str, tasks: str = TASKS, few: int = FEW) -> Exposure:
    outlook = looked_at(f"{tasks}risks: [{{id: r, probability: 50%, {risk}}}]")
    return Exposures(outlook, few=few).of(outlook.plan.risks["r"])


def days(found: Exposure) -> tuple[float, float, float]:
    return found.delay.low / DAY, found.delay.mean / DAY, found.delay.high / DAY


def test_a_triangle_counts_with_its_mean() -> None:
    assert days(exposure("delays: {a: 3d..6d..12d}")) == (3, 7, 12)


def test_pert_weighs_the_likely_four_times() -> None:
    found = exposure("delays: {a: 3d..6d..15d}", TASKS.replace("currency:", "distribution: pert\ncurrency:"))
    assert days(found) == (3, 7, 15)  # (3 + 24 + 15) / 6


def test_between_two_ends_all_is_as_likely() -> None:
    assert days(exposure("delays: {a: 2d..6d}")) == (2, 4, 6)


def test_delays_add_up_where_tasks_follow_one_another() -> None:
    assert days(exposure("delays: {a: 1d, b: 2d}")) == (3, 3, 3)


def test_of_parallel_delays_the_longest_counts() -> None:
    assert days(exposure("delays: {b: 2d, c: 5d}")) == (5, 5, 5)


def test_a_percentage_of_a_summary_stretches_all_below() -> None:
    # a takes 1 day longer, b 2, c 3: the path a, c becomes 4 days longer
    assert days(exposure("delays: {work: 10%}")) == pytest.approx((4, 4, 4))


def test_an_amount_on_a_summary_comes_once() -> None:
    assert days(exposure("delays: {work: 5d}")) == (5, 5, 5)


def test_an_opportunity_shortens() -> None:
    assert days(exposure("delays: {a: -3d, b: -1d}")) == (-4, -4, -4)


def test_what_elapses_is_said_in_working_time() -> None:
    # five of seven days are worked, eight of 24 hours
    found = exposure("delays: {z: 7ed}")
    assert found.delay.mean / DAY == pytest.approx(5, rel=0.01)


def test_finished_work_is_not_delayed() -> None:
    plan = TASKS.replace("who: [ana]", "who: [ana], started: 2027-01-04, done: 2027-01-15")
    assert days(exposure("delays: {a: 3d}", plan)) == (0, 0, 0)


def test_an_absence_delays_only_where_there_is_work() -> None:
    assert days(exposure("away: {ana: 1w..3w}")) == (5, 10, 15)
    assert days(exposure("away: {idle: 1w..3w}")) == (0, 0, 0)


def test_what_is_repeated_takes_its_time_again() -> None:
    assert days(exposure("repeats: [a, b]")) == (30, 30, 30)


def test_money_is_in_the_plans_currency() -> None:
    found = exposure("costs: 0..400 USD")
    assert (found.money.low, found.money.mean, found.money.high) == (0, 100, 200)
    assert found.expected_money == 50


def test_what_has_struck_is_certain() -> None:
    assert exposure("struck: 2027-01-05, delays: {a: 1d}").probability == 1


def test_what_comes_round_strikes_at_least_once_and_on_average_as_often_as_it_may() -> None:
    found = exposure("every: week on Mon, window: 2027-01-04..2027-01-17, delays: {b: 1d}, costs: 100")
    # b begins on the 18th, after the window; of costs alone there are the Mondays of two weeks
    assert found.probability == 0
    found = exposure("every: week on Mon, window: 2027-01-04..2027-01-17, costs: 100")
    assert found.probability == pytest.approx(0.75)
    assert found.expected_money == pytest.approx(2 * 0.5 * 100)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    size = draw(st.integers(1, 6))
    before = [
        draw(st.lists(st.sampled_from(range(n)), unique=True, max_size=2)) if n else [] for n in range(size)
    ]
    return before, draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))


@given(networks(), st.sampled_from([0, FEW]))
def test_the_delay_is_that_of_the_path_that_becomes_longest(
    network: tuple[list[list[int]], list[int]], few: int
) -> None:
    before, delays = network
    tasks = "\n".join(
        f"  - {{id: t{n}, estimate: 1d, after: [{', '.join(f't{b}' for b in each)}]}}"
        for n, each in enumerate(before)
    )
    said = ", ".join(f"t{n}: {delay}d" for n, delay in enumerate(delays))

    found = exposure(f"delays: {{{said}}}", f"tasks:\n{tasks}\n", few)

    assert days(found)[1] == max(sum(delays[n] for n in path) for path in _paths(before))


def _paths(before: list[list[int]]) -> Any:
    """Every set of tasks of which each waits for the one before it."""
    every = chain.from_iterable(combinations(range(len(before)), n) for n in range(1, len(before) + 1))
    return [path for path in every if all(a in before[b] for a, b in pairwise(path))]
