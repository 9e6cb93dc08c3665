"""The critical path against the dates that Microsoft Project and Primavera P6 stored in their own files.

Everything they stored of automatically scheduled leaf tasks has to come out, but for the differences listed here, each
with its cause. A difference that goes away has to leave the list.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.comparing import FIELDS, calculated, differences, longest_path_differs, share
from tests.conformance.neutral import files

STALE = "the file contradicts itself: stored before its last recalculation"
DATES_ONLY = "an MPX file keeps days without times, so a finish reads as the midnight before"
INCOMPLETE = "the file says neither durations nor remaining work of its resource-dependent activities"

KNOWN: dict[str, tuple[str, dict[str, int]]] = {
    "msp_bug2_01": (STALE, {"late_start": 2, "late_finish": 2, "total_float": 2}),
    "msp_euc-kr-encoding": (
        DATES_ONLY,
        {"early_finish": 21, "late_finish": 27, "total_float": 9, "free_float": 16, "critical": 9},
    ),
    "msp_project2_03": (STALE, {"late_start": 1, "late_finish": 1, "total_float": 1, "free_float": 1}),
    "msp_software-development-plan-2": (
        "what limits the late dates of one branch isn't in the file",
        {"late_start": 3, "late_finish": 3, "total_float": 3, "free_float": 1},
    ),
    "msp_task-links_10": (DATES_ONLY, {"early_finish": 16, "late_finish": 16}),
    "p6_primaveraproject": (
        INCOMPLETE,
        {"early_start": 12, "early_finish": 13, "late_start": 12, "late_finish": 13, "critical": 4},
    ),
}


@pytest.mark.parametrize("path", files() or [pytest.param(None, marks=pytest.mark.skip("needs ../shared/data/cpm_truth"))],
                         ids=lambda path: path.stem if path else "none")  # fmt: skip
def test_dates_and_floats_are_those_that_the_tool_stored(path: Path) -> None:
    plan, network, found = calculated(path)
    compared = differences(plan, network, found)

    wrong = {field: sum(not entry[1] for entry in compared[field]) for field in FIELDS}
    expected = KNOWN.get(path.stem, ("", {}))[1]
    told = [(field, entry) for field in FIELDS for entry in compared[field] if not entry[1]]
    assert {field: count for field, count in wrong.items() if count} == expected, told[:10]


@pytest.mark.parametrize(
    "path", [path for path in files() if path.stem.startswith("p6_")], ids=lambda path: path.stem
)
def test_the_longest_path_is_the_one_that_primavera_flagged(path: Path) -> None:
    if path.stem in KNOWN:
        pytest.skip(KNOWN[path.stem][0])
    plan, network, found = calculated(path)

    assert longest_path_differs(plan, network, found) == []


def test_files_that_an_independent_engine_confirmed_agree_as_far_as_promised() -> None:
    required = {"early_start": 1.0, "early_finish": 1.0, "late_start": 0.99, "late_finish": 0.99}
    required |= {"total_float": 0.98, "free_float": 0.98, "critical": 0.99}
    compared = [
        differences(*calculated(path)) for path in files() if calculated(path)[0].truth.get("tag") == "clean"
    ]
    if not compared:
        pytest.skip("needs ../shared/data/cpm_truth")

    for field, least in required.items():
        entries = [entry for each in compared for entry in each[field]]
        assert (share(entries) or 0) >= least, field
