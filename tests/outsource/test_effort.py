"""What leading takes."""

from __future__ import annotations

import pytest

from fairlead.outsource.effort import own_duty, part_of_effort, share_of_one
from tests.plans import a_plan


@pytest.mark.parametrize(
    ("people", "part"),
    [(1, 0.05), (2, 0.05), (3, 0.11), (4, 0.11), (5, 0.13), (8, 0.13), (9, 0.15), (15, 0.15), (16, 0.21)],
)
def test_the_more_people_the_larger_the_part_of_leading(people: int, part: float) -> None:
    assert part_of_effort(people) == part


@pytest.mark.parametrize(
    ("people", "full_times", "share"),
    [
        # 13 of 100 hours are leading and 87 the work led: 4 x 13 / 87 = 0.598.
        (5, 4.0, 0.6),
        (3, 3.0, 0.35),
        # Half a day a week at the least, nine tenths of one person at the most.
        (2, 0.1, 0.1),
        (20, 18.0, 0.9),
    ],
)
def test_the_share_of_one_is_of_the_work_that_is_led(people: int, full_times: float, share: float) -> None:
    assert share_of_one(people, full_times) == pytest.approx(share)


@pytest.mark.parametrize(
    ("duty", "is_own"),
    [
        ("{id: d, name: Leading the plan, takes: 30%}", True),
        ("{id: leading, takes: 30%}", True),
        ("{id: d, name: Project management, takes: 30%}", True),
        ("{id: d, name: Projektleitung, takes: 30%}", True),
        ("{id: d, name: Leading the plan}", False),
        ("{id: d, name: Lead generation, takes: 30%}", False),
        ("{id: d, name: On call, takes: 30%}", False),
    ],
)
def test_a_duty_of_leading_is_known_by_its_name_and_share(duty: str, is_own: bool) -> None:
    plan = a_plan(f"name: P\npeople: [{{id: ana}}]\nduties: [{duty}]\ntasks: []\n")

    assert (own_duty(plan) is not None) is is_own
