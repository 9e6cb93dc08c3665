"""The steps of the heat map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.register_scales import PROBABILITY, Scales, level_of, scales_of

from .looking import DAY, looked_at

SCALES = Scales(PROBABILITY, (480, 960, 1440, 1920), (100, 200, 300, 400))


@pytest.mark.parametrize(
    ("probability", "step"), [(0, 1), (0.1, 1), (0.11, 2), (0.3, 2), (0.5, 3), (0.7, 4), (0.71, 5), (1, 5)]
)
def test_an_end_belongs_to_the_step_below_it(probability: float, step: int) -> None:
    assert SCALES.probability_step(probability) == step


def test_the_worse_of_delay_and_money_counts_gains_like_losses() -> None:
    assert SCALES.impact_step(960, 400) == 4
    assert SCALES.impact_step(-2000, 50) == 5
    assert SCALES.impact_step(0, 0) is None


@pytest.mark.parametrize(
    ("score", "level"), [(1, "low"), (4, "low"), (5, "medium"), (9, "medium"), (10, "high"), (15, "severe")]
)
def test_a_score_has_a_level(score: int, level: str) -> None:
    assert level_of(score) == level


def test_what_the_plan_says_is_taken() -> None:
    scales = scales_of(
        looked_at("""
            risk_scales: {probability: [5%, 10%, 20%, 40%], delay: [1d, 2d, 1w, 2w], money: [10, 20, 30, 40]}
            tasks: [{id: a, estimate: 2d}]
        """)
    )

    assert scales == Scales((0.05, 0.1, 0.2, 0.4), (DAY, 2 * DAY, 5 * DAY, 10 * DAY), (10, 20, 30, 40))
    assert scales.derived == ()


def test_without_scales_they_follow_from_length_and_budget() -> None:
    scales = scales_of(looked_at("budget: {total: 1000}\ntasks: [{id: a, estimate: 100d}]"))

    # 1, 5, 10 and 20% of 100 days; 1, 10, 20 and 40% of the budget
    assert scales.delay == (DAY, 5 * DAY, 10 * DAY, 20 * DAY)
    assert scales.money == (10, 100, 200, 400)
    assert scales.derived == ("probability", "delay", "money")


def test_without_a_budget_money_has_no_steps() -> None:
    scales = scales_of(looked_at("tasks: [{id: a, estimate: 10d}]"))

    assert scales.money is None
    assert scales.impact_step(0, 1e6) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_likelier_never_stands_lower(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert SCALES.probability_step(low) <= SCALES.probability_step(high)
