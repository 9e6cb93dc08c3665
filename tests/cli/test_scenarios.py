"""Any command on the plan as one of its scenarios has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairlead.cli.commands import COMMANDS

from .conftest import SHED, Fairlead

QUICK = '  - {id: quick, name: In a hurry, changes: [walls estimate 2d, "roof estimate 1d"]}\n'
SLOW = "  - {id: slow, changes: [walls estimate 9d]}\n"


@pytest.fixture
def scenarios(shed: Path) -> Path:
    shed.write_text(f"{SHED}scenarios:\n{QUICK}{SLOW}")
    return shed


def test_a_command_takes_the_plan_as_the_scenario_has_it(scenarios: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("schedule", "shed.yaml", "--scenario", "quick", "--json").out)

    finishes = {task["id"]: task["finish"] for task in found["tasks"]}
    assert found["plan"] == "Garden shed: In a hurry"
    assert finishes["roof"] == "2027-01-13T17:00:00"  # three days earlier than without


def test_the_next_command_is_on_the_plan_itself_again(scenarios: Path, fairlead: Fairlead) -> None:
    fairlead("schedule", "shed.yaml", "--scenario", "quick")

    assert json.loads(fairlead("schedule", "shed.yaml", "--json").out)["plan"] == "Garden shed"


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {"init", "fmt", "schema", "import", "completion"}))
def test_every_command_on_a_plan_takes_it(name: str, fairlead: Fairlead) -> None:
    assert "--scenario NAME" in fairlead(name, "--help").out


def test_an_unknown_scenario_is_refused_with_the_nearest(scenarios: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", "shed.yaml", "--scenario", "quik")

    assert (said.code, "did you mean `quick`?" in said.err) == (2, True)


def test_nothing_is_agreed_for_a_scenario(scenarios: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "shed.yaml", "--scenario", "quick", "--time-limit", "0", "--write")

    assert said.code == 2
    assert "what is agreed belongs to the plan, not to the scenario `quick`" in said.err


def test_set_keeps_lines_in_a_scenario_and_leaves_the_plan(scenarios: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "shed.yaml", "--scenario", "quick", "paint estimate 2d")
    begun = fairlead("set", "shed.yaml", "--scenario", "new", "walls estimate 1d")

    text = scenarios.read_text()
    assert (said.code, begun.code) == (0, 0)
    assert "changes: [walls estimate 2d, roof estimate 1d, paint estimate 2d]" in text.replace('"', "")
    assert "id: new, changes: [walls estimate 1d]" in text
    assert text.startswith(SHED.partition("scenarios")[0])
    assert "scenario `quick` of shed.yaml" in said.out


def test_a_scenario_stands_beside_the_plan(scenarios: Path, fairlead: Fairlead) -> None:
    said = fairlead("diff", "shed.yaml", "--scenario", "quick")

    assert "2 changes from The plan to In a hurry:" in said.out
    assert "Finish as planned" in said.out
    assert "Tools stand dry in time" in said.out


def test_two_scenarios_stand_side_by_side(scenarios: Path, fairlead: Fairlead) -> None:
    found = json.loads(
        fairlead("diff", "shed.yaml", "--scenario", "quick", "--scenario", "slow", "--json").out
    )

    assert [each["name"] for each in found["variants"]] == ["In a hurry", "slow"]
    assert found["effects"]["finish"]["later_minutes"] == 8 * 480
    assert len(found["changes"]) == 2


def test_a_scenario_is_compared_with_its_own_plan_only(scenarios: Path, fairlead: Fairlead) -> None:
    assert fairlead("diff", "shed.yaml", "shed.yaml", "--scenario", "quick").code == 2
