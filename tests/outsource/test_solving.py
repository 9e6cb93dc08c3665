"""A plan solved: dates, money, and who is there for the work."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.solving import Solved, only_while_there, solved
from fairlead.risk.scoring import scored
from tests.outsource.plans import LUCK, TWO
from tests.plans import a_plan


def the_solved(text: str) -> Solved:
    found = solved(a_plan(text), LUCK)
    assert found is not None
    return found


def test_dates_and_cost_are_those_that_a_simulation_plans_with() -> None:
    found, score = the_solved(TWO), scored(a_plan(TWO), LUCK)

    assert (found.finish, found.cost) == (score.planned_finish, score.planned_cost)
    # Ana works 160 hours at 80.
    assert found.cost == pytest.approx(160 * 80)


@pytest.mark.parametrize(("per", "days"), [("5000/w", 7), ("5000/d", 1), ("5000/mo", 30)])
def test_a_penalty_grows_in_proportion_to_the_time_it_is_late(per: str, days: int) -> None:
    found = the_solved(TWO.replace("5000/w", per))

    # Late from midnight after Friday the 15th to 17:00 on the 29th: 13 days and 17 hours.
    assert found.penalty == pytest.approx(5_000 * (13 + 17 / 24) / days)


@pytest.mark.parametrize(
    ("first", "until", "there"),
    [
        (date(2027, 1, 4), None, True),
        (date(2027, 1, 4), date(2027, 1, 29), True),
        (date(2027, 1, 5), None, False),
        (date(2027, 1, 4), date(2027, 1, 28), False),
    ],
)
def test_somebody_works_only_while_they_are_there(first: date, until: date | None, there: bool) -> None:
    # Ana works from the 4th to the 29th.
    assert only_while_there(the_solved(TWO), "ana", first, until) is there


def test_whoever_does_nothing_is_there() -> None:
    assert only_while_there(the_solved(TWO), "nobody", date(2030, 1, 1), None)


def test_what_the_plan_keeps_may_not_be_broken_for_a_gain() -> None:
    # B begins after A has begun, and takes longer than it may once A is done.
    plan = a_plan("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 1d, who: [ana]}, {id: b, duration: 10d, after: [a SS, a FF +0d..+1d]}]
    """)

    assert solved(plan, LUCK) is not None
    assert solved(plan, LUCK, unkept=frozenset({("max-lag", "b")})) is not None
    assert solved(plan, LUCK, unkept=frozenset()) is None
