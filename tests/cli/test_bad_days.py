"""Four bad days, each from one line at the terminal to a way out that is chosen, written and kept."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from .conftest import Fairlead

CALM = """\
# Calm: everything promised is surer than asked for, and there is something to do on a bad day.
name: Calm
start: 2027-03-01
currency: EUR
budget: {total: 20000}
levers: {overtime: 8h/w at 150%, contractors: 1}
people: [{id: ana, name: Ana, skills: {fw: 3}, rate: 80/h}]   # alone
candidates:
  - {id: carol, name: Carol, skills: {fw: 2}, rate: 85/h, lead_time: 1w, contract: freelance}
goals: [{id: pilot, name: Pilot, deadline: 2027-04-23, done_when: [signed]}]
tasks:
  - {id: drive, name: Drive, estimate: 8d..10d..15d, needs: [fw], instead: [{estimate: 6d, cost: 600}]}
  - {id: arm, name: Arm, estimate: 8d..10d..14d, needs: [fw]}
  - {id: extra, name: Extra, estimate: 4d, needs: [fw], scope: could, value: 2}
  - {id: last, name: Last touches, estimate: 2d, needs: [fw], after: [arm]}
  - {id: signed, name: Signed, milestone: yes, after: [drive, last]}
"""

BAD_DAYS = {
    "a slip": "arm estimate 24d",
    "an illness": "ana away 2027-03-08..2027-03-26",
    "the budget is cut by 15%": "budget -15%",
    "the client moves the date": "pilot deadline 2027-04-02",
}
TAKEN_BACK = dict(zip(BAD_DAYS.values(), ("arm estimate", "ana away", "plan budget", "pilot"), strict=True))
LUCK = ("--iterations", 400, "--seed", 1)


@pytest.fixture
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "calm.yaml"
    path.write_text(CALM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def chances(score: dict[str, Any]) -> dict[str, float]:
    return {
        **{each["id"]: each["probability"] for each in score["goals"]},
        "budget": score["budget"]["probability"],
        "all": score["joint"]["probability"],
    }


@pytest.mark.parametrize("line", BAD_DAYS.values(), ids=BAD_DAYS)
def test_a_bad_day_ends_with_a_way_out_that_is_written_and_kept(
    line: str, calm: Path, fairlead: Fairlead
) -> None:
    assert fairlead("assess", "calm.yaml", *LUCK).code == 0
    shown = fairlead("whatif", "calm.yaml", line, *LUCK).out
    found = json.loads(fairlead("whatif", "calm.yaml", line, *LUCK, "--json").out)

    # The day is bad: something promised is less sure than asked for, and what is shown says so.
    today, then, cure = found["today"], found["then"], found["cures"][0]
    assert min(chances(today).values()) >= 0.8 > min(chances(then).values())
    assert "The cheapest cures\n" in shown
    # One to three ways out, none of which is to take the bad day back.
    assert 1 <= len(found["cures"]) <= 3
    assert cure["cured"]
    assert not any(change.startswith(TAKEN_BACK[line]) for change in cure["changes"])
    # The cheapest comes first.
    prices = [float(each["price"]["amount"]) for each in found["cures"] if each["cured"]]
    assert prices == sorted(prices)

    # What is shown can be copied; it writes the change and the cure, and leaves comments alone.
    command = shown.splitlines()[-1].strip()
    assert shlex.split(command) == ["fairlead", "set", "calm.yaml", line, *cure["changes"]]
    assert fairlead(*shlex.split(command)[1:]).code == 0
    assert "# Calm: everything" in calm.read_text()
    assert "# alone" in calm.read_text()

    # Then the plan is as sure as the way out has said, to the last digit, and the verdict is yes again.
    simulated = json.loads(fairlead("simulate", "calm.yaml", *LUCK, "--json").out)
    assert chances(simulated) == chances(cure)
    assert fairlead("assess", "calm.yaml", *LUCK).code == 0


@pytest.mark.parametrize("line", BAD_DAYS.values(), ids=BAD_DAYS)
def test_a_bad_day_without_a_way_out_is_a_no(line: str, calm: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("whatif", "calm.yaml", line, *LUCK, "--no-cures", "--json").out)
    fairlead("set", "calm.yaml", line)

    simulated = json.loads(fairlead("simulate", "calm.yaml", *LUCK, "--json").out)
    assert chances(simulated) == chances(found["then"])
    assert fairlead("assess", "calm.yaml", *LUCK).code == 1


def test_a_date_is_moved_back_only_where_nothing_else_helps(calm: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "calm.yaml", "pilot deadline 2027-03-03", *LUCK)

    assert "Nothing gives it back but to promise otherwise\n" in said.out
    assert "fairlead set" not in said.out
