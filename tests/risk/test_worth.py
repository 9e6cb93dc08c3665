"""What an action against a risk is worth, and the best of them for a sum."""

from __future__ import annotations

from itertools import combinations

import pytest

from fairlead.risk.simulating import Wishes, simulated
from fairlead.risk.worth import open_actions, worth_of
from tests.plans import a_plan

FEW = Wishes(iterations=1000)
PLAN = """\
name: Worth
start: 2027-01-04
budget: {total: 6000}
goals: [{id: g, name: Done, deadline: 2027-01-29, done_when: [b]}]
risks:
  - {id: slip, event: Slips, probability: 60%, delays: {a: 15d}, actions: [{name: Second source, cost: 1000, probability: 5%}]}
  - {id: rain, event: Rains, probability: 30%, delays: {b: 10d}, costs: 4000, actions: [{name: Tent, cost: 800, probability: 0%}]}
  - {id: dust, event: Dust, probability: 10%, delays: {a: 1d}, actions: [{name: Broom, cost: 500, probability: 0%}]}
tasks: [{id: a, estimate: 5d..8d..12d}, {id: b, estimate: 3d..5d..9d, after: [a]}]
"""


def test_an_action_that_removes_a_long_delay_is_worth_the_days_it_saves() -> None:
    found = worth_of(a_plan(PLAN), wishes=FEW)

    by_risk = {each.risk.id: each for each in found.each}
    assert by_risk["slip"].finish.by < by_risk["dust"].finish.by
    assert by_risk["slip"].finish.sure
    assert by_risk["slip"].chance is not None
    assert by_risk["slip"].chance.by > 0
    assert by_risk["slip"].cost == 1000


def test_an_action_that_is_done_or_of_a_closed_risk_is_not_asked_about() -> None:
    plan = a_plan(PLAN.replace("probability: 5%}]", "probability: 5%, done: 2027-01-04}]"))

    assert open_actions(plan) == [("rain", 0), ("dust", 0)]


@pytest.mark.parametrize("budget", [0, 900, 1500, 2400])
def test_the_best_set_is_that_of_trying_every_one(budget: float) -> None:
    plan = a_plan(PLAN)
    prices = {("slip", 0): 1000.0, ("rain", 0): 800.0, ("dust", 0): 500.0}

    found = worth_of(plan, budget, FEW).chosen

    best = max(
        simulated(plan, Wishes(iterations=1000, responses=frozenset(some))).chance_of_all or 0.0
        for size in range(4)
        for some in combinations(prices, size)
        if sum(prices[each] for each in some) <= budget
    )
    assert found is not None
    assert found.cost <= budget
    assert found.forecast.chance_of_all == best


def test_without_open_actions_there_is_nothing_to_choose() -> None:
    found = worth_of(a_plan("tasks: [{id: a, estimate: 1d..3d}]"), 1000, FEW)

    assert found.each == ()
    assert found.chosen is None


def test_where_the_finish_is_seldom_sure_a_lower_percentile_is_compared() -> None:
    """Half of all cases come too late for the fair: P80 is never, P40 is known with the action and without it."""
    plan = a_plan("""\
name: Fair
start: 2027-01-04
calendars: [{id: fair, hours: Mon-Fri 08:00-16:00, closed: [2027-01-16..]}]
risks:
  - {id: slip, event: Slips, probability: 50%, delays: {a: 15d}, actions: [{name: Second source, probability: 5%}]}
  - {id: rain, event: Rains, probability: 90%, delays: {a: 1d}, actions: [{name: Tent, probability: 0%}]}
tasks: [{id: a, estimate: 2d..3d..4d}, {id: b, estimate: 1d, after: [a], calendar: fair}]
""")

    found = worth_of(plan, wishes=FEW)

    assert found.without.finish_at(0.8) is None
    assert found.level < 0.5
    by_risk = {each.risk.id: each for each in found.each}
    assert -3 * 1440 < by_risk["rain"].finish.by < 0
    assert by_risk["rain"].finish.sure
