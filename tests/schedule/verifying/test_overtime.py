"""The checker counts overtime by itself, and takes no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.laying import laid
from tests.schedule.verifying.checked import broken, violations

PLAN = """
    people: [{id: ana, %s}]
    tasks: [{id: a, estimate: %s, who: [ana]}]
"""


@pytest.mark.parametrize(
    ("person", "estimate", "finish", "too_early", "too_late"),
    [
        ("overtime: 1h/d", "18h", "01-05 18:00", "01-05 17:00", "01-06 09:00"),
        ("overtime: 4h/w", "44h", "01-08 17:45", "01-08 17:30", "01-11 08:15"),
        ("overtime: 1h/d, overtime_during: [2027-01-05]", "17h", "01-05 18:00", "01-05 17:30", "01-06 09:00"),
        ("overtime: 1h/d, limit: 41h/w", "41h", "01-08 17:00", "01-08 16:00", "01-11 08:30"),
        ("overtime: 2h/d, hours: Mon-Fri 12:00-23:00", "12h", "01-05 00:00", "01-04 23:00", "01-05 13:00"),
    ],
)
def test_a_task_takes_its_time_in_overtime(
    person: str, estimate: str, finish: str, too_early: str, too_late: str
) -> None:
    plan = PLAN % (person, estimate)
    start = "01-04 12:00" if "12:00" in person else "01-04 08:00"

    assert broken(plan, {"a": (start, finish, ["ana"])}) == set()
    assert broken(plan, {"a": (start, too_early, ["ana"])})
    assert broken(plan, {"a": (start, too_late, ["ana"])})


def test_without_overtime_nobody_works_after_their_hours() -> None:
    found = violations(PLAN % ("role: Engineer", "18h"), {"a": ("01-04 08:00", "01-05 18:00", ["ana"])})

    assert any("has 16h of working time" in each.message for each in found)


def test_nobody_works_overtime_on_leave() -> None:
    plan = PLAN % ("overtime: 1h/d, away: [2027-01-05]", "10h")

    assert broken(plan, {"a": ("01-04 08:00", "01-05 09:00", ["ana"])})
    assert broken(plan, {"a": ("01-04 08:00", "01-06 09:00", ["ana"])}) == set()


def test_a_schedule_may_leave_all_overtime_of_somebody_unused_if_it_says_so() -> None:
    plan = a_plan(PLAN % ("overtime: 1h/d", "18h"))
    as_usual = laid(plan, {"a": ("2027-01-04 08:00", "2027-01-06 10:00", ["ana"])})
    in_overtime = laid(plan, {"a": ("2027-01-04 08:00", "2027-01-05 18:00", ["ana"])})

    assert verify(plan, as_usual)
    assert verify(plan, replace(as_usual, overtime_unused=("ana",))) == []
    assert verify(plan, replace(in_overtime, overtime_unused=("ana",)))
