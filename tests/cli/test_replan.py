from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Fairlead

PLAN = """\
name: Boat
start: 2027-01-04
people: [{id: ana, name: Ana}, {id: tom, name: Tom}]
tasks:
  - {id: weld, estimate: 2d, who: [ana]}
  - {id: paint, estimate: 2d, who: [ana], after: [weld]}
  - {id: wire, estimate: 1d, who: [tom]}
"""


@pytest.fixture
def boat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "boat.yaml"
    path.write_text(PLAN)
    return path


def test_without_an_agreed_schedule_there_is_nothing_to_keep(boat: Path, fairlead: Fairlead) -> None:
    said = fairlead("replan", "boat.yaml")

    assert said.code == 2
    assert "`fairlead optimize boat.yaml --write`" in said.err


def test_what_moves_is_named_and_can_be_agreed_to(boat: Path, fairlead: Fairlead) -> None:
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    boat.write_text(PLAN.replace("id: weld, estimate: 2d", "id: weld, estimate: 3d"))
    said = fairlead("replan", "boat.yaml", "--time-limit", "0.3")

    assert said.code == 0
    assert "as early as the free optimum" in said.out
    assert "paint: Wed 6 Jan 2027 → Thu 7 Jan 2027" in said.out
    assert "wire" not in said.out

    assert "Agreed" in fairlead("replan", "boat.yaml", "--time-limit", "0.3", "--write").out
    assert "Nothing moves" in fairlead("replan", "boat.yaml", "--time-limit", "0.3").out


def test_json_says_who_and_what_moves(boat: Path, fairlead: Fairlead) -> None:
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    said = json.loads(fairlead("replan", "boat.yaml", "--time-limit", "0.3", "--json").out)

    assert said["moved"] == []
    assert said["price_minutes"] == 0
    assert said["fewest_proven"] is True


BENCH = """\
name: Bench
start: 2027-01-04
people: [{id: ana, name: Ana}]
calendars: [{id: always, hours: Mon-Sun 00:00-24:00}]
calendar: always
tasks:
  - {id: saw, duration: 2h, who: [ana]}
  - {id: drill, duration: 2h, who: [ana], after: [saw]}
"""


def test_it_says_that_fewer_moves_are_proven_impossible(boat: Path, fairlead: Fairlead) -> None:
    boat.write_text(BENCH)
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    boat.write_text(BENCH.replace("id: saw, duration: 2h", "id: saw, duration: 3h"))

    # All is round the clock for one person, so that the solver sees it: drilling has to wait for sawing.
    said = fairlead("replan", "boat.yaml", "--time-limit", "1")
    assert "2 tasks moved, the fewest that this finish takes, which is proven;" in " ".join(said.out.split())
    assert json.loads(fairlead("replan", "boat.yaml", "--time-limit", "1", "--json").out)["fewest_proven"]


def test_a_wrong_length_of_time_is_refused(boat: Path, fairlead: Fairlead) -> None:
    said = fairlead("replan", "boat.yaml", "--keep-until", "soon")

    assert said.code == 2
    assert "--keep-until" in said.err


def test_a_plan_from_its_finish_is_said_to_keep_it(boat: Path, fairlead: Fairlead) -> None:
    text = PLAN.replace("start: 2027-01-04", "finish: 2027-03-26\nschedule_from: finish")
    boat.write_text(text)
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    boat.write_text(text.replace("id: weld, estimate: 2d", "id: weld, estimate: 3d"))
    said = fairlead("replan", "boat.yaml", "--time-limit", "0.3")

    assert "Finishes Fri 26 Mar 2027, and so keeps the required Fri 26 Mar 2027" in " ".join(said.out.split())
    assert "weld: Tue 23 Mar 2027 → Mon 22 Mar 2027" in said.out
    assert "paint" not in said.out


def test_without_any_time_the_priority_rules_say_what_moves(boat: Path, fairlead: Fairlead) -> None:
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    boat.write_text(PLAN.replace("id: weld, estimate: 2d", "id: weld, estimate: 3d"))
    said = fairlead("replan", "boat.yaml", "--time-limit", "0")

    assert said.code == 0
    assert "paint: Wed 6 Jan 2027 → Thu 7 Jan 2027" in said.out


def test_an_interruption_keeps_the_best_so_far(
    boat: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    fairlead("optimize", "boat.yaml", "--time-limit", "0", "--write")
    from fairlead.schedule import replanning

    whole = replanning.replanned

    def interrupted(*given: Any, **options: Any) -> replanning.Replanned:
        os.kill(os.getpid(), signal.SIGINT)
        while not options["stopped"]():
            time.sleep(0.01)
        return whole(*given, **options)

    monkeypatch.setattr(replanning, "replanned", interrupted)
    said = fairlead("replan", "boat.yaml", "--time-limit", "60")

    assert said.code == 0
    assert "Stopped, with the best so far." in said.out
    assert "Nothing moves" in said.out
