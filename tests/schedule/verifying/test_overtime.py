"""The checker counts overtime by itself, and takes no other."""

from __future__ import annotations

import pytest

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
