"""One yardstick for every variant of a plan."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from fairlead.risk.scoring import Luck, scored
from fairlead.risk.simulating import Wishes, simulated
from tests.plans import a_plan

PLAN = """
name: P
currency: EUR
budget: {total: 6500}
people: [{id: ana, rate: 100/h}]
goals: [{id: early, deadline: 2027-01-15, done_when: [a]}, {id: open, done_when: [b]}]
tasks:
  - {id: a, estimate: 5d..8d..20d, who: [ana]}
  - {id: b, estimate: 1d, after: [a]}
"""


def test_the_figures_are_those_of_the_forecast() -> None:
    plan = a_plan(PLAN)
    score, forecast = scored(plan, Luck(500, 7)), simulated(plan, Wishes(500, 7))

    assert score.finish_p80 == np.sort(forecast.finish)[399]
    assert score.local(score.finish_p50) == forecast.finish_at(0.5)
    assert (score.cost_p50, score.cost_p80) == (forecast.cost_at(0.5), forecast.cost_at(0.8))
    assert score.goals == {"early": forecast.chance_of("early")}
    assert set(score.goals_p80) == {"early", "open"}
    assert score.chance_of_budget == forecast.chance_of_budget
    assert score.chance_of_all == forecast.chance_of_all


def test_what_two_plans_have_in_common_has_the_same_luck() -> None:
    plan = a_plan(PLAN)
    longer = a_plan(
        PLAN.replace("{id: b, estimate: 1d", "{id: c, estimate: 1d..3d}\n  - {id: b, estimate: 2d")
    )

    one, other = (scored(each, Luck(500)).forecast for each in (plan, longer))
    assert np.array_equal(one.ends["early"], other.ends["early"])


def test_a_better_chance_beats_an_earlier_finish_and_that_a_lower_cost() -> None:
    plan = a_plan(PLAN)
    now, richer = scored(plan), scored(a_plan(PLAN.replace("6500", "20000")))
    dearer = scored(a_plan(PLAN.replace("100/h", "101/h").replace("budget: {total: 6500}", "")))
    cheaper = scored(a_plan(PLAN.replace("budget: {total: 6500}", "")))

    assert richer.goodness > now.goodness
    assert cheaper.goodness > dearer.goodness


def test_json_has_the_words_of_simulate() -> None:
    said = scored(a_plan(PLAN), Luck(200)).to_json()

    assert said["finish"].keys() == {"planned", "p50", "p80"}
    assert [goal["id"] for goal in said["goals"]] == ["early", "open"]
    assert said["goals"][1]["probability"] is None
    assert said["cost"]["planned"] == {"amount": "6400.00", "currency": "EUR"}
    assert said["joint"]["probability"] == pytest.approx(said["budget"]["probability"], abs=1)


def test_a_budget_in_another_currency_is_compared_in_that_of_the_plan() -> None:
    text = PLAN.replace("currency: EUR", "currency: CHF\nexchange: {EUR: 0.5}").replace("100/h", "1/h")

    # Work of at most 20 days costs CHF 160, EUR 320 at two for one; the budget of CHF 62.5 is that of EUR 125.
    less, enough = (
        scored(a_plan(text.replace("6500", total)), Luck(200)) for total in ("125 EUR", "320 EUR")
    )
    same = scored(a_plan(text.replace("6500", "62.5")), Luck(200))
    assert (less.forecast.budget, enough.chance_of_budget) == (Decimal("62.5"), 1)
    assert less.chance_of_budget == same.chance_of_budget
