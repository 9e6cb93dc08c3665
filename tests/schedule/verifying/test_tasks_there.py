"""Everything that has to be done is there once, in a mode it has, with dates that go together."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken, violations

MONDAY = ("01-04 08:00", "01-04 17:00")


def test_a_task_that_is_left_out_is_missed() -> None:
    plan = "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d}]"

    assert broken(plan, {"a": MONDAY, "b": MONDAY}) == set()
    (found,) = violations(plan, {"a": MONDAY})
    assert (found.code, found.tasks) == ("missing", ("b",))
    assert found.message == "`b` has to be done, but it isn't in the schedule."


def test_summaries_and_inactive_tasks_are_not_to_be_scheduled() -> None:
    plan = "tasks: [{id: s, tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, inactive: yes}]}]"

    assert broken(plan, {"a": MONDAY}) == set()
    assert broken(plan, {"a": MONDAY, "b": MONDAY}) == {"not-to-be-done"}
    assert broken(plan, {"a": MONDAY, "stranger": MONDAY}) == {"unknown-task"}


def test_each_occurrence_of_a_rhythm_is_a_task() -> None:
    plan = "tasks: [{id: a, estimate: 1d, every: week on Mon from 2027-01-04 until 2027-01-11}]"
    second = ("01-11 08:00", "01-11 17:00")

    assert broken(plan, {"a#1": MONDAY, "a#2": second}) == set()
    assert broken(plan, {"a#1": MONDAY}) == {"missing"}
    assert broken(plan, {"a#1": MONDAY, "a#2": ("01-08 08:00", "01-08 17:00")}) == {"rhythm"}


def test_copies_of_templates_are_tasks() -> None:
    plan = """
        templates: [{id: t, tasks: [{id: in, estimate: 1d}]}]
        tasks: [{id: a, use: t}]
    """

    assert broken(plan, {"a.in": MONDAY}) == set()
    assert broken(plan, {}) == {"missing"}


def test_a_task_with_modes_is_done_in_one_of_them() -> None:
    plan = "tasks: [{id: a, modes: [{estimate: 2d}, {estimate: 1d}]}]"

    assert broken(plan, {"a": MONDAY}, {"a": 1}) == set()
    assert broken(plan, {"a": MONDAY}, {"a": 0}) == {"length"}
    assert broken(plan, {"a": MONDAY}, {"a": 2}) == {"mode"}
    assert broken(plan, {"a": MONDAY}) == {"mode"}


@pytest.mark.parametrize(
    "said",
    [
        ("01-04 17:00", "01-04 08:00"),
        ([("01-04 08:00", "01-04 12:00"), ("01-04 11:00", "01-04 17:00")],),
    ],
)
def test_dates_go_together(said: tuple[object, ...]) -> None:
    assert broken("tasks: [{id: a, estimate: 1d}]", {"a": said}) == {"dates"}
