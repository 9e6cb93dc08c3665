"""The oracle: what it says is backed by a verified schedule, or by a proof that names what it rests on."""

from __future__ import annotations

import time

import pytest

from fairlead.feasibility.why_not import Answer, with_luck
from fairlead.feasibility.why_not.aims import aims_of
from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.demands import Demand, said_plainly, with_only, without
from fairlead.feasibility.why_not.judgement import Judgement
from fairlead.feasibility.why_not.judging import judged
from fairlead.feasibility.why_not.laying import Layouts
from fairlead.feasibility.why_not.purse import keeps_to, limits_of, without_releases
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

THREE_FOR_TWO = """
name: Test
people: [{id: ana, skills: {x: 1}}, {id: ben, skills: {x: 1}}, {id: cy}]
goals: [{id: g, deadline: 2027-01-12, done_when: [a, b, c, d]}]
tasks:
  - {id: a, estimate: 4d, needs: [x]}
  - {id: b, estimate: 4d, needs: [x]}
  - {id: c, estimate: 4d, needs: [x]}
  - {id: d, estimate: 2d, who: [cy]}
"""


def judged_as(text: str, seconds: float = 5.0) -> Judgement:
    plan = said_plainly(with_luck(a_plan(text)))
    return judged(plan, aims_of(plan), seconds=seconds, reasons=True)


def test_a_proof_by_assumptions_names_the_tasks_and_people_that_it_rests_on() -> None:
    # Twelve days of work for two people in seven days: enough time in all, but two of three tasks come one after another.
    found = judged_as(THREE_FOR_TWO)

    assert found.answer is Answer.CANNOT
    assert found.tasks == ("a", "b", "c")
    assert found.who == ("ana", "ben")


def test_what_bounds_leave_open_is_undecided_without_time() -> None:
    assert judged_as(THREE_FOR_TWO, 0.0).answer is Answer.UNDECIDED


def test_what_fits_comes_with_a_verified_schedule() -> None:
    found = judged_as(THREE_FOR_TWO.replace("01-12", "01-13"))

    assert found.answer is Answer.FITS
    assert found.schedule is not None
    assert not verify(found.schedule.plan, found.schedule)


@pytest.mark.parametrize(("latest", "answer"), [("+0d..+2d", Answer.CANNOT), ("+0d..+8d", Answer.FITS)])
def test_greatest_lags_are_kept_or_refuted(latest: str, answer: Answer) -> None:
    # b begins after m, eight working days in; a, begun by the third day, is done by the fifth: three days are between.
    found = judged_as(f"""
        name: Test
        tasks:
          - {{id: m, estimate: 8d}}
          - {{id: a, estimate: 2d, start: by 2027-01-06}}
          - {{id: b, estimate: 1d, after: [m, a {latest}], deadline: 2027-01-29}}
    """)

    assert found.answer is answer


def test_a_demand_that_is_dropped_leaves_all_else_as_it_is() -> None:
    plan = said_plainly(a_plan("""
        name: Test
        people: [{id: ana, away: [2027-01-05, 2027-01-07]}]
        tasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, estimate: 2d, after: [a +1d..+3d]}]
    """))  # fmt: skip

    without_all = without(plan, [Demand("leave", "ana", "2027-01-05"), Demand("capacity", "ana"), Demand("work", "a"),
                                 Demand("max_lag", "b", "a +1d..+3d")])  # fmt: skip

    assert [str(each) for each in without_all.people["ana"].away] == ["2027-01-07"]
    assert without_all.people["ana"].count > 1
    assert str(without_all.tasks["a"].estimate) == "0h"
    assert [str(link) for link in without_all.tasks["b"].after] == ["a +1d"]
    assert without_all.tasks["b"].estimate == plan.tasks["b"].estimate


def test_the_order_below_a_summary_is_said_as_links() -> None:
    plan = said_plainly(a_plan("""
        name: Test
        tasks: [{id: s, in_order: yes, tasks: [{id: a, estimate: 2d}, {id: b, estimate: 2d}]}]
    """))  # fmt: skip

    assert [str(link) for link in plan.tasks["b"].after] == ["a"]
    assert not plan.tasks["s"].in_order


def test_only_what_a_date_waits_for_is_left() -> None:
    plan = a_plan("""
        name: Test
        tasks: [{id: a, estimate: 2d}, {id: b, estimate: 2d, after: [a]}, {id: c, estimate: 2d, after: [b]}]
    """)

    assert list(with_only(plan, {"a", "b"}, ["b"]).tasks) == ["a", "b"]


def test_what_has_a_date_goes_ahead_of_what_is_under_way_and_has_none() -> None:
    # Ana could go on with the report for two weeks, but the demonstration has to be done on Wednesday.
    found = judged_as("""
        name: Test
        status_date: 2027-01-10
        people: [{id: ana}]
        tasks:
          - {id: report, estimate: 12d, who: [ana], started: 2027-01-07, left: 10d}
          - {id: demo, estimate: 2d, who: [ana], deadline: 2027-01-13}
    """)

    assert found.answer is Answer.FITS


@pytest.mark.parametrize(("latest", "answer"), [("2027-01-11", Answer.CANNOT), ("2027-01-12", Answer.FITS)])
def test_what_comes_before_a_latest_start_is_bound_by_it_too(latest: str, answer: Answer) -> None:
    # Six days of Ana's work come before it, which end on Monday the 11th.
    found = judged_as(f"""
        name: Test
        people: [{{id: ana}}]
        tasks:
          - {{id: other, estimate: 10d, who: [ana]}}
          - {{id: a, estimate: 3d, who: [ana]}}
          - {{id: b, estimate: 3d, who: [ana]}}
          - {{id: show, estimate: 1d, start: by {latest}, after: [a, b]}}
    """)

    assert found.answer is answer


def test_who_does_what_has_to_begin_by_a_date_is_chosen_by_the_model() -> None:
    # Two of three pieces of four days are done by Friday, so the show after all of them can't begin before Wednesday.
    text = THREE_FOR_TWO.replace("goals: [{id: g, deadline: 2027-01-12, done_when: [a, b, c, d]}]\n", "")
    show = "  - {id: show, estimate: 1d, start: by %s, after: [a, b, c]}\n"

    assert judged_as(text + show % "2027-01-13").answer is Answer.CANNOT
    assert judged_as(text + show % "2027-01-14").answer is Answer.FITS


def test_work_that_can_wait_is_laid_late_where_money_is_released_later() -> None:
    # Two weeks of EUR 4,000 each have until the 29th; EUR 4,500 are there from the 18th on, EUR 8,000 from the 25th on.
    plan = a_plan("""
        currency: EUR
        budget: {total: 8000, releases: [500 from 2027-01-04, 4000 from 2027-01-18, 3500 from 2027-01-25]}
        people: [{id: ana, rate: 100/h}]
        goals: [{id: g, deadline: 2027-01-29, done_when: [b]}]
        tasks:
          - {id: a, estimate: 5d, who: [ana]}
          - {id: b, estimate: 5d, who: [ana], after: [a]}
    """)
    best = without_releases(said_plainly(with_luck(plan)))
    case = Case(best, compile_plan(best), aims_of(best), purse=limits_of(plan))

    found = Layouts(case).thriftily(time.monotonic() + 20)

    assert found is not None
    assert found.schedule is not None
    assert keeps_to(found.schedule, limits_of(plan))
    assert not verify(best, found.schedule)
