"""How long tasks take: estimates, work and durations; shares, part-timers, focus; sizes and ranges."""

from __future__ import annotations

import pytest

from fairlead.plan.errors import PlanError
from tests.schedule.asking import finish, scheduled, span, tasks


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("estimate: 3d", "01-06 17:00"),
        ("estimate: 4h", "01-04 12:00"),
        ("estimate: 1w", "01-08 17:00"),
        ("estimate: 90m", "01-04 09:30"),
        ("estimate: 2d..3d..9d", "01-06 17:00"),  # the most likely
        ("estimate: 2d..4d", "01-06 17:00"),  # the middle
        ("work: 2d", "01-05 17:00"),
        ("duration: 2d", "01-05 17:00"),
        ("duration: 2ed", "01-06 00:00"),  # nights count, and a date alone begins at midnight
        ("duration: 1ew", "01-11 00:00"),
        ("duration: 1mo", "02-02 14:20"),  # 52/12 weeks
        ("estimate: M", "01-08 17:00"),
        ("estimate: 4pt", "01-05 17:00"),
        ("milestone: yes", "01-04 08:00"),
        ("name: Nobody said how long", "01-04 17:00"),  # a day, as in Microsoft Project
    ],
)
def test_a_task_takes_as_long_as_it_says(how: str, expected: str) -> None:
    assert finish(tasks(f"id: a, {how}", head="sizes: {M: 3d..5d..9d, pt: 0.5d}"), "a") == expected


def test_the_units_are_those_of_the_plans_calendar() -> None:
    # 1d is the most frequent day (6 h), 1w the week (28 h).
    found = tasks(
        "id: day, duration: 1d",
        "id: week, duration: 1w",
        head="calendar: {hours: [Mon-Thu 09:00-15:00, Fri 09:00-13:00]}",
    )

    assert finish(found, "day") == "01-04 15:00"
    assert finish(found, "week") == "01-08 13:00"


_PEOPLE = """
    people:
      - {id: ana}
      - {id: tom, hours: Mon-Wed 09:00-15:00}
      - {id: mei, share: 50%%}
      - {id: late, hours: Mon-Fri 13:00-21:00}
      - {id: crew, count: 3}
    equipment: [{id: rig, away: [2027-01-05..2027-01-06]}]
    suppliers: [{id: lab, available: [2027-01-12..2027-01-15]}]
    tasks:
      - {id: a, %s}
"""


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("estimate: 2d, who: [ana]", "01-04 08:00 to 01-05 17:00"),
        ("estimate: 2d, who: [ana at 50%]", "01-04 08:00 to 01-07 17:00"),  # half of her time: twice as long
        ("estimate: 2d, who: [mei]", "01-04 08:00 to 01-07 17:00"),
        ("estimate: 2d, who: [mei at 50%]", "01-04 08:00 to 01-13 17:00"),  # half of a half
        ("estimate: 2d, who: [ana, mei]", "01-04 08:00 to 01-07 17:00"),  # the slowest of all it needs
        ("estimate: 2d, who: [tom]", "01-04 09:00 to 01-06 13:00"),  # 16 h of his 6 h days
        ("estimate: 1d, who: [ana, tom]", "01-04 09:00 to 01-05 12:00"),  # 09-12 and 13-15 are common
        ("estimate: 1d, who: [ana, late]", "01-04 13:00 to 01-05 17:00"),  # afternoons are common
        ("estimate: 2d, needs: [rig]", "01-04 08:00 to 01-07 17:00"),  # booked on Tuesday and Wednesday
        ("estimate: 2d, needs: [lab]", "01-12 08:00 to 01-13 17:00"),
        ("estimate: 2d, needs: [2 cad at 50%]", "01-04 08:00 to 01-07 17:00"),
        (
            "estimate: 2d, needs: [rig | lab]",
            "01-04 08:00 to 01-05 17:00",
        ),  # either will do: nobody's hours yet
        ("work: 4d, who: [ana]", "01-04 08:00 to 01-07 17:00"),
        ("work: 4d, who: [ana, mei]", "01-04 08:00 to 01-06 14:20"),  # 1.5 people: 2.67 days
        ("work: 4d, needs: [1..2 cad]", "01-04 08:00 to 01-05 17:00"),  # as many as may share it
        ("work: 4d, needs: [cad at 50%]", "01-04 08:00 to 01-13 17:00"),
        ("work: 6d", "01-04 08:00 to 01-11 17:00"),
        ("duration: 2d, who: [tom]", "01-04 08:00 to 01-05 17:00"),  # passes by itself
    ],
)
def test_people_and_things_stretch_or_share_the_work(how: str, expected: str) -> None:
    assert span(scheduled(_PEOPLE % how), "a") == expected


