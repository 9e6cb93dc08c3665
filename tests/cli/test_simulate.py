"""Odds on the command line: simulate, promise, and what actions are worth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("said", ["0", "150", "soon"])
def test_a_confidence_nobody_can_have_is_told(plan: Path, fairlead: Fairlead, said: str) -> None:
    found = fairlead("promise", "--confidence", said)

    assert found.code == 2
    assert "--confidence" in found.err


def test_what_actions_are_worth(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", "--worth", "--budget", 500, "--iterations", 1000)

    text = " ".join(said.out.split())
    assert said.code == 0
    assert "Tent [rain] 300 EUR" in text
    assert "Best for 500 EUR" in text
    assert "Tent [rain], for 300 EUR" in text

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
