"""Cures: each is lines that can be carried out, after which the plan fits, and nothing less would do."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings

from fairlead.feasibility.why_not import Repair, can_be_met, contradictions, with_luck
from fairlead.plan.document import Plan
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.schedule.verifying import verify
from tests.feasibility.why_not.brute import MONDAY, earliest, small
from tests.feasibility.why_not.test_finding import end_of, small_plans
from tests.plans import a_plan

TWO = """
name: Two
currency: EUR
people: [{id: ana, name: Ana, rate: 100/h, skills: {firmware: 2}}]
goals: [{id: pilot, name: Pilot, deadline: 2027-01-08, done_when: [arm, log, rep]}]
tasks:
  - {id: arm, name: Arm controller, estimate: 4d, needs: [firmware]}
  - {id: log, name: Logging, estimate: 2d, needs: [firmware]}
  - {id: rep, name: Reporting, estimate: 1d, needs: [firmware], scope: could}
"""


def repairs_of(text: str) -> dict[str, Repair]:
    found = contradictions(a_plan(text), time_limit=20)
    return {each.kind: each for each in found.contradictions[0].repairs}


@settings(max_examples=max(settings().max_examples // 5, 10))  # each is dozens of schedules
@given(small_plans())
def test_every_cure_makes_the_plan_fit_and_a_later_date_is_the_first_that_does(plan: Plan) -> None:
    found = contradictions(plan, time_limit=20)
    first = earliest(small(plan), "end")
    for repair in (each for one in found.contradictions for each in one.repairs):
        changed = with_lines(plan, repair.lines, check=check)
        deadline = changed.goals["g"].deadline
        assert deadline is not None
        assert repair.schedule is not None
        assert not verify(repair.schedule.plan, repair.schedule)
        assert can_be_met(changed, time_limit=5).goals == {"g": True}
        if repair.kind == "later":
            assert deadline.date == MONDAY + timedelta(days=first // 2)
            assert repair.proven
        if repair.kind in ("leave", "overlap") and all(
            link.lag is None for task in changed.tasks.values() for link in task.after
        ):
            assert earliest(small(with_luck(changed)), "end") <= end_of(deadline.date)


def test_half_a_person_for_as_long_as_is_needed_is_priced_by_the_rate_of_those_who_do_it() -> None:
    found = repairs_of(TWO)["staff"]

    # 7 days of work, 5 of Ana: the newcomer takes the log (2 days) or more; at half the time it takes four days.
    assert found.sentence == "half a person more for firmware in week 1 (EUR 2,000)"
    assert found.cost == Decimal(2000)
    assert found.lines[1] == "extra-firmware rate 100/h"


def test_a_later_date_is_the_first_that_fits() -> None:
    found = repairs_of(TWO)["later"]

    assert found.lines == ("pilot deadline 2027-01-12",)
    assert found.sentence == "Pilot 2 working days later, by 12 January 2027"
    assert found.proven


def test_one_optional_task_is_dropped_where_that_is_enough() -> None:
    assert "drop" not in repairs_of(TWO)
    assert repairs_of(TWO.replace("estimate: 2d", "estimate: 1d"))["drop"].lines == ("drop rep",)


def test_a_candidate_is_hired_from_the_day_and_for_the_time_it_takes() -> None:
    found = repairs_of(TWO + "candidates: [{id: carol, name: Carol, rate: 50/h, skills: {firmware: 2}}]\n")[
        "hire"
    ]

    assert found.lines == ("hire carol from 2027-01-04 until 2027-01-10 at 50%",)
    assert found.sentence == "hire Carol at 50% in week 1 (EUR 1,000)"


def test_nobody_is_hired_against_the_levers() -> None:
    more = "candidates: [{id: carol, skills: {firmware: 2}}]\nlevers: {never: [carol]}\n"

    assert "hire" not in repairs_of(TWO + more)


def test_work_given_to_somebody_by_name_can_go_to_a_newcomer() -> None:
    found = repairs_of(TWO.replace("needs: [firmware]", "who: [ana]"))["staff"]

    assert any(line.endswith("who extra-ana") for line in found.lines)


def test_two_tasks_overlap_by_no_more_than_it_takes() -> None:
    found = repairs_of("""
        name: Two
        goals: [{id: g, deadline: 2027-01-08, done_when: [b]}]
        tasks:
          - {id: a, name: A, estimate: 4d}
          - {id: b, name: B, estimate: 3d, after: [a]}
    """)["overlap"]  # fmt: skip

    assert found.lines == ("b after a -2d",)
    assert found.proven


def test_overtime_is_asked_only_of_those_who_may_be() -> None:
    levers = "levers: {overtime: 20h/w at 150%}\n"

    assert repairs_of(TWO + levers)["overtime"].lines[0].startswith("ana overtime ")
    assert "overtime" not in repairs_of(TWO + "levers: {overtime: 20h/w, not_overtime: [ana]}\n")


def test_all_cures_are_one_sentence() -> None:
    found = contradictions(a_plan(TWO), time_limit=20).contradictions[0]

    assert found.cures == (
        "Half a person more for firmware in week 1 (EUR 2,000), or Pilot 2 working days later, by 12 January 2027."
    )


def test_somebody_whose_last_day_is_in_the_way_stays_for_longer() -> None:
    found = repairs_of("""
        name: Stay
        people: [{id: ana, name: Ana, until: 2027-01-08}]
        tasks: [{id: a, estimate: 7d, who: [ana], deadline: 2027-01-22}]
    """)["stay"]  # fmt: skip

    assert found.lines == ("ana until none",)
