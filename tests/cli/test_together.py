"""Several plans on one command line, sharing people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Fairlead
from .sharing import BENCH, FRAME, bench_and_frame

PAGE = """\
Bench + Frame
All finished Thu 7 Jan 2027; with these people they can't all be before Wed 6 Jan 2027, whichever
goes first (gap 30.0%).
By priority: Frame, then Bench. Shared: Ana Ruiz.

Bench
Finishes Thu 7 Jan 2027; alone it would Wed 6 Jan 2027. It can't before Wed 6 Jan 2027, even alone.
  Saw [saw] waits for Ana Ruiz, busy with Sketch [frame:sketch] until Mon 4 Jan 2027: 1d

Frame
Finishes Mon 4 Jan 2027, as it would alone. Proven optimal.
Nothing in it waits for people whom another plan has.

fairlead optimize bench.yaml frame.yaml --write makes them the agreed schedules.
"""


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three days of Ana in two plans; the frame goes first."""
    monkeypatch.chdir(tmp_path)
    return bench_and_frame(tmp_path)


def optimized(fairlead: Fairlead, *more: str) -> tuple[int, str, str]:
    said = fairlead("optimize", "bench.yaml", "frame.yaml", "--time-limit", "0", *more)
    return said.code, said.out, said.err


def test_the_page_says_who_goes_first_and_what_that_costs(two: Path, fairlead: Fairlead) -> None:
    assert optimized(fairlead) == (0, PAGE, "")


def test_what_is_written_holds_in_each_plan_and_nobody_is_asked_for_twice(
    two: Path, fairlead: Fairlead
) -> None:
    code, out, _ = optimized(fairlead, "--write")

    assert code == 0
    assert "Agreed: written to bench.fairlead/agreed.json." in out
    assert "Agreed: written to frame.fairlead/agreed.json." in out
    assert "Thu 7 Jan 2027 with your people, as agreed" in fairlead("schedule", "bench.yaml").out
    load = json.loads(fairlead("people", "bench.yaml", "frame.yaml", "--json").out)
    assert load["basis"] == "agreed"
    assert load["over_allocated"] == []


def test_the_json_has_every_plan_with_its_tasks(two: Path, fairlead: Fairlead) -> None:
    code, out, _ = optimized(fairlead, "--json")
    found = json.loads(out)

    assert code == 0
    assert (found["finish"], found["lower_bound"]) == ("2027-01-07T16:00:00", "2027-01-06T16:00:00")
    assert found["order"] == [["frame.yaml"], ["bench.yaml"]]
    assert found["shared"] == ["ana"]
    assert [(each["file"], each["finish"], each["finish_alone"]) for each in found["plans"]] == [
        ("bench.yaml", "2027-01-07T16:00:00", "2027-01-06T16:00:00"),
        ("frame.yaml", "2027-01-04T16:00:00", "2027-01-04T16:00:00"),
    ]
    assert [task["id"] for task in found["plans"][0]["tasks"]] == ["saw", "glue"]
    assert found["plans"][0]["waits_for_other_plans"][0]["other_task"] == "sketch"


def test_a_link_to_a_task_of_the_other_plan_holds(two: Path, fairlead: Fairlead) -> None:
    (two / "bench.yaml").write_text(
        BENCH.replace("after: [saw]", "after: [saw, frame:sketch +5d]"), encoding="utf-8"
    )
    _, out, err = optimized(fairlead, "--json")

    # Five days after Monday's sketch is Monday; Glue comes on Tuesday.
    assert json.loads(out)["finish"] == "2027-01-12T16:00:00"
    assert err == ""


def test_what_is_wrong_is_told_at_its_line(two: Path, fairlead: Fairlead) -> None:
    (two / "bench.yaml").write_text(BENCH.replace("after: [saw]", "after: [frame:sketsh]"), encoding="utf-8")
    _, _, err = optimized(fairlead)

    assert err == (
        "bench.yaml:7:42: warning: task glue: `frame:sketsh` isn't waited for: frame.yaml has no task `sketsh`. "
        "Name one of its tasks.\n"
    )


def test_plans_that_wait_for_each_other_in_a_circle_are_refused(two: Path, fairlead: Fairlead) -> None:
    (two / "bench.yaml").write_text(BENCH.replace("who: [ana]}", "after: [frame:sketch]}"), encoding="utf-8")
    (two / "frame.yaml").write_text(FRAME.replace("who: [ana]}", "after: [bench:glue]}"), encoding="utf-8")
    code, out, err = optimized(fairlead)

    assert (code, out) == (2, "")
    assert "waits for itself" in err
    assert "frame:sketch" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--goal", "cost"], "several plans together are scheduled for an early finish"),
        (["-o", "both.svg"], "a picture shows one plan"),
    ],
)
def test_what_several_plans_cannot_have_is_refused(
    two: Path, fairlead: Fairlead, words: list[str], message: str
) -> None:
    code, _, err = optimized(fairlead, *words)

    assert code == 2
    assert message in err


def test_one_plan_twice_is_refused(two: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "bench.yaml", "./bench.yaml")

    assert said.code == 2
    assert "bench.yaml and ./bench.yaml are both called `bench`" in said.err
