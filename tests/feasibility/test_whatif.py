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


def test_who_only_gets_another_name_is_not_affected() -> None:
    found = asked("rename ana bea", "rename done launch", "rename a first")

    assert found.affected == ()
    assert (list(found.today.goals), list(found.then.goals)) == (["launch"], ["launch"])
    assert not found.given_up
    assert not found.worse


def test_what_only_comes_and_goes_in_the_lines_is_no_newcomer_of_today() -> None:
    found = asked("add Paint 3d after c @tom", "rename paint varnish")

    assert [(each.who, each.tasks) for each in found.affected] == [("tom", ("varnish",))]


def test_what_the_plan_says_already_is_the_same() -> None:
    assert asked("b estimate 5d", "ana away none").same
    assert not asked("b estimate 6d").same


def test_a_goal_that_nothing_is_left_of_is_given_up() -> None:
    assert asked("drop c").given_up == ("done",)
    assert asked("drop done").given_up == ("done",)
    assert asked("drop b").given_up == ()


def test_work_that_loses_all_its_people_is_left_alone() -> None:
    assert asked("drop ana").left_alone == ("a", "c")
    assert asked("drop ana", "a who tom", "drop c").left_alone == ()
    assert asked("b who none", "b needs tom").left_alone == ()


def test_what_the_lines_promise_otherwise_is_decided() -> None:
    assert asked("done deadline 2027-01-20", "a estimate 6d").decided == {"done"}
    assert asked("budget -15%").decided == {"budget"}
    assert asked("a estimate 6d").decided == frozenset()


def test_who_leaves_for_good_is_affected_though_no_task_of_theirs_has_another_date() -> None:
    found = asked("ana until 2027-01-05")

    assert found.then.local(found.then.finish_p50) is None
    assert found.then.goals == {"done": 0.0}
    assert [(each.who, each.tasks[0]) for each in found.affected] == [("ana", "a")]
    assert found.worse
