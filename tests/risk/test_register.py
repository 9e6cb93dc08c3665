"""The register: status, grades, before and after the response, filters."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fairlead.plan.opening import open_plan
from fairlead.risk.register import STATUSES, register
from fairlead.risk.register_trend import Kept, KeptRisk
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.schedule import schedule

from .looking import registered

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
PLAN = """
status_date: 2027-01-15
currency: EUR
budget: {total: 1000}
risk_scales: {probability: [10%, 30%, 50%, 70%], delay: [1d, 2d, 4d, 8d], money: [10, 20, 40, 80]}
people: [{id: ana, name: Ana Ruiz}]
tasks: [{id: dig, estimate: 100d}, {id: plan-b, estimate: 1d}]
risks:
  - {id: rain, event: Rain, category: weather, owner: ana, probability: 60%, delays: {dig: 4d}, costs: 30,
     actions: [{name: Tent, probability: 20%, done: 2027-01-10}, {name: Roof, delays: {dig: 1d}, costs: 5, cost: 70, brings: [fall]}]}
  - {id: fall, event: The roof falls, probability: 5%, costs: 100}
  - {id: frost, event: Frost, category: weather, probability: 20%, delays: {dig: 8d}, struck: 2027-01-12}
  - {id: ants, event: Ants, probability: 20%, delays: {dig: 8d}, closed: 2027-01-12}
  - {id: gold, event: Gold, kind: opportunity, probability: 10%, costs: -500, triggered: 2027-01-13}
  - {id: vague, event: Something}
"""


def test_a_risk_has_a_status() -> None:
    assert {each.id: each.status for each in registered(PLAN)} == {
        "rain": "open",
        "fall": "open",
        "frost": "struck",
        "ants": "closed",
        "gold": "triggered",
        "vague": "open",
    }


def test_a_fact_after_the_status_date_has_not_happened() -> None:
    found = registered(PLAN.replace("struck: 2027-01-12", "struck: 2027-01-18"))
    assert found["frost"].status == "open"


def test_a_score_is_probability_times_impact() -> None:
    rain = registered(PLAN)["rain"]
    # 60% is step 4; 4 days are step 3, 30 EUR too
    assert (rain.before.grade.probability, rain.before.grade.impact, rain.before.grade.score) == (4, 3, 12)


def test_what_is_done_and_what_is_planned_count_apart() -> None:
    rain = registered(PLAN)["rain"]
    # with the tent 20% of 4 days; with the roof as well 20% of 1 day
    assert [rain.at(stage).grade.score for stage in ("before", "now", "planned")] == [12, 6, 2]
    assert (rain.actions_done, rain.response_cost) == (1, 70)


def test_an_action_that_is_a_task_is_done_with_it() -> None:
    text = PLAN.replace("{name: Roof,", "{name: Roof, task: plan-b,")
    assert registered(text)["rain"].actions_done == 1
    text = text.replace("{id: plan-b, estimate: 1d}", "{id: plan-b, started: 2027-01-11, done: 2027-01-11}")
    assert registered(text)["rain"].actions_done == 2


def test_a_secondary_risk_is_there_only_with_its_action() -> None:
    fall = registered(PLAN)["fall"]
    assert [fall.at(stage).there for stage in ("before", "now", "planned")] == [False, False, True]
    assert fall.brought_by == ("rain",)


def test_the_worst_come_first_and_closed_ones_last() -> None:
    assert [each.id for each in registered(PLAN)][:2] == ["frost", "rain"]
    assert [each.id for each in registered(PLAN)][-1] == "ants"


def test_the_heat_map_holds_what_is_scored_and_not_closed() -> None:
    found = registered(PLAN)
    before = {cell: [each.id for each in entries] for cell, entries in found.heat("before").items()}
    assert before == {(5, 4): ["frost"], (4, 3): ["rain"], (1, 5): ["gold"]}
    assert [each.id for each in found.heat("planned")[2, 1]] == ["rain"]


def test_gains_are_opportunities() -> None:
    assert [each.id for each in registered(PLAN) if each.opportunity] == ["gold"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"owner": "ana"}, {"rain"}),
        ({"owner": "ANA RUIZ"}, {"rain"}),
        ({"category": "Weather"}, {"rain", "frost"}),
        ({"category": "none", "status": "open"}, {"fall", "vague"}),
        ({"status": "closed"}, {"ants"}),
        ({"owner": "nobody"}, set()),
    ],
)
def test_it_can_be_filtered(wanted: dict[str, str], ids: set[str]) -> None:
    assert {each.id for each in registered(PLAN).only(**wanted)} == ids


def test_expected_sums_leave_closed_ones_out() -> None:
    delay, money = registered(PLAN).expected("before")
    # rain 60% of 4 days and 30 EUR, frost 8 days, gold 10% of -500
    assert delay / 480 == pytest.approx(0.6 * 4 + 8)
    assert money == pytest.approx(0.6 * 30 - 50)


def test_what_has_gone_since_is_told() -> None:
    old = KeptRisk("moles", "Moles", "open", 0.5, 480.0, 0.0, 9)
    found = registered(PLAN, Kept(date(2027, 1, 8), {"moles": old}))
    assert found.gone == (old,)
    assert found.only(status="open").gone == ()
    assert found["rain"].trend is not None
    assert found["rain"].trend.direction == "new"


def test_what_is_kept_compares_as_the_same() -> None:
    found = registered(PLAN)
    again = registered(PLAN, found.kept(date(2030, 1, 1)))
    assert found.kept(date(2030, 1, 1)).day == date(2027, 1, 15)
    assert {each.trend.direction for each in again if each.trend} == {"same"}


def test_its_json_is_plain() -> None:
    said = json.loads(json.dumps(registered(PLAN).to_json()))
    rain = next(each for each in said["risks"] if each["id"] == "rain")
    assert rain["now"]["probability"] == 0.2
    assert rain["now"]["delay_minutes"] == {"low": 1920, "mean": 1920, "high": 1920}
    assert rain["before"]["expected_money"] == {"amount": "18.00", "currency": "EUR"}
    assert said["heat_map"]["before"][0] == {"probability_step": 1, "impact_step": 5, "risks": ["gold"]}


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if path.stem != "people"], ids=lambda path: path.stem
)
def test_the_examples_have_registers(path: Path) -> None:
    plan = open_plan(path).plan
    found = register(Outlook(schedule(plan)))
    assert all(each.status in STATUSES for each in found)
    assert sum(len(entries) for entries in found.heat("before").values()) <= len(found)
