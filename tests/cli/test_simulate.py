"""Odds on the command line: simulate, promise, and what actions are worth."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from fairlead.cli import forecasting

from .conftest import Fairlead

PLAN = """\
name: Shed
start: 2027-01-04
currency: EUR
confidence: 80%
budget: {total: 9000}
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
people: [{id: ana, name: Ana Ruiz, rate: 50/h}]
goals: [{id: dry, name: Tools stand dry, deadline: 2027-01-29, done_when: [roof]}]
risks: [{id: rain, event: Rain, probability: 50%, delays: {roof: 5d}, actions: [{name: Tent, cost: 300, probability: 0%}]}]
tasks:
  - {id: walls, name: Walls, estimate: 5d..8d..12d, who: [ana]}
  - {id: roof, name: Roof, estimate: 4d..6d..9d, who: [ana], after: [walls]}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shed that may be late."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shed.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_it_says_odds_drivers_and_basis(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("simulate", "--responses", "done", "--iterations", 2000)

    assert (said.code, said.err) == (0, "")
    text = " ".join(said.out.split())
    assert "2,000 iterations (seed 1), with your people, levelled; P80 is right to ±" in text
    assert "Tools stand dry" in text
    assert "Fri 29 Jan 2027" in text
    assert "Rain whether it strikes +" in text
    assert "The planned finish, Thu 21 Jan 2027, has a chance of" in text
    assert "Every goal in time and within the budget:" in text


def test_its_json_has_the_shape_of_the_design(plan: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("simulate", "--json", "--iterations", 500, "--no-people").out)

    assert {
        "plan",
        "basis",
        "iterations",
        "seed",
        "finish",
        "cost",
        "goals",
        "budget",
        "joint",
        "tasks",
    } <= set(found)
    assert (found["plan"], found["basis"], found["iterations"]) == ("Shed", "logic", 500)
    assert {"mean", "p10", "p50", "p80", "p90"} <= set(found["finish"])
    assert found["cost"]["p80"]["currency"] == "EUR"
    assert found["goals"][0]["id"] == "dry"
    assert 0 <= found["goals"][0]["probability"] <= 1
    assert {"id": "walls", "criticality": 1.0} in found["tasks"]
    assert found["joint"]["probability"] <= min(
        found["goals"][0]["probability"], found["budget"]["probability"]
    )


def test_the_same_seed_gives_the_same_numbers(plan: Path, fairlead: Fairlead) -> None:
    words = ("simulate", "--json", "--iterations", 700)

    assert fairlead(*words).out == fairlead(*words, "--workers", 1).out
    assert fairlead(*words).out != fairlead(*words, "--seed", 2).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--iterations", 0), "'--iterations'"),
        (("--until", "0.5x"), '"0.5x" is not a duration'),
        (("--until", "0d"), "how well P80 should be known"),
        (("--workers", "many"), "a number of threads from 1 on"),
        (("-o", "odds.doc"), "charts are written as"),
    ],
)
def test_a_slip_in_its_options_is_told(
    plan: Path, fairlead: Fairlead, words: tuple[object, ...], told: str
) -> None:
    said = fairlead("simulate", *words)

    assert said.code == 2
    assert told in said.err


def test_a_circle_of_conditions_is_named_and_not_drawn(plan: Path, fairlead: Fairlead) -> None:
    plan.write_text(
        PLAN.replace("who: [ana]}", "only_if: [roof], who: [ana]}").replace(
            "after: [walls]", "only_if: [walls]"
        )
    )

    said = fairlead("simulate")

    assert said.code == 2
    assert "walls" in said.err


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_it_draws_a_page(plan: Path, fairlead: Fairlead, ending: str) -> None:
    assert fairlead("simulate", "--iterations", 300, "-o", f"odds.{ending}").code == 0

    text = Path(f"odds.{ending}").read_text(encoding="utf-8")
    assert text.startswith("<svg" if ending == "svg" else "<!DOCTYPE html>")


