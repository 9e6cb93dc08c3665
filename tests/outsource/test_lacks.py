"""Whom work waits for, and what nobody can do."""

from __future__ import annotations

from fairlead.outsource.lacks import asked_for, lacks_of, stand_ins, unfilled_by
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.schedule.levelling.levelled import levelled
from tests.outsource.plans import NAMED, NOBODY, TWO
from tests.plans import a_plan


def lacks(plan: Plan) -> list[tuple[str, str, bool]]:
    return [(lack.kind, lack.what, lack.nobody) for lack in lacks_of(plan, levelled(plan))]


def test_work_waits_for_a_skill_a_person_or_a_team() -> None:
    assert lacks(a_plan(TWO)) == [("skill", "fw", False)]
    assert lacks(a_plan(NAMED)) == [("person", "ana", False)]


def test_what_nobody_can_do_comes_before_what_work_waits_for() -> None:
    plan = a_plan(NOBODY + "  - {id: b, estimate: 1d, needs: [fw]}\n")

    assert lacks(plan) == [("skill", "paint", True), ("skill", "weld", True), ("skill", "fw", False)]
    schedule = levelled(plan)
    assert [unfilled_by(schedule, lack) for lack in lacks_of(plan, schedule)] == [("p",), ("w",), ()]


def test_a_task_with_alternatives_lacks_nobody_where_one_of_them_is_there() -> None:
    plan = a_plan("""
        people: [{id: ana, skills: {fw: 2}}]
        candidates: [{id: pia, skills: {paint: 2}}]
        tasks: [{id: a, estimate: 1d, needs: [paint >= 2 | fw >= 1]}]
    """)

    assert lacks(plan) == []


def test_levels_are_those_that_open_work_asks_for() -> None:
    plan = a_plan("""
        people: [{id: ana, skills: {fw: 3}}]
        equipment: [{id: rig}]
        tasks:
          - {id: a, estimate: 1d, needs: [fw >= 3, rig]}
          - {id: b, estimate: 1d, needs: [fw]}
          - {id: c, estimate: 1d, needs: [fw >= 2], started: 2027-01-04, done: 2027-01-05}
    """)

    assert asked_for(plan) == {"fw": (0, 3)}


def test_either_of_two_can_do_what_one_is_named_on_and_nothing_else_changes() -> None:
    plan = a_plan("""
        people: [{id: ana}, {id: tom}, {id: bo}]
        equipment: [{id: rig}]
        tasks:
          - {id: a, estimate: 2d, who: [ana at 50%, tom], needs: [rig]}
          - {id: b, estimate: 2d, needs: [ana]}
          - {id: c, estimate: 2d, who: [tom]}
          - {id: d, estimate: 2d, who: [ana], started: 2027-01-04}
    """)
    changed = apply(plan, list(stand_ins(plan, "ana", "bo")))

    assert [str(need) for need in changed.tasks["a"].needs] == ["rig", "ana | bo at 50%"]
    assert [str(who) for who in changed.tasks["a"].who] == ["tom"]
    assert [str(need) for need in changed.tasks["b"].needs] == ["ana | bo"]
    assert (changed.tasks["c"], changed.tasks["d"]) == (plan.tasks["c"], plan.tasks["d"])
