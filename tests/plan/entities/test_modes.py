"""Alternatives of doing a task, as the document says them and as everything else sees them."""

from __future__ import annotations

import pytest

from fairlead.plan.apply import apply
from fairlead.plan.changes import Remove, Rename, Set
from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from tests.plans import a_plan, codes, everything_found

FRAME = """
    currency: EUR
    people: [{id: ana, skills: {welder: 2}}, {id: tom}]
    equipment: [{id: robot}, {id: bay}]
    materials: [{id: steel, stock: 8}]
    tasks:
      - id: frame
        needs: [bay]
        modes:
          - {estimate: 3d, needs: [welder], who: [tom at 50%]}
          - {name: By robot, duration: 1d, needs: [robot, 2 steel], cost: 400}
"""


def needs(plan: Plan) -> list[list[str]]:
    """What each way of doing the frame needs."""
    return [[str(need) for need in way.needs] for way in plan.tasks["frame"].ways]


def test_each_way_needs_what_the_task_and_the_mode_need() -> None:
    assert needs(a_plan(FRAME)) == [["bay", "welder"], ["bay", "robot", "2 steel"]]


def test_each_way_has_the_time_and_the_people_of_its_mode() -> None:
    by_hand, by_robot = a_plan(FRAME).tasks["frame"].ways
    assert (str(by_hand.estimate), by_hand.duration, str(by_hand.who[0])) == ("3d", None, "tom at 50%")
    assert (by_robot.estimate, str(by_robot.duration), by_robot.who) == (None, "1d", ())


def test_a_task_without_modes_is_its_only_way() -> None:
    task = a_plan("tasks: [{id: a, estimate: 1d}]").tasks["a"]
    assert task.ways == (task,)


def test_a_plan_with_modes_is_written_as_it_was_read() -> None:
    plan = a_plan(FRAME)
    assert open_text(dump(document_of(plan))).plan == plan


def test_one_mode_may_stand_without_brackets() -> None:
    plan = a_plan("tasks: [{id: a, modes: {estimate: 1d, needs: rig}}]")
    assert str(plan.tasks["a"].modes[0].needs[0]) == "rig"


def test_renaming_somebody_or_something_reaches_the_modes() -> None:
    plan = apply(a_plan(FRAME), [Rename("equipment", "robot", "arm"), Rename("person", "tom", "thomas")])
    assert needs(plan)[1] == ["bay", "arm", "2 steel"]
    assert plan.tasks["frame"].modes[0].who[0].id == "thomas"


def test_what_is_removed_goes_from_the_modes_too() -> None:
    plan = apply(a_plan(FRAME), [Remove("equipment", "robot", unlink=True)])
    assert needs(plan)[1] == ["bay", "2 steel"]


def test_a_mode_can_be_changed_by_its_number() -> None:
    plan = apply(a_plan(FRAME), [Set("task", "frame", "modes.1.duration", "2d")])
    assert str(plan.tasks["frame"].modes[1].duration) == "2d"


def test_a_sound_plan_with_modes_has_no_findings() -> None:
    assert codes(FRAME) == set()


@pytest.mark.parametrize(
    ("code", "task"),
    [
        ("how-long", "id: a, estimate: 1d, modes: [{estimate: 2d}]"),
        ("how-long", "id: a, modes: [{estimate: 2d, work: 3d}]"),
        ("how-long", "id: a, modes: [{needs: [welder]}]"),
        ("unknown-key", "id: a, modes: [{estimat: 2d}]"),
        ("unknown-size", "id: a, modes: [{estimate: XL}]"),
        ("range-order", "id: a, modes: [{estimate: 20h..2d}]"),
        ("milestone-with-time", "id: a, milestone: yes, modes: [{estimate: 2d}]"),
        ("summary-estimate", "id: a, modes: [{estimate: 2d}], tasks: [{id: b, estimate: 1d}]"),
        ("unknown-id", "id: a, modes: [{estimate: 2d, who: [ghost]}]"),
        ("unknown-need", "id: a, modes: [{estimate: 2d, needs: [ghost]}]"),
        ("level-too-high", "id: a, modes: [{estimate: 2d, needs: [welder >= 9]}]"),
        ("who-twice", "id: a, who: [ana], modes: [{estimate: 2d, who: [ana]}]"),
        ("no-common-hours", "id: a, who: [ana], modes: [{estimate: 2d, who: [eve]}]"),
        ("no-common-hours", "id: a, calendar: night, modes: [{estimate: 2d, who: [ana]}]"),
        ("no-currency", "id: a, modes: [{estimate: 2d, cost: 4 USD}]"),
    ],
)
def test_what_is_wrong_inside_a_mode_is_found(code: str, task: str) -> None:
    head = "people: [{id: ana, skills: {welder: 2}}, {id: eve, hours: Mon-Fri 18:00-22:00}]"
    night = "calendars: [{id: night, hours: Mon-Fri 22:00-06:00}]"
    assert code in codes(f"{head}\n{night}\ntasks: [{{{task}}}]")


def test_what_is_wrong_names_the_mode_and_the_line() -> None:
    text = """
        tasks:
          - id: a
            modes:
              - {name: By hand, needs: [rig]}
    """
    (finding,) = [each for each in everything_found(text) if each.code == "how-long"]
    assert "its mode By hand doesn't say how long it takes" in finding.message
    assert (finding.field, finding.line) == ("modes", 5)
