"""What is different between two schedules of one plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import Assigned, PeopleSchedule
from fairlead.schedule.moves import moves
from tests.plans import a_plan

PLAN = """
name: Test
start: 2027-01-04
people: [{id: ana, name: Ana}, {id: tom, name: Tom}]
tasks:
  - {id: saw, estimate: 1d, who: [ana]}
  - {id: glue, estimate: 1d, who: [tom]}
"""


def changed(schedule: PeopleSchedule, id: str, **fields: object) -> PeopleSchedule:
    """The schedule with another place for one task."""
    placed = {**schedule.placed, id: replace(schedule[id], **fields)}  # type: ignore[arg-type]
    return replace(schedule, placed=placed)


def test_a_schedule_against_itself_moves_nothing() -> None:
    schedule = levelled(a_plan(PLAN))

    assert moves(schedule, schedule) == []


def test_a_task_moves_in_time_or_to_others() -> None:
    before = levelled(a_plan(PLAN))
    later = changed(before, "saw", start=before["saw"].start + 60, finish=before["saw"].finish + 60)
    after = changed(later, "glue", assigned=(Assigned("ana", Decimal(1)),))

    assert [(each.id, each.in_time, each.in_people) for each in moves(before, after)] == [
        ("saw", True, False),
        ("glue", False, True),
    ]


def test_the_order_of_people_is_no_change_and_a_new_task_no_move() -> None:
    pair = (Assigned("ana", Decimal(1)), Assigned("tom", Decimal(1)))
    before = changed(levelled(a_plan(PLAN)), "saw", assigned=pair)
    after = changed(before, "saw", assigned=pair[::-1])
    without = replace(before, placed={"saw": before["saw"]})

    assert moves(before, after) == []
    assert moves(without, before) == []


def test_a_finished_task_is_not_handed_to_others() -> None:
    before = levelled(a_plan(PLAN))
    facts = "id: saw, started: 2027-01-04, done: 2027-01-04, "
    after = levelled(a_plan(PLAN.replace("id: saw, ", facts)))

    assert [each.id for each in moves(before, after) if each.in_people] == []
