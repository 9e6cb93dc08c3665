"""Constraints of every kind, deadlines, as late as possible, dates by hand, delays, schedules from the finish."""

from __future__ import annotations

import pytest

from fairlead.plan.errors import PlanError
from tests.schedule.asking import finish, scheduled, span, start, tasks


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("start: from 2027-01-13", "01-13 08:00 to 01-14 17:00"),
        ("start: from 2027-01-05", "01-06 08:00 to 01-07 17:00"),  # the link asks for more
        ("start: on 2027-01-13", "01-13 08:00 to 01-14 17:00"),
        ("start: fixed 2027-01-13", "01-13 08:00 to 01-14 17:00"),
        ("start: fixed 2027-01-05", "01-05 08:00 to 01-06 17:00"),  # whatever links say
        ("start: on 2027-01-05", "01-06 08:00 to 01-07 17:00"),  # links win, the float is negative
        ("start: by 2027-01-13", "01-06 08:00 to 01-07 17:00"),
        ("finish: from 2027-01-13", "01-12 08:00 to 01-13 17:00"),
        ("finish: from 2027-01-05", "01-06 08:00 to 01-07 17:00"),
        ("finish: on 2027-01-13", "01-12 08:00 to 01-13 17:00"),
        ("finish: fixed 2027-01-05", "01-04 08:00 to 01-05 17:00"),
        ("finish: by 2027-01-13", "01-06 08:00 to 01-07 17:00"),
        ("start: from 2027-01-16", "01-18 08:00 to 01-19 17:00"),  # a Saturday
        ("start: from 2027-01-13 10:00", "01-13 10:00 to 01-15 10:00"),
        ("start: from 2027-01-08 by 2027-01-20", "01-08 08:00 to 01-11 17:00"),
        ("start: from 2027-01-08, finish: from 2027-01-20", "01-19 08:00 to 01-20 17:00"),
    ],
)
def test_a_date_asked_for_places_the_task(dates: str, expected: str) -> None:
    assert span(tasks("id: a, estimate: 2d", f"id: b, estimate: 2d, after: [a], {dates}"), "b") == expected


@pytest.mark.parametrize(
    ("dates", "total"),
    [
        ("start: by 2027-01-11", 480),  # 8:00 on Monday; b starts on Friday
        ("finish: by 2027-01-12", 960),  # b is done on Friday evening
        ("finish: by 2027-01-07", -480),
        ("start: on 2027-01-07", -480),
        ("finish: on 2027-01-06", -960),
    ],
)
def test_dates_that_can_not_be_kept_make_negative_float(dates: str, total: int) -> None:
    found = tasks(
        "id: a, estimate: 4d", f"id: b, estimate: 1d, after: [a], {dates}", "id: long, estimate: 20d"
    )

    assert found["b"].total_float == total
    assert found["a"].total_float == total


def test_in_microsoft_projects_way_dates_win_over_links_where_tasks_honour_them() -> None:
    # "Tasks will always honor their constraint dates": a must-start overrides its predecessors.
    lines = ("id: a, estimate: 2d", "id: b, estimate: 2d, after: [a], start: on 2027-01-05")

    assert start(tasks(*lines, head="options: {preset: msproject}"), "b") == "01-05 08:00"
    soft = "options: {preset: msproject, honour_constraints: no}"
    assert start(tasks(*lines, head=soft), "b") == "01-06 08:00"


def test_in_primaveras_way_a_start_on_is_no_more_than_a_wish_against_links() -> None:
    lines = ("id: a, estimate: 2d", "id: b, estimate: 2d, after: [a], start: on 2027-01-05")

    found = tasks(*lines, head="options: {preset: p6}")

    assert start(found, "b") == "01-06 08:00"
    assert found["b"].start_float == -480


# ---------------------------------------------------------------- deadlines


def test_a_deadline_never_moves_anything() -> None:
    found = tasks("id: a, estimate: 5d, deadline: 2027-01-06", "id: b, estimate: 5d, after: [a]")

    assert span(found, "a") == "01-04 08:00 to 01-08 17:00"
    assert found["a"].total_float == -960
    assert found["b"].total_float == 0


def test_a_deadline_ahead_leaves_the_float_of_the_plans_finish() -> None:
    found = tasks("id: a, estimate: 1d, deadline: 2027-03-01", "id: b, estimate: 5d")

    assert found["a"].total_float == 4 * 480


def test_a_deadline_counts_until_the_end_of_its_day() -> None:
    found = tasks("id: a, estimate: 1d, deadline: 2027-01-04", "id: b, estimate: 5d")

    assert found["a"].total_float == 0


def test_a_goal_is_kept_or_missed_by_its_last_task() -> None:
    found = scheduled("""
        goals:
          - {id: pilot, deadline: 2027-01-08, done_when: [a, b]}
          - {id: later, deadline: 2027-01-13, done_when: [b]}
          - {id: open, done_when: [a]}
        tasks: [{id: a, estimate: 2d}, {id: b, estimate: 6d}]
    """)

    assert list(found.goals) == ["pilot", "later", "open"]
    assert found.goals["pilot"].kept is False
    assert found.goals["pilot"].slack == -480
    assert found.goals["later"].kept
    assert found.goals["later"].slack == 960
    assert found.goals["open"].kept is None


# ---------------------------------------------------------------- as late as possible


_LATE = """
    options: {%s}
    tasks:
      - {id: order, estimate: 1d, as_late_as_possible: yes}
      - {id: build, estimate: 2d, after: [order]}
      - {id: dig, estimate: 4d}
      - {id: end, estimate: 1d, after: [build, dig]}
"""


