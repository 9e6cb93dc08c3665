"""Those on a task are those it asks for, each in a place of their own, tied to other tasks as it says."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken, violations

DAY = ("01-04 08:00", "01-04 17:00")
TWO_DAYS = ("01-04 08:00", "01-05 17:00")
HEAD = """
    teams: [{id: lab, lead: mei}]
    people:
      - {id: ana, skills: {firmware: 3, testing: 1}}
      - {id: tom, skills: {firmware: 2}}
      - {id: mei, skills: {testing: 2}}
      - {id: crew, count: 2, team: lab}
    equipment: [{id: rig}, {id: spare}]
    tasks: [{id: a, estimate: 1d, %s}]
"""


@pytest.mark.parametrize(
    ("asks", "right", "wrong"),
    [
        ("who: [ana]", ["ana"], ["tom"]),
        ("who: [ana, tom]", ["tom", "ana"], ["ana"]),
        ("who: [ana]", ["ana"], ["ana", "tom"]),
        ("who: [lab]", ["crew"], ["ana"]),
        ("needs: [firmware]", ["tom"], ["mei"]),
        ("needs: [firmware >= 3]", ["ana"], ["tom"]),
        ("needs: [2 firmware]", ["ana", "tom"], ["ana", "ana"]),
        ("needs: [2 firmware]", ["ana", "tom"], ["ana"]),
        ("needs: [1..2 firmware]", ["tom"], []),
        ("needs: [1..2 firmware]", ["ana", "tom"], ["ana", "tom", "mei"]),
        ("needs: [firmware, testing]", ["tom", "ana"], ["tom", "tom"]),
        ("needs: [firmware, testing]", ["ana", "mei"], ["tom"]),
        ("needs: [firmware >= 3 | testing >= 2]", ["mei"], ["tom"]),
        ("needs: [lab]", ["mei"], ["tom"]),
        ("needs: [2 crew]", ["crew", "crew"], ["crew"]),
        ("needs: [rig]", ["rig"], ["spare"]),
        ("needs: [rig | spare]", ["spare"], ["ana"]),
    ],
)
def test_a_task_is_done_by_those_it_asks_for(asks: str, right: list[str], wrong: list[str]) -> None:
    assert broken(HEAD % asks, {"a": (*DAY, right)}) == set()
    assert broken(HEAD % asks, {"a": (*DAY, wrong)}) & {"who", "needs", "not-asked", "twice"}


def test_a_share_is_the_one_asked_for() -> None:
    plan = HEAD % "who: [ana at 50%]"

    assert broken(plan, {"a": (*TWO_DAYS, ["ana at 50%"])}) == set()
    found = violations(plan, {"a": (*TWO_DAYS, ["ana at 70%"])})
    assert "`ana` is on `a` for 70% of their time, but it asks for 50%." in [each.message for each in found]


def test_two_are_two_people_though_one_would_have_the_time() -> None:
    plan = HEAD % "needs: [2 firmware at 50%]"

    assert broken(plan, {"a": (*TWO_DAYS, ["ana at 50%", "tom at 50%"])}) == set()
    assert broken(plan, {"a": (*TWO_DAYS, ["ana at 50%", "ana at 50%"])}) == {"twice"}


def test_a_need_that_nobody_could_fill_is_not_the_schedules_fault() -> None:
    assert broken(HEAD % "needs: [welding]", {"a": DAY}) == set()
    assert broken(HEAD % "needs: [firmware >= 9]", {"a": DAY}) == set()


TIED = """
    people: [{id: ana, skills: {cad: 1}}, {id: tom, skills: {cad: 1}}]
    tasks: [{id: a, estimate: 1d, needs: [cad]}, {id: b, estimate: 1d, needs: [cad], after: [a], %s}]
"""
NEXT_DAY = ("01-05 08:00", "01-05 17:00")


@pytest.mark.parametrize(
    ("tie", "right", "wrong"), [("same_as: [a]", "ana", "tom"), ("not_as: [a]", "tom", "ana")]
)
def test_a_task_stays_with_those_of_another_or_goes_to_others(tie: str, right: str, wrong: str) -> None:
    plan = TIED % tie

    assert broken(plan, {"a": (*DAY, ["ana"]), "b": (*NEXT_DAY, [right])}) == set()
    assert broken(plan, {"a": (*DAY, ["ana"]), "b": (*NEXT_DAY, [wrong])}) == {
        tie.split(":")[0].replace("_", "-")
    }


def test_a_task_without_people_of_its_own_is_for_those_it_is_the_same_as() -> None:
    plan = """
        people: [{id: ana}, {id: tom}]
        tasks: [{id: a, estimate: 1d, who: [ana]}, {id: b, estimate: 1d, same_as: [a], after: [a]}]
    """

    assert broken(plan, {"a": (*DAY, ["ana"]), "b": (*NEXT_DAY, ["ana"])}) == set()
    assert broken(plan, {"a": (*DAY, ["ana"]), "b": (*NEXT_DAY, ["tom"])}) == {"same-as"}
    assert broken(plan, {"a": (*DAY, ["ana"]), "b": NEXT_DAY}) == {"same-as"}
