"""What a schedule means for people."""

from __future__ import annotations

from datetime import datetime

import pytest

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan

HOURS = "calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}"


def outlook(text: str) -> Outlook:
    """The outlook of a plan that begins on Monday, 4 January 2027."""
    return Outlook(schedule(a_plan(f"name: Test\nstart: 2027-01-04\n{HOURS}\n{text}")))


def test_a_goal_is_kept_or_missed_by_working_time() -> None:
    found = outlook("""
goals:
  - {id: early, deadline: 2027-01-05, done_when: [a]}
  - {id: late, deadline: 2027-01-12, done_when: [a]}
  - {id: open, done_when: [a]}
tasks: [{id: a, estimate: 4d}]
""").goals()

    # `a` ends on Thursday the 7th: two days after the first deadline, three before the second (a weekend between).
    assert [(goal.kept, goal.slack) for goal in found] == [(False, -2 * 480), (True, 3 * 480), (None, None)]


def test_a_goal_is_met_when_all_of_it_is_done() -> None:
    found = outlook("""
status_date: 2027-01-06
goals: [{id: met, done_when: [a]}, {id: unmet, done_when: [a, b]}]
tasks: [{id: a, estimate: 1d, started: 2027-01-04, done: 2027-01-04}, {id: b, estimate: 1d}]
""").goals()

    assert [goal.met for goal in found] == [True, False]


def test_the_path_to_a_task_leads_through_summaries_and_open_decisions() -> None:
    found = outlook("""
decisions: [{id: colour, question: Which, due: 2027-01-15}]
tasks:
  - {id: ground, in_order: true, tasks: [{id: a, estimate: 3d}, {id: b, estimate: 1d}]}
  - {id: c, estimate: 1d, after: [ground]}
  - {id: d, estimate: 1d, after: [c, colour]}
""")

    assert [each.id for each in found.path_to(["c"])] == ["a", "b", "c"]
    assert [each.id for each in found.path_to(["d"])] == ["colour", "d"]
    assert found.path_to(["nothing"]) == []


def test_float_paths_share_no_task() -> None:
    found = outlook("""
tasks:
  - {id: a, estimate: 3d}
  - {id: b, estimate: 1d}
  - {id: c, estimate: 1d, after: [a, b]}
""").float_paths(5)

    assert [[each.id for each in path] for path in found] == [["a", "c"], ["b"]]


def test_work_that_waits_for_nothing_is_to_be_done_first_critical_before_other() -> None:
    found = outlook("""
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: short, estimate: 1d}
  - {id: long, estimate: 3d, who: [ana]}
  - {id: next, estimate: 1d, after: [long]}
  - {id: later, estimate: 1d, start: from 2027-03-01}
""").to_do()

    # `later` decides the finish, so it alone is critical; but it is far away.
    assert [(each.id, each.action, each.who) for each in found] == [
        ("short", "start", ""),
        ("long", "start", "Ana Ruiz"),
    ]


def test_decisions_that_are_overdue_come_before_everything() -> None:
    found = outlook("""
status_date: 2027-01-13
decisions:
  - {id: overdue, question: Which, due: 2027-01-12}
  - {id: soon, question: When, due: 2027-01-20}
  - {id: far, question: Who, due: 2027-06-01}
  - {id: settled, question: Why, due: 2027-01-12, decided: 2027-01-11}
tasks: [{id: a, estimate: 5d, started: 2027-01-12}]
""").to_do()

    assert [(each.id, each.action, each.late) for each in found] == [
        ("overdue", "decide", True), ("a", "finish", False), ("soon", "decide", False),
    ]  # fmt: skip


def test_how_far_a_task_is_follows_reports_before_time() -> None:
    found = outlook("""
status_date: 2027-01-05
tasks:
  - {id: reported, estimate: 4d, started: 2027-01-04, percent: 10%}
  - {id: timed, estimate: 4d, started: 2027-01-04}
  - {id: done, estimate: 1d, started: 2027-01-04, done: 2027-01-04}
  - {id: waiting, estimate: 1d, after: [timed]}
""")

    assert [found.share_done(id) for id in ("reported", "done", "waiting")] == [pytest.approx(0.1), 1.0, 0.0]
    assert 0.2 < found.share_done("timed") < 0.6


