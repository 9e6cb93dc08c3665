"""Charts at the terminal and in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import SHED, Fairlead

BEGINNINGS = {".svg": b"<svg", ".html": b"<!DOCTYPE html>", ".png": b"\x89PNG", ".pdf": b"%PDF"}


def test_the_chart_in_a_pipe_is_plain_text(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("gantt")

    assert said.code == 0, said.err
    assert said.out.isascii()
    assert "the deadline is missed" in said.out
    assert [line.split()[:2] for line in said.out.splitlines()[4:6]] == [["*", "Ground"], ["*", "Dig"]]


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_a_chart_is_written_as_its_name_ends(ending: str, shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("gantt", "shed.yaml", "-o", f"shed{ending}")

    assert (said.code, said.out) == (0, f"Wrote shed{ending}.\n"), said.err
    assert (shed.parent / f"shed{ending}").read_bytes().startswith(BEGINNINGS[ending])


def test_an_existing_file_stays_unless_forced(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "shed.svg").write_text("mine")
    said = fairlead("gantt", "-o", "shed.svg")

    assert said.code == 2
    assert "--force" in said.err
    assert (shed.parent / "shed.svg").read_text() == "mine"
    assert fairlead("gantt", "-o", "shed.svg", "--force").code == 0


@pytest.mark.parametrize("output", ["shed.jpg", "shed", "."])
def test_another_ending_names_those_there_are(output: str, shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("gantt", "-o", output)

    assert said.code == 2
    assert ".svg, .png, .pdf, .html" in said.err


def test_a_folder_that_isnt_there_is_a_failure_of_the_surroundings(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("gantt", "-o", "no/where.svg").code == 3


def test_a_wrong_plan_leaves_no_file(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("[walls]", "[nowhere]"))

    assert fairlead("gantt", "-o", "shed.svg").code == 2
    assert not (shed.parent / "shed.svg").exists()


def test_depth_and_critical_leave_rows_out(shed: Path, fairlead: Fairlead) -> None:
    assert "Dig" not in fairlead("gantt", "--depth", "1").out
    assert "Paint" not in fairlead("gantt", "--critical").out
    assert "Ground" in fairlead("gantt", "--critical").out


def test_columns_and_zoom_reach_the_drawing(shed: Path, fairlead: Fairlead) -> None:
    fairlead("gantt", "-o", "a.svg")
    fairlead("gantt", "-o", "b.svg", "--zoom", "hour", "--columns", "duration,float")
    plain, wide = ((shed.parent / name).read_text() for name in ("a.svg", "b.svg"))

    assert len(wide) > len(plain)
    assert fairlead("gantt", "--columns", "colour").code == 2
    assert fairlead("gantt", "--zoom", "eon").code == 2


def test_bars_by_logic_alone_are_drawn_when_asked_for(shed: Path, fairlead: Fairlead) -> None:
    assert "with your people: the deadline is missed" in fairlead("gantt").out
    assert "by logic alone: the deadline is missed" in fairlead("gantt", "--logic").out
