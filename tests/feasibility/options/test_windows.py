"""More weeks of those who are there in certain weeks only."""

from __future__ import annotations

import pytest

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of
from fairlead.feasibility.options.move import Move
from fairlead.plan.document import Plan
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

LAB = """
name: Lab
start: 2027-03-01
people: [{id: ana}]
suppliers: [{id: lab, name: Laboratory, available: [2027-03-15..2027-03-19, 2027-05-17..2027-05-21]}]
goals: [{id: tested, deadline: 2027-03-31, done_when: [test]}]
tasks:
  - {id: build, outcomes: [8d at 50%, 60d at 50%], who: [ana]}
  - {id: test, estimate: 3d, needs: [lab], after: [build]}
"""


def windows(plan: Plan) -> list[Move]:
    return [move for move in menu_of(Look(plan, Luck(200))) if move.kind == "window"]


def test_weeks_after_the_last_where_work_comes_too_late_for_it_and_in_gaps() -> None:
    # In half of all cases building is done on 21 May, three days too late for any of the lab's weeks.
    assert [move.sentence for move in windows(a_plan(LAB))] == [
        "Laboratory from Mon 24 May 2027 to Fri 18 Jun 2027 as well",
        "Laboratory from Mon 24 May 2027 to Fri 13 Aug 2027 as well",
        "Laboratory from Mon 29 Mar 2027 to Fri 9 Apr 2027 as well",
    ]


def test_with_them_the_work_gets_done() -> None:
    plan = a_plan(LAB)
    later = windows(plan)[0]

    assert scored(plan, Luck(200)).local(scored(plan, Luck(200)).finish_p80) is None
    found = scored(with_lines(plan, later.lines), Luck(200))
    assert str(found.local(found.finish_p80)) == "2027-05-26 17:00:00"


def test_they_are_added_to_those_there_are() -> None:
    (line, *_) = windows(a_plan(LAB))[0].lines
    changed = with_lines(a_plan(LAB), [line])

    assert list(map(str, changed.suppliers["lab"].available)) == [
        "2027-03-15..2027-03-19", "2027-05-17..2027-05-21", "2027-05-24..2027-06-18",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-03-15..2027-03-19, 2027-05-17..2027-05-21", "week on Mon"),  # never ends
        ("2027-05-17..2027-05-21", "2027-05-17.."),
        ("needs: [lab]", "who: [ana]"),  # nobody asks for it
        ("people:", "levers: {never: [window]}\npeople:"),
        ("people:", "levers: {never: [lab]}\npeople:"),
    ],
)
def test_none_where_they_make_no_difference_or_are_forbidden(old: str, new: str) -> None:
    assert windows(a_plan(LAB.replace(old, new))) == []