def test_deadlines_of_tasks_are_told_when_missed() -> None:
    found = outlook("""
tasks: [{id: a, estimate: 3d, deadline: 2027-01-05}, {id: b, estimate: 1d, deadline: 2027-01-05}]
""").missed()

    assert [(dates.id, late) for dates, _, late in found] == [("a", 480)]


def test_closed_days_are_whole_days_without_work() -> None:
    found = outlook("tasks: [{id: a, estimate: 8d}]").closed()

    assert (datetime(2027, 1, 9), datetime(2027, 1, 11)) in found
    assert all(first.hour == last.hour == 0 for first, last in found)


def test_set_aside_work_has_two_stretches() -> None:
    dates = outlook("""
status_date: 2027-01-06
tasks: [{id: a, estimate: 4d, started: 2027-01-04, suspended: 2027-01-06, resumed: 2027-01-11, left: 2d}]
""").tasks["a"]

    (_, pause), (resume, _) = dates.segments
    assert (pause, resume) == (datetime(2027, 1, 6), datetime(2027, 1, 11))


def test_inactive_tasks_are_left_out() -> None:
    assert list(outlook("tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, inactive: yes}]").tasks) == [
        "a"
    ]


ONE_PERSON = """
goals: [{id: made, deadline: 2027-01-05, done_when: [saw, glue]}]
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: saw, estimate: 2d, who: [ana]}
  - {id: glue, estimate: 1d, needs: [ana]}
"""


def with_people(text: str, **options: bool) -> Outlook:
    """The outlook of a plan with its levelled schedule."""
    plan = a_plan(f"name: Test\nstart: 2027-01-04\n{HOURS}\n{text}")
    return Outlook(schedule(plan), levelled(plan), **options)


def test_dates_and_goals_go_by_people_where_there_are_any() -> None:
    found = with_people(ONE_PERSON)
    (goal,) = found.goals()

    # Three days of work for one person: Wednesday instead of Tuesday, a day after the deadline.
    assert (found.finish.day, found.schedule.finish.day) == (6, 5)
    assert goal.finish is not None
    assert goal.logic_finish is not None
    assert (goal.finish.day, goal.logic_finish.day, goal.kept, goal.slack) == (6, 5, False, -480)


def test_a_task_knows_both_dates_and_for_whom_it_waits() -> None:
    found = with_people(ONE_PERSON)
    (late,) = [each for each in found.tasks.values() if each.waits_for is not None]

    assert late.waits_for is not None
    assert late.waits_for.resource == "ana"
    assert late.logic_start == datetime(2027, 1, 4, 8)
    assert late.start > late.logic_start
    assert {each.assigned for each in found.tasks.values()} == {("ana",)}


def test_floats_and_lengths_stay_those_of_the_logic() -> None:
    found, logic = with_people(ONE_PERSON), outlook(ONE_PERSON)

    assert [found.room(id) for id in found.tasks] == [logic.room(id) for id in logic.tasks]
    assert [found.length(id) for id in found.tasks] == [logic.length(id) for id in logic.tasks]
    assert [each.id for each in found.critical_path()] == [each.id for each in logic.critical_path()]


def test_who_is_to_do_it_is_who_was_picked() -> None:
    assert {each.id: each.who for each in with_people(ONE_PERSON).to_do()}["glue"] == "Ana Ruiz"
    assert {each.id: each.who for each in outlook(ONE_PERSON).to_do()}["glue"] == ""


def test_the_basis_is_named() -> None:
    assert (outlook(ONE_PERSON).basis, outlook(ONE_PERSON).with_whom) == ("logic", "by logic alone")
    assert (with_people(ONE_PERSON).basis, with_people(ONE_PERSON).with_whom) == (
        "levelled",
        "with your people",
    )
    assert with_people(ONE_PERSON, agreed=True).basis == "agreed"
    things = ONE_PERSON.replace("people:", "equipment:")
    assert with_people(things).with_whom == "within the limits"
