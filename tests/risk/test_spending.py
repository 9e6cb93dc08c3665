"""What a plan costs in each iteration, by hand: hours, prices, what recurs, what risks cost and what is done about them."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest

from fairlead.risk.forecast import Forecast
from tests.risk.simulated import ITERATIONS, SIGMAS, WEEKDAYS, forecast, is_near

EUR = "currency: EUR\n"
TEAM = "people: [{id: ana, rate: 80/h}, {id: tom, rate: 400/d}]\n"


def costs(text: str, iterations: int = 3, **more: Any) -> list[float]:
    """The different costs of a plan, the least first."""
    return sorted({round(each, 6) for each in spent(text, iterations, **more).cost.tolist()})


def spent(text: str, iterations: int = ITERATIONS, **more: Any) -> Forecast:
    return forecast(EUR + text, iterations, hours=WEEKDAYS, **more)


def shares(found: Forecast) -> dict[int, float]:
    sums, counts = np.unique(np.round(found.cost), return_counts=True)
    return {int(each): float(count) / found.iterations for each, count in zip(sums, counts, strict=True)}


@pytest.mark.parametrize("people", [True, False])
def test_hours_cost_their_rates(people: bool) -> None:
    text = (
        "tasks: [{id: a, estimate: 2d, who: [ana, tom at 50%]}, {id: b, estimate: 4h, who: [ana]}]\n" + TEAM
    )
    # Tom, at half, stretches two days to four: Ana is on for all of them, Tom for half of them.
    assert costs(text, people=people) == [pytest.approx(80 * (32 + 4) + 400 * 2)]


def test_hours_vary_with_the_work() -> None:
    found = spent("tasks: [{id: a, outcomes: [1d at 30%, 3d at 70%], who: [ana]}]\n" + TEAM)
    assert is_near(shares(found), {640: 0.3, 1920: 0.7})


def test_work_begun_costs_what_is_done_and_what_is_left() -> None:
    text = (
        "status_date: 2027-01-06\ntasks: [{id: a, estimate: 4d, started: 2027-01-04, left: 2d, who: [ana]}]\n"
    )
    assert costs(text + TEAM) == [pytest.approx(80 * 8 * 4)]


def test_work_done_costs_what_was_spent_on_it() -> None:
    text = "status_date: 2027-01-08\ntasks: [{id: a, estimate: 2d, started: 2027-01-04, done: 2027-01-06, spent: 3d, who: [ana]}]\n"
    assert costs(text + TEAM) == [pytest.approx(80 * 8 * 3)]


def test_a_delay_costs_hours_too() -> None:
    text = "tasks: [{id: a, estimate: 2d, who: [ana]}]\n" + TEAM
    risk = "risks: [{id: r, event: Late, probability: 25%, delays: {a: 1d}}]\n"
    assert is_near(shares(spent(text + risk)), {1280: 0.75, 1920: 0.25})


def test_fixed_costs_come_with_their_task() -> None:
    text = "tasks: [{id: a, estimate: 1d, cost: 500}, {id: b, estimate: 1d, cost: 70, chance: 40%}]\n"
    assert is_near(shares(spent(text)), {500: 0.6, 570: 0.4})


def test_materials_cost_their_price() -> None:
    text = "tasks: [{id: a, estimate: 1d, needs: [3 battery]}]\nmaterials: [{id: battery, price: 20}]\n"
    assert costs(text) == [60]


def test_one_price_holds_for_all_that_is_bought() -> None:
    found = spent("""tasks: [{id: a, estimate: 1d, needs: [1 battery]}, {id: b, estimate: 1d, needs: [2 battery]}]
materials: [{id: battery, price: 0..30}]
""")
    # Three of one price between 0 and 30; two prices that vary apart would come to a variance of 5 x 75 only.
    assert found.cost.var() == pytest.approx(9 * 75, rel=0.05)


def test_ranges_of_money_are_ranges() -> None:
    found = spent("tasks: [{id: a, estimate: 1d, cost: 100..200..600}]\n")
    assert found.cost.mean() == pytest.approx(300, abs=1)
    assert found.cost.var() == pytest.approx(
        (100**2 + 200**2 + 600**2 - 20000 - 60000 - 120000) / 18, rel=0.02
    )
    assert found.planned_cost == 200


def test_what_recurs_is_paid_until_the_finish() -> None:
    text = """tasks: [{id: a, outcomes: [3d at 50%, 8d at 50%]}]
costs: [{id: rent, amount: 100, every: week on Mon}]
"""
    # From Monday the 4th: three days end in the first week, eight in the second.
    assert is_near(shares(spent(text)), {100: 0.5, 200: 0.5})


@pytest.mark.parametrize("people", [True, False])
def test_work_that_finds_no_time_is_paid_and_what_recurs_goes_on_until_the_last_that_does(
    people: bool,
) -> None:
    # The fair is over in the fourth week: where `a` takes four weeks, `b` never finds time, but the rent of four weeks
    # is paid as surely as b's price.
    text = """calendars: [{id: fair, hours: Mon-Fri 08:00-16:00, closed: [2027-01-25..]}]