def test_a_promise_names_date_sum_and_reserve(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("promise", "--iterations", 2000)

    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    assert "Promise " in text
    assert "both hold with a chance of 80%" in text
    assert "The plan says Thu 21 Jan 2027" in text
    assert "Reserve" in text

    found = json.loads(fairlead("promise", "--iterations", 2000, "--json").out)
    parts = found["reserve"]["minutes"]
    assert parts["estimates"] + parts["risks"] + parts["people"] == pytest.approx(parts["whole"], abs=2)


def test_where_no_date_can_be_promised_the_surest_is_named(plan: Path, fairlead: Fairlead) -> None:
    plan.write_text(
        PLAN.replace("calendar: {hours", "calendar: {closed: [2027-01-23..], hours"), encoding="utf-8"
    )
    said = fairlead("promise", "--iterations", 2000, "--confidence", "99%")

    text = " ".join(said.out.split())
    assert "No date can be promised with 99%." in text
    assert "The surest date is Fri 22 Jan 2027, with" in text


def test_one_iteration_claims_no_precision(plan: Path, fairlead: Fairlead) -> None:
    text = " ".join(fairlead("simulate", "--iterations", 1).out.split())
    assert "1 iteration (seed 1), with your people, levelled." in text


def test_many_iterations_say_first_what_they_take(
    plan: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecasting, "_LONG", 1000)
    said = fairlead("simulate", "--iterations", 3000)

    assert re.search(r"3,000 iterations take about \d+ (s|min) and 0 MB", said.err)
    assert "Ctrl-C ends them and keeps those done" in said.err
    assert "3,000 iterations (seed 1)" in said.out


@pytest.mark.parametrize("said", ["0", "150", "soon"])
def test_a_confidence_nobody_can_have_is_told(plan: Path, fairlead: Fairlead, said: str) -> None:
    found = fairlead("promise", "--confidence", said)

    assert found.code == 2
    assert "--confidence" in found.err


@pytest.mark.parametrize("command", [("promise",), ("risks", "--worth"), ("risks", "--find")])
def test_any_number_of_threads_gives_the_same(
    plan: Path, fairlead: Fairlead, command: tuple[str, ...]
) -> None:
    one, two = (fairlead(*command, "--iterations", 500, "--workers", each, "--json") for each in (1, 2))

    assert one.code == two.code == 0
    assert json.loads(one.out) == json.loads(two.out)
    assert "--workers 0" in fairlead(*command, "--iterations", 500, "--workers", 0).err


def test_threads_belong_to_what_simulates(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", "--workers", 2)

    assert said.code == 2
    assert "--workers belongs to --worth and --find" in said.err


def test_what_actions_are_worth(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", "--worth", "--budget", 500, "--iterations", 1000)

    text = " ".join(said.out.split())
    assert said.code == 0
    assert "Tent [rain] EUR 300" in text
    assert "Best for EUR 500" in text
    assert "Tent [rain], for EUR 300" in text

    assert fairlead("risks", "--budget", 500).code == 2
    assert "stands alone" in fairlead("risks", "--worth", "--find").err


def test_a_plan_without_actions_has_nothing_to_weigh(shed: Path, fairlead: Fairlead) -> None:
    assert "No risk has an action that is still open" in fairlead("risks", "--worth", "--iterations", 200).out


@pytest.mark.parametrize("command", ["simulate", "promise"])
def test_an_empty_plan_has_no_odds(plan: Path, fairlead: Fairlead, command: str) -> None:
    plan.write_text("name: Empty\nstart: 2027-01-04\ntasks: []\n", encoding="utf-8")

    said = fairlead(command)

    assert said.code == 0
    assert "There are no tasks yet" in said.out


OTHER = """\
name: Fence
start: 2027-01-04
currency: EUR
people: [{id: ana, rate: 50..60/h}]
tasks: [{id: posts, estimate: 2d..4d, who: [ana]}]
"""


@pytest.fixture
def plans(plan: Path) -> tuple[Path, ...]:
    """Two sound plans and one with a circle between them."""
    (plan.parent / "bad.yaml").write_text("tasks: [{id: a, estimate: 1d, after: [a]}]\n", encoding="utf-8")
    (plan.parent / "fence.yaml").write_text(OTHER, encoding="utf-8")
    return plan, plan.parent / "bad.yaml", plan.parent / "fence.yaml"


def test_many_plans_come_to_one_json_object_a_line_each_as_alone(
    plans: tuple[Path, ...], fairlead: Fairlead
) -> None:
    options = ("--json", "--iterations", 300)
    said = fairlead("simulate", *plans, *options)
    shed, bad, fence = map(json.loads, said.out.splitlines())

    assert said.code == 2
    assert shed.pop("file") == str(plans[0])
    assert shed == json.loads(fairlead("simulate", plans[0], *options).out)
    assert fence["plan"] == "Fence"
    assert bad["file"] == str(plans[1])
    assert "error" in [finding["severity"] for finding in bad["findings"]]


def test_many_plans_come_to_a_table_and_their_costs_together(
    plans: tuple[Path, ...], fairlead: Fairlead
) -> None:
    said = fairlead("simulate", *plans, "--iterations", 300)
    text = " ".join(said.out.split())

    assert said.code == 2
    assert "3 plans" in text
    assert "300 iterations each (seed 1), within people's limits." in text
    assert "Shed" in text
    assert "Fence" in text
    assert "Together 2 plans cost" in text
    assert "as if none had anything to do with another" in text
    assert "bad.yaml" in said.err


def test_costs_in_different_currencies_are_not_added(plans: tuple[Path, ...], fairlead: Fairlead) -> None:
    plans[2].write_text(OTHER.replace("EUR", "USD"), encoding="utf-8")
    said = fairlead("simulate", plans[0], plans[2], "--iterations", 100)

    assert said.code == 0
    assert "Together" not in said.out


def test_a_file_that_is_not_there_keeps_no_other_plan_back(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("simulate", plan, "nowhere.yaml", "--iterations", 100)

    assert said.code == 2
    assert "Shed" in said.out
    assert "nowhere.yaml" in said.err


def test_only_one_plan_is_drawn(plans: tuple[Path, ...], fairlead: Fairlead) -> None:
    said = fairlead("simulate", *plans, "-o", "odds.svg")

    assert said.code == 2
    assert "one plan" in said.err


def test_a_page_shows_the_schedule_that_is_simulated_without_levelling_again(
    plan: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairlead.schedule.levelling import levelled

    def never(*_: object, **__: object) -> None:
        raise AssertionError("levelled once more")

    plan.write_text(PLAN.replace("delays: {roof: 5d}", "delays: {roof: 5d}, owner: ana"), encoding="utf-8")
    monkeypatch.setattr(levelled, "levelled", never)
    assert fairlead("simulate", "--iterations", 100, "-o", "odds.html").code == 0