def test_focus_is_what_is_left_for_plan_work() -> None:
    head = "focus: 80%\npeople: [{id: ana}]"

    assert finish(tasks("id: a, estimate: 4d, who: [ana]", head=head), "a") == "01-08 17:00"
    assert finish(tasks("id: a, work: 4d, who: [ana]", head=head), "a") == "01-08 17:00"
    assert finish(tasks("id: a, duration: 4d", head=head), "a") == "01-07 17:00"  # a delivery needs no focus


def test_those_who_share_work_each_do_it_in_their_own_hours() -> None:
    found = scheduled("""
        people: [{id: early, hours: Mon-Fri 06:00-14:00}, {id: late, hours: Mon-Fri 14:00-22:00}]
        tasks: [{id: a, work: 2d, who: [early, late]}]
    """)

    assert span(found, "a") == "01-04 06:00 to 01-04 22:00"


def test_a_task_calendar_is_met_with_the_hours_of_its_people() -> None:
    head = """
        calendars: [{id: nights, hours: Mon-Fri 16:00-24:00}]
        people: [{id: ana}]
        tasks: [{id: a, estimate: 2h, who: [ana], calendar: nights%s}]
    """

    assert span(scheduled(head % ""), "a") == "01-04 16:00 to 01-05 17:00"
    assert span(scheduled(head % ", ignore_hours: yes"), "a") == "01-04 16:00 to 01-04 18:00"


def test_nobody_in_common_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match="`early` and `late` have no working hour in common"):
        scheduled("""
            people: [{id: early, hours: Mon-Fri 06:00-12:00}, {id: late, hours: Mon-Fri 14:00-22:00}]
            tasks: [{id: a, estimate: 1d, who: [early, late]}]
        """)


def test_leave_is_not_worked() -> None:
    found = scheduled("""
        people: [{id: ana, away: [2027-01-05..2027-01-06, 2027-01-07 13:00..2027-01-07 17:00]}]
        tasks: [{id: a, estimate: 2d, who: [ana]}]
    """)

    assert finish(found, "a") == "01-08 12:00"


def test_somebody_who_comes_later_begins_later() -> None:
    found = scheduled("""
        people: [{id: hire, from: 2027-01-11..2027-01-21}]
        tasks: [{id: a, estimate: 1d, who: [hire]}]
    """)

    assert span(found, "a") == "01-18 08:00 to 01-18 17:00"  # Saturday 16 is most likely


def test_a_task_that_was_interrupted_takes_its_interruptions_along() -> None:
    # Microsoft Project's splits: Monday and Thursday are worked, the days between are not.
    found = tasks(
        "id: a, estimate: 2d, parts: [2027-01-04..2027-01-04, 2027-01-07..2027-01-07]",
        "id: b, estimate: 1d, after: [a]",
    )

    assert span(found, "a") == "01-04 08:00 to 01-07 17:00"
    assert span(found, "b") == "01-08 08:00 to 01-08 17:00"