def test_as_late_as_possible_waits_for_its_successor_but_moves_nothing() -> None:
    found = scheduled(_LATE % "alap: free float")

    assert start(found, "order") == "01-04 08:00"  # build goes first: no free float
    assert start(found, "build") == "01-05 08:00"


def test_in_microsoft_projects_way_it_uses_up_the_total_float_and_pushes_successors() -> None:
    found = scheduled(_LATE % "preset: msproject")

    assert start(found, "order") == "01-05 08:00"
    assert start(found, "build") == "01-06 08:00"
    assert finish(found, "end") == "01-08 17:00"
    assert found["order"].total_float == 0


def test_as_late_as_possible_without_successors_ends_with_the_plan() -> None:
    assert (
        finish(tasks("id: a, estimate: 1d, as_late_as_possible: yes", "id: b, estimate: 5d"), "a")
        == "01-08 17:00"
    )


# ---------------------------------------------------------------- by hand


def test_a_manual_task_stays_where_it_was_put() -> None:
    found = tasks(
        "id: a, estimate: 5d",
        "id: b, estimate: 2d, manual: yes, start: on 2027-01-06, after: [a]",
        "id: c, estimate: 1d, after: [b]",
    )

    assert span(found, "b") == "01-06 08:00 to 01-07 17:00"
    assert start(found, "c") == "01-08 08:00"


def test_a_manual_task_with_both_dates_keeps_both() -> None:
    found = tasks(
        "id: b, manual: yes, start: on 2027-01-06, finish: on 2027-01-15", "id: c, estimate: 1d, after: [b]"
    )

    assert span(found, "b") == "01-06 08:00 to 01-15 17:00"
    assert start(found, "c") == "01-18 08:00"


def test_an_external_task_keeps_its_last_known_dates() -> None:
    found = tasks("id: b, external: yes, finish: on 2027-01-13", "id: c, estimate: 1d, after: [b]")

    assert start(found, "c") == "01-14 08:00"


def test_a_levelling_delay_comes_after_what_links_ask() -> None:
    # Microsoft Project counts levelling delays on the clock.
    found = tasks("id: a, estimate: 1d", "id: b, estimate: 1d, after: [a], levelling_delay: 2ed")

    assert start(found, "b") == "01-07 08:00"


# ---------------------------------------------------------------- three is too many


def test_two_dates_can_be_kept_three_can_not() -> None:
    with pytest.raises(PlanError, match="two can be kept"):
        tasks("id: a, estimate: 1d, start: from 2027-01-06 by 2027-01-12, finish: by 2027-02-01")


# ---------------------------------------------------------------- from the finish


def test_a_plan_scheduled_from_its_finish_puts_everything_as_late_as_possible() -> None:
    # Friday 29 January is the last day; Microsoft Project schedules such a project back from there.
    found = tasks(
        "id: a, estimate: 2d",
        "id: b, estimate: 3d, after: [a]",
        "id: c, estimate: 1d",
        head="schedule_from: finish\nfinish: 2027-01-29",
    )

    assert span(found, "b") == "01-27 08:00 to 01-29 17:00"
    assert span(found, "a") == "01-25 08:00 to 01-26 17:00"
    assert span(found, "c") == "01-29 08:00 to 01-29 17:00"


def test_from_the_finish_nothing_lies_before_the_status_date_or_a_date_that_holds_it() -> None:
    found = tasks(
        "id: a, estimate: 2d",
        "id: b, estimate: 3d, after: [a]",
        "id: c, estimate: 1d, start: from 2027-02-03",
        head="schedule_from: finish\nfinish: 2027-01-29\nstatus_date: 2027-01-26",
    )

    # From the morning after on; five days take until Tuesday.
    assert span(found, "a") == "01-27 08:00 to 01-28 17:00"
    assert span(found, "b") == "01-29 08:00 to 02-02 17:00"
    assert span(found, "c") == "02-03 08:00 to 02-03 17:00"


def test_a_plan_from_its_finish_may_begin_years_before() -> None:
    found = scheduled("""
        start: 2027-01-04
        schedule_from: finish
        finish: 2027-01-29
        tasks: [{id: a, duration: 1500d}]
    """)

    # 1500 working days are 300 weeks.
    assert found["a"].start.isoformat() == "2021-05-03T08:00:00"


def test_must_finish_gives_negative_float_without_moving_dates() -> None:
    found = tasks("id: a, estimate: 5d", head="must_finish: 2027-01-06")

    assert finish(found, "a") == "01-08 17:00"
    assert found["a"].total_float == -960
    assert found["a"].critical


# ---------------------------------------------------------------- presets


def test_what_counts_as_critical_is_an_option() -> None:
    lines = ("id: a, estimate: 5d", "id: b, estimate: 4d", "id: c, estimate: 3d, deadline: 2027-01-05")

    assert {each.id for each in tasks(*lines) if each.critical} == {"a", "c"}
    near = tasks(*lines, head="options: {critical_float: 1d}")
    assert {each.id for each in near if each.critical} == {"a", "b", "c"}
    longest = tasks(*lines, head="options: {critical_rule: longest path}")
    assert {each.id for each in longest if each.critical} == {"a"}
    several = tasks(*lines, head="options: {multiple_critical_paths: yes}")
    assert {each.id for each in several if each.critical} == {"a", "b", "c"}


def test_the_critical_path_is_in_the_order_of_time_without_summaries_and_done_work() -> None:
    found = scheduled("""
        status_date: 2027-01-05
        tasks:
          - {id: s, tasks: [{id: z, estimate: 1d, after: [y]}, {id: y, estimate: 2d, after: [x]}]}
          - {id: x, estimate: 2d, started: 2027-01-04, done: 2027-01-05}
    """)

    assert [each.id for each in found.critical_path()] == ["y", "z"]
