"""Cures: each is lines that can be carried out, after which the plan fits, and nothing less would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.feasibility.why_not import Answer, Contradiction, Repair, can_be_met, contradictions, with_luck
from fairlead.feasibility.why_not.judgement import Judgement
from fairlead.feasibility.why_not.meeting import best_case
from fairlead.feasibility.why_not.purse import Limit, keeps_to
from fairlead.feasibility.why_not.repairs import with_repairs
from fairlead.feasibility.why_not.repairs.later import sooner
from fairlead.feasibility.why_not.repairs.release import Step, steps_of, with_steps
from fairlead.feasibility.why_not.repairs.trying import Trial, smallest
from fairlead.feasibility.why_not.shrinking import Clock
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


@pytest.mark.parametrize(
    ("place", "hired"), [("", True), (", location: 'Krakow, PL'", True), (", location: 'Pune, IN'", False)]
)
def test_regions_are_judged_as_everywhere_else(place: str, hired: bool) -> None:
    who = f"candidates: [{{id: carol, name: Carol, skills: {{firmware: 2}}{place}}}]\nlevers: {{regions: [EU]}}\n"

    assert ("hire" in repairs_of(TWO + who)) is hired


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


OPEN = """
name: Two dates
people: [{id: ana, name: Ana}]
goals:
  - {id: pilot, name: Pilot, deadline: 2027-01-06, done_when: [arm]}
  - {id: fair, name: Fair, deadline: 2027-01-05, done_when: [stand]}
tasks:
  - {id: arm, name: Arm, estimate: 4d}
  - {id: stand, name: Stand, estimate: 5d, who: [ana]}
"""


def cured(text: str, answer: Answer) -> Contradiction:
    """The first contradiction with its cures, as if so much were known of the fair."""
    plan = a_plan(text)
    found = contradictions(plan, time_limit=20, repairs=False).contradictions[0]
    best = best_case(plan, Clock(5.0))
    alone = {aim: Judgement(answer) if aim.id == "fair" else known for aim, known in best.alone.items()}
    return with_repairs(plan, replace(best, alone=alone), found, [found], Clock(10.0))


def test_a_date_of_which_nobody_knows_anything_does_not_stand_in_the_way_of_cures() -> None:
    found = cured(OPEN, Answer.UNDECIDED)

    assert found.repairs[0].lines == ("pilot deadline 2027-01-07",)
    assert [(each.kind, each.id) for each in found.left_open] == [("goal", "fair")]
    assert found.cures.endswith(
        "Fair's deadline on 5 January 2027 may be missed then: whether it can be kept at all couldn't be told in the "
        "time."
    )


def test_a_date_that_is_kept_with_a_cure_is_not_named_though_nobody_knew_of_it() -> None:
    found = cured(OPEN.replace("estimate: 5d", "estimate: 2d"), Answer.UNDECIDED)

    assert found.repairs
    assert not found.left_open
    assert "Fair" not in found.cures


def test_a_date_that_is_known_to_fit_has_to_be_kept_by_a_cure() -> None:
    found = cured(OPEN, Answer.FITS)

    assert not found.repairs
    assert found.cures == "No single change that could be tried in the time cures it."


def test_the_schedule_that_there_is_tells_a_date_that_can_be_kept_where_no_earlier_one_is_found() -> None:
    asked: list[int] = []

    def fits(number: int) -> Judgement:
        asked.append(number)
        return Judgement(Answer.UNDECIDED)

    known = Judgement(Answer.FITS)

    assert smallest(0, 100, fits, (9, known)) == (9, known, False)
    assert max(asked) < 9


def test_a_goal_is_not_kept_by_dropping_all_that_it_is_about() -> None:
    text = TWO.replace("done_when: [arm, log, rep]", "done_when: [rep]").replace(
        "estimate: 1d", "estimate: 6d"
    )

    assert "drop" not in repairs_of(text)


def test_a_lead_that_reaches_back_behind_what_is_waited_for_cures_nothing() -> None:
    # Ana is away in the week before the tests, so three of her days before their end are in the week before that.
    text = """
        name: Test
        people: [{id: ana, name: Ana, away: [2027-01-11..2027-01-16]}]
        goals: [{id: g, deadline: 2027-01-14, done_when: [report]}]
        tasks:
          - {id: tests, estimate: 3d, start: from 2027-01-15}
          - {id: report, estimate: 1d, who: [ana], after: [tests]}
    """

    assert "overlap" not in repairs_of(text)


def test_a_budget_in_another_currency_counts_with_its_upper_end_for_its_cure_as_well() -> None:
    # 15 days of EUR 800, and USD 9,000 are EUR 8,100 at the most.
    found = repairs_of("""
        name: Test
        currency: EUR
        exchange: {USD: 0.9}
        budget: {total: USD 8000..9000}
        people: [{id: ana, rate: 100/h}]
        tasks: [{id: a, estimate: 15d, who: [ana]}]
    """)

    assert found["budget"].sentence == "EUR 3,900 more, a budget of EUR 12,000"


def test_where_too_little_is_released_no_larger_budget_helps_and_enough_has_to_be_dropped() -> None:
    # 14 days of EUR 800, for EUR 9,000: three of them have to go, and the report takes one.
    found = repairs_of("""
        name: Test
        currency: EUR
        budget: {total: EUR 20000, releases: ["9000 from 2027-01-04"]}
        people: [{id: ana, rate: 100/h}]
        tasks:
          - {id: work, estimate: 8d, who: [ana]}
          - {id: report, name: Report, estimate: 1d, who: [ana], scope: could}
          - {id: tour, name: Tour, estimate: 5d, who: [ana], scope: could}
    """)

    assert {kind: each.sentence for kind, each in found.items()} == {"drop": "drop Tour"}


def test_a_milestone_is_not_reached_before_what_it_waits_for_is_done() -> None:
    text = """
        name: Two
        goals: [{id: g, deadline: 2027-01-06, done_when: [done]}]
        tasks:
          - {id: a, estimate: 4d}
          - {id: done, milestone: yes, after: [a]}
    """

    assert "overlap" not in repairs_of(text)
    assert "overlap" in repairs_of(text.replace("milestone: yes", "estimate: 1d"))


def test_money_that_comes_later_is_asked_for_by_when_the_work_is_paid() -> None:
    text = """
        name: Parts
        start: 2027-01-04
        currency: EUR
        budget: {total: 9000, releases: [1000 from 2027-01-04, 8000 from 2027-03-01]}
        people: [{id: ana, rate: 100/h}]
        goals: [{id: g, deadline: 2027-01-29, done_when: [a]}]
        tasks: [{id: a, estimate: 5d, who: [ana]}]
    """
    found = repairs_of(text)["budget"]

    # 40 hours at 100, of which 1,000 are there; the budget stays what it is.
    assert found.sentence == "EUR 3,000 more released by 29 January 2027"
    assert found.lines == (
        "plan budget.releases 1000 from 2027-01-04, 3000 from 2027-01-29, 5000 from 2027-03-01",
    )
    assert can_be_met(with_lines(a_plan(text), found.lines, check=check)).feasible is True


def test_a_later_date_is_sought_between_what_is_refuted_and_what_is_known() -> None:
    plan = a_plan(TWO)
    contradiction = contradictions(plan, time_limit=20, repairs=False).contradictions[0]
    trial = Trial(plan, best_case(plan, Clock(5.0)), contradiction, [contradiction], Clock(20.0))
    known = Repair("later", ("pilot deadline 2027-01-19",), "Pilot 7 working days later", days=Decimal(7))

    (found,) = sooner(trial, [known])

    assert found.lines == ("pilot deadline 2027-01-12",)
    assert found.days == 2
    assert found.proven


def test_a_later_date_that_is_found_already_is_known_to_be_the_first_where_the_day_before_is_refuted() -> (
    None
):
    plan = a_plan(TWO)
    contradiction = contradictions(plan, time_limit=20, repairs=False).contradictions[0]
    trial = Trial(plan, best_case(plan, Clock(5.0)), contradiction, [contradiction], Clock(20.0))
    known = Repair("later", ("pilot deadline 2027-01-12",), "Pilot 2 working days later", days=Decimal(2))

    (found,) = sooner(trial, [known])

    assert found == replace(known, proven=True)


TWO_WEEKS = """
    name: Parts
    start: 2027-01-04
    currency: EUR
    budget: {total: 12000, releases: [1000 from 2027-01-04, 2000 from 2027-01-18, 9000 from 2027-03-01]}
    people: [{id: ana, rate: 100/h}]
    goals: [{id: g, deadline: 2027-01-29, done_when: [b]}]
    tasks:
      - {id: a, name: A, estimate: 5d, who: [ana]}
      - {id: b, name: B, estimate: 5d, who: [ana], after: [a]}
