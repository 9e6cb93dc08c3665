"""What differs between two plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead


@pytest.fixture
def other(shed: Path) -> Path:
    path = shed.parent / "other.yaml"
    path.write_text(SHED.replace("estimate: 4d", "estimate: 6d").replace("id: paint", "id: varnish"))
    return path


def test_changes_and_dates_are_told(other: Path, fairlead: Fairlead) -> None:
    said = fairlead("diff", "shed.yaml", "other.yaml")

    assert said.code == 0, said.err
    assert said.out.startswith("2 changes from shed.yaml to other.yaml:\n  paint: now called varnish\n")
    assert "  walls: estimate 4d → 6d\n" in said.out
    assert "Finish with your people: Mon 18 Jan 2027 → Wed 20 Jan 2027, 2d later\n" in said.out
    assert "  roof: Mon 18 Jan 2027 → Wed 20 Jan 2027, 2d later\n" in said.out


def test_equal_plans_say_the_same(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("diff", "shed.yaml", "shed.yaml").out == "shed.yaml and shed.yaml say the same.\n"


def test_a_change_without_dates_moves_none(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "b.yaml").write_text(SHED.replace("name: Ana Ruiz", "name: Ana Maria Ruiz"))

    assert fairlead("diff", "shed.yaml", "b.yaml").out.endswith("No date moves.\n")


def test_json_has_changes_and_effects(other: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("diff", "shed.yaml", "other.yaml", "--json").out)

    assert [change["change"] for change in found["changes"]] == ["rename", "set"]
    assert found["effects"]["goals"][0]["slack_minutes"] == -3 * 480


def test_a_plan_with_errors_is_refused(other: Path, fairlead: Fairlead) -> None:
    other.write_text("name: X\ntsks: []\n")

    assert fairlead("diff", "shed.yaml", "other.yaml").code == 2
