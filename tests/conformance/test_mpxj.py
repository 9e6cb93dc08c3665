"""Projects in Microsoft Project's own formats and P6's XML: read through MPXJ, dated as the tools dated them.

Dates are equal when no working time of the task's calendar lies between them (17:00 is 08:00 the next morning).
Every difference that is left stands in the table below with its cause, and has to leave it when it goes away.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from fairlead.exchange.imported import Imported
from fairlead.exchange.importing import import_file
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from fairlead.schedule.schedule import schedule
from tests.conformance.neutral import TRUTH
from tests.conformance.original_files import counted, differences, leaves

pytestmark = pytest.mark.skipif(not TRUTH.is_dir(), reason="needs ../shared/data/cpm_truth")
PMXML = TRUTH / "files" / "p6_primaveraproject.xml"
FILES = [path for ending in ("mpp", "mpx") for path in sorted((TRUTH / "files").glob(f"*.{ending}"))] + [
    PMXML
]

STALE = "the late dates are older than the finish of the plan: stored before its last calculation"
DAYS_ONLY = (
    "an MPX file says days without times, so that a stored finish reads as the midnight before its day"
)
KNOWN: dict[str, tuple[str, dict[str, int]]] = {
    "msp_bug2_01": (STALE, {"late_start": 2, "late_finish": 2, "total_float": 2}),
    "msp_euc-kr-encoding": (
        f"{DAYS_ONLY}; another program wrote it, each late finish is the late start",
        {"early_finish": 21, "late_finish": 27, "total_float": 9, "free_float": 16, "critical": 9},
    ),
    "msp_project2_03": (STALE, {"late_start": 1, "late_finish": 1, "total_float": 1, "free_float": 1}),
    "msp_software-development-plan-2": (
        "what limits the late dates of one branch isn't in the file",
        {"late_start": 3, "late_finish": 3, "total_float": 3, "free_float": 1},
    ),
    "msp_task-links_10": (DAYS_ONLY, {"early_finish": 16, "late_finish": 16}),
    "p6_primaveraproject": (
        "the calendar was given the holiday of 2 January 2012, the plan's first day, after the last calculation, so "
        "that all is a working day later; floats of a few seconds, from durations in thirds of minutes, aren't critical",
        {"early_start": 12, "early_finish": 13, "late_start": 12, "late_finish": 13, "critical": 4},
    ),
}


@cache
def read(path: Path) -> Imported:
    return import_file(path)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    """One file after the other, so that each is read once for all tests of it."""
    return request.param


def test_dates_floats_and_critical_flags_are_those_that_the_tool_stored(path: Path) -> None:
    found = differences(path, read(path))
    assert counted(found) == KNOWN.get(path.stem, ("", {}))[1], found[:10]


def test_all_that_the_file_stores_is_kept_beside_the_plan(path: Path) -> None:
    imported = read(path)
    ids = {int(task.source.uid or 0): task.id for task in imported.plan.tasks.values() if task.source}
    for known in leaves(path):
        stored, expected = imported.stored[ids[known["uid"]]], known["expected"]
        for name in ("early_start", "late_start", "early_finish", "late_finish"):
            said = (expected.get(name) or "")[: 10 if path.suffix == ".mpx" else 16]
            assert str(getattr(stored, name) or "").replace(" ", "T")[: len(said)] == said
        slack = expected.get("start_slack_minutes")
        assert slack is None or abs((stored.start_float_minutes or 0) - slack) <= 1


def test_the_plan_written_and_read_again_has_the_same_dates(path: Path) -> None:
    plan = read(path).plan
    again = open_text(dump(document_of(plan))).plan
    assert again == plan
    assert schedule(again).to_json() == schedule(plan).to_json()


def test_nothing_that_the_rules_call_an_error_is_found(path: Path) -> None:
    assert [finding for finding in read(path).findings if finding.severity == "error"] == []


def test_a_plan_of_primavera_goes_by_its_rules() -> None:
    imported = read(PMXML)
    assert (imported.tool, imported.plan.settings.options.preset) == ("p6", "p6")
    assert imported.lost["the other project in the file, Gate 5 - Go to Launch"] == 1
    lengths = {task.source.code: task.duration for task in imported.plan.tasks.values() if task.source}
    assert str(lengths["PD1010"]) == "4235m"  # written as 70,583333 hours


def test_formats_of_one_plan_say_the_same() -> None:
    """The same plan saved as .mpp of several versions, and as XML, which is read natively."""
    folder = TRUTH / "files"
    through = read(folder / "msp_assignment-text_01.mpp").plan
    native = import_file(folder / "msp_assignment-text_02.xml").plan
    for id, task in native.tasks.items():
        other = through.tasks[id]
        assert (other.duration, other.after, other.start, other.who) == (
            task.duration,
            task.after,
            task.start,
            task.who,
        )
