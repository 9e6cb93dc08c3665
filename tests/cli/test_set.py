"""Changes in plain words: what is written, what is told, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fairlead.cli.main import run

from .conftest import SHED, Fairlead


def test_a_change_is_spliced_into_the_text(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "shed.yaml", "walls estimate 6d")

    assert said.code == 0, said.err
    assert shed.read_text() == SHED.replace("estimate: 4d", "estimate: 6d")


def test_before_and_after_and_the_dates_are_told(shed: Path, fairlead: Fairlead) -> None:
    # Walls end on Monday the 18th instead of Thursday the 14th, the roof two days after that.
    assert fairlead("set", "walls estimate 6d").out == (
        "walls: estimate 4d → 6d\n"
        "Finish with your people: Mon 18 Jan 2027 → Wed 20 Jan 2027, 2d later\n"
        "Tools stand dry: Mon 18 Jan 2027 → Wed 20 Jan 2027, 2d later (missed by 3d)\n"
        "3 tasks move:\n"
        "  walls: Thu 14 Jan 2027 → Mon 18 Jan 2027, 2d later\n"
        "  roof: Mon 18 Jan 2027 → Wed 20 Jan 2027, 2d later\n"
        "  paint: Fri 15 Jan 2027 → Tue 19 Jan 2027, 2d later\n"
        "Changed shed.yaml: 1 change.\n"
    )


def test_a_change_for_the_better_is_told_as_earlier(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "walls estimate 3d")

    assert "Finish with your people: Mon 18 Jan 2027 → Fri 15 Jan 2027, 1d earlier\n" in said.out
    assert "(just kept)" in said.out


def test_several_lines_are_one_list_each_seeing_those_before(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", 'add "Gutter" 1d after roof @ana', "gutter estimate 2d", "rename gutter spout")

    assert said.code == 0, said.err
    assert "id: spout" in shed.read_text()
    assert "Changed shed.yaml: 3 changes." in said.out


def test_a_dry_run_writes_nothing(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "walls estimate 6d", "--dry-run")

    assert said.code == 0
    assert "dry run" in said.out
    assert shed.read_text() == SHED


@pytest.mark.parametrize(
    "lines",
    [
        ["dig after roof"],  # a circle
        ["walls estimate 6d", "walls after nowhere"],
        ["walls estimate 6 days"],
        ["wals estimate 6d"],
        ["walls estimte 6d"],
        ["remove walls"],  # others wait for it
        ["walls estimate 6d", "nonsense"],
        [""],
    ],
)
def test_nothing_is_written_when_anything_is_wrong(lines: list[str], shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "shed.yaml", *lines)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(("fairlead: ", "shed.yaml:", "error: "))
    assert shed.read_text() == SHED


def test_a_mistake_gets_the_nearest_valid_line(shed: Path, fairlead: Fairlead) -> None:
    assert "Did you mean: walls estimate 6d" in fairlead("set", "wals estimate 6d").err
    assert "Did you mean: walls estimate 6d" in fairlead("set", "walls takes 6d").err


def test_a_plan_with_an_error_can_be_mended(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("done_when: [roof]", "done_when: [rof]"))
    said = fairlead("set", "dry done_when roof")

    assert said.code == 0, said.err
    assert shed.read_text() == SHED


def test_new_warnings_are_told(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("set", "dry deadline none")

    assert said.code == 0, said.err
    assert "warning: goal dry" in said.out


def test_lines_come_from_standard_input(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("# two changes\nwalls estimate 6d\n\nroof who ana\n"))
    said = fairlead("set", "shed.yaml")

    assert said.code == 0, said.err
    assert "Changed shed.yaml: 2 changes." in said.out


def test_json_has_changes_words_and_effects(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("set", "walls estimate 6d", "--json").out)

    assert found["written"] is True
    assert found["changes"] == [
        {"change": "set", "kind": "task", "id": "walls", "field": "estimate", "value": "6d",
         "words": "walls: estimate 4d -> 6d"}
    ]  # fmt: skip
    assert found["effects"]["finish"]["later_minutes"] == 2 * 480
    assert [goal["slack_minutes"] for goal in found["effects"]["goals"]] == [-3 * 480]
    assert [task["id"] for task in found["effects"]["tasks"]] == ["walls", "roof", "paint"]


def test_a_file_of_another_tool_is_imported_first(shed: Path, fairlead: Fairlead, project_xml: Path) -> None:
    said = fairlead("set", project_xml, "plan name X")

    assert said.code == 2
    assert f"fairlead import {project_xml}" in said.err


def test_standard_input_cant_be_written_back(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("set", "-", "walls estimate 6d").code == 2


def test_a_read_only_folder_is_a_failure_of_the_surroundings(
    shed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("fairlead.plan.files.tempfile.mkstemp", refuse)
    monkeypatch.setattr("fairlead.plan.files.tempfile.NamedTemporaryFile", refuse)

    assert run(["set", "walls estimate 6d"]) == 3
    assert "can't be written" in capsys.readouterr().err
    assert shed.read_text() == SHED
