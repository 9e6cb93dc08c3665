"""What `check` says, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead


def test_a_sound_plan_is_told_in_one_friendly_line(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("check", "shed.yaml")

    assert (said.code, said.err) == (0, "")
    assert said.out == "shed.yaml: no problems in 6 tasks, 1 goal, 1 person, 1 risk and 1 decision.\n"


def test_errors_are_lines_that_editors_read_and_exit_with_2(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("after: [walls]}", "aftr: [walls]}"))
    said = fairlead("check")

    assert said.code == 2
    first, last = said.out.splitlines()
    assert first.startswith("shed.yaml:20:")
    assert ": error: task roof: " in first
    assert "`after`" in first
    assert last == "shed.yaml: 1 error."


def test_findings_stand_in_the_order_of_the_file(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("estimate", "estmate"))
    lines = [int(line.split(":")[1]) for line in fairlead("check").out.splitlines()[:-1]]

    assert len(lines) > 4
    assert lines == sorted(lines)


def test_warnings_count_only_when_strict(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("deadline: 2027-01-15, ", ""))

    assert fairlead("check").code == 0
    assert fairlead("check", "--strict").code == 1
    assert fairlead("check", "--strict").out.endswith("shed.yaml: 1 warning.\n")


def test_several_plans_are_checked_and_the_worst_decides(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "bad.yaml").write_text("name: X\ntasks: [{id: a}, {id: a}]\n")
    said = fairlead("check", "bad.yaml", "shed.yaml", "nowhere.yaml")

    assert said.code == 2
    said = fairlead("check", "bad.yaml", "shed.yaml")
    assert said.code == 2
    assert "shed.yaml: no problems" in said.out


def test_json_is_one_object_a_line_with_counts_and_findings(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "bad.yaml").write_text("name: X\nstart: 2027-01-04\ntasks: [{id: a, estimate: -1d}]\n")
    said = fairlead("check", "bad.yaml", "shed.yaml", "--json")
    bad, good = map(json.loads, said.out.splitlines())

    assert said.code == 2
    assert {key: good[key] for key in good if key != "findings"} == {
        "plan": "shed.yaml",
        "errors": 0,
        "warnings": 0,
        "notes": 0,
    }
    assert bad["errors"] == len([each for each in bad["findings"] if each["severity"] == "error"]) > 0
    assert bad["findings"][0]["line"] == 3


def test_a_file_that_cant_be_read_is_json_too(tmp_path: Path, fairlead: Fairlead) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\x00\x01\x02")
    said = fairlead("check", path, "--json")

    assert said.code == 2
    assert json.loads(said.out)["errors"] == 1


def test_at_a_terminal_findings_are_broken_at_words(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    shed.write_text(SHED.replace("after: [walls]}", "aftr: [walls]}"))
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    said = fairlead("check")

    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 60


def test_a_missing_file_keeps_no_other_from_being_checked(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("check", "nothing.yaml", "shed.yaml")

    assert said.code == 2
    assert "nothing.yaml" in said.out
    assert "shed.yaml: no problems" in said.out
