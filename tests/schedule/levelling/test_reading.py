"""A schedule of people in the plan's own words."""

from __future__ import annotations

import pytest

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.schedule import schedule
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.levelling.people import people, stretches


def test_a_task_under_way_shows_the_pause_in_which_it_waits_for_its_people() -> None:
    found = people("""
        status_date: 2027-01-06
        people: [{id: ana}]
        tasks:
          - {id: a, estimate: 1d, who: [ana], started: 2027-01-05, left: 4h, priority: 900}
          - {id: b, estimate: 1d, who: [ana], started: 2027-01-04}
    """)

    # By the end of Wednesday nobody has said how much of `b` is done. First Ana does what is left of `a`.
    assert stretches(found, "b") == ["Mon 04 08:00 - Wed 06 17:00", "Thu 07 13:00 - Fri 08 12:00"]


def test_a_task_under_way_that_waits_for_nobody_is_one_stretch() -> None:
    found = people("""
        status_date: 2027-01-06
        people: [{id: ana}]
        tasks: [{id: b, estimate: 1d, who: [ana], started: 2027-01-04}]
    """)

    assert stretches(found, "b") == ["Mon 04 08:00 - Thu 07 17:00"]


def test_what_keeps_a_task_waiting_is_whoever_was_busy_and_with_what() -> None:
    found = people("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 1d, who: [ana], priority: 900}, {id: b, estimate: 1d, who: [ana]}]
    """)

    assert found["b"].waits_for == ("ana", "a", 8 * 60)
    assert found["a"].waits_for is None


def test_a_maximum_lag_that_is_not_kept_is_told_where_nobody_is_asked_for_as_well() -> None:
    plan = a_plan(
        "start: 2027-01-04\nschedule_from: finish\nfinish: 2027-03-05\ntasks:\n"
        "  - {id: a, estimate: 1d}\n"
        "  - {id: held, estimate: 1d, after: [a FF +1d], start: on 2027-01-11}\n"
        "  - {id: late, estimate: 1d, after: [a +0d..+3d]}\n"
    )

    assert [(each.code, each.id) for each in levelled(plan).findings] == [("maximum-lag", "late")]
    assert optimised(plan, time_limit=0).status == "unknown"


@pytest.mark.parametrize("who", ["", ", who: [ana]"])
@pytest.mark.parametrize(
    "first",
    [
        "{{id: first, tasks: [{{id: one, duration: 1d{who}}}, {{id: two, duration: 1d}}]}}",
        "{{id: first, duration: 1d{who}, every: week on Tue from 2027-01-05 until 2027-01-22}}",
    ],
)
def test_a_maximum_lag_behind_a_summary_or_a_rhythm_is_told_where_it_is_not_kept(
    first: str, who: str
) -> None:
    plan = a_plan(
        f"start: 2027-01-04\npeople: [{{id: ana}}]\ntasks:\n  - {first.format(who=who)}\n"
        "  - {id: late, duration: 2d, after: [first SS +0h..+16h], start: from 2027-02-01}\n"
    )

    assert [(each.code, each.id) for each in schedule(plan).findings] == [("maximum-lag", "late")]
    assert [(each.code, each.id) for each in levelled(plan).findings] == [("maximum-lag", "late")]


def test_a_maximum_lag_behind_somebody_who_has_gone_is_told_or_kept() -> None:
    plan = a_plan(
        "start: 2027-01-04\nschedule_from: finish\nfinish: 2027-03-05\n"
        "people: [{id: ana, skills: {saw: 2}}, {id: mei, until: 2027-01-20}]\ntasks:\n"
        "  - {id: saw, work: 11h, who: [mei], needs: [saw]}\n"
        "  - {id: done, milestone: yes, after: [saw +0d..+3d]}\n"
    )
    found = optimised(plan, time_limit=0).schedule

    assert [(each.code, each.id) for each in levelled(plan).findings] == [("maximum-lag", "done")]
    assert found is not None
    assert verify(plan, found) == []


@pytest.mark.parametrize("who", ["", ", who: [ana]"])
def test_fixed_dates_that_the_length_does_not_fit_between_are_told(who: str) -> None:
    def found(days: int) -> list[tuple[str, str | None]]:
        plan = a_plan(
            "start: 2027-01-04\npeople: [{id: ana}]\n"
            f"tasks: [{{id: a, estimate: {days}d{who}, start: fixed 2027-01-11, finish: fixed 2027-01-12}}]\n"
        )
        return [(each.code, each.id) for each in levelled(plan).findings]

    assert found(2) == []  # Monday and Tuesday
    assert found(3) == [("fixed-dates", "a")]
