"""What contracts ask beside the work."""

from __future__ import annotations

import pytest

from fairlead.outsource.contracts import is_contractor, over_the_limit, unused_engagements
from fairlead.schedule.levelling.levelled import levelled
from tests.plans import a_plan

PLAN = """
    name: P
    currency: EUR
    levers: {LEVERS}
    suppliers: [{id: firm, minimum: 4d, rate: 100/h}]
    candidates:
      - {id: bo, name: Bo, skills: {x: 1}, rate: 50/h, minimum: 5d, hired: 2027-01-04}
      - {id: cy, contract: permanent employment}
      - {id: di, supplier: firm}
    tasks: [{id: a, estimate: 2d, needs: [x]}, {id: b, estimate: 1d, who: [firm]}]
"""


@pytest.mark.parametrize(("who", "contractor"), [("bo", True), ("cy", False), ("di", True), ("firm", True)])
def test_whoever_is_not_employed_comes_by_contract(who: str, contractor: bool) -> None:
    assert is_contractor(a_plan(PLAN.replace("LEVERS", "")), who) is contractor


@pytest.mark.parametrize(
    ("levers", "who", "full"),
    [
        ("contractors: 1", "di", True),
        ("contractors: 2", "di", False),
        ("contractors: 1", "cy", False),
        ("hires: 0", "cy", True),
        ("hires: 1", "cy", False),
        ("", "di", False),
    ],
)
def test_contractors_and_employees_are_counted_apart(levers: str, who: str, full: bool) -> None:
    assert bool(over_the_limit(a_plan(PLAN.replace("LEVERS", levers)), who)) is full


def test_what_is_not_worked_of_a_shortest_engagement_is_paid() -> None:
    plan = a_plan(PLAN.replace("LEVERS", ""))

    # Bo works two of five days at 50 an hour, the firm one of four at 100.
    assert unused_engagements(plan, levelled(plan), ["firm"]) == (
        'add cost "Shortest engagement of Bo" amount 1200 on 2027-01-04',
        'add cost "Shortest engagement of firm" amount 2400 on 2027-01-04',
    )
