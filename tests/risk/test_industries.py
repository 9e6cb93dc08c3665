"""The record of an industry, worked out again from the data it was published with."""

from __future__ import annotations

import math
import re
import statistics
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from fairlead.risk.history import INDUSTRIES

PROJECTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "rcpsp" / "real_projects"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOURS = {"d": 8.0, "h": 1.0, "m": 1 / 60}


def rows(workbook: Path, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet of a workbook, each a cell's text by the letters of its column."""
    with ZipFile(workbook) as file:
        names = [
            each.get("name")
            for each in ElementTree.fromstring(file.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        ]
        shared = [
            "".join(text.text or "" for text in each.iter(f"{SHEET}t"))
            for each in ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(f"{SHEET}si")
        ]
        found = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"))
    said = []
    for row in found.iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is not None and value.text is not None:
                text = shared[int(value.text)] if cell.get("t") == "s" else value.text
                cells[re.sub(r"\d", "", cell.get("r", ""))] = text
        said.append(cells)
    return said


def hours(text: str) -> float:
    return sum(float(number) * HOURS[unit] for number, unit in re.findall(r"([\d.]+) ?([dhm])", text))


def test_that_of_information_security_is_of_the_finished_activities_of_one_project() -> None:
    workbook = PROJECTS / "C2016-09_Data_Loss_Prevention_System.xlsx"
    if not workbook.exists():
        pytest.skip(f"{workbook} isn't there: the published projects are kept beside the repository")
    baseline = {row["A"]: row.get("C", "") for row in rows(workbook, "Baseline Schedule")[2:] if "A" in row}
    summaries = {number.rpartition(".")[0] for number in baseline.values()}
    tracked = rows(workbook, "TP9")
    title = next(row for row in tracked if row.get("A") == "ID")
    planned, actual, done = (
        next(column for column, name in title.items() if name == wanted)
        for wanted in ("Duration", "Actual Duration", "Percentage Completed")
    )
    ratios = [
        math.log(hours(row[actual]) / hours(row[planned]))
        for row in tracked[tracked.index(title) + 1 :]
        if row.get("A") in baseline and baseline[row["A"]] not in summaries
        and row.get(done) == "1" and hours(row.get(planned, "")) and hours(row.get(actual, ""))
    ]  # fmt: skip

    record = INDUSTRIES["information-security"]
    assert len(ratios) == record.tasks == record.freedom + 1
    assert (statistics.mean(ratios), statistics.stdev(ratios)) == pytest.approx(
        (record.mean, record.sd), abs=1e-4
    )
