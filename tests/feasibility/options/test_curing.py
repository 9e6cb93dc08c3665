"""Four bad days, each from one line to a way out that is applied."""

from __future__ import annotations

from itertools import count

import pytest

from fairlead.feasibility.options import cheapest_cures
from fairlead.feasibility.options.curing import is_cured, undoes
from fairlead.feasibility.verdict import confidence_of
from fairlead.feasibility.whatif import what_if
from fairlead.plan.document import Plan
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

from .plans import SOLO, solo

LUCK = Luck(400)
CALM = solo("deadline: 2027-04-02", "deadline: 2027-04-23")
DOUBTFUL = solo("deadline: 2027-04-02", "deadline: 2027-04-08")


@pytest.mark.parametrize(
    "line",
    ["arm estimate 25d", "ana away 2027-03-08..2027-03-26", "budget -50%", "pilot deadline 2027-04-02"],
    ids=["a slip", "an illness", "the budget is cut", "the client moves the date"],
)
def test_a_bad_day_ends_with_a_cure_that_works(line: str) -> None:
    found = what_if(CALM, [line], LUCK)
    assert found.worse

    cures = cheapest_cures(found.after, found.today, luck=LUCK)
    assert 1 <= len(cures) <= 3
    cure = cures[0]
    applied = scored(with_lines(CALM, [line, *cure.lines]), LUCK)
    assert applied.chance_of_all == cure.score.chance_of_all
    before, then = found.then, cure.score
    lost = [id for id, chance in before.goals.items() if chance < confidence_of(CALM, id)]
    assert all(then.goals[id] > before.goals[id] for id in lost) or (then.chance_of_budget or 0) > (
        before.chance_of_budget or 0
    )


def test_cures_that_are_enough_come_cheapest_first() -> None:
    found = what_if(CALM, ["pilot deadline 2027-04-02"], LUCK)
    cures = [each for each in cheapest_cures(found.after, found.today, luck=LUCK) if each.enough]

    assert [each.price for each in cures] == sorted(each.price for each in cures)


@pytest.mark.parametrize("plan", [CALM, DOUBTFUL], ids=["calm", "doubtful"])
def test_what_was_just_decided_is_taken_back_last_and_once(plan: Plan) -> None:
    found = what_if(plan, ["pilot deadline 2027-04-01"], LUCK)
    cures = cheapest_cures(found.after, found.today, limit=9, luck=LUCK, decided=found.decided)

    assert [undoes(each, found.decided) for each in cures] == [False] * (len(cures) - 1) + [True]


def test_a_date_that_is_as_sure_as_before_is_a_cure_though_it_is_not_as_sure_as_asked_for() -> None:
    alone = a_plan(
        SOLO.replace("2027-04-02", "2027-04-08").replace(
            "levers: {",
            "levers: {never: [hire, supplier, lend, "
            "overtime, overlap, shorten, buy, split, drop, mitigate, postpone], ",
        )
    )
    found = what_if(alone, ["arm estimate 18d"], LUCK)
    assert 0.1 < found.today.goals["pilot"] < 0.75
    cures = [
        each
        for each in cheapest_cures(found.after, found.today, luck=LUCK)
        if is_cured(each.score, found.today)
    ]

    chances = [round(each.score.goals["pilot"], 2) for each in cures]
    assert any(chance < 0.8 for chance in chances)
    assert all(each.kinds <= {"deadline", "budget"} for each in cures)


def test_a_cure_gives_no_goal_up() -> None:
    goal = "goals: [{id: nice, deadline: 2027-04-23, done_when: [extra]}, {id: pilot"
    plan = solo("goals: [{id: pilot", goal)
    found = what_if(plan, ["pilot deadline 2027-04-01"], LUCK)
    cures = cheapest_cures(found.after, found.today, limit=9, luck=LUCK)

    assert cures
    assert not any("drop extra" in each.lines for each in cures)


def test_a_search_that_is_stopped_gives_what_it_has_found_counted_out() -> None:
    found = what_if(CALM, ["pilot deadline 2027-04-02"], LUCK)
    asked = count()
    cures = cheapest_cures(found.after, found.today, luck=LUCK, stopped=lambda: next(asked) > 12)

    assert cures
    assert {each.score.iterations for each in cures} == {LUCK.iterations}
    assert cheapest_cures(found.after, found.today, luck=LUCK, stopped=lambda: True) == []
