"""What is agreed stays as far as facts allow."""

from __future__ import annotations

from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from tests.plans import a_plan
from tests.schedule.levelling.people import people, start, who

TWO = """
    people: [{{id: ana, skills: {{a: 1}}}}, {{id: tom, skills: {{a: 1}}}}]
    tasks: [{{id: x, estimate: {days}d, needs: [a]}}, {{id: y, estimate: 1d, needs: [a], after: [x]}}]
"""


def held(text: str, agreed: PeopleSchedule) -> PeopleSchedule:
    return levelled(a_plan(text), agreed=Agreed.of(agreed))


def test_what_is_agreed_stays_with_its_people_and_dates() -> None:
    agreed = people(TWO.format(days=2))
    again = held(TWO.format(days=2), agreed)

    assert [(start(again, id), who(again, id)) for id in "xy"] == [
        (start(agreed, id), who(agreed, id)) for id in "xy"
    ]


def test_less_work_lets_nothing_begin_before_it_was_agreed() -> None:
    again = held(TWO.format(days=1), people(TWO.format(days=2)))

    assert start(again, "y") == "Wed 06 08:00"


def test_more_work_moves_what_follows() -> None:
    again = held(TWO.format(days=3), people(TWO.format(days=2)))

    assert start(again, "y") == "Thu 07 08:00"
