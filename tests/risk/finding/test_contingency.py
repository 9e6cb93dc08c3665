"""Money kept back."""

from __future__ import annotations

from fairlead.risk.finding import found_in
from tests.risk.looking import found, looked_at

PLAN = """
currency: EUR
budget: {total: 1000, contingency: 10%}
tasks: [{id: a, estimate: 1d}]
risks: [{id: fire, event: Fire, probability: 50%, costs: 300}]
"""


class Forecast:
    """Costs 800 as planned, and 1,200 or less in 80% of cases."""

    planned_cost = 800.0
    chance_of_budget = 0.55

    def cost_at(self, p: float) -> float:
        return 800 + 500 * p


def test_less_than_the_expected_losses_is_too_little() -> None:
    (each,) = found(PLAN, "contingency-below-odds")
    assert each.sentence == "The contingency of EUR 100 is less than the risks cost on average"
    assert each.draft["costs"] == "0..50"


def test_enough_is_enough() -> None:
    assert found(PLAN.replace("10%", "15%"), "contingency-below-odds") == []


def test_a_forecast_knows_better() -> None:
    outlook = looked_at(PLAN.replace("tasks:", "confidence: 80%\ntasks:"))
    (each,) = [one for one in found_in(outlook, Forecast()) if one.code == "contingency-below-odds"]
    # 400 more than planned are enough in 80% of cases, and 100 are kept
    assert each.sentence == "The contingency of EUR 100 is less than the EUR 400 that 80% confidence asks for"
    assert (each.draft["probability"], each.draft["costs"]) == ("45%", "0..300")


def test_a_forecast_may_ask_for_less() -> None:
    outlook = looked_at(PLAN.replace("tasks:", "confidence: 10%\ntasks:"))
    assert "contingency-below-odds" not in [each.code for each in found_in(outlook, Forecast())]


def test_without_a_budget_nothing_is_too_little() -> None:
    assert found(PLAN.replace("budget: {total: 1000, contingency: 10%}", ""), "contingency-below-odds") == []
