"""When somebody outside could come, and whether what they cost is known."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.coming import first_day, is_priced
from tests.plans import a_plan


@pytest.mark.parametrize(
    ("candidate", "day"),
    [
        # The plan begins on Monday, 4 January.
        ("", date(2027, 1, 4)),
        # A Saturday.
        (", from: 2027-01-16", date(2027, 1, 18)),
        (', from: 2027-01-16, hours: "Sat-Sun 09:00-17:00"', date(2027, 1, 16)),
        (', from: 2027-01-16, hours: "Wed 09:00-17:00"', date(2027, 1, 20)),
        (", from: 2027-01-16, calendar: weekend", date(2027, 1, 16)),
        (", lead_time: 12ed", date(2027, 1, 18)),
    ],
)
def test_somebody_comes_on_a_day_on_which_they_work(candidate: str, day: date) -> None:
    plan = a_plan(f"""
        calendars: [{{id: weekend, hours: "Sat-Sun 09:00-17:00"}}]
        candidates: [{{id: c{candidate}}}]
        tasks: []
    """)

    assert first_day(plan, plan.candidates["c"]) == day


def test_a_firm_comes_after_its_lead_time() -> None:
    plan = a_plan("suppliers: [{id: s, lead_time: 1w}]\ntasks: []")

    assert first_day(plan, plan.suppliers["s"]) == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("others", "own", "known"),
    [
        ("rate: 80/h", "rate: 90/h", True),
        ("rate: 80/h", "salary: 60000/year", False),
        ("rate: 80/h", "years: 3", False),
        # Without any rate in it the plan doesn't count money.
        ("language: de", "years: 3", True),
    ],
)
def test_what_somebody_costs_is_known_by_their_rate(others: str, own: str, known: bool) -> None:
    plan = a_plan(f"""
        currency: EUR
        people: [{{id: ana, {others}}}]
        candidates: [{{id: c, {own}}}]
        tasks: []
    """)

    assert is_priced(plan, plan.candidates["c"]) is known
