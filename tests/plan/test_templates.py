"""Templates unfolded."""

from __future__ import annotations

from fairlead.plan.document import Plan
from fairlead.plan.templates import expanded, origin_of, unfolded
from tests.plan.plans import ROBOT, a_plan

TWO_ROBOTS = """
    templates:
      - id: build
        in_order: yes
        tasks:
          - {id: frame, estimate: 4d}
          - {id: electrics, tasks: [{id: wire, estimate: M, after: [frame, cdr]}]}
          - {id: check, estimate: 1d, retry: {chance: 30%, repeat: [wire]}, not_as: [wire]}
        risks: [{id: short, probability: 5%, delays: {wire: 3d, cdr: 1d}}]
    tasks:
      - {id: cdr, estimate: 1d}
      - {id: r1, use: build, after: [cdr]}
      - {id: r2, use: build, after: [r1.frame], size: 0.5}
"""


def robots() -> Plan:
    return expanded(a_plan(TWO_ROBOTS))


def test_copies_stand_below_their_user_in_the_templates_order() -> None:
    assert list(robots().outline.below("r1")) == ["r1.frame", "r1.electrics", "r1.wire", "r1.check"]


def test_references_between_copies_are_renamed_and_others_stay() -> None:
    wire = robots().tasks["r1.wire"]
    assert [link.id for link in wire.after] == ["r1.frame", "cdr"]
    check = robots().tasks["r2.check"]
    assert check.retry is not None
    assert (check.retry.repeat, check.not_as) == (("r2.wire",), ("r2.wire",))


def test_risks_come_along() -> None:
    assert list(robots().risks["r2.short"].delays) == ["r2.wire", "cdr"]


def test_size_and_order_are_handed_down() -> None:
    plan = robots()
    assert (str(plan.tasks["r2.frame"].size), plan.tasks["r1.frame"].size) == ("0.5", None)
    assert plan.tasks["r1"].in_order


def test_a_template_may_use_another() -> None:
    plan = expanded(
        a_plan("""
            templates:
              - {id: wheel, tasks: [{id: rim, estimate: 1d, size: 0.5}]}
              - {id: car, tasks: [{id: front, use: wheel, size: 0.5}, {id: back, use: wheel, after: [front]}]}
            tasks: [{id: mine, use: car}]
        """)
    )
    assert list(plan.tasks) == ["mine", "mine.front", "mine.front.rim", "mine.back", "mine.back.rim"]
    assert str(plan.tasks["mine.front.rim"].size) == "0.25"


def test_a_template_inside_itself_ends() -> None:
    plan = expanded(a_plan("templates: [{id: t, tasks: [{id: again, use: t}]}]\ntasks: [{id: a, use: t}]"))
    assert list(plan.tasks) == ["a", "a.again"]


def test_an_inactive_user_makes_inactive_copies() -> None:
    plan = expanded(a_plan(ROBOT.replace("use: build, after", "use: build, inactive: yes, after")))
    assert plan.tasks["robot1.wire"].inactive


def test_a_copy_knows_where_it_comes_from() -> None:
    plan = a_plan(TWO_ROBOTS)
    assert origin_of(plan, "r1.wire") == ("build", "wire")
    assert origin_of(plan, "cdr") is None


def test_a_plan_without_uses_is_returned_as_it_is() -> None:
    plan = a_plan("tasks: [{id: a, estimate: 1d}]")
    assert expanded(plan) is plan


def test_an_unfolded_use_means_the_same_as_before() -> None:
    plan = a_plan(TWO_ROBOTS)
    once = unfolded(plan, "r1")
    assert (once.tasks["r1"].use, once.tasks["r2"].use) == (None, "build")
    whole, whole_once = expanded(plan), expanded(once)
    assert list(whole.tasks) == list(whole_once.tasks)
    assert {id: task.body() for id, task in whole.tasks.items() if id != "r1"} == {
        id: task.body() for id, task in whole_once.tasks.items() if id != "r1"
    }
    assert unfolded(once, "r1") is once
