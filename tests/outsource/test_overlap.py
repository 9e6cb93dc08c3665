"""Hours of a working day together, across time zones."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.overlap import shared_hours
from tests.plans import a_plan


@pytest.mark.parametrize(
    ("candidate", "hours"),
    [
        ("zone: Europe/Berlin", 8),
        # 9 to 17 in Berlin; nine hours behind in Los Angeles that is 18:00 to 02:00.
        ("zone: America/Los_Angeles", 0),
        # Six hours behind in New York: 15:00 to 23:00 in Berlin.
        ("zone: America/New_York", 2),
        ('zone: America/New_York, hours: "Mon-Fri 05:00-11:00"', 6),
        # Kolkata is four and a half ahead: 04:30 to 12:30.
        ("zone: Asia/Kolkata", 3.5),
        ("zone: Nowhere/City", None),
        ("years: 3", None),
    ],
)
def test_hours_together_go_by_the_clocks_of_both(candidate: str, hours: float | None) -> None:
    plan = a_plan(f"""
        calendar: {{zone: Europe/Berlin, hours: Mon-Fri 09:00-17:00}}
        candidates: [{{id: c, {candidate}}}]
        tasks: []
    """)

    assert shared_hours(plan, plan.candidates["c"], date(2027, 1, 4)) == hours
