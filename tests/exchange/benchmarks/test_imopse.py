from __future__ import annotations

import pytest

from fairlead.plan.errors import ReadError
from tests.exchange.benchmarks.samples import DEF, a_plan, after, needs, opened


def test_people_have_levels_and_rates() -> None:
    plan = a_plan(DEF)
    assert {id: person.skills for id, person in plan.people.items()} == {
        "p1": {"q3": 1, "q5": 0},
        "p2": {"q3": 2},
    }
    rates = plan.confidential("p1")["rate"]
    assert rates.body()["value"] == "52.9/h"


def test_a_task_needs_one_person_with_a_skill_at_a_level() -> None:
    plan = a_plan(DEF)
    assert (needs(plan, "j1"), needs(plan, "j2")) == (["q3 >= 2"], ["q5 >= 0"])
    assert after(plan, "j2") == ["j1"]


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("Tasks: 2", "Tasks: 3", r"TaskID has 2 rows, but the head says 3"),
        ("Resources: 2", "Resources: 1", r"ResourceID has 2 rows, but the head says 1"),
        ("TaskID", "Task", r"no table that begins with TaskID|no row of the table"),
        ("Q5: 0\t \t1", "Q5: 0\t \t7", r"task 2 waits for 7, but there is no task of that number"),
        ("Q5: 0\t \t1", "Q5: 0  Q3: 1\t \t1", r"task 2 asks for 2 skills of one person"),
        ("30\t Q3: 2", "thirty\t Q3: 2", r"is no row of the table TaskID"),
        ("30\t Q3: 2", "30\t Q3: 200", r"level of Q3 is `200`, but can be at most 99"),
        ("2\t \t \t8", "1\t \t \t8", r"TaskID 1 stands there twice"),
    ],
)
def test_what_is_wrong_is_said(before: str, now: str, message: str) -> None:
    assert before in DEF
    with pytest.raises(ReadError, match=message) as refused:
        opened(DEF.replace(before, now, 1))
    assert refused.value.findings[0].remedy
