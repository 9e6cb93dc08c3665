"""Candidates become people from the day they are hired."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.hiring import earliest, with_hires
from fairlead.plan.language import parse_line
from fairlead.plan.templates import expanded
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

CARRY = """
name: Carry
currency: EUR
people: [{id: ana, skills: {fw: 3}, rate: 80/h}]
suppliers: [{id: agency, lead_time: 2w}]
candidates:
  - {id: carol, name: Carol, skills: {fw: 2}, rate: 90/h, ramp_up: 2w, lead_time: 1w}
  - {id: dan, name: Dan, skills: {fw: 1}, supplier: agency, from: 2027-02-01}
  - {id: eve, name: Eve, supplier: agency}
tasks:
  - {id: a, estimate: 10d, needs: [fw]}
  - {id: b, estimate: 10d, needs: [fw]}
"""


@pytest.fixture
def plan() -> Plan:
    return a_plan(CARRY)


def after(plan: Plan, line: str) -> Plan:
    return apply(plan, parse_line(line, plan))


def test_somebody_hired_is_a_person_of_the_same_id_and_no_candidate_any_more(plan: Plan) -> None:
    hired = with_hires(after(plan, "hire carol from 2027-01-11 until 2027-03-31 at 50%"))

    carol = hired.people["carol"]
    assert "carol" not in hired.candidates
    assert (carol.name, carol.skills, str(carol.from_), str(carol.until), str(carol.share)) == (
        "Carol", {"fw": 2}, "2027-01-11", "2027-03-31", "50%",
    )  # fmt: skip


def test_learning_the_work_takes_half_of_the_hours_and_is_paid_for(plan: Plan) -> None:
    hired = with_hires(after(plan, "hire carol from 2027-01-11"))

    duty, cost = hired.duties["carol.ramp-up"], hired.costs["carol.ramp-up"]
    assert (duty.who, str(duty.takes), str(duty.from_), str(duty.until)) == (
        ("carol",), "50%", "2027-01-11", "2027-01-24",
    )  # fmt: skip
    assert cost.amount is not None
    assert cost.amount.most_likely() == Decimal(40 * 90)  # half of two weeks of 40 hours


def test_without_a_date_somebody_begins_as_early_as_can_be(plan: Plan) -> None:
    # The plan starts on 4 January; Carol's contract takes a week, the agency's two, and Dan isn't free before February.
    found = {id: earliest(plan, each) for id, each in plan.candidates.items()}

    assert found == {"carol": dt.date(2027, 1, 11), "dan": dt.date(2027, 2, 1), "eve": dt.date(2027, 1, 18)}
    assert str(after(plan, "hire carol").candidates["carol"].hired) == "2027-01-11"


def test_the_schedule_takes_whoever_is_hired(plan: Plan) -> None:
    alone, together = levelled(plan), levelled(after(plan, "b needs [carol]"))
    hired = levelled(after(after(plan, "hire carol"), "a estimate 30d"))

    assert {each.who for placed in hired for each in placed.assigned} == {"ana", "carol"}
    assert hired.finish < levelled(after(plan, "a estimate 30d")).finish
    assert alone.finish > together.finish  # a candidate who is named takes part without being hired
    assert not verify(after(after(plan, "hire carol"), "a estimate 30d"), hired)


def test_a_plan_without_anybody_hired_stays_as_it_is(plan: Plan) -> None:
    assert with_hires(plan) is plan
    assert expanded(plan) is plan


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hire", "say whom to hire"),
        ("hire carl", "did you mean `carol`?"),
        ("hire ana", "`ana` is one of the people already"),
        ("hire carol since 2027-01-01", "`since` doesn't belong to hiring"),
        ("hire carol from", "`from` has no value"),
        ("hire candidate carl", "did you mean `carol`?"),
        ("hire carol from 2027-02-01 from 2027-03-01", "`from` is said twice"),
        ("hire carol for 3w", "one candidate a line"),
    ],
)
def test_a_line_that_hires_nobody_says_why(plan: Plan, line: str, words: str) -> None:
    with pytest.raises(RequestError, match=words.replace("?", r"\?")):
        parse_line(line, plan)
