"""Facts: what has begun, what is left, what is done, and what that does to the rest."""

from __future__ import annotations

import pytest

from tests.schedule.asking import finish, scheduled, span, start, tasks

_WEDNESDAY = "status_date: 2027-01-06"


def test_a_finished_task_keeps_its_dates_and_lets_its_successor_go() -> None:
    found = tasks(
        "id: a, estimate: 5d, started: 2027-01-04, done: 2027-01-05",
        "id: b, estimate: 1d, after: [a]",
        head=_WEDNESDAY,
    )

    assert span(found, "a") == "01-04 08:00 to 01-05 17:00"
    assert start(found, "b") == "01-07 08:00"  # what isn't begun by the status date lies after it
    assert found["a"].total_float == 0
    assert not found["a"].critical


def test_a_task_done_without_a_start_began_as_long_before_as_it_was_to_take() -> None:
    assert (
        span(tasks("id: a, estimate: 2d, done: 2027-01-06", head=_WEDNESDAY), "a")
        == "01-05 08:00 to 01-06 17:00"
    )


def test_times_of_facts_are_kept_whatever_the_calendar_says() -> None:
    found = tasks(
        "id: a, estimate: 2d, started: 2027-01-09 10:00, done: 2027-01-09 15:00",
        head="status_date: 2027-01-10",
    )

    assert span(found, "a") == "01-09 10:00 to 01-09 15:00"  # a Saturday


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("left: 2d", "01-08 17:00"),  # Thursday and Friday
        ("percent: 75%", "01-08 17:00"),  # a quarter of eight days
        ("percent: 50%, left: 1d", "01-07 17:00"),  # left beats percent
        ("percent: 0%", "01-18 17:00"),
        ("name: Nobody said", "01-18 17:00"),  # all of it is still to do
        ("left: 0d", "01-07 08:00"),
    ],
)
def test_what_is_left_is_done_after_the_status_date(fact: str, expected: str) -> None:
    found = tasks(f"id: a, estimate: 8d, started: 2027-01-04, {fact}", head=_WEDNESDAY)

    assert start(found, "a") == "01-04 08:00"
    assert finish(found, "a") == expected


def test_what_is_left_of_half_a_persons_work_takes_twice_as_long() -> None:
    found = tasks(
        "id: a, estimate: 8d, who: [ana at 50%], started: 2027-01-04, left: 2d",
        head=f"{_WEDNESDAY}\npeople: [{{id: ana}}]",
    )

    assert finish(found, "a") == "01-12 17:00"


def test_early_dates_of_begun_work_are_those_of_what_is_left() -> None:
    lines = ("id: a, estimate: 8d, started: 2027-01-04, left: 2d",)
    ours = tasks(*lines, head=_WEDNESDAY)["a"]
    theirs = tasks(*lines, head=f"{_WEDNESDAY}\noptions: {{preset: msproject}}")["a"]

    assert f"{ours.early_start:%d %H}" == "07 08"
    assert f"{theirs.early_start:%d %H}" == "04 08"


def test_microsoft_project_leaves_what_is_left_where_it_is() -> None:
    # Only "reschedule uncompleted work" moves remaining work behind the status date there.
    found = tasks(
        "id: a, estimate: 4d, started: 2027-01-04, percent: 25%",
        head="status_date: 2027-01-08\noptions: {preset: msproject}",
    )

    assert finish(found, "a") == "01-07 17:00"


def test_work_that_was_set_aside_goes_on_when_it_is_resumed() -> None:
    found = tasks(
        "id: a, estimate: 4d, started: 2027-01-04, left: 2d, suspended: 2027-01-05, resumed: 2027-01-18",
        head=_WEDNESDAY,
    )

    assert finish(found, "a") == "01-19 17:00"


def test_nothing_unstarted_lies_before_the_status_date() -> None:
    assert start(tasks("id: a, estimate: 1d", head="status_date: 2027-01-20"), "a") == "01-21 08:00"


# ---------------------------------------------------------------- out of sequence

_OUT_OF_SEQUENCE = """
    status_date: 2027-01-05
    options: {progress: %s}
    tasks:
      - {id: a, estimate: 5d, started: 2027-01-04, left: 4d}
      - {id: b, estimate: 3d, after: [a], started: 2027-01-05, left: 2d}
"""


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("retained logic", "01-13 17:00"),  # a is done on Monday 11th, then two days: Tuesday and Wednesday
        ("progress override", "01-07 17:00"),  # the link doesn't hold who has begun
        ("actual dates", "01-13 17:00"),
    ],
)
def test_work_out_of_sequence_goes_by_the_progress_mode(mode: str, expected: str) -> None:
    # Primavera P6, schedule options: retained logic, progress override, actual dates.
    found = scheduled(_OUT_OF_SEQUENCE % mode)

    assert finish(found, "a") == "01-11 17:00"
    assert finish(found, "b") == expected


def test_a_finish_link_still_holds_who_has_begun() -> None:
    found = scheduled("""
        status_date: 2027-01-05
        options: {progress: progress override}
        tasks:
          - {id: a, estimate: 5d, started: 2027-01-04, left: 4d}
          - {id: b, estimate: 3d, after: [a FF +1d], started: 2027-01-05, left: 2d}
    """)

    assert finish(found, "b") == "01-12 17:00"


def test_an_expected_finish_holds_the_end_of_what_has_begun() -> None:
    # Primavera P6: with "use expected finish dates" the remaining duration is whatever leads there.
    line = "id: a, estimate: 4d, started: 2027-01-04, left: 2d, expected_finish: 2027-01-20"

    assert finish(tasks(line, head=_WEDNESDAY), "a").startswith("01-2")
    assert (
        finish(tasks(line, head=f"{_WEDNESDAY}\noptions: {{use_expected_finish: no}}"), "a") == "01-08 17:00"
    )


# ---------------------------------------------------------------- decisions


_DECISION = """
    status_date: 2027-01-05
    decisions: [{id: d, %s}]
    tasks: [{id: a, estimate: 1d, after: [d]}]
"""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("due: 2027-01-13", "01-14 08:00"),  # the whole day may pass
        ("due: 2027-01-13 12:00", "01-13 13:00"),
        ("due: 2027-01-04", "01-06 08:00"),  # overdue: not before the status date
        ("due: 2027-01-13, decided: 2027-01-05", "01-06 08:00"),
        ("question: 'When?'", "01-06 08:00"),
    ],
)
def test_work_waits_for_a_decision_until_it_is_made(when: str, expected: str) -> None:
    assert start(scheduled(_DECISION % when), "a") == expected


def test_a_decision_waits_for_what_it_needs_to_know() -> None:
    found = scheduled("""
        decisions: [{id: d, due: 2027-01-05, after: [study]}]
        tasks: [{id: study, estimate: 5d}, {id: a, estimate: 1d, after: [d]}]
    """)

    assert start(found, "a") == "01-11 08:00"


def test_without_a_status_date_what_is_left_follows_on_what_was_done() -> None:
    assert finish(tasks("id: a, estimate: 5d, started: 2027-01-04, left: 2d"), "a") == "01-08 17:00"
