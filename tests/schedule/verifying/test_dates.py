"""Nothing before the plan's start or in the past, dates asked for are kept, what has happened stays."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken

TUESDAY = ("01-05 08:00", "01-05 17:00")
WEDNESDAY = ("01-06 08:00", "01-06 17:00")


def test_nothing_starts_before_the_plan() -> None:
    plan = "start: 2027-01-05\ntasks: [{id: a, estimate: 1d}]"

    assert broken(plan, {"a": TUESDAY}) == set()
    assert broken(plan, {"a": ("01-04 08:00", "01-04 17:00")}) == {"plan-start"}


def test_nothing_is_planned_before_the_status_date() -> None:
    plan = "status_date: 2027-01-05\ntasks: [{id: a, estimate: 1d}]"

    assert broken(plan, {"a": WEDNESDAY}) == set()
    assert broken(plan, {"a": TUESDAY}) == {"status-date"}


@pytest.mark.parametrize(
    ("dates", "options", "right", "wrong"),
    [
        ("start: from 2027-01-06", "", WEDNESDAY, TUESDAY),
        ("finish: from 2027-01-06", "", WEDNESDAY, TUESDAY),
        ("start: on 2027-01-06", "", WEDNESDAY, TUESDAY),
        ("start: fixed 2027-01-05", "", TUESDAY, WEDNESDAY),
        ("start: by 2027-01-05", "honour_constraints: yes", TUESDAY, WEDNESDAY),
        ("finish: by 2027-01-05", "honour_constraints: yes", TUESDAY, WEDNESDAY),
        ("start: by 2027-01-05", "", WEDNESDAY, None),  # not honoured
    ],
)
def test_dates_asked_for_are_kept(
    dates: str, options: str, right: tuple[str, str], wrong: tuple[str, str] | None
) -> None:
    plan = f"options: {{{options}}}\ntasks: [{{id: a, estimate: 1d, {dates}}}]"

    assert broken(plan, {"a": right}) == set()
    if wrong is not None:
        assert broken(plan, {"a": wrong}) == {"constraint"}


def test_a_summarys_start_holds_for_all_below() -> None:
    plan = "tasks: [{id: s, start: from 2027-01-06, tasks: [{id: a, estimate: 1d}]}]"

    assert broken(plan, {"a": WEDNESDAY}) == set()
    assert broken(plan, {"a": TUESDAY}) == {"constraint"}


def test_what_is_done_stays() -> None:
    plan = (
        "status_date: 2027-01-08\ntasks: [{id: a, estimate: 1d, started: 2027-01-05, done: 2027-01-06 12:00}]"
    )

    assert broken(plan, {"a": ("01-05 08:00", "01-06 12:00")}) == set()
    assert broken(plan, {"a": ("01-05 08:00", "01-07 12:00")}) == {"frozen"}
    assert broken(plan, {"a": ("01-04 08:00", "01-06 12:00")}) == {"frozen"}


def test_what_has_begun_goes_on_at_the_status_date() -> None:
    plan = "status_date: 2027-01-06\ntasks: [{id: a, estimate: 4d, started: 2027-01-04, left: 2d}]"
    begun = ("01-04 08:00", "01-06 17:00")

    assert broken(plan, {"a": ("01-04 08:00", "01-08 17:00")}) == set()
    assert broken(plan, {"a": ([begun, ("01-07 08:00", "01-08 17:00")],)}) == set()
    assert broken(plan, {"a": ([begun, ("01-08 08:00", "01-11 17:00")],)}) == set()  # somebody was busy
    assert broken(plan, {"a": ("01-04 08:00", "01-07 17:00")}) == {"length"}
    assert broken(plan, {"a": ([begun, ("01-07 08:00", "01-11 17:00")],)}) == {"length"}
    assert broken(plan, {"a": ("01-05 08:00", "01-08 17:00")}) == {"frozen"}
    assert broken(plan, {"a": ("01-04 08:00", "01-06 12:00")}) == {"length", "status-date"}


def test_what_was_set_by_hand_stays() -> None:
    plan = "tasks: [{id: a, estimate: 1d, manual: yes, start: on 2027-01-05}]"

    assert broken(plan, {"a": TUESDAY}) == set()
    assert broken(plan, {"a": WEDNESDAY}) == {"frozen"}


def test_a_gate_is_passed_when_those_who_say_yes_are_there() -> None:
    plan = """
        stakeholders: [{id: cust, available: [week on Tue]}]
        tasks: [{id: a, milestone: yes, gate: [cust]}]
    """

    assert broken(plan, {"a": ("01-05 08:00", "01-05 08:00")}) == set()
    assert broken(plan, {"a": ("01-06 10:00", "01-06 10:00")}) == {"gate"}


def test_a_duration_begins_in_the_hours_of_its_calendar_wherever_people_are() -> None:
    plan = (
        "calendar: {zone: Europe/Berlin}\npeople: [{id: tom, zone: Asia/Singapore}]\n"
        "tasks: [{id: a, duration: 1d, who: [tom], start: fixed 2027-01-05}]"
    )

    assert "constraint" not in broken(plan, {"a": (*TUESDAY, ["tom"])})
    assert "constraint" in broken(plan, {"a": (*WEDNESDAY, ["tom"])})
