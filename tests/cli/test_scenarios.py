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


def test_a_scenario_that_is_begun_is_said_to_be(scenarios: Path, fairlead: Fairlead) -> None:
    begun = fairlead("set", "shed.yaml", "--scenario", "new", "walls estimate 1d")
    changed = fairlead("set", "shed.yaml", "--scenario", "new", "walls estimate 2d")

    slip = fairlead("set", "shed.yaml", "--scenario", "quik", "walls estimate 2d", "--dry-run")

    assert "There is a scenario `quick`, too; it stays as it is." in slip.out
    assert begun.out.endswith("Began scenario `new` of shed.yaml: 1 change.\n")
    assert changed.out.endswith("Changed scenario `new` of shed.yaml: 1 change.\n")


def test_three_scenarios_stand_side_by_side(scenarios: Path, fairlead: Fairlead) -> None:
    scenarios.write_text(f"{scenarios.read_text()}  - {{id: third, changes: [drop paint]}}\n")
    words = [word for id in ("quick", "slow", "third") for word in ("--scenario", id)]
    said = fairlead("diff", "shed.yaml", *words)
    found = json.loads(fairlead("diff", "shed.yaml", *words, "--json").out)

    assert said.out.splitlines()[2].split() == ["In", "a", "hurry", "slow", "third"]
    assert [each["name"] for each in found["variants"]] == ["In a hurry", "slow", "third"]
    assert found["changes"] is None


def test_a_scenario_is_not_compared_with_itself(scenarios: Path, fairlead: Fairlead) -> None:
    said = fairlead("diff", "shed.yaml", "--scenario", "quick", "--scenario", "quick")

    assert (said.code, said.out) == (2, "")
    assert "`quick` is named twice" in said.err


def test_scenarios_that_come_to_the_same_say_so(scenarios: Path, fairlead: Fairlead) -> None:
    scenarios.write_text(
        scenarios.read_text().replace("id: slow, changes: [walls estimate 9d]", "id: slow, changes: []")
    )
    said = fairlead("diff", "shed.yaml", "--scenario", "slow")

    assert said.out == "Garden shed\nThe plan and slow say the same.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("schedule", "shed.yaml", "--scenario", "slow"),
        ("diff", "shed.yaml", "--scenario", "slow"),
        ("set", "shed.yaml", "--scenario", "slow", "walls estimate 3d"),
    ],
    ids=lambda words: words[0],
)
def test_a_line_that_no_longer_applies_is_found_in_the_file(
    words: tuple[str, ...], scenarios: Path, fairlead: Fairlead
) -> None:
    scenarios.write_text(
        scenarios.read_text().replace("[walls estimate 9d]", "[drop walls, walls estimate 9d]")
    )
    said = fairlead(*words)
    line = next(k for k, text in enumerate(scenarios.read_text().splitlines(), 1) if "id: slow" in text)

    assert (said.code, said.out) == (2, "")
    assert f"shed.yaml:{line}:16: error: scenario slow: line 2, `walls estimate 9d`: nothing is" in said.err


def test_nothing_is_wrong_with_a_scenario_because_its_changes_are_made(
    scenarios: Path, fairlead: Fairlead
) -> None:
    scenarios.write_text(f"{scenarios.read_text()}  - {{id: third, changes: [drop paint]}}\n")

    assert fairlead("check", "shed.yaml", "--scenario", "third").out == fairlead(
        "check", "shed.yaml"
    ).out.replace("6 tasks", "5 tasks")


def test_a_rename_reaches_scenarios_and_a_removal_says_which_it_breaks(
    scenarios: Path, fairlead: Fairlead
) -> None:
    renamed = fairlead("set", "shed.yaml", "rename roof lid")
    dropped = fairlead("set", "shed.yaml", "drop lid")

    text = scenarios.read_text()
    assert (renamed.code, dropped.code) == (0, 0)
    assert "walls estimate 2d" in text
    assert "lid estimate 1d" in text
    assert "scenario quick: the line `lid estimate 1d` can't be read" in " ".join(
        dropped.err.split() + dropped.out.split()
    )


def test_names_that_are_too_long_stand_above_the_table(
    scenarios: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "In a hurry because the weather is about to turn"
    scenarios.write_text(scenarios.read_text().replace("In a hurry", long))
    monkeypatch.setenv("COLUMNS", "80")
    lines = fairlead("diff", "shed.yaml", "--scenario", "quick", "--scenario", "slow").out.splitlines()

    assert f"A: {long}" in lines
    assert "B: slow" in lines
    assert any(line.split() == ["A", "B", "Change"] for line in lines)
    assert max(map(len, lines)) <= 80


def test_variants_that_are_too_many_for_the_width_stand_below_one_another(
    scenarios: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"s{number}" for number in range(5)]
    more = "".join(f"  - {{id: {id}, changes: [walls estimate {4 + n}d]}}\n" for n, id in enumerate(ids))
    scenarios.write_text(scenarios.read_text() + more)
    monkeypatch.setenv("COLUMNS", "80")
    words = [word for id in ids for word in ("--scenario", id)]
    lines = fairlead("diff", "shed.yaml", *words).out.splitlines()

    titles = [line.split() for line in lines if line.split() and set(line.split()) <= set(ids)]
    assert [id for title in titles for id in title] == ids
    assert len(titles) > 1
    assert max(map(len, lines)) <= 80
