"""What changes do to dates, odds, money and people."""

from __future__ import annotations

import pytest

from fairlead.feasibility.whatif import WhatIf, what_if
from fairlead.plan.errors import PlanError, RequestError
from fairlead.risk.scoring import Luck
from tests.plans import a_plan

PLAN = """
name: P
currency: EUR
budget: {total: 20000}
people: [{id: ana, name: Ana, rate: 100/h}, {id: tom, name: Tom, rate: 50/h}]
goals: [{id: done, deadline: 2027-01-22, done_when: [c]}]
tasks:
  - {id: a, estimate: 4d..5d..8d, who: [ana]}
  - {id: b, estimate: 5d, who: [tom]}
  - {id: c, estimate: 5d, who: [ana], after: [a]}
"""


def asked(*lines: str) -> WhatIf:
    return what_if(a_plan(PLAN), lines, Luck(500))


def test_leave_moves_the_finish_and_names_whom_it_reaches() -> None:
    found = asked("ana away 2027-01-11..2027-01-15")

    assert (found.then.planned_finish - found.today.planned_finish) == 7 * 1440
    assert [(each.who, set(each.tasks), each.before, each.after) for each in found.affected] == [
        ("ana", {"c"}, 10 * 480, 10 * 480)
    ]
    assert found.worse


def test_who_takes_over_is_affected_too() -> None:
    found = asked("c who [tom]")

    work = {each.who: (each.before // 480, each.after // 480) for each in found.affected}
    assert work == {"ana": (10, 5), "tom": (5, 10)}


def test_a_cut_of_the_budget_moves_nothing_but_its_odds() -> None:
    found = asked("budget -70%")

    assert (found.today.chance_of_budget, found.then.chance_of_budget) == (1.0, 0.0)
    assert found.then.goals == found.today.goals
    assert not found.affected
    assert found.worse


def test_what_makes_nothing_less_likely_is_no_worse() -> None:
    assert not asked("a estimate 1d").worse


def test_lines_follow_one_another() -> None:
    found = asked("add Paint 3d after c", "paint estimate 6d")

    assert found.told == ("paint: new task “Paint”", "paint: estimate 3d -> 6d")


def test_a_line_that_is_none_and_a_change_that_cannot_be_are_refused() -> None:
    with pytest.raises(RequestError, match="line 2"):
        asked("a estimate 1d", "a estimat 1d")
    with pytest.raises(PlanError):
        asked("a after [c]")


@pytest.mark.parametrize("line", ["tom overtime 8h/w", "drop b"])
def test_what_the_levers_forbid_is_answered_and_said(line: str) -> None:
    text = PLAN.replace("people:", "levers: {not_overtime: [tom]}\npeople:").replace(
        "{id: b, estimate: 5d", "{id: b, estimate: 5d, scope: must"
    )
    found = what_if(a_plan(text), [line], Luck(200))

    assert [(each.code, each.id) for each in found.forbidden] == [
        ("against-levers", line.replace("drop ", "").split()[0])
    ]
    assert found.then != found.today
    assert what_if(a_plan(PLAN), [line], Luck(200)).forbidden == ()
