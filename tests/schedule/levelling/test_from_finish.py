"""Plans that are laid out from their finish."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings

from fairlead.plan.document import Plan
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.mirrored import mirror_of
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.schedule import schedule
from fairlead.schedule.staffing import staffed
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.levelling.strategies import plans
from tests.schedule.levelling.test_levelled import names

# Friday the 26th of March 2027 is the end.
TWO = """
    finish: 2027-03-26
    schedule_from: finish
    people: [{id: ana}, {id: tom}]
    tasks:
      - {id: weld, estimate: 3d, who: [ana]}
      - {id: paint, estimate: 2d, who: [ana], after: [weld]}
      - {id: wire, estimate: 4d, who: [tom]}
      - {id: plan, estimate: 3d, who: [ana]}
      - {id: test, estimate: 2d, who: [tom], after: [wire, plan]}
      - {id: done, milestone: yes, after: [paint, test]}
"""


def days(plan: Plan, found: PeopleSchedule) -> dict[str, str]:
    return {each.id: f"{found.local(each.start):%d}-{found.local(each.finish):%d}" for each in found}


def test_everything_lies_as_late_as_people_and_the_finish_allow() -> None:
    plan = a_plan(TWO)
    found = levelled(plan)

    # Ana has eight days of work: 17 to 19, 22 to 24, 25 and 26. Tom's six are as late as by logic.
    assert days(plan, found) == {
        "weld": "17-19", "plan": "22-24", "paint": "25-26", "wire": "19-24", "test": "25-26", "done": "26-26",
    }  # fmt: skip
    assert verify(plan, found) == []


def test_where_nobody_is_short_it_is_the_schedule_by_logic() -> None:
    plan = a_plan(TWO.replace("- {id: plan, estimate: 3d, who: [ana]}", "- {id: plan, estimate: 3d}"))
    found, logic = levelled(plan), schedule(plan)

    assert all(found.local(each.start) == logic[each.id].start for each in found)


def test_where_the_status_date_leaves_too_little_time_it_overruns_the_finish() -> None:
    plan = a_plan(TWO.replace("finish: 2027-03-26", "finish: 2027-03-26\n    status_date: 2027-03-22", 1))
    found = levelled(plan)

    # Eight days for Ana from the morning after on.
    assert found.local(found.finish) == datetime(2027, 4, 1, 17)
    assert verify(plan, found) == []


def test_what_is_agreed_stays_though_it_begins_before_the_finish() -> None:
    plan = a_plan(TWO)
    found = levelled(plan)

    assert days(plan, levelled(plan, agreed=Agreed.of(found))) == days(plan, found)


def test_what_is_left_of_a_plan_under_way_lies_as_late_as_can_be() -> None:
    begun = "status_date: 2027-03-12\n    finish: 2027-03-26"
    plan = a_plan(
        TWO.replace("finish: 2027-03-26", begun, 1)
        .replace("{id: wire, estimate: 4d", "{id: wire, started: 2027-03-12, left: 3d, estimate: 4d")
        .replace("{id: plan, estimate: 3d", "{id: plan, started: 2027-03-10, done: 2027-03-12, estimate: 3d")
    )
    found = levelled(plan)

    # What has begun goes on; Ana's five days that are left are those up to the end.
    assert days(plan, found) == {
        "weld": "22-24", "plan": "10-12", "paint": "25-26", "wire": "12-17", "test": "25-26", "done": "26-26",
    }  # fmt: skip
    assert verify(plan, found) == []


def test_a_plan_that_cannot_be_read_backwards_lies_late_too() -> None:
    plan = a_plan(TWO.replace("after: [wire, plan]}", "after: [wire +0d..+20d, plan]}"))
    found = levelled(plan)

    assert mirror_of(staffed(compile_plan(plan))) is None
    assert found.local(found.start) == datetime(2027, 3, 17, 8)
    assert verify(plan, found) == []


@settings(max_examples=20)
@given(plans(most=8))
def test_a_schedule_from_the_finish_keeps_every_limit_or_says_where_it_does_not(text: str) -> None:
    plan = a_plan(text + "\nfinish: 2027-06-30\nschedule_from: finish\n")
    found = levelled(plan)

    assert [each for each in verify(plan, found) if not names(found, each)] == []