"""


def test_money_is_asked_for_no_earlier_than_work_that_waits_is_paid() -> None:
    found = repairs_of(TWO_WEEKS)["budget"]

    # Each week costs 4,000; both can wait until the last two before the date, so A is paid after the second release.
    assert found.sentence == "EUR 5,000 more released by 22 January 2027"
    changed = with_lines(a_plan(TWO_WEEKS), found.lines, check=check)
    assert can_be_met(changed, time_limit=5).feasible is True
    assert changed.settings.budget is not None
    assert sum(each.amount.most_likely() for each in changed.settings.budget.releases) == 12000


def test_where_money_comes_too_late_twice_each_day_is_named_with_what_is_there_by_then() -> None:
    found = repairs_of(TWO_WEEKS.replace("id: a, name: A", "id: a, deadline: 2027-01-08"))["budget"]

    assert found.sentence == (
        "EUR 3,000 more released by 8 January 2027 (EUR 4,000 in all) and EUR 5,000 more by 29 January 2027 (EUR 8,000 "
        "in all)"
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5000)), min_size=1, max_size=4))
def test_the_steps_of_a_schedule_are_just_enough_for_it(releases: list[tuple[int, int]]) -> None:
    schedule = best_case(a_plan(TWO_WEEKS), Clock(1.0)).schedule
    assert schedule is not None
    sums = sorted({MONDAY + timedelta(days=day): Decimal(amount) for day, amount in releases}.items())
    whole = Decimal(20_000)  # what releases hold in all, or the schedule's 8,000

    def keeps(steps: list[Step]) -> bool:
        at, limits = Decimal(0), []
        for day, amount in with_steps(sums, steps, whole):
            limits.append(Limit(at, last=day - timedelta(days=1)))
            at += amount
        return keeps_to(schedule, [*limits, Limit(at)])

    steps = steps_of(schedule, sums)

    assert keeps(steps)
    for number, step in enumerate(steps):
        assert not keeps(
            [*steps[:number], replace(step, amount=step.amount - 1), *steps[number + 1 :]][: number + 1]
        )
