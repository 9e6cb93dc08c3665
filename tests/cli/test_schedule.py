"""Headline, table, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead

PAGE = """\
Garden shed
Mon 4 Jan 2027 → Mon 18 Jan 2027 with your people (by logic alone too)

Goal             With people      Deadline
Tools stand dry  Mon 18 Jan 2027  Fri 15 Jan 2027  missed by 1d

Critical path (4 critical tasks)
  Dig → Pour concrete → Walls → Roof

Task             Id      Start            Finish           Length  Float            Who
Ground           ground  Mon 4 Jan 2027   Fri 8 Jan 2027       5d     0d  critical
  Dig            dig     Mon 4 Jan 2027   Wed 6 Jan 2027       3d     0d  critical  Ana Ruiz
  Pour concrete  pour    Thu 7 Jan 2027   Fri 8 Jan 2027       2d     0d  critical
Walls            walls   Mon 11 Jan 2027  Thu 14 Jan 2027      4d     0d  critical
Roof             roof    Fri 15 Jan 2027  Mon 18 Jan 2027      2d     0d  critical
Paint            paint   Fri 15 Jan 2027  Fri 15 Jan 2027      1d     1d
"""


def test_the_page_of_the_shed(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", "shed.yaml")

    assert (said.code, said.err) == (0, "")
    assert said.out == PAGE


def test_times_are_shown_only_inside_days(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("estimate: 3d", "estimate: 2.5d"))
    said = fairlead("schedule")

    assert "Wed 6 Jan 2027 12:00" in said.out
    assert re.search(r"Wed 6 Jan 2027 13:00 +Fri 8 Jan 2027 12:00", said.out)


def test_only_what_is_critical(shed: Path, fairlead: Fairlead) -> None:
    table = fairlead("schedule", "--critical").out.split("\n\n")[-1]

    assert "Paint" not in table
    assert table.count("critical") == 5


def test_columns_are_chosen(shed: Path, fairlead: Fairlead) -> None:
    table = fairlead("schedule", "--columns", "wbs,late-finish,free-float,who").out.split("\n\n")[-1]

    assert table.splitlines()[0].split() == ["Task", "WBS", "Late", "finish", "Free", "float", "Who"]


def test_a_column_that_isnt_there_names_those_that_are(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", "--columns", "start,colour")

    assert said.code == 2
    assert "there is no column `colour`; there are id, wbs, start" in said.err


def test_float_paths_go_from_the_most_critical(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", "--float-paths", "2")

    assert "Float path 1: 4 steps, least float 0d\n" in said.out
    first = said.out.split("Float path 1")[1].split("Float path 2")[0]
    assert [line.split("[")[1].rstrip("]") for line in first.splitlines()[1:] if line] == [
        "dig",
        "pour",
        "walls",
        "roof",
    ]


def test_json_has_the_shape_of_the_design(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("schedule", "--json").out)

    assert list(found) == ["plan", "basis", "start", "finish", "levelled_start", "levelled_finish", "tasks"]
    assert list(found["tasks"][0]) == [
        "id", "name", "summary", "source", "start", "finish", "early_start", "early_finish", "late_start",
        "late_finish", "total_float_minutes", "free_float_minutes", "critical", "levelled_start", "levelled_finish",
    ]  # fmt: skip
    assert (found["start"], found["finish"]) == ("2027-01-04T08:00:00", "2027-01-18T17:00:00")
    assert {task["id"]: task["total_float_minutes"] for task in found["tasks"]}["paint"] == 480


def test_several_plans_are_one_object_a_line_and_a_wrong_one_stops_only_itself(
    shed: Path, fairlead: Fairlead
) -> None:
    (shed.parent / "bad.yaml").write_text("name: X\ntasks: [{id: a, after: [b], estimate: 1d}]\n")
    said = fairlead("schedule", "shed.yaml", "bad.yaml", "shed.yaml", "--json")

    assert said.code == 2
    assert [json.loads(line)["plan"] for line in said.out.splitlines()] == ["Garden shed", "Garden shed"]
    assert "bad.yaml:2" in said.err


def test_csv_has_one_heading_and_harmless_cells(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("name: Roof", "name: =HYPERLINK(1)"))
    said = fairlead("schedule", "shed.yaml", "shed.yaml", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))

    assert len(rows) == 12
    assert rows[4]["name"] == "'=HYPERLINK(1)"
    assert (rows[0]["summary"], rows[1]["critical"], rows[5]["total_float_minutes"]) == ("yes", "yes", "480")


def test_json_and_csv_exclude_each_other(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("schedule", "--json", "--csv").code == 2


def test_a_plan_without_a_date_begins_today(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text("name: X\ntasks: [{id: a, estimate: 1d}]\n")
    said = fairlead("schedule")

    assert said.code == 0, said.err


@pytest.mark.parametrize("columns", ["60", "80", "160"])
def test_at_a_terminal_nothing_is_wider_than_the_window(
    columns: str, examples: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    said = fairlead("schedule", "robotics.yaml")

    assert "\x1b[3" not in said.out
    assert max(map(len, said.out.splitlines())) <= int(columns)


def test_narrow_windows_get_brief_dates(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")

    assert "Mon 4 Jan" not in fairlead("schedule").out
    assert "4 Jan 2027" in fairlead("schedule").out


@pytest.mark.parametrize(
    "name", ["software", "it-consulting", "information-security", "robotics", "games", "trade-fair"]
)
def test_every_example_is_scheduled(name: str, examples: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", f"{name}.yaml")

    assert said.code == 0, said.err
    assert "Critical path" in said.out


def with_dates(project: Path, **stored: str) -> None:
    """Let the project say what Microsoft Project stored of its first task."""
    said = "".join(f"<{name}>{value}</{name}>" for name, value in stored.items())
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("<Name>Posts</Name>", f"<Name>Posts</Name>{said}"), encoding="utf-8")


AGREES = {
    "EarlyStart": "2027-01-04T08:00:00",
    "EarlyFinish": "2027-01-05T17:00:00",
    "TotalSlack": "0",
    "Critical": "1",
}


def test_against_a_file_that_agrees(project_xml: Path, fairlead: Fairlead) -> None:
    with_dates(project_xml, **AGREES)
    said = fairlead("schedule", project_xml, "--against-file")

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Fence\nThe same dates as in the file")
    assert "early finish         1      1          0\n" in said.out


def test_against_a_file_that_differs_says_what_and_why(project_xml: Path, fairlead: Fairlead) -> None:
    with_dates(project_xml, **AGREES | {"EarlyFinish": "2027-01-06T17:00:00"})
    said = fairlead("schedule", project_xml, "--against-file")

    assert said.code == 0
    assert "1 difference in 1 task" in said.out
    assert "Posts [posts]\n  early finish  Wed 6 Jan 2027  Tue 5 Jan 2027  stale\n" in said.out
    assert "The file contradicts itself in 1 task\n" in said.out
    assert "its stored early dates are 3d of work apart, and its duration is 2d" in " ".join(said.out.split())


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_the_comparison_fits_the_terminal(
    columns: str, project_xml: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_dates(project_xml, **AGREES | {"EarlyFinish": "2027-01-06T17:00:00"})
    monkeypatch.chdir(project_xml.parent)
    for name, value in {"COLUMNS": columns, "FORCE_COLOR": "1", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    said = fairlead("schedule", project_xml.name, "--against-file")

    assert max(map(len, said.out.splitlines())) <= int(columns)


def test_against_a_file_as_json(project_xml: Path, fairlead: Fairlead) -> None:
    with_dates(project_xml, **AGREES | {"Critical": "0"})
    said = json.loads(fairlead("schedule", project_xml, "--against-file", "--json").out)

    assert (said["plan"], said["file"], said["tool"]) == ("Fence", str(project_xml), "msproject")
    assert said["counts"]["critical"] == {"compared": 1, "equal": 0, "different": 1}
    (difference,) = said["differences"]
    assert (difference["stored"], difference["calculated"], difference["rule"]) == (
        False,
        True,
        "critical rule",
    )


def test_a_plan_without_stored_dates_has_nothing_to_compare_with(
    shed: Path, project_xml: Path, fairlead: Fairlead
) -> None:
    own = fairlead("schedule", "shed.yaml", "--against-file")
    other = fairlead("schedule", project_xml, "--against-file")

    assert (own.code, other.code) == (2, 2)
    assert "shed.yaml is a plan of Fairlead's own, so there is nothing to compare with" in own.err
    assert "holds no dates that another tool stored" in other.err


@pytest.mark.parametrize("option", [["--csv"], ["--critical"], ["--columns", "id"], ["--float-paths", "2"]])
def test_a_comparison_stands_alone(option: list[str], project_xml: Path, fairlead: Fairlead) -> None:
    said = fairlead("schedule", project_xml, "--against-file", *option)

    assert said.code == 2
    assert "--against-file compares everything" in said.err


def test_what_only_scheduling_finds_is_said_beside_the_answer(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "arm.yaml").write_text(
        "name: Arm\nstart: 2027-01-04\ntasks:\n"
        "  - {id: arm, estimate: 1d}\n"
        "  - {id: bench, estimate: 1d, after: [arm +1d]}\n"
        "  - {id: tune, estimate: 1d, after: [bench, arm FF +0d..+1d]}\n"
    )
    for words in (
        ["schedule", "arm.yaml"],
        ["schedule", "arm.yaml", "--json"],
        ["schedule", "arm.yaml", "--csv"],
    ):
        said = fairlead(*words)
        assert said.code == 0
        assert said.err.startswith(
            "arm.yaml:6:30: warning: task tune: the link `arm FF +0d..+1d` can't be kept"
        )


ONE_PERSON = SHED.replace(
    "{id: paint, name: Paint, estimate: 1d, after: [walls, colour]}",
    "{id: paint, name: Paint, estimate: 1d, who: [ana]}",
)


def test_the_finish_with_people_stands_beside_the_one_by_logic(shed: Path, fairlead: Fairlead) -> None:
    other = "{id: order, name: Order wood, estimate: 3d, who: [ana]}"
    text = SHED.replace("{id: walls,", f"{other}\n  - {{id: walls,").replace("[ground]", "[ground, order]")
    shed.write_text(text.replace("[dig]}", "[dig], who: [ana]}"))
    said = fairlead("schedule")

    # Ana can't dig, pour and order wood at once: the walls wait three days more.
    assert "Mon 4 Jan 2027 → Thu 21 Jan 2027 with your people (Mon 18 Jan 2027 by logic alone)" in said.out
    assert "(by logic alone, as if everybody were free)" in fairlead("schedule", "--logic").out


def test_levelled_dates_are_those_with_people_and_of_logic_where_nobody_is_asked_for(
    shed: Path, fairlead: Fairlead
) -> None:
    shed.write_text(ONE_PERSON)
    tasks = {each["id"]: each for each in json.loads(fairlead("schedule", "--json").out)["tasks"]}
    shed.write_text("name: X\nstart: 2027-01-04\ntasks: [{id: a, estimate: 1d}]\n")
    (alone,) = json.loads(fairlead("schedule", "--json").out)["tasks"]

    # Ana digs and paints, one after the other; by logic she does both on Monday.
    assert {tasks[id]["start"] for id in ("dig", "paint")} == {"2027-01-04T08:00:00"}
    assert len({tasks[id]["levelled_start"] for id in ("dig", "paint")}) == 2
    assert (alone["levelled_start"], alone["levelled_finish"]) == (alone["start"], alone["finish"])


def test_columns_say_who_waits_for_whom(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(ONE_PERSON)

    assert "  Ana Ruiz, busy with" in fairlead("schedule", "--columns", "logic-start,waits").out


def test_a_schedule_that_people_cant_keep_is_by_logic_and_says_why(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairlead.plan.errors import RequestError
    from fairlead.schedule.levelling import levelled

    def fail(*_: object, **__: object) -> None:
        raise RequestError("the calendars end too early")

    monkeypatch.setattr(levelled, "levelled", fail)
    said = fairlead("schedule")

    assert said.code == 0
    assert "by logic alone, as if everybody were free" in said.out
    assert "no schedule with your people: the calendars end too early" in said.err
