"""Plans that are laid out from their finish, or say no start, judged by how early their work can be done."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import dedent

import pytest

from fairlead.feasibility.assessing import assess
from fairlead.feasibility.forwards import laid_forwards
from fairlead.feasibility.why_not import contradictions
from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.risk.scoring import Luck


def a_plan(text: str) -> Plan:
    """The plan of a text as it stands: without a start where it says none."""
    found = open_text(dedent(text))
    assert not found.findings
    return found.plan


BACK = """
name: B
finish: 2027-03-31
schedule_from: finish
focus: 100%
people: [{id: ana, name: Ana}]
goals: [{id: ready, name: Ready, deadline: 2027-03-31, done_when: [show]}]
tasks:
  - {id: layout, name: Layout, estimate: 4d, who: [ana]}
  - {id: invite, name: Invite, estimate: 2d, who: [ana], after: [layout], start: by 2027-03-10}
  - {id: show, name: Show, milestone: yes, after: [invite]}
"""


def test_work_before_the_first_date_of_a_plan_from_its_finish_is_no_contradiction() -> None:
    # The layout is done in the days before 10 March, though the plan names no earlier date.
    found = assess(a_plan(BACK), Luck(100))

    assert (found.feasible, found.verdict) == (True, "yes")


@pytest.mark.parametrize(("today", "can"), [(date(2027, 3, 3), True), (date(2027, 3, 8), False)])
def test_what_begins_today_at_the_earliest_may_not_fit(today: date, can: bool) -> None:
    # Four working days from Wednesday the 3rd end on Monday the 8th, from Monday the 8th on Thursday the 11th.
    plan = a_plan(BACK.replace("estimate: 4d", "estimate: 4d", 1) + f"status_date: {today}\n")

    assert assess(plan, Luck(100), why_not=0).feasible is can


def test_a_plan_from_its_finish_that_is_too_much_work_since_its_status_date_says_so() -> None:
    plan = a_plan(BACK.replace("estimate: 4d", "estimate: 30d") + "status_date: 2027-03-01\n")

    found = contradictions(plan, time_limit=5)

    assert any("Layout (30 days)" in each.sentence for each in found.contradictions)


def test_people_of_a_plan_from_its_finish_have_the_days_before_its_first_date_too() -> None:
    # By 12 March Ana has done both parts if she begins in February; laid out as late as possible they come too late.
    found = assess(
        a_plan(
            """
            name: B
            finish: 2027-03-31
            schedule_from: finish
            focus: 100%
            people: [{id: ana, name: Ana}]
            goals: [{id: g, name: G, deadline: 2027-03-12, done_when: [a, b]}]
            tasks:
              - {id: a, name: A, estimate: 8d, who: [ana]}
              - {id: b, name: B, estimate: 8d, who: [ana]}
              - {id: z, name: Z, estimate: 1d, start: from 2027-03-01}
            """
        ),
        Luck(100),
    )

    assert not found.people.shortages


def test_a_plan_that_says_no_start_keeps_its_own_when_dates_are_taken_away() -> None:
    plan = a_plan("name: N\ntasks: [{id: a, name: A, estimate: 2d, deadline: 2027-03-10}]\n")

    assert laid_forwards(plan, date(2027, 1, 4)).settings.start is not None
    assert laid_forwards(plan, date(2027, 1, 4)) == laid_forwards(laid_forwards(plan, date(2027, 1, 4)))


def test_a_plan_from_its_finish_begins_a_year_and_its_own_length_before_it_would() -> None:
    # Six days of work up to Wednesday the 31st begin on Wednesday the 24th, a week before: 373 days earlier.
    laid = laid_forwards(a_plan(BACK.replace(", start: by 2027-03-10", "")))

    assert laid.settings.start is not None
    assert laid.settings.start.date == date(2027, 3, 24) - timedelta(days=366 + 7)
    assert laid.settings.schedule_from == "start"


@pytest.mark.parametrize(
    ("today", "start"), [(date(2027, 2, 1), date(2027, 2, 1)), (date(2027, 3, 29), None)]
)
def test_a_plan_from_its_finish_may_begin_today_unless_it_would_have_begun_before(
    today: date, start: date | None
) -> None:
    laid = laid_forwards(a_plan(BACK), today)

    assert laid.settings.start is not None
    assert (laid.settings.start.date == today) is (start is not None)


def test_a_plan_that_says_no_start_and_no_dates_begins_today() -> None:
    laid = laid_forwards(a_plan("name: N\ntasks: [{id: a, name: A, estimate: 2d}]\n"), date(2027, 2, 1))

    assert laid.settings.start is not None
    assert laid.settings.start.date == date(2027, 2, 1)


def test_a_plan_without_tasks_or_with_a_start_stays_as_it_is() -> None:
    for text in (
        "name: N\nfinish: 2027-03-31\nschedule_from: finish\n",
        "name: N\nstart: 2027-01-04\ntasks: [{id: a, estimate: 2d}]\n",
    ):
        plan = a_plan(text)
        assert laid_forwards(plan) is plan
