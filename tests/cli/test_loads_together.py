"""How much everybody has to do in several plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Fairlead
from .sharing import bench_and_frame

LOAD = """\
Bench + Frame
Bench: Mon 4 Jan 2027 → Wed 6 Jan 2027 with your people (by logic alone too)
Frame: Mon 4 Jan 2027 → Mon 4 Jan 2027 with your people (by logic alone too)

         Jan
           4
Ana Ruiz  60!
100! too much  numbers are % of capacity

Who       Work  Capacity  Load  Free  Fullest                  Too much
Ana Ruiz    3d        5d   60%    3d  60% from Mon 4 Jan 2027        1d

Too much at once, by plans that don't heed each other
  Ana Ruiz from Mon 4 Jan 2027: 1d too much, by Saw [bench:saw] and Sketch [frame:sketch]

Too much at once by logic alone, between all plans
  Ana Ruiz from Mon 4 Jan 2027: 1d too much, by Saw [bench:saw] and Sketch [frame:sketch]
"""


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three days of Ana in two plans."""
    monkeypatch.chdir(tmp_path)
    return bench_and_frame(tmp_path)


def test_the_load_of_two_plans_shows_who_is_asked_for_by_both(two: Path, fairlead: Fairlead) -> None:
    said = fairlead("people", "bench.yaml", "frame.yaml")

    assert (said.code, said.err) == (0, "")
    assert said.out == LOAD


def test_the_load_of_two_plans_can_be_drawn_and_asked_for_by_logic(two: Path, fairlead: Fairlead) -> None:
    assert fairlead("people", "bench.yaml", "frame.yaml", "-o", "load.svg").code == 0
    assert "Bench + Frame" in Path("load.svg").read_text(encoding="utf-8")
    logic = json.loads(fairlead("people", "bench.yaml", "frame.yaml", "--logic", "--json").out)
    assert logic["basis"] == "logic"
    assert logic["over_allocated"][0]["tasks"] == ["bench:saw", "frame:sketch"]


def test_a_team_of_several_plans_is_shown_by_itself(two: Path, fairlead: Fairlead) -> None:
    frame = (two / "frame.yaml").read_text(encoding="utf-8")
    (two / "frame.yaml").write_text(
        frame.replace("people: [", "teams: [{id: wood}]\npeople: [{id: tom, team: wood}, "), encoding="utf-8"
    )
    found = json.loads(fairlead("people", "bench.yaml", "frame.yaml", "--team", "wood", "--json").out)

    assert [each["id"] for each in found["people"]] == ["tom"]
    assert fairlead("people", "bench.yaml", "frame.yaml", "--team", "steel").code == 2
