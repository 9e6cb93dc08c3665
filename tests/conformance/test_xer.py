"""Projects that Primavera P6 exported: read from the original file, dated as Primavera P6 dated them.

Dates are equal when no working time of the activity's calendar lies between them (17:00 is 08:00 the next morning).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairlead.exchange.imported import Imported
from fairlead.exchange.importing import import_file
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from fairlead.schedule.schedule import schedule
from tests.conformance.neutral import TRUTH, Neutral, minutes_of

FILES = sorted((TRUTH / "files").glob("*.xer"))
DATES = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float", "free_float")
FIELDS = (*DATES, *FLOATS, "critical")
KNOWN: dict[str, tuple[str, dict[str, int]]] = {}
"""Differences from what Primavera P6 stored that are left, by file: their cause, and how many there are of each."""

needs_files = pytest.mark.skipif(not FILES, reason="needs ../shared/data/cpm_truth")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def read() -> dict[Path, Imported]:
    return {path: import_file(path) for path in FILES}


@needs_files
@each_file
def test_dates_floats_and_critical_flags_are_those_that_primavera_stored(
    path: Path, read: dict[Path, Imported]
) -> None:
    differences = list(_differences(path, read[path]))

    counts = {field: sum(found[1] == field for found in differences) for field in FIELDS}
    assert {field: count for field, count in counts.items() if count} == KNOWN.get(path.stem, ("", {}))[1], (
        differences[:10]
    )


@needs_files
@each_file
def test_the_longest_path_is_the_one_that_primavera_flagged(path: Path, read: dict[Path, Imported]) -> None:
    found = schedule(read[path].plan)
    on_path = {
        int(task.source.uid or 0)
        for task in found
        if task.source and task.on_longest_path and not task.summary
    }

    assert on_path == {task["uid"] for task in _leaves(path) if task["expected"].get("longest_path")}


@needs_files
@each_file
def test_nothing_is_found_wrong_but_what_is(path: Path, read: dict[Path, Imported]) -> None:
    codes = {finding.code for finding in read[path].findings}

    # One activity of this file was started half a year after the data date.
    assert codes == ({"fact-in-the-future"} if path.stem == "p6_site-198" else set())


@needs_files
@each_file
def test_the_dates_in_the_file_are_kept_beside_the_plan(path: Path, read: dict[Path, Imported]) -> None:
    ids = {int(task.source.uid or 0): task.id for task in read[path].plan.tasks.values() if task.source}
    for known in _leaves(path):
        stored, expected = read[path].stored[ids[known["uid"]]], known["expected"]
        for name in DATES:
            assert str(getattr(stored, name) or "").replace(" ", "T") == (expected.get(name) or "")[:16]
        derived = expected | expected.get("derived", {})
        if "critical" in derived and stored.total_float_minutes is not None:
            assert stored.critical == derived["critical"]


@needs_files
@each_file
def test_the_plan_written_and_read_again_has_the_same_dates(path: Path, read: dict[Path, Imported]) -> None:
    plan = read[path].plan
    again = open_text(dump(document_of(plan))).plan

    assert again == plan
    assert schedule(again).to_json() == schedule(plan).to_json()


def _leaves(path: Path) -> list[dict[str, Any]]:
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return [task for task in truth["tasks"] if not task.get("summary") and not task.get("external")]


def _differences(path: Path, imported: Imported) -> Iterator[tuple[int, str, Any, Any]]:
    """Yield uid, field, stored and calculated where the two are not the same."""
    neutral = Neutral(path.with_suffix(".json"))
    answer = {
        int(task["source"]["uid"]): task
        for task in schedule(imported.plan).to_json()["tasks"]
        if not task["summary"] and (task["source"] or {}).get("uid")
    }
    for known in _leaves(path):
        stored = {**known["expected"].get("derived", {}), **known["expected"]}
        have = answer.get(known["uid"], {})
        for field in DATES:
            want = stored.get(field)
            same = want is None or neutral.same_instant(known, minutes_of(want), minutes_of(have[field]))
            if not same:
                yield known["uid"], field, want, have[field]
        for field in FLOATS:
            want = stored.get(field.replace("float", "slack") + "_minutes")
            if want is not None and abs(want - have[f"{field}_minutes"]) > 1:
                yield known["uid"], field, want, have[f"{field}_minutes"]
        unfinished = known.get("percent_complete") != 100
        if unfinished and stored.get("critical") not in (None, have["critical"]):
            yield known["uid"], "critical", stored["critical"], have["critical"]
