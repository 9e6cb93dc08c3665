"""Costs in other currencies."""

from __future__ import annotations

from tests.risk.looking import found

PLAN = """
currency: EUR
exchange: {USD: 0.5, CHF: 1}
people: [{id: urs, name: Urs, rate: 100 CHF/h}]
tasks: [{id: a, name: Buy, estimate: 2d, who: [urs], cost: 4000 USD}, {id: b, estimate: 1d, cost: 500}]
"""


def test_each_foreign_currency_is_found_with_what_is_paid_in_it() -> None:
    usd, chf = found(PLAN, "foreign-currency")
    assert usd.sentence == "The budget is in EUR, and 1 cost is in USD, EUR 2,000 at today's rate"
    assert usd.draft["costs"] == "0..200"
    # two days of eight hours at 100
    assert chf.sentence.endswith("EUR 1,600 at today's rate")


def test_an_uncertain_rate_is_in_the_odds_already() -> None:
    text = PLAN.replace("USD: 0.5", "USD: 0.4..0.5..0.6")
    assert [each.id for each in found(text, "foreign-currency")] == ["r-currency-chf"]


def test_paid_work_is_past() -> None:
    text = PLAN.replace("cost: 4000 USD", "cost: 4000 USD, started: 2027-01-04, done: 2027-01-05")
    assert "r-currency-usd" not in [each.id for each in found(text, "foreign-currency")]


def test_a_risk_that_names_the_currency_holds_it() -> None:
    text = PLAN + "risks: [{id: r, event: USD rises, probability: 50%, costs: 100}]\n"
    assert [each.id for each in found(text, "foreign-currency")] == ["r-currency-chf"]
