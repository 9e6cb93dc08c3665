"""The difference of two plans."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Add, Remove, Rename, Set
from fairlead.plan.difference import difference, kept_in_place
from fairlead.plan.document import Plan
from tests.plan.plans import ROBOT, a_plan, changes_to, plans

PLAN = a_plan(ROBOT)


@settings(max_examples=100)
@given(a=plans, b=plans)
def test_the_difference_leads_from_any_plan_to_any_other(a: Plan, b: Plan) -> None:
    assert apply(a, difference(a, b)) == b


@settings(max_examples=100)
@given(plan=plans, data=st.data())
def test_the_difference_says_no_more_than_what_was_done(plan: Plan, data: st.DataObject) -> None:
    changes = data.draw(changes_to(plan, most=1))
    after = apply(plan, changes)
    found = difference(plan, after)
    assert apply(plan, found) == after
    # An unlinking says several things at once; a rename without proof is something else that goes and comes.
    if not any(isinstance(each, Remove | Rename) for each in changes):
        assert len(found) <= len(changes)


def test_nothing_is_different_from_itself() -> None:
    assert difference(PLAN, a_plan(ROBOT)) == []


def test_one_key_of_a_mapping_is_one_change() -> None:
    after = apply(PLAN, [Set("person", "ana", "skills.ros", "3")])
    assert difference(PLAN, after) == [Set("person", "ana", "skills.ros", "3")]


def test_a_rename_with_all_its_references_is_one_change() -> None:
    after = apply(PLAN, [Rename("task", "arm-fw", "arm-controller")])
    assert difference(PLAN, after) == [Rename("task", "arm-fw", "arm-controller")]


def test_another_tools_key_tells_a_rename_from_a_new_task() -> None:
    before = a_plan("tasks: [{id: a, name: Old, estimate: 1d, source: {guid: X1}}]")
    after = a_plan("tasks: [{id: b, name: New, estimate: 2d, source: {guid: X1}}]")
    assert difference(before, after)[0] == Rename("task", "a", "b")


def test_two_equal_tasks_are_no_proof_of_a_rename() -> None:
    before = a_plan("tasks: [{id: a, name: Dig, estimate: 1d}, {id: b, name: Dig, estimate: 1d}]")
    after = a_plan("tasks: [{id: c, name: Dig, estimate: 1d}, {id: d, name: Dig, estimate: 1d}]")
    assert not any(isinstance(change, Rename) for change in difference(before, after))


def test_one_task_that_moved_is_one_change() -> None:
    after = apply(PLAN, [Set("task", "bench", "place", {"before": "arm-fw"})])
    assert difference(PLAN, after) == [Set("task", "bench", "place", {"before": "arm-fw"})]


def test_parent_and_child_can_change_places() -> None:
    before = a_plan("tasks: [{id: a, tasks: [{id: b, estimate: 1d}]}]")
    after = a_plan("tasks: [{id: b, estimate: 1d, tasks: [{id: a}]}]")
    assert apply(before, difference(before, after)) == after


def test_what_stands_below_a_new_task_comes_after_it() -> None:
    after = a_plan("tasks: [{id: a, tasks: [{id: b, estimate: 1d}]}]")
    assert difference(a_plan("tasks: []"), after) == [
        Add("task", "a", {}),
        Add("task", "b", {"estimate": "1d"}, "a"),
    ]


@given(st.lists(st.sampled_from("abcde"), unique=True), st.permutations("abcde"))
def test_as_much_as_possible_stays_in_its_order(before: list[str], after: list[str]) -> None:
    kept = kept_in_place(before, after)
    assert [id for id in before if id in kept] == [id for id in after if id in kept]
    in_order = [
        set(some) for size in range(6) for some in combinations(before, size) if _in_order(some, after)
    ]
    assert len(kept) == max(map(len, in_order))


def _in_order(some: tuple[str, ...], after: list[str]) -> bool:
    return [id for id in after if id in some] == list(some)
