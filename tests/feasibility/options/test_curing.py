"""Four bad days, each from one line to a way out that is applied."""

from __future__ import annotations

import pytest

from fairlead.feasibility.options import cheapest_cures
from fairlead.feasibility.verdict import confidence_of
from fairlead.feasibility.whatif import what_if
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored

from .plans import solo

LUCK = Luck(400)
CALM = solo("deadline: 2027-04-02", "deadline: 2027-04-23")


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
