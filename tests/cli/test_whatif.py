"""Any change compared with today."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Fairlead


def test_dates_odds_and_people_are_compared(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "shed.yaml", "ana away 2027-01-04..2027-01-05", "--no-cures")

    assert said.code == 0, said.err
    assert "ana: away 2027-01-04..2027-01-05" in said.out
    assert "Finish as planned" in said.out
    assert "2 days later" in said.out
    assert "Who is affected\n" in said.out
    assert "Ana Ruiz" in said.out


def test_nothing_is_written(shed: Path, fairlead: Fairlead) -> None:
    before = shed.read_bytes()
    fairlead("whatif", "shed.yaml", "walls estimate 9d", "--no-cures")

    assert shed.read_bytes() == before


def test_json_has_both_plans(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("whatif", "shed.yaml", "walls estimate 9d", "--no-cures", "--json").out)

    assert found["today"]["goals"][0]["id"] == found["then"]["goals"][0]["id"] == "dry"
    assert found["then"]["finish"]["planned"] > found["today"]["finish"]["planned"]
    assert found["changes"][0]["words"] == "walls: estimate 4d -> 9d"


def test_what_is_no_change_is_refused(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("whatif", "shed.yaml").code == 2
    assert "did you mean" in fairlead("whatif", "shed.yaml", "wals estimate 9d").err.lower()
