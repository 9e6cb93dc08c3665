"""Who has how much to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Fairlead

BENCH = """\
name: Bench
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
teams: [{id: wood, name: Joiners}]
people:
  - {id: ana, name: Ana Ruiz, team: wood}
  - {id: tom, name: Tom Beck}
tasks:
  - {id: saw, name: Saw, estimate: 2d, who: [ana]}
  - {id: glue, name: Glue, estimate: 1d, who: [ana]}
"""

PAGE = """\
Bench
Mon 4 Jan 2027 → Wed 6 Jan 2027 with your people (Tue 5 Jan 2027 by logic alone)

           Jan
             4
Joiners     60
  Ana Ruiz  60
Tom Beck     .
. free  numbers are % of capacity

Who         Work  Capacity  Load  Free  Fullest                  Too much
Joiners       3d        5d   60%    2d  60% from Mon 4 Jan 2027
  Ana Ruiz    3d        5d   60%    2d  60% from Mon 4 Jan 2027
Tom Beck      0d        5d    0%    5d

Too much at once by logic alone (the dates with your people avoid it)
  Ana Ruiz from Mon 4 Jan 2027: 1d too much, by Saw [saw] and Glue [glue]
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three days of work for Ana that logic alone lays side by side."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bench.yaml"
    path.write_text(BENCH, encoding="utf-8")
    return path


def test_the_page_of_the_bench(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("people", "bench.yaml")

    assert (said.code, said.err) == (0, "")
    assert said.out == PAGE


def test_by_logic_too_much_is_marked(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("people", "--logic")

    assert "Ana Ruiz  60!" in said.out
    assert "(the dates with your people avoid it)" not in said.out


def test_one_team_alone_by_its_name_or_id(bench: Path, fairlead: Fairlead) -> None:
    assert "Tom Beck" not in fairlead("people", "--team", "joiners").out
    assert fairlead("people", "--team", "wood").out == fairlead("people", "--team", "joiners").out


def test_an_unknown_team_names_those_there_are(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("people", "--team", "metal")

    assert said.code == 2
    assert "there is no team `metal`; there are wood" in said.err


def test_what_is_over_for_good_is_told_with_its_tasks(bench: Path, fairlead: Fairlead) -> None:
    begun = "started: 2027-01-04, left: 2d"
    text = BENCH.replace("start: 2027-01-04", "start: 2027-01-04\nstatus_date: 2027-01-04")
    text = text.replace("estimate: 2d,", f"estimate: 3d, {begun},").replace(
        "estimate: 1d,", f"estimate: 3d, {begun},"
    )
    bench.write_text(text)
    found = json.loads(fairlead("people", "--json").out)

    # Both were begun on Monday by the same person: Monday at least holds two days of work.
    assert found["over_allocated"][0]["tasks"] == ["saw", "glue"]
    assert "Too much at once, by work that is fixed or begun" in fairlead("people").out


def test_json_has_minutes_by_period(bench: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("people", "--by", "day", "--json").out)

    assert found["basis"] == "levelled"
    assert found["periods"][0] == ["2027-01-04T00:00:00", "2027-01-05T00:00:00"]
    assert [each["work_minutes"] for each in found["people"]] == [[480, 480, 480], [0, 0, 0]]
    assert [each["free_minutes"] for each in found["people"]] == [[0, 0, 0], [480, 480, 480]]
    assert found["over_allocated"] == []
    assert found["over_allocated_by_logic"][0]["over_minutes"] == 480


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf", ".html"])
def test_a_picture_is_written_as_its_name_ends(ending: str, bench: Path, fairlead: Fairlead) -> None:
    assert fairlead("people", "-o", f"load{ending}").out == f"Wrote load{ending}.\n"
    assert (bench.parent / f"load{ending}").stat().st_size > 1000
    assert fairlead("people", "-o", f"load{ending}").code == 2


def test_a_plan_without_people_says_so(bench: Path, fairlead: Fairlead) -> None:
    bench.write_text("name: X\nstart: 2027-01-04\ntasks: [{id: a, estimate: 1d}]\n")
    said = fairlead("people")

    assert said.code == 0
    assert "Nobody is in the plan" in said.out


def test_overtime_has_a_column_where_there_is_any(bench: Path, fairlead: Fairlead) -> None:
    bench.write_text(BENCH.replace("team: wood}", "team: wood, overtime: 1h/d at 150%}"))
    said = fairlead("people").out
    found = json.loads(fairlead("people", "--by", "day", "--json").out)

    # Ana saws for 16 hours, 9 on Monday, and has glued after 24 in all: 18:00 on Monday and Tuesday, then 14:00.
    assert "Who         Work  In overtime" in said
    assert "In overtime" not in PAGE
    assert [each["overtime_minutes"] for each in found["people"]] == [[60, 60, 0], [0, 0, 0]]
    assert found["people"][0]["capacity_minutes"] == [540, 540, 540]
    assert "1h/d at 150%" in fairlead("show", "ana").out


def test_overtime_is_agreed_and_dropped_in_one_line(bench: Path, fairlead: Fairlead) -> None:
    assert fairlead("set", "ana overtime 4h/w at 150%").code == 0
    assert "overtime: 4h/w at 150%" in bench.read_text()
    assert fairlead("fmt", "--check").code == 0
    assert fairlead("set", "ana overtime none").code == 0
    assert bench.read_text() == BENCH
