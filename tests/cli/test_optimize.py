"""The best schedule with these people: page, JSON, agreement, picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fairlead.schedule.agreed import Agreed
from fairlead.schedule.optimising import optimised as optimising
from fairlead.schedule.optimising.answer import Optimised
from fairlead.store.agreed import agreed_path, read_agreed

from .conftest import PROJECT, Fairlead
from .test_people import BENCH

PAGE = """\
Bench
Mon 4 Jan 2027 → Wed 6 Jan 2027 with your people (Tue 5 Jan 2027 by logic alone)
Finishes Wed 6 Jan 2027. Proven optimal: no plan with these people can finish earlier without
interrupting tasks.
"""

WAITS = """\

Who and what keeps tasks waiting
  Ana Ruiz     1 task       1d in all

What waits
  Saw [saw] waits for Ana Ruiz, busy with Glue until Mon 4 Jan 2027: 1d

Against the schedule that holds until something is agreed
Nothing changes.

fairlead optimize bench.yaml --write makes it the agreed schedule.
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three days of work for Ana that logic alone lays side by side."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bench.yaml"
    path.write_text(BENCH, encoding="utf-8")
    return path


def test_the_page_begins_with_what_is_proven(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "bench.yaml", "--time-limit", "5")

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(PAGE)


def test_it_names_who_keeps_what_waiting(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "bench.yaml", "--time-limit", "0")
    waits = said.out[said.out.index("\nWho and what") :]

    # Either task may go first; the other one waits for it.
    assert waits in (WAITS, WAITS.replace("Saw [saw]", "Glue [glue]").replace("with Glue until Mon 4", "with Saw until Tue 5").replace("       1d in", "       2d in").replace(": 1d", ": 2d"))  # fmt: skip


def test_json_has_the_shape_of_the_design(bench: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("optimize", "--time-limit", "5", "--json").out)

    keys = ("plan", "goal", "start", "finish", "lower_bound", "gap", "status", "seconds", "tasks")
    assert set(keys) <= found.keys()
    assert (found["plan"], found["goal"], found["status"]) == ("Bench", "finish", "optimal")
    assert found["finish"] == found["lower_bound"] == "2027-01-06T17:00:00"
    task = found["tasks"][0]
    assert {"id", "name", "source", "start", "finish", "segments", "assigned"} <= task.keys()
    assert task["segments"] == [[task["start"], task["finish"]]]
    assert task["assigned"] == [{"who": "ana", "share": 1.0}]


def test_write_makes_it_the_agreed_schedule(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "--time-limit", "1", "--write")

    assert "Agreed: written to bench.fairlead/agreed.json.\n" in said.out
    agreed = read_agreed(bench)
    assert agreed is not None
    assert set(agreed.tasks) == {"saw", "glue"}
    assert "Against what is agreed\nNothing changes.\n" in fairlead("optimize", "--time-limit", "1").out


def test_what_it_would_change_against_what_is_agreed_is_told(bench: Path, fairlead: Fairlead) -> None:
    fairlead("optimize", "--time-limit", "1", "--write")
    path = agreed_path(bench)
    path.write_text(path.read_text().replace("2027-01-0", "2027-01-1").replace("start: 2027-01-14", ""))
    said = fairlead("optimize", "--time-limit", "1")

    # Agreed for a week and more later; nothing forces that.
    assert "2 tasks move:" in said.out[said.out.index("Against what is agreed") :]
    assert "earlier" in said.out


def test_a_picture_shows_the_dates_with_people(bench: Path, fairlead: Fairlead) -> None:
    said = fairlead("optimize", "--time-limit", "0", "-o", "bench.svg")

    assert "Wrote bench.svg.\n" in said.out
    assert "waits" in (bench.parent / "bench.svg").read_text()
    assert fairlead("optimize", "--time-limit", "0", "-o", "bench.svg").code == 2


def test_nothing_can_be_agreed_beside_another_tools_file(tmp_path: Path, fairlead: Fairlead) -> None:
    (tmp_path / "fence.xml").write_text(PROJECT)
    said = fairlead("optimize", str(tmp_path / "fence.xml"), "--write")

    assert said.code == 2
    assert "another tool's file" in said.err
    assert fairlead("optimize", str(tmp_path / "fence.xml"), "--time-limit", "0").code == 0


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> list[dict[str, Any]]:
    """Let the optimiser give these answers, one a call; returns what it was asked."""
    left, asked = list(answers), []

    def optimised(_plan: object, **options: Any) -> Optimised:
        asked.append(options)
        answer = left.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(optimising, "optimised", optimised)
    return asked


def test_no_schedule_at_all_is_told_and_no_success(
    bench: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    infeasible = Optimised(None, "finish", "infeasible", None, None, None, 0.1, "a search through all orders")
    unknown = Optimised(None, "finish", "unknown", None, None, None, 0.1)
    answering(monkeypatch, infeasible, unknown, unknown)
    first, second = (fairlead("optimize") for _ in range(2))

    assert (first.code, second.code) == (1, 1)
    assert (
        "There is no schedule that keeps all links, dates and limits: a search through all orders."
        in first.out
    )
    assert "None yet" in second.out
    assert json.loads(fairlead("optimize", "--json").out)["plan"] == "Bench"


def test_out_of_memory_the_schedule_is_levelled(
    bench: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = Optimised(None, "finish", "unknown", None, None, None, 0.1)
    asked = answering(monkeypatch, MemoryError(), unknown)
    said = fairlead("optimize")

    assert "ran out of memory" in said.err
    assert [each["time_limit"] for each in asked] == [60.0, 0.0]


def test_too_little_memory_even_for_levelling_is_a_failure_of_the_surroundings(
    bench: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, MemoryError(), MemoryError())
    said = fairlead("optimize")

    assert said.code == 3
    assert "too little memory" in said.err


def test_what_was_agreed_is_where_the_search_begins(
    bench: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    fairlead("optimize", "--time-limit", "0", "--write")
    asked = answering(monkeypatch, Optimised(None, "cost", "unknown", None, None, None, 0.1))
    fairlead("optimize", "--goal", "cost", "--seed", "7", "--time-limit", "3")

    assert isinstance(asked[0]["agreed"], Agreed)
    assert [asked[0][key] for key in ("goal", "seed", "time_limit")] == ["cost", 7, 3.0]


def test_where_nothing_can_be_agreed_the_page_ends_with_why(tmp_path: Path, fairlead: Fairlead) -> None:
    (tmp_path / "fence.xml").write_text(PROJECT)
    said = fairlead("optimize", str(tmp_path / "fence.xml"), "--time-limit", "0")

    assert "--write" not in said.out
    assert "is another tool's file" in " ".join(said.out[said.out.rindex("\n\n") :].split())


def test_where_nothing_is_proven_no_line_is_left_empty_for_it(bench: Path, fairlead: Fairlead) -> None:
    bench.write_text(
        BENCH.replace("name: Bench", "name: Bench\nschedule_from: finish\nfinish: 2027-01-29").replace(
            "id: saw,", "id: saw, start: fixed 2027-01-05,"
        )
    )
    said = fairlead("optimize", "--time-limit", "0")

    assert said.code == 0
    assert "\n\n\n" not in said.out
