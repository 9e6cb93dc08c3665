"""What can be promised, and what the reserve in it is for."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.risk.promising import promised
from fairlead.risk.simulating import Wishes
from tests.plans import a_plan

DAY = 1440
FEW = Wishes(iterations=2000)


def test_date_and_sum_hold_together_with_the_wanted_chance() -> None:
    plan = a_plan(
        """\
        name: Both
        people: [{id: ana, rate: 50/h}]
        tasks: [{id: a, estimate: 5d..20d, who: [ana]}, {id: b, estimate: 5d..20d, cost: 100..9000, after: [a]}]
        """
    )

    found = promised(plan, 0.8, FEW)

    assert found.reached >= 0.8
    assert found.forecast.chance_of_both(found.finish - DAY, found.cost) < 0.8
    assert all(found.forecast.chance_of_both(*pair) >= 0.8 for pair in found.frontier)
    dates, sums = zip(*found.frontier, strict=True)
    assert list(dates) == sorted(dates)
    assert list(sums) == sorted(sums, reverse=True)


def test_a_date_that_is_seldom_enough_never_is_promised_with_a_greater_sum() -> None:
    """It never finishes in three of ten cases; two of three are left for the date, with nearly any cost."""
    plan = a_plan("""\
        name: Fair
        start: 2027-01-04
        calendars: [{id: fair, hours: Mon-Fri 08:00-16:00, closed: [2027-01-09..]}]
        tasks:
          - {id: a, outcomes: [1d at 70%, 9d at 30%]}
          - {id: b, estimate: 1d, after: [a], calendar: fair, cost: 100..900}
    """)

    found = promised(plan, 0.65, FEW)

    assert found.date is not None
    assert found.reached >= 0.65
    assert abs(found.time.whole) < 100 * DAY
    assert promised(plan, 0.75, FEW).date is None


def test_a_reserve_counts_no_date_that_never_comes() -> None:
    """Only the opportunity, taken in nine of ten cases, gets it to the fair in time: without it that is rare."""
    plan = a_plan("""\
        name: Fair
        start: 2027-01-04
        calendars: [{id: fair, hours: Mon-Fri 08:00-16:00, closed: [2027-01-09..]}]
        tasks: [{id: a, estimate: 4d..4d..9d}, {id: b, estimate: 1d, after: [a], calendar: fair}]
        risks: [{id: o, kind: opportunity, event: Half is there, probability: 90%, delays: {a: -70%}}]
    """)

    found = promised(plan, 0.8, FEW)

    assert found.date is not None
    assert all(abs(part) < 100 * DAY for part in (found.time.estimates, found.time.risks, found.time.people))


def test_a_plan_without_luck_needs_no_reserve() -> None:
    found = promised(a_plan("tasks: [{id: a, estimate: 3d}]"), 0.8, FEW)

    assert found.finish == found.forecast.planned_finish
    assert (found.time.estimates, found.time.risks, found.time.people) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("tasks: [{id: a, estimate: 2d..3d..9d}]", "estimates"),
        (
            "risks: [{id: r, event: Slip, probability: 50%, delays: {a: 5d}}]\ntasks: [{id: a, estimate: 3d}]",
            "risks",
        ),
    ],
)
def test_the_reserve_is_split_by_cause(text: str, cause: str) -> None:
    found = promised(a_plan(f"name: T\n{text}"), 0.8, FEW)

    parts = {name: getattr(found.time, name) for name in ("estimates", "risks", "people")}
    assert parts.pop(cause) == found.finish - found.forecast.planned_finish > 0
    assert not any(parts.values())


def test_people_who_cannot_do_two_things_at_once_take_their_part() -> None:
    plan = a_plan(
        """\
        name: One person
        people: [{id: ana}]
        tasks: [{id: a, estimate: 1d..3d..9d, who: [ana]}, {id: b, estimate: 1d..3d..9d, who: [ana]}]
        """
    )

    found = promised(plan, 0.8, FEW)

    assert found.forecast.basis == "levelled"
    assert found.time.people > 0
    assert np.isclose(found.time.whole, found.finish - found.forecast.planned_finish)
