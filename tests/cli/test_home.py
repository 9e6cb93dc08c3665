"""The home page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairlead.cli import odds

from .conftest import SHED, Fairlead

PAGE = """\
Garden shed
Mon 4 Jan 2027 → Mon 18 Jan 2027 with your people (by logic alone too)
5 tasks, none begun: the plan has no status date

Goal             With people      Deadline
Tools stand dry  Mon 18 Jan 2027  Fri 15 Jan 2027  missed by 1d

What decides “Tools stand dry”
  Dig → Pour concrete → Walls → Roof

Do first
  1. Start Dig [dig] (Ana Ruiz) on Mon 4 Jan 2027: critical
  2. Decide Which colour? [colour] (Ana Ruiz) by Fri 8 Jan 2027: critical

Next
  fairlead show shed.yaml roof          why not earlier?
  fairlead whatif shed.yaml "roof ..."  what would a change do?
  fairlead assess shed.yaml             can it be done, and why not?
  fairlead options shed.yaml            ways out, with their price and odds
  fairlead simulate shed.yaml           the odds of every date and sum
  fairlead schedule shed.yaml           every date and float
  fairlead gantt shed.yaml              the picture
"""


@pytest.fixture(autouse=True)
def _machine_code_is_not_there_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odds, "is_ready", lambda **_: False)


def test_the_page_of_the_shed(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("shed.yaml")

    assert (said.code, said.err) == (0, "")
    assert said.out == PAGE


def test_work_done_and_under_way_is_counted(shed: Path, fairlead: Fairlead) -> None:
    text = SHED.replace("start: 2027-01-04", "start: 2027-01-04\nstatus_date: 2027-01-07", 1)
    text = text.replace("{id: dig, name: Dig,", "{id: dig, name: Dig, started: 2027-01-04, done: 2027-01-06,")
    shed.write_text(
        text.replace("name: Pour concrete,", "name: Pour concrete, started: 2027-01-07, percent: 50%,")
    )
    said = fairlead("shed.yaml")

    # Dig is 3 of 12 days of work, half of pouring is one more.
    assert "33% done by Thu 7 Jan 2027: 1 of 5 tasks, 1 under way\n" in said.out
    assert "1. Finish Pour concrete [pour] by Fri 8 Jan 2027: critical" in said.out


def test_errors_come_first_and_nothing_else_then(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("[walls]}", "[wals]}"))
    said = fairlead("shed.yaml")

    assert said.code == 2
    assert said.out.startswith("Garden shed: 1 error to mend first\n\nshed.yaml:20:")
    assert "Next" not in said.out


def test_warnings_are_told_below(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("deadline: 2027-01-15, ", ""))
    said = fairlead("shed.yaml")

    assert said.code == 0
    assert "\n1 warning\nshed.yaml:6:" in said.out


def test_json_holds_what_the_page_says(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("home", "--json").out)

    assert found["critical_path"] == ["dig", "pour", "walls", "roof"]
    assert found["goals"] == [
        {"id": "dry", "name": "Tools stand dry", "deadline": "2027-01-16T00:00:00", "finish": "2027-01-18T17:00:00",
         "logic_finish": "2027-01-18T17:00:00", "slack_minutes": -480, "kept": False, "met": False}
    ]  # fmt: skip
    assert [each["id"] for each in found["to_do"]] == ["dig", "colour"]


def test_the_odds_stand_beside_dates_and_budget(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odds, "is_ready", lambda **_: True)
    text = SHED.replace("deadline: 2027-01-15", "deadline: 2027-01-18")
    text = text.replace("goals:", "currency: EUR\nbudget: {total: 1000}\ngoals:", 1)
    shed.write_text(text.replace("name: Ana Ruiz}", "name: Ana Ruiz, rate: 50/h}"))
    said = fairlead("shed.yaml")

    # It rains with 30% and takes 1 to 3 days then: the roof is there on Monday with 70%, and with 80% where a third of
    # the rain is over, 1.7 days later. Ana digs for 24 hours at 50.
    assert "\nNo: as planned the odds are against it.\n" in said.out
    assert "80% sure" in said.out
    assert "Tools stand dry  Mon 18 Jan 2027  Wed 20 Jan 2027  Mon 18 Jan 2027  just kept   70%\n" in said.out
    assert "Cost: EUR 1,200 planned, 80% sure EUR 1,200; budget EUR 1,000, odds 0%.\n" in said.out
    assert "All of that together: 0%.\n" in said.out

    found = json.loads(fairlead("home", "--json").out)["odds"]
    (goal,) = found["goals"]
    assert goal["probability"] == pytest.approx(0.7, abs=0.01)
    assert goal["sure_of"].startswith("2027-01-20T")
    assert found["budget"]["probability"] == found["joint"]["probability"] == 0
    assert found["confidence"] == 0.8


@pytest.mark.parametrize(
    ("deadline", "verdict"),
    [
        ("2027-01-18", "At risk: more likely than not, but not as surely as asked for."),
        ("2027-01-22", "Yes: it can be done, as surely as asked for."),
    ],
)
def test_before_the_start_the_page_leads_with_the_verdict(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch, deadline: str, verdict: str
) -> None:
    monkeypatch.setattr(odds, "is_ready", lambda **_: True)
    text = SHED.replace("deadline: 2027-01-15", f"deadline: {deadline}")
    shed.write_text(text)
    assert fairlead("shed.yaml").out.splitlines()[3] == verdict

    shed.write_text(text.replace("{id: dig,", "{id: dig, started: 2027-01-04,").replace(
        "start: 2027-01-04", "start: 2027-01-04\nstatus_date: 2027-01-05", 1))  # fmt: skip
    assert verdict not in fairlead("shed.yaml").out


def test_ways_out_are_pointed_to_only_where_something_is_late_or_unsure(
    shed: Path, fairlead: Fairlead
) -> None:
    assert "fairlead options" in fairlead("shed.yaml").out

    shed.write_text(SHED.replace("deadline: 2027-01-15", "deadline: 2027-02-15"))
    said = fairlead("shed.yaml").out
    assert "fairlead options" not in said
    assert "fairlead assess shed.yaml" in said


def test_a_plan_in_which_everything_is_certain_has_no_odds(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odds, "is_ready", lambda **_: True)
    shed.write_text(
        "".join(line for line in SHED.splitlines(True) if "rain" not in line and "risks" not in line)
    )

    assert "sure" not in fairlead("shed.yaml").out
    assert "simulate" not in fairlead("shed.yaml").out
    assert json.loads(fairlead("home", "--json").out)["odds"] is None


@pytest.mark.parametrize(
    "name", ["software", "it-consulting", "information-security", "robotics", "games", "trade-fair"]
)
def test_every_example_has_a_page(name: str, examples: Path, fairlead: Fairlead) -> None:
    said = fairlead(f"{name}.yaml")

    assert said.code == 0, said.err
    assert "\nNext\n" in said.out


def test_who_is_waited_for_is_told_where_people_decide_more_than_logic(
    shed: Path, fairlead: Fairlead
) -> None:
    text = SHED.replace("after: [dig]}", "who: [ana], after: [dig]}")
    shed.write_text(
        text.replace(
            "{id: walls,",
            "{id: order, name: Order wood, estimate: 3d, who: [ana], start: on 2027-01-04}\n  - {id: walls,",
        ).replace("after: [ground]", "after: [ground, order]")
    )
    said = fairlead("shed.yaml")

    # Ana can't order wood and dig at once: three days more for everything behind.
    assert "Thu 21 Jan 2027 with your people (Mon 18 Jan 2027 by logic alone)" in said.out
    assert "What decides “Tools stand dry” by logic alone\n" in said.out
    assert "Waited for beyond that: Ana Ruiz (1 task, 5d)." in said.out
    assert "fairlead optimize shed.yaml" in said.out