def test_what_is_left_of_begun_work_takes_the_interruptions_to_come_along() -> None:
    # Microsoft Project's splits in progress, as in its own files: a day is done, Friday and Tuesday are to do.
    parts = "parts: [2027-01-04..2027-01-04, 2027-01-08..2027-01-08, 2027-01-12..2027-01-12]"
    facts = "started: 2027-01-04 08:00, suspended: 2027-01-04 17:00, resumed: 2027-01-05 08:00, left: 16h"
    late = "started: 2027-01-04 08:00, suspended: 2027-01-08 12:00, resumed: 2027-01-08 13:00, left: 12h"
    head = "status_date: 2027-01-08 13:00\noptions: {preset: msproject}"
    found = tasks(
        f"id: a, duration: 24h, {parts}, {facts}", f"id: b, duration: 24h, {parts}, {late}", head=head
    )

    assert span(found, "a") == "01-04 08:00 to 01-12 17:00"
    assert span(found, "b") == "01-04 08:00 to 01-12 17:00"


def test_microsoft_project_counts_floats_by_the_plans_calendar_whoever_does_the_work() -> None:
    # Source: the slacks stored in its files for people with night shifts and 24-hour calendars.
    text = """
        options: {preset: %s}
        people: [{id: always, hours: Mon-Sun 00:00-24:00}]
        calendars: [{id: nights, hours: Mon-Sun 00:00-24:00}]
        tasks:
          - {id: long, duration: 5d}
          - {id: theirs, duration: 8h, who: [always], assignments: [{who: always, work: 8h}]}
          - {id: own, duration: 8h, calendar: nights}
    """

    msproject, fairlead = scheduled(text % "msproject"), scheduled(text % "fairlead")
    # Both may end on Friday at 17:00 instead of Monday at 08:00, so begin at 09:00 instead of midnight.
    assert msproject["theirs"].total_float == 4 * 480 + 60
    assert msproject["own"].total_float == 4 * 1440 + 9 * 60
    assert fairlead["theirs"].total_float == fairlead["own"].total_float


def test_what_another_tool_knows_of_each_assignment_decides() -> None:
    found = scheduled("""
        people: [{id: ana}, {id: tom}]
        tasks:
          - id: a
            duration: 4d
            who: [ana, tom]
            assignments: [{who: ana, work: 2d, share: 100%}, {who: tom, work: 2d, share: 50%}]
          - {id: b, duration: 5d, task_type: fixed duration, assignments: [{who: ana, work: 1d}]}
    """)

    assert finish(found, "a") == "01-07 17:00"
    assert finish(found, "b") == "01-08 17:00"


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ("{estimate: 3d}, {duration: 1d}", "01-04 17:00"),
        ("{estimate: 1d}, {duration: 3d}", "01-04 17:00"),
        # 10 hours at the plan's forty a week are over sooner than 6 hours of Tom's eighteen.
        ("{estimate: 10h}, {estimate: 6h, who: tom}", "01-05 10:00"),
        ("{estimate: 3h}, {estimate: 6h, who: tom}", "01-04 11:00"),
        # A day on the clock is less than two working days of eight hours.
        ("{estimate: 2d}, {duration: 1ed}", "01-05 00:00"),
        # Tom and Eve never meet, so that mode is none.
        ("{estimate: 1h, who: [tom, eve]}, {estimate: 2d}", "01-05 17:00"),
    ],
)
def test_by_logic_alone_a_task_takes_its_quickest_mode(modes: str, expected: str) -> None:
    found = tasks(
        f"id: a, modes: [{modes}]",
        head="people: [{id: tom, hours: Mon-Wed 09:00-15:00}, {id: eve, hours: Thu 09:00-15:00}]",
    )
    assert finish(found, "a") == expected


def test_without_a_mode_in_which_people_meet_the_first_one_says_why() -> None:
    head = "people: [{id: tom, hours: Mon-Wed 09:00-15:00}, {id: eve, hours: Thu 09:00-15:00}]"
    with pytest.raises(PlanError, match="no working hour in common"):
        tasks("id: a, modes: [{estimate: 1h, who: [tom, eve]}]", head=head)
