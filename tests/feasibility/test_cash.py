"""Payments by date, against what is released."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.feasibility.cash import Cash, cash_of
from fairlead.risk.scoring import Luck, scored
from fairlead.schedule.levelling.levelled import levelled
from tests.plans import a_plan


def cash(rest: str, tasks: str) -> Cash:
    return cash_of(levelled(a_plan(f"name: P\ncurrency: EUR\n{rest}\ntasks:\n{tasks}\n")))


def paid(found: Cash) -> list[tuple[str, float]]:
    return [(each.day.isoformat(), float(each.amount)) for each in found.payments]


def test_hours_are_paid_by_the_week_in_which_they_are_worked() -> None:
    found = cash("people: [{id: ana, rate: 100/h}]", "  - {id: a, estimate: 8d, who: [ana]}")

    # Five days until Friday, three until Wednesday.
    assert paid(found) == [("2027-01-08", 4000), ("2027-01-13", 2400)]


def test_whoever_is_through_with_their_part_of_the_work_is_paid_by_then() -> None:
    people = "people: [{id: ana, rate: 100/h}, {id: tom, rate: 50/h, hours: Mon-Fri 08:00-12:00}]"
    found = cash(people, "  - {id: a, work: 10d, who: [ana, tom]}")

    # 40 hours each: Ana's are done on Friday, Tom's half days take two weeks.
    assert paid(found) == [("2027-01-08", 1000), ("2027-01-08", 4000), ("2027-01-15", 1000)] or paid(found) == [
        ("2027-01-08", 4000), ("2027-01-08", 1000), ("2027-01-15", 1000)
    ]  # fmt: skip


def test_what_is_done_at_midnight_is_paid_on_the_day_that_ends() -> None:
    assert paid(cash("", "  - {id: a, duration: 2ed, start: on 2027-01-05 00:00, cost: 900}")) == [
        ("2027-01-06", 900)
    ]


@pytest.mark.parametrize(
    ("accrual", "days"),
    [
        ("", {"2027-01-08": 900}),
        (", cost_accrual: start", {"2027-01-04": 900}),
        (", cost_accrual: prorated", {"2027-01-04": 450, "2027-01-08": 450}),
    ],
)
def test_a_price_is_paid_when_it_accrues(accrual: str, days: dict[str, float]) -> None:
    assert dict(paid(cash("", f"  - {{id: a, estimate: 5d, cost: 900{accrual}}}"))) == days


def test_a_supplier_is_paid_by_its_terms() -> None:
    suppliers = "suppliers: [{id: firm, terms: 30% at start 70% at finish}]"
    found = cash(suppliers, "  - {id: a, duration: 5d, needs: [firm], cost: 1000}")

    assert dict(paid(found)) == {"2027-01-04": 300, "2027-01-08": 700}


def test_more_spent_than_released_is_said_with_its_first_day_and_worst_sums() -> None:
    budget = "budget: {total: 3000, releases: [1000 from 2027-01-04, 2000 from 2027-01-18]}"
    found = cash(
        f"{budget}\ncosts: [{{id: c, amount: 900, on: 2027-01-13}}]", "  - {id: a, estimate: 5d, cost: 800}"
    )

    assert list(found.shortfalls()) == [(date(2027, 1, 13), 1700, 1000)]


def test_work_waits_for_money_that_is_released_later() -> None:
    found = cash(
        "budget: {total: 3000, releases: [1000 from 2027-01-04, 2000 from 2027-01-18]}",
        "  - {id: a, estimate: 5d, cost: 800}\n  - {id: b, estimate: 3d, cost: 900, after: [a]}",
    )

    assert paid(found) == [("2027-01-08", 800), ("2027-01-20", 900)]
    assert not list(found.shortfalls())


def test_without_releases_money_is_there_when_needed() -> None:
    assert not list(cash("budget: {total: 10}", "  - {id: a, estimate: 5d, cost: 800}").shortfalls())


def test_recurring_costs_end_with_the_plan() -> None:
    found = cash("costs: [{id: seats, amount: 50, every: week}]", "  - {id: a, estimate: 10d}")

    assert found.total == 100


def test_all_payments_make_what_the_simulation_says_is_planned() -> None:
    plan = a_plan("""
name: P
currency: EUR
people: [{id: ana, rate: 100/h, skills: {x: 1}}, {id: tom, rate: 60/h, share: 50%, skills: {x: 1}}]
risks: [{id: r, event: R, probability: 10%, actions: [{name: A, cost: 70}]}]
costs: [{id: c, amount: 33, on: 2027-01-20}]
tasks:
  - {id: a, estimate: 3d..5d..9d, who: [ana, tom]}
  - {id: b, work: 8d, needs: [1..2 x], after: [a], cost: 400}
  - {id: c1, estimate: 2d, needs: [x], after: [a]}
""")

    assert float(cash_of(levelled(plan)).total) == pytest.approx(scored(plan, Luck(100)).planned_cost)


def test_work_under_way_that_takes_longer_than_was_estimated_is_paid_for_all_of_that() -> None:
    plan = a_plan("""
        currency: EUR
        status_date: 2027-01-10
        people: [{id: ana, rate: 100/h}]
        tasks: [{id: a, estimate: 2d, who: [ana], started: 2027-01-07, left: 5d}]
    """)

    assert sum(each.amount for each in cash_of(levelled(plan)).payments) == 5 * 800


def test_actions_against_a_risk_that_is_accepted_are_ideas_that_cost_nothing_yet() -> None:
    risks = "risks: [{id: r, event: Rain, probability: 30%, response: mitigate, actions: [{name: Tent, cost: 500}]}]"
    tasks = "  - {id: a, estimate: 1d}"

    assert cash(risks, tasks).total == 500
    assert cash(risks.replace("mitigate", "accept"), tasks).total == 0