people: [{id: ana}]
costs: [{id: rent, amount: 100, every: week on Mon}]
tasks:
  - {id: a, outcomes: [5d at 50%, 20d at 50%], who: [ana]}
  - {id: b, estimate: 1d, after: [a], calendar: fair, cost: 50}
"""
    found = spent(text, people=people)

    assert is_near(shares(found), {250: 0.5, 450: 0.5})
    assert found.never == pytest.approx(0.5, abs=SIGMAS * 0.5 / sqrt(ITERATIONS))


def test_a_cost_without_a_rhythm_comes_once() -> None:
    assert costs("tasks: [{id: a, estimate: 1d}]\ncosts: [{id: licence, amount: 900}]\n") == [900]


def test_an_exchange_rate_may_be_a_range() -> None:
    text = "exchange: {USD: 0.8..1.0}\ntasks: [{id: a, estimate: 1d, cost: 100 USD}, {id: b, estimate: 1d, cost: 300 USD}]\n"
    found = spent(text)
    assert found.cost.mean() == pytest.approx(0.9 * 400, abs=0.5)
    assert found.cost.std() == pytest.approx(400 * 0.2 / sqrt(12), rel=0.02)  # one rate for both


def test_a_currency_without_a_rate_is_left_out_and_told() -> None:
    found = spent("tasks: [{id: a, estimate: 1d, cost: 100 USD}]\n", 2)
    assert set(found.cost.tolist()) == {0}
    assert [finding.code for finding in found.findings] == ["no-exchange"]


def test_prices_rise_until_a_task_is_done() -> None:
    head = "escalation: 10%..10%\nescalations: {steel: 21%..21%}\nbudget: {total: 5000, accounts: {steel: 1000}}\n"
    found = spent(head + """tasks:
  - {id: a, duration: 525960em, cost: 1000}
  - {id: b, duration: 262980em, cost: 1000, account: steel}
""", 2)  # fmt: skip
    # A year is 525,960 minutes: 10% in one, and 21% a year in half of one.
    assert found.cost.tolist() == pytest.approx([1100 + 1100] * 2)


def test_a_rise_that_is_not_sure() -> None:
    found = spent("escalation: 0%..20%\ntasks: [{id: a, duration: 525960em, cost: 1000}]\n")
    assert found.cost.mean() == pytest.approx(1100, abs=1)
    assert found.cost.std() == pytest.approx(1000 * 0.2 / sqrt(12), rel=0.02)


RISK = """tasks: [{id: a, estimate: 1d}]
risks:
  - {id: r, event: It, probability: 50%, costs: 1000, actions: [{name: Insure, cost: 50, costs: 100, probability: 20%DONE}]}
"""


@pytest.mark.parametrize(("responses", "done", "cases"), [
    ("planned", "", {50: 0.8, 150: 0.2}),
    ("none", "", {0: 0.5, 1000: 0.5}),
    ("done", "", {0: 0.5, 1000: 0.5}),
    ("done", ", done: 2026-12-20", {50: 0.8, 150: 0.2}),
    ("none", ", done: 2026-12-20", {0: 0.5, 1000: 0.5}),
])  # fmt: skip
def test_actions_cost_and_change_what_a_risk_costs(
    responses: str, done: str, cases: dict[int, float]
) -> None:
    assert is_near(shares(spent(RISK.replace("DONE", done), responses=responses)), cases)


def test_of_a_closed_risk_only_what_was_done_is_paid() -> None:
    text = """tasks: [{id: a, estimate: 1d}]
risks:
  - {id: r, event: It, closed: 2026-12-30, probability: 50%, costs: 1000, actions: [{name: Insure, cost: 50, done: 2026-12-01}, {name: Train, cost: 7}]}
"""
    assert costs(text) == [50]


def test_an_opportunity_saves_money() -> None:
    text = "tasks: [{id: a, estimate: 1d, cost: 500}]\nrisks: [{id: r, kind: opportunity, event: Discount, probability: 30%, costs: -100}]\n"
    assert is_near(shares(spent(text)), {500: 0.7, 400: 0.3})


def test_a_risk_that_comes_round_costs_each_time_anew() -> None:
    text = """tasks: [{id: a, estimate: 5d}]
risks: [{id: r, event: Rain, probability: 100%, every: day, window: 2027-01-04..2027-01-05, costs: 0..300}]
"""
    found = spent(text)
    assert found.cost.mean() == pytest.approx(300, abs=SIGMAS * 300 / sqrt(6 * ITERATIONS))
    assert found.cost.var() == pytest.approx(2 * 300**2 / 12, rel=0.08)


def test_chances_of_the_budget_and_of_all_together() -> None:
    found = spent("""budget: {total: 450}
goals: [{id: g, deadline: 2027-01-05, done_when: [a]}]
tasks: [{id: a, outcomes: [1d at 50%, 3d at 50%], cost: 100}, {id: b, estimate: 1d, cost: 400, chance: 40%}]
""")
    near = SIGMAS * sqrt(0.25 / ITERATIONS)
    assert found.chance_of_budget == pytest.approx(0.6, abs=near)
    assert found.chance_of("g") == pytest.approx(0.5, abs=near)
    assert found.chance_of_all == pytest.approx(0.3, abs=near)
