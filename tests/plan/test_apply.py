"""Carrying changes out, and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.apply import apply, inverse
from fairlead.plan.changes import Add, Change, Remove, Rename, Set
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from tests.plan.plans import ROBOT, a_plan, changes_to, plans

PLAN = a_plan(ROBOT)


@settings(max_examples=100)
@given(plan=plans, data=st.data())
def test_the_inverse_leads_back(plan: Plan, data: st.DataObject) -> None:
    changes = data.draw(changes_to(plan, most=6))
    assert apply(apply(plan, changes), inverse(plan, changes)) == plan


@pytest.mark.parametrize(
    ("change", "back"),
    [
        (Set("task", "spec", "estimate", "9d"), [Set("task", "spec", "estimate", "6d")]),
        (Set("task", "spec", "note", "New"), [Set("task", "spec", "note", None)]),
        (Set("plan", "plan", "levers.contractors", "2"), [Set("plan", "plan", "levers", None)]),
        (Set("rate", "tom", "value", "70/h"), [Set("rate", "tom", "value", None)]),
        (Set("task", "bench", "place", {}), [Set("task", "bench", "place", {"before": "robot1"})]),
        (Add("goal", "new", {}), [Remove("goal", "new")]),
        (Rename("task", "bench", "table"), [Rename("task", "table", "bench")]),
        (
            Remove("task", "cdr"),
            [
                Add(
                    "task",
                    "cdr",
                    {"name": "Concept review", "milestone": "yes", "after": ["spec"]},
                    "concept",
                )
            ],
        ),
        (
            Remove("person", "tom"),
            [
                Add(
                    "person",
                    "tom",
                    {"name": "Tom Beck", "team": "firmware", "fields": {"Cost centre": "4711"}},
                )
            ],
        ),
    ],
)
def test_what_undoes_a_change_is_as_small_as_the_change(change: Change, back: list[Change]) -> None:
    assert inverse(PLAN, [change]) == back


def test_what_was_removed_comes_back_where_it_stood() -> None:
    first, *below = inverse(PLAN, [Remove("task", "concept")])
    assert isinstance(first, Add)
    assert (first.id, first.before) == ("concept", "arm-fw")
    assert [each.id for each in below] == ["spec", "cdr"]


@given(plan=plans, data=st.data())
def test_a_list_of_changes_is_the_changes_one_by_one(plan: Plan, data: st.DataObject) -> None:
    changes = data.draw(changes_to(plan))
    stepwise = plan
    for change in changes:
        stepwise = apply(stepwise, [change])
    assert apply(plan, changes) == stepwise


def test_the_plan_before_stays_as_it_was() -> None:
    before = a_plan(ROBOT)
    apply(
        before,
        [Set("task", "spec", "estimate", "1d"), Remove("task", "cdr"), Rename("person", "ana", "anna")],
    )
    assert before == PLAN


def test_a_rename_reaches_every_reference_to_a_task() -> None:
    plan = apply(PLAN, [Rename("task", "bench", "table")])
    assert plan.goals["pilot"].done_when == ("table",)
    assert list(plan.risks["r-motor"].delays) == ["table"]
    assert plan.tasks["robot1"].after[0].id == "table"
    assert plan.scenarios["lean"].changes[0] == "table estimate 2d"
    assert "bench" not in plan.tasks


def test_a_rename_reaches_every_reference_to_a_person() -> None:
    plan = apply(PLAN, [Rename("person", "ana", "anna")])
    assert plan.tasks["concept"].raci is not None
    assert plan.tasks["concept"].raci.A == "anna"
    assert [who.id for who in plan.tasks["spec"].who] == ["anna"]
    assert (plan.teams["firmware"].lead, plan.risks["r-motor"].owner) == ("anna", "anna")
    assert plan.decisions["gripper"].decides == "anna"
    assert list(plan.confidential("anna")) == ["rate"]
    assert plan.scenarios["lean"].changes[2] == "anna away 2027-05-03"


def test_renaming_the_user_of_a_template_renames_references_to_its_copies() -> None:
    plan = apply(PLAN, [Rename("task", "robot1", "first")])
    assert plan.tasks["handover"].after[0].id == "first.wire"


def test_renaming_a_decision_reaches_the_links_that_wait_for_it() -> None:
    assert "grip" in [
        link.id for link in apply(PLAN, [Rename("decision", "gripper", "grip")]).tasks["bench"].after
    ]


def test_removing_a_summary_removes_what_stands_below_it() -> None:
    assert not {"concept", "spec", "cdr"} & apply(PLAN, [Remove("task", "concept")]).tasks.keys()


def test_references_to_what_was_removed_stay_for_the_rules_to_report() -> None:
    assert apply(PLAN, [Remove("task", "bench")]).goals["pilot"].done_when == ("bench",)


def test_unlinking_takes_the_references_out() -> None:
    plan = apply(PLAN, [Remove("task", "bench", unlink=True)])
    assert plan.goals["pilot"].done_when == ()
    assert plan.risks["r-motor"].delays == {}
    assert plan.tasks["robot1"].after == ()


def test_a_fact_goes_with_its_owner() -> None:
    assert apply(PLAN, [Remove("person", "ana")]).of_kind("rate") == {}


def test_a_body_may_hold_a_rate() -> None:
    plan = apply(PLAN, [Add("person", "mei", {"name": "Mei", "rate": "80/h"})])
    assert list(plan.confidential("mei")) == ["rate"]


def test_a_value_may_be_wrong_until_the_last_change() -> None:
    changes = [Set("task", "bench", "retry.repeat", ["arm-fw"]), Set("task", "bench", "retry.chance", "30%")]
    assert apply(PLAN, changes).tasks["bench"].retry is not None
    with pytest.raises(PlanError, match="chance"):
        apply(PLAN, changes[:1])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Set("task", "arm-fv", "estimate", "1d"), "Did you mean `arm-fw`"),
        (Set("task", "arm-fw", "estimte", "1d"), "did you mean `estimate`"),
        (Set("task", "arm-fw", "estimate", "12 days"), "write 12d"),
        (Set("task", "arm-fw", "id", "x"), "rename"),
        (Set("task", "arm-fw", "parent", "concept"), "place"),
        (Set("task", "concept", "place", {"parent": "spec"}), "below itself"),
        (
            Set("task", "bench", "place", {"parent": "concept", "before": "arm-fw"}),
            "doesn't stand below `concept`",
        ),
        (Set("goal", "pilot", "place", {"parent": "concept"}), "no parent"),
        (Set("rate", "nobody", "value", "1/h"), "nobody"),
        (Add("task", "bench", {}), "already"),
        (Add("task", "new", {"tasks": []}), "one by one"),
        (Add("task", "new", {}, "nowhere"), "nowhere"),
        (Add("task", "a b", {}), "a-b"),
        (Remove("plan", "plan"), "can't be removed"),
        (Rename("task", "bench", "pilot"), "already"),
        (Rename("task", "bench", "no good"), "no-good"),
        (Set("cat", "tom", "x", "y"), "no kind `cat`"),
    ],
)
def test_what_cannot_be_done_says_why(change: Change, words: str) -> None:
    with pytest.raises(PlanError) as raised:
        apply(PLAN, [change])
    assert words in str(raised.value)


def test_only_errors_that_are_new_stop_a_change() -> None:
    def every_task_has_a_name(plan: Plan) -> list[Finding]:
        nameless: list[Any] = [task for task in plan.tasks.values() if task.name is None]
        return [Finding(Severity.ERROR, "name", "no name", "", "task", task.id) for task in nameless]

    plan = apply(PLAN, [Add("task", "old", {})])
    assert "ok" in apply(plan, [Add("task", "ok", {"name": "x"})], check=every_task_has_a_name).tasks
    with pytest.raises(PlanError, match="no name"):
        apply(plan, [Add("task", "new", {})], check=every_task_has_a_name)


def test_many_tasks_can_be_put_in_front_of_the_same_one() -> None:
    # A hundred halvings use up the digits between two ranks; then siblings are numbered anew.
    plan = PLAN
    for index in range(100):
        plan = apply(plan, [Add("task", f"n{index}", {}, None, "arm-fw")])
    order = list(plan.tasks)
    assert order[order.index("n0") : order.index("arm-fw")] == [f"n{index}" for index in range(100)]
    # Ranks alone say the order: it holds whichever way the tasks come.
    assert list(Plan.of(*reversed(list(plan))).tasks) == list(plan.tasks)
